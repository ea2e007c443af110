"""The record of the rule files that the service has read, and of what each edit of them changed."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import Index
from sqlmodel import Field, SQLModel

from monitor.store.columns import big_id, doc


class RuleReading(SQLModel, table=True):
    """Append-only: rule files as a start of the service found them, what differs from before, and whose clocks it concerns.

    ``cases`` are the cases in hand whose clocks would run otherwise under these rules; they keep those they have.
    """

    __tablename__ = "rule_reading"
    __table_args__ = (Index("ix_rule_reading_office", "office_id", "id"),)
    id: int = big_id()
    office_id: str = Field(foreign_key="office.id", max_length=32)
    version: str = Field(max_length=64)
    body: dict[str, Any] = doc()
    edits: list[dict[str, str]] = doc(list)
    cases: list[int] = doc(list)
    recorded_at: datetime

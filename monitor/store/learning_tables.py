"""What officers correct, and which models were put to use."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import Index, Text, UniqueConstraint
from sqlmodel import Field, SQLModel

from monitor.store.columns import JSON_DOC, big_id, ref


class Correction(SQLModel, table=True):
    """Append-only: an officer's word on one field of an item, against the program's; a labelled example for training."""

    __tablename__ = "correction"
    __table_args__ = (Index("ix_correction_field", "office_id", "field", "id"),)
    id: int = big_id()
    office_id: str = Field(foreign_key="office.id", max_length=32)
    item_id: int = ref("item.id", index=True)
    revision: int
    field: str = Field(max_length=16)
    old: Any = Field(default=None, sa_type=JSON_DOC, nullable=True)
    new: Any = Field(default=None, sa_type=JSON_DOC, nullable=True)
    via: str = Field(max_length=8)
    actor: str
    reason: str = Field(default="", sa_type=Text)
    model: str = ""
    recorded_at: datetime


class ModelChange(SQLModel, table=True):
    """Append-only: a category model was put to use, refused, or given up for an earlier one; ``old``, ``new`` by SHA-256."""

    __tablename__ = "model_change"
    id: int = big_id()
    office_id: str = Field(foreign_key="office.id", max_length=32)
    act: str = Field(max_length=12)
    old: str = Field(max_length=64)
    new: str = Field(max_length=64)
    reason: str = Field(default="", sa_type=Text)
    actor: str
    recorded_at: datetime


class SampleCheck(SQLModel, table=True):
    """One item of a week's miss-rate sample: drawn by lot, looked at by a person."""

    __tablename__ = "sample_check"
    __table_args__ = (UniqueConstraint("office_id", "week", "item_id"),)
    id: int = big_id()
    office_id: str = Field(foreign_key="office.id", max_length=32)
    week: str = Field(max_length=8)
    item_id: int = ref("item.id")
    stratum: str = Field(max_length=12)
    drawn_at: datetime
    wrong: bool | None = None
    checked_by: str | None = None
    checked_at: datetime | None = None

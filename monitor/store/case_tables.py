"""Cases, their history and their clocks."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import Index, Text, UniqueConstraint, text
from sqlmodel import Field, SQLModel

from monitor.store.columns import JSON_DOC, big_id, doc, long_text, ref


class CaseFile(SQLModel, table=True):
    """台账: the legal unit. Columns are the present values; ``case_fact`` and ``case_act`` hold their history."""

    __tablename__ = "case_file"
    __table_args__ = (
        UniqueConstraint("office_id", "year", "seq"),
        Index("ix_case_office_state", "office_id", "state"),
    )
    id: int = big_id()
    office_id: str = Field(foreign_key="office.id", max_length=32)
    year: int
    seq: int
    number: str = Field(index=True)
    title: str = long_text()
    item_id: int = ref("item.id", index=True)
    event_id: int | None = ref("event.id", nullable=True, index=True)
    opened_by_rule: str
    state: str = Field(max_length=12)
    verification: str = Field(default="pending", max_length=12)
    severity: str | None = Field(default=None, max_length=4)
    severity_provisional: bool = False
    emergency: str | None = Field(default=None, max_length=20)
    category: str = ""
    disposition: str | None = Field(default=None, max_length=20)
    disposition_confirmed: bool = False
    focus: str | None = Field(default=None, max_length=20)
    opinion_level: str | None = Field(default=None, max_length=8)
    opinion_event_level: str | None = Field(default=None, max_length=8)
    organ: str | None = None
    lead_organ: str | None = None
    co_organs: list[str] = doc(list)
    spokesperson: str | None = None
    regions: list[str] = doc(list)
    flags: list[str] = doc(list)
    deaths_official: int | None = None
    deaths_highest: int | None = None
    tolls: dict[str, Any] = doc()
    acknowledged_at: datetime | None = None
    acknowledged_by: str | None = None
    proposed_at: datetime
    opened_at: datetime | None = Field(default=None, index=True)
    closed_at: datetime | None = None
    rule_version: str = Field(max_length=64)
    merged_into: int | None = ref("case_file.id", nullable=True, index=True)
    split_from: int | None = ref("case_file.id", nullable=True)


class CaseFact(SQLModel, table=True):
    """Append-only history of a case's values, with both times; as-of figures read these."""

    __tablename__ = "case_fact"
    __table_args__ = (Index("ix_case_fact_lookup", "case_id", "name", "recorded_at"),)
    id: int = big_id()
    case_id: int = ref("case_file.id")
    name: str = Field(max_length=32)
    value: Any = Field(default=None, sa_type=JSON_DOC, nullable=True)
    happened_at: datetime
    recorded_at: datetime
    act_id: int | None = ref("case_act.id", nullable=True)


class CaseAct(SQLModel, table=True):
    """Append-only: everything that was done on a case, by a person or by the machine (``actor`` = ``system``)."""

    __tablename__ = "case_act"
    __table_args__ = (
        Index(
            "ix_case_act_unsigned",
            "second_due_at",
            sqlite_where=text("second_state IN ('phone','fault','awaited','unconfirmed','disputed')"),
            postgresql_where=text("second_state IN ('phone','fault','awaited','unconfirmed','disputed')"),
        ),
    )
    id: int = big_id()
    case_id: int = ref("case_file.id", index=True)
    act: str = Field(max_length=32)
    actor: str
    happened_at: datetime
    recorded_at: datetime = Field(index=True)
    body: dict[str, Any] = doc()
    second: str | None = None
    second_state: str | None = Field(default=None, max_length=16)
    second_due_at: datetime | None = Field(default=None, index=True)
    countersigned_at: datetime | None = None


class ClockStart(SQLModel, table=True):
    """Append-only evidence of when a clock started: every candidate is kept."""

    __tablename__ = "clock_start"
    __table_args__ = (UniqueConstraint("case_id", "evidence", "start_at", "bare_date"),)
    id: int = big_id()
    case_id: int = ref("case_file.id", index=True)
    evidence: str = Field(max_length=16)
    start_at: datetime
    bare_date: bool = False
    day_part: str | None = Field(default=None, max_length=12)
    """The part of the day that was told with a bare day; ``start_at`` is when the case's rules let it begin."""
    confirmed: bool = False
    note: str = Field(default="", sa_type=Text)
    item_id: int | None = ref("item.id", nullable=True)
    recorded_at: datetime


class ClockStartMark(SQLModel, table=True):
    """Append-only: what became of a piece of evidence (``confirmed``, ``set_aside``); its latest mark stands."""

    __tablename__ = "clock_start_mark"
    id: int = big_id()
    clock_start_id: int = ref("clock_start.id", index=True)
    mark: str = Field(max_length=12)
    act_id: int = ref("case_act.id")
    recorded_at: datetime


class Deadline(SQLModel, table=True):
    """A deadline under one clock start: its cause never changes; state, notice and settlement only move forward."""

    __tablename__ = "deadline"
    __table_args__ = (
        UniqueConstraint("case_id", "rule", "clock_start_id", "cycle"),
        Index(
            "ix_deadline_open_due",
            "office_id",
            "due_at",
            sqlite_where=text("state = 'open' AND noticed_at IS NULL"),
            postgresql_where=text("state = 'open' AND noticed_at IS NULL"),
        ),
    )
    id: int = big_id()
    office_id: str = Field(foreign_key="office.id", max_length=32)
    case_id: int = ref("case_file.id", index=True)
    kind: str = Field(max_length=20)
    rule: str = Field(max_length=64)
    rule_version: str = Field(max_length=64)
    basis: str = Field(default="", sa_type=Text)
    legal: dict[str, Any] = doc()
    counts: str = Field(default="earliest", max_length=12)
    follows: str | None = Field(default=None, max_length=12)
    stage: str | None = Field(default=None, max_length=8)
    receiver: str | None = Field(default=None, max_length=64)
    mode: str | None = Field(default=None, max_length=8)
    clock_start_id: int = ref("clock_start.id")
    start_at: datetime = Field(index=True)
    start_evidence: str = Field(max_length=16)
    time_pending: bool = False
    due_at: datetime
    cycle: int = 0
    severity: str | None = Field(default=None, max_length=4)
    public: bool = True
    cause: str = Field(default="", max_length=12)
    cause_at: datetime | None = None
    past_at_cause: bool = False
    ladder: list[dict[str, Any]] = doc(list)
    state: str = Field(default="open", max_length=12)
    noticed_at: datetime | None = None
    settled_at: datetime | None = None
    settled_by: int | None = ref("case_act.id", nullable=True)
    recorded_at: datetime


class DeadlineChange(SQLModel, table=True):
    """Append-only: each move of a deadline's state, with the time it was recorded."""

    __tablename__ = "deadline_change"
    id: int = big_id()
    deadline_id: int = ref("deadline.id", index=True)
    state: str = Field(max_length=12)
    settled_at: datetime | None = None
    act_id: int | None = ref("case_act.id", nullable=True)
    reason: str = Field(default="", sa_type=Text)
    recorded_at: datetime

"""The records. Every business table carries ``office_id``; times are aware and kept in UTC; codes, never labels.

What must not change is append-only by manner (acts, facts, starts, memberships) and, for the audit log, by trigger.
Rows that hold a *current* value (``case_file``, ``item.event_id``) are a cache of those histories.
"""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, BigInteger, Index, Integer, LargeBinary, Text, UniqueConstraint, text
from sqlalchemy.dialects.postgresql import JSONB
from sqlmodel import Field, SQLModel

BIG = BigInteger().with_variant(Integer, "sqlite")
JSON_DOC = JSON().with_variant(JSONB, "postgresql")


def big_id() -> Any:
    """A 64-bit surrogate key that the database numbers."""
    return Field(default=None, primary_key=True, sa_type=BIG)


def ref(target: str, *, index: bool = False, nullable: bool = False, unique: bool = False) -> Any:
    """A 64-bit reference to ``table.column``."""
    default = None if nullable else ...
    return Field(default, foreign_key=target, sa_type=BIG, index=index, nullable=nullable, unique=unique)


def doc(factory: Any = dict) -> Any:
    """A JSON document."""
    return Field(default_factory=factory, sa_type=JSON_DOC)


def long_text(default: Any = ...) -> Any:
    """A text without a length limit."""
    return Field(default, sa_type=Text)


class Office(SQLModel, table=True):
    """One news office; its row is the lock that serialises event matching."""

    __tablename__ = "office"
    id: str = Field(primary_key=True, max_length=32)
    name: str
    created_at: datetime
    turn: int = 0


class SourceState(SQLModel, table=True):
    """What a source did when it was last polled; the source itself stands in ``sources.yaml``."""

    __tablename__ = "source_state"
    __table_args__ = (UniqueConstraint("office_id", "name"),)
    id: int = big_id()
    office_id: str = Field(foreign_key="office.id", max_length=32)
    name: str
    url: str = ""
    etag: str | None = None
    last_modified: str | None = None
    cursor: str | None = Field(default=None, sa_type=Text)
    next_poll_at: datetime | None = Field(default=None, index=True)
    last_polled_at: datetime | None = None
    last_worked_at: datetime | None = None
    last_item_at: datetime | None = None
    last_error: str | None = Field(default=None, sa_type=Text)
    failures: int = 0
    items_total: int = 0
    rejects_total: int = 0


class SourceOutage(SQLModel, table=True):
    """A blind window: from the last poll that worked before a failure to the first that worked after it."""

    __tablename__ = "source_outage"
    id: int = big_id()
    office_id: str = Field(foreign_key="office.id", max_length=32)
    source: str = Field(index=True)
    from_at: datetime
    to_at: datetime | None = None
    reason: str = Field(default="", sa_type=Text)


class RawItem(SQLModel, table=True):
    """T1's result: an item as it was fetched, waiting for ingest."""

    __tablename__ = "raw_item"
    __table_args__ = (
        UniqueConstraint("office_id", "fingerprint"),
        Index(
            "ix_raw_item_waiting",
            "office_id",
            "next_attempt_at",
            sqlite_where=text("state = 'waiting'"),
            postgresql_where=text("state = 'waiting'"),
        ),
    )
    id: int = big_id()
    office_id: str = Field(foreign_key="office.id", max_length=32)
    source: str
    fingerprint: str = Field(max_length=64)
    payload: dict[str, Any] = doc()
    fetched_at: datetime
    state: str = Field(default="waiting", max_length=12)
    attempts: int = 0
    next_attempt_at: datetime
    error: str | None = Field(default=None, sa_type=Text)


class ItemRecord(SQLModel, table=True):
    """A stored item: cleaned text for work, the given text for quotation, and its present place among events."""

    __tablename__ = "item"
    __table_args__ = (
        Index("ix_item_office_collected", "office_id", "collected_at"),
        Index("ix_item_office_category", "office_id", "category"),
        Index(
            "ix_item_doubt",
            "office_id",
            "doubt",
            "ingested_at",
            sqlite_where=text("doubt IS NOT NULL"),
            postgresql_where=text("doubt IS NOT NULL"),
        ),
    )
    id: int = big_id()
    office_id: str = Field(foreign_key="office.id", max_length=32)
    external_id: str
    source: str | None = Field(default=None, index=True)
    source_kind: str = Field(max_length=20)
    url: str | None = Field(default=None, sa_type=Text)
    author: str | None = None
    title: str = long_text()
    text: str = long_text()
    raw_title: str = long_text()
    raw_text: str = long_text()
    published_at: datetime | None = Field(default=None, index=True)
    date_only: bool = False
    collected_at: datetime
    ingested_at: datetime = Field(index=True)
    likes: int | None = Field(default=None, sa_type=BIG)
    comments: int | None = Field(default=None, sa_type=BIG)
    reposts: int | None = Field(default=None, sa_type=BIG)
    views: int | None = Field(default=None, sa_type=BIG)
    content_hash: str = Field(max_length=64, index=True)
    revision: int = 1
    historical: bool = False
    duplicate_of: int | None = ref("item.id", nullable=True)
    event_id: int | None = ref("event.id", nullable=True, index=True)
    relevant: bool = False
    local: bool | None = None
    category: str = ""
    category_uncertain: bool = False
    emergency: str | None = Field(default=None, max_length=20)
    severity: str | None = Field(default=None, max_length=4)
    track: str | None = Field(default=None, max_length=20)
    disposition: str | None = Field(default=None, max_length=20)
    focus: str | None = Field(default=None, max_length=20)
    doubt: str | None = Field(default=None, max_length=12)
    """What a person has still to settle: emergency, relevance or category; None once somebody has."""


class ItemKey(SQLModel, table=True):
    """The identity of an item: source and external id, canonical URL, or content hash. Unique per office."""

    __tablename__ = "item_key"
    office_id: str = Field(primary_key=True, max_length=32)
    key: str = Field(primary_key=True, max_length=64)
    item_id: int = ref("item.id", index=True)


class ItemRevision(SQLModel, table=True):
    """Every text that an item has had; the first is revision 1."""

    __tablename__ = "item_revision"
    __table_args__ = (UniqueConstraint("item_id", "revision"),)
    id: int = big_id()
    item_id: int = ref("item.id")
    revision: int
    content_hash: str = Field(max_length=64)
    raw_title: str = long_text()
    raw_text: str = long_text()
    recorded_at: datetime


class ItemSketch(SQLModel, table=True):
    """What matching reads of an item, packed: MinHash signature, telling words, topic. A cache; it can be made anew.

    ``form`` names the rules by which it was read; ``bands`` and ``words`` are keys (signed, 64 bits, little end first) by
    which ``item_band`` and ``item_word`` may list it.
    """

    __tablename__ = "item_sketch"
    item_id: int = Field(primary_key=True, foreign_key="item.id", sa_type=BIG)
    office_id: str = Field(foreign_key="office.id", max_length=32)
    form: str = Field(max_length=12)
    signature: bytes = Field(sa_type=LargeBinary)
    traits: bytes = Field(sa_type=LargeBinary)
    bands: bytes = Field(sa_type=LargeBinary)
    words: bytes = Field(sa_type=LargeBinary)


class ItemBand(SQLModel, table=True):
    """A band of an item's signature: near copies share one. The key holds office and rules, too."""

    __tablename__ = "item_band"
    __table_args__ = {"sqlite_with_rowid": False}
    key: int = Field(primary_key=True, sa_type=BigInteger, sa_column_kwargs={"autoincrement": False})
    item_id: int = Field(primary_key=True, sa_type=BigInteger, sa_column_kwargs={"autoincrement": False})


class ItemWord(SQLModel, table=True):
    """A telling word of an item, hashed as a band is: items alike share some."""

    __tablename__ = "item_word"
    __table_args__ = {"sqlite_with_rowid": False}
    key: int = Field(primary_key=True, sa_type=BigInteger, sa_column_kwargs={"autoincrement": False})
    item_id: int = Field(primary_key=True, sa_type=BigInteger, sa_column_kwargs={"autoincrement": False})


class ItemClassification(SQLModel, table=True):
    """What the classifier said about one revision, with the model and the rules that said it."""

    __tablename__ = "item_classification"
    id: int = big_id()
    item_id: int = ref("item.id", index=True)
    revision: int
    result: dict[str, Any] = doc()
    model: str
    rules: str
    recorded_at: datetime


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


class WorkOrder(SQLModel, table=True):
    """工单: an ordinary hotline or mailbox message with its channel's own terms, outside the policy figures."""

    __tablename__ = "work_order"
    id: int = big_id()
    office_id: str = Field(foreign_key="office.id", max_length=32)
    item_id: int = ref("item.id", unique=True)
    received_at: datetime = Field(index=True)
    replied_at: datetime | None = None
    reply: str | None = Field(default=None, sa_type=Text)
    organ: str | None = None
    category: str = ""
    recorded_at: datetime
    reply_recorded_at: datetime | None = None


class Event(SQLModel, table=True):
    """A cluster of items about one happening."""

    __tablename__ = "event"
    id: int = big_id()
    office_id: str = Field(foreign_key="office.id", max_length=32)
    title: str = long_text()
    first_at: datetime
    last_at: datetime = Field(index=True)
    items: int = 0
    severity: str | None = Field(default=None, max_length=4)
    emergency: str | None = Field(default=None, max_length=20)
    category: str = ""
    historical: bool = False
    heat: float = 0.0
    opinion_level: str | None = Field(default=None, max_length=8)
    opinion_words: dict[str, list[str]] = doc()
    merged_into: int | None = Field(default=None, sa_type=BIG, index=True)
    """The event that took this one in; always the last one, however often events were merged."""
    reversal_of: int | None = Field(default=None, sa_type=BIG, index=True)
    """The earlier event whose story this one refutes or turns round (反转)."""


class EventOpinion(SQLModel, table=True):
    """Append-only: each rise of an event's opinion level, with the rules that it rests on."""

    __tablename__ = "event_opinion"
    id: int = big_id()
    office_id: str = Field(foreign_key="office.id", max_length=32)
    event_id: int = ref("event.id", index=True)
    level: str = Field(max_length=8)
    basis: list[dict[str, str]] = doc(list)
    recorded_at: datetime


class EventMembership(SQLModel, table=True):
    """Append-only: which item was put into which event, when, by whom and why."""

    __tablename__ = "event_membership"
    id: int = big_id()
    office_id: str = Field(foreign_key="office.id", max_length=32)
    item_id: int = ref("item.id", index=True)
    event_id: int = ref("event.id", index=True)
    actor: str
    reason: str = Field(default="", sa_type=Text)
    happened_at: datetime
    recorded_at: datetime


class EventRuling(SQLModel, table=True):
    """Append-only: what an officer ruled on events; it outranks the matcher for ever.

    ``kind`` is together (left went into right), apart (the item left for right), reversal (left turns right round), or
    joined: the machine found left and right to be one, which no officer had ruled out.
    """

    __tablename__ = "event_ruling"
    id: int = big_id()
    office_id: str = Field(foreign_key="office.id", max_length=32)
    kind: str = Field(max_length=8)
    left_event: int = ref("event.id", index=True)
    right_event: int = ref("event.id", index=True)
    item_id: int | None = ref("item.id", nullable=True, index=True)
    actor: str
    reason: str = long_text()
    recorded_at: datetime


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
    id: int = big_id()
    case_id: int = ref("case_file.id", index=True)
    act: str = Field(max_length=32)
    actor: str
    happened_at: datetime
    recorded_at: datetime
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


class LadderStep(SQLModel, table=True):
    """One rung of a frozen ladder: due at ``due_at``, looked at again at ``next_at``."""

    __tablename__ = "ladder_step"
    __table_args__ = (
        UniqueConstraint("case_id", "key"),
        Index(
            "ix_ladder_step_waiting",
            "office_id",
            "next_at",
            sqlite_where=text("state IN ('waiting','held')"),
            postgresql_where=text("state IN ('waiting','held')"),
        ),
    )
    id: int = big_id()
    office_id: str = Field(foreign_key="office.id", max_length=32)
    case_id: int = ref("case_file.id", index=True)
    deadline_id: int | None = ref("deadline.id", nullable=True, index=True)
    key: str = Field(max_length=128)
    rung: dict[str, Any] = doc()
    planted_at: datetime
    due_at: datetime
    next_at: datetime
    state: str = Field(default="waiting", max_length=12)
    fired_at: datetime | None = None
    noticed_at: datetime | None = None
    outcome: str = Field(default="", max_length=64)
    acknowledged_at: datetime | None = None
    acknowledged_by: str | None = None
    unverified: bool = False


class DutyTask(SQLModel, table=True):
    """A task for the officer on duty, such as "report to X by telephone"; closed by the record of the call.

    ``next_at`` is when it is looked at if it is still undone, ``direct_at`` when it was sent to its person directly.
    """

    __tablename__ = "duty_task"
    __table_args__ = (
        UniqueConstraint("step_id", "about"),
        Index(
            "ix_duty_task_waiting",
            "office_id",
            "next_at",
            sqlite_where=text("state = 'open' AND next_at IS NOT NULL"),
            postgresql_where=text("state = 'open' AND next_at IS NOT NULL"),
        ),
    )
    id: int = big_id()
    office_id: str = Field(foreign_key="office.id", max_length=32)
    case_id: int = ref("case_file.id", index=True)
    step_id: int | None = ref("ladder_step.id", nullable=True)
    kind: str = Field(max_length=20)
    about: str
    text: str = long_text()
    state: str = Field(default="open", max_length=8)
    created_at: datetime
    due_at: datetime
    closed_at: datetime | None = None
    closed_by: str | None = None
    next_at: datetime | None = None
    direct_at: datetime | None = None
    record: dict[str, Any] = doc()


class Message(SQLModel, table=True):
    """The outbox: pending → sending (lease) → sent | retry | dead | merged; one row is one message to one person.

    ``channel`` is the place among the person's routes that is tried now, ``hops`` how often it changed, ``content`` the
    matters from which the text is written when it goes out.
    """

    __tablename__ = "message"
    __table_args__ = (
        UniqueConstraint("office_id", "dedupe"),
        Index("ix_message_reply_code", "office_id", "reply_code", unique=True),
        Index(
            "ix_message_waiting",
            "office_id",
            "next_attempt_at",
            sqlite_where=text("state IN ('pending','retry','sending')"),
            postgresql_where=text("state IN ('pending','retry','sending')"),
        ),
    )
    id: int = big_id()
    office_id: str = Field(foreign_key="office.id", max_length=32)
    person: str
    kind: str = Field(max_length=20)
    dedupe: str = Field(max_length=160)
    title: str = long_text()
    body: str = long_text()
    severity: str | None = Field(default=None, max_length=4)
    true_due_at: datetime
    created_at: datetime
    state: str = Field(default="pending", max_length=8)
    channel: int = 0
    attempts: int = 0
    next_attempt_at: datetime
    lease_until: datetime | None = None
    lease_owner: str | None = Field(default=None, max_length=64)
    uncertain: bool = False
    sent_at: datetime | None = None
    answer: str = Field(default="", sa_type=Text)
    content: dict[str, Any] = doc()
    reply_code: str | None = Field(default=None, max_length=8)
    held_for: str = Field(default="", max_length=8)
    hops: int = 0
    tries_here: int = 0
    merged_into: int | None = Field(default=None, sa_type=BIG, index=True)
    passed_on_at: datetime | None = None
    acknowledged_at: datetime | None = None
    acknowledged_by: str | None = None


class MessageStep(SQLModel, table=True):
    """Which rungs one message carries; a person is told of a rung once."""

    __tablename__ = "message_step"
    person: str = Field(primary_key=True)
    step_id: int = Field(primary_key=True, foreign_key="ladder_step.id", sa_type=BIG)
    message_id: int = ref("message.id", index=True)
    case_id: int = ref("case_file.id", index=True)


class Snapshot(SQLModel, table=True):
    """A page kept as evidence: the bytes as received (zlib) and their SHA-256."""

    __tablename__ = "snapshot"
    __table_args__ = (UniqueConstraint("case_id", "url", "purpose"),)
    id: int = big_id()
    office_id: str = Field(foreign_key="office.id", max_length=32)
    case_id: int = ref("case_file.id", index=True)
    url: str = long_text()
    purpose: str = Field(max_length=16)
    state: str = Field(default="waiting", max_length=12)
    attempts: int = 0
    next_attempt_at: datetime = Field(index=True)
    fetched_at: datetime | None = None
    sha256: str | None = Field(default=None, max_length=64)
    content_type: str | None = None
    body: bytes | None = Field(default=None, sa_type=LargeBinary)
    error: str | None = Field(default=None, sa_type=Text)


class RuleBookVersion(SQLModel, table=True):
    """A rule book, whole, by its hash: what a case was judged under can always be read again."""

    __tablename__ = "rule_book"
    version: str = Field(primary_key=True, max_length=64)
    content: dict[str, Any] = doc()
    first_used_at: datetime


class AuditRecord(SQLModel, table=True):
    """One link of the office's audit chain; triggers refuse any change."""

    __tablename__ = "audit_record"
    office_id: str = Field(primary_key=True, max_length=32)
    seq: int = Field(primary_key=True, sa_type=BIG)
    at: str = Field(max_length=32)
    actor: str
    act: str
    subject: str
    body: str = long_text()
    prev: str = Field(max_length=64)
    hash: str = Field(max_length=64)


class AuditHead(SQLModel, table=True):
    """The end of an office's chain; locked as the last statement of each transaction."""

    __tablename__ = "audit_head"
    office_id: str = Field(primary_key=True, max_length=32)
    seq: int = Field(default=0, sa_type=BIG)
    hash: str = Field(default="0" * 64, max_length=64)


class Account(SQLModel, table=True):
    """A sign-in: the person's id in the roster (or ``admin``), password hash and console roles."""

    __tablename__ = "account"
    person: str = Field(primary_key=True)
    office_id: str = Field(foreign_key="office.id", max_length=32)
    name: str = ""
    roles: list[str] = doc(list)
    password_hash: str
    must_change: bool = False
    disabled: bool = False
    failures: int = 0
    locked_until: datetime | None = None
    created_at: datetime


class WebSession(SQLModel, table=True):
    """A signed-in browser; only the token's SHA-256 is kept."""

    __tablename__ = "web_session"
    token_hash: str = Field(primary_key=True, max_length=64)
    person: str = Field(foreign_key="account.person", index=True)
    csrf: str
    created_at: datetime
    expires_at: datetime


class ApiToken(SQLModel, table=True):
    """A bearer token for programs; only its SHA-256 is kept."""

    __tablename__ = "api_token"
    token_hash: str = Field(primary_key=True, max_length=64)
    office_id: str = Field(foreign_key="office.id", max_length=32)
    person: str
    scopes: list[str] = doc(list)
    note: str = ""
    created_at: datetime
    revoked_at: datetime | None = None


class Heartbeat(SQLModel, table=True):
    """When each step last worked, by product time and by the machine's."""

    __tablename__ = "heartbeat"
    office_id: str = Field(primary_key=True, max_length=32)
    step: str = Field(primary_key=True, max_length=32)
    worked_at: datetime
    real_at: datetime
    detail: str = Field(default="", sa_type=Text)


class Lateness(SQLModel, table=True):
    """The service's own lateness, counted by day, stage and bucket: ``le_ms`` is a bucket's upper edge, -1 the open one."""

    __tablename__ = "lateness"
    office_id: str = Field(primary_key=True, max_length=32)
    day: str = Field(primary_key=True, max_length=10)
    stage: str = Field(primary_key=True, max_length=16)
    le_ms: int = Field(primary_key=True, sa_type=BIG)
    count: int = Field(default=0, sa_type=BIG)
    sum_ms: int = Field(default=0, sa_type=BIG)
    max_ms: int = Field(default=0, sa_type=BIG)


class DigestRun(SQLModel, table=True):
    """A digest that was made and sent, once per day."""

    __tablename__ = "digest_run"
    __table_args__ = (UniqueConstraint("office_id", "day"),)
    id: int = big_id()
    office_id: str = Field(foreign_key="office.id", max_length=32)
    day: str = Field(max_length=10)
    made_at: datetime
    sha256: str = Field(max_length=64)
    content: dict[str, Any] = doc()


class Alarm(SQLModel, table=True):
    """Something about the service itself that a person must know: silence, a dead message, nobody on duty."""

    __tablename__ = "alarm"
    __table_args__ = (UniqueConstraint("office_id", "key"),)
    id: int = big_id()
    office_id: str = Field(foreign_key="office.id", max_length=32)
    key: str = Field(max_length=160)
    kind: str = Field(max_length=32)
    text: str = long_text()
    raised_at: datetime
    cleared_at: datetime | None = None
    told_at: datetime | None = None

"""Who is told of what, and when: rungs, tasks, the outbox, alarms, the digest."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import Index, Text, UniqueConstraint, text
from sqlmodel import Field, SQLModel

from monitor.store.columns import BIG, big_id, doc, long_text, ref


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
        Index(
            "ix_message_dead",
            "office_id",
            "created_at",
            sqlite_where=text("state = 'dead'"),
            postgresql_where=text("state = 'dead'"),
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
    step_id: int = Field(primary_key=True, foreign_key="ladder_step.id", sa_type=BIG, index=True)
    message_id: int = ref("message.id", index=True)
    case_id: int = ref("case_file.id", index=True)


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

"""The records of duty and delivery: changes on the roster and who was told, sign-ons, chases, re-applied ladders, channels, attempts."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import Index, Text, UniqueConstraint, text
from sqlmodel import Field, SQLModel

from monitor.store.columns import big_id, doc, long_text, ref


class RosterChange(SQLModel, table=True):
    """Append-only: what was changed on ``roster.yaml``, by whom, why, and who agreed; ``cancels`` names a withdrawn one."""

    __tablename__ = "roster_change"
    __table_args__ = (Index("ix_roster_change_ends", "office_id", "ends_at"),)
    id: int = big_id()
    office_id: str = Field(foreign_key="office.id", max_length=32)
    kind: str = Field(max_length=8)
    body: dict[str, Any] = doc()
    starts_at: datetime
    ends_at: datetime
    actor: str
    agreed_by: str | None = None
    agreed_how: str | None = Field(default=None, max_length=8)
    words: str = Field(default="", sa_type=Text)
    reason: str = long_text()
    cancels: int | None = ref("roster_change.id", nullable=True, unique=True)
    recorded_at: datetime


class SignOn(SQLModel, table=True):
    """接班: a test alert to one who came on duty, and when and how it was acknowledged."""

    __tablename__ = "sign_on"
    __table_args__ = (
        UniqueConstraint("office_id", "person", "shift_start"),
        Index(
            "ix_sign_on_open",
            "office_id",
            "due_at",
            sqlite_where=text("signed_at IS NULL AND alarmed_at IS NULL"),
            postgresql_where=text("signed_at IS NULL AND alarmed_at IS NULL"),
        ),
    )
    id: int = big_id()
    office_id: str = Field(foreign_key="office.id", max_length=32)
    person: str
    role: str = Field(max_length=16)
    shift_start: datetime
    asked_at: datetime
    due_at: datetime
    message_id: int | None = ref("message.id", nullable=True)
    signed_at: datetime | None = None
    signed_by: str | None = None
    signed_how: str | None = Field(default=None, max_length=16)
    alarmed_at: datetime | None = None


class DutyNotice(SQLModel, table=True):
    """What a change on the roster brought one person, the message that says so, and whether it was acknowledged.

    ``moves`` are the turns got and lost; ``due_at`` stands where it is to be acknowledged; without ``message_id`` the person
    has no channel.
    """

    __tablename__ = "duty_notice"
    __table_args__ = (
        Index(
            "ix_duty_notice_open",
            "office_id",
            "due_at",
            sqlite_where=text("due_at IS NOT NULL AND acknowledged_at IS NULL AND alarmed_at IS NULL"),
            postgresql_where=text("due_at IS NOT NULL AND acknowledged_at IS NULL AND alarmed_at IS NULL"),
        ),
    )
    id: int = big_id()
    office_id: str = Field(foreign_key="office.id", max_length=32)
    person: str
    change_id: int = ref("roster_change.id", index=True)
    message_id: int | None = ref("message.id", nullable=True, index=True)
    moves: list[dict[str, Any]] = doc(list)
    told_at: datetime
    due_at: datetime | None = None
    acknowledged_at: datetime | None = None
    acknowledged_by: str | None = None
    acknowledged_how: str | None = Field(default=None, max_length=16)
    alarmed_at: datetime | None = None


class MessageSettlement(SQLModel, table=True):
    """Append-only: what could not be delivered was told another way: who told whom, when, how, in which words (已另行告知)."""

    __tablename__ = "message_settlement"
    id: int = big_id()
    office_id: str = Field(foreign_key="office.id", max_length=32)
    message_id: int = ref("message.id", unique=True)
    told: str
    told_by: str
    told_at: datetime
    how: str = Field(max_length=16)
    words: str = long_text()
    actor: str
    recorded_at: datetime


class Chase(SQLModel, table=True):
    """A rung that somebody was told of and has not acknowledged: when it goes on, and to which way or person next."""

    __tablename__ = "chase"
    __table_args__ = (
        UniqueConstraint("step_id", "person", "stage"),
        Index(
            "ix_chase_waiting",
            "office_id",
            "next_at",
            sqlite_where=text("state = 'waiting'"),
            postgresql_where=text("state = 'waiting'"),
        ),
    )
    id: int = big_id()
    office_id: str = Field(foreign_key="office.id", max_length=32)
    case_id: int = ref("case_file.id", index=True)
    step_id: int = ref("ladder_step.id", index=True)
    person: str
    role: str = Field(max_length=16)
    stage: str = Field(max_length=16)
    told_at: datetime
    next_at: datetime
    state: str = Field(default="waiting", max_length=8)
    outcome: str = Field(default="", max_length=64)
    done_at: datetime | None = None


class DeadlineLadder(SQLModel, table=True):
    """Append-only: a ladder that an officer re-applied to a deadline; the one it was made with stays in its row."""

    __tablename__ = "deadline_ladder"
    id: int = big_id()
    office_id: str = Field(foreign_key="office.id", max_length=32)
    deadline_id: int = ref("deadline.id", index=True)
    act_id: int = ref("case_act.id")
    rule_version: str = Field(max_length=64)
    ladder: list[dict[str, Any]] = doc(list)
    recorded_at: datetime


class Channel(SQLModel, table=True):
    """One address that messages go to: its recent posts (rate), its circuit, and what it last answered.

    The address itself holds secrets; here stand its hash and a label without them. ``recent`` holds
    ``[milliseconds, posts]`` by the machine's clock, which is the vendors' clock, too.
    """

    __tablename__ = "channel"
    office_id: str = Field(primary_key=True, max_length=32)
    key: str = Field(primary_key=True, max_length=32)
    label: str = ""
    state: str = Field(default="closed", max_length=10)
    failures: int = 0
    opens: int = 0
    open_until: datetime | None = None
    probe_until: datetime | None = None
    blocked_until: datetime | None = None
    recent: list[list[int]] = doc(list)
    last_ok_at: datetime | None = None
    last_failed_at: datetime | None = None
    last_answer: str = Field(default="", sa_type=Text)


class MessageAttempt(SQLModel, table=True):
    """Append-only: one try to send one message over one channel, and the provider's answer as it came."""

    __tablename__ = "message_attempt"
    id: int = big_id()
    office_id: str = Field(foreign_key="office.id", max_length=32)
    message_id: int = ref("message.id", index=True)
    channel: str = ""
    at: datetime
    ok: bool
    permanent: bool = False
    uncertain: bool = False
    answer: str = Field(default="", sa_type=Text)
    milliseconds: int = 0
    posts: int = 1
    body_sha256: str = Field(default="", max_length=64)

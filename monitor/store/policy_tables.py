"""Policy watch: which item speaks of which policy, when an interpretation was suggested, and what was interpreted."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import Index, Text, UniqueConstraint, text
from sqlmodel import Field, SQLModel

from monitor.store.columns import big_id, doc, long_text, ref
from monitor.store.service_tables import KeptPage


class PolicyMention(SQLModel, table=True):
    """An item that speaks of a policy of the watch list, as its present text was read; a cache of its classification.

    ``asks``: it asks about the policy; ``claims`` are what it says of the policy's points, ``wrong`` that one goes against it.
    """

    __tablename__ = "policy_mention"
    __table_args__ = (
        UniqueConstraint("item_id", "policy"),
        Index("ix_policy_mention_told", "office_id", "policy", "told_at"),
    )
    id: int = big_id()
    office_id: str = Field(foreign_key="office.id", max_length=32)
    policy: str = Field(max_length=40)
    item_id: int = ref("item.id")
    told_at: datetime
    because: str = long_text()
    named: bool = True
    asks: bool = False
    wrong: bool = False
    claims: dict[str, str] = doc()
    recorded_at: datetime


class PolicyPrompt(SQLModel, table=True):
    """建议解读: an interpretation is asked for, once by its key; open until one is recorded, or somebody says why none is needed.

    ``kind`` is confusion (it grew) or stage (a planned day comes); ``grounds`` are numbers and ids of items, never texts.
    ``next_at`` is when whoever is on duty is reminded.
    """

    __tablename__ = "policy_prompt"
    __table_args__ = (
        UniqueConstraint("office_id", "policy", "key"),
        Index(
            "ix_policy_prompt_open",
            "office_id",
            "next_at",
            sqlite_where=text("state = 'open'"),
            postgresql_where=text("state = 'open'"),
        ),
    )
    id: int = big_id()
    office_id: str = Field(foreign_key="office.id", max_length=32)
    policy: str = Field(max_length=40)
    key: str = Field(max_length=80)
    kind: str = Field(max_length=12)
    stage: str = Field(default="", max_length=40)
    grounds: dict[str, Any] = doc()
    since_at: datetime
    """Begin of the span in which the confusion was counted, or of the planned day."""
    raised_at: datetime
    next_at: datetime
    due_at: datetime | None = None
    """By when it was to be published, by the office's own measure of that day; None where there was none."""
    reminders: int = 0
    state: str = Field(default="open", max_length=12)
    closed_at: datetime | None = None
    closed_by: str | None = None
    interpretation_id: int | None = ref("policy_interpretation.id", nullable=True)
    reason: str = Field(default="", sa_type=Text)


class PolicyInterpretation(SQLModel, table=True):
    """解读: append-only: what was published to explain a policy, where, in which form, by whom it was recorded."""

    __tablename__ = "policy_interpretation"
    __table_args__ = (Index("ix_policy_interpretation_policy", "office_id", "policy", "published_at"),)
    id: int = big_id()
    office_id: str = Field(foreign_key="office.id", max_length=32)
    policy: str = Field(max_length=40)
    number: int
    form: str = Field(max_length=20)
    stage: str = Field(default="", max_length=40)
    published_at: datetime
    url: str = long_text()
    publisher: str = ""
    note: str = Field(default="", sa_type=Text)
    before: dict[str, Any] = doc()
    actor: str
    recorded_at: datetime


class PolicyRevocation(SQLModel, table=True):
    """撤销解读: append-only: an interpretation that was recorded by mistake explains nothing from this moment; its row is kept."""

    __tablename__ = "policy_revocation"
    id: int = big_id()
    office_id: str = Field(foreign_key="office.id", max_length=32)
    interpretation_id: int = ref("policy_interpretation.id", unique=True)
    reason: str = Field(sa_type=Text)
    actor: str
    recorded_at: datetime


class PolicyReopening(SQLModel, table=True):
    """撤销“不需解读”: append-only: what was said by mistake of a prompt counts no more from this moment, and is kept here."""

    __tablename__ = "policy_reopening"
    id: int = big_id()
    office_id: str = Field(foreign_key="office.id", max_length=32)
    prompt_id: int = ref("policy_prompt.id", index=True)
    dismissed_at: datetime
    dismissed_by: str
    dismissal: str = Field(sa_type=Text)
    reason: str = Field(sa_type=Text)
    actor: str
    recorded_at: datetime


class PolicyPage(KeptPage, table=True):
    """The page of an interpretation, kept so that it can be proved after it has gone."""

    __tablename__ = "policy_page"
    __table_args__ = (
        Index(
            "ix_policy_page_waiting",
            "office_id",
            "next_attempt_at",
            sqlite_where=text("state = 'waiting'"),
            postgresql_where=text("state = 'waiting'"),
        ),
    )
    interpretation_id: int = ref("policy_interpretation.id", unique=True)


class PolicyReading(SQLModel, table=True):
    """How far the items in store were read for a policy: ``form`` is the hash of its words, ``below`` the next item to read, 0 when done."""

    __tablename__ = "policy_reading"
    office_id: str = Field(primary_key=True, max_length=32)
    policy: str = Field(primary_key=True, max_length=40)
    form: str = Field(max_length=16)
    below: int
    recorded_at: datetime

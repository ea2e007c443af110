"""Events: clusters of items about one happening, how they rose, and what officers ruled of them."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import Index, Text, text
from sqlmodel import Field, SQLModel

from monitor.store.columns import BIG, big_id, doc, long_text, ref


class Event(SQLModel, table=True):
    """A cluster of items about one happening."""

    __tablename__ = "event"
    # Few events were merged or turned round: an index of all would be taken to find those that were not.
    __table_args__ = tuple(
        Index(
            f"ix_event_{name}",
            name,
            sqlite_where=text(f"{name} IS NOT NULL"),
            postgresql_where=text(f"{name} IS NOT NULL"),
        )
        for name in ("merged_into", "reversal_of")
    )
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
    merged_into: int | None = Field(default=None, sa_type=BIG)
    """The event that took this one in; always the last one, however often events were merged."""
    reversal_of: int | None = Field(default=None, sa_type=BIG)
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

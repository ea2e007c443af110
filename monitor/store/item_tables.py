"""What comes in: sources, items with their texts and what is said of them, and what matching reads of them."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import BigInteger, Index, LargeBinary, Text, UniqueConstraint, text
from sqlmodel import Field, SQLModel

from monitor.store.columns import BIG, big_id, doc, long_text, ref

CAMPAIGNED = {
    "sqlite": """json_extract(result, '$."campaigns"') <> '[]'""",
    "postgresql": """(result ->> 'campaigns') <> '[]'""",
}
"""Whether a classification names any campaign, as each database writes it: so a query must ask for its index to be taken."""


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
    first_polled_at: datetime | None = None
    """When it was asked for the first time; None where it never was, or was before this was kept."""
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
    noticed_at: datetime | None = None
    """When the failure was seen, and so when the window was recorded; None in rows from before this was kept."""


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
        Index("ix_item_source_collected", "source", "collected_at"),
        *(
            Index(
                f"ix_item_{name}",
                name,
                sqlite_where=text(f"{name} IS NOT NULL"),
                postgresql_where=text(f"{name} IS NOT NULL"),
            )
            for name in ("severity", "emergency")
        ),
        # By its hash: a tree of PostgreSQL takes no address of three thousand letters, and with it not the item.
        Index(
            "ix_item_url",
            "url",
            sqlite_where=text("url IS NOT NULL"),
            postgresql_where=text("url IS NOT NULL"),
            postgresql_using="hash",
        ),
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
    source: str | None = None
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
    __table_args__ = (Index("ix_item_sketch_form", "form", "item_id"),)
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
    __table_args__ = (
        Index(
            "ix_item_classification_campaigned",
            "item_id",
            sqlite_where=text(CAMPAIGNED["sqlite"]),
            postgresql_where=text(CAMPAIGNED["postgresql"]),
        ),
    )
    id: int = big_id()
    item_id: int = ref("item.id", index=True)
    revision: int
    result: dict[str, Any] = doc()
    model: str
    rules: str
    recorded_at: datetime


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

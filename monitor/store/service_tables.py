"""What the service keeps for proof and for itself: pages, rule books, the audit chain, accounts, its own state."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import Index, LargeBinary, Text, UniqueConstraint, text
from sqlmodel import Field, SQLModel

from monitor.store.columns import BIG, big_id, doc, long_text, ref


class KeptPage(SQLModel):
    """A page that is fetched and kept as evidence: the bytes as received (zlib) and their SHA-256."""

    id: int = big_id()
    office_id: str = Field(foreign_key="office.id", max_length=32)
    url: str = long_text()
    state: str = Field(default="waiting", max_length=12)
    attempts: int = 0
    next_attempt_at: datetime
    fetched_at: datetime | None = None
    sha256: str | None = Field(default=None, max_length=64)
    content_type: str | None = None
    body: bytes | None = Field(default=None, sa_type=LargeBinary)
    error: str | None = Field(default=None, sa_type=Text)


class Snapshot(KeptPage, table=True):
    """The page on which a case rests, or of what was published on it."""

    __tablename__ = "snapshot"
    __table_args__ = (
        UniqueConstraint("case_id", "url", "purpose"),
        Index(
            "ix_snapshot_waiting",
            "office_id",
            "next_attempt_at",
            sqlite_where=text("state = 'waiting'"),
            postgresql_where=text("state = 'waiting'"),
        ),
    )
    case_id: int = ref("case_file.id", index=True)
    purpose: str = Field(max_length=16)


class RuleBookVersion(SQLModel, table=True):
    """A rule book, whole, by its hash: what a case was judged under can always be read again."""

    __tablename__ = "rule_book"
    version: str = Field(primary_key=True, max_length=64)
    content: dict[str, Any] = doc()
    first_used_at: datetime


class AuditRecord(SQLModel, table=True):
    """One link of the office's audit chain; triggers refuse any change."""

    __tablename__ = "audit_record"
    __table_args__ = (Index("ix_audit_record_actor", "office_id", "actor", "seq"),)
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

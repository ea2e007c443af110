"""Records of what proves a publication: uploaded copies, points of concern and the checks that the service makes itself."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import Index, LargeBinary, Text, UniqueConstraint, text
from sqlmodel import Field, SQLModel

from monitor.store.columns import BIG, big_id, doc, long_text, ref


class EvidenceFile(SQLModel, table=True):
    """A copy that an officer uploaded: the bytes as they came (zlib) and their SHA-256; never shown in the console's origin."""

    __tablename__ = "evidence_file"
    __table_args__ = (UniqueConstraint("case_id", "sha256"),)
    id: int = big_id()
    office_id: str = Field(foreign_key="office.id", max_length=32)
    case_id: int = ref("case_file.id", index=True)
    act_id: int | None = ref("case_act.id", nullable=True, index=True)
    name: str
    kind: str = Field(max_length=8)
    channel: str = ""
    note: str = Field(default="", sa_type=Text)
    size: int = Field(sa_type=BIG)
    sha256: str = Field(max_length=64)
    body: bytes = Field(sa_type=LargeBinary)
    uploaded_by: str
    uploaded_at: datetime


class Concern(SQLModel, table=True):
    """关切点: one thing that the public asks; its text is masked where it was taken from posts."""

    __tablename__ = "concern"
    id: int = big_id()
    office_id: str = Field(foreign_key="office.id", max_length=32)
    case_id: int = ref("case_file.id", index=True)
    text: str = long_text()
    origin: str = Field(max_length=8)
    state: str = Field(default="open", max_length=10)
    items: list[int] = doc(list)
    reason: str = Field(default="", sa_type=Text)
    created_by: str
    created_at: datetime
    decided_by: str | None = None
    decided_at: datetime | None = None


class ConcernAnswer(SQLModel, table=True):
    """Append-only: which recorded publication answers which point of concern."""

    __tablename__ = "concern_answer"
    __table_args__ = (UniqueConstraint("concern_id", "act_id"),)
    id: int = big_id()
    office_id: str = Field(foreign_key="office.id", max_length=32)
    concern_id: int = ref("concern.id", index=True)
    act_id: int = ref("case_act.id", index=True)
    actor: str
    recorded_at: datetime


class ReleaseCheck(SQLModel, table=True):
    """回应核验: one place where a recorded publication is looked for, until it is found or given up."""

    __tablename__ = "release_check"
    __table_args__ = (
        UniqueConstraint("act_id", "place"),
        Index(
            "ix_release_check_waiting",
            "office_id",
            "next_attempt_at",
            sqlite_where=text("state = 'waiting'"),
            postgresql_where=text("state = 'waiting'"),
        ),
    )
    id: int = big_id()
    office_id: str = Field(foreign_key="office.id", max_length=32)
    case_id: int = ref("case_file.id", index=True)
    act_id: int = ref("case_act.id", index=True)
    place: str = Field(max_length=160)
    role: str = Field(max_length=8)
    state: str = Field(default="waiting", max_length=8)
    outcome: str | None = Field(default=None, max_length=12)
    attempts: int = 0
    next_attempt_at: datetime
    created_at: datetime
    checked_at: datetime | None = None


class ReleaseFinding(SQLModel, table=True):
    """Append-only: what one look at one place came to, with the words and the page that prove it."""

    __tablename__ = "release_finding"
    id: int = big_id()
    office_id: str = Field(foreign_key="office.id", max_length=32)
    check_id: int = ref("release_check.id", index=True)
    outcome: str = Field(max_length=12)
    url: str = long_text("")
    title: str = long_text("")
    quote: str = long_text("")
    alike: int = 0
    published_at: datetime | None = None
    date_only: bool = False
    sha256: str | None = Field(default=None, max_length=64)
    body: bytes | None = Field(default=None, sa_type=LargeBinary)
    error: str = long_text("")
    item_id: int | None = ref("item.id", nullable=True)
    recorded_at: datetime

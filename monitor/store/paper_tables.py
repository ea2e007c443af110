"""Records of papers between organs and of drafts on their way through the approval chain.

What was done stands in ``case_act``; these rows hold where each paper and draft stands now.
"""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import Text, UniqueConstraint
from sqlmodel import Field, SQLModel

from monitor.store.columns import big_id, doc, long_text, ref


class Paper(SQLModel, table=True):
    """A numbered paper: 转办单, 反馈单 or 督办单; ``parent_id`` is the paper that it answers or urges."""

    __tablename__ = "paper"
    __table_args__ = (UniqueConstraint("office_id", "kind", "year", "seq"),)
    id: int = big_id()
    office_id: str = Field(foreign_key="office.id", max_length=32)
    case_id: int = ref("case_file.id", index=True)
    kind: str = Field(max_length=12)
    year: int
    seq: int
    number: str = Field(index=True)
    their_number: str = ""
    parent_id: int | None = ref("paper.id", nullable=True, index=True)
    organ: str
    sender: str
    lead: bool = True
    text: str = long_text()
    sha256: str = Field(max_length=64)
    conclusion: str | None = Field(default=None, max_length=16)
    issuer: str
    issued_at: datetime
    sign_due_at: datetime | None = None
    receiver: str | None = None
    received_at: datetime | None = None
    answer_due_at: datetime | None = None
    answered_at: datetime | None = None
    returned_at: datetime | None = None
    returned_reason: str = Field(default="", sa_type=Text)
    state: str = Field(max_length=12)
    recorded_at: datetime


class Draft(SQLModel, table=True):
    """A text on its way to publication; its versions and its hops are rows of their own."""

    __tablename__ = "draft"
    id: int = big_id()
    office_id: str = Field(foreign_key="office.id", max_length=32)
    case_id: int = ref("case_file.id", index=True)
    kind: str = Field(max_length=20)
    title: str = long_text()
    state: str = Field(max_length=12)
    version: int = 1
    round: int = 1
    countersigners: list[str] = doc(list)
    author: str
    created_at: datetime
    published_by_act: int | None = ref("case_act.id", nullable=True)


class DraftVersion(SQLModel, table=True):
    """Append-only: one version of a draft's text, with its SHA-256."""

    __tablename__ = "draft_version"
    __table_args__ = (UniqueConstraint("draft_id", "version"),)
    id: int = big_id()
    office_id: str = Field(foreign_key="office.id", max_length=32)
    draft_id: int = ref("draft.id", index=True)
    version: int
    text: str = long_text()
    sha256: str = Field(max_length=64)
    author: str
    recorded_at: datetime


class DraftHop(SQLModel, table=True):
    """One stretch of the approval chain: who held which version of a draft from when to when, and what came of it."""

    __tablename__ = "draft_hop"
    id: int = big_id()
    office_id: str = Field(foreign_key="office.id", max_length=32)
    case_id: int = ref("case_file.id", index=True)
    draft_id: int = ref("draft.id", index=True)
    round: int
    hop: str = Field(max_length=32)
    label: str
    holder: str
    version: int
    entered_at: datetime
    due_at: datetime
    left_at: datetime | None = None
    outcome: str = Field(default="", max_length=12)
    signed_by: str = ""
    note: str = Field(default="", sa_type=Text)

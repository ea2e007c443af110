"""Papers between organs, drafts with their versions, and the hops of the approval chain."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql
from sqlmodel.sql.sqltypes import AutoString, UTCDateTime

revision = "0004"
down_revision = "0003"

BIG = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
JSON_DOC = sa.JSON().with_variant(postgresql.JSONB(), "postgresql")


def upgrade() -> None:
    op.create_table(
        "paper",
        sa.Column("id", BIG, primary_key=True),
        sa.Column("office_id", AutoString(length=32), sa.ForeignKey("office.id"), nullable=False),
        sa.Column("case_id", BIG, sa.ForeignKey("case_file.id"), nullable=False),
        sa.Column("kind", AutoString(length=12), nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("seq", sa.Integer(), nullable=False),
        sa.Column("number", AutoString(), nullable=False),
        sa.Column("their_number", AutoString(), nullable=False),
        sa.Column("parent_id", BIG, sa.ForeignKey("paper.id"), nullable=True),
        sa.Column("organ", AutoString(), nullable=False),
        sa.Column("sender", AutoString(), nullable=False),
        sa.Column("lead", sa.Boolean(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("sha256", AutoString(length=64), nullable=False),
        sa.Column("conclusion", AutoString(length=16), nullable=True),
        sa.Column("issuer", AutoString(), nullable=False),
        sa.Column("issued_at", UTCDateTime(), nullable=False),
        sa.Column("sign_due_at", UTCDateTime(), nullable=True),
        sa.Column("receiver", AutoString(), nullable=True),
        sa.Column("received_at", UTCDateTime(), nullable=True),
        sa.Column("answer_due_at", UTCDateTime(), nullable=True),
        sa.Column("answered_at", UTCDateTime(), nullable=True),
        sa.Column("returned_at", UTCDateTime(), nullable=True),
        sa.Column("returned_reason", sa.Text(), nullable=False),
        sa.Column("state", AutoString(length=12), nullable=False),
        sa.Column("recorded_at", UTCDateTime(), nullable=False),
        sa.UniqueConstraint("office_id", "kind", "year", "seq"),
    )
    for column in ("case_id", "number", "parent_id"):
        op.create_index(f"ix_paper_{column}", "paper", [column])
    op.create_table(
        "draft",
        sa.Column("id", BIG, primary_key=True),
        sa.Column("office_id", AutoString(length=32), sa.ForeignKey("office.id"), nullable=False),
        sa.Column("case_id", BIG, sa.ForeignKey("case_file.id"), nullable=False),
        sa.Column("kind", AutoString(length=20), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("state", AutoString(length=12), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("round", sa.Integer(), nullable=False),
        sa.Column("countersigners", JSON_DOC, nullable=False),
        sa.Column("author", AutoString(), nullable=False),
        sa.Column("created_at", UTCDateTime(), nullable=False),
        sa.Column("published_by_act", BIG, sa.ForeignKey("case_act.id"), nullable=True),
    )
    op.create_index("ix_draft_case_id", "draft", ["case_id"])
    op.create_table(
        "draft_version",
        sa.Column("id", BIG, primary_key=True),
        sa.Column("office_id", AutoString(length=32), sa.ForeignKey("office.id"), nullable=False),
        sa.Column("draft_id", BIG, sa.ForeignKey("draft.id"), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("sha256", AutoString(length=64), nullable=False),
        sa.Column("author", AutoString(), nullable=False),
        sa.Column("recorded_at", UTCDateTime(), nullable=False),
        sa.UniqueConstraint("draft_id", "version"),
    )
    op.create_index("ix_draft_version_draft_id", "draft_version", ["draft_id"])
    op.create_table(
        "draft_hop",
        sa.Column("id", BIG, primary_key=True),
        sa.Column("office_id", AutoString(length=32), sa.ForeignKey("office.id"), nullable=False),
        sa.Column("case_id", BIG, sa.ForeignKey("case_file.id"), nullable=False),
        sa.Column("draft_id", BIG, sa.ForeignKey("draft.id"), nullable=False),
        sa.Column("round", sa.Integer(), nullable=False),
        sa.Column("hop", AutoString(length=32), nullable=False),
        sa.Column("label", AutoString(), nullable=False),
        sa.Column("holder", AutoString(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("entered_at", UTCDateTime(), nullable=False),
        sa.Column("due_at", UTCDateTime(), nullable=False),
        sa.Column("left_at", UTCDateTime(), nullable=True),
        sa.Column("outcome", AutoString(length=12), nullable=False),
        sa.Column("signed_by", AutoString(), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
    )
    for column in ("case_id", "draft_id"):
        op.create_index(f"ix_draft_hop_{column}", "draft_hop", [column])

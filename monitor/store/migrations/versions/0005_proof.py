"""Uploaded copies, points of concern with their answers, and the service's own checks of what was published."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql
from sqlmodel.sql.sqltypes import AutoString, UTCDateTime

revision = "0005"
down_revision = "0004"

BIG = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
JSON_DOC = sa.JSON().with_variant(postgresql.JSONB(), "postgresql")


def _head() -> tuple[sa.Column[int], sa.Column[str]]:
    return (
        sa.Column("id", BIG, primary_key=True),
        sa.Column("office_id", AutoString(length=32), sa.ForeignKey("office.id"), nullable=False),
    )


def upgrade() -> None:
    op.create_table(
        "evidence_file",
        *_head(),
        sa.Column("case_id", BIG, sa.ForeignKey("case_file.id"), nullable=False),
        sa.Column("act_id", BIG, sa.ForeignKey("case_act.id"), nullable=True),
        sa.Column("name", AutoString(), nullable=False),
        sa.Column("kind", AutoString(length=8), nullable=False),
        sa.Column("channel", AutoString(), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("size", BIG, nullable=False),
        sa.Column("sha256", AutoString(length=64), nullable=False),
        sa.Column("body", sa.LargeBinary(), nullable=False),
        sa.Column("uploaded_by", AutoString(), nullable=False),
        sa.Column("uploaded_at", UTCDateTime(), nullable=False),
        sa.UniqueConstraint("case_id", "sha256"),
    )
    op.create_table(
        "concern",
        *_head(),
        sa.Column("case_id", BIG, sa.ForeignKey("case_file.id"), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("origin", AutoString(length=8), nullable=False),
        sa.Column("state", AutoString(length=10), nullable=False),
        sa.Column("items", JSON_DOC, nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("created_by", AutoString(), nullable=False),
        sa.Column("created_at", UTCDateTime(), nullable=False),
        sa.Column("decided_by", AutoString(), nullable=True),
        sa.Column("decided_at", UTCDateTime(), nullable=True),
    )
    op.create_table(
        "concern_answer",
        *_head(),
        sa.Column("concern_id", BIG, sa.ForeignKey("concern.id"), nullable=False),
        sa.Column("act_id", BIG, sa.ForeignKey("case_act.id"), nullable=False),
        sa.Column("actor", AutoString(), nullable=False),
        sa.Column("recorded_at", UTCDateTime(), nullable=False),
        sa.UniqueConstraint("concern_id", "act_id"),
    )
    op.create_table(
        "release_check",
        *_head(),
        sa.Column("case_id", BIG, sa.ForeignKey("case_file.id"), nullable=False),
        sa.Column("act_id", BIG, sa.ForeignKey("case_act.id"), nullable=False),
        sa.Column("place", AutoString(length=160), nullable=False),
        sa.Column("role", AutoString(length=8), nullable=False),
        sa.Column("state", AutoString(length=8), nullable=False),
        sa.Column("outcome", AutoString(length=12), nullable=True),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("next_attempt_at", UTCDateTime(), nullable=False),
        sa.Column("created_at", UTCDateTime(), nullable=False),
        sa.Column("checked_at", UTCDateTime(), nullable=True),
        sa.UniqueConstraint("act_id", "place"),
    )
    op.create_index(
        "ix_release_check_waiting",
        "release_check",
        ["office_id", "next_attempt_at"],
        sqlite_where=sa.text("state = 'waiting'"),
        postgresql_where=sa.text("state = 'waiting'"),
    )
    op.create_table(
        "release_finding",
        *_head(),
        sa.Column("check_id", BIG, sa.ForeignKey("release_check.id"), nullable=False),
        sa.Column("outcome", AutoString(length=12), nullable=False),
        sa.Column("url", sa.Text(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("quote", sa.Text(), nullable=False),
        sa.Column("alike", sa.Integer(), nullable=False),
        sa.Column("published_at", UTCDateTime(), nullable=True),
        sa.Column("date_only", sa.Boolean(), nullable=False),
        sa.Column("sha256", AutoString(length=64), nullable=True),
        sa.Column("body", sa.LargeBinary(), nullable=True),
        sa.Column("error", sa.Text(), nullable=False),
        sa.Column("item_id", BIG, sa.ForeignKey("item.id"), nullable=True),
        sa.Column("recorded_at", UTCDateTime(), nullable=False),
    )
    for table, columns in {
        "evidence_file": ("case_id", "act_id"),
        "concern": ("case_id",),
        "concern_answer": ("concern_id", "act_id"),
        "release_check": ("case_id", "act_id"),
        "release_finding": ("check_id",),
    }.items():
        for column in columns:
            op.create_index(f"ix_{table}_{column}", table, [column])

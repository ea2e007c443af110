"""What a deadline was set for, marks on evidence, cases joined and divided, and the service's lateness."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql
from sqlmodel.sql.sqltypes import AutoString, UTCDateTime

revision = "0003"
down_revision = "0002"

BIG = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
JSON_DOC = sa.JSON().with_variant(postgresql.JSONB(), "postgresql")


def upgrade() -> None:
    for column in (
        sa.Column("legal", JSON_DOC, nullable=False, server_default="{}"),
        sa.Column("counts", AutoString(length=12), nullable=False, server_default="earliest"),
        sa.Column("follows", AutoString(length=12), nullable=True),
        sa.Column("stage", AutoString(length=8), nullable=True),
        sa.Column("receiver", AutoString(length=64), nullable=True),
        sa.Column("mode", AutoString(length=8), nullable=True),
        sa.Column("cause", AutoString(length=12), nullable=False, server_default=""),
        sa.Column("cause_at", UTCDateTime(), nullable=True),
    ):
        op.add_column("deadline", column)
    op.execute("UPDATE deadline SET follows = 'release' WHERE kind = 'follow_up'")
    op.execute("UPDATE deadline SET cause = 'upgrade', cause_at = recorded_at WHERE past_at_cause")
    # Spelled out: Alembic would add the reference on its own, which SQLite cannot do to a standing table.
    for name in ("merged_into", "split_from"):
        op.execute(f"ALTER TABLE case_file ADD COLUMN {name} BIGINT REFERENCES case_file (id)")
    op.create_index(op.f("ix_case_file_merged_into"), "case_file", ["merged_into"])
    op.create_table(
        "clock_start_mark",
        sa.Column("id", BIG, nullable=False),
        sa.Column("clock_start_id", BIG, sa.ForeignKey("clock_start.id"), nullable=False),
        sa.Column("mark", AutoString(length=12), nullable=False),
        sa.Column("act_id", BIG, sa.ForeignKey("case_act.id"), nullable=False),
        sa.Column("recorded_at", UTCDateTime(), nullable=False),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index(op.f("ix_clock_start_mark_clock_start_id"), "clock_start_mark", ["clock_start_id"])
    op.create_table(
        "lateness",
        sa.Column("office_id", AutoString(length=32), nullable=False),
        sa.Column("day", AutoString(length=10), nullable=False),
        sa.Column("stage", AutoString(length=16), nullable=False),
        sa.Column("le_ms", BIG, nullable=False),
        sa.Column("count", BIG, nullable=False),
        sa.Column("sum_ms", BIG, nullable=False),
        sa.Column("max_ms", BIG, nullable=False),
        sa.PrimaryKeyConstraint("office_id", "day", "stage", "le_ms"),
    )

"""A prompt of which somebody said that it needs no interpretation waits again when that is taken back; what was said is kept."""

import sqlalchemy as sa
from alembic import op
from sqlmodel.sql.sqltypes import AutoString, UTCDateTime

revision = "0021"
down_revision = "0020"

BIG = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    op.create_table(
        "policy_reopening",
        sa.Column("id", BIG, nullable=False),
        sa.Column("office_id", AutoString(length=32), nullable=False),
        sa.Column("prompt_id", BIG, nullable=False),
        sa.Column("dismissed_at", UTCDateTime(), nullable=False),
        sa.Column("dismissed_by", AutoString(), nullable=False),
        sa.Column("dismissal", sa.Text(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("actor", AutoString(), nullable=False),
        sa.Column("recorded_at", UTCDateTime(), nullable=False),
        sa.ForeignKeyConstraint(["office_id"], ["office.id"]),
        sa.ForeignKeyConstraint(["prompt_id"], ["policy_prompt.id"]),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index(op.f("ix_policy_reopening_prompt_id"), "policy_reopening", ["prompt_id"], unique=False)

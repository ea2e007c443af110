"""Learning on the job: officers' corrections, and the weekly sample that they check."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql
from sqlmodel.sql.sqltypes import AutoString, UTCDateTime

revision = "0002"
down_revision = "0001"

BIG = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
JSON_DOC = sa.JSON().with_variant(postgresql.JSONB(), "postgresql")


def upgrade() -> None:
    op.create_table(
        "correction",
        sa.Column("id", BIG, nullable=False),
        sa.Column("office_id", AutoString(length=32), nullable=False),
        sa.Column("item_id", BIG, nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("field", AutoString(length=16), nullable=False),
        sa.Column("old", JSON_DOC, nullable=True),
        sa.Column("new", JSON_DOC, nullable=True),
        sa.Column("via", AutoString(length=8), nullable=False),
        sa.Column("actor", AutoString(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("model", AutoString(), nullable=False),
        sa.Column("recorded_at", UTCDateTime(), nullable=False),
        sa.ForeignKeyConstraint(["office_id"], ["office.id"]),
        sa.ForeignKeyConstraint(["item_id"], ["item.id"]),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("ix_correction_item_id", "correction", ["item_id"])
    op.create_index("ix_correction_field", "correction", ["office_id", "field", "id"])
    op.create_table(
        "sample_check",
        sa.Column("id", BIG, nullable=False),
        sa.Column("office_id", AutoString(length=32), nullable=False),
        sa.Column("week", AutoString(length=8), nullable=False),
        sa.Column("item_id", BIG, nullable=False),
        sa.Column("stratum", AutoString(length=12), nullable=False),
        sa.Column("drawn_at", UTCDateTime(), nullable=False),
        sa.Column("wrong", sa.Boolean(), nullable=True),
        sa.Column("checked_by", AutoString(), nullable=True),
        sa.Column("checked_at", UTCDateTime(), nullable=True),
        sa.ForeignKeyConstraint(["office_id"], ["office.id"]),
        sa.ForeignKeyConstraint(["item_id"], ["item.id"]),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("office_id", "week", "item_id"),
    )

"""The opinion level (红橙黄蓝) of events and cases, and the history of an event's."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql
from sqlmodel.sql.sqltypes import AutoString, UTCDateTime

revision = "0007"
down_revision = "0006"

BIG = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
JSON_DOC = sa.JSON().with_variant(postgresql.JSONB(), "postgresql")


def upgrade() -> None:
    op.add_column("event", sa.Column("opinion_level", AutoString(length=8), nullable=True))
    op.add_column("event", sa.Column("opinion_words", JSON_DOC, nullable=False, server_default="{}"))
    op.add_column("case_file", sa.Column("opinion_level", AutoString(length=8), nullable=True))
    op.add_column("case_file", sa.Column("opinion_event_level", AutoString(length=8), nullable=True))
    op.create_table(
        "event_opinion",
        sa.Column("id", BIG, nullable=False),
        sa.Column("office_id", AutoString(length=32), nullable=False),
        sa.Column("event_id", BIG, nullable=False),
        sa.Column("level", AutoString(length=8), nullable=False),
        sa.Column("basis", JSON_DOC, nullable=False),
        sa.Column("recorded_at", UTCDateTime(), nullable=False),
        sa.ForeignKeyConstraint(["office_id"], ["office.id"]),
        sa.ForeignKeyConstraint(["event_id"], ["event.id"]),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("ix_event_opinion_event_id", "event_opinion", ["event_id"])

"""Who was told of a change on the roster, and messages that were given up and told another way."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql
from sqlmodel.sql.sqltypes import AutoString, UTCDateTime

revision = "0011"
down_revision = "0010"

BIG = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
JSON_DOC = sa.JSON().with_variant(postgresql.JSONB(), "postgresql")


def upgrade() -> None:
    _duty_notice()
    _message_settlement()


def _duty_notice() -> None:
    op.create_table(
        "duty_notice",
        sa.Column("id", BIG, nullable=False),
        sa.Column("office_id", AutoString(length=32), nullable=False),
        sa.Column("person", AutoString(), nullable=False),
        sa.Column("change_id", BIG, nullable=False),
        sa.Column("message_id", BIG, nullable=True),
        sa.Column("moves", JSON_DOC, nullable=False),
        sa.Column("told_at", UTCDateTime(), nullable=False),
        sa.Column("due_at", UTCDateTime(), nullable=True),
        sa.Column("acknowledged_at", UTCDateTime(), nullable=True),
        sa.Column("acknowledged_by", AutoString(), nullable=True),
        sa.Column("acknowledged_how", AutoString(length=16), nullable=True),
        sa.Column("alarmed_at", UTCDateTime(), nullable=True),
        sa.ForeignKeyConstraint(["change_id"], ["roster_change.id"]),
        sa.ForeignKeyConstraint(["message_id"], ["message.id"]),
        sa.ForeignKeyConstraint(["office_id"], ["office.id"]),
        sa.PrimaryKeyConstraint("id"),
    )
    for name in ("change_id", "message_id"):
        op.create_index(f"ix_duty_notice_{name}", "duty_notice", [name])
    waiting = sa.text("due_at IS NOT NULL AND acknowledged_at IS NULL AND alarmed_at IS NULL")
    op.create_index(
        "ix_duty_notice_open",
        "duty_notice",
        ["office_id", "due_at"],
        sqlite_where=waiting,
        postgresql_where=waiting,
    )


def _message_settlement() -> None:
    op.create_table(
        "message_settlement",
        sa.Column("id", BIG, nullable=False),
        sa.Column("office_id", AutoString(length=32), nullable=False),
        sa.Column("message_id", BIG, nullable=False),
        sa.Column("told", AutoString(), nullable=False),
        sa.Column("told_by", AutoString(), nullable=False),
        sa.Column("told_at", UTCDateTime(), nullable=False),
        sa.Column("how", AutoString(length=16), nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("actor", AutoString(), nullable=False),
        sa.Column("recorded_at", UTCDateTime(), nullable=False),
        sa.ForeignKeyConstraint(["message_id"], ["message.id"]),
        sa.ForeignKeyConstraint(["office_id"], ["office.id"]),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("message_id"),
    )

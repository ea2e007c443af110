"""Who was told of a change on the roster; messages that were given up and told another way; telephone tasks of old.

Tasks from before 0010 had no time at which to be looked at; those that are still open get one.
"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql
from sqlmodel.sql.sqltypes import AutoString, UTCDateTime

revision = "0011"
down_revision = "0010"

BIG = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
JSON_DOC = sa.JSON().with_variant(postgresql.JSONB(), "postgresql")

# One that was looked at since 0010 has raised an alarm of its own; one whose case has ended lapses at the next sweep.
_TAKE_IN = """
UPDATE duty_task SET next_at = due_at
WHERE state = 'open' AND kind = 'telephone' AND step_id IS NOT NULL AND next_at IS NULL AND direct_at IS NULL
AND NOT EXISTS (
    SELECT 1 FROM alarm
    WHERE alarm.office_id = duty_task.office_id AND alarm.key = 'call:' || CAST(duty_task.id AS VARCHAR(20))
)
"""


def upgrade() -> None:
    _duty_notice()
    _message_settlement()
    take_in(op.get_bind())


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


def take_in(connection: sa.Connection) -> None:
    """Let the watch look at tasks that are open and were never looked at."""
    connection.execute(sa.text(_TAKE_IN))

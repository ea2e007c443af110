"""Duty and delivery: changes on the roster, sign-ons, chases, re-applied ladders, channels and attempts."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql
from sqlmodel.sql.sqltypes import AutoString, UTCDateTime

revision = "0008"
down_revision = "0007"

BIG = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
JSON_DOC = sa.JSON().with_variant(postgresql.JSONB(), "postgresql")


def upgrade() -> None:
    _roster()
    _escalation()
    _delivery()
    _added_columns()


def _office() -> sa.Column[str]:
    return sa.Column("office_id", AutoString(length=32), nullable=False)


def _roster() -> None:
    op.create_table(
        "roster_change",
        sa.Column("id", BIG, nullable=False),
        _office(),
        sa.Column("kind", AutoString(length=8), nullable=False),
        sa.Column("body", JSON_DOC, nullable=False),
        sa.Column("starts_at", UTCDateTime(), nullable=False),
        sa.Column("ends_at", UTCDateTime(), nullable=False),
        sa.Column("actor", AutoString(), nullable=False),
        sa.Column("agreed_by", AutoString(), nullable=True),
        sa.Column("agreed_how", AutoString(length=8), nullable=True),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("cancels", BIG, nullable=True),
        sa.Column("recorded_at", UTCDateTime(), nullable=False),
        sa.ForeignKeyConstraint(["cancels"], ["roster_change.id"]),
        sa.ForeignKeyConstraint(["office_id"], ["office.id"]),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("cancels"),
    )
    op.create_index("ix_roster_change_ends", "roster_change", ["office_id", "ends_at"])
    op.create_table(
        "sign_on",
        sa.Column("id", BIG, nullable=False),
        _office(),
        sa.Column("person", AutoString(), nullable=False),
        sa.Column("role", AutoString(length=16), nullable=False),
        sa.Column("shift_start", UTCDateTime(), nullable=False),
        sa.Column("asked_at", UTCDateTime(), nullable=False),
        sa.Column("due_at", UTCDateTime(), nullable=False),
        sa.Column("message_id", BIG, nullable=True),
        sa.Column("signed_at", UTCDateTime(), nullable=True),
        sa.Column("signed_by", AutoString(), nullable=True),
        sa.Column("signed_how", AutoString(length=16), nullable=True),
        sa.Column("alarmed_at", UTCDateTime(), nullable=True),
        sa.ForeignKeyConstraint(["message_id"], ["message.id"]),
        sa.ForeignKeyConstraint(["office_id"], ["office.id"]),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("office_id", "person", "shift_start"),
    )
    _partial_index("ix_sign_on_open", "sign_on", "due_at", "signed_at IS NULL AND alarmed_at IS NULL")


def _escalation() -> None:
    op.create_table(
        "chase",
        sa.Column("id", BIG, nullable=False),
        _office(),
        sa.Column("case_id", BIG, nullable=False),
        sa.Column("step_id", BIG, nullable=False),
        sa.Column("person", AutoString(), nullable=False),
        sa.Column("role", AutoString(length=16), nullable=False),
        sa.Column("stage", AutoString(length=16), nullable=False),
        sa.Column("told_at", UTCDateTime(), nullable=False),
        sa.Column("next_at", UTCDateTime(), nullable=False),
        sa.Column("state", AutoString(length=8), nullable=False),
        sa.Column("outcome", AutoString(length=64), nullable=False),
        sa.Column("done_at", UTCDateTime(), nullable=True),
        sa.ForeignKeyConstraint(["case_id"], ["case_file.id"]),
        sa.ForeignKeyConstraint(["office_id"], ["office.id"]),
        sa.ForeignKeyConstraint(["step_id"], ["ladder_step.id"]),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("step_id", "person", "stage"),
    )
    op.create_index("ix_chase_case_id", "chase", ["case_id"])
    op.create_index("ix_chase_step_id", "chase", ["step_id"])
    _partial_index("ix_chase_waiting", "chase", "next_at", "state = 'waiting'")
    op.create_table(
        "deadline_ladder",
        sa.Column("id", BIG, nullable=False),
        _office(),
        sa.Column("deadline_id", BIG, nullable=False),
        sa.Column("act_id", BIG, nullable=False),
        sa.Column("rule_version", AutoString(length=64), nullable=False),
        sa.Column("ladder", JSON_DOC, nullable=False),
        sa.Column("recorded_at", UTCDateTime(), nullable=False),
        sa.ForeignKeyConstraint(["act_id"], ["case_act.id"]),
        sa.ForeignKeyConstraint(["deadline_id"], ["deadline.id"]),
        sa.ForeignKeyConstraint(["office_id"], ["office.id"]),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("ix_deadline_ladder_deadline_id", "deadline_ladder", ["deadline_id"])


def _delivery() -> None:
    op.create_table(
        "channel",
        _office(),
        sa.Column("key", AutoString(length=32), nullable=False),
        sa.Column("label", AutoString(), nullable=False),
        sa.Column("state", AutoString(length=10), nullable=False),
        sa.Column("failures", sa.Integer(), nullable=False),
        sa.Column("opens", sa.Integer(), nullable=False),
        sa.Column("open_until", UTCDateTime(), nullable=True),
        sa.Column("probe_until", UTCDateTime(), nullable=True),
        sa.Column("blocked_until", UTCDateTime(), nullable=True),
        sa.Column("recent", JSON_DOC, nullable=False),
        sa.Column("last_ok_at", UTCDateTime(), nullable=True),
        sa.Column("last_failed_at", UTCDateTime(), nullable=True),
        sa.Column("last_answer", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("office_id", "key"),
    )
    op.create_table(
        "message_attempt",
        sa.Column("id", BIG, nullable=False),
        _office(),
        sa.Column("message_id", BIG, nullable=False),
        sa.Column("channel", AutoString(), nullable=False),
        sa.Column("at", UTCDateTime(), nullable=False),
        sa.Column("ok", sa.Boolean(), nullable=False),
        sa.Column("permanent", sa.Boolean(), nullable=False),
        sa.Column("uncertain", sa.Boolean(), nullable=False),
        sa.Column("answer", sa.Text(), nullable=False),
        sa.Column("milliseconds", sa.Integer(), nullable=False),
        sa.Column("posts", sa.Integer(), nullable=False),
        sa.Column("body_sha256", AutoString(length=64), nullable=False),
        sa.ForeignKeyConstraint(["message_id"], ["message.id"]),
        sa.ForeignKeyConstraint(["office_id"], ["office.id"]),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("ix_message_attempt_message_id", "message_attempt", ["message_id"])


def _added_columns() -> None:
    """New columns on tables that are there; SQLite takes no constraints on such, so the unique key is an index."""
    op.add_column("alarm", sa.Column("told_at", UTCDateTime(), nullable=True))
    op.add_column("duty_task", sa.Column("direct_at", UTCDateTime(), nullable=True))
    _partial_index("ix_duty_task_undone", "duty_task", "due_at", "state = 'open' AND direct_at IS NULL")
    for column in (
        sa.Column("content", JSON_DOC, nullable=False, server_default="{}"),
        sa.Column("reply_code", AutoString(length=8), nullable=True),
        sa.Column("held_for", AutoString(length=8), nullable=False, server_default=""),
        sa.Column("hops", sa.Integer(), nullable=False, server_default="0"),
        sa.Column("tries_here", sa.Integer(), nullable=False, server_default="0"),
        sa.Column("merged_into", BIG, nullable=True),
        sa.Column("passed_on_at", UTCDateTime(), nullable=True),
        sa.Column("acknowledged_at", UTCDateTime(), nullable=True),
        sa.Column("acknowledged_by", AutoString(), nullable=True),
    ):
        op.add_column("message", column)
    op.create_index("ix_message_merged_into", "message", ["merged_into"])
    op.create_index("ix_message_reply_code", "message", ["office_id", "reply_code"], unique=True)


def _partial_index(name: str, table: str, column: str, condition: str) -> None:
    where = sa.text(condition)
    op.create_index(name, table, ["office_id", column], sqlite_where=where, postgresql_where=where)

"""Policy watch: mentions, prompts and interpretations.

Which earlier items speak of a policy is read again from their texts by the running service, so nothing is filled in here.
"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql
from sqlmodel.sql.sqltypes import AutoString, UTCDateTime

revision = "0015"
down_revision = "0014"

BIG = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
JSON_DOC = sa.JSON().with_variant(postgresql.JSONB(), "postgresql")


def upgrade() -> None:
    _mention()
    _interpretation()
    _prompt()
    op.create_table(
        "policy_reading",
        sa.Column("office_id", AutoString(length=32), nullable=False),
        sa.Column("policy", AutoString(length=40), nullable=False),
        sa.Column("form", AutoString(length=16), nullable=False),
        sa.Column("below", BIG, nullable=False),
        sa.Column("recorded_at", UTCDateTime(), nullable=False),
        sa.PrimaryKeyConstraint("office_id", "policy"),
    )


def _mention() -> None:
    op.create_table(
        "policy_mention",
        sa.Column("id", BIG, nullable=False),
        sa.Column("office_id", AutoString(length=32), nullable=False),
        sa.Column("policy", AutoString(length=40), nullable=False),
        sa.Column("item_id", BIG, nullable=False),
        sa.Column("told_at", UTCDateTime(), nullable=False),
        sa.Column("because", sa.Text(), nullable=False),
        sa.Column("named", sa.Boolean(), nullable=False),
        sa.Column("asks", sa.Boolean(), nullable=False),
        sa.Column("wrong", sa.Boolean(), nullable=False),
        sa.Column("claims", JSON_DOC, nullable=False),
        sa.Column("recorded_at", UTCDateTime(), nullable=False),
        sa.ForeignKeyConstraint(["item_id"], ["item.id"]),
        sa.ForeignKeyConstraint(["office_id"], ["office.id"]),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("item_id", "policy"),
    )
    op.create_index("ix_policy_mention_told", "policy_mention", ["office_id", "policy", "told_at"])


def _interpretation() -> None:
    op.create_table(
        "policy_interpretation",
        sa.Column("id", BIG, nullable=False),
        sa.Column("office_id", AutoString(length=32), nullable=False),
        sa.Column("policy", AutoString(length=40), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("form", AutoString(length=20), nullable=False),
        sa.Column("stage", AutoString(length=40), nullable=False),
        sa.Column("published_at", UTCDateTime(), nullable=False),
        sa.Column("url", sa.Text(), nullable=False),
        sa.Column("publisher", AutoString(), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("before", JSON_DOC, nullable=False),
        sa.Column("actor", AutoString(), nullable=False),
        sa.Column("recorded_at", UTCDateTime(), nullable=False),
        sa.ForeignKeyConstraint(["office_id"], ["office.id"]),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index(
        "ix_policy_interpretation_policy", "policy_interpretation", ["office_id", "policy", "published_at"]
    )


def _prompt() -> None:
    op.create_table(
        "policy_prompt",
        sa.Column("id", BIG, nullable=False),
        sa.Column("office_id", AutoString(length=32), nullable=False),
        sa.Column("policy", AutoString(length=40), nullable=False),
        sa.Column("key", AutoString(length=80), nullable=False),
        sa.Column("kind", AutoString(length=12), nullable=False),
        sa.Column("stage", AutoString(length=40), nullable=False),
        sa.Column("grounds", JSON_DOC, nullable=False),
        sa.Column("since_at", UTCDateTime(), nullable=False),
        sa.Column("raised_at", UTCDateTime(), nullable=False),
        sa.Column("next_at", UTCDateTime(), nullable=False),
        sa.Column("reminders", sa.Integer(), nullable=False),
        sa.Column("state", AutoString(length=12), nullable=False),
        sa.Column("closed_at", UTCDateTime(), nullable=True),
        sa.Column("closed_by", AutoString(), nullable=True),
        sa.Column("interpretation_id", BIG, nullable=True),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["interpretation_id"], ["policy_interpretation.id"]),
        sa.ForeignKeyConstraint(["office_id"], ["office.id"]),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("office_id", "policy", "key"),
    )
    waiting = sa.text("state = 'open'")
    op.create_index(
        "ix_policy_prompt_open",
        "policy_prompt",
        ["office_id", "next_at"],
        sqlite_where=waiting,
        postgresql_where=waiting,
    )

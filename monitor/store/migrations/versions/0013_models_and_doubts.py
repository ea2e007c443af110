"""Why models of the category were put to use, refused or given up; and which items wait for a person's word.

Changes of the model from before are taken in from the audit chain, which has no reasons. Of the items that stand, only those
whose class is in doubt are known; relevance and emergencies come into doubt with what is ingested from now on.
"""

import json
from datetime import datetime

import sqlalchemy as sa
from alembic import op
from sqlmodel.sql.sqltypes import AutoString, UTCDateTime

revision = "0013"
down_revision = "0012"

BIG = sa.BigInteger().with_variant(sa.Integer(), "sqlite")

_ACTS = ("activated", "forced", "rolled_back")
_WAIT = """
UPDATE item SET doubt = 'category'
WHERE category_uncertain AND relevant AND NOT historical AND duplicate_of IS NULL
"""


def upgrade() -> None:
    op.create_table(
        "model_change",
        sa.Column("id", BIG, nullable=False),
        sa.Column("office_id", AutoString(length=32), nullable=False),
        sa.Column("act", AutoString(length=12), nullable=False),
        sa.Column("old", AutoString(length=64), nullable=False),
        sa.Column("new", AutoString(length=64), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("actor", AutoString(), nullable=False),
        sa.Column("recorded_at", UTCDateTime(), nullable=False),
        sa.ForeignKeyConstraint(["office_id"], ["office.id"]),
        sa.PrimaryKeyConstraint("id"),
    )
    op.add_column("item", sa.Column("doubt", AutoString(length=12), nullable=True))
    waiting = sa.text("doubt IS NOT NULL")
    op.create_index(
        "ix_item_doubt",
        "item",
        ["office_id", "doubt", "ingested_at"],
        sqlite_where=waiting,
        postgresql_where=waiting,
    )
    take_in(op.get_bind())
    op.get_bind().execute(sa.text(_WAIT))


def take_in(connection: sa.Connection) -> None:
    """Copy what the audit chain tells of models, in its order."""
    acts = sa.table(
        "audit_record",
        *(sa.column(c) for c in ("office_id", "seq", "at", "actor", "act", "body")),
    )
    changes = sa.table(
        "model_change",
        *(sa.column(c) for c in ("office_id", "act", "old", "new", "reason", "actor")),
        sa.column("recorded_at", UTCDateTime()),
    )
    told = sa.select(acts).where(acts.c.act.in_([f"model.{act}" for act in _ACTS]))
    for row in connection.execute(told.order_by(acts.c.office_id, acts.c.seq)).mappings().all():
        body = json.loads(row["body"])
        connection.execute(
            changes.insert().values(
                office_id=row["office_id"],
                act=row["act"].removeprefix("model."),
                old=body["old"],
                new=body["new"],
                reason="",
                actor=row["actor"],
                recorded_at=datetime.fromisoformat(row["at"]),
            )
        )

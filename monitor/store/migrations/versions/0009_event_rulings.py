"""Events: officers' rulings on what goes together, and which event took one in or is turned round by it."""

import sqlalchemy as sa
from alembic import op
from sqlmodel.sql.sqltypes import AutoString, UTCDateTime

revision = "0009"
down_revision = "0008"

BIG = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    op.create_table(
        "event_ruling",
        sa.Column("id", BIG, nullable=False),
        sa.Column("office_id", AutoString(length=32), nullable=False),
        sa.Column("kind", AutoString(length=8), nullable=False),
        sa.Column("left_event", BIG, nullable=False),
        sa.Column("right_event", BIG, nullable=False),
        sa.Column("item_id", BIG, nullable=True),
        sa.Column("actor", AutoString(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("recorded_at", UTCDateTime(), nullable=False),
        sa.ForeignKeyConstraint(["item_id"], ["item.id"]),
        sa.ForeignKeyConstraint(["left_event"], ["event.id"]),
        sa.ForeignKeyConstraint(["office_id"], ["office.id"]),
        sa.ForeignKeyConstraint(["right_event"], ["event.id"]),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("ix_event_ruling_left_event", "event_ruling", ["left_event"])
    op.create_index("ix_event_ruling_right_event", "event_ruling", ["right_event"])
    op.create_index("ix_event_ruling_item_id", "event_ruling", ["item_id"])
    for name in ("merged_into", "reversal_of"):  # SQLite takes no constraint on an added column
        op.add_column("event", sa.Column(name, BIG, nullable=True))
        op.create_index(f"ix_event_{name}", "event", [name])

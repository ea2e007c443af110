"""Sketches of items: near copies and items alike are found through rows, not through a window held in memory.

The tables start empty: the ingests that follow fill them, the newest items first.
"""

import sqlalchemy as sa
from alembic import op
from sqlmodel.sql.sqltypes import AutoString

revision = "0012"
down_revision = "0011"

BIG = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    op.create_table(
        "item_sketch",
        sa.Column("item_id", BIG, sa.ForeignKey("item.id"), primary_key=True),
        sa.Column("office_id", AutoString(32), sa.ForeignKey("office.id"), nullable=False),
        sa.Column("form", AutoString(12), nullable=False),
        sa.Column("signature", sa.LargeBinary(), nullable=False),
        sa.Column("traits", sa.LargeBinary(), nullable=False),
        sa.Column("bands", sa.LargeBinary(), nullable=False),
        sa.Column("words", sa.LargeBinary(), nullable=False),
    )
    for name in ("item_band", "item_word"):
        # Kept in the order of the keys themselves: no row numbers, no second index.
        op.create_table(
            name,
            sa.Column("key", sa.BigInteger(), primary_key=True, autoincrement=False),
            sa.Column("item_id", sa.BigInteger(), primary_key=True, autoincrement=False),
            sqlite_with_rowid=False,
        )

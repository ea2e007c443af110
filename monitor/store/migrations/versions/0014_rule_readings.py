"""Which rule files a start of the service read, and what an edit of them changed.

What was edited before is not known: the first start after this takes the files down and tells nobody.
"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql
from sqlmodel.sql.sqltypes import AutoString, UTCDateTime

revision = "0014"
down_revision = "0013"

BIG = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
JSON_DOC = sa.JSON().with_variant(postgresql.JSONB(), "postgresql")


def upgrade() -> None:
    op.create_table(
        "rule_reading",
        sa.Column("id", BIG, nullable=False),
        sa.Column("office_id", AutoString(length=32), nullable=False),
        sa.Column("version", AutoString(length=64), nullable=False),
        sa.Column("body", JSON_DOC, nullable=False),
        sa.Column("edits", JSON_DOC, nullable=False),
        sa.Column("cases", JSON_DOC, nullable=False),
        sa.Column("recorded_at", UTCDateTime(), nullable=False),
        sa.ForeignKeyConstraint(["office_id"], ["office.id"]),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("ix_rule_reading_office", "rule_reading", ["office_id", "id"])

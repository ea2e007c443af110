"""Pages of interpretations kept as evidence, and by when an interpretation was to be published.

Of interpretations that were recorded before, the page is fetched now; when it was fetched stands beside it.
"""

import sqlalchemy as sa
from alembic import op
from sqlmodel.sql.sqltypes import AutoString, UTCDateTime

revision = "0017"
down_revision = "0016"

BIG = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    op.create_table(
        "policy_page",
        sa.Column("id", BIG, nullable=False),
        sa.Column("office_id", AutoString(length=32), nullable=False),
        sa.Column("interpretation_id", BIG, nullable=False),
        sa.Column("url", sa.Text(), nullable=False),
        sa.Column("state", AutoString(length=12), nullable=False),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("next_attempt_at", UTCDateTime(), nullable=False),
        sa.Column("fetched_at", UTCDateTime(), nullable=True),
        sa.Column("sha256", AutoString(length=64), nullable=True),
        sa.Column("content_type", AutoString(), nullable=True),
        sa.Column("body", sa.LargeBinary(), nullable=True),
        sa.Column("error", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(["office_id"], ["office.id"]),
        sa.ForeignKeyConstraint(["interpretation_id"], ["policy_interpretation.id"]),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("interpretation_id"),
    )
    op.create_index("ix_policy_page_next_attempt_at", "policy_page", ["next_attempt_at"])
    op.add_column("policy_prompt", sa.Column("due_at", UTCDateTime(), nullable=True))
    take_in(op.get_bind())


def take_in(connection: sa.engine.Connection) -> None:
    """Ask for the pages of interpretations that were recorded before pages were kept."""
    connection.exec_driver_sql(
        "INSERT INTO policy_page (office_id, interpretation_id, url, state, attempts, next_attempt_at) "
        "SELECT office_id, id, url, 'waiting', 0, recorded_at FROM policy_interpretation"
    )

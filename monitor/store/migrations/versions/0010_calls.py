"""Telephone tasks are looked at again when nobody has called."""

import sqlalchemy as sa
from alembic import op
from sqlmodel.sql.sqltypes import UTCDateTime

revision = "0010"
down_revision = "0009"


def upgrade() -> None:
    # Tasks from before are left alone: their rungs were told under rules that sent nothing afterwards.
    op.add_column("duty_task", sa.Column("next_at", UTCDateTime(), nullable=True))
    op.drop_index("ix_duty_task_undone", "duty_task")
    condition = sa.text("state = 'open' AND next_at IS NOT NULL")
    op.create_index(
        "ix_duty_task_waiting",
        "duty_task",
        ["office_id", "next_at"],
        sqlite_where=condition,
        postgresql_where=condition,
    )

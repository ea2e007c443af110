"""Clock starts: the part of the day that was told with a bare day."""

import sqlalchemy as sa
from alembic import op
from sqlmodel.sql.sqltypes import AutoString

revision = "0016"
down_revision = "0015"


def upgrade() -> None:
    op.add_column("clock_start", sa.Column("day_part", AutoString(length=12), nullable=True))

"""The numbers of a case: for each figure the official one and the highest told."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0006"
down_revision = "0005"

JSON_DOC = sa.JSON().with_variant(postgresql.JSONB(), "postgresql")


def upgrade() -> None:
    op.add_column("case_file", sa.Column("tolls", JSON_DOC, nullable=False, server_default="{}"))

"""When a blind window of a source was noticed, so that figures of a past time leave out what was seen later.

Windows from before count as noticed when they began.
"""

import sqlalchemy as sa
from alembic import op
from sqlmodel.sql.sqltypes import UTCDateTime

revision = "0018"
down_revision = "0017"


def upgrade() -> None:
    op.add_column("source_outage", sa.Column("noticed_at", UTCDateTime(), nullable=True))

"""The audit log by who acted: without an index whoever has done little is sought through all that there ever was."""

from alembic import op

revision = "0022"
down_revision = "0021"


def upgrade() -> None:
    op.create_index("ix_audit_record_actor", "audit_record", ["office_id", "actor", "seq"])

"""Telephone tasks from before 0010 are looked at, too, when nobody has called."""

import sqlalchemy as sa
from alembic import op

revision = "0012"
down_revision = "0011"

# One that was looked at since 0010 has raised an alarm of its own; one whose case has ended lapses at the next sweep.
_TAKE_IN = """
UPDATE duty_task SET next_at = due_at
WHERE state = 'open' AND kind = 'telephone' AND step_id IS NOT NULL AND next_at IS NULL AND direct_at IS NULL
AND NOT EXISTS (
    SELECT 1 FROM alarm
    WHERE alarm.office_id = duty_task.office_id AND alarm.key = 'call:' || CAST(duty_task.id AS VARCHAR(20))
)
"""


def upgrade() -> None:
    take_in(op.get_bind())


def take_in(connection: sa.Connection) -> None:
    """Let the watch look at tasks that are open and were never looked at."""
    connection.execute(sa.text(_TAKE_IN))

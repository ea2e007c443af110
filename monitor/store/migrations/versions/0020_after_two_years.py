"""Indexes for what is asked of an office that has worked for years: what waits or is rare, and what was of late.

Without them the board, the digest, the keeping of pages and filters of the items read whole tables.
"""

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0020"
down_revision = "0019"
_UNSIGNED = "second_state IN ('phone','fault','awaited','unconfirmed','disputed')"


def upgrade() -> None:
    op.drop_index("ix_snapshot_next_attempt_at", "snapshot")
    op.drop_index("ix_policy_page_next_attempt_at", "policy_page")
    op.drop_index("ix_item_source", "item")
    op.create_index("ix_item_source_collected", "item", ["source", "collected_at"])
    op.create_index("ix_item_sketch_form", "item_sketch", ["form", "item_id"])
    op.create_index("ix_message_step_step_id", "message_step", ["step_id"])
    op.create_index("ix_case_act_recorded_at", "case_act", ["recorded_at"])
    _partial("ix_case_act_unsigned", "case_act", ["second_due_at"], _UNSIGNED)
    _partial("ix_message_dead", "message", ["office_id", "created_at"], "state = 'dead'")
    for table in ("snapshot", "policy_page"):
        _partial(f"ix_{table}_waiting", table, ["office_id", "next_attempt_at"], "state = 'waiting'")
    for column in ("severity", "emergency"):
        _partial(f"ix_item_{column}", "item", [column], f"{column} IS NOT NULL")
    # By its hash: a tree of PostgreSQL takes no address of three thousand letters.
    _partial("ix_item_url", "item", ["url"], "url IS NOT NULL", postgresql_using="hash")
    for column in ("merged_into", "reversal_of"):
        op.drop_index(f"ix_event_{column}", "event")
        _partial(f"ix_event_{column}", "event", [column], f"{column} IS NOT NULL")
    named = (
        """(result ->> 'campaigns') <> '[]'"""
        if op.get_bind().dialect.name == "postgresql"
        else """json_extract(result, '$."campaigns"') <> '[]'"""
    )
    _partial("ix_item_classification_campaigned", "item_classification", ["item_id"], named)


def _partial(name: str, table: str, columns: list[str], condition: str, **more: Any) -> None:
    op.create_index(
        name, table, columns, sqlite_where=sa.text(condition), postgresql_where=sa.text(condition), **more
    )

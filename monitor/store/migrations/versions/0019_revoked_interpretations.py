"""Interpretations that were recorded by mistake are taken back by a row beside them; since when a source is asked is kept.

What was revoked before revoking ended its wait for a second person stood as 待确认 or 待补签 for ever.
"""

import json
from typing import Any

import sqlalchemy as sa
from alembic import op
from sqlmodel.sql.sqltypes import AutoString, UTCDateTime

revision = "0019"
down_revision = "0018"

BIG = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    op.create_table(
        "policy_revocation",
        sa.Column("id", BIG, nullable=False),
        sa.Column("office_id", AutoString(length=32), nullable=False),
        sa.Column("interpretation_id", BIG, nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("actor", AutoString(), nullable=False),
        sa.Column("recorded_at", UTCDateTime(), nullable=False),
        sa.ForeignKeyConstraint(["office_id"], ["office.id"]),
        sa.ForeignKeyConstraint(["interpretation_id"], ["policy_interpretation.id"]),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("interpretation_id"),
    )
    op.add_column("source_state", sa.Column("first_polled_at", UTCDateTime(), nullable=True))
    end_waits(op.get_bind())


def end_waits(connection: sa.engine.Connection) -> None:
    """What revoking does to an act that still waits for a second person, done to those revoked before it did."""
    found = connection.exec_driver_sql("SELECT body FROM case_act WHERE act = 'revoke'")
    for (body,) in found.fetchall():
        given: dict[str, Any] = json.loads(body) if isinstance(body, str | bytes) else body
        connection.execute(
            sa.text(
                "UPDATE case_act SET second_state = 'withdrawn', second_due_at = NULL WHERE id = :id "
                "AND second_state IN ('phone', 'fault', 'awaited', 'unconfirmed', 'disputed')"
            ),
            {"id": int(given["revoked"])},
        )

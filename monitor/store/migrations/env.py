"""Alembic's entry: runs the migrations on the connection that the program hands over."""

from alembic import context
from sqlmodel import SQLModel

import monitor.store.duty_tables
import monitor.store.paper_tables
import monitor.store.proof_tables
import monitor.store.tables  # noqa: F401  (all register tables)

context.configure(connection=context.config.attributes["connection"], target_metadata=SQLModel.metadata)
with context.begin_transaction():
    context.run_migrations()

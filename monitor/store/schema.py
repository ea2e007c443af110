"""Bringing a database's schema up to date by the Alembic migrations that ship with the program."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy.engine import Connection
from sqlmodel import select, text

import monitor.store.duty_tables
import monitor.store.policy_tables
import monitor.store.rule_tables  # noqa: F401  (all register their tables)
from monitor.audit.chain import GENESIS
from monitor.clock import real_now
from monitor.errors import StoreError
from monitor.store.database import Database
from monitor.store.sizes import tell_sizes
from monitor.store.tables import AuditHead, Office

_MIGRATIONS = Path(__file__).parent / "migrations"


def migrate(database: Database, office_name: str) -> None:
    """Create or upgrade the schema and make sure the office's own rows exist; does nothing when all is there.

    Raises:
        StoreError: a newer program has upgraded the database.
    """
    with database.engine.connect() as connection:
        current = MigrationContext.configure(connection).get_current_revision()
    if current != _head():
        _refuse_newer(current)
        connect = database.engine.connect().execution_options(immediate=True)
        with connect as connection, connection.begin():
            _serialise(connection)
            config = _config()
            config.attributes["connection"] = connection
            command.upgrade(config, "head")
            tell_sizes(connection)
    _seed(database, office_name)


@cache
def _head() -> str | None:
    """The newest migration; reading them all takes longer than everything else here."""
    return ScriptDirectory.from_config(_config()).get_current_head()


def _refuse_newer(current: str | None) -> None:
    """An older program, as after an update was taken back, does not know what a newer one has made of the tables."""
    known = {script.revision for script in ScriptDirectory.from_config(_config()).walk_revisions()}
    if current is not None and current not in known:
        raise StoreError(
            f"数据库已由更新版本的程序升级（结构 {current}），本版程序不能使用：请安装那一版或更新的程序，"
            "或恢复升级前的数据库备份"
        )


def _config() -> Config:
    config = Config()
    config.set_main_option("script_location", str(_MIGRATIONS))
    return config


def _serialise(connection: Connection) -> None:
    """Two processes that start together must not both run the migrations."""
    if connection.dialect.name == "postgresql":
        connection.execute(text("SELECT pg_advisory_xact_lock(7205417)"))


def _seed(database: Database, office_name: str) -> None:
    with database.read() as session:
        if session.get(Office, database.office_id) and session.get(AuditHead, database.office_id):
            return
    with database.write() as tx:
        if tx.session.get(Office, database.office_id) is None:
            tx.session.add(Office(id=database.office_id, name=office_name, created_at=real_now()))
            tx.session.flush()
        if (
            tx.session.exec(select(AuditHead).where(AuditHead.office_id == database.office_id)).first()
            is None
        ):
            tx.session.add(AuditHead(office_id=database.office_id, seq=0, hash=GENESIS))

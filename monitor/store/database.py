"""The database: engine, read and write transactions, and the audit rows that end each write.

SQLite is driven in autocommit and each writing transaction begins with ``BEGIN IMMEDIATE``: with the
library's defaults a read-then-write transaction silently loses updates (docs/decisions/0003).
"""

from __future__ import annotations

import logging
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, nullcontext
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from sqlalchemy import Engine, event, make_url
from sqlalchemy.engine import Connection
from sqlalchemy.exc import DataError, DBAPIError, SQLAlchemyError
from sqlalchemy.exc import TimeoutError as PoolTimeout
from sqlmodel import Session, create_engine, insert, select, update

from monitor.audit.chain import GENESIS, canonical, forge
from monitor.errors import StoreError, UsageError
from monitor.store.tables import AuditHead, AuditRecord
from monitor.store.turnstile import Turnstile

log = logging.getLogger(__name__)


@dataclass(slots=True)
class Tx:
    """One writing transaction: a session, and the audit entries that are chained as its last statement."""

    session: Session
    office_id: str
    clock_set: bool
    _entries: list[dict[str, Any]] = field(default_factory=list)

    def record(self, actor: str, act: str, subject: str, *, at: datetime, **body: Any) -> None:
        """Put an entry into the audit log; it holds ids, codes and hashes only, never texts or names."""
        if self.clock_set:
            body["clock"] = "set"
        stamp = at.astimezone(UTC).isoformat(timespec="microseconds")
        self._entries.append(
            {"at": stamp, "actor": actor, "act": act, "subject": subject, "body": _plain(body)}
        )

    def mark(self) -> int:
        """A point to which :meth:`forget_since` can return when a savepoint is rolled back."""
        return len(self._entries)

    def forget_since(self, mark: int) -> None:
        """Drop the entries of a savepoint that was rolled back."""
        del self._entries[mark:]

    def chain(self) -> None:
        """Append the entries behind the locked head of the chain (READ COMMITTED, so after all other work)."""
        if not self._entries:
            return
        self.session.flush()
        head = self._locked_head()
        rows, seq, prev = [], head.seq, head.hash
        for entry in self._entries:
            seq += 1
            link = forge(seq, prev, entry).to_json()
            prev = link["hash"]
            rows.append({**link, "body": canonical(link["body"]), "office_id": self.office_id})
        self.session.execute(insert(AuditRecord), rows)
        self.session.execute(
            update(AuditHead).where(AuditHead.office_id == self.office_id).values(seq=seq, hash=prev)  # type: ignore[arg-type]
        )
        self._entries.clear()

    def _locked_head(self) -> AuditHead:
        query = select(AuditHead).where(AuditHead.office_id == self.office_id).with_for_update()
        head = self.session.exec(query.execution_options(populate_existing=True)).one_or_none()
        if head is None:
            head = AuditHead(office_id=self.office_id, seq=0, hash=GENESIS)
            self.session.add(head)
            self.session.flush()
        return head


def _plain(value: Any) -> Any:
    """Make a body canonical: times to UTC text, tuples to lists, floats refused later."""
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat(timespec="seconds")
    if isinstance(value, Mapping):
        return {str(k): _plain(v) for k, v in value.items() if v is not None}
    if isinstance(value, (list, tuple, set, frozenset)):
        return [_plain(v) for v in value]
    return value


_AWAY = "数据库不可用：请检查数据库服务、磁盘空间与连接地址"
_SQLITE_SAYS = {
    "unable to open": _AWAY,
    "database or disk is full": _AWAY,
    "disk I/O error": _AWAY,
    "readonly database": "数据库只读，不能写入：请检查数据库文件及其目录的权限",
    "file is not a database": "数据库文件不是 SQLite 数据库，或已损坏：请检查数据库地址",
    "database disk image is malformed": "数据库文件已损坏：请由备份恢复",
    "database is locked": "数据库一直被另一进程占用：请稍后再试",
}
"""What a person is told where SQLite cannot read or write its file."""
_SERVER_SAYS = frozenset({"53", "57", "58"})
"""Classes of SQLSTATE by which a PostgreSQL server is full, stops or starts, or cannot read its files."""


def _trouble(error: DBAPIError) -> str | None:
    """The sentence for a database that cannot be used now; psycopg has no SQLSTATE for what no server answered."""
    if isinstance(
        error, DataError
    ):  # a value that no column takes; psycopg finds NUL itself, without a SQLSTATE
        return None
    if error.connection_invalidated or getattr(error.orig, "sqlstate", "none") is None:
        return _AWAY
    if str(getattr(error.orig, "sqlstate", ""))[:2] in _SERVER_SAYS:
        return _AWAY
    said = str(error.orig)
    return next((sentence for sign, sentence in _SQLITE_SAYS.items() if sign in said), None)


class Database:
    """An open database of one office."""

    def __init__(self, url: str, office_id: str, *, clock_set: bool = False) -> None:
        self.url, self.office_id, self.clock_set = url, office_id, clock_set
        self.engine = _engine(url)
        self._turnstile = Turnstile()

    @property
    def is_sqlite(self) -> bool:
        return self.engine.dialect.name == "sqlite"

    @contextmanager
    def read(self) -> Iterator[Session]:
        """A session for reading; what it loaded stays usable afterwards."""
        with self.told_plainly(), Session(self.engine, expire_on_commit=False) as session:
            yield session

    @contextmanager
    def write(self) -> Iterator[Tx]:
        """One writing transaction; the audit entries are chained at its end, then it commits."""
        queue = self._turnstile.turn() if self.is_sqlite else nullcontext()
        with queue, self.told_plainly(), Session(self.engine, expire_on_commit=False) as session:
            connection = session.connection(execution_options={"immediate": True})
            if not self.is_sqlite:
                connection.exec_driver_sql(f"SET LOCAL idle_in_transaction_session_timeout = {_IDLE_MS}")
            tx = Tx(session, self.office_id, self.clock_set)
            try:
                yield tx
                tx.chain()
                session.commit()
            except BaseException:
                session.rollback()
                raise

    def close(self) -> None:
        self.engine.dispose()

    @contextmanager
    def told_plainly(self) -> Iterator[None]:
        """Turn what the driver raises for a database that cannot be used into a StoreError; the cause is logged."""
        try:
            yield
        except DBAPIError as error:
            sentence = _trouble(error)
            if sentence is None:
                raise
            cause = " ".join(str(error.orig).split())
            log.warning("database_unusable", extra={"cause": cause}, exc_info=log.isEnabledFor(logging.INFO))
            raise StoreError(sentence) from error
        except PoolTimeout as error:
            log.warning("database_busy", exc_info=log.isEnabledFor(logging.INFO))
            raise StoreError("数据库繁忙，30 秒内没有空闲连接：请稍后再试") from error


_PATIENCE = {
    "connect_timeout": 10,
    "keepalives_idle": 10,
    "keepalives_interval": 5,
    "keepalives_count": 3,
    "tcp_user_timeout": 25_000,
}
"""What libpq is told unless the address says otherwise: a server that is gone without a word, as after a power cut or a
change-over, is noticed within half a minute. By the system's defaults a round would wait for it for two hours.
"""
_SERVER_PATIENCE = (
    "SET tcp_keepalives_idle = 10; SET tcp_keepalives_interval = 5; SET tcp_keepalives_count = 3; "
    "SET tcp_user_timeout = 25000"
)
"""The same asked of the server: it keeps the locks of a machine that is gone for as long as it does not notice."""
_IDLE_MS = 180_000
"""A process that stands still in the middle of a writing transaction gives its locks to the others after this."""


def _engine(url: str) -> Engine:
    try:
        parsed = make_url(url)
        if parsed.get_backend_name() == "sqlite":
            if parsed.database and parsed.database != ":memory:":
                Path(parsed.database).parent.mkdir(parents=True, exist_ok=True)
            engine = create_engine(parsed, connect_args={"timeout": 30, "check_same_thread": False})
            event.listen(engine, "connect", _sqlite_connect)
            event.listen(engine, "begin", _sqlite_begin)
            return engine
        patience = {name: value for name, value in _PATIENCE.items() if name not in parsed.query}
        engine = create_engine(
            parsed, isolation_level="READ COMMITTED", pool_pre_ping=True, connect_args=patience
        )
        event.listen(engine, "connect", _postgres_connect)
        return engine
    except (SQLAlchemyError, ImportError) as error:
        raise UsageError("数据库地址无效：须为 sqlite:///文件 或 postgresql+psycopg://…") from error


def _sqlite_connect(connection: Any, _record: Any) -> None:
    connection.isolation_level = None
    cursor = connection.cursor()
    for pragma in ("journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON", "busy_timeout=30000"):
        cursor.execute(f"PRAGMA {pragma}")
    cursor.close()


def _postgres_connect(connection: Any, _record: Any) -> None:
    try:
        connection.execute(_SERVER_PATIENCE)
        connection.commit()
    except connection.Error:
        # A server on a system that cannot be told so works all the same.
        log.warning("server_keepalives_unsupported", exc_info=log.isEnabledFor(logging.INFO))
        connection.rollback()


def _sqlite_begin(connection: Connection) -> None:
    immediate = connection.get_execution_options().get("immediate", False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if immediate else "BEGIN")

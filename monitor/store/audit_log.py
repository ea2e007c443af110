"""The audit log as the database holds it: streaming it, exporting it, verifying it."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from sqlmodel import Session, col, select

from monitor.audit.chain import GENESIS, Verdict, read_export
from monitor.audit.verifier import StoredLink, export_line, verify_export, verify_stored
from monitor.errors import NotFound, UsageError, reason_of
from monitor.store.database import Database
from monitor.store.tables import AuditHead, AuditRecord

_AT_ONCE = 5_000


def stored_links(session: Session, office_id: str) -> Iterator[StoredLink]:
    """Every record of an office in the order of its chain, a few thousand in memory at a time."""
    r = AuditRecord
    query = select(
        col(r.seq), col(r.at), col(r.actor), col(r.act), col(r.subject), col(r.body), col(r.prev), col(r.hash)
    )  # type: ignore[call-overload]
    query = query.where(r.office_id == office_id).order_by(col(r.seq))
    result = session.execute(query, execution_options={"yield_per": _AT_ONCE})
    rows: Iterator[Any] = iter(result)
    try:
        yield from rows
    finally:
        result.close()


def records(session: Session, office_id: str) -> Iterator[dict[str, Any]]:
    """Every record in the shape of the export, its body parsed."""
    for link in stored_links(session, office_id):
        yield json.loads(export_line(link))


def export(database: Database, out: Path) -> int:
    """Write the chain as JSONL, whole or not at all; returns the number of records. Raises UsageError."""
    part = out.with_name(out.name + ".part")
    count = 0
    try:
        with _snapshot(database) as session, part.open("w", encoding="utf-8", newline="\n") as file:
            for link in stored_links(session, database.office_id):
                file.write(export_line(link) + "\n")
                count += 1
            file.flush()
            os.fsync(file.fileno())
        part.replace(out)
    except OSError as error:
        raise UsageError(f"无法写入 {out}：{reason_of(error)}") from error
    return count


def verify_database(database: Database, anchors: Mapping[int, str] | None = None) -> Verdict:
    """Verify the chain in the database, against anchors where given, and that its head is its last record."""
    with _snapshot(database) as session:
        verdict = verify_stored(stored_links(session, database.office_id), anchors)
        if not verdict.ok:
            return verdict
        seq, digest = head(session, database.office_id)
        last = link_hash(session, database.office_id, verdict.records) or GENESIS
    if seq > verdict.records:
        reason = f"记录在第 {verdict.records} 条之后被截断：链头记有第 {seq} 条"
        return Verdict(False, verdict.records, verdict.records + 1, reason)
    if seq < verdict.records or digest != last:
        return Verdict(False, seq, min(seq + 1, verdict.records), "链头与最后一条记录不符")
    return verdict


def verify_file(path: Path, anchors: Mapping[int, str] | None = None) -> Verdict:
    """Verify an export. Raises NotFound when it cannot be read."""
    try:
        with path.open(encoding="utf-8-sig", errors="surrogateescape") as lines:
            return verify_export(lines, anchors)
    except OSError as error:
        raise NotFound(f"无法读取导出文件：{path}") from error


def first_hash(path: Path) -> str | None:
    """The hash that the first record of an export claims, which names its chain; None where it holds no record."""
    try:
        with path.open(encoding="utf-8-sig", errors="surrogateescape") as lines:
            claimed = next(read_export(lines), {}).get("hash")
    except OSError as error:
        raise NotFound(f"无法读取导出文件：{path}") from error
    return claimed if isinstance(claimed, str) and claimed.isalnum() else None


def head(session: Session, office_id: str) -> tuple[int, str]:
    """The number and the hash at the end of an office's chain; ``(0, 64 zeros)`` before its first record."""
    found = session.exec(
        select(AuditHead.seq, AuditHead.hash).where(AuditHead.office_id == office_id)
    ).one_or_none()
    return (found[0], found[1]) if found else (0, GENESIS)


def head_at(session: Session, office_id: str, moment: datetime) -> tuple[int, str]:
    """The number and the hash of the last record made by a moment; ``(0, 64 zeros)`` before the first."""
    stamp = moment.astimezone(UTC).isoformat(timespec="microseconds")
    query = select(AuditRecord.seq, AuditRecord.hash).where(
        AuditRecord.office_id == office_id, AuditRecord.at <= stamp
    )
    found = session.exec(query.order_by(col(AuditRecord.seq).desc()).limit(1)).first()
    return (found[0], found[1]) if found else (0, GENESIS)


def link_hash(session: Session, office_id: str, seq: int) -> str | None:
    """The hash of one record, None when there is no such record."""
    query = select(AuditRecord.hash).where(AuditRecord.office_id == office_id, AuditRecord.seq == seq)
    return session.exec(query).one_or_none()


def first_record_at(session: Session, office_id: str) -> datetime | None:
    """When the first record of an office was made, None before it."""
    query = select(AuditRecord.at).where(AuditRecord.office_id == office_id, AuditRecord.seq == 1)
    stamp = session.exec(query).one_or_none()
    return datetime.fromisoformat(stamp) if stamp else None


@contextmanager
def _snapshot(database: Database) -> Iterator[Session]:
    """A reading session for which the chain stands still (SQLite gives every transaction a snapshot)."""
    with database.read() as session:
        if not database.is_sqlite:
            session.connection(execution_options={"isolation_level": "REPEATABLE READ"})
        yield session

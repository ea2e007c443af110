"""Anchoring the audit chain outside the database, so that a cut tail or a rewritten chain comes to light."""

from __future__ import annotations

import os
from collections.abc import Mapping
from datetime import timedelta
from pathlib import Path

from monitor.audit.anchor import Anchor, line_digest, parse_anchors
from monitor.audit.chain import GENESIS
from monitor.clock import SHANGHAI, parse_time, rfc3339
from monitor.errors import NotFound, StoreError, reason_of
from monitor.steps.alarms import clear_alarm, raise_alarm, standing_alarms
from monitor.steps.desk import Desk, Work
from monitor.steps.outbox import has_message
from monitor.steps.post_box import put_message
from monitor.store.audit_log import head, link_hash
from monitor.store.database import Database


def anchor_path(database: Database, folder: Path) -> Path | None:
    """Where the anchors of this database's chain are kept; None before its first record."""
    with database.read() as session:
        first = link_hash(session, database.office_id, 1)
    return folder / f"{database.office_id}-{first[:12]}.jsonl" if first else None


def write_anchor(desk: Desk, folder: Path, *, every: timedelta = timedelta(hours=1)) -> Path | None:
    """Note the head of the chain in the anchor file, when it has moved and the last note is at least ``every`` old.

    The last note is first held against the database: when they disagree nothing is written and an alarm is raised.
    Returns the file, None when nothing was written. Raises StoreError for a file that was changed or cannot be written.
    """
    path = anchor_path(desk.database, folder)
    if path is None:
        return None
    last = next(reversed(_read(path)), None)
    # A clock that went back must not silence the anchors until it has caught up.
    if last is not None and abs(desk.now() - parse_time(last.at)) < every:
        return None
    with desk.database.read() as session:
        seq, digest = head(session, desk.database.office_id)
        sound = last is None or link_hash(session, desk.database.office_id, last.seq) == last.hash
    if not sound:
        _raise_alarm(desk, path)
        return None
    _clear_alarm(desk, path)
    if last is not None and last.seq >= seq:
        return None
    prev = line_digest(last.line()) if last else GENESIS
    anchor = Anchor(desk.database.office_id, rfc3339(desk.now()), seq, digest, prev)
    _append(path, anchor)
    _send(desk, anchor)
    return path


def _send(desk: Desk, anchor: Anchor) -> None:
    """Once a day the anchor also goes to those whom the office names, so that it lies where this machine cannot reach."""
    people = desk.book.office.anchors_to
    if not people:
        return
    day = desk.now().astimezone(SHANGHAI).date().isoformat()
    with desk.database.write() as tx:
        work = Work(tx, desk.book, desk.now())
        for person in people:
            key = f"anchor:{day}:{person}"
            if not has_message(work, key):
                _queue(work, person, key, anchor)


def _queue(work: Work, person: str, key: str, anchor: Anchor) -> None:
    message = put_message(work, person, "anchor", key)
    message.title = f"审计锚点 {anchor.at[:10]}"
    message.body = f"审计链至第 {anchor.seq} 条，请留存此消息以备核验。\n{anchor.line()}\n编号 {message.id}"
    work.tx.session.add(message)
    work.audit("message.queued", f"message/{message.id}", person=person, due_at=work.now)


def read_anchors(
    place: Path, database: Database | None = None, *, first: str | None = None
) -> Mapping[int, str]:
    """The anchors of a file, or of a chain in a folder, as sequence number → hash.

    The chain is a database's, or the one whose ``first`` record has this hash. A folder without a file for a database's
    chain gives none. Raises NotFound for what is missing, StoreError for a file that was changed or holds no anchor:
    whoever names one would else take a chain for anchored that was held against nothing.
    """
    if place.is_dir():
        path = anchor_path(database, place) if database else _of_chain(place, first)
        return {} if path is None else {a.seq: a.hash for a in _read(path)}
    if not place.is_file():
        raise NotFound(f"没有锚点文件：{place}")
    anchors = {a.seq: a.hash for a in _read(place)}
    if not anchors:
        raise StoreError(f"锚点文件里没有锚点：{place}")
    return anchors


def _of_chain(folder: Path, first: str | None) -> Path:
    found = sorted(folder.glob(f"*-{first[:12]}.jsonl")) if first else []
    if not found:
        raise NotFound(f"{folder} 中没有这条链的锚点文件")
    return found[0]


def other_chains(place: Path, database: Database) -> list[Path]:
    """Anchor files of this office that belong to another chain: a second database, or this one before it was rewritten."""
    own = anchor_path(database, place)
    return sorted(p for p in place.glob(f"{database.office_id}-*.jsonl") if p != own)


def _read(path: Path) -> list[Anchor]:
    if not path.exists():
        return []
    try:
        lines = path.read_text(encoding="utf-8").splitlines(keepends=True)
        # A line without its end was being written when the machine stopped; it never became an anchor.
        return parse_anchors(line for line in lines if line.endswith("\n"))
    except (OSError, UnicodeDecodeError) as error:
        raise StoreError(f"无法读取锚点文件：{path}") from error
    except ValueError as error:
        raise StoreError(f"{path}：{error}") from error


def _append(path: Path, anchor: Anchor) -> None:
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        whole = path.read_bytes() if path.exists() else b""
        with path.open("r+b" if whole else "wb") as file:
            file.truncate(whole.rfind(b"\n") + 1)
            file.seek(0, os.SEEK_END)
            file.write(anchor.line().encode() + b"\n")
            file.flush()
            os.fsync(file.fileno())
        folder = os.open(path.parent, os.O_RDONLY)
        os.fsync(folder)
        os.close(folder)
    except OSError as error:
        raise StoreError(f"无法写入锚点文件 {path}：{reason_of(error)}") from error


def _raise_alarm(desk: Desk, path: Path) -> None:
    text = f"审计链与锚点文件 {path.name} 不符，记录可能被截断或改写，请立即核查"
    with desk.database.write() as tx:
        raise_alarm(Work(tx, desk.book, desk.now()), _alarm_key(path), "audit", text)


def _clear_alarm(desk: Desk, path: Path) -> None:
    """The chain agrees with its anchors again, say after the right database was put back; the audit keeps both."""
    with desk.database.read() as session:
        stands = standing_alarms(session, desk.database.office_id, [_alarm_key(path)])
    if stands:
        with desk.database.write() as tx:
            clear_alarm(Work(tx, desk.book, desk.now()), _alarm_key(path))


def _alarm_key(path: Path) -> str:
    return f"audit-anchor:{path.name}"

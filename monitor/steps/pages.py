"""Keeping pages as evidence: the bytes as received, compressed, with their SHA-256."""

from __future__ import annotations

import asyncio
import hashlib
import logging
import zlib
from datetime import timedelta

from sqlmodel import col, select

from monitor.collectors.http import Fetched, HttpClient, fetch_page
from monitor.errors import OutsideError
from monitor.steps.desk import Desk, Work
from monitor.store.tables import Snapshot

log = logging.getLogger(__name__)
_TRIES = 4
_AT_ONCE = 20


async def keep_pages(desk: Desk, http: HttpClient) -> int:
    """Fetch and keep the pages that wait; one that cannot be reached is tried a few times, then so recorded."""
    waiting = await asyncio.to_thread(_waiting, desk)
    fetched = await asyncio.gather(*(_fetch(http, row.url) for row in waiting))
    for row, answer in zip(waiting, fetched, strict=True):
        await asyncio.to_thread(_keep, desk, row.id, answer)
    return sum(isinstance(a, Fetched) for a in fetched)


def _waiting(desk: Desk) -> list[Snapshot]:
    with desk.database.read() as session:
        query = (
            select(Snapshot)
            .where(
                Snapshot.office_id == desk.database.office_id,
                Snapshot.state == "waiting",
                col(Snapshot.next_attempt_at) <= desk.now(),
            )
            .limit(_AT_ONCE)
        )
        return list(session.exec(query))


async def _fetch(http: HttpClient, url: str) -> Fetched | OutsideError:
    try:
        return await fetch_page(http, url)
    except OutsideError as error:
        return error


def _keep(desk: Desk, snapshot_id: int, answer: Fetched | OutsideError) -> None:
    with desk.database.write() as tx:
        work = Work(tx, desk.book, desk.now())
        row = tx.session.get_one(Snapshot, snapshot_id)
        if row.state != "waiting":
            return
        row.attempts += 1
        if isinstance(answer, Fetched):
            row.state, row.fetched_at = "kept", work.now
            row.sha256 = hashlib.sha256(answer.body).hexdigest()
            row.content_type, row.body = answer.content_type, zlib.compress(answer.body, 6)
            work.audit("snapshot.kept", f"snapshot/{row.id}", case=row.case_id, sha256=row.sha256)
        else:
            row.error = str(answer)
            if answer.permanent or row.attempts >= _TRIES:
                row.state = "unreachable"
                work.audit(
                    "snapshot.unreachable", f"snapshot/{row.id}", case=row.case_id, attempts=row.attempts
                )
            else:
                row.next_attempt_at = work.now + timedelta(minutes=5 * 2**row.attempts)
        tx.session.add(row)

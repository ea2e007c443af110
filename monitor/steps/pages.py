"""Keeping pages as evidence: the bytes as received, compressed, with their SHA-256."""

from __future__ import annotations

import asyncio
import hashlib
import logging
import zlib
from collections.abc import Sequence
from datetime import timedelta
from typing import TypeVar

from sqlmodel import Session, col, select

from monitor.collectors.http import Fetched, HttpClient, fetch_page
from monitor.errors import NotFound, OutsideError, StoreError
from monitor.steps.desk import Desk, Work
from monitor.store.columns import spelled
from monitor.store.policy_tables import PolicyPage
from monitor.store.service_tables import KeptPage
from monitor.store.tables import Snapshot

log = logging.getLogger(__name__)
_TRIES = 4
_AT_ONCE = 20
_Page = Snapshot | PolicyPage
P = TypeVar("P", Snapshot, PolicyPage)


async def keep_pages(desk: Desk, http: HttpClient) -> int:
    """Fetch and keep the pages that wait; one that cannot be reached is tried a few times, then so recorded."""
    waiting = await asyncio.to_thread(_waiting, desk)
    fetched = await asyncio.gather(*(_fetch(http, row.url) for row in waiting))
    for row, answer in zip(waiting, fetched, strict=True):
        await asyncio.to_thread(_keep, desk, row, answer)
    return sum(isinstance(a, Fetched) for a in fetched)


def _waiting(desk: Desk) -> list[_Page]:
    with desk.database.read() as session:
        return [*_due(session, desk, Snapshot), *_due(session, desk, PolicyPage)]


def _due(session: Session, desk: Desk, table: type[P]) -> Sequence[P]:
    query = select(table).where(
        table.office_id == desk.database.office_id,
        col(table.state) == spelled("waiting"),
        col(table.next_attempt_at) <= desk.now(),
    )
    return session.exec(query.limit(_AT_ONCE)).all()


async def _fetch(http: HttpClient, url: str) -> Fetched | OutsideError:
    try:
        return await fetch_page(http, url)
    except OutsideError as error:
        return error


def _keep(desk: Desk, waiting: _Page, answer: Fetched | OutsideError) -> None:
    with desk.database.write() as tx:
        work = Work(tx, desk.book, desk.now())
        session = tx.session
        row: _Page = (
            session.get_one(Snapshot, waiting.id)
            if isinstance(waiting, Snapshot)
            else session.get_one(PolicyPage, waiting.id)
        )
        if row.state != "waiting":
            return
        row.attempts += 1
        act, about = _told_of(row)
        if isinstance(answer, Fetched):
            row.state, row.fetched_at = "kept", work.now
            row.sha256 = hashlib.sha256(answer.body).hexdigest()
            row.content_type, row.body = answer.content_type, zlib.compress(answer.body, 6)
            work.audit(f"{act}.kept", f"{act}/{row.id}", sha256=row.sha256, **about)
        else:
            row.error = str(answer)
            if answer.permanent or row.attempts >= _TRIES:
                row.state = "unreachable"
                work.audit(f"{act}.unreachable", f"{act}/{row.id}", attempts=row.attempts, **about)
            else:
                row.next_attempt_at = work.now + timedelta(minutes=5 * 2**row.attempts)
        tx.session.add(row)


def _told_of(row: _Page) -> tuple[str, dict[str, int]]:
    """What the audit calls a page, and what the page belongs to."""
    if isinstance(row, Snapshot):
        return "snapshot", {"case": row.case_id}
    return "policy_page", {"interpretation": row.interpretation_id}


def kept_bytes(row: KeptPage | None) -> bytes:
    """A kept page as it was received. Raises NotFound, and StoreError for one that is no longer what was kept."""
    if row is None or row.body is None:
        raise NotFound("没有这份网页留存")
    body = zlib.decompress(row.body)
    if hashlib.sha256(body).hexdigest() != row.sha256:
        raise StoreError("留存内容与其 SHA-256 不符，请报告管理员")
    return body

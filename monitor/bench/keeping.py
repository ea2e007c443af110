"""Benchmarks of what is kept: search, digest, audit."""

from __future__ import annotations

import random
import statistics
from collections.abc import Iterator
from datetime import datetime, timedelta

from monitor.bench.measure import (
    Figures,
    Sizes,
    median_seconds,
    percentile,
    scratch_program,
    seconds_of,
)
from monitor.bench.stock import fill_items
from monitor.bench.texts import SEED, disasters
from monitor.clock import SHANGHAI, Clock, real_now
from monitor.item import Item
from monitor.reports.render import render
from monitor.steps.digest import due_at, make_digest
from monitor.store.audit_log import verify_database
from monitor.store.search import search_ids
from monitor.store.service import AuditFilter, audit_records
from monitor.wiring import Program


def search(sizes: Sizes) -> Figures:
    """Finding the newest fifty items that hold one or two words of two to four characters."""
    count = sizes.items or 20_000
    with scratch_program(sizes) as built:
        pool = fill_items(built, count, real_now())
        queries = list(_queries(pool, sizes.rounds or 200))
        times = [_search_once(built, q) for q in queries]
    return {
        "items": count,
        "queries": len(queries),
        "p50_ms": round(statistics.median(times) * 1000, 2),
        "p95_ms": round(percentile(times, 0.95) * 1000, 2),
    }


def _queries(pool: list[Item], count: int) -> Iterator[str]:
    rng = random.Random(SEED)
    for number in range(count):
        text = rng.choice(pool).text
        words = [_piece(rng, text) for _ in range(1 + number % 2)]
        yield " ".join(words)


def _piece(rng: random.Random, text: str) -> str:
    length = rng.randint(2, 4)
    start = rng.randrange(max(1, len(text) - length))
    return text[start : start + length]


def _search_once(built: Program, query: str) -> float:
    def find() -> object:
        with built.database.read() as session:
            return search_ids(session, query, office_id=built.database.office_id)

    return seconds_of(find)


def digest(sizes: Sizes) -> Figures:
    """Making the digest of a day that saw ``items`` items and some grave cases, as HTML."""
    count = sizes.items or 20_000
    day = real_now().astimezone(SHANGHAI).date()
    clock = Clock(real_now(), 0.0)
    with scratch_program(sizes, clock) as built:
        end = due_at(built.book, day)
        inside = end - timedelta(minutes=30)
        fill_items(built, count, inside)
        _open_disasters(built, inside)
        seconds = median_seconds(lambda: render(make_digest(built.desk, day), "html"), sizes.rounds or 5)
    return {"items": count, "seconds": round(seconds, 3)}


def _open_disasters(built: Program, at: datetime) -> None:
    early = Program(built.settings, Clock(at, 0.0))
    try:
        early.ingester.ingest(disasters(20, at))
    finally:
        early.close()


def audit(sizes: Sizes) -> Figures:
    """Verifying a chain from its first record, and finding what somebody did who did nothing."""
    count = sizes.records or 50_000
    with scratch_program(sizes) as built:
        now = real_now()
        for start in range(0, count, 500):
            with built.database.write() as tx:
                for number in range(start, min(start + 500, count)):
                    tx.record(
                        "system", "item.stored", f"item/{number}", at=now, key=f"{number:064x}", revision=1
                    )
        verdicts = []
        seconds = median_seconds(lambda: verdicts.append(verify_database(built.database)), sizes.rounds or 3)
        person = median_seconds(lambda: _records_of(built, "nobody"), 20)
    assert all(v.ok for v in verdicts), verdicts[0].reason
    return {
        "records": verdicts[0].records,
        "verify_s": round(seconds, 3),
        "by_person_ms": round(person * 1000, 3),
    }


def _records_of(built: Program, actor: str) -> None:
    """The page of what one person did."""
    with built.database.read() as session:
        audit_records(session, built.database.office_id, AuditFilter(actor=actor))

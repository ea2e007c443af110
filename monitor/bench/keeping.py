"""Benchmarks of what is kept: deadlines, search, digest, audit."""

from __future__ import annotations

import random
import statistics
from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any

from sqlmodel import insert

from monitor.bench.measure import (
    Figures,
    Sizes,
    kind_of,
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
from monitor.steps.desk import Work, keep_rule_book
from monitor.steps.digest import due_at, make_digest
from monitor.steps.watch import WatchTally, notice_passed, watch
from monitor.store.audit_log import verify_database
from monitor.store.search import search_ids
from monitor.store.tables import CaseFile, ClockStart, Deadline, ItemRecord, LadderStep
from monitor.wiring import Program

_AT_ONCE = 10_000
_FAR = timedelta(days=20)


def deadlines(sizes: Sizes) -> Figures:
    """One sweep over many open deadlines: when nothing is due, and when some hundreds fall due at once."""
    count, due = sizes.open or 100_000, sizes.due or 500
    with scratch_program(sizes) as built:
        now = real_now()
        _open_cases(built, count, now)
        watch(built.desk)
        idle = median_seconds(lambda: watch(built.desk), sizes.rounds or 50)
        _open_cases(built, due, now - timedelta(hours=48) - _FAR, first=count)
        done: list[int] = []
        noticed = seconds_of(lambda: notice_passed(built.desk, WatchTally()))
        escalated = noticed + seconds_of(lambda: done.append(watch(built.desk).escalations))
    return {
        "open": count,
        "idle_sweep_ms": round(idle * 1000, 3),
        "due": due,
        "escalations": done[0],
        "noticed_s": round(noticed, 3),
        "escalated_s": round(escalated, 3),
        "database": kind_of(built),
    }


def _open_cases(built: Program, count: int, now: datetime, *, first: int = 0) -> None:
    """Cases whose response is due ``_FAR`` and 48 hours from ``now``, each with one rung waiting at its deadline."""
    with built.database.write() as tx:
        keep_rule_book(Work(tx, built.book, now))
        tx.session.execute(insert(ItemRecord), [_item(first + 1, built.database.office_id, now)])
    for start in range(first, first + count, _AT_ONCE):
        numbers = range(start + 1, min(start + _AT_ONCE, first + count) + 1)
        with built.database.write() as tx:
            for table, make in (
                (CaseFile, _case),
                (ClockStart, _start),
                (Deadline, _deadline),
                (LadderStep, _rung),
            ):
                rows = [make(n, built, now, first + 1) for n in numbers]
                tx.session.execute(insert(table), rows)


def _item(ident: int, office: str, now: datetime) -> dict[str, Any]:
    return {
        "id": ident,
        "office_id": office,
        "external_id": f"stock-{ident}",
        "source_kind": "forum",
        "title": "",
        "text": "",
        "raw_title": "",
        "raw_text": "",
        "date_only": False,
        "collected_at": now,
        "ingested_at": now,
        "content_hash": "",
        "revision": 1,
        "historical": False,
        "relevant": True,
        "category": "",
        "category_uncertain": False,
    }


def _case(number: int, built: Program, now: datetime, item: int) -> dict[str, Any]:
    return {
        "id": number,
        "office_id": built.database.office_id,
        "year": 2000,
        "seq": number,
        "number": f"舆〔2000〕{number}号",
        "title": "小区供暖不热",
        "item_id": item,
        "opened_by_rule": "bench",
        "state": "open",
        "verification": "verified",
        "severity_provisional": False,
        "category": "城乡建设",
        "disposition_confirmed": False,
        "co_organs": [],
        "regions": [],
        "flags": [],
        "proposed_at": now,
        "opened_at": now,
        "rule_version": built.book.version,
    }


def _start(number: int, _built: Program, now: datetime, _item: int) -> dict[str, Any]:
    return {
        "id": number,
        "case_id": number,
        "evidence": "published",
        "start_at": now + _FAR,
        "bare_date": False,
        "confirmed": False,
        "note": "",
        "recorded_at": now,
    }


def _deadline(number: int, built: Program, now: datetime, _item: int) -> dict[str, Any]:
    milestone = built.book.sla.milestone("response")
    assert milestone is not None, "the sample rules have it"
    return {
        "id": number,
        "office_id": built.database.office_id,
        "case_id": number,
        "kind": "response",
        "rule": "response",
        "rule_version": built.book.version,
        "basis": milestone.basis,
        "clock_start_id": number,
        "start_at": now + _FAR,
        "start_evidence": "published",
        "time_pending": False,
        "due_at": now + _FAR + milestone.within,
        "cycle": 0,
        "public": True,
        "past_at_cause": False,
        "ladder": [],
        "state": "open",
        "recorded_at": now,
    }


def _rung(number: int, built: Program, now: datetime, _: int) -> dict[str, Any]:
    rung = next(r for r in built.book.sla.ladders["ordinary"] if r.id == "due")
    due = now + _FAR + timedelta(hours=48)
    return {
        "id": number,
        "office_id": built.database.office_id,
        "case_id": number,
        "deadline_id": number,
        "key": f"d{number}:due",
        "rung": rung.model_dump(mode="json", exclude_none=True),
        "planted_at": now,
        "due_at": due,
        "next_at": due,
        "state": "waiting",
        "outcome": "",
        "unverified": False,
    }


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
    """Verifying a chain from its first record."""
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
    assert all(v.ok for v in verdicts), verdicts[0].reason
    return {"records": verdicts[0].records, "verify_s": round(seconds, 3)}

"""Benchmark of the clocks: how soon many open deadlines are noticed, and what a look at them costs."""

from __future__ import annotations

import time
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Insert, String, cast, literal
from sqlmodel import SQLModel, delete, insert, select

from monitor.bench.measure import Figures, Sizes, kind_of, median_seconds, scratch_program, seconds_of
from monitor.clock import real_now
from monitor.scheduler import Metronome
from monitor.service import Rounds
from monitor.sla.lateness import Spread
from monitor.steps.desk import Work, keep_rule_book
from monitor.steps.watch import WatchTally, notice_passed, watch
from monitor.store.lateness import spreads
from monitor.store.tables import CaseFile, ClockStart, Deadline, ItemRecord, LadderStep, Lateness
from monitor.wiring import Program

FAR = timedelta(days=20)
_RUNNING = 40
_APART = timedelta(milliseconds=130)
"""Deadlines that fall due one after another while the service runs; not in step with its beat of a second."""


def deadlines(sizes: Sizes) -> Figures:
    """Sweeps over many open deadlines: when nothing is due, when some hundreds fall due at once, and in the running
    service one after another."""
    count, due = sizes.open or 100_000, sizes.due or 500
    with scratch_program(sizes) as built:
        now = real_now()
        open_cases(built, count, now)
        _know_sizes(built)
        watch(built.desk)
        idle = median_seconds(lambda: watch(built.desk), sizes.rounds or 50)
        open_cases(built, due, now - timedelta(hours=48) - FAR, first=count)
        done: list[int] = []
        noticed = seconds_of(lambda: notice_passed(built.desk, WatchTally()))
        escalated = noticed + seconds_of(lambda: done.append(watch(built.desk).escalations))
        lateness = _one_by_one(built, count + due)
    return {
        "open": count,
        "idle_sweep_ms": round(idle * 1000, 3),
        "due": due,
        "escalations": done[0],
        "noticed_s": round(noticed, 3),
        "escalated_s": round(escalated, 3),
        **lateness,
        "database": kind_of(built),
    }


def _know_sizes(built: Program) -> None:
    """PostgreSQL looks over its new rows by itself in the minutes after; not while being timed. SQLite never does."""
    if not built.database.is_sqlite:
        connect = built.database.engine.connect().execution_options(isolation_level="AUTOCOMMIT")
        with connect as connection:
            connection.exec_driver_sql("VACUUM ANALYZE")


def _one_by_one(built: Program, first: int) -> Figures:
    """How late the watch and the delivery are (milliseconds) for deadlines that fall due while they run."""
    built.courier.deliver()  # what fell due at once is out of the way
    with built.database.write() as tx:
        tx.session.execute(delete(Lateness))
    begins = real_now() + timedelta(seconds=3)
    for number in range(_RUNNING):
        due_at = begins + number * _APART
        open_cases(built, 1, due_at - timedelta(hours=48) - FAR, first=first + number)
    metronome = Metronome(Rounds(built), ("watch", "deliver"))
    metronome.start()
    try:
        time.sleep((begins + _RUNNING * _APART - real_now()).total_seconds() + 3)
    finally:
        metronome.stop()
    with built.database.read() as session:
        found = spreads(session, built.database.office_id)
    none = Spread({}, 0, 0)
    noticed, sent = found.get("deadline", none), found.get("whole", none)
    return {
        "running": noticed.total,
        "due_to_noticed_mean_ms": round(noticed.sum_ms / max(1, noticed.total), 1),
        "due_to_noticed_max_ms": noticed.max_ms,
        "due_to_sent_mean_ms": round(sent.sum_ms / max(1, sent.total), 1),
        "due_to_sent_max_ms": sent.max_ms,
    }


def open_cases(built: Program, count: int, now: datetime, *, first: int = 0) -> None:
    """Cases whose response is due ``FAR`` and 48 hours from ``now``, each with one rung waiting at its deadline."""
    with built.database.write() as tx:
        keep_rule_book(Work(tx, built.book, now))
        tx.session.execute(insert(ItemRecord), [_item(first + 1, built.database.office_id, now)])
        number = _numbers(first + 1, first + count)
        for table, row in (
            (CaseFile, _case(number, built, now, first + 1)),
            (ClockStart, _start(number, now)),
            (Deadline, _deadline(number, built, now)),
            (LadderStep, _rung(number, built, now)),
        ):
            tx.session.execute(_one_of_each(table, row))


def _numbers(first: int, last: int) -> ColumnElement[int]:
    """Counts from ``first`` to ``last`` inside the database: a million rows sent one by one take minutes."""
    counted = select(literal(first).label("number")).cte("numbers", recursive=True)
    more = select(counted.c.number + 1).where(counted.c.number < last)
    return counted.union_all(more).c.number


def _one_of_each(table: type[SQLModel], row: dict[str, Any]) -> Insert:
    """One row for every number; what does not depend on the number is the same in all."""
    types = table.__table__.columns  # type: ignore[attr-defined]  # SQLModel does not declare it
    values = [
        value if isinstance(value, ColumnElement) else literal(value, types[name].type)
        for name, value in row.items()
    ]
    return insert(table).from_select(list(row), select(*values))


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


def _case(number: ColumnElement[int], built: Program, now: datetime, item: int) -> dict[str, Any]:
    return {
        "id": number,
        "office_id": built.database.office_id,
        "year": 2000,
        "seq": number,
        "number": literal("舆〔2000〕") + cast(number, String) + "号",
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


def _start(number: ColumnElement[int], now: datetime) -> dict[str, Any]:
    return {
        "id": number,
        "case_id": number,
        "evidence": "published",
        "start_at": now + FAR,
        "bare_date": False,
        "confirmed": False,
        "note": "",
        "recorded_at": now,
    }


def _deadline(number: ColumnElement[int], built: Program, now: datetime) -> dict[str, Any]:
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
        "start_at": now + FAR,
        "start_evidence": "published",
        "time_pending": False,
        "due_at": now + FAR + milestone.within,
        "cycle": 0,
        "public": True,
        "past_at_cause": False,
        "ladder": [],
        "state": "open",
        "recorded_at": now,
    }


def _rung(number: ColumnElement[int], built: Program, now: datetime) -> dict[str, Any]:
    rung = next(r for r in built.book.sla.ladders["ordinary"] if r.id == "due")
    due = now + FAR + timedelta(hours=48)
    return {
        "id": number,
        "office_id": built.database.office_id,
        "case_id": number,
        "deadline_id": number,
        "key": literal("d") + cast(number, String) + ":due",
        "rung": rung.model_dump(mode="json", exclude_none=True),
        "planted_at": now,
        "due_at": due,
        "next_at": due,
        "state": "waiting",
        "outcome": "",
        "unverified": False,
    }

"""Benchmark of an office that has worked for two years: the figures, the board and the lists that people open."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta

from sqlalchemy import literal
from sqlalchemy import select as core_select
from sqlmodel import Session, col, func, insert, select, update

from monitor.bench.deadlines import FAR, open_cases
from monitor.bench.measure import Figures, Sizes, kind_of, median_seconds, scratch_program
from monitor.bench.stock import fill_items
from monitor.clock import SHANGHAI, real_now
from monitor.store.board import read_board
from monitor.store.figures import timeliness_rows
from monitor.store.listings import CaseFilter, ItemFilter, find_cases, find_items
from monitor.store.tables import CaseFile, Deadline, DeadlineChange
from monitor.wiring import Program

_YEARS = timedelta(days=730)
_BATCHES = 100
_OPEN = 40
"""One case in so many is still open."""


def grown(sizes: Sizes) -> Figures:
    """How long it takes to read the pages of an office with ``items`` items and ``records`` cases of two years."""
    count, cases = sizes.items or 20_000, sizes.records or 2_000
    now = real_now()
    with scratch_program(sizes) as built:
        each = max(1, cases // _BATCHES)
        for first in range(0, cases, each):
            clock = now - _YEARS + _YEARS * (first / cases)
            open_cases(built, min(each, cases - first), clock - FAR, first=first)
        _answer(built)
        # Behind the items of the cases, and at the first of an event of five.
        fill_items(built, count, now, start=5 * (cases // 5 + each))
        day = now.astimezone(SHANGHAI).date()
        works: dict[str, Callable[[Session], object]] = {
            "month_ms": lambda s: _figures(built, s, day - timedelta(days=30), day),
            "years_ms": lambda s: _figures(built, s, day - _YEARS, day),
            "board_ms": lambda s: read_board(s, built.database.office_id, now),
            "cases_page_ms": lambda s: find_cases(s, built.database.office_id, CaseFilter(state="closed")),
            "items_page_ms": lambda s: find_items(s, built.database.office_id, ItemFilter(relevant=True)),
        }
        with built.database.read() as session:
            running = session.exec(select(func.count()).where(CaseFile.state == "open")).one()
        return {
            "items": count,
            "cases": cases,
            "open": running,
            **{name: _milliseconds(built, work, sizes.rounds or 5) for name, work in works.items()},
            "database": kind_of(built),
        }


def _answer(built: Program) -> None:
    """Most cases were answered as soon as they became known, and closed."""
    answered = col(Deadline.case_id) % _OPEN != 0
    settled = col(Deadline.start_at)
    met = core_select(col(Deadline.id), literal("met"), settled, literal(""), settled).where(answered)
    with built.database.write() as tx:
        names = ["deadline_id", "state", "settled_at", "reason", "recorded_at"]
        tx.session.execute(insert(DeadlineChange).from_select(names, met))
        tx.session.execute(update(Deadline).where(answered).values(state="met", settled_at=settled))
        tx.session.execute(update(CaseFile).where(col(CaseFile.id) % _OPEN != 0).values(state="closed"))


def _figures(built: Program, session: Session, from_: date, to: date) -> None:
    office, now = built.database.office_id, built.clock.now()
    timeliness_rows(session, office, from_=from_, to=to, by="organ", as_of=None, now=now)


def _milliseconds(built: Program, work: Callable[[Session], object], rounds: int) -> float:
    def read() -> None:
        with built.database.read() as session:
            work(session)

    return round(median_seconds(read, rounds) * 1000, 1)

"""Benchmark of the index of spreading: a period's figures and one case's, over a store of items."""

from __future__ import annotations

import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from hashlib import sha256

from sqlmodel import col, select, update

from monitor.bench.measure import Figures, Sizes, kind_of, median_seconds, scratch_program
from monitor.bench.stock import fill_items
from monitor.bench.texts import disasters
from monitor.clock import SHANGHAI, Clock, real_now
from monitor.item import Item
from monitor.sla.spreading import tabulate
from monitor.steps.desk import Work
from monitor.steps.publications import Publication, record
from monitor.steps.spreading import measured, publications_in, spreads_in, spreads_of_case
from monitor.store.tables import CaseFile, Snapshot
from monitor.wiring import Program

_CASES, _DAYS, _PAGE = 50, 3, 100
_WORDS = (
    "接报后，{n}号队第一时间赶赴现场，{n}号指挥部已成立，{n}名伤者送医救治，{n}号专班负责善后工作。"
    "责任人已被{n}号令依法控制，起火原因由{n}号调查组正在查明，调查结果将于{n}小时内向社会公布，热线{n}受理线索。"
)


def spreading(sizes: Sizes) -> Figures:
    """How long it takes to tell how far each publication was carried, among ``items`` items of three and a half days."""
    count, cases = sizes.items or 20_000, sizes.records or _CASES
    now = real_now()
    with scratch_program(sizes, Clock(now, 0.0)) as built:
        _publish(built, cases, now - timedelta(days=_DAYS, hours=1))
        # The stock brings numbers of its own, far above those that the database has given so far.
        fill_items(built, count, now, start=20 * cases)
        first, last = (now - timedelta(days=30)).astimezone(SHANGHAI).date(), now.astimezone(SHANGHAI).date()
        rounds, book = sizes.rounds or 3, built.book
        with built.database.read() as session:
            [row] = tabulate(spreads_in(session, book, first, last, now), None)
            period = median_seconds(lambda: spreads_in(session, book, first, last, now), rounds)
            listed = publications_in(session, book, first, last, now)
            page = median_seconds(lambda: measured(session, book, listed[:_PAGE], now), rounds)
            case = session.exec(select(CaseFile.id)).first() or 0
            one = median_seconds(lambda: spreads_of_case(session, book, case, now), rounds)
        return {
            "items": count,
            "publications": row["total"],
            "carried": row["carried"],
            "carriers": row["items"],
            "period_s": round(period, 3),
            "page_s": round(page, 3),
            "case_s": round(one, 3),
            "database": kind_of(built),
        }


def _publish(built: Program, cases: int, at: datetime) -> None:
    """Matters with one response each, its page kept, and a copy and a quotation of each hours later."""
    with _at(built, at - timedelta(hours=2)) as early:
        early.ingester.ingest(disasters(cases, at - timedelta(hours=2)))
    with built.database.write() as tx:
        work = Work(tx, built.book, at, "zhang")
        for case in tx.session.exec(select(CaseFile).order_by(col(CaseFile.id))).all():
            url = f"https://example.org/{case.id}.html"
            record(work, case, Publication("response", at, url, published_by=case.organ or ""))
            body = f"<title>{case.title}通报</title><div id=zoom><p>{_words(case)}</p></div>".encode()
            kept = {"state": "kept", "fetched_at": at, "sha256": sha256(body).hexdigest()}
            tx.session.flush()
            page = update(Snapshot).where(col(Snapshot.case_id) == case.id, col(Snapshot.url) == url)
            tx.session.execute(page.values(**kept, body=zlib.compress(body)))
    with built.database.read() as session:
        known = list(session.exec(select(CaseFile)))
    with _at(built, at + timedelta(hours=3)) as later:
        later.ingester.ingest([item for case in known for item in _carriers(case, at + timedelta(hours=3))])


def _words(case: CaseFile) -> str:
    return case.title + _WORDS.format(n=1000 + 7 * case.id)


def _carriers(case: CaseFile, at: datetime) -> Iterator[Item]:
    yield Item(
        f"copy-{case.id}",
        f"{case.title}通报",
        _words(case),
        source="晚报",
        source_kind="local_media",
        published_at=at,
    )
    quoted = f"{case.organ}说，{_words(case)[-60:]}大家怎么看？"
    yield Item(
        f"quote-{case.id}",
        "",
        quoted,
        source="微博",
        source_kind="social",
        author=f"网友{case.id}",
        published_at=at,
    )


@contextmanager
def _at(built: Program, moment: datetime) -> Iterator[Program]:
    """The same office at another time."""
    program = Program(built.settings, Clock(moment, 0.0))
    program.__dict__["classifier"] = built.classifier
    try:
        yield program
    finally:
        program.close()

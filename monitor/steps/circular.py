"""The circular of a period, as things stood at one moment by what had been recorded."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, datetime

from sqlmodel import Session, col, select

from monitor.clock import as_known
from monitor.errors import Refused
from monitor.reports.circular import Circular, Fault, Proof
from monitor.reports.packing import shortened
from monitor.sla.league import league
from monitor.sla.rules import KIND_LABELS
from monitor.sla.spreading import Spread, tabulate
from monitor.sla.timeliness import UNNAMED, Standing, outcome
from monitor.sla.timeliness_table import Row
from monitor.steps.desk import Desk
from monitor.steps.policies import listed
from monitor.steps.spreading import MANY, spreads_in, takes_long
from monitor.store.audit_log import head_at
from monitor.store.figures import By, counted_in, facts_as_of, timeliness_by
from monitor.store.interpreting_figures import interpreting_rows
from monitor.store.portions import portions
from monitor.store.tables import CaseFile
from monitor.text.mask import mask


def make_circular(
    desk: Desk, from_: date, to: date, *, as_of: datetime | None = None, whole: bool = True
) -> Circular:
    """The circular of the policy clocks that started on the days ``from_`` to ``to``; twice the same for one ``as_of``.

    A moment to come is taken as now: the circular would else name organs for what they may still answer, and say that
    reckoning it again gives the same. Unless it is to be ``whole`` spreading is left out, and said to be, where measuring it
    would keep a reader waiting. Raises Refused for a period that ends before it begins.
    """
    if to < from_:
        raise Refused("截止日期不能早于起始日期")
    moment = as_known(as_of, desk.now())
    office, book = desk.database.office_id, desk.book
    with desk.database.read() as session:
        counted = counted_in(session, office, from_, to, moment)

        def rows(by: By | None) -> list[Row]:
            return timeliness_by(session, counted, moment, by=by)

        seq, digest = head_at(session, office, moment)
        left = not whole and takes_long(session, book, from_, to, moment)
        spreads = [] if left else spreads_in(session, book, from_, to, moment)
        return Circular(
            office=book.office.name,
            from_=from_,
            to=to,
            whole=rows(None)[0],
            league=league(rows("organ"), ranked_from=book.office.circular.ranked_from),
            severities=rows("severity"),
            faults=_faults(session, counted, moment),
            ranked_from=book.office.circular.ranked_from,
            proof=Proof(moment, book.version, seq, digest),
            interpreting=interpreting_rows(
                session, office, listed(book), from_=from_, to=to, by="organ", as_of=moment, now=moment
            ),
            spreading=_spreading(spreads),
            spreading_left=MANY if left else 0,
        )


def _spreading(spreads: Sequence[Spread]) -> list[Row]:
    """How far what was published was carried, by organ; nothing while nothing of it can be told yet."""
    return tabulate(spreads, "organ") if any(one.standing != "running" for one in spreads) else []


def _faults(session: Session, counted: Sequence[Standing], moment: datetime) -> Sequence[Fault]:
    """What was late or is unanswered, the longest over first."""
    found = [row for row in counted if outcome(row, moment).verdict in ("late", "unanswered")]
    return sorted(_faults_of(session, found, moment), key=lambda f: (-f.late_by, f.number))


def _faults_of(session: Session, rows: Sequence[Standing], moment: datetime) -> Iterator[Fault]:
    ids = sorted({r.fact.case_id for r in rows})
    files = {
        c.id: c
        for part in portions(ids)
        for c in session.exec(select(CaseFile).where(col(CaseFile.id).in_(part)))
    }
    organs = facts_as_of(session, ids, "organ", moment)
    for row in rows:
        file = files[row.fact.case_id]
        organ = organs.get(row.fact.case_id)
        yield Fault(
            number=file.number,
            title=shortened(mask(file.title), 60),
            organ="" if organ in (None, UNNAMED) else str(organ),
            kind=KIND_LABELS.get(row.kind, row.kind),
            basis=row.fact.basis,
            due_at=row.due_at,
            settled_at=row.settled_at,
            late_by=(row.settled_at or moment) - row.due_at,
        )

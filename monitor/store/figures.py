"""Reading what the timeliness figures rest on, as it was recorded by a given moment."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from datetime import date, datetime, time, timedelta
from typing import Any, Literal

from sqlalchemy import ColumnElement
from sqlalchemy import select as core_select
from sqlmodel import Session, col, func, select

from monitor.clock import SHANGHAI
from monitor.sla.timeliness import (
    COUNTED_KINDS,
    UNNAMED,
    Change,
    DeadlineFact,
    Outcome,
    Standing,
    counted,
    in_period,
    outcome,
    proof_of,
    standing,
)
from monitor.sla.timeliness_table import Row, tabulate
from monitor.store.portions import AT_ONCE, portions
from monitor.store.proof_tables import ReleaseCheck, ReleaseFinding
from monitor.store.tables import CaseAct, CaseFact, CaseFile, Deadline, DeadlineChange, ItemRecord, WorkOrder

By = Literal["organ", "category", "severity"]
ORDER_LIMIT = timedelta(hours=48)
"""What work orders are compared with; their channels have terms of their own, so this is no policy figure."""


def timeliness_rows(
    session: Session,
    office_id: str,
    *,
    from_: date,
    to: date,
    by: By | None,
    as_of: datetime | None,
    now: datetime,
) -> list[Row]:
    """The timeliness of the policy's own deadlines whose clock started on the days ``from_`` to ``to``.

    Only what was recorded by ``as_of`` (else ``now``) is used. Historical material is left out.
    """
    moment = as_of or now
    return timeliness_by(session, counted_in(session, office_id, from_, to, moment), moment, by=by)


def counted_in(session: Session, office_id: str, from_: date, to: date, as_of: datetime) -> list[Standing]:
    """The deadlines that appraisal counts of those whose clock started on these days, each as it stood at ``as_of``."""
    standings = counted_deadlines(session, cases_started(session, office_id, from_, to), as_of)
    return [s for s in standings if in_period(s.fact.start_at, from_, to)]


def timeliness_by(
    session: Session, standings: Sequence[Standing], as_of: datetime, *, by: By | None
) -> list[Row]:
    """What counted deadlines come to, by a value that their cases had at ``as_of``."""
    cases = sorted({s.fact.case_id for s in standings})
    keys = facts_as_of(session, cases, by, as_of) if by else {}
    found = (outcome(s, as_of, key=str(keys.get(s.fact.case_id) or UNNAMED)) for s in standings)
    return tabulate(found, grouped=by is not None)


def work_order_rows(
    session: Session,
    office_id: str,
    *,
    from_: date,
    to: date,
    by: By | None,
    as_of: datetime | None,
    now: datetime,
) -> list[Row]:
    """The same columns over work orders (工单) against 48 hours, for comparison only; history is included."""
    moment = as_of or now
    start, end = day_span(from_, to)
    query = select(WorkOrder).where(
        WorkOrder.office_id == office_id,
        WorkOrder.received_at >= start,
        WorkOrder.received_at < end,
        WorkOrder.recorded_at <= moment,
    )
    rows = session.exec(query.execution_options(yield_per=AT_ONCE))
    return tabulate((_order_outcome(row, by, moment) for row in rows), grouped=by is not None)


def _order_outcome(row: WorkOrder, by: By | None, moment: datetime) -> Outcome:
    key = {"organ": row.organ, "category": row.category}.get(by or "") or UNNAMED
    due = row.received_at + ORDER_LIMIT
    known = row.replied_at is not None and (row.reply_recorded_at or row.recorded_at) <= moment
    if row.replied_at is None or not known:
        return Outcome(key, "unanswered" if moment > due else "running")
    seconds = max(0, int((row.replied_at - row.received_at).total_seconds()))
    return Outcome(key, "met" if row.replied_at <= due else "late", seconds)


def day_span(from_: date, to: date) -> tuple[datetime, datetime]:
    """The moments ``[start, end)`` of whole days in Shanghai, ``to`` included."""
    start = datetime.combine(from_, time(), SHANGHAI)
    return start, datetime.combine(to, time(), SHANGHAI) + timedelta(days=1)


def cases_started(session: Session, office_id: str, from_: date, to: date) -> list[int]:
    """The live cases that have any policy clock which started on these days."""
    start, end = day_span(from_, to)
    query = (
        select(Deadline.case_id)
        .join(CaseFile, col(CaseFile.id) == Deadline.case_id)
        .join(ItemRecord, col(ItemRecord.id) == CaseFile.item_id)
        .where(
            Deadline.office_id == office_id,
            Deadline.start_at >= start,
            Deadline.start_at < end,
            col(Deadline.kind).in_(COUNTED_KINDS),
            col(Deadline.public).is_(True),
            col(ItemRecord.historical).is_(False),
        )
        .distinct()
    )
    return sorted(session.exec(query))


def counted_deadlines(session: Session, cases: Sequence[int], as_of: datetime) -> list[Standing]:
    """Of these cases the deadlines that appraisal counts, each as it stood at ``as_of``."""
    return [row for part in portions(cases) for row in counted(_facts(session, part, as_of), as_of)]


def public_deadlines(session: Session, case_id: int, as_of: datetime) -> list[Standing]:
    """Every policy deadline of a case, each as it stood at ``as_of``."""
    found = (standing(fact, as_of) for fact in _facts(session, [case_id], as_of))
    return [row for row in found if row is not None]


_READ = (
    *("id", "case_id", "kind", "rule", "start_at", "start_evidence", "due_at", "recorded_at"),
    *("basis", "time_pending", "past_at_cause", "counts", "cause_at"),
)


def _policy_clocks(cases: Sequence[int]) -> tuple[ColumnElement[bool], ...]:
    return (
        col(Deadline.case_id).in_(cases),
        col(Deadline.kind).in_(COUNTED_KINDS),
        col(Deadline.public).is_(True),
    )


def _facts(session: Session, cases: Sequence[int], as_of: datetime) -> Iterator[DeadlineFact]:
    # Columns and not records: a year's figures are made of tens of thousands, and of a record its ladder is the most.
    query = core_select(*(getattr(Deadline, name) for name in _READ)).where(
        *_policy_clocks(cases), col(Deadline.recorded_at) <= as_of
    )
    rows = session.execute(query.order_by(col(Deadline.id))).all()
    changes = _changes(session, cases, as_of)
    for row in rows:
        yield DeadlineFact(
            case_id=row.case_id,
            kind=row.kind,
            rule=row.rule,
            start_at=row.start_at,
            start_evidence=row.start_evidence,
            due_at=row.due_at,
            recorded_at=row.recorded_at,
            changes=(changes[row.id],) if row.id in changes else (),
            basis=row.basis,
            time_pending=row.time_pending,
            past_at_upgrade=row.past_at_cause,
            counts=row.counts,
            cause_at=row.cause_at,
        )


def _changes(session: Session, cases: Sequence[int], as_of: datetime) -> dict[int, Change]:
    """The last move of each deadline's state that had been recorded by a moment: nothing asks for those before it."""
    natures = _marked(session, cases, as_of)
    looks = _looks(session, cases, as_of)
    change = DeadlineChange
    # In the order of writing: a clock that was set back, or an act that waited for its turn, dates a later row earlier.
    last = (
        core_select(func.max(col(change.id)))
        .join(Deadline, col(Deadline.id) == change.deadline_id)
        .where(*_policy_clocks(cases), col(change.recorded_at) <= as_of)
        .group_by(col(change.deadline_id))
    )
    query = (
        core_select(
            *(col(c) for c in (change.deadline_id, change.state, change.recorded_at)),
            *(col(c) for c in (change.settled_at, change.act_id)),
            col(CaseAct.body)["nature"].as_string(),
        )
        .select_from(change)
        .join(CaseAct, col(CaseAct.id) == change.act_id, isouter=True)
        .where(col(change.id).in_(last))
    )
    found: dict[int, Change] = {}
    for deadline, state, recorded_at, settled_at, act, nature in session.execute(query):
        proof = proof_of(looks.get(act, ()))
        told = natures.get(act) or nature
        found[deadline] = Change(state, recorded_at, settled_at, told, proof)
    return found


def _marked(session: Session, cases: Sequence[int], as_of: datetime) -> dict[int | None, str]:
    """The nature of the records that a person marked by then (标注答复性质), as it was marked last."""
    query = select(CaseAct.body).where(
        col(CaseAct.case_id).in_(cases), CaseAct.act == "mark_record", CaseAct.recorded_at <= as_of
    )
    bodies = session.exec(query.order_by(col(CaseAct.id)))
    return {int(body["record"]): str(body["nature"]) for body in bodies}


def _looks(session: Session, cases: Sequence[int], as_of: datetime) -> dict[int | None, set[str]]:
    """What the looks for each recorded publication at the organ's own places came to by then; reprints are apart."""
    query = (
        select(ReleaseCheck.act_id, ReleaseFinding.outcome)
        .join(ReleaseCheck, col(ReleaseCheck.id) == ReleaseFinding.check_id)
        .where(
            col(ReleaseCheck.case_id).in_(cases),
            ReleaseCheck.role == "own",
            ReleaseFinding.recorded_at <= as_of,
        )
        .distinct()
    )
    found: dict[int | None, set[str]] = defaultdict(set)
    for act, outcome_ in session.exec(query):
        found[act].add(outcome_)
    return found


def facts_as_of(session: Session, cases: Sequence[int], name: str, as_of: datetime) -> dict[int, Any]:
    """What a value of each case (``organ``, ``category``, ``severity``, ``state`` …) was, by what was recorded then."""
    found: dict[int, Any] = {}
    for part in portions(cases):
        query = (
            select(CaseFact.case_id, CaseFact.value)
            .where(col(CaseFact.case_id).in_(part), CaseFact.name == name, CaseFact.recorded_at <= as_of)
            .order_by(col(CaseFact.id))
        )
        found.update(dict(session.exec(query).all()))
    return found

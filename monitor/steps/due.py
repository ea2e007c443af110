"""What is due, and when something is due next: indexed look-ups, asked every second."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from functools import cache

from sqlalchemy import ColumnElement, Select
from sqlalchemy import select as sa_select
from sqlmodel import col, select

from monitor.sla.proof import AWAITED
from monitor.steps.act_rows import awaited_seconds
from monitor.steps.calls import waiting_calls
from monitor.steps.chase import waiting_chases
from monitor.steps.desk import Desk, Work
from monitor.store.columns import spelled
from monitor.store.duty_tables import Chase
from monitor.store.tables import CaseAct, Deadline, DutyTask, LadderStep

AT_ONCE = 1_000
"""So many rows are taken up in one transaction."""
Conditions = tuple[ColumnElement[bool], ...]


def next_due(desk: Desk) -> datetime | None:
    """The earliest moment at which something is due; the cheap question of every second: indexed look-ups, asked at once."""
    with desk.database.read() as session:
        found = session.execute(_what_is_next(desk.database.office_id)).one()
    return min((at for at in found if at is not None), default=None)


@cache
def _what_is_next(office: str) -> Select[tuple[datetime | None, ...]]:
    """Kept, since making this question takes longer than asking it."""
    due, step, sign = col(Deadline.due_at), col(LadderStep.next_at), col(CaseAct.second_due_at)
    chase, call = col(Chase.next_at), col(DutyTask.next_at)
    asked = (
        select(due).where(*_open(office)).order_by(due),
        select(step).where(*_waiting(office)).order_by(step),
        select(chase).where(*waiting_chases(office)).order_by(chase),
        select(call).where(*waiting_calls(office)).order_by(call),
        select(sign).where(*awaited_seconds(office, "phone", AWAITED)).order_by(sign),
    )
    return sa_select(*(query.limit(1).scalar_subquery() for query in asked))


def _open(office: str) -> Conditions:
    return (
        col(Deadline.office_id) == office,
        col(Deadline.state) == "open",
        col(Deadline.noticed_at).is_(None),
    )


def _waiting(office: str) -> Conditions:
    return col(LadderStep.office_id) == office, col(LadderStep.state).in_(
        [spelled("waiting"), spelled("held")]
    )


def passed_deadlines(work: Work) -> Sequence[Deadline]:
    query = select(Deadline).where(*_open(work.office_id), col(Deadline.due_at) < work.now)
    return work.tx.session.exec(query.order_by(col(Deadline.due_at)).limit(AT_ONCE)).all()


def due_steps(work: Work) -> Sequence[LadderStep]:
    query = select(LadderStep).where(*_waiting(work.office_id), col(LadderStep.next_at) <= work.now)
    return work.tx.session.exec(query.order_by(col(LadderStep.next_at)).limit(AT_ONCE)).all()

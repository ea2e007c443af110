"""Reminders of inner targets (签收, 反馈, 审签, 暂缓到期): rungs of the case like any other, never breaches."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta

from sqlmodel import col, select

from monitor.sla.ladder import PlannedRung, plan_deadline_rungs
from monitor.sla.rules import Rung
from monitor.steps.desk import Work
from monitor.steps.rungs import end_rungs, plant_rungs
from monitor.store.tables import CaseFile, LadderStep


def plant_reminders(
    work: Work,
    case: CaseFile,
    rungs: Iterable[Rung],
    key: str,
    *,
    about: str,
    span: tuple[datetime, datetime],
) -> None:
    """Plant the reminders of one term ``span`` (start, due); each says what it is ``about``."""
    planned = [
        PlannedRung(_worded(p.rung, about, p.due_at - span[0]), p.due_at)
        for p in plan_deadline_rungs(tuple(rungs), *span)
    ]
    plant_rungs(work, case, planned, None, prefix=key)


def _worded(rung: Rung, about: str, lead: timedelta) -> Rung:
    """A rung that runs from the term's start: an inner target is no policy deadline, and must not be told as one."""
    changes = {"label": f"{about}：{rung.label}", "lead": lead, "share": None, "after": None}
    return rung.model_copy(update=changes)


def end_reminders(work: Work, case: CaseFile, key: str, outcome: str) -> None:
    """End the waiting reminders whose key begins so."""
    query = select(LadderStep).where(
        LadderStep.case_id == case.id,
        col(LadderStep.state).in_(("waiting", "held")),
        col(LadderStep.key).startswith(key, autoescape=True),
    )
    end_rungs(work, work.tx.session.exec(query).all(), outcome)

"""Grading taken up again: what a new death does to a closed case, and the officer's task that asks for a decision."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlmodel import select

from monitor.classify.result import SEVERITY_LABELS
from monitor.sla.regrade import Doing, ruling
from monitor.steps.act_rows import add_act
from monitor.steps.desk import Work
from monitor.steps.rungs import plant_case_ladder
from monitor.store.matters import rules_of, starts_of
from monitor.store.tables import CaseAct, CaseFile, DutyTask

KIND = "regrade"


@dataclass(frozen=True, slots=True)
class Ruling:
    """What is to be done about a closed case, and whether the statutory window is still open (None: not known)."""

    doing: Doing
    within: bool | None


def ruling_on(work: Work, case: CaseFile, at: datetime, *, worse: bool) -> Ruling:
    """What the office's rules say of a new death or a graver level, told at some moment, on a closed case."""
    rules = rules_of(work.tx.session, case, work.book).regrade
    occurred = _occurred_at(work, case)
    within = rules.within(case.emergency, occurred, at) if occurred is not None else None
    return Ruling(ruling(rules, within=within, worse=worse), within)


def _occurred_at(work: Work, case: CaseFile) -> datetime | None:
    """When it happened, by the best evidence there is: confirmed, told in text, else the first publication."""
    starts = starts_of(work.tx.session, case.id)
    for evidence in ("confirmed", "occurrence", "published"):
        found = [s for s in starts if s.evidence == evidence]
        if found:
            return min(s.at for s in found)
    return None


def propose_regrade(
    work: Work,
    case: CaseFile,
    item_id: int,
    severity: str | None,
    ruling: Ruling | None = None,
    *,
    because: str = "",
) -> DutyTask:
    """Ask the officer to grade a case again: an act, a task that only a grading closes, and its reminders.

    It is asked for by the statute's window (``ruling``), or ``because`` of something else.
    """
    body: dict[str, Any] = {"item": item_id, "severity": severity, "count": case.deaths_highest}
    act = add_act(work, case, KIND, body | ({"within_window": ruling.within} if ruling else {}))
    waiting = open_task(work, case)
    if waiting is not None:
        return waiting
    task = DutyTask(
        office_id=work.office_id,
        case_id=case.id,
        kind=KIND,
        about=case.number,
        text=_text(work, case, severity, ruling, because),
        created_at=work.now,
        due_at=work.now,
    )
    work.tx.session.add(task)
    work.tx.session.flush()
    plant_case_ladder(work, case, "regrade", prefix=f"regrade{act.id}")
    return task


def _text(work: Work, case: CaseFile, severity: str | None, ruling: Ruling | None, because: str) -> str:
    said = f"死亡人数已报至 {case.deaths_highest} 人" if case.deaths_highest else "伤亡情况有变化"
    level = f"，所述情形相当于{SEVERITY_LABELS[severity]}" if severity else ""
    if ruling is None:
        return f"复核定级：{case.number}{because}{level}，级别暂未变动"
    window = {True: "在法定补报期内", False: "已过法定补报期", None: "事发时间不明"}[ruling.within]
    basis = rules_of(work.tx.session, case, work.book).regrade.basis
    return f"复核定级：{case.number}{said}{level}，{window}（{basis}）"


def open_task(work: Work, case: CaseFile) -> DutyTask | None:
    """The task that asks for the grading of a case, while it waits."""
    query = select(DutyTask).where(
        DutyTask.case_id == case.id, DutyTask.kind == KIND, DutyTask.state == "open"
    )
    return work.tx.session.exec(query).first()


def close_task(work: Work, case: CaseFile, act: CaseAct) -> None:
    """An officer's grading, higher, lower or the same, answers the question."""
    task = open_task(work, case)
    if task is not None:
        task.state, task.closed_at, task.closed_by = "done", work.now, work.actor
        task.record = {"act": act.id}
        work.tx.session.add(task)

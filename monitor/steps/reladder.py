"""Re-applying an edited ladder to deadlines that are still open, by an officer's act with a reason."""

from __future__ import annotations

from typing import Any

from monitor.errors import Refused
from monitor.sla.cases import allow
from monitor.steps.act_rows import add_act, need, with_hash
from monitor.steps.deadline_rows import UNSETTLED, deadlines_of
from monitor.steps.desk import Work, keep_rule_book
from monitor.steps.rungs import applied_ladder, end_rungs, plant_rungs_of, waiting_rungs
from monitor.store.duty_tables import DeadlineLadder
from monitor.store.tables import CaseAct, CaseFile, Deadline


def reladder(work: Work, case: CaseFile, reason: str) -> CaseAct:
    """改用现行阶梯: the open deadlines of a case are told of by the office's present ladders from now on.

    1. Each deadline whose ladder differs gets a row with the new one; the one it was made with stays. 2. Its rungs that
    wait end, and those of the new ladder are planted. 3. What was sent is neither touched nor sent again; due times and
    states stay as they are. Raises Refused.
    """
    allow(case.state, "reladder")
    need(reason, "改用现行阶梯须写明理由")
    changed = outdated_ladders(work, case)
    if not changed:
        raise Refused("办理中时限的阶梯与现行规则一致，无须改用")
    keep_rule_book(work)
    body = {"rule_version": work.book.version, "count": len(changed), **with_hash(reason=reason)}
    act = add_act(work, case, "reladder", body)
    speaking = _speaking(work, case)
    for row, new in changed:
        _keep(work, row, new, act)
        _replant(work, case, row, act, speaks=row.id in speaking)
    return act


def outdated_ladders(work: Work, case: CaseFile) -> list[tuple[Deadline, list[dict[str, Any]]]]:
    """The unsettled deadlines that are told of by another ladder than the office's present one, each with that."""
    return [(row, new) for row, new in _ladders(work, case) if new != _present(work, row)]


def _ladders(work: Work, case: CaseFile) -> list[tuple[Deadline, list[dict[str, Any]]]]:
    """The unsettled deadlines whose milestone the office still has, each with its present ladder."""
    rules = work.book.sla
    found = []
    for row in deadlines_of(work, case):
        milestone = rules.milestone(row.rule) if row.state in UNSETTLED else None
        if milestone is not None:
            rungs = rules.ladders.get(milestone.ladder or "", ())
            found.append((row, [r.model_dump(mode="json", exclude_none=True) for r in rungs]))
    return found


def _present(work: Work, row: Deadline) -> list[dict[str, Any]]:
    applied = applied_ladder(work, row)
    return row.ladder if applied is None else applied.ladder


def _speaking(work: Work, case: CaseFile) -> set[int]:
    """The deadlines that are told of: of each milestone the earliest unsettled one, and each that follows an act."""
    rows = [r for r in deadlines_of(work, case) if r.state in UNSETTLED]
    first: dict[str, Deadline] = {}
    for row in sorted(rows, key=lambda r: (r.due_at, r.id)):
        first.setdefault(row.rule, row)
    return {r.id for r in rows if r.follows or first[r.rule] is r}


def _keep(work: Work, row: Deadline, new: list[dict[str, Any]], act: CaseAct) -> None:
    work.tx.session.add(
        DeadlineLadder(
            office_id=work.office_id,
            deadline_id=row.id,
            act_id=act.id,
            rule_version=work.book.version,
            ladder=new,
            recorded_at=work.now,
        )
    )
    work.tx.session.flush()


def _replant(work: Work, case: CaseFile, row: Deadline, act: CaseAct, *, speaks: bool) -> None:
    """End the rungs that wait and plant the new ones; a rung that is held has spoken in part and stays."""
    waiting = [r for r in waiting_rungs(work, deadline_id=row.id) if r.state == "waiting"]
    end_rungs(work, waiting, "reladdered")
    work.tx.session.flush()
    if speaks:
        plant_rungs_of(work, case, row)
    planted = [r.id for r in waiting_rungs(work, deadline_id=row.id) if r.state == "waiting"]
    work.audit(
        "deadline.reladdered",
        f"deadline/{row.id}",
        case=case.id,
        act_id=act.id,
        rule_version=work.book.version,
        ended=[r.id for r in waiting],
        planted=planted,
    )

"""What a message that had to wait says of its matters as they stand when it goes out, not as they stood when it was written.

Quiet hours, a vendor's rate or a dead channel may hold a message for a night. Nobody is to be roused by a deadline that
was met meanwhile, or to read the grade and the clocks of yesterday.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import timedelta

from sqlmodel import col, select

from monitor.notify.lines import AlertLine
from monitor.sla.cases import STATE_LABELS
from monitor.sla.toll_words import toll_line
from monitor.steps.deadline_rows import UNSETTLED
from monitor.steps.desk import Work
from monitor.steps.ended_cases import LIVE
from monitor.steps.letters import keep_lines, lines_of
from monitor.steps.merging import parts_of
from monitor.steps.outbox import clocks_of
from monitor.store.tables import CaseFile, Deadline, LadderStep, Message, MessageStep

_FRESH = timedelta(minutes=1)


def bring_up_to_date(work: Work, row: Message) -> None:
    """Write the matters of a message anew when it has waited, or took in others that may have."""
    if work.now - row.created_at > _FRESH or row.content.get("merged"):
        lines = lines_of(row)
        fresh = as_they_stand(work, row, lines)
        if fresh != lines:
            keep_lines(row, fresh)


def as_they_stand(work: Work, row: Message, lines: Sequence[AlertLine]) -> list[AlertLine]:
    """The matters of a message with the present grade, organ, numbers and clocks of their cases; what is over says so."""
    named = {line.case_number for line in lines if line.case_number}
    if not named:
        return list(lines)
    query = select(CaseFile).where(CaseFile.office_id == work.office_id, col(CaseFile.number).in_(named))
    cases = {case.number: case for case in work.tx.session.exec(query)}
    clocks = clocks_of(work, sorted(case.id for case in cases.values()))
    told = _told_times(work, row)
    found = []
    for line in lines:
        case = cases.get(line.case_number)
        if case is not None:
            present = clocks.get(case.id, ())
            line = _present(line, case)
            line = replace(line, clocks=present) if line.clocks else line
            over = _are_over(told.get(case.id, ()), clocks_run=bool(present))
            line = _if_over(line, case, told_of=over, clocks_run=bool(present))
        found.append(line)
    return found


def _present(line: AlertLine, case: CaseFile) -> AlertLine:
    return replace(
        line,
        severity=case.severity,
        colour=case.opinion_level,  # type: ignore[arg-type]
        unverified=line.unverified and case.verification == "pending",
        organ=case.organ or "",
        toll=toll_line(case.tolls),
    )


def _if_over(line: AlertLine, case: CaseFile, *, told_of: bool, clocks_run: bool) -> AlertLine:
    """A line that asks for nothing any more: its case is over, or the times that it tells of are settled."""
    if case.state not in LIVE and not clocks_run:
        rest = "请在并入的案件中办理" if case.state == "merged" else "无须再办"
        words = f"现{STATE_LABELS.get(case.state, case.state)}，{rest}"
    elif told_of:
        words = "所提时限已了结"
    elif line.kind == "proposal" and case.state != "proposed":
        words = "已认定为政务舆情"
    else:
        return line
    return replace(line, kind="reminder", next_action=f"{words}。", coming="", telephone="")


def _are_over(states: Sequence[str | None], *, clocks_run: bool) -> bool:
    """Whether of a case the message tells only times that are settled; what gave way to another clock is not."""
    running = {*UNSETTLED, None, "superseded"} if clocks_run else {*UNSETTLED, None}
    return bool(states) and running.isdisjoint(states)


def _told_times(work: Work, row: Message) -> Mapping[int, Sequence[str | None]]:
    """How the times stand that the message tells of, by case; None for a step that belongs to no deadline."""
    query = (
        select(MessageStep.case_id, Deadline.state)
        .join(LadderStep, col(LadderStep.id) == MessageStep.step_id)
        .join(Deadline, col(Deadline.id) == LadderStep.deadline_id, isouter=True)
        .where(MessageStep.person == row.person, col(MessageStep.message_id).in_(parts_of(row)))
    )
    states: dict[int, list[str | None]] = {}
    for case_id, state in work.tx.session.exec(query):
        states.setdefault(case_id, []).append(state)
    return states

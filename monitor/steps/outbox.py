"""Notices → messages: one message a person a sweep, in order of gravity; nobody is told the same thing twice."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import timedelta

from sqlmodel import col, select

from monitor.classify.result import GRAVE, SEVERITY_LABELS, graver
from monitor.clock import local_text
from monitor.grounds import UNCHECKED
from monitor.notify.lines import KIND_ORDER, AlertLine, ClockLine, Kind
from monitor.sla.quiet import quiet_until
from monitor.sla.roster import ROLE_LABELS, Person, Roster
from monitor.sla.rules import KIND_LABELS, Rung
from monitor.sla.toll_words import toll_line
from monitor.steps.desk import Work
from monitor.steps.duty import roster_of
from monitor.steps.post_box import put_message
from monitor.steps.rungs import deadline_of
from monitor.store.portions import portions
from monitor.store.tables import CaseFile, Deadline, DutyTask, LadderStep, Message, MessageStep

_LATE = timedelta(minutes=5)
"""A notice that goes out later than this after its due time says when it had been due."""

_TOLD_WHAT_COMES = 3
"""A message about more matters than this tells them in brief, without who is told next."""


@dataclass(frozen=True, slots=True)
class Notice:
    """One rung that one person is to be told of; with a task when the person is to telephone somebody.

    ``chase`` is set when an unacknowledged rung goes on, ``way`` is the person's route to begin with, ``remark`` says
    why it comes to this person, ``role`` the role it goes to where its acknowledgement is waited for.
    """

    person: str
    step: LadderStep
    case: CaseFile
    rung: Rung
    passed: bool = False
    task: DutyTask | None = None
    callee: Person | None = None
    chase: int | None = None
    way: int = 0
    remark: str = ""
    role: str = ""


def send_notices(
    work: Work, notices: Sequence[Notice], roster: Roster | None = None
) -> list[tuple[Message, list[Notice]]]:
    """Put the notices of a sweep into the outbox, merged by person; returns the messages, each with what it tells."""
    asked: dict[str, list[Notice]] = {}
    for notice in notices:
        asked.setdefault(notice.person, []).append(notice)
    by_way: dict[tuple[str, int], list[Notice]] = {}
    for person, mine in asked.items():
        for notice in _untold(work, person, mine):
            by_way.setdefault((person, notice.way), []).append(notice)
    if not by_way:
        return []
    roster = roster or roster_of(work)
    return [(_put(work, roster, person, way, mine), mine) for (person, way), mine in by_way.items()]


def _untold(work: Work, person: str, notices: Sequence[Notice]) -> list[Notice]:
    """Without what a person has been told of before; a task or a chase is made once, so its notice is new."""
    known = _told_before(work, person, [n.step.id for n in notices if not _new_by_itself(n)])
    for step_id in sorted(known):
        work.audit("notify.suppressed", f"step/{step_id}", person=person, reason="told-before")
    return [n for n in notices if _new_by_itself(n) or n.step.id not in known]


def _new_by_itself(notice: Notice) -> bool:
    return notice.task is not None or notice.chase is not None


def _put(work: Work, roster: Roster, person: str, way: int, notices: Sequence[Notice]) -> Message:
    steps = sorted({n.step.id for n in notices})
    tasks = sorted(n.task.id for n in notices if n.task)
    chases = sorted(n.chase for n in notices if n.chase is not None)
    severity: str | None = None
    for notice in notices:
        severity = graver(severity, notice.case.severity)
    due = min(n.step.due_at for n in notices)
    identity = f"{person}|{steps}|{tasks}" + (f"|{chases}" if chases else "")
    lines = _lines(work, notices)
    message = put_message(
        work,
        person,
        "alert",
        f"alert:{hashlib.sha256(identity.encode()).hexdigest()[:32]}",
        lines=lines,
        severity=severity,
        true_due_at=due,
    )
    message.channel = way
    hold_for_quiet(work, roster, message, {line.kind for line in lines})
    _link_steps(work, person, message, notices)
    work.audit(
        "message.queued",
        f"message/{message.id}",
        person=person,
        steps=steps,
        due_at=due,
        held=message.held_for or None,
    )
    return message


def hold_for_quiet(work: Work, roster: Roster, message: Message, kinds: Iterable[str]) -> None:
    """Let a message that is not grave wait for the end of its receiver's quiet hours."""
    person = roster.person(message.person)
    if person is None:
        return
    until = quiet_until(
        work.book.delivery.quiet, roster, person, work.now, severity=message.severity, kinds=kinds
    )
    if until is not None:
        message.next_attempt_at, message.held_for = until, "quiet"
        work.tx.session.add(message)


def has_message(work: Work, dedupe: str) -> bool:
    """Whether a message of this identity was ever put into the outbox."""
    query = select(Message.id).where(Message.office_id == work.office_id, Message.dedupe == dedupe)
    return work.tx.session.exec(query).first() is not None


def _told_before(work: Work, person: str, steps: Sequence[int]) -> set[int]:
    """Of some rungs those that a person has been told of already."""
    found: set[int] = set()
    for ids in portions(steps):
        query = select(MessageStep.step_id).where(
            MessageStep.person == person, col(MessageStep.step_id).in_(ids)
        )
        found.update(work.tx.session.exec(query))
    return found


def _link_steps(work: Work, person: str, message: Message, notices: Sequence[Notice]) -> None:
    session = work.tx.session
    by_step = {n.step.id: n for n in notices}
    known = _told_before(work, person, list(by_step))
    for notice in by_step.values():
        if notice.step.id not in known:
            session.add(
                MessageStep(
                    person=person, step_id=notice.step.id, message_id=message.id, case_id=notice.case.id
                )
            )
    session.flush()


def _lines(work: Work, notices: Sequence[Notice]) -> list[AlertLine]:
    """One line a case: its rungs that fell due together are one matter; a telephone task stands for itself."""
    by_matter: dict[tuple[int, int], list[Notice]] = {}
    for notice in notices:
        key = (notice.case.id, notice.task.id if notice.task else 0)
        by_matter.setdefault(key, []).append(notice)
    clocks = clocks_of(work, sorted({n.case.id for n in notices}))
    lines = [_line(work, mine, clocks.get(mine[0].case.id, ())) for mine in by_matter.values()]
    if len(lines) > _TOLD_WHAT_COMES:
        return lines
    return [
        replace(line, coming=_coming(work, mine[0].case))
        for line, mine in zip(lines, by_matter.values(), strict=True)
    ]


def _line(work: Work, notices: Sequence[Notice], clocks: tuple[ClockLine, ...]) -> AlertLine:
    ordered = sorted(notices, key=lambda n: n.step.due_at)
    case, latest = ordered[-1].case, ordered[-1]
    unverified = case.severity in GRAVE and case.verification == "pending"
    kind = min((_kind(n) for n in notices), key=KIND_ORDER.index)
    return AlertLine(
        kind=kind,
        title=case.title,
        case_number=case.number,
        severity=case.severity,
        colour=case.opinion_level,  # type: ignore[arg-type]
        unverified=unverified or any(n.step.unverified for n in notices),
        district=_district(work, case),
        organ=case.organ or "",
        toll=toll_line(case.tolls),
        clocks=clocks,
        detail="、".join(dict.fromkeys(filter(None, (*map(_label, ordered), *(n.remark for n in ordered))))),
        next_action=_next_action(work, notices, kind),
        telephone=_callee(latest),
        meant_for=min((n.step.due_at for n in notices if _slept_over(n.step)), default=None),
    )


def _district(work: Work, case: CaseFile) -> str:
    """Where it is; of a proposal that asks for it, that nobody knows yet."""
    known = "、".join(filter(None, (work.book.region_names.get(code, "") for code in case.regions)))
    return known or ("地点待核" if _asks_place(work, case) else "")


def _asks_place(work: Work, case: CaseFile) -> bool:
    asked = case.opened_by_rule in work.book.cases.asking_place
    return asked and case.state == "proposed" and not case.regions


def _next_action(work: Work, notices: Sequence[Notice], kind: Kind) -> str | None:
    """What to do about a time that is near or over: to report up where that alone is owed; None for what its kind says."""
    if kind == "proposal" and all(_asks_place(work, n.case) for n in notices):
        return "请先核实地点，再认定是否为政务舆情。"
    if kind not in _REPORT_ACTIONS:
        return None
    owed = {d.kind for n in notices if (d := deadline_of(work, n.step)) is not None}
    return _REPORT_ACTIONS[kind] if owed == {"report_up"} else None


_REPORT_ACTIONS: dict[Kind, str] = {
    "deadline_near": "请在时限前上报，并登记时间、接收单位与文号。",
    "deadline_passed": "请立即上报，并登记时间、接收单位与文号。",
}


def _coming(work: Work, case: CaseFile) -> str:
    """Who is told next, and when, if nobody acts: the next waiting rung of the case."""
    query = select(LadderStep).where(
        LadderStep.case_id == case.id,
        col(LadderStep.state).in_(("waiting", "held")),
        LadderStep.next_at > work.now,
    )
    step = work.tx.session.exec(query.order_by(col(LadderStep.next_at), col(LadderStep.id)).limit(1)).first()
    if step is None:
        return ""
    rung = Rung.model_validate(step.rung)
    who = "、".join(_TOLD_LABELS[role] for role in rung.to)
    return f"此后：{local_text(step.next_at)} {rung.label}，提醒{who}"


_TOLD_LABELS: dict[str, str] = {str(role): label for role, label in ROLE_LABELS.items()} | {
    "leader_in_charge": "带班领导"
}


def _label(notice: Notice) -> str:
    """What a rung says beyond its kind; the first notice of a matter says it all by its kind."""
    if notice.rung.id != "open":
        return notice.rung.label
    graded = notice.step.key.startswith("grade")
    return f"事件等级升为{SEVERITY_LABELS.get(notice.case.severity or '', '')}" if graded else ""


def _slept_over(step: LadderStep) -> bool:
    """Whether the service was down when the rung fell due (one that waited for verification was looked at in time)."""
    first_look = step.noticed_at
    return first_look is not None and first_look - max(step.due_at, step.planted_at) > _LATE


def _callee(notice: Notice) -> str:
    person = notice.callee
    return f"{person.name} {person.telephone}".strip() if person else ""


def _kind(notice: Notice) -> Kind:
    rung, key = notice.rung, notice.step.key
    if notice.task is not None:
        return "phone_task"
    if rung.after is not None:
        return "deadline_passed" if notice.passed else "deadline_near"
    if rung.share is not None or rung.before is not None:
        return "deadline_near"
    if notice.case.state == "proposed":
        return "proposal"
    if rung.id in ("open", "raise"):
        return "worsened" if key.startswith("grade") else "new_case"
    return "reminder"


def clocks_of(work: Work, cases: Sequence[int]) -> dict[int, tuple[ClockLine, ...]]:
    """The running clocks of each case, the earliest of each kind: alerts follow the strictest."""
    first: dict[int, dict[str, Deadline]] = {}
    for ids in portions(cases):
        query = select(Deadline).where(
            col(Deadline.case_id).in_(ids), col(Deadline.state).in_(("open", "breached"))
        )
        for row in work.tx.session.exec(query.order_by(col(Deadline.due_at), col(Deadline.id))):
            first.setdefault(row.case_id, {}).setdefault(row.kind, row)
    return {case: tuple(_clock(r) for r in kinds.values()) for case, kinds in first.items()}


def _clock(row: Deadline) -> ClockLine:
    return ClockLine(
        KIND_LABELS[row.kind],
        row.due_at,
        row.basis.partition("：")[0].replace(UNCHECKED, ""),
        row.time_pending,
    )

"""Chasing what was told and not acknowledged: other channel, next person, alarm; an acknowledgement stops it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import cast

from sqlalchemy import ColumnElement
from sqlmodel import Session, col, select

from monitor.classify.result import GRAVE
from monitor.sla.chase import Chased, Pace, Stage, lead_role, next_in_line, next_move, roles_in_line
from monitor.sla.roster import ROLES, Roster
from monitor.sla.roster_file import Person, Role
from monitor.sla.rules import Rung
from monitor.steps.alarms import clear_alarm, raise_alarm, standing_alarms
from monitor.steps.deadline_rows import UNSETTLED
from monitor.steps.desk import SYSTEM, Work
from monitor.steps.duty import roster_of
from monitor.steps.outbox import Notice
from monitor.steps.rungs import deadline_of, has_passed, hold_until, is_refuted
from monitor.store.columns import spelled
from monitor.store.duty_tables import Chase
from monitor.store.portions import portions
from monitor.store.tables import CaseAct, CaseFile, LadderStep, Message, MessageStep

Sent = tuple[Message, Sequence[Notice]]
_SLEPT = timedelta(minutes=5)
"""A chase that is looked at later than this after its time slept while the service was down."""
_NO_SIGN = frozenset({"open", "propose"})
"""Acts of a person that do not show that somebody has read the alert: they came before it."""


def waiting_chases(office: str) -> tuple[ColumnElement[bool], ...]:
    """The conditions for a chase that goes on; the state is spelled out so that SQLite takes the partial index."""
    return col(Chase.office_id) == office, col(Chase.state) == spelled("waiting")


def due_chases(work: Work, limit: int) -> Sequence[Chase]:
    """The chases whose time is over, in its order."""
    query = select(Chase).where(*waiting_chases(work.office_id), Chase.next_at <= work.now)
    return work.tx.session.exec(query.order_by(col(Chase.next_at), col(Chase.id)).limit(limit)).all()


@dataclass(frozen=True, slots=True)
class Pursuit:
    """One sweep's look at the chases whose time is over."""

    work: Work
    roster: Roster

    def look_at(self, row: Chase) -> Notice | None:
        """Move one chase on; returns whom to tell over which way, if anybody."""
        session = self.work.tx.session
        case, step = session.get_one(CaseFile, row.case_id), session.get_one(LadderStep, row.step_id)
        person = self.roster.person(row.person)
        chased = Chased(
            cast(Stage, row.stage),
            over="told-anew" if self._told_anew(row) else _over(self.work, row, case, step),
            here=person is not None and self._is_on_duty(person),
            other_channel=person is not None and len(_routes(person, case)) > 1,
            carried=_is_carried(session, row),
        )
        move, why = next_move(chased)
        if move == "stop":
            _end(self.work, row, why)
            return None
        if move == "channel" and person is not None:
            return self._other_channel(row, case, step, person)
        return self._next_person(row, case, step)

    def _told_anew(self, row: Chase) -> bool:
        """Whether the service slept over this chase and has told of the case since: once is enough."""
        if self.work.now - row.next_at <= _SLEPT:
            return False
        query = select(LadderStep.id).where(
            LadderStep.case_id == row.case_id,
            LadderStep.id != row.step_id,
            col(LadderStep.fired_at) >= row.next_at,
        )
        return self.work.tx.session.exec(query.limit(1)).first() is not None

    def _is_on_duty(self, person: Person) -> bool:
        return any(person in self.roster.on_duty(role, self.work.now) for role in ROLES)

    def _other_channel(self, row: Chase, case: CaseFile, step: LadderStep, person: Person) -> Notice:
        way = (_way_of(self.work.tx.session, row) + 1) % len(_routes(person, case))
        _end(self.work, row, "channel", way=way)
        remark = f"{self._minutes(row)}分钟未签收，换渠道再次告知"
        return self._notice(row, (case, step), row.person, remark, way)

    def _next_person(self, row: Chase, case: CaseFile, step: LadderStep) -> Notice | None:
        told = _told(self.work.tx.session, step)
        hold = hold_until(self.work, case)
        reserved = is_refuted(case) or (hold is not None and self.work.now < hold)
        line = roles_in_line(_role(row), self.work.book.sla.chase.up_to, reserved=reserved)
        following = next_in_line(self.roster, line, told, self.work.now)
        if following is None:
            self._exhausted(row, case, step, told)
            return None
        _end(self.work, row, "passed-on", to=following.id)
        person = self.roster.person(row.person)
        name = person.name if person else row.person
        remark = f"{name}{self._minutes(row)}分钟未签收，转告您"
        return self._notice(row, (case, step), following.id, remark)

    def _notice(
        self, row: Chase, about: tuple[CaseFile, LadderStep], person: str, remark: str, way: int = 0
    ) -> Notice:
        case, step = about
        return Notice(
            person,
            step,
            case,
            Rung.model_validate(step.rung),
            passed=has_passed(self.work, step),
            chase=row.id,
            way=way,
            remark=remark,
            role=row.role,
        )

    def _exhausted(self, row: Chase, case: CaseFile, step: LadderStep, told: set[str]) -> None:
        _end(self.work, row, "exhausted", told=len(told))
        label = step.rung["label"]
        text = f"{case.number}“{label}”告知后{self._minutes(row)}分钟无人签收，已无人可转告"
        key = alarm_key(case)
        # What was acknowledged before, or stands unacknowledged, may have been a lesser matter.
        stands = key in standing_alarms(self.work.tx.session, self.work.office_id, [key])
        renew = case.severity in GRAVE or not stands
        raise_alarm(self.work, key, "unacknowledged", text, renew=renew)

    def _minutes(self, row: Chase) -> int:
        return int((self.work.now - row.told_at).total_seconds() // 60)


def _over(work: Work, row: Chase, case: CaseFile, step: LadderStep) -> str:
    """Why nobody need acknowledge any more: it was done, somebody acts on the case, or the matter is settled."""
    if step.acknowledged_at is not None:
        return "acknowledged"
    if case.state not in ("open", "proposed"):
        return str(case.state)
    if _is_settled(work, step):
        return "settled"
    return "acted" if _acted_on(work.tx.session, case, row.told_at) else ""


def _is_settled(work: Work, step: LadderStep) -> bool:
    deadline = deadline_of(work, step)
    return deadline is not None and deadline.state not in UNSETTLED


def _acted_on(session: Session, case: CaseFile, since: datetime) -> bool:
    """Whether a person has done something on a case; an acknowledgement that was taken back, and taking it back, are nothing."""
    query = select(CaseAct).where(
        CaseAct.case_id == case.id,
        CaseAct.actor != SYSTEM,
        CaseAct.recorded_at >= since,
        col(CaseAct.act).not_in(_NO_SIGN),
    )
    done = session.exec(query).all()
    nothing = {a.body.get("revoked") for a in done if _takes_back_receipt(a)}
    return any(a.id not in nothing and not _takes_back_receipt(a) for a in done)


def _takes_back_receipt(act: CaseAct) -> bool:
    return act.act == "revoke" and act.body.get("kind") == "ack"


def _role(row: Chase) -> Role:
    return "deputy" if row.role == "leader_in_charge" else cast(Role, row.role)


def _routes(person: Person, case: CaseFile) -> tuple[str, ...]:
    return person.routes(grave=case.severity in GRAVE)


def _is_carried(session: Session, row: Chase) -> bool:
    """Whether another chase of the same case will bring it to the next person."""
    query = select(Chase.id).where(
        Chase.case_id == row.case_id, Chase.state == "waiting", Chase.stage != "inform", Chase.id != row.id
    )
    return session.exec(query.limit(1)).first() is not None


def _way_of(session: Session, row: Chase) -> int:
    """The place among the person's routes over which the message of the rung went."""
    query = (
        select(Message)
        .join(MessageStep, col(MessageStep.message_id) == Message.id)
        .where(MessageStep.step_id == row.step_id, MessageStep.person == row.person)
    )
    message = session.exec(query).first()
    if message is not None and message.merged_into is not None:
        message = session.get(Message, message.merged_into)
    return message.channel if message is not None else 0


def _told(session: Session, step: LadderStep) -> set[str]:
    return set(session.exec(select(MessageStep.person).where(MessageStep.step_id == step.id)))


def _end(work: Work, row: Chase, outcome: str, **more: object) -> None:
    row.state, row.outcome, row.done_at = "done", outcome, work.now
    work.tx.session.add(row)
    work.tx.session.flush()
    act = "chase.moved" if outcome in ("channel", "passed-on") else "chase.ended"
    work.audit(
        act,
        f"step/{row.step_id}",
        case=row.case_id,
        person=row.person,
        stage=row.stage,
        reason=outcome,
        **more,
    )


def follow(work: Work, sent: Iterable[Sent]) -> None:
    """Begin or continue the chase of what has just been put into the outbox.

    A case is carried on to the next person by one chase at a time: a further rung only hastens the one that runs.
    """
    fresh = [(m, n) for m, notices in sent for n in notices if n.role and n.task is None and n.rung.chase]
    running = _running(work.tx.session, sorted({n.case.id for _, n in fresh}))
    for message, notice in sorted(fresh, key=lambda p: p[1].step.due_at, reverse=True):
        pace = work.book.sla.chase.pace(notice.case.severity)
        stage = _stage(work, notice)
        if pace is None or stage is None:
            continue
        # A message that waits for the end of quiet hours cannot be acknowledged before.
        next_at = max(work.now, message.next_attempt_at) + pace.span(stage)
        there = running.setdefault(notice.case.id, [])
        if notice.chase is None and stage == "channel" and _hasten(work, there, notice, pace):
            stage = "inform"
        if notice.chase is not None or all(r.person != notice.person for r in there):
            there.append(_plant(work, notice, stage, next_at))
    work.tx.session.flush()


def _running(session: Session, cases: Sequence[int]) -> dict[int, list[Chase]]:
    found: dict[int, list[Chase]] = {}
    for ids in portions(cases):
        query = select(Chase).where(col(Chase.case_id).in_(ids), Chase.state == "waiting")
        for row in session.exec(query):
            found.setdefault(row.case_id, []).append(row)
    return found


def _stage(work: Work, notice: Notice) -> Stage | None:
    """What comes next for one who has just been told; None when nothing does."""
    if notice.chase is None:
        return "channel" if notice.role == lead_role(notice.rung.to) else "inform"
    before = work.tx.session.get_one(Chase, notice.chase)
    if before.person != notice.person:
        return "channel"
    return "person" if before.stage == "channel" else None


def _hasten(work: Work, there: Sequence[Chase], notice: Notice, pace: Pace) -> bool:
    """Whether another rung's chase carries the case on; it is hastened where the case has become graver meanwhile."""
    carrying = [r for r in there if r.stage != "inform" and r.step_id != notice.step.id]
    for row in carrying:
        at = work.now + pace.span(cast(Stage, row.stage))
        if at < row.next_at:
            row.next_at = at
            work.tx.session.add(row)
    return bool(carrying)


def _plant(work: Work, notice: Notice, stage: Stage, next_at: datetime) -> Chase:
    before = work.tx.session.get_one(Chase, notice.chase) if notice.chase is not None else None
    same = before is not None and before.person == notice.person
    person = roster_of(work).person(notice.person) if before is not None and not same else None
    row = Chase(
        office_id=work.office_id,
        case_id=notice.case.id,
        step_id=notice.step.id,
        person=notice.person,
        role=person.role if person else notice.role,
        stage=stage,
        told_at=before.told_at if before is not None and same else work.now,
        next_at=next_at,
    )
    work.tx.session.add(row)
    return row


def stop_chase(work: Work, case: CaseFile, outcome: str) -> None:
    """Stop every chase of a case, because somebody has taken the matter on; its clocks run on."""
    query = select(Chase).where(*waiting_chases(work.office_id), Chase.case_id == case.id)
    for row in work.tx.session.exec(query).all():
        _end(work, row, outcome)
    clear_alarm(work, alarm_key(case))


def resume_chase(
    work: Work, case: CaseFile, acknowledged: Sequence[datetime], since: datetime, *, told: bool
) -> None:
    """Go on with the chases that an acknowledgement stopped, where none of those that stand (``acknowledged``) came after them.

    Each goes on with whom it had come to: at once where its time is over, or, where the case is ``told`` of anew in this
    moment, after the usual wait. Where another chase carries the case on by now, that one does. What was stopped before
    ``since``, when the case became graver, is over: those to be asked have been told of the graver matter.
    """
    running = _running(work.tx.session, [case.id]).get(case.id, [])
    carried = any(row.stage != "inform" for row in running)
    pace = work.book.sla.chase.pace(case.severity)
    query = (
        select(Chase, LadderStep)
        .join(LadderStep, col(LadderStep.id) == Chase.step_id)
        .where(Chase.case_id == case.id, Chase.outcome == "acknowledged", col(Chase.done_at) >= since)
        .order_by(col(Chase.id).desc())
    )
    stopped = [
        row
        for row, step in work.tx.session.exec(query).all()
        if not any(at >= row.told_at for at in acknowledged) and not _is_settled(work, step)
    ]
    chosen = [] if carried else _one_at_a_time(stopped, {row.person for row in running})
    for row in stopped:
        if row not in chosen:
            _end(work, row, "carried-by-another")  # no later taking back may wake it
    for row in chosen:
        wait = pace.span(cast(Stage, row.stage)) if told and pace is not None else timedelta(0)
        row.state, row.outcome, row.done_at = "waiting", "", None
        row.next_at = max(row.next_at, work.now + wait)
        work.tx.session.add(row)
        work.audit("chase.resumed", f"step/{row.step_id}", case=case.id, person=row.person, stage=row.stage)
    work.tx.session.flush()


def _one_at_a_time(stopped: Sequence[Chase], followed: set[str]) -> list[Chase]:
    """Of several rounds of chases, the last first, the last that carried the case on, and one for each other person."""
    chosen = [row for row in stopped if row.stage != "inform"][:1]
    followed = followed | {row.person for row in chosen}
    for row in stopped:
        if row.stage == "inform" and row.person not in followed:
            followed.add(row.person)
            chosen.append(row)
    return sorted(chosen, key=lambda row: row.id)


def alarm_key(case: CaseFile) -> str:
    """The key of the alarm that nobody has acknowledged a case."""
    return f"unacknowledged:{case.id}"

"""An acknowledgement of a case that was made by mistake (签错了案件) is taken back, and whoever should have it is asked on.

The act stays, and so does what was sent and left unsent because of it. Other acknowledgements of the case stand as before.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime

from sqlmodel import col, select

from monitor.sla.ladder import AFTER_ALL, next_turn
from monitor.sla.rules import Rung
from monitor.steps.act_rows import set_fact
from monitor.steps.alarms import raise_alarm
from monitor.steps.chase import alarm_key, resume_chase
from monitor.steps.deadline_rows import UNSETTLED
from monitor.steps.desk import Work
from monitor.steps.receipts import acknowledgements_by
from monitor.steps.rungs import deadline_of
from monitor.store.matters import live_acts
from monitor.store.tables import Alarm, CaseAct, CaseFact, CaseFile, LadderStep, Message

_EVER = datetime.min.replace(tzinfo=UTC)
_TAKEN_BACK = "（原签收已撤销）"


def unacknowledge(work: Work, case: CaseFile, taken: CaseAct, act: CaseAct) -> None:
    """``act`` has taken ``taken`` back: what it had marked counts by the acknowledgements that stand.

    1. Rungs that were sent, the case and the message that it answered are unmarked, unless another one speaks for them.
    2. Of the rungs that it ended without a word the last one speaks now: what came before it is overtaken, as after a
       standstill.
    3. Chases that it stopped go on with whom they had come to, and an alarm that nobody has the case stands again.
    """
    standing = live_acts(work.tx.session, case.id, "ack")
    _unmark_rungs(work, case, taken, standing)
    _unmark_message(work, taken)
    anew = _asked_anew(work, case)
    _unmark_case(work, case, [a for a in standing if anew is None or a.id > anew.id], act)
    if case.state not in ("open", "proposed") or (anew is not None and taken.id < anew.id):
        return  # what it had stopped is over, or has been asked anew since
    since = anew.recorded_at if anew else _EVER
    spoken = _ask_now(work, case, since, act) if case.acknowledged_at is None else []
    resume_chase(work, case, [a.recorded_at for a in standing], since, told=any(r.chase for r in spoken))
    _raise_again(work, case, standing, since)


def _unmark_rungs(work: Work, case: CaseFile, taken: CaseAct, standing: Sequence[CaseAct]) -> None:
    query = select(LadderStep).where(
        LadderStep.case_id == case.id,
        LadderStep.acknowledged_at == taken.recorded_at,
        LadderStep.acknowledged_by == _who(taken),
    )
    for step in work.tx.session.exec(query).all():
        other = next((a for a in standing if a.recorded_at >= (step.fired_at or _EVER)), None)
        step.acknowledged_at = other.recorded_at if other else None
        step.acknowledged_by = _who(other) if other else None
        work.tx.session.add(step)


def _unmark_message(work: Work, taken: CaseAct) -> None:
    """The message may be answered again, unless it still speaks for another of its cases."""
    message = work.tx.session.get(Message, taken.body.get("message") or 0)
    if message is not None and not acknowledgements_by(work.tx.session, message):
        message.acknowledged_at = message.acknowledged_by = None
        work.tx.session.add(message)
        work.audit("message.unacknowledged", f"message/{message.id}", person=message.person, act_id=taken.id)


def _asked_anew(work: Work, case: CaseFile) -> CaseAct | None:
    """The act that last asked for a new acknowledgement, because the case had become graver: older ones count no more."""
    query = (
        select(CaseFact, CaseAct)
        .join(CaseAct, col(CaseAct.id) == CaseFact.act_id)
        .where(CaseFact.case_id == case.id, CaseFact.name == "acknowledged_by", CaseAct.act != "revoke")
    )
    asked = (a for f, a in work.tx.session.exec(query).all() if f.value is None)
    return max(asked, key=lambda a: a.id, default=None)


def _unmark_case(work: Work, case: CaseFile, counting: Sequence[CaseAct], act: CaseAct) -> None:
    last = counting[-1] if counting else None
    who, at = (_who(last), last.recorded_at) if last else (None, None)
    if (case.acknowledged_by, case.acknowledged_at) != (who, at):
        case.acknowledged_at = at
        set_fact(work, case, "acknowledged_by", who, act)


def _who(act: CaseAct) -> str:
    """Who has the case by an acknowledgement: the actor, or whom the actor recorded to have been told (代签收)."""
    return str(act.body.get("for") or act.actor)


def _ask_now(work: Work, case: CaseFile, since: datetime, act: CaseAct) -> list[Rung]:
    """Of each ladder the last rung that was passed over speaks now; one that repeats goes on at its next turn."""
    spoken = []
    for passed in _passed_over(work, case, since):
        *others, last = passed
        spoken.append(_plant(work, last, act, work.now, _turn_of(last)))
        for step in others:
            coming = next_turn(Rung.model_validate(step.rung), step.due_at, _turn_of(step), work.now)
            if coming is not None:
                _plant(work, step, act, *coming)
    work.tx.session.flush()
    return spoken


def _passed_over(work: Work, case: CaseFile, since: datetime) -> list[list[LadderStep]]:
    """The rungs that ended because the case was acknowledged, by ladder and in their order.

    A ladder that a regrading has replaced asks for nothing any more, nor does one whose deadline is settled.
    """
    query = select(LadderStep).where(LadderStep.case_id == case.id)
    rows = work.tx.session.exec(query.order_by(col(LadderStep.due_at), col(LadderStep.id))).all()
    asking = [s for s in rows if "acknowledged" in s.rung.get("until", ())]
    said = {s.key.partition("#")[0].partition(":")[2] for s in rows if s.key.startswith(AFTER_ALL)}
    planted: dict[int | None, datetime] = {}
    for step in asking:
        if "#" not in step.key and not step.key.startswith(AFTER_ALL):
            newest = planted.get(step.deadline_id, _EVER)
            planted[step.deadline_id] = max(newest, step.planted_at)
    found: dict[int | None, list[LadderStep]] = {}
    for step in asking:
        seen = step.noticed_at or step.due_at
        over = step.outcome == "acknowledged" and seen >= since and str(step.id) not in said
        if over and step.planted_at >= planted.get(step.deadline_id, _EVER) and _still_asks(work, step):
            found.setdefault(step.deadline_id, []).append(step)
    return list(found.values())


def _still_asks(work: Work, step: LadderStep) -> bool:
    deadline = deadline_of(work, step)
    if deadline is None:
        return True
    # What lies before the end of a time that is over is overtaken.
    ahead = deadline.due_at > work.now or step.due_at >= deadline.due_at
    return deadline.state in UNSETTLED and ahead


def _turn_of(step: LadderStep) -> int:
    return int(step.key.partition("#")[2] or 1)


def _plant(work: Work, step: LadderStep, act: CaseAct, at: datetime, turn: int) -> Rung:
    label = str(step.rung["label"])
    rung = step.rung | {"label": label if label.endswith(_TAKEN_BACK) else label + _TAKEN_BACK}
    work.tx.session.add(
        LadderStep(
            office_id=work.office_id,
            case_id=step.case_id,
            deadline_id=step.deadline_id,
            key=f"{AFTER_ALL}{act.id}:{step.id}" + (f"#{turn}" if turn > 1 else ""),
            rung=rung,
            planted_at=step.planted_at,
            due_at=at,
            next_at=at,
        )
    )
    return Rung.model_validate(rung)


def _raise_again(work: Work, case: CaseFile, standing: Sequence[CaseAct], since: datetime) -> None:
    """Where all who could be told had been told in vain, they are told so again: nobody else will come to hear of it.

    Which acknowledgement had ended the alarm is one: of several the first did, and is perhaps taken back before the last.
    """
    query = select(Alarm).where(
        Alarm.office_id == work.office_id, Alarm.key == alarm_key(case), col(Alarm.cleared_at) >= since
    )
    alarm = work.tx.session.exec(query).first()
    if alarm is None or any(a.recorded_at >= alarm.raised_at for a in standing):
        return
    signed = select(CaseAct.id).where(
        CaseAct.case_id == case.id, CaseAct.act == "ack", CaseAct.recorded_at == alarm.cleared_at
    )
    if work.tx.session.exec(signed).first() is not None:
        text = f"{case.number}的签收已撤销，此前告知的人均未签收，已无人可转告"
        raise_alarm(work, alarm.key, "unacknowledged", text, renew=True)

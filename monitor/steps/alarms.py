"""Alarms about the service itself: raised once, told to those on duty, cleared when the cause is gone, always audited."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any, Literal, cast

from sqlalchemy import CursorResult
from sqlalchemy.dialects import postgresql, sqlite
from sqlmodel import Session, col, select, update

from monitor.notify.lines import AlertLine
from monitor.notify.render import LONGEST_TITLE
from monitor.sla.delivery import DeliveryRules
from monitor.sla.quiet import next_clock_time
from monitor.sla.roster import ROLES, Roster
from monitor.sla.roster_file import Person
from monitor.steps.desk import Work
from monitor.steps.duty import roster_of
from monitor.steps.post_box import put_message
from monitor.store.tables import Alarm, Message

Weight = Literal["urgent", "prompt", "routine"]
URGENCY: tuple[Weight, ...] = ("urgent", "prompt", "routine")
"""Urgent: at once to the officer and the leader in charge; prompt: at once to the officer; routine: at the hour."""
WEIGHTS: dict[str, Weight] = {
    "nobody": "urgent",
    "unacknowledged": "urgent",
    "message_dead": "urgent",
    "message_stuck": "urgent",
    "sign_on": "urgent",
    "step_silent": "urgent",
    "audit": "urgent",
    "ping": "prompt",
    "model_fault": "prompt",
    "roster_gap": "prompt",
    "roster_unseen": "prompt",
    "step_failed": "prompt",
    "channel_open": "prompt",
    "call_undone": "urgent",
    "made_light": "urgent",
    "roster_edited": "prompt",
    "rules_edited": "prompt",
    "rules_eased": "urgent",
}
"""How an alarm of each kind is told; a kind that is not here is routine."""
NOTICES = ("made_light", "roster_edited", "rules_edited", "rules_eased")
"""Kinds that tell of something done, no state that could end: over after a day, in which the digest has told of them too."""
NOTICE_STANDS = timedelta(hours=24)
REMEDIES = {
    "nobody": "请立即处理该事项，并补齐值班表。",
    "unacknowledged": "请立即联系值班员或自行处理。",
    "message_dead": "请改用电话告知，并检查该人的通知渠道。",
    "message_stuck": "请改用电话告知，并检查该人的通知渠道。",
    "sign_on": "请联系接班人员，确认其能收到告警。",
    "step_silent": "请检查服务是否在运行；期间请人工查看控制台。",
    "step_failed": "请检查服务的运行日志。",
    "call_undone": "请立即电话报告，并登记通话。",
    "roster_gap": "请补齐值班表。",
    "roster_ahead": "请补齐值班表。",
    "roster_unseen": "请电话联系本人确认。",
    "channel_open": "请检查该渠道的网络与地址。",
    "source_silent": "请检查信源地址与网络。",
    "ping": "请检查对外网络与外部看护的地址。",
    "model_fault": "请到控制台“学习”页退回或改用另一个模型，或从备份恢复该文件。",
    "roster_edited": "请到控制台“值班”页核对；不是本单位所改的，请立即改回并查明。",
    "rules_edited": "请到控制台“系统”页核对；不是本单位所改的，请立即改回并查明。",
    "rules_eased": "请核对是否经批准；未经批准的，请立即改回并查明。",
    "made_light": "请核对理由；确属误判的，案件降级须在案件页定级，经第二人同意。",
}


def weight_of(kind: str) -> Weight:
    """How an alarm of a kind is told."""
    return WEIGHTS.get(kind, "routine")


def raise_alarm(
    work: Work,
    key: str,
    kind: str,
    text: str,
    *,
    but: Iterable[str] = (),
    also: Iterable[str] = (),
    tell: bool = True,
    call: Person | None = None,
    renew: bool = False,
) -> bool:
    """Raise an alarm unless it stands already, and tell those on duty; True when it is new.

    ``but`` names whom this very alarm cannot reach or is about, ``also`` whom it concerns beside those on duty, ``call``
    whom to telephone: in the words of the alarm the number would be masked. One that comes and goes is told again only
    after ``repeat_after``; with ``renew`` it is another matter under the same key, told however short ago the last one
    was, also while that one stands.
    """
    alarm = _claim(work, key, kind, text)
    is_new = alarm is not None
    if alarm is None and renew:
        alarm = _renewed(work, key, text)
    if alarm is None:
        return False
    work.audit("alarm.raised" if is_new else "alarm.renewed", f"alarm/{alarm.id}", kind=kind)
    quiet_since = alarm.told_at is None or work.now - alarm.told_at >= work.book.delivery.alarms.repeat_after
    if tell and (quiet_since or renew):
        tell_alarm(work, alarm, but=but, also=also, call=call)
    return is_new


def tell_alarm(
    work: Work,
    alarm: Alarm,
    *,
    but: Iterable[str] = (),
    also: Iterable[str] = (),
    call: Person | None = None,
) -> int:
    """Put an alarm into the outbox for those who must hear of it; returns how many that are."""
    weight, roster = weight_of(alarm.kind), roster_of(work)
    people = hearers(work.book.delivery, roster, work.now, weight=weight, but=frozenset(but))
    named = (roster.person(ident) for ident in also)
    by_id = {p.id: p for p in (*people, *(p for p in named if p is not None and p.channels))}
    people = list(by_id.values())
    for person in people:
        _put(work, alarm, person, call)
    alarm.told_at = work.now
    work.tx.session.add(alarm)
    if not people:
        work.audit("alarm.untold", f"alarm/{alarm.id}", kind=alarm.kind)
    return len(people)


def hearers(
    rules: DeliveryRules, roster: Roster, now: datetime, *, weight: Weight, but: frozenset[str] = frozenset()
) -> list[Person]:
    """Those who hear of an alarm of a weight; when all of them are left out, anybody else on duty."""
    told = rules.alarms.urgent_to if weight == "urgent" else rules.alarms.to
    found: dict[str, Person] = {}
    for role in told:
        if role == "leader_in_charge":
            leader = roster.leader_in_charge(now)
            people: Iterable[Person] = (leader,) if leader and leader.channels else ()
        else:
            people = roster.recipients(role, now).people
        found |= {p.id: p for p in people if p.id not in but}
    if not found:
        anybody = (p for role in ROLES for p in roster.on_duty(role, now))
        found = {p.id: p for p in anybody if p.channels and p.id not in but}
        found = dict(list(found.items())[:1])
    return list(found.values())


def _put(work: Work, alarm: Alarm, person: Person, call: Person | None) -> None:
    title, detail = headed(alarm.text)
    dedupe = f"alarm:{alarm.id}:{work.now.timestamp():.0f}:{person.id}"
    query = select(Message.id).where(Message.office_id == work.office_id, Message.dedupe == dedupe)
    if work.tx.session.exec(query).first() is not None:
        return  # told this very second: a clock that stands still
    telephone = f"{call.name} {call.telephone}" if call is not None and call.telephone else ""
    line = AlertLine("alarm", title, detail=detail, next_action=REMEDIES.get(alarm.kind), telephone=telephone)
    message = put_message(work, person.id, "alarm", dedupe, lines=[line])
    if weight_of(alarm.kind) == "urgent":
        message.content = {**message.content, "urgent": True}
        work.tx.session.add(message)
    if weight_of(alarm.kind) == "routine":
        message.next_attempt_at = next_clock_time(work.book.delivery.alarms.hour, work.now)
        message.held_for = "morning"
        work.tx.session.add(message)


def headed(text: str) -> tuple[str, str]:
    """A long sentence as title and detail, parted at a mark, since the end of a title is cut off where it is too long."""
    if len(text) <= LONGEST_TITLE:
        return text, ""
    marks = [at for mark in "：，" if 0 < (at := text.find(mark)) <= LONGEST_TITLE]
    at = text.find("：") if text.find("：") in marks else max(marks, default=0)
    return (text[:at], text[at + 1 :]) if at else (text, text)


def clear_alarm(work: Work, key: str) -> bool:
    """Clear an alarm whose cause is gone; True when one stood."""
    alarm = _find(work, key)
    if alarm is None or alarm.cleared_at is not None:
        return False
    alarm.cleared_at = work.now
    work.tx.session.add(alarm)
    work.audit("alarm.cleared", f"alarm/{alarm.id}", kind=alarm.kind)
    return True


def old_notices(session: Session, office_id: str, now: datetime) -> list[str]:
    """The keys of notices that have stood long enough."""
    query = select(Alarm.key).where(
        Alarm.office_id == office_id,
        col(Alarm.kind).in_(NOTICES),
        col(Alarm.cleared_at).is_(None),
        col(Alarm.raised_at) <= now - NOTICE_STANDS,
    )
    return list(session.exec(query))


def standing_alarms(session: Session, office_id: str, keys: Iterable[str]) -> set[str]:
    """Which of these keys name an alarm that stands."""
    query = select(Alarm.key).where(
        Alarm.office_id == office_id, col(Alarm.key).in_(list(keys)), col(Alarm.cleared_at).is_(None)
    )
    return set(session.exec(query))


def _claim(work: Work, key: str, kind: str, text: str) -> Alarm | None:
    """The alarm's row, raised by this transaction; None where it stands already, also by a process that was quicker."""
    alarm, session = _find(work, key), work.tx.session
    if alarm is None:
        ident = session.execute(_insert_unless_there(work, key, kind, text)).scalar()
        return None if ident is None else session.get_one(Alarm, ident)
    raised = update(Alarm).where(col(Alarm.id) == alarm.id, col(Alarm.cleared_at).is_not(None))
    done = session.execute(raised.values(raised_at=work.now, cleared_at=None, text=text))
    session.refresh(alarm)
    return alarm if cast(CursorResult[Any], done).rowcount else None


def _renewed(work: Work, key: str, text: str) -> Alarm | None:
    """The alarm that stands, with what is new about it."""
    alarm = _find(work, key)
    if alarm is not None:
        alarm.text, alarm.raised_at = text, work.now
        work.tx.session.add(alarm)
    return alarm


def _insert_unless_there(work: Work, key: str, kind: str, text: str) -> Any:
    dialect: Any = postgresql if work.tx.session.get_bind().dialect.name == "postgresql" else sqlite
    row = dialect.insert(Alarm).values(
        office_id=work.office_id, key=key, kind=kind, text=text, raised_at=work.now
    )
    return row.on_conflict_do_nothing(index_elements=["office_id", "key"]).returning(col(Alarm.id))


def _find(work: Work, key: str) -> Alarm | None:
    return work.tx.session.exec(
        select(Alarm).where(Alarm.office_id == work.office_id, Alarm.key == key)
    ).one_or_none()

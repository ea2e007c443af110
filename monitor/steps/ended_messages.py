"""Alarms about messages that reached nobody end when what they told is over, or was told by a later one."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from sqlmodel import col, select

from monitor.clock import parse_time
from monitor.steps.ended_cases import LIVE
from monitor.steps.standing import Standing, numbers
from monitor.store.duty_tables import DutyNotice, SignOn
from monitor.store.policy_tables import PolicyPrompt
from monitor.store.portions import portions
from monitor.store.tables import Alarm, CaseFile, Message, MessageStep

_UNTOLD = ("dead", "retry", "pending", "sending")


def messages_settled(at: Standing, names: Collection[str]) -> Iterator[str]:
    """Messages that went out after all, and such as nobody need be told any more."""
    for ids in portions(numbers(names)):
        for row in at.session.exec(select(Message).where(col(Message.id).in_(ids))):
            if _as_merged(at, row).state not in _UNTOLD or _is_over(at, row):
                yield str(row.id)


def _as_merged(at: Standing, row: Message) -> Message:
    """The message that a merged one goes out with: its words have not arrived before that one has."""
    while row.merged_into is not None:
        row = at.session.get_one(Message, row.merged_into)
    return row


def _is_over(at: Standing, row: Message) -> bool:
    """Whether what a message told of asks for nothing any more; what is not known to be over stands."""
    if row.kind == "digest":
        return _later_digest(at, row)
    if row.kind == "alarm":
        return _alarm_over(at, row)
    if row.kind == "sign_on":
        return _turn_over(at, row)
    if row.kind == "roster":
        return _moves_over(at, row)
    if row.kind == "policy":
        return _prompts_over(at, row)
    cases = (
        select(CaseFile.state)
        .join(MessageStep, col(MessageStep.case_id) == col(CaseFile.id))
        .where(MessageStep.message_id == row.id)
    )
    states = at.session.exec(cases.distinct()).all()
    return bool(states) and not any(state in LIVE for state in states)


def _later_digest(at: Standing, row: Message) -> bool:
    query = select(Message.id).where(
        Message.office_id == at.office_id,
        Message.person == row.person,
        Message.kind == "digest",
        Message.state == "sent",
        Message.id > row.id,
    )
    return at.session.exec(query.limit(1)).first() is not None


def _alarm_over(at: Standing, row: Message) -> bool:
    ident = row.dedupe.split(":")[1]
    alarm = at.session.get(Alarm, int(ident)) if ident.isdigit() else None
    return alarm is not None and alarm.cleared_at is not None


def _turn_over(at: Standing, row: Message) -> bool:
    asked = at.session.exec(select(SignOn).where(SignOn.message_id == row.id)).first()
    if asked is None:
        return False
    here = any(p.id == asked.person for p in at.roster.on_duty(asked.role, at.now))  # type: ignore[arg-type]
    return asked.signed_at is not None or not here


def _prompts_over(at: Standing, row: Message) -> bool:
    query = select(PolicyPrompt.state).where(col(PolicyPrompt.id).in_(row.content.get("prompts", ())))
    states = at.session.exec(query).all()
    return bool(states) and "open" not in states


def _moves_over(at: Standing, row: Message) -> bool:
    told = at.session.exec(select(DutyNotice).where(DutyNotice.message_id == row.id)).first()
    if told is None:
        return False
    over = all(parse_time(move["to"]) <= at.now for move in told.moves)
    return told.acknowledged_at is not None or over

"""Acknowledging what was sent: by the link of one touch, by the reply code, or told by telephone (代签收)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Literal

from sqlmodel import Session, col, select

from monitor.classify.result import GRAVE
from monitor.clock import local_text
from monitor.errors import NotFound, Refused
from monitor.sla.cases import allow, is_lower
from monitor.steps import acts
from monitor.steps.act_rows import not_future
from monitor.steps.desk import Work, take_turn
from monitor.steps.duty import roster_of
from monitor.steps.duty_told import acknowledge_notices
from monitor.steps.merging import parts_of
from monitor.steps.post_box import read_code
from monitor.steps.signing import sign
from monitor.store.matters import live_acts
from monitor.store.tables import CaseAct, CaseFile, Message, MessageStep

How = Literal["link", "code", "told"]
HOW_LABELS: dict[How, str] = {"link": "经告警链接签收", "code": "以回执码签收", "told": "电话告知，代签收"}


@dataclass(frozen=True, slots=True)
class Acknowledged:
    """What an acknowledgement did: the message, its cases, and whether it signed somebody on."""

    message: Message
    cases: tuple[CaseFile, ...]
    signed_on: bool = False
    graver: tuple[CaseFile, ...] = ()
    """Cases that have become graver than the message told: its acknowledgement is none of what they are now."""

    @property
    def caution(self) -> str:
        """What whoever acknowledged must hear; empty where nothing is left to acknowledge."""
        named = "、".join(case.number for case in self.graver)
        return f"{named}在这条消息之后已升级，尚未签收：请签收新的告警，或在案件页签收" if named else ""


def acknowledge_message(work: Work, message: Message, how: How) -> Acknowledged:
    """Acknowledge everything that a message told of, as the work's actor.

    A message to somebody else may be acknowledged by its code: who did so stands in the act and in the audit. Again
    changes nothing, except that a case that nobody has, because its acknowledgement was taken back or asked for anew, is
    acknowledged anew.
    """
    take_turn(work.tx)
    work.tx.session.refresh(message)
    before = message.acknowledged_at is not None
    cases, graver = [], []
    for case in cases_of(work.tx.session, message):
        case = work.tx.session.get_one(CaseFile, case.id, populate_existing=True)
        if _may(case) and _is_graver(case, message):
            graver += [] if case.acknowledged_at else [case]
        elif _may(case) and (not before or case.acknowledged_at is None):
            acts.acknowledge(work, case, _note(work, message, how), message=message.id)
        cases.append(case)
    signed_on = message.kind == "sign_on" and sign(work, message, how)
    if not before:
        message.acknowledged_at, message.acknowledged_by = work.now, work.actor
        work.tx.session.add(message)
        acknowledge_notices(work, parts_of(message), how)
        work.audit("message.acknowledged", f"message/{message.id}", person=message.person, how=how)
    return Acknowledged(message, tuple(cases), signed_on, tuple(graver))


def _may(case: CaseFile) -> bool:
    try:
        allow(case.state, "ack")
    except Refused:
        return False
    return True


def acknowledgements_by(session: Session, message: Message) -> list[CaseAct]:
    """The acknowledgements of cases that were made by a message and stand."""
    signed = (a for c in cases_of(session, message) for a in live_acts(session, c.id, "ack"))
    return [a for a in signed if a.body.get("message") == message.id]


def _is_graver(case: CaseFile, message: Message) -> bool:
    """Whether a case has become grave, and graver than its lines in the message said when it went out.

    Only for what became grave are there new alerts in any case, whose code or link can be answered instead.
    """
    lines = message.content.get("lines", ())
    told = [line.get("severity") for line in lines if line.get("case_number") == case.number]
    return case.severity in GRAVE and bool(told) and all(is_lower(case.severity, one) for one in told)


def _note(work: Work, message: Message, how: How) -> str:
    for_whom = f"，代 {message.person}" if work.actor != message.person else ""
    return f"{HOW_LABELS[how]}（编号 {message.id}{for_whom}）"


def cases_of(session: Session, message: Message) -> Sequence[CaseFile]:
    """The cases that a message told of, those of the messages merged into it too."""
    ids = select(MessageStep.case_id).where(col(MessageStep.message_id).in_(parts_of(message)))
    query = select(CaseFile).where(CaseFile.office_id == message.office_id)
    named = select(CaseFile.id).where(col(CaseFile.number).in_(_numbers(message)))
    query = query.where(col(CaseFile.id).in_(ids) | col(CaseFile.id).in_(named))
    return session.exec(query.order_by(col(CaseFile.id))).all()


def _numbers(message: Message) -> list[str]:
    """The case numbers in a message's matters: a chase tells of a rung that its receiver was told of before."""
    lines = message.content.get("lines", ())
    return sorted({line["case_number"] for line in lines if line.get("case_number")})


def message_of_code(work: Work, code: str) -> Message:
    """The message that bears a reply code. Raises NotFound or Refused."""
    query = select(Message).where(
        Message.office_id == work.office_id, Message.reply_code == read_code(code)[:8]
    )
    message = work.tx.session.exec(query).one_or_none()
    if message is None:
        raise NotFound(f"没有回执码 {code:.12}")
    # What was sent only after hours of trying, or anew, is answered from then on.
    if work.now - (message.sent_at or message.created_at) > work.book.delivery.reply.valid_for:
        raise Refused("回执码已过期，请在控制台签收")
    return message


def reply(work: Work, code: str) -> Acknowledged:
    """Acknowledge by reply code as the work's actor. Raises NotFound or Refused."""
    return acknowledge_message(work, message_of_code(work, code), "code")


def acknowledge_for(work: Work, case: CaseFile, told: acts.Told, *, note: str = "") -> CaseAct:
    """代签收: somebody was told by telephone and takes the matter on; who told whom and when is kept. Raises Refused.

    The actor keeps the record: for another person, whom the actor or ``told.by`` told, or of having been told.
    """
    told = replace(told, by=told.by or work.actor)
    for ident in (told.person, told.by):
        if roster_of(work).person(ident) is None:
            raise Refused(f"值班表的 people 中没有 {ident}")
    if told.person == told.by:
        same = told.person == work.actor
        raise Refused("本人签收不必代签收" if same else "告知人与签收人不得为同一人")
    if told.person != work.actor and not told.words.strip():
        raise Refused("代签收须记录告知的原话")
    _check_moment(work, case, told.at)
    return acts.acknowledge(work, case, note, told=told)


def _check_moment(work: Work, case: CaseFile, at: datetime) -> None:
    not_future(work, at, "告知时间")
    if at < case.proposed_at:
        raise Refused(f"告知时间不能早于案件登记（{local_text(case.proposed_at)}）")

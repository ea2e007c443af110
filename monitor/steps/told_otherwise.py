"""已另行告知: what was given up is told another way by a person; it stays dead in the record, and its alarm ends."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Literal, get_args

from sqlmodel import select

from monitor.clock import local_text
from monitor.errors import NotFound, Refused
from monitor.steps.act_rows import add_act, need, not_future, sha, with_hash
from monitor.steps.alarms import clear_alarm
from monitor.steps.desk import Work, take_turn
from monitor.steps.duty import roster_of
from monitor.steps.duty_told import acknowledge_notices
from monitor.steps.merging import parts_of
from monitor.steps.receipts import cases_of
from monitor.store.duty_tables import MessageSettlement
from monitor.store.tables import CaseFile, Message

How = Literal["phone", "in_person", "other"]
HOW_LABELS: dict[str, str] = {"phone": "电话", "in_person": "当面", "other": "其他方式"}


@dataclass(frozen=True, slots=True)
class Telling:
    """Who told whom, when, how and in which words; ``by`` empty is the actor, ``told`` empty the message's receiver."""

    at: datetime
    how: How
    words: str
    told: str = ""
    by: str = ""


def settle_dead(work: Work, message_id: int, telling: Telling) -> MessageSettlement:
    """Record that a message that was given up was told another way. Raises NotFound, Refused.

    1. The message stays dead and is not sent again. 2. Its alarm is cleared. 3. Every case that it told of shows it.
    Acknowledging a case is another act (签收, 代签收): being told is not yet taking it on. A change of one's own turns is
    known when one has been told of it.
    """
    take_turn(work.tx)
    message = dead_message(work, message_id)
    told, by = telling.told or message.person, telling.by or work.actor
    _check(work, message, telling, told=told, by=by)
    row = MessageSettlement(
        office_id=work.office_id,
        message_id=message.id,
        told=told,
        told_by=by,
        told_at=telling.at,
        how=telling.how,
        words=telling.words.strip(),
        actor=work.actor,
        recorded_at=work.now,
    )
    work.tx.session.add(row)
    work.tx.session.flush()
    work.audit(
        "message.told_otherwise",
        f"message/{message.id}",
        settlement=row.id,
        person=message.person,
        told=told,
        told_by=by,
        told_at=telling.at,
        how=telling.how,
        words_sha256=sha(row.words),
    )
    for case in cases_of(work.tx.session, message):
        _note_on_case(work, case, row)
    if told == message.person:
        acknowledge_notices(work, parts_of(message), "told")
    clear_alarm(work, f"dead:{message.id}")
    return row


def dead_message(work: Work, message_id: int) -> Message:
    """A message that was given up and is not settled, locked. Raises NotFound, Refused."""
    row = work.tx.session.get(Message, message_id, with_for_update=True)
    if row is None or row.office_id != work.office_id:
        raise NotFound(f"没有编号为 {message_id} 的消息")
    if row.state != "dead":
        raise Refused("只有“未能送达”的消息可以登记另行告知或重新投递")
    settled = select(MessageSettlement).where(MessageSettlement.message_id == message_id)
    found = work.tx.session.exec(settled).one_or_none()
    if found is not None:
        raise Refused(f"编号 {message_id} 的消息已于{local_text(found.told_at)}另行告知")
    return row


def _check(work: Work, message: Message, telling: Telling, *, told: str, by: str) -> None:
    if telling.how not in get_args(How):
        raise Refused("告知方式只能是 phone（电话）、in_person（当面）或 other（其他方式）")
    for ident in (told, by):
        if roster_of(work).person(ident) is None:
            raise Refused(f"值班表的 people 中没有 {ident}")
    if told == by and told != message.person:
        raise Refused("告知人与被告知人不得为同一人")
    need(telling.words, "另行告知须记录告知的要点" if told != by else "本人已知悉的，须写明如何得知")
    not_future(work, telling.at, "告知时间")
    if telling.at < message.created_at:
        raise Refused(f"告知时间不能早于消息生成（{local_text(message.created_at)}）")


def _note_on_case(work: Work, case: CaseFile, row: MessageSettlement) -> None:
    case = work.tx.session.get_one(CaseFile, case.id, populate_existing=True)
    body = {
        "message": row.message_id,
        "for": row.told,
        "told_by": row.told_by,
        "told_at": row.told_at.isoformat(),
        "how": row.how,
        **with_hash(told_words=row.words),
    }
    add_act(work, case, "told", body, happened_at=row.told_at)

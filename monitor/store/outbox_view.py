"""What the system page shows of the outbox: what could not be delivered, what waits, and what servers answered."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from sqlmodel import Session, col, func, select

from monitor.store.columns import UNSENT, spelled
from monitor.store.duty_tables import MessageAttempt, MessageSettlement
from monitor.store.tables import Message

SHOWN = 50
_DEAD = spelled("dead")


@dataclass(frozen=True, slots=True)
class Undelivered:
    """A message that has not arrived, with its tries, the latest first, and how it was told another way."""

    message: Message
    attempts: Sequence[MessageAttempt]
    settled: MessageSettlement | None = None


def dead_messages(session: Session, office_id: str) -> list[Undelivered]:
    """What was given up and nobody has told another way, and after it what was; the latest first."""
    settled = select(MessageSettlement.message_id).where(MessageSettlement.office_id == office_id)
    dead = select(Message).where(Message.office_id == office_id, col(Message.state) == _DEAD)
    dead = dead.order_by(col(Message.id).desc()).limit(SHOWN)
    found = [
        *session.exec(dead.where(col(Message.id).not_in(settled))),
        *session.exec(dead.where(col(Message.id).in_(settled))),
    ]
    return _with_attempts(session, found[:SHOWN])


def count_dead(session: Session, office_id: str) -> int:
    """How many messages were given up and told to nobody another way."""
    settled = select(MessageSettlement.message_id).where(MessageSettlement.office_id == office_id)
    query = select(func.count()).where(
        Message.office_id == office_id, col(Message.state) == _DEAD, col(Message.id).not_in(settled)
    )
    return session.exec(query).one()


def settlements_of(session: Session, messages: Collection[int]) -> dict[int, MessageSettlement]:
    """How messages that were given up were told another way, by message."""
    query = select(MessageSettlement).where(col(MessageSettlement.message_id).in_(messages))
    return {s.message_id: s for s in session.exec(query)}


def troubled_messages(session: Session, office_id: str) -> list[Undelivered]:
    """What waits after a failed try, the oldest first."""
    query = select(Message).where(
        Message.office_id == office_id, col(Message.state).in_(UNSENT), Message.attempts > 0
    )
    return _with_attempts(session, session.exec(query.order_by(col(Message.id)).limit(SHOWN)).all())


def _with_attempts(session: Session, messages: Collection[Message]) -> list[Undelivered]:
    query = select(MessageAttempt).where(col(MessageAttempt.message_id).in_([m.id for m in messages]))
    tries = session.exec(query.order_by(col(MessageAttempt.id).desc())).all()
    settled = settlements_of(session, [m.id for m in messages])
    return [
        Undelivered(m, [t for t in tries if t.message_id == m.id][:10], settled.get(m.id)) for m in messages
    ]

"""What the system page shows of the outbox: what could not be delivered, what waits, and what servers answered."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from sqlmodel import Session, col, select

from monitor.store.duty_tables import MessageAttempt
from monitor.store.tables import Message

SHOWN = 50
_WAITING = ("pending", "retry", "sending")


@dataclass(frozen=True, slots=True)
class Undelivered:
    """A message that has not arrived, with its tries, the latest first."""

    message: Message
    attempts: Sequence[MessageAttempt]


def dead_messages(session: Session, office_id: str) -> list[Undelivered]:
    """What was given up, the latest first."""
    query = select(Message).where(Message.office_id == office_id, Message.state == "dead")
    return _with_attempts(session, session.exec(query.order_by(col(Message.id).desc()).limit(SHOWN)).all())


def troubled_messages(session: Session, office_id: str) -> list[Undelivered]:
    """What waits after a failed try, the oldest first."""
    query = select(Message).where(
        Message.office_id == office_id, col(Message.state).in_(_WAITING), Message.attempts > 0
    )
    return _with_attempts(session, session.exec(query.order_by(col(Message.id)).limit(SHOWN)).all())


def _with_attempts(session: Session, messages: Collection[Message]) -> list[Undelivered]:
    query = select(MessageAttempt).where(col(MessageAttempt.message_id).in_([m.id for m in messages]))
    tries = session.exec(query.order_by(col(MessageAttempt.id).desc())).all()
    return [Undelivered(m, [t for t in tries if t.message_id == m.id][:10]) for m in messages]

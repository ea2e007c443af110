"""T4: claim messages, send them, record what came of it. The send stands between two transactions."""

from __future__ import annotations

import logging
import os
import random
import socket
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path
from typing import Protocol

from sqlalchemy import ColumnElement, literal_column
from sqlmodel import col, func, or_, select
from sqlmodel.sql.expression import SelectOfScalar

from monitor.clock import real_now
from monitor.notify import channels
from monitor.notify.message import OutMessage, Receipt
from monitor.notify.rates import Rates
from monitor.steps.alarms import raise_alarm
from monitor.steps.desk import Desk, Work
from monitor.steps.timing import time_delivery
from monitor.store.tables import Message

log = logging.getLogger(__name__)
LEASE = timedelta(seconds=60)
TIMEOUT_SECONDS = 15.0
TRIES_PER_CHANNEL = 4
# Sixteen at eight a time and fifteen seconds each stay well within the lease.
_CLAIM = 16
_THREADS = 8
REPEATED = "可能重复"
# Spelled out and not bound: SQLite takes a partial index only when the text of the query implies its condition.
_UNSENT: tuple[ColumnElement[str], ...] = tuple(
    literal_column(f"'{state}'") for state in ("pending", "retry", "sending")
)


class Send(Protocol):
    """How a message goes out over a channel URL."""

    def __call__(self, url: str, message: OutMessage, *, timeout: float, folder: Path) -> Receipt: ...


@dataclass(slots=True)
class DeliveryTally:
    """What one round of delivery did; ``pending`` is what the outbox still holds."""

    sent: int = 0
    failed: int = 0
    pending: int = 0


@dataclass(frozen=True, slots=True)
class Courier:
    """Takes messages out of the outbox; several may work side by side, each message has one lease."""

    desk: Desk
    folder: Path
    send: Send = channels.send
    rates: Rates = field(default_factory=Rates)
    owner: str = field(default_factory=lambda: f"{socket.gethostname()}:{os.getpid()}"[:64])

    def deliver(self) -> DeliveryTally:
        """Send all that is due now; each message is tried once."""
        tally = DeliveryTally()
        tried: set[int] = set()
        with ThreadPoolExecutor(_THREADS, thread_name_prefix="deliver") as pool:
            while batch := self._claim(tried):
                tried.update(m.id for m in batch)
                for message, receipt in zip(batch, pool.map(self._attempt, batch), strict=True):
                    if receipt is not None:
                        self._keep(message, receipt, tally)
        tally.pending = self._pending()
        return tally

    def _claim(self, tried: set[int]) -> Sequence[Message]:
        """Take a lease on what is due; one whose lease ran out may have been sent, and says so."""
        if not self._anything_waiting(tried):
            return []
        with self.desk.database.write() as tx:
            now, real = self.desk.now(), real_now()
            query = self._waiting(tried).limit(_CLAIM).with_for_update(skip_locked=True)
            rows = tx.session.exec(query).all()
            for row in rows:
                if row.state == "sending":
                    row.uncertain = True
                    tx.record("system", "message.lease_expired", f"message/{row.id}", at=now)
                row.state, row.lease_until, row.lease_owner = "sending", real + LEASE, self.owner
                tx.session.add(row)
        return rows

    def _anything_waiting(self, tried: set[int]) -> bool:
        with self.desk.database.read() as session:
            return session.exec(self._waiting(tried).limit(1)).first() is not None

    def _waiting(self, tried: set[int]) -> SelectOfScalar[Message]:
        due = (col(Message.state).in_(("pending", "retry"))) & (
            col(Message.next_attempt_at) <= self.desk.now()
        )
        abandoned = (col(Message.state) == "sending") & (col(Message.lease_until) < real_now())
        return (
            select(Message)
            .where(
                Message.office_id == self.desk.database.office_id,
                col(Message.state).in_(_UNSENT),
                or_(due, abandoned),
                col(Message.id).not_in(tried),
            )
            .order_by(func.coalesce(Message.severity, "Z"), col(Message.id))
        )

    def _attempt(self, message: Message) -> Receipt | None:
        """One attempt, without the database. None: the channel's rate asks to wait (the lease is handed back)."""
        url = self._channel(message)
        if url is None:
            return Receipt(False, True, "该人员没有可用的通知渠道")
        out = _marked(message)
        wait = self.rates.allow(url, self.desk.now(), channels.posts_of(url, out))
        if wait > 0:
            self._put_off(message, wait)
            return None
        try:
            return self.send(url, out, timeout=TIMEOUT_SECONDS, folder=self.folder)
        except Exception as error:
            log.exception("send_failed", extra={"message_id": message.id})
            return Receipt(False, False, f"程序错误（{type(error).__name__}）", uncertain=True)

    def _channel(self, message: Message) -> str | None:
        person = self.desk.book.roster.person(message.person)
        if person is None or message.channel >= len(person.channels):
            return None
        return person.channels[message.channel]

    def _put_off(self, message: Message, wait: float) -> None:
        with self.desk.database.write() as tx:
            row = tx.session.get_one(Message, message.id)
            row.state, row.lease_until = "retry", None
            row.next_attempt_at = self.desk.now() + timedelta(seconds=wait)
            tx.session.add(row)

    def _keep(self, message: Message, receipt: Receipt, tally: DeliveryTally) -> None:
        """Record the answer; a failure is tried again, then the next channel, then it is dead and an alarm."""
        with self.desk.database.write() as tx:
            work = Work(tx, self.desk.book, self.desk.now())
            row = tx.session.get_one(Message, message.id, with_for_update=True)
            row.attempts += 1
            row.answer, row.lease_until = receipt.answer[:2000], None
            row.uncertain = row.uncertain or (receipt.uncertain and not receipt.ok)
            if receipt.ok:
                row.state, row.sent_at = "sent", work.now
                time_delivery(work, row)
                tally.sent += 1
                work.audit(
                    "message.sent",
                    f"message/{row.id}",
                    person=row.person,
                    channel=row.channel,
                    attempts=row.attempts,
                )
            else:
                tally.failed += 1
                self._after_failure(work, row, receipt)
            tx.session.add(row)

    def _after_failure(self, work: Work, row: Message, receipt: Receipt) -> None:
        person = self.desk.book.roster.person(row.person)
        last = person is None or row.channel + 1 >= len(person.channels)
        work.audit(
            "message.failed",
            f"message/{row.id}",
            channel=row.channel,
            attempts=row.attempts,
            permanent=receipt.permanent,
        )
        tried_enough = receipt.permanent or row.attempts % TRIES_PER_CHANNEL == 0
        if tried_enough and not last:
            row.channel += 1
            row.state, row.next_attempt_at = "retry", work.now
        elif tried_enough and (receipt.permanent or row.attempts >= 2 * TRIES_PER_CHANNEL):
            row.state = "dead"
            work.audit("message.dead", f"message/{row.id}", person=row.person)
            raise_alarm(
                work,
                f"dead:{row.id}",
                "message_dead",
                f"编号 {row.id} 的消息未能送达 {row.person}：{receipt.answer[:80]}",
            )
        else:
            row.state, row.next_attempt_at = "retry", work.now + _backoff(row.attempts)

    def _pending(self) -> int:
        with self.desk.database.read() as session:
            query = select(func.count(col(Message.id))).where(
                Message.office_id == self.desk.database.office_id,
                col(Message.state).in_(_UNSENT),
            )
            return session.exec(query).one()


def _marked(message: Message) -> OutMessage:
    """The message as it goes out; after an uncertain send it says that it may have come before."""
    body = message.body
    if message.uncertain and REPEATED not in body:
        body = f"{body}\n（{REPEATED}）"
    return OutMessage(message.id, message.title, body)


def _backoff(attempts: int) -> timedelta:
    """15 s, doubled each time up to 10 min, with up to a fifth of jitter so that retries do not come in step."""
    seconds = min(15 * 2 ** (attempts - 1), 600)
    return timedelta(seconds=seconds * (1 + random.random() / 5))

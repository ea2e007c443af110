"""T4: claim messages, send them, record what came of it. The send stands between two transactions."""

from __future__ import annotations

import logging
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from typing import Protocol

from sqlalchemy import ColumnElement
from sqlmodel import col, func, or_, select
from sqlmodel.sql.expression import SelectOfScalar

from monitor.classify.result import GRAVE
from monitor.clock import real_now
from monitor.notify import channels
from monitor.notify.message import OutMessage, Receipt
from monitor.steps.as_it_stands import bring_up_to_date
from monitor.steps.circuits import Circuits, key_of
from monitor.steps.desk import Desk, Work
from monitor.steps.letters import REPEATED, Writer
from monitor.steps.merging import merge_waiting
from monitor.steps.owners import is_gone, this_process
from monitor.steps.post_box import rings, write_down
from monitor.steps.sent import Attempt, keep_attempt, no_route, refused_by, wait_for_channel
from monitor.store.columns import UNSENT
from monitor.store.tables import Message

__all__ = ["REPEATED", "Courier", "DeliveryTally", "Send"]

log = logging.getLogger(__name__)
LEASE = timedelta(seconds=60)
TIMEOUT_SECONDS = 15.0
# Sixteen at eight a time and fifteen seconds each stay well within the lease.
_CLAIM = 16
_LOOK_AT = 128
_IN_ONE_ROUND = 10_000
"""What was tried in a round is named in its next question; a database takes some tens of thousands of values."""
_THREADS = 8
_PATIENCE_SECONDS = 5.0
"""A grave message waits no longer than this for a channel's rate when the person has another channel."""


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
class _Claimed:
    """A message under lease, written for the channel that it goes over; the end of the lease tells it from a later one."""

    id: int
    url: str
    out: OutMessage
    lease_until: datetime


@dataclass(slots=True)
class _Round:
    """One call of :meth:`Courier.deliver`: what was tried, what waits behind a probe, whose leases nobody holds any more."""

    tally: DeliveryTally = field(default_factory=DeliveryTally)
    tried: set[int] = field(default_factory=set)
    behind: set[int] = field(default_factory=set)
    gone: tuple[str, ...] = ()
    looked: int = 0


@dataclass(frozen=True, slots=True)
class Courier:
    """Takes messages out of the outbox; several may work side by side, each message has one lease.

    ``real`` is the machine's time, by which leases run and vendors count; ``urgent_only`` leaves all but alarms and grave
    matters to others.
    """

    desk: Desk
    folder: Path
    send: Send = channels.send
    owner: str = field(default_factory=this_process)
    real: Callable[[], datetime] = real_now
    urgent_only: bool = False

    def deliver(self, *, enough: Callable[[], bool] = lambda: False) -> DeliveryTally:
        """Send what is due now; each message is tried once over each channel at most. A huge pile is left to further rounds.

        ``enough`` is asked between portions: True leaves the rest waiting.
        """
        this = _Round(gone=self._gone())
        with ThreadPoolExecutor(_THREADS, thread_name_prefix="deliver") as pool:
            while len(this.tried) < _IN_ONE_ROUND and not enough():
                batch = self._claim(this)
                this.tried.update(c.id for c in batch)
                for claimed, receipt in zip(batch, pool.map(self._attempt, batch), strict=True):
                    self._keep(claimed, receipt, this)
                if not batch and not this.looked:
                    break
                if batch:
                    this.behind.clear()  # the probe has come back: what waited behind it is looked at again
        this.tally.pending = self._pending()
        return this.tally

    def _claim(self, this: _Round) -> list[_Claimed]:
        """Take a lease on what is due; one whose lease ran out, or whose sender died, may have been sent and says so.

        1. What waits together is merged. 2. Each message finds a channel that may be used now, else it is put off.
        """
        this.looked = 0
        if not self._anything_waiting(this):
            return []
        claimed: list[_Claimed] = []
        with self.desk.database.write() as tx:
            work = Work(tx, self.desk.book, self.desk.now(), touch_key=self.desk.touch_key)
            query = self._waiting(this).limit(_LOOK_AT).with_for_update(skip_locked=True)
            rows = tx.session.exec(query).all()
            circuits = Circuits(work, self.real(), LEASE)
            circuits.lock(u for r in rows for u in self._routes(r))
            for row in merge_waiting(work, rows):
                if len(claimed) == _CLAIM:
                    break
                this.looked += 1
                found = self._assign(work, circuits, row, this)
                if found is not None:
                    claimed.append(found)
        return claimed

    def _assign(self, work: Work, circuits: Circuits, row: Message, this: _Round) -> _Claimed | None:
        """Lease a message for a channel, or put it off."""
        if row.state == "sending":
            row.uncertain = True
            work.audit("message.lease_expired", f"message/{row.id}")
        routes = self._routes(row)
        if not routes:
            this.tally.failed += 1
            this.tried.add(row.id)
            no_route(work, row)
            return None
        bring_up_to_date(work, row)
        chosen = _Chooser(circuits, row, routes, self._writer(work)).choose()
        if isinstance(chosen, _PutOff):
            self._put_off(work, row, chosen, this)
            return None
        if chosen.index != row.channel % len(routes):
            work.audit("message.rerouted", f"message/{row.id}", old=row.channel, new=chosen.index)
            row.channel, row.tries_here = chosen.index, 0
        lease_until = self.real() + LEASE
        row.state, row.lease_until, row.lease_owner = "sending", lease_until, self.owner
        row.held_for = ""
        if row.content.get("lines"):
            write_down(work, row)
        work.tx.session.add(row)
        return _Claimed(row.id, chosen.url, chosen.out, lease_until)

    def _put_off(self, work: Work, row: Message, why: _PutOff, this: _Round) -> None:
        if why.reason == "probe":
            if row.state == "sending":
                row.state, row.lease_until = "retry", None
                work.tx.session.add(row)
            this.behind.add(row.id)
            return
        seconds = why.seconds * (self.desk.clock.rate or 1.0)
        wait_for_channel(work, row, work.now + timedelta(seconds=seconds), why.reason)

    def _writer(self, work: Work) -> Writer:
        return Writer(work.book, self.desk.touch_key, work.now, self.real())

    def _routes(self, row: Message) -> tuple[str, ...]:
        person = self.desk.book.roster.person(row.person)
        return person.routes(grave=rings(row)) if person else ()

    def _anything_waiting(self, this: _Round) -> bool:
        with self.desk.database.read() as session:
            return session.exec(self._waiting(this).limit(1)).first() is not None

    def _gone(self) -> tuple[str, ...]:
        """Owners of leases that have died: nobody waits a minute for the lease of a process that was killed."""
        query = select(Message.lease_owner).where(
            Message.office_id == self.desk.database.office_id,
            col(Message.state).in_(UNSENT),
            Message.state == "sending",
        )
        with self.desk.database.read() as session:
            return tuple(o for o in session.exec(query.distinct()) if o and is_gone(o))

    def _waiting(self, this: _Round) -> SelectOfScalar[Message]:
        now, real = self.desk.now(), self.real()
        # One that nothing holds waits no longer than its longest pause: it was put off before the clock was set back.
        astray = now + 2 * self.desk.book.delivery.retry.longest
        due = col(Message.state).in_(("pending", "retry")) & or_(
            col(Message.next_attempt_at) <= now,
            (col(Message.held_for) == "") & (col(Message.next_attempt_at) > astray),
        )
        # A lease that ends later than any can was taken before the machine's clock was set back.
        free: ColumnElement[bool] = or_(
            col(Message.lease_until) < real, col(Message.lease_until) > real + 2 * LEASE
        )
        if this.gone:
            free = free | col(Message.lease_owner).in_(this.gone)
        abandoned = (col(Message.state) == "sending") & free
        query = select(Message).where(
            Message.office_id == self.desk.database.office_id,
            col(Message.state).in_(UNSENT),
            or_(due, abandoned),
            col(Message.id).not_in(this.tried | this.behind),
        )
        if self.urgent_only:
            query = query.where(or_(Message.kind == "alarm", col(Message.severity).in_(GRAVE)))
        return query.order_by(func.coalesce(Message.severity, "Z"), col(Message.id))

    def _attempt(self, claimed: _Claimed) -> Receipt:
        """One attempt, without the database."""
        try:
            return self.send(claimed.url, claimed.out, timeout=TIMEOUT_SECONDS, folder=self.folder)
        except Exception as error:
            log.exception("send_failed", extra={"message_id": claimed.id})
            return Receipt(False, False, f"程序错误（{type(error).__name__}）", uncertain=True)

    def _keep(self, claimed: _Claimed, receipt: Receipt, this: _Round) -> None:
        """Record the answer, in the message, in the channel's state and as an attempt of its own."""
        with self.desk.database.write() as tx:
            work = Work(tx, self.desk.book, self.desk.now(), touch_key=self.desk.touch_key)
            row = tx.session.get_one(Message, claimed.id, with_for_update=True)
            circuits = Circuits(work, self.real(), LEASE)
            circuits.lock([claimed.url])
            circuits.note(claimed.url, receipt)
            held = (row.state, row.lease_until, row.lease_owner) == (
                "sending",
                claimed.lease_until,
                self.owner,
            )
            attempt = Attempt(claimed.url, claimed.out, receipt, self._routes(row), held)
            if keep_attempt(work, row, attempt):
                this.tried.discard(claimed.id)
        this.tally.sent += receipt.ok
        this.tally.failed += not receipt.ok

    def _pending(self) -> int:
        with self.desk.database.read() as session:
            query = select(func.count(col(Message.id))).where(
                Message.office_id == self.desk.database.office_id,
                col(Message.state).in_(UNSENT),
            )
            return session.exec(query).one()


@dataclass(frozen=True, slots=True)
class _Chosen:
    index: int
    url: str
    out: OutMessage


@dataclass(frozen=True, slots=True)
class _PutOff:
    """Why a message cannot go now; ``seconds`` are real ones."""

    reason: str
    seconds: float = 0.0


@dataclass(frozen=True, slots=True)
class _Chooser:
    """Finds the channel over which a message goes now."""

    circuits: Circuits
    row: Message
    routes: Sequence[str]
    writer: Writer

    def choose(self) -> _Chosen | _PutOff:
        """The person's present channel if it may be used; past one that is open to the next that works.

        A grave message does not wait for a channel's rate when another channel is free. Nobody goes round by an address
        that has refused this very message for good.
        """
        waits: list[_PutOff] = []
        for hop in range(len(self.routes)):
            index = (self.row.channel + hop) % len(self.routes)
            if hop and key_of(self.routes[index]) in refused_by(self.row):
                continue
            found = self._try(index)
            if isinstance(found, _Chosen):
                return found
            waits.append(found)
            patient = not rings(self.row) or found.seconds <= _PATIENCE_SECONDS
            if found.reason == "rate" and patient:
                break
        probes = [w for w in waits if w.reason == "probe"]
        return probes[0] if probes else min(waits, key=lambda w: w.seconds)

    def _try(self, index: int) -> _Chosen | _PutOff:
        url = self.routes[index]
        standing = self.circuits.standing(url)
        if standing == "probing":
            return _PutOff("probe")
        if standing == "open":
            until = self.circuits.row(url).open_until
            assert until is not None
            return _PutOff("circuit", (until - self.circuits.work.now).total_seconds())
        out = self.writer.write(self.row, short=self._is_voice(url))
        wait = self.circuits.wait(url, channels.posts_of(url, out))
        if wait > 0:
            return _PutOff("rate", wait)
        if standing == "ready":
            self.circuits.begin_probe(url)
        return _Chosen(index, url, out)

    def _is_voice(self, url: str) -> bool:
        person = self.writer.book.roster.person(self.row.person)
        return person is not None and url in person.voice and url not in person.channels

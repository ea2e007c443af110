"""Channels shared by all processes: how much each was used of late, and whether it is left alone because it fails."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Literal

from sqlalchemy.dialects import postgresql, sqlite
from sqlmodel import col, select

from monitor.notify.message import Receipt
from monitor.notify.rates import Limit, Rate, limits_of_url
from monitor.notify.redact import redact
from monitor.sla.delivery import DeliveryRules
from monitor.steps.alarms import clear_alarm, raise_alarm
from monitor.steps.desk import Work
from monitor.store.duty_tables import Channel

_NAMED = 2
_LONGEST = timedelta(hours=1)
"""Nothing is left alone for longer by the machine's clock; what says so was written before that clock was set back."""
Standing = Literal["closed", "open", "probing", "ready"]
"""``ready``: its rest is over, one message may try it; ``probing``: one is trying it now."""


def key_of(url: str) -> str:
    """The name of an address in the database; the address itself holds secrets."""
    return hashlib.sha256(url.encode()).hexdigest()[:32]


def standing_of(row: Channel, now: datetime, real: datetime) -> Standing:
    """Whether a channel may be used: ``now`` is the product's time, ``real`` the machine's."""
    if row.state == "closed":
        return "closed"
    if row.state == "half_open" and row.probe_until is not None and real < row.probe_until <= real + _LONGEST:
        return "probing"
    if row.open_until is not None and row.open_until > now:
        return "open"
    return "ready"


def limits_of(rules: DeliveryRules, url: str) -> Sequence[Limit]:
    """The office's own limits of this kind of channel, else the vendor's."""
    own = rules.rates.get(url.partition("://")[0].lower())
    return limits_of_url(url) if own is None else [Limit(r.posts, r.seconds) for r in own]


@dataclass(slots=True)
class Circuits:
    """The channels of one transaction, locked; ``real`` is the machine's time, by which vendors count."""

    work: Work
    real: datetime
    lease: timedelta
    _rows: dict[str, Channel] = field(default_factory=dict)

    def lock(self, urls: Iterable[str]) -> None:
        """Lock the rows of these addresses, always in the same order, making those that are not there yet."""
        wanted = {key_of(u): redact(u) for u in urls}
        missing = [k for k in wanted if k not in self._rows]
        if not missing:
            return
        session, office = self.work.tx.session, self.work.office_id
        query = select(Channel).where(Channel.office_id == office, col(Channel.key).in_(missing))
        there = {row.key for row in session.exec(query)}
        for key in sorted(set(missing) - there):
            self._make(key, wanted[key])
        locked = query.order_by(col(Channel.key)).with_for_update()
        for row in session.exec(locked.execution_options(populate_existing=True)):
            self._rows[row.key] = row

    def _make(self, key: str, label: str) -> None:
        """Another process may make the same row at the same moment."""
        session = self.work.tx.session
        insert = postgresql.insert if session.get_bind().dialect.name == "postgresql" else sqlite.insert
        row = Channel(office_id=self.work.office_id, key=key, label=label).model_dump()
        session.execute(insert(Channel).values(**row).on_conflict_do_nothing())

    def row(self, url: str) -> Channel:
        return self._rows[key_of(url)]

    def standing(self, url: str) -> Standing:
        """Whether a message may go over an address now."""
        return standing_of(self.row(url), self.work.now, self.real)

    def wait(self, url: str, posts: int) -> float:
        """Take leave for some posts at the channel's rate: 0.0, or the real seconds to wait."""
        row = self.row(url)
        if row.blocked_until is not None and self.real < row.blocked_until <= self.real + _LONGEST:
            return (row.blocked_until - self.real).total_seconds()
        rate = Rate(limits_of(self.work.book.delivery, url), row.recent)
        seconds = rate.allow(self.real, posts)
        if rate.limits:
            row.recent = rate.recent
            self._keep(row)
        return seconds

    def begin_probe(self, url: str) -> None:
        """Let one message try a channel whose rest is over."""
        row = self.row(url)
        row.state, row.probe_until = "half_open", self.real + self.lease
        self._keep(row)
        self.work.audit("channel.probed", f"channel/{row.key}")

    def note(self, url: str, receipt: Receipt) -> None:
        """Record what came of a send: a success closes the circuit, some failures in a row open it."""
        row = self.row(url)
        row.last_answer = receipt.answer[:500]
        if receipt.ok:
            self._closed(row)
        elif receipt.wait_seconds:
            row.blocked_until = self.real + timedelta(seconds=receipt.wait_seconds)
            row.last_failed_at = self.work.now
        else:
            self._failed(url, row)
        self._keep(row)

    def _closed(self, row: Channel) -> None:
        row.last_ok_at, row.failures = self.work.now, 0
        if row.state == "closed":
            return
        row.state, row.opens, row.open_until, row.probe_until = "closed", 0, None, None
        self.work.audit("channel.closed", f"channel/{row.key}")
        clear_alarm(self.work, f"channel:{row.key}")

    def _failed(self, url: str, row: Channel) -> None:
        rules = self.work.book.delivery.circuit
        row.last_failed_at, row.failures = self.work.now, row.failures + 1
        if row.state == "closed" and row.failures < rules.failures:
            return
        rest = min(rules.first * 2 ** min(row.opens, 20), rules.longest)
        row.state, row.opens, row.open_until = "open", row.opens + 1, self.work.now + rest
        row.probe_until = None
        self.work.audit("channel.opened", f"channel/{row.key}", failures=row.failures, until=row.open_until)
        whose = f"{row.label}{self._whose(url)}"
        text = f"通知渠道 {whose}连续失败 {row.failures} 次，已暂停使用：{row.last_answer[:80]}"
        raise_alarm(self.work, f"channel:{row.key}", "channel_open", text, but=self._only_by(url))

    def _whose(self, url: str) -> str:
        """Whose address it is: of two robots of one vendor nothing else that may be shown differs."""
        names = [p.name for p in self.work.book.roster.people() if url in (*p.channels, *p.voice)]
        more = f"等{len(names)}人" if len(names) > _NAMED else ""
        return f"（{'、'.join(names[:_NAMED])}{more}）" if names else " "

    def _only_by(self, url: str) -> list[str]:
        """Those who cannot be told over any other address that this one fails."""
        return [p.id for p in self.work.book.roster.people() if set(p.channels) <= {url}]

    def _keep(self, row: Channel) -> None:
        self.work.tx.session.add(row)

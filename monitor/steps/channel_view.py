"""How each channel of the roster stands: its circuit, its rate, and what its server last answered."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlmodel import Session, select

from monitor.clock import real_now
from monitor.notify.rates import Rate
from monitor.notify.redact import redact
from monitor.sla.roster_file import Person
from monitor.steps.circuits import Standing, key_of, limits_of, standing_of
from monitor.steps.desk import Desk
from monitor.store.duty_tables import Channel


@dataclass(frozen=True, slots=True)
class RateUse:
    """``used`` of the ``posts`` that a channel admits within any ``seconds``."""

    used: int
    posts: int
    seconds: float


@dataclass(frozen=True, slots=True)
class ChannelLine:
    """One address without its secrets, who is reached over it, and how it stands; ``row`` None: never used."""

    label: str
    people: tuple[str, ...]
    voice: bool
    standing: Standing
    rates: tuple[RateUse, ...]
    row: Channel | None = None

    @property
    def rank(self) -> tuple[bool, bool, str]:
        """Those that are left alone first, then those that fail."""
        return self.standing == "closed", self.row is None or not self.row.failures, self.label


def channel_lines(session: Session, desk: Desk, now: datetime) -> list[ChannelLine]:
    """Every address of the roster, the troubled ones first."""
    rows = {
        c.key: c for c in session.exec(select(Channel).where(Channel.office_id == desk.database.office_id))
    }
    real = real_now()

    def line(url: str, people: Sequence[Person]) -> ChannelLine:
        row = rows.get(key_of(url))
        rate = Rate(limits_of(desk.book.delivery, url), row.recent if row else ())
        return ChannelLine(
            redact(url),
            tuple(p.id for p in people),
            all(url not in p.channels for p in people),
            standing_of(row, now, real) if row else "closed",
            tuple(RateUse(rate.used(x, real), x.posts, x.seconds) for x in rate.limits),
            row,
        )

    urls = dict.fromkeys(_addresses(desk.book.roster.people()))
    users = {u: [p for p in desk.book.roster.people() if u in p.routes(grave=True)] for u in urls}
    return sorted((line(u, users[u]) for u in urls), key=lambda x: x.rank)


def _addresses(people: Sequence[Person]) -> Iterator[str]:
    for person in people:
        yield from person.routes(grave=True)

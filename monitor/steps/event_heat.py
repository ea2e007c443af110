"""How hot an event is now, with the rhythm of its sources as it is kept in the database."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from sqlalchemy import BigInteger, Select, cast, extract, select
from sqlmodel import Session, col, func

from monitor.events.heat import Heat, heat_of
from monitor.rulebook import RuleBook
from monitor.steps.crowd import Crowd, crowds_of
from monitor.store.tables import ItemRecord

_FRESH = timedelta(hours=1)


@dataclass(slots=True)
class Rhythm:
    """What each source usually gives one event in a span as long as the recent one; looked up in the database once an hour and source."""

    _usual: dict[str, tuple[datetime, float]] = field(default_factory=dict)

    def heat(self, session: Session, book: RuleBook, crowd: Crowd) -> Heat:
        """The heat of a crowd at its moment."""
        recent = _recent_sources(book, crowd)
        self._look_up(session, book, recent, crowd.now)
        return heat_of(crowd.voices, crowd.now, book.events.heat, {s: self._usual[s][1] for s in recent})

    def learn(self, session: Session, book: RuleBook, crowds: Iterable[Crowd], now: datetime) -> None:
        """Look up at once what several crowds will ask for: each look-up may read the items of four weeks."""
        self._look_up(session, book, {s for crowd in crowds for s in _recent_sources(book, crowd)}, now)

    def _look_up(self, session: Session, book: RuleBook, sources: Iterable[str], now: datetime) -> None:
        old = [s for s in sources if s not in self._usual or abs(now - self._usual[s][0]) > _FRESH]
        if not old:
            return
        found = {source: float(mean) for source, mean in session.execute(_rhythm_of(old, book, now))}
        self._usual |= {source: (now, found.get(source, 1.0)) for source in old}


def _rhythm_of(sources: list[str], book: RuleBook, now: datetime) -> Select[tuple[str | None, float]]:
    """The mean of the items that each source gave one event in a span in which it spoke of it.

    The spans are as long as the recent one that the mean is held against: over four weeks one long-lived event has so
    many items of a source that its next burst would pass for its habit.
    """
    rules, told_at = book.events.heat, func.coalesce(ItemRecord.published_at, ItemRecord.collected_at)
    until = now - rules.recent
    seconds = cast(extract("epoch", told_at), BigInteger)
    span = (seconds // int(rules.recent.total_seconds())).label("span")
    spans = (
        select(col(ItemRecord.source).label("source"), func.count().label("told"))
        .where(
            col(ItemRecord.office_id) == book.office.id,
            col(ItemRecord.source).in_(sources),
            col(ItemRecord.event_id).is_not(None),
            col(ItemRecord.collected_at) > until - rules.rhythm_window,
            col(ItemRecord.collected_at) <= until,
        )
        .group_by(col(ItemRecord.source), col(ItemRecord.event_id), span)
        .subquery()
    )
    return select(spans.c.source, func.avg(spans.c.told)).group_by(spans.c.source)


def _recent_sources(book: RuleBook, crowd: Crowd) -> set[str]:
    return {v.source for v in crowd.voices if v.source and v.at > crowd.now - book.events.heat.recent}


def heats_now(session: Session, book: RuleBook, event_ids: Iterable[int], now: datetime) -> dict[int, Heat]:
    """The heat of several events at one moment: stored points are of when the last item came, and have cooled since."""
    rhythm = Rhythm()
    crowds = crowds_of(session, event_ids, book.events, now)
    rhythm.learn(session, book, crowds.values(), now)
    return {event: rhythm.heat(session, book, crowd) for event, crowd in crowds.items()}


def heat_now(session: Session, book: RuleBook, event_id: int, now: datetime) -> Heat:
    """The heat of one event at this moment, told in parts."""
    return heats_now(session, book, [event_id], now)[event_id]

"""How hot an event is now, with the rhythm of its sources as it is kept in the database."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from sqlmodel import Session, col, func, select

from monitor.events.heat import Heat, heat_of
from monitor.rulebook import RuleBook
from monitor.steps.crowd import Crowd, crowds_of
from monitor.store.tables import ItemRecord

_FRESH = timedelta(hours=1)


@dataclass(slots=True)
class Rhythm:
    """What each source usually gives one event; looked up in the database once an hour and source."""

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
        rules = book.events.heat
        until = now - rules.recent
        query = (
            select(
                ItemRecord.source,
                func.count(col(ItemRecord.id)),
                func.count(func.distinct(col(ItemRecord.event_id))),
            )
            .where(
                ItemRecord.office_id == book.office.id,
                col(ItemRecord.source).in_(old),
                col(ItemRecord.collected_at) > until - rules.rhythm_window,
                col(ItemRecord.collected_at) <= until,
            )
            .group_by(col(ItemRecord.source))
        )
        found = {source: items / max(1, events) for source, items, events in session.exec(query)}
        self._usual |= {source: (now, found.get(source, 1.0)) for source in old}


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

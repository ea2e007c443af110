"""The summaries of the events that a batch touches: read together, brought up to date in memory, written together."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from sqlalchemy import bindparam
from sqlmodel import Session, col, select, update

from monitor.classify.result import graver
from monitor.store.bulk import Numbers, insert_rows
from monitor.store.tables import Event

Row = Mapping[str, Any]


@dataclass(slots=True)
class EventSummary:
    """The columns of an event that its items change, and what links it to others."""

    id: int
    title: str
    first_at: datetime
    last_at: datetime
    items: int = 0
    severity: str | None = None
    emergency: str | None = None
    category: str = ""
    historical: bool = False
    heat: float = 0.0
    opinion_level: str | None = None
    opinion_words: dict[str, list[str]] = field(default_factory=dict)
    merged_into: int | None = None
    reversal_of: int | None = None

    def take(self, item: Row, at: datetime) -> None:
        """One further item, given by its row."""
        self.items += 1
        self.first_at, self.last_at = min(self.first_at, at), max(self.last_at, at)
        self.severity = graver(self.severity, item["severity"])
        self.emergency = self.emergency or item["emergency"]
        self.category = self.category or item["category"]
        self.historical = item["historical"] if self.items == 1 else self.historical and item["historical"]


_COLUMNS = tuple(EventSummary.__dataclass_fields__)
_CHANGING = tuple(name for name in _COLUMNS if name not in ("id", "title", "merged_into", "reversal_of"))


class EventRows:
    """The events of one batch; what is changed here is written by :meth:`write` and not before."""

    def __init__(self, session: Session, office_id: str) -> None:
        self._session = session
        self._office_id = office_id
        self._numbers = Numbers(session, Event)
        self._known: dict[int, EventSummary] = {}
        self._new: list[int] = []
        self._changed: set[int] = set()
        self._taken: list[tuple[int, Row, datetime]] = []

    def open(self, title: str, at: datetime, reversal_of: int | None = None) -> int:
        """Begin an event; returns its number."""
        number = self._numbers.take()
        self._known[number] = EventSummary(number, title, at, at, reversal_of=reversal_of)
        self._new.append(number)
        return number

    def take(self, event_id: int, item: Row, at: datetime) -> None:
        """An item has come to an event; its summary follows when the events are next read."""
        self._taken.append((event_id, item, at))

    def changing(self, event_id: int) -> EventSummary:
        """The summary of an event, which will be written again."""
        self.read([event_id])
        self._changed.add(event_id)
        return self._known[event_id]

    def read(self, event_ids: Iterable[int] = ()) -> None:
        """Read what is not in memory yet, in one query, and let summaries take what has come to them."""
        wanted = {*event_ids, *(event_id for event_id, _, _ in self._taken)} - self._known.keys()
        if wanted:
            query = select(*(getattr(Event, name) for name in _COLUMNS)).where(col(Event.id).in_(wanted))
            for row in self._session.execute(query):
                self._known[row[0]] = EventSummary(*row)
        for event_id, item, at in self._taken:
            self._known[event_id].take(item, at)
            self._changed.add(event_id)
        self._taken.clear()

    def forget(self) -> None:
        """Read all summaries anew when next asked for: they were written, and then changed elsewhere."""
        self._known.clear()

    def write(self) -> None:
        """Insert the new events and update the changed ones, one statement each."""
        self.read()
        if self._new:
            office = {"office_id": self._office_id}
            insert_rows(self._session, Event, [office | self._columns(n, _COLUMNS) for n in self._new])
        changed = sorted(self._changed.difference(self._new))
        if changed:
            statement = update(Event).where(col(Event.id) == bindparam("_id"))
            statement = statement.values({name: bindparam(f"_{name}") for name in _CHANGING})
            rows = [
                {f"_{name}": getattr(self._known[n], name) for name in ("id", *_CHANGING)} for n in changed
            ]
            self._session.connection().execute(statement, rows)
        self._new.clear()
        self._changed.clear()

    def _columns(self, number: int, names: Iterable[str], prefix: str = "") -> dict[str, Any]:
        event = self._known[number]
        return {f"{prefix}{name}": getattr(event, name) for name in names}

"""One event with its items, its cases, what officers ruled on it, and the events that turn it round or that it took in."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlmodel import Session, col, or_, select

from monitor.clock import rfc3339
from monitor.store.portions import portions
from monitor.store.tables import CaseFile, Event, EventOpinion, EventRuling, ItemRecord
from monitor.text.mask import head

SHOWN = 500
"""At most so many items of an event are read, the latest."""


@dataclass(frozen=True, slots=True)
class EventPage:
    """All that is shown of one event."""

    event: Event
    items: Sequence[ItemRecord]
    cases: Sequence[CaseFile]
    rulings: Sequence[EventRuling]
    reversals: Sequence[int]
    taken_in: Sequence[int]
    levels: Sequence[EventOpinion] = ()
    """Each rise of its opinion level, the present one first."""


def read_event(session: Session, office_id: str, event_id: int) -> EventPage | None:
    """An event of the office; None when there is none."""
    event = session.get(Event, event_id)
    if event is None or event.office_id != office_id:
        return None
    items = select(ItemRecord).where(ItemRecord.event_id == event_id)
    taken_in = session.exec(select(Event.id).where(Event.merged_into == event_id)).all()
    cases = select(CaseFile).where(col(CaseFile.event_id).in_([event_id, *taken_in]))
    rulings = select(EventRuling).where(
        or_(EventRuling.left_event == event_id, EventRuling.right_event == event_id)
    )
    levels = select(EventOpinion).where(EventOpinion.event_id == event_id)
    return EventPage(
        event,
        session.exec(items.order_by(col(ItemRecord.id).desc()).limit(SHOWN)).all(),
        session.exec(cases.order_by(col(CaseFile.id))).all(),
        session.exec(rulings.order_by(col(EventRuling.id))).all(),
        turned_of(session, event_id),
        taken_in,
        session.exec(levels.order_by(col(EventOpinion.id).desc())).all(),
    )


def event_json(page: EventPage) -> dict[str, Any]:
    """An event for programs; texts of items stay where they are."""
    event = page.event
    return {
        "event": event.id,
        "title": event.title,
        "items": event.items,
        "first_at": rfc3339(event.first_at),
        "last_at": rfc3339(event.last_at),
        "severity": event.severity,
        "emergency": event.emergency,
        "category": event.category,
        "opinion_level": event.opinion_level,
        "opinion_levels": [
            {"level": r.level, "basis": r.basis, "recorded_at": rfc3339(r.recorded_at)} for r in page.levels
        ],
        "merged_into": event.merged_into,
        "taken_in": list(page.taken_in),
        "reversal_of": event.reversal_of,
        "reversals": list(page.reversals),
        "members": [
            {"item": m.id, "title": m.title or head(m.text, 60), "duplicate_of": m.duplicate_of}
            for m in page.items
        ],
        "cases": [{"case": c.id, "number": c.number, "state": c.state} for c in page.cases],
        "rulings": [
            {
                "kind": r.kind,
                "left": r.left_event,
                "right": r.right_event,
                "item": r.item_id,
                "actor": r.actor,
                "reason": r.reason,
                "recorded_at": rfc3339(r.recorded_at),
            }
            for r in page.rulings
        ],
    }


def turned_round(session: Session, events: Sequence[int]) -> dict[int, list[int]]:
    """Of these events those whose story was turned round, each with the events of its reversals."""
    found: dict[int, list[int]] = {}
    for ids in portions(events):
        query = select(Event.reversal_of, Event.id).where(
            col(Event.reversal_of).in_(ids), col(Event.merged_into).is_(None)
        )
        for earlier, event in session.exec(query.order_by(col(Event.id))):
            if earlier is not None:
                found.setdefault(earlier, []).append(event)
    return found


def turned_of(session: Session, event: int | None) -> Sequence[int]:
    """The events that turn round the story of one event."""
    return () if event is None else turned_round(session, [event]).get(event, ())

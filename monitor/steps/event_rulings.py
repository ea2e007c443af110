"""What officers ruled on events outranks the matcher: followed when an item is placed and when events would be joined."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime

from sqlmodel import Session, col, or_, select

from monitor.classify.emergencies.turning import turns_round
from monitor.events.entry import Placement
from monitor.store.tables import Event, EventRuling, ItemClassification, ItemRecord

_LOOKED_AT = 50


@dataclass(frozen=True, slots=True)
class Turned:
    """Where a refutation goes: into ``placement.event``, or, None, into a new one that turns ``earlier`` round."""

    placement: Placement
    earlier: int | None = None


def standing_event(session: Session, event_id: int) -> int:
    """The event that an event has become part of, its own number when it stands alone."""
    seen: set[int] = set()
    event = session.get(Event, event_id)
    while event is not None and event.merged_into is not None and event.id not in seen:
        seen.add(event.id)
        event = session.get(Event, event.merged_into)
    return event.id if event is not None else event_id


def as_ruled(session: Session, placement: Placement) -> Placement:
    """A placement as the officers' rulings have it: merged events are followed, and so are copies that were split off."""
    if not isinstance(placement.event, int):
        return placement
    event = standing_event(session, placement.event)
    if isinstance(placement.duplicate_of, int):
        event = _where_copy_went(session, event, placement.duplicate_of)
    if event == placement.event:
        return placement
    return replace(placement, event=event, why=(*placement.why, f"从人工归并、拆分，入事件 {event}"))


def _where_copy_went(session: Session, event_id: int, root: int) -> int:
    """The present event of the copy of ``root`` that an officer took out of this event last, else the event itself."""
    taken_in = select(Event.id).where(Event.merged_into == event_id)
    query = (
        select(ItemRecord.event_id)
        .join(EventRuling, col(EventRuling.item_id) == col(ItemRecord.id))
        .where(
            EventRuling.kind == "apart",
            or_(EventRuling.left_event == event_id, col(EventRuling.left_event).in_(taken_in)),
            or_(ItemRecord.id == root, ItemRecord.duplicate_of == root),
        )
        .order_by(col(EventRuling.id).desc())
        .limit(1)
    )
    return session.exec(query).first() or event_id


def officers_ruled(session: Session, office_id: str) -> bool:
    """Whether any officer has merged or split events; what the machine joined is followed in the index alone."""
    query = select(EventRuling.id).where(
        EventRuling.office_id == office_id, col(EventRuling.kind).in_(("together", "apart"))
    )
    return session.exec(query.limit(1)).first() is not None


def turned(session: Session, placement: Placement, event: Event, at: datetime) -> Turned:
    """Where a refutation of an event's story goes: its own event, which later refutations of the same story join.

    An event that is younger, is a reversal itself, or consists of refutations only, has no story to turn round.
    """
    if event.reversal_of is not None or event.first_at >= at or not tells_a_story(session, event):
        return Turned(placement)
    query = select(Event.id).where(Event.reversal_of == event.id, col(Event.merged_into).is_(None))
    known = session.exec(query.order_by(col(Event.id).desc()).limit(1)).first()
    moved = replace(placement, event=known, duplicate_of=None, why=(f"反转自事件 {event.id}", *placement.why))
    return Turned(moved, None if known is not None else event.id)


def tells_a_story(session: Session, event: Event) -> bool:
    """Whether any of an event's first items tells a story and does not only refute one."""
    query = (
        select(ItemRecord, ItemClassification.result)
        .join(ItemClassification, col(ItemClassification.item_id) == ItemRecord.id)
        .where(ItemRecord.event_id == event.id, ItemClassification.revision == ItemRecord.revision)
        .order_by(col(ItemRecord.id))
        .limit(_LOOKED_AT)
    )
    return any(not turns_round(r.title, r.text, said) for r, said in session.exec(query))

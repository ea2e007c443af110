"""Two events that turn out to be one, as evidence grows, are joined by the machine; an officer's word and cases forbid it."""

from __future__ import annotations

from dataclasses import dataclass, field

from sqlmodel import col, func, or_, select

from monitor.steps.desk import Work
from monitor.steps.event_acts import combine
from monitor.steps.event_rulings import standing_event
from monitor.store.tables import CaseFile, Event, EventRuling

JOINED = "joined"
REASON = "后来的条目与两个事件都相近，自动归并"


@dataclass(slots=True)
class EventJoins:
    """The joins of one transaction."""

    work: Work
    _apart: set[frozenset[int]] | None = field(default=None)

    def join(self, one: int, other: int) -> tuple[int, int] | None:
        """Join two events; returns the emptied one and the one that keeps its number, None where it may not be."""
        session = self.work.tx.session
        session.expire_all()  # summaries are also written past the session
        pair = [session.get_one(Event, one), session.get_one(Event, other)]
        if any(event.merged_into is not None for event in pair) or not self._may_be_one(*pair):
            return None
        # The one with a case keeps its number, then the larger one, then the older.
        into, event = sorted(pair, key=lambda e: (not self._has_case(e), -e.items, e.id))
        ruling = EventRuling(
            office_id=self.work.office_id,
            kind=JOINED,
            left_event=event.id,
            right_event=into.id,
            actor=self.work.actor,
            reason=REASON,
            recorded_at=self.work.now,
        )
        session.add(ruling)
        items = combine(self.work, event, into, REASON)
        self.work.audit("event.joined", f"event/{event.id}", into=into.id, items=len(items))
        return event.id, into.id

    def _may_be_one(self, one: Event, other: Event) -> bool:
        """No officer has parted them, none refutes the other, and no two cases would come to share one event."""
        if frozenset((one.id, other.id)) in self._parted():
            return False
        if one.reversal_of is not None or other.reversal_of is not None:
            return False
        return not (self._has_case(one) and self._has_case(other))

    def _has_case(self, event: Event) -> bool:
        taken_in = select(Event.id).where(Event.merged_into == event.id)
        query = select(func.count(col(CaseFile.id))).where(
            or_(col(CaseFile.event_id) == event.id, col(CaseFile.event_id).in_(taken_in))
        )
        return self.work.tx.session.exec(query).one() > 0

    def _parted(self) -> set[frozenset[int]]:
        """The events that officers have parted, each by the event that it belongs to now."""
        if self._apart is None:
            session = self.work.tx.session
            query = select(EventRuling.left_event, EventRuling.right_event).where(
                EventRuling.office_id == self.work.office_id, EventRuling.kind == "apart"
            )
            self._apart = {
                frozenset(standing_event(session, event_id) for event_id in pair)
                for pair in session.exec(query)
            }
        return self._apart

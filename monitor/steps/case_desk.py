"""The office's triggers look at what has come in: each item in its event, as it stood when the item came."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from typing import Protocol

from sqlmodel import col, or_, select

from monitor.classify.organs.matter import Routing
from monitor.classify.result import Classification
from monitor.classify.triage.opinion import Opinion, higher
from monitor.sla.triggers import Sighting, Trigger, choose
from monitor.steps.batch import Look
from monitor.steps.crowd import Crowd, crowds_of
from monitor.steps.desk import Work
from monitor.steps.drafts import Drafts
from monitor.steps.event_heat import Rhythm
from monitor.steps.event_rows import EventRows, EventSummary
from monitor.steps.opening import Opening, case_of_event, open_case, sight
from monitor.steps.opinion import follow_event, judge_event, judge_heat
from monitor.store.tables import CaseFile, Event, ItemRecord


class Router(Protocol):
    """Who answers for a matter."""

    def route(self, result: Classification) -> Routing: ...


class Looked(Protocol):
    """What is put before the triggers, and the events that it stands in."""

    @property
    def looks(self) -> Sequence[Look]: ...
    @property
    def events(self) -> EventRows: ...


class Counts(Protocol):
    """Where it is counted what the triggers came to."""

    cases_opened: int
    cases_proposed: int


@dataclass(slots=True)
class CaseDesk:
    """Lets the triggers decide on a batch whose rows are written; history is never shown here."""

    work: Work
    router: Router
    rhythm: Rhythm
    _drafts: Drafts = field(init=False)
    _crowds: dict[int, Crowd] = field(default_factory=dict)
    _may_have_case: set[int] = field(default_factory=set)

    def __post_init__(self) -> None:
        self._drafts = Drafts(self.work.tx.session)
        self.work = replace(self.work, drafts=self._drafts)

    def look_at(self, batch: Looked, counts: Counts) -> None:
        """Look at each item in the order in which they came, then bring the events' heat up to date."""
        touched = {look.event_id for look in batch.looks}
        if not touched:
            return
        fresh = [look.item_id for look in batch.looks if look.row is not None]
        self._crowds = crowds_of(
            self.work.tx.session, touched, self.work.book.events, self.work.now, without=fresh
        )
        self._may_have_case = self._with_cases(touched)
        for look in batch.looks:
            self._look(batch, look, counts)
        self.rhythm.learn(self.work.tx.session, self.work.book, self._crowds.values(), self.work.now)
        for look in {look.event_id: look for look in batch.looks}.values():
            self._warm(batch, look, counts)
        self._drafts.write()

    def _with_cases(self, touched: Iterable[int]) -> set[int]:
        """The events that have a case, or are linked to others that may have one."""
        wanted, session = sorted(touched), self.work.tx.session
        own = select(CaseFile.event_id).where(col(CaseFile.event_id).in_(wanted))
        linked = select(Event.id).where(
            col(Event.id).in_(wanted),
            or_(col(Event.merged_into).is_not(None), col(Event.reversal_of).is_not(None)),
        )
        taken_in = select(Event.merged_into).where(col(Event.merged_into).in_(wanted))
        return {n for query in (own, linked, taken_in) for n in session.exec(query) if n is not None}

    def _look(self, batch: Looked, look: Look, counts: Counts) -> None:
        event = batch.events.changing(look.event_id)
        if look.row is not None:
            self._crowds[event.id].add(look.row)
        opinion = judge_event(self.work, event, self._crowds[event.id], look.result)
        trigger = self._trigger(event, look)
        case = self._case_of(event.id)
        if case is not None:
            opening = self._opening(look, trigger)
            if event.reversal_of is not None:
                opening = replace(opening, reversal=event.id)
            sight(self.work, case, opening, trigger)
            if case.event_id == event.id or _rises(case, event):
                follow_event(self.work, case, event.opinion_level, opinion)
        elif trigger is not None:
            self._open(event, self._opening(look, trigger), opinion, counts)

    def _warm(self, batch: Looked, look: Look, counts: Counts) -> None:
        """Bring an event's heat up to date; what it raises the opinion level to is followed by the triggers and the case."""
        event = batch.events.changing(look.event_id)
        before, crowd = event.opinion_level, self._crowds[event.id]
        heat = self.rhythm.heat(self.work.tx.session, self.work.book, crowd)
        event.heat = heat.points
        opinion = judge_heat(self.work, event, crowd, heat)
        if event.opinion_level == before:
            return
        case = self._case_of(event.id)
        if case is None:
            trigger = self._trigger(event, look)
            if trigger is not None:
                self._open(event, self._opening(look, trigger), opinion, counts)
        elif case.event_id == event.id or _rises(case, event):
            follow_event(self.work, case, event.opinion_level, opinion)

    def _open(self, event: EventSummary, opening: Opening, opinion: Opinion, counts: Counts) -> None:
        opened = open_case(self.work, opening)
        self._may_have_case.add(event.id)
        follow_event(self.work, opened, event.opinion_level, opinion)
        if opened.state == "open":
            counts.cases_opened += 1
        else:
            counts.cases_proposed += 1

    def _case_of(self, event_id: int) -> CaseFile | None:
        if event_id not in self._may_have_case:
            return None
        self._drafts.write()
        return case_of_event(self.work, event_id)

    def _trigger(self, event: EventSummary, look: Look) -> Trigger | None:
        """What the triggers say of the item in its event."""
        result, crowd = look.result, self._crowds[event.id]
        sighting = Sighting(
            severity=result.severity,
            emergency=result.emergency,
            relevant=result.relevant,
            relevance=result.relevance,
            local=result.local,
            source_kind=look.source_kind,
            focus=result.focus,
            flags=result.flags,
            category=result.category,
            event_items=len(crowd.voices),
            event_sources=len(crowd.sources),
            concentrated=crowd.outcry.verdict().concentrated,
            opinion_level=event.opinion_level,
            opinion_rules=frozenset(event.opinion_words),
            copy_elsewhere=look.row is not None and crowd.copy_elsewhere(look.row),
            unsure=result.emergency_unsure,
        )
        return choose(self.work.book.cases, sighting)

    def _opening(self, look: Look, trigger: Trigger | None) -> Opening:
        result = look.result
        return Opening(
            item=self._item(look),
            result=result,
            rule=trigger.id if trigger else "",
            state="open" if trigger and trigger.do == "open" else "proposed",
            severity=result.severity,
            severity_before=look.level_before,
            occurred_at=result.occurred_at,
            occurred_part=result.occurred_part,
            routing=self.router.route(result),
        )

    def _item(self, look: Look) -> ItemRecord:
        """The item that is looked at; of a new one everything is known, so that it is not read back."""
        if look.row is None:
            return self.work.tx.session.get_one(ItemRecord, look.item_id)
        return ItemRecord(**{**look.row, "event_id": look.event_id})


def _rises(case: CaseFile, event: EventSummary) -> bool:
    """Whether an event beside the case's own has come to a higher level than the case was told of."""
    known = case.opinion_event_level
    return higher(known, event.opinion_level) != known

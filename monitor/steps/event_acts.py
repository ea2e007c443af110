"""An officer says what goes together: events are merged, items are split off, a reversal is linked to its story.

Memberships and rulings are only added to; numbers are never used again; cases keep their events and are never merged here.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from sqlmodel import col, select

from monitor.classify.result import graver
from monitor.classify.triage.opinion import higher, merged
from monitor.errors import NotFound, Refused
from monitor.steps.act_rows import need, sha
from monitor.steps.desk import Work, take_turn
from monitor.steps.event_rulings import tells_a_story
from monitor.store.tables import CaseFile, Event, EventMembership, EventOpinion, EventRuling, ItemRecord
from monitor.text.mask import head


@dataclass(frozen=True, slots=True)
class Ruled:
    """What an act on events came to; ``cases`` are those of the events it touched, which stay as they were."""

    event: int
    other: int
    items: tuple[int, ...]
    cases: tuple[tuple[int, str], ...]

    @property
    def note(self) -> str:
        """What the officer has still to think of."""
        if not self.cases:
            return ""
        names = "、".join(number for _, number in self.cases)
        return f"案件未随事件变动（{names}），仍各自办理；如须并案、分案，请另行登记"

    def to_json(self) -> dict[str, object]:
        cases = [{"case": ident, "number": number} for ident, number in self.cases]
        return {
            "event": self.event,
            "other": self.other,
            "items": list(self.items),
            "cases": cases,
            "note": self.note,
        }


def merge_events(work: Work, event_id: int, into_id: int, reason: str) -> Ruled:
    """归并: all items of one event go into another; the emptied one points there for ever. Raises NotFound, Refused."""
    take_turn(work.tx)
    need(reason, "归并事件须写明理由")
    event, into = live_event(work, event_id), live_event(work, into_id)
    if event.id == into.id:
        raise Refused("不能并入自身")
    _rule(work, "together", event.id, into.id, reason)
    _turn_round_too(work, event, into)
    moved = combine(work, event, into, reason)
    _audit(work, "event.merged", event.id, reason, into=into.id, items=len(moved))
    return Ruled(event.id, into.id, moved, _cases(work, (event.id, into.id)))


def _turn_round_too(work: Work, event: Event, into: Event) -> None:
    """What a refutation turned round stays so when it becomes part of another that only refutes, or an officer linked it.

    A story that it is merged into by mistake of the machine becomes nobody's reversal.
    """
    earlier = event.reversal_of
    if earlier is None or into.reversal_of is not None or into.id == earlier:
        return
    if into.id in _stories(work, event):
        return
    linked = select(EventRuling.id).where(EventRuling.kind == "reversal", EventRuling.left_event == event.id)
    by_officer = work.tx.session.exec(linked.limit(1)).first() is not None
    if by_officer or not tells_a_story(work.tx.session, into):
        into.reversal_of = earlier
        work.tx.session.add(into)
        _audit(work, "event.linked", into.id, "", earlier=earlier, merged=event.id)


def combine(work: Work, event: Event, into: Event, reason: str) -> tuple[int, ...]:
    """Move all items of one event into another, which from now on stands for both; returns the items."""
    moved = members_of(work, event.id)
    _move(work, moved, into.id, reason)
    _point_on(work, event, into)
    _raise_level(work, event, into)
    recount(work, event)
    recount(work, into)
    return tuple(item.id for item in moved)


def split_event(work: Work, event_id: int, item_ids: Collection[int], reason: str) -> Ruled:
    """拆分: some items of an event become an event of their own. Raises NotFound, Refused."""
    take_turn(work.tx)
    need(reason, "拆分事件须写明理由")
    event = live_event(work, event_id)
    moved = _chosen(work, event, set(item_ids))
    own = Event(
        office_id=work.office_id, title=_title(moved[0]), first_at=event.first_at, last_at=event.last_at
    )
    work.tx.session.add(own)
    work.tx.session.flush()
    for item in moved:
        _rule(work, "apart", event.id, own.id, reason, item_id=item.id)
    _move(work, moved, own.id, reason)
    recount(work, event)
    recount(work, own)
    _audit(work, "event.split", event.id, reason, into=own.id, items=[m.id for m in moved])
    return Ruled(event.id, own.id, tuple(m.id for m in moved), _cases(work, (event.id,)))


def link_events(work: Work, event_id: int, earlier_id: int, reason: str) -> Ruled:
    """关联反转: an event refutes or turns round the story of an earlier one. Raises NotFound, Refused."""
    take_turn(work.tx)
    need(reason, "关联反转须写明理由")
    event, earlier = live_event(work, event_id), live_event(work, earlier_id)
    if event.id == earlier.id or event.id in _stories(work, earlier):
        raise Refused("事件不能反转自身，也不能互为反转")
    if event.reversal_of == earlier.id:
        raise Refused("已关联为该事件的反转")
    event.reversal_of = earlier.id
    work.tx.session.add(event)
    _rule(work, "reversal", event.id, earlier.id, reason)
    _audit(work, "event.linked", event.id, reason, earlier=earlier.id)
    return Ruled(event.id, earlier.id, (), _cases(work, (event.id, earlier.id)))


def live_event(work: Work, event_id: int) -> Event:
    """An event of this office that has not become part of another. Raises NotFound, Refused."""
    event = work.tx.session.get(Event, event_id)
    if event is None or event.office_id != work.office_id:
        raise NotFound(f"没有编号为 {event_id} 的事件")
    if event.merged_into is not None:
        raise Refused(f"事件 {event_id} 已并入事件 {event.merged_into}")
    return event


def members_of(work: Work, event_id: int) -> Sequence[ItemRecord]:
    """The items of an event, the first stored first."""
    query = select(ItemRecord).where(ItemRecord.event_id == event_id).order_by(col(ItemRecord.id))
    return work.tx.session.exec(query).all()


def recount(work: Work, event: Event) -> None:
    """Write an event's own summary anew from the items that it has now; an emptied one keeps its title and times."""
    members = members_of(work, event.id)
    event.items = len(members)
    event.severity = event.emergency = None
    for item in members:
        event.severity = graver(event.severity, item.severity)
        event.emergency = event.emergency or item.emergency
    if members:
        times = [m.published_at or m.collected_at for m in members]
        event.first_at, event.last_at = min(times), max(times)
        event.category = next((m.category for m in members if m.category), "")
        event.historical = all(m.historical for m in members)
        if event.title not in {_title(m) for m in members}:
            event.title = _title(members[0])
    else:
        event.heat = 0.0
    work.tx.session.add(event)
    work.tx.session.flush()


def _title(item: ItemRecord) -> str:
    return item.title or head(item.text, 60)


def _chosen(work: Work, event: Event, wanted: set[int]) -> list[ItemRecord]:
    members = members_of(work, event.id)
    strangers = wanted - {m.id for m in members}
    if not wanted:
        raise Refused("须选定要分出的条目")
    if strangers:
        raise Refused(f"条目 {'、'.join(map(str, sorted(strangers)))} 不在事件 {event.id} 中")
    if len(wanted) == len(members):
        raise Refused("不能分出全部条目，原事件至少留一条")
    return [m for m in members if m.id in wanted]


def _move(work: Work, items: Sequence[ItemRecord], event_id: int, reason: str) -> None:
    for item in items:
        item.event_id = event_id
        work.tx.session.add(item)
        work.tx.session.add(
            EventMembership(
                office_id=work.office_id,
                item_id=item.id,
                event_id=event_id,
                actor=work.actor,
                reason=reason,
                happened_at=work.now,
                recorded_at=work.now,
            )
        )
    work.tx.session.flush()


def _point_on(work: Work, event: Event, into: Event) -> None:
    """Whatever was merged into the event before goes on to where it went, so that one look finds the standing event."""
    session = work.tx.session
    event.merged_into = into.id
    for earlier in session.exec(select(Event).where(Event.merged_into == event.id)).all():
        earlier.merged_into = into.id
        session.add(earlier)
    for later in session.exec(select(Event).where(Event.reversal_of == event.id)).all():
        later.reversal_of = None if later.id == into.id else into.id
        session.add(later)


def _raise_level(work: Work, event: Event, into: Event) -> None:
    """The joined event asks for the attention of the graver of both; it never sinks by being joined."""
    said = merged([into.opinion_words, event.opinion_words])
    into.opinion_words = {rule: list(words) for rule, words in said.items()}
    level = higher(into.opinion_level, event.opinion_level)
    if level is None or level == into.opinion_level:
        return
    into.opinion_level = level
    last = select(EventOpinion).where(EventOpinion.event_id == event.id).order_by(col(EventOpinion.id).desc())
    found = work.tx.session.exec(last.limit(1)).first()
    work.tx.session.add(
        EventOpinion(
            office_id=work.office_id,
            event_id=into.id,
            level=level,
            basis=list(found.basis) if found is not None else [],
            recorded_at=work.now,
        )
    )
    work.audit("event.level", f"event/{into.id}", level=level, merged=event.id)


def _stories(work: Work, event: Event) -> set[int]:
    """The events whose story an event turns round, and theirs in turn."""
    found: set[int] = set()
    earlier = event.reversal_of
    while earlier is not None and earlier not in found:
        found.add(earlier)
        story = work.tx.session.get(Event, earlier)
        earlier = story.reversal_of if story is not None else None
    return found


def _rule(work: Work, kind: str, left: int, right: int, reason: str, *, item_id: int | None = None) -> None:
    work.tx.session.add(
        EventRuling(
            office_id=work.office_id,
            kind=kind,
            left_event=left,
            right_event=right,
            item_id=item_id,
            actor=work.actor,
            reason=reason,
            recorded_at=work.now,
        )
    )


def _cases(work: Work, events: Sequence[int]) -> tuple[tuple[int, str], ...]:
    query = select(CaseFile.id, CaseFile.number).where(col(CaseFile.event_id).in_(events))
    return tuple((ident, number) for ident, number in work.tx.session.exec(query.order_by(col(CaseFile.id))))


def _audit(work: Work, act: str, event_id: int, reason: str, **body: object) -> None:
    work.audit(act, f"event/{event_id}", reason_sha256=sha(reason), **body)

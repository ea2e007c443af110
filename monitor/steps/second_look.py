"""What an officer corrects upwards is put before the office's triggers again: a matter that was missed gets its case and its clocks."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from sqlmodel import select

from monitor.classify.learning.corrections import makes_more
from monitor.classify.result import GRAVE, Classification, graver
from monitor.steps.batch import Look
from monitor.steps.case_desk import CaseDesk
from monitor.steps.corrections import last_corrections
from monitor.steps.desk import Work
from monitor.steps.event_heat import Rhythm
from monitor.steps.event_rows import EventRows
from monitor.steps.judging import Judge, item_as_told, item_of_record
from monitor.steps.opening import case_of_event
from monitor.steps.tally import Tally
from monitor.store.tables import CaseFile, Correction, ItemRecord


@dataclass(slots=True)
class _Before:
    """What stands before the triggers: one item in its event."""

    looks: Sequence[Look]
    events: EventRows


@dataclass(slots=True)
class Looked:
    """What came of it: the case of the matter, if it has one now, and whether this look opened or raised it."""

    case: CaseFile | None = None
    done: str = ""
    counts: Tally = field(default_factory=Tally)


_OF_CLASS = ("category", "focus")
"""A word on these makes nothing graver: it may bring in a matter that has no case, and touches none that has."""


def look_again(work: Work, judge: Judge, item_id: int) -> Looked:
    """Let the triggers decide on an item as officers have it now, where what has just been said may bring it before them.

    1. An emergency that a person named is graded by the numbers and words of its text.
    2. The item is judged as its text and the officers' words have it, and looked at in its event as a revised one is.
    History is never looked at; a case that is as grave already is left alone. A look never lowers anything.
    """
    session = work.tx.session
    more = {row.field for row in _said_now(work, item_id) if makes_more(row.field, row.old, row.new)}
    record = session.get_one(ItemRecord, item_id)
    if record.historical or record.event_id is None:
        return Looked()
    case = case_of_event(work, record.event_id)
    if not more:
        return Looked(case)
    _grade(work, judge, record)
    if case is not None:
        as_grave = case.state == "open" and graver(case.severity, record.severity) == case.severity
        if as_grave or more.issubset(_OF_CLASS):
            return Looked(case)
    before = (case.state, case.severity) if case is not None else None
    looked = Looked(counts=Tally())
    events = EventRows(session, work.office_id)
    result = _as_corrected(judge.classify_batch([item_as_told(session, record)], work.now)[0], record)
    event = events.changing(record.event_id)
    event.severity = graver(event.severity, record.severity)
    looks = [Look(record.id, record.event_id, record.source_kind, result)]
    CaseDesk(work, judge, Rhythm()).look_at(_Before(looks, events), looked.counts)
    events.write()
    looked.case = case_of_event(work, record.event_id)
    if looked.case is not None and before != (looked.case.state, looked.case.severity):
        looked.done = _told(looked.case, before)
    return looked


def _said_now(work: Work, item_id: int) -> Sequence[Correction]:
    """What this actor has said of an item in this act."""
    query = select(Correction).where(
        Correction.item_id == item_id, Correction.actor == work.actor, Correction.recorded_at == work.now
    )
    return work.tx.session.exec(query).all()


def _grade(work: Work, judge: Judge, record: ItemRecord) -> None:
    """Give an emergency that has no level the level of its text, unless an officer said that it has none."""
    session = work.tx.session
    if not (record.relevant and record.emergency) or record.severity is not None:
        return
    if "severity" in last_corrections(session, record.id):
        return
    record.severity = judge.level_as(item_of_record(record), record.emergency, work.now)
    record.track = "press_conference" if record.severity in GRAVE else "response"
    session.add(record)
    session.flush()
    work.audit("item.graded", f"item/{record.id}", severity=record.severity, emergency=record.emergency)


def _as_corrected(result: Classification, record: ItemRecord) -> Classification:
    """What the program says of an item, with the officers' words in the place of its own."""
    return replace(
        result,
        relevant=record.relevant,
        local=record.local,
        category=record.category,
        category_uncertain=record.category_uncertain,
        emergency=record.emergency,
        severity=record.severity,
        severity_provisional=result.severity_provisional or record.severity != result.severity,
        track=record.track,
        disposition=record.disposition,
        focus=record.focus,
    )


def _told(case: CaseFile, before: tuple[str, str | None] | None) -> str:
    if before is None:
        return f"已立案 {case.number}" if case.state == "open" else f"已提请认定 {case.number}"
    return f"案件 {case.number} 已随之更新"

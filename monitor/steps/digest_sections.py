"""The sections of a digest: stored rows into the masked lines that a leader reads."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any

from sqlmodel import Session

from monitor.classify.result import GRAVE, SEVERITIES
from monitor.clock import local_text
from monitor.collectors.sources import Source
from monitor.reports.digest import (
    BlindWindow,
    CaseLine,
    CategoryLine,
    ClockLine,
    ClockState,
    EventLine,
    Fault,
)
from monitor.rulebook import RuleBook
from monitor.sla.proof import AWAITED, UNCONFIRMED
from monitor.sla.timeliness import Standing
from monitor.sla.toll_words import toll_line
from monitor.steps.alarms import NOTICES
from monitor.steps.digest_matters import OpenCase
from monitor.steps.duty import roster_now
from monitor.steps.event_heat import heats_now
from monitor.store import digest_view as view
from monitor.store.digest_marks import levels_of_events
from monitor.store.digest_view import EventCount, Period
from monitor.store.figures import counted_deadlines, facts_as_of
from monitor.store.tables import CaseFile, SourceState
from monitor.text.mask import mask

_AHEAD = timedelta(hours=24)
_IN_HAND = ("open", "proposed")
_UNANSWERED = ("breached", "running")
_HOT, _SPECIAL = 10, 20
_POOL = 6
"""So many times the shown events are reckoned anew: who leads by stored points may have cooled most."""


@dataclass(frozen=True, slots=True)
class CaseSections:
    """Every list of cases and clocks, as they stood at one moment; ``proposed`` wait for a person, whenever they came up."""

    red: tuple[CaseLine, ...]
    opened: tuple[CaseLine, ...]
    proposed: tuple[CaseLine, ...]
    closed: tuple[CaseLine, ...]
    settled: tuple[ClockLine, ...]
    breached: tuple[ClockLine, ...]
    running: tuple[ClockLine, ...]
    due: tuple[ClockLine, ...]
    in_hand: tuple[OpenCase, ...] = ()
    waiting: tuple[CaseLine, ...] = ()


def case_sections(session: Session, period: Period) -> CaseSections:
    """The cases of the period: what was done on them in it, and how their clocks stood at its end."""
    as_of = period.end
    cases = [c for c in view.cases_of_interest(session, period) if c.proposed_at < as_of]
    lines = _case_lines(session, cases, as_of)
    in_hand = [line for line in lines.values() if line.state == "open"]
    clocks = sorted((c for line in in_hand for c in line.clocks), key=lambda c: (c.due_at, c.case_id, c.kind))
    running = tuple(c for c in clocks if c.state == "running")

    def done(*acts: str) -> tuple[CaseLine, ...]:
        ids = view.cases_by_act(session, period, acts)
        return tuple(sorted((lines[i] for i in ids if i in lines), key=_gravest_first))

    opened = done(*view.OPENING_ACTS)
    # All that wait, or a proposal that nobody decides would be told of once and then never again.
    proposed = tuple(sorted((x for x in lines.values() if x.state == "proposed"), key=_gravest_first))
    red = tuple(sorted((x for x in in_hand if _is_red(x)), key=_gravest_first))
    told = {x.id for x in (*red, *opened, *proposed)} | {c.case_id for c in clocks if c.state in _UNANSWERED}
    waiting = (x for x in lines.values() if x.state in _IN_HAND and x.id not in told)
    return CaseSections(
        red=red,
        opened=opened,
        proposed=proposed,
        closed=done("close"),
        settled=_settled(lines.values(), period),
        breached=tuple(c for c in clocks if c.state == "breached"),
        running=running,
        due=tuple(c for c in running if c.due_at < as_of + _AHEAD),
        in_hand=tuple(OpenCase(lines[c.id], c.event_id) for c in cases if lines[c.id].state in _IN_HAND),
        waiting=tuple(sorted(waiting, key=_gravest_first)),
    )


def _case_lines(session: Session, cases: Sequence[CaseFile], as_of: datetime) -> dict[int, CaseLine]:
    ids = [c.id for c in cases]
    names = ("state", "severity", "organ", "category", "verification", "opinion_level", "tolls")
    facts = {name: facts_as_of(session, ids, name, as_of) for name in names}
    clocks: dict[int, list[Standing]] = {}
    for found in counted_deadlines(session, ids, as_of):
        clocks.setdefault(found.fact.case_id, []).append(found)
    return {
        c.id: _case_line(c, {n: facts[n].get(c.id) for n in names}, clocks.get(c.id, ()), as_of)
        for c in cases
    }


def _case_line(
    case: CaseFile, facts: Mapping[str, Any], clocks: Sequence[Standing], as_of: datetime
) -> CaseLine:
    severity = facts["severity"]
    found = sorted((_clock_line(case, s, as_of) for s in clocks), key=lambda c: (c.due_at, c.kind))
    return CaseLine(
        id=case.id,
        number=case.number,
        title=mask(case.title),
        state=facts["state"] or case.state,
        severity=severity,
        organ=facts["organ"],
        category=facts["category"] or "",
        unverified=severity in GRAVE and facts["verification"] == "pending",
        toll=toll_line(facts["tolls"] or {}),
        clocks=tuple(found),
        opinion_level=facts["opinion_level"],
    )


def _clock_line(case: CaseFile, found: Standing, as_of: datetime) -> ClockLine:
    return ClockLine(
        case_id=case.id,
        case_number=case.number,
        case_title=mask(case.title),
        kind=found.kind,
        due_at=found.due_at,
        state=_clock_state(found, as_of),
        basis=found.fact.basis,
        settled_at=found.settled_at,
        changed_at=found.changed_at,
        time_pending=found.fact.time_pending,
        past_at_upgrade=found.fact.past_at_upgrade,
    )


def _clock_state(found: Standing, as_of: datetime) -> ClockState:
    """As in the figures: what starts from a bare date is not called overdue before it is confirmed."""
    settled: dict[str, ClockState] = {"met": "met", "late": "late", "waived": "waived"}
    if found.state in settled:
        return settled[found.state]
    return "breached" if as_of > found.due_at and not found.fact.time_pending else "running"


def _is_red(line: CaseLine) -> bool:
    """A grave matter in hand stays red when its terms are met: it goes on, and nobody may read that there is none."""
    return line.breached or line.severity in GRAVE


def _gravest_first(line: CaseLine) -> tuple[int, bool, str, int]:
    rank = SEVERITIES.index(line.severity) if line.severity in SEVERITIES else len(SEVERITIES)
    due = min((c.due_at.isoformat() for c in line.clocks if c.state in ("breached", "running")), default="9")
    return rank, not line.breached, due, line.id


def _settled(lines: Iterable[CaseLine], period: Period) -> tuple[ClockLine, ...]:
    """What was settled by a record made in the period: each settlement stands in exactly one day's digest."""
    clocks = (c for line in lines for c in line.clocks if c.state in ("met", "late"))
    inside = (c for c in clocks if period.start <= c.changed_at < period.end)
    return tuple(sorted(inside, key=lambda c: (c.state, c.due_at, c.case_id, c.kind)))


@dataclass(frozen=True, slots=True)
class EventSections:
    """The events that a leader should know, hottest first."""

    hot: tuple[EventLine, ...]
    emergencies: tuple[EventLine, ...]
    rumours: tuple[EventLine, ...]


def event_sections(
    session: Session, period: Period, rumours: Collection[int], book: RuleBook
) -> EventSections:
    """The hottest events, emergencies, and those of which an item of the period is flagged as a rumour.

    Heat is that of the period's end: stored points are of when the last item of an event came, and have cooled since.
    """
    hot = view.top_events(session, period, _HOT * _POOL)
    grave = view.top_events(session, period, _SPECIAL, emergency=True)
    doubtful = view.top_events(session, period, _SPECIAL, among=rumours) if rumours else []
    heats = heats_now(session, book, {c.event.id for c in (*hot, *grave, *doubtful)}, period.end)
    hot = sorted(hot, key=lambda c: (-heats[c.event.id].points, -c.items, c.event.id))[:_HOT]
    grave = sorted(grave, key=lambda c: (-heats[c.event.id].points, -c.items, c.event.id))
    ids = {c.event.id for c in (*hot, *grave, *doubtful)}
    cases, levels = view.cases_of_events(session, ids), levels_of_events(session, ids, period.end)
    graded = facts_as_of(session, [case for case, _ in cases.values()], "severity", period.end)

    def lines(found: Iterable[EventCount]) -> tuple[EventLine, ...]:
        return tuple(
            replace(
                _event_line(c, cases.get(c.event.id), graded, rumour=c.event.id in rumours),
                heat=heats[c.event.id].points,
                opinion_level=levels.get(c.event.id, (None,))[0],
            )
            for c in found
        )

    return EventSections(lines(hot), lines(grave), lines(doubtful))


def _event_line(
    found: EventCount, case: tuple[int, str] | None, graded: Mapping[int, Any], *, rumour: bool
) -> EventLine:
    """An event under the level of its case, where it has one: the grade that people gave outranks what was read."""
    event = found.event
    case_id, number = case or (None, None)
    return EventLine(
        id=event.id,
        title=mask(event.title),
        items=found.items,
        sources=found.sources,
        items_total=event.items,
        heat=0.0,
        category=event.category,
        severity=event.severity if case_id is None else graded.get(case_id, event.severity),
        emergency=event.emergency,
        rumour=rumour,
        case_number=number,
    )


def category_lines(session: Session, period: Period) -> tuple[CategoryLine, ...]:
    """Hotlines and mailboxes by category, beside a span of the same length just before."""
    before = Period(period.office_id, period.start - (period.end - period.start), period.start)
    now, then = view.citizen_counts(session, period), view.citizen_counts(session, before)
    lines = [CategoryLine(name, now.get(name, 0), then.get(name, 0)) for name in sorted({*now, *then})]
    return tuple(sorted(lines, key=lambda line: (-line.count, -line.before, line.category)))


def blind_windows(
    session: Session, period: Period, sources: Sequence[Source], *, rate: float
) -> tuple[BlindWindow, ...]:
    """When which of the monitored sources was not seen.

    Besides the recorded interruptions a source counts as unseen that nobody asked any more by the period's end, as after
    the service stood still: it cannot have been calm.
    """
    states = view.source_states(session, period.office_id)
    names = {s.name for s in sources}
    windows = [
        BlindWindow(o.source, o.from_at, o.to_at, mask(o.reason))
        for o in view.outages(session, period)
        if o.source in names
    ]
    known = {w.source for w in windows}
    for source in sources:
        if source.name not in known and _unseen(
            states.get(source.name), period.end - source.missed_after(rate)
        ):
            state = states.get(source.name)
            windows.append(BlindWindow(source.name, state.last_worked_at if state else None, None, "未采集"))
    return tuple(windows)


def _unseen(state: SourceState | None, since: datetime) -> bool:
    worked = state.last_worked_at if state else None
    return worked is None or worked < since


def _gaps_ahead(session: Session, book: RuleBook, period: Period) -> Iterator[Fault]:
    """Where nobody is on duty in the coming day, by the roster as it was known at the digest's moment."""
    start, end = period.end, period.end + _AHEAD
    roster = roster_now(session, period.office_id, book, start, known_by=start)
    for what, gaps in (
        ("无人值班", roster.gaps(start, end)),
        ("无带班领导", roster.gaps_in_charge(start, end)),
    ):
        for since, until in gaps:
            yield Fault("unstaffed", f"{local_text(since)}至{local_text(until)}{what}")


def faults(session: Session, book: RuleBook, period: Period) -> tuple[Fault, ...]:
    """What is wrong with the service itself or with the office's own duties."""
    found = []
    dead, told = view.dead_messages(session, period)
    if dead:
        otherwise = f"，其中 {told} 条已另行告知" if told else ""
        found.append(Fault("dead_message", f"{dead} 条通知未能送达{otherwise}"))
    for act, case in view.missing_countersigns(session, period):
        alone = act.second_state in (AWAITED, UNCONFIRMED)
        what, do = ("发布登记逾期未经第二人确认", "确认") if alone else ("电话同意逾期未补签", "补签")
        since = f"，应于{local_text(act.second_due_at)}前{do}" if act.second_due_at else ""
        found.append(Fault("countersign", f"{case.number} {what}{since}"))
    found += _gaps_ahead(session, book, period)
    for alarm in view.standing_alarms(session, period):
        ended = "（已恢复）" if alarm.cleared_at is not None and alarm.cleared_at < period.end else ""
        ended = "" if alarm.kind in NOTICES else ended
        found.append(Fault(alarm.kind, mask(alarm.text) + ended))
    return tuple(found)

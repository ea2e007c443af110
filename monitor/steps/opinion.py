"""The opinion level of events and cases: judged as items come in, raised by rule, set by an officer; every step is kept."""

from __future__ import annotations

from dataclasses import replace

from monitor.classify.result import Classification
from monitor.classify.triage.opinion import (
    LEVEL_LABELS,
    LEVELS,
    NO_OPINION,
    Opinion,
    Signals,
    higher,
    judge_opinion,
    merged,
)
from monitor.clock import SHANGHAI
from monitor.errors import Refused
from monitor.events.heat import Heat
from monitor.sla.cases import allow
from monitor.steps.act_rows import add_act, set_fact, sha
from monitor.steps.crowd import Crowd
from monitor.steps.desk import Work
from monitor.steps.event_rows import EventSummary
from monitor.steps.rungs import plant_case_ladder
from monitor.store.matters import rules_of
from monitor.store.tables import CaseAct, CaseFile, EventOpinion

RINGING = ("red", "orange")
"""The levels for which an office may keep a ladder of their own."""

_FLAG = "flag:"
"""Flags are kept among the words of an event, so that what an earlier item was flagged for lifts what heat raises later."""


def judge_event(work: Work, event: EventSummary, crowd: Crowd, result: Classification) -> Opinion:
    """Judge an event anew with one more item; a level only rises, and each rise is kept with what it rests on."""
    if not result.relevant or result.local is False:
        return NO_OPINION
    said = merged([event.opinion_words, result.opinion_words, {_FLAG + flag: () for flag in result.flags}])
    event.opinion_words = {rule: list(words) for rule, words in said.items()}
    signals = _signals(work, said, crowd)
    signals = replace(signals, participants=result.participants or 0)
    return _raise(work, event, judge_opinion(work.book.opinion, signals))


def judge_heat(work: Work, event: EventSummary, crowd: Crowd, heat: Heat) -> Opinion:
    """Judge an event by its heat and growth as well, once what came in together has been counted."""
    if not crowd.ours:
        return NO_OPINION
    signals = _signals(work, merged([event.opinion_words]), crowd)
    signals = replace(
        signals, heat=heat.points, heat_parts=_parts(heat), recent=heat.recent, before=heat.before
    )
    return _raise(work, event, judge_opinion(work.book.opinion, signals))


def _parts(heat: Heat) -> str:
    """What an event's heat is made of, for the officer."""
    told = (
        ("数量", heat.volume),
        ("增速", heat.speed),
        ("突增", heat.burst),
        ("覆盖", heat.reach),
        ("互动", heat.interaction),
    )
    return "（" + "、".join(f"{name}{points:g}" for name, points in told if points) + "）"


def _raise(work: Work, event: EventSummary, opinion: Opinion) -> Opinion:
    level = higher(event.opinion_level, opinion.level)
    if level is not None and level != event.opinion_level:
        event.opinion_level = level
        work.tx.session.add(_row(work, event, opinion))
        work.audit("event.level", f"event/{event.id}", level=level, rules=[g.rule for g in opinion.basis])
    return opinion


def _signals(work: Work, said: dict[str, tuple[str, ...]], crowd: Crowd) -> Signals:
    return Signals(
        said,
        frozenset(crowd.source_kinds),
        flags=frozenset(key.removeprefix(_FLAG) for key in said if key.startswith(_FLAG)),
        sources=len(crowd.outlets),
        last_hour=crowd.last_hour,
        interactions=crowd.interactions,
        day=work.now.astimezone(SHANGHAI).date(),
    )


def _row(work: Work, event: EventSummary, opinion: Opinion) -> EventOpinion:
    return EventOpinion(
        office_id=work.office_id,
        event_id=event.id,
        level=opinion.level or "",
        basis=[g.to_json() for g in opinion.basis],
        recorded_at=work.now,
    )


def follow_event(work: Work, case: CaseFile, level: str | None, opinion: Opinion) -> None:
    """A case takes part in what its event has risen to; red and orange reach those whom the office's ladder names.

    What an officer has set holds until the event rises above what it was then.
    """
    if level is None or level == case.opinion_event_level:
        return
    case.opinion_event_level = level
    if higher(case.opinion_level, level) == case.opinion_level:
        work.keep(case)
        return
    act = add_act(work, case, "level", {"level": level, "rules": [g.rule for g in opinion.basis]})
    _take(work, case, level, act)


def set_level(work: Work, case: CaseFile, level: str, reason: str) -> CaseAct:
    """舆情定级: an officer's word on how much attention a matter asks for, with a reason; up or down."""
    allow(case.state, "level")
    if level not in LEVELS:
        raise Refused("舆情等级只能是 " + "、".join(f"{c}（{LEVEL_LABELS[c]}）" for c in LEVELS))
    if not reason.strip():
        raise Refused("舆情定级须写明理由")
    if level == case.opinion_level:
        raise Refused("舆情等级没有变化")
    digest = sha(reason)
    body = {"level": level, "old_level": case.opinion_level, "reason": reason, "reason_sha256": digest}
    act = add_act(work, case, "level", body)
    _take(work, case, level, act)
    return act


def _take(work: Work, case: CaseFile, level: str, act: CaseAct) -> None:
    set_fact(work, case, "opinion_level", level, act)
    kept = rules_of(work.tx.session, case, work.book).case_ladders
    if case.state == "open" and level in RINGING and level in kept:
        plant_case_ladder(work, case, "red" if level == "red" else "orange", prefix=f"level{act.id}")

"""When the rungs of a ladder are due, whom they reach, and what makes one unnecessary."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from monitor.sla.rules import Role, Rung

_RANK = {"officer": 0, "section_head": 1, "deputy": 2, "leader": 3, "leader_in_charge": 2}
UNVERIFIED_REACHES = frozenset({"officer", "leader_in_charge"})
AFTER_ALL = "v"
"""How the key of a rung begins that says what was kept back while its matter was held for false, or signed for by mistake."""


@dataclass(frozen=True, slots=True)
class PlannedRung:
    """A rung with the moment that it is due."""

    rung: Rung
    due_at: datetime


@dataclass(frozen=True, slots=True)
class Standing:
    """What a rung asks about its case and deadline when its moment comes."""

    acknowledged: bool = False
    verified: bool = False
    reported_up: bool = False
    statement: bool = False
    settled: bool = False
    decided: bool = False
    graded: bool = False


Doing = Literal["fire", "skip", "hold"]


@dataclass(frozen=True, slots=True)
class Ruling:
    """What to do with a rung now: fire it to ``to``, skip it or pass some over with a reason, or hold it until ``until``."""

    doing: Doing
    to: tuple[Role, ...] = ()
    reason: str = ""
    until: datetime | None = None
    unverified: bool = False


def plan_case_rungs(rungs: Sequence[Rung], detected_at: datetime) -> Iterator[PlannedRung]:
    """The rungs that run from detection, whatever the deadlines are."""
    for rung in rungs:
        if rung.lead is not None:
            yield PlannedRung(rung, detected_at + rung.lead)


def plan_deadline_rungs(rungs: Sequence[Rung], start_at: datetime, due_at: datetime) -> Iterator[PlannedRung]:
    """The rungs by share of the time, before and after the deadline; a lead longer than the whole time is due at once."""
    for rung in rungs:
        if rung.share is not None:
            yield PlannedRung(rung, start_at + (due_at - start_at) * rung.share)
        elif rung.before is not None:
            yield PlannedRung(rung, max(start_at, due_at - rung.before))
        elif rung.after is not None:
            yield PlannedRung(rung, due_at + rung.after)


def next_turn(rung: Rung, due_at: datetime, turn: int, now: datetime) -> tuple[datetime, int] | None:
    """When a repeating rung, whose ``turn`` was due at ``due_at``, comes again after ``now``, and as which turn.

    What the service slept through is not made up one by one, and counts as said. None when it does not come again.
    """
    if rung.every is None:
        return None
    passed = max(1, (now - due_at) // rung.every + 1)
    turn += passed
    if rung.times is not None and turn > rung.times:
        return None
    return due_at + rung.every * passed, turn


def continue_rungs(
    planned: Iterable[PlannedRung], told: Collection[str], last: datetime, now: datetime
) -> Iterator[PlannedRung]:
    """What is left to say of a ladder that takes the place of one of which the rungs ``told`` were sent, up to ``last``.

    What was sent is not said again; a repeating rung comes at its next turn. What lies before the last word that was sent
    is overtaken.
    """
    for plan in planned:
        if plan.rung.id in told:
            coming = next_turn(plan.rung, plan.due_at, 1, now)
            if coming is not None:
                yield PlannedRung(plan.rung, coming[0])
        elif plan.due_at > last or plan.due_at > now:
            yield plan


def judge(
    rung: Rung, standing: Standing, *, now: datetime, hold_until: datetime | None, refuted: bool = False
) -> Ruling:
    """Decide on a rung whose moment has come.

    ``hold_until`` is set for a grave case that nobody has verified: until then only the officer and
    the leader in charge (带班领导) are reached, the rest waits; afterwards it goes on, marked 未经核实.
    A matter verified as false (不实) reaches nobody above the leader in charge any more.
    """
    done = [u for u in rung.until if getattr(standing, u)]
    if done:
        return Ruling("skip", reason=done[0])
    if hold_until is None and not refuted:
        return Ruling("fire", rung.to)
    allowed = tuple(r for r in rung.to if r in UNVERIFIED_REACHES)
    if refuted:
        passed_over = "refuted" if len(allowed) < len(rung.to) else ""
        return Ruling("fire" if allowed else "skip", allowed, reason=passed_over)
    if hold_until is not None and now >= hold_until:
        return Ruling("fire", rung.to, unverified=True)
    if len(allowed) == len(rung.to):
        return Ruling("fire", rung.to, unverified=True)
    return Ruling("hold", allowed, until=hold_until, unverified=True)


def goes_by_telephone(role: str, rung: Rung, direct_up_to: str) -> bool:
    """Above the role that is told directly, a step is a task "report to X by telephone"."""
    if rung.by_telephone is not None:
        return rung.by_telephone and _RANK[role] > _RANK["officer"]
    return _RANK[role] > _RANK[direct_up_to]

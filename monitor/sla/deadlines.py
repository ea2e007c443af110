"""Deadlines under every clock start, which of them counts, and what state each is in."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol, TypeVar

from monitor.clock import SHANGHAI
from monitor.sla.rules import Milestone, SlaRules


@dataclass(frozen=True, slots=True)
class Start:
    """One piece of evidence of when the matter arose; ``id`` is its row."""

    id: int
    evidence: str
    at: datetime
    bare_date: bool = False
    confirmed: bool = False


@dataclass(frozen=True, slots=True)
class DeadlinePlan:
    """A deadline that ought to exist under one start."""

    milestone: Milestone
    start: Start
    due_at: datetime
    time_pending: bool


class DeadlineLike(Protocol):
    """What the choice of the counting deadline needs to know of a row."""

    @property
    def kind(self) -> str: ...
    @property
    def rule(self) -> str: ...
    @property
    def start_evidence(self) -> str: ...
    @property
    def due_at(self) -> datetime: ...
    @property
    def state(self) -> str: ...


D = TypeVar("D", bound=DeadlineLike)


def plan_deadlines(rules: SlaRules, severity: str | None, starts: Sequence[Start]) -> list[DeadlinePlan]:
    """Every deadline that a case of this severity has, one for each start that its milestone admits.

    1. The milestones in force on the day that the matter arose (Shanghai) and that bind this severity.
    2. For each, one deadline per kind of evidence: the earliest start of that kind. "Collected" stands
       in only where nothing earlier is known of publication (R6: the earliest known publication, else collection).
    3. An occurrence that an officer confirmed replaces the one inferred from text.
    """
    if not starts:
        return []
    on = min(s.at for s in starts).astimezone(SHANGHAI).date()
    chosen = _chosen_starts(starts)
    plans = []
    for milestone in rules.milestones_for(severity, on):
        for start in chosen:
            if start.evidence in milestone.starts:
                pending = start.bare_date and not start.confirmed
                plans.append(DeadlinePlan(milestone, start, start.at + milestone.within, pending))
    return plans


def _chosen_starts(starts: Sequence[Start]) -> list[Start]:
    by_kind: dict[str, list[Start]] = {}
    for start in starts:
        by_kind.setdefault(start.evidence, []).append(start)
    if "published" in by_kind:
        by_kind.pop("collected", None)
    if "confirmed" in by_kind:
        by_kind.pop("occurrence", None)
        # The officer's last word stands; earlier confirmations stay on record.
        by_kind["confirmed"] = [max(by_kind["confirmed"], key=lambda s: s.id)]
    return [min(found, key=lambda s: (s.at, s.id)) for _, found in sorted(by_kind.items())]


def counting(rows: Iterable[D], milestone: Milestone | None) -> D | None:
    """The one of a milestone's live deadlines that appraisal counts, as its rule names it.

    ``occurrence`` also takes an officer's confirmed occurrence; a rule whose evidence is absent falls
    back to the earliest deadline there is.
    """
    live = [r for r in rows if r.state != "superseded"]
    if not live:
        return None
    wanted = milestone.counts if milestone else "earliest"
    evidence = {"published": ("published", "collected"), "occurrence": ("occurrence", "confirmed")}.get(
        wanted
    )
    preferred = [r for r in live if evidence is None or r.start_evidence in evidence] or live
    return min(preferred, key=lambda r: r.due_at)


def settled_state(due_at: datetime, settled_at: datetime) -> str:
    """``met`` when published at or before the deadline, else ``late``: the publication time decides."""
    return "met" if settled_at <= due_at else "late"


def present_state(state: str, due_at: datetime, now: datetime, *, breaches: bool) -> str:
    """An open deadline whose time is over is breached, unless it is only the office's own reminder."""
    return "breached" if state == "open" and breaches and now > due_at else state

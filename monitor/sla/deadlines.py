"""Deadlines under every clock start, which of them counts, and what state each is in."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import Protocol, TypeVar

from monitor.clock import SHANGHAI
from monitor.sla.day_parts import DayParts
from monitor.sla.matter import Matter
from monitor.sla.milestones import Milestone
from monitor.sla.rules import SlaRules


@dataclass(frozen=True, slots=True)
class Start:
    """One piece of evidence of when the matter arose; ``id`` is its row, later rows have greater ones.

    ``day_part`` is the part of the day that was told with a bare day (昨晚), empty where none was.
    """

    id: int
    evidence: str
    at: datetime
    bare_date: bool = False
    confirmed: bool = False
    day_part: str = ""

    @property
    def inferred(self) -> bool:
        """Only the day is known, and nobody has confirmed the hour (时刻待核)."""
        return self.bare_date and not self.confirmed

    def under(self, parts: DayParts) -> Start:
        """As rules read it: of a part of a day they say from which hour it counts."""
        if not (self.day_part and self.inferred):
            return self
        return replace(self, at=parts.moment(self.at.astimezone(SHANGHAI).date(), self.day_part))


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
    def start_evidence(self) -> str: ...
    @property
    def due_at(self) -> datetime: ...
    @property
    def state(self) -> str: ...
    @property
    def counts(self) -> str: ...
    @property
    def time_pending(self) -> bool: ...


D = TypeVar("D", bound=DeadlineLike)
_DAY = timedelta(days=1)


def plan_deadlines(rules: SlaRules, matter: Matter, starts: Sequence[Start]) -> list[DeadlinePlan]:
    """Every deadline that a case has, one for each start that its milestone admits.

    1. The milestones in force on the day that the opinion arose (Shanghai) and that bind this case.
    2. For each, one deadline per kind of evidence: the earliest start of that kind, and the earliest with an
       hour beside it where the earliest is only a date. "Collected" stands in only where nothing is known of
       publication (R6: the earliest known publication, else collection).
    3. An occurrence that an officer confirmed replaces the one inferred from text. It also gives the hour of a
       publication of which only the day is known, when it lies on that day.
    4. Of a part of a day (昨晚) the rules say from which hour it counts; of several tellings the earliest does.
    """
    if not starts:
        return []
    starts = [start.under(rules.day_parts) for start in starts]
    on = arose_on(starts)
    return [
        plan_under(milestone, start)
        for milestone in rules.milestones_for(matter, on)
        for start in _starts_for(milestone, starts)
    ]


def plan_under(milestone: Milestone, start: Start) -> DeadlinePlan:
    """The deadline of one milestone under one start, whether it counts or not."""
    return DeadlinePlan(milestone, start, start.at + milestone.within, start.inferred)


def arose_on(starts: Iterable[Start]) -> date:
    """The day in Shanghai on which a matter of opinion arose: it decides which rules are in force.

    五(四) binds from when the opinion arises, so by its first publication, else collection. An accident that was hidden for
    years, or a mistaken year in a text, would else leave a case under rules of a time before there were any.
    """
    by_kind = _standing_by_kind(starts)
    told = [s for kind in ("published", "collected") for s in by_kind.get(kind, [])]
    found = told or [s for kind in by_kind.values() for s in kind]
    return min(found, key=lambda s: s.at).at.astimezone(SHANGHAI).date()


def _standing_by_kind(starts: Iterable[Start]) -> dict[str, list[Start]]:
    by_kind: dict[str, list[Start]] = {}
    for start in starts:
        by_kind.setdefault(start.evidence, []).append(start)
    if "confirmed" in by_kind:
        # The officer's last word stands; earlier confirmations stay on record.
        by_kind["confirmed"] = [max(by_kind["confirmed"], key=lambda s: s.id)]
        by_kind.pop("occurrence", None)
    if "published" in by_kind:
        by_kind.pop("collected", None)
        by_kind["published"] = _standing_publications(by_kind["published"])
    return by_kind


def _starts_for(milestone: Milestone, starts: Sequence[Start]) -> list[Start]:
    by_kind = _standing_by_kind(starts)
    confirmed = next(iter(by_kind.get("confirmed", ())), None)
    admitted = [by_kind[kind] for kind in sorted(by_kind) if kind in milestone.starts]
    chosen = [start for found in admitted for start in _earliest(found)]
    if confirmed is not None:
        chosen = [confirmed if s.evidence == "published" and _gives_hour(confirmed, s) else s for s in chosen]
    return list(dict.fromkeys(chosen))


def _standing_publications(found: list[Start]) -> list[Start]:
    """Beside a publication time that an officer confirmed, a bare date says something only when its whole day is earlier."""
    firm = min((s.at for s in found if s.confirmed), default=None)
    return [s for s in found if firm is None or not s.inferred or s.at + _DAY <= firm]


def _earliest(found: Sequence[Start]) -> list[Start]:
    """The earliest start and, where that is only a date, the earliest one with an hour too."""
    first = min(found, key=lambda s: (s.at, s.id))
    if not first.inferred:
        return [first]
    exact = min((s for s in found if not s.inferred), key=lambda s: (s.at, s.id), default=None)
    return [first] if exact is None else [first, exact]


def _gives_hour(confirmed: Start, start: Start) -> bool:
    return start.inferred and start.at <= confirmed.at < start.at + _DAY


_READINGS = {"published": ("published", "collected"), "occurrence": ("occurrence", "confirmed")}


def counting(rows: Iterable[D], reading: str | None = None) -> D | None:
    """The one of a milestone's live deadlines that appraisal counts.

    ``reading`` is ``earliest``, ``occurrence`` (also an officer's confirmed occurrence) or ``published``; without
    one, what the rule said when the latest row was made. Evidence that is absent falls back to the earliest there is.
    """
    live = [r for r in rows if r.state != "superseded"]
    if len(live) < 2:
        return live[0] if live else None
    wanted = _READINGS.get(reading or live[-1].counts)
    preferred = [r for r in live if wanted is None or r.start_evidence in wanted] or live
    return min(preferred, key=lambda r: r.due_at)


def certain(rows: Iterable[D], reading: str | None = None) -> D | None:
    """The live deadline past which a matter is late whatever an hour that is in doubt turns out to be.

    What happened was published after it happened: a publication bounds an occurrence, and not the other way round.
    """
    live = [r for r in rows if r.state != "superseded"]
    wanted = _READINGS["published"] if live and (reading or live[-1].counts) == "published" else None
    firm = [r for r in live if not r.time_pending and (wanted is None or r.start_evidence in wanted)]
    return min(firm, key=lambda r: r.due_at, default=None)


def settled_state(due_at: datetime, settled_at: datetime) -> str:
    """``met`` when published at or before the deadline, else ``late``: the publication time decides."""
    return "met" if settled_at <= due_at else "late"


def present_state(state: str, due_at: datetime, now: datetime, *, breaches: bool) -> str:
    """An open deadline whose time is over is breached, unless it is only the office's own reminder."""
    return "breached" if state == "open" and breaches and now > due_at else state

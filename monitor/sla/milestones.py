"""Milestones: what must be done, by when, reckoned from what, by whom, and on which legal basis."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any, Literal

from pydantic import Field, model_validator

from monitor.config_file import ConfigModel, Span
from monitor.sla.matter import Matter, Track, covers

Day = date
"""The type of a day under a name that the field ``date`` does not hide."""
Kind = Literal["first_release", "press_conference", "response", "follow_up", "report_up"]
Evidence = Literal["occurrence", "published", "collected", "confirmed"]
Counts = Literal["earliest", "published", "occurrence"]
Follows = Literal["release", "grading", "report", "closing"]
"""What a milestone follows that no public clock starts: a release, a grading, a report up, the closing of the case."""
Stage = Literal["first", "follow", "final"]
Mode = Literal["phone", "written"]
Severity = Literal["I", "II", "III", "IV", "none"]
KINDS: tuple[Kind, ...] = ("first_release", "press_conference", "response", "follow_up", "report_up")
KIND_LABELS = {
    "first_release": "首发权威信息",
    "press_conference": "新闻发布会",
    "response": "回应",
    "follow_up": "持续发布",
    "report_up": "上报",
}
STAGE_LABELS = {"first": "首报", "follow": "续报", "final": "终报"}
MODE_LABELS = {"phone": "电话", "written": "书面"}


class Legal(ConfigModel):
    """Where a rule stands: the document with its number, the clause, and the day it was issued."""

    document: str
    clause: str = ""
    date: Day | None = None


class AppliesTo(ConfigModel):
    """To which cases a milestone applies beyond its severities; conditions that are left out are not asked."""

    track: tuple[Track, ...] | None = None
    emergency: tuple[str, ...] | None = None
    category: tuple[str, ...] | None = None
    organ: tuple[str, ...] | None = None
    region: tuple[str, ...] | None = None
    source_kind: tuple[str, ...] | None = None
    verification: tuple[Literal["pending", "verified", "false", "unverifiable"], ...] | None = None

    def holds(self, matter: Matter) -> bool:
        """Whether every condition holds of a case."""
        asked: tuple[tuple[Sequence[str] | None, frozenset[str]], ...] = (
            (self.track, frozenset({matter.track})),
            (self.emergency, frozenset({matter.emergency or ""})),
            (self.category, frozenset({matter.category})),
            (self.organ, matter.organs),
            (self.source_kind, matter.source_kinds),
            (self.verification, frozenset({matter.verification})),
        )
        if not all(wanted is None or found.intersection(wanted) for wanted, found in asked):
            return False
        return self.region is None or any(covers(code, matter.regions) for code in self.region)


class Milestone(ConfigModel):
    """What must be done, by when, reckoned from what, by whom, and on which legal basis."""

    id: str
    kind: Kind
    severities: tuple[Severity, ...] = Field(min_length=1)
    within: Span
    starts: tuple[Evidence, ...] = ()
    follows: Follows | None = None
    counts: Counts = "earliest"
    when: AppliesTo = AppliesTo()
    requires_decision: str | None = None
    public: bool = True
    cadence: bool = False
    ladder: str | None = None
    stage: Stage | None = None
    receiver: str | None = None
    mode: Mode | None = None
    basis: str
    legal: Legal | None = None
    valid_from: date = date(2000, 1, 1)
    valid_to: date | None = None

    @model_validator(mode="before")
    @classmethod
    def _cadence_follows_releases(cls, given: Any) -> Any:
        """``cadence: true`` is the short way to write a reminder after each release."""
        if isinstance(given, dict) and given.get("cadence") and "follows" not in given:
            return given | {"follows": "release"}
        return given

    @model_validator(mode="after")
    def _sound(self) -> Milestone:
        if self.follows is None and not self.starts:
            raise ValueError("须写明 starts（起算证据）或 follows（随何事起算）")
        if self.valid_to is not None and self.valid_to <= self.valid_from:
            raise ValueError("valid_to 须晚于 valid_from")
        if self.within <= timedelta(0):
            raise ValueError("within 须大于 0")
        if self.kind == "report_up" and self.public:
            raise ValueError("上报时限不计入对外考核，须写 public: false")
        return self

    @property
    def clock_driven(self) -> bool:
        """Whether it runs from the evidence of when the matter arose."""
        return self.follows is None

    @property
    def breaches(self) -> bool:
        """Whether passing it unmet is a breach: the policy's clocks and reports up, never the office's own targets."""
        return breaches(self.kind, public=self.public)

    def applies(self, matter: Matter, on: date) -> bool:
        """Whether this milestone binds a case that arose on this day."""
        in_force = self.valid_from <= on and (self.valid_to is None or on < self.valid_to)
        decided = self.requires_decision is None or self.requires_decision in matter.decisions
        return (
            in_force
            and decided
            and (matter.severity or "none") in self.severities
            and self.when.holds(matter)
        )


def breaches(kind: str, *, public: bool) -> bool:
    """Whether a passed deadline is a breach; a late report up is one too, though outside the public figures."""
    return public or kind == "report_up"

"""The model of ``config/sla.yaml``: milestones, reports up, ladders, and what the clocks need beside them."""

from __future__ import annotations

from datetime import date, timedelta
from functools import cached_property
from typing import Literal

from pydantic import Field, model_validator

from monitor.config_file import ConfigModel, Span, refuse_twice
from monitor.sla.chase import ChaseRules
from monitor.sla.day_parts import DayParts
from monitor.sla.matter import Matter
from monitor.sla.milestones import KIND_LABELS, KINDS, Evidence, Follows, Kind, Milestone
from monitor.sla.regrade import Regrade
from monitor.sla.reporting import ReportUp

__all__ = ["KINDS", "KIND_LABELS", "Evidence", "Kind", "Milestone", "Role", "Rung", "SlaRules", "Until"]

Role = Literal["officer", "section_head", "deputy", "leader", "leader_in_charge"]
Until = Literal["acknowledged", "verified", "reported_up", "statement", "settled", "decided", "graded"]
CaseLadder = Literal["grave", "other", "proposed", "regrade", "red", "orange"]


class Rung(ConfigModel):
    """One step of a ladder: when it is due, whom it reaches, and what makes it unnecessary.

    Exactly one of ``lead`` (after detection), ``share`` (of the time from start to deadline), ``before`` (a fixed lead
    before the deadline) and ``after`` (after the deadline; ``0m`` is the deadline itself) says when. One that comes again
    ``every`` so often without ``times`` goes on until what ``until`` names is done.
    """

    id: str
    label: str
    lead: Span | None = None
    share: float | None = Field(None, gt=0, lt=1)
    before: Span | None = None
    after: Span | None = None
    to: tuple[Role, ...]
    until: tuple[Until, ...] = ()
    every: Span | None = None
    times: int | None = Field(None, ge=1)
    by_telephone: bool | None = None
    chase: bool = True

    @model_validator(mode="after")
    def _one_moment(self) -> Rung:
        if sum(x is not None for x in (self.lead, self.share, self.before, self.after)) != 1:
            raise ValueError("须且只能写 lead、share、before、after 之一")
        return self

    @model_validator(mode="after")
    def _comes_to_an_end(self) -> Rung:
        if self.every is None:
            return self
        if self.every < timedelta(minutes=1):
            raise ValueError("every 至少为 1m")
        if self.times is None and not self.until:
            raise ValueError("写 every 而不写 times 的步骤反复提醒至办妥为止，须写 until")
        return self


class Decision(ConfigModel):
    """A decision of a leader on which milestones may depend; it is never assumed, only recorded."""

    id: str
    label: str
    by: tuple[Literal["deputy", "leader"], ...] = ("deputy", "leader")


class Verification(ConfigModel):
    """How long higher steps wait for verification, and which sources count as verified by themselves."""

    hold: Span = timedelta(minutes=30)
    trusted_source_kinds: frozenset[str] = frozenset({"official_site"})


class Calls(ConfigModel):
    """A report by telephone that nobody makes ``within`` is told of; for a severity in ``direct`` the message goes itself."""

    within: Span = timedelta(minutes=15)
    direct: frozenset[Literal["I", "II", "III", "IV", "none"]] = frozenset()

    def goes_directly(self, severity: str | None) -> bool:
        return (severity or "none") in self.direct


class SlaRules(ConfigModel):
    """``config/sla.yaml``."""

    backfill_after: Span = timedelta(days=7)
    direct_up_to: Literal["officer", "section_head", "deputy", "leader"] = "deputy"
    calls: Calls = Calls()
    chase: ChaseRules = ChaseRules()
    countersign_within: Span = timedelta(hours=24)
    verification: Verification = Verification()
    milestones: tuple[Milestone, ...]
    decisions: tuple[Decision, ...] = ()
    report_up: ReportUp = ReportUp()
    regrade: Regrade = Regrade()
    day_parts: DayParts = DayParts()
    ladders: dict[str, tuple[Rung, ...]]
    case_ladders: dict[CaseLadder, str]

    @model_validator(mode="after")
    def _consistent(self) -> SlaRules:
        refuse_twice([m.id for m in self.every_milestone], "里程碑")
        refuse_twice([d.id for d in self.decisions], "领导决定")
        for name, rungs in self.ladders.items():
            refuse_twice([r.id for r in rungs], f"阶梯 {name} 中的步骤")
        self._refuse_unknown()
        for name in self.case_ladders.values():
            if any(r.lead is None for r in self.ladders[name]):
                raise ValueError(f"案件阶梯 {name} 的步骤只能用 lead")
        return self

    def _refuse_unknown(self) -> None:
        wanted = {m.ladder for m in self.every_milestone if m.ladder} | set(self.case_ladders.values())
        missing = sorted(wanted - set(self.ladders))
        if missing:
            raise ValueError(f"没有名为 {missing[0]} 的阶梯")
        asked = {m.requires_decision for m in self.milestones if m.requires_decision}
        undeclared = sorted(asked - {d.id for d in self.decisions})
        if undeclared:
            raise ValueError(f"decisions 中没有 id 为 {undeclared[0]} 的领导决定")

    @cached_property
    def every_milestone(self) -> tuple[Milestone, ...]:
        """The milestones that are written out and those that the terms of reporting up stand for."""
        return (*self.milestones, *self.report_up.milestones())

    def milestones_for(self, matter: Matter, on: date) -> tuple[Milestone, ...]:
        """The milestones that run from when a matter arose and bind it on that day."""
        return tuple(m for m in self.milestones if m.clock_driven and m.applies(matter, on))

    def following(self, follows: Follows, matter: Matter, on: date) -> tuple[Milestone, ...]:
        """The milestones that bind a matter after a release, a grading, a report up or its closing."""
        return tuple(m for m in self.every_milestone if m.follows == follows and m.applies(matter, on))

    def milestone(self, rule: str) -> Milestone | None:
        return next((m for m in self.every_milestone if m.id == rule), None)

    def decision(self, ident: str) -> Decision | None:
        return next((d for d in self.decisions if d.id == ident), None)

"""The model of ``config/sla.yaml``: milestones, what starts them, ladders, and the legal basis of each."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Literal

from pydantic import Field, model_validator

from monitor.config_file import ConfigModel, Span

Kind = Literal["first_release", "press_conference", "response", "follow_up", "report_up"]
Evidence = Literal["occurrence", "published", "collected", "confirmed"]
Role = Literal["officer", "section_head", "deputy", "leader", "leader_in_charge"]
Until = Literal["acknowledged", "verified", "reported_up", "statement", "settled", "decided"]
KINDS: tuple[Kind, ...] = ("first_release", "press_conference", "response", "follow_up", "report_up")
KIND_LABELS = {
    "first_release": "首发权威信息",
    "press_conference": "新闻发布会",
    "response": "回应",
    "follow_up": "持续发布",
    "report_up": "上报",
}


class Rung(ConfigModel):
    """One step of a ladder: when it is due, whom it reaches, and what makes it unnecessary.

    Exactly one of ``lead`` (after detection), ``share`` (of the time from start to deadline) and
    ``after`` (after the deadline; ``0m`` is the deadline itself) says when.
    """

    id: str
    label: str
    lead: Span | None = None
    share: float | None = Field(None, gt=0, lt=1)
    after: Span | None = None
    to: tuple[Role, ...]
    until: tuple[Until, ...] = ()
    every: Span | None = None
    times: int = Field(24, ge=1, le=500)
    by_telephone: bool | None = None

    @model_validator(mode="after")
    def _one_moment(self) -> Rung:
        if sum(x is not None for x in (self.lead, self.share, self.after)) != 1:
            raise ValueError("须且只能写 lead、share、after 之一")
        return self


class Milestone(ConfigModel):
    """What must be done, by when, reckoned from what, and on which legal basis."""

    id: str
    kind: Kind
    severities: tuple[Literal["I", "II", "III", "IV", "none"], ...]
    within: Span
    starts: tuple[Evidence, ...]
    counts: Literal["earliest", "published", "occurrence"] = "earliest"
    public: bool = True
    cadence: bool = False
    ladder: str | None = None
    basis: str
    valid_from: date = date(2000, 1, 1)
    valid_to: date | None = None

    def applies(self, severity: str | None, on: date) -> bool:
        """Whether this milestone binds a case of this severity (None: no emergency) that arose on this day."""
        in_force = self.valid_from <= on and (self.valid_to is None or on < self.valid_to)
        return in_force and (severity or "none") in self.severities


class Verification(ConfigModel):
    """How long higher steps wait for verification, and which sources count as verified by themselves."""

    hold: Span = timedelta(minutes=30)
    trusted_source_kinds: frozenset[str] = frozenset({"official_site"})


class SlaRules(ConfigModel):
    """``config/sla.yaml``."""

    backfill_after: Span = timedelta(days=7)
    direct_up_to: Literal["officer", "section_head", "deputy", "leader"] = "deputy"
    countersign_within: Span = timedelta(hours=24)
    verification: Verification = Verification()
    milestones: tuple[Milestone, ...]
    ladders: dict[str, tuple[Rung, ...]]
    case_ladders: dict[Literal["grave", "other", "proposed"], str]

    @model_validator(mode="after")
    def _consistent(self) -> SlaRules:
        _refuse_twice([m.id for m in self.milestones], "里程碑")
        for name, rungs in self.ladders.items():
            _refuse_twice([r.id for r in rungs], f"阶梯 {name} 中的步骤")
        wanted = {m.ladder for m in self.milestones if m.ladder} | set(self.case_ladders.values())
        missing = sorted(wanted - set(self.ladders))
        if missing:
            raise ValueError(f"没有名为 {missing[0]} 的阶梯")
        for name in self.case_ladders.values():
            if any(r.lead is None for r in self.ladders[name]):
                raise ValueError(f"案件阶梯 {name} 的步骤只能用 lead")
        return self

    def milestones_for(self, severity: str | None, on: date) -> tuple[Milestone, ...]:
        """The clock-driven milestones of a severity on a day (cadences follow a release instead)."""
        return tuple(m for m in self.milestones if not m.cadence and m.applies(severity, on))

    def cadence_for(self, severity: str | None, on: date) -> Milestone | None:
        """The follow-up cadence of a severity, if the office keeps one."""
        return next((m for m in self.milestones if m.cadence and m.applies(severity, on)), None)

    def milestone(self, rule: str) -> Milestone | None:
        return next((m for m in self.milestones if m.id == rule), None)


def _refuse_twice(names: list[str], what: str) -> None:
    twice = sorted({n for n in names if names.count(n) > 1})
    if twice:
        raise ValueError(f"{what} id 重复：{twice[0]}")

"""Reporting up (上报): to whom, and by when at each stage, by telephone and in writing."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Literal, Protocol

from pydantic import Field, model_validator

from monitor.config_file import ConfigModel, Span, refuse_twice
from monitor.sla.milestones import AppliesTo, Legal, Milestone, Mode, Severity, Stage


class Receiver(ConfigModel):
    """Who is reported to: the duty room, the province's publicity or cyberspace office."""

    id: str
    name: str
    telephone: str = ""


class ReportTerm(ConfigModel):
    """The terms of one stage of reporting up, for some severities: to whom, how soon by telephone and in writing.

    A first report (首报) runs from the grading that first asked for it, however often the grade is changed, a further one (续报) from the report before it,
    the final one (终报) from the closing of the case.
    """

    id: str
    stage: Stage
    severities: tuple[Severity, ...] = Field(min_length=1)
    receivers: tuple[str, ...] = Field(min_length=1)
    phone: Span | None = None
    written: Span | None = None
    when: AppliesTo = AppliesTo()
    ladder: str | None = None
    basis: str
    legal: Legal | None = None
    valid_from: date = date(2000, 1, 1)
    valid_to: date | None = None

    @model_validator(mode="after")
    def _some_term(self) -> ReportTerm:
        if self.phone is None and self.written is None:
            raise ValueError("须写明 phone（电话）或 written（书面）的时限")
        return self

    def milestones(self) -> list[Milestone]:
        """One milestone for each receiver and way of reporting."""
        return [
            self._milestone(receiver, mode, within)
            for receiver in self.receivers
            for mode, within in (("phone", self.phone), ("written", self.written))
            if within is not None
        ]

    def _milestone(self, receiver: str, mode: str, within: timedelta) -> Milestone:
        follows = {"first": "grading", "follow": "report", "final": "closing"}[self.stage]
        shared = self.model_dump(
            include={"severities", "when", "ladder", "basis", "legal", "valid_from", "valid_to", "stage"}
        )
        own = {"id": f"{self.id}.{receiver}.{mode}", "kind": "report_up", "public": False, "follows": follows}
        return Milestone.model_validate(
            {**shared, **own, "receiver": receiver, "mode": mode, "within": within}
        )


class ReportUp(ConfigModel):
    """上报: who is reported to, and by when at each stage."""

    receivers: tuple[Receiver, ...] = ()
    terms: tuple[ReportTerm, ...] = ()

    @model_validator(mode="after")
    def _known_receivers(self) -> ReportUp:
        refuse_twice([r.id for r in self.receivers], "接收单位")
        refuse_twice([t.id for t in self.terms], "上报时限")
        known = {r.id for r in self.receivers}
        unknown = sorted({r for t in self.terms for r in t.receivers} - known)
        if unknown:
            raise ValueError(f"receivers 中没有 id 为 {unknown[0]} 的接收单位")
        return self

    def milestones(self) -> tuple[Milestone, ...]:
        return tuple(m for term in self.terms for m in term.milestones())

    def receiver(self, ident: str) -> Receiver | None:
        return next((r for r in self.receivers if r.id == ident), None)


@dataclass(frozen=True, slots=True)
class Report:
    """One report up, as it was made: its proof is the time, the receiver and the document number (文号).

    A record that names no receiver or mode (the general ``record --kind report_up``) speaks for all of them.
    """

    stage: Stage
    at: datetime
    receiver: str = ""
    mode: Mode | Literal[""] = ""
    number: str = ""
    note: str = ""


class ReportRow(Protocol):
    """What matching needs to know of a deadline of reporting up."""

    @property
    def stage(self) -> str | None: ...
    @property
    def receiver(self) -> str | None: ...
    @property
    def mode(self) -> str | None: ...


def present_stage(rows: Iterable[ReportRow]) -> Stage:
    """The stage that is due next: a first report while one is owed, else a final one where the case is closed."""
    stages = {row.stage for row in rows}
    return "first" if "first" in stages else "final" if "final" in stages else "follow"


def answers(report: Report, row: ReportRow) -> bool:
    """Whether a report meets a term: its stage and receiver; what is written proves more than a telephone call."""
    same = row.stage in (None, report.stage) and (
        not report.receiver or row.receiver in (None, report.receiver)
    )
    return same and (report.mode in ("", "written") or row.mode in (None, report.mode))

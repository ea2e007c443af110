"""The model of ``config/papers.yaml``: papers between organs, the approval chain, and the terms of both.

All terms here are inner targets: they remind and are never breaches, and nothing here stops a policy clock.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import timedelta
from typing import Literal

from pydantic import field_validator, model_validator

from monitor.classify.result import GRAVE
from monitor.config_file import ConfigModel, Span, number_form, refuse_twice
from monitor.sla.rules import Rung

PaperKind = Literal["transfer", "feedback", "urging"]
Conclusion = Literal["substantiated", "partly", "unsubstantiated", "unverifiable"]
Reminded = Literal["sign", "answer", "hop"]
PAPER_STATES = {"issued": "待签收", "received": "办理中", "answered": "已反馈", "returned": "已退回"}
CONCLUSIONS: dict[str, str] = {
    "substantiated": "属实",
    "partly": "部分属实",
    "unsubstantiated": "不属实",
    "unverifiable": "无法核实",
}


class Term(ConfigModel):
    """A length of time by gravity."""

    grave: Span
    other: Span

    def of(self, severity: str | None) -> timedelta:
        """The term for a case of this severity."""
        return self.grave if severity in GRAVE else self.other


class PaperForm(ConfigModel):
    """One kind of paper: its names, its numbering, and the terms for signing for it and for answering it."""

    label: str
    title: str
    number: str
    sign: Term | None = None
    answer: Term | None = None

    @field_validator("number")
    @classmethod
    def _has_both(cls, value: str) -> str:
        return number_form(value)


class Hop(ConfigModel):
    """One stage of the approval chain: how long it may take and which role holds it unless others are named."""

    id: str
    label: str
    within: Term
    holder: Literal["officer", "section_head", "deputy", "leader"] | None = None
    parallel: bool = False
    only: tuple[Literal["I", "II", "III", "IV", "none"], ...] | None = None

    def applies(self, severity: str | None) -> bool:
        return self.only is None or (severity or "none") in self.only


class PaperRules(ConfigModel):
    """``config/papers.yaml``."""

    letterhead: str
    papers: Mapping[PaperKind, PaperForm]
    approval: tuple[Hop, ...]
    reminders: Mapping[Reminded, tuple[Rung, ...]] = {}

    @model_validator(mode="after")
    def _whole(self) -> PaperRules:
        missing = sorted({"transfer", "feedback", "urging"} - set(self.papers))
        if missing:
            raise ValueError(f"papers 缺少 {missing[0]}")
        refuse_twice([h.id for h in self.approval], "审签环节", ("approval", "id"))
        if len(self.approval) < 2 or any(h.only or h.parallel for h in (self.approval[0], self.approval[-1])):
            raise ValueError("approval 至少须有拟稿与发布两环，且这两环不得写 only、parallel")
        for name, rungs in self.reminders.items():
            if any(r.lead is not None for r in rungs):
                raise ValueError(f"reminders.{name} 的步骤只能用 share 或 after")
        return self

    def chain(self, severity: str | None) -> tuple[Hop, ...]:
        """The hops of a case of this severity, from drafting to publishing."""
        return tuple(h for h in self.approval if h.applies(severity))

    def hop(self, ident: str) -> Hop | None:
        return next((h for h in self.approval if h.id == ident), None)


def standing(version: int, round_: int, open_hops: Iterable[str]) -> str:
    """Where a draft stands: its text, how often it was returned, and the hop that holds it (one, though several sign)."""
    return ".".join([str(version), str(round_), *sorted(set(open_hops))])

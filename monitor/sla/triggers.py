"""The model of ``config/cases.yaml``: which items and events open a case, which propose one (认定为政务舆情)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Annotated, Literal

from pydantic import model_validator

from monitor.classify.triage.disposition_words import Flag
from monitor.config_file import ConfigModel, one_of, refuse_twice
from monitor.item import SOURCE_KINDS
from monitor.sla.proof import DeferralRules, Ground, ProofRules

Doing = Literal["open", "propose"]


class Condition(ConfigModel):
    """Conditions that must all hold; one that is left out is not asked."""

    severity: tuple[Literal["I", "II", "III", "IV"], ...] | None = None
    emergency: bool | None = None
    relevant: bool | None = None
    local: tuple[Literal["yes", "no", "unknown"], ...] | None = None
    source_kind: tuple[Annotated[str, one_of(*SOURCE_KINDS)], ...] | None = None
    focus: tuple[Literal["major_decision", "vital_interest", "image_credibility"], ...] | None = None
    flags: tuple[Flag, ...] | None = None
    category: tuple[str, ...] | None = None
    min_relevance: float | None = None
    min_items: int | None = None
    min_sources: int | None = None
    concentrated: bool | None = None
    opinion_level: tuple[Literal["red", "orange", "yellow", "blue"], ...] | None = None
    opinion_rule: tuple[str, ...] | None = None
    """Rules of ``opinion_level.yaml`` that an item of the event meets by its words or by whom it misses."""
    copy_elsewhere: bool | None = None
    """Whether the same text names a place elsewhere in another copy, and none here.

    Only copies count: two accidents of one day, one far away and one without a place, may have become one event.
    """


class Trigger(ConfigModel):
    """One rule: when it fires, whether the case is opened at once or proposed to an officer, and on what basis.

    ``ask: place`` says that the officer must first find out where it is, wherever the texts name no place (地点待核).
    """

    id: str
    label: str
    do: Doing
    when: Condition
    basis: str
    enabled: bool = True
    ask: Literal["place"] | None = None


class CaseRules(ConfigModel):
    """``config/cases.yaml``; the first trigger that opens wins, else the first that proposes."""

    triggers: tuple[Trigger, ...]
    proof: ProofRules = ProofRules()
    deferral: DeferralRules = DeferralRules()
    grounds: tuple[Ground, ...] = ()

    @model_validator(mode="after")
    def _distinct(self) -> CaseRules:
        refuse_twice([t.id for t in self.triggers], "立案规则", ("triggers", "id"))
        codes = [g.code for g in self.grounds]
        twice = sorted({c for c in codes if codes.count(c) > 1})
        if twice:
            raise ValueError(f"grounds 的 code 重复：{twice[0]}")
        return self

    def trigger(self, ident: str) -> Trigger | None:
        """A trigger by its id; None for one that the office no longer has."""
        return next((t for t in self.triggers if t.id == ident), None)

    @cached_property
    def asking_place(self) -> frozenset[str]:
        """The triggers whose proposals ask the officer where the matter is, unless the texts say so."""
        return frozenset(t.id for t in self.triggers if t.ask == "place")


@dataclass(frozen=True, slots=True)
class Sighting:
    """What the triggers may ask about an item and its event."""

    severity: str | None
    emergency: str | None
    relevant: bool
    relevance: float
    local: bool | None
    source_kind: str
    focus: str | None
    flags: tuple[str, ...]
    category: str
    event_items: int
    event_sources: int
    concentrated: bool
    opinion_level: str | None = None
    opinion_rules: frozenset[str] = frozenset()
    copy_elsewhere: bool = False
    unsure: bool = False
    """Only the learnt model heard the emergency."""


def choose(rules: CaseRules, seen: Sighting) -> Trigger | None:
    """The trigger that decides about this sighting, or None when it needs no case; what a model alone heard opens none at once."""
    firing = [_cautious(t, seen) for t in rules.triggers if t.enabled and _holds(t.when, seen)]
    return next((t for t in firing if t.do == "open"), firing[0] if firing else None)


def _cautious(trigger: Trigger, seen: Sighting) -> Trigger:
    """The trigger as it is, or one that only proposes where it rests on an emergency that no word names."""
    rests = trigger.when.emergency is not None or trigger.when.severity is not None
    return trigger.model_copy(update={"do": "propose"}) if rests and seen.unsure else trigger


def _holds(when: Condition, seen: Sighting) -> bool:
    local = {True: "yes", False: "no", None: "unknown"}[seen.local]
    return all(
        (
            _in(when.severity, seen.severity),
            when.emergency is None or when.emergency == (seen.emergency is not None),
            when.relevant is None or when.relevant == seen.relevant,
            _in(when.local, local),
            _in(when.source_kind, seen.source_kind),
            _in(when.focus, seen.focus),
            when.flags is None or bool(set(when.flags) & set(seen.flags)),
            _in(when.category, seen.category),
            _at_least(when.min_relevance, seen.relevance),
            _at_least(when.min_items, seen.event_items),
            _at_least(when.min_sources, seen.event_sources),
            when.concentrated is None or when.concentrated == seen.concentrated,
            _in(when.opinion_level, seen.opinion_level),
            when.opinion_rule is None or not seen.opinion_rules.isdisjoint(when.opinion_rule),
            when.copy_elsewhere is None or when.copy_elsewhere == seen.copy_elsewhere,
        )
    )


def _in(allowed: Sequence[str] | None, value: str | None) -> bool:
    return allowed is None or value in allowed


def _at_least(minimum: float | None, value: float) -> bool:
    return minimum is None or value >= minimum

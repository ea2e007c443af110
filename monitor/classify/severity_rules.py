"""The statutory grading table: rules as ``config/severity.yaml`` states them, each with its source and validity."""

from __future__ import annotations

from datetime import date
from typing import Literal

from pydantic import model_validator

from monitor.classify.kinds import Kind
from monitor.config_file import ConfigModel

FactName = Literal[
    "deaths",
    "missing",
    "seriously_injured",
    "seriously_injured_or_poisoned",
    "injured",
    "poisoned",
    "evacuated",
    "loss_yuan",
    "magnitude",
    "participants",
    "deaths_or_missing",
]
Level = Literal["I", "II", "III", "IV"]
Density = Literal["dense", "fairly_dense", "sparse"]
WaterCut = Literal["city", "county", "township"]


class Threshold(ConfigModel):
    """A fact with its bounds: ``min`` includes the number, ``below`` and ``above`` do not."""

    field: FactName
    min: float | None = None
    above: float | None = None
    below: float | None = None

    def holds(self, value: float) -> bool:
        """True when the value lies within the bounds."""
        if self.min is not None and value < self.min:
            return False
        if self.above is not None and value <= self.above:
            return False
        return self.below is None or value < self.below


class SeverityRule(ConfigModel):
    """One line of the table. All thresholds must hold, and of every group in ``words`` one word must stand in the text."""

    id: str
    domain: str
    level: Level
    source: str
    valid_from: date
    valid_to: date | None = None
    when: tuple[Threshold, ...] = ()
    words: tuple[tuple[str, ...], ...] = ()
    water_cut: WaterCut | None = None
    area: Literal["dense", "fairly_dense"] | None = None
    provisional: bool = False
    note: str = ""

    def in_force(self, on: date) -> bool:
        """True when the rule is valid on that day (``valid_to`` excluded)."""
        return self.valid_from <= on and (self.valid_to is None or on < self.valid_to)

    @model_validator(mode="after")
    def _asks_something(self) -> SeverityRule:
        if not (self.when or self.words or self.water_cut):
            raise ValueError(f"规则 {self.id} 没有任何条件")
        return self


class Domain(ConfigModel):
    """The kinds that a domain's rules grade, and those for which they only stand in (provisional)."""

    kinds: tuple[Kind, ...]
    stands_in_for: tuple[Kind, ...] = ()


class Population(ConfigModel):
    """Words that tell how densely the area of an earthquake is settled."""

    dense: tuple[str, ...]
    fairly_dense: tuple[str, ...]
    sparse: tuple[str, ...]


class WaterCutWords(ConfigModel):
    """Words that tell of a cut intake of drinking water, and the cities that count as counties."""

    intake: tuple[str, ...]
    cut: tuple[str, ...]
    county_cities: tuple[str, ...]


class SeverityRules(ConfigModel):
    """``config/severity.yaml``."""

    version: str
    domains: dict[str, Domain]
    population: Population
    water_cut: WaterCutWords
    rules: tuple[SeverityRule, ...]

    @model_validator(mode="after")
    def _consistent(self) -> SeverityRules:
        ids = [rule.id for rule in self.rules]
        double = next((i for i in ids if ids.count(i) > 1), None)
        if double:
            raise ValueError(f"规则编号重复：{double}")
        unknown = next((r for r in self.rules if r.domain not in self.domains), None)
        if unknown:
            raise ValueError(f"规则 {unknown.id} 的 domain 未定义：{unknown.domain}")
        return self

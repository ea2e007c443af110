"""The statutory grading table: rules as ``config/severity.yaml`` states them, each with its source and validity."""

from __future__ import annotations

from datetime import date
from typing import Literal

from pydantic import model_validator

from monitor.classify.emergencies.kinds import Kind
from monitor.classify.grading.learned_rules import LearnedRules
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

    def holds(self, value: float, *, more: bool = False) -> bool:
        """True when the value lies within the bounds; ``more``: it is said to be exceeded (100余人 are above 100)."""
        if self.min is not None and value < self.min:
            return False
        if self.above is not None and (value < self.above or (value == self.above and not more)):
            return False
        return self.below is None or value < self.below


class SeverityRule(ConfigModel):
    """One line of the table. All thresholds must hold, and of every group in ``words`` one word must stand in the text.

    ``near``: no more characters of one sentence than that may lie between a word of the one group and one of the other.
    """

    id: str
    domain: str
    level: Level
    source: str
    valid_from: date
    valid_to: date | None = None
    when: tuple[Threshold, ...] = ()
    words: tuple[tuple[str, ...], ...] = ()
    near: int | None = None
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
        if self.near is not None and len(self.words) != 2:
            raise ValueError(f"规则 {self.id} 写了 near，words 须恰为两组")
        return self


class Domain(ConfigModel):
    """The kinds that a domain's rules grade, and those for which they only stand in (provisional).

    Where the text has one of ``own_by_words`` (扶梯, 缆车: special equipment) they are the row of any kind, not a stand-in.
    What happened before ``graded_from`` is graded as on that day: an old matter that comes up again is measured by the
    first text of the rules that there is, not left without a level.
    """

    kinds: tuple[Kind, ...]
    stands_in_for: tuple[Kind, ...] = ()
    own_by_words: tuple[str, ...] = ()
    graded_from: date | None = None

    def graded_on(self, day: date) -> date:
        """The day whose rules grade what happened on ``day``."""
        return day if self.graded_from is None else max(day, self.graded_from)


class Population(ConfigModel):
    """Words that tell how densely the area of an earthquake is settled."""

    dense: tuple[str, ...]
    fairly_dense: tuple[str, ...]
    sparse: tuple[str, ...]


class WaterCutWords(ConfigModel):
    """Words that tell of a cut intake of drinking water, and whose it is.

    One of ``verbs`` beside one of ``taken`` in a clause, ``intake`` in its sentence and ``polluted`` anywhere make a cut.
    ``county_cities`` and ``districts`` count as counties.
    """

    taken: tuple[str, ...]
    verbs: tuple[str, ...]
    intake: tuple[str, ...]
    polluted: tuple[str, ...]
    county_cities: tuple[str, ...]
    districts: tuple[str, ...]
    cities: tuple[str, ...]


class ToldWords(ConfigModel):
    """Words that name a level where no number does: a ``graded`` word before one of ``things``, or a whole phrase.

    ``not_before`` and ``not_behind`` make it a fear, a duty or a hidden danger.
    """

    graded: dict[str, Level]
    things: tuple[str, ...]
    phrases: dict[str, Level]
    not_before: tuple[str, ...]
    not_behind: tuple[str, ...]


class SeverityRules(ConfigModel):
    """``config/severity.yaml``; without ``learned`` no learned severity is asked for."""

    version: str
    domains: dict[str, Domain]
    population: Population
    water_cut: WaterCutWords
    told: ToldWords
    learned: LearnedRules | None = None
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
        for name, domain in self.domains.items():
            first = domain.graded_from
            if first and not any(r.domain == name and r.in_force(first) for r in self.rules):
                raise ValueError(f"domains.{name}.graded_from：{first} 当日没有有效的规则")
        return self

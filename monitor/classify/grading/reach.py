"""How far facts that nobody vouches for reach towards a level: the statute, asked not whether but by how much.

A loose reading of a text (the greatest number of dead, the sum of all, whatever stands beside 死) is measured by the same rules of
``config/severity.yaml`` as the facts that grade. The answer is a logarithm: 0 at the threshold, below it less, so that weights can tell
a reading that misses it narrowly from one that is far away.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from monitor.classify.grading.severity_rules import FactName, Level, SeverityRule, SeverityRules
from monitor.classify.result import EMERGENCIES, SEVERITIES

LEVELS: tuple[Level, ...] = ("III", "II", "I")
FAR, ABOVE = -3.0, 2.0
"""What is farther than that from a threshold is all the same."""
Facts = Mapping[str, float]
_STAND_IN = "other"
_INFECTIONS = frozenset({"epidemic"})
"""Who falls ill of these is nobody's acute poisoning."""
_DEAD = ("deaths", "deaths_or_missing")
NOT_BY_THEM = 10.0**9
_SUMS: Mapping[str, tuple[str, str]] = {
    "seriously_injured_or_poisoned": ("seriously_injured", "poisoned"),
    "deaths_or_missing": ("deaths", "missing"),
}


@dataclass(frozen=True, slots=True)
class _Bar:
    """One rule: what each of its facts must come to, and of each group one word that the text must hold."""

    limits: tuple[tuple[FactName, float], ...]
    words: tuple[tuple[str, ...], ...]


class Reach:
    """Built once from the rules of severity."""

    def __init__(self, rules: SeverityRules) -> None:
        self._bars = {
            (kind, level): tuple(_bars(rules, kind, level)) for kind in EMERGENCIES for level in LEVELS
        }

    def of(self, kind: str | None, level: Level, facts: Facts, text: str) -> float:
        """How near some facts of an emergency come to a level, by the rule that they come nearest to."""
        bars = self._bars[kind or _STAND_IN, level]
        if kind in _INFECTIONS:
            facts = {name: number for name, number in facts.items() if name != "poisoned"}
        return max((_far(bar, facts) for bar in bars if _holds(bar, text)), default=FAR)

    def dead_at(self, kind: str | None, level: Level, text: str) -> float:
        """How many dead make the level by themselves."""
        limits = [
            bar.limits[0][1]
            for bar in self._bars[kind or _STAND_IN, level]
            if len(bar.limits) == 1 and bar.limits[0][0] in _DEAD and _holds(bar, text)
        ]
        return min(limits, default=NOT_BY_THEM)


def _bars(rules: SeverityRules, kind: str, level: Level) -> Iterable[_Bar]:
    """The rules of a level and of those above it, for a kind without a rule of its own for that level."""
    wanted = SEVERITIES[: SEVERITIES.index(level) + 1]
    for rule in rules.rules:
        domain = rules.domains[rule.domain]
        mine = kind in domain.kinds or kind in domain.stands_in_for
        if mine and rule.when and rule.level in wanted and rule.valid_to is None:
            yield _Bar(tuple(_limits(rule)), rule.words)


def _limits(rule: SeverityRule) -> Iterable[tuple[FactName, float]]:
    for threshold in rule.when:
        least = threshold.min if threshold.above is None else threshold.above + 1
        yield threshold.field, max(1.0, least or 0.0)


def _holds(bar: _Bar, text: str) -> bool:
    return all(any(word in text for word in group) for group in bar.words)


def _far(bar: _Bar, facts: Facts) -> float:
    return min(log_ratio(_value(field, facts), limit, field=field) for field, limit in bar.limits)


def _value(field: str, facts: Facts) -> float:
    return sum(facts.get(part, 0.0) for part in _SUMS.get(field, (field,)))


def log_ratio(number: float, limit: float, *, field: str = "") -> float:
    """How far a number is from a limit; magnitudes are logarithms already."""
    if number <= 0:
        return FAR
    far = number - limit if field == "magnitude" else math.log(number / limit)
    return max(FAR, min(ABOVE, far))

"""How much speaks for two items being about one thing."""

from __future__ import annotations

from dataclasses import dataclass

from monitor.events.rules import MatchPoints, MatchRules
from monitor.events.traits import Traits
from monitor.events.words import WordTable

_DAY_S = 86400.0
_HOPELESS = -1.5
_COMMON_RARITY = 4.0


@dataclass(frozen=True, slots=True)
class Subject:
    """One side of a comparison: traits with what is known beside the words; ``moment`` in Unix seconds."""

    traits: Traits
    moment: float
    kind: str | None
    places: frozenset[str]
    deaths: int | None


@dataclass(frozen=True, slots=True)
class Likeness:
    """Points for one event; ``margin`` is what lies above the points needed."""

    margin: float
    words: float
    topic: float
    shared_names: tuple[str, ...]


class Judge:
    """Compares pairs by the rules: happenings (an emergency on either side) and lasting problems apart."""

    def __init__(self, rules: MatchRules, table: WordTable) -> None:
        self._rules = rules
        self._table = table
        self._happening_s = rules.happening_window.total_seconds()
        self._problem_s = rules.problem_window.total_seconds()
        self._kin = frozenset(frozenset(pair) for pair in rules.kin)

    def compare(self, left: Subject, right: Subject) -> Likeness | None:
        """The likeness of two items; None when time, kind of emergency or place forbid one event."""
        apart = abs(left.moment - right.moment)
        happening = left.kind is not None or right.kind is not None
        if apart > (self._happening_s if happening else self._problem_s) or not self._kinds_agree(
            left.kind, right.kind
        ):
            return None
        if happening and self._elsewhere(left, right):
            return None
        points = self._rules.happening if happening else self._rules.problem
        mine, theirs = left.traits.weights, right.traits.weights
        shared = mine.keys() & theirs.keys()
        words = 0.0
        for word in shared:
            words += mine[word] * theirs[word]
        topic = float(left.traits.topic @ right.traits.topic)
        total = points.words * words + points.topic * topic + _circumstances(left, right, points)
        total += points.per_day_apart * apart / _DAY_S - points.needed
        if total + points.anchor < _HOPELESS:
            return Likeness(total, words, topic, ())
        names = self._shared_names(shared, left.traits, right.traits, happening=happening)
        anchor = self._anchor(names)
        total += points.anchor * anchor if anchor else points.no_anchor
        if not anchor and _named_otherwise(left.traits, right.traits):
            total += points.other_names
        return Likeness(total, words, topic, names)

    def _shared_names(
        self, shared: set[str], left: Traits, right: Traits, *, happening: bool
    ) -> tuple[str, ...]:
        """Shared words that stand in a name on both sides; short reports of a happening drop the endings (昆明市, 昆明)."""
        names = left.names | right.names if happening else left.names & right.names
        return tuple(sorted(shared & names))

    def _anchor(self, names: tuple[str, ...]) -> float:
        """How specific the shared names are, 0 to 1."""
        rarity = sum(max(0.0, self._table.rarity(name) - _COMMON_RARITY) for name in names)
        return min(rarity / self._rules.anchor_cap, 1.0)

    def _elsewhere(self, left: Subject, right: Subject) -> bool:
        """True when a happening that stays in one place is told of places that have nothing in common."""
        wide = {left.kind, right.kind} & self._rules.wide_kinds
        return not wide and bool(left.places and right.places and not left.places & right.places)

    def _kinds_agree(self, left: str | None, right: str | None) -> bool:
        return left == right or left is None or right is None or frozenset((left, right)) in self._kin


def _named_otherwise(left: Traits, right: Traits) -> bool:
    """True when both titles hold a specific name and these have nothing in common."""
    return bool(left.title_names and right.title_names and not left.title_names & right.title_names)


def _circumstances(left: Subject, right: Subject, points: MatchPoints) -> float:
    total = 0.0
    if left.kind is not None and left.kind == right.kind:
        total += points.same_kind
    if left.deaths and left.deaths == right.deaths:
        total += points.same_deaths
    if left.places and right.places:
        total += points.same_place if left.places & right.places else points.other_place
    return total

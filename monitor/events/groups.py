"""Whether two groups of items are about one matter: the members of the smaller are compared with some of the other."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Sequence
from heapq import nlargest
from typing import Protocol, TypeVar

from monitor.events.likeness import CONTRADICTION, FORBIDDEN, STRANGERS, Likeness, Probe
from monitor.events.rules import MatchRules, PublicPoints

T = TypeVar("T")
_SAMPLE = 6
_NEAREST = 3
_UNLIKE = -5.0
"""How much two items weigh against a group at most, unless they cannot be one event."""


class Comparer(Protocol):
    """Compares items that it knows."""

    def probe(self, item: Hashable) -> Probe: ...
    def compare(self, probe: Probe, item: Hashable) -> Likeness | None: ...


def groups_alike(
    index: Comparer, left: Sequence[Hashable], right: Sequence[Hashable], rules: MatchRules
) -> bool:
    """True when the members of the smaller group are on average near enough to a few members of the other.

    What was told in public must not be contradicted by more than a few of the pairs besides.
    """
    few, many = sorted((left, right), key=len)
    if len(many) == 1:
        return True
    means, public = [], list[float]()
    for item in _sample(few, _SAMPLE):
        found = _compared(index, index.probe(item), many)
        margins = [_margin(likeness) for likeness in found]
        if CONTRADICTION in margins:
            return False
        public += _in_public(found)
        nearest = nlargest(_NEAREST, margins)
        means.append(sum(nearest) / len(nearest))
    return sum(means) / len(means) >= -rules.slack and _borne_out(public, rules.public)


def may_join(index: Comparer, probe: Probe, members: Sequence[Hashable], rules: MatchRules) -> bool:
    """Whether the members of an event leave room for one more item, as far as they are told in public."""
    return _borne_out(_in_public(_compared(index, probe, members)), rules.public)


def _compared(index: Comparer, probe: Probe, members: Sequence[Hashable]) -> list[Likeness | None]:
    return [index.compare(probe, other) for other in _sample(members, 2 * _SAMPLE)]


def _in_public(found: Iterable[Likeness | None]) -> list[float]:
    return [likeness.margin for likeness in found if likeness is not None and likeness.public]


def _borne_out(margins: Sequence[float], points: PublicPoints) -> bool:
    """Whether hardly a pair cannot be one, and all together are near enough: single near pairs chain one matter to the next."""
    if sum([margin <= FORBIDDEN for margin in margins]) > points.forbidden_share * len(margins):
        return False
    total = sum([max(_UNLIKE, min(-_UNLIKE, margin)) for margin in margins])
    return total >= -points.mean_slack * len(margins)


def _margin(likeness: Likeness | None) -> float:
    if likeness is None:
        return STRANGERS
    return likeness.margin if likeness.margin <= FORBIDDEN else max(_UNLIKE, likeness.margin)


def _sample(members: Sequence[T], size: int) -> Sequence[T]:
    """A few members spread over the group."""
    step = max(1, len(members) // size)
    return members[::step][:size]

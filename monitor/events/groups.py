"""Whether two groups of items are about one matter: the members of the smaller are compared with some of the other."""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from heapq import nlargest
from typing import Protocol, TypeVar

from monitor.events.likeness import CONTRADICTION, FORBIDDEN, STRANGERS, Likeness, Probe

T = TypeVar("T")
_SAMPLE = 6
_NEAREST = 3
_UNLIKE = -5.0
"""How much two items weigh against a group at most, unless they cannot be one event."""


class Comparer(Protocol):
    """Compares items that it knows."""

    def probe(self, item: Hashable) -> Probe: ...
    def compare(self, probe: Probe, item: Hashable) -> Likeness | None: ...


def groups_alike(index: Comparer, left: Sequence[Hashable], right: Sequence[Hashable], slack: float) -> bool:
    """True when the members of the smaller group are on average near enough to a few members of the other."""
    few, many = sorted((left, right), key=len)
    if len(many) == 1:
        return True
    means = []
    for item in _sample(few, _SAMPLE):
        probe = index.probe(item)
        margins = [_margin(index, probe, other) for other in _sample(many, 2 * _SAMPLE)]
        if CONTRADICTION in margins:
            return False
        nearest = nlargest(_NEAREST, margins)
        means.append(sum(nearest) / len(nearest))
    return sum(means) / len(means) >= -slack


def _margin(index: Comparer, probe: Probe, item: Hashable) -> float:
    likeness = index.compare(probe, item)
    if likeness is None:
        return STRANGERS
    return likeness.margin if likeness.margin <= FORBIDDEN else max(_UNLIKE, likeness.margin)


def _sample(members: Sequence[T], size: int) -> Sequence[T]:
    """A few members spread over the group."""
    step = max(1, len(members) // size)
    return members[::step][:size]

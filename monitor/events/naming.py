"""Whether two items name quite other estates, streets, bodies: one grievance in two places is two matters."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from monitor.events.likeness import Probe, Subject

_SOME, _MOST = 1e-9, 0.6
_REMEMBERED = 4096


def named_otherwise(mine: Probe, other: Subject, *, closely: bool = False) -> bool:
    """True when each side's title names what the other text does not hold; ``closely``: does not hold most of.

    Of a name in another district more than half must be found: 梧安台 there is not 梧安谷 here.
    """
    left = mine.subject
    if not (left.traits.names and other.traits.names):
        return False
    elsewhere = bool(mine.places and other.places) and mine.places.isdisjoint(other.places)
    enough = _MOST if elsewhere or closely else _SOME
    return _held(left.traits.names, other.text) < enough and _held(other.traits.names, left.text) < enough


def _held(names: tuple[str, ...], text: str) -> float:
    """How much of the best held name another text holds, as a share of its pairs of letters."""
    return max([sum([pair in text for pair in _pairs(name)]) / max(1, len(name) - 1) for name in names])


@lru_cache(_REMEMBERED)
def _pairs(name: str) -> tuple[str, ...]:
    return tuple([name[i : i + 2] for i in range(len(name) - 1)])

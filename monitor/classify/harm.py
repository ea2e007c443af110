"""People harmed, as support for the words that name an emergency: which counts stand near a word, and how grave they are."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Literal

from monitor.classify.casualties import Count

_HURT = frozenset({"seriously_injured", "light", "injured", "missing", "trapped", "poisoned"})
_GRAVE_DEATHS, _GRAVE_HURT = 3, 10
_SEVERAL_HURT = 3
_MASS = {"deaths": 3, "missing": 3, "seriously_injured": 10, "injured": 20, "poisoned": 20, "trapped": 10}
_NEAR_CHARS = 60

Part = Literal["title", "text"]


class Harm:
    """The counts of one item; ``lead_chars`` of the text belong together with its title."""

    def __init__(self, counts: Iterable[Count] = (), *, lead_chars: int = 130) -> None:
        self._counts = tuple(counts)
        self._lead_chars = lead_chars

    def __bool__(self) -> bool:
        return bool(self._counts)

    def near(self, part: Part, start: int, end: int) -> tuple[Count, ...]:
        """The counts in the opening for a word of the opening, else those close by."""
        if not self._counts:
            return ()
        leading = self._leads(part, start)
        return tuple(
            c
            for c in self._counts
            if (leading and self._leads(c.part, c.start))
            or (c.part == part and c.start - _NEAR_CHARS <= end and start <= c.end + _NEAR_CHARS)
        )

    @property
    def is_mass(self) -> bool:
        """So many harmed in the opening that it is an emergency whatever it is called."""
        return any(
            c.value >= _MASS[c.name] and self._leads(c.part, c.start) for c in self._counts if c.name in _MASS
        )

    def _leads(self, part: Part, start: int) -> bool:
        return part == "title" or start < self._lead_chars


def is_grave(counts: Iterable[Count]) -> bool:
    """True for counts that no level but the lowest can hold, or nearly so."""
    return any(c.value >= (_GRAVE_DEATHS if c.name in ("deaths", "both") else _GRAVE_HURT) for c in counts)


def is_telling(counts: Iterable[Count], *, least_dead: int) -> bool:
    """True for so many dead, or for several hurt: enough for a word that alone says little (事故, 工地)."""
    return any(
        (c.name in ("deaths", "both") and c.value >= least_dead)
        or (c.name in _HURT and c.value >= _SEVERAL_HURT)
        for c in counts
    )

"""Which kind it is where the words of several compete: what an authority found, what stood behind it, where it was."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from monitor.classify.emergencies.emergency_words import KindShift
from monitor.classify.emergencies.framing import union

_REACH_CHARS = 420
_SENTENCE = re.compile("[^。！？\n]+")


@dataclass(frozen=True, slots=True)
class _Ready:
    """A shift ready for use."""

    to: str
    told: re.Pattern[str]
    beside: re.Pattern[str] | None
    never: re.Pattern[str] | None
    whole: bool


class KindShifts:
    """The ``shifts`` of ``config/emergency.yaml``; built once. The first that fits counts."""

    def __init__(self, shifts: Sequence[KindShift]) -> None:
        self._by_kind: dict[str, list[_Ready]] = {}
        for shift in shifts:
            ready = _Ready(
                shift.to,
                union(shift.told),
                union(shift.beside) if shift.beside else None,
                union(shift.never) if shift.never else None,
                shift.whole,
            )
            for kind in shift.of:
                self._by_kind.setdefault(kind, []).append(ready)

    def settle(self, kind: str, title: str, text: str) -> str:
        """The kind that the words beside those of ``kind`` make of it; ``kind`` itself where none do."""
        shifts = self._by_kind.get(kind)
        if not shifts:
            return kind
        words = f"{title}。{text[:_REACH_CHARS]}"
        return next((shift.to for shift in shifts if _fits(shift, words)), kind)


def _fits(shift: _Ready, words: str) -> bool:
    if not shift.told.search(words):
        return False
    return any(
        shift.told.search(part)
        and (shift.beside is None or shift.beside.search(part))
        and not (shift.never and shift.never.search(part))
        for part in _parts(shift, words)
    )


def _parts(shift: _Ready, words: str) -> Iterator[str]:
    if shift.whole:
        yield words
    else:
        yield from (match[0] for match in _SENTENCE.finditer(words))

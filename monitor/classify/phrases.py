"""The words that decided, as the item says them: a piece that lies inside a word or runs over some is told as the whole of them.

The models see n-grams of the letters alone (:mod:`monitor.classify.scoring.grams`), so a piece may begin or end within a word, and the
characters between its letters may have been left out.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from functools import lru_cache
from typing import NamedTuple

from monitor.classify.scoring.grams import left_out
from monitor.text.segment import Cut

_AROUND = 4
"""So many characters on either side are cut into words with a piece: hardly a word of the dictionary is longer."""
_LONGEST = 12


class Phrase(NamedTuple):
    """Words of a text and where they stand, ``[start, end)``; both are -1 where they were not found."""

    words: str
    start: int = -1
    end: int = -1

    @property
    def found(self) -> bool:
        return self.start >= 0


Span = tuple[int, int]
Phrasing = Callable[[Sequence[str]], Sequence[Phrase]]


def as_given(pieces: Sequence[str]) -> list[Phrase]:
    """The pieces themselves, each once."""
    return [Phrase(piece) for piece in dict.fromkeys(pieces)]


def phrases_of(text: str, pieces: Iterable[str], cut: Cut) -> list[Phrase]:
    """The whole words around the first occurrence of each piece, in the order of the pieces; what is the same or overlaps is one."""
    told: list[Phrase] = []
    for piece in pieces:
        start, end = _find(text, piece)
        if start >= 0:
            place = start - _AROUND if start > _AROUND else 0
            words = cut(text[place : end + _AROUND])
            if piece not in words:  # nine in ten are words by themselves, and need no look
                start, end = _widened(words, place, start, end)
        _tell(told, Phrase(text[start:end], start, end) if start >= 0 else Phrase(piece))
    return told


def _find(text: str, piece: str) -> tuple[int, int]:
    start = text.find(piece)
    if start >= 0:
        return start, start + len(piece)
    found = _loosely(piece).search(text)
    return found.span() if found else (-1, -1)


@lru_cache(maxsize=20_000)
def _loosely(piece: str) -> re.Pattern[str]:
    """The letters of a piece with what the models do not see between them."""
    return re.compile(f"(?:{left_out()}){{0,4}}".join(map(re.escape, piece)), re.IGNORECASE)


def _widened(words: Sequence[str], place: int, start: int, end: int) -> Span:
    """The span ``[start, end)``, widened to all words that it touches; the first of them stands at ``place``."""
    first = place
    for word in words:
        if place <= start:
            first = place
        place += len(word)
        if place >= end:
            break
    return first, place


def _tell(told: list[Phrase], phrase: Phrase) -> None:
    """Add a phrase, or let it join the one that it overlaps."""
    for number, other in enumerate(told):
        if phrase.words in other.words:
            return
        joined = phrase if other.words in phrase.words else None
        if joined is None and other.start < phrase.end and phrase.start < other.end:
            joined = _joined(other, phrase)
        if joined is not None:
            told[number] = joined
            return
    told.append(phrase)


def _joined(one: Phrase, other: Phrase) -> Phrase | None:
    """Two that overlap as one, unless that is too long to be read as a word."""
    first, last = (one, other) if one.start <= other.start else (other, one)
    if first.start < 0 or last.end - first.start > _LONGEST:
        return None
    return Phrase(first.words + last.words[first.end - last.start :], first.start, last.end)

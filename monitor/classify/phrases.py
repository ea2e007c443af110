"""The words that decided, as the item says them: a piece that lies inside a word or runs over some is told as the whole of them.

The models see n-grams of the letters alone (:mod:`monitor.classify.scoring.grams`), so a piece may begin or end within a word, and the
characters between its letters may have been left out.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from functools import cache
from string import ascii_lowercase, ascii_uppercase
from typing import NamedTuple

from monitor.classify.scoring.grams import left_out
from monitor.text.segment import Cut

_AROUND = 4
"""So many characters on either side are cut into words with a piece: hardly a word of the dictionary is longer."""
_LONGEST = 12
_BETWEEN = 4
"""So many characters that the models do not see may stand between two letters of a piece."""
_SMALL = str.maketrans(ascii_uppercase, ascii_lowercase)


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
        start = text.find(piece)
        end = start + len(piece)
        if start < 0:
            start, end = _find_loosely(text, piece)
        if start >= 0:
            place = start - _AROUND if start > _AROUND else 0
            words = cut(text[place : end + _AROUND])
            if piece not in words:  # nine in ten are words by themselves, and need no look
                start, end = _widened(words, place, start, end)
        phrase = Phrase(text[start:end], start, end) if start >= 0 else Phrase(piece)
        if told:
            _tell(told, phrase)
        else:
            told.append(phrase)
    return told


def _find_loosely(text: str, piece: str) -> Span:
    """The letters of a piece, small or capital, with what the models do not see between them.

    An expression for each piece takes milliseconds to compile, as its class of characters spans half the basic plane.
    """
    if any(map(str.isascii, piece)):
        text = text.translate(_SMALL)
    start = text.find(piece[0])
    while start >= 0:
        end = _end_loosely(text, start + 1, piece[1:])
        if end >= 0:
            return start, end
        start = text.find(piece[0], start + 1)
    return -1, -1


def _end_loosely(text: str, at: int, rest: str) -> int:
    """Where the ``rest`` of a piece ends of which a letter stands right before ``at``; -1 where others follow."""
    if not rest:
        return at
    unseen = _unseen().match(text, at)
    for place in range(unseen.end() if unseen else at, at - 1, -1):
        if text.startswith(rest[0], place) and (end := _end_loosely(text, place + 1, rest[1:])) >= 0:
            return end
    return -1


@cache
def _unseen() -> re.Pattern[str]:
    return re.compile(f"(?:{left_out()}){{1,{_BETWEEN}}}")


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

"""Where two nearly equal texts differ."""

from __future__ import annotations

from difflib import SequenceMatcher
from itertools import pairwise
from typing import NamedTuple

_GAP = 1
_COMPARED_CHARS = 2_000
"""Longer texts are not compared letter by letter: a page that repeats one phrase would take seconds a pair."""
_NEARLY_EQUAL = 0.6
"""Which share of the pairs of letters of the shorter text the other must hold."""


class Segment(NamedTuple):
    """Where two texts differ: ``[start, end)`` in the one and in the other."""

    start: int
    end: int
    other_start: int
    other_end: int


def segments(left: str, right: str) -> list[Segment]:
    """Where two nearly equal texts differ; differences beside one another are one (翠湖 and 湖畔 share a letter)."""
    found: list[Segment] = []
    if max(len(left), len(right)) > _COMPARED_CHARS or left in right or right in left:
        return found
    if not _nearly_equal(left, right):
        return found
    at, other_at = 0, 0
    for block in SequenceMatcher(None, left, right, autojunk=False).get_matching_blocks():
        if block.size > _GAP or block.size == 0:
            if block.a > at or block.b > other_at:
                found.append(Segment(at, block.a, other_at, block.b))
            at, other_at = block.a + block.size, block.b + block.size
    return found


def _nearly_equal(left: str, right: str) -> bool:
    few, many = sorted(({*map("".join, pairwise(text))} for text in (left, right)), key=len)
    return len(few & many) >= _NEARLY_EQUAL * len(few)

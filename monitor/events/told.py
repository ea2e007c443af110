"""What a text tells anywhere in it, beside its telling words: pairs of letters by their rarity, and numbers with what they count."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from monitor.events.figures import read_numeral
from monitor.events.words import WordTable

_REMEMBERED = 20_000
_COMMON = 4.0
_NUMBER = re.compile(
    r"(\d+(?:\.\d+)?[万千]?|[一二两三四五六七八九十百千]{1,6}|[一二两三四五六七八九十百千]+万)(?:余|多|来)?([\u4e00-\u9fff℃%])"
)
# Dates, times, ages of a matter and ordinals tell of no matter in particular.
_NO_UNIT = frozenset("年月日时点分秒号天周次第期届季边些样起直下切定旦共般位致同律概度")
_FEW = 3.0
"""Numbers below are in every other text."""


@dataclass(frozen=True, slots=True)
class Told:
    """``pairs`` are the telling pairs of letters with their rarity, ``weight`` their sum; ``numbers`` how much with its unit."""

    pairs: Mapping[str, float]
    weight: float
    numbers: frozenset[tuple[float, str]]


class ToldReader:
    """Reads texts; the last few thousand are remembered, since one text is compared with many."""

    def __init__(self, table: WordTable) -> None:
        self._table = table
        self._known: dict[str, Told] = {}

    def read(self, text: str) -> Told:
        """What a text (title and beginning) tells."""
        known = self._known.get(text)
        if known is None:
            if len(self._known) >= _REMEMBERED:
                self._known.clear()
            known = self._known[text] = self._read(text)
        return known

    def _read(self, text: str) -> Told:
        pairs = self._table.telling_pairs(text, _COMMON)
        return Told(pairs, sum(pairs.values()), _numbers(text))


def _numbers(text: str) -> frozenset[tuple[float, str]]:
    found = set()
    for digits, unit in _NUMBER.findall(text):
        if unit in _NO_UNIT:
            continue
        count = read_numeral(digits)
        if count is not None and count >= _FEW:
            found.add((count, unit))
    return frozenset(found)

"""A glance at many texts at once: which of them hold signs that call for a closer look, before any is searched by itself.

Most texts need no cleaning and name no hour, and the regular expression that says so reads every character of every one. Here the
characters of a whole batch are looked up in one table: some are signs by themselves, others only side by side. A glance may see
a sign where a closer look finds nothing; it must never miss one, and a test beside each expression says so.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

import numpy as np

from monitor.values import value

EDGE = "\0"
"""Stands before and behind each text, so that a pair can ask for what stands there."""
_BASIC = 1 << 16
_MOST_SIGNS, _MOST_PAIRS = 8, 12


@value
class Signs:
    """What may call for one step: ``letters`` any of which does, and those of the class of a regular expression, of which ``alone``
    is the inside; ``pairs`` of characters that do side by side.

    The pairs of one group share a bit, so that the first characters of one pass before the second ones of another: what is common
    should stand in groups of their own. With ``beyond``, characters beyond the basic plane are signs.
    """

    letters: str = ""
    alone: str = ""
    pairs: tuple[tuple[tuple[str, str], ...], ...] = ()
    beyond: bool = False


class Glance:
    """Some signs made into one table; built once. Raises ValueError for more signs or pairs than it has bits for."""

    def __init__(self, *signs: Signs) -> None:
        groups = [(number, group) for number, own in enumerate(signs) for group in own.pairs]
        if len(signs) > _MOST_SIGNS or len(groups) > _MOST_PAIRS:
            raise ValueError(f"at most {_MOST_SIGNS} signs and {_MOST_PAIRS} groups of pairs")
        basic = "".join(map(chr, range(_BASIC)))
        # Bits 0-7 of each character say which signs it is by itself; 8-19 and 20-31 where it is the first and the second of a pair.
        self._table = np.zeros(_BASIC + 1, dtype=np.uint32)
        for number, own in enumerate(signs):
            alone = [m.start() for m in re.finditer(f"[{own.alone}]", basic)] if own.alone else []
            alone += [code for code in map(ord, own.letters) if code < _BASIC]
            self._table[alone] |= np.uint32(1 << number)
            self._table[_BASIC] |= np.uint32(own.beyond << number)
        for bit, (_, group) in enumerate(groups):
            for first, second in group:
                self._table[list(map(ord, first))] |= np.uint32(1 << 8 + bit)
                self._table[list(map(ord, second))] |= np.uint32(1 << 20 + bit)
        self._table[ord(EDGE)] &= ~np.uint32((1 << _MOST_SIGNS) - 1)
        self._of_pairs = np.array([1 << number for number, _ in groups], dtype=np.uint32)

    def look(self, texts: Sequence[str]) -> list[int]:
        """For each text the signs that it may hold, bit by bit in the order of the signs."""
        if not texts:
            return []
        # Two edges between texts: the pair over both is nobody's.
        joined = f"{EDGE}{(EDGE * 2).join(texts)}{EDGE}"
        codes = np.frombuffer(joined.encode("utf-32-le", "surrogatepass"), dtype=np.uint32)
        bits = self._table.take(np.minimum(codes, _BASIC))
        starts = np.cumsum([0, *(len(text) + 2 for text in texts[:-1])])
        held = np.zeros(len(bits), dtype=np.uint32)
        np.bitwise_and(bits[:-1] >> np.uint32(8), bits[1:] >> np.uint32(20), out=held[1:])
        held &= np.uint32((1 << _MOST_PAIRS) - 1)
        alone = np.bitwise_or.reduceat(bits, starts) & np.uint32((1 << _MOST_SIGNS) - 1)
        paired = np.bitwise_or.reduceat(held, starts)
        for bit, sign in enumerate(self._of_pairs):
            alone |= ((paired >> np.uint32(bit)) & np.uint32(1)) * sign
        seen: list[int] = alone.tolist()
        if joined.count(EDGE) > 2 * len(texts):  # hardly ever: a text that holds the edge's own character
            return [(1 << _MOST_SIGNS) - 1 if EDGE in t else n for t, n in zip(texts, seen, strict=True)]
        return seen

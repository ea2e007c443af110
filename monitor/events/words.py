"""How telling a word is and what it is about: the shipped rates and topic directions."""

from __future__ import annotations

import hashlib
import math
import re
from collections.abc import Iterator, Mapping, Sequence
from functools import cache, cached_property
from importlib.resources import files
from itertools import pairwise

import numpy as np
import numpy.typing as npt

Vector = npt.NDArray[np.float32]

_HAN_RUN = re.compile(r"[\u4e00-\u9fff]+")
_PER = 100_000
_UNSEEN_RARITY = 9.0
_UNSEEN_PAIR_RARITY = 10.5
_DISTRICT_RARITY = 4.0
_ADMINISTRATIVE = "区县旗市州省盟"


def letter_pairs(text: str) -> Iterator[str]:
    """Neighbouring Chinese characters, two by two."""
    for run in _HAN_RUN.findall(text):
        for left, right in pairwise(run):
            yield left + right


class WordTable:
    """Words with their rates (documents in 100,000) and topic directions, learnt from public messages and news.

    A rate is the higher of the word's rates in citizens' messages and in news: what is common in either tells little in
    both. Directions come from a truncated SVD of the same documents, so that 墙面开裂 and 房屋渗水 lie close together.
    Pairs of letters have rates of their own: a name that no dictionary holds is still a run of rare pairs.
    """

    def __init__(
        self,
        rates: Mapping[str, int],
        directions: Mapping[str, Vector],
        pair_rates: Mapping[str, int] | None = None,
    ) -> None:
        self._rarity = {word: math.log(_PER / rate) for word, rate in rates.items()}
        self._pairs = {pair: (pair, math.log(_PER / rate)) for pair, rate in (pair_rates or {}).items()}
        self._rows = {word: row for row, word in enumerate(directions)}
        size = len(next(iter(directions.values()))) if directions else 1
        self._matrix: Vector = np.array([*directions.values(), np.zeros(size)], dtype=np.float32)

    @cached_property
    def digest(self) -> str:
        """Names what the table says: two tables of other rates or directions never share it."""
        found = hashlib.sha256(repr(sorted(self._rarity.items())).encode())
        found.update(repr(sorted(self._pairs.values())).encode())
        found.update(self._matrix.tobytes())
        return found.hexdigest()

    @classmethod
    @cache
    def shipped(cls) -> WordTable:
        """Read ``word_table.npz``, the artefact that is described in ``word_table.md``; once a process, since it never changes."""
        with files("monitor.events").joinpath("word_table.npz").open("rb") as file, np.load(file) as arrays:
            words, pairs = arrays["words"].tolist(), arrays["pairs"].tolist()
            rates = dict(zip(words, arrays["rates"].tolist(), strict=True))
            pair_rates = dict(zip(pairs, arrays["pair_rates"].tolist(), strict=True))
            vectors = arrays["vectors"].astype(np.float32) / 127
        has_direction = vectors.any(axis=1).tolist()
        directions = {word: row for word, row, has in zip(words, vectors, has_direction, strict=True) if has}
        return cls(rates, directions, pair_rates)

    def rarity(self, word: str) -> float:
        """Minus the natural logarithm of the word's rate; a district that the table lacks is still no rare thing."""
        known = self._rarity.get(word)
        if known is None:
            return _DISTRICT_RARITY if len(word) > 2 and word[-1] in _ADMINISTRATIVE else _UNSEEN_RARITY
        return known

    def pair(self, pair: str) -> tuple[str, float]:
        """Two letters that stand side by side with their rarity; the same object each time for those of the table."""
        return self._pairs.get(pair) or (pair, _UNSEEN_PAIR_RARITY)

    def telling_pairs(self, text: str, common: float) -> dict[str, float]:
        """The pairs of letters of a text that are rarer than ``common``, in order, each with what lies above."""
        known = self._pairs
        found: dict[str, float] = {}
        for run in _HAN_RUN.findall(text):
            for pair in map(str.__add__, run, run[1:]):
                if pair not in found:
                    entry = known.get(pair)
                    above = (_UNSEEN_PAIR_RARITY if entry is None else entry[1]) - common
                    if above > 0:
                        found[pair] = above
        return found

    def rates(self) -> dict[str, float]:
        """In how many of 100,000 documents each word stands."""
        return {word: _PER / math.exp(rarity) for word, rarity in self._rarity.items()}

    def row(self, word: str) -> int:
        """The row of the word's direction, -1 when it has none."""
        return self._rows.get(word, -1)

    def direction(self, rows: Sequence[int], weights: Sequence[float]) -> Vector:
        """The unit direction of words given by their rows, or zeros; rows below zero are passed over."""
        # The last row of the matrix is zero, so that -1 adds nothing.
        total: Vector = np.array(weights, dtype=np.float32) @ self._matrix[np.array(rows, dtype=np.intp)]
        length = math.sqrt(float(total @ total))
        return total / np.float32(length) if length else total

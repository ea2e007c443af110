"""How telling a word is and what it is about: shipped rates and topic directions, corrected by what the index sees."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from importlib.resources import files

import numpy as np
import numpy.typing as npt

Vector = npt.NDArray[np.float32]

_PER = 100_000
_UNSEEN_RARITY = 10.0
_DISTRICT_RARITY = 4.0
_ADMINISTRATIVE = "区县旗市州省盟"
_SEEN_AT_LEAST = 3
_DOCUMENTS_AT_LEAST = 200


class WordTable:
    """Words with their rates (documents in 100,000) and topic directions, learnt from public messages and news.

    A rate is the higher of the word's rates in citizens' messages and in news: what is common in either tells little in
    both. Directions come from a truncated SVD of the same documents, so that 墙面开裂 and 房屋渗水 lie close together.
    """

    def __init__(self, rates: Mapping[str, int], directions: Mapping[str, Vector]) -> None:
        self._rarity = {word: math.log(_PER / rate) for word, rate in rates.items()}
        self._rows = {word: row for row, word in enumerate(directions)}
        size = len(next(iter(directions.values()))) if directions else 1
        self._matrix: Vector = np.array([*directions.values(), np.zeros(size)], dtype=np.float32)

    @classmethod
    def shipped(cls) -> WordTable:
        """Read ``word_table.npz``, the artefact that is described in ``word_table.md``."""
        with files("monitor.events").joinpath("word_table.npz").open("rb") as file, np.load(file) as arrays:
            words = [str(word) for word in arrays["words"]]
            rates = arrays["rates"]
            vectors = arrays["vectors"].astype(np.float32) / 127
        known = {word: int(rate) for word, rate in zip(words, rates, strict=True)}
        return cls(known, {word: row for word, row in zip(words, vectors, strict=True) if row.any()})

    def rarity(self, word: str) -> float:
        """Minus the natural logarithm of the word's rate; a district that the table lacks is still no rare thing."""
        known = self._rarity.get(word)
        if known is None:
            return _DISTRICT_RARITY if len(word) > 2 and word[-1] in _ADMINISTRATIVE else _UNSEEN_RARITY
        return known

    def row(self, word: str) -> int:
        """The row of the word's direction, -1 when it has none."""
        return self._rows.get(word, -1)

    def direction(self, rows: Sequence[int], weights: Sequence[float]) -> Vector:
        """The unit direction of words given by their rows, or zeros; rows below zero are passed over."""
        # The last row of the matrix is zero, so that -1 adds nothing.
        total: Vector = np.array(weights, dtype=np.float32) @ self._matrix[np.array(rows, dtype=np.intp)]
        length = math.sqrt(float(total @ total))
        return total / np.float32(length) if length else total


class WordWeights:
    """Rarity of words as one index sees it: the shipped table, lowered for words common in its own documents.

    Only the first item of each event is counted, lest a burst make its own name look common.
    """

    def __init__(self, table: WordTable) -> None:
        self.table = table
        self._seen: Counter[str] = Counter()
        self._documents = 0
        self._closed = False

    def frozen(self) -> WordWeights:
        """A copy that learns no more."""
        copy = WordWeights(self.table)
        copy._seen, copy._documents, copy._closed = self._seen, self._documents, True
        return copy

    def lowered(self, word: str, points: float, rarity: float) -> float:
        """Points of a word of the given rarity, lowered as far as the index's own documents show it to be common."""
        seen = self._seen.get(word, 0)
        if seen < _SEEN_AT_LEAST or self._documents < _DOCUMENTS_AT_LEAST:
            return points
        own = math.log(self._documents / seen)
        return points * own / rarity if own < rarity else points

    def learn(self, words: Iterable[str]) -> None:
        """Count one more document."""
        if not self._closed:
            self._seen.update(words)
            self._documents += 1

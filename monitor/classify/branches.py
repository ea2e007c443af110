"""The branches of the taxonomy as features beside the n-grams: what a text is about by words that were written by hand.

n-grams know only what the training texts hold. The words of a branch (``config/taxonomy.yaml``) speak for each other: one that
was never seen in training counts as those that were. A model keeps the words that it was trained with, so that a later change
of the file changes no answer of it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import chain

import numpy as np
import numpy.typing as npt
from ahocorasick_rs import AhoCorasick

from monitor.classify.grams import HEAD, Ints

Floats = npt.NDArray[np.float32]


class Branches:
    """Built once from the words of each branch; holds no state between texts."""

    def __init__(self, words: Mapping[str, Sequence[str]]) -> None:
        self.words = {name: tuple(words[name]) for name in sorted(words)}
        under: dict[str, list[int]] = {}
        for column, own in enumerate(self.words.values()):
            for word in dict.fromkeys(filter(None, own)):
                under.setdefault(word, []).append(column)
        self._columns = np.array(list(chain.from_iterable(under.values())), dtype=np.int64)
        self._counts = np.array([len(columns) for columns in under.values()], dtype=np.int64)
        self._starts = np.cumsum(self._counts) - self._counts
        self._automaton = AhoCorasick(list(under))

    def __len__(self) -> int:
        return len(self.words)

    def found(self, texts: Sequence[str]) -> Floats:
        """How loud each branch is in each text: ``ln(1 + words found)``, a word in the head of a text counting twice.

        The answer ``[text, branch]`` is dense: for a batch that is small, and a sparse one takes longer to build than to fill.
        """
        owners, words, times = self._look(texts)
        counts = self._counts.take(words)
        # The branches of a word lie side by side: from its start on, as many as it has.
        within = np.arange(counts.sum()) - np.repeat(np.cumsum(counts) - counts, counts)
        columns = self._columns.take(np.repeat(self._starts.take(words), counts) + within)
        places = np.repeat(owners, counts) * len(self) + columns
        sums = np.bincount(places, weights=np.repeat(times, counts), minlength=len(texts) * len(self))
        loud = np.zeros(len(sums), dtype=np.float32)
        heard = np.flatnonzero(sums)  # a few in a hundred; of the rest the logarithm is nought
        loud[heard] = np.log1p(sums.take(heard), dtype=np.float32)
        return loud.reshape(len(texts), len(self))

    def _look(self, texts: Sequence[str]) -> tuple[Ints, Ints, Ints]:
        """Each word found, once a text: in which text, which word, and 2 where the head holds it, else 1."""
        # One pass over all texts joined costs a third of a pass for each; no word holds the character between them.
        matches = self._automaton.find_matches_as_indexes("\0".join(texts), overlapping=True)
        flat = np.fromiter(chain.from_iterable(matches), dtype=np.int64, count=3 * len(matches))
        words, begins = flat[::3], flat[1::3]
        starts = np.cumsum([0, *(len(text) + 1 for text in texts)])
        owners = np.searchsorted(starts, begins, side="right") - 1
        late = begins - starts[owners] >= HEAD
        width = max(1, len(self._counts))
        # Sorted, the place in the head comes first where there is one.
        keys = np.sort((owners * width + words) * 2 + late)
        keys = keys[np.flatnonzero(np.diff(keys >> 1, prepend=-1))]
        pairs = keys >> 1
        return pairs // width, pairs % width, 2 - (keys & 1)


def unit_rows(found: Floats, rarity: Floats) -> Floats:
    """What was found, weighed by how rare each branch is, as rows of length one; a row without a hit stays empty."""
    rows = found * rarity
    lengths = np.sqrt(np.einsum("ij,ij->i", rows, rows))
    return np.asarray(rows / np.maximum(lengths, 1e-9)[:, np.newaxis], dtype=np.float32)

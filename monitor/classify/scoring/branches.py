"""The branches of the taxonomy as features beside the n-grams: what a text is about by words that were written by hand.

n-grams know only what the training texts hold. The words of a branch (``config/taxonomy.yaml``) speak for each other: one that
was never seen in training counts as those that were. A model keeps the words that it was trained with, so that a later change
of the file changes no answer of it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cached_property
from itertools import chain

import numpy as np
import numpy.typing as npt
from scipy import sparse

from monitor.classify.scoring.grams import HEAD, Ints
from monitor.text.word_search import Met, WordSearch

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
        self.all_words = list(under)
        """Each once, whatever branches it stands under: the list to be sought in texts."""

    def __len__(self) -> int:
        return len(self.words)

    @cached_property
    def _search(self) -> WordSearch:
        return WordSearch(self.all_words)

    def met(self, texts: Sequence[str]) -> Met:
        """Where the words of the branches stand in some texts, for whoever has not sought them with others."""
        return self._search.look(texts)[0]

    def found(self, texts: Sequence[str], met: Met | None = None) -> sparse.csr_matrix:
        """How loud each branch is in each text: ``ln(1 + words met)``, a word in the head of a text counting twice.

        ``met`` is where its words stand in them, if that is known.
        """
        owners, words, times = self._once(met or self.met(texts))
        counts = self._counts.take(words)
        # The branches of a word lie side by side: from its start on, as many as it has.
        within = np.arange(counts.sum()) - np.repeat(np.cumsum(counts) - counts, counts)
        columns = self._columns.take(np.repeat(self._starts.take(words), counts) + within)
        width = max(1, len(self))
        places, which = np.unique(np.repeat(owners, counts) * width + columns, return_inverse=True)
        loud = np.log1p(np.bincount(which, weights=np.repeat(times, counts)), dtype=np.float32)
        starts = np.searchsorted(places, np.arange(len(texts) + 1) * width)
        return sparse.csr_matrix(
            (loud[: len(places)], places % width, starts), shape=(len(texts), len(self)), copy=False
        )

    def _once(self, met: Met) -> tuple[Ints, Ints, Ints]:
        """Each word met, once a text: in which text, which word, and 2 where the head holds it, else 1."""
        width = max(1, len(self._counts))
        # Sorted, the place in the head comes first where there is one.
        keys = np.sort((met.texts * width + met.words) * 2 + (met.starts >= HEAD))
        keys = keys[np.flatnonzero(np.diff(keys >> 1, prepend=-1))]
        pairs = keys >> 1
        return pairs // width, pairs % width, 2 - (keys & 1)


def unit_rows(found: sparse.csr_matrix, rarity: Floats) -> sparse.csr_matrix:
    """What was found, weighed by how rare each branch is, as rows of length one; a row without a hit stays empty."""
    weighed = found.data * rarity.take(found.indices)
    owners = np.repeat(np.arange(found.shape[0]), np.diff(found.indptr))
    lengths = np.sqrt(np.bincount(owners, weights=weighed * weighed, minlength=found.shape[0]))
    data = (weighed / np.maximum(lengths, 1e-9).take(owners)).astype(np.float32)
    return sparse.csr_matrix((data, found.indices, found.indptr), shape=found.shape, copy=False)

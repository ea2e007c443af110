"""The branches of the taxonomy as features beside the n-grams: what a text is about by words that were written by hand.

n-grams know only what the training texts hold. The words of a branch (``config/taxonomy.yaml``) speak for each other: one that
was never seen in training counts as those that were. A model keeps the words that it was trained with, so that a later change
of the file changes no answer of it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import chain

import numpy as np
from ahocorasick_rs import AhoCorasick
from scipy import sparse

from monitor.classify.grams import HEAD, Ints


class Branches:
    """Built once from the words of each branch; holds no state between texts."""

    def __init__(self, words: Mapping[str, Sequence[str]]) -> None:
        self.words = {name: tuple(words[name]) for name in sorted(words)}
        spoken = sorted({word for own in self.words.values() for word in own if word})
        numbers = {word: number for number, word in enumerate(spoken)}
        pairs = [
            (numbers[w], column) for column, own in enumerate(self.words.values()) for w in set(own) if w
        ]
        rows, columns = np.array(pairs, dtype=np.int64).reshape(-1, 2).T
        shape = (len(spoken), len(self.words))
        self._under = sparse.csr_matrix((np.ones(len(pairs), dtype=np.float32), (rows, columns)), shape=shape)
        self._automaton = AhoCorasick(spoken)

    def __len__(self) -> int:
        return len(self.words)

    def found(self, texts: Sequence[str]) -> sparse.csr_matrix:
        """How loud each branch is in each text: ``ln(1 + words found)``, a word in the head of a text counting twice."""
        owners, words, early = self._look(texts)
        width = max(1, self._under.shape[0])
        pairs, places = np.unique(owners * width + words, return_inverse=True)
        in_head = np.bincount(places, weights=early, minlength=len(pairs)) > 0
        told = sparse.csr_matrix(
            ((1 + in_head).astype(np.float32), (pairs // width, pairs % width)), shape=(len(texts), width)
        )
        out = sparse.csr_matrix(told[:, : self._under.shape[0]] @ self._under)
        out.data = np.log1p(out.data)
        return out

    def _look(self, texts: Sequence[str]) -> tuple[Ints, Ints, Ints]:
        """Every word found anywhere: in which text, which word, and whether its head holds it (1 or 0)."""
        # One pass over all texts joined costs a third of a pass for each; no word holds the character between them.
        matches = self._automaton.find_matches_as_indexes("\0".join(texts), overlapping=True)
        flat = np.fromiter(chain.from_iterable(matches), dtype=np.int64, count=3 * len(matches))
        words, begins = flat[::3], flat[1::3]
        starts = np.cumsum([0, *(len(text) + 1 for text in texts)])
        owners = np.searchsorted(starts, begins, side="right") - 1
        return owners, words, (begins - starts[owners] < HEAD).astype(np.int64)


def unit_rows(
    found: sparse.csr_matrix, rarity: np.ndarray[tuple[int], np.dtype[np.float32]]
) -> sparse.csr_matrix:
    """What was found, weighed by how rare each branch is, as rows of length one; a row without a hit stays empty."""
    rows = sparse.csr_matrix(found.multiply(rarity[np.newaxis, :]), dtype=np.float32)
    lengths = np.sqrt(np.asarray(rows.multiply(rows).sum(axis=1)).ravel())
    rows.data /= np.repeat(np.maximum(lengths, 1e-9), np.diff(rows.indptr)).astype(np.float32)
    return rows

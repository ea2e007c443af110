"""A linear model over n-grams, scored in batches without scikit-learn: the numbers are the same, the overhead is not."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property, lru_cache
from itertools import pairwise

import numpy as np
import numpy.typing as npt
from scipy import sparse

from monitor.classify.scoring.branches import Branches, unit_rows
from monitor.classify.scoring.grams import BITS, Flags, Grams, Ints, is_titled, titled, unpack
from monitor.text.key_table import KeyTable
from monitor.text.word_search import Met
from monitor.values import value

Floats = npt.NDArray[np.float32]
Places = npt.NDArray[np.int32]
"""Places in a vocabulary: half as wide, twice as many stay in the cache."""


_OF_STRONGEST = np.float32(0.2)
"""An n-gram that speaks less than this part of the strongest is no reason."""
_NEVER_NOUGHT = np.float32(1e-30)


@value
class Scored:
    """What a model says about a batch: margins and probabilities ``[text, label]`` and the weighted n-grams behind them."""

    margins: Floats
    probabilities: Floats
    rows: sparse.csr_matrix


@value
class BranchWeights:
    """What a model has learnt about the branches of the taxonomy: how rare each is, and its weight for each label."""

    branches: Branches
    rarity: Floats
    weights: Floats
    most_chars: int | None = None
    """Where it is told, words are sought in so many characters from the head, and nowhere in a text twice as long."""

    def margins(self, texts: Sequence[str], met: Met | None = None) -> Floats:
        """What the branches found in each text add to each label; ``met`` are their words in the texts, where they are known."""
        met = met or self.branches.met(texts)
        if (most := self.most_chars) is not None:
            short = np.array([len(text) < 2 * most for text in texts], dtype=np.bool_)
            met = met.only(np.flatnonzero((met.ends <= most) & short.take(met.texts)))
        # Sparse: for so small a dense product the threads of a BLAS wake up, and then spin beside everything that follows.
        rows = unit_rows(self.branches.found(texts, met), self.rarity)
        return np.asarray(rows @ self.weights, dtype=np.float32)


class LinearModel:
    """Labels, a vocabulary and one weight per n-gram and label; probabilities by a fitted temperature.

    ``title_weight`` is the length of the title's part of a row beside the whole text's; ``telling`` marks the n-grams
    that are words and may be named as reasons (all but single characters when not given). ``branches``: what hand-written words
    add (:mod:`monitor.classify.scoring.branches`).
    """

    def __init__(
        self,
        labels: Sequence[str],
        keys: Ints,
        idf: Floats,
        weights: Floats,
        bias: Floats,
        *,
        temperature: float,
        title_weight: float = 0.0,
        telling: Flags | None = None,
        branches: BranchWeights | None = None,
    ) -> None:
        self.labels = tuple(labels)
        self.keys, self.idf, self.weights, self.bias = keys, idf, weights, bias
        self.temperature, self.title_weight = temperature, title_weight
        self.branches = branches
        # Single characters weigh in a score but tell a reader nothing.
        told = keys >> BITS > 0 if telling is None else telling
        self._telling = weights * told[:, np.newaxis]

    def alone(self, label: str) -> LinearModel:
        """The same model asked of one label only, without what hand-written words add."""
        column = [self.labels.index(label)]
        return LinearModel(
            (label,),
            self.keys,
            self.idf,
            self.weights[:, column],
            self.bias[column],
            temperature=self.temperature,
            title_weight=self.title_weight,
        )

    @cached_property
    def _table(self) -> KeyTable:
        return KeyTable(self.keys)

    def rows(self, grams: Grams) -> sparse.csr_matrix:
        """The batch as rows of sublinear TF-IDF over this vocabulary."""
        return tfidf(self._table, self.idf, grams, title_weight=self.title_weight)

    def score(self, grams: Grams) -> Scored:
        """Margins and probabilities of every label for every text of the batch."""
        rows = self.rows(grams)
        margins = self._margins(rows, grams)
        return Scored(margins, softmax(margins * self.temperature), rows)

    def margins(self, grams: Grams) -> Floats:
        """The margins alone ``[text, label]``, for whoever asks no probabilities."""
        return self._margins(self.rows(grams), grams)

    def _margins(self, rows: sparse.csr_matrix, grams: Grams) -> Floats:
        return self.settled(np.asarray(rows @ self.weights), grams.texts)

    def settled(self, products: Floats, texts: Sequence[str], met: Met | None = None) -> Floats:
        """The margins, once the rows have been multiplied by the weights; ``met`` are the words of its branches."""
        margins: Floats = products + self.bias
        if self.branches is not None:
            margins += self.branches.margins(texts, met)
        return margins

    def reasons(self, rows: sparse.csr_matrix, labels: Ints) -> list[list[str]]:
        """For each row the n-grams that spoke most for ``labels[row]``, the strongest first."""
        many = np.diff(rows.indptr)
        gain = rows.data * self.telling(rows.indices, np.repeat(labels, many))
        return self.strongest(rows.indices, gain, np.repeat(np.arange(len(many)), many), len(many))

    def speaks(self) -> Flags:
        """``[n-gram, label]``: whether it speaks for the label and may be told."""
        return np.asarray(self._telling > 0)

    def telling(self, columns: Ints | Places, labels: Ints) -> Floats:
        """What each of some n-grams says for its label, nothing where it tells a reader nothing."""
        return self._telling.take(columns * len(self.labels) + labels)

    def strongest(
        self, columns: Ints | Places, gain: Floats, owners: Ints, size: int, *, most: int = 3
    ) -> list[list[str]]:
        """For each of ``size`` texts the n-grams that gained most, the strongest first: ``columns`` in order of their ``owners``."""
        wide, starts = most * 3, np.searchsorted(owners, np.arange(size + 1))
        least = np.full(size, _NEVER_NOUGHT, dtype=gain.dtype)
        filled = np.flatnonzero(np.diff(starts))
        if len(filled):
            best = np.maximum.reduceat(gain, starts.take(filled))
            least[filled] = np.maximum(best * _OF_STRONGEST, _NEVER_NOUGHT)
        spoke = np.flatnonzero(gain >= least.take(owners))
        order = spoke.take(np.lexsort((-gain.take(spoke), owners.take(spoke))))
        starts = np.searchsorted(owners.take(order), np.arange(size + 1))
        keys = self.keys.take(columns.take(order)).tolist()
        return [
            distinct([*map(_gram, keys[start : min(start + wide, end)])], most)
            for start, end in pairwise(starts.tolist())
        ]


@lru_cache(maxsize=20_000)
def _gram(key: int) -> str:
    return unpack(key)


def distinct(grams: Sequence[str], most: int) -> list[str]:
    """The first of some n-grams, without those that another chosen one holds."""
    chosen: list[str] = []
    for gram in grams:
        holds = False
        for other in chosen:
            if gram in other:
                break
            holds = holds or other in gram
        else:
            if holds:
                chosen = [other for other in chosen if other not in gram]
            chosen.append(gram)
    return chosen[:most]


@value
class Counted:
    """The known n-grams of a batch, each once a text: ``owners`` in rising order, ``columns`` of a vocabulary, how many times."""

    owners: Ints
    columns: Ints
    counts: Ints
    size: int

    @property
    def starts(self) -> Ints:
        """Where each text begins, and where the last one ends."""
        return np.searchsorted(self.owners, np.arange(self.size + 1, dtype=self.owners.dtype))


def loudness_of(counts: Ints | Places) -> Floats:
    """``1 + ln count`` from a table: counts are small, logarithms dear."""
    table = 1.0 + np.log(np.arange(1, counts.max(initial=1) + 1))
    return np.asarray(table.take(counts - 1), dtype=np.float32)


def count(table: KeyTable, grams: Grams, *, titles: bool = False) -> Counted:
    """Count the n-grams of a vocabulary; with ``titles`` those of the title as features of their own besides."""
    keys, owners = with_titles(grams) if titles else (grams.keys, grams.owners)
    known, found = table.find(keys)
    bits = max(1, table.size).bit_length()
    # Half as wide they sort twice as fast; a batch of thousands of texts would not fit.
    narrow: type[np.int32 | np.int64] = np.int32 if grams.size << bits < 1 << 31 else np.int64
    pairs = np.left_shift(owners.take(known), bits, dtype=narrow, casting="unsafe") | found
    pairs = _in_order(pairs)
    changes = np.flatnonzero(pairs[1:] != pairs[:-1]) + 1
    first = np.concatenate([np.zeros(min(1, len(pairs)), dtype=changes.dtype), changes])
    counts = np.diff(first, append=len(pairs))
    pairs = pairs.take(first)
    return Counted(pairs >> narrow(bits), pairs & narrow((1 << bits) - 1), counts, grams.size)


def _in_order(pairs: Ints) -> Ints:
    """The pairs sorted; those of 32 bits by their halves, which takes a third of numpy's sort on processors that are slow at it."""
    if pairs.dtype != np.int32:
        return np.sort(pairs)
    halves = pairs.view(np.uint16).reshape(-1, 2)
    low = np.argsort(halves[:, 0], kind="stable")
    return pairs.take(low.take(np.argsort(halves[:, 1].take(low), kind="stable")))


def tfidf(table: KeyTable, idf: Floats, grams: Grams, *, title_weight: float = 0.0) -> sparse.csr_matrix:
    """Unit rows of ``(1 + ln count) · idf``; a text without any known n-gram is an empty row.

    With a ``title_weight`` the n-grams of the title are a second part of the row, of that length whatever the text's.
    """
    counted = count(table, grams, titles=bool(title_weight))
    owners, columns = counted.owners, counted.columns
    values = loudness_of(counted.counts) * idf.take(columns)
    parts = owners * owners.dtype.type(2) + is_titled(table.keys.take(columns)) if title_weight else owners
    norms = np.sqrt(np.bincount(parts, weights=values.astype(np.float64) ** 2, minlength=grams.size))
    values /= norms.astype(np.float32).take(parts)
    if title_weight:
        values[parts & 1 == 1] *= np.float32(title_weight)
    return sparse.csr_matrix(
        (values, columns.astype(np.int32), counted.starts), shape=(grams.size, max(1, table.size)), copy=False
    )


def with_titles(grams: Grams) -> tuple[Ints, Ints]:
    """Keys and owners of a batch with the n-grams of the titles as further features."""
    keys, owners, titles = grams.keys, grams.owners, grams.titles
    return np.concatenate([keys, titled(keys[titles])]), np.concatenate([owners, owners[titles]])


def softmax(margins: Floats) -> Floats:
    """Row-wise probabilities."""
    raised = np.exp(margins - margins.max(axis=1, keepdims=True))
    return np.asarray(raised / raised.sum(axis=1, keepdims=True), dtype=np.float32)

"""Several linear models asked at once: the n-grams of a batch are looked up, sorted and counted once for all of them.

The answers are those of each :class:`LinearModel` by itself. Their vocabularies overlap for the most part, and looking them up
one after the other costs twice as much.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from scipy import sparse

from monitor.classify.scoring.grams import Flags, Grams, Ints, is_titled
from monitor.classify.scoring.linear_model import Floats, LinearModel, count
from monitor.text.key_table import KeyTable
from monitor.text.word_search import Met

_NEVER_NOUGHT = np.float32(1e-9)


@dataclass(frozen=True, slots=True)
class _Part:
    """The n-grams of the text, or those of the title, as one model sees them: brought to a ``length`` of their own."""

    model: LinearModel
    number: int
    columns: slice
    """Where the labels of the model stand among the products of all parts."""
    own: Flags
    """Which n-grams of the model are of this part."""
    length: np.float32


class JointModel:
    """Built once from its models."""

    def __init__(self, *models: LinearModel) -> None:
        self._models = models
        self._parts = list(_parts(self._models))
        self._table = KeyTable(np.unique(np.concatenate([m.keys for m in self._models])))
        self._weights = np.zeros((self._table.size, self._parts[-1].columns.stop), dtype=np.float32)
        self._squares = np.zeros((self._table.size, len(self._parts)), dtype=np.float32)
        for part in self._parts:
            model, own = part.model, part.own
            places = np.searchsorted(self._table.keys, model.keys[own])
            self._weights[places, part.columns] = model.idf[own, np.newaxis] * model.weights[own]
            self._squares[places, part.number] = model.idf[own] ** 2
        self._columns = [self._columns_of(model) for model in self._models]
        self._first_parts = [
            next(p.number for p in self._parts if p.model is model) for model in self._models
        ]

    def _columns_of(self, model: LinearModel) -> npt.NDArray[np.int32]:
        """Where each n-gram of the common table stands in one model's vocabulary, -1 where it is not in it."""
        columns = np.full(self._table.size, -1, dtype=np.int32)
        columns[np.searchsorted(self._table.keys, model.keys)] = np.arange(len(model.keys))
        return columns

    def ask(self, grams: Grams, met: Sequence[Met | None] = ()) -> Answers:
        """What the models say of each text of the batch; ``met`` are the words of the branches of each, where they are known."""
        counted = count(self._table, grams, titles=any(m.title_weight for m in self._models))
        loudness, shape = counted.loudness(), (grams.size, self._table.size)
        rows = sparse.csr_matrix((loudness, counted.columns, counted.starts), shape=shape, copy=False)
        squared = sparse.csr_matrix((loudness**2, rows.indices, rows.indptr), shape=shape, copy=False)
        lengths = np.maximum(np.sqrt(squared @ self._squares), _NEVER_NOUGHT)
        scales = np.array([p.length for p in self._parts]) / lengths
        products = rows @ self._weights
        margins = [
            model.settled(self._product(model, products, scales), grams.texts, own)
            for model, own in zip(self._models, met or [None] * len(self._models), strict=True)
        ]
        return Answers(margins, rows, scales)

    def _product(self, model: LinearModel, products: Floats, scales: Floats) -> Floats:
        scaled = [products[:, p.columns] * scales[:, [p.number]] for p in self._parts if p.model is model]
        return np.asarray(np.add.reduce(scaled), dtype=np.float32)

    def reasons(
        self, answers: Answers, number: int, labels: Ints, texts: Ints | None = None
    ) -> list[list[str]]:
        """The n-grams by which model ``number`` speaks most for ``labels``, one a text: of all texts, or of those at ``texts``."""
        model, rows = self._models[number], answers.rows
        if texts is None:
            texts = np.arange(rows.shape[0])
        else:
            rows = rows[texts]
        many = np.diff(rows.indptr)
        columns = self._columns[number].take(rows.indices)
        telling = model.telling(columns, np.repeat(labels, many))
        # One in five is known to the model and speaks for the label: only these are weighed.
        able = np.flatnonzero((columns >= 0) & (telling > 0))
        columns, owners = columns.take(able), np.repeat(np.arange(len(many)), many).take(able)
        parts = texts.take(owners) * answers.scales.shape[1] + self._first_parts[number]
        scales = answers.scales.ravel().take(parts + is_titled(model.keys.take(columns)))
        gain = rows.data.take(able) * model.idf.take(columns) * scales * telling.take(able)
        return model.strongest(columns, gain, owners, len(many))


@dataclass(frozen=True, slots=True)
class Answers:
    """What the models say of a batch: ``margins[model][text, label]``, with what they were made of."""

    margins: list[Floats]
    rows: sparse.csr_matrix
    """The n-grams of each text as loud as they are there, over the common table."""
    scales: Floats
    """By how much the part of each model is to be made shorter, text by text."""


def _parts(models: Sequence[LinearModel]) -> Iterator[_Part]:
    number = column = 0
    for model in models:
        for titled in (False, True) if model.title_weight else (False,):
            columns = slice(column, column + len(model.labels))
            length = np.float32(model.title_weight if titled else 1.0)
            yield _Part(model, number, columns, is_titled(model.keys) == titled, length)
            number, column = number + 1, columns.stop

"""Several linear models asked at once: the n-grams of a batch are looked up, sorted and counted once for all of them.

The answers are those of each :class:`LinearModel` by itself. Their vocabularies overlap for the most part, and looking them up
one after the other costs twice as much.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from scipy import sparse

from monitor.classify.grams import Flags, Grams, is_titled
from monitor.classify.linear_model import Counted, Floats, KeyTable, LinearModel, Scored, count, softmax

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
    """Built once from a model that is asked for everything, and others that are asked for their margins."""

    def __init__(self, lead: LinearModel, *others: LinearModel) -> None:
        self._lead, self._models = lead, (lead, *others)
        self._parts = list(_parts(self._models))
        self._table = KeyTable(np.unique(np.concatenate([m.keys for m in self._models])))
        self._weights = np.zeros((self._table.size, self._parts[-1].columns.stop), dtype=np.float32)
        self._squares = np.zeros((self._table.size, len(self._parts)), dtype=np.float32)
        for part in self._parts:
            model, own = part.model, part.own
            places = np.searchsorted(self._table.keys, model.keys[own])
            self._weights[places, part.columns] = model.idf[own, np.newaxis] * model.weights[own]
            self._squares[places, part.number] = model.idf[own] ** 2
        self._column_of_lead = np.full(self._table.size, -1, dtype=np.int32)
        self._column_of_lead[np.searchsorted(self._table.keys, lead.keys)] = np.arange(len(lead.keys))

    def ask(self, grams: Grams) -> tuple[Scored, list[Floats]]:
        """The lead's score of every text of the batch, and the margins ``[text, label]`` of each other model."""
        counted = count(self._table, grams, titles=any(m.title_weight for m in self._models))
        loudness, shape = counted.loudness(), (grams.size, self._table.size)
        rows = sparse.csr_matrix((loudness, counted.columns, counted.starts), shape=shape, copy=False)
        squared = sparse.csr_matrix((loudness**2, rows.indices, rows.indptr), shape=shape, copy=False)
        lengths = np.maximum(np.sqrt(squared @ self._squares), _NEVER_NOUGHT)
        scales = np.array([p.length for p in self._parts]) / lengths
        products = rows @ self._weights
        margins = [
            model.settled(self._product(model, products, scales), grams.texts) for model in self._models
        ]
        told = self._rows_of_lead(counted, loudness, scales)
        return Scored(margins[0], softmax(margins[0] * self._lead.temperature), told), margins[1:]

    def _product(self, model: LinearModel, products: Floats, scales: Floats) -> Floats:
        scaled = [products[:, p.columns] * scales[:, [p.number]] for p in self._parts if p.model is model]
        return np.asarray(np.add.reduce(scaled), dtype=np.float32)

    def _rows_of_lead(self, counted: Counted, loudness: Floats, scales: Floats) -> sparse.csr_matrix:
        """The batch as the lead would have it: unit rows over its own vocabulary."""
        columns = self._column_of_lead.take(counted.columns)
        known = np.flatnonzero(columns >= 0)
        columns, owners = columns.take(known), counted.owners.take(known)
        part = is_titled(self._lead.keys.take(columns)).astype(np.int64)
        values = loudness.take(known) * self._lead.idf.take(columns) * scales[owners, part]
        starts = np.searchsorted(owners, np.arange(counted.size + 1, dtype=owners.dtype))
        return sparse.csr_matrix(
            (values, columns, starts), shape=(counted.size, max(1, len(self._lead.keys))), copy=False
        )


def _parts(models: Sequence[LinearModel]) -> Iterator[_Part]:
    number = column = 0
    for model in models:
        for titled in (False, True) if model.title_weight else (False,):
            columns = slice(column, column + len(model.labels))
            length = np.float32(model.title_weight if titled else 1.0)
            yield _Part(model, number, columns, is_titled(model.keys) == titled, length)
            number, column = number + 1, columns.stop

"""Several linear models asked at once: the n-grams of a batch are looked up, sorted and counted once for all of them.

The answers are those of each :class:`LinearModel` by itself. Their vocabularies overlap for the most part, and looking them up
one after the other costs twice as much.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from scipy import sparse

from monitor.classify.scoring.grams import Flags, Grams, Ints, is_titled, titled
from monitor.classify.scoring.linear_model import Floats, LinearModel, Places, loudness_of
from monitor.text.key_table import KeyTable
from monitor.text.word_search import Met

_NEVER_NOUGHT = np.float32(1e-9)


class JointModel:
    """Built once from its models.

    A text has two rows, its own n-grams and those of its title, and one table of weights serves both: it holds for each n-gram of
    either what every model learnt of it, the models side by side. The model ``beside`` them is asked of few texts, once the others have
    answered; its n-grams are looked up with theirs. It has neither features of titles nor branches.
    """

    def __init__(self, *models: LinearModel, beside: LinearModel | None = None) -> None:
        self._models, self._beside = models, beside
        keys = np.sort(np.concatenate([m.keys for m in (*models, *([beside] if beside else []))]))
        # np.unique would hash all of them first, which takes ten times as long.
        self._table = KeyTable(keys[np.diff(keys, prepend=-1) > 0])
        self._has_titles = any(model.title_weight for model in models)
        many = [len(m.labels) for m in models]
        self._owners = np.repeat(np.arange(len(models)), many)
        """Whose each column of the weights is."""
        self._weights = np.zeros((self._table.size, sum(many)), dtype=np.float32)
        self._squares = np.zeros((self._table.size, len(models)), dtype=np.float32)
        for number, model in enumerate(models):
            places = np.searchsorted(self._table.keys, model.keys)
            self._weights[places, self._columns_of(number)] = model.idf[:, np.newaxis] * model.weights
            self._squares[places, number] = model.idf**2
        self._lengths = np.array([[1.0] * len(models), [m.title_weight for m in models]], dtype=np.float32)
        """The lengths that each model gives to both rows of a text."""
        self._places = list(map(self._places_of, models))
        self._speaks = list(map(self._speaks_of, models))
        self._places_beside = self._places_of(beside) if beside else None

    def _columns_of(self, number: int) -> slice:
        first, last = np.searchsorted(self._owners, [number, number + 1]).tolist()
        return slice(first, last)

    def _places_of(self, model: LinearModel) -> Places:
        """Where each n-gram of the common table stands in one model's vocabulary, -1 where it is not in it."""
        places = np.full(self._table.size, -1, dtype=np.int32)
        places[np.searchsorted(self._table.keys, model.keys)] = np.arange(len(model.keys))
        return places

    def _speaks_of(self, model: LinearModel) -> Flags:
        """``[n-gram, label]``: what speaks for a label of one model and may be told as a reason."""
        speaks = np.zeros((self._table.size, len(model.labels)), dtype=np.bool_)
        speaks[np.searchsorted(self._table.keys, model.keys)] = model.speaks()
        return speaks

    def ask(self, grams: Grams, met: Sequence[Met | None] = ()) -> Answers:
        """What the models say of each text of the batch; ``met`` are the words of the branches of each, where they are known."""
        counts = self._counts(grams)
        loudness, columns, starts = loudness_of(counts.data), counts.indices, counts.indptr.astype(np.int64)
        loud = sparse.csr_matrix((loudness, columns, starts), shape=counts.shape, copy=False)
        squared = sparse.csr_matrix((loudness**2, loud.indices, loud.indptr), shape=loud.shape, copy=False)
        lengths = np.maximum(np.sqrt(squared @ self._squares), _NEVER_NOUGHT)
        scales = self._lengths / lengths.reshape(grams.size, *self._lengths.shape)
        products = (loud @ self._weights).reshape(grams.size, len(self._lengths), len(self._owners))
        products = np.add.reduce(products * scales.take(self._owners, axis=2), axis=1)
        margins = [
            model.settled(products[:, self._columns_of(number)], grams.texts, own)
            for number, (model, own) in enumerate(
                zip(self._models, met or [None] * len(self._models), strict=True)
            )
        ]
        return Answers(margins, loudness, columns, starts[::2], scales)

    def _counts(self, grams: Grams) -> sparse.csr_matrix:
        """How often each known n-gram stands in each text and in its title, as their two rows; in the order of the common table.

        What is turned over, by n-grams and back by rows, comes out in order: in less than half the time of a sort.
        """
        known, columns = self._table.find(grams.keys)
        rows = grams.owners.take(known).astype(np.int32) * np.int32(2)
        if self._has_titles:
            in_title = np.flatnonzero(grams.titles)
            known, of_title = self._table.find(titled(grams.keys.take(in_title)))
            titles = grams.owners.take(in_title.take(known)).astype(np.int32) * np.int32(2) + np.int32(1)
            rows, columns = np.concatenate([rows, titles]), np.concatenate([columns, of_title])
        ones, shape = np.ones(len(rows), dtype=np.int32), (self._table.size, 2 * grams.size)
        by_gram = sparse.coo_matrix((ones, (columns, rows)), shape=shape, copy=False)
        by_gram.has_canonical_format = True  # what stands there twice is summed up once it is in order
        by_row = by_gram.tocsr().tocsc()
        by_row.has_canonical_format, by_row.has_sorted_indices = False, True
        by_row.sum_duplicates()
        return sparse.csr_matrix((by_row.data, by_row.indices, by_row.indptr), shape=shape[::-1], copy=False)

    def reasons(
        self, answers: Answers, number: int, labels: Ints, texts: Ints | None = None
    ) -> list[list[str]]:
        """The n-grams by which model ``number`` speaks most for ``labels``, one a text: of all texts, or of those at ``texts``."""
        model = self._models[number]
        if texts is None:
            texts = np.arange(len(answers.starts) - 1)
        many, which = answers.of(texts)
        grams = answers.grams.take(which)
        # One in ten speaks for the label and may be told: only these are weighed.
        able = np.flatnonzero(self._speaks[number].take(grams * len(model.labels) + np.repeat(labels, many)))
        places = self._places[number].take(grams.take(able))
        owners = np.repeat(np.arange(len(many)), many).take(able)
        lengths = (texts.take(owners) * 2 + is_titled(model.keys.take(places))) * len(self._models) + number
        scales = answers.scales.ravel().take(lengths)
        loudness = answers.loudness.take(which.take(able))
        gain = loudness * model.idf.take(places) * scales * model.telling(places, labels.take(owners))
        return model.strongest(places, gain, owners, len(many))

    def rows_beside(self, answers: Answers, texts: Ints) -> sparse.csr_matrix:
        """Some texts as rows of the model beside the others: those of :meth:`LinearModel.rows`."""
        if self._beside is None or self._places_beside is None:
            raise ValueError("no model beside the others")
        many, which = answers.of(texts)
        places = self._places_beside.take(answers.grams.take(which))
        known = np.flatnonzero(places >= 0)
        places, owners = places.take(known), np.repeat(np.arange(len(many)), many).take(known)
        values = answers.loudness.take(which.take(known)) * self._beside.idf.take(places)
        lengths = np.sqrt(np.bincount(owners, weights=values**2, minlength=len(many)))
        values /= lengths.astype(np.float32).take(owners)
        starts = np.searchsorted(owners, np.arange(len(many) + 1))
        shape = (len(many), len(self._beside.keys))
        return sparse.csr_matrix((values, places, starts), shape=shape, copy=False)


@dataclass(frozen=True, slots=True)
class Answers:
    """What the models say of a batch: ``margins[model][text, label]``, with what they were made of."""

    margins: list[Floats]
    loudness: Floats
    grams: Ints
    starts: Ints
    """How loud each n-gram is, which of the common table it is, and where those of each text begin, and the last one's end."""
    scales: Floats
    """By how much each model makes both parts of a text shorter: ``scales[text, titled, model]``."""

    def of(self, texts: Ints) -> tuple[Ints, Ints]:
        """Of some texts how many n-grams each has, and where they are, text after text."""
        many = np.diff(self.starts).take(texts)
        # The n-grams of a text lie side by side: from its start on, as many as it has.
        which = np.arange(many.sum()) + np.repeat(self.starts.take(texts) - np.cumsum(many) + many, many)
        return many, which

"""The model of subjects: of which class a post is and which organ is in charge of it, by n-grams and by what its words mean (decision 0072).

The model of categories learnt from long letters to an office. A post of two lines holds few of its n-grams, and its words (跟酱油似的, 推牌九)
are no letter's. This one learnt from posts, and a word that none of them held still lies near others by its meaning: a table over word
vectors, summed up beforehand for each label, is added to the n-grams' margins. Both parts are linear.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
from ahocorasick_rs import AhoCorasick, MatchKind
from scipy import sparse

from monitor.classify.scoring import artefact
from monitor.classify.scoring.grams import Alphabet, Ints, unpack
from monitor.classify.scoring.linear_model import Floats
from monitor.errors import MonitorError
from monitor.values import value

CHARS, WORDS = 300, 100
"""So many letters of a post are read for its subject, and so many of its words."""
CLASS, ORGAN = "class:", "organ:"
"""How the labels begin: a first-level class by its name, an organ in charge by its id."""
_TOLD, _OF_STRONGEST, _NEVER_NOUGHT, _RARE = 3, 0.2, 1e-9, 0.85
"""So many words are told as reasons, none that speaks less than this part of the strongest, and none that counts less."""


@value
class Subject:
    """What the model says a post is about: margins of the classes and of the organs; ``why`` tells the words that speak for a label."""

    classes: Mapping[str, float]
    organs: Mapping[str, float]
    why: Callable[[str], Sequence[str]] = lambda _: ()


class WordTable:
    """What the words of a text say together to each label: their vectors' parts, summed, rarer words more; built once."""

    def __init__(
        self, words: Sequence[str], table: npt.NDArray[np.int8], scales: Floats, counts: Floats
    ) -> None:
        self._finder = AhoCorasick(words, matchkind=MatchKind.LeftmostLongest)
        self.words, self._table, self._scales, self.counts = words, table, scales, counts

    def heard(self, text: str) -> list[int]:
        """The known words of a text by their places, the longest at each place."""
        return [word for word, _, _ in self._finder.find_matches_as_indexes(text)[:WORDS]]

    def say(self, heard: Sequence[Sequence[int]]) -> Floats:
        """Margins ``[text, label]`` by the words of each text; nothing where none is known."""
        words = np.array([word for told in heard for word in told], dtype=np.int64)
        counts = self.counts.take(words)
        starts = np.concatenate([[0], np.cumsum([len(told) for told in heard])])
        rows = sparse.csr_matrix(
            (counts, np.arange(len(words)), starts), shape=(len(heard), len(words)), dtype=np.float32
        )
        said = np.asarray(rows @ self._table.take(words, axis=0).astype(np.float32)) * self._scales
        loudness = np.sqrt(np.asarray(rows.multiply(rows).sum(axis=1)).ravel())
        return np.asarray(said / np.maximum(loudness, np.float32(1e-9))[:, np.newaxis], dtype=np.float32)

    def shares(self, heard: Sequence[Sequence[int]], labels: Sequence[int]) -> tuple[Ints, Floats]:
        """All words of some texts, one text after the other, and what each adds to the margin of its text's label."""
        lengths = np.array([len(told) for told in heard])
        words = np.array([word for told in heard for word in told], dtype=np.int64)
        counts, columns = self.counts.take(words), np.repeat(labels, lengths)
        loudness = np.sqrt(
            np.bincount(np.repeat(np.arange(len(heard)), lengths), counts * counts, len(heard))
        )
        each = self._table[words, columns] * self._scales.take(columns) * counts
        return words, np.asarray(each / np.repeat(loudness, lengths), dtype=np.float32)


class Batch:
    """What the model has read of some texts, from which it can tell why."""

    def __init__(self, model: SubjectModel, rows: sparse.csr_matrix, heard: Sequence[Sequence[int]]) -> None:
        self._model, self._rows, self._heard = model, rows, heard

    def why(self, texts: Sequence[int], labels: Sequence[str]) -> list[list[str]]:
        """For a label of each of some texts the words that speak most for it, the strongest first."""
        return self._model.why(self._rows, [self._heard[n] for n in texts], texts, labels)

    def why_one(self, text: int, label: str) -> list[str]:
        """The same of one text, without the cost of a batch; nothing for a label that the model does not know."""
        mine = slice(self._rows.indptr[text], self._rows.indptr[text + 1])
        grams = dict(zip(self._rows.indices[mine].tolist(), self._rows.data[mine].tolist(), strict=True))
        return self._model.why_one(self._heard[text], grams, label)


class SubjectModel:
    """Both parts and the manifest of their training run; ``id`` as of an artefact."""

    def __init__(self, sealed: artefact.Artefact, table: WordTable) -> None:
        self.id, self.manifest = sealed.id, sealed.manifest
        self._model, self._table, self._alphabet = sealed.model, table, Alphabet()
        labels = self._model.labels
        self._places = {label: n for n, label in enumerate(labels)}
        self._classes = [label.removeprefix(CLASS) for label in labels if label.startswith(CLASS)]
        self._organs = [label.removeprefix(ORGAN) for label in labels if label.startswith(ORGAN)]
        if [*map(CLASS.__add__, self._classes), *map(ORGAN.__add__, self._organs)] != list(labels):
            raise ValueError("labels")
        # Single letters and words of every other text weigh in a margin but tell a reader nothing.
        self._telling = np.array([len(word) > 1 for word in table.words]) & (table.counts >= _RARE)
        columns = {unpack(key): n for n, key in enumerate(self._model.keys.tolist())}
        self._columns = np.array([columns.get(word, -1) for word in table.words])

    @property
    def classes(self) -> Sequence[str]:
        """The first-level classes that it has learnt."""
        return self._classes

    def read(self, texts: Sequence[str]) -> tuple[list[Subject], Batch]:
        """What each text is about, and the batch of them that can tell why."""
        heads = [text[:CHARS].lower() for text in texts]
        rows = self._model.rows(self._alphabet.grams(heads))
        heard = list(map(self._table.heard, heads))
        margins = np.asarray(rows @ self._model.weights) + self._model.bias + self._table.say(heard)
        batch = Batch(self, rows, heard)
        size = len(self._classes)
        subjects = [
            Subject(
                dict(zip(self._classes, row[:size], strict=True)),
                dict(zip(self._organs, row[size:], strict=True)),
                partial(batch.why_one, n),
            )
            for n, row in enumerate(margins.tolist())
        ]
        return subjects, batch

    def why_one(self, heard: Sequence[int], grams: Mapping[int, float], label: str) -> list[str]:
        """As :meth:`Batch.why_one`; ``grams`` are how loud the n-grams of the text are, by their places."""
        place = self._places.get(label)
        if place is None or not heard:
            return []
        gains: dict[str, float] = {}
        _, shares = self._table.shares([heard], [place])
        for word, share in zip(heard, shares.tolist(), strict=True):
            if self._telling[word]:
                column, name = self._columns[word], self._table.words[word]
                said = grams[column] * self._model.weights.item(column, place) if column in grams else 0.0
                gains[name] = gains.get(name, 0.0) + share + said
        least = max(_OF_STRONGEST * max(gains.values(), default=0.0), _NEVER_NOUGHT)
        strong = sorted((name for name in gains if gains[name] >= least), key=gains.__getitem__, reverse=True)
        return strong[:_TOLD]

    def why(
        self,
        rows: sparse.csr_matrix,
        heard: Sequence[Sequence[int]],
        texts: Sequence[int],
        labels: Sequence[str],
    ) -> list[list[str]]:
        """As :meth:`Batch.why`: what the words mean, and what they are as n-grams."""
        if not texts:
            return []
        places = [self._places[label] for label in labels]
        words, gains = self._table.shares(heard, places)
        lengths = [len(told) for told in heard]
        # Where a word is an n-gram of its text, what that one says is added. The n-grams of a text lie side by side.
        many = np.diff(rows.indptr).take(texts)
        which = np.arange(many.sum()) + np.repeat(rows.indptr.take(texts) - np.cumsum(many) + many, many)
        order, size = np.arange(len(texts)), len(self._model.keys)
        grams = np.repeat(order, many) * size + rows.indices.take(which)
        columns = self._columns.take(words)
        sought = np.repeat(order, lengths) * size + columns
        at = np.searchsorted(grams, sought)
        met = np.flatnonzero((columns >= 0) & (np.append(grams, -1).take(at) == sought))
        weights = self._model.weights[columns.take(met), np.repeat(places, lengths).take(met)]
        gains[met] += rows.data.take(which.take(at.take(met))) * weights
        gains[~self._telling.take(words)] = 0
        return self._strongest(words, gains, lengths)

    def _strongest(self, words: Ints, gains: Floats, lengths: Sequence[int]) -> list[list[str]]:
        """Of each text the words that gain most, each once; ``words`` and ``gains`` stand one text after the other."""
        # What a word says each time that it stands there is added up.
        size = len(self._table.words)
        told_of, same = np.unique(
            np.repeat(np.arange(len(lengths)), lengths) * size + words, return_inverse=True
        )
        gains = np.bincount(same, gains, len(told_of)).astype(np.float32)
        owners, words = np.divmod(told_of, size)
        best = np.full(len(lengths), _NEVER_NOUGHT, dtype=np.float32)
        np.maximum.at(best, owners, gains * np.float32(_OF_STRONGEST))
        strong = np.flatnonzero(gains >= best.take(owners))
        order = strong[np.lexsort((-gains[strong], owners[strong]))]
        out: list[list[str]] = [[] for _ in lengths]
        for text, word in zip(owners[order].tolist(), words[order].tolist(), strict=True):
            told, name = out[text], self._table.words[word]
            if len(told) < _TOLD and name not in told:
                told.append(name)
        return out


def shipped() -> SubjectModel:
    """The model that comes with the product. Raises MonitorError."""
    return load(Path(__file__).parents[1] / "model" / "subjects.npz")


def load(path: Path) -> SubjectModel:
    """Read it from a file. Raises MonitorError when it is missing, damaged or altered."""
    sealed = artefact.load(path)
    _, arrays = artefact.parts(path)
    try:
        if not (sealed.manifest["of_class"] and sealed.manifest["of_organ"]):
            raise ValueError("joined")
        return SubjectModel(sealed, table_of(arrays))
    except (KeyError, TypeError, ValueError) as error:
        raise MonitorError(f"{path}：模型文件的清单不完整") from error


def table_of(arrays: Mapping[str, npt.NDArray[Any]]) -> WordTable:
    """The table of words from the arrays of an artefact."""
    return WordTable(
        arrays["words"].tobytes().decode("utf-8").split("\n"),
        arrays["table"],
        arrays["table_scales"],
        arrays["counts"].astype(np.float32),
    )

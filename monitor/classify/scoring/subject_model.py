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
from scipy import sparse

from monitor.classify.scoring import artefact
from monitor.classify.scoring.grams import Alphabet, unpack
from monitor.classify.scoring.linear_model import Floats
from monitor.classify.scoring.post_model import words_of
from monitor.errors import MonitorError
from monitor.text.segment import Cut
from monitor.values import value

CHARS = 300
"""So much of a post is read for its subject."""
CLASS, ORGAN = "class:", "organ:"
"""How the labels begin: a first-level class by its name, an organ in charge by its id."""
_TOLD, _OF_STRONGEST = 3, 0.2
"""So many words are told as reasons, and none that speaks less than this part of the strongest."""
Why = Callable[[str], Sequence[str]]


@value
class Subject:
    """What the model says a post is about: margins of the classes and of the organs, and for a label the words that speak for it."""

    classes: Mapping[str, float]
    organs: Mapping[str, float]
    why: Why = lambda _: ()


class WordTable:
    """What the words of a text say together to each label: their vectors' parts, summed, rarer words more; built once."""

    def __init__(
        self, words: Sequence[str], table: npt.NDArray[np.int8], scales: Floats, counts: Floats
    ) -> None:
        self._places = {word: n for n, word in enumerate(words)}
        self.words, self._table, self._scales, self._counts = words, table, scales, counts

    def heard(self, text: str, cut: Cut) -> list[int]:
        """The known words of a text by their places."""
        return words_of(text, self._places, cut)

    def say(self, heard: Sequence[Sequence[int]]) -> Floats:
        """Margins ``[text, label]`` by the words of each text; nothing where none is known."""
        words = np.array([word for told in heard for word in told], dtype=np.int64)
        counts = self._counts.take(words)
        starts = np.concatenate([[0], np.cumsum([len(told) for told in heard])])
        rows = sparse.csr_matrix(
            (counts, np.arange(len(words)), starts), shape=(len(heard), len(words)), dtype=np.float32
        )
        said = np.asarray(rows @ self._table.take(words, axis=0).astype(np.float32)) * self._scales
        loudness = np.sqrt(np.asarray(rows.multiply(rows).sum(axis=1)).ravel())
        return np.asarray(said / np.maximum(loudness, np.float32(1e-9))[:, np.newaxis], dtype=np.float32)

    def shares(self, heard: Sequence[int], label: int) -> dict[str, float]:
        """What each word of a text adds to the margin of a label."""
        counts = self._counts.take(heard)
        each = self._table[heard, label] * self._scales[label] * counts / np.sqrt((counts * counts).sum())
        out: dict[str, float] = {}
        for word, share in zip(heard, each.tolist(), strict=True):
            out[self.words[word]] = out.get(self.words[word], 0.0) + share
        return out


class SubjectModel:
    """Both parts and the manifest of their training run; ``id`` as of an artefact."""

    def __init__(self, sealed: artefact.Artefact, table: WordTable) -> None:
        self.id, self.manifest = sealed.id, sealed.manifest
        self._model, self._table, self._alphabet = sealed.model, table, Alphabet()
        labels = self._model.labels
        self._places = {label: n for n, label in enumerate(labels)}
        self._classes = {
            label.removeprefix(CLASS): n for n, label in enumerate(labels) if label.startswith(CLASS)
        }
        self._organs = {
            label.removeprefix(ORGAN): n for n, label in enumerate(labels) if label.startswith(ORGAN)
        }

    def read(self, texts: Sequence[str], cut: Cut) -> list[Subject]:
        """What each text is about."""
        if not texts:
            return []
        heads = [text[:CHARS] for text in texts]
        rows = self._model.rows(self._alphabet.grams(heads))
        heard = [self._table.heard(text, cut) for text in heads]
        margins = np.asarray(rows @ self._model.weights) + self._model.bias + self._table.say(heard)
        return [
            Subject(
                {name: row[n] for name, n in self._classes.items()},
                {name: row[n] for name, n in self._organs.items()},
                partial(self._why, heard[text], rows[text]),
            )
            for text, row in enumerate(margins.tolist())
        ]

    def _why(self, heard: Sequence[int], row: sparse.csr_matrix, label: str) -> list[str]:
        """The words of a text that speak most for a label, the strongest first: what they mean, and what they are as n-grams."""
        place = self._places.get(label)
        if place is None or not heard:
            return []
        shares = self._table.shares(heard, place)
        said = row.data * self._model.weights[row.indices, place]
        for key, gain in zip(self._model.keys[row.indices].tolist(), said.tolist(), strict=True):
            word = unpack(key)
            if word in shares:
                shares[word] += gain
        told = sorted(
            ((gain, word) for word, gain in shares.items() if len(word) > 1 and gain > 0), reverse=True
        )
        return [word for gain, word in told[:_TOLD] if gain >= _OF_STRONGEST * told[0][0]]


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

"""The model of subjects: of which class a post is and which organ is in charge of it, by n-grams and by what words mean (decision 0072).

The model of categories learnt from long letters to an office. A post of two lines holds few of its n-grams, and its words (跟酱油似的, 推牌九)
are no letter's. This one learnt from posts; and a word that none of them held still lies near others by its meaning: a table over word
vectors, summed up beforehand for each label, is added to the n-grams' margins. Both parts are linear.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
from ahocorasick_rs import AhoCorasick, MatchKind
from scipy import sparse

from monitor.classify.scoring import artefact
from monitor.classify.scoring.correction_words import CHARS, CLASS, ORGAN
from monitor.classify.scoring.grams import Alphabet
from monitor.classify.scoring.linear_model import Floats
from monitor.errors import MonitorError
from monitor.values import value

WORDS = 100
"""So many words of a text are heard for its subject."""
_TOLD, _OF_STRONGEST, _NEVER_NOUGHT, _RARE = 2, 0.2, 1e-9, 0.85
"""So many words are told as reasons, none that speaks less than this part of the strongest, and none that counts less."""


@value
class OrganMargins:
    """The margins of the organs that a model knows: ``places`` tell where each stands in the ``values`` of every text, in their order."""

    places: Mapping[str, int]
    values: Floats

    @classmethod
    def of(cls, margins: Mapping[str, float]) -> OrganMargins:
        """Those of a text by itself."""
        return cls(places_of(margins), np.array([*margins.values()], dtype=np.float32))


def places_of(labels: Iterable[str]) -> Mapping[str, int]:
    """Where each label stands among all."""
    return {label: place for place, label in enumerate(labels)}


NO_ORGANS = OrganMargins.of({})


Whys = Callable[[Sequence[tuple[int, str]]], Sequence[Sequence[str]]]
"""Tells for some texts of a batch, each by its number, the words that speak for a label."""


@value
class Subject:
    """What a post or a letter is about: margins of the classes, of posts alone, and of the organs."""

    classes: Mapping[str, float]
    organs: OrganMargins = NO_ORGANS
    whys: Whys = lambda asked: [()] * len(asked)
    """Of all texts of the batch in which it has the ``number``."""
    number: int = 0

    def why(self, label: str) -> Sequence[str]:
        """The words that speak for a label."""
        return self.whys([(self.number, label)])[0]


def whys_of(asked: Sequence[tuple[Subject, str]]) -> list[Sequence[str]]:
    """The words that speak for some labels, one a subject; those of one batch are looked for together."""
    batches: dict[Whys, list[int]] = {}
    for n, (subject, _) in enumerate(asked):
        batches.setdefault(subject.whys, []).append(n)
    out: list[Sequence[str]] = [()] * len(asked)
    for whys, which in batches.items():
        told = whys([(asked[n][0].number, asked[n][1]) for n in which])
        for n, words in zip(which, told, strict=True):
            out[n] = words
    return out


class WordTable:
    """What the words of a text say together to each label: their vectors' parts, summed, rarer words more; built once."""

    def __init__(
        self, words: Sequence[str], table: npt.NDArray[np.int8], scales: Floats, counts: Floats
    ) -> None:
        self._finder = AhoCorasick(words, matchkind=MatchKind.LeftmostLongest)
        self.words, self._table, self._scales, self.counts = words, table, scales, counts
        # Of one text and one label plain numbers are read faster than arrays.
        self._by_label = [memoryview(row) for row in np.ascontiguousarray(table.T)]

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

    def gains(self, weights: Mapping[int, float], label: int) -> list[tuple[float, int]]:
        """What each of some words says to a label by its meaning, the most first; ``weights`` tell how much each counts."""
        said = self._by_label[label]
        return sorted([(said[word] * weight, word) for word, weight in weights.items()], reverse=True)


class SubjectModel:
    """Both parts and the manifest of their training run; ``id`` as of an artefact."""

    def __init__(self, sealed: artefact.Artefact, table: WordTable) -> None:
        self.id, self.manifest = sealed.id, sealed.manifest
        self._model, self._table, self._alphabet = sealed.model, table, Alphabet()
        labels = self._model.labels
        self._places = places_of(labels)
        self._classes = [label.removeprefix(CLASS) for label in labels if label.startswith(CLASS)]
        self._organs = places_of(label.removeprefix(ORGAN) for label in labels if label.startswith(ORGAN))
        if [*map(CLASS.__add__, self._classes), *map(ORGAN.__add__, self._organs)] != list(labels):
            raise ValueError("labels")
        # Single letters and what every twentieth text holds weigh in a margin but tell a reader nothing.
        counts: list[float] = table.counts.tolist()
        self._telling = {
            n: counts[n] for n, word in enumerate(table.words) if len(word) > 1 and counts[n] >= _RARE
        }

    @property
    def classes(self) -> Sequence[str]:
        """The first-level classes that it has learnt."""
        return self._classes

    def read(self, texts: Sequence[str]) -> list[Subject]:
        """What each text is about."""
        heads = [text[:CHARS].lower() for text in texts]
        rows = self._model.rows(self._alphabet.grams(heads))
        heard = list(map(self._table.heard, heads))
        margins = np.asarray(rows @ self._model.weights) + self._model.bias + self._table.say(heard)
        size, whys = len(self._classes), partial(self._whys, heard)
        rows = zip(margins[:, :size].tolist(), margins[:, size:], strict=True)
        return [
            Subject(
                dict(zip(self._classes, classes, strict=True)), OrganMargins(self._organs, organs), whys, n
            )
            for n, (classes, organs) in enumerate(rows)
        ]

    def _whys(self, heard: Sequence[Sequence[int]], asked: Sequence[tuple[int, str]]) -> list[list[str]]:
        return [self._why(heard[n], label) for n, label in asked]

    def _told_of(self, heard: Sequence[int]) -> dict[int, float]:
        """The words of a text that tell a reader something, each with how much it counts."""
        weights: dict[int, float] = {}
        for word in heard:
            if count := self._telling.get(word):
                weights[word] = weights.get(word, 0.0) + count
        return weights

    def _why(self, heard: Sequence[int], label: str) -> list[str]:
        """The words of a text that speak most for a label by what they mean, the strongest first; none for an unknown label."""
        place = self._places.get(label)
        if place is None or not (told := self._told_of(heard)):
            return []
        loudest = self._table.gains(told, place)[:_TOLD]
        least = max(_OF_STRONGEST * loudest[0][0], _NEVER_NOUGHT)
        return [self._table.words[word] for gain, word in loudest if gain >= least]


def shipped() -> SubjectModel:
    """The model that comes with the product. Raises MonitorError."""
    return load(Path(__file__).parents[1] / "model" / "subjects.npz")


def load(path: Path) -> SubjectModel:
    """Read it from a file. Raises MonitorError when it is missing, damaged or altered."""
    sealed = artefact.load(path)
    _, arrays = artefact.parts(path)
    try:
        if not all(sealed.manifest[part] for part in ("of_class", "of_organ")):
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

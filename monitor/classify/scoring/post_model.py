"""The model of posts: a margin over n-grams, and what the words mean by a small net over a table of word vectors (decision 0066).

N-grams know only what the texts held that they were learnt from; a word that no text held still lies near others by its meaning. The
net hears the loudest pair of neighbouring words and the text as a whole. Its first layer is summed up beforehand: for each word the
table holds what it says to each ear as the first of a pair, as the second, and for the whole, as bytes.

In a long post what is a matter is often one sentence among many, and the rest outweighs it: there the loudest sentence is heard besides
(decision 0070).
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from itertools import accumulate, chain, pairwise
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from monitor.classify.scoring import artefact
from monitor.classify.scoring.grams import Alphabet
from monitor.classify.scoring.linear_model import Floats, LinearModel
from monitor.errors import MonitorError
from monitor.text.segment import Cut
from monitor.values import value

CHARS, WORDS = 200, 60
"""So much of a text is heard for its meaning: a post has hardly more."""
_AT_ONCE = 64
"""So many texts are heard at once: what their words say then stays in the processor's cache."""
_LONG_CHARS, _SENTENCE_CHARS, _MOST_SENTENCES = 100, 28, 40
"""From so many letters on a post is heard by its sentences, too; shorter sentences go together; more are not heard."""
_SENTENCE = re.compile(r"[^。！？!?；…～~\n]*[。！？!?；…～~\n]*")


@value
class Again:
    """What the model of posts says of one text: the margin of its n-grams, and of its meaning; of a long one the greatest of both
    that any of its sentences has."""

    margin: float
    meaning: float
    loudest: tuple[float, float] | None = None


def sentences_of(text: str) -> list[str]:
    """The sentences of a long post, short ones joined; none of a short post, or of one that is a single sentence."""
    if len(text) < _LONG_CHARS:
        return []
    found: list[str] = []
    open_ = ""
    for part in _SENTENCE.findall(text):
        open_ += part
        if len(open_) >= _SENTENCE_CHARS:
            found.append(open_)
            open_ = ""
    if open_:
        found[-1:] = ["".join([*found[-1:], open_])]
    return found[:_MOST_SENTENCES] if len(found) > 1 else []


def words_of(text: str, places: Mapping[str, int], cut: Cut) -> list[int]:
    """The known words of a text by their places; an unknown one by its letters."""
    found: list[int] = []
    for word in cut(text[:CHARS].lower()):
        place = places.get(word)
        if place is not None:
            found.append(place)
        elif len(word) > 1:
            found += [places[letter] for letter in word if letter in places]
    return found[:WORDS]


def heard_again(
    sentences: Sequence[Sequence[str]], margins: Sequence[float], meanings: Sequence[float]
) -> list[Again]:
    """What is said of each text; ``margins`` and ``meanings`` are of all texts, and after them of all their sentences."""
    ends = accumulate(map(len, sentences), initial=len(sentences))
    return [
        Again(margin, meaning, (max(margins[a:b]), max(meanings[a:b])) if b > a else None)
        for margin, meaning, (a, b) in zip(margins, meanings, pairwise(ends), strict=False)
    ]


class Meaning:
    """The net with its table, ``[word, (first, second, whole) of each ear]`` as bytes; built once.

    Both words of a pair have one scale an ear, so that pairs are added up and compared as the small integers that they are.
    """

    def __init__(
        self,
        words: Sequence[str],
        table: npt.NDArray[np.int8],
        scales: Floats,
        hidden: Floats,
        out: Floats,
        bias: float,
    ) -> None:
        """``scales``, ``hidden`` and ``out`` are of the ears for pairs and those for the whole. Raises ValueError where sizes differ."""
        self._places = {word: n for n, word in enumerate(words)}
        self._table, self._scales, self._ears = table, scales, table.shape[1] // 3
        self._hidden, self._out, self._bias = hidden, out, bias
        if not len(scales) == len(hidden) == len(out) == 2 * self._ears:
            raise ValueError("ears")

    def say(self, texts: Sequence[str], cut: Cut) -> Floats:
        """Log odds of each text; nothing where no word is known."""
        heard = [words_of(text, self._places, cut) for text in texts]
        said = np.zeros(len(texts), dtype=np.float32)
        told = [n for n, words in enumerate(heard) if words]
        for start in range(0, len(told), _AT_ONCE):
            some = told[start : start + _AT_ONCE]
            said[some] = self._hear([heard[n] for n in some])
        return said

    def _hear(self, texts: Sequence[Sequence[int]]) -> Floats:
        """The same of some texts, each of one word at least and not more than :data:`WORDS`."""
        many, ears = np.array(list(map(len, texts))), self._ears
        starts = np.cumsum(many) - many
        rows = self._table.take(list(chain.from_iterable(texts)), axis=0)
        pairs, seconds = rows[:, :ears].astype(np.int16), rows[:, ears : 2 * ears]
        # The last word of a text has no neighbour.
        seconds[starts] = 0
        pairs[:-1] += seconds[1:]
        loudest = np.maximum.reduceat(pairs, starts, axis=0)
        whole = np.add.reduceat(rows[:, 2 * ears :], starts, axis=0, dtype=np.int16)
        sums = np.concatenate([loudest, whole / np.sqrt(many, dtype=np.float32)[:, np.newaxis]], axis=1)
        hidden = np.maximum(sums * self._scales + self._hidden, 0)
        return np.asarray((hidden * self._out).sum(axis=1) + self._bias, dtype=np.float32)


class PostModel:
    """Both parts and the manifest of their training run; ``id`` as of an artefact."""

    def __init__(self, sealed: artefact.Artefact, meaning: Meaning) -> None:
        self.id, self.manifest = sealed.id, sealed.manifest
        self._model: LinearModel = sealed.model
        self._meaning, self._alphabet = meaning, Alphabet()

    def read(self, texts: Sequence[str], cut: Cut) -> list[Again]:
        """What it says of each text."""
        sentences = list(map(sentences_of, texts))
        asked = [*texts, *chain.from_iterable(sentences)]
        margins = self._model.margins(self._alphabet.grams(asked))[:, 0].tolist()
        return heard_again(sentences, margins, self._meaning.say(asked, cut).tolist())


_JOINED = {"shift", "share", "unsure", "long_shift", "long_share"}


def shipped() -> PostModel:
    """The model that comes with the product. Raises MonitorError."""
    return load(Path(__file__).parents[1] / "model" / "posts.npz")


def load(path: Path) -> PostModel:
    """Read it from a file. Raises MonitorError when it is missing, damaged or altered."""
    sealed = artefact.load(path)
    _, arrays = artefact.parts(path)
    try:
        if (
            not sealed.manifest["evidence"]
            or not sealed.manifest["long"]
            or sealed.manifest["joined"].keys() != _JOINED
        ):
            raise ValueError("joined")
        return PostModel(sealed, meaning_of(arrays))
    except (KeyError, TypeError, ValueError) as error:
        raise MonitorError(f"{path}：模型文件的清单不完整") from error


def meaning_of(arrays: Mapping[str, npt.NDArray[Any]]) -> Meaning:
    """The net from the arrays of an artefact."""
    return Meaning(
        arrays["words"].tobytes().decode("utf-8").split("\n"),
        arrays["table"],
        arrays["table_scales"],
        arrays["hidden"],
        arrays["out"],
        float(arrays["out_bias"][0]),
    )

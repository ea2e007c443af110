"""A learnt chooser of a document's final number: weights over the signs around each count, and small trees over the traits of each account.

It knows neither what the first reading says nor the casualty patterns, so that it errs elsewhere than they do (decision 0046).
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from functools import cached_property
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from monitor.classify.rereading.accounts import FIGURES, Account, Accounts
from monitor.classify.rereading.ledger import Ledger
from monitor.classify.rereading.signs import Count, counts_of
from monitor.classify.scoring import artefact
from monitor.values import value

SEPARATOR = "\0"
"""Between the signs of the vocabulary as they stand in the file."""
Floats = npt.NDArray[np.float64]


@value
class Choice:
    """An account with its share among all of the figure, and the odds that the trees give it alone."""

    account: Account
    share: float
    odds: float


class SignWeights:
    """How likely a count is of each figure, by the signs around it."""

    def __init__(self, signs: Iterable[str], weights: Floats, bias: Floats) -> None:
        self._rows = dict(zip(signs, weights.tolist(), strict=True))
        self._bias = bias.tolist()

    def odds(self, count: Count) -> tuple[float, ...]:
        """One probability a figure."""
        known = [row for sign in count.signs if (row := self._rows.get(sign)) is not None]
        # Sorted: sums of floats depend on their order, and that of a set on the run.
        return tuple(_logistic(math.fsum(column)) for column in zip(self._bias, *known, strict=True))


class Forest:
    """Regression trees ``[tree, node]`` whose leaves add up to log odds; a leaf leads to itself."""

    def __init__(self, arrays: artefact.Arrays, base: float, depth: int) -> None:
        trees, size = arrays["trait"].shape
        self._first = np.arange(trees, dtype=np.intp) * size
        start = self._first[:, None]
        # One row of nodes for all trees, the two that follow each side by side: to look up costs a fifth of [tree, node].
        self._trait = arrays["trait"].astype(np.intp).ravel()
        self._limit, self._leaf = arrays["limit"].ravel(), arrays["leaf"].ravel()
        self._next = np.stack([arrays["left"] + start, arrays["right"] + start], axis=-1).ravel()
        self._base, self._depth = base, depth

    def odds(self, rows: Sequence[Sequence[float]]) -> Floats:
        """The probability of each row of traits."""
        table = np.asarray(rows, dtype=np.float64)
        own = (np.arange(len(table)) * table.shape[1])[:, None]
        values = table.ravel()
        node = np.broadcast_to(self._first, (len(table), len(self._first)))
        for _ in range(self._depth):
            above = values.take(self._trait.take(node) + own) > self._limit.take(node)
            node = self._next.take(2 * node + above)
        margin = self._base + self._leaf.take(node).sum(axis=1)
        found: Floats = 1 / (1 + np.exp(-margin))
        return found


class Chooser:
    """Says of each figure which number a text comes to."""

    def __init__(self, signs: SignWeights, forests: Sequence[Forest], id_: str = "") -> None:
        self._signs, self._forests, self.id = signs, dict(zip(FIGURES, forests, strict=True)), id_

    def read(self, heading: Ledger, body: Ledger) -> Reading:
        """What one item counts, ready to be asked figure by figure."""
        return Reading(self._forests, self._signs, (heading, body))


class Reading:
    """The counts of one item; :meth:`choose` asks for a figure."""

    def __init__(
        self, forests: dict[str, Forest], signs: SignWeights, ledgers: tuple[Ledger, Ledger]
    ) -> None:
        self._forests, self._signs, self._ledgers = forests, signs, ledgers

    @cached_property
    def _read(self) -> tuple[list[Count], list[tuple[float, ...]]]:
        counts = counts_of(*self._ledgers)
        return counts, [self._signs.odds(count) for count in counts]

    def choose(self, name: str) -> list[Choice]:
        """The accounts of a figure, the likeliest first."""
        found = Accounts(name, *self._read, self._ledgers).all()
        odds = self._forests[name].odds([account.traits for account in found])
        whole = float(odds.sum())
        chosen = [Choice(a, p / whole, p) for a, p in zip(found, odds.tolist(), strict=True)]
        return sorted(chosen, key=lambda c: -c.share)


def shipped() -> Chooser:
    """The chooser that comes with the product. Raises MonitorError."""
    return load(Path(__file__).parents[1] / "model" / "figures.npz")


def load(path: Path) -> Chooser:
    """Read a chooser from a file. Raises MonitorError when it is missing, damaged or altered."""
    manifest, arrays = artefact.parts(path)
    return _chooser(manifest, arrays)


def _chooser(manifest: Any, arrays: artefact.Arrays) -> Chooser:
    signs = arrays["signs"].tobytes().decode().split(SEPARATOR)
    weights = arrays["weights"].astype(np.float64) * arrays["scales"].astype(np.float64)
    forests = [
        Forest(
            {n: arrays[n][k] for n in ("trait", "limit", "leaf", "left", "right")},
            base,
            int(manifest["depth"]),
        )
        for k, base in enumerate(arrays["base"].tolist())
    ]
    return Chooser(
        SignWeights(signs, weights, arrays["bias"].astype(np.float64)), forests, manifest["sha256"][:12]
    )


def _logistic(margin: float) -> float:
    return 1 / (1 + math.exp(-margin))

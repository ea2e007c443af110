"""The linear machine behind a model: one label against the rest, each n-gram weighed first by how far it tells that label.

The weighing is the log-count ratio of naive Bayes (Wang & Manning 2012, "Baselines and bigrams"), tempered: its size to a power
below one, so that what a label's texts and the others hold alike weighs less, and nothing is trusted alone. The machine stays
linear, so a model made so scores as fast as any.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from scipy import sparse
from sklearn.svm import LinearSVC

from monitor.classify.scoring.grams import Flags, Ints
from monitor.classify.scoring.linear_model import Floats

SEED = 20170711


@dataclass(frozen=True, slots=True)
class Material:
    """Rows of features with the number of the wanted label and how much each row counts.

    The last ``written`` features were written by hand, so that nothing is to be tempered: the contrast leaves them as they are.
    """

    rows: sparse.csr_matrix
    wanted: Ints
    share: npt.NDArray[np.float64]
    written: int = 0

    def part(self, chosen: Flags) -> Material:
        return Material(self.rows[chosen], self.wanted[chosen], self.share[chosen], self.written)


@dataclass(frozen=True, slots=True)
class Machine:
    """How weights are found: the penalty of errors, and the power and smoothing of the contrast (power 0: none)."""

    penalty: float = 1.0
    balanced: bool = True
    contrast: float = 0.0
    smoothing: float = 0.1
    tolerance: float = 1e-4
    """Where the search for weights ends; 1e-2 is five times as fast and names the same labels."""

    def learn(self, material: Material) -> tuple[Floats, Floats]:
        """Weights ``[feature, label]`` and bias."""
        if not self.contrast:
            return self._at_once(material)
        count = int(material.wanted.max()) + 1
        # Of two labels the second column is the first one's opposite.
        columns = [self._against_the_rest(material, label) for label in range(count if count > 2 else 1)]
        weights = np.stack([w for w, _ in columns], axis=1)
        bias = np.array([b for _, b in columns], dtype=np.float32)
        return _both_sides(-weights, -bias) if count == 2 else (weights, bias)

    def _at_once(self, material: Material) -> tuple[Floats, Floats]:
        machine = self._svm().fit(material.rows, material.wanted, sample_weight=material.share)
        weights, bias = machine.coef_.T.astype(np.float32), machine.intercept_.astype(np.float32)
        return _both_sides(weights, bias) if weights.shape[1] == 1 else (weights, bias)

    def _against_the_rest(self, material: Material, label: int) -> tuple[Floats, float]:
        mine = material.wanted == label
        scale = contrast(material, mine, power=self.contrast, smoothing=self.smoothing)
        rows = material.rows @ sparse.diags_array(scale)
        machine = self._svm().fit(rows, mine, sample_weight=material.share)
        return (machine.coef_[0] * scale).astype(np.float32), float(machine.intercept_[0])

    def _svm(self) -> LinearSVC:
        weight = "balanced" if self.balanced else None
        return LinearSVC(
            C=self.penalty, class_weight=weight, random_state=SEED, max_iter=3000, tol=self.tolerance
        )


def contrast(material: Material, mine: Flags, *, power: float, smoothing: float) -> Floats:
    """For each feature the size of its log-count ratio between the rows ``mine`` and the others, mean 1, to a power.

    Features written by hand get 1.
    """
    learnt = material.rows.shape[1] - material.written
    counted = material.rows[:, :learnt].multiply(material.share[:, None]).tocsr()
    own = np.asarray(counted[mine].sum(axis=0)).ravel() + smoothing
    others = np.asarray(counted[~mine].sum(axis=0)).ravel() + smoothing
    size = np.abs(np.log((own / own.sum()) / (others / others.sum())))
    scale = (size / max(float(size.mean()), 1e-9)) ** power
    return np.asarray(np.concatenate([scale, np.ones(material.written)]), dtype=np.float32)


def _both_sides(weights: Floats, bias: Floats) -> tuple[Floats, Floats]:
    """One column for the second of two labels as two opposite ones, so that every later step is the same."""
    return np.hstack([-weights, weights]), np.concatenate([-bias, bias])

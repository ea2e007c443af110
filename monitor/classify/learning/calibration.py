"""How far a model's probabilities can be trusted: a fitted factor, reliability by band, and where to leave off deciding."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
import numpy.typing as npt

from monitor.classify.scoring.grams import Ints
from monitor.classify.scoring.linear_model import Floats, softmax

FLOORS = (0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9)
PRECISIONS = (0.9, 0.925, 0.95, 0.96, 0.97, 0.98, 0.99)
_BINS = 10
Flags = npt.NDArray[np.bool_]


def temperature(margins: Floats, wanted: Ints) -> float:
    """The factor that makes the softmax of the margins most likely on held-out rows."""
    if not len(wanted):
        return 1.0
    grid = np.exp(np.linspace(np.log(0.2), np.log(30), 101))
    losses = [
        -np.log(softmax(margins * np.float32(t))[np.arange(len(wanted)), wanted] + 1e-9).mean() for t in grid
    ]
    return round(float(grid[int(np.argmin(losses))]), 4)


def trust(probabilities: Floats, wanted: Ints) -> dict[str, Any]:
    """Figures of held-out probabilities ``[row, label]`` for the manifest and the card.

    ``confidence``: how many rows reach a probability, and how many of those are right. ``certain_at``: for a wished share
    of right answers the least probability that gives it. ``calibration_error``: the expected calibration error (ECE) of
    the best label over ten bands.
    """
    if not len(wanted):
        return {"confidence": [], "certain_at": {}, "calibration_error": None}
    best = probabilities.max(axis=1)
    right = probabilities.argmax(axis=1) == wanted
    return {
        "confidence": [_reached(best, right, floor) for floor in FLOORS if (best >= floor).any()],
        "certain_at": _certain_at(best, right),
        "calibration_error": _calibration_error(best, right),
    }


def certain_floor(about: Mapping[str, Any], precision: float) -> float | None:
    """The least probability at which a model is right with this precision; None when its run could not tell."""
    reached: Mapping[str, float] = about.get("certain_at") or {}
    fit = [float(floor) for wished, floor in reached.items() if float(wished) >= precision - 1e-9]
    return min(fit, default=None)


def _reached(best: Floats, right: Flags, floor: float) -> dict[str, float]:
    reached = best >= floor
    return {
        "at_least": floor,
        "share": round(float(reached.mean()), 4),
        "right": round(float(right[reached].mean()), 4),
    }


def _certain_at(best: Floats, right: Flags) -> dict[str, float]:
    order = np.argsort(-best, kind="stable")
    share = np.cumsum(right[order]) / np.arange(1, len(order) + 1)
    out: dict[str, float] = {}
    for precision in PRECISIONS:
        enough = np.flatnonzero(share >= precision)
        # Fewer than thirty rows prove nothing about a share.
        if len(enough) and enough[-1] >= min(30, len(order)) - 1:
            out[f"{precision:g}"] = round(float(best[order[enough[-1]]]), 4)
    return out


def _calibration_error(best: Floats, right: Flags) -> float:
    bands = np.minimum((best * _BINS).astype(np.int64), _BINS - 1)
    gaps: Sequence[float] = [
        float(np.abs(best[bands == b].mean() - right[bands == b].mean()) * (bands == b).mean())
        for b in range(_BINS)
        if (bands == b).any()
    ]
    return round(sum(gaps), 4)

"""Drift: does what comes in still look like what the model learnt from?

For the pages and steps of learning on the job:

- ``read_window(model, texts) -> Window``: what the model says about recent texts (clean, title first), as shares only.
- ``Window.from_json(manifest["profile"])``: the same of the training run (held-out rows), kept in every manifest.
- ``compare(base, recent, rules) -> Drift``: a level (``none watch alarm``, or ``too_few``), the figures, Chinese sentences.

The base may be the training profile or an earlier window of the same office, whose mix of classes differs by nature from
that of the training data. PSI (population stability index): the sum of ``(q − p) · ln(q / p)`` over the classes.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any, Literal

import numpy as np
from pydantic import Field

from monitor.classify.scoring.grams import Alphabet, Grams
from monitor.classify.scoring.linear_model import Floats, LinearModel
from monitor.config_file import ConfigModel
from monitor.text.key_table import KeyTable

UNSURE_BELOW = 0.6
_BATCH = 500
_SMALLEST = 0.002
Level = Literal["none", "watch", "alarm", "too_few"]


class DriftRules(ConfigModel):
    """``drift`` in ``config/taxonomy.yaml``: from which change on somebody should look."""

    texts_at_least: int = Field(200, ge=1)
    psi_watch: float = Field(0.1, gt=0)
    psi_alarm: float = Field(0.25, gt=0)
    coverage_fall: float = Field(0.08, gt=0, lt=1)
    unsure_rise: float = Field(0.1, gt=0, lt=1)


@dataclass(frozen=True, slots=True)
class Window:
    """What a model says about some texts: shares of its labels, of unsure answers, of n-grams that it knows."""

    n: int
    shares: Mapping[str, float]
    unsure: float
    coverage: float

    def to_json(self) -> dict[str, Any]:
        return asdict(self)

    @classmethod
    def from_json(cls, value: Mapping[str, Any]) -> Window:
        return cls(int(value["n"]), dict(value["shares"]), float(value["unsure"]), float(value["coverage"]))


@dataclass(frozen=True, slots=True)
class Drift:
    """The change between two windows; ``by_label`` are the parts of ``psi``."""

    level: Level
    psi: float
    by_label: Mapping[str, float]
    unsure_change: float
    coverage_change: float
    sentences: tuple[str, ...]


def window_of(labels: Sequence[str], probabilities: Floats, coverage: float) -> Window:
    """The window of texts whose probabilities ``[text, label]`` are known."""
    n = len(probabilities)
    best = probabilities.argmax(axis=1) if n else np.zeros(0, dtype=np.int64)
    counts = np.bincount(best, minlength=len(labels))
    shares = {label: round(float(c) / max(1, n), 4) for label, c in zip(labels, counts, strict=True)}
    unsure = float((probabilities.max(axis=1, initial=0.0) < UNSURE_BELOW).mean()) if n else 0.0
    return Window(n, shares, round(unsure, 4), round(coverage, 4))


def read_window(model: LinearModel, texts: Sequence[str]) -> Window:
    """Score recent texts and sum them up; nothing of the texts is kept."""
    alphabet, table = Alphabet(), KeyTable(model.keys)
    parts, known, all_ = [], 0, 0
    for start in range(0, len(texts), _BATCH):
        grams = alphabet.grams(texts[start : start + _BATCH])
        parts.append(model.score(grams).probabilities)
        known, all_ = known + known_grams(table, grams), all_ + len(grams.keys)
    width = len(model.labels)
    probabilities = np.concatenate(parts) if parts else np.zeros((0, width), dtype=np.float32)
    return window_of(model.labels, probabilities, known / max(1, all_))


def known_grams(table: KeyTable, grams: Grams) -> int:
    """How many n-grams of a batch the vocabulary knows."""
    return len(table.find(grams.keys)[0])


def compare(base: Window, recent: Window, rules: DriftRules) -> Drift:
    """Judge a recent window against a base."""
    by_label = {
        label: round(_part(base.shares.get(label, 0.0), recent.shares.get(label, 0.0)), 4)
        for label in sorted({*base.shares, *recent.shares})
    }
    psi = round(sum(by_label.values()), 4)
    unsure, coverage = recent.unsure - base.unsure, recent.coverage - base.coverage
    if recent.n < rules.texts_at_least:
        sentence = f"只有 {recent.n} 条，不足 {rules.texts_at_least} 条，不作判断"
        return Drift("too_few", psi, by_label, round(unsure, 4), round(coverage, 4), (sentence,))
    sentences = [*_mix(psi, by_label, base, recent, rules), *_reading(unsure, coverage, recent, rules)]
    alarm = psi >= rules.psi_alarm or (unsure >= rules.unsure_rise and -coverage >= rules.coverage_fall)
    level: Level = "alarm" if alarm else "watch" if sentences else "none"
    return Drift(level, psi, by_label, round(unsure, 4), round(coverage, 4), tuple(sentences))


def _part(was: float, is_: float) -> float:
    p, q = max(was, _SMALLEST), max(is_, _SMALLEST)
    return (q - p) * math.log(q / p)


def _mix(
    psi: float, by_label: Mapping[str, float], base: Window, recent: Window, rules: DriftRules
) -> list[str]:
    if psi < rules.psi_watch:
        return []
    most = max(by_label, key=by_label.__getitem__)
    was, is_ = base.shares.get(most, 0.0), recent.shares.get(most, 0.0)
    return [f"类别构成有变（PSI {psi:.2f}）：“{most}”由 {was:.1%} 变为 {is_:.1%}"]


def _reading(unsure: float, coverage: float, recent: Window, rules: DriftRules) -> list[str]:
    out = []
    if unsure >= rules.unsure_rise:
        out.append(f"拿不准的占 {recent.unsure:.1%}，比基准多 {unsure * 100:.1f} 个百分点")
    if -coverage >= rules.coverage_fall:
        out.append(f"模型认识的文字占 {recent.coverage:.1%}，比基准少 {-coverage:.1%}")
    return out

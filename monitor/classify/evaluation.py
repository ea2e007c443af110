"""Figures of a classifier against labels: accuracy, macro-F1 and each label's precision and recall."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from monitor.classify import artefact
from monitor.classify.examples import read_examples
from monitor.classify.grams import Alphabet

BATCH = 500


@dataclass(frozen=True, slots=True)
class LabelFigures:
    """Precision, recall, F1 of one label, and how many rows carry it."""

    precision: float
    recall: float
    f1: float
    support: int


@dataclass(frozen=True, slots=True)
class Report:
    """The contract's evaluation: the average runs over the labels in the data."""

    n: int
    accuracy: float
    macro_f1: float
    per_class: dict[str, LabelFigures]

    def to_json(self) -> dict[str, Any]:
        return {
            "n": self.n,
            "accuracy": round(self.accuracy, 4),
            "macro_f1": round(self.macro_f1, 4),
            "per_class": {
                label: {
                    "precision": round(f.precision, 4),
                    "recall": round(f.recall, 4),
                    "f1": round(f.f1, 4),
                    "support": f.support,
                }
                for label, f in self.per_class.items()
            },
        }


def report(wanted: Sequence[str], given: Sequence[str]) -> Report:
    """Compare given labels with wanted ones. Precision without any prediction counts as 0."""
    figures = {label: _figures(label, wanted, given) for label in sorted(set(wanted))}
    right = sum(w == g for w, g in zip(wanted, given, strict=True))
    macro = sum(f.f1 for f in figures.values()) / max(1, len(figures))
    return Report(len(wanted), right / max(1, len(wanted)), macro, figures)


def _figures(label: str, wanted: Sequence[str], given: Sequence[str]) -> LabelFigures:
    hits = sum(w == g == label for w, g in zip(wanted, given, strict=True))
    support, named = sum(w == label for w in wanted), sum(g == label for g in given)
    precision, recall = hits / named if named else 0.0, hits / support if support else 0.0
    f1 = 2 * precision * recall / (precision + recall) if hits else 0.0
    return LabelFigures(precision, recall, f1, support)


def evaluate(data: Path, model: Path | None = None) -> dict[str, Any]:
    """Evaluate a category model (the shipped one by default) on a labelled CSV file.

    Raises:
        MonitorError: the data or the model file is unfit.
    """
    learnt = (artefact.load(model) if model else artefact.shipped("category")).model
    rows = read_examples(data).rows
    alphabet = Alphabet()
    given: list[str] = []
    for start in range(0, len(rows), BATCH):
        texts = [e.text for e in rows[start : start + BATCH]]
        given += [learnt.labels[i] for i in learnt.score(alphabet.grams(texts)).margins.argmax(axis=1)]
    return report([e.label for e in rows], given).to_json()

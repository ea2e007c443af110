"""Figures of a classifier against labels: accuracy, macro-F1 and each label's precision and recall."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from monitor.classify.category.cold_start import listen
from monitor.classify.category.naming import CategoryChoice, Namer
from monitor.classify.category.taxonomy import TaxonomyConfig
from monitor.classify.learning.examples import read_examples
from monitor.classify.lexicon import Lexicon
from monitor.classify.scoring.artefact import Artefact, shipped
from monitor.classify.scoring.correction_words import NOTHING_SAID
from monitor.classify.scoring.grams import Alphabet

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


def predict(model: Artefact, texts: Sequence[str], taxonomy: TaxonomyConfig | None = None) -> list[str]:
    """The class of each text: the model's best label or, with a taxonomy, as the program settles it."""
    if taxonomy is not None:
        return [choice.name for choice in choices(model, texts, taxonomy)]
    learnt, alphabet = model.model, Alphabet()
    given: list[str] = []
    for start in range(0, len(texts), BATCH):
        rows = learnt.score(alphabet.grams(texts[start : start + BATCH])).probabilities
        given += [learnt.labels[i] for i in rows.argmax(axis=1).tolist()]
    return given


def choices(
    model: Artefact, texts: Sequence[str], taxonomy: TaxonomyConfig, written: Artefact | None = None
) -> Iterator[CategoryChoice]:
    """The class of each text as the program settles it, emergencies apart; ``written`` in place of the shipped machine."""
    written = written or shipped("cold_start")
    namer, lexicon, alphabet = Namer(taxonomy, model, written), Lexicon(taxonomy.seed_groups()), Alphabet()
    words = model.corrections
    for start in range(0, len(texts), BATCH):
        batch = texts[start : start + BATCH]
        grams = alphabet.grams(batch)
        learnt, cold = model.model.score(grams).probabilities, listen(written.model, grams)
        said = words.read(batch) if words else [NOTHING_SAID] * len(batch)
        for text, row, margins, corrected in zip(batch, learnt.tolist(), cold, said, strict=True):
            known = dict(zip(model.model.labels, row, strict=True))
            yield namer.choose(known, lexicon.find(text), text, margins=margins, said=corrected)


def evaluate(data: Path, model: Artefact, taxonomy: TaxonomyConfig | None = None) -> dict[str, Any]:
    """Evaluate a category model on a labelled CSV file. Raises MonitorError when the data is unfit."""
    rows = read_examples(data).rows
    return report([e.label for e in rows], predict(model, [e.text for e in rows], taxonomy)).to_json()

"""Training: labelled texts in, the bytes of an artefact and its figures out; the same input gives the same bytes."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
from scipy import sparse
from sklearn.svm import LinearSVC

from monitor.classify import artefact
from monitor.classify.anonymous import without_names
from monitor.classify.copies import group_copies
from monitor.classify.evaluation import Report, report
from monitor.classify.examples import Example, check_labels, read_examples
from monitor.classify.grams import Alphabet, Grams, Ints
from monitor.classify.linear_model import Floats, KeyTable, softmax, tfidf
from monitor.classify.model_card import write_card
from monitor.errors import MonitorError

SEED = 20170711
FOLDS = 5
Matrix = npt.NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Recipe:
    """How a model is trained; the defaults were chosen on a development split (see the model card)."""

    documents: int | None = None
    """An n-gram must occur in so many documents; None sets it by the number of rows (5 from 1,000 rows on)."""
    most: int = 60_000
    penalty: float = 1.0
    balanced: bool = True
    shares: Sequence[float] | None = None
    """How much each row counts; None: all alike."""
    together: Sequence[int] | None = None
    """Rows with the same number are views of one text and stay on one side of a split."""

    def least(self, rows: int) -> int:
        if self.documents is not None:
            return self.documents
        return 5 if rows >= 1000 else 2 if rows >= 100 else 1


@dataclass(frozen=True, slots=True)
class Trained:
    """The artefact's bytes and the figures of its run."""

    content: bytes
    about: dict[str, Any]
    held_out: Report | None
    margins: Matrix
    """Held-out margins ``[row, label]``; zero where a row could not be held out."""


def train(data: Path, out: Path) -> str:
    """Train a category model from a labelled CSV file and write it to one file; returns its card (Markdown).

    Raises:
        MonitorError: the file, a column, a row or the labels are unfit, or the output cannot be written.
    """
    file = read_examples(data)
    check_labels(data, file.rows)
    trained = fit(file.rows, Recipe(), name=data.name, skipped=file.skipped)
    try:
        out.write_bytes(trained.content)
    except OSError as error:
        raise MonitorError(f"{out}：无法写入模型文件") from error
    return write_card(artefact.load(out).manifest)


def fit(
    examples: Sequence[Example], recipe: Recipe, *, name: str, skipped: Sequence[int] = (), made_of: str = ""
) -> Trained:
    """Train on examples; held-out figures and the temperature come from a cross-validation by groups of near copies.

    ``made_of`` is what the card says about the data and its limits.
    """
    labels = sorted({e.label for e in examples})
    wanted = np.array([labels.index(e.label) for e in examples])
    share = np.array(recipe.shares or [1.0] * len(examples), dtype=float)
    grams = Alphabet().grams(without_names(e.text for e in examples))
    keys, documents = vocabulary(grams, recipe)
    if not len(keys):
        raise MonitorError(f"{name}：文字太少或没有可学习的汉字、字母，无法训练")
    idf = (np.log((1 + len(examples)) / (1 + documents)) + 1).astype(np.float32)
    rows = tfidf(KeyTable(keys), idf, grams)
    coefficients, bias = _linear(rows, wanted, share, recipe)
    margins, tested = _held_out(rows, wanted, share, recipe, _folds(examples, recipe.together))
    temperature = _temperature(margins[tested], wanted[tested])
    kept = _strongest(coefficients, idf, recipe.most)
    quantised, scales = artefact.quantise(coefficients[kept])
    held_out = (
        report([labels[i] for i in wanted[tested]], [labels[i] for i in margins[tested].argmax(axis=1)])
        if tested.any()
        else None
    )
    about = {
        "labels": labels,
        "temperature": temperature,
        "data": name,
        "made_of": made_of,
        "rows": len(examples),
        "skipped_lines": list(skipped),
        "rows_per_label": dict(sorted(Counter(e.label for e in examples).items())),
        "data_sha256": _hash(examples),
        "ngrams": len(kept),
        "least_documents": recipe.least(len(examples)),
        "penalty": recipe.penalty,
        "balanced": recipe.balanced,
        "seed": SEED,
        "folds": FOLDS,
        "held_out": held_out.to_json() if held_out else None,
        "confidence": _confidence(softmax(margins[tested] * temperature), wanted[tested]),
    }
    arrays: artefact.Arrays = {
        "keys": keys[kept],
        "idf": idf[kept],
        "weights": quantised,
        "scales": scales,
        "bias": bias,
    }
    return Trained(artefact.pack(arrays, about), about, held_out, margins)


def vocabulary(grams: Grams, recipe: Recipe) -> tuple[Ints, Ints]:
    """The sorted keys that occur in enough documents, and in how many."""
    order = np.argsort(grams.keys, kind="stable")
    keys, owners = grams.keys[order], grams.owners[order]
    fresh = np.diff(keys, prepend=-1) != 0
    pairs = np.unique((np.cumsum(fresh) - 1) * grams.size + owners)
    found, documents = keys[fresh], np.bincount(pairs // grams.size)
    kept = documents >= recipe.least(grams.size)
    return found[kept], documents[kept]


def _linear(
    rows: sparse.csr_matrix, wanted: Ints, share: npt.NDArray[np.float64], recipe: Recipe
) -> tuple[Floats, Floats]:
    machine = LinearSVC(
        C=recipe.penalty,
        class_weight="balanced" if recipe.balanced else None,
        random_state=SEED,
        max_iter=3000,
    )
    machine.fit(rows, wanted, sample_weight=share)
    coefficients, bias = machine.coef_.T.astype(np.float32), machine.intercept_.astype(np.float32)
    if coefficients.shape[1] == 1:
        # Two labels come as one column; two opposite ones keep every later step the same.
        return np.hstack([-coefficients, coefficients]), np.concatenate([-bias, bias])
    return coefficients, bias


def _folds(examples: Sequence[Example], together: Sequence[int] | None) -> Ints:
    groups = group_copies([e.text for e in examples], together)
    numbers = [
        int.from_bytes(hashlib.sha256(f"{SEED}:{examples[g].text}".encode()).digest()[:4], "big")
        for g in groups
    ]
    return np.array(numbers, dtype=np.int64) % FOLDS


def _held_out(
    rows: sparse.csr_matrix, wanted: Ints, share: npt.NDArray[np.float64], recipe: Recipe, folds: Ints
) -> tuple[Matrix, npt.NDArray[np.bool_]]:
    """Margins of every row from a model that has not seen it, and which rows could be tested so."""
    count = int(wanted.max()) + 1
    margins = np.zeros((len(wanted), count), dtype=np.float32)
    tested = np.zeros(len(wanted), dtype=np.bool_)
    for fold in range(FOLDS):
        mine = folds == fold
        if not mine.any() or len(set(wanted[~mine])) < count:
            continue
        coefficients, bias = _linear(rows[~mine], wanted[~mine], share[~mine], recipe)
        margins[mine] = np.asarray(rows[mine] @ coefficients) + bias
        tested |= mine
    return margins, tested


def _temperature(margins: Matrix, wanted: Ints) -> float:
    """The factor that makes the softmax of the margins most likely on held-out rows."""
    if not len(wanted):
        return 1.0
    grid = np.exp(np.linspace(np.log(0.2), np.log(30), 101))
    losses = [
        -np.log(softmax(margins * np.float32(t))[np.arange(len(wanted)), wanted] + 1e-9).mean() for t in grid
    ]
    return round(float(grid[int(np.argmin(losses))]), 4)


def _strongest(coefficients: Floats, idf: Floats, most: int) -> Ints:
    if len(idf) <= most:
        return np.arange(len(idf))
    strength = np.abs(coefficients).max(axis=1) * idf
    return np.sort(np.argsort(-strength, kind="stable")[:most])


def _confidence(probabilities: Floats, wanted: Ints) -> list[dict[str, float]]:
    """How many held-out rows reach a probability, and how many of those are right."""
    best = probabilities.max(axis=1, initial=0.0)
    right = probabilities.argmax(axis=1) == wanted if len(wanted) else np.zeros(0, dtype=np.bool_)
    out = []
    for floor in (0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9):
        reached = best >= floor
        if reached.any():
            out.append(
                {
                    "at_least": floor,
                    "share": round(float(reached.mean()), 4),
                    "right": round(float(right[reached].mean()), 4),
                }
            )
    return out


def _hash(examples: Sequence[Example]) -> str:
    digest = hashlib.sha256()
    for example in examples:
        digest.update(f"{example.label}\x00{example.text}\x01".encode())
    return digest.hexdigest()

"""Training: labelled texts in, the bytes of an artefact and its figures out; the same input gives the same bytes."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from monitor.classify.learning.calibration import temperature, trust
from monitor.classify.learning.copies import group_copies
from monitor.classify.learning.drift import known_grams, window_of
from monitor.classify.learning.evaluation import Report, report
from monitor.classify.learning.examples import Example, digest_of
from monitor.classify.learning.features import (
    Prepared,
    Recipe,
    narrowed,
    of_branches,
    prepare,
    strongest,
    telling,
    vocabulary,
)
from monitor.classify.learning.machine import SEED, Machine, Material
from monitor.classify.lexicon import Lexicon
from monitor.classify.scoring import artefact
from monitor.classify.scoring.grams import Flags, Ints
from monitor.classify.scoring.linear_model import Floats, softmax
from monitor.text.key_table import KeyTable

__all__ = [
    "FOLDS",
    "SEED",
    "Matrix",
    "Prepared",
    "Recipe",
    "Trained",
    "fit",
    "held_out_margins",
    "prepare",
    "split",
    "vocabulary",
]

FOLDS = 5
Matrix = npt.NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Trained:
    """The artefact's bytes and the figures of its run."""

    content: bytes
    about: dict[str, Any]
    held_out: Report | None
    margins: Matrix
    """Held-out margins ``[row, label]``; zero where a row could not be held out."""


def fit(
    examples: Sequence[Example],
    recipe: Recipe,
    *,
    name: str,
    skipped: Sequence[int] = (),
    made_of: str = "",
    phrases: Sequence[str] = (),
    cold: Sequence[str] = (),
    set_aside: Sequence[str] = (),
) -> Trained:
    """Train on examples; held-out figures and the temperature come from a cross-validation by groups of near copies.

    ``made_of`` is what the card says about the data and its limits; of ``phrases`` it is counted how many texts hold them.
    ``cold``: the classes of the taxonomy that it does not learn, as the card says, and ``set_aside`` why it leaves some off.
    """
    made = prepare(examples, recipe, name=name)
    weights, bias = recipe.machine.learn(made.material)
    if recipe.again:
        made = narrowed(made, strongest(weights[: len(made.keys)], made.idf, recipe.most), recipe)
        weights, bias = recipe.machine.learn(made.material)
    material, keys, idf = made.material, made.keys, made.idf
    labels, wanted, grams = made.labels, made.material.wanted, made.grams
    margins, tested = held_out_margins(material, recipe.machine, split(examples, recipe.together))
    factor = temperature(margins[tested], wanted[tested])
    probabilities = softmax(margins[tested] * np.float32(factor))
    held_out = _report(labels, wanted[tested], probabilities)
    kept = strongest(weights[: len(keys)], idf, recipe.most)
    coverage = known_grams(KeyTable(keys[kept]), grams) / len(grams.keys)
    arrays = {
        **_arrays(
            keys[kept], idf[kept], weights[kept], bias, telling=telling(keys[kept], made.wordness[kept])
        ),
        **of_branches(made, weights[len(keys) :], recipe.branch_weight),
    }
    about = {
        **_of_data(examples, name, made_of, skipped),
        **({"cold": list(cold)} if cold else {}),
        **({"set_aside": list(set_aside)} if set_aside else {}),
        **_of_recipe(recipe, len(examples)),
        **({"branches": made.branches.words} if len(made.branches) else {}),
        **trust(probabilities, wanted[tested]),
        "labels": labels,
        "temperature": factor,
        "ngrams": len(kept),
        "held_out": held_out.to_json() if held_out else None,
        "background": _background([e.text for e in examples], phrases),
        "profile": window_of(labels, probabilities, coverage).to_json(),
    }
    return Trained(artefact.pack(arrays, about), about, held_out, margins)


def split(examples: Sequence[Example], together: Sequence[int] | None = None, *, salt: int = SEED) -> Ints:
    """A fold for each example, near copies in one; another ``salt`` gives another split."""
    groups = group_copies([e.text for e in examples], together)
    numbers = [
        int.from_bytes(hashlib.sha256(f"{salt}:{examples[g].text}".encode()).digest()[:4], "big")
        for g in groups
    ]
    return np.array(numbers, dtype=np.int64) % FOLDS


def held_out_margins(material: Material, machine: Machine, folds: Ints) -> tuple[Matrix, Flags]:
    """Margins of every row from a model that has not seen it, and which rows could be tested so."""
    wanted = material.wanted
    count = int(wanted.max()) + 1
    margins = np.zeros((len(wanted), count), dtype=np.float32)
    tested = np.zeros(len(wanted), dtype=np.bool_)
    for fold in range(FOLDS):
        mine = folds == fold
        if not mine.any() or len(set(wanted[~mine])) < count:
            continue
        weights, bias = machine.learn(material.part(~mine))
        margins[mine] = np.asarray(material.rows[mine] @ weights) + bias
        tested |= mine
    return margins, tested


def _report(labels: Sequence[str], wanted: Ints, probabilities: Floats) -> Report | None:
    if not len(wanted):
        return None
    return report([labels[i] for i in wanted], [labels[i] for i in probabilities.argmax(axis=1)])


def _arrays(keys: Ints, idf: Floats, weights: Floats, bias: Floats, *, telling: Flags) -> artefact.Arrays:
    quantised, scales = artefact.quantise(weights)
    return {
        "keys": keys,
        "idf": idf,
        "weights": quantised,
        "scales": scales,
        "bias": bias,
        "telling": telling,
    }


def _background(texts: Sequence[str], phrases: Sequence[str]) -> dict[str, int]:
    """In how many texts each phrase occurs; those in none are left out."""
    if not phrases:
        return {}
    lexicon = Lexicon({"": dict.fromkeys(phrases, 1.0)})
    counts = Counter(word for text in texts for hits in lexicon.find(text).values() for word in hits.words)
    return dict(sorted(counts.items()))


def _of_data(examples: Sequence[Example], name: str, made_of: str, skipped: Sequence[int]) -> dict[str, Any]:
    officers = [e for e in examples if e.source == "officer"]
    return {
        "data": name,
        "made_of": made_of,
        "rows": len(examples),
        "skipped_lines": list(skipped),
        "rows_per_label": dict(sorted(Counter(e.label for e in examples).items())),
        "officer_rows": len(officers),
        "officer_last": max((e.when for e in officers), default=""),
        "data_sha256": digest_of(examples),
    }


def _of_recipe(recipe: Recipe, rows: int) -> dict[str, Any]:
    return {
        "least_documents": recipe.least(rows),
        "penalty": recipe.machine.penalty,
        "balanced": recipe.machine.balanced,
        "contrast": recipe.machine.contrast,
        "title_weight": recipe.title_weight,
        "word_emphasis": recipe.word_emphasis,
        **({"branch_weight": recipe.branch_weight} if recipe.branches else {}),
        "seed": SEED,
        "folds": FOLDS,
    }

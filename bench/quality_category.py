"""Quality of the category on messages that were not trained on, and of the classes without training messages.

``measure(data)`` trains on four fifths of the shared messages (by document, near copies on one side) and tests on the rest.
Run alone: ``python -m bench.quality_category``; needs ``../shared/data``.
"""

from __future__ import annotations

import hashlib
import json
import re
import sys
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from bench import floors, shipped_cold_start
from bench.shipped_category import CONFIG, category_examples, recipe
from bench.written_messages import written
from monitor.classify.category.taxonomy import TaxonomyConfig
from monitor.classify.learning.calibration import certain_floor, trust
from monitor.classify.learning.copies import group_copies
from monitor.classify.learning.evaluation import choices, predict, report
from monitor.classify.learning.examples import Example
from monitor.classify.learning.training import fit, held_out_margins, prepare
from monitor.classify.learning.training import split as split_by_copies
from monitor.classify.scoring import artefact
from monitor.classify.scoring.artefact import Artefact, unpack
from monitor.classify.scoring.grams import Alphabet, Ints
from monitor.config_file import read

HERE = Path(__file__).resolve().parent
DATA = HERE.parents[1] / "shared/data"
_UNSEEN = re.compile(
    r"[^\u4e00-\u9fff]|[的了是在我有和就不也都要这那们你他她它与及很着过吗呢吧啊把被让给对为以于而但并且或]"
)

SECTION, TRAINED, SPLITS = "category, unseen fifth", "category, as shipped", "category, other splits"
_SALTS = range(3)


def trained() -> dict[str, float]:
    """The shipped model: macro-F1 of its held-out folds, and what is named right of written messages of the others."""
    shipped = artefact.shipped("category")
    taxonomy = read(CONFIG / "taxonomy.yaml", TaxonomyConfig)
    return {"macro_f1": float(shipped.manifest["held_out"]["macro_f1"]), **_older(shipped, taxonomy)}


def measure(data: Path) -> dict[str, float]:
    """Figures of a model trained on four fifths; shares in [0, 1], macro-F1 as ``monitor evaluate`` reckons it."""
    taxonomy = read(CONFIG / "taxonomy.yaml", TaxonomyConfig)
    seen, unseen = split(category_examples(data))
    trained = fit(seen, recipe(taxonomy), name="quality", phrases=taxonomy.seed_words())
    model = unpack(trained.content, "quality")
    given = predict(model, [e.text for e in unseen], taxonomy)
    figures = report([e.label for e in unseen], given)
    labels = set(model.model.labels)
    return {
        "n": len(unseen),
        "accuracy": round(figures.accuracy, 4),
        "macro_f1": round(figures.macro_f1, 4),
        "not_taken_by_cold_start": round(sum(g in labels for g in given) / len(given), 4),
        **_trust(model, unseen, taxonomy.certain_right),
        **_kept(model, taxonomy, data),
    }


def other_splits(data: Path) -> dict[str, float]:
    """Five-fold macro-F1 on several splits, mean and spread: of all rows, and of those with their raw text.

    Rows known only as tokens read differently from what comes in; the raw ones are what the program will meet.
    """
    examples = category_examples(data)
    plan = recipe(read(CONFIG / "taxonomy.yaml", TaxonomyConfig))
    made = prepare(examples, plan, name="quality")
    wanted, raw = made.material.wanted, np.array([e.whole for e in examples])
    found = []
    for salt in _SALTS:
        margins, _ = held_out_margins(made.material, plan.machine, split_by_copies(examples, salt=salt))
        given = margins.argmax(axis=1)
        found.append([_macro_f1(wanted, given), _macro_f1(wanted[raw], given[raw])])
    mean, spread = np.mean(found, axis=0), np.std(found, axis=0)
    return {
        "macro_f1": round(float(mean[0]), 4),
        "macro_f1_spread": round(float(spread[0]), 4),
        "macro_f1_raw": round(float(mean[1]), 4),
        "macro_f1_raw_spread": round(float(spread[1]), 4),
    }


def _macro_f1(wanted: Ints, given: Ints) -> float:
    return report([str(w) for w in wanted], [str(g) for g in given]).macro_f1


def split(examples: Sequence[Example]) -> tuple[list[Example], list[Example]]:
    """Four fifths and the rest, by document; token rows lack stop words, so copies are sought without them."""
    groups = group_copies([_UNSEEN.sub("", e.text) for e in examples])
    tested = [
        hashlib.sha256(f"quality:{examples[group].text}".encode()).digest()[0] % 5 == 0 for group in groups
    ]
    pairs = list(zip(examples, tested, strict=True))
    return [e for e, test in pairs if not test], [e for e, test in pairs if test]


def _trust(model: Artefact, unseen: Sequence[Example], precision: float) -> dict[str, float]:
    labels = list(model.model.labels)
    probabilities = model.model.score(Alphabet().grams([e.text for e in unseen])).probabilities
    wanted = np.array([labels.index(e.label) for e in unseen])
    certain = probabilities.max(axis=1) >= (certain_floor(model.manifest, precision) or 0.0)
    right = probabilities.argmax(axis=1) == wanted
    return {
        "calibrated": round(1 - trust(probabilities, wanted)["calibration_error"], 4),
        "certain": round(float(certain.mean()), 4),
        "certain_right": round(float(right[certain].mean()), 4),
    }


def _older(model: Artefact, taxonomy: TaxonomyConfig) -> dict[str, float]:
    """With the shipped machine: the share named right of the written messages learnt from, and of the older ones kept apart."""
    marks = [m for m in _marks(model, taxonomy) if m.cold]
    return {
        "cold_start_developed_on": _share(m.right for m in marks if m.style != "plain" or not m.kept),
        "cold_start_right": _share(m.right for m in marks if m.style == "plain" and m.kept),
    }


def _kept(model: Artefact, taxonomy: TaxonomyConfig, data: Path) -> dict[str, float]:
    """Of the written messages that neither machine has learnt from, by style, the share named right.

    ``kept_certain`` of them are given without doubt, ``kept_certain_right`` of these rightly.
    """
    content, _ = shipped_cold_start.train(data, newer=False)
    marks = [m for m in _marks(model, taxonomy, unpack(content, "quality")) if m.kept]
    return {
        "cold_start_right": _share(m.right for m in marks if m.style == "plain"),
        "kept_letters_right": _share(m.right for m in marks if m.style == "letters"),
        "kept_posts_right": _share(m.right for m in marks if m.style == "posts" and m.cold),
        "kept_posts_of_trained_right": _share(m.right for m in marks if not m.cold),
        "kept_certain": _share(m.certain for m in marks),
        "kept_certain_right": _share(m.right for m in marks if m.certain),
    }


@dataclass(frozen=True, slots=True)
class _Mark:
    """One written message: of a class without training messages or not, its style, and how it was named."""

    cold: bool
    style: str
    kept: bool
    right: bool
    certain: bool


def _marks(model: Artefact, taxonomy: TaxonomyConfig, machine: Artefact | None = None) -> list[_Mark]:
    messages = written()
    given = choices(model, [m.text for m in messages], taxonomy, machine)
    return [
        _Mark(m.label not in model.model.labels, m.style, m.kept, c.name == m.label, not c.uncertain)
        for m, c in zip(messages, given, strict=True)
    ]


def _share(marks: Iterable[bool]) -> float:
    found = list(marks)
    return round(sum(found) / len(found), 4)


def main() -> int:
    if not DATA.exists():
        print("缺少 ../shared/data，未测量", file=sys.stderr)
        return 1
    figures = measure(DATA)
    print(json.dumps(figures, indent=2))
    return floors.verdict({SECTION: figures})


if __name__ == "__main__":
    sys.exit(main())

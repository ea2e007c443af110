"""How often a class without training messages that was named is right, by the points beyond what was needed.

    python -m bench.calibrate_cold_start [--data ../shared/data]

Texts that neither words nor machines have learnt from: the written messages that are kept apart by hash, the letters of the
trained classes (``comparison_letters.yaml``), and the raw real messages with held-out margins of both machines. How many matters
are of these classes nobody knows here: they are weighed to a third. Prints the two numbers of a logistic curve for long and for
short texts (``probability`` of ``cold_start`` in ``config/taxonomy.yaml``) and the table for the card.
"""

from __future__ import annotations

import argparse
import json
import math
import sys
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from sklearn.linear_model import LogisticRegression

from bench import shipped_cold_start
from bench.shipped_category import CONFIG, category_examples, recipe
from bench.shipped_comparison import letters
from bench.written_messages import written
from monitor.classify.category.cold_start import ColdClasses, Margins, listen
from monitor.classify.category.naming import Namer
from monitor.classify.category.taxonomy import Curve, TaxonomyConfig
from monitor.classify.learning.evaluation import BATCH
from monitor.classify.learning.training import fit
from monitor.classify.lexicon import Lexicon
from monitor.classify.scoring import artefact
from monitor.classify.scoring.grams import Alphabet
from monitor.classify.scoring.linear_model import softmax
from monitor.config_file import read

HERE = Path(__file__).resolve().parent
_SHARE = 1 / 3
_MOST = 0.98
"""No more than some eighty texts can prove."""
_PENALTIES = (0.01, 0.03, 0.1, 0.3, 1.0, 10.0)


@dataclass(frozen=True, slots=True)
class Asked:
    """One text with what both machines say of it unseen."""

    text: str
    label: str
    learnt: dict[str, float]
    cold: Margins


@dataclass(frozen=True, slots=True)
class Named:
    """A text that was given a class without training messages."""

    beyond: float
    short: bool
    right: bool
    of_cold: bool


def asked(data: Path, taxonomy: TaxonomyConfig) -> list[Asked]:
    """All texts; the real ones by cross-validation."""
    stuff = shipped_cold_start.gather(data, newer=False)
    margins = shipped_cold_start.held_out(stuff)
    cold = {
        row.text: dict(zip(stuff.classes, m, strict=True))
        for row, m in zip(stuff.rows, margins.tolist(), strict=True)
        if row.kind == "full" or row.fold < 0
    }
    return [*_real(data, taxonomy, cold), *_kept(cold), *_letters()]


def _real(data: Path, taxonomy: TaxonomyConfig, cold: dict[str, Margins]) -> Iterable[Asked]:
    examples = category_examples(data)
    trained = fit(examples, recipe(taxonomy), name="calibrate", phrases=taxonomy.seed_words())
    labels = trained.about["labels"]
    rows = softmax(trained.margins * np.float32(trained.about["temperature"])).tolist()
    for example, row in zip(examples, rows, strict=True):
        if example.whole:
            yield Asked(example.text, example.label, dict(zip(labels, row, strict=True)), cold[example.text])


def _kept(cold: dict[str, Margins]) -> Iterable[Asked]:
    kept = [w for w in written() if w.kept]
    return _shipped([(w.text, w.label) for w in kept], [cold[w.text] for w in kept])


def _letters() -> Iterable[Asked]:
    found = letters()
    machine = artefact.shipped("cold_start").model
    return _shipped(found, listen(machine, Alphabet().grams([text for text, _ in found])))


def _shipped(rows: Sequence[tuple[str, str]], cold: Sequence[Margins]) -> Iterable[Asked]:
    """Texts that the shipped category model has not learnt from."""
    model, alphabet = artefact.shipped("category").model, Alphabet()
    for start in range(0, len(rows), BATCH):
        batch = rows[start : start + BATCH]
        learnt = model.score(alphabet.grams([text for text, _ in batch])).probabilities.tolist()
        for (text, label), row, margins in zip(batch, learnt, cold[start : start + BATCH], strict=True):
            yield Asked(text, label, dict(zip(model.labels, row, strict=True)), margins)


def named(texts: Iterable[Asked], taxonomy: TaxonomyConfig) -> list[Named]:
    """Those that the cold start takes, as the program settles them."""
    model, machine = artefact.shipped("category"), artefact.shipped("cold_start")
    namer, lexicon = Namer(taxonomy, model, machine), Lexicon(taxonomy.seed_groups())
    of_cold = {c.name for c in ColdClasses(taxonomy, model, machine).classes}
    out = []
    for one in texts:
        weighed = namer.weigh(one.learnt, lexicon.find(one.text), one.text, one.cold)
        if weighed.seeded and weighed.beyond >= 0:
            right = weighed.seeded.name == one.label
            short = len(one.text) < taxonomy.short_texts.below
            out.append(Named(weighed.beyond, short, right, one.label in of_cold))
    return out


def curve(found: Sequence[Named], weights: Sequence[float]) -> tuple[float, float]:
    """The log odds of being right at nought points beyond, and by how much each point raises them.

    How far the slope is held back is chosen by leaving out one text after the other.
    """
    penalty = min(_PENALTIES, key=lambda c: _left_out_loss(found, weights, c))
    return _fitted(found, weights, penalty)


def _fitted(found: Sequence[Named], weights: Sequence[float], penalty: float) -> tuple[float, float]:
    machine = LogisticRegression(C=penalty)
    # Weights that add up to the number of texts, or the penalty would mean another thing for long and short ones.
    share = np.array(weights) * len(weights) / sum(weights)
    machine.fit(np.array([[n.beyond] for n in found]), [n.right for n in found], sample_weight=share)
    return float(machine.intercept_[0]), float(machine.coef_[0][0])


def _left_out_loss(found: Sequence[Named], weights: Sequence[float], penalty: float) -> float:
    loss = 0.0
    for number, (one, weight) in enumerate(zip(found, weights, strict=True)):
        rest = [*found[:number], *found[number + 1 :]]
        line = _fitted(rest, [*weights[:number], *weights[number + 1 :]], penalty)
        told = _told(line, one.beyond)
        loss -= weight * math.log(told if one.right else 1 - told)
    return loss


def _told(line: tuple[float, float], beyond: float) -> float:
    return Curve(at=line[0], per_point=line[1], most=_MOST).share(beyond)


def report(texts: Sequence[Asked], found: Sequence[Named], taxonomy: TaxonomyConfig) -> dict[str, object]:
    out: dict[str, object] = {}
    trained = set(artefact.shipped("category").model.labels)
    for name, short in (("long", False), ("short", True)):
        mine = [n for n in found if n.short == short]
        asked_of = [t for t in texts if (len(t.text) < taxonomy.short_texts.below) == short]
        of_cold = sum(t.label not in trained for t in asked_of)
        weight = (len(asked_of) - of_cold) * _SHARE / ((1 - _SHARE) * max(1, of_cold))
        weights = [weight if n.of_cold else 1.0 for n in mine]
        at, per_point = curve(mine, weights)
        bands = [(0, 0.5), (0.5, 1), (1, 2), (2, 3), (3, 4), (4, 6), (6, math.inf)]
        out[name] = {
            "asked": len(asked_of),
            "of_cold": of_cold,
            "named": len(mine),
            "at": round(at, 2),
            "per_point": round(per_point, 2),
            "bands": [_band(mine, weights, (at, per_point), band) for band in bands],
        }
    return out


def _band(
    found: Sequence[Named], weights: Sequence[float], line: tuple[float, float], band: tuple[float, float]
) -> dict[str, object]:
    mine = [(n, w) for n, w in zip(found, weights, strict=True) if band[0] <= n.beyond < band[1]]
    total = sum(w for _, w in mine) or 1.0
    told = sum(w * _told(line, n.beyond) for n, w in mine) / total
    right = sum(w for n, w in mine if n.right) / total
    return {"beyond": band[0], "named": len(mine), "right": round(right, 3), "told": round(told, 3)}


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, default=HERE.parents[1] / "shared/data")
    taxonomy = read(CONFIG / "taxonomy.yaml", TaxonomyConfig)
    texts = asked(parser.parse_args().data, taxonomy)
    print(json.dumps(report(texts, named(texts, taxonomy), taxonomy), indent=1))
    return 0


if __name__ == "__main__":
    sys.exit(main())

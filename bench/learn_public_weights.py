"""What tells in public that two items are of one matter: weights learnt from the read part of ``public_events.jsonl``.

    python -m bench.learn_public_weights [--out monitor/events] [--held-out]

A logistic regression over the evidence of ``monitor/events/evidence.py``. What can only speak for one matter gets no weight
below nought, what can only speak against it none above: few matters, and chance would turn signs. The same labels and rules give
the same file. ``--held-out`` writes nothing and tells how well each writer's pairs are ranked by what the others' teach.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import sys
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from pathlib import Path

import numpy as np
import numpy.typing as npt
from scipy.optimize import minimize

from bench.quality_events import CONFIG, LABELS, NOW
from monitor.events.load import load_clusterer
from monitor.item import item_from_json
from monitor.text.segment import load_segmenter

HERE = Path(__file__).resolve().parent
FOR = (
    *("words", "matter", "marks", "run", "beside", "title", "numbers", "same_kind", "same_scene", "ground"),
    *("same_hour", "same_grievance", "same_code"),
)
AGAINST = (
    *("no_mark", "hours", "other_kind", "elsewhere", "other_venue", "other_hour", "other_grievance"),
    "other_names",
)
EITHER = ("letter", "one_kind")
NAMES = (*FOR, *AGAINST, *EITHER)
_READ = ("dev", "taught")
_CALM = 3.0
_LEAST_SPREAD = 0.05
_STEEPEST = 6.0
"""No single piece of evidence weighs more: what no pair of a few matters shows is still no proof."""
_DIGITS = 3

Floats = npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Pair:
    """The evidence of two items; ``weight`` is less where one matter is told by many."""

    writer: str
    evidence: Mapping[str, float]
    one: bool
    weight: float


def pairs() -> list[Pair]:
    """The pairs of each writer's read items between which the evidence is asked."""
    clusterer = load_clusterer(CONFIG, load_segmenter(CONFIG / "dictionary.txt").cut)
    reader = clusterer.reader
    rows = [json.loads(line) for line in (LABELS / "public_events.jsonl").read_text("utf-8").splitlines()]
    writers = defaultdict(list)
    for row in rows:
        if row["part"] in _READ and not row["open"]:
            item = item_from_json(row["item"])
            subject = reader.read(clusterer.entry(item, NOW)).subject
            writers[item.id.partition("-")[0]].append((row["event"], subject, reader.judge.probe(subject)))
    found = []
    for writer, items in writers.items():
        told = Counter(event for event, _, _ in items)
        for (event, _, probe), (other_event, other, _) in combinations(items, 2):
            evidence = reader.judge.evidence(probe, other)
            if evidence is not None:
                one = event == other_event
                found.append(Pair(writer, evidence, one, 2 / told[event] if one else 1.0))
    return found


def learn(found: Sequence[Pair]) -> dict[str, float]:
    """Weights by name, and the bias."""
    rows = np.array([[pair.evidence.get(name, 0.0) for name in NAMES] for pair in found])
    spread = np.maximum(rows.std(axis=0), _LEAST_SPREAD)
    table = np.column_stack([rows / spread, np.ones(len(rows))])
    sides = np.array([1.0 if pair.one else -1.0 for pair in found])
    weights = np.array([pair.weight for pair in found])

    def loss(at: Floats) -> tuple[float, Floats]:
        margins = sides * (table @ at)
        held = at * ([*[1.0] * len(NAMES), 0.0])
        slope = -(weights * sides / (1 + np.exp(np.clip(margins, -30, 30)))) @ table
        total = float((weights * np.logaddexp(0, -margins)).sum() + _CALM / 2 * (held @ held))
        return total, slope + _CALM * held

    most = _STEEPEST * spread
    bounds = [(0.0 if n in FOR else -m, 0.0 if n in AGAINST else m) for n, m in zip(NAMES, most, strict=True)]
    best = minimize(
        loss, np.zeros(len(NAMES) + 1), jac=True, bounds=[*bounds, (None, None)], method="L-BFGS-B"
    ).x
    named = zip(NAMES, best[:-1] / spread, strict=True)
    return {name: round(float(w), _DIGITS) + 0.0 for name, w in named} | {
        "bias": round(float(best[-1]), _DIGITS)
    }


def log_odds(weights: Mapping[str, float], found: Sequence[Pair]) -> list[float]:
    """Of each pair how likely it is one matter."""
    return [weights["bias"] + sum(weights[n] * a for n, a in pair.evidence.items()) for pair in found]


def ranked(odds: Sequence[float], found: Sequence[Pair]) -> float:
    """The average precision: of the pairs ranked, how pure the list is above each true one, on average."""
    order = sorted(zip(odds, (pair.one for pair in found), strict=True), key=lambda pair: -pair[0])
    hits, total = 0, 0.0
    for place, (_, one) in enumerate(order, start=1):
        if one:
            hits += 1
            total += hits / place
    return total / max(1, hits)


def held_out(found: Sequence[Pair]) -> dict[str, float]:
    """By writer how well the pairs are ranked by what the other writers teach."""
    figures = {}
    for writer in dict.fromkeys(pair.writer for pair in found):
        theirs = [pair for pair in found if pair.writer == writer]
        weights = learn([pair for pair in found if pair.writer != writer])
        figures[writer] = round(ranked(log_odds(weights, theirs), theirs), 3)
    return figures


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--out", type=Path, default=HERE.parent / "monitor/events")
    parser.add_argument("--held-out", action="store_true")
    options = parser.parse_args()
    found = pairs()
    if options.held_out:
        print(json.dumps(held_out(found)))
        return 0
    content = json.dumps(learn(found), indent=1) + "\n"
    (options.out / "public_weights.json").write_text(content, encoding="utf-8")
    told = {"pairs": len(found), "one": sum(pair.one for pair in found)}
    told_of = told | {"sha256": hashlib.sha256(content.encode()).hexdigest()}
    (options.out / "public_weights.md").write_text(_CARD.format(**told_of), encoding="utf-8")
    print(json.dumps(told_of))
    return 0


_CARD = """# Model card: public_weights.json

Written by `python -m bench.learn_public_weights`; do not edit.

- **What**: a weight for each kind of evidence of `monitor/events/evidence.py` and a bias: log odds that two public tellings are of
  one matter.
- **Used for**: pairs of which one at least is no citizen's letter, within `match.public_window`; added to the points of
  `match.public`, times `learnt`. It brings none together that the points tell apart, and nobody by one name alone.
- **Learnt from**: {pairs} pairs of items written for this project, {one} of them of one matter (`public_events.jsonl`, parts dev and
  taught), each compared within its writer's items; logistic regression, signs bound, no weight above 6.
- **Figures**: `--held-out` ranks each writer's pairs by what the others teach; `python -m bench.quality events` measures events.
- **Limits**: few matters by few hands. A witness who names nothing is not found, and another complaint about the place of an event
  may be taken for it.
- SHA-256 {sha256}.
"""


if __name__ == "__main__":
    sys.exit(main())

"""How well disposition, focus, flags and responsible organ are named, on cases for evaluation written for this project.

Run from the repository root: ``python -m bench.quality_triage``. One person labelled the cases, so their labels have no
independent second pass.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path

from bench import floors, gold, own_cases
from monitor.classify.classifier import Classifier
from monitor.classify.organs.table import OrgansConfig
from monitor.classify.result import FLAGS, Classification
from monitor.config_file import read
from monitor.item import Item, item_from_json

ROOT = Path(__file__).resolve().parents[1]
SECTION, LATER = "triage and organs", "triage by another hand"
NOW = datetime(2026, 11, 23, tzinfo=UTC)


def measure(classifier: Classifier) -> dict[str, float]:
    """Shares of right dispositions, focuses, answering organs and organs in charge; F1 over all flags."""
    return {**_triage(classifier), **_organs(classifier)}


def _triage(classifier: Classifier) -> dict[str, float]:
    rows = own_cases.rows_for_evaluation("triage_cases.yaml")
    said = _said(classifier, [(row[0], row[1]) for row in rows])
    right = {
        name: [
            getattr(s, name) == row[column] for s, row in zip(said, rows, strict=True) if row[column] != "?"
        ]
        for name, column in (("disposition", 2), ("focus", 3))
    }
    pairs = [(f in s.flags, f in row[4]) for s, row in zip(said, rows, strict=True) for f in FLAGS]
    hits, given, wanted = sum(a and b for a, b in pairs), sum(a for a, _ in pairs), sum(b for _, b in pairs)
    shares = {name: sum(marks) / len(marks) for name, marks in right.items()}
    return {"triage_cases": len(rows), **shares, "flags_f1": 2 * hits / (given + wanted)}


def _organs(classifier: Classifier) -> dict[str, float]:
    rows = own_cases.rows_for_evaluation("organ_cases.yaml")
    said = _said(classifier, [(row[0], "hotline") for row in rows])
    names = {o.id: o.name for o in read(ROOT / "config/organs.yaml", OrgansConfig).organs}
    first = [s.organs[:1] == (names[row[1]],) for s, row in zip(said, rows, strict=True)]
    lead = [classifier.route(s).lead == names[row[2]] for s, row in zip(said, rows, strict=True)]
    return {"organ_cases": len(rows), "organ": sum(first) / len(rows), "lead": sum(lead) / len(rows)}


def measure_later(classifier: Classifier) -> dict[str, float]:
    """The same of texts by three writers who had not seen the program, by part; what he calls open is left out, field by field."""
    rows = [json.loads(line) for line in (gold.LABELS / "triage_later.jsonl").read_text("utf-8").splitlines()]
    said = classifier.classify_batch([item_from_json(row["item"]) for row in rows], NOW)
    figures: dict[str, float] = {}
    for part in ("dev", "test", "newest", "third"):
        pairs = [(s, row) for s, row in zip(said, rows, strict=True) if row["part"] == part]
        for name in ("relevant", "local", "disposition", "focus"):
            asked = [(s, row["label"]) for s, row in pairs if name not in row["open"]]
            figures[f"{part}_{name}"] = sum(getattr(s, name) == lb[name] for s, lb in asked) / len(asked)
        told = [(s, row["label"]) for s, row in pairs if "lead" not in row["open"] and row["label"]["lead"]]
        right = [s.organs[:1] in {(n,) for n in (lb["lead"], *lb["lead_also"])} for s, lb in told]
        figures[f"{part}_lead"] = sum(right) / len(right)
    return figures


def _said(classifier: Classifier, posts: Sequence[tuple[str, str]]) -> list[Classification]:
    items = [
        Item(str(n), "", text, source_kind=kind, published_at=NOW) for n, (text, kind) in enumerate(posts)
    ]
    return classifier.classify_batch(items, NOW)


def main() -> int:
    classifier = Classifier.load(ROOT / "config")
    found = {SECTION: measure(classifier), LATER: measure_later(classifier)}
    for figures in found.values():
        print(json.dumps({name: round(value, 4) for name, value in figures.items()}))
    return floors.verdict(found)


if __name__ == "__main__":
    sys.exit(main())

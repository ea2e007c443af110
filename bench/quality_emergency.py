"""How well emergencies, their numbers and their levels are read: the program's answers against labels.

Deaths and injured count by value *and* presence in each document: a number where the label has none is false, a label's number
that is missing or another is missed. What a labeller marked ``open`` (two readings hold) is left out, field by field.
"""

from __future__ import annotations

import argparse
import json
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from monitor.classify.classifier import Classifier
from monitor.classify.result import CASUALTY_FIELDS, GRAVE, Classification
from monitor.item import Item

ROOT = Path(__file__).resolve().parents[1]
Label = Mapping[str, Any]

COUNTED = (*CASUALTY_FIELDS, "magnitude", "participants")
FLOORS = {
    "deaths_f1": 0.95,
    "injured_f1": 0.95,
    "severity_exact": 0.97,
    "grave_recall": 1.0,
}
"""What issue 3 asks for on unseen news; ``false_grave_per_1000`` is measured on ordinary items."""


@dataclass(slots=True)
class _Tally:
    """Right, false and missed numbers of one field."""

    right: int = 0
    false: int = 0
    missed: int = 0

    def add(self, said: float | None, label: float | None) -> None:
        if said == label:
            self.right += label is not None
            return
        self.false += said is not None
        self.missed += label is not None

    def figures(self, name: str) -> dict[str, float]:
        precision = self.right / ((self.right + self.false) or 1)
        recall = self.right / ((self.right + self.missed) or 1)
        f1 = 2 * self.right / ((2 * self.right + self.false + self.missed) or 1)
        return {f"{name}_precision": precision, f"{name}_recall": recall, f"{name}_f1": f1}


@dataclass(slots=True)
class _Sheet:
    """The running sums over the documents."""

    tallies: dict[str, _Tally] = field(default_factory=lambda: {name: _Tally() for name in COUNTED})
    same: Counter[str] = field(default_factory=Counter)
    asked: Counter[str] = field(default_factory=Counter)
    grave: Counter[str] = field(default_factory=Counter)

    def add(self, said: Classification, label: Label) -> None:
        unsure = frozenset(label.get("open", ()))
        for name, tally in self.tallies.items():
            if name in label and name not in unsure:
                tally.add(_number(said, name), label[name])
        for name in ("emergency", "severity"):
            if name not in unsure:
                self._compare(name, getattr(said, name), label[name])
        if not unsure & {"severity", "severity_provisional"} and said.severity and label["severity"]:
            self._compare(
                "severity_provisional", said.severity_provisional, bool(label["severity_provisional"])
            )
        if "severity" not in unsure:
            self.grave[_grave_case(said.severity, label["severity"])] += 1

    def _compare(self, name: str, said: object, label: object) -> None:
        self.asked[name] += 1
        self.same[name] += said == label

    def share(self, name: str) -> float:
        return self.same[name] / (self.asked[name] or 1)


def _grave_case(said: str | None, label: str | None) -> str:
    if label in GRAVE:
        return "found" if said in GRAVE else "missed"
    return "false" if said in GRAVE else "neither"


def plain_speech() -> list[dict[str, Any]]:
    """The labelled posts in plain speech."""
    lines = (ROOT / "bench/labels/plain_speech.jsonl").read_text(encoding="utf-8").splitlines()
    return [json.loads(line) for line in lines]


def found_in_plain_speech(
    said: Sequence[Classification], rows: Sequence[Mapping[str, Any]]
) -> dict[str, float]:
    """By part the share of emergencies that are graded, and of the other posts those that are not; ``taught`` were learnt from."""
    figures: dict[str, float] = {}
    for part in ("dev", "test", "taught"):
        for name, happens in (("found", True), ("left_alone", False)):
            asked = [
                s.severity is not None
                for s, row in zip(said, rows, strict=True)
                if row["part"] == part and row["happens"] is happens
            ]
            figures[f"{part}_{name}"] = sum(graded is happens for graded in asked) / (len(asked) or 1)
    return figures


def _number(said: Classification, name: str) -> float | None:
    if name in ("magnitude", "participants"):
        value: float | None = getattr(said, name)
        return value
    return said.casualty(name)


def measure(said: Sequence[Classification], gold: Sequence[Label]) -> dict[str, float]:
    """Compare classifications with their labels, pair by pair."""
    sheet = _Sheet()
    for one, label in zip(said, gold, strict=True):
        sheet.add(one, label)
    out: dict[str, float] = {"documents": len(gold)}
    for name, tally in sheet.tallies.items():
        out |= tally.figures(name)
    grave = sheet.grave
    return out | {
        "emergency_accuracy": sheet.share("emergency"),
        "severity_exact": sheet.share("severity"),
        "provisional_agreement": sheet.share("severity_provisional"),
        "grave": grave["found"] + grave["missed"],
        "grave_recall": grave["found"] / ((grave["found"] + grave["missed"]) or 1),
        "grave_missed": grave["missed"],
        "grave_false": grave["false"],
    }


def false_graves(said: Iterable[Classification]) -> list[Classification]:
    """The ordinary items that were given a level I or II: each is a false alarm in the night, unless it really is one."""
    return [one for one in said if one.severity in GRAVE]


def read_pairs(items: Path, gold: Path) -> tuple[list[Item], list[Label]]:
    """Items with labels of the same ``id``, in the order of the items."""
    from monitor.item import item_from_json

    labels = {row["id"]: row for row in map(json.loads, gold.read_text(encoding="utf-8").splitlines())}
    rows = [json.loads(line) for line in items.read_text(encoding="utf-8").splitlines()]
    kept = [row for row in rows if row["id"] in labels]
    return [item_from_json(row) for row in kept], [labels[row["id"]] for row in kept]


def main() -> None:
    """Print the figures for a file of items and its labels."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("items", type=Path)
    parser.add_argument("gold", type=Path)
    parser.add_argument("--config", type=Path, default=ROOT / "config")
    options = parser.parse_args()
    items, gold = read_pairs(options.items, options.gold)
    said = Classifier.load(options.config).classify_batch(items, datetime.now(UTC))
    print(json.dumps({k: round(v, 4) for k, v in measure(said, gold).items()}, ensure_ascii=False, indent=1))


if __name__ == "__main__":
    main()

"""What names many dead and is no news of the day, beside real emergencies that hold its words by chance, of two hands: totals only.

    python -m bench.quality_frames

Nobody who writes rules reads `bench/labels/frames_test.jsonl`.
"""

from __future__ import annotations

import json
import sys
from datetime import UTC, datetime
from pathlib import Path

from bench.floors import Figures
from monitor.classify.classifier import Classifier
from monitor.classify.result import GRAVE
from monitor.item import item_from_json

_ROOT = Path(__file__).resolve().parents[1]
_FILE = _ROOT / "bench/labels/frames_test.jsonl"


def measure(classifier: Classifier) -> Figures:
    """Of each hand the share of the retold that is given no level, of the real that is, and of I and II that are graded so."""
    rows = list(map(json.loads, _FILE.read_text(encoding="utf-8").splitlines()))
    said = classifier.classify_batch([item_from_json(row["item"]) for row in rows], datetime.now(UTC))
    figures: dict[str, float] = {}
    for hand in sorted({row["hand"] for row in rows}):
        own = [
            (row["severity"], s.severity) for row, s in zip(rows, said, strict=True) if row["hand"] == hand
        ]
        retold = [level for truth, level in own if truth is None]
        real = [level for truth, level in own if truth]
        grave = [level for truth, level in own if truth in GRAVE]
        figures[f"{hand}_not_graded"] = retold.count(None) / len(retold)
        figures[f"{hand}_graded"] = 1 - real.count(None) / len(real)
        figures[f"{hand}_grave"] = sum(level in GRAVE for level in grave) / len(grave)
    return figures


def main() -> int:
    for name, figure in measure(Classifier.load(_ROOT / "config")).items():
        print(f"{name}: {figure:.3f}")
    return 0


if __name__ == "__main__":
    sys.exit(main())

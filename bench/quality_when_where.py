"""How well the time and the place of a happening are read, and whether it is ours: the program's answers against labels.

A time is right within an hour, or on its day where the label gives a day only. A place is right where the first code is the
label's. What a labeller marked ``open`` (two readings hold) is left out, field by field.

Run from the repository root: ``python -m bench.quality_when_where [--part dev|test]``; the corpus needs ``../shared/data``.
"""

from __future__ import annotations

import argparse
import json
from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

from monitor.classify.classifier import Classifier
from monitor.classify.result import Classification
from monitor.clock import SHANGHAI, parse_time

ROOT = Path(__file__).resolve().parents[1]
Label = Mapping[str, Any]

WITHIN = timedelta(hours=1)
_BARE_DAY = len("2026-01-01")
FLOORS = {"time_ok": 0.9, "district_right": 0.95}
"""What issue 3 asks for on unseen news."""


def measure(said: Sequence[Classification], gold: Sequence[Label]) -> dict[str, float]:
    """Compare classifications with their labels, pair by pair; shares of what the labels settle, and counts."""
    asked: Counter[str] = Counter()
    right: Counter[str] = Counter()
    for one, label in zip(said, gold, strict=True):
        for name, verdict in _verdicts(one, label).items():
            asked[name] += 1
            right[name] += verdict
    shares = {name: right[name] / (asked[name] or 1) for name in ("time_ok", "day_ok", *_PLACED)}
    counts = {f"{name}_asked": asked[name] for name in shares}
    return {"documents": len(gold), **shares, **counts, "false_times": asked["no_time"] - right["no_time"]}


_PLACED = ("district_right", "region_right", "local_right")


def _verdicts(said: Classification, label: Label) -> dict[str, bool]:
    """What is right and what is not about one document, of all that its label settles."""
    unsure = frozenset(label.get("open", ()))
    out: dict[str, bool] = {}
    if "occurred_at" in label and "occurred_at" not in unsure:
        out |= _of_time(said.occurred_at, label["occurred_at"])
    codes = _codes(label)
    if codes is not None and not unsure & {"code", "place", "regions"}:
        same = said.regions[:1] == codes[:1] if "code" in label else said.regions == codes
        out["region_right"] = same
        if any(not code.endswith("00") for code in codes):
            out["district_right"] = same
    if "local" in label and "local" not in unsure:
        out["local_right"] = said.local is label["local"]
    return out


def _of_time(said: datetime | date | None, label: str | None) -> dict[str, bool]:
    if label is None:
        return {"no_time": said is None}
    if said is None:
        return {"time_ok": False, "day_ok": False}
    wanted = parse_time(label).astimezone(SHANGHAI)
    day_ok = (said.astimezone(SHANGHAI).date() if isinstance(said, datetime) else said) == wanted.date()
    if len(label) <= _BARE_DAY:
        return {"time_ok": day_ok, "day_ok": day_ok}
    return {"time_ok": isinstance(said, datetime) and abs(said - wanted) <= WITHIN, "day_ok": day_ok}


def _codes(label: Label) -> tuple[str, ...] | None:
    """The codes of a label: the scene's alone for news, all for items; None where it has neither field."""
    if "code" in label:
        return (label["code"],) if label["code"] else ()
    return tuple(label["regions"]) if "regions" in label else None


def main() -> None:
    """Print the figures of the corpus and of the project's own items."""
    from bench import gold

    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--part", choices=("dev", "test"), default="dev")
    parser.add_argument("--data", type=Path, default=ROOT / "../shared/data")
    parser.add_argument("--config", type=Path, default=ROOT / "config")
    options = parser.parse_args()
    classifier, now = Classifier.load(options.config), datetime.now(UTC)
    sets: dict[str, list[gold.Pair]] = {}
    if (gold.LABELS / f"items_{options.part}.jsonl").exists():
        sets["items"] = gold.own(options.part)
    if options.data.exists():
        sets["news"] = gold.news(options.data, options.part)
    for name, pairs in sets.items():
        said = classifier.classify_batch([item for item, _ in pairs], now)
        figures = measure(said, [label for _, label in pairs])
        print(name, json.dumps({k: round(v, 4) for k, v in figures.items()}, ensure_ascii=False))


if __name__ == "__main__":
    main()

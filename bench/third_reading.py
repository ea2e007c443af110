"""How far the labels of the corpus agree with a third reading, made from the contract alone when the rules stood.

    python -m bench.third_reading

Three readers read 60 documents each, who had seen neither the labels nor the program (``labels/news_third.jsonl``, no text). Nothing is
learnt or scored by it: it tells what a label is worth. Fields that the labels leave open are not asked.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import Any

from bench import gold, quality_when_where
from monitor.clock import SHANGHAI, parse_time

FIELDS = (
    "emergency",
    "severity",
    "deaths",
    "injured",
    "seriously_injured",
    "missing",
    "poisoned",
    "occurred_at",
    "code",
)
Row = Mapping[str, Any]


def agreement(labels: Mapping[str, Row], third: Mapping[str, Row]) -> Iterator[tuple[str, str, int, int]]:
    """Part, field, in how many documents both say the same, and in how many the labels settle it."""
    for part in ("dev", "test"):
        shas = [sha for sha, row in labels.items() if row["part"] == part and sha in third]
        for name in FIELDS:
            asked = [sha for sha in shas if name not in labels[sha]["open"]]
            same = sum(_same(name, labels[sha][name], third[sha][name]) for sha in asked)
            yield part, name, same, len(asked)


def _same(name: str, one: object, other: object) -> bool:
    """Equal; of times: of one day, and within the hour where both tell one."""
    if name != "occurred_at" or one is None or other is None:
        return one == other
    times = [parse_time(str(said)).astimezone(SHANGHAI) for said in (one, other)]
    if times[0].date() != times[1].date():
        return False
    hours = all(len(str(said)) > len("2026-01-01") for said in (one, other))
    return not hours or abs(times[0] - times[1]) <= quality_when_where.WITHIN


def read(name: str) -> dict[str, Row]:
    """The rows of a file of labels, by the digits of their texts."""
    lines = (gold.LABELS / name).read_text(encoding="utf-8").splitlines()
    return {row["sha"]: row for row in map(json.loads, lines)}


def main() -> None:
    """Print a line a part and field."""
    for part, name, same, asked in agreement(read("news.jsonl"), read("news_third.jsonl")):
        print(f"{part:5}{name:20}{same}/{asked}")


if __name__ == "__main__":
    main()

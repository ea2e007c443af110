"""How well the second level is named by words, on messages read and labelled for it, the right first level given.

Run from the repository root: ``python -m bench.quality_second_level``; needs ``../shared/data``. ``dev`` messages were read while
the words were written, ``test`` ones only afterwards. Where two branches hold, either counts as right.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from pathlib import Path

from bench import floors, shared_rows
from monitor.classify.category.second_level import TopicFinder
from monitor.classify.category.taxonomy import TaxonomyConfig
from monitor.classify.learning.examples import compose
from monitor.config_file import read
from monitor.text.clean import clean_text

ROOT = Path(__file__).resolve().parents[1]
DATA = ROOT / "../shared/data"
LABELS = ROOT / "bench/labels/second_level.csv"
SECTION = "second level"


def measure(data: Path) -> Iterator[tuple[str, dict[str, float]]]:
    """For each part the share of messages whose second level is named, and the share of these that is right."""
    messages = {row["id"]: row for row in shared_rows.rows(data / "messages_labelled.csv")}
    finder = TopicFinder(read(ROOT / "config/taxonomy.yaml", TaxonomyConfig))
    labels = list(shared_rows.rows(LABELS))
    for part in ("dev", "test"):
        marks = [
            _right(finder, messages[label["id"]], label["second"].split("|"))
            for label in labels
            if label["part"] == part
        ]
        named = [mark for mark in marks if mark is not None]
        figures = {"named": len(named) / len(marks), "right_where_named": sum(named) / len(named)}
        yield f"{SECTION}, {part}", {"messages": len(marks), **figures}


def _right(finder: TopicFinder, message: dict[str, str], wanted: list[str]) -> bool | None:
    text = compose(clean_text(message["title"]), clean_text(message["detail"]))
    topic = finder.find(message["label"], text)
    return None if topic is None else topic.second in wanted


def main() -> int:
    if not DATA.exists():
        print("缺少 ../shared/data，未测量", file=sys.stderr)
        return 1
    found = dict(measure(DATA))
    print(json.dumps(found, ensure_ascii=False, indent=1))
    return floors.verdict(found)


if __name__ == "__main__":
    sys.exit(main())

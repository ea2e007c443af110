"""The comparison sets that come with the product: labelled messages and posts written for this project, none of which trains a model.

    python -m bench.shipped_comparison [--out monitor/classify/model]

Letters and posts of all classes (``comparison_letters.yaml``, ``cold_start_written.yaml``, ``cold_start_messages.yaml``) and the
labelled items (``labels/items_*.jsonl``) whose class is not open and that no kind of emergency names. Beside them posts of six hands
whom no model has read (``labels/everyday_hands.jsonl``): matters of no emergency on whose class both passes agree, and of the others as
many. The same files give the same bytes.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import yaml

from bench.written_messages import written
from monitor.classify.learning.comparison import NO_MATTER, SHIPPED_POSTS, SHIPPED_SET, seal
from monitor.classify.learning.examples import Example, compose
from monitor.text.clean import clean_text

HERE = Path(__file__).resolve().parent


def examples() -> list[Example]:
    """All rows, each text once, as a model sees them."""
    found = [Example(compose(clean_text(text)), label) for text, label in (*letters(), *_written())]
    return list({e.text: e for e in (*found, *_items())}.values())


def letters() -> list[tuple[str, str]]:
    """The letters of the trained classes: text and class."""
    found = yaml.safe_load((HERE / "comparison_letters.yaml").read_text(encoding="utf-8"))
    return [(text, label) for label, texts in found.items() for text in texts]


def _written() -> Iterator[tuple[str, str]]:
    return ((w.text, w.label) for w in written())


def _items() -> Iterator[Example]:
    for name in ("items_dev.jsonl", "items_test.jsonl"):
        for line in (HERE / "labels" / name).read_text(encoding="utf-8").splitlines():
            row = json.loads(line)
            item, label = row["item"], row["label"]
            if label.get("category") and not label["emergency"] and "category" not in label["open"]:
                parts = (clean_text(item.get(part) or "") for part in ("title", "text"))
                yield Example(compose(*parts), label["category"])


def posts() -> list[Example]:
    """Posts with their class, and others that are no matter, chosen by their hash."""
    rows = [row for row in _lines("everyday_hands.jsonl") if not row["open"]]
    told = {row["id"]: row["passes"] for row in _lines("everyday_hands_subjects.jsonl")}
    matters, others = [], []
    for row in rows:
        text, kind = compose(clean_text(row["text"])), row["source_kind"]
        if not row["relevant"]:
            others.append(Example(text, NO_MATTER, source_kind=kind))
        elif passes := told.get(row["id"]):
            classes = {p["category"][0] for p in passes}
            if len(classes) == 1 and not any(p.get("emergency") or p.get("open") for p in passes):
                matters.append(Example(text, classes.pop(), source_kind=kind))
    others.sort(key=lambda e: hashlib.sha256(e.text.encode()).digest())
    return list({e.text: e for e in (*matters, *others[: len(matters)])}.values())


def _lines(name: str) -> Iterator[dict[str, Any]]:
    return map(json.loads, (HERE / "labels" / name).read_text(encoding="utf-8").splitlines())


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--out", type=Path, default=HERE.parent / "monitor/classify/model")
    out = parser.parse_args().out
    found = {SHIPPED_SET: examples(), SHIPPED_POSTS: posts()}
    for name, rows in found.items():
        (out / name).write_bytes(seal(rows))
    print(json.dumps({name: len(rows) for name, rows in found.items()}))
    return 0


if __name__ == "__main__":
    sys.exit(main())

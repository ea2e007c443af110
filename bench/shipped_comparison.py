"""The comparison set that comes with the product: labelled messages written for this project, none of which trains the category model.

    python -m bench.shipped_comparison [--out monitor/classify/model]

Letters and posts of all classes (``comparison_letters.yaml``, ``cold_start_written.yaml``, ``cold_start_messages.yaml``) and the
labelled items (``labels/items_*.jsonl``) whose class is not open and that no kind of emergency names. The same files give the
same bytes.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Iterator
from pathlib import Path

import yaml

from bench.written_messages import written
from monitor.classify.learning.comparison import SHIPPED_SET, seal
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


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--out", type=Path, default=HERE.parent / "monitor/classify/model")
    found = examples()
    (parser.parse_args().out / SHIPPED_SET).write_bytes(seal(found))
    print(json.dumps({"rows": len(found)}))
    return 0


if __name__ == "__main__":
    sys.exit(main())

"""Everything the program says about items, measured on what data is present, held against floors that only rise.

    python -m bench.quality [--data ../shared/data] [--raise] [--json]

Prints a table of section, figure, value and floor; exits 1 when a figure is below its floor. ``--raise`` lifts the floors in
``bench/floors.yaml`` to what has just been reached, less a small margin; it never lowers one.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path

import yaml

from bench import gold, quality_emergency, quality_when_where, shared_rows
from monitor.classify import artefact
from monitor.classify.classifier import Classifier
from monitor.classify.result import Classification
from monitor.item import Item, item_from_json

ROOT = Path(__file__).resolve().parents[1]
FLOORS = Path(__file__).resolve().parent / "floors.yaml"
_MARGIN = 0.005
_DETAILS = ("_precision", "_asked", "_missed", "_recall")
"""Figures that only ``--json`` shows, unless they have a floor."""
Figures = Mapping[str, float]


def sections(data: Path) -> Iterator[tuple[str, Figures]]:
    """Each part of the measurement with its figures; what data is missing leaves its sections out, and says so."""
    classifier, now = Classifier.load(ROOT / "config"), datetime.now(UTC)
    yield "category (held-out folds)", _category()
    for part in ("dev", "test"):
        for name, pairs in _pairs(data, part):
            said = classifier.classify_batch([item for item, _ in pairs], now)
            yield f"{name}, {part}", _labelled(said, [label for _, label in pairs])
    if not data.exists():
        print(f"缺少 {data}：未测量其中的各项", file=sys.stderr)
        return
    yield "ordinary items", _false_graves(classifier, ordinary(data), now)


def _category() -> Figures:
    held_out = artefact.shipped("category").manifest["held_out"]
    return {"macro_f1": float(held_out["macro_f1"])}


def _pairs(data: Path, part: gold.Part) -> Iterator[tuple[str, list[gold.Pair]]]:
    if data.exists():
        yield "emergency news", gold.news(data, part)
    if (gold.LABELS / f"items_{part}.jsonl").exists():
        yield "own items", gold.own(part)


def _labelled(said: Sequence[Classification], labels: Sequence[gold.Mapping[str, object]]) -> Figures:
    """Emergency, numbers, level, time and place; relevance where the labels tell it."""
    figures = dict(quality_emergency.measure(said, labels)) | dict(quality_when_where.measure(said, labels))
    asked = [
        (s.relevant, lb["relevant"]) for s, lb in zip(said, labels, strict=True) if _settles(lb, "relevant")
    ]
    if asked:
        figures["relevant_right"] = sum(a == b for a, b in asked) / len(asked)
    return figures


def _settles(label: Mapping[str, object], name: str) -> bool:
    unsure = label.get("open")
    return name in label and name not in (unsure if isinstance(unsure, list) else ())


def ordinary(data: Path) -> list[Item]:
    """Messages and headlines that are hardly ever a grave emergency."""
    rows = [
        {"id": f"{name}-{n}", "title": row["title"], "text": row["detail"], "source_kind": "hotline"}
        for name in ("messages_labelled", "hotline_messages", "replies")
        for n, row in enumerate(shared_rows.rows(data / f"{name}.csv"))
    ]
    lines = (data / "headlines_general.txt").read_text(encoding="utf-8").splitlines()
    rows += [
        {"id": f"headline-{n}", "title": line.rpartition("\t")[0], "source_kind": "portal"}
        for n, line in enumerate(lines)
    ]
    return [item_from_json(row) for row in rows if row["title"] or row.get("text")]


def _false_graves(classifier: Classifier, items: Sequence[Item], now: datetime) -> Figures:
    """Levels I and II given to ordinary items; the few that really tell of a grave emergency are counted too."""
    said = classifier.classify_batch(items, now)
    grave = quality_emergency.false_graves(said)
    return {"documents": len(items), "grave": len(grave), "not_grave_share": 1 - len(grave) / len(items)}


def read_floors() -> dict[str, dict[str, float]]:
    return yaml.safe_load(FLOORS.read_text(encoding="utf-8")) if FLOORS.exists() else {}


def below(found: Mapping[str, Figures], floors: Mapping[str, Mapping[str, float]]) -> list[str]:
    """What has fallen below its floor; a section without data is no fall."""
    return [
        f"{section}: {name} {found[section][name]:.4f} < {floor}"
        for section, wanted in floors.items()
        if section in found
        for name, floor in wanted.items()
        if found[section][name] < floor
    ]


def raised(
    found: Mapping[str, Figures], floors: Mapping[str, Mapping[str, float]]
) -> dict[str, dict[str, float]]:
    """The floors lifted to what was reached, less a margin; none is lowered."""
    return {
        section: {
            name: max(floor, round(found.get(section, {}).get(name, floor) - _MARGIN, 4))
            for name, floor in wanted.items()
        }
        for section, wanted in floors.items()
    }


def _print(found: Mapping[str, Figures], floors: Mapping[str, Mapping[str, float]]) -> None:
    for section, figures in found.items():
        print(section)
        for name, value in figures.items():
            if name.endswith(_DETAILS) and name not in floors.get(section, {}):
                continue
            floor = floors.get(section, {}).get(name)
            mark = "" if floor is None else f"  floor {floor:<7} {'below' if value < floor else 'ok'}"
            print(f"  {name:<28} {value:>10.4f}{mark}")


def main() -> int:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--data", type=Path, default=ROOT / "../shared/data")
    parser.add_argument("--raise", dest="lift", action="store_true")
    parser.add_argument("--json", dest="as_json", action="store_true")
    options = parser.parse_args()
    found, floors = dict(sections(options.data)), read_floors()
    if options.as_json:
        print(json.dumps(found, ensure_ascii=False))
    else:
        _print(found, floors)
    if options.lift:
        FLOORS.write_text(
            yaml.safe_dump(raised(found, floors), allow_unicode=True, sort_keys=False), encoding="utf-8"
        )
    fallen = below(found, floors)
    for line in fallen:
        print(line, file=sys.stderr)
    return 1 if fallen else 0


if __name__ == "__main__":
    sys.exit(main())

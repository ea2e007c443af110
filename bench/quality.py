"""Everything the program says about items, measured on what data is present, held against floors that only rise.

    python -m bench.quality [PART …] [--data ../shared/data] [--long] [--raise] [--json]

Prints a table of section, figure, value and floor; exits 1 when a figure is below its floor. Parts: category, labelled (emergencies,
numbers, levels, times, places), ordinary, learned (severity), plain, voices, relevance, triage, subjects, tellings, events; all when none is named. ``--long`` adds the category on other
splits into folds. ``--raise`` lifts the floors in ``bench/floors.yaml`` to what has just been reached, less a small margin; it
never lowers one.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cached_property
from pathlib import Path

from bench import (
    floors,
    gold,
    quality_category,
    quality_emergency,
    quality_events,
    quality_relevance,
    quality_second_level,
    quality_severity,
    quality_subjects,
    quality_tellings,
    quality_triage,
    quality_when_where,
    shared_rows,
)
from bench.floors import Figures
from monitor.classify.classifier import Classifier
from monitor.classify.result import Classification
from monitor.item import Item, item_from_json

ROOT = Path(__file__).resolve().parents[1]
_DETAILS = ("_precision", "_asked", "_missed", "_recall")
"""Figures that only ``--json`` shows, unless they have a floor."""
_MANNER = "after the manner of real ones"
Sections = Iterator[tuple[str, Figures]]


@dataclass(frozen=True)
class Ground:
    """What the parts measure on: the shared data, where it is present, and the program with the sample configuration."""

    data: Path
    now: datetime
    long: bool = False

    @property
    def has_data(self) -> bool:
        return self.data.exists()

    @cached_property
    def classifier(self) -> Classifier:
        return Classifier.load(ROOT / "config")


def _category(ground: Ground) -> Sections:
    yield quality_category.TRAINED, quality_category.trained()
    if ground.has_data:
        yield quality_category.SECTION, quality_category.measure(ground.data)
        yield from quality_second_level.measure(ground.data)
        if ground.long:
            yield quality_category.SPLITS, quality_category.other_splits(ground.data)


def _labelled(ground: Ground) -> Sections:
    for part in ("dev", "test"):
        for name, pairs in _pairs(ground, part):
            said = ground.classifier.classify_batch([item for item, _ in pairs], ground.now)
            yield f"{name}, {part}", against_labels(said, [label for _, label in pairs])


def _pairs(ground: Ground, part: gold.Part) -> Iterator[tuple[str, list[gold.Pair]]]:
    if ground.has_data:
        yield "emergency news", gold.news(ground.data, part)
    if (gold.LABELS / f"items_{part}.jsonl").exists():
        yield "own items", gold.own(part)
    if (gold.LABELS / f"items_later_{part}.jsonl").exists():
        yield "later items", gold.later(part)
    for name, pairs in (
        ("six writers", gold.six(part)),
        ("newest items", gold.newest(part)),
        ("long reports", gold.long(part)),
        ("latest long reports", gold.latest(part)),
        ("reports that open with a scene", gold.scene(part)),
        ("items hard to place", gold.place(part)),
        (_MANNER, gold.manner(part)),
        ("wire news", gold.wire(part)),
        ("press news", gold.press(part)),
        ("knotty news", gold.knotty(part)),
        ("various news", gold.various(part)),
    ):
        if pairs:
            yield name, pairs


def against_labels(said: Sequence[Classification], labels: Sequence[Mapping[str, object]]) -> Figures:
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


def _ordinary(ground: Ground) -> Sections:
    """Levels I and II given to ordinary items; the few that really tell of a grave emergency are counted too."""
    if not ground.has_data:
        return
    items = ordinary(ground.data)
    grave = quality_emergency.false_graves(ground.classifier.classify_batch(items, ground.now))
    figures = {"documents": len(items), "grave": len(grave), "not_grave_share": 1 - len(grave) / len(items)}
    yield "ordinary items", figures


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


def _learned(ground: Ground) -> Sections:
    """What a learned severity raises of items that nobody who wrote rules has read, and of ordinary ones."""
    counted: dict[bool, Counter[tuple[bool, bool]]] = {False: Counter(), True: Counter()}
    for name, pairs in _pairs(ground, "test"):
        said = ground.classifier.classify_batch([item for item, _ in pairs], ground.now)
        counted[name == _MANNER] += quality_severity.beside_the_rules(said, [label for _, label in pairs])
    items = ordinary(ground.data) if ground.has_data else []
    said = ground.classifier.classify_batch(items, ground.now)
    yield quality_severity.SECTION, quality_severity.figures(counted[False], said)
    yield f"{quality_severity.SECTION}, {_MANNER}", quality_severity.figures(counted[True], [])


def _voices(ground: Ground) -> Sections:
    """What people tell in their own words of grave things."""
    for part in ("dev", "test"):
        pairs = gold.voices(part)
        said = ground.classifier.classify_batch([item for item, _ in pairs], ground.now)
        yield (
            f"{quality_severity.VOICES}, {part}",
            quality_severity.voices(said, [label for _, label in pairs]),
        )


def _relevance(ground: Ground) -> Sections:
    yield quality_relevance.SECTION, quality_relevance.measure(ground.classifier)
    for name in quality_relevance.UNREAD:
        yield name, quality_relevance.measure_unread(ground.classifier, name)


def _plain(ground: Ground) -> Sections:
    """Emergencies told in plain speech: how many are found, and of how many that only sound grave none is made."""
    rows = quality_emergency.plain_speech()
    said = ground.classifier.classify_batch([item_from_json(row["item"]) for row in rows], ground.now)
    yield "plain speech", quality_emergency.found_in_plain_speech(said, rows)


def _triage(ground: Ground) -> Sections:
    yield quality_triage.SECTION, quality_triage.measure(ground.classifier)
    yield quality_triage.LATER, quality_triage.measure_later(ground.classifier)


def _subjects(ground: Ground) -> Sections:
    """The class and the organ in charge of posts and of letters, beside a reader's answers."""
    yield quality_subjects.POSTS, quality_subjects.measure_posts(ground.classifier)
    if ground.has_data:
        yield quality_subjects.LETTERS, quality_subjects.measure_letters(ground.classifier, ground.data)


def _tellings(ground: Ground) -> Sections:
    """Ways of telling put together from slots, of values that rules were written by and of values kept aside."""
    for part in quality_tellings.PARTS:
        yield quality_tellings.section(part), quality_tellings.measure(ground.classifier, part)


def _events(ground: Ground) -> Sections:
    yield from quality_events.measure(ground.data).items()


Part = Callable[[Ground], Sections]
PARTS: Mapping[str, Part] = {
    "category": _category,
    "labelled": _labelled,
    "ordinary": _ordinary,
    "learned": _learned,
    "plain": _plain,
    "voices": _voices,
    "relevance": _relevance,
    "triage": _triage,
    "subjects": _subjects,
    "tellings": _tellings,
    "events": _events,
}


def sections(ground: Ground, names: Sequence[str] = ()) -> Sections:
    """The named parts' sections with their figures; what data is missing leaves sections out."""
    for name, part in PARTS.items():
        if not names or name in names:
            yield from part(ground)


def lines(section: str, figures: Figures, wanted: Figures) -> list[str]:
    """The rows of the table for one section; a figure that a floor names and that is not there shows as missing."""
    out = [section]
    for name, value in figures.items():
        if name.endswith(_DETAILS) and name not in wanted:
            continue
        floor = wanted.get(name)
        mark = "" if floor is None else f"  floor {floor:<7} {'below' if value < floor else 'ok'}"
        out.append(f"  {name:<28} {value:>10.4f}{mark}")
    return out + [
        f"  {name:<28}  not measured  floor {wanted[name]}" for name in wanted if name not in figures
    ]


def main() -> int:
    options = _options()
    ground = Ground(options.data, datetime.now(UTC), options.long)
    if not ground.has_data:
        print(f"缺少 {ground.data}：未测量其中的各项", file=sys.stderr)
    held, found = floors.read(), {}
    for section, figures in sections(ground, options.parts):
        found[section] = figures
        if not options.as_json:
            print(*lines(section, figures, held.get(section, {})), sep="\n", flush=True)
    if options.as_json:
        print(json.dumps(found, ensure_ascii=False))
    if options.lift:
        floors.write(floors.raised(found, held))
    fallen = floors.below(found, held)
    print(*fallen, sep="\n", end="\n" if fallen else "", file=sys.stderr)
    return 1 if fallen else 0


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("parts", nargs="*", choices=[*PARTS, []], metavar="PART")
    parser.add_argument("--data", type=Path, default=ROOT / "../shared/data")
    parser.add_argument("--long", action="store_true")
    parser.add_argument("--raise", dest="lift", action="store_true")
    parser.add_argument("--json", dest="as_json", action="store_true")
    return parser.parse_args()


if __name__ == "__main__":
    sys.exit(main())

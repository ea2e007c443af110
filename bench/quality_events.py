"""How well copies are found and events kept together and apart.

Run from the repository root: ``python -m bench.quality_events [--clusters N]``; what needs ``../shared/data`` is left out
where that is missing.
"""

from __future__ import annotations

import argparse
import csv
import hashlib
import json
import random
import re
import sys
import time
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from itertools import combinations
from pathlib import Path

from bench import floors, place_templates
from bench.shared_rows import rows as csv_rows
from monitor.bench.texts import posts
from monitor.clock import parse_time
from monitor.events.cluster import Clusterer, ClusterRow
from monitor.events.index import EventIndex
from monitor.events.load import load_clusterer, load_reader, load_rules
from monitor.item import Item, item_from_json
from monitor.text.segment import load_segmenter

ROOT = Path(__file__).resolve().parents[1]
DATA = ROOT / "../shared/data"
CONFIG = ROOT / "config"
LABELS = ROOT / "bench/labels"
LABELS_SHA256 = {
    "hotline_events_own.csv": "61e9643f7e92be7d3e9ed57e31fe443383b46c5fd90b6d733e23d579b6a5316b",
    "news_events_own.csv": "dacd60a7796aaa6a021ebc93dc9daf2c0d642ffab061131160f1790ea64c94e5",
}
SECTION, APART, PUBLIC = "events", "like complaints", "matters told in public"
NOW = parse_time("2020-02-01")
_SEED = 20171108
_POSTS = 2000

Truth = Mapping[str, str]


def measure(data: Path = DATA) -> dict[str, dict[str, float]]:
    """By section: the share of like complaints not glued together; pairwise F1 on labelled events and copies found."""
    found = {APART: _apart() | _other_places() | _grid(), PUBLIC: _public()}
    if data.exists():
        found[SECTION] = _hotline(data) | _news(data)
    return found


def _clusterer() -> Clusterer:
    return load_clusterer(CONFIG, load_segmenter(CONFIG / "dictionary.txt").cut)


def _public() -> dict[str, float]:
    """Matters told by witnesses, bulletins, papers and letters in their own words, beside others like them: by part, by both ways.

    Each writer's items are a world of their own (two may have made up the same burst pipe), so they are clustered apart.
    """
    rows = [json.loads(line) for line in (LABELS / "public_events.jsonl").read_text("utf-8").splitlines()]
    worlds: dict[str, list[Item]] = defaultdict(list)
    for row in rows:
        worlds[row["item"]["id"].partition("-")[0]].append(item_from_json(row["item"]))
    together = [row for name in worlds for row in _named(name, _clusterer().rows(worlds[name], NOW))]
    incoming = [row for name in worlds for row in _named(name, one_by_one(worlds[name]))]
    figures = {}
    for part in ("dev", "test", "later", "newest"):
        truth = {row["item"]["id"]: row["event"] for row in rows if row["part"] == part and not row["open"]}
        figures[f"{part}_f1"] = f1(together, truth)
        figures[f"{part}_not_glued_share"] = 1 - glued(together, truth)
        figures[f"incoming_{part}_f1"] = f1(incoming, truth)
    return figures


def _named(world: str, rows: Iterable[ClusterRow]) -> list[ClusterRow]:
    return [replace(row, event=f"{world}/{row.event}") for row in rows]


def _apart() -> dict[str, float]:
    """Complaints of like wording, each from an estate of its own."""
    complaints = [p.item for p in posts(_POSTS, NOW) if "（" not in p.item.title]
    shared = Counter(row.event for row in _clusterer().rows(complaints, NOW))
    return {"not_glued_share": 1 - sum(size for size in shared.values() if size > 1) / len(complaints)}


def _other_places() -> dict[str, float]:
    """One complaint written out for many places: how many are no copies, and how many in events of their own."""
    total, copies, joined = 0, 0, 0
    for places in [*place_templates.PLACES, place_templates.HOUSES]:
        for items in place_templates.complaints(places, NOW):
            rows = _clusterer().rows(items, NOW)
            copies += sum(row.duplicate_of is not None for row in rows)
            total += len(rows) - 1
            # Two houses of one street or estate may share a trouble.
            if places is not place_templates.HOUSES:
                joined += len(rows) - len({row.event for row in rows})
    return {
        "other_place_no_copy_share": 1 - copies / total,
        "other_place_own_event_share": 1 - joined / total,
    }


def _grid() -> dict[str, float]:
    """Ten places with six grievances each, told in three wordings: F1 over pairs, and how many lie with another matter."""
    items = list(place_templates.grid(NOW))
    truth = {item.id: item.id.rpartition("/")[0] for item in items}
    rows = _clusterer().rows(items, NOW)
    return {"grid_f1": f1(rows, truth), "grid_not_glued_share": 1 - glued(rows, truth)}


def _hotline(data: Path) -> dict[str, float]:
    items = hotline(data)
    together, incoming = _clusterer().rows(items, NOW), one_by_one(items)
    figures = copies_found(_clusterer(), items) | {"known_f1": f1(together, known_events(data))}
    for part in ("dev", "eval"):
        truth = own_labels("hotline_events_own.csv", part)
        figures[f"{part}_f1"] = f1(together, truth)
        figures[f"{part}_glued_share"] = glued(together, truth)
        figures[f"incoming_{part}_f1"] = f1(incoming, truth)
    return figures


def _news(data: Path) -> dict[str, float]:
    truth, found = own_labels("news_events_own.csv"), _clusterer().rows(news(data), NOW)
    return {"news_f1": f1(found, truth), "news_glued_share": glued(found, truth)}


def hotline(data: Path) -> list[Item]:
    """The 4,326 hotline messages."""
    return [
        Item(
            row["msg_id"],
            row["title"],
            row["detail"],
            source_kind="hotline",
            author=row["user"],
            published_at=parse_time(row["time"]),
        )
        for row in csv_rows(data / "hotline_messages.csv")
    ]


def known_events(data: Path) -> dict[str, str]:
    """Message id to the name of its event, as shared."""
    return {row["msg_id"]: row["event"] for row in csv_rows(data / "hotline_events_dev.csv")}


def own_labels(name: str, part: str | None = None) -> dict[str, str]:
    """Our own labels: id to event, ``single-…`` for an item of its own; made before any tuning and pinned by hash."""
    raw = (LABELS / name).read_bytes()
    if hashlib.sha256(raw).hexdigest() != LABELS_SHA256[name]:
        raise ValueError(f"{name} 与冻结的标注不符")
    rows = list(csv.DictReader(raw.decode().splitlines()))
    key = "msg_id" if "msg_id" in rows[0] else "number"
    return {row[key]: row["event"] for row in rows if part is None or row["part"] == part}


def news(data: Path) -> list[Item]:
    """The 180 reports of emergencies, with the day of the report."""
    lines = (data / "emergency_news.jsonl").read_text(encoding="utf-8").splitlines()
    return [_report(number, json.loads(line)) for number, line in enumerate(lines)]


def _report(number: int, row: Mapping[str, str]) -> Item:
    found = re.search(r"(\d{4})\D+(\d{1,2})(?:\D+(\d{1,2}))?", row["report_time"])
    assert found is not None, "every report has a time"
    day = int((found[3] or "1")[:2])
    at = parse_time(f"{found[1]}-{int(found[2]):02d}-{day if day <= 31 else day // 10:02d}")
    return Item(str(number), row["title"], row["text"], source_kind="portal", published_at=at)


def one_by_one(items: Sequence[Item]) -> list[ClusterRow]:
    """The items as the service takes them in, in order of time."""
    clusterer = _clusterer()
    cut = load_segmenter(CONFIG / "dictionary.txt").cut
    index = EventIndex(load_reader(CONFIG, load_rules(CONFIG), cut))
    rows: dict[str, ClusterRow] = {}
    for item in sorted(items, key=lambda i: i.reference_time(NOW)):
        entry = clusterer.entry(item, NOW)
        placed = index.place(entry)
        event = item.id if placed.event is None else str(placed.event)
        index.add(entry, event, placed.duplicate_of)
        rows[item.id] = ClusterRow(item.id, event, str(placed.duplicate_of) if placed.duplicate_of else None)
        while others := index.joinable(item.id):
            for moved in index.join(others[0], event):
                rows[str(moved)] = replace(rows[str(moved)], event=event)
    return list(rows.values())


def f1(rows: Iterable[ClusterRow], truth: Truth) -> float:
    """F1 over the pairs of labelled items."""
    labelled = [(truth[row.id], row.event) for row in rows if row.id in truth]
    hits = wrong = missed = 0
    for (event, found), (other_event, other_found) in combinations(labelled, 2):
        same, joined = event == other_event, found == other_found
        hits, wrong, missed = (
            hits + (same and joined),
            wrong + (joined and not same),
            missed + (same and not joined),
        )
    return 2 * hits / max(1, 2 * hits + wrong + missed)


def glued(rows: Iterable[ClusterRow], truth: Truth) -> float:
    """The share of labelled items in an event that is mostly about another matter."""
    matters: dict[str, Counter[str]] = defaultdict(Counter)
    for row in rows:
        if row.id in truth:
            matters[row.event][truth[row.id]] += 1
    wrong = sum(found.total() - max(found.values()) for found in matters.values())
    return wrong / max(1, sum(found.total() for found in matters.values()))


def copies_found(clusterer: Clusterer, items: Sequence[Item]) -> dict[str, float]:
    """Make copies of 300 messages in three ways and count those found."""
    rng = random.Random(_SEED)
    chosen = rng.sample([item for item in items if 60 <= len(item.text) <= 400], 300)
    made = {
        "exact": [item.text for item in chosen],
        "affix": [f"【都市网讯】{item.text}（来源：都市晚报 责任编辑：小编）" for item in chosen],
        "edited": [_edit(item.text, rng) for item in chosen],
    }
    return {name: _share_found(clusterer, chosen, texts) for name, texts in made.items()}


def _share_found(clusterer: Clusterer, chosen: Sequence[Item], texts: Sequence[str]) -> float:
    again = [
        Item(f"{item.id}-copy", item.title, text, source_kind="hotline", published_at=item.published_at)
        for item, text in zip(chosen, texts, strict=True)
    ]
    rows = clusterer.rows([*chosen, *again], NOW)
    event = {row.id: row.event for row in rows}
    copies = rows[len(chosen) :]
    found = [r for r in copies if r.duplicate_of and event[r.duplicate_of] == event[r.id[: -len("-copy")]]]
    return len(found) / len(chosen)


def _edit(text: str, rng: random.Random) -> str:
    """One letter in twenty left out, doubled or replaced."""
    letters = list(text)
    for place in rng.sample(range(len(letters)), max(1, len(letters) // 20)):
        letters[place] = rng.choice(["", "的", letters[place] * 2])
    return "".join(letters)


def unnamed_clusters(data: Path, count: int) -> list[list[str]]:
    """Titles of a random sample of clusters of more than copies that no label names, for reading."""
    items = hotline(data)
    rows = _clusterer().rows(items, NOW)
    named = known_events(data).keys() | own_labels("hotline_events_own.csv").keys()
    groups: dict[str, list[int]] = defaultdict(list)
    for number, row in enumerate(rows):
        groups[row.event].append(number)
    pool = [
        group
        for group in groups.values()
        if len({rows[n].duplicate_of or rows[n].id for n in group}) > 1
        and not any(rows[n].id in named for n in group)
    ]
    random.Random(7).shuffle(pool)
    return [[items[n].title.strip() for n in group] for group in pool[:count]]


def main() -> int:
    """Print the figures as JSON and, if asked, clusters to read; fail below the floors."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--clusters", type=int, default=0, help="print so many unnamed clusters for reading")
    options = parser.parse_args()
    began = time.perf_counter()
    found = measure()
    print(json.dumps(found | {"seconds": round(time.perf_counter() - began, 1)}, indent=2))
    for titles in unnamed_clusters(DATA, options.clusters) if options.clusters else ():
        print("--", *titles, sep="\n   ")
    return floors.verdict(found)


if __name__ == "__main__":
    sys.exit(main())

"""Quality of copies and events on the shared data: prints pairwise precision, recall and F1, copies and speed.

Run from the repository root: ``python bench/quality_events.py [--clusters N]``; needs ``../shared/data``.
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
from collections.abc import Callable, Sequence
from itertools import combinations
from pathlib import Path

from monitor.clock import parse_time
from monitor.events.cluster import Clusterer, ClusterRow
from monitor.events.index import EventIndex
from monitor.events.rules import EventRules, read_rules
from monitor.events.traits import Cut
from monitor.events.words import WordTable
from monitor.item import Item
from monitor.text.segment import Segmenter

ROOT = Path(__file__).resolve().parents[1]
DATA = ROOT / "../shared/data"
OWN_LABELS = ROOT / "bench/labels/hotline_events_own.csv"
LABELS_SHA256 = "61e9643f7e92be7d3e9ed57e31fe443383b46c5fd90b6d733e23d579b6a5316b"
NOW = parse_time("2020-02-01")


def hotline() -> list[Item]:
    """The 4,326 hotline messages."""
    with (DATA / "hotline_messages.csv").open(encoding="utf-8-sig", newline="") as file:
        return [
            Item(
                row["msg_id"],
                row["title"],
                row["detail"],
                source_kind="hotline",
                author=row["user"],
                published_at=parse_time(row["time"]),
            )
            for row in csv.DictReader(file)
        ]


def known_events() -> dict[str, str]:
    """Message id to the name of its event."""
    with (DATA / "hotline_events_dev.csv").open(encoding="utf-8-sig", newline="") as file:
        return {row["msg_id"]: row["event"] for row in csv.DictReader(file)}


def own_labels(part: str) -> dict[str, str]:
    """Our own labels of one part (dev or eval): message id to event; ``single-…`` is a message of its own.

    Labelled from titles and texts before any tuning on them; the file's hash is pinned in ``LABELS_SHA256``.
    """
    raw = OWN_LABELS.read_bytes()
    if hashlib.sha256(raw).hexdigest() != LABELS_SHA256:
        raise ValueError(f"{OWN_LABELS.name} 与冻结的标注不符")
    rows = csv.DictReader(raw.decode().splitlines())
    return {row["msg_id"]: row["event"] for row in rows if row["part"] == part}


def glued(rows: Sequence[ClusterRow], truth: dict[str, str]) -> dict[str, float]:
    """Labelled messages that share an event with a labelled message of another matter."""
    matters: dict[str, Counter[str]] = defaultdict(Counter)
    for row in rows:
        if row.id in truth:
            matters[row.event][truth[row.id]] += 1
    # The matter that most of an event's messages are about is the one it stands for; the others are glued to it.
    wrong = sum(found.total() - max(found.values()) for found in matters.values())
    labelled = sum(found.total() for found in matters.values())
    return {"labelled": labelled, "glued": wrong, "share": round(wrong / max(1, labelled), 4)}


def news() -> list[Item]:
    """The 180 reports of emergencies, with the day of the report."""
    items = []
    for number, line in enumerate((DATA / "emergency_news.jsonl").read_text(encoding="utf-8").splitlines()):
        row = json.loads(line)
        found = re.search(r"(\d{4})\D+(\d{1,2})(?:\D+(\d{1,2}))?", row["report_time"])
        assert found is not None
        day = int((found[3] or "1")[:2])
        at = parse_time(f"{found[1]}-{int(found[2]):02d}-{day if day <= 31 else day // 10:02d}")
        items.append(Item(str(number), row["title"], row["text"], source_kind="portal", published_at=at))
    return items


def pairwise(
    rows: Sequence[ClusterRow], truth: dict[str, str], keep: Callable[[str], bool]
) -> dict[str, float]:
    """Precision, recall and F1 over the pairs of labelled items."""
    labelled = [row for row in rows if row.id in truth and keep(row.id)]
    hits = wrong = missed = 0
    for left, right in combinations(labelled, 2):
        same, joined = truth[left.id] == truth[right.id], left.event == right.event
        hits, wrong, missed = (
            hits + (same and joined),
            wrong + (joined and not same),
            missed + (same and not joined),
        )
    return {
        "items": len(labelled),
        "precision": round(hits / max(1, hits + wrong), 4),
        "recall": round(hits / max(1, hits + missed), 4),
        "f1": round(2 * hits / max(1, 2 * hits + wrong + missed), 4),
    }


def copies_found(clusterer: Clusterer, items: Sequence[Item]) -> dict[str, float]:
    """Make copies of 300 messages in three ways and count those found."""
    rng = random.Random(20171108)
    chosen = [item for item in items if 60 <= len(item.text) <= 400]
    chosen = rng.sample(chosen, 300)
    made = {
        "exact": [item.text for item in chosen],
        "affix": [f"【都市网讯】{item.text}（来源：都市晚报 责任编辑：小编）" for item in chosen],
        "edited_5_percent": [_edit(item.text, rng) for item in chosen],
    }
    shares = {}
    for name, texts in made.items():
        again = [
            Item(f"{item.id}-copy", item.title, text, source_kind="hotline", published_at=item.published_at)
            for item, text in zip(chosen, texts, strict=True)
        ]
        rows = clusterer.rows([*chosen, *again], NOW)
        event = {row.id: row.event for row in rows}
        found = sum(
            row.duplicate_of is not None and event[row.duplicate_of] == event[row.id[: -len("-copy")]]
            for row in rows[len(chosen) :]
        )
        shares[name] = round(found / len(chosen), 4)
    return shares


def _edit(text: str, rng: random.Random) -> str:
    letters = list(text)
    for place in rng.sample(range(len(letters)), max(1, len(letters) // 20)):
        letters[place] = rng.choice(["", "的", letters[place] * 2])
    return "".join(letters)


def index_speed(rules: EventRules, cut: Cut, items: Sequence[Item], clusterer: Clusterer) -> float:
    """Items a second through place and add, one at a time."""
    entries = [clusterer.entry(item, NOW) for item in items]
    index = EventIndex(rules, cut, WordTable.shipped())
    start = time.perf_counter()
    for entry in entries:
        placed = index.place(entry)
        index.add(entry, entry.id if placed.event is None else placed.event, placed.duplicate_of)
    return round(len(entries) / (time.perf_counter() - start))


def unnamed_clusters(
    rows: Sequence[ClusterRow], items: Sequence[Item], truth: dict[str, str], count: int
) -> list[list[str]]:
    """Titles of a random sample of clusters of more than copies that no label names, for reading."""
    groups: dict[str, list[int]] = defaultdict(list)
    for number, row in enumerate(rows):
        groups[row.event].append(number)
    pool = [
        group
        for group in groups.values()
        if len({rows[n].duplicate_of or rows[n].id for n in group}) > 1 and rows[group[0]].id not in truth
    ]
    random.Random(7).shuffle(pool)
    return [[items[n].title.strip() for n in group] for group in pool[:count]]


def main() -> int:
    """Print the figures as JSON and, if asked, clusters to read."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--clusters", type=int, default=0, help="print so many unnamed clusters for reading")
    options = parser.parse_args()
    if not DATA.exists():
        print("缺少 ../shared/data，未测量", file=sys.stderr)
        return 1
    rules = read_rules(ROOT / "config/events.yaml")
    cut = Segmenter().cut
    clusterer = Clusterer(rules, cut, WordTable.shipped())
    items, truth = hotline(), known_events()
    start = time.perf_counter()
    rows = clusterer.rows(items, NOW)
    seconds = time.perf_counter() - start
    sizes: dict[str, int] = defaultdict(int)
    for row in rows:
        sizes[row.event] += 1
    emergencies = clusterer.rows(news(), NOW)
    figures = {
        "hotline_all": pairwise(rows, truth, lambda _: True),
        "hotline_even_ids": pairwise(rows, truth, lambda ident: int(ident) % 2 == 0),
        "hotline_odd_ids": pairwise(rows, truth, lambda ident: int(ident) % 2 == 1),
        "hotline_clusters_of_two_or_more": sum(size > 1 for size in sizes.values()),
        "hotline_duplicates": sum(row.duplicate_of is not None for row in rows),
        "copies_found": copies_found(clusterer, items),
        "news_events": len({row.event for row in emergencies}),
        "news_items": len(emergencies),
        "cluster_items_per_s": round(len(items) / seconds),
        "index_items_per_s": index_speed(rules, cut, items, clusterer),
    }
    print(json.dumps(figures, ensure_ascii=False, indent=2))
    for titles in unnamed_clusters(rows, items, truth, options.clusters):
        print("--", *titles, sep="\n   ")
    return 0


if __name__ == "__main__":
    sys.exit(main())

"""Labelled documents for measuring: the corpus of emergency news, and items written for this project.

``labels/news.jsonl`` holds labels alone, found by the first sixteen hex digits of a text's SHA-256: no text of
the corpus is in this repository. ``labels/items_*.jsonl`` are items of our own with their labels. ``part`` tells what was
read while rules were written (``dev``) from what was not (``test``). How they were made: ``labels/README.md``.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterator, Mapping
from datetime import datetime
from pathlib import Path
from typing import Any, Literal

from monitor.clock import parse_time
from monitor.item import Item, item_from_json

LABELS = Path(__file__).resolve().parent / "labels"
Part = Literal["dev", "test"]
Pair = tuple[Item, Mapping[str, Any]]

_DATE = re.compile(r"\D*(\d{4})[-.年/](\d{1,2})[-.月/](.+)")
# What stands behind the time: the source, the day of the week; 14时左右 is an hour.
_BEHIND = re.compile(r"(?:来源|星期|左右).*$")
_HOUR = re.compile(r"(\d{1,2})时$")
_CLOCK = re.compile(r"(?:[01]?\d|2[0-3]):[0-5]\d(?::[0-5]\d)?")


def news(data: Path, part: Part) -> list[Pair]:
    """The corpus' documents of one part with their labels, as items of a portal published at their report time."""
    labels = {row["sha"]: row for row in _rows(LABELS / "news.jsonl")}
    out = []
    for number, row in enumerate(_rows(data / "emergency_news.jsonl")):
        sha = hashlib.sha256(row["text"].encode()).hexdigest()[:16]
        label = labels.get(sha)
        if label is not None and label["part"] == part:
            out.append((_news_item(number, row), label))
    return out


def own(part: Part) -> list[Pair]:
    """The items written for this project, with their labels."""
    return _labelled(f"items_{part}")


def later(part: Part) -> list[Pair]:
    """The items that others wrote when the rules stood, who did not know them, with their labels."""
    return _labelled(f"items_later_{part}")


def six(part: Part) -> list[Pair]:
    """The items of six more writers, each labelled by its writer and by another reader; all of them have been read since."""
    return _labelled("items_six_dev") if part == "dev" else []


def newest(part: Part) -> list[Pair]:
    """The items of two writers who came last, labelled likewise; not read by anybody who wrote rules."""
    return _labelled("items_newest_test") if part == "test" else []


def long(part: Part) -> list[Pair]:
    """Long reports by writers who came after these, labelled likewise; of test nobody who wrote rules read a text."""
    return _labelled(f"items_long_{part}")


def latest(part: Part) -> list[Pair]:
    """Long reports by two writers who came after these, labelled likewise; of test nobody who wrote rules read a text."""
    return _labelled(f"items_latest_{part}")


def scene(part: Part) -> list[Pair]:
    """Reports that open with a scene and tell the numbers in passing, by three writers who came after these.

    Of test (half of the third writer's) nobody who wrote rules read a text.
    """
    return _labelled(f"items_scene_{part}")


def place(part: Part) -> list[Pair]:
    """Items that are hard to place (streets named after cities, homes, hospitals, places named late), by a writer who came last.

    Of test (every other one by number) nobody who wrote rules read a text.
    """
    return _labelled(f"items_place_{part}")


def voices(part: Part) -> list[Pair]:
    """What eyewitnesses, callers and the press of a bad year say, by four writers who had not seen the program.

    Nobody who wrote rules read a text of test, which is all of the fourth writer's.
    """
    return _labelled(f"items_voices_{part}")


def manner(part: Part) -> list[Pair]:
    """What ten writers wrote after the manner of real reports, bulletins and posts, who had not seen the program.

    Of test (half of what the first seven wrote) nobody who wrote rules read a text.
    """
    return _labelled(f"items_manner_{part}")


def wire(part: Part) -> list[Pair]:
    """News as wire services and city papers print them, by two writers who had not seen the program: one is dev, one is test."""
    return _labelled(f"items_wire_{part}")


def press(part: Part) -> list[Pair]:
    """News of the corpus' five kinds and grave ones, after the manner of its documents, by eight writers who had not seen the program.

    Of test (all of one writer's, half of the others') nobody who wrote rules read a text.
    """
    return _labelled(f"items_press_{part}")


def knotty(part: Part) -> list[Pair]:
    """News, bulletins and posts whose numbers have to be pieced together, by eight writers who had not seen the program.

    Of test (half of what six of them wrote) nobody who wrote rules read a text.
    """
    return _labelled(f"items_knotty_{part}")


def various(part: Part) -> list[Pair]:
    """News, bulletins, posts and long reports by six writers who had not seen the program, when rules were written by grids.

    Half of each writer's by the checksum of the id is test: of it nobody who wrote rules read a text.
    """
    return _labelled(f"items_various_{part}")


def _labelled(name: str) -> list[Pair]:
    return [(item_from_json(row["item"]), row["label"]) for row in _rows(LABELS / f"{name}.jsonl")]


def _rows(path: Path) -> Iterator[dict[str, Any]]:
    for line in path.read_text(encoding="utf-8").splitlines():
        yield json.loads(line)


def _news_item(number: int, row: Mapping[str, Any]) -> Item:
    at = report_time(row["report_time"])
    given = {"id": f"news-{number}", "title": row["title"], "text": row["text"], "source_kind": "portal"}
    return item_from_json(given | ({"published_at": at.isoformat()} if at else {}))


def report_time(text: str) -> datetime | None:
    """The time of a report as the corpus writes it, day and hour run together (``2008-05-2814:04:55``, ``2006-8-89:55:12``).

    Labels before and words behind it (``日期：``, ``来源：``, ``星期一``) are left aside.
    """
    found = _DATE.fullmatch(_HOUR.sub(r"\1:00", _BEHIND.sub("", text.replace(" ", ""))))
    if found is None:
        return None
    for digits in (2, 1):
        day, clock = found[3][:digits], found[3][digits:].lstrip("日")
        if day.isdigit() and 1 <= int(day) <= 31 and (not clock or _CLOCK.fullmatch(clock)):
            return _time(f"{found[1]}-{int(found[2]):02d}-{int(day):02d}", clock)
    return None


def _time(day: str, clock: str) -> datetime | None:
    padded = ":".join(part.zfill(2) for part in clock.split(":")) if clock else ""
    try:
        return parse_time(f"{day}T{padded}" if padded else day)
    except ValueError:
        return None

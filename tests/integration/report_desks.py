"""Builders for the tests of figures, digest and audit: a desk on a scratch database, items, cases, sources."""

from __future__ import annotations

import shutil
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from monitor.classify.organs.matter import Routing
from monitor.classify.result import Classification
from monitor.clock import Clock, parse_time
from monitor.rulebook import RuleBook
from monitor.steps.desk import Desk, Work
from monitor.steps.opening import Opening, open_case
from monitor.store.database import Database
from monitor.store.schema import migrate
from monitor.store.tables import CaseFile, Event, ItemClassification, ItemRecord

CONFIG = Path(__file__).resolve().parents[2] / "config"
SOURCES = """
sources:
  - {name: 市属媒体, kind: feed, url: "https://example.org/a.xml", source_kind: local_media, every: 10m}
  - {name: 论坛, kind: feed, url: "https://example.org/b.xml", source_kind: forum, every: 10m}
  - {name: 停用, kind: feed, url: "https://example.org/c.xml", enabled: false}
"""


def at(text: str) -> datetime:
    return parse_time(text)


def write_config(folder: Path) -> Path:
    """The sample configuration with two sources of our own."""
    config = folder / "desk-config"
    shutil.copytree(CONFIG, config)
    (config / "sources.yaml").write_text(SOURCES, encoding="utf-8")
    return config


@contextmanager
def scratch_desk(url: str, folder: Path, now: str = "2026-11-20 08:00") -> Iterator[Desk]:
    """A desk whose clock stands still, on an empty database."""
    database = Database(url, "changchun", clock_set=True)
    try:
        migrate(database, "长春市人民政府新闻办公室")
        yield Desk(database, RuleBook.load(write_config(folder)), Clock(at(now), 0.0))
    finally:
        database.close()


def later(desk: Desk, now: str) -> Desk:
    """The same desk at another time."""
    return replace(desk, clock=Clock(at(now), 0.0))


@contextmanager
def working(desk: Desk, actor: str = "zhang") -> Iterator[Work]:
    """One writing transaction of a person."""
    with desk.database.write() as tx:
        yield Work(tx, desk.book, desk.now(), actor)


def add_item(work: Work, **given: Any) -> ItemRecord:
    """An item that is already stored and classified."""
    flags = given.pop("flags", [])
    fields: dict[str, Any] = {
        "office_id": work.office_id,
        "external_id": uuid.uuid4().hex,
        "source": "论坛",
        "source_kind": "forum",
        "title": "某路段积水",
        "text": "某路段积水，车辆无法通行。",
        "published_at": work.now - timedelta(hours=1),
        "collected_at": work.now,
        "ingested_at": work.now,
        "content_hash": "0" * 64,
        "relevant": True,
        "category": "城乡建设",
        **given,
    }
    item = ItemRecord(**{"raw_title": fields["title"], "raw_text": fields["text"], **fields})
    work.tx.session.add(item)
    work.tx.session.flush()
    result = ItemClassification(
        item_id=item.id, revision=1, result={"flags": flags}, model="m", rules="r", recorded_at=work.now
    )
    work.tx.session.add(result)
    return item


def add_event(work: Work, title: str = "某路段积水", **given: Any) -> Event:
    fields = {"first_at": work.now, "last_at": work.now, "items": 1, **given}
    event = Event(office_id=work.office_id, title=title, **fields)
    work.tx.session.add(event)
    work.tx.session.flush()
    return event


def add_case(desk: Desk, severity: str | None = None, **given: Any) -> int:
    """A case opened at the desk's present moment from an item published an hour before; its id.

    ``occurred_at``, ``organ``, ``state`` and ``category`` may be named; the rest belongs to the item.
    """
    occurred_at, organ = given.pop("occurred_at", None), given.pop("organ", "市水务局")
    state, category = given.pop("state", "open"), given.get("category", "城乡建设")
    with working(desk, "system") as work:
        item = add_item(work, **given)
        result = Classification(
            id=item.external_id,
            relevant=True,
            relevance=0.9,
            local=True,
            category=category,
            category_uncertain=False,
            category_scores={},
            severity=severity,
            emergency="fire" if severity else None,
        )
        opening = Opening(item, result, "test", state, severity, occurred_at, Routing(organ=organ))
        return open_case(work, opening).id


def case_of(work: Work, ident: int) -> CaseFile:
    return work.tx.session.get_one(CaseFile, ident)

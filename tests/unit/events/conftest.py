from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from monitor.clock import parse_time
from monitor.events.cluster import Clusterer
from monitor.events.entry import Entry
from monitor.events.grounds import Territory
from monitor.events.index import EventIndex
from monitor.events.reading import EntryReader
from monitor.events.rules import EventRules, read_rules
from monitor.events.words import WordTable
from monitor.item import Item
from monitor.text.segment import Segmenter

CONFIG = Path(__file__).resolve().parents[3] / "config"
START = parse_time("2026-11-20T08:00:00+08:00")


@pytest.fixture(scope="session")
def rules() -> EventRules:
    return read_rules(CONFIG / "events.yaml")


@pytest.fixture(scope="session")
def table() -> WordTable:
    return WordTable.shipped()


@pytest.fixture(scope="session")
def segmenter() -> Segmenter:
    return Segmenter()


@pytest.fixture(scope="session")
def territory(segmenter: Segmenter) -> Territory:
    return Territory.load(CONFIG / "regions.yaml", segmenter.cut)


@pytest.fixture(scope="session")
def reader(rules: EventRules, segmenter: Segmenter, table: WordTable, territory: Territory) -> EntryReader:
    return EntryReader(rules, segmenter.cut, table, territory)


@pytest.fixture
def index(reader: EntryReader) -> EventIndex:
    return EventIndex(reader)


@pytest.fixture
def clusterer(reader: EntryReader) -> Clusterer:
    return Clusterer(reader)


@pytest.fixture
def now() -> datetime:
    return START + timedelta(days=3)


@pytest.fixture
def item() -> Callable[..., Item]:
    def build(
        ident: str, title: str, text: str = "", *, hours: float = 0, source_kind: str = "portal"
    ) -> Item:
        at = START + timedelta(hours=hours)
        return Item(ident, title, text, source_kind=source_kind, published_at=at, author=f"作者{ident}")

    return build


@pytest.fixture
def entry() -> Callable[..., Entry]:
    def build(
        ident: int,
        title: str,
        text: str = "",
        *,
        hours: float = 0,
        emergency: str | None = None,
        regions: tuple[str, ...] = (),
        deaths: int | None = None,
    ) -> Entry:
        return Entry(ident, title, text, START + timedelta(hours=hours), emergency, regions, deaths)

    return build

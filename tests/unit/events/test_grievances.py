"""One place, several grievances: what is complained of must agree, not the place alone."""

from __future__ import annotations

import random
from collections import defaultdict
from collections.abc import Callable, Sequence
from datetime import datetime

import pytest

from bench.place_templates import grid
from monitor.events.cluster import Clusterer
from monitor.events.entry import Entry
from monitor.events.index import EventIndex
from monitor.item import Item

Build = Callable[..., Item]
HEAT = [
    (
        "翠竹园小区暖气不热",
        "翠竹园小区12栋室内温度只有14度，物业让找热力公司，热力公司说是老管网，推来推去。",
    ),
    (
        "翠竹园全小区供暖不达标",
        "翠竹园整个小区家里都十四五度，穿着羽绒服看电视，交了采暖费，什么时候能解决供热问题？",
    ),
    (
        "翠竹园的邻居们，你家暖气热吗",
        "翠竹园小区今年供热太差了，测温员来了也承认不达标，热力公司就是不给退费。",
    ),
]


def test_grievances_about_one_place_lie_in_events_of_their_own(clusterer: Clusterer, now: datetime) -> None:
    matters: dict[str, set[str]] = defaultdict(set)
    for row in clusterer.rows(list(grid(now)), now):
        matters[row.event].add(row.id.rpartition("/")[0])
    alone = sum(len(found) == 1 for found in matters.values())
    assert alone / len(matters) > 0.95
    assert all(len({matter.partition("/")[0] for matter in found}) == 1 for found in matters.values())


def test_words_for_one_thing_are_one_word_and_three_voices_bear_one_another_out(
    clusterer: Clusterer, item: Build, now: datetime
) -> None:
    calls = [item(f"h{n}", *told, hours=n * 30, source_kind="hotline") for n, told in enumerate(HEAT)]
    assert len({row.event for row in clusterer.rows(calls, now)}) == 1


@pytest.mark.parametrize("seed", range(3))
def test_three_voices_are_one_event_in_whatever_order_they_come(
    index: EventIndex, entry: Callable[..., Entry], seed: int
) -> None:
    calls = random.Random(seed).sample(list(enumerate(HEAT)), len(HEAT))
    for n, (title, text) in calls:
        call = entry(n, title, text)
        placed = index.place(call)
        event = f"e{n}" if placed.event is None else placed.event
        index.add(call, event, placed.duplicate_of)
        while others := index.joinable(n):
            index.join(others[0], event)
    assert len({index.place(entry(9 + n, *told)).event for n, told in calls}) == 1


@pytest.mark.parametrize(
    "texts",
    [
        [
            ("学府街168号楼下烧烤店油烟扰民", "学府街168号一楼烧烤店油烟往屋里灌，半夜还在划拳。"),
            ("学府街168号物业乱收停车费", "学府街168号的物业擅自涨停车费，没有公示收费依据，请物价局查处。"),
        ],
        [
            ("新立社区三期房产证何时能办", "新立社区三期交房三年，开发商还不给办房产证。"),
            ("新立社区三期电梯总坏", "新立社区三期二单元电梯一周坏三次，老人困在里面。"),
        ],
    ],
    ids=["house", "estate"],
)
def test_a_common_address_is_no_common_matter(
    clusterer: Clusterer, item: Build, now: datetime, texts: Sequence[tuple[str, str]]
) -> None:
    rows = clusterer.rows([item(f"t{n}", *told, source_kind="hotline") for n, told in enumerate(texts)], now)
    assert rows[0].event != rows[1].event

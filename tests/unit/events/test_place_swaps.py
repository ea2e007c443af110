from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

import pytest

from bench.place_templates import HOUSES, PLACES, complaints
from monitor.events.cluster import Clusterer
from monitor.events.rules import EventRules
from monitor.events.swaps import PlaceSwaps
from monitor.events.words import WordTable
from monitor.item import Item

Build = Callable[..., Item]

TROUBLE = (
    "路灯坏了两个多月，晚上黑漆漆一片，老人孩子出门很不安全，打了好几次电话都没有人来修，请尽快安排维修。"
)


@pytest.fixture(scope="module")
def swaps(rules: EventRules, table: WordTable) -> PlaceSwaps:
    return PlaceSwaps(rules.match.name_endings, rules.copies.address_units, table)


@pytest.mark.parametrize("places", PLACES, ids=["streets", "estates", "towns", "villages"])
def test_a_complaint_written_out_for_another_place_is_no_copy_and_another_event(
    clusterer: Clusterer, now: datetime, places: list[str]
) -> None:
    for items in complaints(places, now):
        rows = clusterer.rows(items, now)
        assert [row.duplicate_of for row in rows] == [None] * len(rows)
        assert len({row.event for row in rows}) == len(rows)


def test_another_house_of_the_street_is_no_copy(clusterer: Clusterer, now: datetime) -> None:
    for items in complaints(HOUSES, now):
        assert [row.duplicate_of for row in clusterer.rows(items, now)] == [None] * len(HOUSES)


@pytest.mark.parametrize(
    ("left", "right"),
    [
        ("学府街", "学苑街"),
        ("和平路", "和平街"),
        ("解放大路", "硅谷大街"),
        ("锦绣家园", "锦绣花园"),
        ("翠湖小区", "湖畔小区"),
        ("翠湖小区", "万科蓝山"),
        ("红旗村", "东升村二社"),
    ],
)
def test_another_name_in_the_same_words_is_another_place(swaps: PlaceSwaps, left: str, right: str) -> None:
    assert swaps.names(f"{left}{TROUBLE}", f"{right}{TROUBLE}")
    assert swaps.names(f"{right}{TROUBLE}", f"{left}{TROUBLE}")


@pytest.mark.parametrize(
    ("left", "right"),
    [
        ("翠湖小区", "我们小区"),
        ("周边小区", "学校社区"),
        ("门前道路", "门前马路"),
        ("翠湖小区", "翠湖小区里"),
        ("金茂小区和长大建设集团工地", "金茂小区和长大集团工地"),
        ("广铁集团宿舍", "铁广集团宿舍"),
        ("宿舍", "家属区"),
    ],
)
def test_other_words_for_one_place_are_no_other_place(swaps: PlaceSwaps, left: str, right: str) -> None:
    assert not swaps.names(f"{left}{TROUBLE}", f"{right}{TROUBLE}")


def test_one_letter_of_a_name_is_a_slip_where_the_wording_differs_too(swaps: PlaceSwaps) -> None:
    other = TROUBLE.replace("请尽快安排维修", "望早日修好")
    assert swaps.names(f"金茂路{TROUBLE}", f"金贸路{TROUBLE}")
    assert not swaps.names(f"金茂路{TROUBLE}", f"金贸路{other}")


def test_a_name_that_the_other_text_holds_elsewhere_is_no_other_place(swaps: PlaceSwaps) -> None:
    assert not swaps.names(f"红旗街路灯问题。红旗街{TROUBLE}", f"人民大街路灯问题。红旗街{TROUBLE}")


def test_another_number_of_a_house_is_told_but_no_other_day(swaps: PlaceSwaps) -> None:
    assert swaps.found(f"学府街12号{TROUBLE}", f"学府街102号{TROUBLE}")
    assert not swaps.names(f"学府街12号{TROUBLE}", f"学府街102号{TROUBLE}")
    assert not swaps.found(f"学府街11月12号起{TROUBLE}", f"学府街11月13号起{TROUBLE}")


def test_a_reprint_in_slightly_other_words_remains_a_copy(
    clusterer: Clusterer, item: Build, now: datetime
) -> None:
    reprint = TROUBLE.replace("打了好几次电话", "多次打电话").replace("尽快", "早日")
    rows = clusterer.rows(
        [item("a", "学府街路灯", f"学府街{TROUBLE}"), item("b", "学府街路灯", f"学府街{reprint}", hours=1)],
        now,
    )
    assert rows[1].duplicate_of == "a"


def test_pages_too_long_to_compare_letter_by_letter_say_nothing_of_places(swaps: PlaceSwaps) -> None:
    page = "供热不好温度太低" * 300
    assert swaps.found("翠湖花园" + TROUBLE, "金茂家园" + TROUBLE)
    assert not swaps.found("翠湖花园" + page, "金茂家园" + page)

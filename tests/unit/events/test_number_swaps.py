"""Another day or another toll in the same words is no copy; the paper's own date and numbers of other things are none of it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

import pytest

from monitor.events.cluster import Clusterer
from monitor.item import Item

Build = Callable[..., Item]

FIRE = "{0}，长春市宽城区凯旋路一家具厂房突发火灾，{1}，起火原因正在调查，消防部门正在现场处置，周边道路临时管制，请过往车辆绕行。{2}"


def copied(clusterer: Clusterer, now: datetime, item: Build, left: str, right: str) -> bool:
    title = "宽城区一厂房起火"
    rows = clusterer.rows([item("a", title, left), item("b", title, right, hours=1)], now)
    return rows[1].duplicate_of == "a"


def told(day: str = "11月27日6时许", toll: str = "造成2人死亡", end: str = "") -> str:
    return FIRE.format(day, toll, end)


@pytest.mark.parametrize(
    ("left", "right"),
    [
        ("11月27日6时许", "11月20日6时许"),
        ("27日早晨", "20日早晨"),
        ("27号晚上", "20号晚上"),
        ("11月27日清晨", "10月27日清晨"),
        ("十一月二十七日清晨", "十一月二十日清晨"),
        ("2026年11月27日6时许", "2026年11月20日6时许"),
    ],
)
def test_another_day_of_what_happened_is_no_copy(
    clusterer: Clusterer, now: datetime, item: Build, left: str, right: str
) -> None:
    assert not copied(clusterer, now, item, told(left), told(right))


@pytest.mark.parametrize(
    ("left", "right"),
    [
        ("造成2人死亡", "造成5人死亡"),
        ("死了两个人", "死了五个人"),
        ("两个工人没跑出来", "五个工人没跑出来"),
        ("遇难者升至12", "遇难者升至19"),
        ("已有三条人命", "已有九条人命"),
        ("造成2死3伤", "造成3死2伤"),
        ("死亡2人受伤3人", "死亡3人受伤2人"),
    ],
)
def test_another_toll_is_no_copy(
    clusterer: Clusterer, now: datetime, item: Build, left: str, right: str
) -> None:
    assert not copied(clusterer, now, item, told(toll=left), told(toll=right))


def test_another_toll_is_a_further_report_of_the_same_event(
    clusterer: Clusterer, now: datetime, item: Build
) -> None:
    title = "宽城区一厂房起火"
    items = [item("a", title, told(toll="死了两个人")), item("b", title, told(toll="死了五个人"), hours=2)]
    rows = clusterer.rows(items, now)
    assert rows[1].duplicate_of is None and rows[0].event == rows[1].event


@pytest.mark.parametrize(
    ("left", "right"),
    [
        ("（记者27日从应急部门获悉）", "（记者28日从应急部门获悉）"),
        ("新华社11月27日电", "新华社11月28日电"),
        ("本报11月27日讯", "本报11月28日讯"),
        ("发布时间：2026年11月27日", "发布时间：2026年11月28日"),
        ("更新时间11月27日", "更新时间11月28日"),
        ("2026年11月27日", "2026年11月28日"),
        ("阅读1024次", "阅读2048次"),
        ("起火的是3号门", "起火的是3号门口"),
        ("造成二人轻微擦伤", "造成2人轻微擦伤"),
    ],
)
def test_the_papers_own_date_other_numbers_and_other_spellings_are_still_copies(
    clusterer: Clusterer, now: datetime, item: Build, left: str, right: str
) -> None:
    assert copied(clusterer, now, item, told(end=left), told(end=right))


def test_a_reprint_that_names_the_day_where_the_other_says_today_is_a_copy(
    clusterer: Clusterer, now: datetime, item: Build
) -> None:
    assert copied(clusterer, now, item, told("今日6时许"), told("11月27日6时许"))


def test_a_bulletin_that_adds_the_day_of_its_own_is_a_copy(
    clusterer: Clusterer, now: datetime, item: Build
) -> None:
    assert copied(clusterer, now, item, told(end="11月27日消息"), told(end="11月28日消息"))


WATER = "因管网检修，解放大路沿线8时至18时停水，请居民提前做好储水准备，给您带来不便敬请谅解。"


def test_a_mark_before_the_title_that_holds_a_date_is_read(
    clusterer: Clusterer, now: datetime, item: Build
) -> None:
    items = [item("a", "【11月27日】停水通知", WATER), item("b", "【11月28日】停水通知", WATER, hours=24)]
    assert [row.duplicate_of for row in clusterer.rows(items, now)] == [None, None]


def test_a_mark_of_the_medium_before_the_title_is_not(
    clusterer: Clusterer, now: datetime, item: Build
) -> None:
    items = [item("a", "【便民】停水通知", WATER), item("b", "【城市晚报】停水通知", WATER, hours=1)]
    assert [row.duplicate_of for row in clusterer.rows(items, now)] == [None, "a"]


def test_an_undated_version_makes_no_copy_of_another_day(
    clusterer: Clusterer, now: datetime, item: Build
) -> None:
    items = [
        item("a", "【11月27日】停水通知", WATER),
        item("b", "停水通知", WATER, hours=1),
        item("c", "【11月28日】停水通知", WATER, hours=24),
    ]
    assert [row.duplicate_of for row in clusterer.rows(items, now)] == [None, "a", None]


@pytest.mark.parametrize(
    ("left", "right"),
    [
        ("造成1200人受灾", "造成1,200人受灾"),
        ("造成1200人受灾", "造成1，200人受灾"),
        ("造成12000人受灾", "造成1.2万人受灾"),
        ("造成12000人受灾", "造成1万2千人受灾"),
        ("造成3000余人受灾", "造成3千余人受灾"),
        ("造成12人受伤", "造成12 人受伤"),
        ("造成12人受伤", "造成十二人受伤"),
        ("损失1.2万元", "损失12000元"),
    ],
)
def test_one_number_written_in_two_ways_is_a_copy(
    clusterer: Clusterer, now: datetime, item: Build, left: str, right: str
) -> None:
    assert copied(clusterer, now, item, told(toll=left), told(toll=right))


@pytest.mark.parametrize(
    ("left", "right"),
    [
        ("造成1200人受灾", "造成1,201人受灾"),
        ("造成12000人受灾", "造成1.3万人受灾"),
        ("造成1万2千人受灾", "造成1万3千人受灾"),
        ("先后有2，300人受灾", "先后有2，400人受灾"),
    ],
)
def test_another_number_in_another_way_of_writing_is_none(
    clusterer: Clusterer, now: datetime, item: Build, left: str, right: str
) -> None:
    assert not copied(clusterer, now, item, told(toll=left), told(toll=right))


@pytest.mark.parametrize(
    ("left", "right"),
    [
        ("联系电话0431-88512345。", "联系电话0431-88512354。"),
        ("举报编号411403406号。", "举报编号41140346号。"),
        ("打印时间14:05，共3页。", "打印时间14:32，共5页。"),
    ],
)
def test_a_corrected_telephone_a_file_number_or_the_time_of_print_is_a_copy(
    clusterer: Clusterer, now: datetime, item: Build, left: str, right: str
) -> None:
    assert copied(clusterer, now, item, told(end=left), told(end=right))


def test_the_number_of_a_house_still_tells_two_places_apart(
    clusterer: Clusterer, now: datetime, item: Build
) -> None:
    assert not copied(clusterer, now, item, told(end="火场在5栋302室。"), told(end="火场在5栋303室。"))

"""Emergencies of one kind in one district are told apart by their hour, their day and the kind of place."""

from __future__ import annotations

from pathlib import Path

import pytest

from monitor.clock import parse_time
from monitor.events.cluster import Clusterer
from monitor.events.figures import is_district
from monitor.events.load import load_clusterer
from monitor.item import item_from_json
from monitor.text.segment import load_segmenter

CONFIG = Path(__file__).resolve().parents[3] / "config"
NOW = parse_time("2026-05-09T12:00:00+08:00")
SCHOOL = (
    "宽城区一学校食堂多人食物中毒",
    "5月3日中午，长春市宽城区某小学食堂就餐后，45名学生出现呕吐腹泻，疑似食物中毒，已送医救治。",
    "2026-05-03T16:00:00+08:00",
)
WEDDING = (
    "宽城区一酒店婚宴发生食物中毒",
    "5月4日晚，长春市宽城区一酒店举办婚宴后，38名宾客出现腹痛呕吐，疑似食物中毒，已送医救治。",
    "2026-05-04T22:00:00+08:00",
)
BEFORE_DAWN = (
    "柳影街道居民楼火灾3人遇难",
    "5月4日凌晨2时，宽城区柳影街道一居民楼发生火灾，造成3人死亡，起火原因正在调查。",
    "2026-05-04T08:00:00+08:00",
)
IN_THE_EVENING = (
    "宽城区一居民楼夜间起火4人死亡",
    "5月4日晚8时许，宽城区兴业街道一居民楼发生火灾，造成4人死亡，起火原因正在调查。",
    "2026-05-04T23:00:00+08:00",
)
TOLL = (
    "柳影街道火灾死亡人数升至5人",
    "记者5月5日从宽城区政府获悉，柳影街道居民楼火灾遇难人数升至5人，另有2人在医院救治。",
    "2026-05-05T10:00:00+08:00",
)
CONFERENCE = (
    "柳影街道居民楼火灾新闻发布会实录",
    "今日9时30分，市政府新闻办公室举行新闻发布会，通报宽城区柳影街道居民楼火灾救援处置情况。",
    "2026-05-05T11:00:00+08:00",
)


@pytest.fixture(scope="module")
def clusterer() -> Clusterer:
    return load_clusterer(CONFIG, load_segmenter(CONFIG / "dictionary.txt").cut)


def events(clusterer: Clusterer, *reports: tuple[str, str, str]) -> list[str]:
    items = [
        item_from_json({"id": str(n), "title": title, "text": text, "published_at": at})
        for n, (title, text, at) in enumerate(reports)
    ]
    return [row.event for row in clusterer.rows(items, NOW)]


@pytest.mark.parametrize(
    ("first", "second"),
    [(SCHOOL, WEDDING), (BEFORE_DAWN, IN_THE_EVENING)],
    ids=["two poisonings", "two fires"],
)
def test_two_emergencies_of_a_kind_in_a_district_are_two_events(
    clusterer: Clusterer, first: tuple[str, str, str], second: tuple[str, str, str]
) -> None:
    one, other = events(clusterer, first, second)
    assert one != other


def test_a_later_toll_and_the_press_conference_stay_with_their_fire_and_not_with_the_other(
    clusterer: Clusterer,
) -> None:
    fire, other, toll, conference = events(clusterer, BEFORE_DAWN, IN_THE_EVENING, TOLL, CONFERENCE)
    assert (toll, conference) == (fire, fire)
    assert other != fire


@pytest.mark.parametrize("name", ["宽城区", "绿园区", "东城区", "高新区", "净月高新区", "朝阳区"])
def test_districts_whose_names_end_like_other_things_are_districts(name: str) -> None:
    assert is_district(name)


@pytest.mark.parametrize("name", ["小区", "社区", "老城区", "城区", "工业园区", "全园区", "江北新区"])
def test_estates_towns_and_parks_are_no_districts(name: str) -> None:
    assert not is_district(name)

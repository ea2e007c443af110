"""Two emergencies of one kind within hours are two where they name another place, premises or hour; follow-ups still join."""

from __future__ import annotations

from pathlib import Path

import pytest

from monitor.clock import parse_time
from monitor.events.cluster import Clusterer
from monitor.events.entry import Entry
from monitor.events.index import EventIndex
from monitor.events.load import load_reader, load_rules
from monitor.item import item_from_json
from monitor.text.segment import load_segmenter

CONFIG = Path(__file__).resolve().parents[3] / "config"
NOW = parse_time("2026-05-09T12:00:00+08:00")
WORKS = "长春市宽城区柳影路一家化工厂5月8日9时发生火灾，2人受伤。"
HOUSE = "长春市宽城区北京大街一居民楼5月8日15时发生火灾，造成12人死亡、5人受伤。"


@pytest.fixture(scope="module")
def clusterer() -> Clusterer:
    cut = load_segmenter(CONFIG / "dictionary.txt").cut
    return Clusterer(load_reader(CONFIG, load_rules(CONFIG), cut))


def are_one(clusterer: Clusterer, *texts: str, hours: tuple[int, ...] = (9, 15)) -> bool:
    items = [
        item_from_json(
            {
                "id": str(n),
                "text": text,
                "source": "晚报",
                "source_kind": "local_media",
                "published_at": f"2026-05-08T{hours[n]:02}:30:00+08:00",
            }
        )
        for n, text in enumerate(texts)
    ]
    return len({row.event for row in clusterer.rows(items, NOW)}) == 1


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (WORKS, HOUSE),
        ("5月8日9时，宽城区一化工厂发生火灾。", "5月8日11时，宽城区一居民楼发生火灾。"),
        ("5月8日9时，朝阳区一饭店发生火灾，1人受伤。", "5月8日，朝阳区一超市发生火灾，3人受伤。"),
        ("5月8日，南关区亚泰大街发生交通事故，1人死亡。", "5月8日，南关区人民大街发生交通事故，2人受伤。"),
        ("5月8日，南湖大桥栏杆断裂一人坠河", "5月8日，自由大桥栏杆断裂一人坠河"),
        ("万科城业主维权，开发商延期交房", "恒大城业主维权，开发商延期交房"),
        ("5月7日，宽城区一化工厂发生火灾，2人受伤", "5月8日，宽城区一家具厂发生火灾，3人受伤"),
        ("5月8日9时，二道区一住户燃气爆炸，1人受伤。", "5月8日14时，二道区一住户燃气爆炸，3人受伤。"),
    ],
)
def test_what_names_another_place_or_hour_is_another_emergency(
    clusterer: Clusterer, one: str, other: str
) -> None:
    assert not are_one(clusterer, one, other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (WORKS, "宽城区化工厂火灾已扑灭，2名伤者送医。"),
        (WORKS, "宽城区柳影路一企业车间起火，2人受伤，消防正在处置。"),
        (WORKS, "宽城区柳影路化工厂火灾伤者已出院，原因为电气故障。"),
        (
            "5月8日9时，宽城区北京大街一居民楼发生火灾，1人受伤。",
            "宽城区北京大街一小区住宅起火，1人受伤送医",
        ),
        (
            "5月8日7时，南关区亚泰大街与南环路交汇处两车相撞，1人死亡。",
            "南环路车祸，两车相撞1人死亡，南关交警通报",
        ),
        (
            "5月8日7时，南关区亚泰大街与南环路交汇处两车相撞，1人死亡。",
            "南关区亚泰大街车祸1人死亡，两车相撞",
        ),
        (
            "二道区万科城小区5月8日9时燃气爆炸，2人受伤。",
            "二道区临河街万科城一住宅爆炸2人受伤",
        ),
    ],
)
def test_a_later_bulletin_in_other_or_fewer_words_still_joins(
    clusterer: Clusterer, one: str, other: str
) -> None:
    assert are_one(clusterer, one, other, hours=(9, 10))


def test_what_happened_after_a_report_was_published_is_not_what_it_tells(clusterer: Clusterer) -> None:
    told = "宽城区一居民楼发生火灾，2人受伤。"
    assert not are_one(clusterer, told, "5月8日15时，宽城区一居民楼发生火灾，3人受伤。")


def test_the_officer_reads_why_a_second_emergency_was_kept_apart() -> None:
    cut = load_segmenter(CONFIG / "dictionary.txt").cut
    index = EventIndex(load_reader(CONFIG, load_rules(CONFIG), cut))
    at = parse_time("2026-05-08T15:30:00+08:00")
    index.add(Entry(1, "", WORKS, at.replace(hour=9), "fire", ("220103",)), event=7)
    placed = index.place(Entry(2, "", HOUSE, at, "fire", ("220103",), 12))
    assert placed.event is None
    assert placed.why[:2] == ("与事件 7 分开", "所述地点不同（北京大街；柳影路）")


def test_two_unrelated_reversals_share_nothing_but_the_word(clusterer: Clusterer) -> None:
    story = "反转！长春市第二实验小学学生骨折系自己摔倒"
    for other in ("反转！那名女司机撞人案监控公布", "剧情反转", "反转！明星离婚官宣"):
        assert not are_one(clusterer, story, other)


ABROAD = "国外某城市郊区一化工厂发生爆炸，当地消防部门疏散周边居民，伤亡情况不明。"


def test_what_happened_abroad_in_no_country_that_is_named_is_none_of_ours(clusterer: Clusterer) -> None:
    ours = "长春市绿园区一化工厂发生爆炸，消防部门疏散周边居民，伤亡情况不明。"
    assert not are_one(clusterer, ABROAD, ours)
    assert are_one(clusterer, ABROAD, "德国" + ABROAD[len("国外某城市") :])
    assert are_one(clusterer, ours, ours.replace("绿园区", "绿园区国外有类似装置的"))

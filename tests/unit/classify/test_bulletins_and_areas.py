"""Bulletins that follow each other in one text, and disasters that several areas or scenes tell of."""

from __future__ import annotations

from datetime import datetime, timedelta, timezone

import pytest

from monitor.classify.classifier import Classifier
from monitor.classify.result import Classification
from monitor.item import Item

NOW = datetime(2026, 4, 5, 20, 0, tzinfo=timezone(timedelta(hours=8)))


def _said(classifier: Classifier, text: str, title: str = "") -> Classification:
    item = Item(id="1", title=title, text=text, source_kind="local_media", published_at=NOW)
    [said] = classifier.classify_batch([item], NOW)
    return said


def _of(said: Classification, *names: str) -> tuple[int | None, ...]:
    return tuple(said.casualty(name) for name in names)


@pytest.mark.parametrize(
    "text",
    [
        "昨晚，双阳区一餐馆起火，造成8人死亡、5人受伤。最新消息，死亡人数增至12人，受伤4人。",
        "昨晚，双阳区一餐馆起火。初报：9人死亡，6人受伤。续报：12人死亡，4人受伤。",
        "昨晚，双阳区一餐馆起火。【5日16时更新】死亡12人，受伤4人。【4日22时】死亡8人，受伤5人。",
        "昨晚，双阳区一餐馆起火。\n18:30 应急管理局消息，12人死亡，4人在医院治疗。\n13:45 遇难人数为9人，7人送医。",
        "昨晚，双阳区一餐馆起火。\n5日上午8时，8人死亡，7人受伤。\n5日下午6时，指挥部消息，12人死亡，4人在医院治疗。",
    ],
)
def test_the_hurt_of_the_newest_bulletin_stand_though_they_are_fewer(
    classifier: Classifier, text: str
) -> None:
    assert _of(_said(classifier, text), "deaths", "injured") == (12, 4)


@pytest.mark.parametrize(
    "text",
    [
        "昨晚，双阳区一餐馆起火。餐馆火灾遇难人数又上升了，从1人到4人。",
        "昨晚，双阳区一餐馆起火。截至5日17时，死亡人数再添3人，已达4人。",
    ],
)
def test_a_toll_is_what_it_came_to(classifier: Classifier, text: str) -> None:
    assert _said(classifier, text).casualty("deaths") == 4


@pytest.mark.parametrize(
    "since",
    [
        "此前失联的2人确认遇难",
        "此前失联人员中2人已遇难",
        "此前下落不明的2人已确认死亡，遇难人数升至7人",
        "失联的2人已被找到，确认遇难，目前还有1人失联",
    ],
)
def test_who_was_missing_before_is_dead_now(classifier: Classifier, since: str) -> None:
    said = _said(classifier, f"4月3日，双阳区一工地坍塌，造成5人死亡、4人受伤，3人失联。5日上午，{since}。")
    assert _of(said, "deaths", "missing", "injured") == (7, 1, 4)


def test_all_the_missing_are_found_where_the_bodies_come_to_them(classifier: Classifier) -> None:
    site = "4月4日上午，双阳区一采石场发生山体滑坡，6人失联。"
    found = _said(classifier, site + "今晨找到3具遗体，中午又发现3具遗体，遇难者共6人。")
    assert _of(found, "deaths") == (6,) and not found.casualty("missing")
    assert _said(classifier, site + "今晨找到3具遗体，中午又找到2具，仍有1人失联。").casualty("missing") == 1
    besides = "救援人员在井下发现5具遗体，另有一名救护队员牺牲。"
    assert _said(classifier, site + besides).casualty("missing") == 6


RAIN = "4月4日夜里，怀化市遭遇特大暴雨，多地山洪暴发。"


@pytest.mark.parametrize(
    ("text", "deaths", "injured"),
    [
        ("溆浦县死亡5人，受伤8人；辰溪县死亡6人，受伤2人，共计11人死亡、10人受伤。", 11, 10),
        ("沅陵县方面，3人遇难、9人受伤；麻阳县方面，5人遇难、1人受伤，合计死亡8人、受伤10人。", 8, 10),
        ("已确认11人遇难，具体为麻阳县已确认5人死亡；溆浦县已确认6人死亡。", 11, None),
        ("沅陵县应急管理局通报，3人死亡、3人受伤。麻阳县应急管理局通报，4人死亡、1人受伤。", 7, 4),
        ("记者从麻阳县了解到，当地有6人死亡、2人受伤；在溆浦县，5人死亡、3人受伤。", 11, 5),
        ("沅陵县的死亡人数是4人，麻阳县的死亡人数是6人。", 10, None),
        ("死者中2人在沅陵县，6人在麻阳县，3人在溆浦县。", 11, None),
        ("4人在沅陵县遇难，4人在麻阳县遇难，6人在溆浦县遇难。", 14, None),
        ("太平镇房屋倒塌致3人死亡、9人受伤，山河街道山洪致3人死亡、3人受伤。", 6, 12),
        (
            "佛冈县死亡5人，受伤7人；阳山县死亡1人，受伤6人；英德市死亡5人，受伤2人。暴雨还造成15人受伤。",
            11,
            15,
        ),
        ("沅陵县5人遇难、3人受伤；溆浦县3人遇难、1人受伤；辰溪县2人遇难、7人受伤。", 10, 11),
    ],
)
def test_what_areas_tell_adds_up_once(
    classifier: Classifier, text: str, deaths: int, injured: int | None
) -> None:
    assert _of(_said(classifier, RAIN + text), "deaths", "injured") == (deaths, injured)


def test_the_missing_of_areas_add_up(classifier: Classifier) -> None:
    said = _said(classifier, RAIN + "沅陵县已确认2人遇难，还有8人失联；溆浦县已确认4人遇难，还有9人失联。")
    assert _of(said, "deaths", "missing") == (6, 17)


@pytest.mark.parametrize(
    ("text", "deaths"),
    [
        ("怀化市突发山洪造成11人死亡，溆浦县6人死亡，辰溪县3人死亡。", 11),
        ("自治区政府新闻办通报：这次洪灾造成5人死亡，其中西吉县4人、海原县1人。", 5),
        ("暴雨造成9人死亡。今年，当地因洪涝累计死亡52人。", 9),
    ],
)
def test_a_whole_is_not_added_to_its_areas_nor_the_year_to_the_storm(
    classifier: Classifier, text: str, deaths: int
) -> None:
    assert _said(classifier, RAIN + text).casualty("deaths") == deaths


@pytest.mark.parametrize(
    "text",
    [
        "火车站候车室：3人死亡、5人受伤；广场公交站：4人死亡、9人受伤。",
        "购物中心一楼的死者有3人，伤者5人；中心广场的死者有4人，伤者9人。",
        "3人在购物中心一楼遇难，5人受伤；4人在中心广场遇难，9人受伤。",
        "在镇政府大院，3人遇害，5人受伤；在农贸市场，4人遇害，9人受伤。",
    ],
)
def test_the_scenes_of_one_attack_add_up(classifier: Classifier, text: str) -> None:
    said = _said(classifier, f"4月4日晚，昆明市发生一起持刀砍人事件，暴徒先后在多处行凶。{text}")
    assert _of(said, "deaths", "injured") == (7, 14)


def test_a_toll_taken_apart_by_scene_is_no_more_than_it_is(classifier: Classifier) -> None:
    told = "昨天，一男子先后在多处行凶，造成7人死亡、8人受伤，其中早市入口2人死亡，派出所门口5人死亡。"
    assert _of(_said(classifier, told), "deaths", "injured") == (7, 8)
    one = "昨天下午，一名男子在学校门口持刀行凶，校门口5人受伤，其中超市门前1人死亡。"
    assert _said(classifier, one).casualty("deaths") == 1

"""Posts that tell of deaths by 走了 and 不行了 where something has just fallen in or burnt, and of those who were carried off."""

from __future__ import annotations

import pytest

from monitor.classify.emergencies.of_the_thing import without_its_age
from monitor.classify.figures.casualties import Casualties, extract_casualties
from monitor.classify.figures.victims import add_persons
from monitor.text.clean import clean


def read(text: str) -> Casualties:
    return add_persons(extract_casualties(clean(""), clean(text)), clean(""), clean(text))


@pytest.mark.parametrize(
    "text",
    [
        "工地塌了，走了三个。",
        "出租屋昨晚着火，走了3个，路都封了。",
        "矿上冒顶了，走了三个，有人知道怎么回事吗。",
        "砖厂塌了，挖出来四个活的，走了3个，还有6个没挖出来。",
        "楼塌了，3个不行了，现在还在挖。",
        "五个人送医院抢救，三个走了，工地昨天塌的，塌了一大片。",
        "矿上冒顶了，人没了3个。",
    ],
)
def test_they_are_dead(text: str) -> None:
    assert read(text).value("deaths") == 3


@pytest.mark.parametrize(
    "text",
    [
        "工地塌了，工人走了三个。",
        "饭店着火了，走了三个顾客没买单。",
        "公司快塌了，走了三个。",
        "工地塌了，包工头跑了，走了三个工人讨薪。",
        "房子塌了，大家都搬，走了三个。",
        "地震后车坏了，3个轮胎也不行了。",
        "工地塌了，3个送医院包扎，包完走了。",
    ],
)
def test_they_have_left(text: str) -> None:
    assert not read(text).value("deaths")


@pytest.mark.parametrize(
    ("text", "dead", "hurt"),
    [
        ("工地塌了，救护车拉走7个，有两个没救过来。", 2, 5),
        ("老楼塌了，120拉走了7个人，四个半路上就没了。", 4, 3),
        ("老厂房倒了，送区医院九个，有三个没抢救回来。", 3, 6),
        ("工地塌了，七个送去医院，2个没挺过来。", 2, 5),
        ("工地塌了，五个人送医院抢救，一个走了。", 1, 4),
        ("工地塌了，救护车拉走7个，当场死了2个。", 2, 7),
    ],
)
def test_whoever_dies_in_care_was_one_of_those_carried_off(text: str, dead: int, hurt: int) -> None:
    found = read(text)
    assert (found.value("deaths"), found.value("injured")) == (dead, hurt)


@pytest.mark.parametrize("year", ["一九八五年", "1985年", "上世纪八十年代", "二〇〇三年"])
def test_since_when_a_house_has_stood_dates_nothing(year: str) -> None:
    assert year not in without_its_age(f"一栋{year}建的老楼塌了，12人死亡。")


def test_a_year_in_chinese_still_dates_what_happened_in_it() -> None:
    assert "一九八五年" in without_its_age("一九八五年老楼塌了，12人死亡。")

"""Who dies in care behind a toll is none of its hurt where he is told again, belongs to somebody else or only leaves; and hospitals that pass people on count them once."""

from __future__ import annotations

import time
from datetime import datetime

import pytest

from monitor.classify.classifier import Classifier
from monitor.clock import SHANGHAI
from monitor.item import Item

NOW = datetime(2026, 4, 5, 20, tzinfo=SHANGHAI)
MINE = "4月2日，双阳区一煤矿发生透水事故，造成6人死亡、4人受伤。"
HOUSE = "4月3日晚，双阳区一民房起火，"
BUS = "昨日下午，双阳区一客车侧翻。"
CRANE = "双阳区工地昨晚塔吊倒了，"


def figures(classifier: Classifier, text: str) -> tuple[int, int]:
    item = Item("x", "", text, source_kind="local_media", published_at=NOW)
    found = classifier.classify(item, NOW).casualties
    deaths, injured = found.get("deaths"), found.get("injured")
    return (deaths.value if deaths else 0), (injured.value if injured else 0)


@pytest.mark.parametrize(
    ("text", "deaths", "injured"),
    [
        (f"{MINE}4月3日，一名遇难者的父亲因悲伤过度被送医，经抢救无效去世。", 6, 4),
        (f"{MINE}4月4日，一名护送伤员的司机返程途中突发心梗，送医后不治。", 6, 4),
        (f"{HOUSE}造成2人死亡、7人受伤。4月4日，一名烧伤的女孩没能挺过来，在医院去世。", 3, 6),
        # Told again: by who is left, by the whole, by the same number of the same fate.
        (f"{HOUSE}5人受伤，2人死亡。4月4日，警方通报，2名重伤者经抢救无效死亡，另5人无生命危险。", 2, 5),
        (
            f"{HOUSE}造成2人死亡、5人受伤。4月4日，医院通报，昨晚送来的7名伤者中，2人经抢救无效死亡，5人病情稳定。",
            2,
            5,
        ),
        (f"{HOUSE}2人经抢救无效死亡，4人受伤。4日上午，医院证实，2名伤者不治身亡。", 2, 4),
        (f"{HOUSE}3人送医抢救无效死亡，4人受伤。4日上午，医院介绍，3名重伤者因吸入浓烟过多死亡。", 3, 4),
        (
            f"{HOUSE}3人送医抢救无效死亡，4人受伤。4日，医院介绍，其中一名重伤者因吸入浓烟过多于凌晨死亡。",
            3,
            4,
        ),
        (
            "4月3日，双阳区一煤矿冒顶，10人被困。4月4日，7人获救送医，3人遇难。4月5日，一名获救矿工说，工友老李在被救出后死在了医院。",
            3,
            7,
        ),
        # But who is said to be more is more.
        (f"{HOUSE}2人送医后不治，7人受伤。4月4日，又有2名伤者不治。", 4, 5),
        # As people talk.
        (f"{CRANE}死了2个，伤了4个。施工队今早又走了三个，没人敢干了。", 2, 4),
        (f"{CRANE}死了2个，伤了7个。伤员里今天又走了三个，转到长春大医院去了。", 2, 7),
        (f"{CRANE}死了2个，伤了5个，今早又走了一个。", 3, 4),
        (f"{CRANE}当场死了2个，伤了4个送医院了，重伤的那个今早也没了。", 2, 4),
        # Another voice tells of the same one.
        (
            "昨天，双阳区一名工人从塔吊坠落，当场死亡。据家属称，一名四十多岁的汉子就这么没了，送到医院也没救回来。",
            1,
            0,
        ),
        # One hospital after the other, and whoever is there for something else.
        (
            f"{BUS}17名伤者先后被送到双阳区医院。经过处理，5人于当晚住进吉大一院，吉大一院已为5名伤者组织会诊。",
            0,
            17,
        ),
        (
            f"{BUS}镇卫生院接诊8名幼儿，简单包扎后，全部送往双阳区医院，双阳区医院共收治8人。",
            0,
            8,
        ),
        (f"{BUS}双阳区医院接诊8名伤者，检查后3名乘客又到妇幼保健院复查。", 0, 8),
        (f"{BUS}双阳区医院收治伤者9人。双阳区中医院当日接诊发热患者23人，与此事无关。", 0, 9),
        (f"{BUS}双阳区医院收治9名伤者，其中2人术后需复查。中医院收治4名伤者。", 0, 13),
    ],
)
def test_nobody_is_counted_twice_or_for_something_else(
    classifier: Classifier, text: str, deaths: int, injured: int
) -> None:
    assert figures(classifier, text) == (deaths, injured)


@pytest.mark.parametrize(
    ("text", "deaths"),
    [
        ("听说双阳区昨晚火灾死了15个人，放屁的通报还说没人伤亡！", 15),
        ("听说双阳区火灾死了15个，其实没这么严重的后果本可以避免的。", 15),
        ("双阳区昨晚火灾，网传死了15个，瞎说的，一个人都没死，大家散了吧。", 0),
    ],
)
def test_a_scoff_at_the_official_word_is_none_at_the_rumour(
    classifier: Classifier, text: str, deaths: int
) -> None:
    assert figures(classifier, text)[0] == deaths


def test_a_long_row_of_one_word_of_care_is_read_at_once(classifier: Classifier) -> None:
    text = "昨晚双阳区火灾，造成2人死亡、5人受伤。" + "送" * 8000
    began = time.process_time()
    figures(classifier, text)
    assert time.process_time() - began < 8  # it took 25 seconds

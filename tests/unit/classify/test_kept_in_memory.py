"""What is kept in memory keeps its kind and concerns nobody today; the work of a life, an order and a small ad are no emergency."""

from __future__ import annotations

from datetime import datetime

import pytest

from monitor.classify.classifier import Classifier
from monitor.classify.emergencies.kept import kept_in_memory
from monitor.classify.emergencies.of_a_life import is_of_a_life
from monitor.classify.result import Classification
from monitor.clock import SHANGHAI
from monitor.item import Item

NOW = datetime(2026, 11, 20, 12, tzinfo=SHANGHAI)


def said(classifier: Classifier, text: str) -> Classification:
    return classifier.classify(Item("x", "", text, source_kind="local_media", published_at=NOW), NOW)


@pytest.mark.parametrize(
    ("text", "kind", "day"),
    [
        (
            "每年七月二十八他都来这面墙前。1976年的那天凌晨，他在厂里值班。一个孩子问，爷爷，地震的时候你怕吗。今天上午，全市鸣笛三分钟。",
            "earthquake",
            "1976-07-28",
        ),
        (
            "又到汶川地震十八周年，我在遗址前站了一会儿，钟停在两点二十八分，六层的教学楼只剩四层。看门的老人说，每年这几天来的人最多，站一会儿，也不说话，又走了。",
            "earthquake",
            None,
        ),
        (
            "我爷爷是1960年修水库时被塌方埋的，同一个工棚埋了七个。清明我们去坟上烧了纸。",
            "collapse",
            None,
        ),
    ],
)
def test_it_keeps_its_kind_and_is_past(classifier: Classifier, text: str, kind: str, day: str | None) -> None:
    found = said(classifier, text)
    assert (found.relevant, found.emergency, found.severity) == (False, kind, None)
    assert day is None or str(found.occurred_at) == day


@pytest.mark.parametrize(
    "text",
    [
        # A feast, a fear, a stone in a complaint, a fire of yesterday beside an old one.
        "国庆七十周年之际，菜市场堵着消防通道，万一出现火灾车都进不去。",
        "古庙因为一场大火只剩残墙，那块石碑还立着。希望政府尽快抢救性修复。",
        "三十年前的那场雪，老人还记得。",
        "昨晚老街起火，两人死亡。三十年前的那场大火也从这里烧起。",
    ],
)
def test_what_only_stands_beside_such_words_is_not_kept(text: str) -> None:
    assert kept_in_memory("", text) is None


@pytest.mark.parametrize(
    ("text", "so"),
    [
        ("三十一年里，他用一条木船，从水里捞上来过九十七个人。", True),
        ("老赵在殡仪馆干了二十六年，给一千四百多人整过容，有车祸的，有火里抬出来的。", True),
        ("她当了三十年助产士，接生过四千多个孩子。", False),
        ("他在矿上干了二十六年，昨天下井，冒顶砸死了三个人。", False),
        ("这条路修了三年，撞死过五个人。", False),
    ],
)
def test_the_work_of_a_life_is_counted_by_years(text: str, so: bool) -> None:
    assert is_of_a_life(text) is so


@pytest.mark.parametrize(
    "text",
    [
        "关于做好汛期地质灾害防范工作的通知：各乡镇要立即组织排查，发现滑坡迹象要果断转移群众，严防群死群伤。",
        "出售：二手消防车一台，曾参加过化工厂大火扑救，车况良好，价格面议。",
        "失物招领：昨天火车站广场捡到一个背包，里面有一本《矿难启示录》。",
        "我家的水煮鱼昨天翻车了，油溅了一灶台，老公说像爆炸现场。",
    ],
)
def test_orders_small_ads_and_kitchens_are_no_emergency(classifier: Classifier, text: str) -> None:
    assert said(classifier, text).emergency is None


def test_a_van_that_turns_over_with_pots_is_one(classifier: Classifier) -> None:
    assert said(classifier, "昨晚一辆拉灶台的货车翻车，2人受伤。").emergency == "traffic_accident"

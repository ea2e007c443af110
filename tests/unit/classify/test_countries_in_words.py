"""A country that only arises where two words meet takes nothing abroad: a grave emergency at home would lose its level."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from monitor.classify.classifier import Classifier
from monitor.classify.result import Classification
from monitor.item import Item

NOW = datetime(2026, 11, 24, 4, 0, tzinfo=UTC)
TOLD = "昨晚8时许，一化工厂发生爆炸，造成12人死亡、3人重伤。"


def judge(classifier: Classifier, title: str, text: str = TOLD) -> Classification:
    return classifier.classify(Item("x", title, text, source_kind="portal", published_at=NOW), NOW)


@pytest.mark.parametrize(
    "title",
    [
        "23日警方通报：化工厂爆炸致12人死亡",
        "5日官员赶赴现场：化工厂爆炸致12人死亡",
        "24日一架直升机参与救援，化工厂爆炸致12人死亡",
        "游客可能登上的观景台旁，化工厂爆炸致12人死亡",
        "不少企业参加纳税培训时，化工厂爆炸致12人死亡",
        "跨越南北两岸的大桥旁，化工厂爆炸致12人死亡",
        "很多哥们都听到了：化工厂爆炸致12人死亡",
        "县城以北约5公里，化工厂爆炸致12人死亡",
        "沿海地区一化工厂爆炸致12人死亡",
        "公安执法国道边上，化工厂爆炸致12人死亡",
        "住宿务必登记的通知刚下，化工厂爆炸致12人死亡",
    ],
)
def test_a_country_read_across_two_words_does_not_take_a_grave_emergency_abroad(
    classifier: Classifier, title: str
) -> None:
    found = judge(classifier, title)
    assert (found.relevant, found.emergency, found.severity) == (True, "explosion", "II")


def test_the_day_before_a_papers_own_dateline_is_not_japan(classifier: Classifier) -> None:
    found = judge(classifier, "化工厂爆炸致12人死亡", "22日本报讯 " + TOLD)
    assert (found.relevant, found.severity) == (True, "II")


@pytest.mark.parametrize(
    ("title", "text"),
    [
        ("日警方通报化工厂爆炸致12人死亡", TOLD),
        ("海地化工厂爆炸致12人死亡", TOLD),
        ("北约称化工厂爆炸致12人死亡", TOLD),
        ("化工厂爆炸致12人死亡", "23日，加纳一化工厂发生爆炸，造成12人死亡。"),
        ("化工厂爆炸致12人死亡", "23日日本一化工厂发生爆炸，造成12人死亡。"),
        ("飞往多哥的客机坠毁12人遇难", "23日，一架飞往多哥的客机坠毁，12人遇难。"),
    ],
)
def test_what_happened_in_another_country_stays_abroad(classifier: Classifier, title: str, text: str) -> None:
    found = judge(classifier, title, text)
    assert (found.relevant, found.severity) == (False, None)


def test_a_dye_called_after_a_country_is_of_no_country(classifier: Classifier) -> None:
    text = "昨天，市场监管局通报，一批苏丹红超标的辣椒制品流入食堂，36名学生食物中毒，已送医。"
    found = judge(classifier, "食堂辣椒苏丹红超标，36名学生中毒", text)
    assert (found.relevant, found.emergency) == (True, "food_poisoning")


@pytest.mark.parametrize(
    ("title", "text"),
    [
        (
            "早班车丨假期我省接待游客两千万人次",
            "假期我省接待游客两千万人次· 电影票房创新高· 火车票开售· 黎巴嫩一座仓库发生爆炸事件致12死30伤",
        ),
        ("营区遭炮火波及", "当地时间11月23日，我赴外维和分队营区外发生爆炸，造成12人死亡。"),
        ("游轮沉没12人遇难", "23日，一艘游轮在伏尔加河沉没，12人遇难。"),
    ],
)
def test_what_lies_abroad_by_its_own_line_its_clock_or_its_river_has_no_level(
    classifier: Classifier, title: str, text: str
) -> None:
    found = judge(classifier, title, text)
    assert (found.relevant, found.severity) == (False, None)


def test_a_round_up_with_a_grave_emergency_at_home_keeps_its_level(classifier: Classifier) -> None:
    text = "假期我省接待游客两千万人次· 电影票房创新高· 日本首相访华· 南关区一仓库昨晚发生爆炸事件致12死30伤"
    assert judge(classifier, "早班车丨今日要闻", text).severity == "II"


@pytest.mark.parametrize(
    "house",
    [
        "维也纳酒店",
        "莫斯科餐厅",
        "东京大厦",
        "加州牛肉面馆",
        "罗马假日酒店",
        "法国红酒仓库",
        "加拿大国际学校",
        "曼哈顿广场",
        "迪拜酒吧",
        "德国大众4S店",
    ],
)
def test_a_house_with_a_foreign_name_burns_where_the_text_says_it_stands(
    classifier: Classifier, house: str
) -> None:
    text = f"11月23日晚8时许，绿园区一{house}发生火灾，造成12人死亡、3人重伤。"
    found = judge(classifier, f"{house}火灾致12人死亡", text)
    assert (found.relevant, found.emergency, found.severity) == (True, "fire", "II")


@pytest.mark.parametrize(
    ("title", "text"),
    [
        ("孟买酒店遭袭击12人死亡", "孟买一家酒店23日遭武装分子袭击，12人死亡。"),
        ("东京大厦火灾12人死亡", "23日，东京一大厦起火，12人死亡。"),
        ("曼谷酒吧火灾致12人死亡", "23日晚，曼谷市区一酒吧起火，12人死亡。"),
        ("莫斯科餐厅爆炸12人死亡", "一餐厅23日发生爆炸，12人死亡。"),
        ("加州学校枪击12人死亡", "23日，美国加州洛杉矶市一所学校发生枪击，12人死亡。"),
    ],
)
def test_a_house_abroad_stays_abroad(classifier: Classifier, title: str, text: str) -> None:
    found = judge(classifier, title, text)
    assert (found.relevant, found.severity) == (False, None)

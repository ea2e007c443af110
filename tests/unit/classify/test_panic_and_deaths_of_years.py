"""Rumours that make people flee or buy up shops raise the opinion level; the dead of many years and of old illness are no emergency."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from monitor.classify.classifier import Classifier
from monitor.classify.result import Classification
from monitor.item import Item

NOW = datetime(2026, 11, 28, 13, 30, tzinfo=UTC)


def _said(classifier: Classifier, text: str) -> Classification:
    return classifier.classify(Item("1", "", text, source_kind="social", published_at=NOW), NOW)


@pytest.mark.parametrize(
    "text",
    [
        "听说自来水被投毒了，大家千万别喝，赶紧转发，超市矿泉水已经抢光了",
        "快跑啊，说水库大坝今晚要决口，下游的都在收拾东西往山上跑",
        "都在传某某银行要倒闭，储户排队取钱，柜台都挤爆了",
        "听说今晚有大地震，小区的人全下楼睡广场了，地震局也不出来说句话",
        "听说要封城，超市米面油都被抢空了，真的假的",
    ],
)
def test_a_rumour_that_makes_people_flee_or_buy_is_orange(classifier: Classifier, text: str) -> None:
    said = _said(classifier, text)
    assert said.opinion_level == "orange"
    assert said.relevant


@pytest.mark.parametrize(
    "text",
    [
        "听说那家店的毒蘑菇锅很火，位置天天抢光",
        "演唱会门票一秒抢光，转发抽两张，别怕停电",
        "据说这款手机抢空了，核心芯片升级",
    ],
)
def test_a_rush_for_what_people_like_is_no_panic(classifier: Classifier, text: str) -> None:
    assert "panic" not in {basis.rule for basis in _said(classifier, text).opinion_basis}


@pytest.mark.parametrize(
    "text",
    [
        "村里这些年得癌症死了十几个，都说是化工厂害的",
        "养老院三年死了四十个老人，正常吗",
        "矿上十年死了三十多人，没人管",
        "我爸尘肺病死了，矿上一分钱不赔，同村得病死了十二个",
        "这条路五年死了二十一个人，到现在没个红绿灯",
        "工厂开了八年，前后死了三个工人，都私了了",
    ],
)
def test_the_dead_of_years_and_of_old_illness_are_no_emergency(classifier: Classifier, text: str) -> None:
    said = _said(classifier, text)
    assert said.severity is None
    assert said.relevant


@pytest.mark.parametrize(
    ("text", "deaths"),
    [
        ("我们这五年没出过事，昨晚矿上冒顶死了三个", 3),
        ("这个煤矿2019年死过人，今天又死了十二个", 12),
        ("开了十年大车的老李昨晚翻车，车上四个人都死了", 4),
        ("三年前盖的楼昨天塌了，死了五个", 5),
        ("两年级的三个孩子淹死了", 3),
        ("不明发热，村里半个月病死十个人", 10),
    ],
)
def test_years_beside_the_dead_of_today_take_nobody_away(
    classifier: Classifier, text: str, deaths: int
) -> None:
    assert _said(classifier, text).casualties["deaths"].value == deaths

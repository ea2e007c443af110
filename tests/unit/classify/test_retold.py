"""Emergencies of another year, of another's lesson, or of a count of the year, under headlines that do not say so."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from monitor.classify.classifier import Classifier
from monitor.classify.result import Classification
from monitor.item import Item

NOW = datetime(2026, 11, 27, 10, 0, tzinfo=UTC)


def judge(classifier: Classifier, title: str, text: str) -> Classification:
    return classifier.classify(Item("x", title, text, source_kind="portal", published_at=NOW), NOW)


@pytest.mark.parametrize(
    ("title", "text"),
    [
        ("我们不会忘记", "今天是汶川地震纪念日，那一年69227人遇难，愿逝者安息。"),
        ("警钟长鸣", "市应急局开展警示教育，通报外省一起造成15人死亡的商铺火灾案例，要求举一反三。"),
        ("安全课", "我市召开会议，通报了近期某省商铺火灾致15人死亡事故，要求举一反三，深刻吸取教训。"),
        ("守护平安", "某保险公司称，去年全市因交通事故死亡312人，建议市民购买意外险。"),
        ("典型案例", "应急管理部公布2025年全国十大生产安全事故案例，其中山西一煤矿事故致14人死亡。"),
        ("", "我父亲2015年在矿上出事，当时死了11个人，抚恤金早已发完。"),
    ],
)
def test_what_is_retold_has_no_level(classifier: Classifier, title: str, text: str) -> None:
    assert judge(classifier, title, text).severity is None


@pytest.mark.parametrize(
    ("title", "text", "level"),
    [
        ("警钟长鸣", "今天凌晨，我市一商铺起火，造成15人死亡。市里要求举一反三，开展排查。", "II"),
        ("化工厂爆炸致12死", "昨天，去年才投产的化工厂爆炸，造成12人死亡。", "II"),
        ("痛心", "建厂三十周年庆典上今天发生爆炸，造成12人死亡。", "II"),
    ],
)
def test_what_happens_today_keeps_its_level_beside_words_of_the_past(
    classifier: Classifier, title: str, text: str, level: str
) -> None:
    assert judge(classifier, title, text).severity == level


def test_what_is_past_and_still_not_settled_is_a_grievance_of_today(classifier: Classifier) -> None:
    result = judge(classifier, "讨说法", "听说去年化工厂爆炸死了好几个人，到现在也没个说法。")
    assert result.relevant
    assert result.severity is None


@pytest.mark.parametrize(
    "text", ["我家狗让车撞了，腿折了，宠物医院要八千。", "刚才邻居的猫被车压死了，司机跑了。"]
)
def test_a_pet_under_a_car_is_no_traffic_accident(classifier: Classifier, text: str) -> None:
    assert judge(classifier, "", text).emergency is None


def test_a_cow_under_a_car_with_people_hurt_is_one(classifier: Classifier) -> None:
    result = judge(classifier, "", "刚才一头牛被车撞飞，面包车翻沟里，3人受伤。")
    assert result.emergency == "traffic_accident"


@pytest.mark.parametrize("text", ["刷到个视频国外大桥塌了，太吓人了。", "国外一客机坠毁，71人遇难。"])
def test_what_is_only_said_to_be_abroad_is_graded_no_more(classifier: Classifier, text: str) -> None:
    assert judge(classifier, "", text).severity is None


def test_a_boiler_from_abroad_bursts_at_home(classifier: Classifier) -> None:
    assert judge(classifier, "", "今天我市一工厂从国外进口的锅炉爆炸，3人死亡。").severity == "III"

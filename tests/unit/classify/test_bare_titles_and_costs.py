"""Headlines that name nothing, and foul weather that only its cost tells from ordinary rain."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from monitor.classify.classifier import Classifier
from monitor.classify.result import Classification
from monitor.item import Item

NOW = datetime(2026, 11, 27, 10, 0, tzinfo=UTC)
FLOODED = "因持续降雨，朝阳区部分路段内涝，交通中断。"
RAIN = "受强降雨影响，农安县转移安置群众1.2万人，直接经济损失1.3亿元，无人员伤亡。"


def judge(classifier: Classifier, title: str, text: str) -> Classification:
    return classifier.classify(Item("x", title, text, source_kind="portal", published_at=NOW), NOW)


@pytest.mark.parametrize(
    "title",
    [
        "",
        "通报",
        "【情况通报（二）】",
        "快讯",
        "突发！",
        "第3号公告",
        "最新情况通报（第2号）",
        "警方紧急通告",
    ],
)
def test_under_a_title_that_names_nothing_the_first_sentence_counts_as_one(
    classifier: Classifier, title: str
) -> None:
    assert judge(classifier, title, FLOODED).emergency == "flood"


def test_under_a_title_that_names_something_else_it_counts_for_less(classifier: Classifier) -> None:
    assert judge(classifier, "农安县天气", FLOODED).emergency is None


def test_foul_weather_that_cost_much_is_an_emergency_whatever_the_title(classifier: Classifier) -> None:
    result = judge(classifier, "农安县做好灾后救助", RAIN)
    assert (result.emergency, result.severity) == ("flood", "I")


@pytest.mark.parametrize(
    "text",
    [
        "会议要求，要针对去年内涝造成直接经济损失2亿元的教训，抓紧治理。",
        "我市投资3.2亿元治理城区内涝，惠及群众5万人。",
        "为建设水库，转移安置移民1.2万人，防御洪水能力大大提高。",
        "该工程可避免强降雨造成的损失每年约5000万元。",
    ],
)
def test_the_cost_of_another_year_of_works_and_of_what_is_averted_makes_no_emergency(
    classifier: Classifier, text: str
) -> None:
    assert judge(classifier, "榆树市水利工作", text).emergency is None


@pytest.mark.parametrize(
    "text",
    [
        "昨天拆迁户和施工队从口角变成对打，两边加起来六七百号人，铁锹镐把都用上了。",
        "昨天两个村的人打了起来，双方六七百人，四十多人受伤。",
    ],
)
def test_hundreds_who_set_upon_each_other_are_an_affray_in_plain_words_too(
    classifier: Classifier, text: str
) -> None:
    result = judge(classifier, "", text)
    assert (result.emergency, result.severity) == ("mass_incident", "I")


def test_thousands_whom_tap_water_made_ill_are_poisoned(classifier: Classifier) -> None:
    result = judge(classifier, "", "昨天，被污染的自来水造成三千多人出现腹泻，其中7人死亡，取水口已经关闭。")
    assert (result.emergency, result.severity) == ("environment", "I")
    assert result.casualty("poisoned") == 3000

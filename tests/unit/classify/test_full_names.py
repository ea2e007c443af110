"""Full official names of development zones, dates written with dots, and words that only look like a rumour."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from monitor.classify.classifier import Classifier
from monitor.classify.result import Classification
from monitor.item import Item

NOW = datetime(2024, 5, 8, 1, 0, tzinfo=UTC)


def judge(classifier: Classifier, text: str, kind: str = "local_media") -> Classification:
    return classifier.classify(Item("1", "", text, source_kind=kind, published_at=NOW), NOW)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("长春净月高新技术产业开发区一工地发生坍塌，1人死亡。", "220172"),
        ("长春净月高新技术产业开发区管委会负责人介绍，一工厂起火。", "220172"),
        ("长春净月开发区一小区停水三天，没人管。", "220172"),
        ("净月高新区一工厂起火。", "220172"),
        ("长春高新技术产业开发区一工厂起火。", "220173"),
        ("长春汽车经济技术开发区一工厂起火。", "220174"),
        ("长春经济技术开发区一工厂起火。", "220171"),
        ("农安县合隆镇一工厂起火。", "220122"),
        ("宽城区合隆镇一工厂起火。", "220103"),
    ],
)
def test_a_zones_full_name_is_the_zone_and_not_the_city(classifier: Classifier, text: str, code: str) -> None:
    assert judge(classifier, text).regions == (code,)


def test_a_town_that_two_districts_bear_stays_with_the_city(classifier: Classifier) -> None:
    assert judge(classifier, "合隆镇一工厂起火，2人受伤。").regions == ("220100",)


def test_the_new_area_that_spans_several_districts_stays_with_the_city(classifier: Classifier) -> None:
    assert judge(classifier, "长春新区一工厂起火，2人受伤。").regions == ("220100",)


@pytest.mark.parametrize(
    ("words", "when"),
    [
        ("2024.5.7下午", "2024-05-07"),
        ("2024.05.07", "2024-05-07"),
        ("2024.5.7晚", "2024-05-07"),
        ("2024.5.7 14:30", "2024-05-07T14:30:00+08:00"),
        ("2024.5.7下午3点", "2024-05-07T15:00:00+08:00"),
    ],
)
def test_a_date_with_dots_is_a_date(classifier: Classifier, words: str, when: str) -> None:
    said = judge(classifier, f"{words}，长春市宽城区一工厂起火，2人受伤。").to_json()
    assert said["occurred_at"] == when


@pytest.mark.parametrize(
    "text",
    [
        "不是谣言！长春宽城区一工厂起火，2人受伤。",
        "这不是谣言，宽城一工厂真的着火了。",
        "绝非谣言！宽城区停水三天。",
        "并不是谣言，长春某小区停电。",
    ],
)
def test_whoever_says_that_it_is_no_rumour_tells_of_none(classifier: Classifier, text: str) -> None:
    assert "rumour" not in judge(classifier, text, "social").flags


@pytest.mark.parametrize(
    "text",
    [
        "长春某幼儿园虐童，暂未证实。",
        "长春某幼儿园老师打孩子，尚未得到证实。",
        "长春某医院收红包一事未经核实。",
        "长春某小学体罚学生，有待证实。",
    ],
)
def test_what_is_told_as_not_yet_confirmed_is_unverified(classifier: Classifier, text: str) -> None:
    assert "unverified" in judge(classifier, text, "social").flags


@pytest.mark.parametrize(
    "text",
    [
        "長春市寬城區供熱公司不供熱，居民投訴無人處理。",
        "长春市宽城区供热公司不供\u200b热，居民投\u200b诉无人处理。",
        "长 春 市 宽 城 区 供 热 公 司 不 供 热 ， 居 民 投 诉 无 人 处 理 。",
        "长春市宽城区供热公司不供热，居民投诉无人处理。",
    ],
)
def test_what_a_reason_cites_is_the_text_as_it_was_given(classifier: Classifier, text: str) -> None:
    spans = judge(classifier, text, "hotline").to_json()["reason_spans"]
    assert spans
    assert all(text[s["start"] : s["end"]] == s["quote"] for s in spans)

"""An early warning is the office's matter and no emergency, unless it tells of harm."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from monitor.classify.classifier import Classifier
from monitor.classify.result import Classification
from monitor.item import Item

NOW = datetime(2026, 11, 27, 10, 0, tzinfo=UTC)


def judge(classifier: Classifier, text: str, title: str = "") -> Classification:
    return classifier.classify(Item("x", title, text, source_kind="portal", published_at=NOW), NOW)


WARNINGS = [
    ("暴雪橙色预警", "长春市气象台27日16时发布暴雪橙色预警", "220100"),
    ("", "长春市气象台11月27日16时发布暴雪橙色预警信号：预计未来6小时内，我市将出现10毫米以上降雪。", "220100"),
    ("特大暴雨！长春气象台发布今年首个暴雨红色预警", "", "220100"),
    ("台风“海葵”逼近 长春发布台风黄色预警", "", "220100"),
    ("", "德惠市发布暴雨红色预警信号，未来3小时降雨量将达100毫米以上", "220183"),
    ("", "吉林省水利厅发布饮马河洪水蓝色预警", "220000"),
    ("", "受暴雪橙色预警影响，长春中小学27日停课一天。", "220100"),
    ("", "长春市解除暴雪橙色预警", "220100"),
    ("", "今年第5号台风杜苏芮预计29日影响长春，市防指启动Ⅳ级应急响应", "220100"),
]  # fmt: skip


@pytest.mark.parametrize(("title", "text", "code"), WARNINGS)
def test_a_warning_is_relevant_and_no_emergency(
    classifier: Classifier, title: str, text: str, code: str
) -> None:
    said = judge(classifier, text, title)
    assert (said.relevant, said.emergency, said.severity, said.track) == (True, None, None, "response")
    assert said.regions == (code,)


@pytest.mark.parametrize(
    ("text", "kind", "deaths", "injured"),
    [
        ("暴雨红色预警期间，德惠市一处围墙倒塌致2人死亡", "collapse", 2, None),
        ("长春遭遇历史罕见暴雪，市气象台连发三次暴雪红色预警，部分大棚被压塌，3人受伤", "storm", None, 3),
        ("昨晚，长春突降特大暴雨，多条街道被淹，数十辆车被泡。", "flood", None, None),
        ("暴雨致长春多路段积水，市气象台发布暴雨红色预警，消防已转移群众120人", "storm", None, None),
    ],
)
def test_harm_told_beside_a_warning_makes_an_emergency(
    classifier: Classifier, text: str, kind: str, deaths: int | None, injured: int | None
) -> None:
    said = judge(classifier, text)
    assert (said.emergency, said.casualty("deaths"), said.casualty("injured")) == (kind, deaths, injured)


@pytest.mark.parametrize(
    "text",
    ["日本气象厅发布暴雨红色预警", "Finisar发布业绩预警股价暴跌37%", "近14港股业绩亮黄灯 年中或有新一轮预警"],
)
def test_a_warning_abroad_or_of_the_market_is_not_relevant(classifier: Classifier, text: str) -> None:
    said = judge(classifier, "", text)
    assert (said.relevant, said.emergency) == (False, None)


def test_a_forecast_is_no_emergency(classifier: Classifier) -> None:
    assert judge(classifier, "未来三天长春将迎大到暴雪，局地特大暴雪").emergency is None

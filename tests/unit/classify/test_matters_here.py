from __future__ import annotations

from pathlib import Path

import pytest

from monitor.classify.matter.evidence import RelevanceConfig
from monitor.classify.matter.matters_here import MattersHere
from monitor.config_file import read

PATH = Path(__file__).resolve().parents[3] / "config/relevance.yaml"


@pytest.fixture(scope="module")
def here() -> MattersHere:
    return MattersHere(read(PATH, RelevanceConfig).here)


@pytest.mark.parametrize(
    ("title", "label"),
    [
        ("龙嘉机场航班大面积延误", "交通、公用设施大面积受影响"),
        ("长春轻轨3号线停运半小时", "交通、公用设施大面积受影响"),
        ("榆树市连降暴雨", "本地遭遇灾害性天气"),
        ("德惠市突降冰雹", "本地遭遇灾害性天气"),
        ("长春市出台就业新政策", "本地出台政策"),
    ],
)
def test_a_few_words_of_the_place_are_a_matter(here: MattersHere, title: str, label: str) -> None:
    assert here.find(title, "") == label and here.find("", title) == label


@pytest.mark.parametrize(
    "text",
    [
        "长春亚泰出台奖金新政策",
        "长春这家商场推出优惠券政策",
        "长春航班延误险怎么买",
        "今天突降暴雪，美翻了",
        "健身房推出会员新政策",
    ],
)
def test_what_no_office_answers_for_stays_out(here: MattersHere, text: str) -> None:
    assert here.find("", text) is None

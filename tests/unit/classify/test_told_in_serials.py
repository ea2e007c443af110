"""What a serial or a year's statistic counts is no emergency, and what stands beside one still is."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from monitor.classify.classifier import Classifier
from monitor.classify.result import Classification
from monitor.item import Item

NOW = datetime(2024, 5, 8, 1, 0, tzinfo=UTC)


def judge(classifier: Classifier, text: str) -> Classification:
    return classifier.classify(Item("1", "", text, source_kind="local_media", published_at=NOW), NOW)


@pytest.mark.parametrize(
    "text",
    [
        "电视剧大结局：工厂爆炸造成12人死亡，主角幸存。",
        "热播剧《山河》第20集：矿难造成31人死亡",
        "游戏新版本剧情：爆炸造成12人死亡",
        "短剧最新一集里，仓库爆炸致12人死亡",
        "电视剧昨晚大结局，爆炸戏中12人死亡",
        "据统计，2023年全国共发生火灾74.5万起，造成1959人死亡。",
        "2023年，全国共发生火灾74.5万起，死亡1959人。",
        "统计显示，2023年全省发生道路交通事故1.2万起，造成2300人死亡。",
        "2022年，全国发生生产安全事故2.06万起，死亡2.09万人。",
    ],
)
def test_it_is_no_matter_and_has_no_level(classifier: Classifier, text: str) -> None:
    said = judge(classifier, text)
    assert (said.relevant, said.severity, said.track) == (False, None, None)


@pytest.mark.parametrize(
    ("text", "level"),
    [
        ("电视剧大结局当晚，长春一工厂爆炸致12人死亡", "II"),
        ("看电影时商场着火了，死了3人", "III"),
        ("据统计，5月7日宽城区工厂爆炸共造成12人死亡。", "II"),
        ("5月7日，长春一电视剧剧组火灾造成3人死亡", "III"),
    ],
)
def test_what_really_happened_beside_one_keeps_its_level(
    classifier: Classifier, text: str, level: str
) -> None:
    said = judge(classifier, text)
    assert (said.relevant, said.severity) == (True, level)


@pytest.mark.parametrize(
    ("text", "relevant"),
    [
        ("央视曝光长春某企业排污，当地环保局长称“不知情”引发热议", True),
        ("长春一养殖场污水直排伊通河", True),
        ("长春某公司承接排污管道疏通", False),
    ],
)
def test_a_firm_here_that_discharges_is_a_matter(classifier: Classifier, text: str, relevant: bool) -> None:
    assert judge(classifier, text).relevant is relevant

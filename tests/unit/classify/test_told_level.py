from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest

from monitor.classify.classifier import Classifier
from monitor.classify.grading.severity_rules import SeverityRules
from monitor.classify.grading.told_level import ToldLevels
from monitor.classify.result import Classification
from monitor.config_file import read
from monitor.item import Item

CONFIG = Path(__file__).resolve().parents[3] / "config"
NOW = datetime(2026, 11, 24, tzinfo=UTC)


@pytest.fixture(scope="module")
def told() -> ToldLevels:
    return ToldLevels(read(CONFIG / "severity.yaml", SeverityRules).told)


def judge(classifier: Classifier, title: str) -> Classification:
    return classifier.classify(Item("x", title, "", published_at=NOW), NOW)


@pytest.mark.parametrize(
    ("text", "level"),
    [
        ("发生特别重大交通事故", "I"),
        ("发生重大生产安全事故", "II"),
        ("一起特大车祸", "II"),
        ("较大道路交通事故", "III"),
        ("二道区大火伤亡惨重", "III"),
        ("发生一起火灾", None),
        ("严防重特大事故", None),
        ("重大事故隐患排查", None),
        ("这个路口曾多次发生重大交通事故", None),
        ("可依法追究重大责任事故罪的刑事责任", None),
        ("锅炉一旦爆炸，甚至发生列车倾覆的重大事故", None),
        ("真后怕再次发生重大安全事故", None),
    ],
)
def test_it_reads_the_level_that_the_words_name(told: ToldLevels, text: str, level: str | None) -> None:
    found = told.find("", text)
    assert (found.level if found else None) == level


def test_it_points_at_the_words(told: ToldLevels) -> None:
    text = "长春发生重大火灾"
    found = told.find(text, "")
    assert found is not None
    assert (found.part, text[found.start : found.end]) == ("title", "重大火灾")


def test_without_a_number_the_words_stand_in_with_their_basis(classifier: Classifier) -> None:
    found = judge(classifier, "长春二道重大火灾，暂无伤亡报告")
    assert (found.severity, found.severity_provisional) == ("II", True)
    assert (found.severity_basis[0].rule, found.severity_basis[0].quote) == ("told-words.II", "重大火灾")


def test_a_number_outweighs_the_words_which_are_only_remarked(classifier: Classifier) -> None:
    found = judge(classifier, "长春发生特大交通事故 4死9伤")
    assert (found.severity, found.severity_provisional) == ("III", False)
    assert any("特大交通事故" in reason for reason in found.reasons)


def test_without_number_and_words_the_lowest_level_stands_in(classifier: Classifier) -> None:
    found = judge(classifier, "长春一居民楼起火，消防正在扑救")
    assert (found.severity, found.severity_provisional, found.severity_basis) == ("IV", True, ())


def test_levels_side_by_side_in_a_rule_are_a_scale_and_grade_nothing(told: ToldLevels) -> None:
    text = (
        "查实瞒报的，一般事故每人奖励三万元，较大事故每人四万元，重大事故每人五万元，特别重大事故每人六万元。"
    )
    assert told.find("举报奖励办法问答", text) is None


def test_a_level_outside_the_scale_that_follows_it_still_grades(told: ToldLevels) -> None:
    law = "按条例，事故分为一般事故、较大事故、重大事故、特别重大事故四级。"
    found = told.find(
        "", "我市一化工厂今晨发生重大爆炸事故，现场浓烟滚滚，周边居民已连夜疏散，伤亡情况正在核查。" * 4 + law
    )
    assert found is not None and found.level == "II"


def test_two_levels_are_no_scale(told: ToldLevels) -> None:
    found = told.find("", "初步认定为较大事故，有专家称后果堪比重大事故。")
    assert found is not None

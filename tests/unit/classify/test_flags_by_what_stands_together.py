"""Flags are raised by what stands together and by how a story is told; what is only to be prevented raises none."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from monitor.classify.classifier import Classifier
from monitor.classify.result import Classification
from monitor.classify.triage.prevention import is_prevented
from monitor.item import Item

NOW = datetime(2026, 11, 24, 4, 0, tzinfo=UTC)


def judge(classifier: Classifier, text: str, kind: str = "social") -> Classification:
    return classifier.classify(Item("x", "", text, source_kind=kind, published_at=NOW), NOW)


@pytest.mark.parametrize(
    ("text", "flag", "raised"),
    [
        ("绿园区一楼盘停工一年，两百多户交了首付，监管账户的钱不知去向。", "major_problem", True),
        ("小区电梯停用一天，二百多户居民等物业维修。", "major_problem", False),
        ("镇里的站长把公家的料场租给了小舅子，账上没写。", "major_problem", True),
        ("儿子在初中被同学堵厕所打了，还录了像，学校不管。", "sensitive", True),
        ("儿子的初中厕所堵了三天，学校不管。", "sensitive", False),
        ("我是退伍老兵，安置费拖了两年没给。", "sensitive", True),
        ("区里举办退役士兵招聘会，提供岗位待遇清单。", "sensitive", False),
    ],
)
def test_two_things_that_stand_together_raise_a_flag_and_each_alone_does_not(
    classifier: Classifier, text: str, flag: str, raised: bool
) -> None:
    assert (flag in judge(classifier, text, "forum").flags) is raised


@pytest.mark.parametrize(
    "text",
    [
        "防止霸凌，从一堂课开始：二道区一所小学请检察官给学生讲预防校园欺凌。",
        "社区开展预防性侵讲座，教家长怎么保护孩子。",
        "全市开展反欺凌主题班会，各中学学生参加。",
    ],
)
def test_a_lesson_on_prevention_is_neither_sensitive_nor_a_major_problem(
    classifier: Classifier, text: str
) -> None:
    assert not {"sensitive", "major_problem"} & set(judge(classifier, text, "local_media").flags)


def test_what_could_not_be_prevented_happened() -> None:
    assert is_prevented("学校开会防止欺凌", 6)
    assert not is_prevented("学校没能防止欺凌", 6)
    assert not is_prevented("孩子遭到欺凌", 4)


def test_how_a_story_is_told_raises_a_flag_and_a_question_about_a_rule_does_not(
    classifier: Classifier,
) -> None:
    told = judge(classifier, "快转！我表姐在自来水厂上班，说水里进了毒，上头压着不让说，孩子千万别喝。")
    assert "unverified" in told.flags
    assert "rumour" not in told.flags, "nobody has said that it is false"
    asked = judge(classifier, "听说医保下个月要换系统，换的时候还能报销吗？", "hotline")
    assert "rumour" not in asked.flags and "unverified" not in asked.flags


def test_a_long_letter_is_no_rumour_for_its_length(classifier: Classifier) -> None:
    letter = "小区的二次供水泵房漏水，物业修了三次，每次都只换垫圈，过两天又漏，地下室的墙面已经起皮。" * 4
    assert "rumour" not in judge(classifier, letter, "hotline").flags


def test_the_focus_of_a_repost_is_that_of_its_own_matter(classifier: Classifier) -> None:
    own = judge(classifier, "我家自来水停了三天没人管。//@某某观察: 某局长受贿被查，纪委通报")
    assert (own.disposition, own.focus) == ("hardship", "vital_interest")
    bystander = judge(classifier, "看看。//@某某观察: 某局长受贿被查，纪委通报")
    assert bystander.focus == "image_credibility"

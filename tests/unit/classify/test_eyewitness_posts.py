"""What people post from the spot: they call for attention first, and name no emergency by its name."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from monitor.classify.classifier import Classifier
from monitor.classify.result import Classification
from monitor.item import Item

NOW = datetime(2026, 11, 28, 6, tzinfo=UTC)


def _said(classifier: Classifier, text: str) -> Classification:
    return classifier.classify(Item("1", "", text, source_kind="social", published_at=NOW), NOW)


@pytest.mark.parametrize(
    "call",
    ["快看！", "天呐！！", "不是演习！", "不是谣言，", "绝非谣言：", "真的不是谣言！", "大家注意。", ""],
)
def test_a_call_for_attention_before_the_news_hides_no_fire(classifier: Classifier, call: str) -> None:
    said = _said(classifier, f"{call}宽城区青年路一工厂起火")
    assert (said.emergency, said.relevant) == ("fire", True)
    assert "rumour" not in said.flags


def test_what_is_called_a_rumour_at_the_head_is_no_fire(classifier: Classifier) -> None:
    for text in ("谣言！宽城区青年路一工厂起火", "假的！宽城区青年路一工厂起火不属实"):
        assert _said(classifier, text).severity is None


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("安达街一栋楼塌了，压了好多人", "collapse"),
        ("朝阳区一栋居民楼塌了", "collapse"),
        ("刚才楼塌了，压了十几个人！在安达街", "collapse"),
        ("一自建房塌了，压着三个人", "collapse"),
        ("南关区一辆公交车撞了好几辆车，地上躺着俩人", "traffic_accident"),
        ("宽城一工厂真的着火了", "fire"),
    ],
)
def test_buildings_that_fall_and_cars_that_hit_others_are_emergencies(
    classifier: Classifier, text: str, kind: str
) -> None:
    assert _said(classifier, text).emergency == kind


@pytest.mark.parametrize(
    "text",
    [
        "他的人设塌了，一栋楼都是他的粉丝",
        "老家的民房前年就塌了，宅基地怎么办",
        "居民楼天花板塌了一角，物业不修",
        "房价塌了，整栋楼卖不出去",
        "这几天撞了好几次南墙",
    ],
)
def test_what_fell_long_ago_or_in_a_manner_of_speaking_is_none(classifier: Classifier, text: str) -> None:
    assert _said(classifier, text).emergency is None


@pytest.mark.parametrize(
    ("text", "trapped"),
    [
        ("二道区一自建房塌了，压了三个人", 3),
        ("楼塌了，底下压着五个工人", 5),
        ("一自建房塌了，压住十几个人", 10),
        ("一自建房塌了，压了三天没人清理", None),
    ],
)
def test_those_whom_a_fallen_building_lies_on_are_trapped(
    classifier: Classifier, text: str, trapped: int | None
) -> None:
    assert _said(classifier, text).casualty("trapped") == trapped

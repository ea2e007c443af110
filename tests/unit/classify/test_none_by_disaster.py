"""That nobody was hurt or killed is told with its cause between: 没有人员因灾伤亡."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from monitor.classify.classifier import Classifier
from monitor.classify.result import Classification
from monitor.item import Item

NOW = datetime(2026, 8, 20, 4, 0, tzinfo=UTC)


def judge(classifier: Classifier, text: str) -> Classification:
    return classifier.classify(Item("x", "", text, source_kind="portal", published_at=NOW), NOW)


@pytest.mark.parametrize(
    "text",
    [
        "台风“海燕”昨天登陆浙江，狂风吹倒大树，截至目前没有人员因灾伤亡。",
        "台风“海燕”昨天登陆浙江，狂风吹倒大树，全省未出现人员因灾伤亡。",
        "昨晚仓库发生火灾，未因此造成人员伤亡。",
    ],
)
def test_nobody_hurt_by_the_disaster_is_none(classifier: Classifier, text: str) -> None:
    found = judge(classifier, text)
    assert (found.casualty("deaths"), found.casualty("injured")) == (0, 0)


def test_those_who_died_by_the_disaster_are_counted(classifier: Classifier) -> None:
    text = "台风“海燕”昨天登陆浙江，狂风吹倒大树，已有3人因灾死亡，5人因灾受伤。"
    found = judge(classifier, text)
    assert (found.casualty("deaths"), found.casualty("injured")) == (3, 5)


def test_two_electric_bicycles_that_collide_are_no_train(classifier: Classifier) -> None:
    found = judge(classifier, "昨天下午，路口两辆电动车相撞，1人受伤。")
    named = next(reason for reason in found.reasons if reason.startswith("突发事件"))
    assert found.emergency == "traffic_accident" and "“动车相撞”" not in named

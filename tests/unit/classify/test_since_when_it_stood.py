"""Since when a thing has stood (去年刚通车的桥) tells nothing of when it fell; what itself fell then stays past."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from monitor.classify.classifier import Classifier
from monitor.classify.emergencies.of_the_thing import without_its_age
from monitor.classify.result import Classification
from monitor.item import Item

NOW = datetime(2026, 11, 24, 4, 0, tzinfo=UTC)


def judge(classifier: Classifier, text: str, title: str = "") -> Classification:
    return classifier.classify(Item("x", title, text, source_kind="local_media", published_at=NOW), NOW)


@pytest.mark.parametrize(
    "age",
    [
        "当年验收合格的",
        "去年刚通车的",
        "去年8月由区里新修的",
        "2019年建成投用的",
        "三年前才竣工的",
        "十年前盖的",
        "上世纪八十年代建的",
        "九十年代修建的",
        "前几年加固过的",
    ],
)
def test_a_bridge_of_whatever_age_that_falls_today_is_an_emergency_with_its_dead(
    classifier: Classifier, age: str
) -> None:
    found = judge(classifier, f"{age}桥塌了，桥上的人被埋，3人死亡")
    assert (found.relevant, found.emergency, found.severity) == (True, "collapse", "III")


@pytest.mark.parametrize("age", ["前年才交付的", "去年重新装修的", "二十年前买的"])
def test_a_house_of_whatever_age_that_burns_today_is_one_too(classifier: Classifier, age: str) -> None:
    found = judge(classifier, f"{age}楼起火，烧死4人")
    assert (found.emergency, found.severity) == ("fire", "III")


def test_the_headline_may_tell_the_age_as_well(classifier: Classifier) -> None:
    found = judge(classifier, "厂房坍塌，10人遇难，搜救结束。", "十年前盖的厂房坍塌10人遇难")
    assert (found.relevant, found.emergency, found.severity) == (True, "collapse", "II")


@pytest.mark.parametrize(
    "text",
    [
        "去年桥塌了，死了3个人",
        "当年桥塌了，死了3人，至今没有说法",
        "去年那场大火烧死3人，家属至今没拿到赔偿",
        "去年塌了的桥至今没修好，当时死了3人",
        "去年着火的那栋楼，烧死3人，到现在没修",
        "去年交付的那天，塔吊倒了，砸死2人",
        "去年通车的桥当年就塌了，死了3人",
        "2019年通车的大桥，2020年就垮塌了，死了3人",
        "当年建的桥，去年塌的，死了3个",
    ],
)
def test_what_fell_or_burned_in_that_year_itself_stays_past(classifier: Classifier, text: str) -> None:
    assert judge(classifier, text).severity is None


def test_offsets_are_kept_and_other_times_stay() -> None:
    text = "昨晚，去年通车的桥塌了，前年也塌过一次"
    assert without_its_age(text) == "昨晚，" + "…" * len("去年通车的") + "桥塌了，前年也塌过一次"
    assert without_its_age("去年交付的时候就漏水") == "去年交付的时候就漏水"


def test_a_thing_may_be_said_to_be_of_a_year() -> None:
    text = "桥是前年村里自己修的，昨天塌了。"
    assert "前年" not in without_its_age(text)
    assert "前年" in without_its_age("这起事故是前年发生的，至今没有结论。")

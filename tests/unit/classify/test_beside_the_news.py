"""Mourning, a look back at yesterday and the age of a house in a headline do not make a fresh emergency one of the past."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from monitor.classify.classifier import Classifier
from monitor.classify.result import Classification
from monitor.item import Item

NOW = datetime(2026, 11, 24, 4, 0, tzinfo=UTC)
TOLD = "11月23日晚，南关区一公寓发生火灾，造成12人死亡。"


def judge(classifier: Classifier, title: str, text: str) -> Classification:
    return classifier.classify(Item("x", title, text, source_kind="portal", published_at=NOW), NOW)


@pytest.mark.parametrize(
    ("title", "text"),
    [
        ("公寓火灾致12人死亡 市民献花悼念", TOLD + "24日，市民自发献花悼念。"),
        ("市民悼念公寓火灾12名遇难者", "24日，市民在公寓前献花。" + TOLD),
        ("南关区公寓火灾致12人死亡 现场回顾", TOLD),
        ("揭秘：公寓火灾为何致12人死亡", TOLD),
        ("公寓火灾致12人死亡 市民缅怀", "2026年11月23日，南关区一公寓发生火灾，造成12人死亡。"),
        ("三年前投用的公寓火灾致12人死亡", TOLD),
        ("十年前也着过火的市场又起火 12人死亡", "11月23日晚，南关区一市场发生火灾，造成12人死亡。"),
        ("抗战纪念馆火灾致12人死亡", "11月23日晚，南关区抗战纪念馆发生火灾，造成12人死亡。"),
    ],
)
def test_a_fresh_fire_keeps_its_level(classifier: Classifier, title: str, text: str) -> None:
    found = judge(classifier, title, text)
    assert (found.relevant, found.emergency, found.severity) == (True, "fire", "II")


@pytest.mark.parametrize(
    ("title", "text"),
    [
        (
            "十年前火灾12人遇难 家属今悼念",
            "24日，十年前公寓火灾遇难者家属来到原址悼念。当年的火灾造成12人死亡。",
        ),
        (
            "火灾过去十年 市民悼念12名遇难者",
            "24日，市民来到原址悼念。2016年11月23日，公寓发生火灾，造成12人死亡。",
        ),
        ("公寓火灾十年回顾：12人死亡", TOLD + "十年过去了，幸存者仍记得。"),
        ("揭秘南关公寓火灾：12人死亡背后", "2016年11月23日，南关区公寓发生火灾，造成12人死亡。"),
        ("市民悼念火灾遇难者", "昨天，市民悼念在去年公寓火灾中遇难的12人。"),
        ("抗战纪念馆讲述：轰炸致12人死亡", "23日，南关区抗战纪念馆开展，讲述1938年轰炸致12人死亡。"),
    ],
)
def test_a_fire_of_long_ago_stays_of_the_past(classifier: Classifier, title: str, text: str) -> None:
    assert judge(classifier, title, text).severity is None

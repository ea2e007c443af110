"""Families and who belongs to them, those who were hurt beside a toll from outside, and none said of some only."""

from __future__ import annotations

from datetime import datetime

import pytest

from monitor.classify.classifier import Classifier
from monitor.clock import SHANGHAI
from monitor.item import Item

NOW = datetime(2026, 11, 20, 12, tzinfo=SHANGHAI)


def numbers(classifier: Classifier, text: str) -> tuple[int | None, int | None]:
    item = Item("1", "", "昨晚，城东一栋民房起火。" + text, source_kind="local_media", published_at=NOW)
    found = classifier.classify(item, NOW)
    return found.casualty("deaths"), found.casualty("injured")


@pytest.mark.parametrize(
    ("text", "dead", "hurt"),
    [
        ("一对夫妻和他们的五个孩子不同程度受伤，另有1人死亡。", 1, 7),
        ("一位母亲和她的一个孩子全部遇难，另有6人受伤。", 2, 6),
        ("老两口和3个孙子全部遇难，另有两人受伤。", 5, 2),
        ("店主王某、其妻子和3名员工不同程度烧伤。", None, 5),
        ("一家五口中，父母当场死亡，3个孩子受伤。", 2, 3),
        ("一家六口死亡五人，只剩下一个8岁的孩子。", 5, None),
        ("一家四口有3人遇难，仅女主人获救。", 3, None),
        # Their own number stays theirs, and whose parents came is nobody hurt.
        ("一家五口遇难。", 5, None),
        ("2名孩子受伤，孩子的父母已赶到医院。", None, 2),
    ],
)
def test_whoever_belongs_to_a_family_is_counted_once(
    classifier: Classifier, text: str, dead: int | None, hurt: int | None
) -> None:
    assert numbers(classifier, text) == (dead, hurt)


@pytest.mark.parametrize(
    ("text", "dead", "hurt"),
    [
        ("造成3人死亡、5人受伤。此外，2名消防员在救援时受轻伤。", 3, 7),
        ("致3死5伤。楼下两名路过的行人也被砸伤。", 3, 7),
        ("造成3人死亡、6人受伤。另外，2名路人被飞溅的玻璃划伤。", 3, 8),
        ("一家五口均被烧伤。另有2名邻居受伤。", None, 7),
        # With some told of in between they are those who are left.
        ("5名工人全部受伤，3人烧伤较重，转往省城；另外2人擦伤，已回家休养。", None, 5),
    ],
)
def test_those_from_outside_come_on_top(
    classifier: Classifier, text: str, dead: int | None, hurt: int
) -> None:
    assert numbers(classifier, text) == (dead, hurt)


@pytest.mark.parametrize(
    ("text", "dead", "hurt"),
    [
        ("2人遇难，4人被送往医院救治，两人没有受伤。", 2, 4),
        ("屋内5人没有受伤。", 0, 0),
    ],
)
def test_none_said_of_some_is_not_said_of_all(
    classifier: Classifier, text: str, dead: int, hurt: int
) -> None:
    assert numbers(classifier, text) == (dead, hurt)

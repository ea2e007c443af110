"""A toll told by what it came to, by rival accounts, with doubts, or taken apart behind the whole."""

from __future__ import annotations

from datetime import datetime

import pytest

from monitor.classify.classifier import Classifier
from monitor.clock import SHANGHAI
from monitor.item import Item

NOW = datetime(2026, 10, 8, 9, tzinfo=SHANGHAI)
NEWS = "10月8日6时，长春市宽城区一家化工厂发生爆炸，"


def dead(classifier: Classifier, text: str) -> tuple[int | None, str | None]:
    item = Item("1", "", NEWS + text, source_kind="local_media", published_at=NOW)
    found = classifier.classify(item, NOW)
    return found.casualty("deaths"), found.severity


@pytest.mark.parametrize(
    "text",
    [
        "死亡人数再增1人，达12人。",
        "死亡人数上升3人至12人。",
        "死亡人数从9人增加3人至12人。",
        "死亡人数由9人增加3人，达到12人。",
        "死亡人数刷新为12人。",
        "死亡人数翻倍至12人。",
        "死亡名单增至12人。",
        "第12名死者被确认。",
        "又找到3具遇难者遗体，累计找到12具。",
        "又发现3具遗体，共找到12具遗体。",
        "搜救人员又找到3名遇难者，累计已找到12名遇难者。",
        "死亡人数比此前通报减少1人，为12人。",
    ],
)
def test_what_the_toll_came_to_counts_and_not_what_came_on_top(classifier: Classifier, text: str) -> None:
    assert dead(classifier, text) == (12, "II")


@pytest.mark.parametrize(
    ("text", "highest"),
    [
        ("企业称死亡2人，当地政府称死亡3人。", 3),
        ("央视报道死亡9人，新华社报道死亡11人。", 11),
        ("家属说死了4人，厂方说死了2人。", 4),
        ("有人说死了5个，有人说死了8个。", 8),
    ],
)
def test_two_accounts_of_the_same_dead_are_not_added_up(
    classifier: Classifier, text: str, highest: int
) -> None:
    assert dead(classifier, text)[0] == highest


@pytest.mark.parametrize(
    "text",
    [
        "已确认9人死亡，另有3人疑似遇难。",
        "初步核实死亡9人，疑似死亡3人。",
        "9人死亡，可能还有3人遇难。",
        "造成9名工人死亡。死者里，6人在楼梯口被发现；2人跳楼后伤重不治；还有1人在送医途中死亡。",
    ],
)
def test_neither_the_supposed_dead_nor_parts_of_the_whole_are_added(
    classifier: Classifier, text: str
) -> None:
    assert dead(classifier, text) == (9, "III")


def test_two_places_with_their_dead_still_add_up(classifier: Classifier) -> None:
    assert dead(classifier, "一车间死亡6人，二车间死亡5人。") == (11, "II")


def test_hurt_or_dead_is_no_count_of_the_dead(classifier: Classifier) -> None:
    text = "车上9人全部受伤或遇难，其中2人经医生确认已经死亡。"
    assert dead(classifier, text)[0] == 2

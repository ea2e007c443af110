"""Of whom a fate is told: those who dug are not the dead, a day of the same year long ago is not today, others are told in a sentence of their own."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from monitor.classify.classifier import Classifier
from monitor.item import Item

NOW = datetime(2026, 11, 27, 10, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "昨夜发生6.0级地震，牧民说，邻居库某家的土房塌了，我们七个人挖，挖出来的时候已经没气了。库某是此次地震中唯一的遇难者。",
            {"deaths": 1},
        ),
        ("昨日山体滑坡埋住一户人家，村里二十多个人一起刨，刨出来时老两口都没气了。", {"deaths": 2}),
        ("昨日下污水井三个人，捞上来的时候都没心跳了。", {"deaths": 3}),
        (
            "昨日下午，邻县又发生5.0级余震，造成1人死亡、11人受伤，两所学校停课。2026年5月12日特大地震中，这个县4697人遇难、15453人受伤。",
            {"deaths": 1, "injured": 11},
        ),
        ("2026年11月25日，某煤矿发生透水事故，造成5人死亡。", {"deaths": 5}),
        (
            "昨晚地震。买某在救羊时被砸伤头部，他72岁的父亲胸部被压，昨天下午在医院去世。另外有3名学生从上铺跳下摔伤，其中1人小腿骨折。",
            {"deaths": 1, "injured": 4},
        ),
        ("昨天地震，李某下楼时崴了脚。另有2名老人被掉落的瓦片砸伤。", {"injured": 3}),
        # Counted at first, then told of by name: he is one of them.
        ("昨天地震造成3人受伤。李某下楼时崴了脚，另有2名老人被瓦片砸伤。", {"injured": 3}),
    ],
)
def test_a_fate_is_that_of_those_it_befell(
    classifier: Classifier, text: str, expected: dict[str, int]
) -> None:
    said = classifier.classify(Item("x", "", text, source_kind="local_media", published_at=NOW), NOW)
    names = ("deaths", "injured")
    assert {n: number for n in names if (number := said.casualty(n)) is not None} == expected

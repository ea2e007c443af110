"""The dead told by where and when they died: on the spot, on the way to a hospital, in one; and the parts of a toll told so."""

from __future__ import annotations

from datetime import datetime

import pytest

from monitor.classify.classifier import Classifier
from monitor.clock import SHANGHAI
from monitor.item import Item

NOW = datetime(2026, 11, 20, 12, tzinfo=SHANGHAI)
HEAD = "昨晚，城东一家饭店发生爆炸。"


def numbers(classifier: Classifier, text: str, *names: str, title: str = "") -> tuple[int | None, ...]:
    item = Item("1", title, HEAD + text, source_kind="local_media", published_at=NOW)
    found = classifier.classify(item, NOW)
    return tuple(found.casualty(name) for name in names)


@pytest.mark.parametrize(
    ("text", "dead"),
    [
        ("现场3人死亡，2人死于送医途中，1人经抢救无效死亡。", 6),
        ("当场死亡4人；一人死在送往医院的途中，三人死在医院。", 8),
        ("2人当场身亡。送医途中，又有2人停止呼吸。2名伤者送医后不治。", 6),
        ("急救人员赶到时4人已经死亡，另有2人在救护车上停止了呼吸。随后，一名重伤员在医院去世。", 7),
        ("当场造成4人死亡，另有3人送医途中死亡。随后，一名重伤员在医院去世。", 8),
        ("3名乘客当场遇难，两人送医途中死亡。另有1人在医院抢救无效后死亡，5人受伤。", 6),
        ("王某、李某当场死亡；赵某（女，45岁）和朱某某经医院抢救无效于次日死亡。", 4),
        # One who is told of twice, or a toll behind them all, adds nobody.
        ("3人当场死亡，1人送医后死亡，共造成4人死亡。", 4),
        ("2人当场死亡，1人抢救无效死亡。目前共有3人死亡。", 3),
    ],
)
def test_who_died_on_the_spot_on_the_way_and_in_hospital_add_up(
    classifier: Classifier, text: str, dead: int
) -> None:
    assert numbers(classifier, text, "deaths") == (dead,)


@pytest.mark.parametrize(
    ("text", "dead", "hurt"),
    [
        ("致6死9伤，其中4人当场死亡，2人经抢救无效死亡。", 6, 9),
        ("造成7人死亡、3人受伤，其中6人在现场死亡，1人在送医途中死亡。", 7, 3),
        ("造成5死2伤。其中3人当场死亡，2人送医后不治。", 5, 2),
        # Who dies of the hurt, and not there and then, comes on top.
        ("造成2人死亡、6人受伤。今晨，1名重伤者不治，下午又有1人不治身亡。", 4, 4),
    ],
)
def test_those_who_died_on_the_spot_and_in_hospital_are_the_toll_that_they_come_to(
    classifier: Classifier, text: str, dead: int, hurt: int
) -> None:
    assert numbers(classifier, text, "deaths", "injured") == (dead, hurt)


@pytest.mark.parametrize(
    "text",
    [
        "3人当场死亡，2名伤者送医后不治。",
        "现场1人死亡，一人死在医院。",
        "一名男子当场死亡。2名伤者送医后不治。",
    ],
)
def test_the_hurt_who_died_are_no_hurt_besides(classifier: Classifier, text: str) -> None:
    assert numbers(classifier, text, "injured") == (None,)


def test_nobody_died_where_a_game_was_lost(classifier: Classifier) -> None:
    item = Item(
        "1", "密室测评", "我们五个人全死在第三关，推荐。", source_kind="local_media", published_at=NOW
    )
    assert classifier.classify(item, NOW).casualty("deaths") is None

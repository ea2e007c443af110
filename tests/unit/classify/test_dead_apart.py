"""The dead of a report that never counts them: each party once, where no two can be the same people."""

from __future__ import annotations

from datetime import datetime

import pytest

from monitor.classify.classifier import Classifier
from monitor.clock import SHANGHAI
from monitor.item import Item

NOW = datetime(2026, 11, 20, 12, tzinfo=SHANGHAI)
ROAD = "昨天上午，一辆面包车与一辆大货车在国道上迎头相撞。\n"
FIRE = "昨天凌晨，一家工厂的职工宿舍起火，住在里面的人有的从窗户跳下，有的再也没能出来。\n"


def dead(classifier: Classifier, text: str) -> int | None:
    item = Item("1", "", text, source_kind="local_media", published_at=NOW)
    return classifier.classify(item, NOW).casualty("deaths")


@pytest.mark.parametrize(
    ("text", "number"),
    [
        (ROAD + "司机和副驾驶座上的男子当场死亡，一名老太太被抬到路边后没等到救护车来就咽了气。", 3),
        (ROAD + "坐在后排的女子被抬出来时已经没有呼吸。还有一位老人在送往医院的路上停止了呼吸。", 2),
        (
            ROAD
            + "车上3人当场死亡。\n县医院当天收治了7名伤者，其中一名妇女因伤势过重，当晚不治，其余6人病情平稳。",
            4,
        ),
        (FIRE + "消防员在天台门前发现了5名遇难者。一名从六楼跳下的男子当场死亡。", 6),
        (FIRE + "一对夫妻和他们4岁的女儿倒在房间里，被发现时已经没有呼吸。跳楼的一名女子送医后不治。", 4),
        (FIRE + "住在四楼的一家三口没能跑出来，全部遇难，两名跳楼的租客经抢救无效死亡。", 5),
        (FIRE + "一名独居的老人死在了床上。跳楼的一名女子送医后不治。", 2),
    ],
)
def test_parties_who_died_where_the_others_did_not_add_up(
    classifier: Classifier, text: str, number: int
) -> None:
    assert dead(classifier, text) == number


@pytest.mark.parametrize(
    ("text", "number"),
    [
        # A toll holds whoever is told of behind it.
        (
            FIRE + "火灾造成6人死亡。消防员在天台门前发现了5名遇难者，一名从六楼跳下的男子送到医院后不治。",
            6,
        ),
        # As many, counted again.
        (FIRE + "搜救结束，最终确认6人死亡。\n当晚在宿舍里的人中，6人被救出时已没有生命体征。", 6),
        # The same may be told of twice.
        (ROAD + "一名男子当场死亡。\n王女士赶到时，她的丈夫已经没有了呼吸。", 1),
        (ROAD + "2人当场死亡。\n死者张某今年40岁，死者李某是他的同事。", 2),
        # Whoever died in another year.
        (ROAD + "司机当场死亡。\n这段路去年秋天也出过一次车祸，死了两个人。", 1),
    ],
)
def test_where_some_may_be_the_same_nobody_is_added(classifier: Classifier, text: str, number: int) -> None:
    assert dead(classifier, text) == number

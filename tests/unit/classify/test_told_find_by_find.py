"""The dead whom a text counts both together and find by find are counted once, and whoever went to save them is counted, too."""

from __future__ import annotations

import pytest

from monitor.classify.figures.casualties import extract_casualties
from monitor.classify.figures.victims import add_persons
from monitor.text.clean import clean


def dead(text: str) -> int | None:
    return add_persons(extract_casualties(clean(""), clean(text)), clean(""), clean(text)).value("deaths")


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("渔船翻沉，先找到3具遗体，随后又找到4具，7人全部遇难。", 7),
        ("山洪中8人遇难。4日夜里发现3具遗体，5日上午又发现5具。", 8),
        ("搜救人员于4日晚找到6名渔民的遗体，5日中午找到另外3名渔民的遗体，九名失联渔民全部遇难。", 9),
        ("先是挖出3名装卸工，都没了呼吸，后来又挖出2名，也已身亡，5人无一生还。", 5),
        ("6人失踪，最后一名失踪者的遗体被找到，6名失踪者全部遇难。", 6),
        ("6人失去联系。失联的6人全部找到，均已遇难。", 6),
    ],
)
def test_finds_that_come_to_all_the_dead_are_those(text: str, number: int) -> None:
    assert dead(text) == number


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("渔船翻沉，造成5人死亡。又发现2具遗体，再发现3具。", 10),
        ("渔船翻沉，先找到3具遗体，随后又找到4具。", 7),
        # The second reading adds the two of the first village.
        ("两处滑坡，甲村发现2具遗体，乙村发现3具，丙村5人遇难。", 8),
        ("渔船翻沉，3人失踪，2人死亡。昨天上午，失踪者的遗体被找到，最后一名失踪者也已遇难。", 2),
    ],
)
def test_finds_that_come_on_top_are_added(text: str, number: int) -> None:
    assert (dead(text) or 0) >= number


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("5名学生溺水，一名老师下水救起3人，自己和另外2名学生遇难。", 3),
        ("两名女孩落水，一名大学生救起其中一人后体力不支，与另一名女孩一同溺亡。", 2),
        ("4名少年落水，一名村民跳水救人，他和3名少年不幸溺亡。", 4),
        ("居民楼起火，消防员救出5人，另有2人遇难。", 2),
        ("同另外两家企业一起，消防员救出5人，3人死亡。", 3),
    ],
)
def test_whoever_went_to_save_others_and_died_is_counted(text: str, number: int) -> None:
    assert dead(text) == number


def test_nobody_can_be_alive_any_more() -> None:
    assert dead("工地坍塌，多人被埋，确认三人已无生还可能，四人被救出。") == 3
    assert dead("工地坍塌，多人被埋，三人生还可能性很小。") is None

"""Victims who are called by name, one beside the other."""

from __future__ import annotations

import pytest

from monitor.classify.figures.rolls import find_rolls


def rolls(text: str) -> dict[str, int]:
    return {name: count for name, count, _, _ in find_rolls(text, (0, len(text)))}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "小客车上的周金福（男，47岁）、雷水珍（女，45岁）和摩托车驾驶人蓝国安（男，38岁）死亡，货车驾驶人受轻伤",
            {"deaths": 3},
        ),
        ("王立强和妻子、6岁儿子当场遇难", {"deaths": 3}),
        ("老罗和同乡张二顺昨天上午先后停止呼吸", {"deaths": 2}),
        ("死者为王浩、刘洋和赵小宇", {"deaths": 3}),
        ("村民陈大山与儿子被洪水冲走", {"missing": 2}),
        ("户主王强、母亲刘桂英重伤", {"seriously_injured": 2}),
        ("夫妇俩和孙女在送医途中死亡", {"deaths": 3}),
        ("老冯和小谭已没有生命体征", {"deaths": 2}),
    ],
)
def test_all_of_a_roll_share_what_befell_them(text: str, expected: dict[str, int]) -> None:
    assert rolls(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "李某驾驶的轿车与王某驾驶的货车相撞，王某死亡",
        "司机和2名乘客死亡",
        "市长张明和副市长李强赶到现场，2人死亡",
        "车辆和司机失联",
        "张三、李四等5人受伤",
        "老师和学生们均未受伤",
        "王浩和刘洋没有死亡",
    ],
)
def test_what_counts_spares_or_separates_people_is_no_roll(text: str) -> None:
    assert rolls(text) == {}

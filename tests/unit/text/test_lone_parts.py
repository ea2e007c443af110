"""A part of the day that stands alone tells the day of what happened in it; a habit, a report or a shift tells none."""

from __future__ import annotations

from datetime import date, datetime

import pytest

from monitor.clock import SHANGHAI
from monitor.text.lone_parts import find_lone_part

DAY = date(2026, 4, 8)


def _day(text: str, hour: int = 21) -> tuple[int, str | None] | None:
    found = find_lone_part(text, datetime(2026, 4, 8, hour, 30, tzinfo=SHANGHAI))
    return ((found[0] - DAY).days, found[2]) if found else None


@pytest.mark.parametrize(
    ("text", "hour", "expected"),
    [
        ("下午一辆拉渣土的大车侧翻，把面包车压底下了", 21, (0, "afternoon")),
        ("中午跟同事吃饭，后厨突然爆炸了", 19, (0, "noon")),
        ("傍晚楼下饭店着火，抬出来两个", 22, (0, "dusk")),
        ("省道上刚出事，前排两个人都没了", 17, (0, None)),
        # What has not begun yet is that of the day before.
        ("晚上我们小区着火了，死了一个", 8, (-1, "evening")),
        ("下午工地塌了，埋了四个", 9, (-1, "afternoon")),
        ("早上河边发现有人落水，捞上来没救过来", 9, (0, "morning")),
    ],
)
def test_a_part_of_the_day_is_the_last_that_has_begun(
    text: str, hour: int, expected: tuple[int, str | None]
) -> None:
    assert _day(text, hour) == expected


@pytest.mark.parametrize(
    "text",
    [
        "每天下午这个路口都撞车",
        "一下午都没来水",
        "下午班的工人说车间着火了",
        "下午，市应急管理局通报了火灾情况",
        "下午我们去医院看望了伤者",
        "吃完中午饭聊起那场火灾",
        "刚好路过，看见车翻了",
        "昨天下午大车侧翻",
    ],
)
def test_no_day_is_told_by_a_habit_a_report_or_a_day_of_its_own(text: str) -> None:
    assert _day(text) is None

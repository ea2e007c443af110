"""Days that lie ahead: a forecast of the sixth, told on the fifth, is not about the sixth of last year."""

from __future__ import annotations

from datetime import date, datetime

import pytest

from monitor.clock import SHANGHAI
from monitor.text.dates import find_occurrence

NOW = datetime(2026, 7, 12, 10, tzinfo=SHANGHAI)  # a Sunday


def day_of(text: str, now: datetime = NOW) -> date | None:
    found = find_occurrence(text, now)
    return found.day if found else None


@pytest.mark.parametrize(
    "text",
    [
        "台风预计7月14日在沿海登陆，将带来暴雨。",
        "8月3日起城区部分路段发生交通管制变化，将停水检修。",
        "预计9月5日出现大风。",
        "16至18日多云，局部有暴雨，请提前防范山洪。",
        "周一仍有大雨，未来两天将有山洪发生的可能。",
        "14日将出现强对流天气，可能引发内涝。",
    ],
)
def test_a_day_to_come_dates_nothing_that_happened(text: str) -> None:
    assert day_of(text) is None


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("7月10日，一辆客车侧翻。", date(2026, 7, 10)),
        ("2025年7月14日，仓库起火。", date(2025, 7, 14)),
        ("11月25日，仓库起火，3人受伤。", date(2025, 11, 25)),
        ("28日9时，仓库爆炸。", date(2026, 6, 28)),
        ("18日晚，仓库爆炸，3人受伤。", date(2026, 6, 18)),
        ("周五晚上，仓库起火。", date(2026, 7, 10)),
        ("10日夜间，山洪冲毁桥梁；预计13日雨停。", date(2026, 7, 10)),
    ],
)
def test_days_gone_by_stay_what_they_were(text: str, day: date) -> None:
    assert day_of(text) == day


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("今天2026年7月9日，小区门口突然冒出一队人拦路收费。", date(2026, 7, 9)),
        ("今天，小区发生火灾；7月9日也停过水。", date(2026, 7, 12)),
        ("昨天下午3时，仓库起火。", date(2026, 7, 11)),
        ("从前天傍晚到昨天上午，学生接二连三呕吐。", date(2026, 7, 10)),
    ],
)
def test_a_date_that_spells_out_today_is_the_day_of_the_letters_today(text: str, day: date) -> None:
    assert day_of(text) == day


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("山洪过后，经过两日努力，道路抢通。", None),
        ("救援历时三日，被困人员全部获救。", None),
        ("7月2日，山洪冲毁道路，经过两日努力抢通。", date(2026, 7, 2)),
        ("三日凌晨，一辆客车侧翻。", date(2026, 7, 3)),
    ],
)
def test_how_many_days_something_took_is_no_day_of_the_month(text: str, day: date | None) -> None:
    assert day_of(text) == day


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("今天（11月19日）下午，小区停水。", date(2026, 11, 19)),
        ("昨天（18日）下午，小区起火。", date(2026, 11, 18)),
        ("昨晚（23日晚）小区起火。", date(2026, 11, 23)),
        ("今天（周二）小区起火。", date(2026, 11, 24)),
        ("今天（距6月19日开工已半年）小区起火。", date(2026, 11, 24)),
    ],
)
def test_the_date_that_spells_today_out_in_brackets_is_the_day(text: str, day: date) -> None:
    assert day_of(text, datetime(2026, 11, 24, 12, tzinfo=SHANGHAI)) == day

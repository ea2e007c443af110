from __future__ import annotations

from datetime import date

import pytest

from monitor.text.festivals import festival_day


@pytest.mark.parametrize(
    ("name", "today", "expected"),
    [
        ("除夕", date(2023, 3, 1), date(2023, 1, 21)),
        ("大年初三", date(2023, 1, 29), date(2023, 1, 24)),
        ("腊月二十八", date(2023, 1, 25), date(2023, 1, 19)),
        ("腊月廿三", date(2024, 2, 3), date(2024, 2, 2)),
        ("正月十六", date(2023, 4, 1), date(2023, 2, 6)),
        ("冬月十五", date(2023, 1, 25), date(2022, 12, 8)),
        ("农历七月十五", date(2023, 9, 9), date(2023, 8, 30)),
        ("腊八节", date(2023, 1, 25), date(2022, 12, 30)),
        ("端午", date(2024, 6, 12), date(2024, 6, 10)),
        ("中秋节", date(2025, 10, 8), date(2025, 10, 6)),
        ("清明", date(2024, 4, 9), date(2024, 4, 4)),
        ("清明", date(2023, 4, 9), date(2023, 4, 5)),
        ("圣诞", date(2023, 12, 30), date(2023, 12, 25)),
        ("跨年", date(2024, 1, 2), date(2023, 12, 31)),
        ("冬至", date(2023, 12, 30), date(2023, 12, 22)),
        ("国庆长假第二天", date(2023, 10, 6), date(2023, 10, 2)),
    ],
)
def test_a_day_called_by_a_name_is_the_last_one_of_it(name: str, today: date, expected: date) -> None:
    assert festival_day(name, today) == expected


def test_a_month_of_29_days_has_no_thirtieth() -> None:
    assert festival_day("腊月三十", date(2022, 2, 20)) is None


def test_beyond_the_almanac_a_lunar_day_is_unknown() -> None:
    assert festival_day("中秋", date(1990, 12, 1)) is None

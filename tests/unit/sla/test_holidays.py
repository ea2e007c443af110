from __future__ import annotations

from datetime import date

from monitor.sla.holidays import ExtraDays, is_day_off


def test_national_day_is_off_and_known() -> None:
    assert is_day_off(date(2024, 10, 1)) == (True, True)


def test_a_make_up_saturday_is_a_workday() -> None:
    assert date(2024, 10, 12).weekday() == 5
    assert is_day_off(date(2024, 10, 12)) == (False, True)


def test_an_ordinary_sunday_is_off_and_an_ordinary_monday_is_not() -> None:
    assert is_day_off(date(2024, 6, 2)) == (True, True)
    assert is_day_off(date(2024, 6, 3)) == (False, True)


def test_a_year_beyond_the_calendar_falls_back_to_the_weekday_and_says_so() -> None:
    assert is_day_off(date(2099, 1, 3)) == (True, False)
    assert is_day_off(date(2099, 1, 1)) == (False, False)


def test_days_named_by_the_office_make_their_year_known() -> None:
    extra = ExtraDays(days_off=frozenset({date(2099, 1, 1)}), workdays=frozenset({date(2099, 1, 3)}))
    assert is_day_off(date(2099, 1, 1), extra) == (True, True)
    assert is_day_off(date(2099, 1, 3), extra) == (False, True)
    assert is_day_off(date(2099, 1, 5), extra) == (False, True)
    assert is_day_off(date(2098, 1, 1), extra) == (False, False)


def test_the_office_outranks_the_calendar() -> None:
    extra = ExtraDays(days_off=frozenset({date(2024, 6, 3)}))
    assert is_day_off(date(2024, 6, 3), extra) == (True, True)

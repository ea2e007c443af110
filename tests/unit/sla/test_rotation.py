"""Rotations by the day: workdays and days off apart, hours over midnight, make-up workdays."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import ValidationError

from monitor.clock import parse_time
from monitor.sla.holidays import NO_EXTRA_DAYS, ExtraDays, is_day_off
from monitor.sla.hours import DayHours, read_hours
from monitor.sla.rotation import Rotation, admits, days_before


def at(text: str) -> datetime:
    return parse_time(text)


def rotation(**fields: Any) -> Rotation:
    given: dict[str, Any] = {"people": ["a", "b", "c"], "start": "2026-09-28 00:00"}
    return Rotation.model_validate(given | fields)


def who(turns: Rotation, moment: str, extra: ExtraDays = NO_EXTRA_DAYS) -> str | None:
    return turns.person_at(at(moment), extra)


def test_on_workdays_the_turn_passes_from_one_workday_to_the_next_over_the_national_holiday() -> None:
    days = rotation(on="workdays", hours="08:30-17:00")
    assert [who(days, f"2026-09-{d} 10:00") for d in (28, 29, 30)] == ["a", "b", "c"]
    assert who(days, "2026-10-01 10:00") is None, "the National Day is nobody's workday"
    assert who(days, "2026-10-08 10:00") == "a", "the first workday after the holiday takes the next turn"


def test_a_make_up_saturday_is_a_turn_of_the_workday_rotation_and_none_of_the_other() -> None:
    saturday = next(
        d
        for d in (date(2026, 9, 1) + timedelta(days=n) for n in range(60))
        if d.weekday() >= 5 and not is_day_off(d)[0]
    )
    noon = f"{saturday} 12:00"
    assert who(rotation(start="2026-09-01 00:00", on="workdays"), noon) is not None
    assert who(rotation(start="2026-09-01 00:00", on="days_off"), noon) is None


def test_a_night_belongs_to_the_day_on_which_it_begins() -> None:
    nights = rotation(on="workdays", hours="17:00-08:30")
    assert who(nights, "2026-09-28 23:00") == "a"
    assert who(nights, "2026-09-29 08:29") == "a"
    assert who(nights, "2026-09-29 08:30") is None
    assert who(nights, "2026-10-01 03:00") == "c", "the night before the holiday began on a workday"
    assert who(nights, "2026-10-01 20:00") is None


def test_every_counts_days_of_its_own_kind() -> None:
    twice = rotation(on="workdays", every="2d")
    assert [who(twice, f"2026-09-{d} 10:00") for d in (28, 29, 30)] == ["a", "a", "b"]
    assert who(twice, "2026-10-08 10:00") == "b"


def test_without_hours_the_day_changes_at_the_time_of_its_start() -> None:
    days = rotation(start="2026-09-28 08:00", on="workdays")
    assert who(days, "2026-09-28 07:59") is None
    assert who(days, "2026-09-29 07:59") == "a"
    assert who(days, "2026-09-29 08:00") == "b"


def test_a_day_that_the_office_names_outranks_the_calendar() -> None:
    named = ExtraDays(days_off=frozenset({date(2026, 9, 29)}))
    assert who(rotation(on="workdays"), "2026-09-29 10:00", named) is None
    assert who(rotation(on="workdays"), "2026-09-30 10:00", named) == "b"


@pytest.mark.parametrize("every", ["12h", "36h"])
def test_a_rotation_by_the_day_takes_whole_days(every: str) -> None:
    with pytest.raises(ValidationError, match="须为整天"):
        rotation(on="workdays", every=every)


@pytest.mark.parametrize("text", ["8-17", "25:00-26:00", "08:00", "08:00-24:01"])
def test_hours_that_cannot_be_read_are_refused(text: str) -> None:
    with pytest.raises(ValueError, match="08:00-17:30"):
        read_hours(text)


def test_hours_are_written_as_they_were_read() -> None:
    assert read_hours("8:00-17:30").text() == "08:00-17:30"
    assert read_hours("00:00-24:00") == DayHours(0, 1440)


@settings(deadline=None)
@given(st.integers(0, 900), st.integers(0, 900), st.sampled_from(["all", "workdays", "days_off"]))
def test_counting_days_agrees_with_going_through_them(first: int, more: int, on: Any) -> None:
    start = date(2024, 6, 1) + timedelta(days=first)
    end = start + timedelta(days=more)
    slow = sum(admits(on, start + timedelta(days=n), NO_EXTRA_DAYS) for n in range(more))
    assert days_before(on, start, end, NO_EXTRA_DAYS) == slow


@settings(deadline=None)
@given(st.integers(0, 60 * 24 * 40))
def test_workdays_and_days_off_together_leave_no_minute_without_a_turn(minute: int) -> None:
    moment = at("2026-09-20 00:00") + timedelta(minutes=minute)
    pair = [
        rotation(start="2026-09-01 00:00", on="workdays"),
        rotation(start="2026-09-01 00:00", on="days_off"),
    ]
    assert sum(r.person_at(moment, NO_EXTRA_DAYS) is not None for r in pair) == 1


@settings(deadline=None)
@given(st.integers(0, 60 * 24 * 40))
def test_a_turn_changes_only_where_the_rotation_says_so(minute: int) -> None:
    nights = rotation(start="2026-09-01 00:00", on="workdays", hours="17:00-08:30")
    moment = at("2026-09-20 00:00") + timedelta(minutes=minute)
    following = moment + timedelta(minutes=1)
    if nights.person_at(moment, NO_EXTRA_DAYS) != nights.person_at(following, NO_EXTRA_DAYS):
        assert following in set(nights.changes(moment - timedelta(days=2), following + timedelta(days=2)))

"""Where only a part of the day is told, a clock runs from the earliest hour at which it may have happened."""

from __future__ import annotations

from datetime import date, datetime, timedelta

import pytest
from pydantic import ValidationError

from monitor.clock import SHANGHAI, parse_time
from monitor.sla.day_parts import DAY_PART_LABELS, DayParts, assumed_words, start_of
from monitor.sla.deadlines import Start, plan_deadlines
from monitor.sla.matter import Matter
from monitor.sla.rule_moves import eased
from tests.unit.sla.test_deadlines import RULES

DAY = date(2026, 11, 23)
NEXT_MORNING = parse_time("2026-11-24T07:00:00+08:00")


def clock(hour: int, day: int = 23) -> datetime:
    return datetime(2026, 11, day, hour, tzinfo=SHANGHAI)


@pytest.mark.parametrize(
    ("part", "hour"),
    [("small_hours", 0), ("morning", 4), ("forenoon", 5), ("afternoon", 12), ("evening", 17), ("night", 0)],
)
def test_a_part_of_the_day_starts_the_clock_at_its_earliest_hour(part: str, hour: int) -> None:
    assert start_of(DayParts(), DAY, part, NEXT_MORNING) == (clock(hour), part)


def test_a_bare_day_starts_it_at_midnight_and_an_hour_stands_as_it_is() -> None:
    assert start_of(DayParts(), DAY, None, NEXT_MORNING) == (clock(0), "")
    assert start_of(DayParts(), clock(13), "evening", NEXT_MORNING) == (clock(13), "")


def test_a_part_that_had_not_come_when_it_was_told_says_no_more_than_the_day() -> None:
    told_at = clock(16)
    assert start_of(DayParts(), DAY, "evening", told_at) == (clock(0), "")
    assert start_of(DayParts(), DAY, "afternoon", told_at) == (clock(12), "afternoon")


def test_no_part_begins_later_than_the_one_that_follows_it_in_the_day() -> None:
    hours = [getattr(DayParts(), part) for part in DAY_PART_LABELS if part != "night"]
    assert hours == sorted(hours)


@pytest.mark.parametrize("value", [24, -1, 17.5, True, "17:00", 1020, None])
def test_what_is_no_full_hour_is_refused_in_one_sentence(value: object) -> None:
    with pytest.raises(ValidationError, match="须为 0 到 23 的整点，如 17"):
        DayParts.model_validate({"evening": value})


def test_of_several_tellings_the_earliest_moment_counts_and_each_waits_for_its_hour() -> None:
    starts = [
        Start(1, "occurrence", clock(17), True, day_part="evening"),
        Start(2, "occurrence", clock(12), True, day_part="afternoon"),
    ]
    (plan, *_) = [
        p for p in plan_deadlines(RULES, Matter("II"), starts) if p.milestone.kind == "first_release"
    ]
    assert (plan.start.id, plan.start.at, plan.time_pending) == (2, clock(12), True)


def test_rules_that_were_changed_read_the_same_evidence_anew() -> None:
    early = RULES.model_copy(update={"day_parts": DayParts(evening=15)})
    starts = [Start(1, "occurrence", clock(17), True, day_part="evening")]
    plans = plan_deadlines(early, Matter("II"), starts)
    assert {p.start.at for p in plans} == {clock(15)}
    assert {p.due_at - p.milestone.within for p in plans} == {clock(15)}


def test_a_confirmed_hour_is_read_by_no_rule() -> None:
    start = Start(1, "occurrence", clock(19), True, confirmed=True, day_part="evening")
    assert start.under(DayParts()) is start


def test_a_later_hour_is_a_lighter_duty_and_an_earlier_one_is_none() -> None:
    later = RULES.model_copy(update={"day_parts": DayParts(evening=20)})
    earlier = RULES.model_copy(update={"day_parts": DayParts(evening=16)})
    assert eased(RULES, later) == ["“晚上”的起算时刻"]
    assert eased(RULES, earlier) == [] and eased(earlier, RULES) == ["“晚上”的起算时刻"]


def test_rules_without_the_key_have_the_usual_hours() -> None:
    assert RULES.model_validate(RULES.model_dump(exclude={"day_parts"})).day_parts == DayParts()


def test_the_sample_writes_the_hours_that_hold_without_it() -> None:
    assert RULES.day_parts == DayParts()


def test_it_is_said_what_was_taken_for_granted() -> None:
    assert assumed_words("evening", clock(17)) == "只说“晚上”，暂按17:00起算"
    assert assumed_words(None, clock(0)) == "只说日期，暂按00:00起算"
    assert assumed_words("evening", clock(0) + timedelta(hours=18)).endswith("18:00起算")

"""The weekly sample: which week, which items, and what the verdicts say."""

from __future__ import annotations

import pytest

from monitor.classify.learning.corrections import read_correction
from monitor.classify.learning.sampling import LearningRules, Share, draw, is_alarming, share_of, week_before
from monitor.clock import parse_time
from monitor.errors import Refused

RULES = LearningRules()
CATEGORIES = ("城乡建设", "交通运输")


def test_a_week_ends_at_midnight_of_the_day_of_the_sample_in_shanghai() -> None:
    week = week_before(parse_time("2026-11-24T08:00:00+08:00"), RULES)
    assert (week.name, week.end) == ("2026-W47", parse_time("2026-11-23T00:00:00+08:00"))
    assert (week.end - week.start).days == 7


def test_the_moment_before_midnight_still_belongs_to_the_week_before() -> None:
    assert week_before(parse_time("2026-11-22T23:59:59+08:00"), RULES).name == "2026-W46"


def test_the_same_week_draws_the_same_items_whatever_their_order() -> None:
    assert draw("2026-W47", range(500), 30) == draw("2026-W47", reversed(range(500)), 30)
    assert draw("2026-W47", range(500), 30) != draw("2026-W48", range(500), 30)


def test_a_small_pool_is_drawn_whole() -> None:
    assert draw("2026-W47", [3, 1, 2], 30) == [1, 2, 3]


def test_every_item_has_about_the_same_chance() -> None:
    drawn = [i for week in range(200) for i in draw(str(week), range(100), 10)]
    counts = [drawn.count(i) for i in range(100)]
    assert min(counts) >= 5 and max(counts) <= 40  # 20 expected; a lot that favoured some would show


def test_the_interval_is_wilsons() -> None:
    low, high = Share(1, 20).interval
    assert (round(low, 3), round(high, 3)) == (0.009, 0.236)
    assert Share(0, 0).interval == (0.0, 1.0)


def test_only_verdicts_that_were_given_count() -> None:
    assert share_of([True, None, False, None]) == Share(1, 2)


def test_a_few_misses_by_chance_do_not_ring_and_many_do() -> None:
    assert not is_alarming(Share(2, 30), RULES)
    assert is_alarming(Share(9, 30), RULES)
    assert not is_alarming(Share(5, 10), RULES)  # too few were checked


@pytest.mark.parametrize(
    ("field", "typed", "value"),
    [
        ("relevant", "yes", True),
        ("local", "unknown", None),
        ("category", "交通运输", "交通运输"),
        ("emergency", "none", None),
        ("severity", "III", "III"),
        ("organ", "市水务局", "市水务局"),
    ],
)
def test_an_officers_word_is_read_into_the_value_of_its_field(field: str, typed: str, value: object) -> None:
    assert read_correction(field, typed, categories=CATEGORIES, organs=("市水务局",)) == value


@pytest.mark.parametrize(
    ("field", "typed"),
    [
        ("relevant", "maybe"),
        ("category", "天气"),
        ("severity", "V"),
        ("title", "x"),
        ("organ", " "),
        ("organ", "不存在局"),
    ],
)
def test_a_word_that_no_field_takes_is_refused(field: str, typed: str) -> None:
    with pytest.raises(Refused):
        read_correction(field, typed, categories=CATEGORIES, organs=("市水务局",))

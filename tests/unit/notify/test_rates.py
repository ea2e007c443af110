from __future__ import annotations

from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from monitor.notify.rates import Limit, Rate, limits_of_url

START = datetime(2026, 3, 2, tzinfo=UTC)


def after(seconds: float) -> datetime:
    return START + timedelta(seconds=seconds)


def test_posts_within_the_limit_go_at_once() -> None:
    rate = Rate([Limit(3, 60)])
    assert [rate.allow(after(n)) for n in range(3)] == [0, 0, 0]


def test_the_post_over_the_limit_waits_until_the_first_leaves_the_window() -> None:
    rate = Rate([Limit(3, 60)])
    for second in (0, 10, 20):
        rate.allow(after(second))
    assert rate.allow(after(25)) == 35
    assert rate.allow(after(60)) == 0


def test_a_refused_post_takes_no_place() -> None:
    rate = Rate([Limit(1, 60)])
    rate.allow(after(0))
    for second in range(1, 60):
        assert rate.allow(after(second)) > 0
    assert rate.allow(after(60)) == 0


def test_the_stricter_of_two_limits_holds() -> None:
    rate = Rate([Limit(2, 1), Limit(3, 60)])
    assert [rate.allow(after(0)), rate.allow(after(0))] == [0, 0]
    assert rate.allow(after(0.5)) == 0.5
    assert rate.allow(after(1)) == 0
    assert rate.allow(after(2)) == 58


def test_a_message_of_many_posts_waits_for_room_for_all() -> None:
    rate = Rate([Limit(4, 60)])
    rate.allow(after(0), 2)
    assert rate.allow(after(1), 3) == 59
    assert rate.allow(after(60), 3) == 0


def test_a_message_longer_than_the_limit_goes_when_the_window_is_empty() -> None:
    rate = Rate([Limit(2, 60)])
    assert rate.allow(after(0), 5) == 0
    assert rate.allow(after(30), 1) == 30


@given(st.lists(st.floats(0, 20), min_size=1, max_size=80))
def test_no_window_ever_holds_more_than_the_limit(pauses: list[float]) -> None:
    rate, now, sent = Rate([Limit(5, 60)]), 0.0, []
    for pause in pauses:
        now += pause
        if rate.allow(after(now)) == 0:
            sent.append(now)
    assert all(len([t for t in sent if start <= t < start + 59.999]) <= 5 for start in sent)


def test_what_was_posted_by_another_process_counts() -> None:
    first = Rate([Limit(2, 60)])
    first.allow(after(0))
    second = Rate([Limit(2, 60)], first.recent)
    assert second.allow(after(1)) == 0
    third = Rate([Limit(2, 60)], second.recent)
    assert third.allow(after(2)) == 58


def test_what_has_left_every_window_is_not_kept() -> None:
    rate = Rate([Limit(2, 1), Limit(9, 60)], [[0, 1]])
    rate.allow(after(0))
    assert len(rate.recent) == 1


def test_robots_have_limits_and_other_channels_have_none() -> None:
    assert sum(limit.posts for limit in limits_of_url("mwecom://KEY")) <= 20
    assert limits_of_url("json://127.0.0.1/") == ()
    assert Rate(limits_of_url("json://127.0.0.1/")).allow(after(0), 999) == 0

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from monitor.sla.lateness import BUCKETS_MS, OPEN_END, Spread, bucket_of, lateness, tally

NOON = datetime(2026, 11, 24, 4, tzinfo=UTC)


def spread(found: list[int]) -> Spread:
    gained = tally(found)
    counts = {edge: t.count for edge, t in gained.items()}
    return Spread(
        counts, sum(t.sum_ms for t in gained.values()), max((t.max_ms for t in gained.values()), default=0)
    )


def test_lateness_runs_from_the_latest_moment_and_a_clock_set_back_is_no_lateness() -> None:
    assert lateness(NOON, NOON - timedelta(seconds=9), NOON - timedelta(seconds=2)) == 2_000
    assert lateness(NOON, NOON + timedelta(hours=1)) == 0


def test_an_edge_belongs_to_its_bucket() -> None:
    assert [bucket_of(v) for v in (0, 100, 101, 3_600_000, 3_600_001)] == [100, 100, 250, 3_600_000, OPEN_END]


@given(st.lists(st.integers(0, 10**8), min_size=1))
def test_a_spread_bounds_what_it_has_seen(found: list[int]) -> None:
    seen = spread(found)
    assert (seen.total, seen.sum_ms, seen.max_ms) == (len(found), sum(found), max(found))
    for share in (0.5, 0.99, 1.0):
        bound = seen.within(share)
        assert sum(1 for v in found if v <= bound) >= share * len(found)
    reached = [n for _, n in seen.cumulative()]
    assert reached == sorted(reached) and reached[-1] == len(found)
    assert len(reached) == len(BUCKETS_MS) + 1

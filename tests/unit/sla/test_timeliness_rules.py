from __future__ import annotations

import math
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from monitor.sla.timeliness import (
    VERDICTS,
    Change,
    DeadlineFact,
    Outcome,
    counted,
    in_period,
    outcome,
    standing,
)
from monitor.sla.timeliness_table import COLUMNS, median, nearest_rank, tabulate

START = datetime(2026, 11, 20, tzinfo=UTC)
DUE = START + timedelta(hours=48)


def hours(number: float) -> datetime:
    return START + timedelta(hours=number)


def fact(*changes: Change, **given: Any) -> DeadlineFact:
    fields: dict[str, Any] = {
        "case_id": 1,
        "kind": "response",
        "rule": "response",
        "start_at": START,
        "start_evidence": "published",
        "due_at": DUE,
        "recorded_at": hours(1),
        "changes": (Change("open", hours(1)), *changes),
        **given,
    }
    return DeadlineFact(**fields)


def verdict(found: DeadlineFact, as_of: datetime) -> str:
    row = standing(found, as_of)
    assert row is not None
    return outcome(row, as_of).verdict


def settled(state: str, at: float, recorded: float, nature: str = "substantive") -> Change:
    return Change(state, hours(recorded), hours(at), nature)


def test_a_deadline_is_not_there_before_it_was_recorded() -> None:
    assert standing(fact(), hours(0.5)) is None


def test_an_open_one_runs_up_to_its_time_and_is_unanswered_after_it() -> None:
    assert verdict(fact(), DUE) == "running"
    assert verdict(fact(), DUE + timedelta(seconds=1)) == "unanswered"


def test_a_publication_counts_only_once_it_is_recorded() -> None:
    late_entry = fact(Change("breached", hours(48.1)), settled("met", 40, 60))
    assert verdict(late_entry, hours(59)) == "unanswered"
    assert verdict(late_entry, hours(60)) == "met"


def test_a_late_one_and_a_waived_one_have_their_columns() -> None:
    assert verdict(fact(settled("late", 50, 50)), hours(50)) == "late"
    assert verdict(fact(Change("waived", hours(20), hours(20))), hours(90)) == "waived"


def test_what_was_over_before_the_upgrade_is_neither_in_time_nor_late() -> None:
    for changes in ((), (settled("late", 60, 60),)):
        assert verdict(fact(*changes, past_at_upgrade=True), hours(90)) == "past_at_upgrade"


def test_a_bare_date_is_never_late_until_it_is_confirmed_but_may_be_in_time() -> None:
    assert verdict(fact(time_pending=True), hours(90)) == "running"
    assert verdict(fact(settled("late", 50, 50), time_pending=True), hours(90)) == "running"
    assert verdict(fact(settled("met", 40, 40), time_pending=True), hours(90)) == "met"


def test_one_deadline_a_case_and_milestone_counts_and_superseded_ones_never() -> None:
    early = fact(start_evidence="occurrence", due_at=hours(30))
    late = fact(due_at=hours(40))
    gone = fact(Change("superseded", hours(2)), start_evidence="collected", due_at=hours(20))
    for counts, due in (("earliest", 30), ("published", 40), ("occurrence", 30)):
        found = [replace(f, counts=counts) for f in (early, late, gone)]
        chosen = counted(found, hours(10))
        assert [row.due_at for row in chosen] == [hours(due)]
    assert len(counted([early, fact(case_id=2)], hours(10))) == 2


def test_a_deadline_superseded_later_still_counts_as_of_before() -> None:
    replaced = fact(Change("superseded", hours(10)))
    assert len(counted([replaced], hours(9))) == 1
    assert counted([replaced], hours(10)) == []


def test_the_period_goes_by_days_in_shanghai_with_its_last_day() -> None:
    first, last = date(2026, 11, 20), date(2026, 11, 21)
    midnight = datetime(2026, 11, 19, 16, tzinfo=UTC)
    assert in_period(midnight, first, last)
    assert not in_period(midnight - timedelta(seconds=1), first, last)
    assert in_period(midnight + timedelta(days=2, seconds=-1), first, last)
    assert not in_period(midnight + timedelta(days=2), first, last)


def test_without_groups_there_is_one_row_also_for_nothing() -> None:
    (row,) = tabulate([], grouped=False)
    assert (row["key"], row["total"], row["in_time_share"], row["median_s"]) == ("all", 0, None, None)
    assert tuple(row) == COLUMNS
    assert tabulate([], grouped=True) == []


def test_the_shares_and_times_of_a_row() -> None:
    found = [
        Outcome("a", "met", 10, "substantive"),
        Outcome("a", "met", 20, "procedural"),
        Outcome("a", "late", 40, "substantive"),
        Outcome("a", "unanswered"),
        Outcome("a", "past_at_upgrade", 90),
        Outcome("a", "running", time_pending=True),
    ]
    (row,) = tabulate(found, grouped=True)
    assert (row["total"], row["met"], row["late"], row["unanswered"]) == (6, 2, 1, 1)
    assert (row["in_time_share"], row["median_s"], row["p90_s"]) == (0.3333, 30, 90)
    assert (row["substantive"], row["procedural"], row["time_pending"]) == (2, 1, 1)


def test_the_worst_comes_first_and_severities_keep_their_order() -> None:
    organs = [Outcome("甲", "met"), Outcome("乙", "late"), Outcome("丙", "met"), Outcome("丙", "met")]
    assert [row["key"] for row in tabulate(organs, grouped=True)] == ["乙", "丙", "甲"]
    grades = [Outcome(key, "met") for key in ("none", "III", "I")]
    assert [row["key"] for row in tabulate(grades, grouped=True)] == ["I", "III", "none"]


outcomes = st.lists(
    st.builds(
        Outcome,
        st.sampled_from(["a", "b", "c"]),
        st.sampled_from(VERDICTS),
        st.none() | st.integers(0, 10**6),
    ),
    max_size=30,
)


@given(outcomes)
def test_every_matter_stands_in_exactly_one_column_whatever_their_order(found: list[Outcome]) -> None:
    rows = tabulate(found, grouped=True)
    assert rows == tabulate(reversed(found), grouped=True)
    for row in rows:
        assert row["total"] == sum(int(row[v] or 0) for v in VERDICTS)
    assert sum(int(row["total"] or 0) for row in rows) == len(found)


@given(st.lists(st.integers(0, 10**6), min_size=1).map(sorted))
def test_nine_in_ten_took_no_longer_than_the_p90(spans: list[int]) -> None:
    p90, middle = nearest_rank(spans, 0.9), median(spans)
    assert p90 in spans
    assert p90 is not None
    assert middle is not None
    assert sum(1 for s in spans if s <= p90) >= math.ceil(len(spans) * 0.9)
    assert sum(1 for s in spans if s < p90) < math.ceil(len(spans) * 0.9)
    assert spans[0] <= middle <= spans[-1]

"""Whether an interpretation was in time, by the office's own measure."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest

from monitor.clock import parse_time
from monitor.sla.interpreting_index import Asked, outcome

ASKED = parse_time("2026-11-24T08:00:00+08:00")
DUE = ASKED + timedelta(hours=72)


def after(hours: float) -> datetime:
    return ASKED + timedelta(hours=hours)


@pytest.mark.parametrize(
    ("published", "verdict", "seconds"),
    [(after(72), "met", 72 * 3600), (after(72.1), "late", 259_560), (after(-5), "met", 0)],
)
def test_what_was_published_is_in_time_until_its_term_has_run_out(
    published: datetime, verdict: str, seconds: int
) -> None:
    found = outcome(Asked("p", ASKED, DUE, published), after(100))
    assert (found.verdict, found.seconds) == (verdict, seconds)


def test_what_was_not_published_runs_and_is_unanswered_once_the_term_is_over() -> None:
    assert outcome(Asked("p", ASKED, DUE), DUE).verdict == "running"
    assert outcome(Asked("p", ASKED, DUE), DUE + timedelta(seconds=1)).verdict == "unanswered"


def test_without_a_measure_nothing_is_late() -> None:
    assert outcome(Asked("p", ASKED, None), after(9999)).verdict == "running"
    assert outcome(Asked("p", ASKED, None, after(9999)), after(9999)).verdict == "met"


def test_what_needs_none_is_a_column_of_its_own() -> None:
    assert outcome(Asked("p", ASKED, DUE, dismissed=True), after(100)).verdict == "waived"

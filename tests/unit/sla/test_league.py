"""The league table: who is ranked, in which order, and who is not."""

from __future__ import annotations

from monitor.sla.league import Place, league, share_of_decided
from monitor.sla.timeliness_table import COLUMNS, Row


def row(
    key: str, *, met: int = 0, late: int = 0, unanswered: int = 0, running: int = 0, median: int | None = 3600
) -> Row:
    counts = {
        "met": met,
        "late": late,
        "unanswered": unanswered,
        "running": running,
        "waived": 0,
        "past_at_upgrade": 0,
    }
    values: Row = {"key": key, "total": sum(counts.values()), **counts, "median_s": median, "p90_s": median}
    return {name: values.get(name, 0) for name in COLUMNS}


def order(places: list[Place]) -> list[tuple[int | None, str]]:
    return [(p.rank, p.key) for p in places]


def test_the_larger_share_in_time_stands_higher() -> None:
    found = league([row("甲", met=3, late=1), row("乙", met=4)], ranked_from=3)
    assert order(found) == [(1, "乙"), (2, "甲")]


def test_what_is_still_running_counts_neither_for_nor_against() -> None:
    assert share_of_decided(row("甲", met=3, running=5)) == 1.0
    assert share_of_decided(row("甲", running=5)) is None


def test_at_equal_shares_fewer_unanswered_and_then_the_shorter_median_decide() -> None:
    found = league(
        [row("甲", met=3, unanswered=1), row("乙", met=3, late=1, median=7200), row("丙", met=3, late=1)],
        ranked_from=3,
    )
    assert order(found) == [(1, "丙"), (2, "乙"), (3, "甲")]


def test_equals_share_a_place_and_the_next_is_skipped() -> None:
    found = league([row("乙", met=3), row("甲", met=3), row("丙", met=2, late=2)], ranked_from=3)
    assert order(found) == [(1, "乙"), (1, "甲"), (3, "丙")]


def test_too_few_decided_deadlines_are_listed_without_a_place() -> None:
    found = league([row("甲", met=2, running=9), row("乙", late=3)], ranked_from=3)
    assert order(found) == [(1, "乙"), (None, "甲")]


def test_what_no_organ_is_named_for_comes_last_and_is_never_ranked() -> None:
    assert order(league([row("none", met=9), row("甲", met=1)], ranked_from=1)) == [(1, "甲"), (None, "none")]

"""Where a publication stands, and how publications are summed up."""

from __future__ import annotations

from datetime import timedelta

import pytest

from monitor.clock import parse_time
from monitor.sla.spreading import (
    BETWEEN,
    COLUMNS,
    STANDINGS,
    Hearing,
    Outage,
    Publication,
    Sounding,
    Spread,
    SpreadingRules,
    by_tier,
    stand,
    tabulate,
)

AT = parse_time("2026-11-24T10:00:00+08:00")
RULES = SpreadingRules()
DAY = 86_400
HEARD = Hearing(900, frozenset({"甲报", "乙网"}), (), DAY)


def sounding(item: int, tier: str, name: str, hours: float = 1.0, **more: object) -> Sounding:
    return Sounding(item, AT + timedelta(hours=hours), tier, f"{tier}{BETWEEN}{name}{BETWEEN}", **more)  # type: ignore[arg-type]


def spread(ref: str = "a1", standing: str = "carried", organ: str = "市水务局", **more: object) -> Spread:
    kind = "response"
    publication = Publication(ref, kind, 1, "舆〔2026〕1号", "停水", organ, AT, AT)
    return Spread(publication, AT + RULES.within, standing, HEARD, **more)  # type: ignore[arg-type]


def stands(hearing: Hearing = HEARD, **more: bool) -> str:
    given = {"carried": False, "comparable": True, "over": True} | more
    return stand(hearing=hearing, rules=RULES, **given)


def test_nothing_found_is_told_apart_from_nothing_heard_and_nothing_to_compare() -> None:
    assert stands() == "not_carried"
    assert stands(Hearing(0, frozenset(), (), DAY)) == "blind"
    assert stands(comparable=False) == "no_text"
    assert stands(over=False) == stands(over=False, comparable=False) == "running"
    assert stands(carried=True, over=False) == "carried"


@pytest.mark.parametrize(
    ("hours", "standing"),
    [(1, "not_carried"), (23, "not_carried"), (24, "blind")],
)
def test_a_short_interruption_excuses_nobody_and_half_the_time_in_the_dark_blames_nobody(
    hours: int, standing: str
) -> None:
    assert stands(Hearing(900, frozenset({"甲报", "乙网"}), (Outage("甲报", hours * 3600),), DAY)) == standing


def test_a_source_that_was_never_heard_counts_among_those_that_should_have_spoken() -> None:
    hearing = Hearing(5, frozenset({"甲报"}), (Outage("丙台", DAY),), DAY)
    assert hearing.is_blind(0.5)
    assert not hearing.is_blind(0.6)


def test_each_publication_stands_in_one_column_and_the_share_is_of_those_that_can_be_told() -> None:
    found = [spread(f"a{n}", standing) for n, standing in enumerate(STANDINGS)]
    [row] = tabulate(found, None)
    assert tuple(row) == COLUMNS
    assert [row[s] for s in STANDINGS] == [1] * 5 and row["total"] == 5
    assert row["carried_share"] == 0.5


def test_what_is_not_there_has_no_share_and_an_ungrouped_table_one_row() -> None:
    [row] = tabulate([], None)
    assert (row["total"], row["carried_share"], row["reached_share"], row["first_median_s"]) == (
        0,
        None,
        None,
        None,
    )
    assert tabulate([], "organ") == []


def test_items_outlets_tiers_views_and_time_to_the_first_are_summed() -> None:
    carriers = (
        sounding(1, "local_media", "晚报", 0.5, views=1000, interactions=3),
        sounding(2, "local_media", "晚报", 2),
        sounding(3, "social", "微博", 3, views=0),
    )
    [row] = tabulate([spread(carriers=carriers), spread("a2", "not_carried")], "organ")
    assert (row["items"], row["outlets"], row["items_local_media"], row["items_social"]) == (3, 2, 2, 1)
    assert (row["views"], row["views_known"], row["interactions"]) == (1000, 2, 3)
    assert row["first_median_s"] == 1800


def test_reach_is_the_share_of_those_who_talked_and_also_carried() -> None:
    one = spread(
        carriers=(sounding(1, "portal", "门户"), sounding(2, "social", "甲")),
        voices=(sounding(3, "social", "甲"), sounding(4, "forum", "乙")),
        talk=(sounding(4, "forum", "乙"),),
    )
    [row] = tabulate([one], "organ")
    assert (row["talk"], row["talkers"], row["reached"], row["reached_share"]) == (1, 2, 1, 0.5)
    [row] = tabulate([one, spread("a2", "no_text", voices=one.voices)], "organ")
    assert row["talkers"] == 2, "where nothing could be compared nobody is said to have been missed"
    assert [(t.tier, t.items, t.talkers, t.reached) for t in by_tier(one)] == [
        ("portal", 1, 0, 0),
        ("social", 1, 1, 1),
        ("forum", 0, 1, 0),
    ]


def test_the_least_carried_organ_comes_first_and_single_publications_in_order_of_time() -> None:
    found = [spread("a1", organ="甲局"), spread("a2", "not_carried", "乙局"), spread("a3", "no_text", "丙局")]
    assert [r["key"] for r in tabulate(found, "organ")] == ["乙局", "甲局", "丙局"]
    assert [r["key"] for r in tabulate(found, "publication")] == ["a1", "a2", "a3"]
    assert [r["key"] for r in tabulate(found, "kind")] == ["response"]

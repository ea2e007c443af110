from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from monitor.config_file import read
from monitor.sla.deadlines import Start, counting, plan_deadlines, present_state, settled_state
from monitor.sla.matter import Matter
from monitor.sla.rules import SlaRules

RULES = read(Path(__file__).resolve().parents[3] / "config" / "sla.yaml", SlaRules)
NOON = datetime(2026, 11, 24, 4, 0, tzinfo=UTC)


def start(id: int, evidence: str, hours: float = 0, **more: bool) -> Start:
    return Start(id, evidence, NOON + timedelta(hours=hours), **more)


def planned(severity: str | None, *starts: Start) -> set[tuple[str, str, float]]:
    return {
        (p.milestone.kind, p.start.evidence, (p.due_at - NOON).total_seconds() / 3600)
        for p in plan_deadlines(RULES, Matter(severity), starts)
    }


@pytest.mark.parametrize("severity", ["I", "II"])
def test_a_grave_emergency_has_five_hours_for_the_first_release_and_a_day_for_the_press_conference(
    severity: str,
) -> None:
    assert planned(severity, start(1, "occurrence")) == {
        ("first_release", "occurrence", 5),
        ("press_conference", "occurrence", 24),
    }


def test_an_ordinary_matter_has_two_days_from_its_publication() -> None:
    assert planned(None, start(1, "published")) == {("response", "published", 48)}


@pytest.mark.parametrize("severity", ["III", "IV"])
def test_a_lesser_emergency_has_two_days_and_a_target_of_its_own(severity: str) -> None:
    assert planned(severity, start(1, "published")) == {
        ("response", "published", 48),
        ("first_release", "published", 12),
    }


def test_the_target_of_a_lesser_emergency_is_not_a_public_clock() -> None:
    plans = plan_deadlines(RULES, Matter("IV"), [start(1, "published")])
    assert {p.milestone.kind: p.milestone.public for p in plans} == {"response": True, "first_release": False}


def test_every_kind_of_evidence_has_its_own_deadline() -> None:
    plans = planned("II", start(1, "occurrence"), start(2, "published", 2))
    assert ("press_conference", "occurrence", 24) in plans
    assert ("press_conference", "published", 26) in plans


def test_the_time_of_collection_stands_in_only_where_no_publication_is_known() -> None:
    assert planned(None, start(1, "collected", 3)) == {("response", "collected", 51)}
    assert planned(None, start(1, "collected", 3), start(2, "published")) == {("response", "published", 48)}


def test_of_several_publications_the_earliest_starts_the_clock() -> None:
    assert planned(None, start(1, "published", 5), start(2, "published")) == {("response", "published", 48)}


def test_an_occurrence_that_an_officer_confirmed_replaces_the_one_read_from_text() -> None:
    plans = planned("II", start(1, "occurrence"), start(2, "confirmed", 1))
    assert ("press_conference", "confirmed", 25) in plans
    assert not any(evidence == "occurrence" for _, evidence, _ in plans)


def test_the_officers_last_confirmation_stands() -> None:
    plans = planned("II", start(1, "confirmed"), start(2, "confirmed", 3))
    assert ("press_conference", "confirmed", 27) in plans


def test_a_start_from_a_bare_date_is_pending_until_confirmed() -> None:
    pending = plan_deadlines(RULES, Matter(None), [start(1, "published", bare_date=True)])
    assert [p.time_pending for p in pending] == [True]


def test_a_rule_that_was_not_yet_in_force_sets_no_deadline() -> None:
    early = Start(1, "published", datetime(2015, 1, 1, tzinfo=UTC))
    assert plan_deadlines(RULES, Matter(None), [early]) == []


def test_an_accident_that_was_hidden_for_years_has_the_clocks_of_the_day_it_was_told() -> None:
    long_ago = Start(1, "occurrence", datetime(2012, 5, 1, tzinfo=UTC))
    plans = planned("II", long_ago, start(2, "published"))
    assert {("first_release", "published", 5), ("press_conference", "published", 24)} <= plans
    assert planned(None, long_ago, start(2, "published")) == {("response", "published", 48)}


def test_every_policy_milestone_names_its_legal_basis() -> None:
    assert all("〔" in m.basis for m in RULES.milestones if m.public)


@dataclass
class Row:
    start_evidence: str
    due_at: datetime
    state: str = "open"
    counts: str = "earliest"
    time_pending: bool = False


def rows(counts: str = "earliest") -> list[Row]:
    return [
        Row("published", NOON + timedelta(hours=26), counts=counts),
        Row("occurrence", NOON + timedelta(hours=24), counts=counts),
    ]


@pytest.mark.parametrize(
    ("counts", "evidence"),
    [("earliest", "occurrence"), ("occurrence", "occurrence"), ("published", "published")],
)
def test_the_rule_book_names_the_deadline_that_counts(counts: str, evidence: str) -> None:
    for found in (counting(rows(counts)), counting(rows(), counts)):
        assert found is not None and found.start_evidence == evidence


def test_a_superseded_deadline_never_counts() -> None:
    both = rows()
    both[1].state = "superseded"
    found = counting(both)
    assert found is not None and found.start_evidence == "published"


@given(st.integers(-3_000_000, 3_000_000))
def test_published_at_or_before_the_deadline_is_met_and_a_microsecond_later_is_late(micros: int) -> None:
    published = NOON + timedelta(microseconds=micros)
    assert settled_state(NOON, published) == ("met" if micros <= 0 else "late")


def test_an_open_public_deadline_is_breached_only_after_its_last_moment() -> None:
    assert present_state("open", NOON, NOON, breaches=True) == "open"
    assert present_state("open", NOON, NOON + timedelta(seconds=1), breaches=True) == "breached"


def test_the_offices_own_reminder_is_never_breached() -> None:
    assert present_state("open", NOON, NOON + timedelta(days=9), breaches=False) == "open"

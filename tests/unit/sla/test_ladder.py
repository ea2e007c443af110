from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from pydantic import ValidationError

from monitor.sla.ladder import (
    Standing,
    goes_by_telephone,
    judge,
    next_turn,
    plan_case_rungs,
    plan_deadline_rungs,
)
from monitor.sla.rules import Rung

NOON = datetime(2026, 11, 24, 4, 0, tzinfo=UTC)


def rung(**fields: object) -> Rung:
    given: dict[str, object] = {"id": "r", "label": "提醒", "to": ("officer", "section_head"), "lead": "15m"}
    if {"share", "before", "after"} & fields.keys():
        del given["lead"]
    return Rung.model_validate(given | fields)


def test_a_lead_runs_from_detection() -> None:
    assert [p.due_at for p in plan_case_rungs([rung(lead="15m")], NOON)] == [NOON + timedelta(minutes=15)]


def test_a_share_runs_from_the_start_of_the_clock_and_an_after_from_its_end() -> None:
    end = NOON + timedelta(hours=24)
    due = [p.due_at for p in plan_deadline_rungs([rung(share=0.5), rung(after="1h")], NOON, end)]
    assert due == [NOON + timedelta(hours=12), end + timedelta(hours=1)]


def test_a_fixed_lead_runs_back_from_the_deadline_whatever_the_length_of_the_time() -> None:
    for hours in (5, 24, 48):
        end = NOON + timedelta(hours=hours)
        assert [p.due_at for p in plan_deadline_rungs([rung(before="30m")], NOON, end)] == [
            end - timedelta(minutes=30)
        ]


def test_a_lead_longer_than_the_whole_time_is_due_when_the_clock_starts() -> None:
    end = NOON + timedelta(minutes=30)
    assert [p.due_at for p in plan_deadline_rungs([rung(before="1h")], NOON, end)] == [NOON]


def test_a_repeating_rung_comes_again_without_end_until_it_is_dealt_with() -> None:
    nag = rung(after="1h", every="1h", until=("settled",))
    due, turn = NOON, 1
    for _ in range(2_000):
        coming = next_turn(nag, due, turn, due)
        assert coming is not None
        due, turn = coming
    assert (due, turn) == (NOON + timedelta(hours=2_000), 2_001)


def test_what_was_slept_through_is_said_once_and_counts_as_said() -> None:
    nag = rung(after="1h", every="1h", times=80)
    after_three_days = NOON + timedelta(days=3, minutes=20)
    assert next_turn(nag, NOON, 1, after_three_days) == (NOON + timedelta(hours=73), 74)
    assert next_turn(nag, NOON, 8, after_three_days) is None


def test_a_rung_that_would_never_end_is_refused() -> None:
    with pytest.raises(ValidationError, match="须写 until"):
        rung(after="1h", every="1h")
    with pytest.raises(ValidationError, match="至少为 1m"):
        rung(after="1h", every="0m", until=("settled",))


def test_a_rung_says_exactly_one_moment() -> None:
    with pytest.raises(ValidationError):
        rung(lead="15m", share=0.5)


@pytest.mark.parametrize(
    ("until", "standing"),
    [
        ("acknowledged", Standing(acknowledged=True)),
        ("verified", Standing(verified=True)),
        ("reported_up", Standing(reported_up=True)),
        ("statement", Standing(statement=True)),
        ("settled", Standing(settled=True)),
        ("decided", Standing(decided=True)),
    ],
)
def test_a_rung_whose_purpose_is_done_is_skipped_with_its_reason(until: str, standing: Standing) -> None:
    assert judge(rung(until=(until,)), standing, now=NOON, hold_until=None).reason == until
    assert judge(rung(until=(until,)), Standing(), now=NOON, hold_until=None).doing == "fire"


def test_while_nobody_verified_only_the_officer_and_the_leader_in_charge_are_reached() -> None:
    later = NOON + timedelta(minutes=30)
    ruling = judge(rung(to=("officer", "leader_in_charge", "leader")), Standing(), now=NOON, hold_until=later)
    assert (ruling.doing, ruling.to, ruling.until) == ("hold", ("officer", "leader_in_charge"), later)


def test_when_the_hold_is_over_it_goes_on_marked_unverified() -> None:
    ruling = judge(rung(to=("leader",)), Standing(), now=NOON, hold_until=NOON)
    assert (ruling.doing, ruling.to, ruling.unverified) == ("fire", ("leader",), True)


def test_a_matter_found_false_reaches_nobody_higher() -> None:
    assert judge(rung(to=("leader",)), Standing(), now=NOON, hold_until=None, refuted=True).doing == "skip"
    some = judge(rung(to=("officer", "leader")), Standing(), now=NOON, hold_until=None, refuted=True)
    assert (some.doing, some.to, some.reason) == ("fire", ("officer",), "refuted")
    every = judge(rung(to=("officer",)), Standing(), now=NOON, hold_until=None, refuted=True)
    assert (every.doing, every.to, every.reason) == ("fire", ("officer",), "")


@pytest.mark.parametrize(
    ("role", "by_telephone"),
    [("officer", False), ("section_head", False), ("deputy", False), ("leader", True)],
)
def test_above_the_leader_in_charge_a_step_goes_by_telephone(role: str, by_telephone: bool) -> None:
    assert goes_by_telephone(role, rung(), "deputy") is by_telephone


def test_the_office_may_switch_direct_sending_on_for_a_rung() -> None:
    assert goes_by_telephone("leader", rung(by_telephone=False), "deputy") is False

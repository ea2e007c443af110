"""Whom an unacknowledged alert goes to next."""

from __future__ import annotations

from datetime import timedelta

import pytest

from monitor.clock import parse_time
from monitor.sla.chase import Chased, ChaseRules, lead_role, next_in_line, next_move, roles_in_line
from monitor.sla.roster import Roster, RosterFile

AT = parse_time("2026-11-24T09:00:00+08:00")


def roster(*away: str, silent: tuple[str, ...] = ()) -> Roster:
    roles = {"a": "officer", "b": "officer", "h": "section_head", "d": "deputy", "l": "leader"}
    people = [
        {"id": i, "name": i, "role": r, "channels": [] if i in silent else [f"mfile:///{i}.jsonl"]}
        for i, r in roles.items()
    ]
    shifts = [{"person": i, "from": "2026-11-24", "to": "2026-11-25"} for i in "ab" if i not in away]
    gone = [{"person": i, "from": "2026-11-24", "to": "2026-11-25"} for i in away]
    return Roster(RosterFile.model_validate({"people": people, "shifts": shifts, "absences": gone}))


def following(told: str, staff: Roster | None = None, *, reserved: bool = False) -> str | None:
    line = roles_in_line("officer", "deputy", reserved=reserved)
    person = next_in_line(staff or roster(), line, set(told), AT)
    return person.id if person else None


def test_the_line_goes_over_the_same_role_and_then_up_to_the_leader_in_charge_and_no_further() -> None:
    assert [following(told) for told in ("a", "ab", "abh", "abhd")] == ["b", "h", "d", None]


def test_one_who_is_away_or_has_no_channel_is_passed_over() -> None:
    assert following("a", roster("b")) == "h"
    assert following("a", roster("b", silent=("h",))) == "d"


def test_a_reserved_matter_goes_from_officers_to_the_leader_in_charge() -> None:
    assert following("ab", reserved=True) == "d"


@pytest.mark.parametrize(
    ("chased", "move"),
    [
        (Chased("channel"), ("channel", "")),
        (Chased("channel", over="acknowledged"), ("stop", "acknowledged")),
        (Chased("channel", other_channel=False), ("person", "")),
        (Chased("channel", here=False), ("person", "")),
        (Chased("channel", here=False, carried=True), ("stop", "carried-by-another")),
        (Chased("person"), ("person", "")),
        (Chased("person", carried=True), ("stop", "carried-by-another")),
        (Chased("inform"), ("channel", "")),
        (Chased("inform", other_channel=False), ("stop", "no-other-channel")),
        (Chased("inform", here=False), ("stop", "off-duty")),
    ],
)
def test_what_comes_next_for_one_who_did_not_acknowledge(chased: Chased, move: tuple[str, str]) -> None:
    assert next_move(chased) == move


def test_the_lowest_role_of_a_rung_does_the_work() -> None:
    assert lead_role(("leader_in_charge", "section_head", "leader")) == "section_head"
    assert lead_role(("leader", "leader_in_charge")) == "leader_in_charge"


def test_grave_matters_have_a_pace_of_their_own() -> None:
    rules = ChaseRules.model_validate({"grave": {"channel": "1m", "person": "2m"}, "other": None})
    pace = rules.pace("II")
    assert pace is not None and pace.span("channel") == pace.span("inform") == timedelta(minutes=1)
    assert pace.span("person") == timedelta(minutes=2)
    assert rules.pace("III") is rules.pace(None) is None

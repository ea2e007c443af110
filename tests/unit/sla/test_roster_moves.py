"""What a change on the roster means for each person, by time."""

from __future__ import annotations

from typing import Any

from monitor.clock import parse_time
from monitor.sla.roster import Roster
from monitor.sla.roster_changes import read_change, with_changes
from monitor.sla.roster_file import RosterFile
from monitor.sla.roster_moves import moves_between

PEOPLE = [
    {"id": i, "name": f"甲{i}", "role": role, "channels": [f"mfile:///{i}.jsonl"]}
    for i, role in [
        ("o1", "officer"),
        ("o2", "officer"),
        ("o3", "officer"),
        ("s1", "section_head"),
        ("s2", "section_head"),
    ]
]
FILE = RosterFile.model_validate(
    {"people": PEOPLE, "rotation": {"people": ["o1", "o2"], "start": "2026-03-02 08:00", "every": "12h"}}
)


def span(person: str, start: str, end: str, **more: Any) -> dict[str, Any]:
    return {"person": person, "from": f"2026-03-{start}", "to": f"2026-03-{end}", **more}


def roster(*changes: tuple[str, dict[str, Any]]) -> Roster:
    return with_changes(FILE, [read_change(n, kind, body) for n, (kind, body) in enumerate(changes, 1)])


def moved(*changes: tuple[str, dict[str, Any]], **span: str) -> list[tuple[str, str, bool, float, str]]:
    """Person, role, gained, hours and the others of every move that changes bring."""
    start, end = span.get("start", "02 08:00"), span.get("end", "09 08:00")
    found = moves_between(
        roster(), roster(*changes), parse_time(f"2026-03-{start}"), parse_time(f"2026-03-{end}")
    )
    return [
        (m.person, m.role, m.gained, (m.end - m.start).total_seconds() / 3600, ",".join(m.others))
        for m in found
    ]


def test_nothing_changed_moves_nobody() -> None:
    assert moved() == []


def test_leave_with_a_substitute_takes_a_turn_from_one_and_gives_it_to_the_other() -> None:
    leave = ("leave", span("o1", "02 08:00", "02 20:00", substitute="o3"))
    assert moved(leave) == [("o1", "officer", False, 12, "o3"), ("o3", "officer", True, 12, "o1")]


def test_leave_over_time_that_one_does_not_serve_moves_only_what_is_served() -> None:
    leave = ("leave", span("o1", "02 00:00", "03 00:00"))
    assert moved(leave) == [("o1", "officer", False, 12, "")]


def test_an_exchange_moves_both_twice() -> None:
    swap = (
        "swap",
        {"first": span("o1", "02 08:00", "02 20:00"), "second": span("o2", "03 20:00", "04 08:00")},
    )
    assert moved(swap) == [
        ("o1", "officer", False, 12, "o2"),
        ("o2", "officer", True, 12, "o1"),
        ("o1", "officer", True, 12, "o2"),
        ("o2", "officer", False, 12, "o1"),
    ]


def test_only_what_lies_in_the_asked_time_counts_and_a_turn_under_way_from_its_middle() -> None:
    leave = ("leave", span("o1", "02 08:00", "02 20:00", substitute="o3"))
    assert moved(leave, start="02 18:00") == [
        ("o1", "officer", False, 2, "o3"),
        ("o3", "officer", True, 2, "o1"),
    ]
    assert moved(leave, start="02 20:00") == []


def test_a_further_turn_beside_the_planned_one_takes_nothing_from_anybody() -> None:
    assert moved(("shift", span("o3", "02 08:00", "02 20:00"))) == [("o3", "officer", True, 12, "")]


def test_one_long_turn_over_several_old_ones_is_told_by_whom_it_was() -> None:
    plan = {
        "shifts": [span("o3", "02 08:00", "03 20:00")],
        "roles": ["officer"],
        "from": "2026-03-02 08:00",
        "to": "2026-03-03 20:00",
    }
    gained = [m for m in moved(("plan", plan)) if m[2]]
    assert gained == [("o3", "officer", True, 12, o) for o in ("o1", "o2", "o1")]


def test_the_first_turn_of_a_role_that_had_none_is_nobodys_loss() -> None:
    assert moved(("shift", span("s1", "02 08:00", "02 20:00"))) == [("s1", "section_head", True, 12, "")]

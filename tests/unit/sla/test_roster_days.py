"""The roster day by day, as the console shows it."""

from __future__ import annotations

from datetime import date
from typing import Any

from monitor.clock import SHANGHAI
from monitor.sla.roster import Roster
from monitor.sla.roster_changes import read_change, with_changes
from monitor.sla.roster_days import DutyDay, duty_days, shown_roles
from monitor.sla.roster_file import RosterFile

FILE = RosterFile.model_validate(
    {
        "people": [
            {"id": i, "name": f"甲{i}", "role": role}
            for i, role in [("o1", "officer"), ("o2", "officer"), ("o3", "officer"), ("d1", "deputy")]
        ],
        "rotation": {"people": ["o1", "o2"], "start": "2026-03-02 08:00", "every": "12h"},
    }
)


def days(first: date, count: int = 1, *leave: dict[str, Any]) -> list[DutyDay]:
    changes = [read_change(n, "leave", body) for n, body in enumerate(leave, 1)]
    return duty_days(with_changes(FILE, changes), Roster(FILE), first, count)


def local(day: DutyDay) -> list[tuple[str, str, bool]]:
    return [
        (
            f"{s.start.astimezone(SHANGHAI):%H}-{s.end.astimezone(SHANGHAI):%H}",
            "".join(p.id for p in s.people),
            s.changed,
        )
        for s in day.turns["officer"]
    ]


def test_a_day_is_cut_where_the_duty_changes_and_runs_from_midnight_to_midnight() -> None:
    assert local(days(date(2026, 3, 3))[0]) == [
        ("00-08", "o2", False),
        ("08-20", "o1", False),
        ("20-00", "o2", False),
    ]


def test_what_stands_otherwise_than_in_the_file_is_marked_as_changed() -> None:
    leave = {"person": "o1", "from": "2026-03-03 08:00", "to": "2026-03-03 20:00", "substitute": "o3"}
    day = days(date(2026, 3, 3), 1, leave)[0]
    assert local(day)[1] == ("08-20", "o3", True) and not day.has_gap


def test_leave_without_a_substitute_makes_its_day_a_day_with_a_gap() -> None:
    found = days(date(2026, 3, 3), 2, {"person": "o1", "from": "2026-03-03 08:00", "to": "2026-03-03 12:00"})
    assert [d.has_gap for d in found] == [True, False]
    assert ("08-12", "", True) in local(found[0])


def test_days_off_and_make_up_workdays_are_marked_and_plain_weekends_are_not() -> None:
    october = {d.day.day: d.mark for d in days(date(2026, 10, 1), 11)}
    assert october[1] == "rest" and october[10] == "work"
    assert days(date(2026, 3, 7))[0].mark == ""


def test_a_role_without_turns_is_shown_for_the_leader_in_charge_alone() -> None:
    assert shown_roles(Roster(FILE)) == ("officer", "deputy")

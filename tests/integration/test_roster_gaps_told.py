"""A gap that a change opens on the roster is told by the doctor and by the silence check, on both databases."""

from __future__ import annotations

from monitor.doctor.examine import examine
from monitor.doctor.finding import Finding
from monitor.steps.duty_changes import cancel_change, change_roster
from tests.office import TestOffice

LEAVE = {"from": "2026-11-25 08:00", "to": "2026-11-30 08:00"}


def roster_findings(office: TestOffice) -> list[Finding]:
    return [f for f in examine(office.program, offline=True) if f.check == "roster"]


def test_the_doctor_counts_the_gaps_that_leave_opens_and_not_those_that_are_withdrawn(
    office: TestOffice,
) -> None:
    assert "未来四周均有人值班" in {f.found for f in roster_findings(office)}
    officers = office.program.book.roster.people("officer")
    with office.acting() as work:
        rows = [change_roster(work, "leave", {"person": p.id, **LEAVE}, "培训") for p in officers]
    (gap,) = [f for f in roster_findings(office) if "无人值班" in f.found]
    assert gap.level == "warning" and "11月25日 08:00" in gap.found and "替班" in gap.remedy
    with office.acting() as work:
        for row in rows:
            cancel_change(work, row.id, "培训取消")
    assert "未来四周均有人值班" in {f.found for f in roster_findings(office)}


def test_the_doctor_calls_a_present_want_of_a_leader_in_charge_an_error(office: TestOffice) -> None:
    roster = office.program.book.roster
    leaders = [*roster.people("deputy"), *roster.people("leader")]
    span = {"from": "2026-11-24 07:00", "to": "2026-11-25 08:00"}
    with office.acting() as work:
        for person in leaders:
            change_roster(work, "leave", {"person": person.id, **span}, "外出")
    (gap,) = [f for f in roster_findings(office) if "无带班领导" in f.found]
    assert gap.level == "error"

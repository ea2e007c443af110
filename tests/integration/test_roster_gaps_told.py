"""A gap that a change opens on the roster is told by the doctor and by the silence check, on both databases."""

from __future__ import annotations

from typing import Any

from sqlmodel import col, select

from monitor.doctor.examine import examine
from monitor.doctor.finding import Finding
from monitor.steps.duty import all_changes
from monitor.steps.duty_changes import cancel_change, change_roster
from monitor.steps.heartbeat import check_silence
from monitor.store.tables import Alarm
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


def standing(office: TestOffice) -> list[Alarm]:
    with office.program.database.read() as session:
        return list(session.exec(select(Alarm).where(col(Alarm.cleared_at).is_(None))))


def told_of_gaps(office: TestOffice) -> list[tuple[str, str]]:
    """Whom an alarm about a gap has been sent to, each with its first words, since this was last asked."""
    check_silence(office.program.desk, office.program.sources)
    office.receiver.got.clear()
    office.deliver()
    return [
        (url.rpartition("/")[2].removesuffix(".jsonl"), out.body.partition("\n")[0])
        for url, out in office.receiver.got
        if "无人值班" in out.body or "值班表有空档" in out.body
    ]


def test_a_gap_that_leave_opens_tonight_is_told_at_once_also_while_another_stands(
    office: TestOffice,
) -> None:
    officers = office.program.book.roster.people("officer")

    def away(start: str, end: str) -> None:
        with office.acting() as work:
            for person in officers:
                change_roster(work, "leave", {"person": person.id, "from": start, "to": end}, "培训")

    away("2026-12-10 08:00", "2026-12-10 20:00")
    assert told_of_gaps(office) == [], "what is weeks ahead waits for the morning"
    away("2026-11-24 20:00", "2026-11-25 08:00")
    ((_, words),) = told_of_gaps(office)
    assert "11月24日 20:00" in words and "11月25日 08:00" in words and "无人值班" in words
    assert told_of_gaps(office) == [], "once"
    with office.acting() as work:
        shift = {"person": officers[0].id, "from": "2026-11-24 20:00", "to": "2026-11-25 08:00"}
        leave = [c for c in all_changes(work.tx.session, work.office_id) if c.kind == "leave"]
        cancel_change(work, leave[0].id, "不去了")
        change_roster(work, "shift", shift | {"person": leave[0].body["person"]}, "顶班")
    check_silence(office.program.desk, office.program.sources)
    assert {a.key for a in standing(office)} == {"roster:gaps"}


def test_a_gap_that_begins_at_once_is_told_once_and_ends_with_it(office: TestOffice) -> None:
    span = {"from": "2026-11-24 07:00", "to": "2026-11-24 20:00"}
    with office.acting() as work:
        for person in office.program.book.roster.people("officer"):
            change_roster(work, "leave", {"person": person.id, **span}, "培训")
    assert len(told_of_gaps(office)) == 1
    office.clock.move(hours=3)
    assert told_of_gaps(office) == []
    assert "gap-soon:officer:now" in {a.key for a in standing(office)}
    office.clock.set("2026-11-24T20:00:01+08:00")
    check_silence(office.program.desk, office.program.sources)
    assert standing(office) == []


def test_gaps_that_the_plan_itself_has_are_not_told_day_by_day(office: TestOffice) -> None:
    def by_day(tree: dict[str, Any]) -> None:
        tree["rotation"][0]["hours"], tree["rotation"][0]["every"] = "08:00-20:00", "1d"

    office.edit("roster.yaml", by_day)
    with office.acting() as work:
        leave = {"person": "zhao", "from": "2026-11-24 08:00", "to": "2026-11-30 08:00"}
        change_roster(work, "leave", leave, "培训")
    assert told_of_gaps(office) == []
    assert {a.key for a in standing(office)} == {"roster:gaps"}


def test_a_day_that_leave_empties_beside_a_night_without_anybody_is_told(office: TestOffice) -> None:
    """The gap began in the night that the plan leaves empty, and that alarm stood for ever: nobody heard of the day."""

    def by_day(tree: dict[str, Any]) -> None:
        tree["rotation"][0]["hours"], tree["rotation"][0]["every"] = "08:00-20:00", "1d"

    office.edit("roster.yaml", by_day)
    assert told_of_gaps(office) == []
    with office.acting() as work:
        for person in office.program.book.roster.people("officer"):
            day = {"person": person.id, "from": "2026-11-25 06:00", "to": "2026-11-25 22:00"}
            change_roster(work, "leave", day, "培训")
    ((_, words),) = told_of_gaps(office)
    assert "11月25日 08:00" in words and "11月25日 20:00" in words
    assert {a.key for a in standing(office)} == {"roster:gaps", f"gap-soon:officer:{1795564800}"}

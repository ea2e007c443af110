"""A breached grave deadline is told again and again until it is dealt with, and never in a flood."""

from __future__ import annotations

from typing import Any

import pytest

from monitor.steps import acts, publications
from monitor.steps.publications import Publication
from monitor.store.tables import LadderStep
from tests.office import TestOffice, fire

BURNT = "今日6时许，长春市宽城区一厂房发生火灾，造成12人死亡、3人受伤。"


def _nags(office: TestOffice) -> list[LadderStep]:
    """The reminders that the first release is overdue."""
    clocks = {d.id for d in office.deadlines("first_release")}
    return [s for s in office.steps() if ":after-1h" in s.key and s.fired_at and s.deadline_id in clocks]


@pytest.fixture
def breached(office: TestOffice) -> TestOffice:
    """A grave fire with one clock, five hours, that has just run out; nobody has published anything."""
    office.ingest(fire(text=BURNT))
    office.clock.set("2026-11-24T11:00:30+08:00")
    office.beat()
    return office


def test_it_is_told_each_hour_also_when_it_was_acknowledged(breached: TestOffice) -> None:
    with breached.on_case() as (work, case):
        acts.acknowledge(work, case)
    breached.run(hours=3.1, step_minutes=15)
    assert len(_nags(breached)) == 3


def test_it_is_told_to_whoever_is_on_duty_then(breached: TestOffice) -> None:
    day, night = "2026-11-24T12:00:30+08:00", "2026-11-24T21:00:30+08:00"
    told = {}
    for at in (day, night):
        breached.clock.set(at)
        breached.beat()
        officers = breached.program.book.roster.on_duty("officer", breached.clock.now())
        told[at] = {p.id for p in officers}
        assert told[at] <= {m.person for m in breached.messages() if m.created_at == breached.clock.now()}
    assert told[day] != told[night]


def test_it_goes_on_after_five_hundred_hours(breached: TestOffice) -> None:
    breached.clock.move(hours=600)
    breached.beat()
    before = len(_nags(breached))
    breached.clock.move(hours=1)
    breached.beat()
    assert len(_nags(breached)) > before


def test_it_ends_when_it_is_dealt_with(breached: TestOffice) -> None:
    breached.run(hours=1.1, step_minutes=15)
    with breached.on_case() as (work, case):
        publications.record(work, case, Publication("first_release", work.now, url="http://www.example.cn/1"))
    told = len(_nags(breached))
    breached.run(hours=3, step_minutes=30)
    assert len(_nags(breached)) == told


def test_three_days_down_are_one_message_to_each_person_and_the_cadence_goes_on(breached: TestOffice) -> None:
    breached.restart()
    breached.clock.move(days=3)
    before = len(breached.messages())
    breached.beat()
    fresh = [m.person for m in breached.messages()[before:] if m.state == "sent"]
    assert fresh and len(fresh) == len(set(fresh))
    nags = len(_nags(breached))
    breached.clock.move(hours=1)
    breached.beat()
    assert len(_nags(breached)) > nags


def test_it_rings_in_the_middle_of_the_night(breached: TestOffice) -> None:
    breached.clock.set("2026-11-25T03:00:30+08:00")
    breached.beat()
    (message,) = [
        m for m in breached.messages("qian") if m.created_at == breached.clock.now() and m.state == "sent"
    ]
    assert message.state == "sent" and not message.held_for


def test_the_office_sets_the_cadence_and_may_set_an_end(sqlite_office: TestOffice) -> None:
    office = sqlite_office

    def twice_each_half_hour(tree: dict[str, Any]) -> None:
        rung = next(r for r in tree["ladders"]["grave"] if r["id"] == "after-1h")
        rung.update(every="30m", times=2)

    office.edit("sla.yaml", twice_each_half_hour)
    office.ingest(fire(text=BURNT))
    office.clock.set("2026-11-24T11:00:30+08:00")
    office.run(hours=5, step_minutes=10)
    assert len(_nags(office)) == 2


def test_a_fixed_lead_speaks_half_an_hour_before_each_grave_deadline(office: TestOffice) -> None:
    office.ingest(fire(text=BURNT))
    due = {d.id: d.due_at for d in office.deadlines() if d.kind in ("first_release", "press_conference")}
    office.run(hours=30, step_minutes=30)
    spoken = {s.deadline_id: s.due_at for s in office.steps() if s.key.endswith(":before-30m") and s.fired_at}
    assert {i: (due[i] - at).total_seconds() for i, at in spoken.items() if i} == dict.fromkeys(
        spoken, 1800.0
    )
    assert len(spoken) == 2

"""A fire's toll rises and the clock changes."""

from __future__ import annotations

from datetime import timedelta

import pytest

from monitor.clock import parse_time
from monitor.errors import Refused
from monitor.steps import acts, publications
from monitor.steps.consents import Consent
from monitor.steps.publications import Publication
from tests.office import TestOffice, fire

OCCURRED = parse_time("2026-11-24T06:00:00+08:00")


@pytest.fixture
def burning(office: TestOffice) -> TestOffice:
    """A fire with two dead was reported, then a later bulletin says twelve."""
    office.ingest(fire())
    office.beat()
    office.clock.move(minutes=40)
    office.ingest(
        fire(
            id="fire-2",
            title="长春宽城厂房火灾死亡人数升至12人",
            text="据长春市应急管理局通报，今日6时许宽城区一厂房发生的火灾，死亡人数由2人升至12人，另有3人受伤。",
            source="另一家新闻网",
            published_at="2026-11-24T08:30:00+08:00",
        )
    )
    return office


def test_the_first_bulletin_opens_a_case_of_the_fourth_level_without_a_press_conference(
    office: TestOffice,
) -> None:
    tally = office.ingest(fire())
    assert tally.cases_opened == 1
    assert office.cases()[0].severity == "IV"
    assert {d.kind for d in office.deadlines()} == {"first_release", "response"}


def test_both_bulletins_are_one_event_and_one_case(burning: TestOffice) -> None:
    cases = burning.cases()
    assert len(cases) == 1
    assert (cases[0].severity, cases[0].deaths_highest) == ("II", 12)


def test_the_press_conference_is_due_a_day_after_the_fire_not_after_the_report(burning: TestOffice) -> None:
    counting = next(d for d in burning.case()["deadlines"] if d["kind"] == "press_conference" and d["counts"])
    assert counting["start_evidence"] == "occurrence"
    assert parse_time(counting["due_at"]) == OCCURRED + timedelta(hours=24)


def test_the_first_release_is_due_five_hours_after_the_fire(burning: TestOffice) -> None:
    counting = next(d for d in burning.case()["deadlines"] if d["kind"] == "first_release" and d["counts"])
    assert parse_time(counting["due_at"]) == OCCURRED + timedelta(hours=5)


def test_the_deadline_under_the_publication_is_kept_beside_it(burning: TestOffice) -> None:
    evidence = {d.start_evidence for d in burning.deadlines("press_conference")}
    assert evidence == {"occurrence", "published"}


def test_the_old_deadlines_are_superseded_and_not_erased(burning: TestOffice) -> None:
    old = [d for d in burning.deadlines(live=False) if d.severity == "IV"]
    assert {d.kind for d in old} == {"first_release", "response"}
    assert {d.state for d in old} == {"superseded"}


def test_the_officer_and_the_leader_in_charge_hear_of_it_at_once_and_higher_steps_wait(
    burning: TestOffice,
) -> None:
    burning.receiver.got.clear()
    burning.beat()
    told = {m.person for m in burning.messages() if "升级" in m.title}
    assert told == {_officer(burning), _leader(burning)} and len(told) == 2
    assert all("未经核实" in m.body for m in burning.messages() if "升级" in m.title)
    burning.clock.move(minutes=5)
    burning.beat()
    assert any(s.state == "held" for s in burning.steps())


def test_held_steps_go_on_marked_unverified_when_the_hold_is_over(burning: TestOffice) -> None:
    burning.beat()
    burning.clock.move(minutes=2)
    burning.beat()
    assert not burning.messages("zhao")
    burning.clock.move(minutes=31)
    burning.beat()
    assert any("未经核实" in m.body for m in burning.messages("zhao"))


def test_verification_lets_the_higher_steps_go_on_at_once(burning: TestOffice) -> None:
    burning.beat()
    burning.clock.move(minutes=2)
    burning.beat()
    with burning.on_case() as (work, case):
        acts.verify(work, case, "verified", "应急管理局电话确认")
    burning.beat()
    said = burning.messages("zhao")
    assert said and "未经核实" not in said[-1].body


def test_the_leader_is_reached_by_a_task_to_telephone_and_the_record_of_the_call_closes_it(
    burning: TestOffice,
) -> None:
    burning.beat()
    with burning.on_case() as (work, case):
        acts.verify(work, case, "verified")
    burning.clock.move(minutes=2)
    burning.beat()
    assert not burning.messages("zhou")
    task = burning.case()["tasks"][0]
    with burning.acting() as work:
        from monitor.store.tables import DutyTask

        row = work.tx.session.get_one(DutyTask, task["id"])
        acts.record_call(work, row, "已报告，指示尽快首发", burning.clock.now())
    assert burning.case()["tasks"][0]["state"] == "done"


def test_a_release_in_time_meets_the_clock_and_a_late_press_conference_is_late(burning: TestOffice) -> None:
    burning.clock.set("2026-11-24T10:30:00+08:00")
    with burning.on_case() as (work, case):
        released = parse_time("2026-11-24T10:20:00+08:00")
        publications.record(work, case, Publication("first_release", released, url="http://www.example.cn/1"))
    burning.clock.set("2026-11-25T09:00:00+08:00")
    burning.beat()
    with burning.on_case() as (work, case):
        held = parse_time("2026-11-25T08:00:00+08:00")
        publications.record(work, case, Publication("press_conference", held, note="新闻发布厅现场举行"))
    states = {(d["kind"], d["state"]) for d in burning.case()["deadlines"] if d["counts"] and d["public"]}
    assert states == {("first_release", "met"), ("press_conference", "late")}


def test_the_grade_is_lowered_only_with_a_second_person(burning: TestOffice) -> None:
    with pytest.raises(Refused, match="第二人"), burning.on_case() as (work, case):
        acts.grade(work, case, "IV", "核实为2人死亡")
    with pytest.raises(Refused, match="同一人"), burning.on_case() as (work, case):
        acts.grade(work, case, "IV", "核实为2人死亡", Consent("zhang"))
    with burning.on_case() as (work, case):
        acts.grade(work, case, "IV", "核实为2人死亡", Consent("qian", "phone", "同意"))
    shown = burning.case()
    assert shown["severity"] == "IV"
    assert any(t["second_state"] == "phone" for t in shown["timeline"])


def test_a_telephone_consent_that_nobody_countersigns_becomes_a_fault(burning: TestOffice) -> None:
    with burning.on_case() as (work, case):
        acts.grade(work, case, "IV", "核实为2人死亡", Consent("qian", "phone", "同意"))
    burning.clock.move(hours=24, minutes=1)
    burning.watch()
    assert len(burning.audit("case.countersign_fault")) == 1
    burning.clock.move(hours=1)
    burning.watch()
    assert len(burning.audit("case.countersign_fault")) == 1


def _officer(office: TestOffice) -> str:
    return office.program.book.roster.on_duty("officer", office.clock.now())[0].id


def _leader(office: TestOffice) -> str:
    person = office.program.book.roster.leader_in_charge(office.clock.now())
    assert person is not None
    return person.id


def later(office: TestOffice, name: str, text: str, published_at: str) -> None:
    office.ingest(
        fire(
            id=name, title="长春宽城厂房火灾续报", text=text, source="另一家新闻网", published_at=published_at
        )
    )


def test_the_official_and_the_highest_number_are_kept_apart_for_every_figure(burning: TestOffice) -> None:
    later(
        burning,
        "fire-3",
        "网传今日6时许宽城区一厂房发生的火灾死了30多人、伤了40人。据长春市应急管理局通报，火灾造成13人死亡、5人受伤。",
        "2026-11-24T08:38:00+08:00",
    )
    tolls = burning.case()["tolls"]
    assert (tolls["deaths"]["official"], tolls["deaths"]["highest"]) == (13, 30)
    assert (tolls["injured"]["official"], tolls["injured"]["highest"]) == (5, 40)


def test_an_official_correction_lowers_the_printed_number_and_never_the_highest(burning: TestOffice) -> None:
    later(
        burning,
        "fire-3",
        "据长春市应急管理局通报，今日6时许宽城区一厂房发生的火灾，死亡人数由12人更正为10人。",
        "2026-11-24T08:38:00+08:00",
    )
    tolls = burning.case()["tolls"]
    assert (tolls["deaths"]["official"], tolls["deaths"]["highest"]) == (10, 12)
    assert burning.cases()[0].deaths_official == 10


def test_an_older_bulletin_that_comes_late_moves_no_number(burning: TestOffice) -> None:
    before = burning.case()["tolls"]
    later(
        burning,
        "fire-3",
        "据长春市应急管理局通报，今日6时许宽城区一厂房发生火灾，造成4人死亡。",
        "2026-11-24T07:10:00+08:00",
    )
    assert burning.case()["tolls"]["deaths"] == before["deaths"]


def test_every_step_of_a_number_is_a_fact_of_its_own(burning: TestOffice) -> None:
    from sqlmodel import col, select

    from monitor.store.tables import CaseFact

    with burning.acting() as work:
        query = select(CaseFact).where(CaseFact.name == "toll.deaths.highest").order_by(col(CaseFact.id))
        values = [fact.value for fact in work.tx.session.exec(query)]
    assert values == [2, 12]

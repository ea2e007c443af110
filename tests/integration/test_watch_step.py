"""Watching: what is due is done once; running it again changes nothing."""

from __future__ import annotations

from typing import Any

import pytest

from monitor.clock import parse_time
from monitor.steps import acts, publications
from monitor.steps.publications import Publication
from monitor.store.tables import Alarm
from tests.office import TestOffice, fire, item


def test_running_a_sweep_twice_at_the_same_moment_changes_nothing(office: TestOffice) -> None:
    office.ingest(fire())
    office.watch()
    before = (len(office.messages()), len(office.audit()))
    again = office.watch()
    assert (again.escalations, again.deadlines_passed) == (0, 0)
    assert (len(office.messages()), len(office.audit())) == before


def test_an_acknowledged_case_is_not_reminded_to_be_acknowledged(office: TestOffice) -> None:
    office.ingest(fire())
    office.beat()
    with office.on_case() as (work, case):
        acts.acknowledge(work, case)
    office.clock.move(minutes=16)
    office.beat()
    step = next(s for s in office.steps() if s.key == "case:ack-15m")
    assert (step.state, step.outcome) == ("skipped", "acknowledged")


def test_acknowledging_does_not_stop_the_clock(office: TestOffice) -> None:
    office.ingest(fire())
    with office.on_case() as (work, case):
        acts.acknowledge(work, case)
    office.clock.move(hours=49)
    assert office.watch().deadlines_passed == 1


def test_a_response_in_time_stops_the_reminders_of_its_clock(office: TestOffice) -> None:
    office.ingest(fire())
    office.beat()
    with office.on_case() as (work, case):
        publications.record(
            work, case, Publication("response", office.clock.now(), url="http://www.example.cn/")
        )
    office.clock.move(hours=60)
    office.watch()
    states = {d.kind: d.state for d in office.deadlines() if d.public}
    assert states == {"response": "met"}
    assert not office.audit("deadline.breached")


def test_a_response_published_in_time_and_entered_late_is_met(office: TestOffice) -> None:
    office.ingest(fire())
    office.clock.move(hours=60)
    office.watch()
    published = parse_time("2026-11-25T08:00:00+08:00")
    with office.on_case() as (work, case):
        publications.record(work, case, Publication("response", published, url="http://www.example.cn/"))
    row = next(d for d in office.deadlines("response"))
    assert row.state == "met"
    assert row.noticed_at is not None, "that it was noticed as passed is not erased"


def test_a_follow_up_reminder_comes_after_a_release_and_is_never_a_breach(office: TestOffice) -> None:
    office.ingest(fire())
    with office.on_case() as (work, case):
        publications.record(
            work, case, Publication("response", office.clock.now(), url="http://www.example.cn/")
        )
    assert [d.state for d in office.deadlines("follow_up")] == ["open"]
    office.clock.move(days=4)
    office.watch()
    assert [d.state for d in office.deadlines("follow_up")] == ["open"]
    assert office.case()["deadlines"][-1]["state"] in ("open", "superseded")


def test_a_start_inferred_from_a_bare_date_is_not_counted_as_breached(office: TestOffice) -> None:
    office.ingest(fire(text="长春市宽城区一厂房发生火灾，造成2人死亡。", published_at="2026-11-24"))
    office.clock.move(hours=80)
    office.watch()
    row = next(d for d in office.deadlines("response"))
    assert (row.time_pending, row.state) == (True, "open")


def test_a_toll_that_rose_after_the_time_had_run_out_is_marked_as_past_at_its_cause(
    office: TestOffice,
) -> None:
    office.ingest(fire())
    office.clock.move(hours=30)
    office.ingest(
        fire(
            id="late",
            text="今日6时许，长春市宽城区一厂房发生火灾，死亡人数升至12人。".replace("今日", "24日"),
            published_at="2026-11-25T13:00:00+08:00",
        )
    )
    grave = [d for d in office.deadlines() if d.kind == "press_conference"]
    assert grave and any(d.past_at_cause for d in grave)


def test_nobody_on_duty_is_passed_on_and_raises_an_alarm(office: TestOffice) -> None:
    def only_the_head_of_section(tree: dict[str, Any]) -> None:
        tree.pop("rotation", None)
        tree.pop("rotations", None)
        tree["shifts"] = [{"person": "zhao", "from": "2026-01-01", "to": "2027-01-01"}]

    office.edit("roster.yaml", only_the_head_of_section)
    office.ingest(fire())
    office.beat()
    assert {m.person for m in office.messages()} == {"zhao"}
    with office.program.database.read() as session:
        from sqlmodel import select

        assert "roster_gap" in {a.kind for a in session.exec(select(Alarm))}


def test_a_ladder_is_frozen_when_its_deadline_is_made(office: TestOffice) -> None:
    office.ingest(fire())
    before = {s.key: s.due_at for s in office.steps()}
    path = office.settings.config_dir / "sla.yaml"
    path.write_text(path.read_text(encoding="utf-8").replace("share: 0.5", "share: 0.4"), encoding="utf-8")
    office.restart()
    office.watch()
    assert {s.key: s.due_at for s in office.steps() if s.key in before} == before


def test_a_proposal_is_told_and_starts_no_clock_until_it_is_confirmed(office: TestOffice) -> None:
    office.ingest(item(source_kind="local_media", source="本地新闻网"))
    office.beat()
    assert office.cases()[0].state == "proposed"
    assert office.deadlines() == []
    assert "认定" in office.messages()[0].body
    with office.on_case() as (work, case):
        acts.confirm(work, case)
    due = office.deadlines("response")[0]
    assert due.due_at.isoformat() == "2026-11-25T23:30:00+00:00", (
        "48 h from publication, not from the confirmation"
    )


@pytest.mark.parametrize("hours", [0.2, 3, 26, 49, 200])
def test_however_long_it_slept_each_person_hears_of_each_step_once(office: TestOffice, hours: float) -> None:
    office.ingest(fire(text="今日6时许，长春市宽城区一厂房发生火灾，造成12人死亡。"))
    office.clock.move(hours=hours)
    office.beat()
    office.beat()
    from sqlmodel import select

    from monitor.store.tables import MessageStep

    with office.program.database.read() as session:
        told = [(r.person, r.step_id) for r in session.exec(select(MessageStep))]
    assert told and len(told) == len(set(told))


def test_a_deadline_that_arises_after_the_publication_is_settled_by_it(office: TestOffice) -> None:
    office.ingest(fire(text="今日6时许，长春市宽城区一厂房发生火灾，造成12人死亡。"))
    office.clock.set("2026-11-24T10:30:00+08:00")
    released = parse_time("2026-11-24T10:20:00+08:00")
    with office.on_case() as (work, case):
        publications.record(work, case, Publication("first_release", released, url="http://www.example.cn/1"))
    with office.on_case() as (work, case):
        acts.correct_start(work, case, parse_time("2026-11-24T05:00:00+08:00"), "消防接警记录")
    rows = {d.start_evidence: d.state for d in office.deadlines("first_release", live=False)}
    assert rows == {"occurrence": "superseded", "published": "met", "confirmed": "late"}
    counting = next(d for d in office.case()["deadlines"] if d["kind"] == "first_release" and d["counts"])
    assert (counting["start_evidence"], counting["state"]) == ("confirmed", "late")

"""An alert that nobody acknowledges goes to the other channel, then to the next person, until somebody has it."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import pytest
from sqlmodel import col, select

from monitor.notify.message import Receipt
from monitor.steps import acts
from monitor.steps.receipts import acknowledge_message
from monitor.store.duty_tables import Chase
from monitor.store.tables import Alarm
from tests.office import TestOffice, fire, item, sent, sent_after

BURNT = "今日6时许，长春市宽城区一厂房发生火灾，造成12人死亡、3人受伤。"
SHIFTS = [
    {"person": "zhang", "from": "2026-11-24 00:00", "to": "2026-11-24 08:00"},
    {"person": "zhang", "from": "2026-11-24 08:00", "to": "2026-11-24 20:00"},
    {"person": "li", "from": "2026-11-24 20:00", "to": "2026-11-25 08:00"},
    {"person": "qian", "from": "2026-11-24 00:00", "to": "2026-11-26 00:00"},
]
Change = Callable[[dict[str, Any]], object]


def _staff(tree: dict[str, Any], *, channels: int = 2, shifts: list[dict[str, str]] = SHIFTS) -> None:
    """Zhang by day, li by night, qian in charge; everybody has as many channels."""
    tree.pop("rotation")
    tree["shifts"] = shifts
    for person in tree["people"]:
        if person.get("channels"):
            person["channels"] = [f"mfile:///{person['id']}.{n}.jsonl" for n in range(channels)]


@pytest.fixture
def staffed(office: TestOffice) -> TestOffice:
    office.edit("roster.yaml", _staff)
    return office


@pytest.fixture
def ordinary(staffed: TestOffice) -> TestOffice:
    """An ordinary fire has been told to the officer on duty over the first channel, and to nobody else."""
    staffed.ingest(fire())
    staffed.beat()
    assert sent(staffed) == ["zhang.0"]
    return staffed


@pytest.fixture
def grave(staffed: TestOffice) -> TestOffice:
    """A grave fire has been told to the officer and to the leader in charge."""
    staffed.ingest(fire(text=BURNT))
    staffed.beat()
    assert sent(staffed) == ["qian.0", "zhang.0"]
    return staffed


def _chases(office: TestOffice) -> list[Chase]:
    with office.program.database.read() as session:
        return list(session.exec(select(Chase).order_by(col(Chase.id))))


def _alarms(office: TestOffice) -> dict[str, bool]:
    """The alarms by kind, with whether they stand."""
    with office.program.database.read() as session:
        return {a.kind: a.cleared_at is None for a in session.exec(select(Alarm))}


def _ack(office: TestOffice, person: str = "zhang") -> None:
    with office.on_case(person=person) as (work, case):
        acts.acknowledge(work, case)


def test_it_goes_to_the_other_channel_and_then_to_the_next_role_and_each_move_is_audited(
    ordinary: TestOffice,
) -> None:
    assert sent_after(ordinary, 9) == []
    assert sent_after(ordinary, 1.1) == ["zhang.1"]
    assert sent_after(ordinary, 4.9) == ["zhang.0"], "the ladder's own rung: acknowledge within 15 minutes"
    assert sent_after(ordinary, 15.2) == ["zhang.0", "zhao.0"], "passed on, beside the ladder's next rung"
    assert "张三30分钟未签收，转告您" in ordinary.messages("zhao")[0].body
    moves = [json.loads(r.body) for r in ordinary.audit("chase.moved")]
    assert [(m["person"], m["stage"], m["reason"]) for m in moves] == [
        ("zhang", "channel", "channel"),
        ("zhang", "person", "passed-on"),
    ]
    assert moves[1]["to"] == "zhao"


def test_the_next_person_is_chased_in_turn_up_to_the_leader_in_charge_and_then_an_alarm_says_so(
    ordinary: TestOffice,
) -> None:
    sent_after(ordinary, 11)
    sent_after(ordinary, 20)
    assert "zhao.1" in sent_after(ordinary, 10.1)
    assert "qian.0" in sent_after(ordinary, 20.1)
    assert "unacknowledged" not in _alarms(ordinary)
    assert "qian.1" in sent_after(ordinary, 10.1)
    sent_after(ordinary, 20.1)
    assert _alarms(ordinary)["unacknowledged"]
    assert {m.person for m in ordinary.messages() if m.kind == "alarm"} == {"zhang", "qian"}
    assert "zhou" not in {m.person for m in ordinary.messages()}, (
        "above the leader in charge it goes by telephone"
    )


def test_an_acknowledgement_stops_the_chase_and_not_the_clock(ordinary: TestOffice) -> None:
    sent_after(ordinary, 10.1)
    message = ordinary.messages("zhang")[-1]
    with ordinary.acting("zhang") as work:
        acknowledge_message(work, work.tx.session.merge(message), "link")
    assert {c.outcome for c in _chases(ordinary) if c.state == "done"} == {"channel", "acknowledged"}
    ordinary.clock.move(minutes=50)
    ordinary.watch()
    assert ordinary.messages("zhao") == []
    ordinary.clock.move(hours=49)
    assert ordinary.watch().deadlines_passed == 1


def test_whoever_acknowledges_it_stops_it_for_all_and_clears_the_alarm(ordinary: TestOffice) -> None:
    for minutes in (11, 21, 11, 21, 11, 21):
        sent_after(ordinary, minutes)
    assert _alarms(ordinary)["unacknowledged"]
    _ack(ordinary, "qian")
    assert not _alarms(ordinary)["unacknowledged"]
    assert all(c.state == "done" for c in _chases(ordinary))


def test_one_who_acts_on_the_case_need_not_acknowledge_it_besides(ordinary: TestOffice) -> None:
    ordinary.clock.move(minutes=5)
    with ordinary.on_case() as (work, case):
        acts.verify(work, case, "verified")
    assert sent_after(ordinary, 6) == []
    assert [c.outcome for c in _chases(ordinary)] == ["acted"]


def test_a_grave_matter_is_chased_faster_and_by_every_channel_of_those_told(grave: TestOffice) -> None:
    with grave.on_case(person="system") as (work, case):
        case.verification = "verified"
        work.tx.session.add(case)
    assert "zhao.0" in sent_after(grave, 1.1), "the ladder itself reports upward"
    assert sent_after(grave, 4) == ["qian.1", "zhang.1"]
    assert "zhao.1" in sent_after(grave, 1.1)


def test_an_unverified_grave_matter_is_passed_on_to_nobody_who_waits_for_its_verification(
    grave: TestOffice,
) -> None:
    for _ in range(5):
        sent_after(grave, 5.1)
    assert {m.person for m in grave.messages()} == {"zhang", "qian"}
    assert _alarms(grave)["unacknowledged"]


def test_a_grave_chase_rings_at_night(staffed: TestOffice) -> None:
    staffed.clock.set("2026-11-25T02:00:00+08:00")
    staffed.ingest(fire(text=BURNT.replace("今日6时", "今日1时"), published_at="2026-11-25T01:30:00+08:00"))
    staffed.beat()
    assert sent(staffed) == ["li.0", "qian.0"]
    assert sent_after(staffed, 5.1) == ["li.1", "qian.1"]


def test_a_message_that_waits_for_the_morning_is_not_chased_before(staffed: TestOffice) -> None:
    staffed.clock.set("2026-11-25T02:00:00+08:00")
    staffed.ingest(
        fire(text=fire().text.replace("今日6时", "今日1时"), published_at="2026-11-25T01:30:00+08:00")
    )
    staffed.beat()
    sent_after(staffed, 11)
    sent_after(staffed, 20)
    (held,) = staffed.messages("zhao")
    assert held.held_for == "quiet"
    staffed.run(hours=3, step_minutes=20)
    assert "qian" not in {m.person for m in staffed.messages()}
    staffed.clock.set("2026-11-25T06:31:00+08:00")
    staffed.beat()
    sent(staffed)
    assert "zhao.1" in sent_after(staffed, 10)


def test_with_one_channel_only_it_is_passed_on_at_once(sqlite_office: TestOffice) -> None:
    office = sqlite_office
    office.edit("roster.yaml", lambda tree: _staff(tree, channels=1))
    office.ingest(fire())
    office.beat()
    sent(office)
    assert sent_after(office, 10.1) == ["zhao.0"]


def test_another_officer_on_duty_comes_before_the_next_role(sqlite_office: TestOffice) -> None:
    office = sqlite_office
    beside = {"person": "wang", "from": "2026-11-24 08:05", "to": "2026-11-24 20:00"}
    office.edit("roster.yaml", lambda tree: _staff(tree, shifts=[*SHIFTS, beside]))
    office.ingest(fire())
    office.beat()
    sent_after(office, 10.1)
    assert "wang.0" in sent_after(office, 20.1) and office.messages("zhao") == []


def test_two_officers_who_were_both_told_pass_it_on_once(sqlite_office: TestOffice) -> None:
    office = sqlite_office
    beside = {"person": "wang", "from": "2026-11-24 07:00", "to": "2026-11-24 20:00"}
    office.edit("roster.yaml", lambda tree: _staff(tree, shifts=[*SHIFTS, beside]))
    office.ingest(fire())
    office.beat()
    sent(office)
    assert sent_after(office, 10.1) == ["wang.1", "zhang.1"]
    sent_after(office, 20.1)
    assert len(office.messages("zhao")) == 1 and office.messages("qian") == []


def test_one_who_went_off_duty_is_not_rung_again_but_the_one_who_came_on(staffed: TestOffice) -> None:
    staffed.clock.set("2026-11-24T19:55:00+08:00")
    staffed.ingest(fire(published_at="2026-11-24T19:50:00+08:00"))
    staffed.beat()
    sent(staffed)
    came = sent_after(staffed, 10.1)
    assert "li.0" in came and "zhang.1" not in came


def test_running_twice_at_the_same_moment_chases_once(ordinary: TestOffice) -> None:
    sent_after(ordinary, 10.1)
    before = (len(ordinary.messages()), len(_chases(ordinary)), len(ordinary.audit()))
    assert ordinary.watch().chased == 0
    ordinary.restart()
    ordinary.watch()
    assert (len(ordinary.messages()), len(_chases(ordinary)), len(ordinary.audit())) == before


def test_a_further_rung_hastens_the_chase_that_runs_and_starts_no_second_one(ordinary: TestOffice) -> None:
    ordinary.clock.move(minutes=2)
    ordinary.ingest(
        fire(
            id="b",
            text=BURNT,
            title="长春市宽城区一厂房火灾已致12人死亡",
            published_at="2026-11-24T08:01:00+08:00",
        )
    )
    ordinary.beat()
    carrying = [c for c in _chases(ordinary) if c.state == "waiting" and c.stage != "inform"]
    assert len(carrying) == 1
    assert (carrying[0].next_at - ordinary.clock.now()).total_seconds() <= 300


def test_a_case_taken_back_from_the_office_is_not_chased(ordinary: TestOffice) -> None:
    with ordinary.on_case(person="system") as (work, case):
        case.state = "closed"
        work.tx.session.add(case)
    ordinary.clock.move(minutes=11)
    ordinary.watch()
    assert [c.outcome for c in _chases(ordinary)] == ["closed"]


def test_the_service_that_slept_over_a_chase_takes_it_up_where_it_was(ordinary: TestOffice) -> None:
    ordinary.restart()
    ordinary.clock.move(minutes=13)
    ordinary.beat()
    assert sent(ordinary) == ["zhang.1"]


def test_a_rung_that_the_office_does_not_chase_is_not(sqlite_office: TestOffice) -> None:
    office = sqlite_office
    office.edit("roster.yaml", _staff)
    office.ingest(item(source_kind="local_media", source="本地新闻网"))
    office.beat()
    assert office.cases()[0].state == "proposed" and sent(office) == ["zhang.0"]
    assert sent_after(office, 45) == [] and _chases(office) == []


def test_the_office_sets_the_pace_or_switches_the_chase_off(sqlite_office: TestOffice) -> None:
    office = sqlite_office
    office.edit("roster.yaml", _staff)
    office.edit("sla.yaml", lambda tree: tree["chase"].update(other={"channel": "2m", "person": "3m"}))
    office.ingest(fire())
    office.beat()
    sent(office)
    assert sent_after(office, 2) == ["zhang.1"]
    assert sent_after(office, 3) == ["zhao.0"]
    office.edit("sla.yaml", lambda tree: tree["chase"].update(other=None))
    office.ingest(
        fire(id="b", title="长春市二道区一仓库起火", text="今日7时，长春市二道区一仓库起火，1人受伤。")
    )
    office.beat()
    assert {c.case_id for c in _chases(office)} == {1}


def test_a_channel_that_failed_is_not_the_one_that_is_tried_again(staffed: TestOffice) -> None:
    refused = Receipt(False, permanent=True, answer="refused")
    staffed.receiver.answers = [refused]
    staffed.ingest(fire())
    staffed.beat()
    assert sent(staffed) == ["zhang.0", "zhang.1"], "delivery itself went over to the next channel"
    assert sent_after(staffed, 10.1) == ["zhang.0"]


def test_nobody_on_duty_is_passed_on_at_once_with_an_alarm_and_chased_there(
    sqlite_office: TestOffice,
) -> None:
    office = sqlite_office
    office.edit("roster.yaml", lambda tree: _staff(tree, shifts=[s for s in SHIFTS if s["person"] == "qian"]))
    office.ingest(fire())
    office.beat()
    assert "zhao.0" in sent(office) and _alarms(office)["roster_gap"]
    assert "zhao.1" in sent_after(office, 10.1)
    assert "qian.0" in sent_after(office, 20.1)


def test_without_a_leader_in_charge_the_next_who_can_be_reached_hears_of_it_at_once(
    sqlite_office: TestOffice,
) -> None:
    office = sqlite_office

    def leaderless(tree: dict[str, Any]) -> None:
        _staff(tree, shifts=[s for s in SHIFTS if s["person"] != "qian"])
        tree["people"] = [p for p in tree["people"] if p["id"] not in ("qian", "sun", "zhou")]

    office.edit("roster.yaml", leaderless)
    office.ingest(fire(text=BURNT))
    office.beat()
    assert sent(office) == ["zhang.0", "zhao.0"]
    assert _alarms(office)["roster_gap"]


def test_a_chase_of_a_passed_deadline_says_that_it_has_passed(sqlite_office: TestOffice) -> None:
    office = sqlite_office
    office.edit("roster.yaml", _staff)
    office.ingest(fire(text=BURNT))
    office.clock.set("2026-11-24T11:01:00+08:00")
    office.beat()
    _ack(office)
    office.clock.set("2026-11-24T12:01:00+08:00")
    office.beat()
    sent(office)
    assert "zhang.1" in sent_after(office, 5.1)
    (again,) = [m for m in office.messages("zhang") if m.created_at == office.clock.now()]
    assert "已逾期" in again.title


def _alone(office: TestOffice) -> list[str]:
    """What everybody was told of a case that nobody acknowledges, since this was last asked."""
    told = [m.body for _, m in office.receiver.got if "无人签收" in m.body]
    office.receiver.got.clear()
    return told


def test_that_nobody_acknowledges_is_told_again_when_the_case_has_worsened_meanwhile(
    sqlite_office: TestOffice,
) -> None:
    office = sqlite_office
    office.edit("roster.yaml", lambda t: _staff(t, channels=1))
    office.ingest(fire())
    office.run(hours=2)
    assert len(_alone(office)) == 2, "to the officer and the leader in charge"
    _ack(office)
    office.ingest(fire(id="f2", text=BURNT, published_at="2026-11-24T10:00:00+08:00"))
    assert [c.severity for c in office.cases()] == ["II"]
    office.run(hours=1)
    assert _alone(office), "however short ago the lesser matter was told of"
    assert _alarms(office)["unacknowledged"]


def test_that_nobody_acknowledges_stands_although_the_case_was_acknowledged_before(
    sqlite_office: TestOffice,
) -> None:
    from monitor.steps.heartbeat import check_silence

    office = sqlite_office
    week = {"from": "2026-11-24 00:00", "to": "2026-12-01 00:00"}
    shifts = [{"person": person, **week} for person in ("zhang", "qian")]
    office.edit("roster.yaml", lambda t: _staff(t, channels=1, shifts=shifts))
    office.ingest(fire())
    office.beat()
    _ack(office)
    office.run(hours=37, step_minutes=20)
    check_silence(office.program.desk, office.program.sources)
    assert _alarms(office)["unacknowledged"]
    _ack(office)
    assert not _alarms(office)["unacknowledged"]

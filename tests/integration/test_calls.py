"""Reports by telephone above the leader in charge: nobody calls, so an alarm and, where allowed, the message itself."""

from __future__ import annotations

import json

import pytest
from alembic.script import ScriptDirectory
from sqlmodel import col, select

from monitor.steps import acts, joining, publications
from monitor.steps.publications import Publication
from monitor.store.schema import _config
from monitor.store.tables import Alarm, DutyTask, Message
from tests.office import TestOffice, fire

BURNT = "今日6时许，长春市宽城区一厂房发生火灾，造成12人死亡、3人受伤。"


def _calls(office: TestOffice, **given: object) -> None:
    office.edit("sla.yaml", lambda tree: tree.update(calls=given))


def _asked_to_call(office: TestOffice) -> TestOffice:
    """A grave, verified fire whose officer was asked to report to the leader by telephone."""
    office.ingest(fire(text=BURNT))
    office.beat()
    with office.on_case() as (work, case):
        acts.verify(work, case, "verified")
    office.clock.move(minutes=1.1)
    office.beat()
    assert [(t.about, t.state) for t in _tasks(office)] == [("zhou", "open")]
    return office


@pytest.fixture
def asked(office: TestOffice) -> TestOffice:
    return _asked_to_call(office)


def _tasks(office: TestOffice) -> list[DutyTask]:
    with office.program.database.read() as session:
        return list(session.exec(select(DutyTask).order_by(col(DutyTask.id))))


def _to_leader(office: TestOffice) -> list[Message]:
    return [m for m in office.messages("zhou") if m.kind == "alert"]


def _alarm_stands(office: TestOffice) -> bool | None:
    with office.program.database.read() as session:
        alarm = session.exec(select(Alarm).where(Alarm.kind == "call_undone")).first()
    return None if alarm is None else alarm.cleared_at is None


def _after(office: TestOffice, minutes: float) -> None:
    office.clock.move(minutes=minutes)
    office.beat()


def _call(office: TestOffice) -> None:
    with office.acting("zhang") as work:
        acts.record_call(work, work.tx.session.get_one(DutyTask, 1), "已电话报告，领导已知悉", work.now)


def test_when_nobody_has_called_in_time_the_leader_is_told_directly_and_it_says_why(
    asked: TestOffice,
) -> None:
    _after(asked, 14)
    assert _to_leader(asked) == []
    _after(asked, 1.1)
    (message,) = _to_leader(asked)
    assert message.state == "sent"
    assert "电话报告任务15分钟无人办理，直接告知" in message.body
    (task,) = _tasks(asked)
    assert (task.state, task.direct_at) == ("open", asked.clock.now())
    body = json.loads(asked.audit("task.undone")[0].body)
    assert (body["about"], body["directly"]) == ("zhou", True)
    assert _alarm_stands(asked)


def test_it_happens_once(asked: TestOffice) -> None:
    _after(asked, 15.1)
    before = (len(asked.messages()), len(asked.audit()))
    asked.watch()
    asked.restart()
    asked.watch()
    assert (len(asked.messages()), len(asked.audit())) == before


def test_the_record_of_the_call_comes_in_time_and_nothing_is_sent(asked: TestOffice) -> None:
    _after(asked, 10)
    _call(asked)
    _after(asked, 10)
    assert _to_leader(asked) == [] and _alarm_stands(asked) is None
    assert not asked.audit("task.undone")


def test_a_call_made_late_closes_the_task_and_clears_the_alarm(asked: TestOffice) -> None:
    _after(asked, 16)
    _call(asked)
    assert _tasks(asked)[0].state == "done" and _alarm_stands(asked) is False


def test_acknowledging_the_case_reports_to_nobody(asked: TestOffice) -> None:
    with asked.on_case() as (work, case):
        acts.acknowledge(work, case)
    _after(asked, 15.1)
    assert len(_to_leader(asked)) == 1


def test_a_leader_who_acted_on_the_case_himself_knows_of_it(asked: TestOffice) -> None:
    asked.clock.move(minutes=5)
    with asked.on_case(person="zhou") as (work, case):
        acts.note(work, case, "note", "已了解情况，请抓紧核实")
    _after(asked, 10.1)
    assert _to_leader(asked) == [] and _alarm_stands(asked) is None
    assert json.loads(asked.audit("task.lapsed")[0].body)["reason"] == "knows"


def test_a_matter_found_false_in_the_meantime_is_told_to_no_leader(asked: TestOffice) -> None:
    asked.clock.move(minutes=5)
    with asked.on_case() as (work, case):
        acts.verify(work, case, "false")
    _after(asked, 10.1)
    assert _to_leader(asked) == []
    assert json.loads(asked.audit("task.lapsed")[0].body)["reason"] == "refuted"


def test_a_deadline_met_in_the_meantime_is_told_to_no_leader(office: TestOffice) -> None:
    office.ingest(fire(text=BURNT))
    with office.on_case() as (work, case):
        acts.verify(work, case, "verified")
    office.clock.set("2026-11-24T11:00:30+08:00")
    office.beat()
    with office.on_case() as (work, case):
        publications.record(work, case, Publication("first_release", work.now, url="http://www.example.cn/1"))
    _after(office, 15.1)
    reasons = [json.loads(r.body)["reason"] for r in office.audit("task.lapsed")]
    assert "settled" in reasons


def test_where_the_office_does_not_allow_it_only_the_alarm_is_raised(sqlite_office: TestOffice) -> None:
    office = sqlite_office
    _calls(office, within="15m")
    _asked_to_call(office)
    _after(office, 15.1)
    assert _to_leader(office) == [] and _alarm_stands(office)
    told = {m.person for m in office.messages() if m.kind == "alarm"}
    officers = office.program.book.roster.on_duty("officer", office.clock.now())
    assert told == {*(p.id for p in officers), "qian"}, "those on duty and the leader in charge"
    assert _tasks(office)[0].direct_at is None
    before = len(office.messages())
    _after(office, 10)
    assert not [m for m in office.messages()[before:] if m.kind == "alarm"]


def test_the_office_sets_how_long_it_waits(sqlite_office: TestOffice) -> None:
    office = sqlite_office
    _calls(office, within="5m", direct=["II"])
    _asked_to_call(office)
    _after(office, 5)
    assert len(_to_leader(office)) == 1


def test_a_leader_without_a_channel_is_not_said_to_be_told(sqlite_office: TestOffice) -> None:
    office = sqlite_office
    office.edit(
        "roster.yaml", lambda tree: next(p for p in tree["people"] if p["id"] == "zhou").pop("channels")
    )
    _asked_to_call(office)
    _after(office, 15.1)
    assert office.messages("zhou") == [] and _tasks(office)[0].direct_at is None
    assert _alarm_stands(office)


def test_direct_sending_gets_through_at_night(sqlite_office: TestOffice) -> None:
    office = sqlite_office
    office.clock.set("2026-11-25T02:00:00+08:00")
    office.ingest(fire(text=BURNT.replace("今日6时", "今日1时"), published_at="2026-11-25T01:30:00+08:00"))
    office.beat()
    with office.on_case() as (work, case):
        acts.verify(work, case, "verified")
    _after(office, 1.1)
    _after(office, 15.1)
    (message,) = _to_leader(office)
    assert message.state == "sent" and not message.held_for


def _as_before_0010(office: TestOffice) -> None:
    """The tasks as a database of that time holds them: nothing said when to look at them again; then the upgrade."""
    script = ScriptDirectory.from_config(_config()).get_revision("0011")
    assert script is not None
    with office.program.database.write() as tx:
        for task in tx.session.exec(select(DutyTask)):
            task.next_at = None
        tx.session.flush()
        script.module.take_in(tx.session.connection())


def test_a_task_from_before_the_watch_knew_of_calls_is_taken_in_by_the_upgrade(asked: TestOffice) -> None:
    asked.clock.move(hours=30)
    _as_before_0010(asked)
    asked.beat()
    (message,) = _to_leader(asked)
    assert "直接告知" in message.body and _alarm_stands(asked)


def test_the_upgrade_wakes_no_task_that_is_done_or_was_looked_at(asked: TestOffice) -> None:
    _after(asked, 16)
    assert len(_to_leader(asked)) == 1
    _as_before_0010(asked)
    assert [t.next_at for t in _tasks(asked)] == [None], "it was looked at: its alarm says so"
    _call(asked)
    _as_before_0010(asked)
    assert [(t.state, t.next_at) for t in _tasks(asked)] == [("done", None)]


def test_a_task_of_a_case_that_has_ended_lapses_at_the_first_look(asked: TestOffice) -> None:
    other = asked.ingest(
        fire(
            id="x",
            title="长春市南关区一化工厂发生爆炸",
            text="今日7时许，长春市南关区一化工厂发生爆炸，造成3人死亡。",
        )
    )
    assert other.new == 1
    into = max(c.id for c in asked.cases())
    with asked.on_case() as (work, case):
        joining.merge(work, case, acts.find_case(work, str(into)), "同一事项")
    _as_before_0010(asked)
    _after(asked, 20)
    assert _to_leader(asked) == []
    assert [json.loads(a.body)["reason"] for a in asked.audit("task.lapsed")] == ["merged"]

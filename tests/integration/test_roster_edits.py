"""Whoever edits ``roster.yaml`` cannot do it unseen: those on duty hear of it, and so do those whose turns it moves."""

from __future__ import annotations

from typing import Any

import pytest
from sqlmodel import col, select

from monitor.errors import Refused
from monitor.steps.duty_changes import cancel_change, change_roster
from monitor.steps.heartbeat import check_silence
from monitor.steps.roster_edits import tell_roster_edit
from monitor.store.duty_tables import DutyNotice, RosterChange
from monitor.store.tables import Alarm
from tests.office import TestOffice

DAY = {"from": "2026-11-27T08:00:00+08:00", "to": "2026-11-27T20:00:00+08:00"}


def edit(office: TestOffice, change: Any) -> bool:
    """Edit the file and start anew."""
    office.edit("roster.yaml", change)
    return tell_roster_edit(office.program.desk)


def alarms(office: TestOffice) -> list[Alarm]:
    with office.program.database.read() as session:
        query = select(Alarm).where(Alarm.kind == "roster_edited").order_by(col(Alarm.id))
        return list(session.exec(query))


def notices(office: TestOffice) -> list[DutyNotice]:
    with office.program.database.read() as session:
        return list(session.exec(select(DutyNotice).order_by(col(DutyNotice.id))))


def person(tree: dict[str, Any], ident: str) -> dict[str, Any]:
    return next(p for p in tree["people"] if p["id"] == ident)


@pytest.fixture
def started(office: TestOffice) -> TestOffice:
    """An office whose service has run on its roster file."""
    assert not tell_roster_edit(office.program.desk)
    return office


def test_the_first_file_is_taken_down_and_told_to_nobody(started: TestOffice) -> None:
    assert started.messages() == [] and alarms(started) == [] and len(started.audit("roster.read")) == 1
    assert not tell_roster_edit(started.program.desk), "and only once"
    assert len(started.audit("roster.read")) == 1


def test_a_start_on_the_same_file_tells_nobody_and_neither_does_an_edited_comment(
    started: TestOffice,
) -> None:
    path = started.settings.config_dir / "roster.yaml"
    path.write_text("# 改了一句说明\n" + path.read_text(encoding="utf-8"), encoding="utf-8")
    started.restart()
    assert not tell_roster_edit(started.program.desk)
    assert started.messages() == []


def test_a_leave_written_into_the_file_is_told_to_both_and_to_those_on_duty(started: TestOffice) -> None:
    assert edit(started, lambda t: t["absences"].append({"person": "li", **DAY, "substitute": "zhao"}))
    told = {n.person: [m["gained"] for m in n.moves] for n in notices(started)}
    assert told == {"li": [False], "zhao": [True]}
    started.deliver()
    (got,) = started.receiver.texts_to("zhao")
    assert "新增，原由李四值班：值班表文件已修改" in got and "签收" in got
    (alarm,) = alarms(started)
    assert alarm.text == "值班表文件 roster.yaml 已修改：请假与替班有改动；2人的班次随之变化，已分别告知"


def test_a_changed_address_moves_no_turn_and_is_told_all_the_same_without_the_address(
    started: TestOffice,
) -> None:
    secret = "mwecom://geheim-0001"
    assert edit(started, lambda t: person(t, "qian").update(channels=[secret], telephone="0431-00000099"))
    (alarm,) = alarms(started)
    assert alarm.text == "值班表文件 roster.yaml 已修改：钱七的通知渠道或电话有改动；今后班次未变"
    with started.program.database.read() as session:
        kept = str([r.body for r in session.exec(select(RosterChange))])
    assert "geheim" not in kept and "0431" not in kept


def test_people_who_come_go_or_change_their_role_or_rights_are_named(started: TestOffice) -> None:
    def change(tree: dict[str, Any]) -> None:
        tree["people"].append({"id": "xin", "name": "新一", "role": "officer", "channels": []})
        tree["people"].remove(person(tree, "wu"))
        person(tree, "zhao")["role"] = "officer"
        person(tree, "li")["accounts"] = ["duty", "admin"]

    assert edit(started, change)
    text = alarms(started)[0].text
    assert "新增人员新一（值班员）" in text and "去掉人员吴十" in text
    assert "赵六由处室负责人改为值班员" in text and "李四的控制台身份有改动" in text


def test_a_changed_rotation_is_one_message_to_each_with_the_first_turns_only(started: TestOffice) -> None:
    assert edit(started, lambda t: t["rotation"][0].update(people=["wang", "li", "zhang"]))
    started.deliver()
    assert {m.person for m in started.messages()} >= {"wang", "zhang"}
    texts = started.receiver.texts_to("wang")
    assert sum("另有新增" in t for t in texts) == 1


def test_what_was_recorded_at_the_console_stands_beside_the_edit_and_is_not_told_again(
    started: TestOffice,
) -> None:
    with started.acting("zhao") as work:
        body = {"person": "li", **DAY, "substitute": "wang"}
        change_roster(work, "leave", body, "外出")
    before = len(notices(started))
    assert edit(started, lambda t: t["absences"].append({"person": "qian", **DAY, "substitute": "sun"}))
    assert {n.person for n in notices(started)[before:]} <= {"qian", "sun"}


def test_a_turn_that_a_second_edit_takes_back_is_no_longer_to_be_acknowledged(started: TestOffice) -> None:
    edit(started, lambda t: t["absences"].append({"person": "li", **DAY, "substitute": "zhao"}))
    assert [n.person for n in notices(started) if n.due_at] == ["zhao"]
    assert edit(started, lambda t: t["absences"].clear())
    due = [(n.person, [m["gained"] for m in n.moves]) for n in notices(started) if n.due_at]
    assert due == [("li", [True])]


def test_the_notice_stands_a_day_and_then_ends(started: TestOffice) -> None:
    edit(started, lambda t: t["days_off"].append("2027-01-01"))
    started.clock.move(hours=23)
    check_silence(started.program.desk, started.program.sources)
    assert alarms(started)[0].cleared_at is None
    started.clock.move(hours=2)
    check_silence(started.program.desk, started.program.sources)
    assert alarms(started)[0].cleared_at is not None


def test_an_edit_of_the_file_can_be_withdrawn_only_in_the_file(started: TestOffice) -> None:
    edit(started, lambda t: t["absences"].append({"person": "li", **DAY, "substitute": "zhao"}))
    with started.program.database.read() as session:
        ident = session.exec(select(RosterChange.id).where(RosterChange.kind == "file")).one()
    with pytest.raises(Refused, match=r"roster\.yaml"), started.acting("zhao") as work:
        cancel_change(work, ident, "看错了")


def test_an_earlier_file_that_can_no_longer_be_read_is_told_as_such(started: TestOffice) -> None:
    with started.program.database.write() as tx:
        row = tx.session.exec(select(RosterChange)).one()
        row.body = {"file": {"people": []}}
        tx.session.add(row)
    assert tell_roster_edit(started.program.desk)
    assert "无法与此前比对" in alarms(started)[0].text

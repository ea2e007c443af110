"""Who gets or loses a turn hears of it, once, over the own channels, and acknowledges where the office asks for it."""

from __future__ import annotations

import json
import re
from datetime import timedelta
from typing import Any

import pytest
from sqlmodel import col, select

from monitor.errors import Refused
from monitor.reports.roster_files import RosterRow
from monitor.sla.roster_file import Shift
from monitor.steps.duty_changes import Agreement, cancel_change, change_roster
from monitor.steps.duty_files import take_in
from monitor.steps.duty_told import acknowledge_notice, miss_notices
from monitor.steps.receipts import reply
from monitor.store.duty_tables import DutyNotice
from monitor.store.tables import Alarm
from tests.office import TestOffice, fire

DAY = {"from": "2026-11-27T08:00:00+08:00", "to": "2026-11-27T20:00:00+08:00"}
NIGHT = {"from": "2026-11-27T20:00:00+08:00", "to": "2026-11-28T08:00:00+08:00"}
TODAY = {"from": "2026-11-24T08:00:00+08:00", "to": "2026-11-24T20:00:00+08:00"}


def change(office: TestOffice, kind: str, body: dict[str, Any], **more: Any) -> int:
    with office.acting("zhao") as work:
        return change_roster(work, kind, body, "临时安排", **more).id


def leave(office: TestOffice, who: str = "zhang", stand_in: str | None = "wang", **span: str) -> int:
    return change(
        office,
        "leave",
        {"person": who, **(span or DAY), **({"substitute": stand_in} if stand_in else {})},
    )


def on_duty(office: TestOffice, at: str) -> str:
    from monitor.clock import parse_time

    (person,) = office.program.book.roster.on_duty("officer", parse_time(at))
    return person.id


def notices(office: TestOffice) -> list[DutyNotice]:
    with office.program.database.read() as session:
        return list(session.exec(select(DutyNotice).order_by(col(DutyNotice.id))))


def alarms(office: TestOffice) -> list[Alarm]:
    with office.program.database.read() as session:
        return list(session.exec(select(Alarm).where(Alarm.kind == "roster_unseen")))


def code_of(text: str) -> str:
    found = re.search(r"回执码：(\w+)", text)
    assert found
    return found[1]


def edit(office: TestOffice, **rules: Any) -> None:
    office.edit("delivery.yaml", lambda tree: tree["roster_change"].update(rules))


@pytest.fixture
def planned(office: TestOffice) -> TestOffice:
    """By the rotation the day in question is 李四's, the night after it 王五's."""
    assert on_duty(office, DAY["from"]) == "li" and on_duty(office, NIGHT["from"]) == "wang"
    return office


def test_who_loses_a_turn_and_who_gets_it_each_hear_of_it(planned: TestOffice) -> None:
    leave(planned, "li", "zhang")
    planned.deliver()
    (gone,), (got,) = planned.receiver.texts_to("li"), planned.receiver.texts_to("zhang")
    assert (
        "11月27日 08:00 至 11月27日 20:00 值班员" in gone
        and "取消，改由张三值班：请假替班（赵六登记）" in gone
    )
    assert "新增，原由李四值班" in got and "请按时到岗" in got
    assert "回执码" in got and "回执码" not in gone, "only a new turn is to be acknowledged"
    assert planned.receiver.texts_to("wang") == [] and "临时安排" not in got


def test_message_notice_and_audit_are_one_transaction_with_the_change(planned: TestOffice) -> None:
    with pytest.raises(ZeroDivisionError), planned.acting("zhao") as work:
        change_roster(work, "leave", {"person": "li", "substitute": "zhang", **DAY}, "临时安排")
        1 / 0  # noqa: B018
    assert not planned.messages() and not notices(planned) and not planned.audit("duty.told")
    leave(planned, "li", "zhang")
    assert {json.loads(a.body)["person"] for a in planned.audit("duty.told")} == {"li", "zhang"}
    assert {n.person: [m["gained"] for m in n.moves] for n in notices(planned)} == {
        "li": [False],
        "zhang": [True],
    }


def test_an_exchange_is_one_message_to_each_of_the_two(planned: TestOffice) -> None:
    body = {"first": {"person": "li", **DAY}, "second": {"person": "wang", **NIGHT}}
    change(planned, "swap", body, agreed=Agreement("wang", "phone", "可以"))
    planned.deliver()
    for person in ("li", "wang"):
        (text,) = planned.receiver.texts_to(person)
        assert "新增，原由" in text and "取消，改由" in text


def test_a_turn_that_is_over_is_told_to_nobody_and_one_under_way_from_now_on(planned: TestOffice) -> None:
    assert on_duty(planned, TODAY["from"]) == "li"
    planned.clock.set("2026-11-24T18:00:00+08:00")
    leave(planned, "li", "zhang", **TODAY)
    planned.deliver()
    (text,) = planned.receiver.texts_to("zhang")
    assert "11月24日 18:00 至 11月24日 20:00" in text
    planned.clock.set("2026-11-24T20:00:00+08:00")
    leave(planned, "li", "wang", **TODAY)
    planned.deliver()
    assert len(planned.receiver.got) == 2, "nobody is told of what is over"


def test_leave_over_time_that_was_not_ones_turn_is_told_to_nobody(planned: TestOffice) -> None:
    leave(planned, "zhang", None)
    assert planned.messages() == [] and notices(planned) == []


def test_a_file_with_many_turns_is_one_message_a_person(planned: TestOffice) -> None:
    rows = [
        RosterRow(s.person, s.start, s.end)
        for s in (
            Shift.model_validate({"person": "zhang", **DAY}),
            Shift.model_validate({"person": "zhang", **NIGHT}),
        )
    ]
    with planned.acting("zhao") as work:
        assert take_in(work, rows, "排班", replace=True).changed
    with planned.acting("zhao") as work:
        assert not take_in(work, rows, "排班", replace=True).changed
    assert sorted(m.person for m in planned.messages()) == ["li", "wang", "zhang"]
    planned.deliver()
    (text,) = planned.receiver.texts_to("zhang")
    assert "等2件" in text and "11月27日 20:00 至 11月28日 08:00" in text


def test_several_changes_that_wait_go_out_as_one_and_the_way_back_is_seen(planned: TestOffice) -> None:
    ident = leave(planned, "li", "zhang")
    with planned.acting("zhao") as work:
        cancel_change(work, ident, "不请了")
    planned.deliver()
    for person in ("li", "zhang"):
        (text,) = planned.receiver.texts_to(person)
        assert "取消" in text and "新增" in text and "撤销（赵六登记）" in text
        assert text.count("\n11月27日 08:00 至") == 1, "one turn is one matter"


def test_a_case_alert_that_waits_takes_it_along_and_its_code_acknowledges_both(planned: TestOffice) -> None:
    leave(planned, "wang", "li", **NIGHT)
    planned.ingest(fire())
    planned.watch()
    planned.deliver()
    (text,) = planned.receiver.texts_to("li")
    assert "新立案" in text and "值班变更" in text
    with planned.acting("li") as work:
        reply(work, code_of(text))
    (notice,) = [n for n in notices(planned) if n.person == "li"]
    assert (notice.acknowledged_how, planned.cases()[0].acknowledged_by) == ("code", "li")


def test_one_who_does_not_acknowledge_in_time_is_telephoned(planned: TestOffice) -> None:
    leave(planned, "li", "zhang")
    planned.deliver()
    planned.clock.move(hours=1, minutes=59)
    assert miss_notices(planned.program.desk) == 0
    planned.clock.move(minutes=1)
    assert miss_notices(planned.program.desk) == 1
    assert miss_notices(planned.program.desk) == 0, "once"
    (alarm,) = alarms(planned)
    assert "张三" in alarm.text and alarm.cleared_at is None
    planned.deliver()
    assert any("请电话联系本人确认" in t for t in planned.receiver.texts_to("li")), (
        "who is on duty hears of it"
    )
    (first, *_) = planned.receiver.texts_to("zhang")
    with planned.acting("zhang") as work:
        reply(work, code_of(first))
    assert alarms(planned)[0].cleared_at is not None


def test_it_is_to_be_acknowledged_before_the_turn_begins(planned: TestOffice) -> None:
    soon = {"from": "2026-11-24T08:30:00+08:00", "to": "2026-11-24T20:00:00+08:00"}
    leave(planned, "li", "zhang", **soon)
    (got,) = [n for n in notices(planned) if n.person == "zhang"]
    assert got.due_at is not None and (got.due_at - got.told_at).total_seconds() == 1800


def test_the_person_concerned_alone_acknowledges_at_the_console(planned: TestOffice) -> None:
    leave(planned, "li", "zhang")
    (got,) = [n for n in notices(planned) if n.person == "zhang"]
    with pytest.raises(Refused, match="本人"), planned.acting("li") as work:
        acknowledge_notice(work, got.id)
    with planned.acting("zhang") as work:
        acknowledge_notice(work, got.id)
    planned.clock.move(hours=3)
    assert miss_notices(planned.program.desk) == 0
    assert [a.actor for a in planned.audit("duty.notice_acknowledged")] == ["zhang"]


@pytest.mark.parametrize(("asked", "people"), [("all", {"li", "zhang"}), ("none", set())])
def test_the_office_says_what_is_to_be_acknowledged(
    sqlite_office: TestOffice, asked: str, people: set[str]
) -> None:
    edit(sqlite_office, acknowledge=asked)
    leave(sqlite_office, "li", "zhang")
    assert {n.person for n in notices(sqlite_office) if n.due_at} == people
    assert {m.person for m in sqlite_office.messages() if m.reply_code} == people


def test_an_office_that_tells_by_other_means_sends_nothing(sqlite_office: TestOffice) -> None:
    edit(sqlite_office, tell=False)
    leave(sqlite_office, "li", "zhang")
    assert sqlite_office.messages() == [] and notices(sqlite_office) == []


def test_one_without_a_channel_is_kept_as_not_told(planned: TestOffice) -> None:
    change(planned, "shift", {"person": "wu", **DAY})
    (notice,) = notices(planned)
    assert notice.message_id is None and notice.due_at is None
    assert [json.loads(a.body)["person"] for a in planned.audit("duty.untold")] == ["wu"]


def test_at_night_it_waits_for_the_morning_unless_the_turn_begins_before(planned: TestOffice) -> None:
    planned.clock.set("2026-11-24T23:00:00+08:00")
    day = {"from": "2026-11-27T08:00:00+08:00", "to": "2026-11-27T20:00:00+08:00"}
    change(planned, "shift", {"person": "sun", **day})
    night = {"from": "2026-11-25T00:00:00+08:00", "to": "2026-11-25T06:00:00+08:00"}
    change(planned, "shift", {"person": "zhao", **night})
    held = {m.person: m.held_for for m in planned.messages()}
    assert held["zhao"] == ""
    assert held.get("sun", "quiet") == "quiet"


def test_time_to_acknowledge_runs_from_the_end_of_quiet_hours(sqlite_office: TestOffice) -> None:
    office = sqlite_office
    office.clock.set("2026-11-24T23:00:00+08:00")
    change(office, "shift", {"person": "zhao", "as": "officer", **DAY})
    (notice,) = [n for n in notices(office) if n.person == "zhao"]
    assert notice.due_at is None, "who makes a change knows of it"
    with office.acting("li") as work:
        change_roster(work, "shift", {"person": "zhao", "as": "officer", **NIGHT}, "临时安排")
    (_, notice) = [n for n in notices(office) if n.person == "zhao"]
    assert notice.due_at is not None and notice.due_at.isoformat() == "2026-11-25T00:30:00+00:00"
    assert [m.held_for for m in office.messages("zhao")] == ["quiet", "quiet"]


def test_who_agreed_on_the_spot_need_not_acknowledge_and_who_agreed_by_telephone_must(
    sqlite_office: TestOffice,
) -> None:
    body = {"first": {"person": "li", **DAY}, "second": {"person": "wang", **NIGHT}}
    with sqlite_office.acting("li") as work:
        change_roster(work, "swap", body, "换班", agreed=Agreement("wang", "present"))
    assert [n.due_at for n in notices(sqlite_office)] == [None, None]
    with sqlite_office.acting("zhao") as work:
        cancel_change(work, 1, "作废")
        change_roster(work, "swap", body, "换班", agreed=Agreement("wang", "phone", "可以"))
    assert all(n.due_at for n in notices(sqlite_office)[-2:])


def test_of_a_withdrawn_change_nothing_is_left_to_acknowledge(planned: TestOffice) -> None:
    ident = leave(planned, "li", "zhang")
    planned.clock.move(hours=2)
    assert miss_notices(planned.program.desk) == 1
    with planned.acting("zhao") as work:
        cancel_change(work, ident, "不请了")
    (alarm,) = alarms(planned)
    assert alarm.cleared_at is not None
    planned.clock.move(hours=3)
    assert miss_notices(planned.program.desk) == 1, "li gets the turn back and has not acknowledged that"
    assert [json.loads(a.body)["person"] for a in planned.audit("duty.notice_withdrawn")] == ["zhang"]


def test_of_many_turns_the_first_are_told_each_with_what_becomes_of_it_and_the_rest_counted(
    sqlite_office: TestOffice,
) -> None:
    office = sqlite_office
    start = office.clock.now() + timedelta(days=1)
    rows = [
        RosterRow("zhang", start + timedelta(days=n), start + timedelta(days=n, hours=12)) for n in range(20)
    ]
    with office.acting("zhao") as work:
        take_in(work, rows, "排班", replace=False)
    office.deliver()
    (text,) = office.receiver.texts_to("zhang")
    assert text.count("新增：导入值班表（赵六登记）") == 12
    assert re.search(r"此后至12月\d+日 \d\d:00另有新增\d+段、取消0段", text)
    (notice,) = [n for n in notices(office) if n.person == "zhang"]
    assert len(notice.moves) > 12, "the record holds them all"


def test_whom_to_telephone_is_told_unmasked_and_each_later_change_anew(planned: TestOffice) -> None:
    def reachable(tree: dict[str, Any]) -> None:
        next(p for p in tree["people"] if p["id"] == "zhang")["telephone"] = "13800001111"

    planned.edit("roster.yaml", reachable)
    leave(planned, "li", "zhang")
    planned.clock.move(hours=2)
    assert miss_notices(planned.program.desk) == 1
    leave(planned, "wang", "zhang", **NIGHT)
    planned.clock.move(hours=2)
    assert miss_notices(planned.program.desk) == 1
    told = [m for m in planned.messages("li") if m.kind == "alarm" and "签收值班变更" in m.body]
    assert len(told) == 2
    assert all("电话：张三 13800001111" in m.body for m in told)
    assert "11月28日" not in told[0].body and "20:00" in told[1].body
    assert len(alarms(planned)) == 1

"""A message that every channel refused is told another way: recorded once, audited, its alarm ended; it stays dead."""

from __future__ import annotations

import json
from datetime import timedelta

import pytest
from sqlmodel import select

from monitor.cli import run
from monitor.errors import Refused
from monitor.notify.lines import AlertLine
from monitor.notify.message import Receipt
from monitor.steps.digest_sections import faults
from monitor.steps.duty_changes import change_roster
from monitor.steps.duty_told import miss_notices
from monitor.steps.post_box import put_message
from monitor.steps.resend import resend
from monitor.steps.told_otherwise import Telling, settle_dead
from monitor.store.digest_view import Period, dead_messages
from monitor.store.duty_tables import DutyNotice
from monitor.store.tables import Alarm, Message
from tests.office import TestOffice, fire


def dead(office: TestOffice) -> Message:
    """The first alert about a fire, refused for good."""
    office.ingest(fire())
    office.watch()
    office.receiver.answers = [Receipt(False, permanent=True, answer="errcode 93000")]
    office.deliver()
    (found,) = [m for m in office.messages() if m.state == "dead"]
    return found


def standing(office: TestOffice, kind: str) -> int:
    with office.program.database.read() as session:
        rows = session.exec(select(Alarm).where(Alarm.kind == kind)).all()
    return sum(1 for a in rows if a.cleared_at is None)


def settle(office: TestOffice, message: int, **more: str) -> None:
    with office.acting("zhao") as work:
        settle_dead(work, message, Telling(work.now, "phone", "宽城火灾，请速到岗", **more))


def test_telling_ends_the_alarm_and_leaves_the_message_dead(office: TestOffice) -> None:
    message = dead(office)
    assert standing(office, "message_dead") == 1
    office.clock.move(minutes=3)
    settle(office, message.id)
    assert standing(office, "message_dead") == 0
    office.run(hours=1)
    (same,) = [m for m in office.messages() if m.id == message.id]
    assert (same.state, same.sent_at) == ("dead", None)
    body = json.loads(office.audit("message.told_otherwise")[0].body)
    assert (body["told"], body["told_by"], body["how"]) == (message.person, "zhao", "phone")
    assert "宽城" not in office.audit("message.told_otherwise")[0].body


def test_the_case_says_who_told_whom_and_is_not_thereby_acknowledged(office: TestOffice) -> None:
    message = dead(office)
    settle(office, message.id)
    told = [a for a in office.case()["timeline"] if a["act"] == "told"]
    assert [(a["actor"], a["body"]["for"], a["body"]["how"]) for a in told] == [
        ("zhao", message.person, "phone")
    ]
    shown = {m["id"]: m for m in office.case()["messages"]}[message.id]
    assert shown["state"] == "dead" and shown["told_otherwise"]["told_by"] == "zhao"
    assert office.cases()[0].acknowledged_at is None


def test_the_digest_counts_what_was_not_delivered_and_how_much_of_it_was_told_another_way(
    office: TestOffice,
) -> None:
    message = dead(office)
    now = office.clock.now()
    period = Period("changchun", now - timedelta(hours=1), now + timedelta(hours=1))
    with office.program.database.read() as session:
        assert dead_messages(session, period) == (1, 0)
    settle(office, message.id)
    with office.program.database.read() as session:
        assert dead_messages(session, period) == (1, 1)
        told = [f.text for f in faults(session, office.program.book, period)]
    assert "1 条通知未能送达，其中 1 条已另行告知" in told


def test_it_is_recorded_once_and_never_sent_after_it(office: TestOffice) -> None:
    message = dead(office)
    settle(office, message.id)
    with pytest.raises(Refused, match="已于"):
        settle(office, message.id)
    with pytest.raises(Refused, match="已于"), office.acting("zhao") as work:
        resend(work, message.id, "渠道已恢复")
    assert len(office.audit("message.told_otherwise")) == 1


def test_somebody_else_may_have_been_told(office: TestOffice) -> None:
    message = dead(office)
    settle(office, message.id, told="wang")
    assert json.loads(office.audit("message.told_otherwise")[0].body)["told"] == "wang"


def test_one_who_was_told_of_a_change_of_duty_by_telephone_need_not_acknowledge_it(
    sqlite_office: TestOffice,
) -> None:
    office = sqlite_office
    turn = {"person": "wang", "from": "2026-11-27T08:00:00+08:00", "to": "2026-11-27T20:00:00+08:00"}
    with office.acting("zhao") as work:
        change_roster(work, "shift", turn, "加派")
    office.receiver.answers = [Receipt(False, permanent=True, answer="errcode 93000")]
    office.deliver()
    (message,) = [m for m in office.messages("wang") if m.state == "dead"]
    settle(office, message.id)
    office.clock.move(hours=3)
    assert miss_notices(office.program.desk) == 0
    with office.program.database.read() as session:
        (notice,) = session.exec(select(DutyNotice)).all()
    assert (notice.acknowledged_how, notice.acknowledged_by) == ("told", "zhao")


def test_the_alarm_of_a_message_that_arrives_at_last_is_cleared(sqlite_office: TestOffice) -> None:
    office = sqlite_office
    path = office.settings.config_dir / "delivery.yaml"
    path.write_text(path.read_text(encoding="utf-8").replace("tries: 4", "tries: 1"), encoding="utf-8")
    office.restart()
    with office.acting() as work:
        put_message(work, "li", "notice", "x", lines=[AlertLine("test", "测试")])
    office.receiver.answers = [Receipt(False, answer="HTTP 503")]
    office.deliver()
    assert standing(office, "message_stuck") == 1
    office.clock.move(minutes=20)
    office.deliver()
    assert [m.state for m in office.messages() if m.kind == "notice"] == ["sent"]
    assert standing(office, "message_stuck") == 0


def test_the_command_line_lists_tells_and_says_why_not(
    sqlite_office: TestOffice, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    office = sqlite_office
    message = dead(office)
    office.program.close()
    monkeypatch.setenv("MONITOR_NOW", (office.clock.now() + timedelta(minutes=5)).isoformat())
    places = ["--config", str(office.settings.config_dir), "--db", office.settings.database_url]
    tell = [
        "message",
        "told",
        str(message.id),
        "--as",
        "zhao",
        "--how",
        "in_person",
        "--words",
        "已面告",
        *places,
    ]
    assert run(["message", "list", *places]) == 0 and "93000" in capsys.readouterr().out
    assert run(tell) == 0 and "已登记另行告知" in capsys.readouterr().out
    assert run(tell) == 1 and "另行告知" in capsys.readouterr().err
    assert run(["message", "list", "--json", *places]) == 0
    (row,) = json.loads(capsys.readouterr().out)["messages"]
    assert row["told_otherwise"]["how"] == "in_person"
    assert run([*tell[:2], "999", *tell[3:]]) == 1 and "没有编号为 999" in capsys.readouterr().err

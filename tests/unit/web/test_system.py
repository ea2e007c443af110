"""The system page: channels with their circuits, what could not be delivered and its sending again."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from sqlmodel import select

from monitor.notify.lines import AlertLine
from monitor.notify.message import OutMessage, Receipt
from monitor.steps.deliver import Courier
from monitor.steps.desk import Work
from monitor.steps.post_box import put_message
from monitor.store.tables import LadderStep, Message, MessageStep
from tests.web_rig import Rig

PAGE = "/system"


class Wire:
    """Stands where the channels are: answers for one person as it is told, everybody else is reached."""

    def __init__(self, receipt: Receipt) -> None:
        self.receipt = receipt
        self.got: list[str] = []

    def __call__(self, url: str, message: OutMessage, *, timeout: float, folder: Path) -> Receipt:
        self.got.append(url)
        return self.receipt if "zhang" in url else Receipt(True, answer="ok")


REFUSED = Receipt(False, permanent=True, answer="errcode 93000: invalid key（电话13812345678）")
DOWN = Receipt(False, answer="HTTP 503")


def send(rig: Rig, wire: Wire, *, put: int = 1) -> None:
    """Put messages to one officer into the outbox and deliver what is due."""
    with rig.database.write() as tx:
        for n in range(put):
            line = AlertLine("alarm", f"食堂舆情{n}")
            put_message(Work(tx, rig.desk.book, rig.now), "zhang", "notice", f"m{n}", lines=[line])
    Courier(rig.desk, rig.var, send=wire).deliver()


def state(rig: Rig, number: int = 1) -> str:
    with rig.database.read() as session:
        return session.get_one(Message, number).state


def test_every_channel_of_the_roster_is_shown_without_its_secrets(rig: Rig) -> None:
    page = rig.browser("duty").get(PAGE).text
    assert "mfile:///zhang.jsonl" in page and "尚未使用" in page


def test_a_channel_shows_its_last_success_and_its_last_failure_with_the_answer(rig: Rig) -> None:
    send(rig, Wire(DOWN))
    page = rig.browser("duty").get(PAGE).text
    assert "失败 1 次" in page and "HTTP 503" in page and "正在重试" in page
    send(rig, Wire(Receipt(True, answer="ok")), put=0)
    assert "没有未能送达的消息" in rig.browser("duty").get(PAGE).text


def test_a_failing_channel_is_shown_as_left_alone_with_the_end_of_its_rest(rig: Rig) -> None:
    failures = rig.desk.book.delivery.circuit.failures
    for number in range(failures):
        with rig.database.write() as tx:
            line = AlertLine("alarm", "食堂舆情")
            put_message(Work(tx, rig.desk.book, rig.now), "zhang", "notice", f"x{number}", lines=[line])
        Courier(rig.desk, rig.var, send=Wire(DOWN)).deliver()
    page = rig.browser("duty").get(PAGE).text
    assert "已断开" in page and re.search(r"至 2026-11-23 12:\d\d", page) and "渠道故障" in page


def test_what_was_given_up_is_listed_with_the_answer_and_sent_again_with_a_reason(rig: Rig) -> None:
    send(rig, Wire(REFUSED))
    browser = rig.browser("duty")
    page = browser.get(PAGE).text
    assert state(rig) == "dead" and "invalid key" in page and "13812345678" not in page
    assert browser.submit(PAGE, "/messages/1/resend", reason="").status_code == 409
    assert browser.submit(PAGE, "/messages/1/resend", reason="密钥已更换").status_code == 303
    assert rig.audit("message.resent") == [("zhang", "message/1")]
    wire = Wire(Receipt(True, answer="ok"))
    Courier(rig.desk, rig.var, send=wire).deliver()
    assert state(rig) == "sent" and any("zhang" in url for url in wire.got)
    page = browser.get(PAGE).text
    assert "没有未能送达的消息" in page and "未解除" not in page


def test_what_arrived_is_not_sent_again(rig: Rig) -> None:
    send(rig, Wire(Receipt(True, answer="ok")))
    answer = rig.browser("duty").submit(PAGE, "/messages/1/resend", reason="再发一次")
    assert answer.status_code == 409 and "只有" in answer.text
    assert rig.browser("duty").submit(PAGE, "/messages/99/resend", reason="再发一次").status_code == 404


@pytest.mark.parametrize("role", ["leader", "auditor"])
def test_only_who_may_act_sends_again(rig: Rig, role: str) -> None:
    send(rig, Wire(REFUSED))
    browser = rig.browser(role)
    assert "/messages/1/resend" not in browser.get(PAGE).text
    assert browser.submit("/", "/messages/1/resend", reason="x").status_code == 403
    assert state(rig) == "dead"


def alert(rig: Rig) -> tuple[int, int]:
    """A message to one officer about a case, given up because its channel refuses; the case's and the message's id."""
    case = rig.case()
    with rig.database.write() as tx:
        work = Work(tx, rig.desk.book, rig.now)
        message = put_message(
            work, "zhang", "alert", "a", lines=[AlertLine("new_case", case.title, case.number)]
        )
        step = tx.session.exec(select(LadderStep).where(LadderStep.case_id == case.id)).first()
        assert step
        tx.session.add(MessageStep(person="zhang", step_id=step.id, message_id=message.id, case_id=case.id))
    Courier(rig.desk, rig.var, send=Wire(REFUSED)).deliver()
    assert state(rig, message.id) == "dead"
    return case.id, message.id


TOLD = {
    "told_by": "zhao",
    "told": "",
    "how": "phone",
    "told_at": "2026-11-23T12:00",
    "words": "食堂舆情，请即处理",
}


def test_what_was_given_up_is_told_another_way_and_stays_dead_in_the_record(rig: Rig) -> None:
    case, message = alert(rig)
    browser = rig.browser("duty")
    assert "消息未能送达" in browser.get("/").text
    done = browser.submit(PAGE, f"/messages/{message}/told", **TOLD)
    assert done.headers["location"] == "/system?done=told"
    page = browser.get("/system?done=told").text
    assert "已登记另行告知" in page and "以电话告知张三：食堂舆情，请即处理" in page
    assert (
        state(rig, message) == "dead" and "未解除" not in page and "消息未能送达" not in browser.get("/").text
    )
    assert f"/messages/{message}/told" not in page and f"/messages/{message}/resend" not in page
    assert rig.audit("message.told_otherwise") == [("zhang", f"message/{message}")]
    shown = browser.get(f"/cases/{case}").text
    assert "已另行告知" in shown and "告知原话" in shown and "未签收" in shown, "told is not yet taken on"
    for again in ("told", "resend"):
        answer = browser.submit(PAGE, f"/messages/{message}/{again}", **TOLD, reason="再来")
        assert answer.status_code == 409 and "另行告知" in answer.text


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({"words": " "}, "须记录告知的要点"),
        ({"how": ""}, "告知方式只能是"),
        ({"told_at": ""}, "须填写告知时间"),
        ({"told_at": "2026-11-23T13:00"}, "不能晚于现在"),
        ({"told_at": "2026-11-23T11:00"}, "不能早于消息生成"),
        ({"told": "zhao"}, "不得为同一人"),
        ({"told": "nobody"}, "没有 nobody"),
    ],
)
def test_a_telling_that_is_not_told_whole_is_refused_and_stays_typed(
    rig: Rig, fields: dict[str, str], sentence: str
) -> None:
    _, message = alert(rig)
    answer = rig.browser("duty").submit(PAGE, f"/messages/{message}/told", **{**TOLD, **fields})
    assert answer.status_code == 409 and sentence in answer.text
    assert fields.get("words", TOLD["words"]).strip() in answer.text
    assert rig.audit("message.told_otherwise") == []


def test_what_arrived_needs_no_other_telling(rig: Rig) -> None:
    send(rig, Wire(Receipt(True, answer="ok")))
    answer = rig.browser("duty").submit(PAGE, "/messages/1/told", **TOLD)
    assert answer.status_code == 409 and "只有" in answer.text


@pytest.mark.parametrize("role", ["leader", "auditor"])
def test_only_who_may_act_records_a_telling(rig: Rig, role: str) -> None:
    _, message = alert(rig)
    browser = rig.browser(role)
    assert f"/messages/{message}/told" not in browser.get(PAGE).text
    assert browser.submit("/", f"/messages/{message}/told", **TOLD).status_code == 403

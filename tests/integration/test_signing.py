"""接班 and replies: the test alert at the start of a turn, and acknowledging by the code that stands in a message."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from sqlmodel import col, select

from monitor.errors import NotFound, Refused
from monitor.steps.receipts import Acknowledged, reply
from monitor.steps.signing import sign_by_hand, sign_on
from monitor.store.duty_tables import SignOn
from monitor.store.tables import Alarm, CaseAct, Message
from tests.office import TestOffice, fire


def asked(office: TestOffice) -> list[SignOn]:
    with office.program.database.read() as session:
        return list(session.exec(select(SignOn).order_by(col(SignOn.id))))


def alarms(office: TestOffice, kind: str) -> list[Alarm]:
    with office.program.database.read() as session:
        return list(session.exec(select(Alarm).where(Alarm.kind == kind)))


def answer(office: TestOffice, code: str, person: str = "li") -> Acknowledged:
    with office.acting(person) as work:
        return reply(work, code)


def code_of(message: Message) -> str:
    assert message.reply_code is not None
    return message.reply_code


@pytest.fixture
def on_duty(office: TestOffice) -> TestOffice:
    """Three minutes after eight: li has come on duty and was asked to sign on."""
    office.clock.move(minutes=3)
    assert sign_on(office.program.desk) == 1
    return office


def test_who_comes_on_duty_gets_one_test_alert_and_is_asked_once_a_turn(on_duty: TestOffice) -> None:
    (row,) = asked(on_duty)
    assert (row.person, row.role, row.shift_start.isoformat()) == (
        "li",
        "officer",
        "2026-11-24T00:00:00+00:00",
    )
    assert sign_on(on_duty.program.desk) == 0
    (message,) = on_duty.messages()
    assert message.kind == "sign_on" and message.person == "li"
    assert on_duty.deliver().sent == 1
    assert f"回执码：{code_of(message)}" in on_duty.receiver.texts_to("li")[0]


def test_the_next_turn_is_asked_anew(on_duty: TestOffice) -> None:
    on_duty.clock.set("2026-11-24T20:01:00+08:00")
    assert sign_on(on_duty.program.desk) == 1
    assert [r.person for r in asked(on_duty)] == ["li", "wang"]


def test_a_reply_in_time_signs_on_and_nobody_is_alarmed(on_duty: TestOffice) -> None:
    (message,) = on_duty.messages()
    on_duty.clock.move(minutes=9)
    assert answer(on_duty, code_of(message)).signed_on
    on_duty.clock.move(minutes=10)
    sign_on(on_duty.program.desk)
    (row,) = asked(on_duty)
    assert (row.signed_by, row.signed_how) == ("li", "code") and row.alarmed_at is None
    assert alarms(on_duty, "sign_on") == []


def test_no_sign_on_in_ten_minutes_tells_the_leader_in_charge_once(on_duty: TestOffice) -> None:
    on_duty.clock.move(minutes=9, seconds=59)
    sign_on(on_duty.program.desk)
    assert alarms(on_duty, "sign_on") == [], "ten minutes are allowed"
    on_duty.clock.move(seconds=1)
    for _ in range(3):
        sign_on(on_duty.program.desk)
    (alarm,) = alarms(on_duty, "sign_on")
    told = [m.person for m in on_duty.messages() if m.kind == "alarm"]
    assert told == ["qian"], "the leader in charge, and not the one whom it is about"
    assert "李四" in alarm.text and len(on_duty.audit("duty.sign_on_missed")) == 1


def test_signing_on_late_clears_the_alarm_and_both_stay_on_record(on_duty: TestOffice) -> None:
    (message,) = on_duty.messages()
    on_duty.clock.move(minutes=30)
    sign_on(on_duty.program.desk)
    on_duty.clock.move(minutes=5)
    answer(on_duty, code_of(message))
    (row,) = asked(on_duty)
    assert row.alarmed_at is not None and row.signed_at is not None and row.signed_at > row.alarmed_at
    assert [a.cleared_at is not None for a in alarms(on_duty, "sign_on")] == [True]


def test_signing_on_by_hand_says_that_the_telephone_was_not_proved(on_duty: TestOffice) -> None:
    with on_duty.acting("li") as work:
        assert sign_by_hand(work, "li").signed_how == "console"
    with pytest.raises(NotFound), on_duty.acting("li") as work:
        sign_by_hand(work, "li")


def test_after_a_long_stop_nobody_is_asked_in_the_middle_of_a_turn(office: TestOffice) -> None:
    office.clock.set("2026-11-24T08:16:00+08:00")
    assert sign_on(office.program.desk) == 0 and asked(office) == []


def test_one_without_a_channel_is_alarmed_about_all_the_same(sqlite_office: TestOffice) -> None:
    path = sqlite_office.settings.config_dir / "roster.yaml"
    text = path.read_text("utf-8")
    path.write_text(text.replace('channels: ["mfile:///li.jsonl"]', "channels: []"), encoding="utf-8")
    sqlite_office.restart()
    sqlite_office.clock.move(minutes=1)
    assert sign_on(sqlite_office.program.desk) == 1 and asked(sqlite_office)[0].message_id is None
    sqlite_office.clock.move(minutes=11)
    sign_on(sqlite_office.program.desk)
    assert len(alarms(sqlite_office, "sign_on")) == 1


def test_two_processes_ask_one_person_once(office: TestOffice) -> None:
    office.clock.move(minutes=1)
    with ThreadPoolExecutor(4) as pool:
        for done in [pool.submit(sign_on, office.program.desk) for _ in range(4)]:
            done.exception()  # who loses the race asks again at the next round
    assert len(asked(office)) == 1 and len(office.messages()) == 1


# --- reply codes -----------------------------------------------------------------------------------------------


@pytest.fixture
def alerted(office: TestOffice) -> TestOffice:
    office.ingest(fire())
    office.watch()
    return office


def acks(office: TestOffice) -> list[CaseAct]:
    with office.program.database.read() as session:
        return list(session.exec(select(CaseAct).where(CaseAct.act == "ack")))


def test_a_reply_code_acknowledges_what_its_message_told_of(alerted: TestOffice) -> None:
    message = alerted.messages("li")[0]
    done = answer(alerted, code_of(message))
    assert [c.id for c in done.cases] == [1]
    (act,) = acks(alerted)
    assert act.actor == "li" and f"编号 {message.id}" in act.body["note"]
    assert alerted.cases()[0].acknowledged_by == "li"
    assert [r.actor for r in alerted.audit("message.acknowledged")] == ["li"]


@pytest.mark.parametrize(
    "typed", ["{}", " {} ", "{lower}", "{half}-{rest}", "{half} {rest}", "{wide}"], ids=str
)
def test_a_code_is_read_as_people_type_it(alerted: TestOffice, typed: str) -> None:
    code = code_of(alerted.messages("li")[0])
    wide = "".join(chr(ord(c) + 0xFEE0) for c in code)
    said = typed.format(code, lower=code.lower(), half=code[:3], rest=code[3:], wide=wide)
    assert answer(alerted, said).message.id == alerted.messages("li")[0].id


def test_replying_again_changes_nothing(alerted: TestOffice) -> None:
    code = code_of(alerted.messages("li")[0])
    answer(alerted, code)
    first = alerted.cases()[0].acknowledged_at
    alerted.clock.move(minutes=20)
    answer(alerted, code)
    assert len(acks(alerted)) == 1
    assert alerted.cases()[0].acknowledged_at == first, "when it was acknowledged does not move"


def test_somebody_else_may_reply_and_that_stands_in_the_act(alerted: TestOffice) -> None:
    answer(alerted, code_of(alerted.messages("li")[0]), "zhao")
    (act,) = acks(alerted)
    assert act.actor == "zhao" and "代 li" in act.body["note"]


def test_an_unknown_code_and_an_old_one_are_refused_with_a_sentence(alerted: TestOffice) -> None:
    with pytest.raises(NotFound, match="没有回执码"):
        answer(alerted, "222222")
    code = code_of(alerted.messages("li")[0])
    alerted.clock.move(hours=24)
    assert answer(alerted, code)
    alerted.clock.move(seconds=1)
    with pytest.raises(Refused, match="已过期"):
        answer(alerted, code)


def test_a_code_for_a_closed_matter_is_kept_without_an_act_on_it(alerted: TestOffice) -> None:
    message = alerted.messages("li")[0]
    with alerted.on_case() as (_, case):
        case.state = "closed"
    assert answer(alerted, code_of(message)).cases and acks(alerted) == []
    assert alerted.messages("li")[0].acknowledged_by == "li"


def test_a_code_from_before_a_raise_acknowledges_nothing_of_the_graver_case(alerted: TestOffice) -> None:
    """Who answered the alert of a small fire silenced the chase of the grave one that it had become."""
    message = alerted.messages("li")[0]
    alerted.clock.move(minutes=2)
    more = "今日6时许，长春市宽城区一厂房发生火灾，已造成31人死亡。"
    alerted.ingest(fire(id="fire-2", text=more, published_at="2026-11-24T08:01:00+08:00"))
    assert alerted.cases()[0].severity == "I"
    alerted.watch()
    done = answer(alerted, code_of(message))
    assert [c.id for c in done.graver] == [1] and "已升级，尚未签收" in done.caution
    assert acks(alerted) == [] and alerted.cases()[0].acknowledged_at is None
    later = alerted.messages("li")[-1]
    assert later.id != message.id and answer(alerted, code_of(later)).graver == ()
    assert alerted.cases()[0].acknowledged_by == "li"


def test_no_two_messages_bear_one_code_and_none_can_be_misread(alerted: TestOffice) -> None:
    codes = [code_of(m) for m in alerted.messages() if m.reply_code]
    assert len(codes) == len(set(codes)) and not set("".join(codes)) & set("01ILO")


def test_a_clock_that_was_set_back_asks_nobody_twice(on_duty: TestOffice) -> None:
    on_duty.clock.move(minutes=-2)
    assert sign_on(on_duty.program.desk) == 0
    assert asked(on_duty)[0].due_at - asked(on_duty)[0].asked_at == timedelta(minutes=10)

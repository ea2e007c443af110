"""签错了案件: an acknowledgement that was made by mistake is taken back, and whoever should have the case is asked on."""

from __future__ import annotations

from typing import Any

import pytest
from sqlmodel import col, select

from monitor.cli import run
from monitor.errors import Refused
from monitor.steps import acts, reversal
from monitor.steps.receipts import acknowledge_for, acknowledge_message
from monitor.store.audit_log import verify_database
from monitor.store.duty_tables import Chase
from monitor.store.papers import custody_of
from monitor.store.tables import Alarm, CaseAct, CaseFact, CaseFile, Message
from tests.office import TestOffice, fire, item, sent, sent_after

BURNT = "今日6时许，长春市宽城区一厂房发生火灾，造成12人死亡、3人受伤。"
SHIFTS = [
    {"person": "zhang", "from": "2026-11-24 08:00", "to": "2026-11-24 20:00"},
    {"person": "li", "from": "2026-11-24 20:00", "to": "2026-11-25 08:00"},
    {"person": "qian", "from": "2026-11-24 00:00", "to": "2026-11-26 00:00"},
]


@pytest.fixture
def staffed(office: TestOffice) -> TestOffice:
    """Zhang by day, qian in charge; everybody has two channels."""

    def staff(tree: dict[str, Any]) -> None:
        tree.pop("rotation")
        tree["shifts"] = SHIFTS
        for person in tree["people"]:
            if person.get("channels"):
                person["channels"] = [f"mfile:///{person['id']}.{n}.jsonl" for n in range(2)]

    office.edit("roster.yaml", staff)
    return office


@pytest.fixture
def ordinary(staffed: TestOffice) -> TestOffice:
    """An ordinary fire has been told to the officer on duty."""
    staffed.ingest(fire())
    staffed.beat()
    assert sent(staffed) == ["zhang.0"]
    return staffed


def _ack(office: TestOffice, person: str = "zhang", minutes: float = 0) -> int:
    office.clock.move(minutes=minutes)
    with office.on_case(person=person) as (work, case):
        return acts.acknowledge(work, case).id


def _take_back(office: TestOffice, act: int, person: str = "zhang", minutes: float = 0, case: int = 1) -> int:
    office.clock.move(minutes=minutes)
    with office.on_case(case, person) as (work, found):
        return reversal.revoke(work, found, act, "看错编号，签的应是另一件").id


def _rows(office: TestOffice, table: Any) -> list[Any]:
    with office.program.database.read() as session:
        return list(session.exec(select(table).order_by(col(table.id))))


def _case(office: TestOffice, ident: int = 1) -> CaseFile:
    return next(c for c in office.cases() if c.id == ident)


def _message_of(office: TestOffice, person: str, how: str = "link") -> None:
    with office.acting(person) as work:
        message = work.tx.session.get_one(Message, office.messages(person)[0].id)
        acknowledge_message(work, message, how)  # type: ignore[arg-type]


def test_it_stands_in_the_record_with_who_when_and_why_and_the_case_is_as_if_nobody_had_it(
    ordinary: TestOffice,
) -> None:
    act = _ack(ordinary, minutes=3)
    back = _take_back(ordinary, act, "li", minutes=5)
    case = _case(ordinary)
    assert (case.acknowledged_at, case.acknowledged_by) == (None, None)
    first, last = [a for a in _rows(ordinary, CaseAct) if a.act in ("ack", "revoke")]
    assert (first.id, first.act, first.actor) == (act, "ack", "zhang")
    assert (last.id, last.actor, last.body["revoked"], last.body["kind"]) == (back, "li", act, "ack")
    assert "看错编号" in last.body["reason"] and "看错编号" not in ordinary.audit("case.revoke")[-1].body
    values = [f.value for f in _rows(ordinary, CaseFact) if f.name == "acknowledged_by"]
    assert values == ["zhang", None], "what stood in between is told by the values' history"
    assert {s.acknowledged_at for s in ordinary.steps()} == {None}
    assert verify_database(ordinary.program.database).ok
    with pytest.raises(Refused, match="该登记已撤销"):
        _take_back(ordinary, act)


def test_taken_back_soon_the_chase_goes_on_as_if_it_had_not_been_stopped(ordinary: TestOffice) -> None:
    _take_back(ordinary, _ack(ordinary, minutes=3), minutes=2)
    assert sent_after(ordinary, 4.9) == []
    assert sent_after(ordinary, 0.2) == ["zhang.1"], "ten minutes after the alert, as without the mistake"
    assert sent_after(ordinary, 4.9) == ["zhang.0"], "the ladder's own rung after 15 minutes"
    assert "zhao.0" in sent_after(ordinary, 15.2)
    assert [c.outcome for c in _rows(ordinary, Chase)][:2] == ["channel", "passed-on"]


def test_taken_back_late_the_last_rung_that_was_passed_over_speaks_once_and_nothing_else_rings(
    ordinary: TestOffice,
) -> None:
    act = _ack(ordinary, minutes=3)
    while_it_stood = [*sent_after(ordinary, 17), *sent_after(ordinary, 25)]
    assert while_it_stood == ["zhang.0"], (
        "the ladder's reminder to verify; the acknowledgement was not asked for"
    )
    passed = [s for s in ordinary.steps() if s.outcome == "acknowledged"]
    _take_back(ordinary, act)
    assert sent_after(ordinary, 0) == ["zhang.0"]
    said = ordinary.messages("zhang")[-1].body
    assert "15分钟内签收（原签收已撤销）" in said and "因系统停运" not in said
    assert [s.state for s in ordinary.steps() if s.id in {p.id for p in passed}] == ["skipped"]
    assert sent_after(ordinary, 9.9) == []
    assert sent_after(ordinary, 0.2) == ["zhang.1"], "from then on it is chased as ever"
    assert "zhao.0" in sent_after(ordinary, 20.1)


def test_of_a_grave_case_those_above_hear_again_from_where_they_would_be(staffed: TestOffice) -> None:
    staffed.ingest(fire(text=BURNT))
    staffed.beat()
    assert sent(staffed) == ["qian.0", "zhang.0"]
    act = _ack(staffed, minutes=4)
    sent_after(staffed, 18)
    _take_back(staffed, act)
    assert sent_after(staffed, 0) == ["qian.0", "zhang.0"]
    assert sent_after(staffed, 5.1) == ["qian.1", "zhang.1"]


def test_signed_rightly_afterwards_it_is_quiet_and_the_right_one_counts(ordinary: TestOffice) -> None:
    act = _ack(ordinary, minutes=3)
    sent_after(ordinary, 37)
    _take_back(ordinary, act, minutes=1)
    _ack(ordinary, "li", minutes=1)
    assert sent_after(ordinary, 10) == []
    assert all(c.state == "done" for c in _rows(ordinary, Chase))
    (target,) = [t for t in ordinary.case()["targets"] if "签收" in t["label"]]
    assert target["done_at"] is not None and not target["in_time"], "the mistake answered no inner target"
    case = _case(ordinary)
    with ordinary.program.database.read() as session:
        held = custody_of(session, case, ordinary.program.book, ordinary.clock.now()).holds
    accept = [h for h in held if h.hop == "accept"]
    assert [h.until for h in accept] == [case.acknowledged_at]


def test_what_was_known_before_it_was_taken_back_is_told_as_of_then(ordinary: TestOffice) -> None:
    act = _ack(ordinary, minutes=3)
    stood = ordinary.clock.now()
    _take_back(ordinary, act, minutes=20)
    with ordinary.program.database.read() as session:
        case = session.get_one(CaseFile, 1)
        then = custody_of(session, case, ordinary.program.book, stood).holds
        now = custody_of(session, case, ordinary.program.book, ordinary.clock.now()).holds
    assert {h.hop for h in then} == {"accept", "office"} and {h.hop for h in now} == {"accept"}


def test_where_somebody_else_has_signed_too_the_case_stays_with_that_one(ordinary: TestOffice) -> None:
    first = _ack(ordinary, minutes=3)
    second = _ack(ordinary, "li", minutes=3)
    _take_back(ordinary, first)
    assert _case(ordinary).acknowledged_by == "li"
    assert {s.acknowledged_by for s in ordinary.steps() if s.fired_at} == {"li"}, "who has it now had seen it"
    assert sent_after(ordinary, 12) == []
    third = _ack(ordinary, "zhao", minutes=1)
    assert _case(ordinary).acknowledged_by == "zhao"
    _take_back(ordinary, third)
    assert _case(ordinary).acknowledged_by == "li"
    assert sent_after(ordinary, 3) == []
    _take_back(ordinary, second)
    assert _case(ordinary).acknowledged_by is None
    assert "zhang.0" in sent_after(ordinary, 1)


def test_an_older_one_does_not_come_back_where_the_case_has_become_graver_since(staffed: TestOffice) -> None:
    staffed.ingest(fire())
    _ack(staffed)
    staffed.clock.move(minutes=5)
    staffed.ingest(
        fire(id="fire-2", text=BURNT, title="长春市宽城区一厂房火灾已致12人死亡", source="长春发布")
    )
    assert (_case(staffed).severity, _case(staffed).acknowledged_at) == ("II", None)
    wrong = _ack(staffed, "li", minutes=2)
    _take_back(staffed, wrong, minutes=1)
    assert _case(staffed).acknowledged_by is None, "who signed for the lesser matter has not the graver one"


def test_one_that_counted_no_more_since_the_case_became_graver_sets_nothing_going(
    staffed: TestOffice,
) -> None:
    staffed.ingest(fire())
    staffed.beat()
    old = _ack(staffed, minutes=1)
    staffed.clock.move(minutes=5)
    staffed.ingest(
        fire(id="fire-2", text=BURNT, title="长春市宽城区一厂房火灾已致12人死亡", source="长春发布")
    )
    staffed.beat()
    sent_after(staffed, 16)
    with staffed.on_case(person="li") as (work, case):
        acts.verify(work, case, "verified")
    sent_after(staffed, 1)
    with staffed.on_case(person="li") as (work, case):
        acts.note(work, case, "note", "已到现场")
    sent_after(staffed, 6)
    before = [(c.state, c.outcome) for c in _rows(staffed, Chase)]
    keys = [s.key for s in staffed.steps()]
    _take_back(staffed, old)
    assert [(c.state, c.outcome) for c in _rows(staffed, Chase)] == before
    assert [s.key for s in staffed.steps()] == keys


def test_a_message_can_be_answered_again_by_its_link_after_a_mistake(ordinary: TestOffice) -> None:
    _message_of(ordinary, "zhang")
    (act,) = [a for a in _rows(ordinary, CaseAct) if a.act == "ack"]
    assert act.body["message"] == ordinary.messages("zhang")[0].id
    _take_back(ordinary, act.id, minutes=2)
    assert ordinary.messages("zhang")[0].acknowledged_at is None
    ordinary.clock.move(minutes=1)
    _message_of(ordinary, "zhang")
    assert _case(ordinary).acknowledged_by == "zhang"
    assert ordinary.messages("zhang")[0].acknowledged_at == ordinary.clock.now()


def test_of_a_message_about_two_cases_one_may_be_taken_back_and_signed_again_by_the_same_link(
    staffed: TestOffice,
) -> None:
    staffed.ingest(
        fire(),
        fire(
            id="fire-2",
            title="长春市九台区一饭店发生火灾",
            text="今日5时许，长春市九台区一饭店发生火灾，造成1人死亡、4人受伤。",
        ),
    )
    staffed.beat()
    assert len(staffed.cases()) == 2 and len(staffed.messages("zhang")) == 1
    _message_of(staffed, "zhang")
    acked = {a.case_id: a.id for a in _rows(staffed, CaseAct) if a.act == "ack"}
    _take_back(staffed, acked[2], minutes=1, case=2)
    assert staffed.messages("zhang")[0].acknowledged_at is not None, "it still speaks for the other case"
    staffed.clock.move(minutes=1)
    _message_of(staffed, "zhang")
    assert [c.acknowledged_by for c in staffed.cases()] == ["zhang", "zhang"]
    assert len([a for a in _rows(staffed, CaseAct) if a.act == "ack"]) == 3, (
        "the other case is not signed twice"
    )


def test_a_link_that_was_answered_once_signs_again_where_a_new_signature_is_asked_for(
    ordinary: TestOffice,
) -> None:
    _message_of(ordinary, "zhang")
    ordinary.clock.move(minutes=5)
    ordinary.ingest(
        fire(
            id="fire-2",
            text=BURNT.replace("12人", "4人"),
            title="长春市宽城区一厂房火灾已致4人死亡",
            source="长春发布",
        )
    )
    assert (_case(ordinary).severity, _case(ordinary).acknowledged_at) == ("III", None)
    _message_of(ordinary, "zhang")
    assert _case(ordinary).acknowledged_by == "zhang", "the page of the link says that it is signed for"
    _message_of(ordinary, "zhang")
    assert len([a for a in _rows(ordinary, CaseAct) if a.act == "ack"]) == 2


def test_what_was_recorded_for_another_by_telephone_is_taken_back_too(ordinary: TestOffice) -> None:
    ordinary.clock.move(minutes=3)
    with ordinary.on_case() as (work, case):
        told = acts.Told("li", work.now, "已知悉")
        act = acknowledge_for(work, case, told).id
    assert _case(ordinary).acknowledged_by == "li"
    _take_back(ordinary, act, minutes=1)
    assert _case(ordinary).acknowledged_by is None


def test_a_proposal_that_was_signed_by_mistake_is_taken_back_and_gets_no_clock_by_it(
    sqlite_office: TestOffice,
) -> None:
    office = sqlite_office
    office.ingest(item(source_kind="local_media", source="本地新闻网"))
    assert _case(office).state == "proposed"
    before = len(office.deadlines())
    act = _ack(office)
    _take_back(office, act, minutes=1)
    assert (_case(office).state, _case(office).acknowledged_at) == ("proposed", None)
    assert len(office.deadlines()) == before


def test_where_all_had_been_told_in_vain_the_alarm_stands_again(ordinary: TestOffice) -> None:
    for minutes in (11, 21, 11, 21, 11, 21):
        sent_after(ordinary, minutes)
    sent(ordinary)
    act = _ack(ordinary, "qian", minutes=1)
    (alarm,) = [a for a in _rows(ordinary, Alarm) if a.kind == "unacknowledged"]
    assert alarm.cleared_at is not None
    _take_back(ordinary, act, minutes=1)
    (alarm,) = [a for a in _rows(ordinary, Alarm) if a.kind == "unacknowledged"]
    assert alarm.cleared_at is None and "签收已撤销" in alarm.text
    assert "qian.0" in sent_after(ordinary, 0)


def test_of_several_rounds_that_were_stopped_the_last_one_alone_carries_the_case_on(
    staffed: TestOffice,
) -> None:
    staffed.ingest(fire(text=BURNT))
    staffed.beat()
    first = _ack(staffed, minutes=4)
    sent_after(staffed, 27)
    second = _ack(staffed, "li", minutes=1)
    _take_back(staffed, first, minutes=1)
    _take_back(staffed, second, minutes=1)
    waiting = [c for c in _rows(staffed, Chase) if c.state == "waiting"]
    assert len(waiting) == len({c.person for c in waiting}), "nobody is followed twice"
    (carrying,) = [c for c in waiting if c.stage != "inform"]
    assert carrying.person == "zhang" and carrying.told_at > _rows(staffed, CaseAct)[1].recorded_at


def test_a_chase_that_another_one_took_over_is_woken_by_no_later_mistake(staffed: TestOffice) -> None:
    staffed.ingest(fire(text=BURNT))
    staffed.beat()
    first = _ack(staffed, minutes=4)
    old = [c.id for c in _rows(staffed, Chase)]
    sent_after(staffed, 27)
    _take_back(staffed, first, minutes=1)
    assert any(c.state == "waiting" and c.id not in old for c in _rows(staffed, Chase))
    for _ in range(12):
        sent_after(staffed, 3)
    _take_back(staffed, _ack(staffed, "li", minutes=1), minutes=1)
    assert all(c.state == "done" for c in _rows(staffed, Chase) if c.id in old)


def test_what_was_stopped_before_the_case_became_graver_is_not_taken_up_again(staffed: TestOffice) -> None:
    staffed.ingest(fire())
    staffed.beat()
    old = _ack(staffed, minutes=1)
    (lesser,) = _rows(staffed, Chase)
    staffed.clock.move(minutes=5)
    staffed.ingest(
        fire(id="fire-2", text=BURNT, title="长春市宽城区一厂房火灾已致12人死亡", source="长春发布")
    )
    staffed.beat()
    _take_back(staffed, old, minutes=1)
    _take_back(staffed, _ack(staffed, minutes=1), minutes=1)
    waiting = [c for c in _rows(staffed, Chase) if c.state == "waiting"]
    assert waiting and lesser.id not in {c.id for c in waiting}
    sent_after(staffed, 3)
    sent_after(staffed, 6)
    assert {c.outcome for c in _rows(staffed, Chase) if c.id != lesser.id and c.stage == "person"} == {
        "exhausted"
    }, "the graver matter is carried on by its own rung"


def test_the_alarm_stands_again_whichever_of_two_that_had_ended_it_is_taken_back_last(
    ordinary: TestOffice,
) -> None:
    for minutes in (11, 21, 11, 21, 11, 21):
        sent_after(ordinary, minutes)
    first = _ack(ordinary, "qian", minutes=1)
    second = _ack(ordinary, "li", minutes=1)
    _take_back(ordinary, first, minutes=1)
    (alarm,) = [a for a in _rows(ordinary, Alarm) if a.kind == "unacknowledged"]
    assert alarm.cleared_at is not None, "the other one has the case"
    _take_back(ordinary, second, minutes=1)
    (alarm,) = [a for a in _rows(ordinary, Alarm) if a.kind == "unacknowledged"]
    assert alarm.cleared_at is None
    assert "qian.0" in sent_after(ordinary, 0)


def test_who_really_works_on_the_case_is_not_chased_for_it(ordinary: TestOffice) -> None:
    act = _ack(ordinary, minutes=3)
    with ordinary.on_case(person="li") as (work, case):
        acts.verify(work, case, "verified")
    _take_back(ordinary, act, minutes=1)
    assert sent_after(ordinary, 7) == []
    assert [c.outcome for c in _rows(ordinary, Chase)] == ["acted"]


def test_a_repeating_reminder_goes_on_in_its_turn(sqlite_office: TestOffice) -> None:
    office = sqlite_office

    def nag(tree: dict[str, Any]) -> None:
        tree["ladders"]["ordinary-case"] = [
            {"id": "open", "label": "新立案件", "lead": "0m", "to": ["officer"], "chase": False},
            {
                "id": "nag",
                "label": "尚未签收",
                "lead": "10m",
                "every": "20m",
                "times": 4,
                "to": ["officer"],
                "until": ["acknowledged"],
                "chase": False,
            },
        ]

    office.edit("sla.yaml", nag)
    office.ingest(fire())
    office.beat()
    office.clock.move(minutes=11)
    office.beat()
    act = _ack(office)
    office.clock.move(minutes=20)
    office.beat()
    _take_back(office, act, minutes=5)
    office.beat()
    turns = [s for s in office.steps() if "尚未签收" in s.rung["label"]]
    assert [s.state for s in turns] == ["fired", "skipped", "fired", "waiting"]
    assert [s.key.partition("#")[2] for s in turns] == ["", "2", "2", "3"]
    for _ in range(6):
        office.clock.move(minutes=20)
        office.beat()
    turns = [s for s in office.steps() if "尚未签收" in s.rung["label"] and s.state == "fired"]
    assert len(turns) == 4, "as often as the office wants, and no more"
    assert {s.rung["label"] for s in turns} == {"尚未签收", "尚未签收（原签收已撤销）"}


def test_the_command_line_takes_it_back_and_shows_what_became_of_it(
    sqlite_office: TestOffice, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    office = sqlite_office
    office.ingest(fire())
    act = _ack(office, minutes=3)
    office.program.close()
    monkeypatch.setenv("MONITOR_NOW", office.clock.now().isoformat())
    places = ["--config", str(office.settings.config_dir), "--db", office.settings.database_url]
    revoke = ["case", "revoke", "1", "--act", str(act), "--as", "li", "--reason", "签错案件", *places]
    assert run(revoke) == 0
    shown = capsys.readouterr().out
    assert "未签收" in shown.splitlines()[0]
    assert f"撤销登记（{act} 签收） li" in shown and "签收 zhang，已撤销" in shown
    assert run(revoke) == 1
    assert "该登记已撤销" in capsys.readouterr().err

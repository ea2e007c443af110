"""A correction upwards brings an item before the triggers again; one that makes less of a grave item is seen and stops no clock."""

from __future__ import annotations

from datetime import date

import pytest
from sqlmodel import col, select

from monitor.errors import Refused
from monitor.steps.corrections import correct
from monitor.steps.digest import make_digest
from monitor.steps.doubts import settle
from monitor.steps.heartbeat import check_silence
from monitor.steps.second_look import Looked, look_again
from monitor.store.tables import Alarm, CaseAct, CaseFile, Correction, ItemRecord
from tests.office import TestOffice, fire, item

GRAVE_FIRE = "今日6时许，长春市宽城区一厂房发生火灾，造成12人死亡、3人受伤。"


def record(office: TestOffice, ident: int = 1) -> ItemRecord:
    with office.program.database.read() as session:
        return session.get_one(ItemRecord, ident)


def say(office: TestOffice, *said: tuple[str, object], reason: str = "", person: str = "zhang") -> Looked:
    with office.acting(person) as work:
        for field, value in said:
            correct(work, 1, field, value, reason=reason)
        return look_again(work, office.program.classifier, 1)


def open_case(office: TestOffice) -> CaseFile:
    (case,) = office.cases()
    return case


def alarms(office: TestOffice) -> list[Alarm]:
    with office.program.database.read() as session:
        query = select(Alarm).where(Alarm.kind == "made_light").order_by(col(Alarm.id))
        return list(session.exec(query))


def elsewhere(**fields: str) -> object:
    """A grave fire that the text places in another city: stored, graded, and no case of this office."""
    text = "今日6时许，沈阳市铁西区一厂房发生火灾，造成12人死亡、3人受伤。"
    return fire(**({"title": "沈阳市铁西区一厂房发生火灾", "text": text} | fields))


def test_a_grave_fire_that_was_taken_for_another_citys_gets_its_case_and_its_clocks(
    office: TestOffice,
) -> None:
    office.ingest(elsewhere())
    assert not office.cases() and record(office).severity == "II"
    looked = say(office, ("local", True), reason="厂房在宽城区")
    case = open_case(office)
    assert (looked.done, case.state, case.severity) == (f"已立案 {case.number}", "open", "II")
    assert {"first_release", "press_conference"} <= {d.kind for d in office.deadlines()}
    office.beat()
    assert office.receiver.texts_to("zhang") or office.messages()


def test_an_emergency_that_a_person_names_is_graded_by_its_figures(office: TestOffice) -> None:
    office.ingest(
        item(
            title="周末去净月潭拍雪景",
            text="长春净月潭出片率不错，分享给大家。路上看到十多辆车撞在一起，听说死了12个人。",
        )
    )
    with office.acting() as work:
        row = work.tx.session.get_one(ItemRecord, 1)
        row.relevant, row.emergency, row.severity, row.local = False, None, None, True
        work.tx.session.add(row)
    looked = say(office, ("relevant", True), ("emergency", "traffic_accident"))
    assert record(office).severity == "II"
    assert looked.case is not None and (looked.case.state, looked.case.severity) == ("open", "II")


def test_an_emergency_named_without_any_figure_is_of_the_least_level_and_has_a_case(
    office: TestOffice,
) -> None:
    office.ingest(item())
    say(office, ("emergency", "work_safety"))
    assert (record(office).severity, open_case(office).severity) == ("IV", "IV")


def test_a_graver_level_of_an_item_raises_its_open_case_by_the_officers_name(office: TestOffice) -> None:
    office.ingest(fire())
    assert open_case(office).severity == "IV"
    looked = say(office, ("severity", "II"), reason="现场通报死亡12人")
    assert (open_case(office).severity, looked.done != "") == ("II", True)
    with office.program.database.read() as session:
        act = session.exec(select(CaseAct).where(CaseAct.act == "grade")).one()
    assert (act.actor, act.body["rule"]) == ("zhang", "correction")
    assert {"first_release", "press_conference"} <= {d.kind for d in office.deadlines()}


def test_a_word_on_the_class_raises_no_case_that_two_people_have_lowered(office: TestOffice) -> None:
    from monitor.steps import acts

    office.ingest(fire(text=GRAVE_FIRE))
    with office.on_case() as (work, case):
        acts.grade(work, case, "IV", "误报", acts.Consent("qian", words="同意"))
    say(office, ("category", "城乡建设" if record(office).category != "城乡建设" else "交通运输"))
    assert open_case(office).severity == "IV"


def test_history_that_is_corrected_alerts_nobody(office: TestOffice) -> None:
    office.ingest(elsewhere(), history=True)
    assert say(office, ("local", True)).case is None
    assert not office.cases()


LIGHT = [("severity", "IV"), ("emergency", None), ("relevant", False), ("local", False)]


@pytest.mark.parametrize(("field", "value"), LIGHT)
def test_nobody_makes_less_of_a_grave_item_without_a_reason(
    office: TestOffice, field: str, value: object
) -> None:
    office.ingest(fire(text=GRAVE_FIRE))
    with office.acting() as work, pytest.raises(Refused, match=r"重大：降低、撤销其判定须.*写明理由"):
        correct(work, 1, field, value, reason="  ")
    assert record(office).severity == "II"


@pytest.mark.parametrize(("field", "value"), LIGHT)
def test_what_makes_less_of_a_grave_item_is_told_and_leaves_case_and_clocks(
    office: TestOffice, field: str, value: object
) -> None:
    office.ingest(fire(text=GRAVE_FIRE))
    before = [(d.kind, d.state, d.due_at) for d in office.deadlines()]
    say(office, (field, value), reason="记者李明核对为演练，电话13812345678")
    assert open_case(office).severity == "II"
    assert [(d.kind, d.state, d.due_at) for d in office.deadlines()] == before
    (alarm,) = alarms(office)
    assert "条目 1（原为重大）" in alarm.text and "时限未变" in alarm.text and "13812345678" not in alarm.text
    body = office.audit("item.corrected")[0].body
    assert '"light":"II"' in body and "reason_sha256" in body
    office.beat()
    assert any(
        "条目 1" in text for text in office.receiver.texts_to("qian") + office.receiver.texts_to("sun")
    )


def test_the_notice_of_a_grave_item_made_light_stands_a_day_and_the_digest_tells_it(
    office: TestOffice,
) -> None:
    office.ingest(fire(text=GRAVE_FIRE))
    say(office, ("severity", "III"), reason="其中10人为旧闻")
    office.clock.move(hours=23)
    check_silence(office.program.desk, office.program.sources)
    assert alarms(office)[0].cleared_at is None
    assert any("原为重大" in f.text for f in make_digest(office.program.desk, date(2026, 11, 25)).faults)
    office.clock.move(hours=2)
    check_silence(office.program.desk, office.program.sources)
    assert alarms(office)[0].cleared_at is not None
    assert "张三把条目 1" in alarms(office)[0].text


def test_less_of_an_ordinary_emergency_needs_no_reason_and_rings_nobody(office: TestOffice) -> None:
    office.ingest(fire())
    say(office, ("emergency", None))
    assert (record(office).severity, record(office).track, alarms(office)) == (None, "response", [])


def test_what_is_an_emergency_again_has_its_level_again(office: TestOffice) -> None:
    office.ingest(fire(text=GRAVE_FIRE))
    say(office, ("relevant", False), reason="像是演练")
    assert (record(office).severity, record(office).track) == (None, None)
    say(office, ("relevant", True), reason="确有其事")
    assert (record(office).severity, record(office).track) == ("II", "press_conference")


def test_one_press_in_the_queue_makes_no_less_of_a_grave_item(office: TestOffice) -> None:
    office.ingest(fire(text=GRAVE_FIRE))
    with office.acting() as work:
        row = work.tx.session.get_one(ItemRecord, 1)
        row.doubt = "emergency"
        work.tx.session.add(row)
    for right in ({"emergency": None}, {"relevant": False}):
        with office.acting() as work, pytest.raises(Refused, match="逐项更正并写明理由"):
            settle(work, 1, right)


def test_a_word_that_made_less_of_an_item_does_not_hide_what_a_later_text_tells(office: TestOffice) -> None:
    office.ingest(fire())
    say(office, ("relevant", False), reason="以为是演练")
    office.ingest(fire(text=GRAVE_FIRE))
    assert (record(office).relevant, record(office).severity, open_case(office).severity) == (
        True,
        "II",
        "II",
    )
    assert '"outgrown":["relevant"]' in office.audit("item.revised")[0].body


def test_a_word_that_made_less_of_an_item_holds_while_the_text_tells_no_more(office: TestOffice) -> None:
    office.ingest(fire(text=GRAVE_FIRE))
    say(office, ("severity", "III"), reason="其中10人为旧闻")
    office.ingest(fire(text=GRAVE_FIRE + "现场已清理。"))
    assert (record(office).revision, record(office).severity) == (2, "III")


def test_what_is_no_emergency_has_no_level(office: TestOffice) -> None:
    office.ingest(item())
    with office.acting() as work, pytest.raises(Refused, match="请先更正突发事件种类"):
        correct(work, 1, "severity", "I", reason="严重")
    assert record(office).severity is None and all(c.severity is None for c in office.cases())


def test_who_said_what_when_and_why_stands_in_the_row(office: TestOffice) -> None:
    office.ingest(fire(text=GRAVE_FIRE))
    say(office, ("severity", "III"), reason="其中10人为旧闻", person="li")
    with office.program.database.read() as session:
        row = session.exec(select(Correction)).one()
    assert (row.actor, row.old, row.new, row.reason) == ("li", "II", "III", "其中10人为旧闻")
    assert row.recorded_at == office.clock.now()

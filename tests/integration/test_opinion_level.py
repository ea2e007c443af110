"""The opinion level of events and cases: it rises with what comes in, an officer may set it, severity stays apart."""

from __future__ import annotations

import pytest
from sqlmodel import col, select

from monitor.errors import Refused
from monitor.steps.opinion import set_level
from monitor.store.tables import CaseFact, Event, EventOpinion
from tests.office import TestOffice, fire, item


def levels(office: TestOffice) -> list[str]:
    with office.program.database.read() as session:
        return [r.level for r in session.exec(select(EventOpinion).order_by(col(EventOpinion.id))).all()]


def scandal(**fields: object) -> object:
    return item(
        title="长春市朝阳区一幼儿园教师殴打儿童",
        text="长春市朝阳区某幼儿园教师殴打儿童，多名家长反映，视频热传，引发热议。",
        **fields,
    )


def test_a_scandal_without_severity_is_proposed_for_its_opinion_level(office: TestOffice) -> None:
    office.ingest(scandal())  # type: ignore[arg-type]
    case = office.cases()[0]
    assert (case.state, case.severity, case.opinion_level) == ("proposed", None, "red")


def test_each_rise_is_kept_with_the_rules_that_it_rests_on(office: TestOffice) -> None:
    office.ingest(fire(text="今日6时许，长春市宽城区一厂房发生火灾，无人员伤亡。"))
    office.ingest(
        fire(
            id="f2",
            source="热榜观察",
            text="今日6时许，长春市宽城区一厂房发生火灾，无人员伤亡，话题冲上热搜。",
        )
    )
    assert levels(office) == ["yellow", "orange"]
    assert len(office.audit("event.level")) == 2
    with office.program.database.read() as session:
        last = session.exec(select(EventOpinion).order_by(col(EventOpinion.id).desc())).first()
        facts = session.exec(select(CaseFact.value).where(CaseFact.name == "opinion_level")).all()
    assert last is not None and "hot-list" in {g["rule"] for g in last.basis}
    assert facts == ["yellow", "orange"]


def test_the_level_leaves_severity_and_deadlines_as_they_are(office: TestOffice) -> None:
    office.ingest(fire())
    before = [(d.id, d.due_at, d.state) for d in office.deadlines()]
    with office.on_case() as (work, case):
        set_level(work, case, "red", "省级媒体将跟进")
    assert office.cases()[0].severity == fire_severity(office)
    assert [(d.id, d.due_at, d.state) for d in office.deadlines()] == before


def fire_severity(office: TestOffice) -> str | None:
    with office.program.database.read() as session:
        return session.exec(select(Event.severity)).first()


def test_orange_reaches_the_head_of_section_and_says_its_colour(office: TestOffice) -> None:
    office.ingest(fire())
    office.beat()
    with office.on_case() as (work, case):
        set_level(work, case, "orange", "网上关注上升")
    office.beat()
    texts = [m.body for m in office.messages("zhao")]
    assert any("橙色" in text for text in texts)


def test_an_officers_word_holds_until_the_event_rises_above_what_it_was(office: TestOffice) -> None:
    office.ingest(fire(text="今日6时许，长春市宽城区一厂房发生火灾，无人员伤亡。"))
    with office.on_case() as (work, case):
        set_level(work, case, "blue", "影响很小")
    office.ingest(
        fire(id="f2", source="另一家", text="今日6时许，长春市宽城区一厂房发生火灾，没有人员伤亡。")
    )
    assert office.cases()[0].opinion_level == "blue"
    office.ingest(fire(id="f3", source="第三家", text="长春市宽城区厂房火灾无人员伤亡，话题冲上热搜。"))
    assert office.cases()[0].opinion_level == "orange"


def test_a_level_needs_a_reason_a_change_and_a_known_name(office: TestOffice) -> None:
    office.ingest(fire())
    for level, reason in (("red", " "), ("purple", "理由"), ("yellow", "与现在相同")):
        with office.on_case() as (work, case), pytest.raises(Refused):
            set_level(work, case, level, reason)

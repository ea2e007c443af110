"""The opinion level of events and cases: it rises with what comes in, an officer may set it, severity stays apart."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlmodel import col, select

from monitor.errors import Refused
from monitor.events.heat import Heat, Outcry
from monitor.steps.crowd import Crowd
from monitor.steps.event_rows import EventSummary
from monitor.steps.opinion import judge_heat, set_level
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


def spread(office: TestOffice, sources: int, *, title: str = "长春市朝阳区一路口红绿灯坏了") -> None:
    at = office.clock.now().isoformat()
    text = f"{title}，早晚高峰车辆行人混行，已经好几天没人修，希望有关部门尽快处理。"
    made = [
        item(id=f"s{n}", title=title, text=text, source=f"论坛{n % 2}", author=f"网友{n}", published_at=at)
        for n in range(sources)
    ]
    office.ingest(*made)


def last_basis(office: TestOffice) -> dict[str, str]:
    with office.program.database.read() as session:
        row = session.exec(select(EventOpinion).order_by(col(EventOpinion.id).desc())).first()
    return {g["rule"]: g["quote"] for g in row.basis} if row is not None else {}


def test_heat_raises_the_level_and_says_what_it_is_made_of(office: TestOffice) -> None:
    spread(office, 7)  # fewer in an hour than any rule of growth asks for
    assert levels(office) == ["blue", "yellow"]
    quote = last_basis(office)["heat.yellow"]
    assert quote.startswith("热度") and "数量" in quote and "增速" in quote
    with office.program.database.read() as session:
        event = session.exec(select(Event)).one()
    assert (event.severity, event.opinion_level) == (None, "yellow")


def test_a_matter_that_multiplies_is_lifted_a_step(office: TestOffice) -> None:
    spread(office, 12)
    assert "growth.fold" in last_basis(office)
    assert "近一时段12条，前一时段0条" in last_basis(office)["growth.fold"]


def test_a_level_that_heat_alone_raised_is_put_before_the_triggers(office: TestOffice) -> None:
    spread(office, 12)
    case = office.cases()[0]
    assert (case.state, case.opinion_level, case.severity) == ("proposed", levels(office)[-1], None)


def test_heat_of_what_concerns_no_office_raises_nothing(office: TestOffice) -> None:
    at = office.clock.now().isoformat()
    chat = [
        item(
            id=f"c{n}",
            title="主队加时绝杀",
            text="最后三秒压哨三分，全场沸腾，嗓子都喊哑了，下一场接着冲。",
            published_at=at,
            author=f"球迷{n}",
        )
        for n in range(20)
    ]
    office.ingest(*chat)
    assert levels(office) == [] and office.cases() == []


def test_a_file_of_old_posts_read_in_at_once_is_no_growth_of_this_hour(office: TestOffice) -> None:
    began = office.clock.now() - timedelta(days=5)
    title = "长春市朝阳区一路口红绿灯坏了"
    text = f"{title}，早晚高峰车辆行人混行，已经好几天没人修，希望有关部门尽快处理。"
    made = [
        item(
            id=f"o{n}",
            title=title,
            text=text,
            source="论坛",
            published_at=(began + n * timedelta(hours=4)).isoformat(),
        )
        for n in range(12)
    ]
    office.ingest(*made)
    assert not {rule for rule in last_basis(office) if rule.startswith("growth")}


def test_posts_of_this_hour_are_growth(office: TestOffice) -> None:
    spread(office, 12)
    assert "growth.yellow" in last_basis(office)


def test_what_an_earlier_item_was_flagged_for_still_lifts_what_heat_raises(office: TestOffice) -> None:
    office.ingest(fire())
    with office.on_case() as (work, _case):
        event = EventSummary(1, "", work.now, work.now, opinion_words={"flag:sensitive": []})
        crowd = Crowd(work.now, Outcry(work.now, work.book.events.concentration), ours=True)
        heat = Heat(75.0, 75.0, 0.0, 0.0, 0.0, 0.0, ())
        assert judge_heat(work, event, crowd, heat).level == "orange"
        event.opinion_level, event.opinion_words = None, {}
        assert judge_heat(work, event, crowd, heat).level == "yellow"

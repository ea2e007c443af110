"""A text that its source edited after it was read: a new version of the item, dated by when it was told so."""

from __future__ import annotations

import asyncio
from typing import Any

import pytest
from aiohttp import web
from sqlmodel import col, select

from monitor.clock import parse_time
from monitor.collectors.http import HttpClient
from monitor.collectors.sources import SourceBook
from monitor.steps.acts import grade
from monitor.steps.by_hand import ByHand, open_by_hand
from monitor.steps.collect import collect_due, ingest_waiting
from monitor.steps.consents import Consent
from monitor.store.tables import ClockStart, Snapshot
from tests.office import TestOffice, fire, item
from tests.site import LOOPBACK, run, serving

GRAVE = "今日6时许，长春市宽城区一厂房发生火灾，造成12人死亡、3人受伤。"


def test_a_clock_that_had_run_out_before_the_toll_was_raised_is_past_at_upgrade(office: TestOffice) -> None:
    office.ingest(fire())
    office.clock.set("2026-11-25T09:00:00+08:00")
    office.ingest(fire(text=GRAVE))
    found = office.deadlines("first_release")
    assert {d.past_at_cause for d in found} == {True}, (
        "nobody could know of twelve dead before the page said so"
    )
    assert {d.cause_at for d in found} == {parse_time("2026-11-25T09:00:00+08:00")}


MISERY = (
    "长春市朝阳区居民反映，小区供暖温度不达标，老人孩子挨冻，多次联系供热公司未解决，质疑有关部门不作为。"
)
QUIET = "长春市宽城区一厂房长期堆放杂物，居民反映消防通道不畅，希望有人管一管。"


def became(office: TestOffice, text: str, **fields: Any) -> dict[str, Any]:
    """An item that told of no emergency, and a day later does; the counting first release."""
    office.ingest(fire(title="宽城区一厂房", text=QUIET, source_kind="hotline", **fields))
    assert office.cases() == []
    office.clock.set("2026-11-25T09:00:00+08:00")
    office.ingest(fire(title="宽城区一厂房", text=QUIET + text, source_kind="hotline", **fields))
    assert office.cases()[0].severity == "II"
    [found] = [d for d in office.case()["deadlines"] if d["kind"] == "first_release" and d["counts"]]
    return found


@pytest.mark.parametrize("day", ["今日6时许", "11月25日6时许"])
def test_what_becomes_an_emergency_only_by_an_edit_runs_from_what_the_edit_tells(
    office: TestOffice, day: str
) -> None:
    """It was overdue since the day before, when there was nothing to know; 今日 is the day of the edit."""
    found = became(office, f"{day}，该厂房发生火灾，造成12人死亡、3人受伤。")
    assert (found["start_at"], found["state"]) == ("2026-11-25T06:00:00+08:00", "open")
    assert "published" not in {s["evidence"] for s in office.case()["starts"]}


def test_a_proposal_that_an_edit_makes_grave_is_past_at_upgrade_and_late_only_as_what_it_was(
    office: TestOffice,
) -> None:
    office.ingest(item(text=MISERY))
    assert [c.state for c in office.cases()] == ["proposed"]
    office.clock.set("2026-11-26T09:00:00+08:00")
    told = MISERY + "随后小区发生火灾，造成12人死亡。"
    office.ingest(item(text=told))
    [case] = office.cases()
    assert (case.state, case.severity) == ("open", "II")
    found = office.deadlines()
    assert {(d.kind, d.past_at_cause) for d in found if d.public and d.start_evidence == "published"} == {
        ("first_release", True),
        ("press_conference", True),
        ("response", False),
    }
    office.watch()
    assert {d.state for d in office.deadlines("response")} == {"breached"}


def test_an_officer_who_opens_a_case_on_an_edited_item_gets_the_clock_of_the_edit(office: TestOffice) -> None:
    hotline = {"title": "宽城区一厂房", "source_kind": "hotline"}
    office.ingest(fire(text=QUIET, **hotline))
    office.clock.set("2026-11-25T09:00:00+08:00")
    words = QUIET + "今日6时许，该厂房发生火灾，造成12人死亡。"
    office.program.ingester.ingest([fire(text=words, **hotline)], cases=False)
    read = office.clock.now()
    office.clock.move(hours=1)
    office.program.ingester.ingest([fire(text=words + "正在救治。", **hotline)], cases=False)
    with office.acting() as work:
        open_by_hand(work, office.program.classifier, 1, ByHand())
        kept = work.tx.session.exec(select(ClockStart).where(ClockStart.evidence == "collected")).all()
        assert [(s.start_at, s.note) for s in kept] == [(read, "revision/2")]
    [found] = [d for d in office.case()["deadlines"] if d["kind"] == "first_release" and d["counts"]]
    assert found["start_at"] == "2026-11-25T06:00:00+08:00"


def test_an_edit_that_tells_no_hour_starts_the_clock_when_it_is_read(office: TestOffice) -> None:
    found = became(office, "该厂房发生火灾，造成12人死亡、3人受伤。")
    assert (found["start_at"], found["start_evidence"]) == ("2026-11-25T09:00:00+08:00", "collected")
    assert {d.past_at_cause for d in office.deadlines("first_release")} == {False}
    office.clock.move(hours=1)  # what is edited again and says the same begins nothing anew
    again = QUIET + "该厂房发生火灾，造成12人死亡、3人受伤。正在救治。"
    office.ingest(fire(title="宽城区一厂房", text=again, source_kind="hotline"))
    assert {s["start_at"] for s in office.case()["starts"] if s["evidence"] == "collected"} == {
        "2026-11-25T09:00:00+08:00"
    }


def test_an_edit_that_names_the_day_before_still_counts_from_it(office: TestOffice) -> None:
    found = became(office, "11月24日6时许，该厂房发生火灾，造成12人死亡、3人受伤。")
    assert (found["start_at"], found["start_evidence"]) == ("2026-11-24T06:00:00+08:00", "occurrence")


@pytest.mark.parametrize("between", [[], ["一厂房昨天没有着火，只是维修。"]])
def test_an_emergency_that_the_first_words_told_counts_from_the_first_publication(
    office: TestOffice, between: list[str]
) -> None:
    for text in ("一厂房发生火灾，造成3人受伤。", *between):
        office.ingest(fire(text=text, title="一厂房", source_kind="portal"))
    assert office.cases() == []
    office.clock.set("2026-11-25T09:00:00+08:00")
    told = "长春市宽城区一厂房发生火灾，造成3人受伤。"
    office.ingest(fire(text=told, title="一厂房", source_kind="portal"))
    assert {s["start_at"] for s in office.case()["starts"] if s["evidence"] == "published"} == {
        "2026-11-24T07:00:00+08:00"
    }


def test_what_ran_out_while_the_service_was_down_is_a_breach_though_the_case_is_raised_first(
    office: TestOffice,
) -> None:
    """The first item that was read after the start ended the clock before any sweep had seen that it was over."""
    office.ingest(fire())
    office.clock.move(hours=50)
    office.ingest(fire(text=GRAVE))
    assert office.cases()[0].severity == "II"
    office.watch()
    assert {d.state for d in office.deadlines("response")} == {"breached"}


def test_a_raised_official_toll_counts_from_the_edit_not_from_the_first_publication(
    office: TestOffice,
) -> None:
    said = "【情况通报】11月24日6时许，长春市宽城区一厂房发生火灾。经市应急管理局核实，造成{}人死亡。"
    office.ingest(fire(id="page", text=said.format(2), source="市政府网站", source_kind="official_site"))
    office.clock.set("2026-11-24T10:00:00+08:00")
    office.ingest(
        fire(
            id="other",
            text=said.format(3),
            source="市应急局",
            source_kind="official_site",
            published_at="2026-11-24T10:00:00+08:00",
        )
    )
    office.clock.set("2026-11-24T11:00:00+08:00")
    office.ingest(fire(id="page", text=said.format(5), source="市政府网站", source_kind="official_site"))
    assert office.cases()[0].deaths_official == 5


def test_an_edit_that_tells_nothing_graver_leaves_a_downgraded_case_alone(office: TestOffice) -> None:
    office.ingest(fire(text=GRAVE))
    office.beat()
    with office.on_case() as (work, case):
        grade(work, case, "IV", "核减", Consent("qian", "present"))
    office.clock.move(hours=1)
    office.ingest(fire(text=GRAVE + "相关情况正在调查。"))
    assert office.cases()[0].severity == "IV"
    office.ingest(fire(text=GRAVE.replace("12人", "32人")))
    assert office.cases()[0].severity == "I", "what is graver than the text of then raises it all the same"


def test_a_page_of_old_that_is_published_anew_raises_its_case_though_it_was_as_grave_before(
    office: TestOffice,
) -> None:
    office.ingest(fire(text=GRAVE), history=True)
    office.ingest(fire(id="other", text=GRAVE.replace("造成12人死亡、3人受伤", "造成3人受伤")))
    before = office.cases()[0].severity
    office.clock.move(hours=1)
    office.ingest(fire(text=GRAVE + "相关情况正在调查。", published_at="2026-11-24T08:50:00+08:00"))
    assert (before, office.cases()[0].severity) == ("IV", "II")


@pytest.mark.allow_hosts(["127.0.0.1"])
def test_a_toll_that_a_watched_page_raises_in_place_raises_its_case_and_rings_once(
    sqlite_office: TestOffice,
) -> None:
    office, toll = sqlite_office, 2
    page = (
        "<html><h1>长春市宽城区一厂房发生火灾</h1><p>2026-11-24 07:00</p><div id=zoom><p>今日6时许，长春市宽城区一厂房发生火灾，"
        "造成{}人死亡、3人受伤。</p><p>浏览次数：{}</p></div></html>"
    )

    async def article(request: web.Request) -> web.Response:
        return web.Response(text=page.format(toll, office.clock.now().timestamp()), content_type="text/html")

    async def listing(request: web.Request) -> web.Response:
        return web.Response(text="<ul><li><a href='/1'>火灾</a></li></ul>", content_type="text/html")

    async def work() -> None:
        nonlocal toll
        async with serving({"/": listing, "/1": article}) as base, HttpClient(LOOPBACK) as http:
            asked = {"name": "本地新闻网", "kind": "page", "url": f"{base}/", "selectors": {"links": "li a"}}
            book = SourceBook.model_validate(
                {"sources": [{**asked, "source_kind": "local_media", "every": "5m"}]}
            )
            for told in (2, 2, 12, 12, 12, 12):
                toll = told
                await collect_due(office.program.desk, book, http)
                ingest_waiting(office.program.desk, office.program.ingester)
                await asyncio.to_thread(office.beat)
                office.clock.move(minutes=5)

    run(work())
    (case,) = office.cases()
    assert case.severity == "II"
    rung = [text for text in office.receiver.texts_to("li") if "升级" in text.splitlines()[0]]
    assert len(rung) == 1, "what is read again and says the same rings nobody"
    assert len(office.audit("item.revised")) == 1
    with office.program.database.read() as session:
        pages = session.exec(select(Snapshot.purpose).order_by(col(Snapshot.id))).all()
    assert pages == ["source", "edited 2"], "the page as it reads now is kept beside the page as it was"


def test_an_item_and_its_edit_in_one_batch_are_taken_in_together(
    office: TestOffice, caplog: pytest.LogCaptureFixture
) -> None:
    tally = office.ingest(fire(), fire(text=GRAVE), fire(text=GRAVE.replace("12人", "32人")))
    assert (tally.new, tally.duplicate, tally.rejected) == (1, 2, 0)
    assert [r.message for r in caplog.records if r.message == "batch_failed"] == []
    assert office.cases()[0].severity == "I"


def test_markup_that_changes_by_itself_is_no_edit(office: TestOffice) -> None:
    said = "<p>今日6时许，长春市宽城区一厂房发生火灾，造成2人死亡。</p><img src='/a.png?t={}'>"
    for hour in range(3):
        office.ingest(fire(text=said.format(hour)))
    assert office.audit("item.revised") == []
    office.ingest(fire(text=said.format(9).replace("2人", "3人")))
    assert len(office.audit("item.revised")) == 1
    assert office.cases()[0].deaths_highest == 3

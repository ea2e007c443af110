"""A text that its source edited after it was read: a new version of the item, dated by when it was told so."""

from __future__ import annotations

import asyncio

import pytest
from aiohttp import web
from sqlmodel import col, select

from monitor.clock import parse_time
from monitor.collectors.http import HttpClient
from monitor.collectors.sources import SourceBook
from monitor.steps.acts import grade
from monitor.steps.collect import collect_due, ingest_waiting
from monitor.steps.consents import Consent
from monitor.store.tables import Snapshot
from tests.office import TestOffice, fire
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

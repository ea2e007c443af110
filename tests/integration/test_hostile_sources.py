"""Sources that answer what no source should: one of them never stops the others, and no report is lost over a side field."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Callable, Mapping
from datetime import timedelta
from typing import Any

import pytest
from aiohttp import web
from sqlmodel import col, select

from monitor.collectors.http import HttpClient
from monitor.collectors.sources import SourceBook
from monitor.steps import collect
from monitor.steps.collect import SourceLine, collect_due, ingest_waiting
from monitor.store.tables import ItemRecord, SourceOutage
from tests.office import TestOffice, fire, item
from tests.site import LOOPBACK, Answer, serving

pytestmark = pytest.mark.allow_hosts(["127.0.0.1"])
Poll = Callable[..., list[SourceLine]]


def says(body: str | bytes, **headers: str) -> Answer:
    async def answer(request: web.Request) -> web.Response:
        return web.Response(body=body if isinstance(body, bytes) else body.encode(), headers=headers)

    return answer


def rss(*titles: str, date: str = "Tue, 24 Nov 2026 07:30:00 +0800") -> str:
    entries = "".join(f"<item><title>{t}</title><pubDate>{date}</pubDate></item>" for t in titles)
    return f"<rss version='2.0'><channel><title>频道</title>{entries}</channel></rss>"


def follow(office: TestOffice, routes: Mapping[str, Answer], script: Callable[[Poll], object]) -> None:
    """Run a script whose argument polls what is due of some sources, each given by its path and what it has of its own."""

    async def live() -> None:
        async with serving(routes) as base:

            async def poll(*given: Mapping[str, Any]) -> list[SourceLine]:
                usual = {"kind": "feed", "source_kind": "forum", "every": "10m"}
                trees = [{**usual, "name": g["url"], **g, "url": base + g["url"]} for g in given]
                book = SourceBook.model_validate({"sources": trees, "allow_private": ["127.0.0.1"]})
                async with HttpClient(LOOPBACK) as http:
                    return await collect_due(office.program.desk, book, http)

            loop = asyncio.get_running_loop()

            def once(*given: Mapping[str, Any]) -> list[SourceLine]:
                return asyncio.run_coroutine_threadsafe(poll(*given), loop).result(timeout=20)

            await asyncio.to_thread(script, once)

    asyncio.run(live())


def stored(office: TestOffice) -> list[ItemRecord]:
    ingest_waiting(office.program.desk, office.program.ingester)
    with office.program.database.read() as session:
        return list(session.exec(select(ItemRecord).order_by(col(ItemRecord.id))))


@pytest.mark.parametrize(
    "date", ["9999-12-31T23:59:59Z", "0001-01-01T00:00:00Z", "Mon, 01 Jan 0001 00:00:00 GMT"]
)
def test_a_feed_dated_by_a_programs_zero_stops_no_other_and_is_news_of_today(
    office: TestOffice, date: str
) -> None:
    lines: list[SourceLine] = []
    routes = {"/odd": says(rss("供暖不热", date=date)), "/sound": says(rss("道路塌陷"))}
    follow(office, routes, lambda poll: lines.extend(poll({"url": "/odd"}, {"url": "/sound"})))
    assert [line.state for line in lines] == ["ok", "ok"]
    assert {(i.title, i.published_at is None, i.historical) for i in stored(office)} == {
        ("供暖不热", True, False),
        ("道路塌陷", False, False),
    }


def test_what_cannot_be_kept_is_its_sources_failure_and_no_others(
    office: TestOffice, monkeypatch: pytest.MonkeyPatch
) -> None:
    keep = collect._raw_row

    def breaks(work: Any, source: Any, item: Any) -> Any:
        if source.name == "/odd":
            raise ArithmeticError("whatever nobody thought of")
        return keep(work, source, item)

    monkeypatch.setattr(collect, "_raw_row", breaks)
    lines: list[SourceLine] = []
    routes = {"/odd": says(rss("供暖不热")), "/sound": says(rss("道路塌陷"))}
    follow(office, routes, lambda poll: lines.extend(poll({"url": "/odd"}, {"url": "/sound"})))
    assert {line.source: line.state for line in lines} == {"/odd": "failed", "/sound": "ok"}
    assert "ArithmeticError" in lines[0].error


def test_a_post_with_half_an_emoji_or_an_endless_number_is_taken_in_with_the_rest(office: TestOffice) -> None:
    posts = [
        {"id": "1", "title": "供暖不热\ud83d", "text": "多次联系供热公司未解决。"},
        {"id": "2", "title": "道路塌陷", "likes": "9" * 5000},
    ]
    lines: list[SourceLine] = []
    follow(
        office,
        {"/a": says(json.dumps(posts))},
        lambda poll: lines.extend(poll({"url": "/a", "kind": "json"})),
    )
    assert [(line.state, line.stored, line.rejected) for line in lines] == [("ok", 2, 0)]
    assert [i.title for i in stored(office)] == ["供暖不热�", "道路塌陷"]


def test_a_new_address_is_asked_afresh_also_after_its_first_answer_failed(office: TestOffice) -> None:
    asked: list[str | None] = []
    down = True

    async def moved(request: web.Request) -> web.Response:
        asked.append(request.headers.get("If-None-Match"))
        if down:
            raise web.HTTPServiceUnavailable
        if asked[-1] is not None:
            return web.Response(status=304)
        return web.Response(text=rss("道路塌陷"))

    def script(poll: Poll) -> None:
        nonlocal down
        for path in ("/old", "/new", "/new"):
            poll({"name": "源", "url": path})
            office.clock.move(minutes=30)
            down = down and path == "/old"

    follow(office, {"/old": says(rss("供暖不热"), ETag='"v1"'), "/new": moved}, script)
    assert asked == [None, None]
    assert [i.title for i in stored(office)] == ["供暖不热", "道路塌陷"]


def test_a_source_that_writes_local_time_as_greenwich_dates_yesterday_by_todays_calendar(
    office: TestOffice,
) -> None:
    office.clock.set("2026-11-24T20:00:00+08:00")
    office.ingest(
        fire(
            published_at="2026-11-24T19:50:00Z", text="昨日18时许，长春市宽城区一厂房发生火灾，造成12人死亡。"
        )
    )
    starts = {
        d["start_evidence"]: d["start_at"]
        for d in office.case()["deadlines"]
        if d["kind"] == "press_conference"
    }
    assert starts == {"occurrence": "2026-11-23T18:00:00+08:00", "collected": "2026-11-24T20:00:00+08:00"}


def test_a_time_of_collection_in_the_future_starts_no_clock_there(office: TestOffice) -> None:
    office.ingest(fire(published_at=None, collected_at="2099-01-01T00:00:00+08:00"))
    assert {d["start_at"][:4] for d in office.case()["deadlines"]} == {"2026"}


def entry(title: str, guid: str, link: str) -> str:
    return f"<item><guid>{guid}</guid><link>{link}</link><title>{title}</title></item>"


@pytest.mark.parametrize("links", [("http://a.cn/1", "http://a.cn/2"), ("http://a.cn/", "http://a.cn/")])
def test_entries_under_one_id_are_matters_of_their_own(office: TestOffice, links: tuple[str, str]) -> None:
    titles = ("长春市宽城区一厂房发生火灾，造成12人死亡", "建议增加公交线路")
    entries = "".join(entry(t, "0", link) for t, link in zip(titles, links, strict=True))
    body = f"<rss version='2.0'><channel><title>频道</title>{entries}</channel></rss>"
    follow(office, {"/a": says(body)}, lambda poll: poll({"url": "/a"}))
    assert [(i.title, i.revision) for i in stored(office)] == [(t, 1) for t in titles]


def test_what_a_source_takes_back_is_taken_back_but_not_for_ever(office: TestOffice) -> None:
    said = ["3人死亡", "30人死亡"] * 8
    shown: list[str] = []

    async def answer(request: web.Request) -> web.Response:
        return web.Response(
            text=rss(f"长春市宽城区一厂房发生火灾，造成{said[len(shown)]}").replace(
                "<title>长", "<guid>g</guid><title>长"
            )
        )

    def script(poll: Poll) -> None:
        for _ in said:
            poll({"url": "/a"})
            office.clock.move(minutes=10)
            (only,) = stored(office)
            shown.append(only.title[-5:].lstrip("成"))

    follow(office, {"/a": answer}, script)
    assert shown[:4] == said[:4]
    assert len(set(shown[-4:])) == 1, "two copies of a page served by turns are no news for ever"
    assert office.case()["severity"] == "I", "and what was once said grave is lowered by a person"


def test_an_id_of_long_ago_that_tells_of_today_alerts_as_news(office: TestOffice) -> None:
    office.ingest(item(id="live", published_at="2026-11-01T08:00:00+08:00"))
    grave = fire(id="live", source="本地论坛", text="今日6时许，长春市宽城区一厂房发生火灾，造成12人死亡。")
    assert office.ingest(grave).cases_opened == 1
    (stands,) = stored(office)
    assert (stands.historical, stands.published_at) == (False, grave.published_at)
    office.ingest(item(id="old", published_at="2026-11-01T08:00:00+08:00"))
    assert (
        office.ingest(
            fire(id="old", source="本地论坛", published_at="2026-11-01T08:00:00+08:00")
        ).cases_opened
        == 0
    )


def test_hours_in_which_nobody_asked_are_a_blind_window(office: TestOffice) -> None:
    def script(poll: Poll) -> None:
        poll({"url": "/a"})
        office.clock.move(minutes=65)
        poll({"url": "/a"})
        office.clock.move(hours=20)
        poll({"url": "/a"})

    follow(office, {"/a": says(rss("供暖不热"))}, script)
    with office.program.database.read() as session:
        window = session.exec(select(SourceOutage)).one()
    assert window.to_at is not None
    assert (window.to_at - window.from_at, window.to_at) == (timedelta(hours=20), office.clock.now())
    assert "没有轮询" in window.reason

"""The rounds of the running service."""

from __future__ import annotations

import asyncio
import time
from typing import Any

import pytest
from aiohttp import web
from sqlmodel import select

from monitor.collectors.sources import SourceBook
from monitor.errors import StoreError
from monitor.polls import Polls
from monitor.service import Rounds
from monitor.store.tables import ItemRecord, RawItem
from tests.office import TestOffice, fire
from tests.site import OVER, serving


def test_what_a_crash_left_uningested_does_not_wait_for_the_sources(
    sqlite_office: TestOffice, monkeypatch: pytest.MonkeyPatch
) -> None:
    office, seen = sqlite_office, list[str]()
    with office.program.database.write() as tx:
        tx.session.add(
            RawItem(
                office_id=tx.office_id,
                source="本地新闻网",
                fingerprint="f1",
                payload=fire().to_json(),
                fetched_at=office.clock.now(),
                next_attempt_at=office.clock.now(),
            )
        )
    rounds = Rounds(office.program)

    def look(_: Any) -> list[Any]:
        with office.program.database.read() as session:
            seen.extend(i.external_id for i in session.exec(select(ItemRecord)))
        return []

    monkeypatch.setattr(Polls, "look", look)
    assert rounds.collect()
    assert seen == ["fire-1"]
    assert not rounds.collect()


def test_a_service_that_ends_leaves_what_waits_to_be_taken_in_where_it_is(
    sqlite_office: TestOffice, monkeypatch: pytest.MonkeyPatch
) -> None:
    office = sqlite_office
    monkeypatch.setattr("monitor.steps.collect._WAITING_LIMIT", 1)
    with office.program.database.write() as tx:
        for number in range(3):
            item = fire(id=f"fire-{number}", title=f"长春市宽城区第{number}小学旁一厂房发生火灾")
            row = RawItem(
                office_id=tx.office_id,
                source="本地新闻网",
                fingerprint=f"f{number}",
                payload=item.to_json(),
                fetched_at=office.clock.now(),
                next_attempt_at=office.clock.now(),
            )
            tx.session.add(row)
    rounds = Rounds(office.program)
    known = office.program.ingester.ingest

    def told_to_end(*args: Any, **more: Any) -> Any:
        rounds.stop()
        return known(*args, **more)

    monkeypatch.setattr(office.program.ingester, "ingest", told_to_end)
    assert rounds.collect()
    assert not rounds.collect(), "a round that begins later does nothing"
    with office.program.database.read() as session:
        assert sorted(r.state for r in session.exec(select(RawItem))) == ["ingested", "waiting", "waiting"]


def test_a_database_that_is_away_for_long_is_told_in_a_line_each_time(
    sqlite_office: TestOffice, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def away(*_: Any, **__: Any) -> Any:
        raise StoreError("数据库不可用")

    monkeypatch.setattr("monitor.service.watch", away)
    Rounds(sqlite_office.program).watch()
    (said,) = [r for r in caplog.records if r.message == "round_failed"]
    assert (said.exc_info, vars(said)["reason"]) == (None, "数据库不可用")


@pytest.mark.allow_hosts(["127.0.0.1"])
def test_a_source_that_does_not_answer_holds_up_itself_and_nobody_else(
    sqlite_office: TestOffice, monkeypatch: pytest.MonkeyPatch
) -> None:
    office, asked = sqlite_office, list[str]()

    async def slow(request: web.Request) -> web.Response:
        asked.append("slow")
        await request.app[OVER].wait()
        return web.Response()

    async def quick(request: web.Request) -> web.Response:
        asked.append("quick")
        entry = f"<item><title>长春市供暖不热，第{len(asked)}次反映</title></item>"
        return web.Response(text=f"<rss version='2.0'><channel><title>频道</title>{entry}</channel></rss>")

    def script(base: str) -> None:
        trees = [{"name": n, "kind": "feed", "url": f"{base}/{n}", "every": "1m"} for n in ("slow", "quick")]
        book = SourceBook.model_validate({"sources": trees, "allow_private": ["127.0.0.1"]})
        office.program.__dict__["sources"] = book
        rounds = Rounds(office.program)
        assert rounds.collect(), "what the quick one brought is ingested in the round that asked it"
        begun = time.monotonic()
        monkeypatch.setattr("monitor.polls._PATIENCE_SECONDS", 30.0)
        office.clock.move(minutes=1)
        assert rounds.collect()
        assert not rounds.collect(), "a round that asks nobody waits for nobody"
        rounds.stop()
        assert time.monotonic() - begun < 8
        assert not rounds.collect()

    async def live() -> None:
        async with serving({"/slow": slow, "/quick": quick}) as base:
            await asyncio.to_thread(script, base)

    asyncio.run(live())
    assert sorted(asked) == ["quick", "quick", "slow"], "nor is one asked twice at once"

"""The dead man's ping: sent while the service works, withheld when a step stands still, missed loudly."""

from __future__ import annotations

from datetime import timedelta
from ipaddress import ip_network

import pytest
from aiohttp import web
from sqlmodel import select

from monitor.clock import real_now
from monitor.collectors.http import HttpClient
from monitor.sla.delivery import Ping
from monitor.steps.heartbeat import beat
from monitor.steps.ping import ping
from monitor.store.tables import Alarm, Heartbeat
from tests.integration.test_http_client import says
from tests.office import TestOffice
from tests.site import run, serving

pytestmark = pytest.mark.allow_hosts(["127.0.0.1"])


@pytest.fixture
def working(sqlite_office: TestOffice) -> TestOffice:
    for step in ("watch", "deliver"):
        beat(sqlite_office.program.desk, step)
    return sqlite_office


def watched_by(office: TestOffice, url: str) -> None:
    rules = office.program.book.delivery.model_copy(update={"ping": Ping(url=url)})
    object.__setattr__(office.program.book, "delivery", rules)


async def ask(office: TestOffice, url: str) -> bool:
    watched_by(office, url)
    async with HttpClient((ip_network("127.0.0.1"),)) as http:
        return await ping(office.program.desk, http)


def alarms(office: TestOffice) -> list[bool]:
    """Of each alarm about the ping, whether it still stands."""
    with office.program.database.read() as session:
        return [a.cleared_at is None for a in session.exec(select(Alarm).where(Alarm.kind == "ping"))]


def test_the_watcher_is_asked_while_watching_and_delivering_work(working: TestOffice) -> None:
    asked: list[str] = []

    async def watcher(request: web.Request) -> web.Response:
        asked.append(request.path)
        return web.Response()

    async def body() -> bool:
        async with serving({"/alive": watcher}) as base:
            return await ask(working, f"{base}/alive")

    assert run(body()) is True
    assert asked == ["/alive"] and alarms(working) == []


@pytest.mark.parametrize("step", ["watch", "deliver"])
def test_a_step_that_stands_still_silences_the_ping(working: TestOffice, step: str) -> None:
    with working.program.database.write() as tx:
        row = tx.session.get_one(Heartbeat, ("changchun", step))
        row.real_at = real_now() - timedelta(minutes=10)
        tx.session.add(row)

    async def body() -> bool:
        async with serving({"/alive": says(status=500)}) as base:
            return await ask(working, f"{base}/alive")

    assert run(body()) is False
    assert alarms(working) == [], "it was not asked: an answer of 500 would have raised an alarm"


def test_a_watcher_that_refuses_raises_an_alarm_until_it_answers(working: TestOffice) -> None:
    async def body() -> None:
        async with serving({"/bad": says(status=500), "/good": says()}) as base:
            assert await ask(working, f"{base}/bad") is False
            assert alarms(working) == [True]
            assert await ask(working, f"{base}/good") is True

    run(body())
    assert alarms(working) == [False]
    assert working.messages(), "those on duty were told"


def test_the_watchers_secret_address_stands_in_no_alarm(working: TestOffice) -> None:
    async def body() -> bool:
        async with serving({"/5f0c-secret": says(status=503)}) as base:
            return await ask(working, f"{base}/5f0c-secret")

    assert run(body()) is False
    with working.program.database.read() as session:
        (text,) = session.exec(select(Alarm.text)).all()
    assert "5f0c-secret" not in text and "503" in text
    assert all("5f0c-secret" not in m.body for m in working.messages())

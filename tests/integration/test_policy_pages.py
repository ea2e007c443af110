"""The page of an interpretation is kept, so that an auditor can prove what was published after it has gone."""

from __future__ import annotations

import hashlib
from typing import Any

from aiohttp import web
from alembic.script import ScriptDirectory
from sqlalchemy import delete
from sqlmodel import col, select

from monitor.collectors.http import HttpClient
from monitor.steps.interpreting import Explained, interpret
from monitor.steps.pages import keep_pages, kept_bytes
from monitor.store.audit_log import verify_database
from monitor.store.policy_tables import PolicyPage
from monitor.store.schema import _config
from tests.office import TestOffice
from tests.site import LOOPBACK, run, serving

POLICY = "heat-metering-2026"
TEXT = "《供热计量收费办法》政策问答"


def recorded(office: TestOffice, url: str, **fields: Any) -> None:
    with office.acting("zhang") as work:
        interpret(work, POLICY, Explained("questions", office.clock.now(), url, **fields))


def pages(office: TestOffice) -> list[PolicyPage]:
    with office.program.database.read() as session:
        return list(session.exec(select(PolicyPage).order_by(col(PolicyPage.id))))


async def _answer(_: web.Request) -> web.StreamResponse:
    return web.Response(text=TEXT)


async def _keep(office: TestOffice) -> int:
    async with serving({"/jiedu.html": _answer}) as base, HttpClient(LOOPBACK) as http:
        recorded(office, f"{base}/jiedu.html")
        recorded(office, f"{base}/gone.html")
        return await keep_pages(office.program.desk, http)


def test_a_page_is_kept_as_it_was_received_with_its_hash_in_the_audit_chain(
    sqlite_office: TestOffice,
) -> None:
    assert run(_keep(sqlite_office)) == 1
    kept, gone = pages(sqlite_office)
    assert kept.state == "kept" and kept_bytes(kept) == TEXT.encode()
    assert kept.sha256 == hashlib.sha256(TEXT.encode()).hexdigest()
    [record] = sqlite_office.audit("policy_page.kept")
    assert kept.sha256 in str(record.body) and record.subject == f"policy_page/{kept.id}"
    assert gone.state == "unreachable" and len(sqlite_office.audit("policy_page.unreachable")) == 1
    assert verify_database(sqlite_office.program.database, {}).ok


def test_the_pages_of_interpretations_from_before_the_upgrade_are_asked_for(office: TestOffice) -> None:
    recorded(office, "https://www.example.cn/jiedu/1.html")
    script = ScriptDirectory.from_config(_config()).get_revision("0017")
    assert script is not None
    with office.program.database.write() as tx:
        tx.session.execute(delete(PolicyPage))
        script.module.take_in(tx.session.connection())
    [page] = pages(office)
    assert (page.interpretation_id, page.state, page.url) == (
        1,
        "waiting",
        "https://www.example.cn/jiedu/1.html",
    )
    assert page.next_attempt_at <= office.clock.now()


def test_a_page_on_an_address_of_the_offices_own_network_is_refused(sqlite_office: TestOffice) -> None:
    async def keep() -> int:
        async with HttpClient(()) as http:
            return await keep_pages(sqlite_office.program.desk, http)

    recorded(sqlite_office, "http://127.0.0.1:9/jiedu.html")
    assert run(keep()) == 0
    assert pages(sqlite_office)[0].sha256 is None and pages(sqlite_office)[0].error

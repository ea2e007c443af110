"""A console on a scratch database, and a browser that speaks to it without a network."""

from __future__ import annotations

import asyncio
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import httpx
from fastapi import FastAPI
from sqlmodel import col, select

from monitor.classify.result import Basis, Classification, Figure, Place
from monitor.clock import Clock
from monitor.item import Item
from monitor.rulebook import RuleBook
from monitor.steps import accounts
from monitor.steps.acts import find_case
from monitor.steps.desk import Desk, Work
from monitor.steps.opening import Opening, Routing, open_case
from monitor.steps.tally import Outcome
from monitor.store.database import Database
from monitor.store.schema import migrate
from monitor.store.search import index_item
from monitor.store.tables import CaseAct, CaseFile, Event, ItemClassification, ItemRecord
from monitor.web.app import create_app
from tests.office import sample_classifier

ROOT = Path(__file__).resolve().parents[1]
NOW = datetime(2026, 11, 23, 4, 0, tzinfo=UTC)
PASSWORD = "Kaixin-2026-baogao"
PEOPLE = {"duty": "zhang", "leader": "qian", "auditor": "wu", "admin": "admin"}
"""One person of the sample roster for each console role."""


@dataclass
class TakesIn:
    """A push door that stores nothing: ids that begin with ``old`` are known, ``bad`` ones are refused."""

    seen: list[Item] = field(default_factory=list)

    def __call__(self, items: Sequence[Item], *, cases: bool = True) -> list[Outcome]:
        self.seen += items
        return [self._answer(i.id) for i in items]

    @staticmethod
    def _answer(ident: str) -> Outcome:
        if ident.startswith("bad"):
            return Outcome("rejected", reason="文中标有密级")
        return Outcome("duplicate" if ident.startswith("old") else "new")


class Browser:
    """Keeps cookies, follows no redirect, and sends forms with the token of the page before."""

    def __init__(self, app: FastAPI) -> None:
        self._runner = asyncio.Runner()
        transport = httpx.ASGITransport(app=app, raise_app_exceptions=False)
        self._client = httpx.AsyncClient(transport=transport, base_url="http://console.test")

    def get(self, path: str, **more: Any) -> httpx.Response:
        return self._runner.run(self._client.get(path, **more))

    def request(self, method: str, path: str, **more: Any) -> httpx.Response:
        return self._runner.run(self._client.request(method, path, **more))

    def post(self, path: str, data: dict[str, Any] | None = None, **more: Any) -> httpx.Response:
        """Post a form without adding anything to it."""
        return self._runner.run(self._client.post(path, data=data or {"nothing": ""}, **more))

    def submit(self, page: str, path: str, **fields: Any) -> httpx.Response:
        """Open a page, take its CSRF token, and post a form."""
        found = re.search(r'name="csrf" value="([^"]+)"', self.get(page).text)
        assert found, f"no form on {page}"
        return self.post(path, {"csrf": found[1], **fields})

    def sign_in(self, person: str, password: str = PASSWORD) -> httpx.Response:
        found = re.search(r'name="token" value="([^"]+)"', self.get("/login").text)
        assert found
        return self.post("/login", {"token": found[1], "person": person, "password": password, "next": "/"})

    def close(self) -> None:
        self._runner.run(self._client.aclose())
        self._runner.close()


class Rig:
    """A desk at a standing time, its application, and accounts for every role."""

    def __init__(self, folder: Path, url: str, *, now: datetime = NOW) -> None:
        self.database = Database(url, "changchun", clock_set=True)
        migrate(self.database, "长春市人民政府新闻办公室")
        self.desk = Desk(self.database, RuleBook.load(ROOT / "config"), Clock(now, 0.0))
        self.door = TakesIn()
        self.var = folder / "var"
        self.app = self._app()
        self._browsers: list[Browser] = []
        accounts.ensure_admin(self.database, PASSWORD, at=now)

    def _app(self) -> FastAPI:
        return create_app(
            self.desk, ingest=self.door, judge=sample_classifier(), var=self.var, expected_steps={}
        )

    @property
    def now(self) -> datetime:
        return self.desk.now()

    def at(self, now: datetime) -> Rig:
        """The same office at another time."""
        self.desk = Desk(self.database, self.desk.book, Clock(now, 0.0))
        self.app = self._app()
        return self

    def browser(self, role: str | None = None) -> Browser:
        """A browser, signed in as the person of a role."""
        browser = Browser(self.app)
        self._browsers.append(browser)
        if role is not None:
            self.give_account(PEOPLE[role], [role])
            assert browser.sign_in(PEOPLE[role]).status_code == 303
        return browser

    def give_account(self, person: str, roles: Sequence[str]) -> None:
        with self.database.read() as session:
            if accounts.rows.account_of(session, "changchun", person):
                return
        roster = self.desk.book.roster
        once = accounts.create_account(self.database, roster, person, roles, actor="admin", at=self.now)
        accounts.change_password(self.database, person, once, PASSWORD, at=self.now)

    def do(self, ident: int, act: Callable[..., object], *given: object) -> int:
        """One act of the person on duty on a case, in a transaction of its own; tells the case."""
        with self.database.write() as tx:
            work = Work(tx, self.desk.book, self.now, PEOPLE["duty"])
            act(work, find_case(work, str(ident)), *given)
        return ident

    def record_of(self, ident: int) -> int:
        """The first publication recorded for a case; 0 without one."""
        with self.database.read() as session:
            query = select(CaseAct.id).where(CaseAct.case_id == ident, CaseAct.act == "record")
            return session.exec(query.order_by(col(CaseAct.id))).first() or 0

    def token(self, *scopes: str) -> dict[str, str]:
        """The header of a fresh bearer token."""
        return {
            "Authorization": "Bearer " + accounts.create_token(self.database, "admin", scopes, at=self.now)
        }

    def case(self, **changes: Any) -> CaseFile:
        """Open a case from a made-up item; ``changes`` override :func:`item`'s values and state, severity, hours."""
        state, severity = changes.pop("state", "open"), changes.pop("severity", None)
        hours, occurred = changes.pop("hours", 2), changes.pop("occurred_at", None)
        with self.database.write() as tx:
            seen = self.now - timedelta(hours=hours)
            event = Event(office_id="changchun", title="事件", first_at=seen, last_at=seen, items=1)
            tx.session.add(event)
            tx.session.flush()
            row = item(seen, event_id=event.id, severity=severity, **changes)
            tx.session.add(row)
            tx.session.flush()
            index_item(tx.session, row.id, row.title, row.text)
            result = said(row, severity)
            tx.session.add(
                ItemClassification(
                    item_id=row.id,
                    revision=1,
                    result=result.to_json(),
                    model="m",
                    rules="r",
                    recorded_at=seen,
                )
            )
            rule = "grave-emergency" if severity in ("I", "II") else "media-focus"
            opening = Opening(row, result, rule, state, severity, occurred, Routing(organ="市教育局"))
            return open_case(Work(tx, self.desk.book, seen), opening)

    def audit(self, act: str) -> list[tuple[str, str]]:
        """Actor and subject of every audit record of an act."""
        from sqlmodel import select

        from monitor.store.tables import AuditRecord

        with self.database.read() as session:
            rows = session.exec(select(AuditRecord).where(AuditRecord.act == act)).all()
        return [(r.actor, r.subject) for r in rows]

    def close(self) -> None:
        for browser in self._browsers:
            browser.close()
        self.database.close()


def item(seen: datetime, **changes: Any) -> ItemRecord:
    """An item of the scratch office."""
    text = changes.get(
        "text", "记者从现场获悉，火灾已致12人死亡。家长王小明（电话13812345678）要求公布原因。"
    )
    values: dict[str, Any] = {
        "office_id": "changchun",
        "external_id": f"made-up-{seen.timestamp():.0f}",
        "source": "示例报",
        "source_kind": "local_media",
        "url": "https://example.com/1",
        "title": "小学食堂午餐有异味",
        "text": text,
        "published_at": seen,
        "collected_at": seen,
        "ingested_at": seen,
        "content_hash": "0" * 64,
        "relevant": True,
        "local": True,
        "category": "教育文体",
        **changes,
    }
    return ItemRecord(**{"raw_title": values["title"], "raw_text": values["text"], **values})


def said(row: ItemRecord, severity: str | None) -> Classification:
    """What a classifier might say of an item, quoting ``12人死亡`` where it stands."""
    start = row.raw_text.find("12人死亡")
    place = Place("text", start, start + 5)
    basis = (
        (Basis("work-safety.deaths.II", "国务院令第493号 第三条", "12人死亡", place),) if start >= 0 else ()
    )
    tolls = {"deaths": Figure(12, "exact", "media", (place,))} if start >= 0 else {}
    return Classification(
        row.external_id,
        True,
        0.97,
        True,
        row.category,
        False,
        {row.category: 0.9},
        severity=severity,
        severity_basis=basis,
        casualties=tolls,
        disposition="misunderstanding",
    )

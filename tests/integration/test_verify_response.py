"""The service looks for a recorded publication itself, on a site served on loopback, on both databases."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest
import yaml

from monitor.collectors.http import HttpClient
from monitor.collectors.sources import SourceBook
from monitor.steps import publications, verify_response
from monitor.steps.publications import Publication
from monitor.steps.verify_response import verify_due
from monitor.store.dossier import dossier_json
from monitor.store.tables import CaseFile
from tests.office import TestOffice, fire

ARTICLE = (
    "<html><head><title>{title}</title><meta name='PubDate' content='2026-11-24 {hour}:00'></head>"
    "<body><div id='UCAP-CONTENT'><p>{title}</p><p>11月24日6时许，宽城区一厂房发生火灾，已扑灭。</p></div></body></html>"
)
TITLE = "关于长春市宽城区一厂房发生火灾的情况通报"


class Site(ThreadingHTTPServer):
    """A site whose pages a test may set; what is not set is missing."""

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Pages)
        self.pages: dict[str, str] = {"/list/": "<a href='/t20.html'>别的消息</a>"}

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.server_port}"

    def publish(self, title: str = TITLE, hour: str = "08") -> None:
        self.pages["/t2026.html"] = ARTICLE.format(title=title, hour=hour)
        self.pages["/list/"] += f"<a href='/t2026.html'>{title}</a>"


class _Pages(BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        assert isinstance(self.server, Site)
        body = self.server.pages.get(self.path)
        self.send_response(200 if body else 404)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.end_headers()
        self.wfile.write((body or "").encode())

    def log_message(self, *_: Any) -> None:
        """Say nothing."""


@pytest.fixture
def site(config_dir: Path) -> Iterator[Site]:
    server = Site()
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    places = [{"name": "门户", "role": "own", "kind": "page", "url": server.address + "/list/"}]
    (config_dir / "verification.yaml").write_text(yaml.safe_dump({"retry": ["0m", "1h"], "places": places}))
    yield server
    server.shutdown()
    server.server_close()
    thread.join()


def look(office: TestOffice) -> dict[str, dict[str, Any]]:
    """Let the service look at what is due; each place's check by its name."""

    async def go() -> None:
        allowed = SourceBook.model_validate({"allow_private": ["127.0.0.1"]}).allow_private
        async with HttpClient(allowed) as http:
            await verify_due(office.program.desk, http)

    asyncio.run(go())
    with office.program.database.read() as session:
        case = session.get_one(CaseFile, 1)
        out = dossier_json(session, case, office.clock.now(), office.program.book)
    return {c["place"]: c for c in out["verification_checks"]}


def record(office: TestOffice, url: str) -> None:
    office.ingest(fire())
    with office.on_case() as (work, case):
        publications.record(work, case, Publication("response", office.clock.now(), url))


def test_a_publication_is_found_at_its_address_and_on_the_site_with_a_quotation_and_a_hash(
    site: Site, office: TestOffice
) -> None:
    site.publish()
    record(office, site.address + "/t2026.html")
    checks = look(office)
    for place in ("url", "门户"):
        finding = checks[place]["findings"][0]
        assert (checks[place]["outcome"], finding["url"]) == ("found", site.address + "/t2026.html")
        assert "宽城区一厂房发生火灾" in finding["quote"]
        assert len(finding["sha256"]) == 64
    assert checks["items"]["outcome"] == "not_found"
    assert look(office)["url"]["attempts"] == 1, "what was found is not looked for again"


@pytest.mark.parametrize(
    ("title", "hour", "why"),
    [("全市供暖工作会议召开并部署冬季保障", "08", "another matter"), (TITLE, "08", "of another year")],
)
def test_what_is_not_proved_by_the_page_itself_is_not_found(
    site: Site, sqlite_office: TestOffice, title: str, hour: str, why: str
) -> None:
    site.publish(title, hour)
    if why == "another matter":
        site.pages["/t2026.html"] = site.pages["/t2026.html"].replace(
            "宽城区一厂房发生火灾，已扑灭", "会议召开"
        )
    else:
        site.pages["/t2026.html"] = site.pages["/t2026.html"].replace("2026-11-24", "2019-11-24")
    record(sqlite_office, site.address + "/gone.html")
    assert look(sqlite_office)["门户"]["outcome"] == "not_found", why


def test_a_missing_page_is_unreachable_looked_for_again_and_then_a_fault(
    site: Site, office: TestOffice
) -> None:
    record(office, site.address + "/t2026.html")
    first = look(office)["url"]
    assert (first["outcome"], first["state"], first["attempts"]) == ("unreachable", "waiting", 1)
    office.clock.move(hours=1)
    last = look(office)["url"]
    assert (last["state"], last["attempts"]) == ("done", 2)
    assert "404" in last["findings"][0]["error"]
    assert {r.act for r in office.audit("alarm.raised")} == {"alarm.raised"}
    assert len(office.audit("release.unreachable")) == 2


def test_a_publication_that_appears_later_is_found_at_the_next_look(
    site: Site, sqlite_office: TestOffice
) -> None:
    record(sqlite_office, site.address + "/t2026.html")
    look(sqlite_office)
    site.publish()
    sqlite_office.clock.move(hours=1)
    assert look(sqlite_office)["url"]["outcome"] == "found"


WORDS = "经全力扑救，明火于八时整扑灭，过火面积约二百平方米，起火原因由消防部门调查，后续情况将及时公布。"


def released(site: Site) -> None:
    """The release stands on the organ's site, with words that nobody said before."""
    site.publish()
    site.pages["/t2026.html"] = site.pages["/t2026.html"].replace("</p>", f"</p><p>{WORDS}</p>", 1)


def another(office: TestOffice, text: str, ident: str = "re") -> None:
    office.clock.move(minutes=30)
    office.ingest(
        fire(
            id=ident, title=TITLE, text=text, source="门户网", url=f"https://portal.example/{ident}",
            published_at=office.clock.now().isoformat(),
        )
    )  # fmt: skip
    office.clock.move(minutes=30)


def test_a_reprint_is_found_among_what_was_collected(site: Site, sqlite_office: TestOffice) -> None:
    released(site)
    record(sqlite_office, site.address + "/t2026.html")
    assert look(sqlite_office)["url"]["outcome"] == "found"
    another(sqlite_office, f"市应急管理局通报：{WORDS}")
    found = look(sqlite_office)["items"]
    assert found["outcome"] == "found" and "过火面积约二百平方米" in found["findings"][0]["quote"]


def test_who_only_speaks_of_the_same_matter_has_reprinted_nothing(
    site: Site, sqlite_office: TestOffice
) -> None:
    released(site)
    record(sqlite_office, site.address + "/t2026.html")
    look(sqlite_office)
    another(sqlite_office, "今日6时许，宽城区一厂房发生火灾，附近居民称浓烟很大，到现在也没人出来说明情况。")
    assert look(sqlite_office)["items"]["outcome"] == "not_found"


def test_a_site_that_reports_the_same_matter_has_reprinted_nothing(
    site: Site, config_dir: Path, sqlite_office: TestOffice
) -> None:
    released(site)
    site.pages["/news/"] = f"<a href='/own.html'>{TITLE}</a>"
    site.pages["/own.html"] = ARTICLE.format(title=TITLE, hour="09")
    place = {"name": "新闻网", "role": "reprint", "kind": "page", "url": site.address + "/news/"}
    sqlite_office.edit("verification.yaml", lambda book: book["places"].append(place))
    record(sqlite_office, site.address + "/t2026.html")
    assert "尚未留存" in look(sqlite_office)["新闻网"]["findings"][0]["error"]
    sqlite_office.clock.move(hours=1)
    assert look(sqlite_office)["新闻网"]["outcome"] == "not_found"


def test_a_page_that_cannot_be_read_keeps_no_other_from_being_looked_for(
    site: Site, sqlite_office: TestOffice, monkeypatch: pytest.MonkeyPatch
) -> None:
    site.publish()
    record(sqlite_office, site.address + "/t2026.html")

    def broken(*_: object) -> None:
        raise RecursionError

    monkeypatch.setattr(verify_response, "find_links", broken)
    checks = look(sqlite_office)
    assert (checks["url"]["outcome"], checks["门户"]["outcome"]) == ("found", "unreachable")


def test_private_addresses_are_never_asked(sqlite_office: TestOffice, site: Site) -> None:
    record(sqlite_office, "http://10.0.0.1/secret")
    found = look(sqlite_office)["url"]
    assert found["outcome"] == "unreachable"
    assert "内网" in found["findings"][0]["error"]


def test_two_processes_that_look_at_once_record_one_finding(
    site: Site, office: TestOffice, monkeypatch: pytest.MonkeyPatch
) -> None:
    site.publish()
    record(office, site.address + "/t2026.html")
    kept = verify_response._keep

    def twice(*args: Any) -> None:
        kept(*args)
        kept(*args)

    monkeypatch.setattr(verify_response, "_keep", twice)
    assert [(c["attempts"], len(c["findings"])) for c in look(office).values()] == [(1, 1)] * 3
    assert len(office.audit("release.found")) == 2

"""The known faults of the best systems of this trade, one by one: each test fails if we had the fault, too."""

from __future__ import annotations

import asyncio
import json
import re
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from ipaddress import ip_network
from pathlib import Path
from typing import Any

import pytest
from aiohttp import web
from sqlmodel import select

from monitor.clock import real_now, rfc3339
from monitor.collectors.http import HttpClient
from monitor.collectors.sources import SourceBook
from monitor.notify import channels
from monitor.notify.lines import AlertLine
from monitor.notify.message import OutMessage, Receipt
from monitor.steps import acts, publications
from monitor.steps.collect import SourceLine, collect_due, ingest_waiting
from monitor.steps.deliver import Courier
from monitor.steps.digest import send_due_digest
from monitor.steps.heartbeat import check_silence
from monitor.steps.post_box import put_message
from monitor.steps.publications import Publication
from monitor.store.duty_tables import MessageAttempt
from monitor.store.tables import Alarm, DigestRun, ItemRecord, SourceOutage, SourceState
from tests.integration.test_channels import Receiver, Script, receive
from tests.office import TestOffice, fire, item
from tests.site import serving

__all__ = ["receive"]


@pytest.fixture
def office(sqlite_office: TestOffice) -> TestOffice:
    """SQLite alone: what is shown here does not lie in the database; the steps' own tests run on both."""
    return sqlite_office


class Killed(BaseException):
    """The process ends here, as by SIGKILL: no handler of ours may see it."""


@dataclass
class Dying:
    """A channel in whose hands the process dies, before or after the message went out."""

    arrives: bool
    got: list[str] = field(default_factory=list)

    def __call__(self, url: str, message: OutMessage, *, timeout: float, folder: Path) -> Receipt:
        if self.arrives:
            self.got.append(message.text)
        raise Killed


def courier(office: TestOffice, send: Any, *, later: timedelta = timedelta(0)) -> Courier:
    return Courier(
        office.program.desk,
        office.settings.var,
        send=send,
        owner=f"p{later}",
        real=lambda: real_now() + later,
    )


def die_while_sending(office: TestOffice, *, arrives: bool) -> Dying:
    """An alert is queued, and the process dies while it sends it; then the program starts anew."""
    office.ingest(fire())
    office.watch()
    dying = Dying(arrives)
    with pytest.raises(Killed):
        courier(office, dying).deliver()
    office.restart()
    return dying


def test_healthchecks_marked_an_alert_as_processed_before_it_was_sent_and_a_crash_lost_it(
    office: TestOffice,
) -> None:
    die_while_sending(office, arrives=False)
    assert "sent" not in {m.state for m in office.messages()} and not office.audit("message.sent")
    courier(office, office.receiver, later=timedelta(seconds=61)).deliver()
    waiting = {m.person for m in office.messages() if m.state not in ("sent", "merged")}
    assert office.receiver.got and not waiting, "everybody was told in the end"


def test_goalert_failed_a_message_that_was_caught_in_mid_send_and_never_tried_it_again(
    office: TestOffice,
) -> None:
    dying = die_while_sending(office, arrives=True)
    courier(office, office.receiver, later=timedelta(seconds=30)).deliver()
    caught = [m for m in office.messages() if m.state == "sending"]
    assert caught, "while the lease of the dead process runs, nobody takes its message"
    courier(office, office.receiver, later=timedelta(seconds=61)).deliver()
    assert {m.state for m in office.messages()} <= {"sent", "merged"}
    again = [text for _, m in office.receiver.got if f"编号 {caught[0].id}" in (text := m.text)]
    assert len(again) == 1 and "可能重复" in again[0] and dying.got, "it had arrived, and the second says so"


def frozen(office: TestOffice) -> list[tuple[object, ...]]:
    """All deadlines as they stand, and what their ladders say and when."""
    rungs = [(s.id, s.rung, s.due_at) for s in office.steps()]
    return [(d.id, d.model_dump()) for d in office.deadlines(live=False)] + rungs


def edit(office: TestOffice, name: str, old: str, new: str) -> None:
    path = office.settings.config_dir / name
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")
    office.restart()


def test_zammad_computed_past_deadlines_anew_when_an_sla_was_edited(office: TestOffice) -> None:
    office.ingest(fire())
    office.clock.move(hours=50)
    office.beat()
    assert [d.state for d in office.deadlines("response")] == ["breached"]
    later = "2026-11-26T09:30:00+08:00"
    office.ingest(
        fire(
            id="b", title="长春市绿园区仓库起火", text="长春市绿园区一仓库起火，3人受伤。", published_at=later
        )
    )
    assert [d.state for d in office.deadlines("response")] == ["breached", "open"]
    before = frozen(office)
    edit(office, "sla.yaml", "within: 48h", "within: 100h")
    office.watch()
    kept = [r for r in frozen(office) if r in before]
    assert kept == before, "neither the breached nor the running one has moved"
    office.ingest(item(id="new", published_at=rfc3339(office.clock.now()), source_kind="central_media"))
    with office.on_case(1) as (work, case):
        acts.assign(work, case, "市应急管理局", "职责调整")
        acts.grade(work, case, "III", "复核")
    terms = {d.due_at - d.start_at for d in office.deadlines("response", live=False) if d.case_id <= 2}
    assert terms == {timedelta(hours=48)}, "a running case keeps the rules that it was opened under"


def test_osticket_blanked_the_due_date_when_a_matter_was_closed(office: TestOffice) -> None:
    office.ingest(fire())
    due = {d.id: d.due_at for d in office.deadlines(live=False)}
    with office.on_case() as (work, case):
        acts.triage(work, case, "hardship")
        publications.record(
            work, case, Publication("response", work.now, url="https://a.gov.cn/1", note="已回应")
        )
        acts.close(work, case)
    assert office.case()["state"] == "closed"
    assert {d.id: d.due_at for d in office.deadlines(live=False) if d.id in due} == due
    shown = {d["id"]: d["due_at"] for d in office.case()["deadlines"]}
    assert due and all(shown[ident] == rfc3339(at) for ident, at in due.items())


# --- sources ---------------------------------------------------------------------------------------------------


@dataclass
class Site:
    """A feed whose server can be set to fail, and counts how often it was asked."""

    fails: bool = False
    asked: int = 0
    title: str = "供暖不热"

    async def answer(self, request: web.Request) -> web.Response:
        self.asked += 1
        if self.fails:
            return web.Response(status=500)
        if request.headers.get("If-None-Match") == self.title.encode().hex():
            return web.Response(status=304)
        body = f"<rss version='2.0'><channel><item><title>{self.title}</title><link>/1</link></item></channel></rss>"
        headers = {"ETag": self.title.encode().hex(), "Content-Type": "text/xml; charset=utf-8"}
        return web.Response(text=body, headers=headers)


def follow(office: TestOffice, site: Site, script: Callable[[Callable[[], list[SourceLine]]], None]) -> None:
    """Run a script whose argument polls what is due, while the site is served."""

    async def live() -> None:
        async with serving({"/f": site.answer}) as base:
            tree = {"name": "源", "kind": "feed", "url": f"{base}/f", "source_kind": "forum", "every": "10m"}
            book = SourceBook.model_validate({"sources": [tree], "allow_private": ["127.0.0.1"]})
            office.program.__dict__["sources"] = book

            async def poll() -> list[SourceLine]:
                async with HttpClient((ip_network("127.0.0.1"),)) as http:
                    return await collect_due(office.program.desk, book, http)

            loop = asyncio.get_running_loop()
            await asyncio.to_thread(
                script, lambda: asyncio.run_coroutine_threadsafe(poll(), loop).result(timeout=20)
            )

    asyncio.run(live())


def state_of(office: TestOffice) -> SourceState:
    with office.program.database.read() as session:
        return session.exec(select(SourceState)).one()


@pytest.mark.allow_hosts(["127.0.0.1"])
def test_miniflux_gave_a_feed_up_after_three_errors_and_told_nobody(office: TestOffice) -> None:
    site = Site()

    def script(poll: Callable[[], list[SourceLine]]) -> None:
        assert [line.state for line in poll()] == ["ok"]
        site.fails, asked = True, site.asked
        for _ in range(48):
            office.clock.move(minutes=30)
            poll()
            check_silence(office.program.desk, office.program.sources)
        assert site.asked - asked >= 23, "asked at least each hour for a whole day"
        with office.program.database.read() as session:
            alarms = session.exec(select(Alarm).where(Alarm.kind == "source_silent")).all()
        assert len(alarms) == 1 and "源" in alarms[0].text and alarms[0].told_at is not None
        assert office.messages(), "the officer is told"
        site.fails, site.title = False, "道路塌陷"
        office.clock.move(minutes=61)
        assert [line.stored for line in poll()] == [1], "and what it brings afterwards is kept"

    follow(office, site, script)
    with office.program.database.read() as session:
        outage = session.exec(select(SourceOutage)).one()
    assert outage.to_at is not None, "the blind window stands in the records"
    assert outage.noticed_at is not None and outage.from_at < outage.noticed_at < outage.to_at


@pytest.mark.allow_hosts(["127.0.0.1"])
def test_newsnow_answered_success_updated_now_from_an_old_cache(office: TestOffice) -> None:
    site = Site()

    def script(poll: Callable[[], list[SourceLine]]) -> None:
        poll()
        worked = office.clock.now()
        site.fails = True
        office.clock.move(minutes=11)
        (line,) = poll()
        assert line.state == "failed" and line.error, "an error is said to be one"
        seen = state_of(office)
        assert (seen.last_worked_at, seen.failures) == (worked, 1), "nothing worked just now"
        site.fails = False
        office.clock.move(minutes=61)
        (line,) = poll()
        assert (line.state, line.stored) == ("not_modified", 0), "what has not changed is not called new"
        assert state_of(office).last_item_at == worked

    follow(office, site, script)


@pytest.mark.allow_hosts(["127.0.0.1"])
def test_feedparser_takes_a_gb18030_feed_for_latin(office: TestOffice) -> None:
    class Old(Site):
        async def answer(self, request: web.Request) -> web.Response:
            body = (
                "<rss version='2.0'><channel><item><title>绿园区居民反映供暖不热，镕喆两小区停水</title>"
                "<description>长春市绿园区多名居民反映。</description><link>/1</link></item></channel></rss>"
            )
            return web.Response(body=body.encode("gb18030"), headers={"Content-Type": "text/xml"})

    def script(poll: Callable[[], list[SourceLine]]) -> None:
        assert [line.stored for line in poll()] == [1]

    follow(office, Old(), script)
    ingest_waiting(office.program.desk, office.program.ingester)
    with office.program.database.read() as session:
        assert session.exec(select(ItemRecord.title)).one() == "绿园区居民反映供暖不热，镕喆两小区停水"


# --- minutes ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "late", [timedelta(seconds=1), timedelta(seconds=61), timedelta(minutes=19), timedelta(hours=7)]
)
def test_stonedt_tested_for_the_exact_minute_in_a_job_that_ran_every_twenty(
    office: TestOffice, late: timedelta
) -> None:
    """However late a sweep comes, it finds what fell due before it, once."""
    office.ingest(fire())
    office.beat()
    (response,) = office.deadlines("response")
    due = [s for s in office.steps() if s.state == "waiting" and s.due_at <= response.due_at]
    assert due
    office.clock.set((response.due_at + late).isoformat())
    office.beat()
    office.beat()
    assert [d.state for d in office.deadlines("response")] == ["breached"]
    assert len(office.audit("deadline.breached")) == 1
    fired = {s.id: s.state for s in office.steps()}
    assert all(fired[s.id] in ("fired", "skipped") for s in due), "no rung was overlooked"


@pytest.mark.parametrize("minutes", [0, 1, 19, 43])
def test_a_digest_goes_out_however_many_minutes_after_its_hour_the_service_looks(
    office: TestOffice, minutes: int
) -> None:
    office.ingest(fire())
    office.clock.set(f"2026-11-25T08:{minutes:02d}:00+08:00")
    send_due_digest(office.program.desk)
    send_due_digest(office.program.desk)
    with office.program.database.read() as session:
        assert [r.day for r in session.exec(select(DigestRun))] == ["2026-11-25"]


def test_stonedt_marked_items_as_alerted_before_the_mail_had_gone(office: TestOffice) -> None:
    office.receiver.answers = [Receipt(False, answer="connection refused")] * 50
    office.ingest(fire())
    office.beat()
    assert not [m for m in office.messages() if m.state == "sent"], "what was not accepted is not called sent"
    office.receiver.answers = []
    office.run(hours=1)
    assert [m for m in office.messages() if m.state == "sent"]


# --- robots ----------------------------------------------------------------------------------------------------

ROBOTS = {
    "wecom": ("mwecom://KEY", {"errcode": 93000, "errmsg": "invalid webhook url"}, {"errcode": 0}),
    "dingtalk": ("mdingtalk://TOKEN", {"errcode": 300001, "errmsg": "token is not exist"}, {"errcode": 0}),
    "feishu": ("mfeishu://TOKEN", {"code": 19001, "msg": "param invalid"}, {"code": 0}),
}


def only_channel(office: TestOffice, url: str) -> None:
    """Everybody is reached over this one address."""
    path = office.settings.config_dir / "roster.yaml"
    text = re.sub(r"channels: \[.*?\]", f'channels: ["{url}"]', path.read_text("utf-8"))
    path.write_text(text, encoding="utf-8")
    office.restart()


def put(office: TestOffice, number: int, *, text: str = "某事", person: str = "zhang") -> None:
    """Messages of a kind that is never merged with another."""
    with office.acting("system") as work:
        line = AlertLine("reminder", f"{number}：{text}")
        put_message(work, person, "test", f"t{number}", lines=[line])


def answering(body: dict[str, Any]) -> Script:
    return lambda n: (200, json.dumps(body))


@pytest.mark.parametrize("vendor", ROBOTS)
def test_apprise_reported_a_robots_refusal_inside_http_200_as_success(
    office: TestOffice, receive: Callable[..., Receiver], vendor: str
) -> None:
    url, refusal, _ = ROBOTS[vendor]
    robot = receive(answering(refusal))
    only_channel(office, f"{url}?base={robot.base}")
    put(office, 1)
    tally = courier(office, channels.send).deliver()
    assert robot.bodies, "the robot was asked"
    assert tally.sent == 0 and tally.failed >= 1
    assert not [m for m in office.messages() if m.state == "sent" or m.sent_at]
    with office.program.database.read() as session:
        attempts = session.exec(select(MessageAttempt)).all()
    code = str(next(iter(refusal.values())))
    assert attempts and all(not a.ok and code in a.answer for a in attempts), "the vendor's words are kept"


LIMITS = {"wecom": 2048, "dingtalk": 20_000, "feishu": 20_000}


@pytest.mark.parametrize("vendor", ROBOTS)
def test_apprise_counted_characters_where_the_vendors_count_bytes(
    office: TestOffice, receive: Callable[..., Receiver], vendor: str
) -> None:
    url, _, fine = ROBOTS[vendor]
    robot = receive(answering(fine))
    sentence = "现场情况正在核实，请各单位及时上报。"
    count = round(LIMITS[vendor] * 0.9 / len(sentence))
    text = sentence * count
    assert len(text) < LIMITS[vendor] < len(text.encode()), "fits by characters and not by bytes"
    receipt = channels.send(f"{url}?base={robot.base}", OutMessage(7, "", f"{text}\n编号 7"), timeout=10)
    contents = [_content(body) for body in robot.bodies]
    assert receipt.ok and len(contents) > 1
    assert all(len(c.encode()) <= LIMITS[vendor] for c in contents), "each part within the vendor's limit"
    assert sum(c.count(sentence) for c in contents) == count, "and nothing is cut away"


def _content(body: dict[str, Any]) -> str:
    found = body.get("text", body.get("content"))
    return str(found.get("content", found.get("text")))


@dataclass
class Hall:
    """Both clocks in one hand, and a vendor that notes when it was asked."""

    office: TestOffice
    asked: list[datetime] = field(default_factory=list)
    passed: timedelta = timedelta(0)
    began: datetime = field(default_factory=real_now)

    def __call__(self, url: str, message: OutMessage, *, timeout: float, folder: Path) -> Receipt:
        self.asked.append(self.now())
        return Receipt(True, answer="ok")

    def now(self) -> datetime:
        return self.began + self.passed

    def run(self, *, seconds: float, step: float) -> None:
        end = self.passed + timedelta(seconds=seconds)
        while self.passed < end:
            self._courier().deliver()
            self.office.clock.move(seconds=step)
            self.passed += timedelta(seconds=step)

    def _courier(self) -> Courier:
        return Courier(self.office.program.desk, self.office.settings.var, send=self, real=self.now)

    def most_within(self, seconds: float) -> int:
        span = timedelta(seconds=seconds)
        return max(sum(a <= b < a + span for b in self.asked) for a in self.asked)


@pytest.mark.parametrize(
    ("vendor", "limits"), [("wecom", {60: 20}), ("dingtalk", {60: 20}), ("feishu", {60: 100, 1: 5})]
)
def test_the_vendors_rates_are_kept_and_nothing_is_lost_over_it(
    office: TestOffice, vendor: str, limits: dict[int, int]
) -> None:
    only_channel(office, ROBOTS[vendor][0])
    messages = 30
    for n in range(messages):
        put(office, n, person=("zhang", "li", "wang")[n % 3])
    hall = Hall(office)
    hall.run(seconds=10 if vendor == "feishu" else 130, step=0.5 if vendor == "feishu" else 5)
    assert len(hall.asked) == messages and {m.state for m in office.messages()} == {"sent"}
    for seconds, most in limits.items():
        assert hall.most_within(seconds) <= most

"""A receiver that refuses, hangs, talks nonsense, or answers 200 with an error: no alert is called delivered, and none is lost."""

from __future__ import annotations

import json
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import pytest
import yaml
from sqlmodel import select

from monitor.steps import deliver
from monitor.steps.deliver import Courier
from monitor.store.duty_tables import MessageAttempt
from monitor.store.tables import Alarm
from tests.office import TestOffice, fire

_TIMEOUT = 0.4


@dataclass
class Phone:
    """A receiver over HTTP: what came, and how it answers."""

    answer: Callable[[BaseHTTPRequestHandler], None]
    bodies: list[str] = field(default_factory=list)
    ended: threading.Event = field(default_factory=threading.Event)


def says(status: int, body: str) -> Callable[[BaseHTTPRequestHandler], None]:
    def answer(handler: BaseHTTPRequestHandler) -> None:
        handler.send_response(status)
        handler.send_header("Content-Length", str(len(body.encode())))
        handler.end_headers()
        handler.wfile.write(body.encode())

    return answer


def hangs(handler: BaseHTTPRequestHandler) -> None:
    handler.server.phone.ended.wait(30)  # type: ignore[attr-defined]
    handler.close_connection = True


def hangs_up(handler: BaseHTTPRequestHandler) -> None:
    handler.close_connection = True


class _Handler(BaseHTTPRequestHandler):
    def do_POST(self) -> None:
        body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        phone: Phone = self.server.phone  # type: ignore[attr-defined]
        phone.bodies.append(json.dumps(body, ensure_ascii=False))
        phone.answer(self)

    def log_message(self, format: str, *args: Any) -> None:
        """The phone remembers."""


@contextmanager
def listening(phone: Phone) -> Iterator[int]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), _Handler)
    server.phone = phone  # type: ignore[attr-defined]
    thread = threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True)
    thread.start()
    try:
        yield server.server_port
    finally:
        phone.ended.set()
        server.shutdown()
        server.server_close()
        thread.join()


FAULTS = {
    "refuses": (says(503, "busy"), True),
    "hangs": (hangs, True),
    "hangs up": (hangs_up, True),
    "nonsense": (says(200, "<html>网关</html>"), True),
    "error in 200": (says(200, '{"errcode": 93000, "errmsg": "invalid webhook url"}'), False),
}
"""How a robot's receiver can fail, and whether the message may nevertheless have arrived."""


@pytest.fixture(params=FAULTS)
def fault(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> str:
    monkeypatch.setattr(deliver, "TIMEOUT_SECONDS", _TIMEOUT)
    return str(request.param)


@pytest.fixture
def bad(fault: str) -> Iterator[tuple[Phone, str]]:
    phone = Phone(FAULTS[fault][0])
    with listening(phone) as port:
        yield phone, f"mwecom://KEY?base=http://127.0.0.1:{port}"


@pytest.fixture
def good() -> Iterator[tuple[Phone, str]]:
    phone = Phone(says(200, "{}"))
    with listening(phone) as port:
        yield phone, f"json://127.0.0.1:{port}/"


def alerted(office: TestOffice, channels: dict[str, list[str]]) -> TestOffice:
    """A grave fire was taken in; an officer and the leader in charge are on duty, with these channels."""
    roles = {"zhang": "officer", "qian": "deputy"}
    people = [{"id": p, "name": f"值班{p}", "role": roles[p], "channels": c} for p, c in channels.items()]
    year = {"from": "2026-01-01", "to": "2028-01-01"}
    roster = {"people": people, "shifts": [{"person": p, **year} for p in channels]}
    path = office.settings.config_dir / "roster.yaml"
    path.write_text(yaml.safe_dump(roster, allow_unicode=True), encoding="utf-8")
    office.restart()
    office.ingest(
        fire(
            title="长春市宽城区厂房火灾致12人死亡",
            text="今日6时许，长春市宽城区一厂房发生火灾，造成12人死亡。",
        )
    )
    office.watch()
    return office


def beat(office: TestOffice) -> None:
    Courier(office.program.desk, office.settings.var / "messages").deliver()


def attempts(office: TestOffice) -> list[tuple[str, bool]]:
    with office.program.database.read() as session:
        rows = session.exec(select(MessageAttempt).order_by(MessageAttempt.id)).all()  # type: ignore[arg-type]
        return [(a.channel.partition(":")[0], a.ok) for a in rows]


def alarms(office: TestOffice) -> set[str]:
    with office.program.database.read() as session:
        return {a.kind for a in session.exec(select(Alarm))}


def alert_states(office: TestOffice, person: str) -> set[str]:
    return {m.state for m in office.messages() if m.person == person and m.kind == "alert"}


def test_the_alert_goes_over_the_next_channel_and_says_whether_it_may_have_come_before(
    sqlite_office: TestOffice, fault: str, bad: tuple[Phone, str], good: tuple[Phone, str]
) -> None:
    office = alerted(sqlite_office, {"zhang": [bad[1], good[1]]})
    beat(office)
    assert attempts(office)[:2] == [("mwecom", False), ("json", True)]
    assert alert_states(office, "zhang") <= {"sent", "merged"}
    assert "12人死亡" in good[0].bodies[0]
    assert ("可能重复" in good[0].bodies[0]) == FAULTS[fault][1]


def test_with_no_other_channel_it_is_never_called_sent_and_others_are_told(
    sqlite_office: TestOffice, bad: tuple[Phone, str], good: tuple[Phone, str]
) -> None:
    office = alerted(sqlite_office, {"zhang": [bad[1]], "qian": [good[1]]})
    for _ in range(12):
        beat(office)
        office.clock.move(minutes=11)
    tries = attempts(office)
    assert ("mwecom", False) in tries and ("mwecom", True) not in tries
    assert not alert_states(office, "zhang") & {"sent"}
    assert alarms(office) & {"message_stuck", "message_dead"}
    assert any("送达 值班zhang" in body for body in good[0].bodies), (
        "the leader in charge hears that it did not arrive"
    )
    assert all(not m.sent_at for m in office.messages() if m.person == "zhang")

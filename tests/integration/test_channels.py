"""Channels against receivers on this machine that accept, refuse, mumble, hang, or are not there."""

from __future__ import annotations

import json
import logging
import socket
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from apprise.manager_plugins import NotificationManager
from apprise.plugins.custom_json import NotifyJSON

from monitor.config_file import read
from monitor.notify.channels import posts_of, problem_with, reaches, send
from monitor.notify.message import OutMessage
from monitor.sla.roster import RosterFile

ROSTER = Path(__file__).resolve().parents[2] / "config/roster.yaml"
Script = Callable[[int], tuple[int, str]]


@dataclass
class Receiver:
    """A receiver that writes down what it gets and answers by a script (the n-th request → status and body)."""

    script: Script
    delay: float = 0.0
    bodies: list[dict[str, Any]] = field(default_factory=list)
    paths: list[str] = field(default_factory=list)
    port: int = 0
    chunked: bool = False
    stop: threading.Event = field(default_factory=threading.Event)

    @property
    def base(self) -> str:
        return f"http://127.0.0.1:{self.port}"


def handler_for(receiver: Receiver) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_POST(self) -> None:
            raw = self.rfile.read(int(self.headers["Content-Length"]))
            receiver.bodies.append(json.loads(raw))
            receiver.paths.append(self.path)
            receiver.stop.wait(receiver.delay)
            status, body = receiver.script(len(receiver.bodies))
            data = body.encode()
            try:
                self.send_response(status)
                if receiver.chunked:
                    self._in_two_chunks(data)
                else:
                    self.send_header("Content-Length", str(len(data)))
                    self.end_headers()
                    self.wfile.write(data)
            except OSError:
                self.close_connection = True

        def _in_two_chunks(self, data: bytes) -> None:
            self.send_header("Transfer-Encoding", "chunked")
            self.end_headers()
            for piece in (data[:13], data[13:], b""):
                self.wfile.write(b"%x\r\n%s\r\n" % (len(piece), piece))
                self.wfile.flush()

        def log_message(self, format: str, *args: Any) -> None:
            pass

    return Handler


@pytest.fixture
def receive() -> Iterator[Callable[..., Receiver]]:
    running: list[tuple[ThreadingHTTPServer, Receiver, threading.Thread]] = []

    def start(script: Script, **more: Any) -> Receiver:
        receiver = Receiver(script, **more)
        server = ThreadingHTTPServer(("127.0.0.1", 0), handler_for(receiver))
        receiver.port = server.server_port
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)
        thread.start()
        running.append((server, receiver, thread))
        return receiver

    yield start
    for server, receiver, thread in running:
        receiver.stop.set()
        server.shutdown()
        server.server_close()
        thread.join()


def closed_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def always(status: int, **body: Any) -> Script:
    return lambda n: (status, json.dumps(body))


MESSAGE = OutMessage(345, "【重大】新立案", "某小区火灾，12人死亡\n请签收并核实。\n编号 345")
LONG = OutMessage(345, "", "现场情况正在核实。" * 200 + "\n编号 345")


def test_a_json_receiver_gets_what_a_person_would_read(receive: Callable[..., Receiver]) -> None:
    receiver = receive(always(200))
    receipt = send(f"json://127.0.0.1:{receiver.port}/", MESSAGE, timeout=5)
    assert receipt.ok and receipt.posts_sent == 1 and receipt.seconds > 0
    assert receiver.bodies[0]["title"] == MESSAGE.title
    assert receiver.bodies[0]["message"] == MESSAGE.body


@pytest.mark.parametrize(
    ("status", "permanent", "uncertain"), [(500, False, True), (403, True, False), (404, False, False)]
)
def test_a_json_receiver_that_refuses_is_a_failure(
    receive: Callable[..., Receiver], status: int, permanent: bool, uncertain: bool
) -> None:
    receiver = receive(always(status))
    receipt = send(f"json://127.0.0.1:{receiver.port}/", MESSAGE, timeout=5)
    assert (receipt.ok, receipt.permanent, receipt.uncertain) == (False, permanent, uncertain)
    assert str(status) in receipt.answer


@pytest.mark.parametrize("schema", ["json", "mwecom"])
def test_where_nobody_listens_nothing_was_delivered(schema: str) -> None:
    port = closed_port()
    url = f"json://127.0.0.1:{port}/" if schema == "json" else f"mwecom://KEY?base=http://127.0.0.1:{port}"
    receipt = send(url, MESSAGE, timeout=5)
    assert (receipt.ok, receipt.permanent, receipt.uncertain) == (False, False, False)


@pytest.mark.parametrize("schema", ["json", "mfeishu"])
def test_a_receiver_that_hangs_is_given_up_in_time_as_uncertain(
    receive: Callable[..., Receiver], schema: str
) -> None:
    receiver = receive(always(200, code=0), delay=30)
    url = f"json://127.0.0.1:{receiver.port}/" if schema == "json" else f"mfeishu://T?base={receiver.base}"
    began = time.monotonic()
    receipt = send(url, MESSAGE, timeout=0.3)
    assert (receipt.ok, receipt.permanent, receipt.uncertain) == (False, False, True)
    assert time.monotonic() - began < 3
    assert len(receiver.bodies) == 1


@pytest.mark.parametrize(
    ("url", "path", "text"),
    [
        ("mwecom://KEYkey", "/cgi-bin/webhook/send", lambda b: b["text"]["content"]),
        ("mdingtalk://TOKENtok@SECsec", "/robot/send", lambda b: b["text"]["content"]),
        ("mfeishu://TOKENtok@SECsec", "/open-apis/bot/v2/hook/TOKENtok", lambda b: b["content"]["text"]),
    ],
)
def test_each_robot_is_asked_at_its_address_with_the_whole_text(
    receive: Callable[..., Receiver], url: str, path: str, text: Callable[[dict[str, Any]], str]
) -> None:
    receiver = receive(always(200, errcode=0, code=0))
    assert send(f"{url}?base={receiver.base}", MESSAGE, timeout=5).ok
    assert urlsplit(receiver.paths[0]).path == path
    assert text(receiver.bodies[0]) == MESSAGE.text


def test_secrets_travel_only_in_the_request(receive: Callable[..., Receiver]) -> None:
    receiver = receive(lambda n: (200, '{"errcode": 93000, "errmsg": "bad key SECRETkey123"}'))
    receipt = send(f"mwecom://SECRETkey123?base={receiver.base}", MESSAGE, timeout=5)
    assert parse_qs(urlsplit(receiver.paths[0]).query)["key"] == ["SECRETkey123"]
    assert "SECRETkey123" not in receipt.answer
    assert "93000" in receipt.answer


def test_a_refusal_in_http_200_is_permanent_for_a_bad_key(receive: Callable[..., Receiver]) -> None:
    receiver = receive(always(200, errcode=93000, errmsg="invalid webhook url"))
    receipt = send(f"mwecom://KEY?base={receiver.base}", MESSAGE, timeout=5)
    assert (receipt.ok, receipt.permanent) == (False, True)
    assert "invalid webhook url" in receipt.answer


def test_garbage_in_http_200_is_no_success(receive: Callable[..., Receiver]) -> None:
    receiver = receive(lambda n: (200, "<html>login</html>"))
    receipt = send(f"mdingtalk://T?base={receiver.base}", MESSAGE, timeout=5)
    assert (receipt.ok, receipt.permanent, receipt.uncertain) == (False, False, True)


def test_an_answer_in_two_chunks_is_read_whole(receive: Callable[..., Receiver]) -> None:
    receiver = receive(always(200, errcode=0, errmsg="ok"), chunked=True)
    assert send(f"mwecom://KEY?base={receiver.base}", MESSAGE, timeout=5).ok


def test_a_redirect_does_not_carry_the_secret_away(receive: Callable[..., Receiver]) -> None:
    receiver = receive(always(302))
    assert not send(f"mwecom://KEY?base={receiver.base}", MESSAGE, timeout=5).ok
    assert len(receiver.bodies) == 1


def test_a_long_message_arrives_in_numbered_parts_within_the_vendors_limit(
    receive: Callable[..., Receiver],
) -> None:
    receiver = receive(always(200, errcode=0))
    url = f"mwecom://KEY?base={receiver.base}"
    receipt = send(url, LONG, timeout=5)
    texts = [body["text"]["content"] for body in receiver.bodies]
    assert receipt.ok and receipt.posts == receipt.posts_sent == len(texts) == posts_of(url, LONG) == 3
    assert all(len(text.encode()) <= 2048 for text in texts)
    assert all("编号 345" in text for text in texts)
    assert sum(text.count("现场情况正在核实。") for text in texts) == 200


def test_a_partial_success_is_reported_as_a_failure_that_may_have_arrived(
    receive: Callable[..., Receiver],
) -> None:
    receiver = receive(lambda n: (200, json.dumps({"errcode": 0 if n < 3 else 45009, "errmsg": "freq"})))
    receipt = send(f"mwecom://KEY?base={receiver.base}", LONG, timeout=5)
    assert (receipt.ok, receipt.uncertain, receipt.posts, receipt.posts_sent) == (False, True, 3, 2)
    assert "共3段，已发出2段，第3段失败" in receipt.answer


def test_robots_are_not_slowed_down_by_sleeping(receive: Callable[..., Receiver]) -> None:
    receiver = receive(always(200, errcode=0))
    began = time.monotonic()
    for _ in range(5):
        assert send(f"mwecom://KEY?base={receiver.base}", LONG, timeout=5).ok
    assert time.monotonic() - began < 3
    assert len(receiver.bodies) == 15


def test_many_hanging_receivers_do_not_hold_up_a_good_one(receive: Callable[..., Receiver]) -> None:
    slow, good = receive(always(200), delay=30), receive(always(200))
    threads = [
        threading.Thread(target=send, args=(f"json://127.0.0.1:{slow.port}/", MESSAGE), kwargs={"timeout": 2})
        for _ in range(20)
    ]
    for thread in threads:
        thread.start()
    receipt = send(f"json://127.0.0.1:{good.port}/", MESSAGE, timeout=1.5)
    slow.stop.set()
    for thread in threads:
        thread.join()
    assert receipt.ok


def test_the_file_channel_appends_json_lines(tmp_path: Path) -> None:
    for _ in range(2):
        assert send("mfile:///duty/zhang.jsonl", MESSAGE, timeout=5, folder=tmp_path).ok
    lines = [json.loads(line) for line in (tmp_path / "duty/zhang.jsonl").read_text("utf-8").splitlines()]
    assert [line["id"] for line in lines] == [345, 345]
    assert lines[0]["body"] == MESSAGE.body
    assert lines[0]["sent_at"].endswith("+08:00")


def test_a_file_that_cannot_be_written_is_a_failure(tmp_path: Path) -> None:
    (tmp_path / "duty").write_text("in the way")
    receipt = send("mfile:///duty/zhang.jsonl", MESSAGE, timeout=5, folder=tmp_path)
    assert (receipt.ok, receipt.permanent) == (False, False)


@pytest.mark.parametrize(
    "url", ["mfile:///../etc/x.jsonl", "mfile:///x.txt", "mfile://", "mwecom://", "no-url", "nosuch://x"]
)
def test_a_wrong_channel_is_a_permanent_failure_and_named_before_sending(url: str, tmp_path: Path) -> None:
    receipt = send(url, MESSAGE, timeout=5, folder=tmp_path)
    assert (receipt.ok, receipt.permanent) == (False, True)
    assert receipt.answer and problem_with(url) == receipt.answer
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("url", ["json://127.0.0.1:{port}/", "mwecom://KEY?base=http://127.0.0.1:{port}"])
def test_reaching_a_server_sends_nothing(receive: Callable[..., Receiver], url: str) -> None:
    receiver = receive(always(200))
    assert reaches(url.format(port=receiver.port)) is None
    assert receiver.bodies == []
    assert "无法连接" in str(reaches(url.format(port=closed_port())))


def test_only_a_server_that_the_url_names_can_be_asked() -> None:
    assert reaches("mfile:///zhang.jsonl") is None
    assert reaches("nosuch://x") == "通道地址无法识别"


def test_every_channel_of_the_sample_roster_works_without_a_network(tmp_path: Path) -> None:
    urls = [url for person in read(ROSTER, RosterFile).people for url in person.channels]
    assert urls
    assert all(send(url, MESSAGE, timeout=5, folder=tmp_path).ok for url in urls)


def test_apprise_stays_silent(receive: Callable[..., Receiver], capfd: pytest.CaptureFixture[str]) -> None:
    heard: list[logging.LogRecord] = []
    listener = logging.Handler()
    listener.emit = heard.append  # type: ignore[method-assign]
    logging.getLogger().addHandler(listener)
    try:
        send(f"json://127.0.0.1:{receive(always(500)).port}/", MESSAGE, timeout=5)
        send("nosuch://secret", MESSAGE, timeout=5)
    finally:
        logging.getLogger().removeHandler(listener)
    assert [record for record in heard if record.name.startswith("apprise")] == []
    assert capfd.readouterr() == ("", "")


class Several(NotifyJSON):  # type: ignore[no-untyped-call]
    """A service with two receivers behind one address, the second of which refuses; it takes forty characters."""

    secure_protocol = ""
    protocol = "several"
    body_maxlen = 40
    targets = 2

    def __len__(self) -> int:
        return self.targets


@pytest.fixture
def several(monkeypatch: pytest.MonkeyPatch) -> Iterator[type[Several]]:
    problem_with("json://127.0.0.1/")  # loads Apprise
    manager: Any = NotificationManager  # untyped
    manager = manager()
    manager.add(Several, schemas=["several"])
    yield Several
    manager.remove("several")


def test_of_several_receivers_one_may_have_got_what_another_refused(
    receive: Callable[..., Receiver], several: type[Several]
) -> None:
    receiver = receive(always(400))
    receipt = send(f"several://127.0.0.1:{receiver.port}/", OutMessage(5, "", "短讯 编号 5"), timeout=5)
    assert not receipt.ok and receipt.permanent and receipt.uncertain


def test_a_service_that_refuses_a_message_for_its_length_gets_it_in_parts(
    receive: Callable[..., Receiver], several: type[Several]
) -> None:
    receiver = receive(lambda n: (400, "too long") if n == 1 else (200, "ok"))
    long = OutMessage(5, "", "现场情况正在核实。" * 9 + "\n编号 5")
    receipt = send(f"several://127.0.0.1:{receiver.port}/", long, timeout=5)
    assert receipt.ok and receipt.posts == len(receiver.bodies) - 1 > 1
    assert all("编号 5" in body["message"] for body in receiver.bodies)


def test_the_words_of_a_message_are_not_read_as_the_reason_of_its_failure(
    receive: Callable[..., Receiver],
) -> None:
    def hangs_up(n: int) -> tuple[int, str]:
        raise ConnectionAbortedError

    receiver = receive(hangs_up)
    said = OutMessage(5, "", "网页显示 connection refused, error=403\n编号 5")
    receipt = send(f"json://127.0.0.1:{receiver.port}/", said, timeout=5)
    assert (receipt.ok, receipt.permanent, receipt.uncertain) == (False, False, True)

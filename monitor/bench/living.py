"""Benchmarks of the running service: latency from the push door to the receiver, start, memory."""

from __future__ import annotations

import json
import os
import signal
import statistics
import subprocess
import sys
import threading
import time
import urllib.request
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import ClassVar

import yaml

from monitor.bench.measure import Figures, Sizes, percentile, scratch_settings
from monitor.bench.stock import fill_items
from monitor.bench.texts import SEED, disasters, posts
from monitor.clock import Clock, real_now
from monitor.errors import OutsideError
from monitor.item import Item
from monitor.settings import Settings
from monitor.steps.accounts import create_token
from monitor.wiring import program

_READY_WITHIN = 60.0
_ANSWER_WITHIN = 30.0
_ALERT_WITHIN = 8.0
_BATCH = 20


@dataclass
class Inbox:
    """Remembers when each message came (monotonic seconds) and what it said."""

    got: list[tuple[float, str]] = field(default_factory=list)

    def when(self, words: str) -> float | None:
        """When the first message with these words came."""
        return next((at for at, body in list(self.got) if words in body), None)


@contextmanager
def _receiver() -> Iterator[tuple[Inbox, int]]:
    inbox = Inbox()
    handler = type("InboxHandler", (_InboxHandler,), {"inbox": inbox})
    server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
    threading.Thread(target=server.serve_forever, args=(0.1,), daemon=True).start()
    try:
        yield inbox, server.server_address[1]
    finally:
        server.shutdown()
        server.server_close()


class _InboxHandler(BaseHTTPRequestHandler):
    inbox: ClassVar[Inbox]

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
        self.inbox.got.append((time.monotonic(), json.loads(body).get("message", "")))
        self.send_response(200)
        self.send_header("Content-Length", "0")
        self.end_headers()

    def log_message(self, format: str, *args: object) -> None:
        """Nothing to say."""


@dataclass(frozen=True, slots=True)
class Service:
    """A running ``monitor serve`` process."""

    process: subprocess.Popen[str]
    url: str
    token: str

    def push(self, items: Sequence[Item]) -> None:
        """Hand items in at the push door; returns when they are accepted."""
        body = json.dumps([i.to_json() for i in items], ensure_ascii=False).encode()
        headers = {"Authorization": f"Bearer {self.token}", "Content-Type": "application/json"}
        request = urllib.request.Request(f"{self.url}/api/v1/items", body, headers)
        with urllib.request.urlopen(request, timeout=_ANSWER_WITHIN) as answer:
            told = json.loads(answer.read())
        if told["rejected"]:
            raise OutsideError(f"推送入口拒收 {told['rejected']} 条")

    def memory_mb(self, name: str) -> float:
        """``VmRSS`` (now) or ``VmHWM`` (the most so far) of the process, in MiB (Linux)."""
        status = Path(f"/proc/{self.process.pid}/status")
        if not status.exists():
            raise OutsideError("内存测试需要 Linux 的 /proc")
        line = next(x for x in status.read_text().splitlines() if x.startswith(f"{name}:"))
        return round(int(line.split()[1]) / 1024, 1)


@contextmanager
def _serving(settings: Settings) -> Iterator[Service]:
    """Start the service on a scratch office and wait for its first line."""
    with program(settings, Clock()) as built:
        token = create_token(built.database, "admin", ["items:write"])
    env = os.environ | {
        "MONITOR_CONFIG": str(settings.config_dir),
        "MONITOR_DATABASE_URL": settings.database_url,
        "MONITOR_VAR": str(settings.var),
        "MONITOR_ADMIN_PASSWORD": "bench-mark-only-7319",
    }
    command = [sys.executable, "-m", "monitor", "serve", "--port", "0"]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True, env=env)
    try:
        assert process.stdout is not None, "asked for above"
        first = process.stdout.readline().split()
        if len(first) != 2:
            raise OutsideError("服务没有启动成功")
        yield Service(process, first[1], token)
    finally:
        process.send_signal(signal.SIGINT)
        process.wait(timeout=30)


def _put_channels(settings: Settings, port: int) -> None:
    path = settings.config_dir / "roster.yaml"
    roster = yaml.safe_load(path.read_text(encoding="utf-8"))
    for person in roster["people"]:
        person["channels"] = [f"json://127.0.0.1:{port}/{person['id']}"]
    path.write_text(yaml.safe_dump(roster, allow_unicode=True), encoding="utf-8")


def latency(sizes: Sizes) -> Figures:
    """From a grave item's acceptance at the push door to its alert at the receiver, while others stream in."""
    rounds = sizes.rounds or 20
    with scratch_settings(sizes) as settings, _receiver() as (inbox, port):
        _put_channels(settings, port)
        with _serving(settings) as service, _background(service) as streamed:
            time.sleep(2.0)
            began, before = time.monotonic(), streamed[0]
            times = [_alert_seconds(service, inbox, item) for item in disasters(rounds, real_now())]
            rate = (streamed[0] - before) / (time.monotonic() - began)
    came = [t for t in times if t is not None]
    if not came:
        raise OutsideError("没有一条告警送达")
    return {
        "alerts": rounds,
        "not_received": rounds - len(came),
        "p50_ms": round(statistics.median(came) * 1000, 1),
        "p99_ms": round(percentile(came, 0.99) * 1000, 1),
        "background_items_per_s": round(rate, 1),
    }


def _alert_seconds(service: Service, inbox: Inbox, item: Item) -> float | None:
    service.push([item])
    accepted = time.monotonic()
    while time.monotonic() - accepted < _ALERT_WITHIN:
        came = inbox.when(item.title)
        if came is not None:
            return max(0.0, came - accepted)
        time.sleep(0.002)
    return None


@contextmanager
def _background(service: Service) -> Iterator[list[int]]:
    """Ordinary items, twenty at a time, about forty a second; the list holds how many went in."""
    ended, streamed = threading.Event(), [0]
    items = [p.item for p in posts(20_000, real_now(), seed=SEED + 2)]

    def stream() -> None:
        for start in range(0, len(items), _BATCH):
            if ended.wait(0.5):
                return
            service.push(items[start : start + _BATCH])
            streamed[0] += _BATCH

    thread = threading.Thread(target=stream, name="bench-background", daemon=True)
    thread.start()
    try:
        yield streamed
    finally:
        ended.set()
        thread.join(timeout=_ANSWER_WITHIN)


def start(sizes: Sizes) -> Figures:
    """From calling ``monitor serve`` on a filled database to its first item accepted."""
    count, times = sizes.items or 20_000, []
    with scratch_settings(sizes) as settings:
        with program(settings, Clock()) as built:
            fill_items(built, count, real_now())
        for number in range(sizes.rounds or 3):
            began = time.monotonic()
            with _serving(settings) as service:
                listening = time.monotonic() - began
                service.push([Item(id=f"first-{number}", title="试一条", text="启动之后的第一条。")])
                times.append((listening, time.monotonic() - began))
    return {
        "items": count,
        "seconds": round(statistics.median(t for t, _ in times), 2),
        "first_item_s": round(statistics.median(t for _, t in times), 2),
    }


def memory(sizes: Sizes) -> Figures:
    """Resident memory of the service at rest, and the most that it took while items streamed in."""
    count = sizes.items or 2_000
    items = [p.item for p in posts(count, real_now())]
    with scratch_settings(sizes) as settings, _serving(settings) as service:
        time.sleep(3.0)
        rest = service.memory_mb("VmRSS")
        for begin in range(0, count, 200):
            service.push(items[begin : begin + 200])
        load = service.memory_mb("VmHWM")
    return {"items": count, "rest_mb": rest, "load_mb": load}

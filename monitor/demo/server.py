"""The world outside, on this machine: a server of feeds and pages, and a receiver of messages."""

from __future__ import annotations

import hashlib
import json
import threading
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from types import TracebackType
from typing import ClassVar, Self

from monitor.clock import Clock

HOST = "127.0.0.1"


@dataclass(frozen=True, slots=True)
class Page:
    """What an address holds at a moment."""

    body: bytes
    content_type: str

    @property
    def etag(self) -> str:
        return f'"{hashlib.sha256(self.body).hexdigest()[:20]}"'


Pages = Callable[[str], Page | None]
"""Looks an address's path up at the present moment; None is a page that is not there."""


@dataclass(frozen=True, slots=True)
class Received:
    """One message as it reached a person."""

    person: str
    title: str
    body: str
    at: datetime


class LocalServer:
    """A server on a free port of this machine, answering from a thread; use as ``with``."""

    def __init__(self, handler: type[BaseHTTPRequestHandler]) -> None:
        self._server = _Quiet((HOST, 0), handler)
        self._thread = threading.Thread(
            target=self._server.serve_forever, args=(0.1,), name="demo-server", daemon=True
        )

    @property
    def port(self) -> int:
        return int(self._server.server_address[1])

    @property
    def url(self) -> str:
        return f"http://{HOST}:{self.port}"

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._server.shutdown()
        self._thread.join()
        self._server.server_close()


class _Quiet(ThreadingHTTPServer):
    daemon_threads = True
    request_queue_size = 128

    def handle_error(self, request: object, client_address: object) -> None:
        """A client that hangs up in the middle is no news."""


class FeedServer(LocalServer):
    """Serves pages by conditional GET: an unchanged one is answered with 304."""

    def __init__(self, pages: Pages) -> None:
        super().__init__(type("FeedHandler", (_FeedHandler,), {"pages": staticmethod(pages)}))


class _FeedHandler(BaseHTTPRequestHandler):
    pages: ClassVar[Pages]

    def do_GET(self) -> None:
        page = type(self).pages(self.path)
        if page is None:
            self._answer(404, b"", "text/plain")
        elif self.headers.get("If-None-Match") == page.etag:
            self._answer(304, b"", page.content_type, page.etag)
        else:
            self._answer(200, page.body, page.content_type, page.etag)

    def _answer(self, status: int, body: bytes, content_type: str, etag: str = "") -> None:
        self.send_response(status)
        if etag:
            self.send_header("ETag", etag)
        if status == 200:
            self.send_header("Content-Type", content_type)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None:
        """The console belongs to the story."""


class Receiver(LocalServer):
    """Stands where the telephones are: keeps each message with its person (the path) and the product time."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._got: list[Received] = []
        self._lock = threading.Lock()
        super().__init__(type("InboxHandler", (_InboxHandler,), {"keep": staticmethod(self._keep)}))

    def channel(self, person: str) -> str:
        """The Apprise URL that reaches a person here."""
        return f"json://{HOST}:{self.port}/{person}"

    @property
    def got(self) -> list[Received]:
        with self._lock:
            return list(self._got)

    def _keep(self, path: str, raw: bytes) -> None:
        tree = json.loads(raw)
        message = Received(path.strip("/"), str(tree["title"]), str(tree["message"]), self._clock.now())
        with self._lock:
            self._got.append(message)


class _InboxHandler(BaseHTTPRequestHandler):
    keep: ClassVar[Callable[[str, bytes], None]]

    def do_POST(self) -> None:
        raw = self.rfile.read(int(self.headers.get("Content-Length") or 0))
        try:
            type(self).keep(self.path, raw)
            status = 200
        except (ValueError, KeyError, TypeError):
            status = 400
        self.send_response(status)
        self.send_header("Content-Length", "0")
        self.end_headers()

    def log_message(self, format: str, *args: object) -> None:
        """The console belongs to the story."""

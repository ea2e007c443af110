"""The outside world of the kill test: a feed that grows and a receiver that writes down every message before it answers.

Stands alone (standard library only): ``python kill_site.py FOLDER`` prints its port and serves until its standard input
ends. ``GET /feed`` gives the items of ``FOLDER/items.jsonl`` as RSS and notes the poll in ``polls.jsonl``; ``POST /NAME``
is a message to NAME, kept in ``received.jsonl``.
"""

from __future__ import annotations

import json
import os
import random
import sys
import threading
import time
from contextlib import suppress
from email.utils import formatdate
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from xml.sax.saxutils import escape

_SLOW_ANSWERS = 0.5
_SLOWEST_S = 1.5


class Site(ThreadingHTTPServer):
    """The server, with the folder that it keeps its books in."""

    daemon_threads = True

    def __init__(self, folder: Path) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.folder = folder
        self._lock = threading.Lock()

    def note(self, book: str, row: dict[str, object]) -> None:
        """Write one line to the disk itself: what is answered for has been kept."""
        with self._lock, (self.folder / book).open("a", encoding="utf-8") as file:
            file.write(json.dumps({"at": time.time(), **row}, ensure_ascii=False) + "\n")
            file.flush()
            os.fsync(file.fileno())

    def feed(self) -> bytes:
        path = self.folder / "items.jsonl"
        lines = path.read_text(encoding="utf-8").splitlines() if path.exists() else []
        items = "".join(_entry(json.loads(line)) for line in lines)
        return f'<?xml version="1.0" encoding="utf-8"?>\n<rss version="2.0"><channel><title>kill</title>{items}</channel></rss>'.encode()


def _entry(item: dict[str, str]) -> str:
    when = formatdate(float(item["published"]), localtime=False)
    return (
        f"<item><guid isPermaLink='false'>{escape(item['id'])}</guid><title>{escape(item['title'])}</title>"
        f"<pubDate>{when}</pubDate><description>{escape(item['text'])}</description></item>"
    )


class _Handler(BaseHTTPRequestHandler):
    server: Site

    def do_GET(self) -> None:
        self.server.note("polls.jsonl", {})
        self._answer(self.server.feed(), "application/rss+xml")

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
        self.server.note(
            "received.jsonl", {"to": self.path.strip("/"), "body": json.loads(body).get("message", "")}
        )
        # Slow at times: a sender that is killed meanwhile cannot know that its message came.
        if random.random() < _SLOW_ANSWERS:
            time.sleep(random.uniform(0.0, _SLOWEST_S))
        self._answer(b"{}", "application/json")

    def _answer(self, body: bytes, kind: str) -> None:
        with suppress(ConnectionError):  # the one who asked was killed meanwhile
            self.send_response(200)
            self.send_header("Content-Type", kind)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None:
        """Nothing to say: the books say it."""


def main() -> None:
    site = Site(Path(sys.argv[1]))
    threading.Thread(target=site.serve_forever, args=(0.1,), daemon=True).start()
    print(site.server_address[1], flush=True)
    sys.stdin.read()


if __name__ == "__main__":
    main()

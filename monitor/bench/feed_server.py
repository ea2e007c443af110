"""A bare feed server for the collect benchmark; run as a process of its own, so that it takes no turn of the interpreter.

``python -m monitor.bench.feed_server FEEDS ENTRIES`` prints its port and serves until its standard input ends.
"""

from __future__ import annotations

import asyncio
import contextlib
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime

from monitor.bench.texts import posts

_NEWEST = datetime(2026, 11, 24, tzinfo=UTC)


@contextmanager
def serving(feeds: int, entries: int) -> Iterator[str]:
    """The address of a running feed server; feed ``n`` is at ``/n``."""
    command = [sys.executable, "-m", "monitor.bench.feed_server", str(feeds), str(entries)]
    process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
    try:
        assert process.stdout is not None, "asked for above"
        yield f"http://127.0.0.1:{process.stdout.readline().strip()}"
    finally:
        process.communicate(timeout=10)


def feed_bodies(feeds: int, entries: int) -> list[bytes]:
    """One RSS body a feed."""
    made = posts(feeds * entries, _NEWEST)
    return [
        _rss(n, [p.item.title for p in made[n::feeds]], [p.item.text for p in made[n::feeds]])
        for n in range(feeds)
    ]


def _rss(number: int, titles: list[str], texts: list[str]) -> bytes:
    items = "".join(
        f"<item><guid isPermaLink='false'>{number}-{i}</guid><title>{title}</title><link>http://127.0.0.1/{number}/{i}</link>"
        f"<pubDate>{format_datetime(_NEWEST - timedelta(minutes=i))}</pubDate><description>{text}</description></item>\n"
        for i, (title, text) in enumerate(zip(titles, texts, strict=True))
    )
    head = '<?xml version="1.0" encoding="utf-8"?>\n<rss version="2.0"><channel><title>bench</title>\n'
    return f"{head}{items}</channel></rss>".encode()


async def _serve(bodies: list[bytes]) -> None:
    answers = [_answer(body) for body in bodies]

    async def handle(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        with contextlib.suppress(ConnectionError, asyncio.IncompleteReadError, ValueError):
            while head := await reader.readuntil(b"\r\n\r\n"):
                writer.write(answers[int(head.split(b" ", 2)[1].strip(b"/"))])
                await writer.drain()
        writer.close()

    server = await asyncio.start_server(handle, "127.0.0.1", 0, backlog=512)
    print(server.sockets[0].getsockname()[1], flush=True)
    await asyncio.to_thread(sys.stdin.read)
    server.close()


def _answer(body: bytes) -> bytes:
    head = f"HTTP/1.1 200 OK\r\nContent-Type: application/rss+xml\r\nContent-Length: {len(body)}\r\n\r\n"
    return head.encode() + body


if __name__ == "__main__":
    asyncio.run(_serve(feed_bodies(int(sys.argv[1]), int(sys.argv[2]))))

"""A small site on the loopback address, for what asks the outside over HTTP."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable, Coroutine, Mapping
from contextlib import asynccontextmanager
from ipaddress import ip_network
from typing import Any, TypeVar

from aiohttp import web

LOOPBACK = (ip_network("127.0.0.1"),)
Answer = Callable[[web.Request], Awaitable[web.StreamResponse]]
OVER = web.AppKey("over", asyncio.Event)
"""Set when the site closes, so that an answer that hangs on purpose ends with it."""
T = TypeVar("T")


def run(work: Coroutine[Any, Any, T]) -> T:
    return asyncio.run(work)


@asynccontextmanager
async def serving(routes: Mapping[str, Answer]) -> AsyncIterator[str]:
    """Serve each path by its answer; yields the address without a path."""
    app = web.Application()
    for path, answer in routes.items():
        app.router.add_get(path, answer)
    app[OVER] = over = asyncio.Event()
    runner = web.AppRunner(app, shutdown_timeout=1)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    host, port = runner.addresses[0][:2]
    try:
        yield f"http://{host}:{port}"
    finally:
        over.set()
        await runner.cleanup()

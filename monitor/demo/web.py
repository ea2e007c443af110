"""The web console of a play, answering from a thread of its own."""

from __future__ import annotations

import os
import socket
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import uvicorn

from monitor.steps.accounts import ensure_admin
from monitor.steps.passwords import new_password
from monitor.web.app import create_app
from monitor.wiring import Program


def sign_in_of(built: Program) -> str:
    """Make the console's first account on the scratch database; returns its password."""
    password = os.environ.get("MONITOR_ADMIN_PASSWORD") or new_password()
    ensure_admin(built.database, password)
    return password


@contextmanager
def console(built: Program, listener: socket.socket, hurry: Callable[[], None]) -> Iterator[None]:
    """Serve the console of a program until the block ends."""
    app = create_app(
        built.desk,
        ingest=built.ingester.ingest,
        judge=built.judge,
        var=built.settings.var,
        sources=built.sources,
        hurry=hurry,
    )
    server = uvicorn.Server(
        uvicorn.Config(app, log_config=None, access_log=False, timeout_graceful_shutdown=2)
    )
    thread = threading.Thread(target=server.run, kwargs={"sockets": [listener]}, name="demo-web", daemon=True)
    thread.start()
    try:
        yield
    finally:
        server.should_exit = True
        thread.join(timeout=5)
        listener.close()

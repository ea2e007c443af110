"""What waits for the outside ends with the process, whatever it waits for."""

from __future__ import annotations

import asyncio
import subprocess
import sys

import pytest

from monitor.collectors.threads import in_own_thread
from tests.conftest import ROOT

_STOPS_WHILE_A_NAME_IS_LOOKED_UP = """
import asyncio, socket, threading
from monitor.collectors.resolver import SystemResolver

asked = threading.Event()
def nobody_answers(*args):
    asked.set()
    threading.Event().wait(600)
socket.getaddrinfo = nobody_answers

async def look():
    task = asyncio.ensure_future(SystemResolver().resolve("example.com"))
    await asyncio.to_thread(asked.wait)
    task.cancel()
    await asyncio.gather(task, return_exceptions=True)

asyncio.run(look())
"""


def test_a_name_server_that_does_not_answer_does_not_keep_a_process_that_ends() -> None:
    subprocess.run([sys.executable, "-c", _STOPS_WHILE_A_NAME_IS_LOOKED_UP], cwd=ROOT, timeout=30, check=True)


def test_what_a_thread_brings_or_meets_comes_back() -> None:
    assert asyncio.run(in_own_thread(lambda: 7, "seven")) == 7

    def fails() -> int:
        raise OSError("gone")

    with pytest.raises(OSError, match="gone"):
        asyncio.run(in_own_thread(fails, "fails"))

"""Processes of their own that run the program without importing it anew: each is forked from one that has done so.

The import takes as long as all else that such a test does. The process that forks has no thread and nothing open but its pipes, so
that each child is as one that was started by itself.
"""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
_TELL = """
import json, os, sys
import monitor.commands.service, monitor.scheduler, monitor.service, monitor.web.app
import uvicorn.loops.auto, uvicorn.protocols.http.auto, uvicorn.lifespan.on

def run(asked):
    os.chdir(asked["folder"])
    for number, name in ((0, os.devnull), (1, "told"), (2, "said")):
        os.dup2(os.open(name, os.O_RDWR | os.O_CREAT, 0o600), number)
    sys.argv = ["monitor", *asked["parts"]]
    exec(asked["script"], {"__name__": "__main__"})

for line in iter(sys.stdin.readline, ""):
    asked = json.loads(line)
    if "wait" in asked:
        done, status = os.waitpid(asked["wait"], os.WNOHANG)
        print(json.dumps(os.waitstatus_to_exitcode(status) if done else None), flush=True)
        continue
    child = os.fork()
    if not child:
        run(asked)
        sys.exit()  # as the interpreter ends by itself, which waits for threads that were left
    print(child, flush=True)
"""
_AS_THE_COMMAND = "from monitor.cli import main; main()"


@dataclass
class Forked:
    """One child; what it writes lies in the files ``told`` and ``said`` of its folder."""

    parent: Parent
    pid: int
    folder: Path

    @property
    def told(self) -> str:
        return (self.folder / "told").read_text(encoding="utf-8")

    @property
    def said(self) -> str:
        return (self.folder / "said").read_text(encoding="utf-8")

    def until_told(self, words: str, *, within_s: float = 60) -> None:
        """Wait until it has written its first line, which begins with these words."""
        end = time.monotonic() + within_s
        while not ((self.folder / "told").exists() and self.told.startswith(words) and "\n" in self.told):
            assert time.monotonic() < end, self.said
            time.sleep(0.01)

    def end(self, *, within_s: float) -> int:
        """Its exit code, below zero where a signal has ended it; it is killed, and that an error, where it takes longer."""
        end = time.monotonic() + within_s
        while (code := self.parent.ask(wait=self.pid)) is None:
            if time.monotonic() > end:
                os.kill(self.pid, signal.SIGKILL)
                raise TimeoutError(f"still running after {within_s} s: {self.said}")
            time.sleep(0.01)
        self.parent.children.remove(self.pid)
        return int(code)


class Parent:
    """The process that has imported the program."""

    def __init__(self) -> None:
        self.children: list[int] = []
        self._process = subprocess.Popen(
            [sys.executable, "-c", _TELL],
            cwd=ROOT,
            env=os.environ | {"PYTHONPATH": str(ROOT)},
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )

    def start(self, folder: Path, *parts: str, script: str = _AS_THE_COMMAND) -> Forked:
        """Fork one that runs a command, or a script with these arguments, in a folder."""
        pid = self.ask(folder=str(folder), parts=parts, script=script)
        self.children.append(pid)
        return Forked(self, pid, folder)

    def ask(self, **asked: Any) -> Any:
        assert self._process.stdin is not None and self._process.stdout is not None
        self._process.stdin.write(json.dumps(asked) + "\n")
        self._process.stdin.flush()
        return json.loads(self._process.stdout.readline())

    def close(self) -> None:
        """End what a test that failed has left running."""
        for child in self.children:
            if self.ask(wait=child) is None:
                os.kill(child, signal.SIGKILL)
        self._process.communicate(timeout=30)


@contextmanager
def parent() -> Iterator[Parent]:
    """A process that has imported the program, for the tests of one module."""
    built = Parent()
    try:
        yield built
    finally:
        built.close()

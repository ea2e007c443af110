"""Starts and kills the service of the kill test, at moments that hurt: in the start, in the send, at any other time."""

from __future__ import annotations

import json
import os
import random
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from monitor.bench.texts import SEED, disasters
from monitor.clock import real_now
from monitor.errors import OutsideError
from monitor.settings import Settings

_EVERY_S = (1.5, 4.0)
_SHORT_LIFE_S = (0.05, 4.0)
_LONG_LIFE_S = (4.0, 14.0)
_LONG_LIVES = 0.2
_KILLED_IN_START = 0.15
_KILLED_IN_SEND = 0.4
_AWAIT_SEND_S = 8.0
_KILLED_TOGETHER = 0.3
_MOST_A_ROUND = 3
_MOST_UNHEARD = 12
_START_S = 120


class Life:
    """One process of the service, from its start to its kill."""

    def __init__(self, settings: Settings) -> None:
        self.started = time.time()
        self.listening: float | None = None
        env = os.environ | {
            "MONITOR_CONFIG": str(settings.config_dir),
            "MONITOR_DATABASE_URL": settings.database_url,
            "MONITOR_VAR": str(settings.var),
            "MONITOR_ADMIN_PASSWORD": "kill-test-only-7319",
        }
        command = [sys.executable, "-m", "monitor", "serve", "--port", "0"]
        self.process = subprocess.Popen(
            command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True, env=env
        )
        # Read aside, so that the moment is noted also while another process is waited for.
        self._reader = threading.Thread(target=self._read, name="kill-listening", daemon=True)
        self._reader.start()

    def _read(self) -> None:
        assert self.process.stdout is not None, "asked for above"
        if self.process.stdout.readline().startswith("listening "):
            self.listening = time.time()

    def wait_until_listening(self) -> None:
        """Raises OutsideError when the service does not come up."""
        self._reader.join(timeout=_START_S)
        if self.listening is None:
            self.process.kill()
            raise OutsideError("服务没有启动成功")

    def end(self, number: signal.Signals) -> dict[str, float]:
        """Send the signal and wait for the end; what goes into the book of runs."""
        self.process.send_signal(number)
        self.process.wait(timeout=60)
        self._reader.join()
        if self.process.stdout is not None:
            self.process.stdout.close()
        row = {"started": self.started, "killed": time.time()}
        return row | ({"listening": self.listening} if self.listening is not None else {})


@dataclass
class Driver:
    """Keeps ``sides`` processes of the service alive, kills them, and publishes matters all the while."""

    settings: Settings
    books: Path
    sides: int = 1
    rng: random.Random = field(default_factory=lambda: random.Random(SEED))
    lives: list[Life] = field(default_factory=list)

    def __post_init__(self) -> None:
        self._matters = iter(disasters(100_000, real_now()))
        self._titles: set[str] = set()

    def round(self) -> None:
        """Start what is missing, publish, and kill one process or all of them; never gently."""
        with self._publishing():
            fresh = [Life(self.settings) for _ in range(self.sides - len(self.lives))]
            self.lives += fresh
            if self.rng.random() < _KILLED_IN_START:
                time.sleep(self.rng.uniform(0.1, 1.5))
                doomed = fresh[:1]
            else:
                self._await_all()
                self._await_moment()
                doomed = self._doomed()
            for life in doomed:
                self._end(life, signal.SIGKILL)

    def rest(self, at_rest: Callable[[], bool], *, within_s: float) -> None:
        """Last lives without kills, until nothing waits any more."""
        self.lives += [Life(self.settings) for _ in range(self.sides - len(self.lives))]
        self._await_all()
        ends = time.time() + within_s
        while time.time() < ends and not at_rest():
            time.sleep(1)
        self.stop()

    def stop(self) -> None:
        """End what still runs."""
        for life in list(self.lives):
            self._end(life, signal.SIGINT)

    def _await_all(self) -> None:
        for life in self.lives:
            life.wait_until_listening()

    def _await_moment(self) -> None:
        """Any time of a life; often just after the receiver got a message and before the service knows that it did."""
        if self.rng.random() < _KILLED_IN_SEND:
            size, ends = self._received(), time.time() + _AWAIT_SEND_S
            while self._received() == size and time.time() < ends:
                time.sleep(0.005)
            time.sleep(self.rng.uniform(0.0, 0.3))
            return
        span = _LONG_LIFE_S if self.rng.random() < _LONG_LIVES else _SHORT_LIFE_S
        time.sleep(self.rng.uniform(*span))

    def _doomed(self) -> list[Life]:
        together = self.rng.random() < _KILLED_TOGETHER
        return list(self.lives) if together else [self.rng.choice(self.lives)]

    def _received(self) -> int:
        path = self.books / "received.jsonl"
        return path.stat().st_size if path.exists() else 0

    def _end(self, life: Life, number: signal.Signals) -> None:
        self.lives.remove(life)
        row = life.end(number)
        with (self.books / "runs.jsonl").open("a", encoding="utf-8") as file:
            file.write(json.dumps(row) + "\n")

    def _unheard(self) -> int:
        """How many matters nobody heard of yet: no more than one merged message names by their titles."""
        path = self.books / "received.jsonl"
        got = path.read_text(encoding="utf-8") if path.exists() else ""
        self._titles = {t for t in self._titles if t not in got}
        return len(self._titles)

    @contextmanager
    def _publishing(self) -> Iterator[None]:
        ended = threading.Event()

        def publish() -> None:
            for _ in range(_MOST_A_ROUND):
                if ended.wait(self.rng.uniform(*_EVERY_S)):
                    return
                self._publish()

        thread = threading.Thread(target=publish, name="publish", daemon=True)
        self._publish()
        thread.start()
        try:
            yield
        finally:
            ended.set()
            thread.join()

    def _publish(self) -> None:
        if self._unheard() >= _MOST_UNHEARD:
            return
        matter = next(self._matters)
        self._titles.add(matter.title)
        # A feed's times have no fractions: the truth is what it says.
        row = {"id": matter.id, "title": matter.title, "text": matter.text, "published": int(time.time())}
        with (self.books / "items.jsonl").open("a", encoding="utf-8") as file:
            file.write(json.dumps(row, ensure_ascii=False) + "\n")

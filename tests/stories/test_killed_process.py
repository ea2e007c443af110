"""A process of the service hangs or is killed: the other one notices, and tells those on duty by the way that is left."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest
from sqlmodel import Session, select

from monitor.store.audit_log import verify_database
from monitor.store.database import Database
from monitor.store.tables import Alarm, Heartbeat
from tests.conftest import ROOT


@dataclass
class Service:
    """Worker and scheduler as real processes on one PostgreSQL, each started and killed at will."""

    config: Path
    url: str
    folder: Path

    @contextmanager
    def processes(self, *parts: str) -> Iterator[list[subprocess.Popen[str]]]:
        started = [self._start(part) for part in parts]
        try:
            for process in started:
                assert process.stdout is not None and process.stdout.readline().strip() == "running"
            yield started
        finally:
            for process in started:
                process.kill()
                process.communicate()

    def _start(self, part: str) -> subprocess.Popen[str]:
        return subprocess.Popen(
            [sys.executable, "-m", "monitor", part, "--config", str(self.config), "--db", self.url],
            cwd=self.folder,
            env=os.environ | {"PYTHONPATH": str(ROOT)},
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            text=True,
        )

    def told(self, words: str) -> bool:
        """Whether the telephone (a file) of anybody who is on duty just now has got these words."""
        files = (self.folder / "var" / "messages").glob("*.jsonl")
        lines = [line for f in files for line in f.read_text(encoding="utf-8").splitlines()]
        return any(words in json.loads(line)["body"] for line in lines)

    def standing(self) -> set[str]:
        with self.reading() as session:
            return {a.key for a in session.exec(select(Alarm)) if a.cleared_at is None and "step:" in a.key}

    def beats(self) -> set[str]:
        with self.reading() as session:
            return {b.step for b in session.exec(select(Heartbeat))}

    @contextmanager
    def reading(self) -> Iterator[Session]:
        database = Database(self.url, "changchun")
        with database.read() as session:
            yield session
        database.close()


@pytest.fixture
def service(database_url: str, config_dir: Path, tmp_path: Path) -> Service:
    (config_dir / "sources.yaml").write_text("sources: []\n", encoding="utf-8")
    rules = config_dir / "delivery.yaml"
    text = rules.read_text(encoding="utf-8")
    assert "after: 3m" in text
    rules.write_text(text.replace("after: 3m", "after: 3s"), encoding="utf-8")
    return Service(config_dir, database_url, tmp_path)


def until(done: Callable[[], bool], *, seconds: float = 40.0) -> bool:
    end = time.monotonic() + seconds
    while not (found := done()) and time.monotonic() < end:
        time.sleep(0.1)
    return found


@pytest.mark.slow
@pytest.mark.parametrize("database_url", ["postgresql"], indirect=True)
def test_the_process_that_is_left_tells_of_the_one_that_hangs_or_was_killed(service: Service) -> None:
    with service.processes("worker", "scheduler") as (worker, scheduler):
        assert until(lambda: service.beats() >= {"watch", "deliver"}), "both work"
        worker.send_signal(signal.SIGSTOP)
        assert until(lambda: service.told("消息投递")), "the scheduler sends it itself"
        worker.send_signal(signal.SIGCONT)
        assert until(lambda: not service.standing()), "works again"
        scheduler.send_signal(signal.SIGKILL)
        assert until(lambda: service.told("时限巡查已停止工作")), "the worker delivers it"
    database = Database(service.url, "changchun")
    assert verify_database(database).ok
    database.close()

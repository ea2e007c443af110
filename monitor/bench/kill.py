"""The kill test: the real service, killed with SIGKILL at random moments while grave matters keep coming in.

A feed publishes a grave emergency every few seconds; each owes notices to the officer on duty: at once, at half its
time, at its deadline (here seconds instead of hours). The receiver's own file is reconciled by a script that imports
nothing of this program. After every kill, and at the end, the audit chain must verify.
"""

from __future__ import annotations

import json
import os
import random
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml

from monitor.bench.measure import Figures, Sizes, put_sources, refuse_used, scratch_settings
from monitor.bench.texts import SEED, disasters
from monitor.clock import Clock, real_now
from monitor.errors import OutsideError
from monitor.settings import Settings
from monitor.store.audit_log import verify_database
from monitor.store.board import outbox_counts
from monitor.wiring import program

_HERE = Path(__file__).parent
_PERSON = "zhang"
_WITHIN_S = 12
_LEASE_S = 60
_LATE_AFTER_S = 20
_EVERY_S = (1.5, 4.0)
_LIVES_S = (0.05, 4.0)
_MOST_A_ROUND = 3
_START_S = 60
NOTICES: list[dict[str, Any]] = [
    {"kind": "新立案", "pattern": "新立案", "after_s": 0, "people": [_PERSON]},
    {"kind": "时限将到", "pattern": "时限将到", "after_s": _WITHIN_S // 2, "people": [_PERSON]},
    {"kind": "已逾期", "pattern": r"已逾期(?![\d不])", "after_s": _WITHIN_S, "people": [_PERSON]},
]
"""What each matter owes: a kind of notice, how its block of a message is known, and when."""


EXPECTED = {"notices": NOTICES, "late_after_s": _LATE_AFTER_S, "late_after_lease_s": _LEASE_S + _LATE_AFTER_S}


def kill(sizes: Sizes) -> Figures:
    """Kill the service so many times, let it come to rest, and reconcile what the receiver got."""
    rounds = sizes.rounds or 8
    with scratch_settings(sizes) as settings, _site(settings.var.parent / "books") as (books, port):
        _configure(settings, port)
        _refuse_used(settings)
        driver = _Driver(settings, books)
        verified = sum(driver.round() for _ in range(rounds))
        driver.rest()
        verified += _chain_is_sound(settings)
        told = _reconciled(books)
        database = "postgresql" if settings.database_url.startswith("postgresql") else "sqlite"
    return {"rounds": rounds, **told, "chain_verified": f"{verified}/{rounds + 1}", "database": database}


@contextmanager
def _site(books: Path) -> Iterator[tuple[Path, int]]:
    books.mkdir(parents=True)
    command = [sys.executable, str(_HERE / "kill_site.py"), str(books)]
    process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
    try:
        assert process.stdout is not None, "asked for above"
        yield books, int(process.stdout.readline())
    finally:
        process.communicate(timeout=10)


def _configure(settings: Settings, port: int) -> None:
    """The sample office with one officer on duty, one feed, and clocks of seconds."""
    folder = settings.config_dir
    source = {"name": "kill", "kind": "feed", "url": f"http://127.0.0.1:{port}/feed", "every": "1s"}
    put_sources(folder, [{**source, "source_kind": "local_media"}])
    people = [
        {
            "id": _PERSON,
            "name": "值班员",
            "role": "officer",
            "channels": [f"json://127.0.0.1:{port}/{_PERSON}"],
        }
    ]
    day = {"from": "2020-01-01", "to": "2100-01-01"}
    _write(folder / "roster.yaml", {"people": people, "shifts": [{"person": _PERSON, **day}]})
    rules = yaml.safe_load((folder / "sla.yaml").read_text(encoding="utf-8"))
    milestone = next(m for m in rules["milestones"] if m["id"] == "grave-first-release")
    # Only the publication starts the clock here: the texts tell no hour.
    rules["milestones"] = [
        milestone | {"within": f"{_WITHIN_S}s", "starts": ["published"], "ladder": "grave"}
    ]
    rules["verification"] = {"hold": "1s"}
    opened = {"id": "open", "label": "新立案件", "lead": "0m", "to": ["officer"]}
    half = {"id": "half", "label": "时限过半", "share": 0.5, "to": ["officer"], "until": ["settled"]}
    due = {"id": "due", "label": "时限已到", "after": "0m", "to": ["officer"], "until": ["settled"]}
    rules["ladders"] = {"case": [opened], "grave": [half, due]}
    rules["case_ladders"] = {"grave": "case", "other": "case", "proposed": "case"}
    _write(folder / "sla.yaml", rules)


def _write(path: Path, tree: dict[str, Any]) -> None:
    path.write_text(yaml.safe_dump(tree, allow_unicode=True), encoding="utf-8")


def _refuse_used(settings: Settings) -> None:
    with program(settings, Clock()) as built:
        refuse_used(built)


@dataclass
class _Driver:
    """Starts and kills the service, and publishes matters all the while."""

    settings: Settings
    books: Path
    rng: random.Random = field(default_factory=lambda: random.Random(SEED))

    def __post_init__(self) -> None:
        self._matters = iter(disasters(100_000, real_now()))
        (self.books / "expected.json").write_text(json.dumps(EXPECTED), encoding="utf-8")

    def round(self) -> bool:
        """One life: start, publish, kill at a random moment, also while it is still starting; True when the chain is sound."""
        with self._publishing():
            started = time.time()
            process = self._start()
            if self.rng.random() < 0.15:
                time.sleep(self.rng.uniform(0.1, 1.5))
                self._kill(process, started, None)
            else:
                listening = _listening(process)
                time.sleep(self.rng.uniform(*_LIVES_S))
                self._kill(process, started, listening)
        return _chain_is_sound(self.settings)

    def rest(self) -> None:
        """A last life without kills: until nothing waits any more, at most the lease and the last deadline away."""
        started = time.time()
        process = self._start()
        listening = _listening(process)
        ends = time.time() + _LEASE_S + _LATE_AFTER_S + _WITHIN_S
        while time.time() < ends and not self._at_rest():
            time.sleep(1)
        process.send_signal(signal.SIGINT)
        process.wait(timeout=30)
        self._note({"started": started, "listening": listening, "killed": time.time()})

    def _at_rest(self) -> bool:
        """Nothing is lost so far, and no message waits for the end of a lease."""
        return not _reconciled(self.books)["lost"] and _outbox_is_empty(self.settings)

    def _start(self) -> subprocess.Popen[str]:
        env = os.environ | {
            "MONITOR_CONFIG": str(self.settings.config_dir),
            "MONITOR_DATABASE_URL": self.settings.database_url,
            "MONITOR_VAR": str(self.settings.var),
            "MONITOR_ADMIN_PASSWORD": "kill-test-only-7319",
        }
        command = [sys.executable, "-m", "monitor", "serve", "--port", "0"]
        return subprocess.Popen(
            command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True, env=env
        )

    def _kill(self, process: subprocess.Popen[str], started: float, listening: float | None) -> None:
        process.kill()
        process.wait(timeout=30)
        row = {"started": started, "killed": time.time()}
        self._note(row | ({"listening": listening} if listening is not None else {}))

    def _note(self, row: dict[str, float]) -> None:
        with (self.books / "runs.jsonl").open("a", encoding="utf-8") as file:
            file.write(json.dumps(row) + "\n")

    @contextmanager
    def _publishing(self) -> Iterator[None]:
        ended = threading.Event()

        def publish() -> None:
            # While the service is down, no more pile up than one merged message names by their titles.
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
        matter = next(self._matters)
        # A feed's times have no fractions: the truth is what it says.
        row = {"id": matter.id, "title": matter.title, "text": matter.text, "published": int(time.time())}
        with (self.books / "items.jsonl").open("a", encoding="utf-8") as file:
            file.write(json.dumps(row, ensure_ascii=False) + "\n")


def _listening(process: subprocess.Popen[str]) -> float:
    assert process.stdout is not None, "asked for above"
    late = threading.Timer(_START_S, process.kill)
    late.start()
    first = process.stdout.readline()
    late.cancel()
    if not first.startswith("listening "):
        raise OutsideError("服务没有启动成功")
    return time.time()


def _chain_is_sound(settings: Settings) -> bool:
    with program(settings, Clock()) as built:
        return verify_database(built.database).ok


def _outbox_is_empty(settings: Settings) -> bool:
    with program(settings, Clock()) as built, built.database.read() as session:
        return outbox_counts(session, built.database.office_id)[0] == 0


def _reconciled(books: Path) -> dict[str, Any]:
    """What the stand-alone script says of the books."""
    command = [sys.executable, "-I", str(_HERE / "kill_reconcile.py"), str(books)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode:
        raise OutsideError(f"对账脚本失败：{done.stderr.strip().splitlines()[-1]}")
    told: dict[str, Any] = json.loads(done.stdout)
    return told

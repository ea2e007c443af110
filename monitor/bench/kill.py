"""The kill test: the real service, killed with SIGKILL at random moments while grave matters keep coming in.

A feed publishes a grave emergency every few seconds; each owes notices to the officer on duty: at once, at half its
time, at its deadline (here seconds instead of hours). The receiver's own file is reconciled by a script that imports
nothing of this program. After every kill, and at the end, the audit chain must verify.
"""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import yaml
from sqlmodel import col, func, or_, select

from monitor.bench.kill_driver import Driver
from monitor.bench.measure import Figures, Sizes, put_sources, refuse_used, scratch_settings
from monitor.clock import Clock, real_now
from monitor.errors import OutsideError
from monitor.settings import Settings
from monitor.store.audit_log import verify_database
from monitor.store.tables import Message
from monitor.wiring import program

_HERE = Path(__file__).parent
_PERSON = "zhang"
_WITHIN_S = 12
_LEASE_S = 60
_LATE_AFTER_S = 20
NOTICES: list[dict[str, Any]] = [
    {"kind": "新立案", "pattern": "新立案", "after_s": 0, "people": [_PERSON]},
    {"kind": "时限将到", "pattern": "时限将到", "after_s": _WITHIN_S // 2, "people": [_PERSON]},
    {"kind": "已逾期", "pattern": r"已逾期(?![\d不])", "after_s": _WITHIN_S, "people": [_PERSON]},
]
"""What each matter owes: a kind of notice, how its block of a message is known, and when."""


EXPECTED = {"notices": NOTICES, "late_after_s": _LATE_AFTER_S, "late_after_lease_s": _LEASE_S + _LATE_AFTER_S}


def kill(sizes: Sizes) -> Figures:
    """Kill the service so many times, let it come to rest, and reconcile what the receiver got.

    On PostgreSQL two processes share the work; one of them is killed, or both.
    """
    rounds = sizes.rounds or 8
    with scratch_settings(sizes) as settings, _site(settings.var.parent / "books") as (books, port):
        _configure(settings, port)
        _refuse_used(settings)
        postgres = settings.database_url.startswith("postgresql")
        driver = Driver(settings, books, sides=2 if postgres else 1)
        verified = _lives(driver, rounds)
        told = _reconciled(books)
    return {
        "rounds": rounds,
        **told,
        "chain_verified": f"{verified}/{rounds + 1}",
        "processes": driver.sides,
        "database": "postgresql" if postgres else "sqlite",
    }


def _lives(driver: Driver, rounds: int) -> int:
    """All rounds and the rest after them; returns how often the chain was found sound."""
    settings, verified = driver.settings, 0
    try:
        for number in range(1, rounds + 1):
            driver.round()
            verified += _chain_is_sound(settings)
            if number % 10 == 0:
                print(f"{number}/{rounds}", file=sys.stderr, flush=True)
        within = _LEASE_S + _LATE_AFTER_S + _WITHIN_S
        driver.rest(lambda: _at_rest(settings, driver.books), within_s=within)
    finally:
        driver.stop()
    return verified + _chain_is_sound(settings)


def _at_rest(settings: Settings, books: Path) -> bool:
    """Nothing is lost so far, and no message is due or waits for the end of a lease."""
    return _outbox_is_empty(settings) and not _reconciled(books)["lost"]


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
    # Nothing else may tell the officer of these matters: no report up, no decision, no chase.
    for name in ("report_up", "decisions", "regrade"):
        rules.pop(name, None)
    _write(folder / "sla.yaml", rules)
    _keep_apart(folder / "events.yaml")
    (folder.parent / "books" / "expected.json").write_text(json.dumps(EXPECTED), encoding="utf-8")


def _keep_apart(path: Path) -> None:
    """Matters of one kind in one district are told in like words: only what comes within seconds may be one event."""
    rules = yaml.safe_load(path.read_text(encoding="utf-8"))
    rules["match"] |= {"happening_window": "20s", "problem_window": "20s"}
    _write(path, rules)


def _write(path: Path, tree: dict[str, Any]) -> None:
    path.write_text(yaml.safe_dump(tree, allow_unicode=True), encoding="utf-8")


def _refuse_used(settings: Settings) -> None:
    with program(settings, Clock()) as built:
        refuse_used(built)


def _chain_is_sound(settings: Settings) -> bool:
    with program(settings, Clock()) as built:
        return verify_database(built.database).ok


def _outbox_is_empty(settings: Settings) -> bool:
    due = (col(Message.state).in_(("pending", "retry"))) & (col(Message.next_attempt_at) <= real_now())
    query = select(func.count()).where(or_(col(Message.state) == "sending", due))
    with program(settings, Clock()) as built, built.database.read() as session:
        return session.exec(query.select_from(Message)).one() == 0


def _reconciled(books: Path) -> dict[str, Any]:
    """What the stand-alone script says of the books."""
    command = [sys.executable, "-I", str(_HERE / "kill_reconcile.py"), str(books)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode:
        raise OutsideError(f"对账脚本失败：{done.stderr.strip().splitlines()[-1]}")
    told: dict[str, Any] = json.loads(done.stdout)
    return told

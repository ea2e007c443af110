"""The metronome: it looks again at the moment that something falls due, not at its next beat."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from types import SimpleNamespace
from typing import cast

import pytest
from apscheduler.jobstores.base import JobLookupError

from monitor import scheduler
from monitor.clock import Clock
from monitor.scheduler import Metronome, Part
from monitor.service import Rounds
from monitor.steps.watch import WatchTally

_PATIENCE = 10.0


class Looked:
    """Stands where the rounds are: notes when each was called, and answers as it is told."""

    def __init__(self) -> None:
        self.program = SimpleNamespace(clock=Clock())
        self.calls: list[tuple[Part, datetime]] = []
        self.due: list[datetime] = []
        self.messages = 0
        self.came: list[bool] = []
        self.meanwhile: dict[Part, Callable[[], object]] = {}

    def watch(self) -> WatchTally:
        self._note("watch")
        now = self.program.clock.now()
        tally = WatchTally(
            messages=self.messages, next_due=min((d for d in self.due if d > now), default=None)
        )
        self.messages = 0
        return tally

    def deliver(self) -> None:
        self._note("deliver")

    def collect(self) -> bool:
        self._note("collect")
        return self.came.pop(0) if self.came else False

    def sentinel(self, role: str) -> str:
        return role

    def stop(self) -> None:
        """Nothing waits for the outside here."""

    def _note(self, part: Part) -> None:
        self.calls.append((part, self.program.clock.now()))
        self.meanwhile.pop(part, lambda: None)()

    def times(self, part: Part) -> list[datetime]:
        return [at for p, at in list(self.calls) if p == part]

    def wait_for(self, part: Part, count: int) -> list[datetime]:
        ends = time.monotonic() + _PATIENCE
        while len(self.times(part)) < count and time.monotonic() < ends:
            time.sleep(0.005)
        return self.times(part)


class Unwatched:
    """Stands where the sentry is: it has tests of its own."""

    def __init__(self, *_: object) -> None:
        """Whatever it is given."""

    def start(self) -> None:
        """It sees nothing."""

    stop = start


@pytest.fixture(autouse=True)
def unwatched(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(scheduler, "Sentry", Unwatched)


@contextmanager
def beating(looked: Looked, *parts: Part) -> Iterator[Metronome]:
    """A metronome whose beats are minutes apart: what comes sooner was not its beat."""
    metronome = Metronome(cast(Rounds, looked), parts, pace=600.0)
    metronome.start()
    try:
        yield metronome
    finally:
        metronome.stop()


def test_the_watch_looks_again_just_after_each_due_moment() -> None:
    looked = Looked()
    start = looked.program.clock.now()
    looked.due = [start + timedelta(seconds=s) for s in (0.3, 0.6)]
    with beating(looked, "watch"):
        seen = looked.wait_for("watch", 3)
    assert len(seen) == 3
    assert all(
        timedelta(0) < at - due < timedelta(seconds=1) for at, due in zip(seen[1:], looked.due, strict=True)
    )


def test_what_is_due_after_the_next_beat_is_left_to_it() -> None:
    looked = Looked()
    looked.due = [looked.program.clock.now() + timedelta(days=2)]
    with beating(looked, "watch"):
        assert len(looked.wait_for("watch", 1)) == 1
        time.sleep(0.2)
        assert len(looked.times("watch")) == 1


def test_what_was_collected_is_watched_and_what_was_watched_is_delivered_without_waiting_for_a_beat() -> None:
    looked = Looked()
    with beating(looked, "collect", "watch", "deliver") as metronome:
        for part in (
            "collect",
            "watch",
            "deliver",
        ):  # a first watch that comes late would take the message away
            looked.wait_for(part, 1)
        looked.came, looked.messages = [True], 1
        metronome.hurry("collect")
        assert len(looked.wait_for("deliver", 2)) >= 2
        assert len(looked.times("watch")) >= 2


def test_a_round_that_is_called_for_while_it_runs_runs_once_more() -> None:
    looked, running, go_on = Looked(), threading.Event(), threading.Event()
    looked.meanwhile["deliver"] = lambda: (running.set(), go_on.wait(_PATIENCE))
    with beating(looked, "deliver") as metronome:
        assert running.wait(_PATIENCE)
        metronome.hurry("deliver")
        go_on.set()
        assert len(looked.wait_for("deliver", 2)) >= 2


def test_an_officers_act_is_looked_at_while_the_watch_waits_for_a_due_moment() -> None:
    looked = Looked()
    looked.due = [looked.program.clock.now() + timedelta(seconds=500)]
    with beating(looked, "watch") as metronome:
        looked.wait_for("watch", 1)
        metronome.hurry("watch")
        assert len(looked.wait_for("watch", 2)) >= 2


def test_it_stops_at_once_while_it_waits_for_a_due_moment() -> None:
    looked = Looked()
    looked.due = [looked.program.clock.now() + timedelta(seconds=500)]
    with beating(looked, "watch"):
        looked.wait_for("watch", 1)
        began = time.monotonic()
    assert time.monotonic() - began < _PATIENCE


@pytest.mark.parametrize("part", ["collect", "watch"])
def test_it_stops_though_a_round_that_ends_meanwhile_calls_for_another(part: Part) -> None:
    looked, running, go_on = Looked(), threading.Event(), threading.Event()
    looked.meanwhile[part] = lambda: (running.set(), go_on.wait(_PATIENCE))
    looked.came, looked.messages = [True], 1
    metronome = Metronome(cast(Rounds, looked), ("collect", "watch", "deliver"), pace=600.0)
    metronome.start()
    assert running.wait(_PATIENCE)
    stopping = threading.Thread(target=metronome.stop, daemon=True)
    stopping.start()
    time.sleep(0.3)
    go_on.set()
    stopping.join(_PATIENCE)
    assert not stopping.is_alive()


@pytest.mark.parametrize("jump", [-3600.0, 3600.0, 86400.0])
def test_after_a_leap_of_the_machines_clock_every_round_looks_at_once(
    monkeypatch: pytest.MonkeyPatch, jump: float
) -> None:
    leapt = [0.0]
    clocks = SimpleNamespace(time=lambda: time.time() + leapt[0], monotonic=time.monotonic)
    monkeypatch.setattr(scheduler, "time", clocks)
    looked = Looked()
    with beating(looked, "collect", "watch", "deliver"):
        for part in ("collect", "watch", "deliver"):
            looked.wait_for(part, 1)
        leapt[0] = jump
        assert all(len(looked.wait_for(part, 2)) >= 2 for part in ("collect", "watch", "deliver"))


def test_a_leap_that_meets_a_scheduler_being_replaced_is_made_good_a_moment_later(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    leapt, refused = [0.0], [True]
    clocks = SimpleNamespace(time=lambda: time.time() + leapt[0], monotonic=time.monotonic)
    monkeypatch.setattr(scheduler, "time", clocks)
    looked = Looked()
    with beating(looked, "watch") as metronome:
        looked.wait_for("watch", 1)
        known = metronome._scheduler.get_jobs

        def jobs() -> object:
            if refused and refused.pop():
                raise JobLookupError("watch")
            return known()

        monkeypatch.setattr(metronome._scheduler, "get_jobs", jobs)
        leapt[0] = 3600.0
        assert len(looked.wait_for("watch", 2)) >= 2

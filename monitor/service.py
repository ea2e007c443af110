"""The running service: each step as a round that never raises, and APScheduler as their metronome.

APScheduler holds no deadline: it only says "look now" each second; what is due stands in the database.
"""

from __future__ import annotations

import asyncio
import logging
import socket
import threading
import time
from collections.abc import Callable, Coroutine
from typing import Any, TypeVar

from monitor.errors import MonitorError
from monitor.polls import Polls
from monitor.steps.anchor import write_anchor
from monitor.steps.collect import ingest_waiting
from monitor.steps.digest import send_due_digest
from monitor.steps.heartbeat import beat, check_silence
from monitor.steps.models import tell_fault
from monitor.steps.outcry import Outcry
from monitor.steps.pages import keep_pages
from monitor.steps.ping import ping
from monitor.steps.policies import look_after_policies
from monitor.steps.policy_reading import read_back
from monitor.steps.roster_edits import tell_roster_edit
from monitor.steps.rule_edits import tell_rule_edits
from monitor.steps.sampling import draw_sample
from monitor.steps.sentinel import Sentinel
from monitor.steps.signing import look_after_turns
from monitor.steps.verify_response import verify_due
from monitor.steps.watch import WatchTally, watch
from monitor.wiring import Program

log = logging.getLogger(__name__)
_BEAT_EVERY_SECONDS = 10.0
"""At most; and at least six times in the span after which a missing beat is an alarm."""
_LONG_SECONDS = 10.0
"""A round over a huge pile leaves the rest to the next one after this, so that it beats, and sources are asked meanwhile."""
T = TypeVar("T")


class Rounds:
    """The steps of a program as rounds: each runs once, catches what goes wrong, and beats."""

    def __init__(self, program: Program) -> None:
        self.program = program
        self._beats: dict[str, float] = {}
        after = program.book.delivery.silence.after.total_seconds()
        self._beat_every = min(_BEAT_EVERY_SECONDS, after / 6)
        self._polls, self._outside = Polls(program), _Loop()
        self._ended = threading.Event()
        self._pinged = -1e9
        self._edits_told = False
        self._model_fault: str | None = None

    def collect(self) -> bool:
        """T1 and T2: poll what is due, then ingest what waits; True when something came.

        A source that is slow to answer is asked on beside the rounds; what it brings is ingested by a later one.
        """
        return bool(self._round("collect", self._collect))

    def watch(self) -> WatchTally:
        """T3: notice what is due; says what it did and when something is due next."""
        return self._round("watch", lambda: watch(self.program.desk)) or WatchTally()

    def deliver(self) -> None:
        """T4: send what waits."""
        self._round("deliver", lambda: self.program.courier.deliver(enough=self._enough()))

    def pages(self) -> None:
        """Fetch the pages that are to be kept."""
        self._round("pages", lambda: self._outside.run(self._keep_pages()))
        self._round("checks", lambda: self._outside.run(self._verify()))

    def upkeep(self) -> None:
        """Digest at its hour, the day's anchor, policies to be interpreted, the weekly sample, and silence made into alarms."""
        self._round("digest", lambda: send_due_digest(self.program.desk))
        self._round("anchor", self._anchor)
        self._round("policies", lambda: look_after_policies(self.program.desk))
        self._round("sample", lambda: draw_sample(self.program.desk))
        self._round("sign_on", self._look_after_turns)
        self._ping()
        self._round("silence", lambda: check_silence(self.program.desk, self.program.sources))

    def sentinel(self, role: str) -> Sentinel:
        """The sentinel of this process, which takes the part ``role`` in the service."""
        desk, courier = self.program.desk, self.program.courier
        process = f"{role}@{socket.gethostname()}"
        return Sentinel(desk, courier, Outcry(desk, courier.folder, process, courier.send), process)

    def stop(self) -> None:
        """Break off what waits for the outside and leave piles where they are; nothing half-done is kept."""
        self._ended.set()
        self._outside.stop()
        self._polls.stop()

    def _collect(self) -> bool:
        # What a crash left between T1 and T2 does not wait for sources that are slow to answer.
        came = self._ingest()
        for line in self._polls.look():
            log.info("source_polled", extra=line.to_json())
        came |= self._ingest()
        read_back(self.program.desk, self.program.judge)
        self._look_at_model()
        return came

    def _look_at_model(self) -> None:
        judge = self.program.judge
        judge.present()
        if judge.problem != self._model_fault:
            tell_fault(self.program.desk, judge.problem)
            self._model_fault = judge.problem

    def _ingest(self) -> bool:
        tally = ingest_waiting(self.program.desk, self.program.ingester, enough=self._enough())
        if tally.received:
            log.info("ingested", extra=tally.to_json())
        return tally.received > 0

    def _enough(self) -> Callable[[], bool]:
        """True when the service ends, or a round that begins now has taken long."""
        until = time.monotonic() + _LONG_SECONDS
        return lambda: self._ended.is_set() or time.monotonic() > until

    async def _keep_pages(self) -> int:
        async with self.program.http() as http:
            return await keep_pages(self.program.desk, http)

    async def _verify(self) -> int:
        async with self.program.http() as http:
            return await verify_due(self.program.desk, http)

    def _ping(self) -> None:
        """At its interval, tell an outside watcher that the service lives, where the office names one."""
        rules = self.program.book.delivery.ping
        if rules.url and time.monotonic() - self._pinged >= rules.every.total_seconds():
            self._pinged = time.monotonic()
            self._round("ping", lambda: self._outside.run(self._ask_watcher()))

    async def _ask_watcher(self) -> bool:
        async with self.program.http() as http:
            return await ping(self.program.desk, http)

    def _look_after_turns(self) -> None:
        # Once a start: two processes on different files would otherwise tell of each other's for ever.
        if not self._edits_told:
            tell_roster_edit(self.program.desk)
            tell_rule_edits(self.program.desk)
            self._edits_told = True
        look_after_turns(self.program.desk)

    def _anchor(self) -> None:
        write_anchor(self.program.desk, self.program.anchors)

    def _round(self, step: str, work: Callable[[], T]) -> T | None:
        """Run a step; an error is logged and shows as a missing beat, and the next round tries again."""
        done: T | None = None
        try:
            done = work()
            if time.monotonic() - self._beats.get(step, -1e9) >= self._beat_every:
                beat(self.program.desk, step)
                self._beats[step] = time.monotonic()
        except asyncio.CancelledError:
            log.info("round_cancelled", extra={"step": step})
        except MonitorError as error:
            # Said in a line: a database that is away for a night would else fill the disk with how each second failed.
            log.error("round_failed", extra={"step": step, "reason": str(error)})
        except Exception:
            log.exception("round_failed", extra={"step": step})
        return done


class _Loop:
    """Runs a coroutine to its end on the calling thread, so that another thread can break it off."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._running: dict[asyncio.Task[Any], asyncio.AbstractEventLoop] = {}
        self._stopped = False

    def run(self, work: Coroutine[Any, Any, Any]) -> Any:
        if self._stopped:
            work.close()
            return None
        return asyncio.run(self._track(work))

    async def _track(self, work: Coroutine[Any, Any, Any]) -> Any:
        task = asyncio.ensure_future(work)
        with self._lock:
            self._running[task] = asyncio.get_running_loop()
            if self._stopped:
                task.cancel()
        try:
            return await task
        finally:
            with self._lock:
                self._running.pop(task, None)

    def stop(self) -> None:
        with self._lock:
            self._stopped = True
            for task, loop in self._running.items():
                loop.call_soon_threadsafe(task.cancel)

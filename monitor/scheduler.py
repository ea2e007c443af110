"""The metronome: a few interval jobs of APScheduler, a wake-up at the next due moment, a watchdog over the machine's clock.

The interval is the safety net. What is known to come within it is not waited for: the watch looks again at the very
moment that something falls due, and what one round leaves to the next is taken up at once.
"""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Sequence
from datetime import datetime
from typing import Literal

from apscheduler.schedulers.background import BackgroundScheduler

from monitor.clock import real_now
from monitor.sentry import Sentry
from monitor.service import Rounds

log = logging.getLogger(__name__)
Part = Literal["collect", "watch", "deliver", "pages", "upkeep"]
ALL_PARTS: tuple[Part, ...] = ("collect", "watch", "deliver", "pages", "upkeep")
WORKER_PARTS: tuple[Part, ...] = ("collect", "deliver", "pages")
SCHEDULER_PARTS: tuple[Part, ...] = ("watch", "upkeep")
_SECONDS: dict[Part, float] = {"collect": 1.0, "watch": 1.0, "deliver": 1.0, "pages": 2.0, "upkeep": 5.0}
_JUMP_SECONDS = 2.0
_JUST_AFTER = 0.002
"""A deadline has passed when now is later than it, not at it."""


class Metronome:
    """Calls the rounds each second or so, never twice at once, and makes up a missed beat by one beat."""

    def __init__(
        self, rounds: Rounds, parts: Sequence[Part] = ALL_PARTS, *, pace: float = 1.0, role: str = "serve"
    ) -> None:
        """``pace`` stretches (or, below 1, shortens) the time between rounds; a fast clock needs a fast metronome.

        ``role`` is the name of the process in what its sentinel tells.
        """
        self.rounds = rounds
        self.ticks = 0
        self._parts, self._pace = tuple(parts), pace
        self._called = {part: threading.Event() for part in parts}
        self._scheduler = self._built()
        self._sentry = Sentry(rounds.sentinel(role), lambda: self.ticks, self.revive)
        self._ended = threading.Event()
        self._changing = threading.Lock()
        self._watchdog = threading.Thread(target=self._guard, name="clock-watchdog", daemon=True)

    def _built(self) -> BackgroundScheduler:
        # Misfires are never dropped: however late, a round looks at the database and finds what is due.
        scheduler = BackgroundScheduler(
            timezone="UTC", job_defaults={"coalesce": True, "max_instances": 1, "misfire_grace_time": None}
        )
        for part in self._parts:
            scheduler.add_job(
                self._beat,
                "interval",
                args=(part,),
                seconds=_SECONDS[part] * self._pace,
                id=part,
                next_run_time=real_now(),
            )
        scheduler.add_job(self._tick, "interval", seconds=1.0, id="tick", next_run_time=real_now())
        return scheduler

    def start(self) -> None:
        logging.getLogger("apscheduler").setLevel(logging.ERROR)
        self._scheduler.start()
        self._watchdog.start()
        self._sentry.start()

    def stop(self) -> None:
        """End cleanly, also in the middle of starting: break off what waits for the outside, let transactions finish."""
        with self._changing:
            self._ended.set()
        for called in self._called.values():
            called.set()
        self._sentry.stop()
        self.rounds.stop()
        if self._scheduler.running:
            self._scheduler.shutdown(wait=True)
        if self._watchdog.is_alive():
            self._watchdog.join(timeout=5)

    def revive(self) -> None:
        """Go on with a new scheduler and new threads; a round that hangs in the old one holds nothing but its own lease."""
        with self._changing:
            if self._ended.is_set():
                return
            log.error("metronome_revived")
            old, self._scheduler = self._scheduler, self._built()
            self._scheduler.start()
        old.shutdown(wait=False)

    def hurry(self, *parts: Part) -> None:
        """Have these rounds run now instead of at their next beat; one that is running runs once more."""
        for part in parts:
            if part in self._called:
                self._called[part].set()
                # A scheduler that shuts down holds its jobs locked until every round has ended: one that asked it for
                # another round then would wait for ever, and the process with it.
                with self._changing:
                    if not self._ended.is_set():
                        self._scheduler.modify_job(part, next_run_time=real_now())

    def _tick(self) -> None:
        """Shows the sentinel that the scheduler's thread runs and has threads left for rounds."""
        self.ticks += 1

    def _beat(self, part: Part) -> None:
        """One beat of a round, and what is known to come, or is called for, before the next one."""
        called = self._called[part]
        while not self._ended.is_set():
            called.clear()
            wait = self._run(part)
            if called.wait(0.0 if wait is None else wait) or wait is not None:
                continue
            return

    def _run(self, part: Part) -> float | None:
        """Run a round once and pass on what it made; the seconds until it must look again, None for its next beat."""
        if part == "collect" and self.rounds.collect():
            self.hurry("watch")
        elif part == "watch":
            tally = self.rounds.watch()
            if tally.messages:
                self.hurry("deliver")
            return self._seconds_until(tally.next_due)
        elif part != "collect":
            getattr(self.rounds, part)()
        return None

    def _seconds_until(self, due: datetime | None) -> float | None:
        """Real seconds until a moment that comes before the next beat, else None."""
        if due is None:
            return None
        clock, beat = self.rounds.program.clock, _SECONDS["watch"] * self._pace
        seconds = clock.real_seconds(due - clock.now())
        return max(0.0, seconds) + _JUST_AFTER if abs(seconds) < beat else None

    def _guard(self) -> None:
        """APScheduler would stand still for an hour after the machine's clock goes back an hour."""
        offset = time.time() - time.monotonic()
        while not self._ended.wait(1.0):
            present = time.time() - time.monotonic()
            if abs(present - offset) > _JUMP_SECONDS:
                log.warning("clock_jumped", extra={"seconds": round(present - offset, 1)})
                if not self._look_at_once():
                    continue
            offset = present

    def _look_at_once(self) -> bool:
        """Have every round run now; False while that cannot be had, as when the scheduler is just set going anew."""
        try:
            for job in self._scheduler.get_jobs():
                job.modify(next_run_time=real_now())
        except Exception:
            log.exception("clock_watchdog_failed")
            return False
        return True

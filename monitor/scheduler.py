"""The metronome: a few interval jobs of APScheduler, and a watchdog over the machine's clock."""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Iterable
from typing import Literal

from apscheduler.schedulers.background import BackgroundScheduler

from monitor.clock import real_now
from monitor.service import Rounds

log = logging.getLogger(__name__)
Part = Literal["collect", "watch", "deliver", "pages", "upkeep"]
ALL_PARTS: tuple[Part, ...] = ("collect", "watch", "deliver", "pages", "upkeep")
WORKER_PARTS: tuple[Part, ...] = ("collect", "deliver", "pages")
SCHEDULER_PARTS: tuple[Part, ...] = ("watch", "upkeep")
_SECONDS: dict[Part, float] = {"collect": 1.0, "watch": 1.0, "deliver": 1.0, "pages": 2.0, "upkeep": 5.0}
_JUMP_SECONDS = 2.0


class Metronome:
    """Calls the rounds each second or so, never twice at once, and makes up a missed beat by one beat."""

    def __init__(self, rounds: Rounds, parts: Iterable[Part] = ALL_PARTS, *, pace: float = 1.0) -> None:
        """``pace`` stretches (or, below 1, shortens) the time between rounds; a fast clock needs a fast metronome."""
        self.rounds = rounds
        # Misfires are never dropped: however late, a round looks at the database and finds what is due.
        self._scheduler = BackgroundScheduler(
            timezone="UTC", job_defaults={"coalesce": True, "max_instances": 1, "misfire_grace_time": None}
        )
        for part in parts:
            self._scheduler.add_job(
                getattr(rounds, part),
                "interval",
                seconds=_SECONDS[part] * pace,
                id=part,
                next_run_time=real_now(),
            )
        self._ended = threading.Event()
        self._watchdog = threading.Thread(target=self._guard, name="clock-watchdog", daemon=True)

    def start(self) -> None:
        logging.getLogger("apscheduler").setLevel(logging.ERROR)
        self._scheduler.start()
        self._watchdog.start()

    def stop(self) -> None:
        """End cleanly: break off what waits for the outside, let transactions finish."""
        self._ended.set()
        self.rounds.stop()
        self._scheduler.shutdown(wait=True)
        self._watchdog.join(timeout=5)

    def hurry(self, *parts: Part) -> None:
        """Have these rounds run now instead of at their next beat."""
        for part in parts:
            if self._scheduler.get_job(part) is not None:
                self._scheduler.modify_job(part, next_run_time=real_now())

    def _guard(self) -> None:
        """APScheduler would stand still for an hour after the machine's clock goes back an hour."""
        offset = time.time() - time.monotonic()
        while not self._ended.wait(1.0):
            present = time.time() - time.monotonic()
            if abs(present - offset) > _JUMP_SECONDS:
                log.warning("clock_jumped", extra={"seconds": round(present - offset, 1)})
                self.hurry(*ALL_PARTS)
            offset = present

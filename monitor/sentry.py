"""The sentinel's own thread: independent of APScheduler, of the rounds, and of a database that hangs."""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Callable, Mapping

from monitor.errors import MonitorError
from monitor.steps.sentinel import Sentinel, Trouble, short_span

log = logging.getLogger(__name__)
_EVERY_SECONDS = 5.0


class Sentry:
    """Lets a sentinel look every few seconds, and cries out when it could not for ``silence.after``.

    A metronome of its own process that has stopped is told of and then set going anew. Each look runs on a thread of
    its own, so that one that hangs in the database is noticed. Time in which this thread itself slept (a stopped
    process, a machine asleep) counts for nothing.
    """

    def __init__(
        self,
        sentinel: Sentinel,
        ticks: Callable[[], int],
        revive: Callable[[], None],
        *,
        every: float | None = None,
        seconds: Callable[[], float] = time.monotonic,
    ) -> None:
        """``ticks`` gives the metronome's count and ``revive`` sets it going anew; ``seconds`` is monotonic time."""
        self._sentinel, self._ticks, self._revive, self._seconds = sentinel, ticks, revive, seconds
        self._after = sentinel.desk.book.delivery.silence.after.total_seconds()
        self._every = every or min(_EVERY_SECONDS, self._after / 6)
        self._last = seconds()
        self._awake = self._blind = self._all_blind = 0.0
        self._revived = -1e9
        self._looking: threading.Thread | None = None
        self._carrying: threading.Thread | None = None
        self._saw = threading.Event()
        self._ended = threading.Event()
        self._thread = threading.Thread(target=self._run, name="sentry", daemon=True)

    def start(self) -> None:
        self._thread.start()

    def stop(self) -> None:
        """End after the present look, waiting for it only a little: a look that hangs must not keep the process."""
        self._ended.set()
        for thread in (self._thread, self._looking, self._carrying):
            if thread is not None and thread.is_alive():
                thread.join(timeout=5)

    def turn(self) -> None:
        """One turn: count the time, let the sentinel look, cry out when it has been blind for too long."""
        now = self._seconds()
        passed = min(now - self._last, 3 * self._every)
        self._last = now
        self._awake += passed
        if self._saw.is_set():
            self._saw.clear()
            self._blind = 0.0
        else:
            self._blind += passed
            self._all_blind += passed
        if self._looking is None or not self._looking.is_alive():
            self._looking = threading.Thread(target=self._look, name="sentry-look", daemon=True)
            self._looking.start()
        if self._blind > self._after:
            text = f"看护受阻已超过{short_span(self._after)}（数据库不可用或没有反应），时限巡查与消息投递可能已停止"
            self._sentinel.outcry.tell(self._awake, text)

    def _run(self) -> None:
        while not self._ended.wait(self._every):
            try:
                self.turn()
            except Exception:
                log.exception("sentry_failed")

    def _look(self) -> None:
        try:
            found = self._sentinel.look(self._awake - self._all_blind, self._ticks())
            self._act_on(found)
        except MonitorError as error:
            log.error("sentinel_failed", extra={"reason": str(error)})
        except Exception:
            log.exception("sentinel_failed")
        else:
            self._saw.set()

    def _act_on(self, found: Mapping[str, Trouble]) -> None:
        """Set a stopped metronome going; carry messages on a thread of its own, since receivers may hang."""
        if self._sentinel.own_key in found and self._awake - self._revived > self._after:
            self._revived = self._awake
            self._revive()
        if self._carrying is None or not self._carrying.is_alive():
            self._carrying = threading.Thread(
                target=self._carry, args=(found,), name="sentry-carry", daemon=True
            )
            self._carrying.start()

    def _carry(self, found: Mapping[str, Trouble]) -> None:
        try:
            self._sentinel.carry(self._awake, found)
        except Exception:
            log.exception("sentinel_failed")

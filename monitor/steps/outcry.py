"""Telling those on duty without the database and without the outbox: the last way, when neither can be used."""

from __future__ import annotations

import logging
import threading
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from monitor.clock import local_text
from monitor.notify import channels
from monitor.notify.message import OutMessage
from monitor.steps.alarms import REMEDIES, clear_alarm, hearers, raise_alarm
from monitor.steps.deliver import TIMEOUT_SECONDS, Send
from monitor.steps.desk import Desk, Work

log = logging.getLogger(__name__)


@dataclass(slots=True)
class Outcry:
    """One process's direct way to those on duty by ``roster.yaml``; what was told is recorded when that is possible again.

    Several processes that are cut off each tell once, since they cannot know of each other; each says who it is.
    """

    desk: Desk
    folder: Path
    process: str
    send: Send = channels.send
    _last: float | None = None
    _unrecorded: tuple[datetime, str] | None = None
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def tell(self, awake: float, text: str) -> bool:
        """Tell the officer, the leader in charge and the fallback address, at most once in ``silence.repeat``.

        ``awake`` counts the caller's seconds. True when somebody was reached; when nobody was, the next call tries again.
        """
        repeat = self.desk.book.delivery.silence.repeat.total_seconds()
        with self._lock:
            if self._last is not None and awake - self._last < repeat:
                return False
            self._unrecorded = self._unrecorded or (self.desk.now(), text)
            reached = self._everybody(text)
            if reached:
                self._last = awake
        log.error("told_without_database", extra={"reached": reached})
        return reached > 0

    def tell_fallback(self, told: Iterable[OutMessage]) -> None:
        """Send what the outbox tells persons to the office's own fallback address as well."""
        for message in told:
            self._over(self.desk.book.delivery.silence.fallback, message)

    def is_to_record(self) -> bool:
        return self._unrecorded is not None

    def record(self, work: Work) -> None:
        """Put what was told into the alarms and the audit log, raised and over."""
        if self._unrecorded is None:
            return
        since, text = self._unrecorded
        key = f"outcry:{self.process}"[:160]
        words = f"{local_text(since)}{text}，已不经发件箱直接通知当班人员"
        if raise_alarm(work, key, "step_silent", words, tell=False):
            work.audit("sentinel.told_directly", f"process/{self.process}", told_at=since)
        clear_alarm(work, key)

    def recorded(self) -> None:
        """Forget what :meth:`record` has committed."""
        self._unrecorded = None

    def over(self) -> None:
        """The trouble is over: the next one is told at once."""
        self._last = None

    def _everybody(self, text: str) -> int:
        book, now = self.desk.book, self.desk.now()
        people = hearers(book.delivery, book.roster, now, weight="urgent")
        body = f"{text}。{REMEDIES['step_silent']}\n编号 0（由 {self.process} 直接发出）"
        message = OutMessage(0, "系统告警", body)
        routes = [*(p.routes(grave=True) for p in people), book.delivery.silence.fallback]
        return sum(self._over(r, message) for r in routes)

    def _over(self, routes: Iterable[str], message: OutMessage) -> bool:
        """Over the first channel that takes it."""
        return any(self.send(url, message, timeout=TIMEOUT_SECONDS, folder=self.folder).ok for url in routes)

"""Lets the writers of one process in one at a time, in the order in which they came."""

from __future__ import annotations

import threading
from collections import deque
from collections.abc import Iterator
from contextlib import contextmanager

_PATIENCE_SECONDS = 10.0


class Turnstile:
    """A queue before SQLite's one writer's lock.

    SQLite lets waiting writers sleep and try again: one that comes often (the watch, a stream of items) can keep another
    (delivery) out for seconds. After ten seconds in the queue a writer goes on and SQLite decides, so that a thread which
    hangs inside its transaction is found by SQLite's own time limit.
    """

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._queue: deque[threading.Event] = deque()

    @contextmanager
    def turn(self) -> Iterator[None]:
        mine = threading.Event()
        with self._lock:
            if not self._queue:
                mine.set()
            self._queue.append(mine)
        try:
            mine.wait(_PATIENCE_SECONDS)
            yield
        finally:
            with self._lock:
                self._queue.remove(mine)
                if self._queue:
                    self._queue[0].set()

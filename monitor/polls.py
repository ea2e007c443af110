"""Polls that outlive the round that began them: a source that is slow to answer holds up itself and nobody else."""

from __future__ import annotations

import asyncio
import threading
from concurrent.futures import CancelledError, ThreadPoolExecutor

from monitor.collectors.http import HttpClient
from monitor.steps.collect import AT_ONCE, SourceLine, claim_due, poll_source
from monitor.wiring import Program

_PATIENCE_SECONDS = 1.0
"""How long a round waits for the polls that it began: what sound sources bring is ingested in the same round."""
_THREADS = 32
"""What came is parsed and stored in threads; what waits for the outside has threads of its own."""


class Polls:
    """The polls of one process, on a loop and threads of their own; begun at the first look."""

    def __init__(self, program: Program) -> None:
        self._program = program
        self._lock = threading.Lock()
        self._loop: asyncio.AbstractEventLoop | None = None
        self._stopped = False
        self._running: dict[str, asyncio.Task[SourceLine]] = {}

    def look(self) -> list[SourceLine]:
        """Begin what is due, wait a little for it, and tell what has come to an end since the last look."""
        with self._lock:
            if self._stopped:
                return []
            loop = self._loop or self._start()
            looking = asyncio.run_coroutine_threadsafe(self._look(), loop)
        try:
            return looking.result()
        except CancelledError:
            return []

    def stop(self) -> None:
        """Break off what waits for the outside; what is being stored is stored."""
        with self._lock:
            self._stopped = True
            if self._loop is not None:
                self._loop.call_soon_threadsafe(self._ended.set)
        if self._loop is not None:
            self._thread.join()

    def _start(self) -> asyncio.AbstractEventLoop:
        self._loop = loop = asyncio.new_event_loop()
        loop.set_default_executor(ThreadPoolExecutor(_THREADS, thread_name_prefix="poll"))
        self._ended, self._ready = asyncio.Event(), asyncio.Event()
        self._gate = asyncio.Semaphore(AT_ONCE)
        self._thread = threading.Thread(target=self._live, args=(loop,), name="polls", daemon=True)
        self._thread.start()
        return loop

    def _live(self, loop: asyncio.AbstractEventLoop) -> None:
        loop.run_until_complete(self._serve())
        loop.close()

    async def _serve(self) -> None:
        async with self._program.http() as self._http:
            self._ready.set()
            await self._ended.wait()
            others = asyncio.all_tasks() - {asyncio.current_task()}
            for task in others:
                task.cancel()
            await asyncio.gather(*others, return_exceptions=True)
            await asyncio.get_running_loop().shutdown_default_executor()

    async def _look(self) -> list[SourceLine]:
        await self._ready.wait()
        desk, sources, busy = self._program.desk, self._program.sources, frozenset(self._running)
        begun = []
        for source, state in await asyncio.to_thread(claim_due, desk, sources, busy=busy):
            task = asyncio.ensure_future(poll_source(desk, source, state, self._http, gate=self._gate))
            self._running[source.name] = task
            begun.append(task)
        if begun:
            await asyncio.wait(begun, timeout=_PATIENCE_SECONDS)
        ended = [name for name, task in self._running.items() if task.done()]
        done = [self._running.pop(name) for name in ended]
        # Each is asked for its error, or asyncio logs those of the others at length.
        failed = [error for task in done if (error := task.exception())]
        if failed:
            raise failed[0]
        return [task.result() for task in done]

    _http: HttpClient
    _gate: asyncio.Semaphore
    _ready: asyncio.Event
    _ended: asyncio.Event
    _thread: threading.Thread

"""Looking host names up, with the answer checked at the moment a connection is made."""

from __future__ import annotations

import asyncio
import socket
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor

from aiohttp.abc import AbstractResolver, ResolveResult

from monitor.collectors.address import is_admitted, literal, refusal
from monitor.collectors.sources import Network

_THREADS = 16


class SystemResolver(AbstractResolver):
    """The system's own look-up in threads of its own: a dead name server must not hold up the threads that parse."""

    def __init__(self) -> None:
        self._threads = ThreadPoolExecutor(_THREADS, thread_name_prefix="resolve")

    async def resolve(
        self, host: str, port: int = 0, family: socket.AddressFamily = socket.AF_UNSPEC
    ) -> list[ResolveResult]:
        """The addresses of a host. Raises OSError."""
        loop = asyncio.get_running_loop()
        answers = await loop.run_in_executor(
            self._threads, lambda: socket.getaddrinfo(host, port, family, socket.SOCK_STREAM)
        )
        return [
            ResolveResult(
                hostname=host,
                host=str(address[0]),
                port=int(address[1]),
                family=kind,
                proto=proto,
                flags=socket.AI_NUMERICHOST,
            )
            for kind, _, proto, _, address in answers
        ]

    async def close(self) -> None:
        self._threads.shutdown(wait=False, cancel_futures=True)


class GuardedResolver(AbstractResolver):
    """Lets only admitted addresses through, so that a name cannot lead elsewhere between check and connect."""

    def __init__(self, allowed: Sequence[Network], inner: AbstractResolver | None = None) -> None:
        self._allowed = tuple(allowed)
        self._inner = inner or SystemResolver()

    async def resolve(
        self, host: str, port: int = 0, family: socket.AddressFamily = socket.AF_UNSPEC
    ) -> list[ResolveResult]:
        """The admitted addresses of a host. Raises OutsideError when it has none that is admitted."""
        answers = await self._inner.resolve(host, port, family)
        admitted = [a for a in answers if self._admits(a["host"])]
        if answers and not admitted:
            raise refusal(host)
        return admitted

    def _admits(self, spelled: str) -> bool:
        address = literal(spelled)
        return address is not None and is_admitted(address, self._allowed)

    async def close(self) -> None:
        await self._inner.close()

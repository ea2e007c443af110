"""Looking host names up, with the answer checked at the moment a connection is made."""

from __future__ import annotations

import asyncio
import socket
from collections.abc import Sequence

from aiohttp.abc import AbstractResolver, ResolveResult

from monitor.collectors.address import is_admitted, literal, refusal
from monitor.collectors.sources import Network
from monitor.collectors.threads import in_own_thread

_THREADS = 16


class SystemResolver(AbstractResolver):
    """The system's own look-up in threads of its own: a dead name server must not hold up the threads that parse."""

    def __init__(self) -> None:
        self._turns = asyncio.Semaphore(_THREADS)

    async def resolve(
        self, host: str, port: int = 0, family: socket.AddressFamily = socket.AF_UNSPEC
    ) -> list[ResolveResult]:
        """The addresses of a host. Raises OSError."""
        async with self._turns:
            answers = await in_own_thread(
                lambda: socket.getaddrinfo(host, port, family, socket.SOCK_STREAM), "resolve"
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
        """A look-up that hangs ends by itself."""


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

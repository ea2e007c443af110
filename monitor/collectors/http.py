"""The one HTTP client: conditional GET, time and size limits, and no way into private networks."""

from __future__ import annotations

import asyncio
import ssl
import zlib
from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from types import TracebackType
from urllib.parse import urljoin, urlsplit

import aiohttp
from aiohttp.abc import AbstractResolver

from monitor import __version__
from monitor.collectors.address import is_admitted, literal, refusal
from monitor.collectors.resolver import GuardedResolver
from monitor.collectors.sources import Network
from monitor.collectors.unpack import unpacker
from monitor.errors import OutsideError

USER_AGENT = f"yuqing-monitor/{__version__}"
_REDIRECTS = frozenset({301, 302, 303, 307, 308})
_WORTH_RETRYING = frozenset({408, 425, 429})
_CHUNK = 65_536
_ACCEPT = "application/atom+xml,application/rss+xml,application/feed+json,application/json;q=0.9,*/*;q=0.8"


@dataclass(frozen=True, slots=True)
class Limits:
    """Bounds of one request: seconds, unpacked bytes, redirects."""

    total_s: float = 30.0
    connect_s: float = 10.0
    read_s: float = 15.0
    max_bytes: int = 10_000_000
    redirects: int = 5


@dataclass(frozen=True, slots=True)
class Fetched:
    """One answer: ``url`` is where it came from after redirects, ``charset`` what the header declares."""

    status: int
    url: str
    content_type: str = ""
    charset: str | None = None
    body: bytes = b""
    etag: str | None = None
    last_modified: str | None = None
    not_modified: bool = False
    headers: Mapping[str, str] = field(default_factory=dict)


class HttpClient:
    """A session with its connection pool; use as ``async with HttpClient(...) as http``.

    ``per_host`` bounds how many requests one public host sees at once; admitted private hosts are the office's own
    and only know the overall bound ``at_once``.
    """

    def __init__(
        self,
        allow_private: Sequence[Network] = (),
        *,
        limits: Limits | None = None,
        per_host: int = 4,
        at_once: int = 100,
        resolver: AbstractResolver | None = None,
    ) -> None:
        self.allow_private = tuple(allow_private)
        self.limits = limits or Limits()
        self._per_host, self._at_once = per_host, at_once
        self._resolver = resolver
        self._hosts: dict[str, asyncio.Semaphore] = {}
        self._session: aiohttp.ClientSession | None = None

    async def __aenter__(self) -> HttpClient:
        # The count of open connections is bounded here; waiting for one must not eat a request's own time.
        self._guard = GuardedResolver(self.allow_private, self._resolver)
        connector = aiohttp.TCPConnector(resolver=self._guard, limit=0, ttl_dns_cache=60)
        self._session = aiohttp.ClientSession(
            connector=connector, auto_decompress=False, trust_env=False, headers={"User-Agent": USER_AGENT}
        )
        self._all = asyncio.Semaphore(self._at_once)
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self.close()

    async def close(self) -> None:
        """Close the session and its connections."""
        if self._session is not None:
            await self._session.close()
            await self._guard.close()
            self._session = None

    async def fetch(
        self,
        url: str,
        *,
        etag: str | None = None,
        last_modified: str | None = None,
        limits: Limits | None = None,
        headers: Mapping[str, str] | None = None,
    ) -> Fetched:
        """GET an address; a 304 comes back with ``not_modified`` and no body.

        Raises:
            OutsideError: refused address, no answer in time, too large, damaged, or a status other than 2xx and 304.
        """
        limits = limits or self.limits
        sent = {"Accept": _ACCEPT, "Accept-Encoding": "gzip, deflate", **(headers or {})}
        if etag:
            sent["If-None-Match"] = etag
        if last_modified:
            sent["If-Modified-Since"] = last_modified
        for _ in range(limits.redirects + 1):
            answer = await self._one(url, sent, limits)
            if isinstance(answer, Fetched):
                return answer
            url = answer
        raise OutsideError(f"{_shown(url)} 重定向超过 {limits.redirects} 次", permanent=True)

    async def _one(self, url: str, sent: Mapping[str, str], limits: Limits) -> Fetched | str:
        """One request: the answer, or the address that it redirects to."""
        host = self._checked_host(url)
        async with self._turn(host):
            try:
                return await self._ask(url, sent, limits)
            except (aiohttp.ClientError, TimeoutError, OSError, ValueError, zlib.error) as error:
                raise explain(error, url, limits) from error

    async def _ask(self, url: str, sent: Mapping[str, str], limits: Limits) -> Fetched | str:
        assert self._session is not None, "HttpClient is used inside `async with`"
        timeout = aiohttp.ClientTimeout(
            total=limits.total_s, sock_connect=limits.connect_s, sock_read=limits.read_s
        )
        async with self._session.get(url, headers=sent, timeout=timeout, allow_redirects=False) as response:
            target = response.headers.get("Location")
            if response.status in _REDIRECTS and target:
                return urljoin(url, target)
            if response.status == 304:
                return _answer(response, b"")
            if not 200 <= response.status < 300:
                raise _bad_status(response.status, url)
            return _answer(response, await _read(response, limits.max_bytes))

    def _checked_host(self, url: str) -> str:
        """The host of an address that may be asked; names are checked again when they are resolved."""
        try:
            parts = urlsplit(url)
            host, _ = parts.hostname, parts.port
        except ValueError as error:
            raise OutsideError(f"网址无效：{url[:200]}", permanent=True) from error
        if parts.scheme not in ("http", "https") or not host:
            raise OutsideError(f"只支持 http 与 https 网址：{_shown(url)}", permanent=True)
        address = literal(host)
        if address is not None and not is_admitted(address, self.allow_private):
            raise refusal(host)
        return host

    @asynccontextmanager
    async def _turn(self, host: str) -> AsyncIterator[None]:
        address = literal(host)
        own = address is not None and any(address in network for network in self.allow_private)
        gate = self._all if own else self._hosts.setdefault(host, asyncio.Semaphore(self._per_host))
        async with gate:
            if own:
                yield
            else:
                async with self._all:
                    yield


async def fetch_page(http: HttpClient, url: str) -> Fetched:
    """Fetch a page to be kept as evidence; its ``body`` is exactly what the server sent, unpacked."""
    return await http.fetch(url, headers={"Accept": "text/html,application/xhtml+xml,*/*;q=0.8"})


async def _read(response: aiohttp.ClientResponse, max_bytes: int) -> bytes:
    """The unpacked body, read in pieces so that neither a long answer nor a packed one can fill the memory."""
    if (response.content_length or 0) > max_bytes:
        raise _too_large(max_bytes)
    unpack = unpacker(response.headers.get("Content-Encoding", ""))
    parts: list[bytes] = []
    size = 0
    async for chunk in response.content.iter_chunked(_CHUNK):
        piece = unpack.feed(chunk, max_bytes - size)
        size += len(piece)
        if size > max_bytes:
            raise _too_large(max_bytes)
        parts.append(piece)
    if not unpack.complete:
        raise aiohttp.ClientPayloadError("packed body ends early")
    return b"".join(parts)


def _answer(response: aiohttp.ClientResponse, body: bytes) -> Fetched:
    return Fetched(
        status=response.status,
        url=str(response.url),
        content_type=response.headers.get("Content-Type", ""),
        charset=response.charset,
        body=body,
        etag=response.headers.get("ETag"),
        last_modified=response.headers.get("Last-Modified"),
        not_modified=response.status == 304,
        headers={k.lower(): v for k, v in response.headers.items()},
    )


def explain(error: Exception, url: str, limits: Limits) -> OutsideError:
    """Say in one Chinese sentence what went wrong with a request."""
    where = _shown(url)
    if isinstance(error, TimeoutError):
        return OutsideError(
            f"{where} 在限定时间内没有应答（连接 {limits.connect_s:g} 秒、共 {limits.total_s:g} 秒）"
        )
    if isinstance(error, (aiohttp.ClientConnectorCertificateError, ssl.SSLError)):
        return OutsideError(f"{where} 的安全证书无效", permanent=True)
    if isinstance(error, aiohttp.ClientConnectorDNSError):
        return OutsideError(f"无法解析主机名 {error.host}")
    if isinstance(error, aiohttp.ClientPayloadError):
        return OutsideError(f"{where} 的应答中途断开或已损坏")
    if isinstance(error, zlib.error):
        return OutsideError(f"{where} 的压缩内容已损坏")
    if isinstance(error, ValueError):
        return OutsideError(f"网址无效：{where}", permanent=True)
    return OutsideError(f"无法连接 {where}")


def _bad_status(status: int, url: str) -> OutsideError:
    known = {401: "需要登录", 403: "拒绝访问", 404: "页面不存在", 410: "页面已撤销", 429: "访问过于频繁"}
    words = known.get(status, "服务器出错" if status >= 500 else "无法取得内容")
    permanent = 300 <= status < 500 and status not in _WORTH_RETRYING
    return OutsideError(f"{_shown(url)} 返回 HTTP {status}（{words}）", permanent=permanent)


def _too_large(max_bytes: int) -> OutsideError:
    return OutsideError(f"内容超过 {max_bytes} 字节的上限", permanent=True)


def _shown(url: str) -> str:
    """The address without user name, password and query, which may hold secrets."""
    try:
        parts = urlsplit(url)
        port = f":{parts.port}" if parts.port else ""
    except ValueError:
        return url[:200]
    return f"{parts.scheme}://{parts.hostname or ''}{port}{parts.path}"[:200]

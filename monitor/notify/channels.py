"""Sending one message over one channel: any Apprise URL, among them our own schemas."""

from __future__ import annotations

import logging
import re
import socket
import threading
import time
import warnings
from collections.abc import Callable
from concurrent.futures import Future
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from apprise import Apprise, AppriseAsset, NotifyFormat, OverflowMode
from apprise.manager_plugins import NotificationManager
from apprise.plugins.base import NotifyBase

from monitor.clock import real_now
from monitor.errors import reason_of
from monitor.notify.file_sink import append_to_file, file_of
from monitor.notify.message import OutMessage, Receipt
from monitor.notify.parts import parts_of
from monitor.notify.post import PERMANENT_STATUS
from monitor.notify.redact import without_secrets
from monitor.notify.robots import ROBOTS, address_of, partly, send_by_robot

MESSAGE_FOLDER = Path("var/messages")
_OWN_SCHEMAS = ("mfile", *ROBOTS)
_ASSET: dict[str, Any] = {"app_id": "monitor", "app_desc": "monitor", "app_url": "", "async_mode": False}
_STATUS = re.compile(r"error=(\d{3})")
_NEVER_LEFT = re.compile(
    r"refused|NewConnectionError|NameResolution|ConnectTimeout|getaddrinfo", re.IGNORECASE
)
_QUOTED = re.compile(r"\bpayload\b|Response Details", re.IGNORECASE)
"""Lines of Apprise's log that quote our message or the receiver's words: what these say is no fault of the send."""
_PAUSE_SECONDS = 60.0
_PORTS = {"http": 80, "https": 443}
_PLAIN_HTTP = frozenset({"json", "jsons", "xml", "xmls", "form", "forms"})
_setup = threading.Lock()
_heard = threading.local()


class _Listener(logging.Handler):
    """Keeps what Apprise logs during a send of this thread, which is all that it tells of a failure."""

    def emit(self, record: logging.LogRecord) -> None:
        lines: list[str] | None = getattr(_heard, "lines", None)
        if lines is not None and not _QUOTED.search(said := record.getMessage()):
            lines.append(said)


class OwnChannel(NotifyBase):  # type: ignore[no-untyped-call]
    """Our schemas as an Apprise plugin, so that one kind of URL serves all channels.

    Apprise's own plugins for these vendors take every HTTP 200 for a success, count characters instead of bytes, and
    sleep between calls.
    """

    service_name = "Monitor"  # type: ignore[assignment]
    secure_protocol = _OWN_SCHEMAS  # type: ignore[assignment]
    request_rate_per_sec = 0
    templates = ("{schema}://{host}",)  # type: ignore[assignment]

    def __init__(self, own_url: str, **kwargs: Any) -> None:
        super().__init__(**kwargs)  # type: ignore[no-untyped-call]
        self.own_url = own_url
        self._check()

    def _check(self) -> None:
        if self.schema == "mfile":
            file_of(self.own_url)
        else:
            address_of(self.own_url)

    @staticmethod
    def parse_url(url: str, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """Keep the URL as it was written: Apprise's parser would change the case of secrets."""
        return {"schema": url.partition("://")[0].lower(), "host": "", "own_url": url}

    def url(self, privacy: bool = False, *args: Any, **kwargs: Any) -> str:
        return f"{self.schema}://***" if privacy else self.own_url

    def deliver(self, message: OutMessage, folder: Path, *, timeout: float) -> Receipt:
        """Send and tell what came of it."""
        if self.schema == "mfile":
            return append_to_file(folder / file_of(self.own_url), message, real_now())
        return send_by_robot(address_of(self.own_url), message, real_now(), timeout=timeout)

    def send(self, body: str, title: str = "", *args: Any, **kwargs: Any) -> bool:
        """Send when the URL is used through Apprise alone."""
        message = OutMessage(0, title, body)
        return self.deliver(message, MESSAGE_FOLDER, timeout=self.socket_read_timeout).ok


def send(url: str, message: OutMessage, *, timeout: float, folder: Path = MESSAGE_FOLDER) -> Receipt:
    """Send a message over a channel and wait at most ``timeout`` seconds for what comes of it.

    Never raises for what the outside does; secrets of the URL never stand in the receipt. ``folder`` is where
    ``mfile://`` writes.
    """
    plugin, problem = _plugin(url)
    if plugin is None:
        return Receipt(False, True, problem)
    began = time.monotonic()
    # The socket gives up a little earlier, since it knows better what went wrong.
    receipt = _within(timeout, lambda: _attempt(plugin, message, folder, timeout * 0.9))
    seconds = time.monotonic() - began
    return replace(receipt, answer=without_secrets(receipt.answer, url), seconds=seconds)


def problem_with(url: str) -> str | None:
    """Why a channel URL cannot be used, None when it can; nothing is sent."""
    plugin, problem = _plugin(url)
    return problem if plugin is None else None


def reaches(url: str, *, timeout: float = 3.0) -> str | None:
    """Why a channel's server cannot be reached, None when it accepts a connection or cannot be asked.

    A connection is opened and closed, nothing is sent. File channels have no server, and for services whose URL names
    no host only a message could tell.
    """
    plugin, problem = _plugin(url)
    if plugin is None:
        return problem
    place = _server_of(plugin)
    if place is None:
        return None
    try:
        socket.create_connection(place, timeout).close()
    except TimeoutError:
        return "无法连接（超时）"
    except socket.gaierror:
        return f"无法解析主机名 {place[0]}"
    except OSError as error:
        return f"无法连接（{reason_of(error)}）"
    return None


def _server_of(plugin: NotifyBase) -> tuple[str, int] | None:
    if isinstance(plugin, OwnChannel):
        if plugin.schema == "mfile":
            return None
        base = urlsplit(address_of(plugin.own_url).base)
        return (base.hostname or "", base.port or _PORTS[base.scheme])
    if plugin.schema not in _PLAIN_HTTP:
        return None
    return str(plugin.host), int(plugin.port or _PORTS["https" if plugin.secure else "http"])


def posts_of(url: str, message: OutMessage) -> int:
    """How many posts a message takes on a channel, for the rate."""
    if url.partition("://")[0].lower() not in ROBOTS:
        return 1
    try:
        return len(parts_of(message, address_of(url).limit))
    except ValueError:
        return 1  # an address that cannot be read is refused when it is used


def _within(seconds: float, work: Callable[[], Receipt]) -> Receipt:
    """Run work on a thread of its own and stop waiting after ``seconds``.

    Socket timeouts hold for each read only, and Apprise's own pool has so few threads that some hanging receivers
    would hold up all others.
    """
    future: Future[Receipt] = Future()

    def run() -> None:
        try:
            future.set_result(work())
        except Exception as error:  # noqa: BLE001 — handed to the caller, who sees it as if it were its own
            future.set_exception(error)

    threading.Thread(target=run, name="channel-send", daemon=True).start()
    try:
        return future.result(seconds)
    except TimeoutError:
        return Receipt(False, answer=f"{seconds:g}秒内没有结果，是否送达不明", uncertain=True)


def _attempt(plugin: NotifyBase, message: OutMessage, folder: Path, timeout: float) -> Receipt:
    if isinstance(plugin, OwnChannel):
        return plugin.deliver(message, folder, timeout=timeout)
    return _by_apprise(plugin, message, timeout)


def _plugin(url: str) -> tuple[NotifyBase | None, str]:
    _prepare()
    try:
        plugin = Apprise.instantiate(url, asset=AppriseAsset(**_ASSET), suppress_exceptions=False)
    except (TypeError, ValueError) as error:
        # Apprise's own complaints are English and may quote the URL; ours are sentences.
        own = url.partition("://")[0].lower() in _OWN_SCHEMAS
        return None, str(error) if own else "通道地址不完整或有误"
    return plugin, "" if plugin else "通道地址无法识别"


def _by_apprise(plugin: NotifyBase, message: OutMessage, timeout: float) -> Receipt:
    """Send over a service of Apprise; one that refuses a message longer than it takes gets it in parts."""
    plugin.request_rate_per_sec = 0
    plugin.socket_connect_timeout = plugin.socket_read_timeout = timeout
    receipt = _post_by_apprise(plugin, message.title, message.body)
    too_long = len(message.body) > plugin.body_maxlen and plugin.overflow_mode == OverflowMode.UPSTREAM
    if receipt.ok or not receipt.permanent or not too_long:
        return receipt
    parts = parts_of(message, plugin.body_maxlen)
    for sent, part in enumerate(parts):
        receipt = _post_by_apprise(plugin, "", part)
        if not receipt.ok:
            return partly(receipt, sent, len(parts))
    return replace(receipt, posts=len(parts), posts_sent=len(parts))


def _post_by_apprise(plugin: NotifyBase, title: str, body: str) -> Receipt:
    _heard.lines = []
    try:
        ok = bool(plugin.notify(body=body, title=title, body_format=NotifyFormat.TEXT))
        receipt = _read_log(ok, str(plugin.service_name), _heard.lines)
    except Exception as error:  # noqa: BLE001 — a plugin of any of 130 services may raise anything
        return Receipt(False, answer=f"通道程序出错（{type(error).__name__}）", uncertain=True)
    finally:
        _heard.lines = None
    # Of several receivers behind one address some may have got it, whatever was heard of the others.
    return replace(receipt, uncertain=receipt.uncertain or (not receipt.ok and len(plugin) > 1))


def _read_log(ok: bool, service: str, lines: list[str]) -> Receipt:
    """Make a receipt of Apprise's yes or no and of what it logged on the way."""
    if ok:
        return Receipt(True, answer=f"{service} 已接收", posts_sent=1)
    log = "\n".join(lines)
    found = _STATUS.search(log)
    if found is None:
        left = _NEVER_LEFT.search(log) is None
        return Receipt(False, answer=f"{service} {'没有确认收到' if left else '无法连接'}", uncertain=left)
    status = int(found[1])
    words = f"{service} 答复 HTTP {status}"
    if status == 429:
        return Receipt(False, answer=words, wait_seconds=_PAUSE_SECONDS)
    return Receipt(False, status in PERMANENT_STATUS, words, uncertain=status >= 500)


def _prepare() -> None:
    with _setup:
        _load_apprise()


@cache
def _load_apprise() -> None:
    """Load Apprise's plugins, add ours, and keep its log, which may hold message texts, to ourselves."""
    logger = logging.getLogger("apprise")
    logger.propagate = False
    logger.setLevel(logging.DEBUG)
    logger.addHandler(_Listener())
    manager: Any = NotificationManager
    with warnings.catch_warnings():
        # Apprise imports modules that Python has deprecated; not ours to mend.
        warnings.simplefilter("ignore")
        manager().load_modules()
    manager().add(OwnChannel, schemas=list(_OWN_SCHEMAS))

"""A mailbox over IMAP → items; messages are only peeked at, and a UID cursor remembers how far it was read."""

from __future__ import annotations

import imaplib
import os
import re
import socket
import ssl
import time
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from email import message_from_bytes
from email.header import decode_header
from email.message import Message
from email.utils import parseaddr
from typing import Any
from urllib.parse import unquote, urlsplit

from monitor.collectors.address import resolve
from monitor.collectors.decode import decode, html_declared
from monitor.collectors.http import HttpClient
from monitor.collectors.poll import Poll, PollState, Reject, content_id, poll_of, reject
from monitor.collectors.sources import Network, Source
from monitor.collectors.threads import in_own_thread
from monitor.errors import OutsideError
from monitor.item import Item

_AT_ONCE = 200
_MANY_REFUSED = 10
_TRIES = 100
"""How many polls a letter is asked for that the server refuses, while others are read: hours, and then it is rejected."""
_SIZE = re.compile(rb"RFC822\.SIZE (\d+)")
_UID = re.compile(rb"UID (\d+)")


@dataclass(frozen=True, slots=True)
class Mailbox:
    """Where a mailbox is and how to open it."""

    host: str
    port: int
    user: str
    password: str
    folder: str
    encrypted: bool
    timeout_s: float
    allowed: tuple[Network, ...] = ()


class MailboxCollector:
    """Polls one mailbox; at most 200 messages a poll, the rest at the next."""

    async def poll(self, source: Source, state: PollState, http: HttpClient) -> Poll:
        """Read new messages. Raises OutsideError when the server cannot be reached or refuses the sign-in."""
        box = mailbox_of(source, http.allow_private)
        return await in_own_thread(lambda: _read(box, source, state), "mailbox")


def mailbox_of(source: Source, allowed: Sequence[Network]) -> Mailbox:
    """The mailbox of a source. Raises OutsideError when its password is not in the environment."""
    parts = urlsplit(source.url)
    password = os.environ.get(source.password_env or "", "")
    if not password:
        raise OutsideError(f"环境变量 {source.password_env} 没有设置信箱口令", permanent=True)
    encrypted = parts.scheme == "imaps"
    return Mailbox(
        host=parts.hostname or "",
        port=parts.port or (993 if encrypted else 143),
        user=unquote(parts.username or ""),
        password=password,
        folder=unquote(parts.path.strip("/")) or "INBOX",
        encrypted=encrypted,
        timeout_s=source.timeout.total_seconds(),
        allowed=tuple(allowed),
    )


class _Checked(imaplib.IMAP4):
    """Connects to the address that was checked, and to no other; over TLS where the mailbox says so."""

    def __init__(self, box: Mailbox) -> None:
        self._box = box
        super().__init__(box.host, box.port, timeout=box.timeout_s)

    def _create_socket(self, timeout: float | None) -> socket.socket:
        address = resolve(self._box.host, self._box.port, self._box.allowed)
        plain = socket.create_connection((address, self._box.port), timeout)
        if not self._box.encrypted:
            return plain
        return ssl.create_default_context().wrap_socket(plain, server_hostname=self._box.host)


def _read(box: Mailbox, source: Source, state: PollState) -> Poll:
    try:
        client = _Checked(box)
        try:
            client.login(box.user, box.password)
            return _read_folder(client, box, source, state)
        finally:
            client.shutdown()
    except TimeoutError as error:
        raise OutsideError(f"{source.name} 的邮件服务器在 {box.timeout_s:g} 秒内没有应答") from error
    except ssl.SSLError as error:
        raise OutsideError(f"{source.name} 的邮件服务器安全证书无效", permanent=True) from error
    except (imaplib.IMAP4.error, OSError) as error:
        raise OutsideError(f"{source.name} 的信箱无法打开，请核对地址、用户与口令") from error


def _read_folder(client: imaplib.IMAP4, box: Mailbox, source: Source, state: PollState) -> Poll:
    status, _ = client.select(_quoted(box.folder), readonly=True)
    if status != "OK":
        raise OutsideError(f"{source.name} 没有名为 {box.folder} 的信箱", permanent=True)
    validity = _validity(client)
    # UIDs mean nothing any more once the folder's validity changes (RFC 3501, 2.3.1.1).
    old_validity, _, place = (state.cursor or ":0").partition(":")
    since, owed = _place(place) if old_validity == validity else (0, {})
    uids = [u for u in _uids(client, since) if u > since][:_AT_ONCE]
    if not uids and not owed:
        return Poll(state=PollState(cursor=f"{validity}:{since}"), not_modified=True)
    sizes = _sizes(client, sorted({*owed, *uids}))
    # New ones first: those that are refused again must not use up the patience that new ones need.
    order = sorted(sizes, key=lambda uid: (uid in owed, uid))
    rows, refused, unasked = _messages(client, {uid: sizes[uid] for uid in order}, source)
    if len(refused) > 1 and not rows and not owed.keys() >= set(refused):
        raise OutsideError("邮件服务器这次拒绝给出邮件，下次轮询再读")
    rows += [reject(u, "邮件服务器多次拒绝给出这封邮件") for u in refused if owed.get(u, 0) + 1 >= _TRIES]
    owed = {u: owed.get(u, 0) + 1 for u in refused if owed.get(u, 0) + 1 < _TRIES} | {
        u: n for u, n in owed.items() if u in unasked
    }
    read_to = max(since, min((u for u in unasked if u > since), default=max(uids, default=since) + 1) - 1)
    return poll_of(rows, PollState(cursor=f"{validity}:{_placed(read_to, owed)}"), sum(sizes.values()))


def _place(text: str) -> tuple[int, dict[int, int]]:
    """The last letter that was asked for, and those before it that the server refused, each with how often."""
    last, _, owed = text.partition(":")
    pairs = (one.split("=") for one in owed.split(",") if one)
    return int(last), {int(uid): int(times) for uid, times in pairs}


def _placed(last: int, owed: dict[int, int]) -> str:
    return f"{last}:{','.join(f'{u}={n}' for u, n in sorted(owed.items()))}" if owed else str(last)


def _validity(client: imaplib.IMAP4) -> str:
    _, values = client.response("UIDVALIDITY")
    first = values[0] if values else None
    return first.decode("ascii", "replace") if isinstance(first, bytes) else ""


def _uids(client: imaplib.IMAP4, since: int) -> list[int]:
    found = _answered(*client.uid("SEARCH", f"UID {since + 1}:*"))
    return sorted(int(u) for u in (found[0] or b"").split()) if found else []


def _answered(status: str, answer: list[Any]) -> list[Any]:
    """What a server answered. Raises OutsideError where it refused: the cursor must not pass letters never read."""
    if status != "OK":
        raise OutsideError("邮件服务器这次拒绝列出邮件，下次轮询再读")
    return answer


def _sizes(client: imaplib.IMAP4, uids: Sequence[int]) -> dict[int, int]:
    lines = _answered(*client.uid("FETCH", ",".join(map(str, uids)), "(UID RFC822.SIZE)"))
    sizes, wanted = {}, set(uids)
    for line in lines:
        uid, size = (_UID.search(line), _SIZE.search(line)) if isinstance(line, bytes) else (None, None)
        if uid and size and int(uid[1]) in wanted:
            sizes[int(uid[1])] = int(size[1])
    return sizes


def _messages(
    client: imaplib.IMAP4, sizes: dict[int, int], source: Source
) -> tuple[list[Item | Reject], list[int], list[int]]:
    """The messages in the order of ``sizes``, the UIDs that the server refuses for now, and those that it was not asked for any more.

    One that is refused holds up no other; where many are, the server is in trouble and is left alone.
    """
    rows: list[Item | Reject] = []
    refused: list[int] = []
    order = list(sizes)
    for at, uid in enumerate(order):
        if len(refused) >= _MANY_REFUSED:
            return rows, refused, order[at:]
        if sizes[uid] > source.max_bytes:
            rows.append(reject(uid, f"邮件大小 {sizes[uid]} 字节，超过上限 {source.max_bytes}"))
            continue
        status, parts = client.uid("FETCH", str(uid), "(INTERNALDATE BODY.PEEK[])")
        if status != "OK":
            refused.append(uid)
            continue
        pair = next((p for p in parts if isinstance(p, tuple)), None)
        rows.append(_row(uid, pair, source) if pair else reject(uid, "邮件无法取得"))
    return rows, refused, []


def _row(uid: int, pair: tuple[bytes, bytes], source: Source) -> Item | Reject:
    received = imaplib.Internaldate2tuple(pair[0])
    # imaplib gives the machine's local time, so back through mktime.
    moment = datetime.fromtimestamp(time.mktime(received), UTC) if received else None
    return read_message(uid, pair[1], source, moment)


def read_message(uid: int, raw: bytes, source: Source, received_at: datetime | None) -> Item | Reject:
    """One message as an item; its time is the server's receipt, since a sender can write any date."""
    message = message_from_bytes(raw)
    title, text = _header(message.get("Subject")), _text(message)
    if not title and not text:
        return reject(uid, "邮件既无主题也无正文")
    name, _ = parseaddr(_header(message.get("From")))
    return Item(
        id=str(message.get("Message-ID") or "").strip() or content_id(source.name, title, text),
        title=title,
        text=text,
        source=source.name,
        source_kind=source.source_kind,
        author=name or None,
        published_at=received_at,
    )


def _header(value: Any) -> str:
    """A header in plain characters; raw bytes and gb2312 words come through as well."""
    if value is None:
        return ""
    pieces = []
    for piece, charset in decode_header(value):
        raw = piece if isinstance(piece, bytes) else piece.encode("utf-8", "surrogateescape")
        pieces.append(decode(raw, (None if charset == "unknown-8bit" else charset,)).text)
    return " ".join("".join(pieces).split())


def _text(message: Message) -> str:
    """The first plain part, else the first HTML part."""
    parts = [p for p in message.walk() if not p.is_multipart() and not p.get_filename()]
    for wanted in ("text/plain", "text/html"):
        for part in parts:
            body = part.get_payload(decode=True) if part.get_content_type() == wanted else None
            if isinstance(body, bytes) and body.strip():
                return decode(body, (part.get_content_charset(), html_declared(body))).text.strip()
    return ""


def _quoted(folder: str) -> str:
    escaped = folder.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'

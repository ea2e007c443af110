"""One-touch acknowledgement: a signed link in an alert that lets its receiver acknowledge it from a telephone."""

from __future__ import annotations

import hashlib
import os
import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from itsdangerous import BadData, URLSafeSerializer

from monitor.errors import Refused, StoreError

VALID_FOR = timedelta(hours=24)
_KEY_BYTES = 32
_GONE = "链接无效或已过期，请登录控制台签收"


@dataclass(frozen=True, slots=True)
class Touch:
    """Who may acknowledge which message."""

    person: str
    message_id: int


def load_key(path: Path) -> bytes:
    """Read the signing key, making it on first use; only its owner may read it. Raises StoreError."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        return _read_key(path)
    except OSError as error:
        raise StoreError(f"无法写入签收链接的密钥文件 {path}") from error
    with os.fdopen(handle, "wb") as file:
        file.write(secrets.token_hex(_KEY_BYTES).encode())
    return _read_key(path)


def _read_key(path: Path) -> bytes:
    try:
        key = path.read_bytes().strip()
    except OSError as error:
        raise StoreError(f"无法读取签收链接的密钥文件 {path}") from error
    if len(key) < _KEY_BYTES:
        raise StoreError(f"签收链接的密钥文件 {path} 已损坏：删除后会重新生成，旧链接随之失效")
    return key


def ack_link(
    key: bytes, public_url: str, touch: Touch, *, now: datetime, valid_for: timedelta = VALID_FOR
) -> str | None:
    """The address at which ``touch.person`` acknowledges; None when the office named no public address.

    ``now`` is real time, since a link's life is measured on the receiver's clock.
    """
    if not public_url:
        return None
    expires = int((now + valid_for).timestamp())
    token = _signer(key).dumps([touch.person, touch.message_id, expires])
    return f"{public_url.rstrip('/')}/a/{token}"


def read_touch(key: bytes, token: str, *, now: datetime) -> Touch:
    """Check a link's token. Raises Refused when it is forged or over."""
    try:
        person, message_id, expires = _signer(key).loads(token)
    except (BadData, TypeError, ValueError) as error:
        raise Refused(_GONE) from error
    if not isinstance(expires, int) or now.timestamp() > expires:
        raise Refused(_GONE)
    return Touch(str(person), int(message_id))


def _signer(key: bytes) -> URLSafeSerializer:
    return URLSafeSerializer(key, salt="monitor.acknowledge.2", signer_kwargs={"digest_method": _sha256})


def _sha256(data: bytes = b"") -> hashlib._Hash:
    return hashlib.sha256(data)

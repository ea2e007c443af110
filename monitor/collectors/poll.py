"""What a poll takes and gives: the shapes that every kind of collector shares."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Protocol

from monitor.item import Item

if TYPE_CHECKING:
    from monitor.collectors.http import HttpClient
    from monitor.collectors.sources import Source

RAW_LIMIT = 2_000
"""How many characters of a rejected row are kept for the reject file."""


@dataclass(frozen=True, slots=True)
class PollState:
    """What a collector remembers between polls; ``cursor`` is its own text and means nothing to others."""

    etag: str | None = None
    last_modified: str | None = None
    cursor: str | None = None


@dataclass(frozen=True, slots=True)
class Reject:
    """A row that could not become an item: its number as a person counts, why, and how it began."""

    row: int
    reason: str
    raw: str = ""


@dataclass(frozen=True, slots=True)
class Poll:
    """What one poll brought; ``bytes`` is the size of what was read, unpacked."""

    items: tuple[Item, ...] = ()
    rejects: tuple[Reject, ...] = ()
    state: PollState = PollState()
    not_modified: bool = False
    bytes: int = 0


def remembered(state: PollState) -> Any:
    """What a JSON cursor holds; None when there is none, or one that another kind of collector left behind."""
    try:
        return json.loads(state.cursor or "null")
    except ValueError:
        return None


def poll_of(rows: Iterable[Item | Reject], state: PollState, size: int) -> Poll:
    """Sort rows into items and rejects."""
    rows = tuple(rows)
    return Poll(
        items=tuple(r for r in rows if isinstance(r, Item)),
        rejects=tuple(r for r in rows if isinstance(r, Reject)),
        state=state,
        bytes=size,
    )


class Collector(Protocol):
    """One kind of source. ``poll`` raises OutsideError when nothing could be read at all."""

    async def poll(self, source: Source, state: PollState, http: HttpClient) -> Poll: ...


def reject(row: int, reason: str, raw: object = "") -> Reject:
    """A reject whose raw text is cut to what a reject file should hold."""
    text = raw if isinstance(raw, str) else json.dumps(raw, ensure_ascii=False, default=str)
    return Reject(row, reason, text[:RAW_LIMIT])


def content_id(*parts: str | None) -> str:
    """A stable id for what has none: the SHA-256 of its parts, 32 hexadecimal digits."""
    joined = "\x1f".join(p or "" for p in parts)
    return hashlib.sha256(joined.encode("utf-8", "surrogatepass")).hexdigest()[:32]


def digest(body: bytes) -> str:
    """The SHA-256 of a body, to see that nothing changed where a server sends no validators."""
    return hashlib.sha256(body).hexdigest()

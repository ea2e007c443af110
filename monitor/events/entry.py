"""What the event index is told about an item, and what it answers."""

from __future__ import annotations

from collections.abc import Hashable
from datetime import datetime

from monitor.values import value


@value
class Entry:
    """One item as the index sees it: cleaned text and what classification found; ``at`` is aware."""

    id: Hashable
    title: str
    text: str
    at: datetime
    emergency: str | None = None
    regions: tuple[str, ...] = ()
    deaths: int | None = None
    source_kind: str = "other"
    author: str | None = None


@value
class Placement:
    """Where an item belongs: ``event`` None asks for a new one; ``duplicate_of`` names the earliest copy."""

    event: Hashable | None
    duplicate_of: Hashable | None = None
    score: float = 0.0
    why: tuple[str, ...] = ()

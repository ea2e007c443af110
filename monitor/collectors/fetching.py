"""How a source's own address is asked: within the source's limits, and for what changed since the last poll."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from urllib.parse import urljoin, urlsplit

from monitor.collectors.http import Fetched, HttpClient, Limits
from monitor.collectors.poll import Poll, PollState, digest
from monitor.collectors.sources import Source


@dataclass(frozen=True, slots=True)
class Changed:
    """An answer that is not the one of the last poll, and what to remember of it."""

    fetched: Fetched
    state: PollState


async def fetch_changed(source: Source, state: PollState, http: HttpClient) -> Changed | Poll:
    """Ask by conditional GET; where a server sends no validators, an unchanged body counts as a 304.

    The poll that is returned instead of an answer brings nothing. Raises OutsideError.
    """
    fetched = await fetch_listing(source, state, http)
    if fetched.not_modified:
        return Poll(state=state, not_modified=True)
    new_state = PollState(fetched.etag, fetched.last_modified, digest(fetched.body))
    if new_state.cursor == state.cursor:
        return Poll(state=new_state, not_modified=True, bytes=len(fetched.body))
    return Changed(fetched, new_state)


async def fetch_listing(source: Source, state: PollState, http: HttpClient) -> Fetched:
    """Ask with the validators of the last answer. Raises OutsideError."""
    return await http.fetch(
        source.url, etag=state.etag, last_modified=state.last_modified, **request_options(source)
    )


def request_options(source: Source) -> dict[str, Any]:
    """The limits and headers that a source asks for, as keywords of ``HttpClient.fetch``."""
    limits = Limits(total_s=source.timeout.total_seconds(), max_bytes=source.max_bytes)
    headers = {"User-Agent": source.user_agent} if source.user_agent else None
    return {"limits": limits, "headers": headers}


def absolute(base: str, link: Any) -> str | None:
    """The http(s) address that a link means, seen from ``base``; None for other schemes and for nonsense."""
    if not isinstance(link, str) or not link.strip():
        return None
    try:
        whole = urljoin(base, link.strip())
        scheme = urlsplit(whole).scheme
    except ValueError:
        return None
    return whole if scheme in ("http", "https") else None

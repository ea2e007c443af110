"""RSS, Atom, RDF and JSON Feed → items; one bad entry never stops the rest."""

from __future__ import annotations

import asyncio
import calendar
import json
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import Any

from monitor.clock import is_plausible
from monitor.collectors.dates import Published, read_date
from monitor.collectors.decode import decode
from monitor.collectors.fetching import absolute, fetch_changed
from monitor.collectors.http import Fetched, HttpClient
from monitor.collectors.parse import parse_xml_feed
from monitor.collectors.poll import Poll, PollState, Reject, content_id, poll_of, reject
from monitor.collectors.sources import Source
from monitor.errors import BadItem, OutsideError
from monitor.item import Item

_MISREAD = re.compile(r"\d{9,}|^\d{5,}-|(?<![-+:\d])0001\b")
"""Counts since 1970, years of five digits, a program's year zero: of each feedparser makes some other date."""


@dataclass(frozen=True, slots=True)
class FeedOrigin:
    """What a feed's entries inherit: where it was read and what the configuration says of its source."""

    url: str = ""
    name: str | None = None
    source_kind: str = "other"
    charset: str | None = None


@dataclass(frozen=True, slots=True)
class FeedContent:
    """The entries of one feed, and the feed's own title."""

    rows: tuple[Item | Reject, ...]
    title: str | None = None


class FeedCollector:
    """Polls one feed."""

    async def poll(self, source: Source, state: PollState, http: HttpClient) -> Poll:
        """Fetch and read the feed. Raises OutsideError when it cannot be had or is no feed."""
        answer = await fetch_changed(source, state, http)
        if isinstance(answer, Poll):
            return answer
        rows = (await asyncio.to_thread(_read_fetched, answer.fetched, source)).rows
        return poll_of(rows, answer.state, len(answer.fetched.body))


def _read_fetched(fetched: Fetched, source: Source) -> FeedContent:
    origin = FeedOrigin(fetched.url, source.name, source.source_kind, source.encoding)
    return read_feed(fetched.body, origin, content_type=fetched.content_type)


def read_feed(body: bytes, origin: FeedOrigin, *, content_type: str = "") -> FeedContent:
    """Read a feed of any dialect; rows keep the feed's order.

    Raises:
        OutsideError: the body is no feed at all.
    """
    if _looks_like_json(body):
        return _read_json_feed(body, origin)
    result = parse_xml_feed(body, origin.url, content_type=content_type, charset=origin.charset)
    if result is None or (not result.entries and not result.get("version") and not result.feed.get("title")):
        raise OutsideError(f"{origin.name or origin.url or '文件'} 的内容不是 RSS、Atom 或 JSON Feed")
    title = result.feed.get("title") or None
    entries = (_from_entry(entry, origin, title) for entry in _each(result.entries))
    return FeedContent(tuple(_numbered(entries)), title)


def _each(entries: Iterable[Any]) -> Iterator[Any]:
    yield from entries


def _numbered(made: Iterator[Item | BadItem]) -> Iterator[Item | Reject]:
    entries = list(made)
    shared = _shared_ids(e for e in entries if isinstance(e, Item))
    for number, one in enumerate(entries, 1):
        yield reject(number, str(one)) if isinstance(one, BadItem) else _told_apart(one, shared)


def _shared_ids(entries: Iterable[Item]) -> Mapping[str, bool]:
    """The ids under which a feed lists entries of different titles, and whether their links differ, too.

    Such an id (``0``, or the site's front page) names no entry: taken for one, each would be the other's next revision.
    """
    titles: defaultdict[str, set[str]] = defaultdict(set)
    links: defaultdict[str, list[str | None]] = defaultdict(list)
    for one in entries:
        if one.title not in titles[one.id]:
            links[one.id].append(one.url)
        titles[one.id].add(one.title)
    shared = (ident for ident, found in titles.items() if len(found) > 1)
    return {i: None not in links[i] and len(set(links[i])) == len(links[i]) for i in shared}


def _told_apart(one: Item, shared: Mapping[str, bool]) -> Item:
    if one.id not in shared:
        return one
    own = one.url if shared[one.id] else None
    return replace(one, id=own or content_id(one.source, one.id, one.title))


def _from_entry(entry: Any, origin: FeedOrigin, feed_title: str | None) -> Item | BadItem:
    title, text = _text(entry.get("title")), _entry_text(entry)
    if not title and not text:
        return BadItem("条目既无标题也无正文")
    link = absolute(origin.url, entry.get("link"))
    when = _entry_date(entry)
    return Item(
        id=_text(entry.get("id")) or link or content_id(origin.name, title, text),
        title=title,
        text=text,
        url=link,
        source=_entry_source(entry) or origin.name or feed_title,
        source_kind=origin.source_kind,
        author=_text(entry.get("author")) or None,
        published_at=when.at if when else None,
        date_only=when.date_only if when else False,
    )


def _entry_text(entry: Any) -> str:
    """The fullest of content and summary, as HTML."""
    parts = [_text(c.get("value")) for c in entry.get("content", ()) if isinstance(c, Mapping)]
    return max((*parts, _text(entry.get("summary"))), key=len)


def _entry_source(entry: Any) -> str | None:
    source = entry.get("source")
    return _text(source.get("title")) or None if isinstance(source, Mapping) else None


def _entry_date(entry: Any) -> Published | None:
    """Publication, else creation, else last change: the earliest kind that the entry names."""
    for key in ("published", "created", "updated"):
        # Mapping access by .get would let feedparser answer "updated" with "published".
        raw = _text(entry.get(key)) if key in entry else ""
        when = read_date(raw)
        if when is not None:
            return when
        parsed = entry.get(f"{key}_parsed") if key in entry and not _MISREAD.search(raw) else None
        if parsed is not None and len(raw) > 7:
            moment = datetime.fromtimestamp(calendar.timegm(parsed), UTC)
            if is_plausible(moment):
                return Published(moment, date_only=":" not in raw)
    return None


def _text(value: Any) -> str:
    return value.strip() if isinstance(value, str) else ""


def _looks_like_json(body: bytes) -> bool:
    return body.removeprefix(b"\xef\xbb\xbf").lstrip()[:1] == b"{"


def _read_json_feed(body: bytes, origin: FeedOrigin) -> FeedContent:
    try:
        tree = json.loads(decode(body, (origin.charset,)).text)
    except (ValueError, RecursionError) as error:
        raise OutsideError(f"{origin.name or origin.url or '文件'} 不是有效的 JSON") from error
    if not is_json_feed(tree):
        raise OutsideError(f"{origin.name or origin.url or '文件'} 的内容不是 RSS、Atom 或 JSON Feed")
    title = _text(tree.get("title")) or None
    entries = tree.get("items")
    rows = (_from_json_entry(e, origin, title) for e in (entries if isinstance(entries, list) else ()))
    return FeedContent(tuple(_numbered(rows)), title)


def is_json_feed(tree: Any) -> bool:
    """True for the object of a JSON Feed 1.0 or 1.1."""
    return isinstance(tree, dict) and "jsonfeed.org/version" in _text(tree.get("version"))


def _from_json_entry(entry: Any, origin: FeedOrigin, feed_title: str | None) -> Item | BadItem:
    if not isinstance(entry, dict):
        return BadItem("条目不是 JSON 对象")
    title = _text(entry.get("title"))
    text = next((t for k in ("content_html", "content_text", "summary") if (t := _text(entry.get(k)))), "")
    if not title and not text:
        return BadItem("条目既无标题也无正文")
    link = absolute(origin.url, entry.get("url") or entry.get("external_url"))
    when = read_date(_text(entry.get("date_published")) or _text(entry.get("date_modified")))
    ident = entry.get("id")
    return Item(
        id=str(ident).strip()
        if isinstance(ident, (str, int, float)) and str(ident).strip()
        else link or content_id(origin.name, title, text),
        title=title,
        text=text,
        url=link,
        source=origin.name or feed_title,
        source_kind=origin.source_kind,
        author=_json_author(entry),
        published_at=when.at if when else None,
        date_only=when.date_only if when else False,
    )


def _json_author(entry: Mapping[str, Any]) -> str | None:
    """JSON Feed 1.1 lists authors, 1.0 has one."""
    authors = entry.get("authors") if isinstance(entry.get("authors"), list) else [entry.get("author")]
    names = [_text(a.get("name")) for a in authors or () if isinstance(a, dict)]
    return "、".join(n for n in names if n) or None

"""A JSON answer of an HTTP API → items, by the dotted paths of the source's mapping."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from typing import Any

from monitor.collectors.dates import Published, read_date
from monitor.collectors.decode import decode
from monitor.collectors.fetching import absolute, fetch_changed
from monitor.collectors.http import HttpClient
from monitor.collectors.poll import Poll, PollState, Reject, content_id, poll_of, reject
from monitor.collectors.sources import FieldMapping, Source
from monitor.errors import OutsideError
from monitor.item import Item


class JsonCollector:
    """Polls one address that answers with a JSON list of posts."""

    async def poll(self, source: Source, state: PollState, http: HttpClient) -> Poll:
        """Fetch and read the list. Raises OutsideError when it cannot be had or the mapping finds no list."""
        answer = await fetch_changed(source, state, http)
        if isinstance(answer, Poll):
            return answer
        fetched = answer.fetched
        text = decode(fetched.body, (source.encoding, fetched.charset)).text
        return poll_of(read_posts(text, source, fetched.url), answer.state, len(fetched.body))


def read_posts(text: str, source: Source, base: str) -> Iterator[Item | Reject]:
    """Read every post of an answer. Raises OutsideError when it is no JSON or has no list at ``mapping.items``."""
    mapping = source.mapping or FieldMapping()
    try:
        posts = dig(json.loads(text), mapping.items)
    except (ValueError, RecursionError) as error:
        raise OutsideError(f"{source.name} 的应答不是有效的 JSON") from error
    if not isinstance(posts, list):
        raise OutsideError(f"{source.name} 的应答在“{mapping.items or '根'}”处不是列表，请核对 mapping.items")
    return (_row(number, post, source, base) for number, post in enumerate(posts, 1))


def dig(tree: Any, path: str) -> Any:
    """Follow a dotted path through objects and lists (``data.list.0.title``); None where it leads nowhere."""
    for part in filter(None, path.split(".")):
        if isinstance(tree, Mapping):
            tree = tree.get(part)
        elif isinstance(tree, list) and part.isdigit() and int(part) < len(tree):
            tree = tree[int(part)]
        else:
            return None
    return tree


def _row(number: int, post: Any, source: Source, base: str) -> Item | Reject:
    mapping = source.mapping or FieldMapping()
    if not isinstance(post, Mapping):
        return reject(number, "不是 JSON 对象", post)
    field = {name: dig(post, getattr(mapping, name)) for name in FieldMapping.model_fields if name != "items"}
    title, text = _words(field["title"]), _words(field["text"])
    if not title and not text:
        return reject(number, "title 与 text 均为空", post)
    url = absolute(base, field["url"])
    when, replied = _moment(field["published_at"]), _moment(field["replied_at"])
    return Item(
        id=_words(field["id"]) or url or content_id(source.name, title, text),
        title=title,
        text=text,
        url=url,
        source=_words(field["source"]) or source.name,
        source_kind=source.source_kind,
        author=_words(field["author"]) or None,
        published_at=when.at if when else None,
        date_only=when.date_only if when else False,
        reply=_words(field["reply"]) or None,
        replied_at=replied.at if replied else None,
        likes=_count(field["likes"]),
        comments=_count(field["comments"]),
        reposts=_count(field["reposts"]),
        views=_count(field["views"]),
    )


def _words(value: Any) -> str:
    if isinstance(value, str):
        return value.strip()
    return str(value) if isinstance(value, (int, float)) and not isinstance(value, bool) else ""


def _count(value: Any) -> int | None:
    """A counter, or None when it is missing or no number: a post is not refused for its likes."""
    words = _words(value)
    # A database holds no more, and Python refuses to read a number of thousands of digits.
    return int(words) if words.isascii() and words.isdigit() and len(words) < 19 else None


def _moment(value: Any) -> Published | None:
    """A written time, or seconds or milliseconds since 1970."""
    words = _words(value)
    number = float(words) if words.replace(".", "", 1).isdigit() and words.isascii() else None
    if number is None or 19_000_000 <= number < 22_000_000 or len(words.split(".")[0]) == 14:
        return read_date(words)
    seconds = number / 1000 if number > 100_000_000_000 else number
    if not 0 < seconds < 4_102_444_800:
        return None
    return Published(datetime.fromtimestamp(seconds, UTC))

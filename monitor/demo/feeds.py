"""Entries of the story in the forms in which the world serves them: RSS, Atom, JSON Feed, and rows of an interface."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from email.utils import format_datetime
from html import escape
from typing import Any

from monitor.clock import SHANGHAI, rfc3339
from monitor.demo.story import Form, StoryFeed

_LONGEST_FEED = 40


@dataclass(frozen=True, slots=True)
class Served:
    """One entry as it stands on a feed."""

    id: str
    url: str
    title: str
    text: str
    author: str
    at: datetime
    reply: str = ""
    replied_at: datetime | None = None


def body_of(feed: StoryFeed, entries: Sequence[Served]) -> tuple[bytes, str]:
    """A feed's answer with the newest entries first, and its content type (without charset, as many servers send it)."""
    newest = sorted(entries, key=lambda e: e.at, reverse=True)[:_LONGEST_FEED]
    write, content_type = _WRITERS[feed.form]
    # Servers that declare gb2312 send GBK: the wider set is what their pages really use.
    charset = "gbk" if feed.charset == "gb2312" else feed.charset
    return write(feed, newest).encode(charset), content_type


def _rss(feed: StoryFeed, entries: Sequence[Served]) -> str:
    items = "".join(
        f"<item><guid isPermaLink='false'>{e.id}</guid><title>{escape(e.title)}</title><link>{e.url}</link>"
        f"<author>{escape(e.author)}</author><pubDate>{format_datetime(e.at.astimezone(SHANGHAI))}</pubDate>"
        f"<description>{escape(f'<p>{e.text}</p>')}</description></item>\n"
        for e in entries
    )
    return (
        f'<?xml version="1.0" encoding="{feed.charset}"?>\n<rss version="2.0"><channel>'
        f"<title>{feed.name}</title><description>演示</description>\n{items}</channel></rss>\n"
    )


def _atom(feed: StoryFeed, entries: Sequence[Served]) -> str:
    items = "".join(
        f"<entry><id>{e.id}</id><title>{escape(e.title)}</title><link href='{e.url}'/>"
        f"<published>{rfc3339(e.at)}</published><updated>{rfc3339(e.at)}</updated>"
        f"<content type='html'>{escape(f'<p>{e.text}</p>')}</content></entry>\n"
        for e in entries
    )
    return (
        f'<?xml version="1.0" encoding="{feed.charset}"?>\n<feed xmlns="http://www.w3.org/2005/Atom">'
        f"<title>{feed.name}</title><id>urn:demo:{feed.key}</id>\n{items}</feed>\n"
    )


def _json_feed(feed: StoryFeed, entries: Sequence[Served]) -> str:
    items = [
        {
            "id": e.id,
            "url": e.url,
            "title": e.title,
            "content_text": e.text,
            "date_published": rfc3339(e.at),
            "authors": [{"name": e.author}] if e.author else [],
        }
        for e in entries
    ]
    tree = {"version": "https://jsonfeed.org/version/1.1", "title": feed.name, "items": items}
    return json.dumps(tree, ensure_ascii=False, indent=1)


def _rows(_feed: StoryFeed, entries: Sequence[Served]) -> str:
    rows = [_row(e) for e in entries]
    return json.dumps({"code": 0, "data": {"total": len(rows), "rows": rows}}, ensure_ascii=False, indent=1)


def _row(entry: Served) -> dict[str, Any]:
    row: dict[str, Any] = {
        "orderNo": entry.id,
        "title": entry.title,
        "content": entry.text,
        "caller": entry.author,
        "createTime": _plain_time(entry.at),
    }
    if entry.reply and entry.replied_at is not None:
        row |= {"replyContent": entry.reply, "replyTime": _plain_time(entry.replied_at)}
    return row


def _plain_time(moment: datetime) -> str:
    return f"{moment.astimezone(SHANGHAI):%Y-%m-%d %H:%M:%S}"


def page_of(entry: Served, site: str) -> bytes:
    """The entry's own page, which a case keeps as evidence."""
    return (
        "<!DOCTYPE html><html lang='zh'><head><meta charset='utf-8'>"
        f"<title>{escape(entry.title)}</title></head><body><article><h1>{escape(entry.title)}</h1>"
        f"<p class='meta'>{escape(site)} {_plain_time(entry.at)}（演示页面，内容虚构）</p>"
        f"<p>{escape(entry.text)}</p></article></body></html>\n"
    ).encode()


_WRITERS: Mapping[Form, tuple[Callable[[StoryFeed, Sequence[Served]], str], str]] = {
    "rss": (_rss, "application/rss+xml"),
    "atom": (_atom, "application/atom+xml"),
    "jsonfeed": (_json_feed, "application/feed+json"),
    "rows": (_rows, "application/json"),
}

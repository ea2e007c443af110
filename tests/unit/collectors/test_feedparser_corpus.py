"""feedparser's own test feeds: decoding first must find no fewer entries and no other titles and links."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import feedparser
import pytest

from monitor.collectors.decode import looks_chinese
from monitor.collectors.feed import FeedOrigin, read_feed
from monitor.collectors.parse import parse_xml_feed
from monitor.errors import OutsideError
from monitor.item import Item

CORPUS = Path(__file__).resolve().parents[3] / "../shared/data/feedparser-tests"
_HEADER = re.compile(r"^Header:\s*([^:\s]+):(.*)$", re.MULTILINE)
_WIDE = {b"\xff\xfe\x00\x00": "utf-32", b"\xff\xfe": "utf-16", b"\xfe\xff": "utf-16"}

pytestmark = [
    pytest.mark.data,
    pytest.mark.skipif(not CORPUS.exists(), reason="no shared feedparser test feeds beside the project"),
    pytest.mark.filterwarnings("ignore::DeprecationWarning"),
]


def comment_of(body: bytes) -> str:
    if b"\x00" not in body[:8]:
        return body.decode("latin-1")
    marked = next((c for mark, c in _WIDE.items() if body.startswith(mark)), None)
    order = "utf-16-le" if body[:1] != b"\x00" else "utf-16-be"
    return body.decode(marked or order, "replace")


def feeds() -> Iterator[tuple[str, bytes, dict[str, str]]]:
    for path in sorted(CORPUS.rglob("*.xml")):
        body = path.read_bytes()
        headers = {k.lower(): v.strip() for k, v in _HEADER.findall(comment_of(body))}
        yield path.relative_to(CORPUS).as_posix(), body, headers


def heads(result: Any) -> list[tuple[str | None, str | None]]:
    return [(e.get("title"), e.get("link")) for e in result.entries]


def test_no_feed_of_the_corpus_is_read_worse_than_by_feedparser_alone() -> None:
    worse, seen = [], 0
    for name, body, headers in feeds():
        seen += 1
        alone = feedparser.parse(io.BytesIO(body), response_headers=headers)
        ours = parse_xml_feed(
            body, headers.get("content-location", ""), content_type=headers.get("content-type", "")
        )
        # Undeclared GB 2312 is the one case where feedparser's own titles are wrong and ours are right.
        mended = all(looks_chinese(t or "") for t, _ in heads(ours)) and ours.entries
        if len(ours.entries) < len(alone.entries) or (heads(ours) != heads(alone) and not mended):
            worse.append((name, heads(alone), heads(ours)))
    assert seen > 1000
    assert worse == []


def test_every_titled_entry_of_the_corpus_becomes_an_item() -> None:
    lost = []
    for name, body, headers in feeds():
        alone = feedparser.parse(io.BytesIO(body), response_headers=headers)
        titled = sum(bool((e.get("title") or "").strip()) for e in alone.entries)
        try:
            rows = read_feed(body, FeedOrigin(), content_type=headers.get("content-type", "")).rows
        except OutsideError:
            rows = ()
        if sum(isinstance(r, Item) for r in rows) < titled:
            lost.append(name)
    assert lost == []


def test_the_json_feed_of_the_corpus_is_read() -> None:
    rows = read_feed((CORPUS / "json/example.json").read_bytes(), FeedOrigin()).rows
    assert len([r for r in rows if isinstance(r, Item)]) == 2

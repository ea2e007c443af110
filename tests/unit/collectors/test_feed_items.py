from __future__ import annotations

import json

import pytest

from monitor.clock import rfc3339
from monitor.collectors.feed import FeedOrigin, read_feed
from monitor.collectors.poll import Reject
from monitor.errors import OutsideError
from monitor.item import Item

ORIGIN = FeedOrigin("http://news.example/feeds/a.xml", "示例网", "local_media")


def rss(*entries: str, title: str = "频道") -> bytes:
    joined = "".join(f"<item>{e}</item>" for e in entries)
    return f"<rss version='2.0'><channel><title>{title}</title>{joined}</channel></rss>".encode()


def rows(body: bytes, origin: FeedOrigin = ORIGIN) -> tuple[Item | Reject, ...]:
    return read_feed(body, origin).rows


def one(body: bytes, origin: FeedOrigin = ORIGIN) -> Item:
    (row,) = rows(body, origin)
    assert isinstance(row, Item)
    return row


def test_an_rss_entry_becomes_an_item_with_everything_it_says() -> None:
    item = one(
        rss(
            "<guid isPermaLink='false'>g1</guid><title>标题</title><link>../n/1.html</link><author>记者甲</author>"
            "<description>&lt;p&gt;正文&lt;/p&gt;</description><pubDate>Mon, 23 Nov 2026 08:00:00 CST</pubDate>"
        )
    )
    assert (item.id, item.title, item.text) == ("g1", "标题", "<p>正文</p>")
    assert (item.url, item.source, item.source_kind) == (
        "http://news.example/n/1.html",
        "示例网",
        "local_media",
    )
    assert item.author == "记者甲"
    assert item.published_at is not None
    assert rfc3339(item.published_at) == "2026-11-23T08:00:00+08:00"


def test_the_fuller_of_content_and_summary_is_the_text() -> None:
    entry = "<title>t</title><description>短</description><content:encoded><![CDATA[<p>全文在此</p>]]></content:encoded>"
    body = rss(entry).replace(b"<rss ", b"<rss xmlns:content='http://purl.org/rss/1.0/modules/content/' ")
    assert one(body).text == "<p>全文在此</p>"


@pytest.mark.parametrize(
    ("written", "moment", "date_only"),
    [
        ("<pubDate>2026-11-23 08:00:00</pubDate>", "2026-11-23T08:00:00+08:00", False),
        ("<pubDate>2026年11月23日</pubDate>", "2026-11-23T00:00:00+08:00", True),
        ("<pubDate>Mon, 23 Nov 2026 00:00:00 GMT</pubDate>", "2026-11-23T08:00:00+08:00", False),
        ("<pubDate>昨天</pubDate>", None, False),
        ("<pubDate></pubDate>", None, False),
        ("", None, False),
    ],
)
def test_dates_are_read_in_shanghai_time_or_left_open(
    written: str, moment: str | None, date_only: bool
) -> None:
    item = one(rss(f"<title>t</title>{written}"))
    assert (rfc3339(item.published_at) if item.published_at else None, item.date_only) == (moment, date_only)


def test_publication_goes_before_last_change_in_atom() -> None:
    body = (
        "<feed xmlns='http://www.w3.org/2005/Atom'><title>f</title><entry><id>tag:1</id><title>t</title>"
        "<updated>2026-11-23T09:00:00Z</updated><published>2026-11-23T08:00:00Z</published></entry></feed>"
    )
    item = one(body.encode())
    assert item.published_at is not None
    assert rfc3339(item.published_at) == "2026-11-23T16:00:00+08:00"


def test_an_entry_without_guid_is_known_by_its_link_and_else_by_its_content() -> None:
    linked = one(rss("<title>t</title><link>/x</link>"))
    bare = one(rss("<title>t</title>"))
    assert linked.id == linked.url == "http://news.example/x"
    assert bare.id == one(rss("<title>t</title>")).id
    assert bare.id != one(rss("<title>u</title>")).id


def test_a_script_address_is_no_url() -> None:
    item = one(rss("<title>t</title><link>javascript:alert(1)</link>"))
    assert item.url is None


def test_an_empty_entry_is_a_reject_and_the_others_go_on() -> None:
    first, second, third = rows(rss("<title>a</title>", "<link>http://x.cn</link>", "<title>c</title>"))
    assert isinstance(first, Item)
    assert isinstance(third, Item)
    assert second == Reject(2, "条目既无标题也无正文")


def test_the_feeds_own_title_stands_in_for_a_source_without_a_name() -> None:
    assert one(rss("<title>t</title>"), FeedOrigin()).source == "频道"


def test_rdf_entries_are_read_too() -> None:
    body = (
        "<rdf:RDF xmlns:rdf='http://www.w3.org/1999/02/22-rdf-syntax-ns#' xmlns='http://purl.org/rss/1.0/' "
        "xmlns:dc='http://purl.org/dc/elements/1.1/'><channel><title>c</title></channel>"
        "<item rdf:about='http://a.cn/1'><title>t</title><link>http://a.cn/1</link>"
        "<dc:date>2026-11-23</dc:date></item></rdf:RDF>"
    )
    item = one(body.encode())
    assert (item.url, item.date_only) == ("http://a.cn/1", True)


def test_a_feed_without_entries_is_empty_and_not_an_error() -> None:
    assert rows(rss()) == ()


@pytest.mark.parametrize("body", [b"<html><body>404</body></html>", b"", b"plain", b'{"a": 1}', b"{broken"])
def test_what_is_no_feed_is_said_to_be_none(body: bytes) -> None:
    with pytest.raises(OutsideError, match="示例网"):
        rows(body)


def json_feed(*items: object, version: str = "1.1") -> bytes:
    tree = {"version": f"https://jsonfeed.org/version/{version}", "title": "频道", "items": items}
    return json.dumps(tree, ensure_ascii=False).encode()


def test_a_json_feed_item_becomes_an_item() -> None:
    item = one(
        json_feed(
            {
                "id": 7,
                "url": "/7",
                "title": "标题",
                "content_html": "<p>文</p>",
                "date_published": "2026-11-23T08:00:00+08:00",
                "authors": [{"name": "甲"}, {"name": "乙"}],
            }
        )
    )
    assert (item.id, item.url, item.text, item.author) == (
        "7",
        "http://news.example/7",
        "<p>文</p>",
        "甲、乙",
    )


def test_the_author_of_json_feed_1_0_is_read() -> None:
    assert (
        one(json_feed({"id": "1", "content_text": "文", "author": {"name": "甲"}}, version="1")).author
        == "甲"
    )


def test_bad_json_feed_entries_are_rejects_with_their_number() -> None:
    found = rows(json_feed("text", {"id": "2"}, {"id": "3", "title": "好"}))
    assert [r.row if isinstance(r, Reject) else r.id for r in found] == [1, 2, "3"]

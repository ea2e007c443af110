from __future__ import annotations

import io

import feedparser
import pytest

from monitor.collectors.decode import decode, html_declared, known_charset, looks_chinese, xml_declared
from monitor.collectors.mend import mend_xml
from monitor.collectors.parse import parse_xml_feed

TITLES = ["绿园区某小区暖气不热，居民多次投诉无果", "二道区道路塌陷，车辆绕行"]
ITEMS = "".join(f"<item><title>{t}</title><link>http://a.cn/?p=1&q=2</link></item>" for t in TITLES)
FEED = f"<rss version='2.0'><channel><title>某市民生网</title>{ITEMS}</channel></rss>"


def declared(charset: str) -> str:
    return f"<?xml version='1.0' encoding='{charset}'?>"


def titles(body: bytes, content_type: str = "") -> list[str]:
    return [e.get("title") for e in parse_xml_feed(body, "http://a.cn/f", content_type=content_type).entries]


@pytest.mark.parametrize(
    ("body", "content_type"),
    [
        (FEED.encode("gbk"), ""),
        (FEED.encode("utf-8"), ""),
        ((declared("gb2312") + FEED).encode("gbk"), "text/xml"),
        ((declared("utf-8") + FEED).encode("gbk"), "application/xml; charset=utf-8"),
        ((declared("gbk") + FEED).encode("utf-8"), "text/xml; charset=gbk"),
        ((declared("gb2312") + FEED).encode("gbk"), "text/xml; charset=ISO-8859-1"),
        (FEED.encode("gbk"), "text/xml; charset=ISO-8859-1"),
        (FEED.encode("utf-8"), "text/xml; charset=us-ascii"),
        ((declared("utf-16") + FEED).encode("utf-16"), ""),
        ((declared("utf-16") + FEED).encode("utf-16-le"), "application/xml"),
        (b"\xef\xbb\xbf" + FEED.encode("utf-8"), "text/xml; charset=gbk"),
        ((declared("no-such-charset") + FEED).encode("gb18030"), "text/xml; charset=bogus"),
        ((declared("big5") + FEED.translate({})).encode("utf-8"), ""),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_the_text_survives_a_missing_or_wrong_declaration(body: bytes, content_type: str) -> None:
    assert titles(body, content_type) == TITLES


def test_big5_is_read_where_it_is_declared() -> None:
    feed = "<rss version='2.0'><channel><item><title>長春市政務公開</title></item></channel></rss>"
    assert titles((declared("big5") + feed).encode("big5")) == ["長春市政務公開"]


def test_characters_beyond_gb2312_survive_a_gb2312_declaration() -> None:
    feed = FEED.replace("绿园区", "喆苑・㙦镕")
    assert titles((declared("gb2312") + feed).encode("gb18030"))[0].startswith("喆苑・㙦镕")


def test_one_bad_byte_costs_one_character_and_not_the_feed() -> None:
    body = (declared("utf-8") + FEED).encode("utf-8")
    cut = body.index("居民".encode())
    found = titles(body[:cut] + b"\xff" + body[cut:])
    assert found == [TITLES[0].replace("居民", "\ufffd居民"), TITLES[1]]


def test_a_feed_cut_off_inside_a_character_keeps_its_whole_entries() -> None:
    for charset in ("utf-8", "gbk"):
        body = (declared(charset) + FEED).encode(charset)
        cut = body.index("塌陷".encode(charset)) + 1
        assert titles(body[:cut])[0] == TITLES[0]


def test_control_characters_and_bare_ampersands_do_not_stop_the_parser() -> None:
    feed = FEED.replace("某小区", "某\x0b小\x00区&#11;&nbsp;A&B ")
    assert titles(feed.encode())[0] == "绿园区某小区\xa0A&B 暖气不热，居民多次投诉无果"


@pytest.mark.parametrize(
    ("given", "mended"),
    [
        ("<?xml version='1.0'?><a/>", "<a/>"),
        ("<a>A & B &amp; C &#169; &#x4E2D;</a>", "<a>A &amp; B &amp; C &#169; &#x4E2D;</a>"),
        ("<a><![CDATA[A & B]]> & </a>", "<a><![CDATA[A & B]]> &amp; </a>"),
        ("<a><!-- & -->&copy;&#0;&#xD800;</a>", "<a><!-- & -->&#169;</a>"),
        ("<!DOCTYPE a [<!ENTITY copy 'x'>]><a>&copy;</a>", "<!DOCTYPE a [<!ENTITY copy 'x'>]><a>&copy;</a>"),
        ("  \n<a href='?x=1&y=2'/>", "<a href='?x=1&amp;y=2'/>"),
    ],
)
def test_mending_changes_only_what_xml_forbids(given: str, mended: str) -> None:
    assert mend_xml(given) == mended


def test_a_feed_never_makes_feedparser_fetch_or_read_anything() -> None:
    assert titles(b"http://127.0.0.1:9/feed.xml") == []
    assert titles(b"/etc/hostname") == []


def test_scripts_in_a_feed_are_sanitized_away() -> None:
    body = "<rss version='2.0'><channel><item><title>t</title><description>&lt;b&gt;甲&lt;/b&gt;&lt;script&gt;x()&lt;/script&gt;</description></item></channel></rss>"
    assert parse_xml_feed(body.encode(), "").entries[0].summary == "<b>甲</b>"


def test_charset_names_are_known_under_their_aliases_and_widened() -> None:
    assert known_charset("GB2312") == known_charset("gbk") == known_charset(" 'cp936' ") == "gb18030"
    assert known_charset("utf8") == "utf-8"
    assert known_charset("rot13") is None
    assert known_charset("base64") is None
    assert known_charset("nonsense") is None
    assert known_charset(None) is None


def test_declarations_are_found_in_xml_and_html() -> None:
    assert xml_declared(b"\xef\xbb\xbf<?xml version='1.0' encoding=\"GBK\"?><a/>") == "GBK"
    assert xml_declared(b"<a/>") is None
    assert html_declared(b'<html><meta http-equiv=x content="text/html; charset=gb2312">') == "gb2312"
    assert html_declared(b"<html>") is None


def test_text_in_a_wrong_charset_does_not_look_chinese() -> None:
    text = "长春市人民政府办公厅关于全面推进政务公开工作的实施意见"
    assert looks_chinese(text)
    assert not looks_chinese(text.encode().decode("gb18030", "replace"))
    assert not looks_chinese("plain words")


def test_an_undeclared_latin_page_is_not_taken_for_chinese() -> None:
    assert decode("Été à la plage, où déjà".encode("cp1252"), ("iso-8859-1",)).text.startswith("Été")


def test_a_garbled_declaration_that_feedparser_stumbles_over_costs_nothing() -> None:
    body = b"<?xml version='1.0' encoding='gb\xb8\xe9'?>" + FEED.removesuffix("</rss>").encode("gbk")
    with pytest.raises(UnicodeDecodeError):
        feedparser.parse(io.BytesIO(body))
    assert titles(body) == TITLES

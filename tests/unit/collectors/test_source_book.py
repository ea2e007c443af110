from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest

from monitor.collectors.feed import FeedOrigin, read_feed
from monitor.collectors.folder import read_folder
from monitor.collectors.poll import PollState
from monitor.collectors.sources import read_sources
from monitor.errors import ConfigError
from monitor.item import Item

CONFIG = Path(__file__).resolve().parents[3] / "config"


def written(tmp_path: Path, text: str) -> Path:
    path = tmp_path / "sources.yaml"
    path.write_text(text, encoding="utf-8")
    return path


def test_a_source_with_only_the_must_keys_gets_sensible_defaults(tmp_path: Path) -> None:
    book = read_sources(written(tmp_path, "sources:\n- {name: 甲, kind: feed, url: 'http://a.cn/f'}\n"))
    source = book.sources[0]
    assert source.every == timedelta(minutes=10)
    assert source.enabled
    assert source.source_kind == "other"
    assert book.named("甲") is source
    assert book.named("乙") is None


def test_addresses_and_networks_are_both_admitted_in_allow_private(tmp_path: Path) -> None:
    book = read_sources(written(tmp_path, "allow_private: [127.0.0.1, 10.2.0.0/16, '::1']\n"))
    assert [str(n) for n in book.allow_private] == ["127.0.0.1/32", "10.2.0.0/16", "::1/128"]


@pytest.mark.parametrize(
    ("text", "says"),
    [
        (
            "sources:\n- {name: 甲, kind: feed, url: 'http://a'}\n- {name: 甲, kind: feed, url: 'http://b'}",
            "重复：甲",
        ),
        ("sources:\n- {name: 甲, kind: feed, url: 'ftp://a'}", "http"),
        ("sources:\n- {name: 甲, kind: page, url: 'http://a'}", "selectors"),
        ("sources:\n- {name: 甲, kind: rss, url: 'http://a'}", "只能取"),
        ("sources:\n- {name: 甲, kind: feed, url: 'http://a', evry: 5m}", "evry"),
        ("sources:\n- {name: 甲, kind: feed, url: 'http://a', every: 0s}", "至少 1s"),
        ("sources:\n- {name: 甲, kind: feed, url: 'http://a', every: often}", "时长"),
        ("sources:\n- {name: 甲, kind: feed, url: 'http://a', encoding: klingon}", "klingon"),
        ("sources:\n- {name: 甲, kind: imap, url: 'imaps://u:secret@h/INBOX', password_env: X}", "口令"),
        ("sources:\n- {name: 甲, kind: imap, url: 'imaps://u@h/INBOX'}", "password_env"),
        ("sources:\n- {name: 甲, kind: imap, url: 'http://h/INBOX', password_env: X}", "imaps://"),
        ("sources:\n- {name: 甲, kind: folder, url: 'http://h/x'}", "目录"),
        ("allow_private: [intranet]", "intranet"),
        ("allow_private: [127]", "地址或网段"),
    ],
)
def test_a_wrong_source_book_is_refused_with_its_reason(tmp_path: Path, text: str, says: str) -> None:
    with pytest.raises(ConfigError, match=says):
        read_sources(written(tmp_path, text))


def test_the_sample_source_book_is_valid_and_admits_no_private_address() -> None:
    book = read_sources(CONFIG / "sources.yaml")
    assert book.allow_private == ()
    assert {s.source_kind for s in book.sources} >= {
        "central_media",
        "local_media",
        "portal",
        "forum",
        "hotline",
        "mailbox",
        "official_site",
    }


def test_the_sample_feeds_bring_undated_items_from_four_dialects_without_a_reject() -> None:
    folders = [s for s in read_sources(CONFIG / "sources.yaml").sources if s.kind == "folder"]
    polls = [read_folder(s, PollState(), CONFIG) for s in folders]
    items = [i for p in polls for i in p.items]
    assert not [r for p in polls for r in p.rejects]
    assert 25 <= len(items) <= 30
    assert {i.source_kind for i in items} == {"local_media", "portal", "forum", "hotline"}
    assert all(i.published_at is None for i in items)
    assert len({(i.source, i.id) for i in items}) == len(items)
    assert any("喆苑小区" in i.title for i in items)


def test_the_gbk_sample_really_is_gbk() -> None:
    body = (CONFIG / "feeds/bendi-meiti.xml").read_bytes()
    with pytest.raises(UnicodeDecodeError):
        body.decode("utf-8")
    rows = read_feed(body, FeedOrigin()).rows
    assert isinstance(rows[0], Item)
    assert "2人死亡、3人受伤" in rows[0].title

"""Which articles of a list page were read, and which of them are to be read again: announcements are edited in place."""

from __future__ import annotations

import json
import math
import re
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, replace
from datetime import timedelta
from typing import Any

from monitor.collectors.article import Article
from monitor.collectors.poll import PollState, content_id, remembered
from monitor.text.clean import clean_text

LONGEST = timedelta(hours=6)
"""An article that the list still names is read again at the latest after this."""
_KEPT = 300
# 浏览次数：1024, 3小时前: what a page counts by itself is no edit; nor is how its markup is written.
_DONE = "(?:浏览|阅读|点击|访问|评论|点赞|收藏|分享|转发|回复|观看|播放)"
_MANY = r"[\d,.]*+[万亿]?+\+?+\s?+次?"
# Not 据网友转发 2人死亡: without 次数 or a colon, people behind the verb are what the article tells of.
_COUNTED = re.compile(
    rf"{_DONE}(?:(?:次数|人数|量|数)[:：]?\s?{_MANY}|[:：]\s?{_MANY}|\s?{_MANY}(?!\s?[人名死伤]))"
    rf"|[\d,.]+[万亿]?\+?\s?[人次条个](?:次)?{_DONE}"
    r"|\d+\s?(?:秒钟?|分钟|小时)前"
)
_GONE = re.compile(
    r"(?:页面|网页|文章|链接)[^。，]{0,6}(?:不存在|被?删除|已下线|找不到|失效)|(?:找不到|没有找到)[^。，]{0,6}(?:页面|网页|文章)"
    r"|您(?:所|要|想)?(?:访问|查看|浏览|请求)的|(?<!\d)404(?!\d)|验证码|安全验证|访问(?:过于频繁|被拒绝)|系统维护"
)
_NOTICE_CHARS = 200


@dataclass(frozen=True, slots=True)
class Read:
    """An article that was read: ``words`` is the hash of what it said (empty when not known, as from an older version).

    It is read again after ``left`` more polls, ``wait`` after its last reading; ``edits`` counts how often it had changed.
    ``listed``: the list names it still.
    """

    url: str
    title: str = ""
    listed: bool = True
    words: str = ""
    dated: bool = False
    wait: int = 1
    left: int = 1
    edits: int = 0
    etag: str | None = None
    last_modified: str | None = None

    @property
    def overdue(self) -> float:
        """By how many of its own waits it is late; below zero while it is not due."""
        return -self.left / self.wait


class Readings:
    """The articles of a list page that were read, by address; the cursor of the source."""

    def __init__(self, known: Iterable[Read], every: timedelta) -> None:
        self._known = {one.url: one for one in known}
        self._longest = max(1, math.ceil(LONGEST / every))

    def __contains__(self, url: str) -> bool:
        return url in self._known

    def see_list(self, urls: Iterable[str]) -> None:
        """The list as it is now; what it names no more is followed until it has stood unchanged for long."""
        named = frozenset(urls)
        self._known = {url: replace(one, listed=url in named) for url, one in self._known.items()}

    def due(self, limit: int) -> list[Read]:
        """Another poll has come: the articles to read again, the most overdue first."""
        self._known = {url: replace(one, left=one.left - 1) for url, one in self._known.items()}
        due = [one for one in self._known.values() if one.left <= 0]
        return sorted(due, key=lambda one: one.overdue, reverse=True)[:limit]

    def note_first(self, read: Read) -> None:
        """An article was read for the first time; the next poll looks whether it stands as it did."""
        self._known[read.url] = read

    def note_missed(self, read: Read) -> None:
        """An article could not be had this time: the next look is not put off further."""
        self._known[read.url] = replace(read, left=read.wait)

    def note_same(self, read: Read) -> None:
        """An article had not changed, or is there no more: the next look comes after twice as long."""
        wait = min(2 * read.wait, self._longest)
        self._known[read.url] = replace(read, wait=wait, left=wait)

    def note_edited(self, read: Read) -> None:
        """An article had changed: it is looked at soon again, less soon where each reading brings another text."""
        wait = min(2 ** min(read.edits, 30), self._longest)
        self._known[read.url] = replace(read, wait=wait, left=wait, edits=read.edits + 1)

    def cursor(self) -> str:
        """What is to be remembered until the next poll: as much as the list names, and of the rest what was read last."""
        rest = [one for one in self._known.values() if not one.listed]
        kept = {one.url for one in rest[-_KEPT:] if one.wait < self._longest}
        rows = [_packed(one) for one in self._known.values() if one.listed or one.url in kept]
        return json.dumps(rows, ensure_ascii=False, separators=(",", ":"))


def readings_of(state: PollState, every: timedelta) -> tuple[Readings, frozenset[str]]:
    """What was read before; of what an older version read the ids alone, which name no addresses, stand apart."""
    memory = remembered(state)
    rows = memory if isinstance(memory, list) else []
    ids = frozenset(row for row in rows if isinstance(row, str))
    return Readings((_unpacked(row) for row in rows if isinstance(row, dict) and "url" in row), every), ids


def _packed(read: Read) -> dict[str, Any]:
    bare = Read(read.url)
    return {k: v for k, v in asdict(read).items() if k == "url" or v != getattr(bare, k)}


def _unpacked(row: Mapping[str, Any]) -> Read:
    return Read(**{name: row[name] for name in Read.__dataclass_fields__ if name in row})


def words_of(article: Article) -> str:
    """The hash of what an article says, without what a page counts by itself."""
    said = clean_text(article.text)
    return content_id(clean_text(article.title), " ".join(_COUNTED.sub(" ", said).split()))


def is_article_still(read: Read, article: Article) -> bool:
    """Whether a page that was read again still is the article: a site answers for one that it took down with a notice."""
    said = clean_text(article.text)
    if not said or (read.dated and article.published is None):
        return False
    return len(said) > _NOTICE_CHARS or _GONE.search(f"{article.title}\n{said}") is None

"""What the feed server answers: the story as far as it has got, or the feed files of a folder as they are."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any, Literal

from monitor.clock import Clock
from monitor.collectors.feed import FeedContent, FeedOrigin, read_feed
from monitor.demo.feeds import Served, body_of, page_of
from monitor.demo.server import Page
from monitor.demo.story import MARK, Story, StoryEntry
from monitor.errors import OutsideError, UsageError
from monitor.item import Item

_SUFFIXES = frozenset({".xml", ".rss", ".atom", ".rdf", ".json"})
_TYPES = {".json": "application/feed+json"}
_HINTS: Sequence[tuple[tuple[str, ...], str]] = (
    (("rexian", "12345", "hotline"), "hotline"),
    (("xinxiang", "mail", "liuyan"), "mailbox"),
    (("luntan", "forum", "bbs", "tieba"), "forum"),
    (("weibo", "social", "weixin"), "social"),
)
_AFTER_NEWEST = timedelta(minutes=5)
_FRESH = timedelta(days=1)


@dataclass
class StoryWorld:
    """The story's feeds and pages; an entry is there from its own time on."""

    story: Story
    clock: Clock
    base_url: str = ""

    def page(self, path: str) -> Page | None:
        room, _, name = path.strip("/").partition("/")
        if room == "feeds":
            return self._feed(name)
        if room == "pages":
            return self._own_page(name.removesuffix(".html"))
        return None

    def url_of(self, ident: str) -> str:
        return f"{self.base_url}/pages/{ident}.html"

    def _feed(self, key: str) -> Page | None:
        feed = next((f for f in self.story.feeds if f.key == key), None)
        if feed is None:
            return None
        now = self.clock.now()
        mine = [e for e in self.story.entries if e.feed == key and self.story.moment(e.at) <= now]
        return Page(*body_of(feed, [self._served(e, now) for e in mine]))

    def _own_page(self, ident: str) -> Page | None:
        now = self.clock.now()
        entry = next(
            (e for e in self.story.entries if e.id == ident and self.story.moment(e.at) <= now), None
        )
        if entry is None:
            return None
        site = next(f.name for f in self.story.feeds if f.key == entry.feed)
        return Page(page_of(self._served(entry, now), site), "text/html; charset=utf-8")

    def _served(self, entry: StoryEntry, now: datetime) -> Served:
        title, text = self.story.told(entry)
        replied = self.story.moment(entry.replied_at) if entry.replied_at else None
        answered = replied is not None and replied <= now
        return Served(
            id=f"{MARK}{entry.id}",
            url=self.url_of(entry.id),
            title=title,
            text=text,
            author=entry.author,
            at=self.story.moment(entry.at),
            reply=entry.reply if answered else "",
            replied_at=replied if answered else None,
        )


@dataclass(frozen=True, slots=True)
class FolderWorld:
    """Feed files as somebody else wrote them, all there from the beginning."""

    files: tuple[Path, ...]

    @classmethod
    def of(cls, folder: Path) -> FolderWorld:
        """Raises UsageError when the folder holds no feed file."""
        found = tuple(sorted(p for p in folder.iterdir() if p.suffix.lower() in _SUFFIXES and p.is_file()))
        if not found:
            raise UsageError(f"{folder} 中没有信源文件（.xml、.rss、.atom、.rdf 或 .json）")
        return cls(found)

    def page(self, path: str) -> Page | None:
        room, _, number = path.strip("/").partition("/")
        if room != "feeds" or not number.isdecimal() or int(number) >= len(self.files):
            return None
        file = self.files[int(number)]
        return Page(file.read_bytes(), _TYPES.get(file.suffix.lower(), "application/xml"))

    def source_rows(self, base_url: str) -> list[dict[str, Any]]:
        """The entries of ``sources.yaml``; the kind is guessed from the file's name."""
        return [
            {
                "name": name,
                "kind": "feed",
                "url": f"{base_url}/feeds/{number}",
                "source_kind": kind_of(file.stem),
                "every": "10m",
            }
            for number, (file, name) in enumerate(zip(self.files, self._names(), strict=True))
        ]

    def _names(self) -> list[str]:
        """What each feed calls itself, else its file's name, which also parts two of one title."""
        titles = [_title(file) for file in self.files]
        alone = Counter(titles)
        return [
            title[:60] if title and alone[title] == 1 else f"{title[:60]} {file.name}".strip()[:100]
            for title, file in zip(titles, self.files, strict=True)
        ]

    def start(self, now: datetime) -> datetime:
        """When the play begins: now, or just after the newest entry where the feeds are of another time."""
        newest = max((t for f in self.files for t in _times(f)), default=None)
        if newest is None or abs(now - newest) < _FRESH:
            return now
        return newest + _AFTER_NEWEST


def kind_of(stem: str) -> Literal["hotline", "mailbox", "forum", "social", "local_media"]:
    """The kind of a source by its file's name: ``rexian*`` is a hotline, ``luntan*`` a forum; else local media."""
    lower = stem.lower()
    for words, kind in _HINTS:
        if any(word in lower for word in words):
            return kind  # type: ignore[return-value]
    return "local_media"


def _title(file: Path) -> str:
    content = _content(file)
    return (content.title or "").strip() if content else ""


def _content(file: Path) -> FeedContent | None:
    try:
        return read_feed(file.read_bytes(), FeedOrigin())
    except OutsideError:
        return None  # the source itself will say so when it is polled


def _times(file: Path) -> list[datetime]:
    content = _content(file)
    rows = content.rows if content else ()
    return [r.published_at for r in rows if isinstance(r, Item) and r.published_at is not None]

"""The story of the demo as data: feeds, what appears on them and when, and what a duty officer does about it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import datetime, timedelta
from pathlib import Path
from typing import Annotated, Any, Literal

from pydantic import AfterValidator, BeforeValidator, Field

from monitor import config_file
from monitor.clock import SHANGHAI, parse_time
from monitor.collectors.sources import SourceKind
from monitor.config_file import ConfigModel

STORY = Path(__file__).parent / "story.yaml"
MARK = "urn:demo:"
"""What an entry is called outside begins with this: Atom asks for absolute identifiers."""
_MOMENT = re.compile(r"^([1-9]) ([01]\d|2[0-3]):([0-5]\d)$")


def _moment(value: str) -> str:
    if not _MOMENT.match(value):
        raise ValueError("须写作“第几天 时:分”，如 1 14:10")
    return value


Moment = Annotated[str, AfterValidator(_moment)]
"""A moment of the story: ``2 09:30`` is half past nine on its second day."""
Form = Literal["rss", "atom", "jsonfeed", "rows"]


class StoryFeed(ConfigModel):
    """One place of the made-up world that is polled."""

    key: str
    name: str
    form: Form
    source_kind: SourceKind
    every: str
    charset: str = "utf-8"


class StoryEntry(ConfigModel):
    """One post or report; ``copy`` names the entry that it reprints."""

    id: str
    feed: str
    at: Moment
    title: str = ""
    text: str = ""
    author: str = ""
    copy_of: str = ""
    prefix: str = ""
    suffix: str = ""
    reply: str = ""
    replied_at: Moment | None = None

    @property
    def tale(self) -> str:
        """The name of the tale that the entry belongs to."""
        return self.id.rpartition("-")[0]


class StoryAct(ConfigModel):
    """One act of the duty officer, at that time or as soon as the case is there (with ``severity``, if it is named)."""

    at: Moment
    case: str
    act: str
    who: str = ""
    severity: str = ""
    note: str = ""
    result: str = ""
    organ: str = ""
    reason: str = ""
    participants: str = ""
    conclusion: str = ""
    kind: str = ""
    published_at: Moment | None = None
    url_of: str = ""
    parts: tuple[str, ...] = ()
    disposition: str = ""
    severity_to: str = ""
    second: str = ""
    words: str = ""


class Expectation(ConfigModel):
    """How a tale ends when everything works."""

    state: str
    severity: str | None = None
    verification: str | None = None
    deadlines: dict[str, str] = Field(default_factory=dict)
    occurred_at: Moment | None = None


class Remark(ConfigModel):
    """What the narrator says when an act is first seen on a tale's case (with ``severity``, on reaching it)."""

    case: str
    act: str
    severity: str = ""
    say: str


def _time(value: Any) -> Any:
    return parse_time(value) if isinstance(value, str) else value


class Story(ConfigModel):
    """``story.yaml``."""

    start: Annotated[datetime, BeforeValidator(_time)]
    hours: float
    feeds: tuple[StoryFeed, ...]
    entries: tuple[StoryEntry, ...]
    acts: tuple[StoryAct, ...]
    remarks: tuple[Remark, ...]
    expected: dict[str, Expectation]

    @property
    def end(self) -> datetime:
        return self.start + timedelta(hours=self.hours)

    def moment(self, text: Moment) -> datetime:
        """A moment of the story as an aware time."""
        found = _MOMENT.match(text)
        assert found is not None, "the model has checked it"
        day, hour, minute = map(int, found.groups())
        midnight = self.start.astimezone(SHANGHAI).replace(hour=0, minute=0, second=0, microsecond=0)
        return midnight + timedelta(days=day - 1, hours=hour, minutes=minute)

    def entry(self, ident: str) -> StoryEntry:
        return next(e for e in self.entries if e.id == ident)

    def told(self, entry: StoryEntry) -> tuple[str, str]:
        """Title and text of an entry; a reprint has those of its original, with what the site added."""
        origin = self.entry(entry.copy_of) if entry.copy_of else entry
        return origin.title, f"{entry.prefix}{origin.text}{entry.suffix}"


def read_story(path: Path = STORY) -> Story:
    """Read the story. Raises ConfigError naming file, key and line."""
    return config_file.read(path, Story)


def source_rows(feeds: tuple[StoryFeed, ...], base_url: str) -> list[dict[str, Any]]:
    """The entries of ``sources.yaml`` for the feeds of a story."""
    return [_source_row(feed, base_url) for feed in feeds]


def _source_row(feed: StoryFeed, base_url: str) -> dict[str, Any]:
    row: dict[str, Any] = {
        "name": feed.name,
        "kind": "json" if feed.form == "rows" else "feed",
        "url": f"{base_url}/feeds/{feed.key}",
        "source_kind": feed.source_kind,
        "every": feed.every,
    }
    if feed.form == "rows":
        row["mapping"] = dict(ROW_FIELDS)
    return row


ROW_FIELDS: Mapping[str, str] = {
    "items": "data.rows",
    "id": "orderNo",
    "title": "title",
    "text": "content",
    "author": "caller",
    "published_at": "createTime",
    "reply": "replyContent",
    "replied_at": "replyTime",
}
"""Which field of the hotline's own answer is which field of an item."""

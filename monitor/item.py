"""An item as it comes in through any door: the shape of ``contract.md``, "Items in"."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any

from monitor.clock import is_bare_day, parse_time, rfc3339
from monitor.errors import BadItem
from monitor.values import value

SOURCE_KIND_LABELS: Mapping[str, str] = {
    "central_media": "中央媒体",
    "local_media": "地方媒体",
    "portal": "门户网站",
    "social": "社交平台",
    "forum": "论坛贴吧",
    "hotline": "热线",
    "mailbox": "信箱留言",
    "official_site": "政府网站",
    "other": "其他",
}
SOURCE_KINDS = tuple(SOURCE_KIND_LABELS)
ADDRESSED = frozenset({"hotline", "mailbox"})
"""Kinds of source by which people write to an office."""
SPEAKING = ADDRESSED | {"social", "forum", "other"}
"""Kinds of source where people tell in their own words what they saw."""
READ_BY_OFFICES = ADDRESSED | {"official_site"}
"""Kinds of source that an office reads because they are offices' own; their name says nothing of what people send there."""
COUNTERS = ("likes", "comments", "reposts", "views")
_SURROGATES = dict.fromkeys((0, *range(55296, 57344)), "�")
TEXTS = ("title", "text", "url", "source", "author")
TIMES = ("published_at", "collected_at", "replied_at")
_MOST = 2**63 - 1
"""What a database can hold of a count."""


@value
class Item:
    """One post, report or message, as given (before cleaning); times are aware.

    ``reply`` and ``replied_at`` are the answer that some channels (hotlines, mailboxes) deliver with the message.
    ``date_only`` says that ``published_at`` was given as a day without an hour; ``ignored`` names the fields that were
    given and could not be read.
    """

    id: str
    title: str = ""
    text: str = ""
    url: str | None = None
    source: str | None = None
    source_kind: str = "other"
    author: str | None = None
    published_at: datetime | None = None
    collected_at: datetime | None = None
    likes: int | None = None
    comments: int | None = None
    reposts: int | None = None
    views: int | None = None
    reply: str | None = None
    replied_at: datetime | None = None
    date_only: bool = False
    ignored: tuple[str, ...] = ()

    def reference_time(self, now: datetime) -> datetime:
        """The time against which relative dates in the text are judged."""
        return self.published_at or self.collected_at or now

    def to_json(self) -> dict[str, Any]:
        """The contract's JSON object; unknown fields are left out."""
        out: dict[str, Any] = {}
        for name in self.__dataclass_fields__:
            value = getattr(self, name)
            if value is None or name == "ignored" or (name == "date_only" and not value):
                continue
            out[name] = rfc3339(value) if isinstance(value, datetime) else value
        return out


def item_from_json(obj: Any) -> Item:
    """Check one incoming object and turn it into an :class:`Item`; unknown fields are left aside.

    A further field that cannot be read (an impossible date, a count in words) is as good as not given: it stands in
    ``ignored``, since losing a report over its number of likes would be worse.

    Raises:
        BadItem: no object, no non-empty string ``id``, or neither title nor text.
    """
    if not isinstance(obj, Mapping):
        raise BadItem("不是 JSON 对象")
    ident = obj.get("id")
    if not isinstance(ident, str) or not ident.strip():
        raise BadItem("缺少非空的文字字段 id")
    read = {name: reader(obj.get(name)) for name, reader in _READERS.items()}
    fields: dict[str, Any] = {k: v for k, v in read.items() if v is not _UNREADABLE and v is not None}
    if not fields.get("title", "").strip() and not fields.get("text", "").strip():
        raise BadItem("title 与 text 均为空")
    raw = obj.get("published_at")
    bare = bool(obj.get("date_only")) or (isinstance(raw, str) and is_bare_day(raw))
    ignored = tuple(name for name, value in read.items() if value is _UNREADABLE)
    return Item(id=ident, **fields, date_only=bare and "published_at" in fields, ignored=ignored)


_UNREADABLE = object()
"""Stands for the value of a field that was given and cannot be read."""


def _text(value: Any) -> Any:
    if value is None or isinstance(value, str):
        return value
    if isinstance(value, (int, float)) and not isinstance(value, bool):
        return str(value)
    return _UNREADABLE


def _count(value: Any) -> Any:
    if value is None or value == "":
        return None
    if isinstance(value, bool):
        return _UNREADABLE
    try:
        number = int(value)
    except (TypeError, ValueError, OverflowError):
        return _UNREADABLE
    return number if 0 <= number <= _MOST else _UNREADABLE


def _time(value: Any) -> Any:
    if value is None or value == "":
        return None
    if not isinstance(value, str):
        return _UNREADABLE
    try:
        moment = parse_time(value)
    except (ValueError, OverflowError):
        return _UNREADABLE
    # The first and the last year are programs' "no time"; in another zone they may not even exist.
    return moment if 1 < moment.year < 9999 else _UNREADABLE


def _kind(value: Any) -> Any:
    if value is None or value == "":
        return None
    return value if isinstance(value, str) and value in SOURCE_KINDS else _UNREADABLE


_READERS: Mapping[str, Callable[[Any], Any]] = {
    **dict.fromkeys((*TEXTS, "reply"), _text),
    **dict.fromkeys(COUNTERS, _count),
    **dict.fromkeys(TIMES, _time),
    "source_kind": _kind,
}


def item_of_line(line: bytes) -> Item | None:
    """One line of JSONL as an item; None for a blank one. Raises BadItem."""
    try:
        text = line.decode("utf-8-sig").strip()
    except UnicodeDecodeError as error:
        raise BadItem("不是 UTF-8 文字") from error
    if not text:
        return None
    try:
        tree = json.loads(text)
    except RecursionError as error:
        raise BadItem("JSON 嵌套过深") from error
    except ValueError as error:
        raise BadItem("不是有效的 JSON") from error
    return item_from_json(storable(tree) if "\\u" in text else tree)


def storable(tree: object) -> object:
    """An object, or a list of them, with lone surrogates and NUL, which no database stores as text, replaced.

    Only an escape (``\\u0000``) can bring them into text that was decoded.
    """
    if isinstance(tree, dict):
        return storable_fields(tree)
    return [storable(one) for one in tree] if isinstance(tree, list) else tree


def storable_fields(fields: Mapping[str, Any]) -> dict[str, Any]:
    """The same for the fields of one item."""
    return {k: v.translate(_SURROGATES) if isinstance(v, str) else v for k, v in fields.items()}

"""An item as it comes in through any door: the shape of ``contract.md``, "Items in"."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from monitor.clock import parse_time, rfc3339
from monitor.errors import BadItem

SOURCE_KINDS = (
    "central_media",
    "local_media",
    "portal",
    "social",
    "forum",
    "hotline",
    "mailbox",
    "official_site",
    "other",
)
COUNTERS = ("likes", "comments", "reposts", "views")
_SURROGATES = dict.fromkeys((0, *range(55296, 57344)), "�")
_TEXTS = ("title", "text", "url", "source", "author")


@dataclass(frozen=True, slots=True)
class Item:
    """One post, report or message, as given (before cleaning); times are aware.

    ``reply`` and ``replied_at`` are the answer that some channels (hotlines, mailboxes) deliver with the message.
    ``date_only`` says that ``published_at`` was given as a day without an hour.
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

    def reference_time(self, now: datetime) -> datetime:
        """The time against which relative dates in the text are judged."""
        return self.published_at or self.collected_at or now

    def to_json(self) -> dict[str, Any]:
        """The contract's JSON object; unknown fields are left out."""
        out: dict[str, Any] = {}
        for name in self.__dataclass_fields__:
            value = getattr(self, name)
            if value is None or (name == "date_only" and not value):
                continue
            out[name] = rfc3339(value) if isinstance(value, datetime) else value
        return out


def item_from_json(obj: Any) -> Item:
    """Check one incoming object and turn it into an :class:`Item`; unknown fields are ignored.

    Raises:
        BadItem: no object, no non-empty string ``id``, neither title nor text, or a field of a wrong type.
    """
    if not isinstance(obj, Mapping):
        raise BadItem("不是 JSON 对象")
    ident = obj.get("id")
    if not isinstance(ident, str) or not ident.strip():
        raise BadItem("缺少非空的文字字段 id")
    fields: dict[str, Any] = {"id": ident.strip()}
    for name in (*_TEXTS, "reply"):
        fields[name] = _text(obj, name)
    if not (fields["title"] or "").strip() and not (fields["text"] or "").strip():
        raise BadItem("title 与 text 均为空")
    fields["title"], fields["text"] = fields["title"] or "", fields["text"] or ""
    for name in COUNTERS:
        fields[name] = _count(obj, name)
    for name in ("published_at", "collected_at", "replied_at"):
        fields[name] = _time(obj, name)
    kind = obj.get("source_kind") or "other"
    if kind not in SOURCE_KINDS:
        raise BadItem(f"source_kind 取值无效：{kind!s:.40}")
    raw = obj.get("published_at")
    return Item(**fields, source_kind=kind, date_only=bool(obj.get("date_only")) or _is_bare_day(raw))


def _is_bare_day(value: Any) -> bool:
    return isinstance(value, str) and 0 < len(value.strip()) <= 11 and ":" not in value


def _text(obj: Mapping[str, Any], name: str) -> str | None:
    value = obj.get(name)
    if value is None or isinstance(value, str):
        return value
    if isinstance(value, (int, float)) and not isinstance(value, bool):
        return str(value)
    raise BadItem(f"{name} 须为文字")


def _count(obj: Mapping[str, Any], name: str) -> int | None:
    value = obj.get(name)
    if value is None or value == "":
        return None
    if isinstance(value, bool):
        raise BadItem(f"{name} 须为非负整数")
    try:
        number = int(value)
    except (TypeError, ValueError, OverflowError) as error:
        raise BadItem(f"{name} 须为非负整数") from error
    if number < 0:
        raise BadItem(f"{name} 须为非负整数")
    return number


def _time(obj: Mapping[str, Any], name: str) -> datetime | None:
    value = obj.get(name)
    if value is None or value == "":
        return None
    if not isinstance(value, str):
        raise BadItem(f"{name} 须为 RFC 3339 时间")
    try:
        return parse_time(value)
    except (ValueError, OverflowError) as error:
        raise BadItem(f"{name} 不是有效时间：{value:.40}") from error


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
    return item_from_json(_storable(tree) if "\\u" in text else tree)


def _storable(tree: object) -> object:
    """The tree with lone surrogates and NUL, which no database stores as text, replaced."""
    if isinstance(tree, dict):
        return {k: v.translate(_SURROGATES) if isinstance(v, str) else v for k, v in tree.items()}
    return tree

"""Rows of a table → items, by the names of their columns: messages, replies, generic exports."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from monitor.collectors.cells import Cell, count, is_empty, is_rounded, moment, words
from monitor.collectors.platform import is_platform_export, platform_item
from monitor.collectors.poll import content_id
from monitor.errors import BadItem
from monitor.item import SOURCE_KINDS, Item

# For each field its known column names, the one that holds more first.
NAMES: Mapping[str, tuple[str, ...]] = {
    "id": ("id", "msg_id", "留言编号", "工单编号", "工单号", "信件编号", "编号"),
    "title": ("title", "留言主题", "标题", "主题", "工单标题", "信件标题"),
    "text": (
        "detail",
        "text",
        "content",
        "留言详情",
        "留言内容",
        "正文",
        "内容",
        "工单内容",
        "信件内容",
        "诉求内容",
    ),
    "url": ("url", "link", "链接", "网址", "原文链接"),
    "source": ("source", "来源", "来源网站", "信源"),
    "source_kind": ("source_kind",),
    "author": ("author", "user", "留言用户", "用户", "作者", "留言人"),
    "published_at": ("published_at", "time", "留言时间", "发布时间", "来电时间", "日期", "时间"),
    "collected_at": ("collected_at", "采集时间"),
    "likes": ("likes", "点赞数", "点赞"),
    "comments": ("comments", "评论数"),
    "reposts": ("reposts", "转发数"),
    "views": ("views", "阅读数", "浏览数"),
    "reply": ("reply", "答复意见", "答复内容", "回复内容"),
    "replied_at": ("replied_at", "reply_time", "答复时间", "回复时间"),
}
# Columns that only citizens' message boxes and hotlines have.
_MESSAGE_MARKS = frozenset(
    {
        "msg_id",
        "detail",
        "留言编号",
        "留言详情",
        "留言主题",
        "工单编号",
        "工单号",
        "工单内容",
        "来电时间",
        "诉求内容",
    }
)
_MAIL_MARKS = frozenset({"信件编号", "信件内容", "信件标题"})


@dataclass(frozen=True, slots=True)
class Header:
    """The columns of a table: where each known field stands, and what shape of table it is."""

    columns: tuple[str, ...]
    positions: Mapping[str, int]
    kind: str
    platform: bool


def read_header(cells: Sequence[Cell]) -> Header | None:
    """Recognise a header row; None when it names neither a title nor a text column."""
    columns = tuple(_name(c) for c in cells)
    where = {name: i for i, name in reversed(tuple(enumerate(columns))) if name}
    if is_platform_export(where):
        return Header(columns, where, "other", platform=True)
    lowered = {name.lower(): i for name, i in where.items()}
    positions = {
        field: next(lowered[n] for n in names if n in lowered)
        for field, names in NAMES.items()
        if any(n in lowered for n in names)
    }
    if "title" not in positions and "text" not in positions:
        return None
    return Header(columns, positions, _kind(lowered), platform=False)


def _name(cell: Cell) -> str:
    return "".join(str(cell).split()).strip("\ufeff") if cell is not None else ""


def _kind(columns: Mapping[str, int]) -> str:
    if _MAIL_MARKS & columns.keys():
        return "mailbox"
    return "hotline" if _MESSAGE_MARKS & columns.keys() else "other"


def item_of_row(header: Header, cells: Sequence[Cell]) -> Item:
    """One row as an item. Raises BadItem when it is not one."""
    values = {n: cells[i] for n, i in header.positions.items() if i < len(cells) and not is_empty(cells[i])}
    if header.platform:
        return platform_item(values)
    title, text = words(values.get("title")), words(values.get("text"))
    if not title and not text:
        raise BadItem("标题与正文均为空")
    when, replied = moment(values, "published_at"), moment(values, "replied_at")
    collected = moment(values, "collected_at")
    url, source = words(values.get("url")) or None, words(values.get("source")) or None
    told = values.get("id")
    ident = "" if is_rounded(told) else words(told)
    return Item(
        id=ident or url or content_id(source, words(values.get("author")), title, text),
        title=title,
        text=text,
        url=url,
        source=source,
        source_kind=_source_kind(values.get("source_kind"), header.kind),
        author=words(values.get("author")) or None,
        published_at=when.at if when else None,
        collected_at=collected.at if collected else None,
        reply=words(values.get("reply")) or None,
        replied_at=replied.at if replied else None,
        date_only=when.date_only if when else False,
        likes=count(values, "likes"),
        comments=count(values, "comments"),
        reposts=count(values, "reposts"),
        views=count(values, "views"),
    )


def _source_kind(cell: Cell, default: str) -> str:
    kind = words(cell) or default
    if kind not in SOURCE_KINDS:
        raise BadItem(f"source_kind 取值无效：{kind:.40}")
    return kind

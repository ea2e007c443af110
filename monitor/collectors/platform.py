"""The export of commercial monitoring platforms (34 columns, ``标题/微博内容`` and on) → items."""

from __future__ import annotations

from collections.abc import Mapping

from monitor.collectors.cells import Cell, count, moment, words
from monitor.collectors.poll import content_id
from monitor.errors import BadItem
from monitor.item import Item

_POST, _SUMMARY, _COMMENT, _LINK = "标题/微博内容", "摘要", "评论内容", "原文/评论链接"
_SOCIAL = ("微博", "微信", "短视频", "视频", "抖音", "快手", "小红书", "微头条", "社交", "自媒体")
_FORUM = ("论坛", "贴吧", "问答", "社区", "博客")
_OFFICIAL = ("政务", "政府")
_MESSAGES = ("留言", "问政", "信箱", "投诉")
_LOCAL = ("省", "市", "县", "区", "地方")
_LONG_TITLE = 60


def is_platform_export(columns: Mapping[str, int]) -> bool:
    """True when the columns are those of a platform's export."""
    return _POST in columns and (_LINK in columns or "来源网站" in columns)


def platform_item(values: Mapping[str, Cell]) -> Item:
    """One row of an export as an item. Raises BadItem.

    A comment's text is the comment, under the title of what it comments on; a microblog has no title, its post is the
    text; else title and summary are what the platform gives.
    """
    get = {name: words(cell) for name, cell in values.items()}.get
    comment = get(_COMMENT, "")
    title, text = _title_and_text(get(_POST, ""), get(_SUMMARY, ""), get("媒体类型", ""))
    if comment:
        title, text = title or get(_POST, ""), comment
    if not title and not text:
        raise BadItem("标题、摘要与评论均为空")
    url, site = get(_LINK), get("来源网站")
    author = (get("转发/评论作者") if comment or get("原发/转发") == "转发" else None) or get("原文作者")
    when = moment(values, "日期")
    return Item(
        id=_ident(url, comment, site, author, title, text),
        title=title,
        text=text,
        url=url,
        source=site,
        source_kind=source_kind(
            get("媒体类型", ""), get("信源级别", ""), by_medium="媒体" in (get("用户类型"), get("媒体信息"))
        ),
        author=author,
        published_at=when.at if when else None,
        date_only=when.date_only if when else False,
        likes=count(values, "点赞数"),
        comments=count(values, "评论数"),
        reposts=count(values, "转发数"),
        views=count(values, "阅读数/浏览热度"),
    )


def _title_and_text(post: str, summary: str, medium: str) -> tuple[str, str]:
    """A long post of a social medium is text without a title; a headline keeps the summary as its text."""
    is_post = "微博" in medium or len(post) > _LONG_TITLE
    if not is_post:
        return post, summary
    return "", max(post, summary, key=len)


def _ident(url: str | None, comment: str, *parts: str | None) -> str:
    """The link; a comment adds its own hash, since it shares the link of what it comments on."""
    if not url:
        return content_id(comment, *parts)
    return f"{url}#{content_id(comment, parts[1])}" if comment else url


def source_kind(medium: str, level: str, *, by_medium: bool = False) -> str:
    """The kind of a source from the platform's 媒体类型 and 信源级别.

    ``by_medium`` says that an account on a platform belongs to a newspaper or station: then its level counts.
    """
    if any(word in medium for word in _MESSAGES):
        return "mailbox"
    if any(word in medium for word in _OFFICIAL):
        return "official_site"
    if any(word in medium for word in _FORUM):
        return "forum"
    if any(word in medium for word in _SOCIAL) and not by_medium:
        return "social"
    if "央" in level or "国家" in level:
        return "central_media"
    if any(word in level for word in _LOCAL):
        return "local_media"
    return "portal" if medium else "other"

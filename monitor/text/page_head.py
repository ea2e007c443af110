"""The line above a report that says when and where a page put it out (2026-11-20 10:00 来源：某某网): no hour of what happened."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date

Rewrite = Callable[[str, re.Pattern[str], Callable[[re.Match[str]], str]], str]

_DATE = r"(?P<year>(?:19|20)\d\d)[-/.年](?P<month>1[0-2]|0?[1-9])[-/.月](?P<day>3[01]|[12]\d|0?[1-9])日?"
_CLOCK = r"(?:(?:星期|周)[一二三四五六日天]\s?)?(?:\d{1,2}[:：]\d{2}(?:[:：]\d{2})?|\d{1,2}[时点]\d{1,2}分)"
_WHEN = "(?:发布|发表|更新|创建|发稿|上传|录入)(?:时间|日期)|发[布表]于"
_WHO = (
    "(?:信息|文章|新闻|稿件|内容)?来源|稿源|来自|作者|(?:责任|本文)?编辑|责编|记者|通讯员|摄影|(?:发布|撰稿|投稿)[人者]|供稿|撰稿|审核|校对|发布(?:单位|机构|部门)|"
    "(?:点击|浏览|阅读|访问)(?:[量数]|次数)?|评论数?|人气|字[体号]大?小?"
)
_SAID = rf"(?:{_WHO})[:：]?\s?[^\s：:，。；！？|]{{0,16}}"
# Where many stand in a row each ends before the next, and digits are one: else a row is cut in all ways that there are.
_SAID_NEXT = rf"(?:{_WHO})[:：]?\s?(?:(?!{_WHO})[^\s：:，。；！？|]){{0,16}}(?<![/·【】\[\]（）()])"
_BUTTON = r"(?:大|中|小|打印|关闭|收藏|分享|复制|\d{1,7}+次?)"
_GAP = r"[\s|/·【】\[\]（）()]"
_HEAD = re.compile(
    rf"(?<![^\n])(?P<front>(?:{_SAID}{_GAP}){{0,3}})(?P<when>(?:{_WHEN}|时间|日期)[:：]?\s?)?{_DATE}(?P<clock>\s?{_CLOCK})?"
    rf"(?P<rest>(?:{_GAP}{{0,3}}(?:{_SAID_NEXT}|{_BUTTON})){{0,10}}){_GAP}{{0,3}}\n"
)
_REACH, _HEADLINE = 120, 50
_LABEL = re.compile(f"{_WHO}|{_WHEN}")
_FORM = re.compile(
    "(?:事[故件发]|发生|案发|现场|具体|详细)?(?:地[点址段]|位置|事[件由项故]|经过|内容|名称|单位|天气|人[物员]|伤亡|原因|类[型别]|情况|级别|区域|路段|时段|震[级中])[:：]"
)
# 您的位置：首页 > 新闻中心 > 正文
_CRUMBS = re.compile(
    r"\A(?:(?:您?(?:的|所在|现在|当前)?(?:的)?位置|当前位置)(?:是|在)?[:：]?\s?)?(?:网站)?(?:首页|主页)\s?[>›»→/-]{1,2}[^\n，。；！？]{0,60}\n"
)
_TOGETHER = re.compile(r"\n(?:19|20)\d\d[-/.]\d{1,2}[-/.]\d{1,2}")
_DATELINE = re.compile(r"(?<![^\n])((?:19|20)\d\d)年(\d{1,2})月(\d{1,2})日讯[ ，]")
_YEAR_AT = re.compile(r"(?:19|20)\d\d[-/.年]")


def as_dateline(text: str, rewrite: Rewrite) -> str:
    """The clean text with that line as a dateline: its day dates 昨天, and nothing else of it is read."""
    if _CRUMBS.match(text):
        text = rewrite(text, _CRUMBS, lambda match: "")
    head = _head(text) if _YEAR_AT.search(text, 0, _REACH) else None
    if head is None:
        return text
    return rewrite(text, _HEAD, lambda match: _dateline(match) if match.start() == head else match[0])


def _head(text: str) -> int | None:
    """Where that line begins: above all, or below a headline if it names who put the page out; a report follows."""
    second = text.find("\n", 0, _HEADLINE) + 1
    for start in (0, second) if second else (0,):
        head = _HEAD.match(text, start)
        if head and (_LABEL.search(head[0]) or (start == 0 and _is_bare(head))):
            return start
    return None


def _is_bare(head: re.Match[str]) -> bool:
    """Whether nothing but a minute stands above running text (no form, no list of hours)."""
    following = head.string[head.end() :]
    return head["clock"] is not None and not _FORM.match(following) and not _TOGETHER.search(following)


def _dateline(match: re.Match[str]) -> str:
    return f"{match['year']}年{int(match['month'])}月{int(match['day'])}日讯 "


def page_day(text: str) -> tuple[date | None, int]:
    """The day, if any, on which its page put a clean text out, and where that ends in the text."""
    line = _DATELINE.search(text, 0, _REACH) if "日讯" in text[:_REACH] else None
    if line is None:
        return None, 0
    try:
        return date(int(line[1]), int(line[2]), int(line[3])), line.end()
    except ValueError:
        return None, 0

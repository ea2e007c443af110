"""The lists of other reports below a report (相关新闻, 猜你喜欢, 下一篇): they are not what it tells."""

from __future__ import annotations

import re

_HEADS = (
    "相关(?:新闻|阅读|链接|报道|专题|推荐|文章|内容|资讯|视频|稿件|热词)|(?:延伸|拓展|推荐|精彩|深度|扩展)阅读|猜你喜欢|你可能(?:还)?(?:喜欢|感兴趣)|您可能(?:还)?(?:喜欢|感兴趣)(?:的)?|"
    "(?:热门|热点|精彩|精选|编辑|今日|为[您你]|更多|猜你|本站|频道|图文|小编|站内)(?:推荐|精选|荐读)|(?:热门|热点|精彩|更多)(?:新闻|资讯|文章|视频|图片|要闻|内容|精彩|热点|看点)(?:推荐|排行)?|(?:最新|今日|图片|时政|社会|要闻|本地)(?:新闻|资讯|文章|视频|图片)(?:推荐|排行)|"
    "大家都在看|大家还在看|都在看|往期(?:回顾|推荐|精彩|精选|内容|文章)|(?:新闻|点击|热点|阅读|评论|一周|今日|24小时|48小时|本周|本月)(?:排行|热榜|热文|热评)榜?|今日热点|"
    "热搜榜?|(?:网友|热门|最新|精彩|全部|用户)(?:评论|跟帖|热评|留言)|更多精彩|更多>>?|相关标签|新闻回顾|历史上的今天"
)
_BESIDE = "(?:上|下)一(?:篇|条|页|则)"
# 最新资讯 alone may head the next bulletin of the same report: only 最新资讯推荐 is a list.
# The head of a list stands on a line of its own, or names the one link behind it.
_TAIL = re.compile(
    rf"\n[\s【\[（(·●■◆▶★☆>|\-—*#]{{0,4}}(?:(?:{_HEADS})[\s】\]）)：:>|\-—…]{{0,4}}(?=\n)|(?:{_HEADS})[】\]：:]|{_BESIDE}[】\]：:\n])"
)
_LEAST = 20
"""So many characters a report has at the least; a head before them is no tail."""


def begins(text: str) -> int | None:
    """Where the tail of a page begins in a clean text with lines; None where it has none."""
    tail = _TAIL.search(text, _LEAST)
    return tail.start() if tail else None

"""What of an article that was read again is an edit."""

from __future__ import annotations

import pytest

from monitor.collectors.article import Article
from monitor.collectors.rereading import words_of


def said(text: str) -> str:
    return words_of(Article("通报", text))


@pytest.mark.parametrize(
    ("was", "now"),
    [
        ("浏览次数：1024次", "浏览次数：2.3万次"),
        ("阅读人数：12人", "阅读人数：13人"),
        ("点赞 3 转发 4", "点赞 5 转发 6"),
        ("评论：3人", "评论：4人"),
        ("12人点赞", "1,300人点赞"),
        ("3小时前", "5小时前"),
    ],
)
def test_what_a_page_counts_by_itself_is_no_edit(was: str, now: str) -> None:
    assert said(f"事故正在处置。{was}") == said(f"事故正在处置。{now}")


@pytest.mark.parametrize(
    "told", ["据网友转发 {}人死亡。", "网友评论{}人遇难。", "现场观看{}死5伤", "浏览次数：3 {}人死亡"]
)
def test_a_number_of_people_behind_such_a_word_is_what_the_article_says(told: str) -> None:
    assert said(told.format(2)) != said(told.format(12))

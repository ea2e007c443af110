"""Cheap looks before dear ones: they may let through too much, and never hide a time."""

from __future__ import annotations

import re

from hypothesis import given, settings
from hypothesis import strategies as st

from monitor.text import dates, time_expressions

# The signs of a time as one would list them.
SIGNS = re.compile(
    r"[日号时点昨今晨晚前]|20\d\d\.\d|[隔转]天|第二天|[早晚]高峰|当天|周|星期|[:：/-]|除夕|初|元宵|端午|中秋|国庆|[正冬腊]月"
    r"|[农阴]历|重阳|七夕|中元|小年|圣诞|跨年|清早|刚[才刚]|[\d一二两三四五六七八九十]天"
)
LETTERS = "日号时点昨今晨晚前2013.隔转天第二早高峰当周星期:-除夕初元宵端午中秋国庆正冬腊月农历重阳七小年圣诞跨清刚才两的，"


@settings(max_examples=500)
@given(st.text(st.sampled_from(LETTERS), max_size=8))
def test_a_sentence_is_read_for_times_where_it_holds_a_sign_of_one(text: str) -> None:
    assert bool(time_expressions._GATE.search(text)) == bool(SIGNS.search(text))


@settings(max_examples=500)
@given(st.text(st.sampled_from("12月3日十讯电梯消息，网报者台获悉从问 "), max_size=16), st.integers(0, 6))
def test_no_dateline_is_missed(text: str, start: int) -> None:
    found, line = dates._dateline(text, start, len(text)), dates._DATELINE.search(text, start, len(text))
    assert (found and found.span()) == (line and line.span())

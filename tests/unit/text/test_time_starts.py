from __future__ import annotations

from hypothesis import example, given, settings
from hypothesis import strategies as st

from monitor.text import time_expressions as said

PIECES = [*"0123456789二三十年月日号时点天前第本同当的:./-个周星期份大清早夜晚", "2019年", "3月5日", "去年", "今天", "昨晚", "第二天", "年三十", "本月", "同一天", "当地时间", "20:30", "初五", "正月", "农历", "2020-1-5", "最后一天", "三更半夜", "十一长假", "二月二龙抬头", "月份"]  # fmt: skip


@given(st.lists(st.sampled_from(PIECES), max_size=7).map("".join))
@example("2019年3月5日")
@example("3月的最后一天")
@example("农历十二月初五")
@example("的20:30")
@settings(max_examples=400)
def test_an_expression_of_a_day_or_an_hour_is_tried_wherever_one_begins(text: str) -> None:
    at = 0
    while at < len(text):
        match = said._EXPRESSION.match(text, at)
        if match and (match["day"] or match["bare"] or match["hour"] or match["hh"] or match["iso"]):
            begin = said._START.search(text, at)
            assert begin is not None
            # What goes before an hour (凌晨的3时) may be left alone.
            assert begin.start() == at + (text[at] == "的")
        at += 1

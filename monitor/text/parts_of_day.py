"""Which part of the day a text names where it names no hour (昨晚, 7日凌晨), as one code for many words."""

from __future__ import annotations

from typing import Literal

DayPart = Literal[
    "small_hours", "dawn", "morning", "forenoon", "noon", "afternoon", "dusk", "evening", "night"
]
"""The parts of a day, from midnight on; ``night`` is a night of which the words do not tell whether it opens or ends the day."""

_WORDS: dict[DayPart, str] = {
    # 今晨 is said of one in the morning, too (今晨1时许).
    "small_hours": "凌晨 晨 后半夜 下半夜",
    "dawn": "清晨 清早 大清早 一清早 拂晓 黎明",
    "morning": "早 早上 早晨 早间 一大早 大早上 早高峰",
    "forenoon": "上午 午前 头晌 前半晌",
    "noon": "中午 午间 正午 晌午 大中午",
    "afternoon": "下午 午后 后晌 后半晌 大下午",
    "dusk": "傍晚 擦黑 傍黑 晚高峰",
    "evening": "晚 夜 晚上 晚间 大晚上 入夜 上半夜 前半夜",
    "night": "夜里 夜间 夜晚 半夜 大半夜 深夜 午夜 子夜 夜半 深更半夜 三更半夜",
}
_PARTS: dict[str, DayPart] = {word: part for part, words in _WORDS.items() for word in words.split()}


def part_of_day(word: str, *, of_day_before: bool = False) -> DayPart | None:
    """The part that a word names; None where it names none.

    今天夜里 may be that which ended this morning or that which has just begun; 昨天夜里 (``of_day_before``) is told of the night that
    began yesterday.
    """
    part = _PARTS.get(word)
    return "evening" if part == "night" and of_day_before else part

"""The day of what people tell by a part of the day alone: 下午一辆大车侧翻, 省道上刚出事."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime, timedelta

from monitor.text.parts_of_day import DayPart, part_of_day
from monitor.text.time_expressions import Said
from monitor.text.time_roles import judge

# 每天下午, 一上午, 下午班, 早上的菜 and 今天下午, which names its day, are none.
_LONE = re.compile(
    "(?<![每天整半一个全这那今昨前当次翌隔日号末到周一二三四五六初期节])(?P<part>大清早|清早|一大早|早上|早晨|上午|中午|晌午|大中午|下午|傍晚|晚上|大晚上)(?![班场茶饭餐市自的好]|[一二两三四五六七八九十\\d零]{1,3}[点时:：])"
    "|(?<![一-鿿])刚(?=[^，。；、]{0,12}?(?:出(?:大)?事|着火|起火|失火|撞|翻|塌|炸|爆|掉|坠|砸))|(?<=[上边下里口近])刚(?=出(?:大)?事|着火|起火|失火|发生|撞|翻|塌|炸|爆)"
)
_SENTENCE = re.compile("[^。！？；\n]+")
_BEGINS: dict[DayPart, int] = {
    "small_hours": 0,
    "dawn": 4,
    "morning": 5,
    "forenoon": 7,
    "noon": 11,
    "afternoon": 12,
    "dusk": 16,
    "evening": 17,
    "night": 20,
}
"""The hour from which on a part of the day may be spoken of as begun."""
_SURE = 3.0
"""As sure as a word of a happening behind makes it, beside a meal or far on."""


def find_lone_part(text: str, now: datetime) -> tuple[date, Said, DayPart | None] | None:
    """The day on which something happened in a part of the day told without one: the last that has begun.

    Of several the surest counts, the first of equals; none of a habit, of a report or of what came after.
    """
    best: tuple[float, Said] | None = None
    for one in _lone_parts(text):
        judged = judge(text, one, now.date())
        if judged.score >= _SURE and not (judged.barred or judged.report):
            best = (judged.score, one) if best is None or judged.score > best[0] else best
    if best is None:
        return None
    said = best[1]
    part = part_of_day(said.part)
    begun = part is None or now.hour >= _BEGINS[part]
    return now.date() - timedelta(days=int(not begun)), said, part


def _lone_parts(text: str) -> Iterator[Said]:
    for sentence in _SENTENCE.finditer(text):
        for match in _LONE.finditer(text, *sentence.span()):
            said = Said(*match.span(), sentence.span())
            yield replace(said, part=match["part"]) if match["part"] else said

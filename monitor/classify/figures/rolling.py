"""Bulletins of one happening in one text, each behind its hour: [22:30] 48人死亡，失踪19人。[次日10:00] 71人死亡，失踪13人.

Who is missing or shut in grows fewer as a search goes on, so the newest bulletin that counts them stands, not the highest number.
So do the hurt who are told in one breath with the dead of the newest (18:30 8人死亡，15人在医院治疗), where nowhere more are dead.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from monitor.classify.figures.areas import area_of
from monitor.classify.figures.mention import Mention
from monitor.classify.figures.speakers import Speaker, moment_of
from monitor.text.numerals import NUMBER

_FEWER = frozenset({"missing", "trapped"})
_DAY = "(?:(?:\\d{1,2}月)?\\d{1,2}[日号]|次日|翌日|第二天|[昨今当前][天日晚晨])?[ ，]?(?:凌晨|清晨|早上|上午|中午|下午|傍晚|晚上?|深夜)?"
_HOURS = re.compile(
    f"[\\[【（(]{_DAY}(\\d{{1,2}})(?:[:：](\\d\\d)|[时点](?:(\\d{{1,2}})分?)?)(?:更新|最新|消息)?[\\]】）)]|"
    f"(?:^|(?<=\n))[·•●▶►■◆★▪—\\- ]{{0,3}}{_DAY}(\\d{{1,2}})(?:[:：](\\d\\d)|[时点](?:(\\d{{1,2}})分?)?)许?(?:更新|最新|消息|快讯)?(?=[ ：，|丨]|(?<=[:：]\\d\\d)[一-鿿])"
)
_NEXT_DAY = re.compile("次日|翌日|第二天")
_DAY_OF_MONTH = re.compile("(\\d{1,2})[日号]")
_PAST_NOON = re.compile("下午|傍晚|晚")
_GATE = re.compile("[\\[【（(][^\\]】）\\n]{0,10}\\d[:：时点]|(?:^|\\n)\\s*[^，。；\\n]{0,10}\\d[:：时点]")
# A bulletin counts all of them: 截至9时 … 失踪13人; of 记者在村里看到，有2人失踪 nobody does.
_COUNTS = re.compile("截[至止]|通报|发布会|指挥部|统计|最新|累计|共有?")
# 邻省通报: of those of another place.
_OF_OTHERS = re.compile("邻[近省市县区国]|另一|[他外][省市县]")
_BULLETIN_DEAD = re.compile(
    f"(?:截[至止]|造成|已有?|确认|通报|共|说|称|公布|消息|统计)[^。]{{0,30}}?(?P<count>(?:死亡|遇难|罹难)(?:人数|人员)?[为是达共已至到]{{0,3}}{NUMBER}人|{NUMBER}人(?:已经?|不幸)?(?:死亡|遇难|罹难|丧生))"
)
_TOLD = frozenset({"plain", "total"})
_STANDS = frozenset({"plain", "total", "update", "weak"})
_BESIDE = 6
"""So close behind the dead stand the hurt of the same toll."""


def stands_behind_dead(text: str, start: int) -> bool:
    """``71人死亡，其中甲县63人；失踪13人；受伤…``: whether the bulletin that a part from ``start`` goes on tells of the dead first."""
    if text[start - 1 : start] != "；":
        return False
    begins = max(text.rfind(end, 0, start) for end in "。！？\n") + 1
    dead = _BULLETIN_DEAD.search(text, begins, start)
    # 甲县死亡3人；失踪9人: of one area only.
    return dead is not None and area_of(text, begins, dead.start("count")) is None


def newest_stands(mentions: list[Mention], text: str) -> list[Mention]:
    """The mentions of a text, where those whom an older bulletin counts missing or shut in are marked as told before."""
    if sum(m.value > 0 for m in mentions) < 2 or not _GATE.search(text):
        return mentions
    stamps = list(_HOURS.finditer(text))
    newest_first = _falls(list(_minutes(stamps))) if len(stamps) > 1 else None
    if newest_first is None:
        return mentions
    heads = [match.start() for match in stamps]
    mentions = _with_newest_hurt(mentions, heads, newest_first=newest_first)
    old = set(_of_older(mentions, text, heads, newest_first=newest_first))
    dated = _dated_within(mentions, heads, newest_first=newest_first)
    return [replace(m, former=True) if n in old else m for n, m in enumerate(dated)]


def _of_older(
    mentions: Sequence[Mention], text: str, heads: Sequence[int], *, newest_first: bool
) -> Iterator[int]:
    """The places in the list of whom bulletins before the newest count."""
    for name in _FEWER:
        told = [
            (_number(m, heads), n)
            for n, m in enumerate(mentions)
            if m.name == name and m.value and m.role in _TOLD and m.area is None
            if m.start >= heads[0] and not (m.former or m.earlier)
        ]
        full = [number for number, n in told if _is_full(mentions[n], mentions, text, heads)]
        if full:
            last = min(full) if newest_first else max(full)
            yield from (n for number, n in told if (number > last if newest_first else number < last))


def _dated_within(mentions: list[Mention], heads: Sequence[int], *, newest_first: bool) -> list[Mention]:
    """The mentions without the hours of older bulletins that would lie behind those of the newest: 截至22时 was the evening before."""
    spoke = [(_number(m, heads), at) for m in mentions if (at := moment_of(m.speaker)) is not None]
    if not spoke:
        return mentions
    last = (min if newest_first else max)(number for number, _ in spoke)
    newest = max(at for number, at in spoke if number == last)
    return [
        replace(m, speaker=Speaker(m.speaker.organ))
        if (at := moment_of(m.speaker)) is not None and at > newest
        else m
        for m in mentions
    ]


def _with_newest_hurt(mentions: list[Mention], heads: Sequence[int], *, newest_first: bool) -> list[Mention]:
    """The mentions, where the hurt who stand beside the dead of the newest bulletin that counts both are the last word on them."""
    own = [m for m in mentions if m.value and m.start >= heads[0] and m.area is None and m.role in _STANDS]
    hurt = [m for m in own if m.name == "injured"]
    if len({_number(m, heads) for m in hurt}) < 2:
        return mentions
    pairs = [
        (_number(d, heads), d, h)
        for d in own
        for h in hurt
        if d.name == "deaths" and d.sentence == h.sentence and 0 <= h.start - d.end <= _BESIDE
    ]
    if len({number for number, _, _ in pairs}) < 2:
        return mentions
    last, dead, newest = (min if newest_first else max)(pairs, key=lambda pair: pair[0])
    later = [m for m in hurt if (_number(m, heads) < last if newest_first else _number(m, heads) > last)]
    if later or any(m.name == "deaths" and m.value > dead.value for m in mentions):
        return mentions
    return [replace(m, role="correction") if m is newest else m for m in mentions]


def _number(mention: Mention, heads: Sequence[int]) -> int:
    return sum(head <= mention.start for head in heads)


def _is_full(mention: Mention, mentions: Sequence[Mention], text: str, heads: Sequence[int]) -> bool:
    """Whether a count stands in a bulletin that counts them all: beside the dead, or by its words."""
    number = _number(mention, heads)
    begins = heads[number - 1]
    if _OF_OTHERS.search(text, begins, mention.start):
        return False
    if _COUNTS.search(text, begins, mention.start):
        return True
    return any(m.name == "deaths" and m.value and _number(m, heads) == number for m in mentions)


def _minutes(stamps: Sequence[re.Match[str]]) -> Iterator[int]:
    """The hours of stamps in minutes since some day; a stamp without a day is of that of the one before."""
    day = 0
    for stamp in stamps:
        bracketed = stamp.groups()[:3] if stamp[1] else stamp.groups()[3:]
        hour, *minutes = bracketed
        if told := _DAY_OF_MONTH.search(stamp[0]):
            day = int(told[1])
        elif "昨" in stamp[0] or "今" in stamp[0]:
            day = "今" in stamp[0]
        next_day = _NEXT_DAY.search(stamp[0]) is not None
        late = int(hour) < 12 and _PAST_NOON.search(stamp[0]) is not None
        hours = int(hour) + 12 * late + 24 * (day + next_day)
        yield hours * 60 + int(next(filter(None, minutes), 0))


def _falls(minutes: Sequence[int]) -> bool | None:
    """Whether the hours run backwards, a day's end apart; None where they run neither way."""
    back = sum(b < a for a, b in pairwise(minutes))
    on = sum(b > a for a, b in pairwise(minutes))
    return None if back == on else back > on

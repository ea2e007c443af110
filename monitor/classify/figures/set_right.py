"""Numbers that a text sets right as it goes on: tolls of several hours in a row, and a number that is denied in favour of another."""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import pairwise

from monitor.classify.figures.mention import Mention
from monitor.text.alternation import screened
from monitor.text.numerals import NUMBER, read_number

_TIME = (
    "(?:\\d{1,2}日)?(?:凌晨|早上?|上午|中午|下午|傍晚|晚上?|夜里|深夜)?\\d{1,2}[时点](?:\\d{1,2}分|半|许|整)?"
)
_TOLL = f"(?:{NUMBER}(?:人|名)?死|{NUMBER}(?:人|名)?(?:死亡|遇难)|(?:死亡|遇难)(?:人数)?{NUMBER}人)"
# 26日12时，6死17伤；26日20时，8死15伤；27日10时，10死13伤.
_DATED = screened(
    f"(?:截至|截止到?)(?:目前)?{_TIME}[，：]?(?:已|共|累计|造成)*{_TOLL}|{_TIME}(?:的?通报|发布|公布|报|更新|数字)?(?:[，：为是]){{1,2}}{_TOLL}"
)
_END = re.compile("[。；！？\n]|$")
# 不是5个，是3个.
_INSTEAD = re.compile(
    f"(?:不是|没有|并非)(?P<no>{NUMBER})(?:个|名|位)?人?(?:死亡|遇难|受伤)?，?(?:而是|是|只有|其实是|实际是|应该是)(?P<but>{NUMBER})(?:个|名|位|人)"
)


# 更正了前一晚的数字：因两具遗体被重复登记，实际死亡人数为9人.
_IN_FACT = re.compile(
    f"(?:更正|订正|修正|纠正|重复(?:登记|计算|统计|计入)|误报|有误)[^。]{{0,60}}?(?:实际|确切|准确|正确)的?(?:死亡|遇难|丧生)(?:者|人员)?(?:的?人数|总数|数字)?(?:应该?)?(?:为|是|：)?(?P<n>{NUMBER})(?:人|名)"
)


def set_right(mentions: list[Mention], text: str) -> list[Mention]:
    """The mentions of a text with those former that a later toll of the same row outdates, and with numbers told in the place of others."""
    if "时" in text or "点" in text:
        mentions = _of_the_last_hour(mentions, text)
    if "实际" in text or "确" in text:
        mentions = _in_fact(mentions, text)
    if "是" in text:
        mentions = _instead(mentions, text)
    return mentions


def _in_fact(mentions: list[Mention], text: str) -> list[Mention]:
    """What an organ gives in the place of an earlier number of its own is a correction."""
    for match in _IN_FACT.finditer(text):
        mentions = [
            replace(m, role="correction")
            if m.name == "deaths" and m.start < match.end("n") and match.start("n") < m.end
            else m
            for m in mentions
        ]
    return mentions


def _of_the_last_hour(mentions: list[Mention], text: str) -> list[Mention]:
    rows = list(_DATED.finditer(text))
    if len(rows) < 2:
        return mentions
    spans = [
        (row.start(), end.start() if (end := _END.search(text, row.end())) else len(text)) for row in rows
    ]
    if any(later - first > _NEAR for (_, first), (later, _) in pairwise(spans)):
        return mentions
    past = spans[:-1]
    return [
        replace(m, former=True) if m.value and any(a <= m.start < b for a, b in past) else m for m in mentions
    ]


_NEAR = 4
"""How far one toll of a row may stand from the one before."""


def _instead(mentions: list[Mention], text: str) -> list[Mention]:
    for match in _INSTEAD.finditer(text):
        no, but = (read_number(match[name]).value for name in ("no", "but"))
        denied = next((m for m in reversed(mentions) if m.value == no and m.start < match.start()), None)
        if denied is None or but is None or but != int(but) or denied.value == 0:
            continue
        right = replace(
            denied,
            value=int(but),
            start=match.start("but"),
            end=match.end(),
            role="correction",
            origin="media" if denied.origin == "unverified" else denied.origin,
            bound="exact",
        )
        kept = [m for m in mentions if not (m.name == denied.name and m.value == no)]
        mentions = sorted([*kept, right], key=lambda m: m.start)
    return mentions

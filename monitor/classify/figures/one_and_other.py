"""The hurt whom a sentence tells one after the other without a number: 一个断了肋骨，一个头部缝针."""

from __future__ import annotations

import re

from monitor.classify.figures.mention import Mention
from monitor.classify.figures.wounds import GATE, WOUND, is_told

_CLAUSE = re.compile("[^，。；！？、\\n]+")
_ONE = re.compile(
    "(?:^|(?<=[人的俩子机工妻妇弟妹女儿名]))(?:另外?|还有|剩下的?)?[一1][个名位人](?!人?(?:小时|星期|月|钟头|接一个|又一个))"
)
_MOST_BEFORE = 10
_DEAD = re.compile("死|亡|没了|遇难|不治|走了|没救|去世|离世|没事|没伤")
_HURT = frozenset({"injured", "light", "seriously_injured"})


def one_and_other(mentions: list[Mention], text: str, start: int, end: int, sentence: int) -> list[Mention]:
    """Put all of them in the place of the single ones that were counted; nothing where a number of the hurt stands beside them."""
    if text.count("一个", start, end) + text.count("一名", start, end) + text.count("一位", start, end) < 2:
        return mentions
    told = [
        clause.span() for clause in _CLAUSE.finditer(text, start, end) if _is_wounded(text, *clause.span())
    ]
    hurt = [m for m in mentions if m.name in _HURT and m.value]
    if len(told) < 2 or any(m.value > 1 for m in hurt) or len(hurt) > len(told):
        return mentions
    if len(hurt) == len(told) and any(m.role != "plain" or m.relation or m.name == "light" for m in hurt):
        return mentions  # 其中一个骨折，一个擦伤: of those counted before
    if any(not any(a <= m.start < b for a, b in told) for m in hurt):
        return mentions
    others = [m for m in mentions if m not in hurt]
    badly = [m for m in hurt if m.name == "seriously_injured"]
    whole = Mention("injured", len(told), "exact", told[0][0], told[-1][1], sentence=sentence)
    return sorted([*others, *badly, whole], key=lambda m: m.start)


def _is_wounded(text: str, start: int, end: int) -> bool:
    """Whether a clause tells of one more who is hurt."""
    one = _ONE.search(text[start : min(end, start + _MOST_BEFORE)])
    if one is None or not GATE.search(text, start, end) or _DEAD.search(text, start, end):
        return False
    return any(is_told(text, m) for m in WOUND.finditer(text, start + one.end(), end))

"""The dead or the hurt of whom only is told how many were men and how many women: 死者中8男4女."""

from __future__ import annotations

import re
from collections.abc import Iterator

from monitor.classify.figures.mention import Mention
from monitor.text.numerals import NUMBER, read_number

_WHO = "(?:(?P<deaths>死者|遇难者|罹难者|死亡人员|遇难人员)|(?P<injured>伤者|伤员|受伤人员))"
_COUNT = f"(?P<one>{NUMBER})[名个]?[男女](?:性)?[、，和]?(?P<other>{NUMBER})[名个]?[男女](?:性)?"
# 死者的身份已确认：二楼的失能老人，男性5名，女性8名.
_APART = re.compile(
    f"{_WHO}[^。；\\d]{{0,40}}?[，：]男性?(?P<one>{NUMBER})[名人]?[，、和]女性?(?P<other>{NUMBER})[名人]"
)
# 遇难者的身份已确认：3名男性，分别是…；4名女性.
_IN_TURN = re.compile(
    f"{_WHO}[^。；\\d]{{0,40}}?[，：](?P<one>{NUMBER})[名位个](?P<sex>[男女])[性子工人]?(?:，[^。]{{0,60}}?)?[；，、](?P<other>{NUMBER})[名位个](?!(?P=sex))[男女][性子工人]?"
)
_TOLD = re.compile(f"{_WHO}(?:当中|之中|中|里面?)?(?:共|有|为|是|系|：|，)*{_COUNT}(?![孩童生婴])")
_GATE = re.compile("[\\d一二三四五六七八九十][名个]?[男女]|[男女]性?[\\d一二三四五六七八九十]")


def _in_turn(text: str, start: int, end: int) -> Iterator[re.Match[str]]:
    """What begins in a sentence may end behind its semicolon."""
    ends = text.find("。", start)
    matches = _IN_TURN.finditer(text, start, ends if ends >= 0 else len(text))
    return (m for m in matches if m.start() < end)


def by_sex(text: str, start: int, end: int, sentence: int) -> Iterator[Mention]:
    """What both sexes of a sentence come to, as a side remark: who counts all the dead speaks first."""
    if not _GATE.search(text, start, end):
        return
    for match in (
        *_TOLD.finditer(text, start, end),
        *_APART.finditer(text, start, end),
        *_in_turn(text, start, end),
    ):
        values = [read_number(match[name]).value for name in ("one", "other")]
        if all(v is not None and v == int(v) for v in values):
            name = "deaths" if match["deaths"] else "injured"
            total = sum(int(v or 0) for v in values)
            yield Mention(name, total, "exact", *match.span(), "weak", sentence=sentence)

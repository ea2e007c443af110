"""Names of places that only arise where two words meet: 周口 in 本周口舌, 迁安 in 搬迁安置."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Sequence
from itertools import accumulate

from monitor.text.divisions import within
from monitor.text.gazetteer import Hit, Kind
from monitor.text.segment import Cut
from monitor.text.whole_names import WORDS_OF_PLACES

Resume = Callable[[str, int, int], Hit | None]
"""Reads a text anew from a position, for a name that begins there and ends by a limit."""

_AROUND = 8
"""So much of the text around a name tells where its words begin and end."""
_SHORT = 2
_ABROAD = Kind.ABROAD
_UNITS, _PREFIXES = "省市县区州旗盟", "驻赴抵离在到"
_NUMERALS = "0123456789一二三四五六七八九十"
_OF_BODIES = tuple("从据由向")
"""Behind these 息县政府 is the government of 息县, while 和县政府 may be 和 + 县政府."""

# 5时许昌黎县, 3日晚清城区, 途经营口: behind a time or a way another word begins; 3日晚上城区 may be 晚上 + 城区.
_BEHIND = re.compile(
    "(?:[0-9一二三四五六七八九十]日[晚夜]|[0-9一二三四五六七八九十半][时分点](?:许|左右)?|[上下中]午|凌晨|[途流行]经|位于|来自|发生在)$"
)
_BEHIND_CHARS, _ENDS_IT, _OF_HOURS = 4, frozenset("上许间里"), ("时", "分", "点", "半")
_PARTS = ("市区", "城区", "郊区", "山区", "南部", "北部", "西部", "东部", "中部", "政府", "路段", "段")
_OPENING_WORDS = frozenset("如和与及即因为对由从经至定都当并但则而若像以于把被将")
_ROADS, _STRETCH = ("高速", "公路", "国道", "省道", "快速路"), ("段", "路段", "境内")
"""连霍高速公路定西段: between a road and its stretch stands a place."""


def straddles(cut: Cut, text: str, start: int, end: int) -> bool:
    """Whether a short name at ``[start, end)`` begins within a word of the text: 海地 in 沿海地区, 北约 in 以北约5公里.

    22日本报讯 is of a day and this paper.
    """
    if end - start > _SHORT or not start or text[start - 1] in _PREFIXES:
        return False
    if text[start - 1] in _NUMERALS and text.startswith("日", start):
        return True
    at = max(0, start - _AROUND)
    return start not in {*accumulate(map(len, cut(text[at : end + _AROUND])), initial=at)}


class Seams:
    """Tells short names that straddle words from those that stand for themselves, by cutting the few characters around them."""

    def __init__(self, cut: Cut, city: str) -> None:
        self._cut, self._city = cut, city

    def leave_out(self, text: str, hits: Sequence[Hit], resume: Resume) -> list[Hit]:
        """The names without seams; what stands right behind another name and the own city's names are none.

        Nor is a name that stands for itself elsewhere in the text: 茂名信宜山洪 … 强降雨致信宜钱排镇.
        Where a seam ran into a name (昨天长沙 holds 天长), that counts.
        """
        kept: list[Hit] = []
        seams: set[int] = set()
        free = -1  # where the last name ends that was kept
        for hit, after in zip(hits, (*hits[1:], None), strict=True):
            beside = free == hit.start
            if beside or not self._may_be_one(hit) or _holds(hit, after) or not self._is_one(text, hit):
                kept.append(hit)
                free = hit.end
            else:
                seams.add(hit.start)
        if not seams:
            return kept
        kept = self._with_hidden(text, hits, kept, resume)
        if not kept:
            return kept
        told = {hit.text for hit in kept if not hit.meaning.kind.is_word or _is_borne_out(kept, hit)}
        back = [hit for hit in hits if hit.start in seams and hit.text in told]
        ends = {hit.start: hit.end for hit in back}
        kept = [h for h in kept if h.start - 1 not in ends or h.start >= ends[h.start - 1]]
        return sorted([*kept, *back], key=lambda hit: hit.start) if back else kept

    def _with_hidden(self, text: str, hits: Sequence[Hit], kept: list[Hit], resume: Resume) -> list[Hit]:
        """The names kept, with those that begin within a seam that a word ran into; 东台山 and 临西山区 hold none."""
        stays, found = {hit.start for hit in kept}, []
        for hit, after in zip(hits, (*hits[1:], None), strict=True):
            if hit.start not in stays and self._begins_within(text, hit):
                hidden = resume(text, hit.start + 1, after.start if after else len(text))
                if hidden is None or hidden.end <= hit.end or hidden.text[1:] in WORDS_OF_PLACES:
                    continue
                if not (self._may_be_one(hidden) and self._is_one(text, hidden)):
                    found.append(hidden)
        return sorted([*kept, *found], key=lambda hit: hit.start) if found else kept

    def _begins_within(self, text: str, hit: Hit) -> bool:
        """Whether a name begins within a word: 天长 in 昨天长沙 does, 东台 in 东台山 does not."""
        at = max(0, hit.start - _AROUND)
        return hit.start not in {*accumulate(map(len, self._cut(text[at : hit.end + _AROUND])), initial=at)}

    def _may_be_one(self, hit: Hit) -> bool:
        """Two characters, or three with what kind of place it is (海城市 in 沿海城市): longer names hardly arise by chance."""
        if len(hit.text) > _SHORT and not (len(hit.text) == _SHORT + 1 and hit.text[-1] in _UNITS):
            return False
        return not within(hit.meaning.codes, self._city)

    def _opens_a_body(self, text: str, hit: Hit) -> bool:
        """蒲县公安局 at the beginning of a clause is that of 蒲县, while 赵县长 is somebody and 和县公安局 may be 和 + 县公安局."""
        before = text[hit.start - 1 : hit.start]
        opens = not before or not "一" <= before <= "鿿"
        return before in _OF_BODIES or (
            opens and hit.meaning.kind is Kind.CONTEXT and not text.startswith("长", hit.end)
        )

    def _begins_there(self, text: str, hit: Hit, starts: Collection[int]) -> bool:
        """Whether a name begins where the cut sees the middle of a word, by what stands before it or would be left of it."""
        if text[hit.start - 1] in _PREFIXES:
            return True
        if len(hit.text) > _SHORT:
            inner = min((at for at in starts if at > hit.start), default=hit.end)
            if text[inner : hit.end] not in WORDS_OF_PLACES:
                return True
        before = max(0, hit.start - _BEHIND_CHARS)
        return hit.text[0] not in _ENDS_IT and _BEHIND.search(text, before, hit.start) is not None

    def _is_one(self, text: str, hit: Hit) -> bool:
        """Whether the name begins within a word, or ends within one that it did not begin (辉县 in 周辉县长)."""
        if text.startswith(_STRETCH, hit.end) and text.endswith(_ROADS, 0, hit.start):
            return False
        at = max(0, hit.start - _AROUND)
        starts = {*accumulate(map(len, self._cut(text[at : hit.end + _AROUND])), initial=at)}
        if hit.start not in starts:
            return not self._begins_there(text, hit, starts)
        if len(hit.text) == _SHORT and hit.text[0] == "许" and text[hit.start - 1 : hit.start] in _OF_HOURS:
            return True  # 5时许昌黎县城
        # 美国务卿 is of 美国 for all that it is cut 美/国务卿; 罗甸县委 is of 罗甸县.
        if hit.meaning.kind is _ABROAD or hit.end in starts or len(hit.text) > _SHORT:
            return False
        if hit.text[-1] == "县" and self._opens_a_body(text, hit):
            return False
        if text.startswith(_PARTS, hit.end) and _opens_a_clause(text, hit):
            return False
        return any(middle in starts for middle in range(hit.start + 1, hit.end))


def _opens_a_clause(text: str, hit: Hit) -> bool:
    """Whether a name opens a clause, and not with a word that often does: 山西南部 is the south of 山西, 如东部 may be 如 + 东部."""
    before = text[hit.start - 1 : hit.start]
    return hit.text[0] not in _OPENING_WORDS and not "一" <= before <= "鿿"


def _holds(hit: Hit, after: Hit | None) -> bool:
    """Whether the next name stands right behind one and lies in it: 湖南岳阳 is cut 湖/南岳/阳, and is two names for all that."""
    if after is None or after.start != hit.end:
        return False
    return any(within(after.meaning.codes, code) for code in hit.meaning.codes)


def _is_borne_out(kept: Sequence[Hit], hit: Hit) -> bool:
    """Whether a word of the language stands right behind the place that it lies in."""
    return any(one.end == hit.start and _holds(one, hit) for one in kept)

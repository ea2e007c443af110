"""One of those who are missing, found dead: 失联的两人中，父亲在下游找到，已无生命体征，儿子仍在搜寻."""

from __future__ import annotations

import re
from collections.abc import Iterator

from monitor.classify.figures.mention import Mention
from monitor.text.numerals import NUMBER, read_number

_ONE = re.compile(
    f"(?:失联|失踪|失去联系|下落不明|被(?:冲|卷)走)的?(?P<n>{NUMBER})[名位]?[一-鿿]{{0,3}}?人?[当之]?中，(?P<one>(?:其中)?(?:一[名位人])?[^，。；\\d]{{1,8}}?[^，。；]{{0,24}}?(?:找到|发现|打捞[^，。；]{{0,3}}|寻获)[^，。；]{{0,4}}，[^，。；]{{0,6}}?(?:[无没]有?生命|没了呼吸|遇难|死亡|身亡))"
)


def one_of_the_lost(text: str, start: int, end: int, sentence: int) -> Iterator[Mention]:
    """The one who is dead, and how many are missing without him."""
    for match in _ONE.finditer(text, start, end) if "中，" in text[start:end] else ():
        number = int(read_number(match["n"]).value or 0)
        if number > 1:
            at = match.span("one")
            yield Mention("deaths", 1, "exact", *at, "added", sentence=sentence, relation="further")
            yield Mention("missing", number - 1, "exact", *at, "correction", sentence=sentence)

"""What singles a text out anywhere in it: rare words, and pairs of letters that no dictionary holds (鹿乡, 澜湾, 鑫源).

Titles tell what a matter is; but a witness, a bulletin and a follow-up share no title, only the names that each lets fall.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from itertools import pairwise
from typing import NamedTuple

from monitor.events.words import WordTable

_RARE_WORD, _RARE_PAIR = 6.2, 7.0
_USUAL = 5.0
"""The rarity from which on a mark counts: it is worth what lies above."""
_HALF = 0.35
"""A pair of a lone letter and the end or beginning of a word is as often chance as a name."""
_LONG = 4
"""A word of so many letters in the dictionary is a set phrase or a term of the trade, hardly a name."""
_FIRST, _LAST = "\u4e00", "\u9fff"
# Letters of grammar, of counting and of everyday verbs: what they touch is a phrase, and no name.
_GRAMMAR = frozenset(
    "的了着过是在有和与及就都也还又很太更最不没无这那哪此该各每个们我你他她它谁什么吗吧呢啊呀啦嘛把被让给对向从到于以为因但而或如若"
    "已将会能可要想说看去来上下里外前后中内间时年月日号点分秒元万千百十一二三四五六七八九零两几多少半只次名人位家台辆户起出得地所其之等请再才"
    "则却仍并且由据按经至约余共同达处栋楼层室用做开关找打拿带走进回住新老先刚今昨明天早晚男女叫称某全伤亡升送"
)
_REMEMBERED = 200_000
_PHRASE = 2
"""A word with so many of these letters is a phrase (需要的话, 四十多)."""
_NUMERALS = frozenset("一二三四五六七八九十两几百千万")


class Mark(NamedTuple):
    """A rare piece of a text and its worth in points of rarity."""

    piece: str
    worth: float


class MarkReader:
    """Finds marks among the words of a text; ``usual`` are words of the trade that tell no matter from another (失联, 停职)."""

    def __init__(self, table: WordTable, usual: Iterable[str], most: int) -> None:
        self._table = table
        self._usual = frozenset(usual)
        self._usual_pairs = frozenset(a + b for word in self._usual for a, b in pairwise(word))
        self._most = most
        self._words: dict[str, float] = {}
        """What a word is worth as a mark, 0 where it is none; few thousand words come again and again."""
        self._pairs: dict[str, float] = {}
        """The same of a pair of letters that stands by itself."""

    def read(self, parts: Sequence[Sequence[str]], rarity: Callable[[str], float]) -> tuple[Mark, ...]:
        """The marks of the parts of a text, each a run of words; the worthiest first, then as they stand."""
        found: dict[str, float] = {}
        for words in parts:
            last = ""
            for word in words:
                first = word[0]
                if len(word) > 1:
                    worth = self._words.get(word)
                    if worth is None:
                        worth = self._learn(word, rarity(word))
                    if worth:
                        found.setdefault(word, worth)
                    if len(last) == 1:
                        self._pair(last + first, _HALF, found)
                elif last:
                    self._pair(last[-1] + first, 1.0 if len(last) == 1 else _HALF, found)
                last = word
        worthiest = sorted(found.items(), key=lambda mark: -mark[1])[: self._most]
        return tuple([Mark(piece, round(worth, 2)) for piece, worth in worthiest])

    def _learn(self, word: str, rarity: float) -> float:
        worth = 0.0
        if self._is_rare(word) and rarity > _RARE_WORD:
            worth = (rarity - _USUAL) * (1.0 if len(word) < _LONG else _HALF)
        return _remember(self._words, word, worth)

    def _is_rare(self, word: str) -> bool:
        return (
            _FIRST <= word[0] <= _LAST
            and word not in self._usual
            and not (len(word) == 2 and word[0] in _NUMERALS)
            and len(_GRAMMAR.intersection(word)) < _PHRASE
        )

    def _pair(self, pair: str, share: float, found: dict[str, float]) -> None:
        worth = self._pairs.get(pair)
        if worth is None:
            worth = self._learn_pair(pair)
        if worth:
            found.setdefault(pair, worth * share)

    def _learn_pair(self, pair: str) -> float:
        rarity = 0.0
        if (
            _GRAMMAR.isdisjoint(pair)
            and pair not in self._usual_pairs
            and all(_FIRST <= a <= _LAST for a in pair)
        ):
            rarity = self._table.pair(pair)[1]
        return _remember(self._pairs, pair, rarity - _USUAL if rarity > _RARE_PAIR else 0.0)


def _remember(known: dict[str, float], piece: str, worth: float) -> float:
    if len(known) >= _REMEMBERED:
        known.clear()
    known[piece] = worth
    return worth

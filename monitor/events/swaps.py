"""Whether two nearly equal texts tell of two places: a complaint written out again for another street, estate or house."""

from __future__ import annotations

import re
from collections.abc import Sequence

from monitor.events.segments import Segment, segments
from monitor.events.words import WordTable, letter_pairs

# What stands in a sentence and in no name: 我们小区, 整个小区, 附近的路 and 周边小区 name nothing.
_NO_NAME = re.compile(
    "[的了在是我你您他她它们有与及等被把从到于这那某该本此各每全整个所些几两多一不没就也都还很说让请对为旁]"
    "|和(?![平谐顺兴])|周边|周围|附近|对面|隔壁|住宅|老旧|新建|高档|学校|居民|业主|城市|农村|建设|施工"
)
_LAST_LETTERS = re.compile(r"[\u4e00-\u9fff]+$")
_LARGER_PLACE = re.compile(r"^.*[省市区县旗](?=.)")
_NUMERAL = "0-9零〇一二三四五六七八九十百"
_LEFT_DIGITS, _DIGITS = re.compile(f"[{_NUMERAL}]+$"), re.compile(f"[{_NUMERAL}]+")
_DIVISIONS = frozenset("省市区县旗")
_STREETS = frozenset(["路", "街", "巷", "大街", "大路", "大道"])
_RARE, _UNSEEN = 6.0, 9.0
_NAME_CHARS, _UNHEARD_CHARS = 4, 6
_LONGEST_SEGMENT = 12
_HOUSE_DIGITS = 5
"""No house has a longer number: that of a telephone, a plate or a file tells no two places apart."""


class PlaceSwaps:
    """Finds names and house numbers in which two otherwise equal texts differ; built once from the rules."""

    def __init__(self, endings: Sequence[str], address_units: Sequence[str], table: WordTable) -> None:
        self._table = table
        self._endings = _either(endings)
        self._units = _either(address_units)
        self._house = re.compile(
            f"[A-Za-z{_NUMERAL}]+(?:{self._units.pattern}|[区期])?$|(?:交[汇叉]|附近|旁|(?<=[路街道])[与和]).*$"
        )
        self._longest = max(map(len, endings), default=0)

    def found(self, left: str, right: str, differing: Sequence[Segment] | None = None) -> bool:
        """True when the texts differ in the name of a place that the other nowhere holds, or in the number of a house.

        Texts that are not nearly equal have no segments and say nothing in this way: False. A word added or left out is
        no other place. ``differing`` are the segments where they are known.
        """
        differing = segments(left, right) if differing is None else differing
        return self._names(left, right, differing) or any(self._houses(left, right, at) for at in differing)

    def names(self, left: str, right: str) -> bool:
        """The same for names alone: two houses of one street or estate may share a trouble."""
        return self._names(left, right, segments(left, right))

    def _names(self, left: str, right: str, differing: Sequence[Segment]) -> bool:
        swapped = [self._swapped(left, right, at) for at in differing]
        # 金茂路 and 金贸路 in two wordings are a slip of the pen; where nothing else differs one letter is enough.
        return max(swapped, default=0) > 1 or (bool(swapped) and min(swapped) > 0)

    def _swapped(self, left: str, right: str, at: Segment) -> int:
        """How many letters make one place another where two texts differ, 0 where it is no place that differs."""
        mine, theirs = left[at.start : at.end], right[at.other_start : at.other_end]
        if mine in _STREETS and theirs in _STREETS:
            return int(mine != theirs)
        if not mine or not theirs or max(len(mine), len(theirs)) > _LONGEST_SEGMENT:
            return 0
        name, other = self._name(left, at.start, at.end), self._name(right, at.other_start, at.other_end)
        # Without any ending it may as well be a person: one letter to the mayor and to the secretary is a copy.
        if name is None and other is None:
            return 0
        # 翠湖小区 and 万科蓝山: one name has an ending, the other is known by its letters.
        name, other = name or self._unheard(mine), other or self._unheard(theirs)
        if name is None or other is None or name in right or other in left:
            return 0
        # 泰禹 and 禹泰, 长大 and 长大建设: letters that changed places or are missing are a slip, too.
        return min(len({*name} - {*other}), len({*other} - {*name}))

    def _name(self, text: str, start: int, end: int) -> str | None:
        """The name that a differing segment is: its last letters with an ending at its end or right behind it."""
        end = self._without_house(text, start, end)
        touching = [
            found
            for found in self._endings.finditer(text, start, end + self._longest)
            if found.start() <= end <= found.end()
        ]
        for found in touching:
            # 锦绣家园 and 锦绣花园 differ in the ending alone.
            run = _LAST_LETTERS.search(
                text[start if found.start() > start else max(0, start - 2) : found.start()]
            )
            letters = _LARGER_PLACE.sub("", run[0])[-_NAME_CHARS:] if run else ""
            if letters and self._names_something(letters, found[0]):
                return letters + found[0]
        return None

    def _without_house(self, text: str, start: int, end: int) -> int:
        """Where a segment ends without the number of a house or a group, or what lies beside it (东升村二社, 学府街与同志街交汇处)."""
        house = self._house.search(text[start:end])
        return start + house.start() if house and house.start() else end

    def _names_something(self, letters: str, ending: str) -> bool:
        if _NO_NAME.search(letters) or letters in _DIVISIONS:
            return False
        # Endings of one letter also end common words (道路, 家里).
        return len(ending) > 1 or self._is_rare(letters, _RARE) or self._is_rare(letters[-1] + ending, _RARE)

    def _unheard(self, letters: str) -> str | None:
        """A few letters of which most belong to no common word, and so perhaps a name."""
        rarities = [self._table.pair(pair)[1] for pair in letter_pairs(letters)]
        if not 2 <= len(letters) <= _UNHEARD_CHARS or _NO_NAME.search(letters) or not rarities:
            return None
        return letters if sum(rarities) >= _RARE * len(rarities) and max(rarities) >= _UNSEEN else None

    def _is_rare(self, letters: str, rarity: float) -> bool:
        return any(self._table.pair(pair)[1] >= rarity for pair in letter_pairs(letters))

    def _houses(self, left: str, right: str, at: Segment) -> bool:
        # Where a text ends, the last letter that both share (302室, 303室) counts as a part of what differs.
        shared = _shared_end(left[at.start : at.end], right[at.other_start : at.other_end])
        mine = self._address(left, at.start, at.end - shared)
        theirs = self._address(right, at.other_start, at.other_end - shared)
        return bool(mine and theirs and mine != theirs and mine not in right and theirs not in left)

    def _address(self, text: str, start: int, end: int) -> str | None:
        """The whole number about a segment with what it counts (12号), if that is a part of an address and no date."""
        before = _LEFT_DIGITS.search(text[:start])
        begin = before.start() if before else start
        digits = _DIGITS.match(text, begin)
        if digits is None or digits.end() < end or (begin and text[begin - 1] == "月"):
            return None
        if len(digits[0]) > _HOUSE_DIGITS:
            return None
        unit = self._units.match(text, digits.end())
        return digits[0] + unit[0] if unit else None


def _shared_end(left: str, right: str) -> int:
    """How many letters two short strings have in common at their ends."""
    count = 0
    while count < min(len(left), len(right)) and left[-1 - count] == right[-1 - count]:
        count += 1
    return count


def _either(words: Sequence[str]) -> re.Pattern[str]:
    """Any of some words, the longest first; no words match nothing."""
    longest_first = sorted(words, key=len, reverse=True)
    return re.compile("|".join(map(re.escape, longest_first)) or r"(?!)")

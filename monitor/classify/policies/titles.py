"""Titles of papers as people quote them, and whose paper one is: many offices give theirs the same title."""

from __future__ import annotations

import re
from collections.abc import Collection

from monitor.classify.policies.numbers import DocumentNumber, numbers_in
from monitor.values import value

_KINDS = (
    "实施意见|指导意见|若干意见|意见|实施办法|管理办法|暂行办法|办法|实施方案|工作方案|行动方案|改革方案|方案|实施细则|细则|管理规定|"
    "暂行规定|若干规定|规定|管理条例|条例|若干措施|政策措施|措施|行动计划|计划|规划|纲要|决定|决议|公告|通告|通知|政策"
)
_TAIL = re.compile(rf"(?:的)?(?P<kind>{_KINDS})(?P<trial>[（(](?:试行|暂行|修订)[）)])?$")
_HEAD = re.compile(
    r"^(?:[一-鿿]{2,20}?(?:人民政府办公厅|人民政府办公室|人民政府|办公厅|办公室|委员会|局))?关于(?:印发|发布)?"
)
_PLACE_HEAD = re.compile(r"^[一-鿿]{2,3}?(?:省|市|自治州|县|区)(?=[一-鿿]{4})")
"""People leave the place out of the title of a paper of their own (城市供热管理办法)."""
_INNER = re.compile(r"《(.+?)》")
_CLAUSE = re.compile(r"[，。；！？、：\n…“”\"'‘’ ]")
_AROUND = 24
_SHORTEST_CORE, _LONE_CORE = 4, 8
_OTHERS = re.compile(r"中共中央|中央|国务院|中办|国办|国家(?!税)|省(?:委|政府|里|内)")
_OURS = re.compile(r"[我本]市|市(?:委|政府|里)")
_LONGEST_PLACE = 8


@value
class Title:
    """A title ready to be sought: its ``core`` is what the word walk looks for."""

    core: str
    pattern: re.Pattern[str]

    @classmethod
    def of(cls, title: str) -> Title | None:
        """None for one that is too short to be told from ordinary words."""
        inner = _INNER.search(title)
        whole = _PLACE_HEAD.sub("", _HEAD.sub("", inner[1] if inner else title))
        tail = _TAIL.search(whole)
        core = whole[: tail.start()] if tail else whole
        if len(core) < (_SHORTEST_CORE if tail else _LONE_CORE):
            return None
        behind = rf"的?{tail['kind']}" if tail else ""
        return cls(core, re.compile(rf"(?:关于)?{re.escape(core)}{behind}"))


@value
class Owner:
    """Whose paper it is: the issuer's name, its number, and the names of places by which other issuers are known."""

    issuer: str
    document: DocumentNumber | None
    places: Collection[str]

    def owns(self, text: str, start: int, end: int) -> bool:
        """Whether a title at ``[start, end)`` is this office's: neither another's name before it nor another's number behind it."""
        if self._other_number(text[end : end + _AROUND]):
            return False
        before = text[max(0, start - _AROUND) : start].rstrip('《〈“" ')
        named = self._named(_CLAUSE.split(before)[-1])
        return named is not False

    def _named(self, who: str) -> bool | None:
        """Whether the office named last before the title is ours; None where none is."""
        found = [(m.end(), False) for m in _OTHERS.finditer(who)]
        taken: list[tuple[int, int]] = []
        for start in range(len(who)):
            name = self._place_at(who, start)
            if name:
                taken.append((start, start + len(name)))
                found.append((start + len(name), name in self.issuer))
        found += [
            (m.end(), True) for m in _OURS.finditer(who) if not any(s <= m.start() < e for s, e in taken)
        ]
        return max(found)[1] if found else None

    def _place_at(self, who: str, start: int) -> str:
        longest = min(len(who), start + _LONGEST_PLACE)
        names = (who[start:end] for end in range(longest, start + 1, -1))
        return next((name for name in names if name in self.places), "")

    def _other_number(self, behind: str) -> bool:
        """A number that follows at once, in brackets or without, and is another paper's."""
        close = re.match(r"[》〉”\" ]*[（(]?", behind)
        rest = behind[close.end() :] if close else behind
        found = next(numbers_in(rest), None)
        if found is None or self.document is None or not rest.startswith(found.letters):
            return False
        own = self.document
        return (found.year, found.seq) != (own.year, own.seq) or not found.letters.endswith(own.letters)

"""Weather that is only foretold: an early warning (暴雪橙色预警) or a forecast is a matter of the office, and no emergency yet."""

from __future__ import annotations

import re

from monitor.classify.emergency_words import ForetoldWords

_KINDS = frozenset({"storm", "flood", "collapse"})
"""What is warned of before it comes."""
_GATE = "预警"
_OPENING_CHARS = 100
_BEHIND, _SENTENCE_CHARS = 14, 60
# 预计 and 未来 rule the rest of their sentence, until it comes to what has happened.
_ONWARD = re.compile("(?:预计|预报|未来)(?:(?!目前|已|截至|造成|昨|今[日天晨早])[^。！？\\n])*$")
# 预警及时: what was warned of has come, and the warning did its work.
_HEEDED = re.compile("预警(?:及时|到位|成功|有效|准确|得力)|(?:及时|成功|提前)预警")
_CLAUSE_START = re.compile(".*[，。；！？\\n]", re.DOTALL)
_CLAUSE = re.compile("[^，。；！？\\n]*")


class EarlyWarnings:
    """Tells what is foretold by the words of ``foretold`` in ``config/emergency.yaml``; built once."""

    def __init__(self, words: ForetoldWords) -> None:
        hazards, colours = _any(words.hazards), _any(words.signals)
        self._hazard = re.compile(hazards)
        self._marks = re.compile(_any(words.marks))
        self._signal = re.compile(
            f"{hazards}[^，。；！？\\n]{{0,12}}?{colours}|{colours}[^。；！？\\n]{{0,14}}?{hazards}|"
            f"{_any(words.issuers)}[^。；！？\\n]{{0,30}}?{hazards}[^，。；！？\\n]{{0,8}}?{_GATE}"
        )
        self._answer = re.compile(
            f"{hazards}[^。！？\\n]{{0,40}}?应急响应|应急响应[^。！？\\n]{{0,20}}?{hazards}"
        )

    def issued(self, title: str, text: str) -> bool:
        """True where the headline or the opening says that a warning was issued or lifted."""
        if _GATE not in title and _GATE not in text:
            return False
        return self._signal.search(title) is not None or (
            self._signal.search(text, 0, _OPENING_CHARS) is not None
        )

    def answered(self, title: str, text: str) -> bool:
        """True where the headline or the opening says that the authorities prepare for what is to come."""
        if "应急响应" not in title and "应急响应" not in text:
            return False
        return self._answer.search(title) is not None or (
            self._answer.search(text, 0, _OPENING_CHARS) is not None
        )

    def only_foretold(self, kind: str, text: str, start: int, end: int, *, warned: bool) -> bool:
        """True for a word of weather that speaks of what may come: in a clause that foretells, or by itself in a warning."""
        if kind not in _KINDS:
            return False
        if warned and self._hazard.fullmatch(text, start, end):
            return True
        if _ONWARD.search(text, max(0, start - _SENTENCE_CHARS), start):
            return True
        opened = _CLAUSE_START.match(text, 0, start)
        before = text[opened.end() if opened else 0 : start]
        clause = _CLAUSE.match(text, end, end + _BEHIND)
        told = _HEEDED.sub("", before + "|" + (clause[0] if clause else ""))
        return self._marks.search(told) is not None


def _any(words: tuple[str, ...]) -> str:
    return f"(?:{'|'.join(map(re.escape, sorted(words, key=len, reverse=True)))})"

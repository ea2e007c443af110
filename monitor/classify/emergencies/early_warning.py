"""Weather that is only foretold: an early warning (暴雪橙色预警) or a forecast is a matter of the office, and no emergency yet."""

from __future__ import annotations

import re

from monitor.classify.emergencies.emergency_words import ForetoldWords

_KINDS = frozenset({"storm", "flood", "collapse"})
"""What is warned of before it comes."""
_GATE = "预警"
_OPENING_CHARS = 100
_BEHIND, _SENTENCE_CHARS = 18, 60
# 受台风影响，未来几日将有大雨: what the next clause foretells is foretold of this one.
_UNDER = re.compile("受[^，。；！？\\n]{0,20}$")
_INFLUENCE = re.compile("[^，。；！？\\n]{0,12}影响，(?P<next>[^，。；！？\\n]{0,24})")
# 台风或中秋节登陆.
_MAY_LAND = re.compile("[^，。；！？\\n]{0,10}或[^，。；！？\\n]{0,8}登陆")
# 多云，局部阵雨，气温24至29℃: the words of a forecast, several of them together.
_FORECAST = re.compile(
    "多云|阴天|晴(?:间|转|天|到)|阵雨|中到大雨|大到暴雨|局部|局地|气温|℃|摄氏度|降温|升温|冷空气|高温|阵风|风力|降水过程|降雨过程|雨量|天气(?:预报|预计|趋势|展望|总体)|预计|出行|外出"
)
_FORECAST_WORDS, _WORD_CHARS = 5, 5
# 被淹, 冲毁: what the weather did.
_DONE = re.compile(
    "被淹|倒塌|垮塌|坍塌|冲[毁走垮断]|倒伏|受灾|灾情|伤亡|受伤|死亡|遇难|失踪|失联|被困|被砸|中断|停电|断电|抢险|抢修|转移|疏散|决口|溃|倒灌|积水[深达成严]|严重积水|多处积水|道路积水|已登陆|登陆[了时后]|吹倒|刮倒|吹翻|掀"
)
# 预计, 未来 and 大致出现 rule the rest of their sentence, until it comes to what has happened.
_ONWARD = re.compile("(?:预计|预报|未来|大致出现)(?:(?!目前|已|截至|造成|昨|今[日天晨早])[^。！？\\n])*$")
# 预警及时: what was warned of has come, and the warning did its work.
_HEEDED = re.compile("预警(?:及时|到位|成功|有效|准确|得力)|(?:及时|成功|提前)预警")
_CLAUSE_START = re.compile(r".*[，。；！？\s]", re.DOTALL)
_CLAUSE = re.compile(r"[^，。；！？\s]*")


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
            f"|防[汛旱台风洪涝冻雪寒抗热]{{1,3}}[^。！？\\n]{{0,12}}?应急响应|救灾应急响应"
        )
        self._issue = re.compile(
            f"(?:发布|解除|升级|维持)[^，。；！？\\n]{{0,10}}?{hazards}[^，。；！？\\n]{{0,4}}?预警"
        )

    def issued(self, title: str, text: str) -> bool:
        """True where the headline or the opening says that a warning was issued or lifted."""
        if _GATE not in title and _GATE not in text:
            return False
        return any(
            said.search(title) is not None or said.search(text, 0, _OPENING_CHARS) is not None
            for said in (self._signal, self._issue)
        )

    def forecasts(self, title: str, text: str) -> bool:
        """True where an item is a forecast by its many words of weather, and tells of nothing that the weather did."""
        words = f"{title}，{text}"
        if "雨" not in words and "雪" not in words and "风" not in words:
            return False
        if _DONE.search(words):
            return False
        return len({match[0] for match in _FORECAST.finditer(words)}) >= _FORECAST_WORDS

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
        if _ONWARD.search(text, max(0, start - _SENTENCE_CHARS), start) or _MAY_LAND.match(text, end):
            return True
        if _UNDER.search(text, max(0, start - _BEHIND), start):
            onward = _INFLUENCE.match(text, end)
            if onward and self._marks.search(onward["next"]):
                return True
        opened = _CLAUSE_START.match(text, 0, start)
        before = text[opened.end() if opened else 0 : start]
        clause = _CLAUSE.match(text, end, end + _BEHIND)
        inner = text[start:end] if end - start > _WORD_CHARS else ""  # 台风“海燕”将登陆温岭
        told = _HEEDED.sub("", f"{before}|{inner}|{clause[0] if clause else ''}")
        return self._marks.search(told) is not None


def _any(words: tuple[str, ...]) -> str:
    return f"(?:{'|'.join(map(re.escape, sorted(words, key=len, reverse=True)))})"

"""Whose centralised drinking-water intake is cut by pollution: a city's, a county's or a township's."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import Literal

from monitor.classify.grading.severity_rules import WaterCut, WaterCutWords
from monitor.text.gazetteer import lines_of

_SENTENCE = re.compile("[^。；！？\\n]+")
_CLAUSE = re.compile("[，：、]")
# Between a city's name and its intake: 长春市主城区的第二水厂. No other place stands there.
_OF_THE_CITY = "市?(?:主?城区|市区|中心城区|居民|市民|全市|城市|集中式|生活|主要|备用|部分|的|第?[一二三四五六\\d]|地表水)*"
# 全镇四千多人改喝山泉: what they drank before is not drawn any more.
_DRINK_OTHER = "改[喝吃用](?:[上起])?[^，。；！？\\n]{0,6}?(?:泉|井水|桶装水|瓶装水|河水|雨水)"
_GAP = "[^，。；！？\\n]"
_TOWNSHIP = "[一-鿿]乡(?!村|亲)|[一-鿿]镇(?!长|江|静|定|痛|流)|乡镇|街道|[^城农]村(?!民|里|庄经济)"
# A district right behind its city (长春市双阳区); 市区 and 小区 are none.
_DISTRICT = "市(?!区|辖区|城区|郊区)[一-鿿]{2,3}区(?!域|间)"
# 改由备用水源供水, 不再从这条河抽水: what was drawn before is not drawn any more.
_BY_ANOTHER = (
    "(?:改由|改用|改从|改为|改抽|切换|启用|启动|换用|换成|转用|切到)(?:了|至|到|为)?[^，。；！？\\n]{0,8}?(?:备用|应急|后备|替代|第二)[^，。；！？\\n]{0,6}?(?:水源|取水|供水|水库|水井|水厂)"
    "|改[从由][^，。；！？\\n]{0,8}?(?:取水|供水|抽水|引水)|(?:停止|暂停|中断|不再)抽取?[^，。；！？\\n]{0,4}?[河江湖库]水"
    "|(?:居民|市民|城区|全[城县镇市]|生活|群众)[^，。；！？\\n]{0,3}用水[^，。；！？\\n]{0,4}?(?:中断|停|受阻|断)"
    "|不再(?:从|由|在|用)?[^，。；！？\\n]{0,10}?(?:抽水|取水|引水)"
)
# 关停水源地上游化工厂5家: what lies around it.
_NEAR_IT = "(?:地)?(?:[一二]级)?(?:上游|内|保护区|周边|附近|沿[岸线]|流域|汇水区)"
# 水厂停产改造，…改从水库取水: of works, whatever the clauses behind tell.
_WORKS = re.compile("改造|检修|维修|清洗|扩建|迁建|升级|自备井|超采|停电|欠费|通水|告别")
_LEAKED = re.compile("泄漏|泄露|漏进|漏入|偷排|倾倒|侧翻|死鱼|浓度异常|污染(?!防|治|隐患|物排放)")
# 2019年曾因污染停止取水
_ONCE = re.compile(
    r"(?:(?:19|20)\d\d|[去前当往]|[几数多]|[一二三四五六七八九十]{1,2})年[前初底末]?[^，。；]{0,12}?曾|曾因"
)
# In the clause of the cut: it was none.
_NOT_CUT = re.compile(
    "(?:未|没有|不|无需|不会|避免|防止|尚无)[^，。；再]{0,6}?(?:停止|暂停|中断|关闭|停水|断水|启用|影响)|(?:做好|作好|做了|有)[^，。；]{0,16}?准备|随时(?:准备|可)|准备[^，。；]{0,4}?(?:停止|暂停|关闭|启用|切换)|可随时|必要时|预案|灌溉|养殖|供水供电|[停断]水[停断]电"
)
# Ahead of it in the sentence: it is only thought of, or a rumour that is answered.
_SUPPOSED = re.compile(
    "[如若](?=果|是|遇|水质|超|出现|继续|需|有|不|污染|监测|检测|情况|再)|一旦|假如|倘若|万一|必要时|预案|网传|谣传|传言|有人说"
)
_ANSWERED = re.compile("谣言|不实|不属实|辟谣|虚假|子虚乌有|没有这回事|造谣")
# Notices of works, and what is over.
_NOTICE = re.compile(
    "告别|问题(?:得到|已经?)?(?:彻底)?解决|计划停水|停水通知|停水公告|(?<!尽快)(?<!尽早)(?<!早日)(?<!何时)(?<!能否)(?<!及时)(?<!立即)恢复(?:供水|取水)"
)


@dataclass(frozen=True, slots=True)
class Cut:
    """A cut intake and the place in the clean title or text that tells of it.

    ``sure`` is False where nothing says whose intake it is: then ``level`` is the least that it can be.
    """

    level: WaterCut
    part: Literal["title", "text"]
    start: int
    end: int
    sure: bool = True


class WaterCutFinder:
    """Finds cut intakes by the words of ``config/severity.yaml``; build once, use for every item."""

    def __init__(self, words: WaterCutWords) -> None:
        taken, verbs = _any(words.taken), _any(words.verbs)
        self._cut = re.compile(
            f"{verbs}{_GAP}{{0,12}}?{taken}(?!{_NEAR_IT})|{taken}{_GAP}{{0,12}}?{verbs}|[停断]水(?![源厂库])|{_DRINK_OTHER}|{_BY_ANOTHER}"
        )
        self._intake, self._polluted = re.compile(_any(words.intake)), re.compile(_any(words.polluted))
        self._township = re.compile(_TOWNSHIP)
        self._words = words

    @cached_property
    def _county(self) -> re.Pattern[str]:
        words = (*self._words.county_cities, *self._words.districts, *_names().counties)
        return re.compile(f"县(?![域级以])|{_any(words)}|{_DISTRICT}")

    @cached_property
    def _city_named(self) -> re.Pattern[str]:
        return re.compile(_any((*self._words.cities, *_names().cities)))

    @cached_property
    def _city(self) -> re.Pattern[str]:
        return re.compile(f"市|{self._city_named.pattern}")

    @cached_property
    def _citys_own(self) -> re.Pattern[str]:
        return re.compile(f"{self._city_named.pattern}{_OF_THE_CITY}{_any(self._words.intake)}")

    def find(self, title: str, text: str) -> Cut | None:
        """The gravest cut intake that a clean title and text tell of."""
        if "水" not in text and "水" not in title:
            return None
        if not (self._polluted.search(title) or self._polluted.search(text)):
            return None
        fields: tuple[tuple[Literal["title", "text"], str], ...] = (("title", title), ("text", text))
        for part, words in fields:
            for sentence in _SENTENCE.finditer(words):
                if self._tells(sentence[0]):
                    level = (
                        self._owner(sentence[0]) or self._named([sentence[0]]) or self._named((title, text))
                    )
                    return Cut(level or "township", part, *sentence.span(), sure=level is not None)
        return None

    def _tells(self, sentence: str) -> bool:
        if self._intake.search(sentence) is None or _NOTICE.search(sentence):
            return False
        return self._cut_in(sentence) is not None

    def _cut_in(self, sentence: str) -> re.Match[str] | None:
        """The first cut that the sentence tells as a fact: 取水口关闭，改用备用水源，供水未受影响 is one all the same."""
        for match in self._cut.finditer(sentence):
            if _is_so(sentence, match):
                return match
            if _is_of_works(sentence, match):
                return None
        return None

    def _owner(self, sentence: str) -> WaterCut | None:
        """Whose intake it is by the clause of the cut, or one before it that speaks of the intake.

        ``九台区一化工厂泄漏，…长春市饮用水源地取水口关闭``: the district is where it leaked, the city is whose water is cut.
        """
        cut = self._cut_in(sentence)
        for clause in reversed(_CLAUSE.split(_to_clause_end(sentence, cut.end() if cut else 0))):
            if self._citys_own.search(clause):
                return "city"
            level = self._named([clause]) if self._intake.search(clause) else None
            if level and (level != "city" or self._city_named.search(clause)):
                return level
        return None

    def _named(self, texts: Iterable[str]) -> WaterCut | None:
        """The lowest place that the words name: a township's intake lies in a county and in a city, too."""
        found = "。".join(texts)
        if self._township.search(found):
            return "township"
        if self._county.search(found):
            return "county"
        return "city" if self._city.search(found) else None


_OF_PREFECTURES = ("21", "50")
"""The third and fourth digit of prefectures and leagues, which have no districts; all others are cities."""


@dataclass(frozen=True, slots=True)
class _Names:
    """Names of the whole country: cities with districts, and county-level cities and districts in full (靖江市, 娄星区)."""

    cities: tuple[str, ...]
    counties: tuple[str, ...]


@lru_cache(1)
def _names() -> _Names:
    """Read when the first text tells of a cut intake: hardly any does."""
    cities, counties = [], []
    for line in lines_of("place_names.tsv"):
        name, kind, *codes = line.split("\t")
        if len(codes) != 1:
            continue
        [code] = codes
        if code.endswith("00"):
            if (
                kind == "sure"
                and not code.endswith("0000")
                and not _OF_PREFECTURES[0] <= code[2:4] <= _OF_PREFECTURES[1]
            ):
                cities.append(name)
        elif name.endswith(("市", "区")) and len(name) > 2:
            counties.append(name)
    return _Names(tuple(cities), tuple(counties))


def _is_so(sentence: str, cut: re.Match[str]) -> bool:
    """Whether neither its clause denies it nor what stands ahead supposes it."""
    clause = _clause_of(sentence, cut)
    if (
        _NOT_CUT.search(clause)
        or _is_of_works(sentence, cut)
        or _ONCE.search(clause)
        or _SUPPOSED.search(sentence, 0, cut.end())
    ):
        return False
    return _ANSWERED.search(sentence, cut.end()) is None


def _is_of_works(sentence: str, cut: re.Match[str]) -> bool:
    """Whether works are told of up to the cut and no leak: 检修时柴油泄漏，…停止取水 is one all the same."""
    clause = _clause_of(sentence, cut)
    ahead = sentence[: cut.start()] + clause
    return _WORKS.search(ahead) is not None and _LEAKED.search(ahead) is None


def _clause_of(sentence: str, cut: re.Match[str]) -> str:
    opens = max(sentence.rfind(mark, 0, cut.start()) for mark in "，：") + 1
    return sentence[opens : cut.start()] + _to_clause_end(sentence[cut.start() :], cut.end() - cut.start())


def _to_clause_end(sentence: str, at: int) -> str:
    end = _CLAUSE.search(sentence, at)
    return sentence[: end.start()] if end else sentence


def _any(words: Iterable[str]) -> str:
    longest_first = sorted(map(re.escape, words), key=len, reverse=True)
    return f"(?:{'|'.join(longest_first)})"

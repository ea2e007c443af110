"""The place that a source speaks of: by the name it bears (长春晚报, 宽城区应急管理局) or as a paper that is known (华商报)."""

from __future__ import annotations

import re

from monitor.text.divisions import depth_of, is_district, lies_in, parent_of, within
from monitor.text.gazetteer import Hit, Kind, NameBook, lines_of
from monitor.values import value

_MOST_SOURCES = 1000
_NAMED = (Kind.SURE, Kind.CONTEXT)
# 大同日报, 平遥发布, 诸城信息港: a word that opens the name of a paper, an authority or a forum is a place.
_OF_A_PLACE = re.compile(
    "(?:[市县区州]|人民){0,2}(?:日报|晚报|晨报|早报|商报|快报|时报|都市报|新闻|网|在线|电视|广播|融媒|发布|公安|警方|交警|交管|消防|应急|政务|政府|卫健|教育|城管|气象|文旅|水务|水利|住建|市场监管|网信|政法委"
    "|问政|(?P<forum>论坛|贴吧|吧$|信息港|生活[网圈]|百事通|同城|身边[事网]|大小事|那些事|大潮网))"
)
# 平安大冶, 今日诸城发布: what an authority or a paper of a place calls itself.
_CALLED = re.compile(
    "(?:平安|今日|掌上|无线|文明|清廉|法治|爱|智慧|健康|美丽|魅力)(?P<place>[一-鿿]{2,6}?)(?:发布|在线|网|融媒|客户端|号)?$"
)


@value
class Home:
    """The own division that a source serves; ``named`` in the source's own name."""

    code: str
    named: bool


class SourcePlaces:
    """Tells where a source sits, each source looked at once."""

    def __init__(self, book: NameBook, city: str) -> None:
        self._book, self._city, self._province = book, city, parent_of(city)
        self._papers = _papers()
        names = "|".join(map(re.escape, self._papers))
        self._cited = re.compile(f"({names})(?:》|讯|记者|消息|报道|客户端|[）)】]|$)", re.MULTILINE)
        self._homes: dict[tuple[str | None, bool], Home | None] = {}
        self._seats: dict[str, str | None] = {}
        self._elsewhere: dict[str | None, bool] = {}

    def home_of(self, source: str | None, *, own_channel: bool = False) -> Home | None:
        """The own division that a source serves: the one whose name it bears (宽城区应急管理局).

        In an ``own_channel`` (a hotline or mailbox that the office itself reads) a name with namesakes is the own one, and a
        source without any place serves the city. None where it bears another place's name.
        """
        key = (source, own_channel)
        if key not in self._homes:
            if len(self._homes) >= _MOST_SOURCES:
                self._homes.clear()
            self._homes[key] = self._home_of(source, own_channel=own_channel)
        return self._homes[key]

    def serves_elsewhere(self, source: str | None) -> bool:
        """Whether a source bears the name of a place outside the province (浙江日报)."""
        if source not in self._elsewhere:
            if len(self._elsewhere) >= _MOST_SOURCES:
                self._elsewhere.clear()
            sure = [h.meaning.codes for h in self._book.find(source or "") if h.meaning.kind is Kind.SURE]
            outer = self._province or self._city
            self._elsewhere[source] = bool(sure) and not any(lies_in(codes[0], outer) for codes in sure)
        return self._elsewhere[source]

    def seat_of(self, source: str | None) -> str | None:
        """The code of the place that a source reports of, wherever it lies; None where its name tells none or two."""
        if not source:
            return None
        if source not in self._seats:
            if len(self._seats) >= _MOST_SOURCES:
                self._seats.clear()
            paper = next((name for name in self._papers if name in source), None)
            self._seats[source] = (
                self._papers[paper] if paper else self._borne(source) or self._called(source)
            )
        return self._seats[source]

    def is_above(self, code: str) -> bool:
        """Whether the own city lies in a place: what 吉林吧 tells may well be of it."""
        return lies_in(self._city, code)

    def cited_in(self, text: str) -> str | None:
        """The place of a paper that a text says it comes from: （扬子晚报记者…）, 来源：京华时报."""
        if "报" not in text and "网" not in text:
            return None
        found = self._cited.search(text)
        return self._papers[found[1]] if found else None

    def _borne(self, source: str) -> str | None:
        """The deepest place of a name like 南京市鼓楼区应急管理局."""
        code: str | None = None
        for hit in self._book.find(source):
            if code is None:
                if not hit.meaning.codes or not _tells(source, hit):
                    return None
                code = hit.meaning.codes[0]
                continue
            inside = within(hit.meaning.codes, code)
            if len(inside) == 1:
                code = inside[0]
            elif not inside and not hit.meaning.kind.is_word:
                return None
        return code

    def _called(self, source: str) -> str | None:
        """The one place behind what many an account opens with: 平安大冶, though 平安 is a district, too."""
        called = _CALLED.match(source)
        meaning = self._book.meaning(called["place"]) if called else None
        one = meaning is not None and len(meaning.codes) == 1 and meaning.kind is not Kind.ABROAD
        return meaning.codes[0] if meaning and one else None

    def _home_of(self, source: str | None, *, own_channel: bool) -> Home | None:
        hits = self._book.find(source) if source else ()
        codes = [h.meaning.codes for h in hits if h.meaning.kind in _NAMED or h.meaning.short]
        codes = [found for found in codes if found[0] != self._province]
        if not all(within(found, self._city) for found in codes):
            return None
        own = [within(found, self._city)[0] for found in codes if own_channel or len(found) == 1]
        if own:
            return Home(max(own, key=depth_of), named=True)
        return Home(self._city, named=False) if own_channel and not codes else None


def _tells(source: str, hit: Hit) -> bool:
    kind, codes = hit.meaning.kind, hit.meaning.codes
    if kind in (Kind.SURE, Kind.SOFT):
        return True
    if kind is Kind.CONTEXT or (len(codes) > 1 and kind is not Kind.CUED):
        return False
    unit = None if hit.start else _OF_A_PLACE.match(source, hit.end)
    # 平安吧 and 幸福论坛 are about peace and luck: a district that is a word too gives its name to no forum.
    return unit is not None and not (unit["forum"] and is_district(codes[0]))


def _papers() -> dict[str, str]:
    """Names of papers with the code of their place; longer names first, as 大河报 may stand in another's."""
    found = {}
    for line in lines_of("papers.txt"):
        code, *names = line.split()
        found.update(dict.fromkeys(names, code))
    return dict(sorted(found.items(), key=lambda pair: -len(pair[0])))

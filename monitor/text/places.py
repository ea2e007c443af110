"""Where it happened: the places a text names, which of them is the scene, and whether that lies in the office's territory.

A name that other cities have too counts only beside a name that settles it; a street called after a city is not that city.
Places that a reporter writes from, people come from or a train goes to are told apart from the scene.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

from monitor.config_file import read
from monitor.text.divisions import lies_in, parent_of
from monitor.text.gazetteer import Hit, Kind, RegionsConfig, name_book
from monitor.text.place_chains import Chain, build_chains, share_roles, with_pointers
from monitor.text.place_ranking import Ranking
from monitor.text.place_roles import Role, address_end, is_felt
from monitor.text.place_settling import settle, settle_late, without_parts_of_provinces
from monitor.text.places_before import happened_before
from monitor.text.seams import Seams
from monitor.text.segment import Cut
from monitor.text.source_places import Home, SourcePlaces
from monitor.text.word_search import Matches
from monitor.values import value

__all__ = ["Gazetteer", "Home", "Places", "RegionsConfig", "Site", "load_gazetteer"]

_CONTEXT, _SOFT = Kind.CONTEXT, Kind.SOFT
"""Looked up once: to ask an enumeration for a member by its name is dear before Python 3.12 (0.2 µs)."""
_MOST_NAMES = 80
_TOLD_FROM = frozenset({Role.DATELINE, Role.MEDIA})
"""据沈阳日报报道: whoever tells it on has it from there."""
_BEFORE = 8
_SHORT = 2
_LONGER, _RESUMED = 4, 12
# A street, house or company called after a place: 重庆路, 北京饭店, 兰州拉面.
_NAMED_AFTER = re.compile(
    "(?:[镇乡屯]|村(?!民)|社区(?!工作|团购|医院|卫生|矫正|治理|养老|干部|疫情|民警|防控|病例|传播)|[东西南北中]{0,2}(?:大?[街路](?![头面况段网政灯人过坊景边上拍区镇乡村])|大?道(?!路|[，。])|胡同|弄堂|大桥(?!镇))|花园|小区|公寓|公馆|饭店|酒店|宾馆|大厦|菜馆|面馆|烧烤|烤鸭|拉面|火锅|小面|热干面|牛肉面|餐馆|餐厅|海鲜(?:[馆楼坊店]|大排档)|(?:海鲜|饺子|春饼|包子|熏酱|烤肉)”)"
)
_NAMED_AFTER_FIRST = frozenset("镇乡屯村社东西南北中大街路道胡弄花小公饭酒宾菜面烧烤拉火热牛餐海饺春包熏")
# Names that are directions as well: 伊通河河南岸, 山东麓.
_DIRECTIONS_WORDS = "河南 河北 湖南 湖北 山东 山西 江西 海南 海北 河西 河东 江北 江南"
_DIRECTIONS = frozenset(_DIRECTIONS_WORDS.split())
_BANK = frozenset("岸侧边麓坡")
_WHOLE = frozenset("路街道场楼院馆站桥校达都")
_NO_UNIT_BEFORE = {"市": ("场", "民"), "区": ("域",)}
# 桐梓坡, 合江套: a county's short name with a word of the land behind it is the name of a corner of some town.
_CORNER = frozenset("坡坪湾塘岭坝冲垸嘴套垅坳垭堡寨渡滩")


class Site(NamedTuple):
    """A place named at ``[start, end)`` and the code of the division that it lies in, None abroad."""

    start: int
    end: int
    code: str | None


@value
class Places:
    """What a text says about places: the scene, the codes, and whether it is ours; ``local`` is None when it does not tell.

    ``sites`` stand for the codes in ``regions``; ``scene`` is the first of them with its street or village. ``felt`` is a place
    of the territory that feels what happens elsewhere (长春有震感). ``in_passing`` tells that the scene is only where somebody lies
    in hospital, came from or speaks.
    """

    mentions: tuple[Hit, ...] = ()
    regions: tuple[str, ...] = ()
    local: bool | None = None
    scene: Site | None = None
    sites: tuple[Site, ...] = ()
    felt: Site | None = None
    in_passing: bool = False


class Gazetteer:
    """The office's places and the country's, compiled for one pass over a text.

    With ``cut``, a name that only arises where two words meet is none: 本周口舌, 冰雪融水, 搬迁安置.
    """

    def __init__(self, config: RegionsConfig, cut: Cut | None = None) -> None:
        self._book = name_book(config)
        self._seams = Seams(cut, config.city.code) if cut else None
        self._city, self._stem = config.city.code, config.city.name[:-1]
        self._province = parent_of(self._city)
        self._not_city = tuple(config.not_city_before)
        self._after = _NAMED_AFTER_FIRST | {word[0] for word in self._not_city}
        self.sources = SourcePlaces(self._book, self._city)
        self.labels = {r.code: r.name for r in config.all}

    def find(
        self,
        text: str,
        *,
        title_end: int = 0,
        anchors: Sequence[int] = (),
        home: Home | None = None,
        seat: str | None = None,
    ) -> Places:
        """The places of a text and what they say about the territory.

        ``title_end`` is where the headline ends, ``anchors`` where words of the happening stand; ``home`` is the place that
        the source serves (:meth:`SourcePlaces.home_of`): it settles namesakes but places nothing by itself.
        """
        return self.place(text, self.names(text), title_end=title_end, anchors=anchors, home=home, seat=seat)

    def place(
        self,
        text: str,
        hits: Sequence[Hit],
        *,
        title_end: int = 0,
        anchors: Sequence[int] = (),
        home: Home | None = None,
        seat: str | None = None,
        year: int | None = None,
        widely: bool = True,
    ) -> Places:
        """As :meth:`find`, the names of the text being known: many texts are sought through first and then placed.

        ``seat`` is where a source of another place sits: it settles namesakes, too. ``year`` is that of the report of an
        emergency: what the text tells of years before is another. What is written to an office is not read ``widely`` for
        counties by their short names.
        """
        if not hits:
            return Places()
        chains = build_chains(text, hits[:_MOST_NAMES], seat, widely=widely and home is None)
        settle(chains, self._city if home else None, seat, own=home.code if home else None)
        if not home and any(c.code is None and c.candidates for c in chains):
            sights = [h.meaning.codes[0] for h in hits if self._book.is_landmark(h)]
            settle_late(chains, self.sources.cited_in(text), sights)
        if not chains:
            return Places(tuple(hits))
        chains = with_pointers(text, chains)
        if len(chains) > 1:
            chains = without_parts_of_provinces(chains)
        if len(chains) > 1:
            share_roles(text, chains)
        chosen = _only(chains, self._city) or Ranking(text, chains, title_end, anchors, year).chosen(
            self._city
        )
        chosen = [c.named or c for c in chosen]
        if not chosen:
            return Places(tuple(hits), local=self._claimed_elsewhere(chains))
        return Places(
            tuple(hits),
            tuple(dict.fromkeys([c.code for c in chosen if c.code])),
            _is_local(chosen, self._city, self._province),
            Site(chosen[0].start, address_end(text, chosen[0].end), chosen[0].code),
            tuple([Site(c.start, c.end, c.code) for c in chosen]),
            self._felt(text, chains),
            chosen[0].role.weight < 0 and chosen[0].role not in _TOLD_FROM,
        )

    def _felt(self, text: str, chains: Sequence[Chain]) -> Site | None:
        if "感" not in text:
            return None
        own = (c for c in chains if c.code is not None and lies_in(c.code, self._city))
        return next((Site(c.start, c.end, c.code) for c in own if is_felt(text, c.role, c.end)), None)

    def _claimed_elsewhere(self, chains: Sequence[Chain]) -> bool | None:
        """False where a name with namesakes has none in the city."""
        named = (c.candidates for c in chains if c.candidates and not c.role.aside)
        return False if any(not any(lies_in(x, self._city) for x in codes) for codes in named) else None

    @property
    def keys(self) -> Sequence[str]:
        """All names: the list to be sought in texts."""
        return self._book.keys

    def is_hardly_more(self, words: str) -> bool:
        """Whether words of a text are hardly more than the name of a place: 农安县, 朝阳区一; 合作 and 和平 are words, too."""
        rest = len(words)
        for hit in self._book.find(words):
            own = any(lies_in(code, self._city) for code in hit.meaning.codes)
            rest -= hit.end - hit.start if own or hit.end - hit.start > _SHORT else 0
        return rest < min(len(words), _SHORT)

    def names(self, text: str, matches: Matches | None = None) -> list[Hit]:
        """The names that are places here: 朝阳市场 is none, 重庆路 neither; ``matches`` are the :attr:`keys` in the text, where known."""
        named = self._book.find(text, matches)
        if not named:
            return named
        found = [self._not_the_market(text, h) if h.text[-1] in _NO_UNIT_BEFORE else h for h in named]
        starts = {hit.start for hit in found if hit is not None and hit.meaning.kind is not _CONTEXT}
        hits = []
        for hit in found:
            if hit is not None:
                if hit.end in starts or (self._is_place(text, hit) and not self._goes_on(text, hit)):
                    hits.append(hit)
                else:
                    hits += self._parts_of(text, hit)
        return self._seams.leave_out(text, hits, self._resume) if hits and self._seams else hits

    def _resume(self, text: str, start: int, limit: int) -> Hit | None:
        """The name that begins at a position within another name that is none."""
        behind = self._book.find(text[start : min(limit, start + _RESUMED)])[:1]
        if not behind or behind[0].start:
            return None
        hit = behind[0]._replace(start=start, end=start + behind[0].end)
        return hit if self._is_place(text, hit) else None

    def _parts_of(self, text: str, hit: Hit) -> list[Hit]:
        """长春净月大街 is 净月大街 in 长春, though 长春净月 is a name, too."""
        start = hit.start + len(self._stem)
        if not hit.text.startswith(self._stem) or start >= hit.end:
            return []
        inner = self._book.find(text[start : hit.end + _LONGER])[:1]
        city = self._book.meaning(self._stem)
        if not inner or inner[0].start or start + inner[0].end <= hit.end or city is None:
            return []
        behind = inner[0]._replace(start=start, end=start + inner[0].end)
        return [Hit(self._stem, hit.start, start, city), behind]

    def _goes_on(self, text: str, hit: Hit) -> bool:
        """Whether a name that opens with the city's ends within a longer one: 长春北湖 in 长春北湖科技园."""
        return len(hit.text) > len(self._stem) + 1 and bool(self._parts_of(text, hit))

    def _not_the_market(self, text: str, hit: Hit) -> Hit | None:
        """朝阳市场 and 朝阳市民 may hold 朝阳 but hold no 朝阳市; 湖滨区域 holds no 湖滨区."""
        if text[hit.end : hit.end + 1] not in _NO_UNIT_BEFORE.get(hit.text[-1], ()):
            return hit
        stem = self._book.meaning(hit.text[:-1])
        return Hit(hit.text[:-1], hit.start, hit.end - 1, stem) if stem is not None else None

    def _is_place(self, text: str, hit: Hit) -> bool:
        """Whether the name stands for itself: a street or a hotel may be called after a city."""
        following = text[hit.end : hit.end + 1]
        if following in _BANK and hit.text in _DIRECTIONS:
            return False
        if following in _CORNER and hit.meaning.kind is _SOFT and len(hit.text) == _SHORT:
            return False
        if following not in self._after or hit.meaning.kind is _CONTEXT or hit.text[-1] in "市区县省":
            return True
        own = hit.meaning.codes[:1]
        if hit.text[-1] in _WHOLE and own and lies_in(own[0], self._city):
            return (
                True  # 吉林大路路灯, 红旗街万达路口: nothing is called after a street or a house of the city
            )
        own_city = own == (self._city,)
        return not (
            _NAMED_AFTER.match(text, hit.end) or (own_city and text.startswith(self._not_city, hit.end))
        )


def _only(chains: Sequence[Chain], city: str) -> list[Chain]:
    """The one place that a text is about, where it names no other: said most fully, then first. Most posts are so.

    What tells of nothing but something former in the office's own city is its matter, too: 今年1月长春火灾后，业主无家可归.
    """
    fullest = chains[0]
    code = fullest.code
    if code is None:
        return []
    for chain in chains[1:]:
        if chain.code != code:
            return []
        if (len(chain.hits), -chain.start) > (len(fullest.hits), -fullest.start):
            fullest = chain
    if fullest.role is Role.COMPARED and lies_in(code, city):
        return [c for c in chains if _is_former(c)][:1]
    return [] if fullest.role.aside or fullest.role.on_way else [fullest]


def _is_former(chain: Chain) -> bool:
    before = chain.text[max(0, chain.start - _BEFORE) : chain.start]
    return happened_before(chain.text, chain.end, before)


def _is_local(chosen: Sequence[Chain], city: str, province: str | None) -> bool | None:
    """True for a place of the city; None for the province around it, which tells neither."""
    if any(c.code and lies_in(c.code, city) for c in chosen):
        return True
    return None if chosen[0].code == province and province else False


def load_gazetteer(path: Path) -> Gazetteer:
    """Read ``regions.yaml``. Raises ConfigError."""
    return Gazetteer(read(path, RegionsConfig))


def find_places(text: str, gazetteer: Gazetteer) -> Places:
    """The places of a text; see :meth:`Gazetteer.find`."""
    return gazetteer.find(text)

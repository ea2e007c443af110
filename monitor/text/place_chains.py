"""Names that follow one another are one place: 吉林省 + 长春市 + 朝阳区 + 红旗街; what has namesakes is settled by its neighbours."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from monitor.text.divisions import depth_of, lies_in, parent_of, within
from monitor.text.gazetteer import Hit, Kind
from monitor.text.place_roles import Role, role_of
from monitor.text.word_places import QUARTERS, is_located, stands_alone

_JOINT = frozenset(("", " ", "·", "的", "省", "市", "\n"))
_JOINT_ABROAD = frozenset(("", "·", "的"))
_MASKED_BEFORE = re.compile("[A-Z]\\d{0,2}[省市区县]?$|西地省$")
_MUNICIPALITIES = ("11", "12", "31", "50")
_ABROAD_SMALL = tuple("区县郡州")
_WITHIN_ABROAD = re.compile(r"[^在人与和驻的籍，。；、\s]{0,2}")
# 南关那个工地, 九台实验小学: who points at a place means the one here, and so does a name with an institution of it.
_POINTED = re.compile(
    "实验[小中]|第[一二三四五六七八九十]|[一二三四五六]中|职业|客运|火车站|高速口|人民医院|中医院|公安|法院|[这那](?:边|里|个|块|儿|旮|疙|片|条|头|一)|附近|这儿|那儿|的一[所家个名处]"
)
# 通州区通燕高速出京方向: the papers of the capital call it so and leave its name out.
_IN_CAPITAL = re.compile(
    "[出进来离在抵赴返回入](?<!东)京(?:方向|务工|打工|看|的|高速|车|人员)|京郊|京城|京[东西南北]"
)
_SMALL = ("镇", "乡", "街道", "路", "街", "村", "广场", "公园")
_ZONES = ("新区", "开发区", "高新区", "经开区", "示范区", "度假区")
"""Of these every city has one, and some bear the same name."""
_COUNTIES = ("区", "县", "市", "旗")
_TELLING = frozenset({Role.SCENE, Role.DETAILED, Role.JURISDICTION, Role.RESIDENT})
_TOWNS = ("镇", "乡", "街道")
_TOWN_LIST = re.compile("(?:[一-鿿]{1,4}?(?:镇|乡|街道|村|农场)(?:[、和及与]|以及))+")
_LIST_CHARS, _COUNTY = 24, 2
_IN_LIST = frozenset("、和与及")
_FAR = 10**6


@dataclass(slots=True, eq=False)
class Chain:
    """One place as ``text`` names it at ``[start, end)``: its code once it is settled, else the ``candidates`` for it.

    A chain that is settled without a code lies abroad. An ``unsure`` one needs the city around it elsewhere in the text.
    """

    text: str
    start: int
    end: int
    hits: list[Hit]
    code: str | None = None
    candidates: tuple[str, ...] = ()
    unsure: bool = False
    _role: Role | None = None

    @property
    def role(self) -> Role:
        """The part it plays, looked at when first asked: most posts name one place and need it once."""
        if self._role is None:
            self._role = role_of(self.text, self.start, self.end)
        return self._role

    @property
    def abroad(self) -> bool:
        return self.code is None and not self.candidates

    def lengthen(self, hit: Hit) -> bool:
        """Take in one more name; False where that does not lie in the place."""
        code = self._with(hit)
        if code is None:
            return False
        self.hits.append(hit)
        self.end, self.code = hit.end, code
        return True

    def _with(self, hit: Hit) -> str | None:
        """The code of this place and the name behind it together."""
        codes, kind = hit.meaning.codes, hit.meaning.kind
        if self.code is None:
            return self._pair(codes) if kind is Kind.CONTEXT else self._borne_out(codes)
        inside = within(codes, self.code)
        if len(inside) == 1 or (inside and depth_of(inside[0]) < depth_of(inside[1])):
            return inside[0]
        around = kind is Kind.CONTEXT and any(lies_in(self.code, code) for code in codes)
        return self.code if inside or around else None

    def _borne_out(self, codes: Sequence[str]) -> str | None:
        """A name with namesakes before a place that lies in only one of them: 双阳 + 鹿乡镇."""
        return next((code for code in codes[:1] if any(lies_in(code, c) for c in self.candidates)), None)

    def _pair(self, codes: Sequence[str]) -> str | None:
        """Two names with namesakes side by side that only one district has: 朝阳区 + 红旗街."""
        both = [c for c in self.candidates if any(lies_in(other, c) for other in codes)]
        return both[0] if len(both) == 1 else None


def build_chains(text: str, hits: Iterable[Hit]) -> list[Chain]:
    """Chains from left to right; names that count only behind the place they lie in are dropped where it is missing."""
    chains: list[Chain] = []
    waiting: Hit | None = None
    hits = list(hits)
    listed = _listed(text, hits) if "、" in text and _are_listed(text, hits) else {}
    for hit in hits:
        if chains and chains[-1].abroad and text[chains[-1].end : hit.start] in _JOINT_ABROAD:
            chains[-1].end = hit.end  # 首尔龙山区 is none of ours
            continue
        behind = waiting
        waiting = hit if hit.meaning.kind.is_word else None
        if behind is not None and behind.end == hit.start and _heads(behind, hit):
            if chains and chains[-1].hits[-1] is behind:
                chains.pop()
            chains.append(Chain(text, behind.start, hit.end, [behind, hit], _heads(behind, hit)))
        elif chains and _taken_abroad(text, chains[-1], hit):
            chains[-1].end = hit.end
        elif chains and _listed_there(text, chains[-1], hit):
            continue
        elif (
            not chains
            or text[chains[-1].end : hit.start] not in _JOINT
            or (not chains[-1].lengthen(hit) and not _is_claimed(hit))
        ):
            code = listed.get(hit.start)
            chains += [Chain(text, hit.start, hit.end, [hit], code)] if code else _begin(text, hit)
    return _confirmed(chains) if any(chain.unsure for chain in chains) else chains


def _are_listed(text: str, hits: Sequence[Hit]) -> bool:
    """Whether two names stand side by side as in a list; in most texts none do."""
    return any(text[one.end : other.start] in _IN_LIST for one, other in pairwise(hits))


def _listed(text: str, hits: Sequence[Hit]) -> dict[int, str]:
    """The codes, by where they start, of short names in a list whose members only one city has: 朝阳、南关、二道三个区."""
    found: dict[int, str] = {}
    run: list[Hit] = []
    for hit in (*hits, None):
        if hit is not None and run and text[run[-1].end : hit.start] in _IN_LIST:
            run.append(hit)
            continue
        cities = [{code[:4] for code in h.meaning.codes if depth_of(code) == _COUNTY} for h in run]
        common = set[str]().union(*cities[:1]).intersection(*cities[1:])
        if len(run) > 1 and len(common) == 1:
            city = common.pop()
            found |= {h.start: next(c for c in h.meaning.codes if c[:4] == city) for h in run}
        run = [hit] if hit is not None else []
    return found


def _taken_abroad(text: str, chain: Chain, hit: Hit) -> bool:
    """首尔龙山区: a district right behind a place abroad is that place's, whoever else bears its name."""
    return (
        chain.abroad
        and hit.text.endswith(_ABROAD_SMALL)
        and _WITHIN_ABROAD.fullmatch(text, chain.end, hit.start) is not None
    )


def _listed_there(text: str, chain: Chain, hit: Hit) -> bool:
    """通榆县瞻榆镇、兴隆山镇: a town in a list behind another county is that county's, whoever else has one of the name."""
    if not hit.text.endswith(_TOWNS) or chain.code is None or depth_of(chain.code) < _COUNTY:
        return False
    if within(hit.meaning.codes, chain.code) or hit.start - chain.end > _LIST_CHARS:
        return False
    return _TOWN_LIST.fullmatch(text, chain.end, hit.start) is not None


def _confirmed(chains: Sequence[Chain]) -> list[Chain]:
    """Leave out towns whose city the text does not name: 文成 may be somebody's name."""
    around = {c.code for c in chains if c.code and not c.unsure and c.role not in (Role.ORIGIN, Role.TEAM)}
    return [c for c in chains if not c.unsure or _has_city(c, around)]


def _has_city(chain: Chain, around: Collection[str]) -> bool:
    own = (chain.code,) if chain.code else chain.candidates
    if any(_neighbours(mine, code) for mine in own for code in around):
        return True
    # 河北 … 武安一工厂: what happens in it speaks for the county, and one of that name lies in the province.
    return chain.code is None and any(len(within(own, c)) == 1 for c in around if c.endswith("0000"))


def _neighbours(code: str, other: str) -> bool:
    """Whether two divisions lie in one city, or one in the municipality that the other is."""
    if other.endswith("0000"):
        return other.startswith(_MUNICIPALITIES) and lies_in(code, other)
    return code[:4] == other[:4]


def _heads(behind: Hit, hit: Hit) -> str | None:
    """The code of a place whose city is an ordinary word too, and is borne out by what follows it: 四平铁西区."""
    return next((code for around in behind.meaning.codes for code in within(hit.meaning.codes, around)), None)


def _is_claimed(hit: Hit) -> bool:
    """Whether a name right behind another place is that place's: 沈阳市…长春街, 阳江滨海新区."""
    return hit.meaning.kind not in (Kind.SURE, Kind.ABROAD) or hit.text.endswith((*_SMALL, *_ZONES))


def _begin(text: str, hit: Hit) -> list[Chain]:
    kind, codes = hit.meaning.kind, hit.meaning.codes
    if kind.is_word and not stands_alone(text, hit):
        unsure = kind is Kind.TOWN or (
            hit.text[-1] in "区县" and hit.text not in QUARTERS and len(hit.text) > 2
        )
        if kind is Kind.CHILD and is_located(text, hit):
            return [Chain(text, hit.start, hit.end, [hit], candidates=codes, unsure=True)]
        return [Chain(text, hit.start, hit.end, [hit], codes[0], unsure=True)] if unsure else []
    if kind.is_word and len(codes) > 1 and kind is not Kind.CUED:
        return [Chain(text, hit.start, hit.end, [hit], candidates=codes)]
    if kind is not Kind.CONTEXT:
        return [Chain(text, hit.start, hit.end, [hit], codes[0] if codes else None)]
    if _MASKED_BEFORE.search(text, max(0, hit.start - 4), hit.start):
        return []
    return [Chain(text, hit.start, hit.end, [hit], candidates=codes)]


def settle(chains: Sequence[Chain], home: str | None) -> None:
    """Settle names with namesakes by the nearest place that is sure, an earlier one before a later.

    ``home`` is the place that the source serves; it settles what the text leaves open.
    """
    if len(chains) > 1:
        _told_fully_elsewhere(chains)
    open_ones = [c for c in chains if c.code is None and c.candidates]
    if not open_ones:
        return
    known = [(c, c.code) for c in chains if c.code is not None]
    if len(known) > 1 or (known and known[0][0].role is Role.ORIGIN):
        sure = [(c, code) for c, code in known if c.role not in (Role.ORIGIN, Role.MEDIA)]
        known = sure or [(c, code) for c, code in known if c.role is Role.MEDIA]
    if not known and not home and "京" in chains[0].text and _IN_CAPITAL.search(chains[0].text):
        home = "110000"
    for chain in open_ones:
        chain.code = _settled(chain, known, home)
    if not known and not home and len(open_ones) > 1:
        _bear_each_other_out([c for c in open_ones if c.code is None])


def _told_fully_elsewhere(chains: Sequence[Chain]) -> None:
    """大连中山…中山一栋民房: the name of a city that a district of another bears, too, is the district where the text tells it fully."""
    codes = {c.code for c in chains}
    for chain in chains:
        meant = chain.hits[0].meaning.codes if len(chain.hits) == 1 else ()
        if len(meant) > 1 and chain.code == meant[0] and not _is_told(chains, chain):
            chain.code = next((code for code in meant[1:] if code in codes), chain.code)


def _is_told(chains: Sequence[Chain], chain: Chain) -> bool:
    """Whether a text says in other words, too, what a name means first: 广东…中山."""
    return any(
        c.code is not None and c.hits[0].text != chain.hits[0].text and lies_in(str(chain.code), c.code)
        for c in chains
    )


def _bear_each_other_out(chains: Sequence[Chain]) -> None:
    """同志街和桂林路: two names with namesakes that only one district has settle each other; 重庆路和西安大路 any city may have.

    The table knows the zones (经开区) of few cities.
    """
    chains = [c for c in chains if not c.hits[-1].text.endswith(_ZONES)]
    for number, chain in enumerate(chains):
        for other in chains[number + 1 :]:
            common = {c for c in chain.candidates if c in other.candidates and not c.endswith("00")}
            if len(common) == 1 and chain.hits[-1].text != other.hits[-1].text:
                chain.code = other.code = common.pop()


def _settled(chain: Chain, sure: Sequence[tuple[Chain, str]], home: str | None) -> str | None:
    small = chain.hits[-1].text.endswith(_SMALL)
    for _, code in sorted(sure, key=lambda pair: _distance(chain, pair[0])):
        found = _beside(chain.candidates, code, small=small)
        if len(found) == 1:
            return found[0]
        if not found and not code.endswith("0000"):
            home = None
            # The table knows all districts and counties, but few zones and streets: 西安区 is none of 德阳, 高新区 may be.
            if small or chain.hits[-1].text.endswith(_ZONES) or not chain.hits[-1].text.endswith(_COUNTIES):
                break
    at_home = within(chain.candidates, home) if home else ()
    settled = at_home[0] if len(at_home) == 1 else chain.hits[-1].meaning.fallback
    if (
        settled is None
        and _is_pointed_at(chain)
        and len(chain.candidates) <= 1 + chain.hits[-1].meaning.short
    ):
        return chain.candidates[-1]
    if settled is None and len(chain.candidates) == 1 and chain.role in _TELLING:
        told = _is_short_county(chain.hits[0]) or chain.hits[0].meaning.short
        return chain.candidates[0] if told else None
    return settled


def _is_pointed_at(chain: Chain) -> bool:
    """南关那个工地: the short form of a district, and somebody points at it; an own one (宽城) may have a county for a namesake."""
    name = chain.hits[-1].text
    return (
        len(name) == 2
        and not name.endswith((*_SMALL, "县"))
        and _POINTED.match(chain.text, chain.end) is not None
    )


def _is_short_county(hit: Hit) -> bool:
    """叶县, 沙县: nobody else's name, but easily a seam of two words (和县委)."""
    return len(hit.text) == 2 and hit.text.endswith("县")


def _beside(codes: Sequence[str], place: str, *, small: bool) -> tuple[str, ...]:
    """Those of the codes in a place, else in the city, else in the province around it.

    A ``small`` place is not looked for beyond the city: 吉林市…解放大路 is no street of 长春.
    """
    around: str | None = place
    while around is not None and not (small and around != place and around.endswith("0000")):
        found = within(codes, around)
        if found:
            return found
        around = parent_of(around)
    return ()


def _distance(chain: Chain, other: Chain) -> int:
    behind = other.start - chain.end
    return _FAR + behind if behind >= 0 else chain.start - other.end

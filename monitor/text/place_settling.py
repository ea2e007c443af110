"""What has namesakes is settled by the places named beside it, else by the place of the source: 华商报 … 长安区."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from monitor.text.divisions import depth_of, lies_in, parent_of, within
from monitor.text.gazetteer import Hit
from monitor.text.place_chains import SMALL, ZONES, Chain, are_neighbours
from monitor.text.place_roles import Role
from monitor.text.told_alone import is_told_alone

# 南关那个工地, 九台实验小学: who points at a place means the one here, and so does a name with an institution of it.
_POINTED = re.compile(
    "实验[小中]|第[一二三四五六七八九十]|[一二三四五六]中|职业|客运|火车站|高速口|人民医院|中医院|公安|法院|[这那](?:边|里|个|块|儿|旮|疙|片|条|头|一)|附近|这儿|那儿|的一[所家个名处]"
)
# 通州区通燕高速出京方向: the papers of the capital call it so and leave its name out.
_IN_CAPITAL = re.compile(
    "[出进来离在抵赴返回入](?<!东)京(?:方向|务工|打工|看|的|高速|车|人员)|京郊|京城|京[东西南北]"
)
_ITS_HOUSES = re.compile("人民医院|中医院|公安局|交警|消防|一[所家名辆处个]|境内|城[关区]")
_OPENING_WORDS = frozenset("和与及同如")
_COUNTIES = ("区", "县", "市", "旗")
_TELLING = frozenset({Role.SCENE, Role.DETAILED, Role.JURISDICTION, Role.RESIDENT})
# What only helped, treated or came from there does not tell whose 铁西区 it is where the paper does.
_PASSING = frozenset(
    {Role.ORIGIN, Role.FELT, Role.TREATED, Role.TEAM, Role.COMPARED, Role.BODY, Role.AWAY, Role.WARD}
)
_PARTS_OF_PROVINCES = {"湘东": "43", "桂东": "45"}
"""The short forms of 湘东区 in 江西 and 桂东县 in 湖南 that are also the east of 湖南 and of 广西."""
_FAR, _COUNTY = 10**6, 2
_ORIGIN = Role.ORIGIN


def settle(
    chains: Sequence[Chain], home: str | None, seat: str | None = None, *, own: str | None = None
) -> None:
    """Settle names with namesakes by the nearest place that is sure, an earlier one before a later.

    ``home`` is the city that the source serves and ``own`` its district, where it serves one; ``seat`` is the place of a source
    elsewhere; they settle what the text leaves open.
    """
    if len(chains) > 1:
        _told_fully_elsewhere(chains)
    open_ones = [c for c in chains if c.code is None and c.candidates]
    if not open_ones:
        return
    known = [(c, c.code) for c in chains if c.code is not None]
    if seat and not home and all(c.role in _PASSING for c, _ in known):
        for chain in open_ones:
            chain.code = _by_source(chain, seat)
        open_ones = [c for c in open_ones if c.code is None]
    if len(known) > 1 or (known and known[0][0].role is _ORIGIN):
        weak = (Role.ORIGIN, Role.MEDIA)
        sure = [(c, code) for c, code in known if c.role not in (*weak, Role.FELT)]
        sure = sure or [(c, code) for c, code in known if c.role not in weak]
        papers = [(c, code) for c, code in known if c.role is Role.MEDIA]
        # 普陀区某小区…（舟山晚报记者）伤者转送邯郸: the paper tells it rather than what only came by.
        known = papers if papers and all(c.role in _PASSING for c, _ in sure) else sure
    if not known and not home and "京" in chains[0].text and _IN_CAPITAL.search(chains[0].text):
        home = "110000"
    for chain in open_ones:
        settled = _settled(chain, known, home, own)
        chain.code = _by_source(chain, seat) if settled is None and seat and not home else settled
    if not known and not home and len(open_ones) > 1:
        _bear_each_other_out([c for c in open_ones if c.code is None])


def settle_late(chains: Sequence[Chain], seat: str | None, landmarks: Sequence[str]) -> None:
    """Settle what is still open by a paper that the text cites, else by a sight of one of the cities: 鼓楼区 … 玄武湖."""
    for chain in chains:
        if chain.code is None and chain.candidates:
            beside = [own for own in chain.candidates if any(are_neighbours(own, code) for code in landmarks)]
            cited = _by_source(chain, seat) if seat else None
            chain.code = cited or (beside[0] if len(beside) == 1 else None)


def without_parts_of_provinces(chains: list[Chain]) -> list[Chain]:
    """湘东一小学 … 醴陵市: a district called as a part of another province is that part, where the text goes on in that province."""
    parts = [c for c in chains if c.hits[0].text in _PARTS_OF_PROVINCES and len(c.hits) == 1]
    gone = []
    for part in parts:
        others = {c.code[:2] for c in chains if c.code and c not in parts}
        if _PARTS_OF_PROVINCES[part.hits[0].text] in others and str(part.code)[:2] not in others:
            gone.append(part)
    return [c for c in chains if c not in gone] if gone else chains


def _told_fully_elsewhere(chains: Sequence[Chain]) -> None:
    """大连中山…中山一栋民房: the name of a city that a district of another bears, too, is the district where the text tells it fully."""
    if not any(map(_may_be_another, chains)):
        return
    codes = {c.code for c in chains}
    whole = {c.hits[-1].text: c for c in chains if c.code is not None and depth_of(c.code) == _COUNTY}
    for chain in chains:
        _mean_the_county(chain, chains, whole)
        meant = chain.hits[0].meaning.codes if len(chain.hits) == 1 else ()
        if len(meant) > 1 and chain.code == meant[0] and not _is_told(chains, chain):
            chain.code = next((code for code in meant[1:] if code in codes), chain.code)


def _may_be_another(chain: Chain) -> bool:
    """Whether a single name is taken for a city, or for the first of several places that bear it: most are neither."""
    if chain.code is None or len(chain.hits) != 1:
        return False
    meant = chain.hits[0].meaning.codes
    return (len(meant) > 1 and chain.code == meant[0]) or depth_of(chain.code) == 1


def _mean_the_county(chain: Chain, chains: Sequence[Chain], whole: Mapping[str, Chain]) -> None:
    """阿坝暴雨 … 阿坝县通报: the name of a prefecture that its only county in the text bears, too, is the county."""
    if chain.code is None or depth_of(chain.code) != 1 or len(chain.hits) != 1:
        return
    name, code = chain.hits[0].text, chain.code
    county = next((whole[name + end] for end in _COUNTIES if name + end in whole), None)
    if county is None or county.code is None or not lies_in(county.code, code):
        return
    others = {
        c.code for c in chains if c.code and c.code not in (code, county.code) and lies_in(c.code, code)
    }
    said = any(c.code == code and c.hits[-1].text != name for c in chains)
    if not others and not said and not county.role.aside:
        chain.code = county.code


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
    chains = [c for c in chains if not c.hits[-1].text.endswith(ZONES)]
    for number, chain in enumerate(chains):
        for other in chains[number + 1 :]:
            common = {c for c in chain.candidates if c in other.candidates and not c.endswith("00")}
            if len(common) == 1 and chain.hits[-1].text != other.hits[-1].text:
                chain.code = other.code = common.pop()


def _settled(
    chain: Chain, sure: Sequence[tuple[Chain, str]], home: str | None, own: str | None
) -> str | None:
    small = chain.hits[-1].text.endswith(SMALL)
    for _, code in sorted(sure, key=lambda pair: _distance(chain, pair[0])):
        found = _beside(chain.candidates, code, small=small)
        if len(found) == 1:
            return found[0]
        if not found and not code.endswith("0000"):
            home = None
            # The table knows all districts and counties, but few zones and streets: 西安区 is none of 德阳, 高新区 may be.
            if small or chain.hits[-1].text.endswith(ZONES) or not chain.hits[-1].text.endswith(_COUNTIES):
                break
    at_home = (within(chain.candidates, own or home) or within(chain.candidates, home)) if home else ()
    settled = at_home[0] if len(at_home) == 1 else chain.hits[-1].meaning.fallback
    if (
        settled is None
        and _is_pointed_at(chain)
        and len(chain.candidates) <= 1 + chain.hits[-1].meaning.short
    ):
        return chain.candidates[-1]
    if settled is None and len(chain.candidates) == 1 and _opens_there(chain):
        return chain.candidates[0]
    if (
        settled is None
        and not home
        and len(chain.candidates) == 1
        and _is_short_county(chain.hits[0])
        and chain.hits[0].text[0] not in _OPENING_WORDS
        and is_told_alone(chain.text, chain.hits[0], widely=True)
    ):
        return chain.candidates[0]
    if settled is None and len(chain.candidates) == 1 and chain.role in _TELLING:
        told = _is_short_county(chain.hits[0]) or chain.hits[0].meaning.short
        return chain.candidates[0] if told else None
    return settled


def _by_source(chain: Chain, seat: str) -> str | None:
    """The one place of the name in the city of the source, else in its province: 华商报 … 长安区.

    Every city has zones and streets of its own, which the table hardly knows: none of these is looked for in the province.
    """
    found = within(chain.candidates, seat)
    if depth_of(seat) and not found:
        found = within(chain.candidates, seat[:2] + "0000")
    name = chain.hits[-1].text
    if (found and not lies_in(found[0], seat)) or not depth_of(seat):
        found = () if name.endswith((*SMALL, *ZONES)) or not name.endswith(_COUNTIES) else found
    return found[0] if len(found) == 1 else None


def _is_pointed_at(chain: Chain) -> bool:
    """南关那个工地: the short form of a district, and somebody points at it; an own one (宽城) may have a county for a namesake."""
    name = chain.hits[-1].text
    return (
        len(name) == 2
        and not name.endswith((*SMALL, "县"))
        and _POINTED.match(chain.text, chain.end) is not None
    )


def _is_short_county(hit: Hit) -> bool:
    """叶县, 沙县: nobody else's name, but easily a seam of two words (和县委)."""
    return len(hit.text) == 2 and hit.text.endswith("县")


def _opens_there(chain: Chain) -> bool:
    """莒县人民医院的医生, 莒县一所幼儿园: it opens a clause, and no word that often does (和县公安局 may be 和 + 县公安局)."""
    before = chain.text[max(0, chain.start - 1) : chain.start]
    return (
        _is_short_county(chain.hits[0])
        and chain.hits[0].text[0] not in _OPENING_WORDS
        and not "一" <= before <= "鿿"
        and _ITS_HOUSES.match(chain.text, chain.end) is not None
    )


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

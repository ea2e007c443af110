"""Names that follow one another are one place: 吉林省 + 长春市 + 朝阳区 + 红旗街."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from monitor.text.divisions import depth_of, lies_in, within
from monitor.text.gazetteer import Hit, Kind
from monitor.text.place_roles import Role, role_of
from monitor.text.told_alone import is_told_alone
from monitor.text.word_places import QUARTERS, is_located, stands_alone

_CONTEXT, _STAND_ALONE = Kind.CONTEXT, (Kind.SURE, Kind.ABROAD)
"""Looked up once: to ask an enumeration for a member by its name is dear before Python 3.12 (0.2 µs)."""
_JOINT = frozenset(("", " ", "·", "的", "省", "市", "\n"))
_JOINT_ABROAD = frozenset(("", "·", "的"))
_MASKED_BEFORE = re.compile("[A-Z]\\d{0,2}[省市区县]?$|西地省$")
_MUNICIPALITIES = ("11", "12", "31", "50")
_ABROAD_SMALL = tuple("区县郡州")
_WITHIN_ABROAD = re.compile(r"[^在人与和驻的籍，。；、\s]{0,2}")
SMALL = ("镇", "乡", "街道", "路", "街", "村", "广场", "公园")
ZONES = ("新区", "开发区", "高新区", "经开区", "示范区", "度假区")
"""Of these every city has one, and some bear the same name."""
_CITY_OF_THE_NAME = {"吉林": "220200"}
"""The one province of which a city bears the name."""
_POINTER = re.compile("该([县市区旗州])(?![域场民间级长])")
_TOWNS = ("镇", "乡", "街道")
_TOWN_LIST = re.compile("(?:[一-鿿]{1,4}?(?:镇|乡|街道|村|农场)(?:[、和及与]|以及))+")
_LIST_CHARS, _COUNTY = 24, 2
_SHARED = frozenset({Role.ORIGIN, Role.TREATED, Role.COMPARED, Role.BOUND, Role.FELT})
_ELSEWHERE = frozenset({Role.WARD, Role.RESIDENT, Role.AWAY, Role.FELT, Role.BOUND, Role.BODY})
"""Where those who tell it or help are, or go: beside these a county may be told by its short name alone."""
_IN_LIST = frozenset("、和与及")
_HOUSES = ("大学", "学院", "师大", "一院", "二院", "三院")
_BRANCH = re.compile("[市区县]?(?:[一-鿿]{0,4}?(?:学校|校区|分校|学院|研究院|医院|院区|附[中小]))")
_BRANCH_CHARS = 6


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
    named: Chain | None = None
    """The place as it was named, where this is 该县."""
    _role: Role | None = None

    @property
    def role(self) -> Role:
        """The part it plays, looked at when first asked: most posts name one place and need it once."""
        if self._role is None:
            self._role = role_of(self.text, self.start, self.end)
        return self._role

    def assume(self, role: Role) -> None:
        """Take a part over from the place that it is listed with."""
        self._role = role

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
            return self._pair(codes) if kind is _CONTEXT else self._borne_out(codes)
        inside = within(codes, self.code)
        if len(inside) == 1 or (inside and depth_of(inside[0]) < depth_of(inside[1])):
            return inside[0]
        around = kind is _CONTEXT and any(lies_in(self.code, code) for code in codes)
        return self.code if inside or around else None

    def _borne_out(self, codes: Sequence[str]) -> str | None:
        """A name with namesakes before a place that lies in only one of them: 双阳 + 鹿乡镇."""
        return next((code for code in codes[:1] if any(lies_in(code, c) for c in self.candidates)), None)

    def _pair(self, codes: Sequence[str]) -> str | None:
        """Two names with namesakes side by side that only one district has: 朝阳区 + 红旗街."""
        both = [c for c in self.candidates if any(lies_in(other, c) for other in codes)]
        return both[0] if len(both) == 1 else None


def build_chains(
    text: str, hits: Iterable[Hit], seat: str | None = None, *, widely: bool = True
) -> list[Chain]:
    """Chains from left to right; names that count only behind the place they lie in are dropped where it is missing.

    ``seat`` is where the source sits: its own places need not be named in the text. A text that names no other place may name a
    county shorter in more ways, where it is read ``widely``.
    """
    chains: list[Chain] = []
    corners: dict[str, str] = {}
    waiting: Hit | None = None
    hits = _without_mother_houses(text, list(hits))
    listed = _listed(text, hits) if "、" in text and _are_listed(text, hits) else {}
    for hit in hits:
        last = chains[-1] if chains else None
        abroad = last is not None and last.abroad
        if last is not None and abroad and text[last.end : hit.start] in _JOINT_ABROAD:
            last.end = hit.end  # 首尔龙山区 is none of ours
            continue
        behind = waiting
        waiting = hit if hit.meaning.kind.is_word else None
        if behind is not None and behind.end == hit.start and _heads(behind, hit):
            if last is not None and last.hits[-1] is behind:
                chains.pop()
            chains.append(Chain(text, behind.start, hit.end, [behind, hit], _heads(behind, hit)))
        elif last is not None and abroad and _taken_abroad(text, last, hit):
            last.end = hit.end
        elif last is not None and hit.text.endswith(_TOWNS) and _listed_there(text, last, hit):
            continue
        elif (
            last is None
            or text[last.end : hit.start] not in _JOINT
            or _begins_anew(text, last, hit)
            or (not last.lengthen(hit) and not _is_claimed(hit))
        ):
            code = listed.get(hit.start) or corners.get(hit.text)
            chains += (
                [Chain(text, hit.start, hit.end, [hit], code)] if code else _begin(text, hit, widely=widely)
            )
        elif last.code and last.end == hit.start and depth_of(last.code) == _COUNTY:
            corners[hit.text] = last.code  # 都江堰虹口 … 虹口: from then on it is that county's
    return _confirmed(chains, seat, widely=widely) if any(chain.unsure for chain in chains) else chains


def _without_mother_houses(text: str, hits: list[Hit]) -> list[Hit]:
    """Leave out the school whose branch elsewhere is told: 东北师大附中深圳学校 is in 深圳."""
    if len(hits) == 1:
        return hits
    gone = {
        one
        for one, other in pairwise(hits)
        if one.text.endswith(_HOUSES)
        and other.start - one.end <= _BRANCH_CHARS
        and _BRANCH.match(text, other.end)
        and not any(lies_in(code, mine) for code in other.meaning.codes for mine in one.meaning.codes)
    }
    return [hit for hit in hits if hit not in gone] if gone else hits


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
        elif len(run) > 1:
            found |= {h.start: _CITY_OF_THE_NAME[h.text] for h in run if _is_a_city_here(h, run)}
        run = [hit] if hit is not None else []
    return found


def _is_a_city_here(hit: Hit, run: Sequence[Hit]) -> bool:
    """长春、吉林、四平: beside cities of the province the name is that of the city that bears it, too."""
    city = _CITY_OF_THE_NAME.get(hit.text)
    beside = [code for h in run if h is not hit for code in h.meaning.codes[:1]]
    return city is not None and all(code[:2] == city[:2] and not code.endswith("0000") for code in beside)


def share_roles(text: str, chains: Sequence[Chain]) -> None:
    """Give what is listed behind a place its part: 游客来自成都、长春等地."""
    for one, after in pairwise(chains):
        if text[one.end : after.start] in _IN_LIST and one.role in _SHARED:
            after.assume(one.role)


def with_pointers(text: str, chains: list[Chain]) -> list[Chain]:
    """The chains, and each 该县 or 该市 as another mention of the last county or city named before."""
    pointed = []
    for match in _POINTER.finditer(text) if "该" in text else ():
        before = [c for c in chains if c.end <= match.start() and _is_a(match[1], c)]
        if before:
            last = before[-1]
            pointed.append(Chain(text, match.start(), match.end(), last.hits, last.code, named=last))
    return sorted([*chains, *pointed], key=lambda c: c.start) if pointed else chains


def _is_a(unit: str, chain: Chain) -> bool:
    """Whether a place is one that 该县, 该区, 该市 or 该州 may point at."""
    if chain.code is None or chain.code.endswith("0000"):
        return False
    if unit in "县区旗":
        return depth_of(chain.code) == _COUNTY and not chain.hits[-1].text.endswith(SMALL)
    return not (unit == "州" and depth_of(chain.code) == _COUNTY)


def _begins_anew(text: str, chain: Chain, hit: Hit) -> bool:
    """A headline that ends with a place and a text that opens with it are two mentions."""
    return text[chain.end : hit.start] == "\n" and chain.code is not None and chain.code in hit.meaning.codes


def _taken_abroad(text: str, chain: Chain, hit: Hit) -> bool:
    """首尔龙山区: a district right behind a place (``chain``) abroad is that place's, whoever else bears its name."""
    return (
        hit.text.endswith(_ABROAD_SMALL) and _WITHIN_ABROAD.fullmatch(text, chain.end, hit.start) is not None
    )


def _listed_there(text: str, chain: Chain, hit: Hit) -> bool:
    """通榆县瞻榆镇、兴隆山镇: a town (``hit``) in a list behind another county is that county's, whoever else has one of the name."""
    if chain.code is None or depth_of(chain.code) < _COUNTY:
        return False
    if within(hit.meaning.codes, chain.code) or hit.start - chain.end > _LIST_CHARS:
        return False
    return _TOWN_LIST.fullmatch(text, chain.end, hit.start) is not None


def _confirmed(chains: Sequence[Chain], seat: str | None, *, widely: bool) -> list[Chain]:
    """Leave out towns whose city the text does not name: 文成 may be somebody's name."""
    around = {c.code for c in chains if c.code and not c.unsure and c.role not in (Role.ORIGIN, Role.TEAM)}
    if seat:
        around.add(seat)
    kept = [c for c in chains if not c.unsure or _has_city(c, around)]
    if any(c.code and not (c.role.aside or c.role in _ELSEWHERE) for c in kept):
        return kept
    alone = {
        c.code for c in chains if c.unsure and c.code and is_told_alone(c.text, c.hits[0], widely=widely)
    }
    return [c for c in chains if c in kept or c.code in alone] if len(alone) == 1 else kept


def _has_city(chain: Chain, around: Collection[str]) -> bool:
    own = (chain.code,) if chain.code else chain.candidates
    if any(are_neighbours(mine, code) for mine in own for code in around):
        return True
    # 河北 … 武安一工厂: what happens in it speaks for the county, and one of that name lies in the province.
    return chain.code is None and any(len(within(own, c)) == 1 for c in around if c.endswith("0000"))


def are_neighbours(code: str, other: str) -> bool:
    """Whether two divisions lie in one city, or one in the municipality that the other is."""
    if other.endswith("0000"):
        return other.startswith(_MUNICIPALITIES) and lies_in(code, other)
    return code[:4] == other[:4]


def _heads(behind: Hit, hit: Hit) -> str | None:
    """The code of a place whose city is an ordinary word too, and is borne out by what follows it: 四平铁西区."""
    return next((code for around in behind.meaning.codes for code in within(hit.meaning.codes, around)), None)


def _is_claimed(hit: Hit) -> bool:
    """Whether a name right behind another place is that place's: 沈阳市…长春街, 阳江滨海新区."""
    return hit.meaning.kind not in _STAND_ALONE or hit.text.endswith((*SMALL, *ZONES))


def _begin(text: str, hit: Hit, *, widely: bool) -> list[Chain]:
    kind, codes = hit.meaning.kind, hit.meaning.codes
    if kind.is_word and not stands_alone(text, hit):
        unsure = kind is Kind.TOWN or (
            hit.text[-1] in "区县" and hit.text not in QUARTERS and len(hit.text) > 2
        )
        unsure = unsure or (
            kind is Kind.CHILD and len(codes) == 1 and is_told_alone(text, hit, widely=widely)
        )
        if kind is Kind.CHILD and not unsure and is_located(text, hit):
            return [Chain(text, hit.start, hit.end, [hit], candidates=codes, unsure=True)]
        if unsure and len(codes) > 1:
            return [Chain(text, hit.start, hit.end, [hit], candidates=codes, unsure=True)]
        return [Chain(text, hit.start, hit.end, [hit], codes[0], unsure=True)] if unsure else []
    if kind.is_word and len(codes) > 1 and kind is not Kind.CUED:
        return [Chain(text, hit.start, hit.end, [hit], candidates=codes)]
    if kind is not _CONTEXT:
        return [Chain(text, hit.start, hit.end, [hit], codes[0] if codes else None)]
    if _MASKED_BEFORE.search(text, max(0, hit.start - 4), hit.start):
        return []
    return [Chain(text, hit.start, hit.end, [hit], candidates=codes)]

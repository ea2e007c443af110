"""Which of the places that a text names is the scene of what it tells, and which stand beside it with as good a claim."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from itertools import pairwise

from monitor.text.divisions import depth_of, lies_in, parent_of
from monitor.text.gazetteer import Kind
from monitor.text.place_asides import is_of_an_earlier_year, names_an_earlier_year
from monitor.text.place_chains import Chain
from monitor.text.place_roles import Role, address_end

_TITLE, _OPENING, _AT_ANCHOR, _REPEATED, _ASKEW, _FAR_BELOW, _IN_BOTH = 2.0, 1.0, 3.0, 0.3, 1.5, 5.0, 1.5
_STRETCH, _COUNTY = 16, 2
_JOINT_CHARS = 10
_JOINS = frozenset("、和与及同，在的 ")
_FAR_ENOUGH = 3.5
"""So much the places around a home may speak for it: more only where it is the scene itself."""
_AT_HOME = frozenset({Role.RESIDENT, Role.AWAY})
_ONLY_CAME = frozenset({Role.FELT, Role.AWAY, Role.RESIDENT, Role.WARD})
"""Places of helpers, hospitals and those who live elsewhere: not where it happened, if a county tells it."""
_ENDS_OF_A_WAY = frozenset({Role.BOUND, Role.ROUTE})
_AND = frozenset(("、", "和", "与", "及", "以及", "同", "，", "和在", "交界的"))
_BORDER = ("交界", "接壤", "两县交界", "两市交界", "两地交界")
_BORDER_BEHIND = re.compile("[^。；]{0,40}?(?:在|位于|的)两[省市县区州地](?:的)?交界")
_HOME_BEFORE, _HOME_CHARS = (
    re.compile("(?:(?:[我俺咱]|[我俺咱]们)(?:的)?|^|[，。！？；\\s])老家(?:[是在]|住在?)?$"),
    7,
)
_IS_FROM, _FROM_CHARS = re.compile("(?:我是|我们是|本人是?|(?:我叫|我姓)[^，。；]{1,4}[，。；])$"), 9
_OWN_COUNTY = re.compile(
    "[本我][县镇乡村]|我们[县镇乡村]|[县乡村]道|[县镇]上|[县乡镇]里|县城|县医院|全[县镇乡村]"
)
_OWN_VILLAGE = re.compile("[我俺咱]们?[那这]?[村屯寨庄]|全[村屯寨]|[村屯寨][里子头]|镇卫生院|乡卫生院|村医")
# 老家农安县的，邻居家房子塌了，我爸去帮忙: told of home; not 老家农安的，来这边十年了，邻居家的狗天天叫.
_NEIGHBOURS = re.compile(
    "(?:邻居|隔壁)(?:家|老)|[我俺咱](?:爸|妈|爷|奶|叔|哥|弟)[^，。；]{0,4}(?:去|帮|打电话)|老[屋宅]"
)
_LIVES_ELSEWHERE = re.compile("来[这那]边|在[这那]边|租[的了房]|打工|定居|楼[上下](?!午)|小区|物业|公司")
_LANDS = re.compile("[^，。；]{0,8}登陆")
_SENTENCE_MARKS = "。！？\n；"
_SENTENCE_END = re.compile(f"[{_SENTENCE_MARKS}]")


class Ranking:
    """The chains of one text with how much each speaks for being the scene."""

    def __init__(
        self,
        text: str,
        chains: Sequence[Chain],
        title_end: int,
        anchors: Sequence[int],
        year: int | None = None,
    ) -> None:
        self._text, self._title_end, self._year = text, title_end, year
        self._chains = [c for c in chains if c.code is not None or c.abroad]
        self._unsettled = [c for c in chains if c.candidates and c.code is None]
        self._told = [_sentence(text, at) for at in anchors if at > title_end]
        self._opening = _sentence(text, title_end + 1)[1] if title_end else _sentence(text, 0)[1]
        self._own = {c: self._score(c) for c in self._chains}

    def chosen(self, city: str) -> list[Chain]:
        """The scene, and what is named beside it with as good a claim; a dateline alone places only what is told nowhere else."""
        if not self._chains:
            return []
        told = [c for c in self._chains if not c.role.aside]
        # The ends of a coast are only looked at where nothing else is named.
        told = [c for c in told if c.role not in (Role.COAST, Role.COURSE)] or told
        if self._year and len(told) > 1 and names_an_earlier_year(self._text, self._year):
            told = self._without_the_past(told, self._year)
        if all(c.role in _ONLY_CAME for c in told):
            told = self._counties_that_speak() or _wards_beside_helpers(told) or told
        others = [c for c in told if c.role not in _ONLY_CAME]
        if others and all(c.hits[0].meaning.kind is Kind.SOFT for c in others):
            told = others  # 富顺的事上热搜了，我在大理都睡不着
        top = self._best(told or [c for c in self._chains if c.role is Role.DATELINE] or self._chains)
        if top.role.aside:
            return [top] if self._places_alone(top) else []
        if top.role.weight < 0 and any(_is_unknown_scene(c) for c in self._unsettled):
            return []
        if top.code is None:
            top = self._reached_by_the_storm(top)
        if top.code is None:
            return [top]
        top = self._answering(top)
        beside = self._with_their_row(
            top, [c for c in self._chains if c is not top and self._stands_beside(top, c, city)]
        )
        if top.role.on_way:
            top.code = self._stretch(top)
        together = [c for c in beside if c.start < top.start and self._named_together(top, c)]
        return [*together, top, *(c for c in beside if c not in together)]

    def _counties_that_speak(self) -> list[Chain]:
        """The one county from which a paper writes, or whose own channel tells it: 本报舒城县讯 …楚雄的救援队也赶来."""
        found = [
            c
            for c in self._chains
            if c.code and c.role in (Role.DATELINE, Role.MEDIA) and depth_of(c.code) == _COUNTY
        ]
        return found if len({c.code for c in found}) == 1 else []

    def _without_the_past(self, told: list[Chain], year: int) -> list[Chain]:
        """Leave out places of years ago where another place is told: 1999年11月发生在烟台海域的海难."""

        def is_past(chain: Chain) -> bool:
            begin = _sentence(self._text, chain.start)[0]
            return is_of_an_earlier_year(self._text, begin, chain.start, year)

        now = [c for c in told if not is_past(c)]
        around = [c.code for c in now if c.code]
        return [c for c in told if c in now or not now or any(c.code and lies_in(c.code, a) for a in around)]

    def _places_alone(self, top: Chain) -> bool:
        """Whether what is no scene places a text that names none: a dateline, or the county whose hospital took in the injured."""
        if top.code is None or top.role not in (Role.DATELINE, Role.TREATED, Role.ORIGIN, Role.MEDIA):
            return False
        if top.role is Role.MEDIA:
            return depth_of(top.code) == _COUNTY
        if top.role is Role.ORIGIN:
            return _is_told_at_home(self._text, top)
        if top.role is Role.DATELINE:
            return not top.code.startswith("11")
        counties = {c.code for c in self._chains if c.role is not Role.MEDIA}
        return len(counties) == 1 and depth_of(top.code) == _COUNTY

    def _reached_by_the_storm(self, top: Chain) -> Chain:
        """The place at home that the headline names, where a storm only landed abroad: 广东解除响应|台风在越南再次登陆."""
        if "登陆" not in self._text or not _LANDS.match(self._text, top.end):
            return top
        here = (c for c in self._chains if c.code and not c.role.aside and c.start < self._title_end)
        return next(here, top)

    def _with_their_row(self, top: Chain, beside: list[Chain]) -> list[Chain]:
        """The chains beside the scene and those of the same city in one list with them: 番禺、荔湾、越秀、天河区."""
        if len(self._chains) == len(beside) + 1 or "、" not in self._text:
            return beside
        chosen = {top, *beside}
        for chains in (self._chains, self._chains[::-1]):
            for one, after in pairwise(chains):
                if one in chosen and after not in chosen and self._is_in_row(one, after):
                    chosen.add(after)
        return [c for c in self._chains if c in chosen and c is not top]

    def _is_in_row(self, one: Chain, other: Chain) -> bool:
        first, second = (one, other) if one.start < other.start else (other, one)
        if other.code is None or one.code is None or other.role.aside or depth_of(other.code) < _COUNTY:
            return False
        row = self._text[first.end : second.start] == "、"
        return row and other.code != one.code and parent_of(other.code) == parent_of(one.code)

    def _answering(self, top: Chain) -> Chain:
        """The one district of a city or province that is the scene whose own authority speaks: 长春一医院 … 二道区卫健局回应."""
        code = str(top.code)
        if not code.endswith("00"):
            return top
        below = [c for c in self._chains if c.code and c.code != code and lies_in(c.code, code)]
        below = [
            c
            for c in below
            if not (c.role.aside or any(o.code != c.code and lies_in(str(o.code), c.code) for o in below))
        ]
        roles = {c.role for c in below}
        settled = len({c.code for c in below}) == 1 and Role.JURISDICTION in roles and Role.FELT not in roles
        return below[0] if settled else top

    def _best(self, chains: Sequence[Chain]) -> Chain:
        if len(chains) == 1:
            return chains[0]
        best: dict[str | None, float] = {}
        count: dict[str | None, int] = {}
        for chain in chains:
            best[chain.code] = max(self._own[chain], best.get(chain.code, -9.0))
            count[chain.code] = count.get(chain.code, 0) + 1
        top = self._foremost(chains, best, count)
        twice = self._told_twice(chains) if top.code is not None else ()
        if not twice or top.code in twice:
            return top
        for code in twice:
            best[code] += _IN_BOTH
        return self._foremost(chains, best, count)

    def _foremost(
        self, chains: Sequence[Chain], best: Mapping[str | None, float], count: Mapping[str | None, int]
    ) -> Chain:
        """The chain that speaks most for being the scene: by its place, then the deepest, the best itself, the first."""
        helping = {c.code for c in self._chains if c.role is Role.FELT} - {
            c.code for c in self._chains if c.role is not Role.FELT
        }
        around = {code: score for code, score in best.items() if code not in helping}
        totals = {code: _total(code, best, around, count) for code in best if code is not None}
        for code in {c.code for c in chains if c.code and c.role in _AT_HOME}:
            # 在长春龙嘉机场被司机打了，司机家是九台的: a home within the scene's city is not the scene by that.
            if all(c.role in _AT_HOME for c in chains if c.code == code):
                totals[code] = min(totals[code], best[code] + _FAR_ENOUGH)

        def rank(chain: Chain) -> tuple[float, int, float, int]:
            total = totals.get(str(chain.code), self._own[chain])
            return total, _depth(chain), self._own[chain], -chain.start

        return max(chains, key=rank)

    def _told_twice(self, chains: Sequence[Chain]) -> set[str]:
        """The counties that headline and text name alike: what the text names beside them is less likely the scene."""
        if not self._title_end:
            return set()
        told = [c for c in chains if c.code and c.role.weight >= 0 and depth_of(c.code) == _COUNTY]
        inside = {c.code for c in told if c.start < self._title_end}
        return {str(c.code) for c in told if c.code in inside and c.start >= self._title_end}

    def _score(self, chain: Chain) -> float:
        score = chain.role.weight
        if chain.role.aside:
            return score
        if chain.hits[0].meaning.kind is Kind.SOFT and chain.role is Role.PLAIN:
            score -= _ASKEW
        if chain.start < self._title_end:
            return score + _TITLE
        opens = chain.start < self._opening
        told = any(start <= chain.start < end for start, end in self._told) if self._told else opens
        return score + _OPENING * opens + _AT_ANCHOR * told

    def _stretch(self, top: Chain) -> str | None:
        """Between two places on a way it is certain only what both lie in: 广西北海至南宁高速公路."""
        before = _STRETCH if top.role is Role.COAST else 0
        ends = [
            str(c.code)
            for c in self._chains
            if c.role.on_way and c.code and -before <= c.start - top.start < _STRETCH
        ]
        code = top.code
        while code is not None and not all(lies_in(end, code) for end in ends):
            code = parent_of(code)
        # 海南琼海到广东电白一带: of two provinces nothing is certain.
        return code or (None if top.role is Role.COAST else top.code)

    def _stands_beside(self, top: Chain, chain: Chain, city: str) -> bool:
        """Whether a chain stands beside the scene: named with it, or the office's own territory in its own right."""
        if chain.code is None or top.code is None or chain.role.aside:
            return False
        if lies_in(top.code, chain.code) or lies_in(chain.code, top.code):
            return False
        if chain.role is Role.FELT and top.role is not Role.FELT:
            return False
        if chain.role in _ENDS_OF_A_WAY and not top.role.on_way:
            return False  # 和静到库尔勒那条路，和静县乌拉斯台农场路口
        if chain.role.on_way and top.role.on_way:
            return lies_in(chain.code, city) and abs(chain.start - top.start) < _STRETCH
        if self._shares_border(top, chain):
            return True
        if self._named_together(top, chain):
            if parent_of(chain.code) == parent_of(top.code):
                return True
            if chain.code[:2] == top.code[:2] and len(chain.hits) > 1 and len(top.hits) > 1:
                return chain.role is not Role.FELT  # 清远市连南县、韶关市乳源县出现冰雹
        if self._own[chain] < max(0.0, self._own[top] - _ASKEW):
            return False
        if parent_of(chain.code) == parent_of(top.code):
            return not self._told and not (chain.role is Role.BODY and top.role is not Role.BODY)
        return lies_in(chain.code, city) and chain.role is not Role.RESIDENT

    def _shares_border(self, top: Chain, chain: Chain) -> bool:
        """Whether it happened where a place meets the scene, however often that is named: 仁和区和会理县 … 两地交界处."""
        if "交界" not in self._text and "接壤" not in self._text:
            return False
        for one in self._chains:
            alike = one.code == top.code and depth_of(str(one.code)) == depth_of(str(chain.code))
            if alike and self._named_together(one, chain):
                end = max(one.end, chain.end)
                ends = (end, address_end(self._text, end))
                if any(
                    _BORDER_BEHIND.match(self._text, e) or self._text.startswith(_BORDER, e) for e in ends
                ):
                    return True
        return False

    def _named_together(self, top: Chain, chain: Chain) -> bool:
        first, second = (chain, top) if chain.start < top.start else (top, chain)
        between = [c for c in self._chains if first.end <= c.start and c.end <= second.start]
        row = [first, *between, second]
        return all(self._is_joined(a.end, b.start) for a, b in pairwise(row))

    def _is_joined(self, end: int, start: int) -> bool:
        """Whether 和 or 、 alone stands between two places, the first with its town: 兰家镇和德惠市, 扶余市三岔河镇与榆树市."""
        if start - end > _JOINT_CHARS or self._text[start - 1] not in _JOINS:
            return False
        return (
            self._text[end:start] in _AND or self._text[address_end(self._text, end) : start].strip() in _AND
        )


def _wards_beside_helpers(chains: Sequence[Chain]) -> list[Chain]:
    """The hospitals, where nothing else is named but who came to help: they are nearer than the helpers' homes."""
    wards = [c for c in chains if c.role is Role.WARD]
    return wards if all(c.role in (Role.WARD, Role.FELT) for c in chains) else []


def _is_told_at_home(text: str, chain: Chain) -> bool:
    """我老家汉滨区恒口，腊月二十三堂弟结婚 … 全村人往外抬: who tells of his own village is there, and 我叫强某，筠连人 … 本县一家煤矿."""
    if depth_of(str(chain.code)) == _COUNTY and _IS_FROM.search(
        text, max(0, chain.start - _FROM_CHARS), chain.start
    ):
        return _OWN_COUNTY.search(text, chain.end) is not None
    if not _HOME_BEFORE.search(text, max(0, chain.start - _HOME_CHARS), chain.start):
        return False
    if _OWN_VILLAGE.search(text):
        return True
    return _NEIGHBOURS.search(text, chain.end) is not None and not _LIVES_ELSEWHERE.search(text)


def _is_unknown_scene(chain: Chain) -> bool:
    """Whether it happened in a district of which several cities have one and the text tells none: 安顺牌照的货车在鼓楼区坠桥."""
    return chain.hits[-1].text.endswith(("区", "县")) and chain.role in (Role.SCENE, Role.DETAILED)


def _total(
    code: str,
    best: Mapping[str | None, float],
    outer: Mapping[str | None, float],
    count: Mapping[str | None, int],
) -> float:
    """A place's best score, more for its repetitions and for the best place around it: 云南 speaks for 云南大理."""
    around = max(
        (
            s + _repeated(count[c])
            for c, s in outer.items()
            if c is not None and c != code and lies_in(code, c)
        ),
        default=0.0,
    )
    # 海西州发生地震 … 格尔木有震感: a place within the scene is not the scene by that.
    support = around if best[code] >= around - _FAR_BELOW and around > 0 else 0.0
    return best[code] + _repeated(count[code]) + support


def _repeated(count: int) -> float:
    return _REPEATED * min(3, count)


def _depth(chain: Chain) -> int:
    return -1 if chain.code is None else depth_of(chain.code)


def _sentence(text: str, at: int) -> tuple[int, int]:
    """Where the sentence around a position begins and ends."""
    start = max(text.rfind(mark, 0, at) for mark in _SENTENCE_MARKS)
    end = _SENTENCE_END.search(text, at)
    return start + 1, end.start() if end else len(text)

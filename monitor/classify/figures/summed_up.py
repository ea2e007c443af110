"""How many died, said at last without a word for dying: 以上五人之外…, 十四个，都对上名字了."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from monitor.classify.figures.besides import ANYBODY, Stated
from monitor.classify.figures.persons import FAMILIAR, Told
from monitor.classify.figures.persons_words import AGENT, ONE, TWO
from monitor.classify.result import Figure, Place
from monitor.text.clean import CleanText
from monitor.text.numerals import NUMBER, read_number

_AT_LAST = re.compile(
    f"(?P<these>以上|上述|前述|这)(?P<n>{NUMBER})(?:[名位个]人?|人|口)(?:之外|以外|外(?=，))|"
    f"(?:(?:一共|总共|拢共|统共|前后|加起来|合起来)(?:是|有)?)?(?P<all>{NUMBER})(?:[名位个]人?|人|条命|口人)，?(?:都|全)(?:对上|核对|找到|找齐|找着|认[清出全]|确认|有了?名|没了|在这)|"
    f"(?:加起来|合起来|算下来|里外里)(?:一共|总共)?(?:是|有|就是)?(?P<sum>{NUMBER})(?:[名位个]人?|人|条命|口人)(?=[，。；！”])"
)
_GATE = re.compile(
    "之外|以外|人外，|对上|找齐|找着|核对|认[清出全]|加起来|合起来|算下来|里外里|没了|在这|有名|有了名|找到"
)
_HURT = frozenset({"injured", "seriously_injured", "light", "trapped", "missing"})
_NEAR = 70
_MEMBER = re.compile(
    f"(?!{AGENT})(?:{TWO}|{ONE}|[大小]的(?=[当说]|[^，。；]{{0,4}}(?:肚子|没))|老[大二三四幺]|{FAMILIAR})(?!的|[一-鿿]{{0,2}}岁的)"
)  # 郑某八岁的女儿 is not Zheng
_ANYBODY = ANYBODY - {"老人"} | {"死者", "遇难者"}
# 其中一人是司机, “我丈夫没了”: of the same ones, or said by one of their own.
_SPOKEN = re.compile(
    "[“”]|其中|死者|遇难者|逝者|包括|分别|身份|生前|说|称|回忆|告诉|[他她]的(?:丈夫|妻子|父亲|母亲|儿子|女儿|家)[^。！？]*$"
)
# A word in quotation marks is no speech.
_A_WORD = re.compile("“[^“”，。；！？]{1,6}”")
_BETWEEN, _FAR = 60, 150
_MOST_UNTOLD = 3
"""How many of those whom a total counts may have been told of in other words (被山墙压住的老支书)."""


def summed_up(
    deaths: Figure | None, told: Sequence[tuple[int, int, int]], counts: Sequence[Stated], text: CleanText
) -> Mapping[str, Figure]:
    """The number of the dead that a text comes to at last, where it fits the groups told before it.

    ``told``: where each group of dead is told, and how many they are. A total takes in those only of whom it follows close behind,
    none of whom is said to be hurt or lost.
    """
    if not told or not _GATE.search(text.text):
        return {}
    known = deaths.value if deaths else 0
    for match in _AT_LAST.finditer(text.text):
        number = read_number(match["n"] or match["all"] or match["sum"]).value
        before = [t for t in told if t[1] <= match.start()]
        if not before or number is None or number <= known:
            continue
        first, last = min(t[0] for t in before), max(t[1] for t in before)
        if match.start() - last > _NEAR or _tells_others(counts, first, match.start()):
            continue
        if number - sum(t[2] for t in before) in range(_MOST_UNTOLD + 1):
            place = Place("text", *text.source_span(*match.span()))
            origin = deaths.origin if deaths else "media"
            return {
                "deaths": Figure(int(number), "exact", origin, (*(deaths.places if deaths else ()), place))
            }
    return {}


def apart(counted: Sequence[tuple[int, int, int]], persons: Sequence[Told]) -> list[tuple[int, int, int]]:
    """The groups of dead that are counted, and those told of by person elsewhere."""
    others = [(p.start, p.end, p.value) for p in persons]
    return [*counted, *(o for o in others if not any(o[0] < c[1] and c[0] < o[1] for c in counted))]


def all_named(deaths: Figure, persons: Sequence[Told], text: CleanText) -> Mapping[str, Figure]:
    """``郑某和妻子当时就不行了；岳母也没了呼吸。女儿心跳还是停了``: those whom nobody counts, told of one after the other as others."""
    group: list[Told] = []
    seen: set[str] = set()
    for told in persons:
        opens = max(text.text.rfind(mark, 0, told.start) for mark in "。；！？\n") + 1
        since = max(opens, group[-1].end if group else 0)
        called = {m[0] for m in _MEMBER.finditer(text.text, since, told.end)}
        who = called - _ANYBODY or _set_apart(text.text, told.start, called, seen)
        between = _A_WORD.sub("", text.text[group[-1].end : told.start]) if group else ""
        # Further off, who is called by his name alone may be one told of before.
        named = all(one.endswith("某") for one in who) or all(one.endswith("某") for one in seen)
        most = _BETWEEN if named else _FAR
        if not who or who & seen or len(between) > most or _SPOKEN.search(between):
            if not group:
                continue
            break
        group.append(told)
        seen |= who
    number = sum(told.value for told in group)
    if len(group) < 2 or number <= deaths.value:
        return {}
    places = tuple(Place("text", *text.source_span(t.start, t.end)) for t in group)
    return {"deaths": Figure(number, "exact", deaths.origin, places)}


# 副驾驶上的女子, 隔壁的老人: another than whoever was told of before.
_PLACED = re.compile(
    "(?:副驾|后[排座]|旁边|隔壁|身[旁边后]|对[面门]|楼[上下]|车[斗厢]|路过|同[行乘住屋]|另一?|邻近|前[排座])[^，。；]{0,6}[的名位个座]$"
)
_SEXES = (frozenset({"男子", "男的", "男人"}), frozenset({"女子", "女的", "女人"}))


def _set_apart(text: str, at: int, called: set[str], seen: set[str]) -> set[str]:
    """The noun of anybody that can mean none of those told of before: by where he was, or by the other sex (男的当场死亡 … 女的也没救过来)."""
    if _PLACED.search(text, max(0, at - 14), at) and not called & seen:
        return called
    for own, other in (_SEXES, _SEXES[::-1]):
        if called & own and (not seen or (seen & other and not seen & own)):
            return called & own
    return set()


def _tells_others(counts: Sequence[Stated], start: int, end: int) -> bool:
    return any(c.name in _HURT and c.value and not c.titled and start <= c.start < end for c in counts)

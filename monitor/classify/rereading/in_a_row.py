"""Whether two who are told of in one row of the hurt are neither the same nor some of each other.

By where they were (402 … 501, 轿车 … 货车), by what they were there for, by their trades and names, by what nobody is called together, or
because the later is brought in anew (一名). A husband may be of a couple, a boy of some pupils, and a teacher of the passengers.
"""

from __future__ import annotations

import re

from monitor.classify.rereading.likeness import are_unlike
from monitor.classify.rereading.parties import SURNAMES
from monitor.values import value

# 402, 三楼, 后排, 轿车上: where somebody was; 骑电动车, 路过, 救人: what for.
_SPOT = re.compile(
    "\\d{3,4}|[一二三四五六七八九十]+[楼层]|顶[楼层]|楼[上下]|隔壁|对门|对面|[前后]排|[前后]座|副驾驶?|路边|路过|过路|门口|食堂|看门|[一-鿿]?[一-鿿]车(?=上|里|内|的?(?:司机|驾|车主))|骑[^，。；的]{0,4}车|过马路|救人|帮忙|参与|赶来|推车|推着|送[货饭餐]|卖[^，。；的]{0,3}|等车"
)
_HELP = frozenset({"救人", "帮忙", "参与", "赶来"})
_TRADE = re.compile(
    "司机|驾驶|骑手|环卫工|清洁工|保安|门卫|房东|老板娘?|店主|摊主|小贩|商贩|厨师|[焊电木瓦钢油]工|班长|工头|监理员|学徒|快递员|外卖员|老师|教师|大?学生|保姆|护士|医生|[民交辅]警|消防|乘客|游客|邻居|新[郎娘]|伴[郎娘]|导游|售票员|店员|服务员|收银员|租客|女工|行人|路人|[小一]家|夫妻|夫妇|两口|母[子女]|父[子女]|父亲|母亲|爷爷|奶奶|孙[子女]|儿子|女儿|妻子|丈夫|婴儿|幼儿"
)
_NO_RIDER = re.compile("司机|驾驶|售票|导游|[民交辅]警|消防|骑手|环卫")
_MANY_KINDS = re.compile(
    "乘客|游客|邻居|行人|路人|工人|员工|职工|居民|村民|住户|租客|顾客|群众|人员|业主|学生"
)
_NEW = re.compile("(?:另|还有|[一1][名位个])")
_NAMED = re.compile(
    f"([{''.join(sorted(SURNAMES))}])(?:某|大[爷妈娘叔]|师傅|女士|先生)|老([{''.join(sorted(SURNAMES))}])"
)


@value
class InARow:
    """One who is hurt, or several together: how many, what they are called, what stands before, and where."""

    number: int
    head: str
    before: str
    start: int
    end: int

    @property
    def spots(self) -> frozenset[str]:
        found = _SPOT.findall(self.before + self.head)
        # 大货车 and 货车 are one, 402 is on the fourth floor.
        found = [spot[-2:] if spot.endswith("车") else spot for spot in found]
        return frozenset(found)

    @property
    def trade(self) -> str:
        found = _TRADE.search(self.head)
        return found[0] if found else ""

    @property
    def name(self) -> str:
        found = _NAMED.search(self.before + self.head)
        return (found[1] or found[2]) if found else ""

    @property
    def is_new(self) -> bool:
        return _NEW.search(self.before) is not None


def are_apart(one: InARow, other: InARow) -> bool:
    """Whether two who stand in this order are neither the same nor some of each other."""
    if one.spots and other.spots and not (one.spots & other.spots or _are_of_one_floor(one, other)):
        return True
    if _helps(one) != _helps(other):
        return True
    if one.name and other.name:
        return one.name != other.name
    if are_unlike(one.head, other.head) and 1 in (one.number, other.number):
        return one.number == other.number or not (_kin(one) and _kin(other))
    if _kin(one) and _kin(other) and one.number != other.number:
        return False  # 夫妻二人烧伤，妻子…
    if one.trade and other.trade and one.trade != other.trade:
        broad = _MANY_KINDS.search(one.head) or _MANY_KINDS.search(other.head)
        nobody_else = _NO_RIDER.search(one.head) or _NO_RIDER.search(other.head)
        return not broad or bool(one.spots or other.spots or nobody_else)
    if one.number == other.number == 1 and one.head != other.head:
        return other.is_new or (bool(one.spots or one.trade) and bool(other.spots or other.trade))
    return bool(one.spots or other.spots) and one.trade != other.trade and not _kin(other)


def _are_of_one_floor(one: InARow, other: InARow) -> bool:
    """402 and 四楼."""
    floors = [
        {"零一二三四五六七八九"[int(s[0])] + "楼" for s in spots if s.isdigit()} & others
        for spots, others in ((one.spots, other.spots), (other.spots, one.spots))
    ]
    return any(floors)


def _helps(one: InARow) -> bool:
    return not one.spots.isdisjoint(_HELP)


def _kin(one: InARow) -> bool:
    """Whether somebody is told of as kin, who may be of a family told before."""
    return (
        re.search("妻|夫|父|母|爸|妈|儿|女儿|孙|爷|奶|孩|弟|妹|兄|姐|媳|婿|口", one.head) is not None
        and not one.spots
    )

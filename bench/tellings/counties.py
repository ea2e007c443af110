"""Where people say that they are: a county by its short name, in posts."""

from __future__ import annotations

from functools import cache

from bench.tellings.slots import Slots, Telling
from monitor.text.gazetteer import Kind, lines_of

_TOLD = (
    "昨天{}一家工厂着火了，死了两个人。",
    "{}这边出大事了，桥塌了，有人掉水里，捞上来两个都没气了。",
    "{}老家昨晚涨水，隔壁两口子没跑出来，人没了。",
    "在{}赶集，大棚被风掀了，砸死一个卖菜的。",
    "#{}爆炸# 听说死了三个人，有知道情况的吗",
    "我们{}昨晚一家饭店煤气爆炸，死了一个。",
    "{}的朋友们，今天国道那边大巴翻沟里了，死了好几个。",
    "人在{}，刚刚楼下着火，有人跳下来当场没了。",
    "{}一个养鸡场出事了，两个人掉进粪池，没救过来。",
    "在{}老家，后山滑坡埋了一户人家，三口人都没了。",
    "{}县城昨晚一栋楼塌了，挖出来两个人，都没了。",
    "坐标{}，刚才加油站炸了，听说没了两个。",
)
_KINDS = frozenset({Kind.SOFT.value, Kind.TOWN.value})
"""Names that hardly mean anything else; those that are plain words (和平, 大田) are told by more than the name."""


@cache
def _counties() -> tuple[tuple[str, str], ...]:
    """Short names that one county or county-level city bears, each with its code."""
    rows = [line.split("\t") for line in lines_of("place_names.tsv")]
    return tuple(
        (name, codes[0])
        for name, kind, *codes in rows
        if kind in _KINDS
        and len(codes) == 1
        and len(name) == 2
        and codes[0][4:] > "20"
        and name[-1] not in "省市县区旗州盟"
    )


def telling(slots: Slots) -> Telling:
    """A post of an emergency in a county elsewhere."""
    name, code = slots.any(_counties())
    return Telling(
        "counties", slots.of(_TOLD).format(name), {"regions": code}, source_kind="social", source="某网友"
    )

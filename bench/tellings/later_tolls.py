"""A later number of the dead that holds them all, and the missing and the rescued who turn out dead."""

from __future__ import annotations

from bench.tellings.died_later import LEADS, begun, toll, who_died
from bench.tellings.events import ASIDES, HAPPENINGS
from bench.tellings.slots import Family, Slots, Telling, tidy

_HELD = (
    "造成{s}人死亡、{h}人受伤，其中{k}人系送医后不治",
    "造成{s}人死亡，{h}人受伤，死者中{k}人是在医院经抢救无效死亡的",
    "共造成{s}人死亡、{h}人受伤。死亡的{s}人中，{a}人当场死亡，{k}人在医院不治",
    "{a}人当场死亡，{k}人经抢救无效死亡，{h}人受伤。目前事故共造成{s}人死亡",
    "造成{s}人死亡、{h}人受伤。其中，{a}人当场死亡，{k}人送医后经抢救无效死亡",
    "造成{s}人死亡（其中{k}人为送医后抢救无效）、{h}人受伤",
    "{a}人当场死亡，{k}人送医后不治，另有{h}人受伤",
    "先后造成{s}人死亡、{h}人受伤，{k}名死者是在医院去世的",
    "造成{s}人遇难，{h}人受伤，遇难者中有{k}人是送医途中死亡的",
)
_AS_OF = (
    "截至今天8时，{e}已造成{s}人死亡、{h}人受伤。昨晚，{w}",
    "截至5日18时，事故共造成{s}人死亡、{h}人受伤。今天上午，{w}",
    "据{p}政府今天下午通报，{e}共造成{s}人死亡、{h}人受伤。今天凌晨，{w}",
    "截至今天下午5时，{e}已致{s}死{h}伤。今天上午，{w}",
    "记者今天下午5时从发布会上了解到，{e}已造成{s}人死亡、{h}人受伤。今晨，{w}",
)
_BEFORE_IT = (
    "一名重伤者不治",
    "两名重伤员先后离世",
    "一名危重伤者经抢救无效死亡",
    "2名伤者不治身亡",
    "一名伤者在医院去世",
    "其中一名重伤者没能挺过来",
)
_ALL = (
    (False, "{l}，死亡人数升至{s}人"),
    (True, "{l}，又有{u}人经抢救无效死亡，死亡人数增至{s}人"),
    (True, "{l}，{u}名重伤员不治，遇难人数达{s}人"),
    (True, "{l}，又有{u}名伤者去世，死亡人数由{a}人增加到{s}人"),
    (True, "{l}又有{u}名伤者不治，事故累计造成{s}人死亡"),
    (True, "{l}，{u}名危重伤者离世，事故共造成{s}人死亡、{x}人受伤"),
    (True, "{l}，随着{u}名重伤者的离世，死亡人数上升到{s}人，仍有{x}人在院治疗"),
    (True, "{l}，又有{u}人不治，至此已有{s}人死亡"),
    (True, "{l}，事故死亡人数上升为{s}人，{x}人受伤"),
    (True, "{l}，医院又传来噩耗，{u}名伤者没能挺过来，遇难者增加至{s}人"),
    (True, "{l}，死亡人数更新为{s}人，受伤{x}人"),
    (True, "{l}，{u}名伤者经抢救无效死亡，死者已增至{s}人"),
    (True, "{l}，{u}名重伤者不治身亡，令死亡人数升到{s}人，其余{x}人仍在治疗"),
    (True, "{l}，死亡人数已升至{s}人，{x}人仍在住院"),
    (True, "{l}，又有{u}名重伤员抢救无效死亡，死亡总人数达到{s}人"),
)
"""Whether it tells what became of the hurt, and the words."""
_BULLETINS = (
    ("【第一报】{n}造成{a}人死亡、{h}人受伤。", "【第二报】截至5日10时，{n}已造成{s}人死亡、{x}人受伤。"),
    (
        "4日22时，当地应急管理局通报：{n}造成{a}人死亡、{h}人受伤。",
        "5日9时，当地应急管理局再次通报：{n}造成{s}人死亡、{x}人受伤。",
    ),
    ("当地发布昨晚通报，{n}致{a}死{h}伤。", "今天上午，当地发布再次通报，{n}致{s}死{x}伤。"),
    (
        "据初步统计，{n}造成{a}人死亡、{h}人受伤。",
        "今天下午召开的新闻发布会通报，{n}已造成{s}人死亡，{x}人在院治疗。",
    ),
    ("最初的通报称，{n}造成{a}人死亡，{h}人受伤。", "今天中午的最新通报称，死亡{s}人，受伤{x}人。"),
    ("此前通报的伤亡情况为{a}人死亡、{h}人受伤。", "截至今天16时，{n}死亡{s}人，仍有{x}名伤者在院治疗。"),
    ("昨晚10时，现场指挥部通报{a}死{h}伤。", "今天8时，这一数字变为{s}死{x}伤。"),
    ("一号通报：{n}造成{a}人遇难、{h}人受伤。", "二号通报：{n}造成{s}人遇难、{x}人受伤。"),
    ("截至昨晚12时，{n}造成{a}人死亡、{h}人受伤。", "截至今天12时，{n}造成{s}人死亡、{x}人受伤。"),
)
_LOST_IN = (
    ("4月4日下午，双阳区奢岭街道一工厂发生爆炸", "fourth"),
    ("4月3日9时，双阳区一在建工地发生坍塌", "third"),
    ("昨天下午，双阳区石溪河突发山洪", "last"),
    ("4月4日上午，双阳区一采石场发生山体滑坡", "fourth"),
    ("昨晚，双阳区一煤矿发生透水事故", "last"),
    ("4月3日夜里，双阳区双阳水库一艘游船侧翻", "third"),
)
_LOST = (
    "{t}人失踪",
    "另有{t}人失联",
    "{t}人下落不明",
    "{t}人失联",
    "尚有{t}人失踪",
    "仍有{t}人下落不明",
)
_FOUND = (
    "{t}名失踪者中的{k}人被找到，已无生命体征",
    "{t}名失踪人员全部找到，均已遇难",
    "搜救人员找到{k}名失踪者，已遇难",
    "又发现{k}具遗体，确认为失踪人员",
    "最后{t}名失联人员的遗体被找到",
    "{k}名失联者的遗体在下游被找到",
    "{k}名失踪人员被找到，经确认已死亡",
    "失踪的{t}人已全部找到，均无生命体征",
    "失联人员中有{k}人被找到，但已没有生命体征",
    "{t}名失联人员已找到，全部遇难",
    "现场又找到{k}名失踪者的遗体",
)
_BURIED_IN = (
    ("4月4日下午，双阳区奢岭街道一工厂发生爆炸", "fourth"),
    ("4月3日9时，双阳区一在建工地发生坍塌", "third"),
    ("4月4日上午，双阳区一采石场发生山体滑坡", "fourth"),
    ("昨天下午，双阳区一小区在建车库顶板坍塌", "last"),
)
_RESCUED = (
    "{t}人被埋。经全力搜救，{t}人全部找到，{h}人送医救治，{a}人已无生命体征",
    "{t}名工人被困。截至当天傍晚，{t}人全部救出，其中{a}人死亡，{h}人受伤",
    "{t}人被困。{t}人全部被找到：{h}人送到医院，{a}人被救出时已经没有生命体征",
    "{t}名作业人员被埋压，全部救出，{a}人当场死亡，{h}人送往医院救治",
    "先后救出{t}人，其中{a}人遇难，{h}人受伤送医",
    "{t}人被压在下面，全部挖出，{a}人没了呼吸，{h}人被送往医院",
)
_OF_THE_RESCUED = (
    "送医的{h}人中有{k}人经抢救无效死亡",
    "获救的{k}人在医院不治",
    "被救出的{k}人伤重不治",
    "{h}名伤者中，{k}人不治身亡",
)


def telling(slots: Slots) -> Telling:
    """A text whose last number counts, or whose missing or rescued die, in one of the ways."""
    return slots.any(_SKELETONS)(slots)


def _held(slots: Slots) -> Telling:
    """A toll that already holds whoever died later."""
    start, later = begun(slots, most_dead=5, least_hurt=3), slots.number(1, 2)
    numbers = {"s": start.dead + later, "a": start.dead, "k": later, "h": start.hurt}
    told = slots.of(_HELD).format(**{name: slots.written(number) for name, number in numbers.items()})
    truth = {"deaths": start.dead + later, "injured": start.hurt}
    return Telling("held", tidy(f"{start.text}{told}。{slots.any(ASIDES)}"), truth)


def _as_of(slots: Slots) -> Telling:
    """A toll as of an hour behind that of the deaths it holds."""
    dead, hurt, happening = slots.number(3, 8), slots.number(3, 12), slots.any(HAPPENINGS)
    told = slots.of(_AS_OF).format(
        p=happening.place,
        e=happening.short,
        s=slots.written(dead),
        h=slots.written(hurt),
        w=slots.of(_BEFORE_IT),
    )
    text = f"4月4日，{happening.place}发生一起{happening.short}。{told}。"
    return Telling("as of", text, {"deaths": dead, "injured": hurt})


def _all(slots: Slots) -> Telling:
    """A toll, then a number of all the dead, with or without who died."""
    start, more = begun(slots, least_hurt=5, most_hurt=20), slots.number(1, 3)
    dead, hurt = start.dead + more, start.hurt - more
    of_hurt, words = slots.of(_ALL)
    numbers = {"s": dead, "u": more, "a": start.dead, "x": hurt}
    written = {name: slots.written(number) for name, number in numbers.items()}
    told = words.format(l=start.lead.removesuffix("，"), **written)
    truth = {"deaths": dead, "injured": hurt} if of_hurt else {"deaths": dead}
    return Telling("all", tidy(f"{start.text}{toll(slots, start)}。{slots.any(ASIDES)}{told}。"), truth)


def _bulletins(slots: Slots) -> Telling:
    """Two bulletins in one text."""
    start, more = begun(slots, least_hurt=5, most_hurt=15), slots.number(1, 3)
    dead, hurt = start.dead + more, start.hurt - more
    numbers = {"a": start.dead, "h": start.hurt, "s": dead, "x": hurt}
    written = {name: slots.written(number) for name, number in numbers.items()}
    first, second = (words.format(n=start.happening.short, **written) for words in slots.of(_BULLETINS))
    text = f"{start.happening.told}。{first}{slots.any(ASIDES)}{second}"
    return Telling("bulletins", text, {"deaths": dead, "injured": hurt})


def _missing(slots: Slots) -> Telling:
    """The missing of a toll who are found dead, all or some."""
    dead, lost, hurt = slots.number(1, 5), slots.number(2, 6), slots.number(0, 8)
    happened, when = slots.any(_LOST_IN)
    words = slots.of(_FOUND)
    found = slots.number(1, lost - 1) if "{k}" in words else lost
    killed = slots.of(("造成{a}人死亡", "已造成{a}人遇难", "导致{a}人死亡")).format(a=slots.written(dead))
    wounded = slots.of(("、{h}人受伤", "，{h}人受伤", "，另有{h}人受伤")).format(h=slots.written(hurt))
    missing = slots.of(_LOST).format(t=slots.written(lost))
    told = f"{happened}，{killed}{wounded if hurt else ''}，{missing}。{slots.any(ASIDES)}"
    told += slots.of(LEADS[when]) + words.format(t=slots.written(lost), k=slots.written(found)) + "。"
    return Telling("missing", told, {"deaths": dead + found, "missing": lost - found, "injured": hurt})


def _rescued(slots: Slots) -> Telling:
    """Rescued people of whom some were dead, and of whom one or two more die in hospital."""
    dead, hurt = slots.number(1, 5), slots.number(4, 10)
    happened, when = slots.any(_BURIED_IN)
    written = {"t": slots.written(dead + hurt), "a": slots.written(dead), "h": slots.written(hurt)}
    number, died = who_died(slots, 2, hurt)
    if slots.maybe():
        died = slots.of(_OF_THE_RESCUED).format(k=slots.written(number), h=written["h"])
    told = f"{happened}，{slots.of(_RESCUED).format(**written)}。{slots.any(ASIDES)}"
    truth = {"deaths": dead + number, "injured": hurt - number}
    return Telling("rescued", f"{told}{slots.of(LEADS[when])}{died}。", truth)


_SKELETONS: tuple[Family, ...] = (_held, _as_of, _all, _bulletins, _missing, _rescued)

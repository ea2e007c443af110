"""Those of the hurt who die after a toll was told: they come on top of the dead and are taken from the hurt."""

from __future__ import annotations

from bench.tellings.died_later import begun, left, toll, who_died
from bench.tellings.events import ASIDES, HAPPENINGS
from bench.tellings.slots import Family, Slots, Telling, tidy

_HEADLINES = (
    "{p}{s}已致{a}死{h}伤",
    "{p}{s}死亡人数升至{a}人",
    "{s}致{a}死{h}伤",
    "{p}{s}遇难人数增至{a}人",
    "{s}又有伤者不治 已致{a}人死亡",
    "{p}{s}：{a}人死亡{h}人受伤",
)
_FURTHER = (
    (1, "又一名伤者离世"),
    (1, "又有一名重伤员不治"),
    (1, "又有1名伤者经抢救无效死亡"),
    (1, "又有一名重伤者停止了呼吸"),
    (2, "又有两人因伤势过重去世"),
    (1, "另一名危重伤者也没能挺过来"),
    (1, "又有1人不治"),
    (2, "另有2名重伤员先后不治"),
    (1, "另一名在ICU抢救的伤者也不治身亡"),
)
_MEANWHILE = (
    "。数小时后，",
    "；几个小时后，",
    "。随后，",
    "。此后不久，",
    "；过了几个小时，",
    "。两小时后，",
)
_AS_OF = (
    "截至昨晚10时，{e}已造成{s}人死亡、{h}人受伤。",
    "{p}政府昨晚通报，{e}造成{s}人死亡、{h}人受伤。",
    "截至4日24时，事故共造成{s}人死亡、{h}人受伤。",
    "昨天晚上的通报称，{e}造成{s}人死亡，{h}人受伤。",
    "截至4日18时，事故已致{s}死{h}伤。",
    "4日23时发布的通报显示，{e}造成{s}人遇难，{h}人受伤。",
)
_SINCE = ("今天凌晨，", "今晨，", "今天上午，", "记者今天从医院获悉，", "5日一早，", "5日凌晨3时，")
_ONLY_HURT = (
    "造成{h}人受伤",
    "{h}人受伤送医",
    "致{h}人受伤，伤者均已送医",
    "{h}人被送往医院救治",
    "导致{h}名{w}受伤",
    "造成{h}人不同程度受伤，所幸当时无人死亡",
)
_PLACES_OF_POSTS = ("一个饭店", "一家厂子", "一个工地", "一个KTV", "一家鞋厂", "一栋楼")
_POSTED = (
    "昨晚双阳{p}着火了，当场没了{a}个，伤了{h}个。",
    "双阳{p}昨天夜里出事了，死了{a}个，{h}个送医院了。",
    "昨天下午双阳{p}爆炸，{a}个人当场就没了，还有{h}个受伤的拉去医院。",
    "听说双阳{p}昨晚失火，死了{a}人伤了{h}人。",
    "昨天双阳{p}塌了，{a}个没救出来，死了，{h}个受伤。",
    "双阳{p}昨天那场火，官方通报{a}死{h}伤。",
)
_POSTED_LATER = (
    (1, "今早又走了一个"),
    (1, "今天上午医院里又没了一个"),
    (2, "今天中午又走了两个"),
    (1, "刚刚医院的亲戚说，ICU里有一个没抢救过来"),
    (1, "今早群里说，重伤的那个也没了"),
    (2, "今天早上重伤的两个没挺过来"),
    (1, "今天有个重伤的没救过来"),
    (1, "今天下午，伤最重的那个也走了"),
    (2, "今早又有两个伤者没了"),
)
_POST_ENDS = ("", "", "，唉", "，太惨了", "，其余的还在医院", "。家属都在医院门口")
_PAIRS = (("双阳区医院", "吉大一院"), ("市中心医院", "省人民医院"), ("吉大二院", "解放军964医院"))
_BY_HOSPITAL = (
    (2, "在{x}，一名伤者不治；{y}也有一名重伤者去世"),
    (2, "{x}和{y}各有一名伤者不治身亡"),
    (3, "{x}有两名重伤员不治，{y}有1人经抢救无效死亡"),
    (2, "{x}一名伤者经抢救无效死亡，{y}一名危重病人也停止了呼吸"),
    (3, "在{x}救治的1名伤员不治，在{y}救治的2名伤员也先后离世"),
    (2, "{x}的一名重症伤者离世，{y}又有一名伤者宣告不治"),
)


def telling(slots: Slots) -> Telling:
    """A toll and deaths behind it, in one of the ways."""
    return slots.any(_SKELETONS)(slots)


def _died(skeleton: str, text: str, dead: int, hurt: int, title: str = "") -> Telling:
    """A telling of so many dead and so many left hurt."""
    return Telling(skeleton, tidy(text), {"deaths": dead, "injured": hurt}, title)


def _on_top(slots: Slots) -> Telling:
    """Some of the hurt of a toll die, below no headline or one that tells the new toll."""
    start = begun(slots)
    number, died = who_died(slots, start.hurt - 1, start.hurt)
    dead, hurt = start.dead + number, start.hurt - number
    place, short = start.happening.place, start.happening.short
    title = slots.of(_HEADLINES).format(p=place, s=short, a=dead, h=hurt) if slots.maybe(0.3) else ""
    told = f"{start.text}{toll(slots, start)}。{slots.any(ASIDES)}{start.lead}{died}{left(slots, hurt)}。"
    return _died("headed" if title else "on top", told, dead, hurt, title)


def _in_turn(slots: Slots) -> Telling:
    """Two deaths after the toll, told one after the other."""
    start = begun(slots, most_dead=5, least_hurt=5)
    first, died = who_died(slots, 2, start.hurt)
    second, further = slots.of(_FURTHER)
    hurt = start.hurt - first - second
    told = f"{start.text}{toll(slots, start)}。{slots.any(ASIDES)}{start.lead}{died}"
    told += f"{slots.of(_MEANWHILE)}{further}{left(slots, hurt)}。"
    return _died("in turn", told, start.dead + first + second, hurt)


def _since(slots: Slots) -> Telling:
    """A toll as of yesterday, and who died since."""
    dead, hurt, happening = slots.number(1, 8), slots.number(4, 12), slots.any(HAPPENINGS)
    number, died = who_died(slots, hurt - 1, hurt)
    place, short = happening.place, happening.short
    bulletin = slots.of(_AS_OF).format(p=place, e=short, s=slots.written(dead), h=slots.written(hurt))
    told = f"4月4日，{place}发生一起{short}。{bulletin}{slots.of(_SINCE)}{died}{left(slots, hurt - number)}。"
    return _died("since", told, dead + number, hurt - number)


def _none_before(slots: Slots) -> Telling:
    """A toll of hurt only, of whom some die."""
    start = begun(slots, most_hurt=14)
    number, died = who_died(slots, start.hurt - 1, start.hurt, first=True)
    toll_of_hurt = slots.of(_ONLY_HURT).format(h=slots.written(start.hurt), w=start.happening.people)
    told = f"{start.text}{toll_of_hurt}。{slots.any(ASIDES)}{start.lead}{died}"
    return _died("none before", f"{told}{left(slots, start.hurt - number)}。", number, start.hurt - number)


def _posted(slots: Slots) -> Telling:
    """The same as people tell it."""
    dead, hurt = slots.number(2, 6), slots.number(4, 9)
    number, later = slots.of(_POSTED_LATER)
    place = slots.any(_PLACES_OF_POSTS)
    told = slots.of(_POSTED).format(p=place, a=slots.written(dead), h=slots.written(hurt))
    told += slots.any(("", "消防来了好多车。", "路都封了。")) + later + slots.any(_POST_ENDS) + "。"
    truth = {"deaths": dead + number, "injured": hurt - number}
    return Telling("posted", tidy(told), truth, source_kind="social")


def _by_hospital(slots: Slots) -> Telling:
    """Who died since, told hospital by hospital."""
    start = begun(slots, most_dead=5, least_hurt=6, most_hurt=14)
    one, other = slots.any(_PAIRS)
    number, died = slots.of(_BY_HOSPITAL)
    told = f"{start.text}{toll(slots, start)}。{slots.any(ASIDES)}{start.lead}{died.format(x=one, y=other)}。"
    return _died("by hospital", told, start.dead + number, start.hurt - number)


_SKELETONS: tuple[Family, ...] = (_on_top, _on_top, _in_turn, _since, _none_before, _posted, _by_hospital)
"""The plainest way twice."""

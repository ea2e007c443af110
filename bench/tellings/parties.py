"""The dead and the hurt told in parts: by where they died, by vehicle, beside those who came to help and beside the unhurt."""

from __future__ import annotations

from bench.tellings.events import ASIDES, ENDS, HAPPENINGS, opened
from bench.tellings.slots import Family, Slots, Telling, tidy

_AT_ONCE = (
    "{a}人当场死亡",
    "当场造成{a}人死亡",
    "{a}人当场身亡",
    "{a}名人员当场遇难",
    "现场{a}人死亡",
    "{a}人当场没有了呼吸",
    "当场死亡{a}人",
    "事故现场有{a}人已无生命体征",
    "{a}名伤者被发现时已经死亡",
    "{a}人被压在下面当场殒命",
    "120到达时{a}人已经身亡",
    "急救人员到场后确认{a}人死亡",
)
_ON_THE_WAY = (
    "，{b}人在送医途中死亡",
    "，另有{b}人送医途中死亡",
    "，{b}人在送往医院的路上停止了呼吸",
    "，{b}人死于送医途中",
    "；{b}人死在送往医院的途中",
    "，{b}人在救护车上咽了气",
    "，另{b}人在转院途中死亡",
    "，还有{b}人没到医院就没了气息",
    "。另有{b}人在被送往医院途中不幸离世",
    "，途中又有{b}人死亡",
    "。送医途中，又有{b}人停止呼吸",
    "，{b}人在抬上救护车后死亡",
)
_IN_HOSPITAL = (
    "，{c}人经抢救无效死亡",
    "，{c}人因伤势过重，经抢救无效死亡",
    "，另有{c}人经医院抢救无效死亡",
    "，{c}名伤者抢救无效身亡",
    "。{c}名伤者送医后不治",
    "；{c}人送医后不治身亡",
    "。另有{c}人在医院抢救无效后死亡",
    "，{c}人死在医院",
    "，{c}人死于医院",
    "。随后，{c}名重伤员在医院去世",
    "，{c}人到医院后死亡",
    "。{c}名伤势过重的伤者没能抢救过来",
)
_HURT = (
    "，{h}人受伤",
    "，还有{h}人受伤",
    "，其余{h}人受伤送医",
    "。另有{h}人受伤",
    "。其余{h}名伤者正在医院接受治疗",
    "，另有{h}人不同程度受伤",
    "。目前，{h}名伤者仍在医院救治",
    "，受伤的还有{h}人",
    "，{h}人被送往医院救治",
)
_TOLLS = (
    "造成{d}人死亡、{h}人受伤",
    "造成{d}人死亡，{h}人受伤",
    "共造成{d}人死亡",
    "致{d}死{h}伤",
    "已造成{d}人死亡，另有{h}人受伤",
    "事故造成{d}人遇难、{h}人受伤",
    "已致{d}人死亡",
    "造成{d}死{h}伤",
    "共有{d}人遇难，{h}人受伤",
)
_PARTS = (
    "其中{a}人当场死亡，{c}人经抢救无效死亡",
    "{a}人当场死亡，{c}人经医院抢救无效死亡",
    "死者中{a}人当场死亡，{c}人送医后不治",
    "其中，当场死亡{a}人，送医后死亡{c}人",
    "{a}人当场死亡，另有{c}人送医后不治身亡",
    "其中{a}人当场身亡，另外{c}人在医院抢救无效死亡",
    "据了解，{a}人当场遇难，{c}人死于送医途中",
    "据医院介绍，{a}人送来时已无生命体征，{c}人经抢救无效死亡",
    "遇难者中，{a}人当场死亡，{c}人在送医途中死亡",
    "死亡的{d}人中，{a}人当场死亡，{c}人在医院去世",
    "其中{a}人在现场死亡，{c}人在送医途中死亡",
    "{d}名死者中，{a}人为当场死亡，其余{c}人为送医后死亡",
)
_HURT_BEHIND = ("。另有{h}人受伤", "。另外还有{h}人受伤", "。受伤的{h}人正在医院治疗")
_COLLIDED = (
    "昨天下午，长双公路双阳段一辆{v}与一辆{w}相撞",
    "4月4日10时许，一辆{v}行驶至双阳区奢岭街道时与一辆{w}迎面相撞",
    "昨日清晨，龙双公路双阳段一辆{v}追尾一辆{w}",
    "4日晚，在双阳区山河街道路段，一辆{w}与一辆{v}发生碰撞",
    "昨天上午，双阳区石溪河大桥上一辆{v}撞上{w}",
    "4月4日17时40分，双阳区境内一辆{v}失控撞上对向的{w}",
)
_VEHICLES = (
    ("客车", "货车"),
    ("面包车", "大货车"),
    ("轿车", "卡车"),
    ("中巴车", "拖拉机"),
    ("越野车", "罐车"),
    ("出租车", "水泥罐车"),
    ("商务车", "半挂车"),
    ("农用三轮车", "轿车"),
    ("小客车", "渣土车"),
)
_DEAD_OF_ONE = (
    "{v}上{a}人当场死亡",
    "{v}内{a}人死亡",
    "{v}上的{a}名乘客遇难",
    "{v}司机和{p}名乘客当场死亡",
    "{v}上{a}人遇难",
    "{v}驾驶员及车上{p}名乘客死亡",
    "造成{v}上{a}人死亡",
    "导致{v}上{a}人当场身亡",
    "{v}里的{a}人不幸遇难",
)
_HURT_OF_ONE = (
    "，{h}人受伤",
    "、{h}人受伤",
    "，另有{h}人受伤",
    "，车上其余{h}人受伤",
    "，{h}名乘客受伤",
    "，另外{h}人不同程度受伤",
)
_OF_THE_OTHER = (
    ("，{w}司机受伤", "injured", 1),
    ("；{w}上{k}人受伤", "injured", 0),
    ("，{w}司机和副驾驶受轻伤", "injured", 2),
    ("。{w}驾驶员骨折", "injured", 1),
    ("，{w}司机当场死亡", "deaths", 1),
    ("，{w}上的司机和押车员受伤", "injured", 2),
    ("。{w}司机被卡在驾驶室，救出后经抢救无效死亡", "deaths", 1),
    ("，{w}司机没有受伤", None, 0),
    ("，{w}司机腿部骨折", "injured", 1),
    ("。{w}司机毫发无损", None, 0),
    ("，{w}上{k}人也受了伤", "injured", 0),
    ("；{w}司机安然无恙", None, 0),
    ("；{w}司机死亡", "deaths", 1),
    ("，{w}上{k}人死亡", "deaths", 0),
    ("。{w}驾驶员也当场死亡", "deaths", 1),
)
"""The words, what befell how many of the other vehicle; 0 for the number that is put in."""
_ONLY_DEAD = ("造成{d}人死亡", "{d}人当场死亡", "致{d}人遇难")
_DEAD_AND_HURT = (
    "造成{d}人死亡、{h}人受伤",
    "{d}名人员死亡，{h}人受伤",
    "造成{d}人遇难，{h}人受伤送医",
    "致{d}死{h}伤",
    "{d}人当场死亡，另有{h}人被送往医院",
    "{d}人遇难，{h}人被送往医院救治",
)
_HELPERS = (
    ("。救援过程中，{k}名消防员受伤", 0),
    ("。在救援中，{k}名村民被烧伤", 0),
    ("。一名参与救人的邻居手臂被划伤", 1),
    ("。{k}名消防员在救援时受轻伤", 0),
    ("。施救时，一名民警的手被砸伤", 1),
    ("。{k}名参与救援的群众受了伤", 0),
)
"""Words that leave open whether a toll of the hurt counts them, and how many they are; 0 for the number that is put in."""
_OTHERS = (
    "。另外，{k}名路人被飞溅的玻璃划伤",
    "。此外，{k}名消防员在救援时受轻伤",
    "。楼下{k}名路过的行人也被砸伤",
    "。{k}名参与救援的群众也受了伤",
    "。此外，救援中还有{k}名消防员受伤",
    "。另外还有{k}名围观者被碎片划伤",
)
_ONLY_HURT = ("{h}人受伤", "造成{h}人受伤", "{h}人受伤送医")
_PRESENT = ("", "事发时共有{t}人在场，", "当时一共有{t}人，")
_UNHURT = (
    "，其余{u}名乘客安然无恙",
    "，在场的另外{u}人毫发无损",
    "。其余{u}名工人全部安全撤离",
    "。其余{u}人均已安全疏散",
    "，另有{u}人未受伤",
    "。另外{u}人只是受了惊吓，没有受伤",
    "，其他{u}人平安",
    "。其余{u}人成功逃生，未受伤",
    "，{u}人没有受伤",
)


def telling(slots: Slots) -> Telling:
    """One happening whose dead and hurt are told in parts, in one of the ways."""
    return slots.any(_SKELETONS)(slots)


def _told(slots: Slots, skeleton: str, words: str, dead: int, hurt: int, titled: bool = False) -> Telling:
    """The words behind what happened, perhaps below a headline that tells the toll."""
    toll = f"{dead}死{hurt}伤" if hurt else f"{dead}人死亡"
    titles = ("", "双阳区通报一起事故", f"双阳突发事故 已致{toll}")
    text = f"{opened(slots.any(HAPPENINGS), slots.any(ASIDES))}{words}。{slots.any(ENDS)}"
    truth = {"deaths": dead, "injured": hurt}
    return Telling(skeleton, tidy(text), truth, slots.any(titles) if titled else "")


def _by_place(slots: Slots) -> Telling:
    """The dead at once, on the way and in hospital, with no sum."""
    a, h = slots.number(1, 5), slots.number(0, 8)
    b, c = slots.any(((0, 1), (1, 0), (0, 2), (2, 0), (1, 1), (2, 1), (1, 3), (3, 2)))
    words = slots.of(_AT_ONCE) + (slots.of(_ON_THE_WAY) if b else "") + (slots.of(_IN_HOSPITAL) if c else "")
    words += slots.of(_HURT) if h else ""
    written = {name: slots.written(n) for name, n in (("a", a), ("b", b), ("c", c), ("h", h))}
    return _told(slots, "by place", words.format(**written), a + b + c, h, titled=True)


def _parts_behind(slots: Slots) -> Telling:
    """A toll with its parts behind."""
    a, c, h = slots.number(1, 6), slots.number(1, 3), slots.number(1, 9)
    toll = slots.of(_TOLLS)
    words = f"{toll}。{slots.of(_PARTS)}"
    hurt = h if "{h}" in toll else slots.any((0, h))
    if hurt and "{h}" not in toll:
        words += slots.of(_HURT_BEHIND)
    written = {name: slots.written(n) for name, n in (("a", a), ("c", c), ("d", a + c), ("h", h))}
    return _told(slots, "parts behind", words.format(**written), a + c, hurt, titled=True)


def _by_vehicle(slots: Slots) -> Telling:
    """What befell those of one vehicle, and those of the other."""
    v, w = slots.any(_VEHICLES)
    a, h, k = slots.number(2, 6), slots.number(0, 7), slots.number(1, 4)
    words, befell, fixed = slots.of(_OF_THE_OTHER)
    truth: dict[str, int | str | None] = {"deaths": a, "injured": h}
    if befell == "deaths":
        truth["deaths"] = a + (fixed or k)
    elif befell == "injured":
        truth["injured"] = h + (fixed or k)
    words = slots.of(_DEAD_OF_ONE) + (slots.of(_HURT_OF_ONE) if h else "") + words
    written = {name: slots.written(n) for name, n in (("a", a), ("p", a - 1), ("h", h), ("k", k))}
    words = slots.of(_COLLIDED) + slots.any("，，。") + words
    return Telling("by vehicle", f"{words.format(v=v, w=w, **written)}。{slots.any(ENDS)}", truth)


def _beside_helpers(slots: Slots) -> Telling:
    """Those hurt while they help, behind a toll that counts no hurt."""
    dead, number = slots.number(1, 5), slots.number(1, 3)
    words, fixed = slots.of(_HELPERS)
    told = slots.of(_ONLY_DEAD) + words
    told = told.format(d=slots.written(dead), k=slots.written(number))
    return _told(slots, "beside helpers", told, dead, fixed or number)


def _beside_others(slots: Slots) -> Telling:
    """Hurt who are told as others than those of the toll."""
    dead, hurt, number = slots.number(1, 5), slots.number(2, 9), slots.number(1, 3)
    words = slots.of(_DEAD_AND_HURT) + slots.of(_OTHERS)
    words = words.format(d=slots.written(dead), h=slots.written(hurt), k=slots.written(number))
    return _told(slots, "beside others", words, dead, hurt + number)


def _unhurt(slots: Slots) -> Telling:
    """The unhurt beside the others."""
    dead, hurt, unhurt = slots.number(0, 4), slots.number(1, 8), slots.number(9, 30)
    words = slots.of(_PRESENT) + slots.of(_DEAD_AND_HURT if dead else _ONLY_HURT) + slots.of(_UNHURT)
    numbers = {"t": dead + hurt + unhurt, "d": dead, "h": hurt, "u": unhurt}
    words = words.format(**{name: slots.written(number) for name, number in numbers.items()})
    return _told(slots, "unhurt", words, dead, hurt)


_SKELETONS: tuple[Family, ...] = (
    _by_place,
    _parts_behind,
    _by_vehicle,
    _beside_helpers,
    _beside_others,
    _unhurt,
)

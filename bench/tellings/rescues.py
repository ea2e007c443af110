"""People shut in, buried, or lost in water, and what becomes of them: saved, found dead, still sought."""

from __future__ import annotations

from bench.tellings.rescue_scenes import (
    ABOARD,
    BETWEEN,
    DEAD,
    ENDS,
    IN_WATER,
    REST_IN,
    REST_LOST,
    SAVED,
    SHUT_IN,
    STILL_IN,
    STILL_LOST,
    WERE_IN_WATER,
    WERE_SHUT_IN,
    Scene,
)
from bench.tellings.slots import Family, Slots, Telling, tidy

_ORDERS = (
    "{saved}，{dead}，{rest}",
    "{dead}，{saved}，{rest}",
    "{saved}，{dead}；{rest}",
    "{dead}；{saved}。{rest}",
    "{saved}。{dead}。{rest}",
    "{saved}，{rest}。此外，{dead}",
)
_MANY = ("多人被困", "多名{w}被困", "有{w}被困", "数人被埋", "有人员被困")
_MANY_IN_WATER = ("多人落水", "有{w}落水", "多名{w}落水", "数人落水", "有人员失联")
_HERE = (
    "{p}共有{n}人",
    "{p}共{n}人",
    "{p}载有{n}人",
    "事发时{p}有{n}人",
    "经核实，{p}人员共{n}名",
    "{p}{n}人全部落水",
    "据了解，{p}一共坐了{n}个人",
    "当时{p}有{n}人",
    "{p}实有{n}人",
    "{p}总共{n}人",
    "{p}乘客和工作人员共{n}人",
    "{p}{n}人遇险",
)
_OF_THEM = (
    "{saved}，{dead}，{rest}",
    "其中{saved}，{dead}，{rest}",
    "{dead}，{saved}，{rest}",
    "目前{saved}，{dead}，{rest}",
    "截至4日20时，{saved}，{dead}，{rest}",
    "已知{saved}，{dead}，{rest}",
)
_FATES = (
    ("{a}人获救", "{d}人遇难"),
    ("已救起{a}人", "打捞起遗体{d}具"),
    ("{a}人自行游上岸", "{d}人遇难"),
    ("{a}人被附近渔民救起", "{d}人溺亡"),
    ("{a}人生还", "{d}人死亡"),
    ("救起{a}人", "{d}人被捞起时已无生命体征"),
    ("{a}人获救", "找到{d}名遇难者"),
    ("成功救起{a}人", "{d}人经抢救无效死亡"),
    ("{a}人脱险", "{d}人确认遇难"),
    ("{a}人被救上岸", "{d}人已无生命体征"),
    ("获救{a}人", "遇难{d}人"),
    ("{a}人逃生", "发现{d}具遗体"),
    ("{a}人被救援船救起", "{d}人不幸遇难"),
    ("搜救出{a}人，均无生命危险", "{d}人已遇难"),
    ("{a}人爬出后获救", "{d}人死亡"),
)
_ALL_FOUND = (
    ("失联的{n}人全部找到，均已遇难", 0),
    ("{n}名被困人员全部找到，{a}人生还，{d}人遇难", 1),
    ("最后一名被困人员被找到，已无生命体征。至此，{n}名被困人员中{a}人获救、{d}人遇难", 1),
    ("{n}名被困人员全部获救", 2),
    ("最后一名被困者被救出，{n}人全部生还", 2),
    ("被困的{n}人均已找到，不幸全部遇难", 0),
    ("{n}名被困者悉数找到，其中{a}人获救，{d}人死亡", 1),
    ("{n}人全部救出，其中{d}人已无生命体征", 1),
    ("搜救工作结束，{n}名失联人员均已遇难", 0),
    ("{n}人均被成功救出，无人员死亡", 2),
    ("{n}名被困人员已全部搜救出，{d}人死亡，{a}人生还", 1),
    ("最后{k}名被困人员的遗体被找到，事故共造成{d}人遇难，{a}人获救", 1),
    ("全部{n}名被困人员均已升井，其中{a}人生还，{d}人遇难", 1),
    ("搜救结束，{n}名被困人员无一生还", 0),
    ("{n}人已全部找到，均无生命体征", 0),
    ("所有被困人员均已找到，{a}人生还，{d}人不幸遇难", 1),
    ("最后一名失踪者的遗体被找到，{n}名失踪者全部遇难", 0),
    ("现场搜救结束。被困{n}人中，{d}人死亡，{a}人获救", 1),
    ("{n}名被困人员成功脱险", 2),
    ("最后{k}名失联者已找到，确认遇难，至此遇难人数为{d}人，{a}人获救", 1),
    ("{n}人全部被挖出，{d}人没有了呼吸，{a}人送医救治", 1),
    ("最后一人被救出时仍有意识，{n}名被困人员全部脱险", 2),
    ("{n}人全被找到，但都已没有生命体征", 0),
    ("{n}名被困人员的遗体已全部找到", 0),
)
"""The words, and who is dead of them: 0 all, 1 some, 2 nobody."""
_HOURS = (
    ("11时", "14时30分", "19时"),
    ("当天中午", "傍晚", "深夜"),
    ("9时20分", "13时", "17时40分"),
    ("救援开始一小时后", "三小时后", "当晚"),
    ("上午10点", "下午2点", "晚上8点"),
)
_SAVED_FIRST = (
    (1, "首名被困人员被救出"),
    (2, "救出两名{w}"),
    (3, "3人被救出送医"),
    (1, "第一名被困者获救"),
    (2, "2人成功获救"),
    (4, "救援人员救出4人"),
    (3, "三名{w}获救"),
    (2, "两人被抬了出来，意识清醒"),
    (1, "1人生还"),
)
_DEAD_FIRST = (
    (1, "找到一名{w}，已无生命体征"),
    (2, "发现2名{w}，均已遇难"),
    (2, "搜救人员找到两具遗体"),
    (1, "一名{w}被找到，没有了呼吸"),
    (3, "三名{w}被找到，均无生命体征"),
    (2, "又有两人被挖出，但已没有生命体征"),
    (1, "一名{w}被救出，经医生确认已死亡"),
    (3, "找到3人，不幸均已遇难"),
    (2, "两名被困者被发现，已经死亡"),
)
_DEAD_NEXT = (
    (1, "又找到一人，也已无生命体征"),
    (2, "又发现2具遗体"),
    (1, "另一名{w}的遗体被找到"),
    (2, "再次找到两名遇难者"),
    (1, "又有1人被找到，确认遇难"),
    (3, "又有三人被找到，均已死亡"),
    (2, "又有2人被救出时已没有呼吸"),
    (1, "第二名遇难者被发现"),
    (2, "两人的遗体相继被找到"),
)
_SUMS = (
    "",
    "至此，{n}名被困人员中{a}人获救、{d}人遇难，仍有{r}人被困",
    "",
    "截至目前，已有{a}人获救，{d}人遇难，{r}人仍被困",
    "",
    "目前事故已造成{d}人遇难，{a}人获救，还有{r}人被困",
)
_TURNS = (
    "共造成{s}人遇难。搜救人员先找到{x}具遗体，随后又找到{y}具",
    "先找到{x}具遗体，随后又找到{y}具，{s}人全部遇难",
    "造成{s}人死亡。其中{x}具遗体当天找到，另外{y}具第二天才找到",
    "当天找到{x}名遇难者，次日又找到{y}名，至此{s}名失踪者全部找到",
    "{s}人遇难。4日夜里发现{x}具遗体，5日上午又发现{y}具",
    "{s}名{w}失联。当晚找到{x}人，均已遇难；今天清晨又找到{y}人，也已没有生命体征",
    "{s}人失踪。潜水员先捞起{x}具遗体，今天上午又捞起{y}具",
    "先是挖出{x}名{w}，都没了呼吸，后来又挖出{y}名，也已身亡，{s}人无一生还",
    "已致{s}人遇难，首批{x}具遗体于4日下午找到，第二批{y}具于今天凌晨找到",
    "搜救人员于4日晚找到{x}名{w}的遗体，5日中午找到另外{y}名{w}的遗体，{s}名失联{w}全部遇难",
    "先后两次共找到{s}具遗体，第一次{x}具，第二次{y}具",
    "救援人员先后找到{x}具和{y}具遗体",
    "最先发现的{x}人已经死亡，后来发现的{y}人也没能救活",
    "{x}具遗体在下游找到，{y}具在上游找到",
    "第一天找到{x}名遇难者，第二天找到{y}名遇难者",
)
_HURT = (
    ("其中{k}人受伤", "injured"),
    ("{k}人受轻伤", "injured"),
    ("其中{k}人骨折", "injured"),
    ("获救者中{k}人受伤送医，其余人员无碍", "injured"),
    ("其中{k}人受重伤", "badly"),
    ("{k}人不同程度受伤，已送医", "injured"),
    ("获救人员中有{k}人受伤，已送往医院", "injured"),
    ("其中{k}人腿部骨折，已送医治疗", "injured"),
    ("{k}人伤势较重，正在抢救", "badly"),
    ("被救出的人中有{k}人受伤", "injured"),
    ("其中{k}人擦伤，其余没有受伤", "injured"),
    ("救出的人里{k}人有伤", "injured"),
)
_RESCUERS = (
    ("两名孩子在{p}溺水，一名路过的男子跳下去救人，孩子获救，男子不幸遇难", 1),
    ("3名少年在{p}溺水，一名村民下水施救，四人均溺亡", 4),
    ("一名儿童在{p}落水，父亲下水施救，父子俩双双溺亡", 2),
    ("{p}一名工人在井下作业时晕倒，三名工友先后下去施救，四人全部遇难", 4),
    ("{p}一工地基坑塌方，两人被埋，两名工友施救时再次塌方，四人死亡", 4),
    ("{p}一煤矿冒顶，3名矿工被困。救援中发生二次冒顶，两名救护队员牺牲，3名矿工也已遇难", 5),
    ("{p}一居民楼起火，一家三口遇难，一名消防员在救援中牺牲", 4),
    ("两名女孩在{p}落水，一名大学生救起其中一人后体力不支，与另一名女孩一同溺亡", 2),
    ("{p}一名男子跌入沼气池，妻子和儿子下去救他，三人都没能上来，全部身亡", 3),
    ("{p}一粮仓内一人被粮食掩埋，两名同伴跳下去救他，也被埋住，三人获救后均不治", 3),
    ("5名学生在{p}玩水时溺水，一名老师下水救起3人，自己和另外2名学生遇难", 3),
    ("{p}一化粪池清理时两人晕倒，又有三人下去救人，五人中三人死亡，两人脱险", 3),
    ("{p}一渔船翻沉，船上4人落水，前去救援的小船也被打翻，船上2人落水，6人中3人获救，3人遇难", 3),
    ("{p}仓库起火，2名被困职工遇难，3名消防员在搜救中牺牲", 5),
    ("一名老人在{p}落水，两名青年下水救人，老人被救起，两名青年一人获救、一人遇难", 1),
)


def telling(slots: Slots) -> Telling:
    """Some saved, some dead, some sought, in one of the ways."""
    return slots.any(_SKELETONS)(slots)


_FIRES = ("火灾", "坠落", "漂流艇侧翻")
_DUG = ("埋", "压", "挖", "堵")


def _fits(scene: Scene, words: str) -> bool:
    """Nobody is dug out of a fire, and whoever comes up a shaft was in a mine."""
    if scene.short.endswith(_FIRES) and any(word in words for word in _DUG):
        return False
    return "升井" not in words or scene.people == "矿工"


def _scene(slots: Slots, scenes: tuple[Scene, ...], words: str) -> Scene:
    """One of the scenes where what is said can be said."""
    return slots.any([scene for scene in scenes if _fits(scene, words)])


def _graded(dead: int) -> str:
    return "II" if dead >= 10 else "III" if dead >= 3 else "IV"


def _told(
    slots: Slots, skeleton: str, scene: Scene, words: str, truth: dict[str, int | str | None]
) -> Telling:
    """The words behind the scene, below no headline or a plain one."""
    title = slots.any(("", f"{scene.place}{scene.short}", f"{scene.place}发生{scene.short}事故"))
    if truth.get("deaths"):
        truth["severity"] = _graded(int(truth["deaths"] or 0))
    ends = slots.any(
        [end for end in ENDS if "救援" not in end or truth.get("missing") or truth.get("trapped")]
    )
    return Telling(skeleton, tidy(f"{scene.told}，{words}。{ends}"), truth, title)


def _number(slots: Slots, scene: Scene, **numbers: int) -> dict[str, str]:
    return {name: slots.written(number) for name, number in numbers.items()} | {"w": scene.people}


def _share(slots: Slots) -> tuple[int, int, int]:
    return slots.number(1, 6), slots.number(1, 5), slots.number(1, 6)


def _rest(slots: Slots, *, water: bool, exact: bool) -> tuple[str, str]:
    """The words for those who are left, and the figure they are of."""
    if water:
        return "missing", slots.of(STILL_LOST if exact else REST_LOST)
    return "trapped", slots.of(STILL_IN if exact else REST_IN)


def _in_a_row(slots: Slots) -> Telling:
    """Saved, dead and left in one or some sentences, with the sum before them or without one."""
    water = slots.maybe(0.4)
    a, d, r = _share(slots)
    counted = slots.maybe(0.7)
    name, rest = _rest(slots, water=water, exact=not counted or slots.maybe(0.7))
    if counted:
        begun = slots.of(WERE_IN_WATER if water else WERE_SHUT_IN)
    else:
        begun = slots.any(_MANY_IN_WATER if water else _MANY)
    told = slots.of(_ORDERS).format(saved=slots.of(SAVED), dead=slots.of(DEAD), rest=rest)
    words = begun + slots.of(BETWEEN) + told
    scene = _scene(slots, IN_WATER if water else SHUT_IN, words)
    written = _number(slots, scene, n=a + d + r, a=a, d=d, r=r)
    other = "trapped" if water else "missing"
    truth: dict[str, int | str | None] = {"deaths": d, name: r, other: None}
    skeleton = "in a row" if counted else "in a row without a sum"
    return _told(slots, skeleton, scene, words.format(**written), truth)


def _aboard(slots: Slots) -> Telling:
    """All aboard, who is saved, who is dead, and the rest by a number or without one."""
    scene = slots.any(ABOARD)
    a, d, r = _share(slots)
    saved, dead = slots.of(_FATES)
    exact = slots.maybe(0.3)
    rest = slots.of(STILL_LOST if exact else REST_LOST)
    here = slots.of(_HERE, lambda words: "落水" not in words or scene.people == "船上").replace(
        "{p}", scene.people
    )
    told = slots.of(_OF_THEM).format(saved=saved, dead=dead, rest=rest)
    words = f"{here}。{told}" if "截至" in told or slots.maybe() else f"{here}，{told}"
    written = _number(slots, scene, n=a + d + r, a=a, d=d, r=r) | {"w": "乘客"}
    truth: dict[str, int | str | None] = {"deaths": d, "missing": r, "trapped": None, "injured": None}
    return _told(slots, "aboard", scene, words.format(**written), truth)


def _all_found(slots: Slots) -> Telling:
    """All of them found at last."""
    words, who = slots.of(_ALL_FOUND)
    water = any(word in words for word in ("失联", "失踪"))
    a, d = slots.number(1, 5), slots.number(2, 6)
    a, d = (0, d) if who == 0 else (a + d, 0) if who == 2 else (a, d)
    if water:
        begun = slots.of(
            (
                "{n}名{w}失联",
                "{n}人失踪",
                "{n}人下落不明",
                "{n}名{w}失踪",
                "{n}人失去联系",
                "{n}名{w}下落不明",
            )
        )
    else:
        begun = slots.of(WERE_SHUT_IN)
    if a and water:
        begun = begun.replace("{n}", "{all}")
    between = slots.of(BETWEEN, lambda b: not b.endswith(("目前，", "经全力搜救，")))
    scene = _scene(slots, IN_WATER if water else SHUT_IN, begun + words)
    written = _number(slots, scene, all=a + d, n=a + d, a=a or 1, d=d or 1, k=min(2, d or 1))
    truth: dict[str, int | str | None] = {"deaths": d or None, "missing": None, "trapped": None}
    return _told(slots, "all found", scene, (begun + between + words).format(**written), truth)


def _by_hours(slots: Slots) -> Telling:
    """Saved at one hour, found dead at the next and the next, with a sum at the end or without."""
    one, two, three = slots.any(_HOURS)
    a, saved = slots.of(_SAVED_FIRST)
    d, dead = slots.of(_DEAD_FIRST)
    e, more = slots.of(_DEAD_NEXT, lambda value: d == 1 or "第二名" not in value[1])
    r = slots.number(1, 4)
    sums = slots.of(_SUMS)
    rest = "" if sums else f"。{slots.of(STILL_IN)}"
    words = slots.of(WERE_SHUT_IN) + f"。{one}，{saved}；{two}，{dead}；{three}，{more}"
    if slots.maybe():
        words = words.replace("；", "。")
    words += f"。{sums}" if sums else rest
    scene = _scene(slots, SHUT_IN, words)
    written = _number(slots, scene, n=a + d + e + r, a=a, d=d + e, r=r)
    truth: dict[str, int | str | None] = {"deaths": d + e, "trapped": r, "missing": None}
    return _told(slots, "by hours", scene, words.format(**written), truth)


def _in_turns(slots: Slots) -> Telling:
    """Bodies found in two turns, with the number of all of them before, behind, or nowhere."""
    x, y = slots.some((2, 3, 4, 5, 6), 2)
    form = slots.of(_TURNS)
    scene = slots.any(
        [s for s in SHUT_IN if s.short.endswith(("垮塌", "倒塌"))] if "挖" in form else IN_WATER
    )
    words = form.format(**_number(slots, scene, x=x, y=y, s=x + y))
    return _told(slots, "in turns", scene, words, {"deaths": x + y, "missing": None})


def _hurt(slots: Slots) -> Telling:
    """Of the saved some are hurt."""
    a, d = slots.number(4, 9), slots.number(0, 4)
    k = slots.number(1, 3)
    hurt, how = slots.of(_HURT)
    saved = slots.of(
        ("{a}人获救", "救出{a}人", "{a}人被救出", "成功救出{a}名{w}", "{a}名{w}获救", "{a}人脱险")
    )
    dead = f"，{slots.of(DEAD, lambda words: '医' not in words and '抢救' not in words)}" if d else ""
    words = slots.of(WERE_SHUT_IN) + slots.of(BETWEEN)
    words += f"{saved}，{hurt}{dead}" if hurt.startswith(("其中", "{k}")) else f"{saved}{dead}。{hurt}"
    scene = _scene(slots, SHUT_IN, words)
    written = _number(slots, scene, n=a + d, a=a, d=d or 1, k=k)
    truth: dict[str, int | str | None] = {"deaths": d or None, "injured": k, "missing": None, "trapped": None}
    if how == "badly":
        truth["seriously_injured"] = k
    return _told(slots, "hurt", scene, words.format(**written), truth)


def _rescuers(slots: Slots) -> Telling:
    """Those who came to help die as well."""
    words, dead = slots.of(_RESCUERS)
    when = slots.any(("昨天下午", "4月4日15时许", "昨日中午", "4月3日傍晚"))
    place = slots.any(("双阳区奢岭街道", "双阳区太平镇", "农安县", "榆树市"))
    truth: dict[str, int | str | None] = {"deaths": dead, "missing": None, "trapped": None}
    return Telling(
        "rescuers", tidy(f"{when}，{words.format(p=place)}。{slots.any(('', '善后工作正在进行。'))}"), truth
    )


_SKELETONS: tuple[Family, ...] = (
    _in_a_row,
    _in_a_row,
    _aboard,
    _all_found,
    _by_hours,
    _in_turns,
    _hurt,
    _rescuers,
)
"""The plainest way twice."""

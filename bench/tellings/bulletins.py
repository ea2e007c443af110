"""Bulletins of one happening in one text: a toll that grows, newest first or last, by how many more, and told by a headline of another hour."""

from __future__ import annotations

from bench.tellings.events import ASIDES, ENDS, HAPPENINGS
from bench.tellings.slots import Family, Slots, Telling, tidy

_OLDEST_FIRST = (
    ("截至4日18时，{n}造成{a}人死亡、{h}人受伤。", "截至5日10时，死亡人数上升到{s}人，受伤{x}人。"),
    (
        "事发当晚，当地通报称有{a}人死亡，{h}人受伤。",
        "5日中午，救援指挥部公布的数字是：死亡{s}人，受伤{x}人。",
    ),
    (
        "昨晚的第一次发布会上，公布的伤亡数字为死亡{a}人、受伤{h}人。",
        "今天上午的第二场发布会通报，死亡{s}人，受伤{x}人。",
    ),
    ("首场新闻发布会：{a}人遇难，{h}人受伤。", "第二场新闻发布会：{s}人遇难，{x}人受伤。"),
    ("第一次通报：死亡{a}人，受伤{h}人。", "第三次通报：死亡{s}人，受伤{x}人。"),
    ("4月5日6时通报：{n}已造成{a}人死亡，{h}人受伤。", "4月5日15时续报：{n}已造成{s}人死亡，{x}人受伤。"),
    ("新华社快讯：{n}已致{a}人死亡、{h}人受伤。", "新华社追加快讯：{n}死亡人数已达{s}人，受伤{x}人。"),
    ("初报：{a}人死亡，{h}人受伤。", "续报：{s}人死亡，{x}人受伤。"),
    ("起初，现场传来的消息是{a}死{h}伤。", "到今天下午，死亡人数已经增加到{s}人，受伤的有{x}人。"),
    (
        "初步统计，{n}造成{a}人死亡、{h}人受伤。",
        "经逐户核查，最终核定死亡{s}人、受伤{x}人。",
    ),
    ("据初步核查，死亡{a}人、受伤{h}人。", "经进一步核实，{n}共造成{s}人死亡、{x}人受伤。"),
    (
        "当晚22时，区政府新闻办发布消息：{a}人遇难、{h}人受伤。",
        "今日17时，区政府新闻办发布最新消息：{s}人遇难、{x}人受伤。",
    ),
    ("4日夜里，统计到的是{a}人死亡、{h}人受伤。", "5日一早再统计，已是{s}人死亡、{x}人受伤。"),
    ("事故发生两小时后，已确认{a}人死亡，{h}人受伤。", "到5日14时，确认死亡的达到{s}人，伤者{x}人。"),
    ("【4日20:00】现场已发现{a}名遇难者，{h}人受伤。", "【5日9:30】遇难者{s}名，受伤{x}人。"),
    ("前期通报{a}人死亡、{h}人受伤。", "截至目前，{n}共有{s}人死亡、{x}人受伤。"),
    ("早些时候的消息说，{n}造成{a}人死亡，{h}人受伤。", "最新消息，{n}已造成{s}人死亡，{x}人受伤。"),
    ("昨晚有关部门公布死亡{a}人，伤{h}人。", "今天公布的数字为死亡{s}人，伤{x}人。"),
)
_NEWEST_FIRST = (
    ("截至5日10时，{n}已造成{s}人死亡、{x}人受伤。", "而在昨晚的通报中，这一数字是{a}人死亡、{h}人受伤。"),
    ("最新消息：{n}已致{s}人死亡、{x}人受伤。", "此前的消息为{a}人死亡、{h}人受伤。"),
    ("{n}已致{s}人遇难，{x}人受伤。", "昨晚22时公布的数字是{a}人遇难，{h}人受伤。"),
    ("【5日16时更新】死亡{s}人，受伤{x}人。", "【4日22时】死亡{a}人，受伤{h}人。"),
    ("记者今天下午从指挥部获悉，{n}已造成{s}人死亡、{x}人受伤。", "昨天深夜，该数字还是{a}死{h}伤。"),
    ("{n}死亡人数已达{s}人，另有{x}人受伤。", "事发当晚，官方通报{a}人死亡、{h}人受伤。"),
    ("续报：{n}共造成{s}人死亡、{x}人受伤。", "（早前报道：{n}造成{a}人死亡、{h}人受伤）"),
    ("目前已确认{s}人死亡、{x}人受伤。", "今天早上发布的第一次通报中，死亡为{a}人，受伤为{h}人。"),
    (
        "5日15时，第三场发布会通报死亡{s}人、受伤{x}人。",
        "在5日9时举行的第二场发布会上，通报的是死亡{a}人、受伤{h}人。",
    ),
    ("最终核定，{n}造成{s}人死亡、{x}人受伤。", "初步统计时为{a}人死亡、{h}人受伤。"),
    ("死亡{s}人，受伤{x}人，这是截至今天18时的数字。", "今天6时，这一数字是死亡{a}人，受伤{h}人。"),
    ("{n}目前已有{s}人死亡，{x}人受伤。", "本报昨天曾报道，{n}造成{a}人死亡，{h}人受伤。"),
    ("【最新】{n}已造成{s}人死亡，{x}人受伤。", "【之前】{n}已造成{a}人死亡，{h}人受伤。"),
    ("今天下午4点，死亡人数更新为{s}人，伤者{x}人。", "今早8点时，死亡{a}人，伤者{h}人。"),
    ("{n}造成的死亡人数已升至{s}人，受伤{x}人。", "当地官员4日晚说，有{a}人死亡、{h}人受伤。"),
    ("#{n}#【已致{s}人死亡{x}人受伤】", "//@双阳发布：#{n}# 目前已造成{a}人死亡，{h}人受伤"),
)
_RISEN = (
    "{n}的死亡人数由{a}人升至{s}人",
    "死亡人数从{a}人增加到{s}人",
    "{n}死亡人数由昨晚的{a}人增至{s}人",
    "遇难人数由最初的{a}人上升至{s}人",
    "死者已从{a}人增至{s}人",
    "死亡数字由{a}更新为{s}",
    "遇难者从{a}名增加到{s}名",
    "死亡人数已由此前的{a}人上升到{s}人",
    "死亡人数比昨晚增加{u}人，达到{s}人",
    "遇难人数在{a}人的基础上再增{u}人，升至{s}人",
    "死亡人数由{a}人变为{s}人",
    "遇难者人数自昨晚的{a}人升到今天的{s}人",
    "死亡人数较前一次通报增加{u}人，为{s}人",
    "确认遇难的人数已经从一开始的{a}人攀升到{s}人",
    "死亡人数一夜之间由{a}人涨到了{s}人",
    "{n}遇难人数又上升了，从{a}人到{s}人",
)
_NEWLY = (
    "今日新增死亡{u}人，累计死亡{s}人",
    "较上次通报新增{u}例死亡，死亡总数为{s}人",
    "又有{u}人确认遇难，累计遇难{s}人",
    "新增死亡{u}人，目前共有{s}人死亡",
    "比昨天新增遇难者{u}名，遇难者总数达到{s}名",
    "搜救人员又发现{u}名遇难者，至此遇难者已有{s}人",
    "夜间又找到{u}具遗体，死亡人数累计{s}人",
    "新确认{u}人死亡，死亡人数累计达{s}人",
    "死亡{s}人（较昨日增加{u}人）",
    "累计死亡{s}人，其中今天新增{u}人",
    "死亡{s}人，比昨晚多{u}人",
    "已致{s}人遇难，较早前增加{u}人",
    "死亡人数增加了{u}人，总数为{s}人",
    "死亡人数再添{u}人，已达{s}人",
    "又有{u}人死亡，死亡人数共计{s}人",
    "遇难{s}人（新增{u}人）",
)
_ONLY_NEWLY = (
    "截至昨晚8时，{n}造成{a}人死亡、{h}人受伤。今天上午新增死亡{u}人",
    "昨天的通报为{a}人死亡、{h}人受伤。今天又新增{u}例死亡",
    "截至4日24时，{n}造成{a}人遇难、{h}人受伤。5日，又发现{u}名遇难者",
    "昨晚通报{n}造成{a}人死亡、{h}人受伤。今早搜救人员在废墟中又找到{u}具遗体",
    "第一次通报说死亡{a}人、受伤{h}人，今天中午的第二次通报说死者新增{u}人",
    "截至4日20时，{n}死亡{a}人、受伤{h}人。截至5日12时，新增死亡{u}人",
)
_LOST = ("{m}人失联", "{m}人失踪", "{m}人下落不明", "另有{m}人失联", "{m}名人员失去联系", "尚有{m}人失踪")
_LOST_DEAD = (
    ("此前失联的{k}人确认遇难", False),
    ("失联人员中已有{k}人确认遇难", False),
    ("此前失踪的{k}人遗体已被找到，死亡人数增至{s}人", True),
    ("{k}名失联人员已找到，经确认均已遇难", False),
    ("此前下落不明的{k}人已确认死亡，遇难人数升至{s}人", True),
    ("失踪者中又有{k}人被证实遇难，累计遇难{s}人", True),
    ("最新通报：{s}人遇难，{r}人失联", True),
    ("经DNA比对，此前失联人员中{k}人已遇难", False),
    ("死亡人数上升至{s}人，仍有{r}人失联", True),
    ("原失联的{k}人已被找到，确认遇难，目前还有{r}人失联", False),
    ("失联的{k}人被确认已经死亡，其余{r}人仍在搜寻", False),
    ("又找到{k}名失联人员，均已遇难，失联人数降至{r}人", False),
    ("死亡人数增加到{s}人，失踪人数减少到{r}人", True),
    ("官方更新数据：遇难{s}人，失联{r}人", True),
    ("失踪名单上的{k}人已证实死亡", False),
)
_HEADLINES = (
    "{p}{n}死亡人数升至{d}人",
    "{p}{n}已致{d}死",
    "{n}遇难人数增至{d}人",
    "{p}{n} {d}人遇难",
    "{n}造成{d}人死亡",
)
_HEADS_OLDER = (
    "{p}{n}致{d}死",
    "{p}{n}造成{d}人死亡 救援仍在继续",
    "{n}致{d}人死亡{h}人受伤",
    "{p}{n} {d}人遇难",
    "{n}已致{d}死{h}伤",
    "{p}{n}{d}死{h}伤",
)
_TEXT_NEWER = (
    "截至发稿时，死亡人数已升至{s}人，{x}人受伤",
    "最新消息，死亡人数增至{s}人，受伤{x}人",
    "记者最新获悉，{n}已造成{s}人死亡、{x}人受伤",
    "截至今天18时，遇难者增加到{s}人，伤者{x}人",
    "据最新通报，死亡人数由{a}人上升为{s}人，{x}人受伤",
    "（更新）死亡人数已上升至{s}人，{x}人受伤",
    "又有{u}人确认遇难，死亡人数升至{s}人，受伤{x}人",
    "本报截稿前从指挥部获悉，死亡人数已达{s}人，伤者{x}人",
    "更新：死亡人数现为{s}人，伤{x}人",
)
_TEXT_OLDER = (
    "据昨晚的通报，{n}造成{a}人死亡、{h}人受伤",
    "截至昨晚8时，{n}造成{a}人死亡、{h}人受伤",
    "此前消息，{n}造成{a}人死亡、{h}人受伤",
    "4日夜间公布的数字为{a}人死亡、{h}人受伤",
    "最初的消息说，{a}人死亡、{h}人受伤",
    "事发当晚有{a}人被证实死亡、{h}人受伤",
)
_ENTRY_MARKS = (
    ("{o} ", ("10:20", "13:45", "18:30")),
    ("【{o}】", ("10:20", "13:45", "18:30")),
    ("[{o}]", ("5日8时", "5日12时", "5日17时")),
    ("{o}：", ("4月5日9时", "4月5日14时", "4月5日19时")),
    ("{o}，", ("5日上午8时", "5日中午12时", "5日下午6时")),
    ("· {o} ", ("09:10", "12:05", "19:40")),
    ("{o}更新 ", ("08:30", "11:00", "17:30")),
    ("({o}) ", ("7:50", "12:40", "19:05")),
    ("▶{o} ", ("06:40", "11:20", "16:50")),
)
_ENTRIES = (
    "已确认{d}人死亡，{h}人受伤",
    "死亡{d}人，受伤{h}人",
    "{n}已造成{d}人死亡、{h}人受伤",
    "遇难人数为{d}人，{h}人送医",
    "现场指挥部通报：{d}人遇难，{h}人受伤",
    "已致{d}死{h}伤",
    "应急管理局消息，{d}人死亡，{h}人在医院治疗",
    "伤亡更新：{d}人死亡，{h}人受伤",
    "截至目前，{d}人死亡，{h}人受伤",
)
_OTHER_ENTRIES = (
    "消防部门增派3台大型吊车到场",
    "事发路段实行交通管制",
    "市长赶到现场",
    "现场正在清理，搜救犬进入作业区",
    "第二批医疗专家抵达",
    "血站呼吁市民献血",
)
_MOVED = (
    ("截至昨晚8时转移群众{e}人。", "截至今天12时，累计转移群众{f}人"),
    ("首批转移{e}人。", "目前转移人数已达{f}人"),
    ("4日夜里紧急疏散{e}人。", "5日10时，疏散人数增加到{f}人"),
    ("先期转移群众{e}人。", "今天又转移{g}人，累计转移{f}人"),
    ("第一次通报，已转移安置{e}人。", "第二次通报，已转移安置{f}人"),
    ("当晚撤离{e}人。", "到今天上午，撤离的群众增至{f}人"),
    ("凌晨转移{e}人。", "截至发稿，已有{f}人被转移到安全地带"),
    ("截至4日18时，紧急避险转移{e}人。", "截至5日18时，紧急避险转移{f}人"),
    ("昨天转移{e}人。", "转移人数从{e}人增加到{f}人"),
)
_WATERS = (
    "4月3日夜间，双阳区突降暴雨，石溪河水位暴涨",
    "4月4日凌晨，农安县遭遇强降雨，多个村庄被淹",
    "昨天上午，双阳区一化工厂发生泄漏",
    "4月3日起，德惠市持续强降雨，饮马河出现险情",
)


def telling(slots: Slots) -> Telling:
    """A toll of several hours, in one of the ways."""
    return slots.any(_SKELETONS)(slots)


def level(dead: int) -> str:
    """The level of so many dead by the row of work safety, where nothing else is known."""
    return "I" if dead >= 30 else "II" if dead >= 10 else "III" if dead >= 3 else "IV"


class _Toll:
    """An older toll and a newer one, by the letters that stand for them."""

    def __init__(self, slots: Slots) -> None:
        self.happening = slots.any(HAPPENINGS)
        self.dead, self.hurt, self.more = slots.number(1, 9), slots.number(3, 15), slots.number(1, 5)
        self.all, self.left = self.dead + self.more, self.hurt + slots.any((-2, -1, 0, 2, 4))
        if self.left == self.hurt:
            self.left += 3
        numbers = {"a": self.dead, "h": self.hurt, "s": self.all, "x": self.left, "u": self.more}
        self.words = {name: slots.written(number) for name, number in numbers.items()}
        self.words |= {"n": self.happening.short, "p": self.happening.place}

    def put(self, form: str) -> str:
        return form.format(**self.words)

    def truth(self, *, hurt: bool = True) -> dict[str, int | str | None]:
        told: dict[str, int | str | None] = {"deaths": self.all, "severity": level(self.all)}
        return told | ({"injured": self.left} if hurt else {})

    def opened(self, slots: Slots) -> str:
        return f"{self.happening.told}。{slots.any(ASIDES)}"


def _plain_title(slots: Slots, toll: _Toll) -> str:
    return slots.any(("", f"{toll.happening.place}{toll.happening.short}"))


def _oldest_first(slots: Slots) -> Telling:
    toll = _Toll(slots)
    older, newer = slots.of(_OLDEST_FIRST)
    text = f"{toll.opened(slots)}{toll.put(older)}{slots.any(ASIDES)}{toll.put(newer)}{slots.any(ENDS)}"
    return Telling("oldest first", tidy(text), toll.truth(), _plain_title(slots, toll))


def _newest_first(slots: Slots) -> Telling:
    toll = _Toll(slots)
    newer, older = slots.of(_NEWEST_FIRST)
    if newer.startswith("#"):
        text = toll.put(newer) + toll.happening.told + "。" + toll.put(older)
        return Telling("newest first", tidy(text), toll.truth(), "", "social")
    text = f"{toll.opened(slots)}{toll.put(newer)}{slots.any(ASIDES)}{toll.put(older)}{slots.any(ENDS)}"
    return Telling("newest first", tidy(text), toll.truth(), _plain_title(slots, toll))


def _risen(slots: Slots) -> Telling:
    toll = _Toll(slots)
    lead = slots.any(("截至5日17时，", "记者今天从区政府获悉，", "据最新通报，", ""))
    text = f"{toll.opened(slots)}{lead}{toll.put(slots.of(_RISEN))}。{slots.any(ENDS)}"
    return Telling("risen", tidy(text), toll.truth(hurt=False), _plain_title(slots, toll))


def _newly(slots: Slots) -> Telling:
    toll = _Toll(slots)
    lead = slots.any(("截至5日17时，", "记者今天从区政府获悉，", "据最新通报，", ""))
    told = toll.put(slots.any(("截至昨晚，{n}造成{a}人死亡。", ""))) + lead + toll.put(slots.of(_NEWLY))
    text = f"{toll.opened(slots)}{told}。{slots.any(ENDS)}"
    return Telling("newly", tidy(text), toll.truth(hurt=False), _plain_title(slots, toll))


def _only_newly(slots: Slots) -> Telling:
    """A toll, and how many came on top of it, without the sum."""
    toll = _Toll(slots)
    text = f"{toll.opened(slots)}{toll.put(slots.of(_ONLY_NEWLY))}。{slots.any(ENDS)}"
    return Telling("only newly", tidy(text), toll.truth(hurt=False), _plain_title(slots, toll))


def _lost(slots: Slots) -> Telling:
    """Those who were missing are found dead, with or without a new sum."""
    toll = _Toll(slots)
    missing, rest = toll.more + (left := slots.number(1, 4)), left
    words, _ = slots.of(_LOST_DEAD)
    put = toll.words | {
        "k": slots.written(toll.more),
        "m": slots.written(missing),
        "r": slots.written(rest),
    }
    older = slots.any(("截至昨晚8时，", "昨晚的通报说，", "据初步统计，")) + "{n}造成{a}人死亡、{h}人受伤，"
    newer = slots.any(("5日上午，", "今天中午，", "今天下午发布的通报称，")) + words
    told = (older + slots.of(_LOST) + "。").format(**put) + slots.any(ASIDES) + newer.format(**put)
    truth: dict[str, int | str | None] = {"deaths": toll.all, "injured": toll.hurt, "missing": rest}
    if "{r}" not in words and "{s}" in words:
        del truth["missing"]
    return Telling("lost", tidy(f"{toll.happening.told}。{told}。"), truth, _plain_title(slots, toll))


def _headed(slots: Slots) -> Telling:
    """A headline of one hour above a text of another."""
    toll = _Toll(slots)
    if slots.maybe():
        title = slots.of(_HEADS_OLDER).format(
            p=toll.happening.place, n=toll.happening.short, d=toll.dead, h=toll.hurt
        )
        first = toll.put("造成{a}人死亡、{h}人受伤")
        told = f"{toll.happening.told}，{first}。{slots.any(ASIDES)}{toll.put(slots.of(_TEXT_NEWER))}。{slots.any(ENDS)}"
        return Telling("older headline", tidy(told), toll.truth(), title)
    title = slots.of(_HEADLINES).format(p=toll.happening.place, n=toll.happening.short, d=toll.all)
    told = f"{toll.opened(slots)}{toll.put(slots.of(_TEXT_OLDER))}。{slots.any(ENDS)}"
    return Telling("newer headline", tidy(told), toll.truth(hurt=False), title)


def _live(slots: Slots) -> Telling:
    """Entries behind their hours, the newest first or last, others between them."""
    toll = _Toll(slots)
    mark, hours = slots.of(_ENTRY_MARKS)
    between = toll.dead + slots.number(0, toll.more)
    tolls = ((toll.dead, toll.hurt), (between, toll.hurt + 1), (toll.all, toll.left))
    entries = []
    for hour, (dead, hurt) in zip(hours, tolls, strict=True):
        words = slots.of(_ENTRIES).format(
            n=toll.happening.short, d=slots.written(dead), h=slots.written(hurt)
        )
        entries.append(f"{mark.format(o=hour)}{words}。")
    entries.insert(slots.number(1, 2), mark.format(o=hours[1]) + slots.of(_OTHER_ENTRIES) + "。")
    newest_first = slots.maybe()
    if newest_first:
        entries.reverse()
    opening = f"{toll.happening.told}，本报持续更新。"
    text = "\n".join([opening, *entries])
    return Telling(
        "live, newest first" if newest_first else "live", tidy(text), toll.truth(), _plain_title(slots, toll)
    )


def _moved(slots: Slots) -> Telling:
    """How many had to leave, and how many by now."""
    first, more = slots.number(2, 40) * 10, slots.number(3, 60) * 10
    older, newer = slots.of(_MOVED)
    put = {"e": first, "f": first + more, "g": more}
    between = slots.any(("", "", "目前暂无人员伤亡报告。", "当地已启动应急响应。"))
    text = f"{slots.any(_WATERS)}。{older.format(**put)}{between}{newer.format(**put)}。"
    return Telling("moved", tidy(text), {"evacuated": first + more})


_SKELETONS: tuple[Family, ...] = (
    _oldest_first,
    _newest_first,
    _risen,
    _newly,
    _only_newly,
    _lost,
    _headed,
    _headed,
    _live,
    _live,
    _moved,
)
"""A headline and a live report twice, since both go either way."""

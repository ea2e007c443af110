"""Districts and counties of which several cities have one, settled by a city in the text, by who speaks, or by the paper."""

from __future__ import annotations

from bench.tellings.divisions import County, elsewhere, namesakes, sure
from bench.tellings.slots import Slots, Telling

_TOLD = (
    "昨晚9时，{d}一居民楼起火，3人死亡。",
    "4月4日下午，{d}一工地基坑坍塌，2名工人遇难。",
    "昨天上午，{d}一家饭店液化气爆炸，造成2人死亡、7人受伤。",
    "昨天，{d}某小区电梯坠落，2人当场死亡。",
    "4月4日凌晨，{d}一KTV发生火灾，4人遇难。",
    "{d}一处自建房昨日倒塌，3名租客被埋身亡。",
    "昨日17时，{d}一路口渣土车侧翻，压死3人。",
    "昨天{d}一洗浴中心一氧化碳中毒，2人没能抢救过来。",
    "昨夜，{d}一家网吧发生持刀伤人案，2死1伤。",
    "4日中午，一辆失控轿车冲上{d}一处人行道，3名行人死亡。",
)
_CITY_AROUND = (
    "{c}昨天发生一起悲剧。{t}",
    "{t}{c}消防救援支队出动18车90人处置。",
    "{t}{c}应急管理局局长李某赶到现场指挥救援。",
    "本报{c}讯 {t}",
    "新华社{c}4月5日电 {t}",
    "{t}伤者已送往{c}第一人民医院。",
    "{t}{c}市委、市政府主要领导赶赴现场。",
    "记者从{c}公安局获悉，{t}",
    "{t}{c}交警部门对周边道路进行管制。",
    "【{c}】{t}",
    "{t}（{c}晚报记者 张某）",
    "中新网{c}4月5日电 {t}",
    "{t}今天上午，{c}召开新闻发布会通报情况。",
    "{c}气象台当时发布了大风预警。{t}",
    "据{c}发布消息，{t}",
)
_SOURCES = (
    "{c}日报",
    "{c}晚报",
    "{c}广播电视台",
    "{c}发布",
    "{c}新闻网",
    "{c}消防",
    "平安{c}",
    "{c}电视台",
    "{c}应急管理局",
)
_OWN_NEWS = ("", "本报讯 ", "本报讯（记者 王某）", "本报记者 李某 摄影报道 ", "本网讯 ")
_OTHERS = (
    "",
    "",
    "死者均为{o}人。",
    "一名伤者被转送{o}治疗。",
    "施工单位为{o}一家公司。",
    "今年1月，{o}也曾发生过类似事故。",
    "老板是{o}人。",
    "{o}消防赶来增援。",
)
_ANY_TOWNS = ("城区", "郊区", "矿区", "新城")
"""So every town calls a part of it, too."""
_UNNAMED = (
    "本报讯 昨晚9时许，{d}一家饭店煤气爆炸，2人死亡。",
    "本报讯（记者 王某）昨天，{d}一工地塔吊倒塌，3人死亡。",
    "本报讯 4日傍晚，{d}一辆面包车坠河，4人遇难。",
    "本报讯 昨天下午，{d}两名学生溺水身亡。",
    "本报讯 昨天凌晨，{d}一民房起火，一家三口遇难。",
    "本报讯 昨天，{d}一煤矿冒顶，2名矿工死亡。",
)


def telling(slots: Slots) -> Telling:
    """An emergency in a district with namesakes, or in a county by its short name, the rest told by city or source."""
    kind = slots.any(("city", "source", "short"))
    if kind == "short":
        return _short(slots)
    d = slots.any([c for c in namesakes() if len(c.city_short) in (2, 3) and c.short not in _ANY_TOWNS])
    told = slots.of(_TOLD).format(d=d.full)
    other = slots.of(_OTHERS).format(o=elsewhere(slots, d).city_short)
    truth = {"regions": d.code}
    if kind == "city":
        text = slots.of(_CITY_AROUND).format(c=slots.any((d.city_short, d.city_short, d.city)), t=told)
        text = text.replace("市市委", "市委")
        return Telling("city", text + other, truth, source="某网", source_kind="portal")
    source = slots.of(_SOURCES).format(c=d.city_short)
    text = slots.of(_OWN_NEWS) + told + other
    return Telling("source", text, truth, source=source, source_kind=_kind(source))


def _short(slots: Slots) -> Telling:
    """A county or district by its short name in its own city's paper: 本报讯 昨晚，安溪一家饭店…"""
    c = slots.any([c for c in sure() if c.kind.is_word and len(c.city_short) in (2, 3) and _differs(c)])
    text = slots.of(_UNNAMED).format(d=slots.any((c.short, c.full)))
    return Telling(
        "short",
        text,
        {"regions": c.code},
        source=slots.of(_SOURCES[:4]).format(c=c.city_short),
        source_kind="local_media",
    )


def _differs(county: County) -> bool:
    return county.short != county.city_short


def _kind(source: str) -> str:
    return "social" if source.startswith("平安") or source.endswith(("发布", "消防")) else "local_media"

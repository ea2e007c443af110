"""One place, by all that a county is called and wherever in a report its name stands."""

from __future__ import annotations

from collections.abc import Callable

from bench.tellings.divisions import County, little, sure, towns
from bench.tellings.slots import Slots, Telling
from monitor.text.gazetteer import Kind

_WHOLE: tuple[Callable[[County], str], ...] = (
    lambda c: f"{c.province}{c.city}{c.full}",
    lambda c: f"{c.city}{c.full}",
    lambda c: f"{c.city_short}{c.full}",
    lambda c: f"{c.full}",
    lambda c: f"{c.province}{c.full}",
    lambda c: f"{c.province_short}{c.full}",
    lambda c: f"{c.province_short}{c.city_short}{c.full}",
    lambda c: f"{c.city}下辖的{c.full}",
    lambda c: f"{c.province_short}省{c.full}" if c.province.endswith("省") else c.full,
    lambda c: f"{c.city}所属{c.full}",
    lambda c: f"{c.province_short}·{c.full}",
    lambda c: f"{c.city}的{c.full}",
    lambda c: f"{c.full}（{c.city}）",
    lambda c: f"{c.province}{c.city_short}{c.full}",
    lambda c: f"“{c.full}”",
)
_SHORT: tuple[Callable[[County], str], ...] = (
    lambda c: c.short,
    lambda c: f"{c.province_short}{c.short}",
    lambda c: f"{c.city_short}{c.short}",
    lambda c: f"{c.province}{c.short}",
    lambda c: f"{c.city}{c.short}",
    lambda c: f"{c.province_short}{c.city_short}{c.short}",
)
_TOLD = (
    "4月4日晚，{}一家鞭炮厂发生爆炸，造成3人死亡。",
    "昨天下午，一辆载有6人的面包车在{}境内坠入山沟，4人死亡。",
    "昨晚，一场大火烧毁了{}一处老旧市场的17间铺面，两名商户遇难。",
    "瓦斯爆炸夺去了4名矿工的生命，事发矿井位于{}北部山区。",
    "一起三车相撞的事故昨天中午发生在{}城郊，4死7伤。",
    "事故地点：{}；时间：4月4日14时；伤亡情况：死亡3人，受伤6人。",
    "在{}，一辆校车昨天早上翻下了路基，2名学生死亡。",
    "{}的一家豆腐作坊昨天锅炉爆炸，老板夫妇俩当场身亡。",
    "昨天{}突降冰雹，一段围墙倒塌，2人被砸身亡。",
    "连日暴雨致{}多处山体滑坡，已有3人遇难。",
    "拉煤的火车昨天夜里在{}一处道口撞上了一辆中巴，6人死亡。",
    "3人死亡！{}一工地塔吊倒塌，现场画面曝光。",
    "昨日凌晨3时许，位于{}的一座尾矿库垮坝，5人失踪、2人死亡。",
    "记者4日从有关方面获悉，{}某冷库3日晚氨气泄漏，2名工人死亡。",
    "据网友爆料，{}今天上午发生持刀伤人，两人当场死亡。",
    "4日，{}两名中学生在河中溺水身亡。",
    "“轰”的一声巨响过后，三名工人再也没有出来。这是昨天发生在{}的一幕。",
    "一夜之间，{}一户五口人死于煤气中毒。事情发生在4月4日。",
    "#{}爆炸#昨晚一家烧烤店液化气罐炸了，2人死亡。",
    "昨天19时，{}城区一在建商场脚手架垮塌，3名工人死亡。",
    "经过9个小时搜救，{}矿难被困的4人全部找到，均已遇难。事故发生在昨天清晨。",
    "因操作不当，昨天{}一纸厂3名清池工人中毒身亡。",
    "4月4日深夜，从{}传来消息：一艘采砂船翻沉，3人死亡。",
    "三名孩子掉进蓄水池，最终没能救回来。昨天，这场悲剧让{}的一个小村庄陷入悲痛。",
)
_TITLES = (
    "{}一民房倒塌致2人死亡",
    "{}突发山体滑坡 3人遇难",
    "昨夜{}一KTV起火 4人死亡",
    "{}：客车坠崖3死9伤",
    "痛心！{}3名少年溺亡",
    "{}发生一起较大道路交通事故",
    "{}一在建隧道塌方 两人没救过来",
    "凌晨{}煤矿透水 已致2死",
    "{}通报一起坍塌事故",
)
_UNDER = (
    "昨天夜里10点多，事情就发生在短短几分钟里。目前已确认2人死亡，善后工作正在进行。",
    "4月4日22时20分许发生的这起事故已造成3人死亡，另有5人受伤，正在医院接受治疗。",
    "“声音特别大。”目击者王先生说。截至今天上午8时，已有2人死亡，事故原因正在调查。",
)
_TWO_LETTERS = ("{city}{county}", "{province}{county}", "{province}{city}{county}", "{city_short}{county}")


def telling(slots: Slots) -> Telling:
    """A report that names one county, by its whole or its short name, in the text or in the headline alone."""
    if slots.maybe(0.1):
        c = slots.any(little())
        form = slots.any(_TWO_LETTERS).format(
            city=c.city, county=c.full, province=c.province, city_short=c.city_short
        )
        kind = "two letters"
    elif slots.maybe(0.55):
        c = slots.any(sure())
        form, kind = slots.of(_WHOLE)(c), "whole"
    else:
        c = slots.any(towns())
        form, kind = slots.of(_SHORT, lambda f: c.kind is Kind.SOFT or f(c) != c.short)(c), "short"
    if slots.maybe(0.25):
        return Telling(
            f"{kind}/title",
            slots.of(_UNDER),
            {"regions": c.code},
            title=slots.of(_TITLES).format(form),
            source="中新网",
            source_kind="central_media",
        )
    return Telling(
        kind, slots.of(_TOLD).format(form), {"regions": c.code}, source="中新网", source_kind="central_media"
    )

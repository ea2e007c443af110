"""Several places in one happening, the far and the near of a quake, and what lies abroad."""

from __future__ import annotations

from bench.tellings.divisions import County, elsewhere, neighbour, sure
from bench.tellings.slots import Slots, Telling

_STORMS = (
    "昨夜，{c}遭遇特大暴雨，{a}、{b}受灾最重，{a}有3人死亡。",
    "4月4日，{a}、{b}等地遭冰雹袭击，造成3人死亡。",
    "受强对流天气影响，昨天{c}的{a}和{b}出现11级大风，3人遇难，{a}损失最为严重。",
    "昨天，一场龙卷风袭击{a}，随后移至{b}，{a}4人死亡，{b}2人受伤。",
    "暴雨昨晚突袭{a}、{b}两地，{a}两人被洪水冲走后遇难。",
    "山洪昨天凌晨先后冲击{a}与{b}，已致5人死亡，其中{a}3人、{b}2人。",
    "昨日，{a}以及相邻的{b}普降暴雪，压塌大棚，2人死亡。",
    "大风昨天席卷{a}、{b}，{a}一处工棚被掀翻，3名工人死亡。",
    "昨天，{a}、{b}交界处发生森林火灾，3名扑火队员牺牲。",
    "4月4日，位于{a}与{b}交界的一处矿山发生塌方，2人死亡。",
    "昨晚，{a}遭雷击引发火灾，2人死亡；{b}也出现雷暴，未造成伤亡。",
    "昨天，{a}山洪暴发，3人死亡。下游的{b}紧急转移群众2000人。",
)
_QUAKES = (
    "据中国地震台网测定，4月4日22时10分，{c}{a}（北纬31.2度，东经103.4度）发生5.6级地震，震源深度10公里，2人死亡。",
    "昨晚10时，{a}发生5.1级地震，{o}、{n}等地震感明显，已致1人死亡、12人受伤。",
    "{a}发生5.4级地震，{o}有震感。截至目前造成2人死亡。",
    "昨天8时{a}发生5.0级地震，震中距{b}县城30公里，距{o}市区180公里，3人受伤。",
    "昨日，震中位于{a}的5.2级地震造成2人遇难，{o}高层住户感觉明显。",
    "中国地震台网正式测定：昨晚21时在{c}{a}发生4.9级地震，震中5公里范围内有{a}多个村庄，2人受伤。",
    "刚刚地震了！{o}的朋友感觉到了吗？网上说是{a}，5.3级，死了两个人。",
    "{o}消防130人连夜驰援{a}地震灾区，昨天的5.7级地震已致6人遇难。",
    "昨晚，{a}5.5级地震，{b}、{o}均有震感，{a}两名村民被倒塌房屋掩埋身亡。",
    "昨天凌晨的5.8级地震震中在{a}，{b}离震中18公里，已有4人死亡。",
    "新华社{o}4月5日电 {a}4日发生的5.9级地震已造成7人死亡。",
    "继2023年{o}地震之后，昨天{a}又发生5.6级地震，3人死亡。",
)
_ABROAD = (
    "新华社曼谷4月5日电 泰国北部清迈府4日发生一起客车坠谷事故，造成12人死亡，其中两人来自中国{o}。",
    "昨天，印度尼西亚一艘渡轮沉没，8人死亡，船上有3名{o}籍游客。",
    "4月4日，日本福冈一座化工厂爆炸，5人死亡，一名来自{o}的研修生受伤。",
    "美国纽约一处华人聚居的公寓楼昨天起火，4人死亡，遇难者中有一对{o}夫妇。",
    "昨日，缅甸北部一玉石矿塌方，22人死亡，遇难者中有{o}务工人员。",
    "外交部证实，昨天在巴基斯坦遇袭的班车上有5名中国工程师，均来自{o}一家公司，3人遇难。",
    "昨天，老挝一座由{o}企业承建的水电站工地发生坍塌，4名工人死亡。",
    "俄罗斯海参崴昨天一家商场起火，7人死亡，3名{o}商人被困后获救。",
    "4月4日，澳大利亚悉尼一辆旅游大巴翻车，3死，车上是{o}老年旅行团。",
    "南非约翰内斯堡一名{o}籍华侨昨天在自家店铺遭抢劫身亡，另有2人遇难。",
    "韩国首尔昨天一处考试院发生火灾，6人死亡，其中一名{o}籍朝鲜族男子。",
    "昨天，越南河内一家卡拉OK厅起火，11人死亡。{o}人王某当时就在隔壁。",
)


def telling(slots: Slots) -> Telling:
    """A storm over two counties, a quake with those who felt it, or an emergency abroad with people from here."""
    kind = slots.any(("storm", "quake", "abroad"))
    a, b = _pair(slots)
    o, n = elsewhere(slots, a), elsewhere(slots, a)
    if kind == "abroad":
        text = slots.of(_ABROAD).format(o=slots.any((o.city_short, o.province_short)))
        return Telling("abroad", text, {"regions": None}, source="某网", source_kind="portal")
    text = slots.of(_STORMS if kind == "storm" else _QUAKES).format(
        a=a.full, b=b.full, c=a.city, o=o.city_short, n=n.city_short
    )
    return Telling(kind, text, {"regions": a.code}, source="某网", source_kind="portal")


def _pair(slots: Slots) -> tuple[County, County]:
    while True:
        first = slots.any(sure())
        second = neighbour(slots, first)
        if second is not None:
            return first, second

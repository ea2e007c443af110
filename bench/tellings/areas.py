"""Disasters of several areas: the dead, the missing, the hurt and those moved, by county, township, province or scene."""

from __future__ import annotations

from typing import NamedTuple

from bench.tellings.bulletins import level
from bench.tellings.slots import Family, Slots, Telling, tidy


class _Disaster(NamedTuple):
    """Something that befell several areas: its sentence, what it is called, its whole, and its areas."""

    told: str
    short: str
    whole: str
    areas: tuple[str, ...]


_DISASTERS = (
    _Disaster(
        "4月3日夜间至4日，怀化市遭遇特大暴雨，多地山洪暴发",
        "暴雨洪涝",
        "全市",
        ("辰溪县", "溆浦县", "麻阳县", "沅陵县"),
    ),
    _Disaster("4月4日，清远市遭受强降雨袭击", "强降雨", "全市", ("英德市", "连山县", "佛冈县", "阳山县")),
    _Disaster(
        "受强对流天气影响，4月4日下午，长春市多地出现雷暴大风",
        "风雹灾害",
        "全市",
        ("农安县", "德惠市", "榆树市", "双阳区"),
    ),
    _Disaster(
        "4月4日凌晨，双阳区境内突降暴雨，引发山洪",
        "山洪",
        "全区",
        ("太平镇", "鹿乡镇", "齐家镇", "山河街道", "奢岭街道"),
    ),
    _Disaster(
        "4月3日至4日，湖南、江西、湖北等地出现大范围强降雨",
        "洪涝灾害",
        "三省",
        ("湖南", "江西", "湖北", "安徽"),
    ),
    _Disaster("4月4日傍晚，盐城市遭龙卷风袭击", "龙卷风", "全市", ("阜宁县", "射阳县", "建湖县", "滨海县")),
    _Disaster("4月4日夜里，黔东南州普降暴雨", "暴雨", "全州", ("榕江县", "从江县", "黎平县", "雷山县")),
    _Disaster(
        "4月4日，台风在福建沿海登陆，风雨交加", "台风", "全省", ("福州市", "宁德市", "莆田市", "南平市")
    ),
    _Disaster(
        "昨天，赣州市出现大暴雨，多处山体滑坡", "暴雨灾害", "全市", ("信丰县", "安远县", "寻乌县", "会昌县")
    ),
    _Disaster(
        "4月4日晚，农安县遭遇罕见的冰雹大风", "风雹", "全县", ("哈拉海镇", "伏龙泉镇", "靠山镇", "开安镇")
    ),
)
_SCENES = (
    ("火车站候车室", "广场公交站", "菜市场东门"),
    ("早市入口", "派出所门口", "十字路口"),
    ("购物中心一楼", "中心广场", "地铁站出口"),
    ("镇政府大院", "农贸市场", "加油站"),
)
_ATTACKS = (
    "4月4日晚9时许，昆明市发生一起持刀砍人事件，暴徒先后在多处行凶",
    "4月4日上午，喀什市发生暴力恐怖袭击，暴徒在多处纵火砍杀",
    "昨天下午，一名男子驾车冲撞人群后持刀伤人",
)
_DEAD = (
    ("{A}死亡{a}人，{B}死亡{b}人", "，{C}死亡{c}人"),
    ("{A}{a}人遇难，{B}{b}人遇难", "，{C}{c}人遇难"),
    ("{A}有{a}人死亡，{B}有{b}人死亡", "，{C}有{c}人死亡"),
    ("{A}、{B}分别有{a}人、{b}人死亡", ""),
    ("{A}遇难{a}人、{B}遇难{b}人", "、{C}遇难{c}人"),
    ("{A}造成{a}人死亡，{B}造成{b}人死亡", "，{C}造成{c}人死亡"),
    ("{A}已确认{a}人死亡；{B}已确认{b}人死亡", "；{C}已确认{c}人死亡"),
    ("{A}{a}人死亡、{B}{b}人死亡", "、{C}{c}人死亡"),
    ("在{A}，{a}人被洪水冲走身亡；在{B}，{b}人不幸遇难", "；在{C}，{c}人死亡"),
    ("死亡人数为：{A}{a}人，{B}{b}人", "，{C}{c}人"),
    ("{A}（死亡{a}人）、{B}（死亡{b}人）", "、{C}（死亡{c}人）"),
    ("{A}：死亡{a}人。{B}：死亡{b}人", "。{C}：死亡{c}人"),
    ("{A}报告死亡{a}人，{B}报告死亡{b}人", "，{C}报告死亡{c}人"),
    ("{a}人在{A}遇难，{b}人在{B}遇难", "，{c}人在{C}遇难"),
    ("{A}通报{a}人因灾死亡，{B}也有{b}人因灾死亡", "，{C}有{c}人因灾死亡"),
    ("死者中{a}人在{A}，{b}人在{B}", "，{c}人在{C}"),
    ("{A}的死亡人数是{a}人，{B}的死亡人数是{b}人", "，{C}的死亡人数是{c}人"),
    ("{A}死了{a}个人，{B}死了{b}个人", "，{C}死了{c}个人"),
)
_DEAD_AND_HURT = (
    ("{A}{a}人死亡、{g}人受伤，{B}{b}人死亡、{h}人受伤", "，{C}{c}人死亡、{i}人受伤"),
    ("{A}死亡{a}人，受伤{g}人；{B}死亡{b}人，受伤{h}人", "；{C}死亡{c}人，受伤{i}人"),
    ("{A}有{a}人遇难，{g}人受伤。{B}有{b}人遇难，{h}人受伤", "。{C}有{c}人遇难，{i}人受伤"),
    ("{A}：{a}人死亡，{g}人受伤；{B}：{b}人死亡，{h}人受伤", "；{C}：{c}人死亡，{i}人受伤"),
    ("{A}方面，{a}人遇难、{g}人受伤；{B}方面，{b}人遇难、{h}人受伤", "；{C}方面，{c}人遇难、{i}人受伤"),
    ("{A}{a}死{g}伤，{B}{b}死{h}伤", "，{C}{c}死{i}伤"),
    (
        "{A}应急管理局通报，{a}人死亡、{g}人受伤。{B}应急管理局通报，{b}人死亡、{h}人受伤",
        "。{C}应急管理局通报，{c}人死亡、{i}人受伤",
    ),
    ("其中{A}死亡{a}人、受伤{g}人，{B}死亡{b}人、受伤{h}人", "，{C}死亡{c}人、受伤{i}人"),
    ("灾害造成{A}{a}人死亡、{g}人受伤，造成{B}{b}人死亡、{h}人受伤", "，造成{C}{c}人死亡、{i}人受伤"),
    ("在{A}，有{a}人死亡，{g}人受伤；在{B}，有{b}人死亡，{h}人受伤", "；在{C}，有{c}人死亡，{i}人受伤"),
    (
        "{A}房屋倒塌致{a}人死亡、{g}人受伤，{B}山洪致{b}人死亡、{h}人受伤",
        "，{C}大树砸倒致{c}人死亡、{i}人受伤",
    ),
    ("{A}受灾最重，{a}人死亡，{g}人受伤；{B}也有{b}人死亡，{h}人受伤", "；{C}有{c}人死亡，{i}人受伤"),
    ("截至发稿，{A}已有{a}人死亡、{g}人受伤，{B}已有{b}人死亡、{h}人受伤", "，{C}已有{c}人死亡、{i}人受伤"),
    (
        "记者从{A}了解到，当地有{a}人死亡、{g}人受伤；在{B}，{b}人死亡、{h}人受伤",
        "；在{C}，{c}人死亡、{i}人受伤",
    ),
    ("{A}的伤亡情况是{a}人死亡、{g}人受伤，{B}是{b}人死亡、{h}人受伤", "，{C}是{c}人死亡、{i}人受伤"),
    ("{A}{a}人遇难，另有{g}人受伤；{B}{b}人遇难，另有{h}人受伤", "；{C}{c}人遇难，另有{i}人受伤"),
)
_DEAD_AND_LOST = (
    ("{A}{a}人死亡、{g}人失踪，{B}{b}人死亡、{h}人失踪", "，{C}{c}人死亡、{i}人失踪"),
    ("{A}死亡{a}人，失联{g}人；{B}死亡{b}人，失联{h}人", "；{C}死亡{c}人，失联{i}人"),
    ("{A}有{a}人遇难，{g}人失联。{B}有{b}人遇难，{h}人失联", "。{C}有{c}人遇难，{i}人失联"),
    ("{A}{a}人遇难、{g}人下落不明，{B}{b}人遇难、{h}人下落不明", "，{C}{c}人遇难、{i}人下落不明"),
    ("{A}：死亡{a}人，失踪{g}人；{B}：死亡{b}人，失踪{h}人", "；{C}：死亡{c}人，失踪{i}人"),
    ("{A}因灾死亡{a}人、失踪{g}人，{B}因灾死亡{b}人、失踪{h}人", "，{C}因灾死亡{c}人、失踪{i}人"),
    (
        "{A}已确认{a}人遇难，还有{g}人失联；{B}已确认{b}人遇难，还有{h}人失联",
        "；{C}已确认{c}人遇难，还有{i}人失联",
    ),
    (
        "在{A}，{a}人死亡，{g}人被冲走失踪；在{B}，{b}人死亡，{h}人被冲走失踪",
        "；在{C}，{c}人死亡，{i}人被冲走失踪",
    ),
    (
        "{A}通报，{a}人死亡，另有{g}人失联。{B}通报，{b}人死亡，另有{h}人失联",
        "。{C}通报，{c}人死亡，另有{i}人失联",
    ),
)
_MOVED = (
    ("{A}转移{d}人，{B}转移{e}人", "，{C}转移{f}人"),
    ("{A}紧急转移安置群众{d}人，{B}紧急转移安置群众{e}人", "，{C}紧急转移安置群众{f}人"),
    ("{A}已有{d}人撤离，{B}已有{e}人撤离", "，{C}已有{f}人撤离"),
    ("{A}疏散群众{d}人；{B}疏散群众{e}人", "；{C}疏散群众{f}人"),
    ("{A}避险转移{d}人，{B}避险转移{e}人", "，{C}避险转移{f}人"),
    ("{A}：转移{d}人。{B}：转移{e}人", "。{C}：转移{f}人"),
    ("{A}有{d}名群众被转移，{B}有{e}名群众被转移", "，{C}有{f}名群众被转移"),
    ("{A}安全转移受灾群众{d}人，{B}安全转移{e}人", "，{C}安全转移{f}人"),
    ("{A}、{B}分别转移群众{d}人和{e}人", ""),
)
_SUM_BEFORE = (
    "截至5日8时，{w}共有{s}人死亡，其中",
    "{n}共造成{s}人死亡，其中",
    "{w}死亡{s}人：",
    "{n}已造成{s}人死亡。其中，",
    "据统计，{w}因灾死亡{s}人，分布为：",
    "此次{n}夺去{s}人的生命。",
    "{w}因灾死亡{s}人。分地区看，",
    "已确认{s}人遇难，具体为",
    "死亡人数上升到{s}人，",
)
_SUM_BEHIND = (
    "，{w}共死亡{s}人",
    "，共计{s}人死亡",
    "。{w}因灾死亡人数累计{s}人",
    "。至此，{n}已造成{s}人死亡",
    "，合计死亡{s}人",
    "，总共{s}人遇难",
    "。{w}累计遇难{s}人",
    "，{w}合计{s}人",
    "。两项相加，死亡人数为{s}人",
    "。{n}已致{s}人死亡",
    "，{w}{s}人",
    "，死亡总数{s}人",
)
_BOTH_BEFORE = (
    "截至5日8时，{w}共有{s}人死亡、{t}人受伤。",
    "{n}共造成{s}人死亡、{t}人受伤。",
    "{w}死亡{s}人、受伤{t}人，",
    "{n}已致{s}死{t}伤。",
    "据初步统计，{w}因灾死亡{s}人，受伤{t}人。",
    "截至目前，{n}造成{s}人遇难，{t}人受伤，",
)
_BOTH_BEHIND = (
    "。{w}共有{s}人死亡、{t}人受伤",
    "，共计{s}人死亡、{t}人受伤",
    "。{n}共造成{s}人死亡、{t}人受伤",
    "，合计死亡{s}人、受伤{t}人",
    "。至此，{w}累计死亡{s}人，受伤{t}人",
    "，{w}合计{s}死{t}伤",
)
_DEAD_ALONE = (
    "{n}已造成{s}人死亡。",
    "{w}因灾死亡{s}人。",
    "截至5日8时，{w}已有{s}人遇难。",
    "死亡人数升至{s}人。",
)
_HURT_ALONE = ("{n}还造成{t}人受伤。", "{w}共有{t}人受伤。", "受伤人数共{t}人。", "另据统计，{w}受伤{t}人。")
_HEADLINES = (
    "{n}已致{s}人死亡",
    "{n}造成{s}死{t}伤",
    "{w}{s}人遇难{t}人受伤",
    "{n}死亡人数升至{s}人",
    "{n}共造成{s}人遇难",
    "{n}致{s}人死亡{t}人受伤",
)
_OWN_PART = (
    "截至5日10时，{n}已造成{w}{s}人死亡，其中{A}{a}人",
    "{A}死亡{a}人，{w}死亡人数为{s}人",
    "{w}已有{s}人死亡。在受灾最重的{A}，已有{a}人死亡",
    "{A}通报称，该地已有{a}人死亡。而{w}的死亡人数已升至{s}人",
    "在{A}，{a}人不幸遇难。截至目前，{n}共造成{w}{s}人遇难",
    "{w}{s}名遇难者中，{a}人来自{A}",
    "据{A}政府消息，当地死亡{a}人；{w}累计死亡{s}人",
    "{A}一地就有{a}人死亡，占{w}{s}名死者的多数",
    "{w}累计死亡{s}人，{A}占{a}人",
    "记者从{A}获悉，该地{a}人遇难。{w}应急管理部门公布的遇难总数是{s}人",
    "仅{A}就有{a}人死亡。{w}共死亡{s}人",
    "{w}因灾死亡{s}人，{A}最多，为{a}人",
)
_SEASON = (
    "入汛以来，全省累计因灾死亡{o}人。{now}",
    "{now}。今年以来，全省因灾死亡人数已达{o}人",
    "{now}。入汛以来全省累计有{o}人死亡",
    "今年以来，当地已发生多次灾害，累计死亡{o}人。{now}",
    "{now}。至此，今年全省因自然灾害死亡的人数上升到{o}人",
    "{now}。据应急部门统计，今年一季度全省因灾死亡{o}人",
    "{now}。上月的一次暴雨曾造成{o}人死亡",
    "{now}。去年同期，全省因灾死亡{o}人",
    "{now}。这是入汛后的第三场暴雨，前两场共造成{o}人死亡",
    "{now}。入春以来，全省风雹灾害已造成{o}人遇难",
    "截至目前，今年汛期全省累计死亡{o}人，其中此次{n}死亡{s}人",
    "入汛以来全省累计死亡{o}人。此次{n}造成{s}人死亡",
    "{now}。今年，当地因洪涝累计死亡{o}人",
    "{now}。加上本次，今年全省累计已有{o}人因灾死亡",
    "{now}。2016年，同一地区的洪水造成{o}人死亡",
)
_NOW = (
    "此次{n}造成{s}人死亡",
    "{n}已致{s}人死亡",
    "本轮{n}造成{s}人遇难",
    "截至5日8时，{n}造成{s}人死亡",
    "当日，{n}造成{s}人死亡",
    "{n}导致{s}人死亡",
)
_OF_TODAY = (
    "今天新增死亡{u}人，{n}累计造成{s}人死亡",
    "5日当天有{u}人死亡，本次{n}已累计死亡{s}人",
    "今天上午又发现{u}名遇难者，本轮{n}遇难者累计{s}人",
    "{n}累计造成{s}人死亡，其中今天死亡{u}人",
    "昨天一天就有{u}人遇难，{n}死亡总数升至{s}人",
    "{n}已造成{s}人死亡，其中{u}人是今天确认的",
    "今日死亡{u}人；{n}发生以来死亡{s}人",
    "24小时内新增死亡{u}人，灾害发生以来累计死亡{s}人",
    "本次{n}累计死亡{s}人，单日新增{u}人",
)
_AT_SCENES = (
    ("{A}{a}人死亡、{g}人受伤，{B}{b}人死亡、{h}人受伤", "，{C}{c}人死亡、{i}人受伤"),
    ("在{A}，{a}人遇害，{g}人受伤；在{B}，{b}人遇害，{h}人受伤", "；在{C}，{c}人遇害，{i}人受伤"),
    ("{A}有{a}人被砍死，{g}人受伤。{B}有{b}人被砍死，{h}人受伤", "。{C}有{c}人被砍死，{i}人受伤"),
    ("{a}人在{A}遇难，{g}人受伤；{b}人在{B}遇难，{h}人受伤", "；{c}人在{C}遇难，{i}人受伤"),
    ("{A}：{a}人死亡、{g}人受伤；{B}：{b}人死亡、{h}人受伤", "；{C}：{c}人死亡、{i}人受伤"),
    ("凶手先在{A}砍死{a}人、砍伤{g}人，随后又在{B}砍死{b}人、砍伤{h}人", "，最后在{C}砍死{c}人、砍伤{i}人"),
    ("{A}造成{a}死{g}伤，{B}造成{b}死{h}伤", "，{C}造成{c}死{i}伤"),
    ("{A}的死者有{a}人，伤者{g}人；{B}的死者有{b}人，伤者{h}人", "；{C}的死者有{c}人，伤者{i}人"),
    ("{A}处{a}人死亡、{g}人受伤，{B}处{b}人死亡、{h}人受伤", "，{C}处{c}人死亡、{i}人受伤"),
)
_POSTED = (
    "{short}太吓人了，我们{A}死了{a}个，隔壁{B}死了{b}个。",
    "{A}这边没了{a}个人，{B}那边没了{b}个，水还没退。",
    "听说{A}走了{a}个，{B}走了{b}个，{C}也有{c}个没了。",
    "{A}冲走了{a}个，都没救回来，{B}也淹死了{b}个。",
    "昨晚{A}死{a}个，{B}死{b}个，{C}死{c}个，太惨了。",
    "刚看通报，{A}{a}死，{B}{b}死。",
)
_BETWEEN = (
    "",
    "",
    "多条道路中断。",
    "多个乡镇停水停电，通信中断。",
    "当地已启动应急响应。",
    "气象部门发布暴雨红色预警。",
    "应急、消防等部门赶赴现场救援。",
)
_ENDS = (
    "",
    "",
    "目前救灾工作正在进行。",
    "灾情正在进一步核查中。",
    "当地正全力搜救。",
    "供电和交通正逐步恢复。",
)


def telling(slots: Slots) -> Telling:
    """What befell several areas, in one of the ways."""
    return slots.any(_SKELETONS)(slots)


class _Told:
    """Two or three areas with their numbers, by the letters that stand for them."""

    def __init__(self, slots: Slots) -> None:
        self.slots = slots
        self.disaster = slots.any(_DISASTERS)
        self.many = slots.any((2, 2, 3))
        self.dead = [slots.number(1, 6) for _ in range(3)]
        self.others = [slots.number(1, 9) for _ in range(3)]
        self.moved = [slots.number(3, 90) * 10 for _ in range(3)]
        self.names = dict(zip("ABC", slots.some(self.disaster.areas, 3), strict=True))

    @property
    def all_dead(self) -> int:
        return sum(self.dead[: self.many])

    @property
    def all_others(self) -> int:
        return sum(self.others[: self.many])

    @property
    def all_moved(self) -> int:
        return sum(self.moved[: self.many])

    def form(self, forms: tuple[tuple[str, str], ...], *, listed: bool = False) -> str:
        """One of the forms, for as many areas as there are."""
        first, third = self.slots.of(forms, lambda row: not (listed and row[0].startswith("其中")))
        if not third:
            self.many = 2
        return first + (third if self.many > 2 else "")

    def put(self, form: str) -> str:
        numbers = dict(zip("abc", self.dead, strict=True)) | dict(zip("ghi", self.others, strict=True))
        numbers |= {"s": self.all_dead, "t": self.all_others}
        words = {name: self.slots.written(number) for name, number in numbers.items()}
        words |= dict(zip("def", map(str, self.moved), strict=True)) | self.names
        return form.format(n=self.disaster.short, w=self.disaster.whole, m=self.all_moved, **words)

    def text(self, told: str) -> str:
        opening = f"{self.disaster.told}。{self.slots.any(_BETWEEN)}"
        return tidy(f"{opening}{told}。{self.slots.any(_ENDS)}")

    def title(self) -> str:
        return self.slots.any(("", f"{self.disaster.short}来袭 多地受灾"))

    def truth(self, other: str = "") -> dict[str, int | str | None]:
        told: dict[str, int | str | None] = {"deaths": self.all_dead, "severity": level(self.all_dead)}
        return told | ({other: self.all_others} if other else {})


def _listed(slots: Slots) -> Telling:
    told = _Told(slots)
    words = told.put(told.form(_DEAD, listed=True))
    return Telling("listed", told.text(words), told.truth(), told.title())


def _listed_both(slots: Slots) -> Telling:
    told, lost = _Told(slots), slots.maybe()
    words = told.put(told.form(_DEAD_AND_LOST if lost else _DEAD_AND_HURT, listed=True))
    truth = told.truth("missing" if lost else "injured")
    return Telling("listed, lost" if lost else "listed, hurt", told.text(words), truth, told.title())


def _summed(slots: Slots) -> Telling:
    told, before = _Told(slots), slots.maybe()
    parts = told.form(_DEAD, listed=True)
    words = slots.of(_SUM_BEFORE) + parts if before else parts + slots.of(_SUM_BEHIND)
    return Telling(
        "sum before" if before else "sum behind", told.text(told.put(words)), told.truth(), told.title()
    )


def _both_summed(slots: Slots) -> Telling:
    told, before = _Told(slots), slots.maybe()
    parts = told.form(_DEAD_AND_HURT, listed=not before)
    words = slots.of(_BOTH_BEFORE) + parts if before else parts + slots.of(_BOTH_BEHIND)
    skeleton = "both before" if before else "both behind"
    return Telling(skeleton, told.text(told.put(words)), told.truth("injured"), told.title())


def _one_summed(slots: Slots) -> Telling:
    """A sum of the dead alone, or of the hurt alone."""
    told, dead = _Told(slots), slots.maybe()
    parts = told.form(_DEAD_AND_HURT, listed=not dead)
    words = slots.of(_DEAD_ALONE) + parts if dead else parts + "。" + slots.of(_HURT_ALONE)
    skeleton = "dead summed" if dead else "hurt summed"
    return Telling(skeleton, told.text(told.put(words)), told.truth("injured"), told.title())


def _headed(slots: Slots) -> Telling:
    """The sum in the headline alone."""
    told = _Told(slots)
    words = told.put(told.form(_DEAD_AND_HURT, listed=True))
    title = told.put(slots.of(_HEADLINES))
    return Telling("headed", told.text(words), told.truth("injured"), title)


def _own_part(slots: Slots) -> Telling:
    told = _Told(slots)
    told.many = 3
    told.dead = sorted(told.dead, reverse=True)
    words = told.put(slots.of(_OWN_PART))
    return Telling("own part", told.text(words), told.truth(), told.title())


def _season(slots: Slots) -> Telling:
    told = _Told(slots)
    older = told.all_dead + slots.number(8, 50)
    form = slots.of(_SEASON).replace("{now}", slots.of(_NOW)).replace("{o}", str(older))
    return Telling("season", told.text(told.put(form)), told.truth(), told.title())


def _of_today(slots: Slots) -> Telling:
    told = _Told(slots)
    told.many, more = 3, slots.number(1, 2)
    words = told.put(slots.of(_OF_TODAY).replace("{u}", slots.written(more)))
    return Telling("of today", told.text(words), told.truth(), told.title())


def _moved(slots: Slots) -> Telling:
    """How many had to leave each area, with or without a sum."""
    told = _Told(slots)
    parts = told.form(_MOVED)
    form = slots.any((parts, "{w}共转移{m}人，其中" + parts, parts + "，共转移{m}人"))
    return Telling("moved", told.text(told.put(form)), {"evacuated": told.all_moved}, told.title())


def _at_scenes(slots: Slots) -> Telling:
    """An attack at two or three places of a town."""
    told = _Told(slots)
    told.names = dict(zip("ABC", slots.any(_SCENES), strict=True))
    words = told.put(told.form(_AT_SCENES))
    return Telling("scenes", f"{slots.any(_ATTACKS)}。{words}。警方正在调查。", told.truth("injured"))


def _posted(slots: Slots) -> Telling:
    told = _Told(slots)
    form = slots.of(_POSTED)
    told.many = 3 if "{c}" in form else 2
    place = told.disaster.told + "。"
    words = place + told.put(form.replace("{short}", told.disaster.short))
    return Telling("posted", tidy(words), told.truth(), source_kind="social")


_SKELETONS: tuple[Family, ...] = (
    _listed,
    _listed_both,
    _summed,
    _both_summed,
    _one_summed,
    _headed,
    _own_part,
    _season,
    _of_today,
    _moved,
    _at_scenes,
    _posted,
)

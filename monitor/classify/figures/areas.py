"""Which of several areas, or of several vehicles, a count belongs to: 甘肃省113人遇难 … 青海遇难22人 are told of one disaster, and add up."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from monitor.classify.figures.mention import Mention, Placed
from monitor.text.alternation import screened
from monitor.text.numerals import NUMBER

_PROVINCE = "北京|天津|河北|山西|内蒙古|辽宁|吉林|黑龙江|上海|江苏|浙江|安徽|福建|江西|山东|河南|湖北|湖南|广东|广西|海南|重庆|四川|贵州|云南|西藏|陕西|甘肃|青海|宁夏|新疆|台湾|香港|澳门"
_COUNTRY = "土耳其|叙利亚|伊拉克|伊朗|阿富汗|巴基斯坦|印度尼西亚|印度|尼泊尔|孟加拉国|斯里兰卡|缅甸|泰国|老挝|越南|柬埔寨|马来西亚|印尼|菲律宾|日本|韩国|朝鲜|蒙古国|俄罗斯|中国|摩洛哥|利比亚|意大利|希腊|西班牙|法国|德国|比利时|奥地利|波兰|捷克|罗马尼亚|智利|秘鲁|厄瓜多尔|墨西哥|危地马拉|海地|多米尼加|古巴|美国|加拿大|马拉维|莫桑比克|津巴布韦"
AREA = f"(?:(?:{_PROVINCE})[省市]?|{_COUNTRY}|[一-鿿]{{2,4}}[市县区州])"
"""The name of an area (regular expression source)."""
_SPREAD = screened(
    "雷[暴击电]|冰雹|强对流|大风|地震|[0-9]级|震区|台风|飓风|暴雨|洪|泥石流|海啸|龙卷风|风暴|雪灾|暴雪|寒潮|疫情|雨灾|热浪|受灾|强降雨|强降水|持续降雨|风雹|降雨(?=引发|造成|导致|袭击|过程)"
)
"""What strikes several areas at once."""
_RANK = {"街道": "乡", "镇": "乡", "区": "县", "州": "市"}
"""Areas of one rank are listed beside each other: 永安镇4人，双河乡3人."""
LEVELS = "国省市县乡村"
"""The ranks of areas, the widest first."""
_ALSO_CALLED = {"印尼": "印度尼西亚"}
_VEHICLES = {
    "客车": "大?客车|大巴车?|中巴车?|旅游车|班车|校车|公交车",
    "面包车": "面包车|商务车|微型车",
    "轿车": "轿车|小汽车|小客车|私家车|出租车|网约车|越野车|小车|SUV",
    "货车": "货车|卡车|半挂车|罐车|渣土车|水泥车|皮卡车?|厢货",
    "三轮车": "三轮车|三轮摩托|农用车|拖拉机",
    "摩托车": "摩托车|电动车|自行车",
}
_VEHICLE = screened(
    "(?:"
    + "|".join(f"(?P<{name}>{words})" for name, words in _VEHICLES.items())
    + ")(?:车?[上内里中])?(?:的)?(?:也|还|另|则|共|又)?(?:有|造成|致)?(?:的)?"
    + "[：:]?(?:死亡\\d{1,4}人[，、])?"
    + f"(?:(?:共有?|载有?|坐了?|坐着)?{NUMBER}(?:名|个)?(?:人|乘客)，(?:{NUMBER}人?(?:当场)?死亡?[、，]?)?)?$"
)
# 客车上4人死亡，另有2人受伤: whoever is counted behind is of the same vehicle.
_HEADED = re.compile(
    "(?:"
    + "|".join(f"(?P<{name}>{words})" for name, words in _VEHICLES.items())
    + ")(?:车?[上内里中]的?|(?=(?:司机|驾驶[员人])[和及与]))"
    + f"(?:{NUMBER}(?:名|个|人)|乘客|人|当场|不幸|死亡|身亡|遇难|没了呼吸|受伤|重伤|轻伤|、|，|；?(?:另外?|还)有?|车上|其余|其他|另|不同程度|(?:司机|驾驶[员人])(?:[和及与]|以及)车?上?)+$"
)
_AREA_CHARS = 300
_VEHICLE_CHARS = 24
# 蔚县, but not 全县 or 两县.
SHORT = "(?![全本该两各我邻外某几多每此同一二三四五六七八九十城郊市县灾山牧林矿景园社老新东西南北])[一-鿿]"
_AREA = re.compile(
    "(?:^|(?<=[，。；：、！？\\s在成致从]))(?:(?:截至|截止)[^，。；]{0,14}?[日时分前])?(?:其中|而|在|另|据)?"
    f"(?:(?:(?:{_PROVINCE})[省市]?)(?P<within>[一-鿿]{{2,4}}?(?P<part>[市县区州]))|(?P<province>{_PROVINCE})(?:省|市|自治区|壮族自治区|回族自治区|维吾尔自治区)?|(?P<country>{_COUNTRY})|(?P<other>(?!自治[区州县])(?:[一-鿿]{{2,5}}?|{SHORT})(?P<level>[市县区州乡镇村]|街道)))(?![籍人产至到]|的(?!死|遇难|伤|受伤|失|罹难|$)|[一-鿿]{{0,3}}(?:路|街|大道|高速))"
)


# 清河县倒塌房屋87间，14人受伤
_DAMAGE = "(?:倒塌|垮塌|损坏|受损|冲毁|倒损)(?:民房|房屋|农房|土房|住房|围墙|棚圈)?\\d{1,6}[余多]?万?[间户栋座处]|(?:民房|房屋|农房|土房|住房)(?:倒塌|垮塌|损坏|受损|冲毁|倒损)\\d{1,6}[余多]?万?[间户栋座]"
# 甘肃省113人遇难、782人受伤 is of Gansu; of 甘肃某县发生6.2级地震已致131人遇难 the 131 are all.
# 清河县应急管理局通报, 清河县政府消息: what an area's own office tells is of the area.
_OFFICE = "(?:委|县委|市委|人民)?(?:应急管理局|应急局|防汛抗旱指挥部|防汛指挥部|防汛办|防指|指挥部|政府|官方|民政局|委宣传部|宣传部|新闻办|公安局|卫健局|卫健委|融媒体中心)"
_OF_IT = re.compile(
    f"(?:{_OFFICE}(?:今[天日晨]|昨[天日晚]|上午|下午|晚间?|最新)?(?:发布)?(?:消息|通报|介绍|统计|数据)?|(?:的)?消息|获悉|了解到|得知|透露|表示|[说称]|还有|仍有|尚有|还|仍|尚|另有(?!{NUMBER}[人名位个][^，。；\\d]{{0,4}}在)|"
    "的|是|这边|那边|一带|地区|方面|境内|全[省市县国]|当地|[有已共计]|累计|至少|超过|约|死[亡者]?|遇难者?|身亡|丧生|重?伤|轻伤|受伤|失踪|失联|被困|确认|通报|报告|造成|因灾|人数|为|达|其中|紧急|连夜|提前|组织|：|、|，|"
    + _DAMAGE
    + "|\\d{1,6}[余多]?[人名例]|[一二两三四五六七八九十百千万]{1,5}[余多]?[人名例])*"
)


_TELLS = re.compile(f"{_OFFICE}|[说称]|通报|消息|透露|表示")
_OWN_CHARS = 30
# 齐家镇房屋倒塌致3人死亡; of 怀化市突发山洪造成11人死亡 the eleven may be all.
_BY_CAUSE = re.compile(_OF_IT.pattern + "(?:[^，。；\\d]{1,10}?(?:致使?|导致|造成))?")
_NARROW = frozenset({"县", "区", "乡", "镇", "村", "街道"})
_WITHIN = re.compile(f"[人名位个](?:在|于)(?P<name>{AREA}|[一-鿿]{{2,5}}?(?P<level>[县区乡镇村]|街道))")


def area_within(text: str, start: int, end: int) -> str | None:
    """The area that stands between a count and what befell it: 4人在射阳县遇难."""
    told = _WITHIN.search(text, start, end) if "在" in text[start:end] or "于" in text[start:end] else None
    if told is None:
        return None
    name = told["name"]
    level = name[-1] if name[-1] in "市县区州乡镇村道" else "省"
    return ranked("街道" if level == "道" else level, name)


def ranked(level: str, name: str) -> str:
    """An area by its rank and its name: 县:武都."""
    return f"{_RANK.get(level, level)}:{name}"


def is_spread(text: str) -> bool:
    """Whether a text tells of what strikes several areas at once."""
    return _SPREAD.search(text) is not None


def area_of(text: str, start: int, end: int) -> str | None:
    """The area that the words of a sentence before a count name last at the head of a clause: its level and its name."""
    # An area rules what follows close behind it; a row of counts must not read the whole sentence for each.
    start = max(start, end - _AREA_CHARS)
    last = max(_AREA.finditer(text, start, end), key=re.Match.start, default=None)
    if last is None:
        return None
    if "其中" in text[end : end + _OWN_CHARS] and _TELLS.search(text, last.end(), end):
        return None  # 自治区政府新闻办通报：这次地震造成5人死亡，其中西吉县4人
    narrow = last["level"] in _NARROW
    if not (_BY_CAUSE if narrow else _OF_IT).fullmatch(text, last.end(), end):
        return None
    if last["within"]:  # 四川省绵阳市死亡387人
        return f"{_RANK.get(last['part'], last['part'])}:{last['within']}"
    level = "省" if last["province"] else "国" if last["country"] else last["level"]
    level = _RANK.get(level, level)
    name = last["province"] or last["country"] or last["other"]
    return f"{level}:{_ALSO_CALLED.get(name, name)}"


def vehicle_of(text: str, start: int, end: int) -> str | None:
    """The kind of vehicle that stands right before a count: 轿车内2人死亡, 公交车上6名乘客受轻伤."""
    told = _VEHICLE.search(text, max(start, end - _VEHICLE_CHARS), end)
    if told is None and "车" in text[max(start, end - 2 * _VEHICLE_CHARS) : end]:
        told = _HEADED.search(text, max(start, end - 2 * _VEHICLE_CHARS), end)
    return f"车:{told.lastgroup}" if told else None


_LEFT = frozenset({"missing", "trapped"})


def without_sums(mentions: list[Mention]) -> list[Mention]:
    """``溆浦县5人死亡，辰溪县6人死亡，共计11人死亡``: the mentions, where a sum that stands behind the last area is of all of them."""
    out: list[Mention] = []
    summed: tuple[int, str | None] = (-1, None)
    for m in mentions:
        if m.area and (m.sentence, m.area) == summed:
            m = replace(m, area=None)
        elif m.area and m.role == "total" and not m.area.startswith("车"):
            own = [
                o.value
                for o in out
                if o.name == m.name and o.area == m.area and o.sentence == m.sentence and not o.former
            ]
            if own and m.value > max(own) and m.value != sum(own):
                summed = m.sentence, m.area
                m = replace(m, area=None)
        out.append(m)
    return out


def parted_by_area(said: Sequence[Placed]) -> list[Placed] | None:
    """The highest count of each of several areas of one level, or vehicles, where no count of the text goes beyond them; else None."""
    alone = all(
        m.mention.area for m in said
    )  # 三县受灾。其中，甲县死亡5人；乙县死亡3人: nobody counts them all
    roles = ["plain", "total", "update", "added", *(["part"] if alone else [])]
    if said and said[0].mention.name in _LEFT:
        roles.append("correction")  # 甲县还有8人失联；乙县还有9人失联
    own = [m for m in said if m.mention.area and m.mention.role in roles]
    by_level: dict[str, dict[str, Placed]] = {}
    for m in own:
        level, _, name = (m.mention.area or "").partition(":")
        known = by_level.setdefault(level, {}).get(name)
        if known is None or known.mention.value < m.mention.value:
            by_level[level][name] = m
    by_level = _with_county_towns(by_level)
    areas = next((held for key in "国省市县乡村车院处" if len(held := by_level.get(key, {})) > 1), None)
    if areas is None:
        return None
    parts = list(areas.values())
    if not all(m.mention.value for m in parts):
        return None
    most = max(m.mention.value for m in parts)
    listed = [m for held in by_level.values() for m in held.values()]
    first = min(listed, key=lambda m: (m.place.field_name == "text", m.mention.start))
    ranks = {(m.mention.area or "").partition(":")[0] for m in listed}
    if (
        (len(ranks) > 1 or "市" in ranks)  # of one rank none holds another; a 市 may be of two
        and 2 * first.mention.value == sum(m.mention.value for m in listed)
        and len(listed) > 2
    ):
        return None  # 长春市死亡5人，榆树市3人，农安县2人: the first holds the others
    if any(m.mention.value > most and not m.mention.former for m in said):
        return None
    return sorted(parts, key=lambda m: (m.place.field_name, m.mention.start))


def _towns_of_other_sentences(by_level: dict[str, dict[str, Placed]]) -> dict[str, dict[str, Placed]] | None:
    """``佛冈县5人；阳山县1人；英德市5人``: towns that stand right beside counties and have fewer than these together are not their whole."""
    towns, counties = by_level["市"], by_level["县"]
    told = [*towns.values(), *counties.values()]
    if any(m.mention.role == "part" for m in told):
        return None
    at = sorted((m.place.field_name, m.mention.sentence) for m in told)
    apart = any(a[0] != b[0] or b[1] - a[1] > 1 for a, b in pairwise(at))
    others = sum(m.mention.value for m in counties.values())
    if apart or any(m.mention.value >= others for m in towns.values()):
        return None
    return {**{level: held for level, held in by_level.items() if level != "市"}, "县": counties | towns}


def _with_county_towns(by_level: dict[str, dict[str, Placed]]) -> dict[str, dict[str, Placed]]:
    """``榆树市2人身亡，农安县3人身亡``: a town listed in one sentence with counties is one of them."""
    towns, counties = by_level.get("市", {}), by_level.get("县", {})
    if towns and counties and (merged := _towns_of_other_sentences(by_level)):
        return merged
    beside = {(m.place.field_name, m.mention.sentence) for m in counties.values() if m.mention.role != "part"}
    listed = {n: m for n, m in towns.items() if (m.place.field_name, m.mention.sentence) in beside}
    if not listed or len(listed) < len(towns) or any(m.mention.role == "part" for m in listed.values()):
        return by_level
    return {**{level: held for level, held in by_level.items() if level != "市"}, "县": counties | listed}

"""A county by its short name alone, in a text that names no other place: #平度车祸#, 昨晚德化发大水, 本报记者 发自麻城.

It is told by what nothing but a place has (its police, its motorway exit, an accident that bears its name), by what befalls places and
by the ways to them and from them. A name that a reader takes for a word first (大方, 同心) is told by none of this.
"""

from __future__ import annotations

import re
from functools import cache

from monitor.text.divisions import is_district
from monitor.text.gazetteer import Hit, Kind, words_of

_CLOSES = frozenset("，。、）！\n ") | {""}
_POINTS = ("（", "坐标", "坐标：", "坐标 ")
# 人在监利，刚刚楼下着火; 我们监利 is told by what follows.
_STANDS_IN = ("人在", "我在", "我们在", "俺在", "人就在", "现在在")
_PART_OF_TOWN = re.compile(
    "[东南西北]门(?![口卫])|县城|老城|城[里关内外](?!城)|街上|[渔海]港|码头|汽车站|客运站|火车站|高铁站|县医院|人民医院|中医院|[这那](?:边|儿|旮)|讯|本地|一中|二中|高速路?口"
    "|一个[^，。；\\s]{1,6}?(?:场|厂|矿|店|村|工地|小区|学校|小区|市场|饭馆|仓库)|的(?:朋友|老铁|兄弟|姐妹|乡亲|老乡|网友|家人)们?[，！、]|赶[集圩场]|老家(?!是|在|的)|县[城里]|乡下"
    "|[一-鿿]{2}[一某](?:[家所处座]|[一-鿿]{1,4}?(?:厂|矿|店|公司|工地|小区|学校|小学|中学))"
)
_DISASTERS = "车祸|爆炸|火灾|大火|山火|地震(?!局|台)|暴雨|洪水|洪灾|山洪|泥石流|山体滑坡|滑坡|矿难|塌方|坍塌|垮塌|溺水|龙卷风|冰雹|暴雪|沉船|翻船|雷击|惨剧|悲剧|惨案|内涝|命案|枪击|砍人"
# What only a place has: its authorities, its stations, houses of its own, an accident called after it.
_HAS = re.compile(
    "警方|交警|消防|特警|公安局|公安机关|人民法院|检察院|法院门|人民医院|中医院|县医院|县城|境内|地界|街头|高速路?口|高速出口|高铁站|汽车站|客运站|[渔海]港"
    "|的(?:交警|警方|消防)|[一某](?:男子|女子|老人|小区|居民楼?|民房|工厂|工地|学校|小学|中学|幼儿园|煤矿|化工厂|饭店|村民|家[一-鿿]{1,5}?[厂店场馆院司矿])"
    "|[这那](?:家|所|座|个|场|起)[一-鿿]{0,3}?(?:幼儿园|学校|小学|中学|医院|工地|小区|化工厂|煤矿|厂子|厂|矿|村子?|车祸|火灾|大火|爆炸|事故)|[这那]边"
    f"|(?:特大|重大|突发|昨[天日晚夜]|今[天早晨])?(?:{_DISASTERS})"
)
_REPORTED_FROM = re.compile("(?:发自|记者[一-鿿 ]{0,8} )$")
_REPORTS = re.compile("\\s?(?:现场)?报道")
# What happens in places, or is done there: hardly to somebody called so.
_HAPPENS = re.compile(
    "(?:昨|今|前)(?:[天日晚夜早晨儿]|儿个)(?:[上下中]午|晚上|夜里|凌晨|早上|傍晚|一早)?(?:，)?(?:那|发|突|出|下|[一两二三四多数]|大|空|连|接连|着火|起火|失火|爆炸|塌|地震|涨|淹|刮|山|暴|又(?:出|下|发|着|塌|地震))"
    "|(?:突然|又|刚刚|刚才|今晚|昨夜|昨晚)?(?:发(?:大水|洪水?|生)|下(?:大雨|暴雨|冰雹|大雪|冻雨|雹子)|出(?:大)?事了?|起大火|着大火|涨水|停电|刮大风)"
    "|[这那][两二三四五六七八九十几\\d]{1,2}个|[这那][一两二三四五六七八九十几\\d]{0,2}(?:家(?!伙)|个(?!人|同学|老师|老板|小[子伙孩]|孩子|家伙|名字|牌子|品牌)|起|场|座|处|辆|条|栋|所|边|头|里|位(?!同学|老师|老板|先生|女士|师傅)|名)"
    "|的(?:事|那事|事情)(?:上热搜|刷屏|[，。太闹])|上热搜|好大的|的小伙伴|“\\d|家里(?:着火|出事|[昨今])|(?:化工|工业|产业)?园区|县[一-鿿]|[一-鿿]{2,3}?[这那](?:边|儿|里)|[^\\W开打撞说做干弄骗偷杀砍推救送叫带找写]{2,3}?的(?:[，。,]|报个|乡亲|朋友)|[一-鿿]{2,3}?[镇乡](?![长亲村里下政])[一-鿿]|下面(?:一|的)|在建|街上|昨夜大火|一场|这次|那次|全县|县里"
    "|[一两二三四五六七八九十几\\d]{1,2}(?:名|人(?!民)|村|死|家)"
    "|(?:化工厂|鞭炮厂|烟花厂|工业园|开发区|收费站|服务区)"
)
_OPENS = re.compile("(?:^|[^一-鿿]|昨[天日晚夜]|今[天早晨日晚]|昨天半夜|刚刚|刚才|老家|[我他她听的在从是])$")
_TO_OR_FROM = re.compile(
    "(?:发自|来自|嫁到|(?:回|去|到|跑)了?(?:一|几|好几)?[趟次]|位于|地处|袭击了?|席卷了?|横扫|抵达|传自|我是|我们是|有没有|[我俺]|刚?从|刚?在|[回去往赴到]|[路经]过|途经|[我姐哥弟妹妈爸叔姑舅姨友人家][就也都还]?[在住]|家住|[昨今]天的)$"
)
_CLOSED = re.compile(
    "[，。、；：！？#）\\s]|$|被|出的|出了?车祸|[一-鿿]{0,3}?(?:煤矿|工地|厂|矿山?|公司|学校|饭店|酒店)[上里]?(?:干活|打工|上班|做工|当|做)|的(?:[，。、；：！？\\s]|$)|的(?:老铁|乡亲|朋友|网友|老乡|兄弟|姐妹|家人|记者|工地|矿|厂)|传来|下高速|上高速|采访|回来|过来|出来|奔丧|走亲戚|打工|干活|旅游|出差|送货|坐的|住院|办事|开店|"
    "上班|当地|同学|亲戚"
)
# 在文成面前, 到玉环手里: of somebody called so.
_OF_A_PERSON = re.compile(
    "(?:看来|[这那][里儿边]?，?(?:听|得[知到]|[知打]|借|买|拿|要)|眼[里中前]|心[里中目]|身[上边后旁]|面前|手[里中上下]|名下|家[里中]?的|旁边|嘴里|的(?:带领|帮助|指导|陪同|影响|印象|记忆|儿子|女儿|妈|爸))"
)
# 我是文成，被人打了; 我是文成的 tells where from.
_INTRODUCED = re.compile("(?:我是|我们是|我|俺|有没有)$")
_PAUSE = frozenset("，。、！；：\\n ") | {""}
# 在宝丰公司, 刚到玉田小区: a house that is called after it stands in any town.
_HOUSE_OF_THE_NAME = re.compile(
    "[一-鿿]{0,3}?(?:公司|集团|小区|花园|公馆|家园|嘉园|酒店|宾馆|饭店|大厦|商[场城厦]|超市|广场|市场|美食城|大街|物流|医美|门口|[苑阁府][，里门。]|路[口上边])"
)
_WHEN = re.compile("(?:昨|今|前)(?:[天日晚夜早晨儿]|儿个)")
_DOES = re.compile(
    "(?:[上下中]午|晚上|夜里|凌晨|早上|傍晚|一早)?(?:走了|去世|说|告诉|给|打|来|回|去|被|没|住院|跟|和|不|要|还|就|才|已|把|向|对|请|让|上班|下班|生日|结婚|[^，。；]{0,3}我)"
)
_ACCOUNT = re.compile("[一-鿿\\w]{1,6}[：:]")
_LINE_START, _HASHTAG_ENDS = ("", "\n", "#"), ("#", " ")
"""#宜章# stands before the text, without its marks once they are cleaned away."""
_NEAR = 6


def is_told_alone(text: str, hit: Hit, *, widely: bool) -> bool:
    """Whether a county is meant by its short name where a text names no other place.

    Only the narrow cues count, other than ``widely``, in what is written to the office itself: who asks it for something may
    have come from anywhere.
    """
    if is_district(hit.meaning.codes[0]):
        if not widely or hit.meaning.kind is not Kind.TOWN or hit.text in _first_a_word():
            return False
        return _is_a_places_own(text, hit) or _PART_OF_TOWN.match(text, hit.end) is not None
    after = text[hit.end : hit.end + 1]
    if hit.meaning.kind is not Kind.TOWN:
        if not widely or hit.text in _first_a_word():
            return False
        pointed = text.endswith(_POINTS, 0, hit.start) and after in _CLOSES
        return pointed or _is_a_places_own(text, hit) or _is_in_use(text, hit)
    if text.endswith((*_STANDS_IN, *_POINTS), 0, hit.start) and after in _CLOSES:
        return True
    if _PART_OF_TOWN.match(text, hit.end):
        return True
    if not widely or hit.text in _first_a_word():
        return False
    return _is_a_places_own(text, hit) or _is_in_use(text, hit)


def _is_a_places_own(text: str, hit: Hit) -> bool:
    """高密交警, 会理这个幼儿园, #平度车祸#, 发自虎林."""
    if _HAS.match(text, hit.end):
        return True
    before = text[max(0, hit.start - _NEAR * 2) : hit.start]
    reported = _REPORTED_FROM.search(before)
    return reported is not None and (before.endswith("发自") or _REPORTS.match(text, hit.end) is not None)


def _is_in_use(text: str, hit: Hit) -> bool:
    """昨天德化发大水, 从阳高回来, #宜章# 昨晚, @寿宁小虎子：."""
    before = text[max(0, hit.start - _NEAR) : hit.start]
    if before[-1:] in _LINE_START and text[hit.end : hit.end + 1] in _HASHTAG_ENDS:
        return True
    if before.endswith("@"):
        return _ACCOUNT.match(text, hit.end) is not None
    town = hit.meaning.kind is Kind.TOWN
    if town and _OF_A_PERSON.match(text, hit.end):
        return False
    if (
        _TO_OR_FROM.search(before)
        and (town or _CLOSED.match(text, hit.end))
        and not _is_of_the_name_only(text, hit, before)
    ):
        return True
    if _OPENS.search(before) is None:
        return False
    when = _WHEN.match(text, hit.end) if town else None
    return _HAPPENS.match(text, hit.end) is not None or (
        when is not None and _DOES.match(text, when.end()) is None
    )


def _is_of_the_name_only(text: str, hit: Hit, before: str) -> bool:
    """Whether somebody or some house is but called so: 我是文成，, 在宝丰公司."""
    if _INTRODUCED.search(before) and text[hit.end : hit.end + 1] in _PAUSE:
        return True
    return _HOUSE_OF_THE_NAME.match(text, hit.end) is not None


@cache
def _first_a_word() -> frozenset[str]:
    return frozenset(words_of("first_a_word.txt"))

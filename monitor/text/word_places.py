"""Names of places that are words of the language, too: when what stands around one makes it a place (开封一工厂, 榆树连降暴雨)."""

from __future__ import annotations

import re

from monitor.text.alternation import compiled
from monitor.text.divisions import is_district
from monitor.text.gazetteer import Hit, Kind
from monitor.text.place_roles import is_dateline

_TOWNSHIP = re.compile(r"[^\W村的立]{1,3}?[镇乡](?![政长亲村里下])")
_OPENS = re.compile("(?:^|[^一-鿿]|[住在于自由从是系我县市省])$")
_FROM_TO = re.compile("[至到—－-][一-鿿]{2,5}?(?:路?段|方向|区间)")
_TO = re.compile("(?:高速|公路|国道|省道|铁路|高铁|线)(?:公路)?[一-鿿]{2,4}[至到—－-]$")
_CUE = re.compile(
    "[一某](?:名|[处家所辆栋座艘起]|男|女|老|工|厂|煤矿|金?矿|小区|民房|居民|村|中学|小学|幼儿园|学校|医院|酒店|饭店|商场|市场|超市|仓库|加油站|养老院|敬老院|企业|货|客|化|大巴|中巴|面包|轿|校车|高层|住宅|出租|[一-鿿]{1,3}?(?:[厂矿店馆库校船桥]|工地))"
    "|数[十百]名|多名|[两二三四五六七八九十]{1,2}(?:名|人(?!民))|\\d{1,3}(?:名|人(?!民))|(?P<city>市)|发生|突发|境内|警方|消防|交警|机场|[突遭]|[\\d.]+级|(?:特大|重大)?(?:火灾|爆炸|车祸|矿难|地震|洪水|山洪|暴雨|泥石流|山火|森林火)|出口|收费站|服务区|段(?!时)"
)
_ROAD = compiled("(?:高速|公路|国道|省道|铁路|高铁|[江河])$")
_LOCATIVE = re.compile(
    "(?:登陆|位于|地处|家住|人在|身在|坐标|行至|途经|来到|抵达|发生[在于]|直扑|席卷|袭击|横扫)$"
)
_ENDS_NAME = re.compile("[了，。、！？\\s]|这边|那边|[一某]|$")
"""烟花登陆普陀了."""
QUARTERS = frozenset({"新城区", "老城区", "港口区", "平房区", "新市区"})
"""Districts that bear the name of any new or old town; 东城区 is that of the city named elsewhere in the text."""
# 榆树连降暴雨, 家在榆树: a county that is called as a tree is, where people live and things befall them; not 在榆树下.
_LIVED_IN = re.compile(
    "市|县城|城[区里]|境内|房屋|民房|农房|村民|农民|农户|居民|市民|老百姓|老家|籍|人(?!工)|[连普突再]降|降[大暴中]?[雨雪温]|[下刮起]了?[大暴][雨雪风]|[大暴][雨雪]|地震|洪水|洪灾|内涝|发生|突发|"
    "警方|消防|交警|公安|政府|[这那]边|当地|高速|机场|火车|客运|[一某][名处家所辆座村厂男女小学民居粮化工饭高企商仓幼养煤]|多[地处个]|各[地乡]|全[市境]|遭(?![雷砍虫殃到])|(?:大火|火灾|爆炸|车祸)"
)
_LIVES = re.compile(
    "(?:家[住在是]|老家(?:[是在])?|[人身]在|坐标|位于|地处|登陆|袭击|席卷|横扫|直扑|发生[在于]|途经|抵达|来到|回到?|户口(?:[是在])?|户籍(?:[是在])?|籍贯|[我咱](?:们)?[就也都]?[是在]?|本人|(?<![挂撞砸刮靠绑卡落停压])在|[去从往致])$"
)
_OF_A_TREE = re.compile(
    "下(?!了?[大暴小雨雪])|[上旁枝叶皮钱根林苗干倒断折树被飘虫死枯砍歪砸压花]|边上|开花|的[枝叶根皮虫树花]"
)


# 朝阳一小区, 在房山某工地, 西湖警方: a word that is a district opens what happens there, where its city is named, too.
_OPENS_A_PLACE = frozenset("在于自从到往至日号时分许晚早晨午夜里间天今昨由经环")
_OF_A_DISTRICT = re.compile(
    "[两二三四五六七八九十]{1,2}(?:名|人(?!民))|[一某](?:名|[处家所辆栋座艘起个]|男|女|老|工|厂|矿|煤|金|小区|民房|居民|村|中学|小学|幼儿园|学校|医院|酒店|饭店|商场|市场|超市|仓库|加油站|养老院|敬老院|企业|公司|商铺|店铺|货|客|化|大巴|中巴|面包|轿|校车|高层|住宅|出租|公寓|餐馆|饭馆|棋牌|网吧|[一-鿿]{1,3}?(?:[厂矿店馆库校船桥]|工地))"
    "|的[一某]|发生|突发|境内|辖区|城区|街头|多地|警方|消防|交警|公安(?!部)|法院|检察|派出所|分局|工业园|经开区|[\\d.]+级|(?:特大|重大)?(?:火灾|爆炸|车祸|矿难|地震|洪水|山洪|泥石流|山火|森林火)"
    "|[一-鿿]{2,3}?(?:街道|[镇乡](?![政长亲村里下]))|[一-鿿]{2,4}?(?:立交)?桥(?:附近|路?段|上|下|[处口])"
)


# 宁城的老辈人讲究上坟: those who live there, where its city is named, too.
_ITS_FOLK = re.compile("的(?:老辈|老一辈|老人们?(?![院家])|老百姓|乡下|农村|山里|村里|乡亲)")
# 新市区长春中路: a whole name and a street of it.
_STREET = re.compile("[一-鿿]{1,6}?(?:路|大?街|大道|街道|镇|乡)|[一-鿿]{2,3}?[寨坊巷营庄](?=[一某])")


def is_located(text: str, hit: Hit) -> bool:
    """Whether a word that may be a place is spoken of as one; the city around it must be named, too."""
    before = text[hit.start - 1 : hit.start]
    if before in _OPENS_A_PLACE or not "一" <= before <= "鿿":
        if _OF_A_DISTRICT.match(text, hit.end) or _ITS_FOLK.match(text, hit.end):
            return True
        if len(hit.text) > 2 and hit.text[-1] in "区县市" and _STREET.match(text, hit.end):
            return True
    if not _ENDS_NAME.match(text, hit.end):
        return False
    return _LOCATIVE.search(text, max(0, hit.start - 3), hit.start) is not None


def _is_cued(text: str, hit: Hit) -> bool:
    """Whether something happens in it right behind; 市 speaks for a city alone (于都市 is 在 a 都市), and no cue for a district."""
    code, cue = hit.meaning.codes[0], _CUE.match(text, hit.end)
    if cue is None or (hit.meaning.kind is Kind.TOWN and is_district(code)):
        return False
    return cue["city"] is None or code.endswith("00")


def stands_alone(text: str, hit: Hit) -> bool:
    """Whether a name that is a word too is a place by what stands around it: 开封一工厂, 昌平段, 义乌佛堂镇, 本报义乌2月3日电."""
    kind = hit.meaning.kind
    if hit.meaning.short:
        return _is_lived_in(text, hit)
    if kind in (Kind.CUED, Kind.TOWN) and _is_cued(text, hit):
        return True
    opens = (kind is Kind.TOWN or hit.text[-1] == "县") and _OPENS.search(
        text, max(0, hit.start - 1), hit.start
    )
    if opens and _TOWNSHIP.match(text, hit.end):
        return True
    if hit.text[-1] == "县" == text[hit.end : hit.end + 1]:
        return True  # 成县县委: of two it is the second that is no name
    return _on_road(text, hit) or is_dateline(text, hit.start, hit.end)


def _is_lived_in(text: str, hit: Hit) -> bool:
    """Whether a word that is also the office's own county is that, by what stands before or behind it."""
    if _OF_A_TREE.match(text, hit.end):
        return False
    before = max(0, hit.start - 4)
    return (
        _LIVED_IN.match(text, hit.end) is not None
        or _LIVES.search(text, before, hit.start) is not None
        or _on_road(text, hit)
    )


def _on_road(text: str, hit: Hit) -> bool:
    """京藏高速昌平段, 松花江榆树段: a word that is a place where it names a stretch."""
    if _ROAD.search(text, max(0, hit.start - 4), hit.start):
        return text.startswith(("段", "境内"), hit.end) or _FROM_TO.match(text, hit.end) is not None
    return (
        text.startswith(("段", "路段", "方向"), hit.end)
        and _TO.search(text, max(0, hit.start - 12), hit.start) is not None
    )

"""Where an item's matter lies: the scene with its words in the item, the codes, and whether it is the office's own."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from functools import partial

from monitor.classify.emergencies.happening import Happening
from monitor.classify.matter.genres import Where
from monitor.classify.result import NamedPlace, Place
from monitor.classify.told import Told
from monitor.item import ADDRESSED, READ_BY_OFFICES
from monitor.text.divisions import depth_of, lies_in
from monitor.text.gazetteer import Hit
from monitor.text.places import Gazetteer, Home, Places, Site
from monitor.text.word_search import Matches
from monitor.values import value

_MOST_ANCHORS = 8
_OWN_NEWS = re.compile("本报讯|本报记者|本报消息|本网讯|本台讯")
_HERE = re.compile(
    "[我本][市区县]|全[市区县]|市[委长区]|市[\u4e00-\u9fff]{1,6}局|市(?:政府|人大|政协|纪委|卫健委|发改委|住建委|教委)|本地[人的娃孩]"
    "|(?:我们|咱们?|俺们?)(?:市|这儿?的?城)"
)
# What people call their own place in a forum that bears its name: 榆树吧 … 县医院, 我们这旮沓.
_THIS_TOWN = re.compile(
    "(?:[我咱俺]们?)这(?:旮|疙|儿|边|里|块|片|地方)|咱这|县医院|县[里城]|街里|[城镇]里的?|当地"
)
_TOLD_THE_PAPER = re.compile(
    "市民(?:反映|来电|致电|投诉|爆料|求助|称|说)|有市民|多名市民|不少市民|读者(?:来电|来信|反映)"
)
_AUTHORITY = re.compile(
    "交警|交管|公安|警方|派出所|发布|政务|城管|热线|信箱|留言板|问政|信访|供热|供电|水务|公交|地铁|轨道|平安|^今日|融媒|网信|网警|政府|宣传|法院|检察|广播|电视|110|教育局|人社|医保|社保|公积金|住建|卫健|消防|应急|民政|市监|市场监管"
)

_THERE = re.compile("[我本全]省|全市|省[一-鿿]{1,8}(?:厅|局|办公室|指挥部)")
_OF_A_PLACE = frozenset({"local_media", "official_site", "hotline", "mailbox"})
_OPENING_CHARS = 200
_OF_THEIR_OWN = frozenset({"official_site", "social", "local_media", "forum"})
_COUNTY = 2
# 我市救援队赴沈阳增援: those who go are ours, what befell them there is not.
_SENT_TO = re.compile("(?:赴|前往|赶往|奔向|驰援|支援|增援|派[往到驻])[^，。；]{0,2}$")
_SENT_CHARS = 6
# 【警示】外地一小区起火: what a channel passes on to warn its own people.
_IS_OF_ELSEWHERE = re.compile(
    "外地(?![人籍牌车游务户来打口])|外[省市县](?![籍人牌车际])|某[省市县地](?!方)|国内[一某]|以案[示释说]|应急(?:管理)?部(?:消防救?援?局)?(?:[：:]|通报|提醒|公布|曝光)"
    "|据(?![本我])[^，。；]{2,8}?(?:[日晚晨早商时快都市]{1,3}报|新闻网?|电视台|客户端)[^，。；]{0,4}?(?:报道|消息|，)"
)
# 榆树发布: 长春市昨晚发生火灾, 长春一化工厂爆炸: the city itself, not one who came from it.
_BEFELL_IT = re.compile(
    "市?(?:[昨今前][天日晚夜早晨]|凌晨|\\d{1,2}[月日]|某|发生|突发|[一两][家处所座栋幢名个]|一[一-鿿]{1,5}?(?:[厂店矿库站场校院楼车]|小区|工地|公司|男子|女子))"
)
_OF_THE_CITY = ADDRESSED | {"forum"}
"""Kinds of source where people speak of the place that its name bears; a newspaper of the city reports from elsewhere, too."""
# A place with a name of its own (南溪湿地, 54路, 东站派出所), not just one of a kind (我们小区, 附近的公园).
_LINE = re.compile("(?<![0-9A-Za-z])\\d{1,3}路(?![口面灯])|[\\d一二三四五六七八九十]{1,2}号线")
_NAMED = re.compile(
    "(?:^|(?<=[，。、；：！？\\s“（在到去从的和与走沿住是过]))([\u4e00-\u9fff]{2,4}?)(?:[大小]?街(?![道头上坊边])|大?路(?![口面灯边上过况费由段程人])|大道|公园|湿地|水库|广场|立交桥?|快速路|派出所|分局|客运站|地铁站|医院"
    "|小学|中学|大学|大厦|新村|花园|家园|社区|街道)"
)
_COMMON = re.compile(
    "[我你他她咱这那本该此各某每两几一二三四五六七八九十大小老新市省县区公私民附近门前后边旁对面楼下家的到在去从往是有和与或及把被让给过走修挖上中个条所处座领导重视建议希望请求感谢投诉反映咨询关于对向为没不无什么哪谁都也还就将]"
)
# One class of characters in front: the engine skips to it many times faster than to one of several beginnings.
_MASKED_CITY = re.compile("[A-Z西](?:(?<![A-Za-z0-9].)(?<!西)\\d{0,2}[市县区](?!域)|(?<=西)地省)")
_MASKED = re.compile(
    "[A-Z西×x某](?:(?<=[A-Z])\\d{0,2}[省市区县]|(?<=西)地省|(?<=[X×x某])[X×x某]{0,2}(?:市|区|县|小区))"
)


@value
class Whereabouts:
    """The scene and the codes of an item; ``local`` is None where it does not tell."""

    regions: tuple[str, ...] = ()
    local: bool | None = None
    scene: NamedPlace | None = None
    region_spans: tuple[NamedPlace, ...] = ()
    reason: str = ""
    """Why there, where no words of the item say so."""

    @property
    def where(self) -> Where:
        """Whether a place in the country is named, or the scene lies abroad."""
        if self.regions:
            return "home"
        return "abroad" if self.scene is not None and self.scene.code is None else "nowhere"


NOWHERE, NOT_OURS = Whereabouts(), Whereabouts(local=False)


def locate(
    gazetteer: Gazetteer,
    told: Sequence[Told],
    happened: Sequence[Happening],
    texts: Sequence[str],
    matches: Sequence[Matches],
) -> list[Whereabouts]:
    """Find the scene of each item, beside the words and the time of the happening where it has any.

    ``texts`` are title and text with a line's end between them, ``matches`` the names of the gazetteer in them.
    """
    names = list(map(gazetteer.names, texts, matches))
    return list(map(partial(_place, gazetteer), told, happened, texts, names))


def _place(
    gazetteer: Gazetteer, told: Told, happened: Happening, text: str, names: Sequence[Hit]
) -> Whereabouts:
    item, title_end = told.item, len(told.title.text)
    shift = title_end + 1
    home = gazetteer.sources.home_of(item.source, own_channel=item.source_kind in READ_BY_OFFICES)
    if home and not home.named and (item.source_kind == "official_site" or (names and _MASKED.search(text))):
        home = None  # A市高新区 is the zone of a city that somebody hid
    seat = None if home else gazetteer.sources.seat_of(item.source)
    elsewhere = seat if seat and not gazetteer.sources.is_above(seat) else None
    if not names and not (home and home.named) and not happened.finding.abroad:
        if elsewhere and _is_of_its_seat(gazetteer, told, happened):
            return _of_source(elsewhere, False, item.source)
        return NOT_OURS if _is_told_of_there(gazetteer, told) else NOWHERE
    anchors = [w.start + shift * (w.part == "text") for w in happened.finding.words[:_MOST_ANCHORS]]
    year = told.day.year if happened.finding.is_current else None
    found = gazetteer.place(
        text,
        names,
        title_end=title_end,
        anchors=anchors,
        home=home,
        seat=seat,
        year=year,
        widely=item.source_kind not in ADDRESSED,
    )
    if (
        happened.finding.is_current
        and (seat or home)
        and _is_told_by_its_own(told, text, found, home, elsewhere)
    ):
        return _of_source(home.code if home else str(elsewhere), home is not None, item.source)
    open_still = found.local is None and not found.regions
    if (
        home
        and home.named
        and open_still
        and (_speaks_here(told) or _is_of_the_city(told, happened, names, home))
    ):
        return _of_source(home.code, True, item.source)
    if (
        elsewhere
        and not found.regions
        and not happened.finding.abroad
        and _is_of_its_seat(gazetteer, told, happened)
    ):
        return _of_source(elsewhere, False, item.source)
    if found.local is False and _is_hidden(told, happened):
        return NOWHERE
    if found.felt and happened.finding.kind == "earthquake":
        found = replace(found, local=True)  # people here ask what that was, wherever the quake lay
    local = False if found.local is None and happened.finding.abroad else found.local
    if found.scene and found.scene.code is None and item.source_kind in ADDRESSED:
        # A returned emigrant's letter is about no place abroad.
        local = local if happened.finding.kind else None
    sites = tuple([_named(told, s, shift) for s in found.sites])
    return Whereabouts(found.regions, local, _named(told, found.scene, shift) if found.scene else None, sites)


def _is_told_by_its_own(
    told: Told, text: str, found: Places, home: Home | None, elsewhere: str | None
) -> bool:
    """Whether the authority or the forum of a place tells what happened there and names but where helpers came from, or its own city:
    资溪县应急管理局: 城关镇一民房起火…重伤员转往沈阳的医院, 抚州市派出工作组.
    """
    kind, source = told.item.source_kind, told.item.source or ""
    if kind not in _OF_THEIR_OWN:
        return False
    if kind in ("social", "local_media") and not _AUTHORITY.search(source):
        return False
    place = home.code if home and home.named else elsewhere
    if place is None or not found.regions or _IS_OF_ELSEWHERE.search(text):
        return False
    first = found.regions[0]
    if found.in_passing:
        start = found.scene.start if found.scene else 0
        return first != place and _SENT_TO.search(text, max(0, start - _SENT_CHARS), start) is None
    if depth_of(place) != _COUNTY or first == place or not lies_in(place, first):
        return False
    ends = [h.end for h in found.mentions if first in h.meaning.codes[:1]]
    return not any(_BEFELL_IT.match(text, end) for end in ends)


def _of_source(code: str, local: bool, source: str | None) -> Whereabouts:
    """Where the source sits, which the item does not say itself."""
    return Whereabouts((code,), local, reason=f"地点：文中没有写明，按信源“{source}”所在地认定")


def _is_hidden(told: Told, happened: Happening) -> bool:
    """Whether a letter hides its own place (A市): what it names beside that is a measure, a home town or a former job."""
    if told.item.source_kind not in ADDRESSED or happened.finding.kind:
        return False
    return _MASKED_CITY.search(told.text.text) is not None or _MASKED_CITY.search(told.title.text) is not None


def _is_told_of_there(gazetteer: Gazetteer, told: Told) -> bool:
    """Whether another province's paper or authority speaks of its own ground (浙江日报: 全省)."""
    if told.item.source_kind not in _OF_A_PLACE or not gazetteer.sources.serves_elsewhere(told.item.source):
        return False
    return _THERE.search(told.text.text, 0, _OPENING_CHARS) is not None


def _speaks_here(told: Told) -> bool:
    """Whether a text that names no place speaks of where its source sits.

    So does an authority's notice, a letter to the city's own hotline or mailbox that hides no place, what stands below an
    authority's account, 我市, 市信访局; what citizens tell the city's paper; and what people tell its forum of a place by its name.
    """
    kind, text = told.item.source_kind, told.text.text
    if kind == "official_site" or _HERE.search(text):
        return True
    if kind in ADDRESSED:
        return not (_MASKED_CITY.search(text) or _MASKED_CITY.search(told.title.text))
    if kind == "local_media":
        return _TOLD_THE_PAPER.search(text) is not None
    if kind == "forum" and _THIS_TOWN.search(text):
        return True
    if kind == "social" and _AUTHORITY.search(told.item.source or ""):
        return True
    return told.item.source_kind in _OF_THE_CITY and any(
        map(_names_a_place, (told.title.text, told.text.text))
    )


def _names_a_place(text: str) -> bool:
    """Whether a text names a street, park, school … by a name of its own; masked places (A市) are nobody's."""
    if _MASKED.search(text):
        return False
    return _LINE.search(text) is not None or any(
        not _COMMON.search(match[1]) for match in _NAMED.finditer(text)
    )


def _is_of_the_city(told: Told, happened: Happening, names: Sequence[Hit], home: Home) -> bool:
    """Whether an emergency without any place is of its source's city: told in the city's own forum, or by its paper."""
    if (
        happened.finding.is_current
        and told.item.source_kind == "local_media"
        and depth_of(home.code) == _COUNTY
        and not _IS_OF_ELSEWHERE.search(told.title.text)
        and not _IS_OF_ELSEWHERE.search(told.text.text)
    ):
        return True  # a district's own station reports of nowhere else
    if not happened.finding.is_current or any(not name.meaning.kind.is_word for name in names):
        return False
    if told.item.source_kind == "local_media":
        return _OWN_NEWS.match(told.text.text) is not None
    return told.item.source_kind == "forum"


def _is_of_its_seat(gazetteer: Gazetteer, told: Told, happened: Happening) -> bool:
    """Whether an emergency without a place is of the place elsewhere that its source serves: told in that town's forum, by its
    paper, or by its authorities (大冶吧: 还地桥那家铸造厂…).
    """
    if not happened.finding.is_current:
        return False
    kind = told.item.source_kind
    if kind == "local_media":
        bears_its_name = gazetteer.sources.serves_elsewhere(told.item.source)
        of_county = depth_of(gazetteer.sources.seat_of(told.item.source) or "000000") == _COUNTY
        of_county = of_county and not _IS_OF_ELSEWHERE.search(told.text.text)
        return bears_its_name and (of_county or _OWN_NEWS.match(told.text.text) is not None)
    return (
        kind in ("forum", "official_site")
        or kind in ADDRESSED
        or _AUTHORITY.search(told.item.source or "") is not None
    )


def _named(told: Told, site: Site, shift: int) -> NamedPlace:
    """A site of title and text joined, with its place in the field that it stands in."""
    in_title = site.start < shift
    clean, offset = (told.title, 0) if in_title else (told.text, shift)
    start, end = site.start - offset, min(site.end - offset, len(clean.text))
    place = Place("title" if in_title else "text", *clean.source_span(start, end))
    return NamedPlace(clean.text[start:end], site.code, place)

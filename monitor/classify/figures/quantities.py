"""Money lost and the magnitude of an earthquake."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

from monitor.classify.figures.origin import Origins
from monitor.classify.figures.stated import AMOUNT, Told, fields, place_of
from monitor.classify.result import Figure, Place
from monitor.text.alternation import screened
from monitor.text.clean import CleanText
from monitor.text.numerals import AFTER, NUMBER, read_number

_MOST_YUAN = 10**15
# 损失由此前的1200万元核增为1.3亿元: the second number stands.
_CHANGED = rf"(?P<changed>[^，。；\d\n]{{0,4}}[从由自][^，。；\d\n]{{0,10}}?{NUMBER}[余多]?元?[^，。；\d\n]{{0,10}}?(?:调整|修正|修订|更新|上调|下调|核增|核减|[升增降]|上升|提高|追加)(?=[加高]?[为至到成]))?"
_LOSS = re.compile(
    rf"(?:直接)?(?:经济|财产)?(?<!间接经济)(?<!间接财产)(?<!间接)损失{_CHANGED}(?:(?!减少|降低|下降|挽[回救]|避免|保住|追回|投入|投资|赔|罚|拨)[^，。；\d\n]){{0,10}}?{AMOUNT}(?:(?P<unit>元)|(?<=[万亿多余])(?![元名人亩户间头只吨斤立平公米]))(?:人民币)?(?P<after>{AFTER})?"
)
_LOSS_BEHIND = screened(rf"{AMOUNT}(?P<unit>元)(?:人民币)?(?P<after>{AFTER})?的?(?:直接)?(?:经济|财产)损失")
# 造成1.3亿元损失
_LOSS_CAUSED = screened(
    rf"(?:造成|带来|导致|致使?|蒙受|遭受|产生|酿成|遭)[^，。；\d\n]{{0,10}}?{AMOUNT}(?:(?P<unit>元)|(?<=[万亿多余])(?![元名人亩户间头只吨斤立平公米]))(?:人民币)?(?P<after>{AFTER})?的?(?:直接|各类|各项|重大|巨大|总)*损失"
)
_GOODS = re.compile(
    rf"(?:价值|总值|市值){AMOUNT}(?P<unit>元)(?P<after>{AFTER})?[^，。；\n]{{0,16}}?(?:被?(?:大火|火)?(?:吞噬|烧毁|烧光|焚毁|损毁|毁坏|冲毁|冲走|炸毁)|(?:全部|尽数)?(?:报废|受损|被毁)|化为灰烬|付之一炬|毁于一旦|(?:烧|毁|淹|冲|砸|炸|泡)[了得成]?[^，。；\d]{{0,3}}?(?:精光|光了?|没了?|灰|坏|烂|稀烂|泡汤))"
)
_GOODS_FRONT = re.compile(
    rf"(?:烧[毁光掉坏没]|焚毁|损毁|毁坏|[冲淹炸]毁|冲走|淹[掉坏没]|泡[坏烂]|砸[坏毁烂]|报废|受损|毁掉)[^，。；\d\n]{{0,10}}?(?:价值|总值|市值|估值|估价|折合|折价|总?值)(?:人民币|了|约|近|大约|大概|估计|有|在|为|是)*{AMOUNT}(?P<unit>元)(?P<after>{AFTER})?"
)
_LOSS_GATE = re.compile("损失|值|折合|折价|估价")
_LEVEL = r"(?P<value>\d{1,2}(?:\.\d{1,2})?|[一二三四五六七八九](?:点[零一二三四五六七八九])?)"
_MAGNITUDE = re.compile(
    rf"(?:里氏|震级[^，。；\d\n]{{0,6}}|台网[^，。；\d\n]{{0,6}}|发生|为|(?<![A-Za-z])[Mm][swLSWl]?)\s?{_LEVEL}级?(?=左右|强|的|以?上?地?震|[，。；）、\s]|$)(?=(?P<tail>[^，。；\n]{{0,8}}))|"
    rf"最[大强](?![^，。；]{{0,18}}?[风浪烈余])(?:的)?(?:一次|一个|震级)?(?:地震|震级|的是|为|是|达|发生在|在)?[^，。；级\n]{{0,18}}?{_LEVEL.replace('value', 'most')}级|"
    rf"{_LEVEL.replace('value', 'level')}级(?:左右|以上)?的?(?:强烈|强|浅源|深源|中强|破坏性|有感|特大|大)*(?:地震|[余主]?震)|"
    # 地震七级多; 5.1级 by itself, as nobody measures anything else of which people speak so.
    rf"地震(?:了|，|有|得有|说是|大概|估计|是|足有|好像|至少)*(?<![烈响]){_LEVEL.replace('value', 'said')}级(?=[多，。；！、]|$)|(?:地震|刚震)(?:了|，)?(?P<figure>[3-9]\.\d)(?![\d.]|级)|主震(?:震级|是|为|达|有)*(?P<main>[3-9](?:\.\d)?)(?![\d.])|(?<![\d.])(?P<bare>[3-9]\.\d)级(?=[，。；！？、）]|$)"
)
# 地震7.2, 主震6.8: people leave the 级 out.
_FIGURE = re.compile("震(?:震级|了|，|是|为|达|有)*[3-9]\\.\\d|(?<![A-Za-z])[Mm][swSLWl]?\\s?[3-9]\\.\\d")
_LEVEL_GATE = re.compile(f"级|里氏|震级|(?<![A-Za-z])[Mm]|{_FIGURE.pattern}")
_QUAKE = re.compile("震|里氏|台网|摇得|晃得|摇晃")
# 先后发生5.5级、4.8级地震: the strongest of them.
_IN_A_ROW = re.compile("[、和与及](?:里氏|[Mm])?")
_AFTERSHOCK = re.compile("余震(?!级)[^。；]{0,20}$")
# 3.2级、3.6级两次余震.
_AFTERSHOCKS = re.compile(
    "(?:[、和与及][\\d.]{1,4}级){0,4}[等的]?(?:[一二两三四五六七八九十\\d多数几]{1,3}次)?的?余震"
)
_SENTENCE_ENDS = re.compile("[。！？\n]")
_FEARED = re.compile("可能|不排除|或将|预计|仍有|还会|存在|防范|警惕|注意[^，。；]{0,12}$")
_LEVELS = ("value", "level", "most", "said", "main", "figure", "bare")
_CORRECTED = re.compile("(?:更正|修正|修订|订正|核定|调整)为")
# 正式的出来了4.7级, 后来改成4.5级.
_FIXED = re.compile(
    "(?:更正|修正|修订|订正|核定|调整|改|正式(?:测定|核定|速报|结果|数据?)?)(?:为|成|是|的?出来了|[:：])[^，。；\\d一二三四五六七八九]{0,4}$"
)
# 自动测定是5.0级; the formal one may come later.
_AUTOMATIC = re.compile("自动(?:测定|速报|报|算)|初步测定|(?:手机|预警)[^，。；\\d]{0,8}$")
# 5.2级的又来了一次: a second shock, and no 余震.
_AGAIN = re.compile("(?:又(?:来了|震了|晃了|发生|是)|再次|第二次|接着)[^。；]{0,14}$")


@dataclass(frozen=True, slots=True)
class Measure:
    """A measured value with the places where it is stated."""

    value: float
    places: tuple[Place, ...]


# 如果晚来一步，损失上千万; 挽回损失500万元: lost by nobody.
_SUPPOSED = re.compile(
    "(?:如果|假如|要是|倘若|假使|一旦|万一|若不是|要不是|否则|不然|幸亏|幸好|多亏|避免|挽回|险些|差点)[^。；！？\\n]{0,24}$|(?:减少|降低|弥补|补偿|赔偿|判赔|赔付|理赔|索赔|追回)(?:了|生态|环境|其|的|企业|群众|国家|集体|直接|经济|财产)*$"
)
_SUPPOSED_CHARS = 30
# 按照规定，直接经济损失1亿元以上的为特别重大事故; not 造成5000万元以上损失的火灾.
_BY_RULE = re.compile(
    "(?:[、，]?[^，。；]{0,14}?以[上下])?的(?:[^，。；]{0,8}?(?:事故|事件|火灾|灾害))?，?(?:即?为|是|属|构成|认定|应当?(?:认定|定)|定为|列为|划为|算)"
)


def find_loss(title: CleanText, text: CleanText, reported: date | None = None) -> Figure | None:
    """The highest stated (direct) loss in yuan."""
    best: Figure | None = None
    for name, clean in fields(title, text):
        if not _LOSS_GATE.search(clean.text):
            continue
        origins = Origins(clean.text)
        for match in Told(clean.text, reported).find(
            _LOSS_GATE, _LOSS, _LOSS_BEHIND, _LOSS_CAUSED, _GOODS, _GOODS_FRONT
        ):
            number = read_number(
                match["digits"], match["before"] or "", match["after"] or match["more"] or ""
            )
            if number.value is None or number.value > _MOST_YUAN:
                continue
            if _SUPPOSED.search(clean.text, max(0, match.start() - _SUPPOSED_CHARS), match.start()):
                continue
            if match["after"] in ("以上", "以下") and _BY_RULE.match(clean.text, match.end()):
                continue
            value, bound = number.value, number.bound
            if match.string[match.start("digits") - 1] == "半":  # 过半亿
                value, bound = value / 2, "at_least"
            if best is None or value > best.value:
                place = place_of(name, clean, *match.span())
                best = Figure(int(value), bound, origins.at(match.start()), (place,))
    return best


def find_magnitude(title: CleanText, text: CleanText, reported: date | None = None) -> Measure | None:
    """The magnitude: a corrected one, else the headline's, else the first that is told of the main shock.

    Of two shocks one after the other (先是4.7级，又来了一次，5.2级) the stronger is the main one.
    """
    found: list[tuple[float, Place, int]] = []
    for name, clean in fields(title, text):
        if not _QUAKE.search(clean.text) or not ("级" in clean.text or _FIGURE.search(clean.text)):
            continue
        last: int | None = None
        for match in Told(clean.text, reported).find(_LEVEL_GATE, _MAGNITUDE):
            value = _level(next(filter(None, map(match.__getitem__, _LEVELS))))
            if not 0 < value < 10 or _is_intensity(clean, match) or _is_feared(clean.text, match):
                continue
            place = place_of(name, clean, *match.span())
            if _is_fixed(clean.text, match):
                return Measure(value, (place,))
            if last is not None and _IN_A_ROW.fullmatch(clean.text, last, match.start()):
                value = max(value, found.pop()[0])
            last, rank = match.end(), _rank(clean.text, match)
            if not rank and _came_again(clean.text, match):
                found = [one for one in found if one[1].field_name != name or one[0] > value or one[2]]
            found.append((value, place, rank))
    if not found:
        return None
    best = min(rank for *_, rank in found)
    main = [(value, place) for value, place, rank in found if rank == best]
    return Measure(main[0][0], tuple(place for value, place in main if value == main[0][0]))


def _number_at(match: re.Match[str]) -> int:
    return next(start for start in map(match.start, _LEVELS) if start >= 0)


def _is_fixed(text: str, match: re.Match[str]) -> bool:
    """``更正为4.5级``, ``正式的出来了4.7级``: what stands in the place of a number told before."""
    at = _number_at(match)
    return _FIXED.search(text, max(0, at - 14), at) is not None or (
        _CORRECTED.search(text, max(0, match.start() - 6), match.end()) is not None
    )


def _is_feared(text: str, match: re.Match[str]) -> bool:
    """``不排除发生5级左右余震``, ``5级以上余震``: an aftershock of no magnitude of its own, or that has not come.

    One that the opening does not tell of is none that the item is about.
    """
    if not match[0].endswith("余震"):
        return False
    if len(_SENTENCE_ENDS.findall(text, 0, match.start())) > 1:
        return True
    before = text[max(0, match.start() - 20) : match.start()]
    return "左右" in match[0] or "以上" in match[0] or _FEARED.search(before) is not None


def _came_again(text: str, match: re.Match[str]) -> bool:
    at = _number_at(match)
    return _AGAIN.search(text, max(0, at - 24), at) is not None


def _rank(text: str, match: re.Match[str]) -> int:
    """A rounded number (近8级, 5级以上, 5级震群), or one that an instrument made by itself, gives way to an exact one, an aftershock to both."""
    if _is_aftershock(text, match):
        return 2
    if _AUTOMATIC.search(text, max(0, match.start() - 30), _number_at(match)):
        return 1
    level = match.start("value") if match["value"] else match.start("level")
    loose = "以上" in match[0] or text.startswith("群", match.end())
    return int(level > 0 and (loose or text[level - 1] in "近约逾超"))


def _is_aftershock(text: str, match: re.Match[str]) -> bool:
    """``4.0级余震`` and ``发生余震四十四次，最大震级五点零级``."""
    before = text[max(0, match.start() - 24) : match.start()]
    if match[0].endswith("余震") or _AFTERSHOCKS.match(text, match.end()):
        return True
    return text.startswith("余震", match.end() - 1) or _AFTERSHOCK.search(before) is not None


def _is_intensity(clean: CleanText, match: re.Match[str]) -> bool:
    """``发生14级大风`` and ``烈度为6级`` are no magnitudes."""
    before = clean.text[max(0, match.start() - 8) : match.start()]
    tail = match["tail"] or ""
    return "烈度" in before or "风" in before + tail or "响应" in tail


def _level(text: str) -> float:
    if text[0].isdigit():
        return float(text)
    whole, _, rest = text.partition("点")
    number = read_number(whole).value or 0
    return number + (read_number(rest).value or 0) / 10 if rest else number

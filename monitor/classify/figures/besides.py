"""One more of the dead, told of by person beside those who are counted: 2人当场死亡，司机王某送医后不治."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from monitor.classify.figures.areas import vehicle_of
from monitor.classify.figures.casualty_patterns import HOSPITAL, SCENE
from monitor.classify.figures.origin import Origins
from monitor.classify.figures.persons import Told, each_death
from monitor.classify.figures.persons_words import AGENT, ONE
from monitor.classify.result import Figure, Place
from monitor.text.alternation import in_a_row
from monitor.text.clean import CleanText

_FAR = 120
_SUMMED = re.compile("造成|致|共|总|累计|已有|确认|人数|统计|通报|截至")
_NARRATED = re.compile("当场|现场|没了|停止|已无|无生命|没有|身亡|不治|溺亡|呼吸|心跳")
# What follows speaks of those who were counted.
_OF_THEM = re.compile(
    "其中|死者|遇难者|逝者|包括|分别|身份|家属|亲属|名单|这[两二三四五六七八九十\\d]|[两二三四五]人(?:中|均|系|都)|生前"
)
_CLAUSE_START = re.compile("[，。；：、！？（\\n]")
_ALSO_DIED = re.compile(
    f"(?:抢救无效|不治|遇难|罹难|丧生|身亡|死亡|牺牲|殉职|没能?(?:救|逃|走|跑)[^，。；]{{0,4}}|没了)的?，?(?:还|另)有(?:一[名位]|[他她]的)?(?:[^，。；\\d]{{0,6}}?)(?:{ONE})(?![^，。；]{{0,16}}(?:伤|吸入|呛|住院|送医|留观|骨折|不适|晕|昏|获救|逃|被困|失踪|失联|脱险|没事|平安))"
)
_NEXT_ONE = re.compile("另|第[二三四五]|又|同时|最后|随后")
_AN_OTHER = re.compile("[一1][名位个](?:[^，。；]{1,20}?(?:也|不治|没|被|送医|抢救|途中)|[^，。；]{1,20}，)")
# 货车副驾驶座上的乘客也在撞击中身亡: beside the four who were counted in the other car.
_TOO = re.compile(
    f"也(?=已|被|在[^，。；]{{1,8}}?[中里]|不幸|当场|因[^，。；]|经?抢救无效){in_a_row('已|被|不幸|当场|经?抢救无效', '在[^，。；]{1,8}?[中里]|因[^，。；]{1,8}?')}[^，。；]{{0,6}}$"
)
# 屋内三人遇难。隔壁的母女三人里，母亲和大女儿身亡: those of another house or vehicle.
_WITHIN = re.compile(
    "(?:[屋室店厂院棚户房楼]|家中|[车船舱]|宿舍)[上内里中间]?的?[^，。；\\d共造致]{0,3}$|(?:一|这)(?:户|家)(?:人家)?的?$"
)
_ELSEWHERE = re.compile(
    "[，。；\\n](?:而|同时)?(?:住在|租住在)?(?:隔壁|对门|楼上|楼下|马路对面|相邻|邻近|另一(?:户|家|间|辆|栋|边|侧|艘|头)|对面|对向)"
)
_NEAR, _FAR_OFF = 40, 160
_MEMBER = re.compile(ONE)
ANYBODY = frozenset(
    [
        "男子",
        "女子",
        "男的",
        "女的",
        "男人",
        "女人",
        "老人",
        "青年",
        "工人",
        "员工",
        "职工",
        "乘客",
        "村民",
        "居民",
        "业主",
        "行人",
        "路人",
        "学生",
        "孩子",
        "小孩",
        "孩童",
        "幼童",
        "被困者",
        "落水者",
    ]
)
_AMONG_THEM = re.compile("[^。；，]{0,8}(?:，[^。；，]{0,12})?[，。](?=其中)")
# 母亲和儿子均不幸遇难。6名学生中伤势最重的一个没能挺过来: who was in care is none of those who lay dead.
_GRAVEST = re.compile("(?:伤[势得]?最?[严较]?重的|伤[者员]中(?:有|的)?)$")
_BODY = re.compile("遗体|尸体")
# 致3人死亡，另有5名伤者。今晨，重伤的王某也停止了呼吸: one of the hurt whom the toll left alive.
_OF_THE_HURT = re.compile(
    "(?:今[晨天日早晚]|昨[晚夜天日]|当[晚天夜]|凌晨|深夜|半夜|夜里|刚刚|次日|第二天|\\d日)[^。；死亡]{0,12}?(?:(?:重|受)伤|伤[者员]|住院|病危|昏迷|ICU)[^，。；]{0,8}$"
    "|(?:[那这该]|唯一|最后)[^，。；死亡]{0,4}?(?:(?:重伤|受伤|伤|危重)[员者]|(?:重伤|受伤|危重|住院)的)[^，。；死亡]{0,4}(?:、[^，。；死亡]{0,12})?$"
)
# 19时又通报，在医院救治的那名保温工不治.
_IN_CARE_THEN = re.compile("(?:救治|治疗|抢救|住院|重伤|受伤)的?(?:那|这|该|上述|另)[一]?名[^，。；]{0,6}$")
_FAMILY = re.compile("口(?:人|之家)?")
_KIN = re.compile("[父母]亲|爸|妈|丈夫|妻子|[儿女]子|儿子|女儿|孩子|[爷奶]|外[公婆]|[姐妹兄弟哥]")
_IN_CARE = re.compile("[^，。；死亡]{0,8}?(?:抢救(?!无效)|急救|ICU|重症|昏迷|病危|住院|还有(?:气|呼吸|心跳))")
_FAMILIAR = re.compile("[老小](?![人师板乡家汉婆伴孩时区学车心伙])[一-鿿]")
_LOST = "失踪"
_VEHICLE_NAME = re.compile("(?P<name>[一-鿿]{2}车)[上内]?的?$")
_NAMED_VEHICLE = re.compile("(?<![一-鿿])[一-鿿]{2}车")


@dataclass(frozen=True, slots=True)
class Stated:
    """A count of people in the clean text, or in the headline, where it stands before everything."""

    name: str
    value: int
    start: int
    end: int
    titled: bool = False


def died_besides(
    known: Mapping[str, Figure], counts: Sequence[Stated], text: CleanText, reported: date | None
) -> dict[str, Figure]:
    """The figures that change by the dead whom the text tells of one by one beside those it counts."""
    deaths = known.get("deaths")
    if deaths is None or not deaths.value:
        return {}
    dead = [c for c in counts if c.name == "deaths" and c.value]
    if not dead or any(c.titled and c.value >= deaths.value for c in dead):
        return {}
    if any(c.titled for c in dead) and deaths.value > max(c.value for c in dead):
        return {}  # 一名重伤者昨夜离世｜最初公布1死…: reckoned with the one of the headline
    total = max((c.end for c in dead if c.value == deaths.value and _is_summed(text.text, c)), default=0)
    more = [
        told
        for told in each_death(text.text, reported)
        if told.start >= total or told.start > dead[-1].end
        if _is_besides(text.text, told, dead)
    ]
    more += _named_too(text.text, max(total, dead[0].end))
    origins = Origins(text.text)
    more = [told for told in more if not _is_denied(origins, told)]
    if not more or _are_all_parts(deaths, total, dead, more):
        return {}
    return _added(known, deaths, more, text)


def _is_denied(origins: Origins, told: Told) -> bool:
    """``网传失踪者的遗体已被找到，官方称系谣言``."""
    return origins.at(told.start) == "unverified" and origins.denied_soon(told.end, told.end)


def _are_all_parts(deaths: Figure, total: int, dead: Sequence[Stated], more: Sequence[Told]) -> bool:
    """``造成4人死亡。一名租客当场身亡；夫妻与男孩送医后不治``: those told of behind the sum of all come to it."""
    parts = sum(c.value for c in dead if total and c.start >= total and c.value < deaths.value)
    return bool(parts) and parts + sum(told.value for told in more) == deaths.value


def died_of_them(
    known: Mapping[str, Figure], counts: Sequence[Stated], text: CleanText, reported: date | None
) -> dict[str, Figure]:
    """``车内6人全部受伤，其中驾驶员送医途中死亡``: of the hurt who are left one fewer is alive."""
    hurt = known.get("injured")
    if hurt is None or any(c.name == "deaths" and c.value for c in counts):
        return {}
    whole = next((c for c in counts if c.name == "injured" and c.value == hurt.value and not c.titled), None)
    if whole is None:
        return {}
    died: list[Told] = []
    for told in each_death(text.text, reported):
        first = told.start >= whole.end and _is_among(text.text, whole.end, told.start)
        if first or (died and "。" not in text.text[died[-1].end : told.start]):
            died.append(told)  # 其中领班当场死亡，保安死于医院: each clause tells of one more
    left = hurt.value - sum(told.value for told in died)
    places = tuple(Place("text", *text.source_span(told.start, told.end)) for told in died)
    fewer = replace(hurt, value=left, places=(*hurt.places, *places), corrected=True)
    return {"injured": fewer} if died and left > 0 else {}


def _is_among(text: str, end: int, start: int) -> bool:
    """Whether those told of from ``start`` are some (其中) of those counted up to ``end``; a roll may begin with that word."""
    among = _AMONG_THEM.match(text, end, start + 2)
    return among is not None and not re.search("[。；，]", text[among.end() + 3 : start])


def _named_too(text: str, since: int) -> list[Told]:
    """``死者是5男8女；经抢救无效的还有护工李某``: who died as well, named behind it."""
    return [Told("deaths", 1, *m.span()) for m in _ALSO_DIED.finditer(text, since)]


def _added(
    known: Mapping[str, Figure], deaths: Figure, more: Sequence[Told], text: CleanText
) -> dict[str, Figure]:
    number = sum(told.value for told in more)
    found = sum(told.value for told in more if text.text.startswith(_LOST, told.start))
    hurt = sum(told.value for told in more if _was_hurt(text.text, told.start))
    places = tuple(Place("text", *text.source_span(told.start, told.end)) for told in more)
    origin = deaths.origin if Origins(text.text).at(more[0].start) == deaths.origin else "media"
    out = {"deaths": Figure(deaths.value + number, deaths.bound, origin, (*deaths.places, *places))}
    injured, missing = known.get("injured"), known.get("missing")
    if hurt and injured and injured.value >= hurt:
        out["injured"] = replace(injured, value=injured.value - hurt, places=(*injured.places, *places))
        badly = known.get("seriously_injured")
        if badly and badly.value == injured.value:  # all the hurt were badly hurt, and so was he
            out["seriously_injured"] = replace(badly, value=badly.value - hurt)
    if found and missing and missing.value >= found:
        out["missing"] = Figure(
            missing.value - found, missing.bound, missing.origin, (*missing.places, *places)
        )
    return out


def _is_besides(text: str, told: Told, dead: Sequence[Stated]) -> bool:
    """Whether somebody told of by person is none of those who are counted before him."""
    if any(c.start < told.end and told.start < c.end for c in dead):
        return False
    if len(dead) == 1 and _in_other_vehicle(text, told, dead[0]):
        return True
    before = [c for c in dead if c.end <= told.start]
    if not before and len(dead) == 1:
        return _one_more(text, told, dead[0]) or _are_named(text, told, dead[0])
    if not before or told.start - before[-1].end > _FAR:
        return False
    counted, between = before[-1], text[before[-1].end : told.end]
    at = len(between) - (told.end - told.start)
    if _OF_THE_HURT.search(between, 0, at) or ("。" in between and _was_hurt(between, at)):
        return True
    if _was_alive(text, told, counted):
        return True
    if _OF_THEM.search(between) or text.startswith("这", max(0, counted.start - 1)):
        return False
    words = text[told.start : told.end]
    if _FAMILY.search(text, counted.start, counted.end) and _KIN.search(words):
        return False  # 一家三口身亡。母亲和儿子先死亡，父亲随后死亡
    if words.startswith(_LOST) or _are_elsewhere(text, told, counted):
        return True
    if SCENE.search(text, counted.start, counted.end) and HOSPITAL.search(words) and not SCENE.search(words):
        return True
    if _died_on_the_way(text, told, counted):
        return True
    if "。" in between or _is_summed(text, counted):
        return False
    if _TOO.search(words):
        return True
    if _NARRATED.search(text, counted.start, counted.end) is None:
        return False
    # 一名租客当场身亡；夫妻与男孩不幸身亡: each clause of one sentence tells of its own.
    apart = counted.value == 1 and "；" in between and _are_others(text, told, counted)
    return apart or told.value < counted.value


# 压在底下的有4个已经没了气。往医院送的半道上，大儿媳没了: those were dead when they were found.
_FOUND_SO = re.compile("没了?气|当场|现场|断了?气|没了?呼吸|无生命|遗体|[硬凉]了|不行了")
_LATER = re.compile("半道|半路|[路车]上|途中|医院|第二天|次日|当[晚夜]|夜里|后来|手术|抢救")


def _died_on_the_way(text: str, told: Told, counted: Stated) -> bool:
    """Whether one told of by name died on the way or in hospital, while those who are counted lay dead at the scene."""
    found = _FOUND_SO.search(text, counted.start, counted.end + 2)
    if found is None or counted.value < 2 or _is_summed(text, counted):
        return False
    begins = max(text.rfind(mark, 0, told.start) for mark in "。；！？\n") + 1
    return begins > counted.end and _LATER.search(text, begins, told.end) is not None


def _was_hurt(text: str, at: int) -> bool:
    """Whether whoever stands at ``at`` was one of the hurt, and died later."""
    return _OF_THE_HURT.search(text, 0, at) is not None or (
        _IN_CARE_THEN.search(text, max(0, at - 16), at) is not None
    )


def _was_alive(text: str, told: Told, counted: Stated) -> bool:
    """``三个没了，保安在抢救。晚上打听了，保安也没了``: whoever was in care when those were counted."""
    who = _FAMILIAR.match(text, told.start) or _MEMBER.search(text, told.start, told.end)
    if who is None or who[0] in ANYBODY:
        return False
    before = text.find(who[0], counted.end, told.start)
    return before >= 0 and _IN_CARE.match(text, before + len(who[0]), told.start) is not None


def _in_other_vehicle(text: str, told: Told, counted: Stated) -> bool:
    """``轿车驾驶员死亡，面包车1死4伤``: whoever was in another vehicle than those who are counted."""
    first, last = sorted((told.end, counted.end))[0], max(told.start, counted.start)
    if not 0 <= last - first <= _NEAR or _is_summed(text, counted) or _OF_THEM.search(text, first, last):
        return False
    own, others = vehicle_of(text, 0, told.start), vehicle_of(text, 0, counted.start)
    if own and others and own != others:
        return True
    return _are_apart(text, told, counted)


def _are_apart(text: str, told: Told, counted: Stated) -> bool:
    """``出租车司机和乘客一死一伤，网约车司机死亡``: each clause names a vehicle of its own."""
    own = _VEHICLE_NAME.search(text, max(0, told.start - 4), told.start)
    begins = max(text.rfind(mark, 0, counted.start) for mark in "，。；") + 1
    others = {m[0] for m in _NAMED_VEHICLE.finditer(text, begins, counted.start)}
    return own is not None and len(others) == 1 and own["name"] not in others and told.start > counted.end


def _are_elsewhere(text: str, told: Told, counted: Stated) -> bool:
    """``屋内三人遇难。隔壁…母亲和大女儿身亡``: whether the counted are those of one place and the others are of another."""
    if _is_summed(text, counted) or not _ELSEWHERE.search(text, counted.end, told.start):
        return False
    return _WITHIN.search(text, max(0, counted.start - 8), counted.start) is not None


def _one_more(text: str, told: Told, counted: Stated) -> bool:
    """``老太太当场死亡，楼下一名男子被砸，送医后不治``: the one who is counted is another."""
    gravest = _GRAVEST.search(text, max(0, counted.start - 12), counted.start)
    if gravest and counted.value == 1:
        in_care = HOSPITAL.search(text, told.start, told.end) is not None
        return not in_care and counted.start - told.end < _FAR_OFF
    between = text[told.end : counted.start]
    far = len(between) > (_FAR_OFF if _are_others(text, told, counted) else _NEAR)
    if counted.value != 1 or far or _is_summed(text, counted):
        return False
    if _OF_THEM.search(between) and "伤" not in between:  # 厨师长死亡，两名帮厨重伤，其中一名不治
        return False
    if _BODY.search(text, counted.start, counted.end) and _NEXT_ONE.search(text, told.end, counted.start):
        return True
    return _AN_OTHER.match(text, counted.start) is not None


# 母亲和2岁的小儿子被送到医院，医生先后宣布两人死亡
_AGENTS = frozenset(AGENT.split("|"))
# 母亲和女儿赶到医院，医生宣布父子两人死亡
_CAME = re.compile("赶[到往来赴]|闻讯|得知|陪|认出|辨认|哭|[父母夫姐兄祖爷婆][子女妻妹弟孙]两?")
_SEVERAL_OF_THEM = re.compile("[两二三四][人个名]")


def _are_named(text: str, told: Told, counted: Stated) -> bool:
    """``父亲当场就没了。母亲和2岁的儿子被送到医院，医生先后宣布两人死亡``: those counted are named in their own sentence, and he is none of them."""
    opens = max(text.rfind(mark, 0, counted.start) for mark in "。！？\n") + 1
    if not told.end <= opens or not _SEVERAL_OF_THEM.match(text, counted.start):
        return False
    if _CAME.search(text, opens, counted.start):
        return False
    if _is_summed(text, counted) or _OF_THEM.search(text, told.end, counted.start):
        return False
    named = {m[0] for m in _MEMBER.finditer(text, opens, counted.start)} - ANYBODY - _AGENTS
    own = set(_MEMBER.findall(text[told.start : told.end])) - ANYBODY
    return len(named) == counted.value and bool(own) and not own & named


def _are_others(text: str, told: Told, counted: Stated) -> bool:
    """``司机和售票员当场没了气息 … 一名老汉没能救回来``: whoever the words name, they name others."""
    some, other = (set(_MEMBER.findall(text[x.start : x.end])) for x in (told, counted))
    return bool(some and other) and not (some & other) and not (ANYBODY & (some | other))


def _is_summed(text: str, counted: Stated) -> bool:
    """造成3人死亡 counts everybody; 三个大人已经没了呼吸 tells of these three, 造成客车上3人死亡 of those in it."""
    if vehicle_of(text, max(0, counted.start - _NEAR), counted.start):
        return False
    cuts = [m.end() for m in _CLAUSE_START.finditer(text, 0, counted.start)]
    return _SUMMED.search(text, cuts[-1] if cuts else 0, counted.end) is not None

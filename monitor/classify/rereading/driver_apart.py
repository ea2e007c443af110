"""A driver who is none of those whom one hospital took in: 县医院收治7名伤者 … 大货车司机断了两根肋骨，被送到骨科医院.

He was taken to another hospital, or to none, where the number known is that of one hospital alone. Whoever rode with him and is told of
in the same breath (司机和押车的工人都受了伤) is counted with him.
"""

from __future__ import annotations

import re

from monitor.text.numerals import read_number
from monitor.values import value

_KINDS = "(?:医院|卫生院|诊所|保健院|急救中心|(?<![学法])[一二三四五六总]院)"
_NAME = re.compile(f"(?P<name>[^，。；：、！？\\n往到至进在送了]{{0,10}}?){_KINDS}")
_DRIVER = re.compile(
    "(?:^|(?<=[，。；！？\\n]))(?:而|但|同时，?|另外，?|此外，?)?[^，。；：、“”\\d其]{0,8}?(?:[货卡罐轿客挂][车]|水泥罐车|渣土车|三轮车|摩托车|电动车|出租车|公交车|越野车|面包车|中巴车|半挂车?)"
    "(?P<who>(?:上的)?(?:司机|驾驶员|驾驶人|车主|骑手)(?P<with>(?:[和与、及](?![^，。；]{0,4}车[上里内司驾])[^，。；、\\d]{1,8}?){0,2})|上(?:的)?(?P<n>[两二三四2-4])(?:个人|人|名[^，。；\\d]{1,4}?))"
    "(?=也|都|均|的|则|只|受|胸|头|腿|胳膊|手|脚|额|脸|鼻|腰|肋|左|右|断|骨|伤|轻|被|在|正|经|送|小|脖|颈|锁|肩|多处|双)"
)
_WOUND = re.compile(
    "受(?:了)?[轻重]?伤|骨折|[轻重]伤|断了|[砸撞烧烫划擦刮摔扭压割]伤|脱臼|骨裂|脑震荡|昏迷|磕破|缝了|挫伤|伤势|破了"
)
_CARE = re.compile(f"(?:送|住|在|到|往|进)[^，。；]{{0,12}}?{_KINDS}")
_NOT_TAKEN = re.compile("没有?(?:去|到|进|送)[^，。；]{0,3}医院|(?:未|没有?)(?:送医|就医|住院)|包扎后")
_UNHURT = re.compile(
    "[未没无]有?(?:大碍|受伤|什么伤|事)|惊吓|毫发|安然|平安|体检|抽血|酒精|死|亡|遇难|不治|没能|身故|呼吸|转[往到至院]|检查"
)
_OTHER_PLACE = re.compile("另|别|邻|外|其他")
# 收治了7名伤者, 送来7名伤者: the number of one hospital.
_TAKEN_IN = re.compile("收治|接诊|接收|收了|送[来到往至进]|住进|治疗|就诊|抢救|一共|共")
_BEFORE, _BEHIND = 60, 40
_STOPS = "。！？\n"


@value
class Apart:
    """So many in the other vehicle, and where it is told."""

    number: int
    start: int
    end: int


def driver_apart(text: str, counted: tuple[int, int]) -> Apart | None:
    """Who was hurt in another vehicle, and is in no hospital that took in those counted; None where a count is of no hospital, or of several."""
    since = max(0, counted[0] - _BEFORE)
    sentence = max(since, *(text.rfind(mark, 0, counted[0]) + 1 for mark in _STOPS))
    until = counted[1] + _BEHIND
    ends = min((at for mark in _STOPS if (at := text.find(mark, counted[1], until)) >= 0), default=until)
    if not _TAKEN_IN.search(text, sentence, ends):
        return None
    among = text.find("其中", counted[1], ends)
    here = _names(text, sentence, ends if among < 0 else among)  # 共7人受伤，其中6人在县医院
    if not any(here.values()):  # 记者在县医院看到…。医院收治了7名伤者
        here = _names(text, max(since, *(text.rfind(mark, 0, sentence - 1) + 1 for mark in _STOPS)), sentence)
    for match in _DRIVER.finditer(text):
        if sentence <= match.start() < counted[1]:
            continue
        stop = min(
            (at for mark in "。；！？\n" if (at := text.find(mark, match.end())) >= 0), default=len(text)
        )
        if _UNHURT.search(text, match.end("who"), stop):
            continue
        took = [name for at, name in here.items() if not match.start() <= at < stop]
        if not any(took):
            continue
        care = _CARE.search(text, match.end("who"), stop)
        if not (_WOUND.search(text, match.end("who"), stop) or care):
            continue
        place = _NAME.search(text, care.start() + 1, care.end()) if care else None
        elsewhere = place is not None and (
            _OTHER_PLACE.search(text, place.start(), place.end()) is not None
            or not any(_may_be(place["name"], name) for name in took)
        )
        if elsewhere or (care is None and _NOT_TAKEN.search(text, match.end("who"), stop)):
            return Apart(_number(match), match.start(), stop)
    return None


def _names(text: str, start: int, end: int) -> dict[int, str]:
    """The names of the hospitals of a passage, by where they stand."""
    return {m.start(): m["name"] for m in _NAME.finditer(text, start, end)}


def _number(match: re.Match[str]) -> int:
    if match["n"]:
        return int(read_number(match["n"]).value or 0)
    return 1 + len(re.findall("[和与、及]", match["with"] or ""))


def _may_be(one: str, other: str) -> bool:
    """Whether two names may be of one hospital: 县 and 县人民, or none at all."""
    short, full = sorted((one.strip("的"), other.strip("的")), key=len)
    return not short or full.endswith(short) or short in full or set(short) <= set(full)

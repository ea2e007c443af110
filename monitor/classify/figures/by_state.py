"""The hurt of whom a sentence lists how many are in which state, and no sum: 2人在ICU抢救，3人接受手术；骨折的有4人，1人轻微伤.

Each clause gives a number and a state, in either order; a clause without a number goes on about the last one (昏迷不醒). Nobody is in two
states of such a list, so that they add up. A list that begins with those taken in at all (5人住院，2人在ICU), or behind which a graver state
is told of fewer (4人骨折，1人伤势较重), may take a number apart, and is left to what is read otherwise.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import Literal, NamedTuple

from monitor.classify.figures.casualty_patterns import SENTENCE
from monitor.classify.figures.frames import Frames
from monitor.classify.figures.mention import Mention, Role
from monitor.classify.figures.origin import Origin, Origins
from monitor.classify.figures.speakers import SILENT
from monitor.text.alternation import guarded
from monitor.text.numerals import NUMBER, read_number

_Kind = Literal["grave", "wound", "light", "care"]

_UNIT = "(?:名|例|位|个(?:人)?|人)"
_HURT_ONE = "(?:危重|重症|重|轻)?(?:伤[者员]|患者|病人)"
_WHO = f"{_HURT_ONE}?"
_LEAD = "(?:目前|现|仍|尚|还|有|已|另外|另(?!外)|此外|其余|其他|剩下|余下|的){0,5}(?:约|近)?"
# 3人骨折, 另有2名伤者在ICU抢救.
_FIRST = re.compile(
    f"{_LEAD}(?P<n>{NUMBER})(?:人|个人|(?<![一1])个(?!人)|[名例位](?={_HURT_ONE}))(?P<state>{_HURT_ONE}?(?:的)?[^\\d]*)"
)
# 骨折的有3人, ICU里2人, 危重2人.
_LAST = re.compile(
    f"(?:目前|现|仍|尚|还|另外?|此外){{0,3}}(?P<state>[^\\d]{{2,12}}?)(?:伤?者|伤员|患者)?(?:的)?[里内]?(?:还|仍|共|各|现)?(?:有|为|是|：)?(?P<n>{NUMBER}){_UNIT}{_WHO}$"
)
_GRAVE = re.compile(
    "ICU|重症|监护|病危|危重|危急|垂危|昏迷|命悬|休克|抢救(?!无效)|呼吸机|[未没]有?(?:完全)?脱离|不稳定|未醒|没醒|(?<!无)(?<!没有)(?<!脱离)生命危险|"
    "(?:伤势|伤情|病情|情况|伤得)(?:较|很|比较|十分|非常|极)?(?:严重|危|重)|(?<!未)(?<!没有)重伤|大面积(?:烧|烫|灼)伤|重度(?:烧|烫|灼)伤|开颅|(?:推|送)进(?:了)?手术|手术[室台]|特重"
)
_LIGHT = re.compile(
    "轻微|轻伤|轻度|轻症|擦伤|擦破|蹭破|皮外伤|皮肉伤|扭伤|(?:伤势|伤情|伤得|伤)(?:都|均|较|比较|不)*(?:轻|重$)|划伤|挫伤|擦碰|磕破|磕碰"
)
_WOUND = re.compile(
    guarded(
        "骨折|骨裂|断[了]?|脱臼|脑震荡|破裂|损伤|(?:烧|烫|灼|砸|撞|摔|割|刺|扎|压|夹|挤|炸|刮|拉|裂|切|咬|砍|捅|崴|冻|震|熏|呛|崩)伤|外伤|内伤|[部头腰腿手脚胸椎臂]受伤|缝(?:了)?[一-鿿\\d]{0,3}针|截肢|植皮|石膏|钢[钉板]|夹板|气胸|血胸|血肿|出血|穿孔|烧伤科|骨科|神经外科|脑外科|胸外科"
    )
)
_CARE = re.compile(
    "手术|输液|点滴|住院|留院|留观|观察|普通病房|(?:骨|外|内)科|治疗|包扎|回家|离院|离开|出院|门诊|处理|缝合|病情(?:平稳|稳定)|(?:伤势|伤情|情况)(?:平稳|稳定)"
)
# Such a clause counts all of whom others may be parts, or those who are no longer hurt.
_WHOLE = re.compile(
    "[烧烫砸撞摔割刺扎压炸受]伤[者员的]|(?<![部头腰腿手脚胸椎臂])受伤|受了伤|送[医往到至]|(?:收|接)[治诊]|就[医诊]|入院|转[往运到至]|受[灾困]|被困|获救|救出|遇险"
)
_OTHER_FATE = re.compile("死|亡|遇难|不治|失踪|失联|身故|遗体|离世|去世|没有(?:受伤|生命体征)")
# 4人骨折，3人软组织损伤，6人排除骨折后离院: some were only looked at.
_RULED_OUT = re.compile("排除|正常|异常|没有?受伤|未受伤")
_OF_THEM = re.compile("其中|包括|里面|分别")
# 姚安县重伤31人; 2人烧伤，1人扭伤，均送医，目前2人已出院: another list, or what became of all of this one.
_AREA = re.compile("[县市区镇乡村州省]|医院|卫生院|[车船]上")
_ANEW = re.compile("[^，；：]{0,6}?(?:均|都(?!是)|全部|目前|现在|截至)")
_ADDED = re.compile("另|还有|此外")
_PARTS = re.compile("[，；、：,;]|(?<=人)和(?=[\\d一二两三四五六七八九十])")
_NUMBER_BEFORE = re.compile(f"{NUMBER}{_UNIT}")
_GATE = re.compile(f"{NUMBER}{_UNIT}[^。]{{1,40}}?{NUMBER}{_UNIT}")
_STATED = re.compile(
    f"{NUMBER}(?:余|多)?{_UNIT}[^，。；、\\d]{{0,8}}?(?:受伤|受了伤|受[轻重]?[轻重]?伤|送[医往到至]|伤[者员]|住院)|(?:受伤|伤[者员])(?:人数|人员)?(?:共|达|为|有|增至|升至)*{NUMBER}"
)
_SIGNS = frozenset("伤折昏危术症监断裂碎瘫炎肿")
"""Without one of these no list begins with a wound or a grave state."""
_LONGEST = 240
_SENTENCE = re.compile("[^。！？\n]+")
_HURT = frozenset({"injured", "light", "seriously_injured"})


class _Item(NamedTuple):
    number: int
    kind: _Kind
    added: bool
    start: int
    end: int
    badly: bool


_BADLY = re.compile(
    "(?:伤势|伤情|病情|情况|伤得)(?:较|很|比较|十分|非常|极)?(?:严重|危|重)|重伤|危重|病危|垂危"
)


def by_state(mentions: list[Mention], text: str, frames: Frames, origins: Origins) -> list[Mention]:
    """The mentions of a text with one count for all the hurt of each such list, in place of those of each state."""
    if _SIGNS.isdisjoint(text) or not _GATE.search(text):
        return mentions
    for match in _SENTENCE.finditer(text):
        if match.end() - match.start() <= _LONGEST and _GATE.search(text, *match.span()):
            items = _listed(text, *match.span())
            span = (items[0].start, items[-1].end) if items else None
            if span and frames.of(match.span(), *span) == "now" and not origins.denied_soon(*span):
                mentions = _with_list(mentions, text, match.span(), items, origins.at(span[1]))
    return mentions


def _with_list(
    mentions: list[Mention], text: str, sentence: tuple[int, int], items: Sequence[_Item], origin: Origin
) -> list[Mention]:
    start, end = sentence
    since, until, total = items[0].start, items[-1].end, sum(item.number for item in items)
    near = [m for m in mentions if start <= m.start < end]
    told = [m for m in near if m.start < until and since < m.end and m.value]
    hurt = [m for m in near if m.name == "injured" and m.value]
    if any(m.name not in _HURT or m.earlier or m.former for m in told):
        return mentions
    if any(m not in told or m.value >= total for m in hurt):
        return mentions  # 9人受伤，2人在ICU; 2人重伤，3人轻伤，共5人受伤
    # Who is counted elsewhere as hurt at all speaks first.
    stated = any(m.name == "injured" and m.value > 1 and m not in told for m in mentions)
    stated = stated or any(_STATED.search(text, *part) for part in ((0, since), (until, len(text))))
    role: Role = "weak" if stated else "plain"
    row = told[0].sentence if told else sum(1 for _ in SENTENCE.finditer(text, 0, since))
    whole = Mention(
        "injured", total, "exact", since, until, role, sentence=row, origin=origin, as_hurt=role == "plain",
        speaker=told[0].speaker if told else SILENT,
    )  # fmt: skip
    return sorted([*(m for m in mentions if not _is_of_list(m, items)), whole], key=lambda m: m.start)


def _is_of_list(mention: Mention, items: Sequence[_Item]) -> bool:
    """Whether a count is one of the list's, or calls somebody badly hurt whom the list does not."""
    within = [i for i in items if i.start < mention.end and mention.start < i.end]
    if mention.name in ("injured", "light"):
        return bool(within)
    badly = {i.number for i in items if i.badly}
    # 1人生命垂危、5人接受手术
    return mention.name == "seriously_injured" and bool(within and badly) and mention.value not in badly


def _adds_up(items: Sequence[_Item]) -> bool:
    """Whether nobody of a list can be counted in it twice."""
    if len(items) < 2 or items[0].kind == "care" or not any(i.kind != "care" for i in items[1:] or items):
        return len(items) >= 2 and items[0].kind == "grave"
    if len(items) > 2 and items[0].kind != "grave" and items[0].number == sum(i.number for i in items[1:]):
        return False  # 撞伤9人，骨折的4个，蹭破皮的5个
    for before, one in pairwise(items):
        if one.kind == "grave" and before.kind == "wound" and one.number < before.number and not one.added:
            return False
    return True


def _listed(text: str, start: int, end: int) -> list[_Item]:
    """The items of the longest list of a sentence."""
    if _RULED_OUT.search(text, start, end):
        return []
    lists: list[list[_Item]] = [[]]
    for since, until in _clauses(text, start, end):
        items = lists[-1]
        anew = items and _ANEW.match(text, since, until)
        if anew:
            lists.append([])
        if one := _item(text, since, until):
            lists[-1].append(one)
        elif items and not anew and _goes_on(text, since, until):
            items[-1] = items[-1]._replace(end=until)
        else:
            lists.append([])
    return max(filter(_adds_up, lists), key=len, default=[])


def _clauses(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    at = start
    for mark in _PARTS.finditer(text, start, end):
        yield at, mark.start()
        at = mark.end()
    yield at, end


def _goes_on(text: str, since: int, until: int) -> bool:
    """Whether a clause tells more of those of the last number: 昏迷不醒, 其中1人需手术."""
    if _OF_THEM.search(text, since, until):
        return True
    return not (_NUMBER_BEFORE.search(text, since, until) or _OTHER_FATE.search(text, since, until))


def _item(text: str, since: int, until: int) -> _Item | None:
    if _OF_THEM.search(text, since, until) or _OTHER_FATE.search(text, since, until):
        return None
    told = _FIRST.fullmatch(text, since, until) or _LAST.fullmatch(text, since, until)
    if told is None or _NUMBER_BEFORE.search(told["state"]):
        return None
    if told.re is _LAST and _AREA.search(told["state"]):
        return None
    value, state = read_number(told["n"]).value, told["state"]
    kind = _kind(state)
    if not value or value != int(value) or kind is None:
        return None
    added = _ADDED.search(text, since, told.start("n")) is not None
    return _Item(int(value), kind, added, since, until, _BADLY.search(state) is not None)


def _kind(state: str) -> _Kind | None:
    if _GRAVE.search(state):
        return "grave"
    if _LIGHT.search(state):
        return "light"
    if _WOUND.search(state):
        return "wound"
    if _WHOLE.search(state):
        return None
    return "care" if _CARE.search(state) else None

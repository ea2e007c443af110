"""The dead whom a text tells of party by party and never counts: 司机当场死亡 … 一位老人死在送医路上 … 医院的7名伤者中一人不治.

Two parties are none of each other where one died on the spot and the other on the way or in a hospital, where the later is said to
come on top (另, 还有), where they are joined, or where they are called what nobody is called together. Where any two could be the
same people, or a toll counts them, nothing is said.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Literal

from monitor.classify.figures.casualty_patterns import ON_THE_WAY
from monitor.classify.figures.persons_words import ONE
from monitor.classify.rereading.entries import NEAR, Entry
from monitor.classify.rereading.fate_words import HURT
from monitor.classify.rereading.in_turn import EXCEPTED, OF_OTHERS, dead_of
from monitor.classify.rereading.likeness import are_unlike
from monitor.classify.rereading.strangers import is_other_kind, kind_of, vehicle_of
from monitor.values import value

Stage = Literal["found", "scene", "way", "care"]

_STOPS = "。；！？\n"
# 当场造成3人死亡 counts those who died there and then.
_TOLL = re.compile(
    "(?:共|致(?!力)|造成|累计|总计|合计|总共|人数|至此|夺[去走]|[增升]至|上升|增加到|确认|核实|证实|已有|截至|截止|通报|公布|宣布|已经?有|一共|先后|陆续)[^，。：]*$"
    "|(?:死亡|遇难|死|身亡)(?:了|人数|：|人员|者|共|是|为)*$"
)
_FINDS = re.compile("遗体|尸体|发现|找到|[\\d一二两三四五六七八九十]具")
_CAUSED = re.compile("共|致|造成|确认|核实|证实|通报|公布|宣布")
_ENDS = re.compile("[。！？\\n]")
# 陈某、姚某夫妇 are two, not three.
_PAIR_BY_NAMES = re.compile("[、和与][一-鿿]某某?(?:夫妇|夫妻|两口子)")
_SCENE = re.compile("当场|现场(?!清理)|当即")
_FOUND = re.compile(
    "遗体|尸体|(?:发现|找到|救出|[抬挖扒刨拖][出下]来?|到达|赶到|到场)[^，。；\\d]{0,4}(?:时|后|，)?[^，。；]{0,8}(?:已|没有|没了|无生命|死亡|遇难)|发现了?[^，。；]{0,4}遇难|没能?(?:跑|逃|撤|走)出来|[死倒躺](?:在|于)"
)
_CARE = re.compile("医院|卫生院|抢救|救治|不治|ICU|重症|伤重|伤势过重|送医|手术|[\\d一二三四五]院|伤[员者]")
_MORE = re.compile("另(?!案)|还有|又|此外|加上|也(?=已|在|被|没|不|因|于|先后|相继|是|当场)")
_SOME = re.compile(
    "其中|死者|遇难者(?![，。；])|逝者|包括|分别|身份|名单|生前|[这该那上][\\d一二两三四五六七八九十]?[名位个具]"
)
_INDEFINITE = re.compile("[一1][名位个][^，。；、]{0,14}$")
# 一名从六楼跳下的男子: told of for the first time.
_DESCRIBED = re.compile(f"[^，。；、]{{0,6}}?[一1][名位个][^，。；、]{{2,14}}的(?:{ONE})")
# 据家属称，一名四十多岁的汉子就这么没了: another voice tells of the same one.
_VOICE = re.compile(
    "(?:家属|亲属|邻居|目击者|工友|同事|知情人|亲友|网友|路人|居民|村民|[妻儿女父母哥弟姐妹子])[^，。；]{0,4}(?:称|说|告诉|讲|表示|回忆|介绍)"
)
# 伤了4个送医院了，重伤的那个今早也没了: one of them, not they.
_WORST = re.compile("[重轻]伤的那?[个位名]")
_NO_MORE = re.compile("更正|订正|修正|有误|误报|重复")
_ATTACK = re.compile(
    "(?<![风潮水雨雹雪流])袭击|恐怖|行凶|自焚|自爆|劫持|自杀|人弹|冲撞人群|纵火|持刀|砍|捅|枪|杀"
)
_MOST = 8


@value
class Apart:
    """How many died, and the entries that tell of them."""

    number: int
    entries: tuple[Entry, ...]


@value
class _Dead:
    entry: Entry
    number: int
    stage: Stage | None
    more: bool
    indefinite: bool
    described: bool
    kind: str | None
    vehicle: str | None
    sentence: tuple[int, int]

    @property
    def noun(self) -> str:
        return self.entry.party.noun


def dead_apart(text: str, entries: Sequence[Entry]) -> Apart | None:
    """All who died where a text tells of each party once; None where it cannot be told."""
    if _NO_MORE.search(text) or _ATTACK.search(text):
        return None
    told: list[_Dead] = []
    for one in _in_order(text, entries):
        if one is None:
            return None
        # 还有一位老人…: none of those told of just before, nor of whoever they came on top of.
        more = (
            one.more
            and told
            and not _is_retold(text, told[-1], one)
            and one.entry.party.sentence - told[-1].entry.party.sentence <= NEAR
        )
        if not more and not all(_are_others(text, known, one) for known in told):
            return None
        told.append(one)
    if not 1 < len(told) <= _MOST:
        return None
    return Apart(sum(one.number for one in told), tuple(one.entry for one in told))


def _in_order(text: str, entries: Sequence[Entry]) -> Iterator[_Dead | None]:
    """Whoever died, in the order of the text; None where a toll, or anybody who may be some of the dead, stands among them."""
    dead = [own for entry in entries if entry.parent is None and entry.current for own in dead_of(entry)]
    for entry in sorted(dead, key=lambda e: e.party.start):
        yield _dead(text, entry)


def _dead(text: str, entry: Entry) -> _Dead | None:
    party = entry.party
    start, end = party.start, max([party.end, *(t.end for t in entry.told if t.fate == "dead")])
    opens = max(text.rfind(mark, 0, start) for mark in "，" + _STOPS) + 1
    begins = max(text.rfind(mark, 0, start) for mark in _STOPS) + 1
    ends = min((at for mark in _STOPS if (at := text.find(mark, end)) >= 0), default=len(text))
    clause = min((at for mark in "，" + _STOPS if (at := text.find(mark, end)) >= 0), default=len(text))
    of_the_hurt = entry.parent is not None and entry.parent.fate in HURT
    stage = _stage(text, max(begins, opens - 20), opens, clause, of_the_hurt=of_the_hurt)
    if stage is None and any(t.fate in HURT for t in entry.told):
        stage = "care"  # 一名乘客受重伤，次日死亡
    if OF_OTHERS.search(text, opens, end) or EXCEPTED.search(text, begins, end):
        return None
    if not of_the_hurt and _SOME.search(text, begins, start):
        return None
    if party.counted and not of_the_hurt and (party.closed or _is_toll(text, opens, start, end)):
        return None
    first = min((t.start for t in entry.told if t.fate == "dead"), default=end)
    if _WORST.search(text, party.end, first):
        return None
    if _ENDS.search(text, party.end, first) or _PAIR_BY_NAMES.search(text, opens, end):
        return None
    number = entry.met.get("dead") or entry.number
    more = party.relation == "other" or _MORE.search(text, opens, end) is not None
    indefinite = party.counted or _INDEFINITE.search(text, opens, start) is not None
    described = (
        party.number == 1 and _DESCRIBED.match(text, party.start if party.counted else opens) is not None
    )
    return _Dead(
        entry,
        number,
        stage,
        more,
        indefinite,
        described,
        kind_of(text, party),
        vehicle_of(text, party),
        (begins, ends),
    )


def _is_toll(text: str, opens: int, start: int, end: int) -> bool:
    """``造成1人当场死亡、1人受伤`` counts all; ``当场造成3人死亡``, ``先后找到5具遗体`` tell of those who lay there."""
    told = _TOLL.search(text, opens, start)
    if told is None:
        return False
    if _SCENE.search(text, opens, told.start()):
        return False
    return _CAUSED.match(told[0]) is not None or _FINDS.search(text, opens, end) is None


def _stage(text: str, before: int, opens: int, end: int, *, of_the_hurt: bool) -> Stage | None:
    """Where somebody died, by the words of his clauses, and of the short one before (送医途中，又有2人…)."""
    if ON_THE_WAY.search(text, opens, end):
        return "way"
    if of_the_hurt or _CARE.search(text, opens, end):
        return "care"
    if _SCENE.search(text, opens, end):
        return "scene"
    if _FOUND.search(text, opens, end):
        return "found"
    lead = text[before:opens]
    if ON_THE_WAY.search(lead):
        return "way"
    return "scene" if _SCENE.search(lead) else "found" if _FOUND.search(lead) else None


def _is_retold(text: str, known: _Dead, one: _Dead) -> bool:
    """Whether another voice tells of one person who may be the one told of before."""
    return (
        known.number == one.number == 1
        and known.sentence != one.sentence
        and one.entry.party.counted
        and not are_unlike(known.noun, one.noun)
        and _VOICE.search(text, one.sentence[0], one.entry.party.start) is not None
        and re.search("另|又|还有", text[one.sentence[0] : one.entry.party.start]) is None
    )


def _are_others(text: str, known: _Dead, one: _Dead) -> bool:
    """Whether whoever is told of later is none of those who were told of before."""
    first, second = known.entry.party, one.entry.party
    if _is_retold(text, known, one):
        return False
    if first.sentence == second.sentence and "，" not in text[first.end : second.start]:
        return True  # 司机和一名乘客
    if known.number == one.number > 1 and not (known.noun and one.noun) and known.sentence != one.sentence:
        return False  # 确认6人死亡 … 6人被救出时已没有生命体征
    stages = {known.stage, one.stage}
    if None not in stages and len(stages) > 1 and (stages != {"found", "scene"} or one.described):
        return True
    if are_unlike(known.noun, one.noun):
        return True
    if known.kind and one.kind and is_other_kind(known.kind, known.vehicle, one.kind, one.vehicle):
        return True
    beside = known.sentence == one.sentence and one.indefinite and known.noun != one.noun
    return beside and bool(one.noun)

"""Those of the hurt who die later than a toll was told: 造成2人死亡、6人受伤。今晨，两名重伤者不治.

They come on top of it, and as many fewer are hurt, where the text says that they were of the hurt and one of three things bears it
out: they died at a later time than the toll is of, they are told as some of just the hurt that it counts, or those who are left come
to its hurt with them. A number of all that follows and is another, or anybody dead who can be none of these, leaves it open.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date

from monitor.classify.figures.casualty_patterns import HOSPITAL
from monitor.classify.rereading.entries import Entry
from monitor.classify.rereading.fate_words import HURT, Told
from monitor.classify.rereading.parties import Party
from monitor.classify.rereading.told_times import moment_of
from monitor.text.numerals import NUMBER, read_number
from monitor.values import value

_ENDS = "。！？\n"
_STOPS = "，；" + _ENDS
# Whoever is told of so was hurt, whatever his noun.
_WAS_HURT = re.compile(
    "伤[员者]|[重轻受烧烫炸砸撞]伤|伤[势情]|病人|患者|病危|危重|ICU|重症|住院|送医|入院|在院|(?:医院|一院|二院|三院)[^，。；]{0,4}(?:救治|抢救|治疗)的|(?:救治|抢救|治疗|收治)的|(?<![没未有能])被?(?:救出|获救|送医|送院)的?"
)
_CALLED_SO = re.compile("(?:危?重|轻)?(?:伤[员者]|病人|患者)(?!的)")
_PATIENT = re.compile("伤[员者]|病人|患者")
_OF_THE_DEAD = re.compile(
    "死者|遇难者|逝者|死难者|[这该那上]述?(?:[\\d一二两三四五六七八九十]|名|些)|其中[^，。；]{0,4}[系为是]|名单"
)
# 其中两人系送医后不治: of the dead.
_OF_THEM = re.compile("[^，。；]{0,6}?(?:系|是|为)(?:[^，。；]{0,4}?(?:送医|送院|在|被|经|于|因))")
# 一名遇难者的父亲因悲伤过度被送医, 护送伤员的司机突发心梗: whom nothing of it hurt.
_NOT_OF_IT = re.compile(
    "(?:遇难|死|逝|罹难|伤)(?:[者员]|[学女男][生孩]|工人|矿工|儿童|老人|乘客|司机|村民)的(?:[祖外老岳]?[父母爷奶公婆妈爸]|丈夫|妻|老伴|儿子|女儿|[哥弟姐妹]|家[属人]|亲[属人戚])|突发(?!大|山|泥|暴|事)|心梗|心肌梗|猝死|脑溢血|脑出血|另一?起|悲伤|癌"
)
_MORE = re.compile("又|再|另|也|还有|第[二三四五六]")
_HELD = re.compile("共(?!同|计划)|累计|总共|合计|总计|先后(?:造成|致|有)")
_AS_OF = re.compile("截至|截止|通报")
_LEFT = re.compile(
    f"(?:(?:其余|其他|其它|剩下|剩余|余下|另外?)的?(?:的)?|(?:目前|现|还|仍|尚)[^，。；\\d]{{0,4}}?有|目前，?|仍在院的?)(?P<n>{NUMBER})(?:名|位|个|人)"
)
_ALIVE = re.compile("[^。；]{0,24}?(?:院|治|伤|ICU|病|稳|危险|体征)")
_EACH = re.compile("(?P<of>[^，。；]{2,24}?)各有?$")
_BOTH = re.compile("[、和与及]")
_COUNTED = re.compile("[\\d一二两三四五六七八九十百]{1,5}(?=名|位|个|人)")
_IN_BED = re.compile(
    "去世|离世|停止了?(?:呼吸|心跳)|(?:心跳|呼吸)停止|宣[告布]|没能?[有]?[挺熬撑]|救过来|咽下|衰竭|感染"
)
_MOST = 12
# 今早又走了一个; but of a crew, a family or those who may leave a hospital alive nobody says it so.
_SINCE = "(?:(?<=^)|(?<=[，。；！？…\\n早晨天晚夜午刚才里后]))(?<!伤[员者]里)(?<!伤[员者]里今[天早晨晚])(?<!伤[员者]里[上下中]午)"
_LEFT_ALIVE = "[^。！？]{0,16}?(?:出院|回家|回老家|转[院到往去]|没人|不干|辞|上访|看热闹|说没|住店)"
_GONE_TOO = re.compile(
    f"{_SINCE}(?:又|再)(?:走|没)了(?P<n>{NUMBER})(?:个|人|名|位)(?:人|伤[员者])?(?=[，。；！…、]|$)(?!{_LEFT_ALIVE})|"
    f"(?:又|再)有?(?P<of>{NUMBER})?[个名位](?:重伤的|重?伤[者员])(?:也|都)*(?:走了|没了|没[救挺熬抢])|"
    f"有(?P<badly>{NUMBER})?[个名位]重伤的(?:也|都)*(?:走了|没了|没(?:能)?(?:抢?救|[挺熬])过来)|"
    f"(?:重伤|伤得?最重|最重|ICU里)的?那(?P<these>{NUMBER})?[个位名](?:人)?(?:也|都|今[早天]|刚刚)*(?:走|没)了(?=[，。；！…]|$)"
)
_NOBODY_DEAD = re.compile("(?:无|未|没)[^，。；]{0,8}(?:死|亡|遇难)")
_DEATH_TOLD = re.compile("死(?!因|者家)|遇难|身亡|丧生|没了|亡(?!羊)")
# 5人被救出时已经没有生命体征
_DEAD_THEN = re.compile(
    "(?:出|上|下|往|到|至|医|院|获救|前|时)(?:时|后|前)?[^，。；]{0,4}(?:已|就|便)[^，。；]{0,3}(?:没|无|死|停)|当场"
)
_STRUCK = re.compile("[^，。；]{0,6}?被(?:撞|砸|压|轧|刮|碾|烫|烧)")
_FIND = re.compile("遗体|尸体|搜救|搜寻|打捞|发现|找到")


@value
class DiedLater:
    """How many are dead and how many of the hurt are left (None: nobody knows), with the entries that tell it.

    ``sure``: not by the time alone, or by that of a toll which says as of when it is.
    """

    dead: int
    left: int | None
    since: int
    """How many of the dead died later."""
    entries: tuple[Entry, ...]
    hurt: Entry | None
    sure: bool

    def fits(self, heading: Sequence[Entry]) -> bool:
        """Whether the headline lets as many be dead: it tells of none, of all, or of the toll where those who died since certainly come on top."""
        titled = {e.number for e in heading if e.fate == "dead"}
        return not titled or self.dead in titled or (self.sure and max(titled) == self.dead - self.since)


@dataclass(slots=True)
class _Toll:
    dead: list[Entry] = field(default_factory=list)
    hurt: list[Entry] = field(default_factory=list)
    end: int = 0

    @property
    def number(self) -> int:
        return sum(e.number for e in self.dead)


def died_later(text: str, entries: Sequence[Entry], reported: date | None) -> DiedLater | None:
    """The dead with those of the hurt who died later, and the hurt without them; None where it cannot be told."""
    dead = [d for e in entries if e.parent is None for d in _dead_of(e)]
    dead = sorted([*dead, *_gone_too(text, dead)], key=lambda e: e.party.start)
    later = [d for d in dead if _was_hurt(text, d)]
    if not later or len(dead) > _MOST:
        return None
    toll = _toll_before(text, entries, dead, later)
    if toll is None:
        return None
    first = next((d for d in later if d.party.start > toll.end), None)
    if first is None or (_same_sentence(text, toll, first) and not _is_called_hurt(text, first)):
        return None
    if not toll.dead and _DEATH_TOLD.search(_NOBODY_DEAD.sub("", text[: toll.end])):
        return None  # 五个没救出来，死了: of whom the ledger does not know
    if first.parent is not None and any(d.parent is first.parent for d in toll.dead):
        return None  # 五个人：一个没救回来；一个晚上也走了: one list tells of all
    if _are_told_again(text, toll, first):
        return None
    hurt = None if _others_are_hurt(text, entries, toll) else _whole(toll.hurt)
    if hurt and first.parent is not None and first.parent.number > hurt.number:
        return None  # 昨晚送来的7名伤者中，2人不治: the dead of the toll are of these, too
    steps = _steps(text, [d for d in dead if d.party.start >= first.party.start], toll.number)
    if steps is None:
        return None
    since = sum(number for _, number in steps)
    if hurt and since > hurt.number:
        return None
    left = hurt.number - since if hurt else None
    told = _told_left(text, steps[-1][0])
    if hurt and hurt.number in told and since:
        return None  # those who are left are all the hurt of the toll: it holds the dead
    of_these = hurt is not None and _are_of(text, hurt, toll, first)
    sure = left in told or of_these
    counted = any(d.party.counted for d in toll.dead) and re.search(
        "[说称]，", text[toll.end : first.party.start]
    )
    if counted and not (sure or first.party.counted or _is_called_hurt(text, first)):
        return None  # 工友老李在被救出后死在了医院: he may be one of the dead of the toll
    if not (sure or _is_later(text, toll, first, reported)):
        return None
    sure = sure or _says_as_of_when(text, toll)
    return DiedLater(toll.number + since, left, since, (*toll.dead, *(e for e, _ in steps)), hurt, sure)


def _are_told_again(text: str, toll: _Toll, first: Entry) -> bool:
    """``2人经抢救无效死亡，4人受伤。医院证实，2名伤者不治``: whether the toll already tells of as many who died in care."""
    opens = _opens(text, first.party.start, _STOPS)
    if _MORE.search(text, opens, _end(first)):
        return False
    of_them = text.startswith("其中", opens)
    return any(
        not _DEAD_THEN.search(text, d.party.start, _end_there(text, d))
        and (d.number == first.number or (of_them and d.number > first.number))
        and _in_care(text, d.party.start, min((t.end for t in d.told if t.fate == "dead"), default=_end(d)))
        for d in toll.dead
    )


def _dead_of(entry: Entry) -> Iterator[Entry]:
    if entry.fate == "dead":
        if entry.current:
            yield entry
        return
    for part in entry.parts:
        yield from _dead_of(part)


def _gone_too(text: str, dead: Sequence[Entry]) -> Iterator[Entry]:
    """``今早又走了一个``, ``重伤的那个也没了``: who is told so, as people speak, of one of the hurt, where the ledger sees nobody die."""
    for match in _GONE_TOO.finditer(text):
        number = read_number(next((n for n in match.groups() if n), "1")).value
        if number and not any(d.party.start < match.end() and match.start() < _end(d) for d in dead):
            party = Party(int(number), *match.span(), -1, "other")
            yield Entry(party, [Told("hurt", *match.span()), Told("dead", match.end() - 1, match.end())])


def _opens(text: str, at: int, marks: str = _ENDS) -> int:
    return max(text.rfind(mark, 0, at) for mark in marks) + 1


def _end(entry: Entry) -> int:
    return max([entry.party.end, *(t.end for t in entry.told)])


def _end_there(text: str, entry: Entry) -> int:
    """Where what a sentence tells of a party ends, whatever is told of it further on."""
    stops = min((n for mark in _ENDS if (n := text.find(mark, entry.party.end)) >= 0), default=len(text))
    return max([entry.party.end, *(t.end for t in entry.told if t.end <= stops)])


def _was_hurt(text: str, dead: Entry) -> bool:
    """Whether whoever died was one of the hurt: by the whole he is of, by what he is called, or as one more who dies in hospital."""
    start, end = dead.party.start, _end(dead)
    clause = _opens(text, start, _STOPS)
    if (
        _OF_THE_DEAD.search(text, clause, start)
        or dead.party.fate == "dead"
        or _OF_THEM.match(text, dead.party.end)
    ):
        return False
    if (dead.parent and dead.parent.fate in HURT) or dead.party.fate == "hurt":
        return True
    if dead.parent is not None and dead.parent.fate:
        return False
    if not _CALLED_SO.match(text, dead.party.end) and _NOT_OF_IT.search(text, clause, end):
        return False
    fate = max((t.start for t in dead.told if t.fate == "dead"), default=end)
    if _FIND.search(text, clause, end) or _DEAD_THEN.search(text, clause, end):
        return False
    if any(t.fate in HURT and t.start < fate for t in dead.told) or _WAS_HURT.search(text, clause, fate):
        return True
    return dead.party.relation == "other" and _in_care(text, start, end)


def _toll_before(
    text: str, entries: Sequence[Entry], dead: Sequence[Entry], later: Sequence[Entry]
) -> _Toll | None:
    """The last toll before the first who died later: the dead and the hurt of one sentence, or of two that follow each other."""
    hurt = [
        e
        for e in entries
        if e.current and e.party.counted and e.fate in HURT and not (e.parent and e.parent.fate in HURT)
    ]
    for first in later:
        before = [h for h in hurt if h.party.start < first.party.start]
        own = [
            d
            for d in dead
            if d.party.start < first.party.start and (d not in later or _is_before_hurt(text, d, before))
        ]
        if not own and not before:
            continue
        last = own[-1] if own else before[-1]
        opens = _opens(text, last.party.start)
        toll = _Toll([d for d in own if d.party.start >= opens])
        if len({*(d.number for d in own if d.party.start < opens), toll.number}) > 1 and not _counts_all(
            text, toll, own, opens
        ):
            return None
        toll.hurt = [h for h in before if _opens(text, h.party.start) == opens]
        if not toll.hurt:
            toll.hurt = [h for h in before if h.party.start > last.party.end] or before[-1:]
        toll.end = max(_end_there(text, e) for e in (*toll.dead, *toll.hurt))
        return toll
    return None


def _is_before_hurt(text: str, dead: Entry, hurt: Sequence[Entry]) -> bool:
    """``3人送医抢救无效死亡，4人受伤``: whether somebody who died in care is counted before the hurt of his sentence."""
    ends = _end_there(text, dead)
    stops = min((n for mark in _ENDS if (n := text.find(mark, ends)) >= 0), default=len(text))
    return dead.party.counted and any(ends <= h.party.start < stops for h in hurt)


def _others_are_hurt(text: str, entries: Sequence[Entry], toll: _Toll) -> bool:
    """Whether somebody was struck who is told of by person behind the toll: he may be hurt as well."""
    return any(
        e.is_own and not e.fate and _STRUCK.match(text, e.party.end)
        for e in entries
        if not e.party.counted and e.party.start > toll.end
    )


def _counts_all(text: str, toll: _Toll, own: Sequence[Entry], opens: int) -> bool:
    before = [d for d in own if d.party.start < opens]
    return len(toll.dead) == 1 and toll.number >= sum(d.number for d in before)


def _whole(hurt: Sequence[Entry]) -> Entry | None:
    """The one that counts all the hurt of a toll."""
    if not hurt:
        return None
    most = max(hurt, key=lambda e: e.number)
    others = [h for h in hurt if h is not most]
    if any(h.fate == most.fate for h in others) and sum(h.number for h in others) != most.number:
        return None
    return most if not others or most.fate in ("hurt", "care") else None


def _steps(text: str, dead: Sequence[Entry], toll: int) -> list[tuple[Entry, int]] | None:
    """Who died later, each with how many; None where anybody is told of who can be none of them."""
    steps: list[tuple[Entry, int]] = []
    for one in dead:
        number = one.number
        if not steps:
            steps.append((one, _times_each(text, one)))
            continue
        last, total = steps[-1][0], toll + sum(n for _, n in steps)
        clause = _opens(text, one.party.start, _STOPS)
        if number == total and one.party.counted and not _was_hurt(text, one):
            continue  # 至此已有8人死亡
        if _OF_THE_DEAD.search(text, clause, one.party.start) or one.parent is last:
            continue
        between = text[_end(last) : one.party.start]
        near = not any(mark in between for mark in _ENDS)
        more = _MORE.search(text, clause, _end(one)) is not None
        in_care = _was_hurt(text, one) or _in_care(text, clause, _end(one))
        if in_care and (more or near):
            steps.append((one, _times_each(text, one)))
        elif number in {n for _, n in steps} and _was_hurt(text, one):
            continue  # told again
        else:
            return None
    return steps


def _in_care(text: str, start: int, end: int) -> bool:
    return HOSPITAL.search(text, start, end) is not None or _IN_BED.search(text, start, end) is not None


def _times_each(text: str, dead: Entry) -> int:
    """``双阳区医院和吉大一院各有一名伤者不治``: as many times as places are named."""
    each = _EACH.search(text, _opens(text, dead.party.start, _STOPS), dead.party.start)
    return dead.number * (1 + len(_BOTH.findall(each["of"])) if each else 1)


def _told_left(text: str, last: Entry) -> set[int]:
    """How many are told to be left behind the last who died."""
    end = len(text)
    found = (m for m in _LEFT.finditer(text, last.party.end, end) if _ALIVE.match(text, m.end()))
    return {int(read_number(m["n"]).value or 0) for m in found}


def _are_of(text: str, hurt: Entry, toll: _Toll, dead: Entry) -> bool:
    """``6名伤者中的两人``: whether who died is told as some of just those whom the toll counts as hurt, counted again."""
    opens = max(toll.end, _opens(text, dead.party.start))
    again = (read_number(m[0]).value for m in _COUNTED.finditer(text, opens, dead.party.start))
    return not _same_sentence(text, toll, dead) and hurt.number in again


def _is_called_hurt(text: str, dead: Entry) -> bool:
    """Whether who died is called one of the hurt, or told as some of them; a man who was taken to another hospital may be none of these."""
    return (
        dead.parent is not None
        or dead.party.fate == "hurt"
        or dead.party.sentence < 0  # 今早又走了一个
        or _PATIENT.search(text, dead.party.end, _end(dead)) is not None
    )


def _same_sentence(text: str, toll: _Toll, dead: Entry) -> bool:
    return not any(mark in text[toll.end : dead.party.start] for mark in _ENDS)


def _says_as_of_when(text: str, toll: _Toll) -> bool:
    first = min(e.party.start for e in (*toll.dead, *toll.hurt))
    return _AS_OF.search(text, _opens(text, first), first) is not None


def _is_later(text: str, toll: _Toll, dead: Entry, reported: date | None) -> bool:
    """Whether those died at a later time than the toll is of."""
    first = min(e.party.start for e in (*toll.dead, *toll.hurt))
    opens = _opens(text, first)
    if _HELD.search(text, opens, first) and not _says_as_of_when(text, toll):
        return False  # 共造成3人死亡
    of_toll = moment_of(text, 0, opens, reported)
    of_toll = moment_of(text, opens, first, reported, of_toll) or of_toll
    since = max(toll.end, _opens(text, dead.party.start))
    of_dead = moment_of(text, since, _end(dead), reported, of_toll)
    if of_toll is None or of_dead is None:
        return False
    if of_dead.later and _same_sentence(text, toll, dead):
        return False
    return of_dead.is_after(of_toll)

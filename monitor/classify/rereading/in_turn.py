"""The dead whom a text tells of in turn and never counts: 找到9具遗体；昨夜又找到7具，加上在医院死亡的2名矿工.

Each find comes on top of those before it where its words say so (又, 另, 加上), where it is of another hour or day, where it is listed
beside them in one breath, or where these died in a hospital and those were found. A toll that counts them all begins anew. Wherever
a number could be some of those who were told of before, nothing is said.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from monitor.classify.rereading.entries import Entry
from monitor.classify.rereading.fate_words import HURT
from monitor.text.alternation import compiled
from monitor.values import value

Kind = Literal["toll", "found", "more"]

_STOPS = "。；！？\n"
_FIND = "(?:找[到出]|发现|寻获|搜[出寻]到?|打捞|[捞挖抬扒拖掘清](?:[出起上到]|理出)|清理|运[走出]|拉[出上])"
# 共打捞起遇难者14人 counts the finds, 共造成14人死亡 and 遇难人数为14人 all.
_ALL_FOUND = re.compile(f"(?:共|累计|总计|合计|至此)[^，。；]{{0,8}}?{_FIND}[^，。；]*$")
_SO_MANY = "(?:(?:死亡|遇难|罹难|死难)(?:者|人员)?(?:人数|总数)?|死)(?:了|已|仍|现|为|是|达|有|共|：)*$"
_DEAD_SO_MANY = re.compile(_SO_MANY)
_TOLL = compiled(
    "(?:共|致(?!力)|造成|累计|总计|合计|总共|人数|至此|夺[去走]|[增升][至到]|上升|增加[到至]|确认|核实|证实|已有|截至|截止|通报|公布|宣布)[^，。；：]*$|"
    f"{_SO_MANY}"
)
_FINDS = re.compile(_FIND)
_BEHIND_ALONE = frozenset("，。；")
# 找到三具遗体，找到4人，均有生命体征: these are alive.
_ALIVE = re.compile(
    "，[^，。；]{0,4}?(?:(?<![无没])有(?:明显的?)?生命|生命体征(?:平稳|稳定)|(?:意识|神志)清|活着|生还|没事|平安|获救)"
)
_TELLS_FIND = re.compile(f"{_FIND}|遗体|尸体|[具尸]")
_SOME = re.compile(
    "(?<![名位个具])(?:死者|逝者)|[名位个具](?:死者|遇难者|遗体)(?=[是为系均都中里]|分别|全部|身份|家属)|遇难者中|上述|身份|名单|[这该那](?:[\\d一二两三四五六七八九十][名位个]?|些)(?!名?[重轻]?伤)"
)
_AMONG = re.compile("其中|包括|分别")
_DEAD = re.compile("遗体|尸体|遇难|死|亡|罹难|丧生|不治|\\d具")
_DIED = re.compile("死|亡|遇难(?!者?的?遗体)|丧生|致")
_SCENE = re.compile("当场|现场|当即")
_HOSPITAL = re.compile(
    "医院|卫生院|抢救|救治|不治|途中|ICU|重症|伤重|伤势|[\\d一二三四五]院|重伤|[烧烫]伤|伤[员者]"
)
_STRONG = re.compile(
    "又|再(?!次?说|也?没|未|过)|另|还有|加上|随后|其后|此后|之后|后来|接着|继而|最后|余下|剩下|其余|也(?=已|在|被|没|不|因|于|先后|相继|是)|同时"
)
_TOO = re.compile("又|另|还有|加上|也(?=已|在|被|没|不|因|于|先后|相继|是)")
EXCEPTED = re.compile("除[^。；]{1,24}?外|仅|只有|唯一|幸存|其余[^。；]{0,8}(?:全部|均|都|无一)")
_SINCE_THEN = re.compile("其后|此后|随后|之后|后来|这以后|以后|又|再(?!次?说|也?没|未|过)|另有?|还有")
_HOUR = re.compile(
    "\\d{1,2}[日号]|[一二三四五六七八九十]{1,3}[日号]|\\d{1,2}[时点]|[今昨当前][天日晚早晨夜]|次日|翌日|第[二三四五六七八九十两]天|凌晨|清晨|早上|上午|中午|午后|下午|傍晚|晚[上间]?|深夜|午夜|夜里"
)
_DAY = re.compile("[前昨今][天日晚早晨夜]")
_DAYS = {"前": -2, "昨": -1, "今": 0}
_NTH = re.compile("第[二三四五六七八九十\\d]+[批次回趟组车]")
_JOINED = re.compile("[^，。；：]{0,10}[、和及与][^，。；：]{0,8}")
_ENDS = re.compile("[。！？\\n]")
OF_OTHERS = re.compile(
    "袭击者|枪手|凶手|凶徒|嫌疑人|嫌犯|歹徒|武装分子|恐怖分子|暴徒|肇事者|行凶|自杀式|人弹|劫持者|绑匪"
)
# Whoever did it may have died beside them.
_ATTACK = re.compile("(?<![风潮水雨雹雪流])袭击|恐怖|行凶|自焚|自爆|劫持|自杀式|人弹|冲撞人群|纵火")
_REVISED = re.compile("更正|订正|修正|勘误|有误|误报|重复(?:登记|计算|统计)")
_MOST = 12


@value
class InTurn:
    """How many died in all, and the entries that tell of them.

    ``reset``: some toll counted all up to then. ``hurt``: who was hurt, told of behind the toll, each with where it is told.
    """

    number: int
    entries: tuple[Entry, ...]
    reset: bool
    hurt: tuple[tuple[int, int], ...] = ()


@dataclass(slots=True)
class _Told:
    entry: Entry
    number: int
    kind: Kind
    start: int
    end: int
    in_care: bool


def dead_in_turn(text: str, entries: Sequence[Entry]) -> InTurn | None:
    """All who died where the text tells of them step by step; None where it cannot be told whether some are some of others."""
    if _REVISED.search(text):
        return None
    told = _in_order(text, entries)
    if not 1 < len(told) <= _MOST or any(OF_OTHERS.search(text, t.start, t.end) for t in told):
        return None
    attacked = _ATTACK.search(text) is not None
    found, others = 0, 0
    steps: list[_Told] = []
    toll: _Told | None = None
    for item in told:
        last = steps[-1] if steps else None
        if item.kind == "toll":
            if item.number < found + others:
                return None
            found, others, steps, toll = 0, item.number, [item], item
            continue
        if item.kind == "found":
            if item.number < found:
                return None
            found, steps = item.number, [*(s for s in steps if s.in_care), item]
            continue
        if last is None:
            pass
        elif last is toll and not item.entry.party.counted:
            continue
        elif last is toll and not _is_since(text, item, last):
            return None
        elif not (_is_added(text, item, last) if attacked else _is_further(text, item, last)):
            if any(s.number == item.number for s in steps):
                continue
            return None
        if item.in_care:
            others += item.number
        else:
            found += item.number
        steps.append(item)
    if len(steps) < 2 or _holds_others(text, steps):
        return None
    since = toll is not None and any(_is_of_a_later_day(text, s, toll) for s in steps)
    if not since and not any(_is_found(text, s) for s in steps) and not _some_in_care_died(text, steps):
        return None
    reset = any(s.kind != "more" for s in steps)
    hurt = tuple((s.start, s.number) for s in steps if s is not toll and s.in_care and toll)
    return InTurn(found + others, tuple(s.entry for s in steps), reset, hurt)


def _in_order(text: str, entries: Sequence[Entry]) -> list[_Told]:
    """Whoever died, in the order of the text, but for those who are told of as some of the dead; nobody where any cannot be placed."""
    out: list[_Told] = []
    dead = [own for entry in entries if entry.is_own for own in dead_of(entry)]
    dead = sorted(dead, key=lambda e: e.party.start)
    for own in sorted([*dead, *_bare_finds(text, entries, dead)], key=lambda e: e.party.start):
        start, end = own.party.start, max([own.party.end, *(t.end for t in own.told)])
        opens = max(text.rfind(mark, 0, start) for mark in "，" + _STOPS) + 1
        sentence = max(text.rfind(mark, 0, start) for mark in _STOPS) + 1
        first = min((t.start for t in own.told if t.fate == "dead"), default=end)
        if EXCEPTED.search(text, sentence, end) or _ENDS.search(text, own.party.end, first):
            return []
        further = own.party.relation in ("other", "rest") or _TOLL.search(text, opens, start)
        if own.parent is None and not further and _are_some(text, sentence, start):
            continue
        if out and not own.party.counted and not _TOO.search(text, opens, end):
            continue  # who is named may be one of those who were counted
        in_care = _HOSPITAL.search(text, sentence, end) is not None
        number = own.met.get("dead") or own.number
        out.append(_Told(own, number, _kind(text, opens, start, end, own), start, end, in_care))
    return out


def _bare_finds(text: str, entries: Sequence[Entry], dead: Sequence[Entry]) -> Iterator[Entry]:
    """``东翼找到11名遇难矿工，西翼找到5名``: a count alone behind a find, beside dead who were found."""
    for entry in entries:
        end, start = entry.party.end, entry.party.start
        if (
            entry.told
            or not (entry.party.short and entry.current)
            or text[end : end + 1] not in _BEHIND_ALONE
            or _ALIVE.match(text, end)
        ):
            continue
        last = next((e for e in reversed(dead) if e.party.end <= start), None)
        if last is None or _ENDS.search(text, last.party.end, start):
            continue
        opens = max(text.rfind(mark, 0, start) for mark in "，" + _STOPS) + 1
        before = max(text.rfind(mark, 0, last.party.start) for mark in "，" + _STOPS) + 1
        if _FINDS.search(text, opens, start) and _FINDS.search(text, before, last.party.start):
            yield entry


def dead_of(entry: Entry) -> Iterator[Entry]:
    """An entry, or the parts of it, that the words for dying are told of."""
    if entry.met.get("dead") and entry.fate == "dead":
        yield entry
    else:
        for part in entry.parts:
            if part.current:
                yield from dead_of(part)


def _are_some(text: str, sentence: int, start: int) -> bool:
    """Whether the words of a sentence before a count tell that it is of some of the dead told before; 30人获救，其中1人不治 is none of them."""
    if _SOME.search(text, sentence, start):
        return True
    among = _AMONG.search(text, sentence, start)
    if among is None:
        return False
    since = (
        sentence
        if among.start() > sentence + 2
        else max(text.rfind(mark, 0, sentence - 1) for mark in _STOPS) + 1
    )
    return _DEAD.search(text, max(0, since), among.start()) is not None


def _kind(text: str, opens: int, start: int, end: int, own: Entry) -> Kind:
    of_the_hurt = own.parent is not None and own.parent.fate in HURT
    if own.party.relation in ("other", "rest") or (
        of_the_hurt and not _DEAD_SO_MANY.search(text, opens, start)
    ):
        return "more"
    if _ALL_FOUND.search(text, opens, start):
        return "found"
    if not _TOLL.search(text, opens, start):
        return "more"
    # 已有18名矿工的遗体运出矿井: whoever died in a hospital is none of them.
    if _SCENE.search(text, opens, start):
        return "more"
    return "found" if _TELLS_FIND.search(text, opens, end) and not _DIED.search(text, opens, end) else "toll"


def _is_found(text: str, told: _Told) -> bool:
    """Whether they are told of as bodies or finds: those who die otherwise are told of again as often as others are added (0067)."""
    clause = max(text.rfind(mark, 0, told.start) for mark in "，" + _STOPS) + 1
    return _TELLS_FIND.search(text, clause, told.end) is not None


def _some_in_care_died(text: str, steps: Sequence[_Told]) -> bool:
    """``两名乘客当场没了气息。医院说一共拉来13个人，其中一名没能救过来；余下的12人…``: those in care are all told of, so that those at the scene are others."""
    at_scene = [s for s in steps if not s.in_care]
    cared = [s for s in steps if s.in_care]
    return (
        bool(at_scene and cared)
        # 两名乘客当场没了气息 … 其中两名乘客没能救过来 may be the same two.
        and not {(s.number, s.entry.party.noun) for s in at_scene}
        & {(s.number, s.entry.party.noun) for s in cared}
        and all(_at_scene(text, s) for s in at_scene)
        and all(
            s.entry.parent is not None
            and s.entry.parent.left == 0
            and any(part.party.relation == "rest" for part in s.entry.parent.parts)
            for s in cared
        )
    )


def _opens(text: str, item: _Told, last: _Told) -> int:
    """From where words may say how those stand to the last: their own sentence, behind the last."""
    return max(last.end, max(text.rfind(mark, 0, item.start) for mark in "。！？\n") + 1)


def _is_since(text: str, item: _Told, toll: _Told) -> bool:
    """Whether those died when the toll had been told: 此后, or 今晨 where that was 截至昨天20时."""
    return _SINCE_THEN.search(text, _opens(text, item, toll), item.end) is not None or _is_of_a_later_day(
        text, item, toll
    )


def _is_of_a_later_day(text: str, item: _Told, toll: _Told) -> bool:
    if item.number >= toll.number or not item.in_care:
        return False
    told = _day(text, max(text.rfind(mark, 0, toll.start) for mark in _STOPS) + 1, toll.start)
    since = _day(text, _opens(text, item, toll), item.end)
    return told is not None and since is not None and told < since


def _day(text: str, start: int, end: int) -> int | None:
    """The day that a sentence names last, as told from today."""
    days = [_DAYS[m[0][0]] for m in _DAY.finditer(text, start, end)]
    return days[-1] if days else None


def _is_added(text: str, item: _Told, last: _Told) -> bool:
    """Whether the words say that these come on top."""
    opens = _opens(text, item, last)
    if _are_some(text, opens, item.start):
        return False
    if item.entry.party.relation in ("other", "rest") or _STRONG.search(text, opens, item.end):
        return True
    # 现场死亡11人, 送医的又有2人: of two manners of dying.
    one, other = (item, last) if item.in_care else (last, item)
    return one.in_care and not other.in_care and (other.kind == "found" or _at_scene(text, other))


def _at_scene(text: str, told: _Told) -> bool:
    opens = max(text.rfind(mark, 0, told.start) for mark in "，" + _STOPS) + 1
    return _SCENE.search(text, opens, told.end) is not None


def _is_further(text: str, item: _Told, last: _Told) -> bool:
    opens = _opens(text, item, last)
    if _is_added(text, item, last):
        return True
    if _are_some(text, opens, item.start):
        return False
    if item.in_care != last.in_care:
        return True
    if item.number == last.number and not _TELLS_FIND.search(text, opens, item.end):
        return False
    if _HOUR.search(text, opens, item.end) and _TELLS_FIND.search(text, opens, item.end):
        return True
    between = text[last.entry.party.end : item.start]
    if _JOINED.fullmatch(between) or _NTH.search(text, opens, item.end):
        return True
    if _ENDS.search(between):
        return False
    # 井下发现12名遇难者，井口有2名工人身亡
    return re.search(_FIND, between) is not None or ("；" not in between and item.number != last.number)


def _holds_others(text: str, steps: Sequence[_Told]) -> bool:
    """Whether one of them could be the sum of some that follow it without a word that sets them apart."""
    for n, one in enumerate(steps):
        total = 0
        for m in range(n + 1, len(steps)):
            total += steps[m].number
            if total == one.number and m > n + 1 and not _SINCE_THEN.search(text, one.end, steps[n + 1].end):
                return True
    return False

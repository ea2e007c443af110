"""The hurt told one by one where no number counts them all: 新娘额头磕破；伴郎左臂骨折 … 货车司机也被撞断了腿.

Everybody is booked once. Two may be the same where the later is called as the earlier was; a single one may be of a group told before
him, and a group without a noun of its own (三人均送医) takes in those before it. Who stands apart, by what he was there for, by his
vehicle or by a word (另, 还有, 也), is somebody else.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from monitor.classify.rereading.entries import NEAR, Entry
from monitor.classify.rereading.fate_words import HURT, Fate
from monitor.classify.rereading.likeness import are_unlike
from monitor.classify.rereading.strangers import is_other_kind
from monitor.classify.rereading.who_is_hurt import Hurt, hurt_of

_MOST, _SEVERAL = 12, 3
# 感到胸闷, 受惊吓: taken to hospital, but not hurt.
_UNWELL = re.compile("吓|惊|胸闷|心口|心脏病|不适|头晕|检查|体检|观察")
# 7人受伤 beside the dead, 造成7人受伤: a toll.
_N = "[\\d一二两三四五六七八九十]"
_TOLL = re.compile(
    f"共|造成|致|死亡?(?={_N})|{_N}人?死|{_N}[人名][^，。；]{{0,4}}(?:死亡|遇难|身亡|失[踪联])"
)
_HURT_AS_SUCH = re.compile("(?<![烧烫砸撞摔划擦扭割])伤|就医|送医")
# 吸入氨气的4人住院: poisoned, not hurt.
_POISON = re.compile("中毒|氨|氯|硫化氢|煤气|一氧化碳|食物")
# Who is one of these is nobody who is called by another trade; passengers, workers and villagers may be anybody.
_ROLE = re.compile(
    "[员工师匠手主警长贩]$|司机|老板|会计|保安|邻居|夫妇|夫妻|学生|老师|护士|门卫|保姆|顾客|食客|摊|[妹]$"
)
_BROAD = re.compile(
    "乘|旅客|游客|居民|村民|住户|群众|市民|[职员]工|工人|民工|人员|伤[者员]|队员|员工|租|房客"
)
# 重症伤员经抢救无效死亡: one of those who are told of before.
_HURT_DIED = re.compile("(?:伤[员者]|重症)[^，。；]{0,10}?(?:不治|死亡|去世|离世|身亡)")
_GENERIC = frozenset(
    [
        *("男子", "女子", "男的", "女的", "男人", "女人", "老人", "孩子", "小孩", "青年", "妇女", "男孩", "女孩", "小伙", "小伙子"),
        *("伤者", "获救者", "生还者", "幸存者", "被困者", "同伴", "其子", "其妻", "其夫", "其父", "其母"),
    ]
)  # fmt: skip
_ALL_HURT: frozenset[Fate] = frozenset({"hurt", "care"})


def told_one_by_one(text: str, entries: Sequence[Entry], known: int) -> list[tuple[int, Entry]]:
    """Those who are hurt and alive, each party once with how many it is; nothing where it cannot be told. ``known`` are the hurt by the first reading."""
    units = [hurt_of(text, e, n) for e, n in _units(entries) if not _is_unwell(text, e)]
    if len(units) == 1 and units[0].entry.fate not in HURT:
        return []
    if not 0 < len(units) <= _MOST or _HURT_DIED.search(text, units[0].entry.party.end):
        return []
    dead = [hurt_of(text, e, e.number) for e in entries if e.current and e.fate == "dead" and e.number == 1]
    roll: list[Hurt] = []
    tolls = [one for one in units if _is_toll(text, one)]
    counts = [one for one in units if one.number == known and one.anybody and _all_alike(one.entry)]
    if whole := next(iter([*tolls, *counts]), None):
        # All of them are counted: only who is told of further on, as one more, is none of these.
        roll.append(whole)
        behind = units[units.index(whole) + 1 :]
        units = [one for one in behind if (one.also and one.drives if tolls else one.more)]
    for one in units:
        if one.is_group and one.more and one.anybody:
            return []  # 刘某夫妇和邻居被刺伤 … 另两名伤者: who is left, or others
        if one.is_group or not any(_has_died(one, d) for d in dead):
            _book(roll, _with_members(text, one, entries))
    return [] if _are_parts(roll) else [(one.number, one.entry) for one in roll]


def _are_parts(roll: Sequence[Hurt]) -> bool:
    """Whether those told of may be some of each other: three or more who are counted are mostly all of them, and of people who are all named, or all counted, some are told of twice (0067)."""
    counted = [one.entry.party.counted for one in roll]
    groups = [one.entry.party.counted and one.is_group for one in roll]
    return any(one.number >= _SEVERAL for one in roll) or 1 not in (sum(counted), sum(groups))


def _units(entries: Sequence[Entry]) -> Iterator[tuple[Entry, int]]:
    """The parties of whom some are hurt, parts with their whole, and how many of them are hurt and alive."""
    for entry in entries:
        if entry.parent or not entry.current or entry.party.relation in ("among", "rest"):
            continue
        number = sum(n for fate, n in entry.met.items() if fate in HURT)
        if number:
            yield entry, number


def _with_members(text: str, one: Hurt, entries: Sequence[Entry]) -> Hurt:
    """``李某和妻子 … 两人烧伤``, ``车内4人中，司机和乘客重伤``: with what those are called whom a count sums up."""
    party = one.entry.party
    if one.entry.fate not in HURT:
        parts = [hurt_of(text, part, part.number) for part in one.entry.parts]
        unknown = any(part.unnamed for part in parts)
        return one if unknown else replace(one, members=frozenset(part.noun or "?" for part in parts))
    before = [e.party for e in entries if e.party.end <= party.start and e.party.sentence == party.sentence]
    last = before[-one.entry.number :]
    if not one.unnamed or len(last) < one.entry.number or any(p.counted or p.number > 1 for p in last):
        return one
    return replace(one, members=frozenset(p.noun for p in last))


def _all_alike(entry: Entry) -> bool:
    """Whether a count tells of the hurt as such: 两名重伤者 are some of them."""
    return not entry.met.keys().isdisjoint(_ALL_HURT)


def _is_toll(text: str, one: Hurt) -> bool:
    """``7人受伤`` beside the dead or the missing, or summed up: whoever is told of further on is one of these."""
    party = one.entry.party
    if not party.counted or one.kind or party.relation != "own" or one.entry.parent:
        return False
    if not any(_HURT_AS_SUCH.search(text, told.start, told.end) for told in one.entry.told):
        return False  # 两人遇难，一人被压住双腿
    begins = max(text.rfind(mark, 0, party.start) for mark in "。！？\n") + 1
    ends = min((at for mark in "。！？\n" if (at := text.find(mark, party.end)) >= 0), default=len(text))
    return _TOLL.search(text, begins, ends) is not None


def _is_unwell(text: str, entry: Entry) -> bool:
    """Whether somebody was taken to hospital though not hurt."""
    if any(t.fate not in ("care", "safe") for e in (entry, *entry.parts) for t in e.told):
        return False
    if _POISON.search(text):
        return True
    since = max(text.rfind(mark, 0, entry.party.start) for mark in "。；！\n") + 1
    return _UNWELL.search(text, since, entry.span[1] + 6) is not None


def _has_died(one: Hurt, dead: Hurt) -> bool:
    """Whether one who is hurt is told dead elsewhere, by his name perhaps: 产妇昏迷 … 龚某停止了呼吸."""
    if _is_same(one, dead):
        return True
    named = dead.noun.endswith("某") and dead.kind is None
    return named and one.bare and one.kind is None and not one.name and not are_unlike(one.noun, dead.noun)


def _book(roll: list[Hurt], one: Hurt) -> None:
    """Add whoever is not known yet; a group takes the place of those of it who were."""
    if one.unnamed and not one.is_group and any(not k.unnamed and _is_near(k, one) for k in roll):
        return  # 司机与副驾驶受伤，一人断了三根肋骨
    if any(_takes_in(known, one) for known in roll):
        return
    inner = [k for k in roll if _sums_up(one, k)] if one.is_group and not one.more else []
    if sum(known.number for known in inner) > one.number:
        return  # 两人均送医: some of those before
    if not inner:
        roll.append(one)
        return
    roll[:] = [one if k is inner[0] else k for k in roll if k is inner[0] or k not in inner]


def _sums_up(group: Hurt, known: Hurt) -> bool:
    """Whether a group told further on holds somebody told before: 三人均送医, 两名女生, but not 两个打工妹."""
    alike = group.noun == known.noun or (group.kind is not None and group.kind == known.kind)
    alike = alike or (group.noun in _GENERIC and group.noun.endswith("者"))
    return (group.anybody or alike or not group.called) and _takes_in(group, known)


def _is_near(known: Hurt, one: Hurt) -> bool:
    return one.entry.party.sentence - known.entry.party.sentence <= NEAR


def _takes_in(known: Hurt, one: Hurt) -> bool:
    """Whether one is known already: the same, or some of a group."""
    if not known.is_group:
        return not one.is_group and _is_same(known, one)
    again = one.noun == known.noun and one.others
    return (again or not one.more) and one.number <= known.number and _may_be_of(known, one)


def _may_be_of(group: Hurt, one: Hurt) -> bool:
    """Whether one may be of a group: not somebody of another kind, of a pair told of only behind it, or listed beside it (两名装修工被烧伤，四名路人被划伤)."""
    if group.unnamed and one.called and group.entry.party.relation in ("other", "rest"):
        return False  # 轿车上…另两人重伤；拖拉机上的夫妻…
    if group.kind and one.kind and is_other_kind(group.kind, group.vehicle, one.kind, one.vehicle):
        return False
    if not group.anybody and one.place and one.place != group.place:
        return False
    if group.segment[0] == one.segment[0] and group.segment[1:] != one.segment[1:]:
        return not (group.segment[2] and one.segment[2])
    if group.members:
        return not one.called or one.noun in group.members
    if not group.entry.party.counted:
        return not one.called or bool(set(group.noun) & set(one.noun))  # 夫妻俩: nobody else
    if group.called and one.called and group.noun != one.noun:
        return not (_are_listed(group, one) or are_unlike(group.noun, one.noun))
    return True


def _are_listed(group: Hurt, one: Hurt) -> bool:
    """``两名顾客被砸伤，一名理货员…``: by trade, or beside each other in one sentence."""
    if _ROLE.search(group.noun) and _ROLE.search(one.noun) and not _BROAD.search(group.noun + one.noun):
        return True
    beside = one.indefinite and group.entry.party.sentence == one.entry.party.sentence
    told_apart = one.is_group or bool(one.kind and group.kind)
    return beside and told_apart and one.kind != group.kind


def _is_same(first: Hurt, second: Hurt) -> bool:
    known, one = sorted((first, second), key=lambda h: h.entry.party.start)
    if known.name and one.name:
        return known.name == one.name
    if one.more or are_unlike(known.noun, one.noun):
        return False
    if known.noun == one.noun or (known.kind and known.kind == one.kind):
        # 司机老宋 … 货车司机: who is told of by his vehicle further on is another.
        apart = one.vehicle and known.vehicle != one.vehicle
        return not apart and not one.indefinite
    return one.noun in _GENERIC and one.bare

"""Persons whom a text names without a number, and the wounds that it tells of them clause by clause: 孩子被母亲抱在怀里，仅额头擦破了皮."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from monitor.classify.figures.persons_words import AGENT, ONE, TWO
from monitor.classify.figures.wounds import GATE, WOUND, degree, is_told
from monitor.text.alternation import compiled, screened

_CLAUSE = re.compile("[^，；：！？…\\n]+")
# The elder and the younger of two: 大的肝破裂，小的只是擦伤.
PERSON = re.compile(
    f"(?P<pair>{TWO}|(?:双方|两车|两辆车)的?(?:司机|驾驶员))|(?P<one>{ONE}|[老小阿](?:(?<![一-鿿].)|(?<=[友员将工].))(?![腿臂指脚腹脑肠手拇人孩])[一-鿿](?=[锁肋左右头脸手脚腿腰胸背被崴摔磕扭骨])|[大小]的(?<![^，；。]..)(?=[只才也还被在没送伤头腿手脚胳]|孩子))"
)
"""One person, or two who belong together: all that :data:`ONE` and :data:`TWO` name, and more."""
_JOINED = re.compile("(?:和|与|及|以及|、|跟|带着|抱着)[^，；、]{0,8}")
# Two women, several pupils: counted, or not to be counted.
_COUNTED = re.compile(
    "(?:[多数几两各众俩]|部分|一些|若干|全体|不少|所有|其他|其余|每[名位个]|(?<![\\d.])(?:[2-9]|1\\d|\\d{2,})|[二三四五六七八九十百千](?:[余多来])?)[名位个人]?[^，。；、一\\d]{0,6}$"
)
_PLURAL = re.compile("们|等(?!待|候|到|来|红)|家属|家长|之间|代表")
# 被母亲抱着, 由护士照看: whoever did it.
_BY = re.compile("(?:被|由|让|给|向|(?<!一)对|跟|随|据|因|为|替|帮|找|问|和|与|同)[^，；、]{0,4}$")
_TO = re.compile(
    "(?:将|把|救[出下起]|撞[倒伤飞上向到]|砸[中到伤倒]|刮倒|扶起|抬出|抱出|背出|找到|发现|送[走]?)(?:了|一名|一位|一个|1名|该|那名)?[^，；、]{0,6}$"
)
_TELLS = re.compile(
    "说(?!是|就是|只是|自己)|称|表示|介绍|告诉|回忆|透露|认为|反映|证实|看到|看见|目睹|听到|赶到|赶来|赶赴|报警|拨打|施救|扑救(?!时|中)|参与|诊断|检查后?[为，]|手术|家属|的(?:家|车|房|店|父|母|妻|丈|儿|女|弟|哥|姐|妹|亲|同|朋|手机|电话)"
)
_DEAD = re.compile(
    "死亡|身亡|遇难|不治|罹难|丧生|离世|去世|死了|没了(?!皮)|无效|停止呼吸|没了?呼吸|无生命(?:体征|迹象)|没有生命体征|停止心跳|溺亡|遗体|失踪|失联|下落不明|被冲走"
)
_UNHURT = screened("(?:未|没有?|并?无|毫发无|安然无)(?:受)?(?:伤|恙|损|大碍)|平安|没事")
_SUPPOSED = compiled(
    "[断伤折破]过|可能|容易|曾经?(?!被?救)|体检|[年月]前|以前|从前|小时候|生前|早年|那年|如果|假如|万一|一旦|要是|倘若|差点|险些|怕|担心|以免|防止|避免|否则"
)
# Whose wound it is where somebody else stands between: 司机打开车门，老人腿部骨折.
_BETWEEN = re.compile(
    "将|把|打[死伤]|捅|砍(?!伤[，。])|撞[死伤倒](?!了?[头腿腰手脚胸脸肋])|称|说(?!是|就是|只是|自己)|告诉|赔|起诉|索赔|要求|投诉|家属|怀疑|担心|如果|不(?=会|能)"
)
_SEVERAL = re.compile(
    "(?:[两二三四五六七八九十]|(?<!\\d)[2-9]|\\d\\d|[几多数])[名位个]?人|(?:[两二三四五六七八九十几数多]|\\d)[名位]"
)
_FAR_CHARS = 240
"""No clause is longer; and one that repeats a wound takes no time that grows with its square."""
_ALSO = re.compile("(?:还有|另有|另外|另一|又有|此外|同时|同车)")


@dataclass(frozen=True, slots=True)
class Hurt:
    """One person, or two who belong together, told to be hurt; ``start`` is where they are named, ``end`` where the wound is told."""

    who: str
    value: int
    start: int
    end: int
    badly: int = 0
    also: bool = False
    """Named beside others: 还有一名老人."""


@dataclass(frozen=True, slots=True)
class Group:
    """The hurt of one sentence, or of several that go on about further ones."""

    value: int
    badly: int
    start: int
    end: int
    names: frozenset[str]


@dataclass(slots=True)
class _Subject:
    who: str
    value: int
    start: int


class LoneWounds:
    """Reads the sentences of a text in order; a sentence may go on about the one whom the last named."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._subject: _Subject | None = None
        self._until = -1

    def read(self, span: tuple[int, int]) -> list[Hurt]:
        """The persons whom a sentence tells to be hurt, each once; not those who die of it."""
        if not GATE.search(self._text, span[0]):
            return []  # neither here nor further on, so that it is all one whom this is about
        if span[0] > self._until + 3:
            self._subject = None
        found: dict[int, Hurt] = {}
        for clause in _CLAUSE.finditer(self._text, *span):
            for hurt in self._clause(*clause.span(), found):
                known = found.get(hurt.start) or next((h for h in found.values() if hurt.who in h.who), hurt)
                found[known.start] = replace(known, badly=max(known.badly, hurt.badly))
        self._until = span[1]
        return [found[start] for start in sorted(found)]

    def group(self, hurt: list[Hurt], sentence: int, before: Group | None) -> Group:
        """Count the hurt of a sentence, and those of the one before it where these are others."""
        names = frozenset(h.who for h in hurt)
        own = Group(
            sum(h.value for h in hurt), sum(h.badly for h in hurt), hurt[0].start, hurt[-1].end, names
        )
        goes_on = self._text[sentence - 1 : sentence] == "；" or hurt[0].also
        if before is None or not goes_on or names & before.names:
            return own
        return Group(
            before.value + own.value, before.badly + own.badly, before.start, own.end, before.names | names
        )

    def _clause(self, start: int, end: int, found: dict[int, Hurt]) -> Iterator[Hurt]:
        words = self._text[start:end]
        persons = self._persons(start, end)
        if _DEAD.search(words):
            carried = [self._subject] if self._subject and not _COUNT.search(words) else []
            for person in persons or carried:
                found.pop(person.start, None)
            self._subject = None
        elif _UNHURT.search(words) or _SUPPOSED.search(words):
            self._subject = None
        else:
            yield from self._wounds(persons, start, end)
            self._move_on(persons, words)

    def _wounds(self, persons: list[_Subject], start: int, end: int) -> Iterator[Hurt]:
        if not GATE.search(self._text, start, end):
            return
        for wound in WOUND.finditer(self._text, start, end):
            owner = self._owner(persons, start, wound) if is_told(self._text, wound) else None
            if owner:
                also = _ALSO.search(self._text, max(start, owner.start - 14), owner.start) is not None
                badly = owner.value if degree(wound) == "seriously_injured" else 0
                yield Hurt(owner.who, owner.value, owner.start, wound.end(), badly, also)

    def _owner(self, persons: list[_Subject], start: int, told: re.Match[str]) -> _Subject | None:
        """Whose wound it is: of the last who is named before it in the clause, else of the one whom the clauses before were about."""
        wound = told.start()
        for person in persons:
            if wound <= person.start < told.end():
                return person  # 夹断了老人的手指
        before = [p for p in persons if p.start < wound]
        since = before[-1].start if before else start
        if wound - since > _FAR_CHARS or not (before or self._subject):
            return None
        if _SEVERAL.search(self._text, since, wound):
            return None
        for person in reversed(before):
            gap = self._text[person.start + len(person.who) : wound]
            if _BETWEEN.search(gap) or _TELLS.search(gap) or _PLURAL.match(gap):
                return None
            return person
        return None if before or PERSON.search(self._text, start, wound) else self._subject

    def _move_on(self, persons: list[_Subject], words: str) -> None:
        if persons:
            first = persons[0]
            if not _TELLS.search(words):
                self._subject = first
        elif _COUNT.search(words):
            self._subject = None

    def _persons(self, start: int, end: int) -> list[_Subject]:
        """Those named in a clause who may be hurt: nobody counted, nor whoever acts on others."""
        out: list[_Subject] = []
        open_end = -1
        for match in PERSON.finditer(self._text, start, end):
            last = out[-1] if open_end >= 0 else None
            between = self._text[open_end : match.start()] if last else ""
            if last and (_JOINED.fullmatch(between) or _OF.fullmatch(between)):
                value = last.value if _JOINED.fullmatch(between) else 0
                out[-1] = _Subject(self._text[last.start : match.end()], value + _how_many(match), last.start)
                open_end = match.end()
                continue
            open_end = -1
            if self._may_be_hurt(match, start, end):
                out.append(_Subject(match[0], _how_many(match), match.start()))
                open_end = match.end()
        return out

    def _may_be_hurt(self, match: re.Match[str], start: int, end: int) -> bool:
        before = self._text[max(start, match.start() - 12) : match.start()]
        if _COUNTED.search(before) or _DENIED.search(before) or _PLURAL.match(self._text, match.end()):
            return False
        if _BY.search(before) and not _TO.search(before):
            return False
        return not _AGENT.match(match[0]) or _STRUCK.search(self._text, match.end(), end) is not None


def _how_many(person: re.Match[str]) -> int:
    return 2 if person["pair"] else 1


_OF = re.compile("家?的?(?:[一1][名位个])?")
_DENIED = re.compile("(?:没有?|无|未有)(?:任何)?(?:[一1][名个位]?)?$")
_AGENT = re.compile(AGENT)
_STRUCK = re.compile("被|受伤|摔|崴|扭伤|中暑|灼伤|烧伤|砸|呛|烫")
_COUNT = screened(
    "(?:[2-9]|\\d{2,}|[两二三四五六七八九十])[名位个]?(?:人|学生|工人|乘客|村民|旅客|游客|员工)"
)

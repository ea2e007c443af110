"""Grading an emergency by statute: the highest level that the stated facts support, with every rule that fired.

What makes a level provisional: a rule that only stands in, an approximate or unverified figure, or a fact not stated that
could still raise it (injured of whom none is said to be 重伤; missing or trapped people). An emergency without any figure
that a rule asks for has no level: the text's own words (`told_level`) stand in, provisional. 无人员伤亡 is a figure: IV, certain.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal

from monitor.classify.figures.casualties import Casualties
from monitor.classify.figures.origin import Origins
from monitor.classify.grading.acute import is_acute
from monitor.classify.grading.density import density_of
from monitor.classify.grading.severity_facts import ANY_NUMBER, Fact, at_worst, read_facts, with_dead
from monitor.classify.grading.severity_rules import Density, Domain, SeverityRule, SeverityRules
from monitor.classify.grading.sought import still_lost
from monitor.classify.grading.storming import is_stormed
from monitor.classify.grading.water_cut import Cut, WaterCutFinder
from monitor.classify.result import EMERGENCIES, GRAVE, SEVERITIES, SEVERITY_LABELS, Basis, Place, graver
from monitor.text.clean import CleanText, clean_text

_QUOTE_CHARS = 60


@dataclass(frozen=True, slots=True)
class Wording:
    """An item's title and text, as given and clean; quotations come from the given one."""

    raw_title: str
    title: CleanText
    raw_text: str
    text: CleanText

    def quote(self, place: Place) -> str:
        """The words at a place, as given."""
        raw = self.raw_title if place.field_name == "title" else self.raw_text
        return raw[place.start : place.end][:_QUOTE_CHARS]


@dataclass(frozen=True, slots=True)
class Coming:
    """The level that an emergency would reach if of its ``missing`` and ``trapped`` none came back: for a person to confirm."""

    level: str
    missing: int
    trapped: int

    @property
    def words(self) -> str:
        """Whom it rests on, in the officer's words."""
        named = (("失联", self.missing), ("被困", self.trapped))
        people = "、".join(f"{word}{number}人" for word, number in named if number)
        return f"{people}尚无下落，如均遇难可达{SEVERITY_LABELS[self.level]}"


@dataclass(frozen=True, slots=True)
class Grade:
    """A level (None when no stated fact supports one), whether it may still change, and why.

    ``by_number``: a fact of the text carries it, more than 暂无伤亡报告.
    """

    level: str | None
    provisional: bool
    basis: tuple[Basis, ...] = ()
    reasons: tuple[str, ...] = ()
    by_number: bool = False
    coming: Coming | None = None


@dataclass(frozen=True, slots=True)
class _Fired:
    rule: SeverityRule
    sure: bool
    places: tuple[Place, ...]
    told: bool = True


class Grader:
    """Grades by one version of ``config/severity.yaml``; build once, use for every item."""

    def __init__(self, rules: SeverityRules) -> None:
        self._rules = rules
        self._by_kind = {kind: tuple(_rules_for(rules, kind)) for kind in EMERGENCIES}
        self._standing_in = {rule.id: rule.model_copy(update={"provisional": True}) for rule in rules.rules}
        self._water = WaterCutFinder(rules.water_cut)
        self._words = {rule.id: _patterns(rule) for rule in rules.rules if rule.words}

    @property
    def version(self) -> str:
        """The version of the rules."""
        return self._rules.version

    def grade(self, kind: str, casualties: Casualties, wording: Wording, *, on: date) -> Grade:
        """Grade an emergency of a kind by the rules in force on ``on``, the day of the grading."""
        poisoned = casualties.figures.get("poisoned")
        words = [clean_text(wording.quote(place)) for place in poisoned.places] if poisoned else []
        facts = read_facts(casualties, ill=not is_acute(kind, words))
        rules = list(self._applicable(kind, on, wording))
        fired = list(self._fire(rules, facts, wording))
        level = _highest(fired)
        coming = self._coming(rules, facts, casualties, wording, level)
        if level is None:
            return Grade(None, True, (), ("文中没有可据以定级的数字", *_foreboding(coming)), coming=coming)
        top = [f for f in fired if f.rule.level == level]
        open_ends = at_worst(kind, facts, casualties, wording.text)
        raised = _OPEN_FACTS if self._rises(level, rules, open_ends, wording) else ""
        if not raised and kind == "earthquake" and level not in GRAVE:
            # From II to I no deadline changes, and a firm toll of fifty dead is no open matter.
            raised = _UNKNOWN_DENSITY if self._rises(level, rules, open_ends, wording, worst=True) else ""
        reasons = _doubts(top, raised=raised)
        basis = tuple(_basis(f, wording) for f in _by_level(fired))
        told = any(f.told for f in top)
        return Grade(level, bool(reasons), basis, (*reasons, *_foreboding(coming)), told, coming)

    def _rises(
        self,
        level: str,
        rules: Sequence[SeverityRule],
        facts: Mapping[str, Fact],
        wording: Wording,
        *,
        worst: bool = False,
    ) -> bool:
        """Whether such facts, or with ``worst`` a densely settled epicentre as well, would raise a level."""
        return graver(level, _highest(self._fire(rules, facts, wording, worst=worst))) != level

    def _coming(
        self,
        rules: Sequence[SeverityRule],
        facts: Mapping[str, Fact],
        casualties: Casualties,
        wording: Wording,
        level: str | None,
    ) -> Coming | None:
        """The level that the missing and trapped would make if none came back, where that is graver than the level."""
        lost = {name: n for name, n in still_lost(casualties.figures, wording.text).items() if n}
        if not lost:
            return None
        worse = _highest(self._fire(rules, with_dead(facts, sum(lost.values())), wording))
        if worse is None or graver(level or "IV", worse) == (level or "IV"):
            return None
        return Coming(worse, int(lost.get("missing", 0)), int(lost.get("trapped", 0)))

    def _applicable(self, kind: str, on: date, wording: Wording) -> Iterable[SeverityRule]:
        """The rules in force; those that stand in for a kind's own are provisional, unless the words make them its own."""
        for rule in self._by_kind.get(kind, ()):
            domain = self._rules.domains[rule.domain]
            if not rule.in_force(domain.graded_on(on)):
                continue
            if kind in domain.stands_in_for and not _is_own(domain, wording):
                yield self._standing_in[rule.id]
            else:
                yield rule

    def _fire(
        self,
        rules: Sequence[SeverityRule],
        facts: Mapping[str, Fact],
        wording: Wording,
        *,
        worst: bool = False,
    ) -> Iterable[_Fired]:
        for rule in rules:
            held = [facts.get(t.field) for t in rule.when]
            known = [fact for fact in held if fact is not None]
            if len(known) < len(held) or not all(
                t.holds(f.value, more=f.more) for t, f in zip(rule.when, known, strict=True)
            ):
                continue
            said = self._said(rule, wording, worst=worst)
            if said is not None:
                sure = not rule.provisional and all(f.sure for f in known) and said.sure
                told = not known or any(f.most is None or f.most < ANY_NUMBER for f in known)
                yield _Fired(rule, sure, (*(p for f in known for p in f.places), *said.places), told)

    def _said(self, rule: SeverityRule, wording: Wording, *, worst: bool = False) -> Fact | None:
        """What a rule asks of the words of the text; None when they do not say it.

        ``worst``: where nobody tells how many live at the epicentre, it may be densely settled.
        """
        places: list[Place] = []
        for pattern in self._words.get(rule.id, ()):
            place = _find(pattern, wording, stormed=rule.near is not None)
            if place is None:
                return None
            places.append(place)
        if rule.water_cut:
            cut = self.water_cut(wording)
            if cut is None or cut.level != rule.water_cut:
                return None
            clean = wording.title if cut.part == "title" else wording.text
            places.append(Place(cut.part, *clean.source_span(cut.start, cut.end)))
            if not cut.sure or Origins(clean.text).at(cut.end) == "unverified":
                return Fact(0, False, tuple(places))
        if rule.area:
            density = self._density(wording)
            if density is None and worst:
                density = "dense"
            if density == "sparse" or (rule.area == "dense") != (density == "dense"):
                return None
            return Fact(0, density is not None, tuple(places))
        return Fact(0, True, tuple(places))

    def water_cut(self, wording: Wording) -> Cut | None:
        """The drinking-water intake that an item says was cut by pollution."""
        return self._water.find(wording.title.text, wording.text.text)

    def _density(self, wording: Wording) -> Density | None:
        return density_of(wording.title.text, wording.text.text, self._rules.population)


def _rules_for(rules: SeverityRules, kind: str) -> Iterable[SeverityRule]:
    """The rules that grade a kind, its own and those that stand in for them."""
    for rule in rules.rules:
        domain = rules.domains[rule.domain]
        if kind in domain.kinds or kind in domain.stands_in_for:
            yield rule


def _is_own(domain: Domain, wording: Wording) -> bool:
    words = wording.title.text + wording.text.text
    return any(word in words for word in domain.own_by_words)


def _foreboding(coming: Coming | None) -> tuple[str, ...]:
    return (f"预警：{coming.words}，请核实并及早准备",) if coming else ()


def _highest(fired: Iterable[_Fired]) -> str | None:
    level: str | None = None
    for one in fired:
        level = graver(level, one.rule.level)
    return level


def _by_level(fired: Sequence[_Fired]) -> list[_Fired]:
    return sorted(fired, key=lambda f: SEVERITIES.index(f.rule.level))


_OPEN_FACTS = "尚未说明的事实（重伤人数、失联或被困人员）可能使等级升高"
_UNKNOWN_DENSITY = "震中人口密度未说明，如属人口密集地区等级更高"


def _doubts(top: Sequence[_Fired], *, raised: str) -> tuple[str, ...]:
    """Why the level may still change, in the officer's words."""
    reasons: list[str] = []
    if raised:
        reasons.append(raised)
    if not any(f.sure for f in top):
        stand_in = all(f.rule.provisional for f in top)
        reasons.append(
            "该类事件没有对应条文，暂按代用标准定级" if stand_in else "所依据的数字为约数、待核实或条件未说明"
        )
    return tuple(reasons)


def _find(pattern: re.Pattern[str], wording: Wording, *, stormed: bool) -> Place | None:
    fields: tuple[tuple[Literal["title", "text"], CleanText], ...] = (
        ("title", wording.title),
        ("text", wording.text),
    )
    for part, clean in fields:
        for match in pattern.finditer(clean.text):
            if not stormed or is_stormed(clean.text, *match.span()):
                return Place(part, *clean.source_span(*match.span()))
    return None


def _patterns(rule: SeverityRule) -> tuple[re.Pattern[str], ...]:
    """What the text must say for a rule: a word of each group, or with ``near`` one of them close to another."""
    if rule.near is not None:
        return (_one_near_another(rule),)
    return tuple(re.compile("|".join(map(re.escape, group))) for group in rule.words)


_ANSWERS = "制止|出动|派出|派人|派员|组织|协调|赶|处置|民警|通报|接警|接报|接到|高度重视|介入|回应|介绍|抓获"
"""What an organ does about a storm that went on elsewhere."""
# 在县委门前聚集，未发生冲击行为; 涌入市政府门前的广场; 涌入县政府大厅办事.
_NOT_DENIED = "".join(
    f"(?<!{words})" for words in ("未", "没有", "未发生", "没有发生", "未出现", "没有出现", "无")
)
_BEFORE_IT = (
    "(?:机关|大楼|大院|办公楼)?(?:大门)?(?:门[前口外]|[前外]的?广场|广场|附近|对面|周边|一带|[前外]的?路)"
)
_ON_BUSINESS = "[^，。；]{0,10}?(?:办事|办理|参观|咨询|领取|报名|缴费|开放日|慰问|献血|体检|小程序|公众号|网站|官网|直播间|热线|平台|微博)"
_OTHER_PLACES = "店|超市|商场|饭馆|餐馆|旅馆|宾馆|酒[吧楼]|KTV|网吧|车间|工地|售楼|沙盘|施工|民宅|民房|住宅|小区|市场|工厂|厂房|麻将馆|仓库"


def _one_near_another(rule: SeverityRule) -> re.Pattern[str]:
    first, second = ("|".join(map(re.escape, group)) for group in rule.words)
    # 县公安局出动警力制止打砸 and 砸了施工车辆，县政府组织公安到场 are the answer to it.
    answered = f"(?:(?!{_ANSWERS})[^。；！？\\n]){{0,{rule.near}}}?"
    gap = f"(?:(?!{_ANSWERS})[^，。；！？\\n]){{0,{rule.near}}}?"
    elsewhere = f"(?![^，。；！？\\n]{{0,6}}?(?:{_OTHER_PLACES}))"
    return re.compile(
        f"{_NOT_DENIED}(?:{first}){gap}(?:{second})(?!{_BEFORE_IT})(?!{_ON_BUSINESS})(?![^，。；]{{0,3}}?(?:{_ANSWERS}))"
        f"|(?:{second}){answered}{_NOT_DENIED}(?:{first})(?!{_ON_BUSINESS}){elsewhere}"
    )


def _basis(fired: _Fired, wording: Wording) -> Basis:
    """The rule with its quotation: from the text rather than the headline where both say it."""
    place = next((p for p in fired.places if p.field_name == "text"), None) or fired.places[0]
    return Basis(fired.rule.id, fired.rule.source, wording.quote(place), place)

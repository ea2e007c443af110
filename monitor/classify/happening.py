"""The emergency that an item tells of: kind and framing, numbers, time, level."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Literal

from monitor.classify.casualties import UNTOLD, Casualties, extract_casualties
from monitor.classify.digit_tolls import with_digit_tolls
from monitor.classify.emergency import EmergencyDetector, EmergencyFinding, Scan
from monitor.classify.frames import is_chronicle
from monitor.classify.framing import opening_sentence
from monitor.classify.lexicon import Found
from monitor.classify.origin import Origins
from monitor.classify.quantities import Crowd, find_crowd
from monitor.classify.result import SEVERITY_LABELS, Basis, Place, graver
from monitor.classify.rules import Rules
from monitor.classify.set_aside import SetAside
from monitor.classify.severity import Coming, Grade, Grader, Wording
from monitor.classify.told_level import ToldLevel, ToldLevels, is_graver
from monitor.classify.victims import add_persons, person_counts
from monitor.clock import SHANGHAI
from monitor.item import Item
from monitor.text.clean import CleanText
from monitor.text.dates import Ground, Occurrence, find_occurrence
from monitor.text.segment import Cut
from monitor.values import value

LONG_PAST, LONG_REPORTED = timedelta(days=60), timedelta(days=183)
"""What happened so long before is no longer an emergency of the day: told by a citizen a grievance, two months on; in the news
half a year on, since a report on the causes is still about an emergency that the office has to answer for."""
_NEWS = frozenset({"central_media", "local_media", "portal", "official_site"})
_NATURAL = frozenset({"earthquake", "flood", "storm", "environment", None})
"""Kinds that stay what they are when an intake of drinking water is cut."""
_HEAD_CHARS = 120
_FEW_PEOPLE = 10
_THESE_DAYS, _THIS_MONTH = timedelta(days=2), timedelta(days=30)
_YEAR_AT_HEAD = re.compile(
    "(?:^|[，。；！？\\s])((?:19|20)\\d\\d)年(?![^，。；]{0,8}(?:[建购买版]|开[业张盘]|成立|投[产资入]|入住|交付|出厂))"
)
_ANSWER_CHARS = 260
_RUMOUR = re.compile("网传|谣言|传言|传闻|谣传|疯传|有网[民友]|网上流传|微信群")
_NOT_SO = re.compile(
    "(?:未|没有|从未|并未|不曾)(?:发生|出现)(?:过|任何|所谓|此类|该|上述|此)*[^，。；人伤死\\d]{0,4}?(?:爆炸|火灾|起火|事故|地震|坍塌|垮塌|塌方|中毒|泄漏|袭击|案件|疫情|此事|事件|砍人|枪击|绑架)"
    "(?!造成|致)|(?:地震)?活动无异常|(?:并无|没有|不存在)(?:此事|该事件|这回事|上述情况|相关情况)|未接到(?:相关|此类|该)(?:报告|报警|警情)"
)
# 这起事故发生于2015年8月12日.
_SAME_ONE = re.compile(
    "[这该此本上]一?[起次场宗]?(?:事故|爆炸|火灾|案|事件|灾难|惨剧)|事发|案发|(?:事故|事件|火灾|爆炸)发生[于在]|当[天日时]"
)
_OF_YEAR = re.compile(f"(?:{_SAME_ONE.pattern})[^，。；]{{0,4}}?((?:19|20)\\d\\d)年")
_BEHIND = 12
_NEW = re.compile("[今昨前][天日晚早晨夜]|刚刚|刚才|凌晨|目前|截至|正在|快讯|突发")
# One class of characters in front: the engine skips to it many times faster than to one of several beginnings; and where it can
# be, the next one before what looks back, since what begins with another is dropped at a glance.
_DATED = re.compile(
    r"[\d月一二三四五六七八九十今昨前上](?:[:：](?<=\d.)\d\d|[日号](?<=\d.)[上下凌中晚早深清傍，]"
    r"|[时点](?:(?<=\d.)(?![间候代装名评])|(?<=[一二三四五六七八九十].)(?:[多许左半来钟]|[二三四五]?十))"
    r"|(?<=月)(?:\d{1,2}|[一二三四五六七八九十]{1,3})日(?!前)"
    r"|(?<=[今昨前])[天日]?[早晚上下中凌傍夜]|[天日](?<=[昨前].)(?:(?<=日)|，)|(?<=上)个?(?:周|星期|礼拜)[一二三四五六日天])"
)
"""A day or an hour of something that happened; most letters have none, and reading all their times would cost dear."""


@value
class Told:
    """An item with its clean title and text, and the time it speaks from."""

    item: Item
    title: CleanText
    text: CleanText
    reference: datetime

    @property
    def reported(self) -> date | None:
        """The day of the report, None where the item bears no time of its own."""
        return self.day if self.item.published_at or self.item.collected_at else None

    @property
    def quotes(self) -> tuple[Place, ...]:
        """Where the item passes on the words of others, as it was given."""
        if not (self.title.quotes or self.text.quotes):
            return ()
        fields: tuple[tuple[Literal["title", "text"], CleanText], ...] = (
            ("title", self.title),
            ("text", self.text),
        )
        return tuple(
            Place(name, *field.source_span(*span)) for name, field in fields for span in field.quotes
        )

    @property
    def day(self) -> date:
        """The day of the report in Asia/Shanghai."""
        return self.reference.astimezone(SHANGHAI).date()


@value
class Happening:
    """What an item says about an emergency; ``grade`` only for a real and recent one in the country."""

    finding: EmergencyFinding
    casualties: Casualties
    when: Occurrence | None = None
    when_place: Place | None = None
    grade: Grade | None = None

    @property
    def severity(self) -> str | None:
        """The level, None for what is not graded."""
        return self.grade.level if self.grade else None

    @property
    def coming(self) -> Coming | None:
        """What its missing and trapped may make of it."""
        return self.grade.coming if self.grade else None

    @property
    def reasons(self) -> tuple[str, ...]:
        """The words that named the emergency and what makes its level doubtful."""
        if self.finding.kind is None:
            return ()
        words = list(dict.fromkeys(w.text for w in self.finding.words))[:3]
        cited = "词语" + "、".join(f"“{w}”" for w in words) if words else "依文中的人数"
        named = f"突发事件：{cited}"
        return (named, *(self.grade.reasons if self.grade else ()))


def unreal(happened: Happening) -> Happening:
    """What a story, an advert or a definition tells of did not happen: neither kind nor numbers nor time."""
    told = happened.finding
    return Happening(EmergencyFinding(fiction=told.kind is not None, words=told.words), Casualties())


class EmergencyWatch:
    """Looks for an emergency in an item; built once from the rules."""

    def __init__(self, rules: Rules, cut: Cut | None = None) -> None:
        self._detector, self._grader = EmergencyDetector(rules.emergency, cut), Grader(rules.severity)
        self._told = ToldLevels(rules.severity.told)
        self._aside = SetAside(rules.emergency, self._detector.framing)

    def look(self, told: Sequence[Told], found: Sequence[Found]) -> list[Happening]:
        """The emergency of each item; ``found`` are their weighted words. All are scanned first: few need more than that."""
        scans = [self._detector.scan(t.title.text, t.text.text, f) for t, f in zip(told, found, strict=True)]
        return list(map(_dated, told, map(self._tell, told, scans, found)))

    def _tell(self, told: Told, scan: Scan, found: Found) -> Happening:
        """What is told; where that is framed as no emergency of the day, what remains without the sentences that frame it."""
        happened = self._read(told, scan)
        finding = happened.finding
        if not (finding.is_framed or self._aside.recalls(told.text.text, finding.words)):
            return happened
        rest = self._aside.rest(told.title, told.text, scan, told.reference, told.reported)
        if rest is None:
            return happened
        title, text = rest
        again = self._read(
            replace(told, title=title, text=text), self._detector.scan(title.text, text.text, found)
        )
        return again if again.finding.is_current else happened

    def _read(self, told: Told, scan: Scan) -> Happening:
        casualties = _casualties(told, scan)
        if not (scan.names or casualties.counts or casualties.crowd or scan.tells_of_victims):
            return Happening(self._detector.foretold(scan), casualties)
        cut = scan.tells("environment") and self._grader.water_cut(_wording(told)) is not None
        finding = self._detector.detect(scan, casualties.counts, crowd=casualties.crowd, cut=cut)
        if finding.kind is None and not (finding.drill or finding.fiction) and scan.tells_of_victims:
            lone = person_counts(told.title, told.text, told.reported)
            finding = self._detector.detect(scan, (*casualties.counts, *lone), cut=cut) if lone else finding
        if finding.kind is None and scan.is_strong and self._is_fresh(told):
            finding = self._detector.detect(scan, casualties.counts, cut=cut, fresh=True)
        if finding.drill or finding.fiction or finding.statistic:
            casualties = Casualties()
        elif finding.kind and not casualties.figures:
            casualties = extract_casualties(told.title, told.text, told.reported)
        if _is_refuted(told, casualties):
            finding = EmergencyFinding()
        if finding.kind is None:
            if finding.drill or finding.fiction:
                return Happening(finding, Casualties())
            if self._detector.is_fiction(scan):
                casualties = Casualties()
            untold = finding if finding.hoax else self._detector.foretold(scan)
            return Happening(untold, replace(casualties, crowd=self._protest(casualties, told)))
        casualties = add_persons(casualties, told.title, told.text, told.reported)
        finding = self._polluting(finding, told)
        if finding.kind != "mass_incident":
            casualties = replace(casualties, crowd=None)
        when, place = (None, None) if is_chronicle(told.text.text) else _occurrence(told, "hour")
        own = opening_sentence(told.text.text[:_HEAD_CHARS], finding.words)
        if when and _is_of_another(when, place, told, _counts_in(casualties, own), len(own)):
            when, place = None, None
        if (
            when.day < told.day - _long_past(told)
            if when
            else finding.compared or _told_of_long_ago(told, own)
        ):
            finding = replace(finding, past=True)
        finding = replace(finding, compared=False)
        casualties = with_digit_tolls(casualties, told.title, told.text)
        grade = self._grade(finding.kind, casualties, told, when) if finding.is_current else None
        if grade:
            grade = self._with_words(grade, told)
        return Happening(finding, casualties, when, place, grade)

    def _is_fresh(self, told: Told) -> bool:
        """Whether what a citizen writes is dated to the day of the letter or one of the two before, or news to this month.

        Reports quote fines and damages, too (责令赔偿): that makes no letter of them.
        """
        if told.reported is None:
            return False
        when, _ = _occurrence(told)
        recent = _THIS_MONTH if told.item.source_kind in _NEWS else _THESE_DAYS
        return when is not None and told.day - when.day <= recent

    def _protest(self, casualties: Casualties, told: Told) -> Crowd | None:
        """Too few for a mass incident, but how many people protest is worth knowing all the same."""
        crowd = casualties.crowd
        if (
            crowd is None
            or crowd.figure.value < _FEW_PEOPLE
            or (crowd.part == "text" and crowd.start > _HEAD_CHARS)
        ):
            return None
        return crowd if self._detector.protests(told.title.text, told.text.text, crowd) else None

    def _polluting(self, finding: EmergencyFinding, told: Told) -> EmergencyFinding:
        """Whatever set it off: where the harm is a cut intake of drinking water it is pollution."""
        if finding.kind in _NATURAL or not self._grader.water_cut(_wording(told)):
            return finding
        return replace(finding, kind="environment")

    def _grade(self, kind: str | None, casualties: Casualties, told: Told, when: Occurrence | None) -> Grade:
        return self._grader.grade(
            kind or "other", casualties, _wording(told), on=when.day if when else told.day
        )

    def _with_words(self, grade: Grade, told: Told) -> Grade:
        """Let the words of the text name a level where no number does; a number only gets a remark."""
        named = self._told.find(told.title.text, told.text.text)
        if not grade.by_number:
            return self._stand_in(grade, named, told)
        if named is None or not is_graver(named.level, grade.level):
            return grade
        remark = (
            f"文中称“{_quoted(told, named)}”，所述数字只够{SEVERITY_LABELS[grade.level or 'IV']}级，请核对"
        )
        return replace(grade, reasons=(*grade.reasons, remark))

    def _stand_in(self, grade: Grade, named: ToldLevel | None, told: Told) -> Grade:
        level = graver(grade.level, named.level if named else "IV") or "IV"
        reason = f"暂按{SEVERITY_LABELS[level]}，待人确认"
        if named is None:
            return replace(grade, level=level, provisional=True, reasons=(*grade.reasons, reason))
        field = told.title if named.part == "title" else told.text
        place = Place(named.part, *field.source_span(named.start, named.end))
        basis = Basis(
            f"told-words.{named.level}", "文中用语（没有数字，暂定）", _wording(told).quote(place), place
        )
        return replace(
            grade,
            level=level,
            provisional=True,
            basis=(basis, *grade.basis),
            reasons=(*grade.reasons, f"文中称“{basis.quote}”，{reason}"),
        )


def _quoted(told: Told, named: ToldLevel) -> str:
    return (told.title if named.part == "title" else told.text).text[named.start : named.end]


def _wording(told: Told) -> Wording:
    return Wording(told.item.title, told.title, told.item.text, told.text)


def _casualties(told: Told, scan: Scan) -> Casualties:
    """The casualties, looked for only where a word of an emergency or a number beside a word of harm calls for it."""
    if scan.may_count:
        return extract_casualties(told.title, told.text, told.reported)
    return Casualties(crowd=find_crowd(told.title, told.text, told.reported)) if scan.gathers else UNTOLD


def _is_refuted(told: Told, casualties: Casualties) -> bool:
    """A rumour that is denied leaves nothing, unless what really happened is told beside the denial."""
    fields = (told.title, told.text)
    if any(figure.value for figure in casualties.figures.values()) or casualties.least:
        return False
    if _did_not_happen(fields):
        return True
    return not casualties.figures and any(Origins(field.text).denied(0, _HEAD_CHARS) for field in fields)


def _did_not_happen(fields: tuple[CleanText, ...]) -> bool:
    """``网传…爆炸 … 未发生爆炸``: told of as a rumour, and answered with that nothing of the kind happened."""
    words = "\n".join(field.text[:_ANSWER_CHARS] for field in fields)
    return _NOT_SO.search(words) is not None and _RUMOUR.search(words) is not None


def _told_of_long_ago(told: Told, own: str) -> bool:
    """A year long gone that opens a clause of the opening dates what it tells, unless something is said to be new.

    ``own`` is the opening up to the sentence that first names the happening: a year behind that is of another one.
    """
    head = told.title.text + "，" + own
    years = [int(match[1]) for match in _YEAR_AT_HEAD.finditer(head)]
    years += [int(match[1]) for match in _OF_YEAR.finditer(told.text.text, 0, _HEAD_CHARS)]
    return bool(years) and max(years) < told.day.year - 1 and not _NEW.search(head)


def _counts_in(casualties: Casualties, own: str) -> bool:
    """Whether the first sentence that names the happening counts its people."""
    return any(count.part == "text" and count.end <= len(own) for count in casualties.counts)


def _is_of_another(when: Occurrence, place: Place | None, told: Told, counted: bool, end: int) -> bool:
    """Whether a day long gone is that of another happening: what was named and counted before it, undated, is news.

    ``…爆炸，造成12人死亡。2015年8月12日天津港爆炸造成165人遇难``; but 该事故发生于 tells of the same one.
    """
    old = when.day < told.day - _long_past(told)
    if not (old and counted and place and place.field_name == "text" and when.start > end):
        return False
    return _SAME_ONE.search(told.text.text, end, when.end + _BEHIND) is None


def _long_past(told: Told) -> timedelta:
    return LONG_REPORTED if told.item.source_kind in _NEWS else LONG_PAST


def _dated(told: Told, happened: Happening) -> Happening:
    """Date what happened where no word names an emergency, too: what is recent and neither rumour, drill nor warning."""
    found, text = happened.finding, told.text.text
    if found.kind or not found.is_datable or not _DATED.search(text):
        return happened
    if _RUMOUR.search(text, 0, _ANSWER_CHARS):
        return happened
    when, place = _occurrence(told, "word")
    recent = when is not None and told.day - when.day <= _THIS_MONTH
    return replace(happened, when=when, when_place=place) if recent else happened


def _occurrence(told: Told, ground: Ground = "day") -> tuple[Occurrence | None, Place | None]:
    """When it happened, from the text, else from the title, with the words that say so as they were given."""
    fields: tuple[tuple[Literal["text", "title"], CleanText], ...] = (
        ("text", told.text),
        ("title", told.title),
    )
    for name, field in fields:
        title = told.title.text if name == "text" else ""
        when = find_occurrence(
            field.text, told.reference, date_only=told.item.date_only, title=title, ground=ground
        )
        if when:
            return when, Place(name, *field.source_span(when.start, when.end))
    return None, None

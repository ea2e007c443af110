"""The emergency that an item tells of: kind and framing, numbers, time, level."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from monitor.classify.emergencies.costs import costs_much
from monitor.classify.emergencies.dating import (
    THIS_MONTH,
    counts_months,
    is_dated,
    is_fresh,
    is_of_another,
    is_of_long_ago,
    long_past,
    occurrence,
    occurrence_in_part,
    tells_of_years_ago,
)
from monitor.classify.emergencies.emergency import EmergencyDetector, EmergencyFinding, Scan
from monitor.classify.emergencies.framing import UNNAMED, Word, opening_sentence
from monitor.classify.emergencies.happened import NOTHING_HAPPENED, Happening, unreal
from monitor.classify.emergencies.kept import kept_in_memory
from monitor.classify.emergencies.refuting import came_together, is_refuted, opens_with_rumour
from monitor.classify.emergencies.remembered import is_remembered, opens_long_ago
from monitor.classify.emergencies.set_aside import SetAside
from monitor.classify.figures.casualties import UNTOLD, Casualties, extract_casualties
from monitor.classify.figures.crowds import Crowd, find_crowd
from monitor.classify.figures.digit_tolls import with_digit_tolls
from monitor.classify.figures.frames import is_chronicle
from monitor.classify.figures.victims import add_persons, person_counts
from monitor.classify.grading.learned_severity import LearnedSeverity, SeverityModel
from monitor.classify.grading.severity import Grade, Grader, Wording
from monitor.classify.grading.told_level import ToldLevel, ToldLevels, is_graver
from monitor.classify.lexicon import Found
from monitor.classify.rereading.raising import Reads
from monitor.classify.rereading.second_reading import read_again, to_check
from monitor.classify.result import SEVERITY_LABELS, Basis, Place, graver
from monitor.classify.rules import Rules
from monitor.classify.told import Told
from monitor.text.dates import Occurrence
from monitor.text.segment import Cut
from monitor.text.word_search import Matches

_NATURAL = frozenset({"earthquake", "flood", "storm", "environment", None})
"""Kinds that stay what they are when an intake of drinking water is cut."""
_HEAD_CHARS = 120
_FEW_PEOPLE = 10
_NEXT_OPENS = 60
_SUCH_NEWS = re.compile(
    "[。！？\\n][^。！？\\n]{0,16}?[这此](?:样|类)?的?一?[条则段个张]?(?:消息|视频|说法|帖子?|信息|截图|传言|聊天|图片|通知)"
)


__all__ = ["EmergencyWatch", "Happening", "unreal"]


class EmergencyWatch:
    """Looks for an emergency in an item; built once from the rules."""

    def __init__(
        self,
        rules: Rules,
        cut: Cut | None = None,
        chooser: Reads | None = None,
        severity: SeverityModel | None = None,
    ) -> None:
        self._chooser, learned = chooser, rules.severity.learned
        self._learned = (
            LearnedSeverity(rules.severity, learned, severity, chooser)
            if learned and severity and chooser
            else None
        )
        self._detector, self._grader = EmergencyDetector(rules.emergency, cut), Grader(rules.severity)
        self._told = ToldLevels(rules.severity.told)
        self._aside = SetAside(rules.emergency, self._detector.framing)

    @property
    def sought(self) -> Sequence[str]:
        """The words that may name an emergency."""
        return self._detector.sought

    def look(
        self, told: Sequence[Told], found: Sequence[Found], matches: Sequence[Matches]
    ) -> list[Happening]:
        """The emergency of each item. All are scanned first: few need more than that.

        ``found`` are their weighted words, ``matches`` the words :attr:`sought` in title and text with a line's end between them.
        """
        scans = [
            self._detector.scan(t.title.text, t.text.text, f, m)
            for t, f, m in zip(told, found, matches, strict=True)
        ]
        # One step after the other over all of them: the code of one then stays in the processor's cache.
        happened = list(map(self._tell, told, scans, found))
        happened = list(map(self._sensed, told, happened))
        return list(map(_dated, told, happened))

    def level_as(self, told: Told, kind: str) -> str:
        """The level of what a person says is an emergency of a kind, by the numbers and words of its text; else IV."""
        casualties = extract_casualties(told.title, told.text, told.reported)
        casualties = add_persons(casualties, told.title, told.text, told.reported)
        when, _ = occurrence(told, "hour")
        return self._with_words(self._grade(kind, casualties, told, when), told).level or "IV"

    def _tell(self, told: Told, scan: Scan, found: Found) -> Happening:
        """What is told; where that is framed as no emergency of the day, what remains without the sentences that frame it."""
        happened = self._read(told, scan)
        finding = happened.finding
        if happened is NOTHING_HAPPENED or not (
            finding.is_framed or self._aside.recalls(told.text.text, finding.words)
        ):
            return happened
        rest = self._aside.rest(told.title, told.text, scan, told.reference, told.reported)
        if rest is None:
            return happened
        title, text = rest
        again = self._read(
            replace(told, title=title, text=text), self._detector.scan(title.text, text.text, found)
        )
        return again if again.finding.is_current else happened

    def _sensed(self, told: Told, happened: Happening) -> Happening:
        """With what the learned severity says of it, where that is graver than the rules are."""
        if self._learned is None or happened.finding.kind is None:
            return happened
        learned = self._learned.of(happened.finding, happened.severity, told)
        return replace(happened, learned=learned) if learned else happened

    def _read(self, told: Told, scan: Scan) -> Happening:
        casualties = _casualties(told, scan)
        if not (scan.names or casualties.counts or casualties.crowd or scan.tells_of_victims):
            foretold = self._detector.foretold(scan)
            nothing = foretold is UNNAMED and casualties is UNTOLD
            return NOTHING_HAPPENED if nothing else Happening(foretold, casualties)
        cut = scan.tells("environment") and self._grader.water_cut(_wording(told)) is not None
        finding = self._detector.detect(scan, casualties.counts, crowd=casualties.crowd, cut=cut)
        if finding.kind is None and not (finding.drill or finding.fiction) and scan.tells_of_victims:
            lone = person_counts(told.title, told.text, told.reported)
            finding = self._detector.detect(scan, (*casualties.counts, *lone), cut=cut) if lone else finding
        if finding.kind is None and (scan.tells("flood") or scan.tells("storm")) and costs_much(told):
            finding = self._detector.detect(scan, casualties.counts, cut=cut, costly=True)
        if finding.kind is None and scan.is_strong and is_fresh(told):
            finding = self._detector.detect(scan, casualties.counts, cut=cut, fresh=True)
        if finding.drill or finding.fiction or finding.statistic:
            casualties = Casualties()
        elif finding.kind and not casualties.figures:
            casualties = extract_casualties(told.title, told.text, told.reported)
        if is_refuted(told, casualties):
            finding = EmergencyFinding()
        if finding.kind is None:
            if finding.drill or finding.fiction:
                return Happening(finding, Casualties())
            if self._detector.is_fiction(scan):
                casualties = Casualties()
            elif kept := self._kept(told, casualties):
                return kept
            untold = finding if finding.hoax else self._detector.foretold(scan)
            return Happening(untold, replace(casualties, crowd=self._protest(casualties, told)))
        return self._weighed(told, finding, casualties)

    def _kept(self, told: Told, casualties: Casualties) -> Happening | None:
        """What happened years ago and is kept in memory; a day of these weeks is that of the mourning."""
        kept = kept_in_memory(told.title.text, told.text.text)
        if kept is None:
            return None
        kind, word = kept
        happened = self._weighed(told, EmergencyFinding(kind, past=True, words=(word,)), casualties)
        if happened.when and happened.when.day >= told.day - long_past(told):
            return replace(happened, when=None, when_place=None)
        return happened

    def heard(self, told: Told, found: Found, kind: str, words: tuple[Word, ...]) -> Happening | None:
        """The emergency of a kind that only the learnt model hears in an item, by ``words``; None where the item frames it as none.

        None, too, where a word names one that the rules set aside: they have read what the model only hears. It is unsure: its level
        is provisional, and nothing but people counted raises it.
        """
        if self._detector.sets_aside(self._detector.scan(told.title.text, told.text.text, found)):
            return None
        casualties = extract_casualties(told.title, told.text, told.reported)
        if is_refuted(told, casualties) or opens_with_rumour(told.title.text + told.text.text):
            return None
        if opens_long_ago(told.text.text, told.day):
            return None
        harmed = bool(casualties.counts)
        kind = self._detector.settled(kind, told.title.text, told.text.text)
        finding = self._detector.framing.judge(
            told.title.text, told.text.text, kind, words, named=True, harmed=harmed
        )
        if not finding.is_current:
            return None
        happened = self._weighed(told, replace(finding, unsure=True), casualties)
        if not happened.finding.is_current:
            return None
        return replace(happened, casualties=_without_the_dead(happened.casualties))

    def _weighed(self, told: Told, finding: EmergencyFinding, casualties: Casualties) -> Happening:
        """With its numbers, its time and its level."""
        casualties = add_persons(casualties, told.title, told.text, told.reported)
        first = casualties
        if not (finding.statistic or finding.verdict or finding.past):
            casualties = read_again(
                first, finding.kind, told.title, told.text, told.reported, chooser=self._chooser
            )
        finding = self._polluting(finding, told)
        crowd = casualties.crowd
        if crowd and (
            finding.kind != "mass_incident" or self._detector.streams(told.title.text, told.text.text, crowd)
        ):
            casualties = replace(casualties, crowd=None)
        when, place = (None, None) if is_chronicle(told.text.text) else occurrence(told, "hour")
        own = opening_sentence(told.text.text[:_HEAD_CHARS], finding.words)
        counted = not finding.verdict and _counts_in(casualties, own)
        if when and is_of_another(when, place, told, counted, len(own)):
            when, place = None, None
        if when.day < told.day - long_past(told) if when else finding.compared or is_of_long_ago(told, own):
            finding = replace(finding, past=True)
        if is_remembered(told.text.text, finding.words, told.day):
            finding = replace(finding, past=True)
        finding = replace(finding, compared=False)
        if finding.statistic and counts_months(told):
            when, place = None, None
        if when is None and finding.is_current:
            when, place = occurrence_in_part(told)
        casualties = with_digit_tolls(casualties, told.title, told.text)
        grade = self._grade(finding.kind, casualties, told, when) if finding.is_current else None
        if grade and finding.unsure:
            return Happening(finding, casualties, when, place, self._unsure(grade, casualties, told))
        if grade:
            grade = self._with_words(grade, told)
        if grade and casualties.second:
            before = self._with_words(self._grade(finding.kind, first, told, when), told)
            grade = self._of_both(grade, before, casualties, told)
        return Happening(finding, casualties, when, place, grade)

    def _unsure(self, grade: Grade, casualties: Casualties, told: Told) -> Grade:
        """The level by counted people alone, for a person to confirm: what words or a cut intake would make of it waits for him."""
        counted = grade.by_number and (
            any(figure.value for figure in casualties.figures.values())
            or (
                casualties.crowd is not None
                and came_together(told, casualties.crowd)
                and not self._detector.idles(told.title.text, told.text.text, casualties.crowd)
            )
        )
        bare = replace(grade, level=None, basis=(), coming=None)
        return replace(grade, provisional=True) if counted else self._stand_in(bare, None, told)

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

    def _of_both(self, grade: Grade, before: Grade, casualties: Casualties, told: Told) -> Grade:
        """The graver of the levels with and without what only the second reading found, which the officer is told to check."""
        if before.level and is_graver(before.level, grade.level):
            grade = before
        return replace(
            grade, reasons=(*grade.reasons, *to_check(casualties, told.item.title, told.item.text))
        )

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


def _dated(told: Told, happened: Happening) -> Happening:
    """Date what happened where no word names an emergency, too: what is recent and neither rumour, drill nor warning."""
    found, text = happened.finding, told.text.text
    if found.kind or not found.is_datable or not told.dated or not is_dated(text):
        return happened
    of_years_ago = tells_of_years_ago(text)
    since = told.day - THIS_MONTH
    when, place = occurrence(told, "word", None if of_years_ago else since)
    if when is None or place is None or not (when.day >= since or of_years_ago):
        return happened
    # 昨晚停电，…有网友说: what is told before anything is said to go round is no rumour.
    told_by = _sentence_end(text, when.end) if place.field_name == "text" else len(text)
    return happened if opens_with_rumour(text, told_by) else replace(happened, when=when, when_place=place)


def _sentence_end(text: str, at: int) -> int:
    """Where the sentence that goes on at a position ends; the next one is part of it where it calls it news (“…有地震！”这样一条消息疯传)."""
    end = min((found for mark in "。！？\n" if (found := text.find(mark, at)) >= 0), default=len(text))
    return end + _NEXT_OPENS if _SUCH_NEWS.match(text, end) else end


def _counts_in(casualties: Casualties, own: str) -> bool:
    """Whether the first sentence that names the happening counts its people."""
    return any(count.part == "text" and count.end <= len(own) for count in casualties.counts)


_SEVERAL = 3


def _without_the_dead(casualties: Casualties) -> Casualties:
    """As many hurt as dead, of whom only the dead are counted: what befell each of them is told before they died of it."""
    hurt = casualties.value("injured")
    if (
        not hurt
        or hurt < _SEVERAL
        or hurt != casualties.value("deaths")
        or any(c.name == "injured" for c in casualties.counts)
    ):
        return casualties
    series = {
        of: {n: f for n, f in figures.items() if n != "injured"} for of, figures in casualties.series.items()
    }
    figures = {n: f for n, f in casualties.figures.items() if n != "injured"}
    return replace(casualties, figures=figures, series={of: f for of, f in series.items() if f})

"""Which emergency an item reports, if any, and whether it is one that an office here and now answers for."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Literal

from ahocorasick_rs import AhoCorasick, MatchKind

from monitor.classify.emergency_words import EmergencyWords

__all__ = ["EmergencyDetector", "EmergencyFinding", "EmergencyWords", "Word"]

Part = Literal["title", "text"]
Tag = Literal["strong", "weak", "never"]

_FRONT_CHARS = 10
_BACK_CHARS = 8
_ENOUGH_POINTS = 6
_CLAUSE = re.compile("[，。；！？\n]")
_DATELINE = re.compile(
    r"^.{0,14}?\d日(?:电|讯|消息)|据[^，。；]{0,16}?(?:报道|消息|网站|电视)|综合新华社驻外记者报道"
)
# Names of administrative places at home; foreign provinces and cities follow the name of their country.
_OWN_PLACE = re.compile("[一-鿿]{2}(?:[省县镇乡]|街道|自治[州区县])")
_YEARS_AGO = re.compile(
    "(?:[两二三四五六七八九十]|\\d{1,2})年前|(?<![0-9])\\d{1,3}周年|[一二三四五六七八九十]{1,3}周年"
)


@dataclass(frozen=True, slots=True)
class Word:
    """A matched word and where it stands in the clean title or text."""

    text: str
    part: Part
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class EmergencyFinding:
    """The kind, or None; and what makes the item one without severity and clock."""

    kind: str | None = None
    drill: bool = False
    fiction: bool = False
    abroad: bool = False
    past: bool = False
    statistic: bool = False
    verdict: bool = False
    words: tuple[Word, ...] = ()

    @property
    def is_current(self) -> bool:
        """True for an emergency here and now: one that is graded."""
        return self.kind is not None and not (self.abroad or self.past or self.statistic or self.verdict)


@dataclass(frozen=True, slots=True)
class _Hit:
    kind: str
    word: Word
    points: int


class EmergencyDetector:
    """Finds emergencies by the words of ``config/emergency.yaml``; build once, use for every item."""

    def __init__(self, words: EmergencyWords) -> None:
        self._words = words
        self._tags: dict[str, tuple[Tag, str]] = {}
        for kind in words.order:
            for word in words.kinds[kind].weak if kind in words.kinds else ():
                self._tags.setdefault(word, ("weak", kind))
        for kind in words.order:
            for word in words.kinds[kind].strong if kind in words.kinds else ():
                if self._tags.get(word, ("weak", ""))[0] == "weak":
                    self._tags[word] = ("strong", kind)
        self._tags.update((word, ("never", "")) for word in words.never)
        self._lexicon = list(self._tags)
        self._finder = _finder(self._lexicon)
        self._before = _union(words.context.before)
        self._after = _union(words.context.after)
        self._support = _union(words.support)
        self._petition, self._recent = _union(words.petition), _union(words.recent)

    def detect(self, title: str, text: str, *, past: bool = False) -> EmergencyFinding:
        """Judge a clean title and text; ``past`` says that the dates in it lie long before the item's time."""
        hits = [*self._title_hits(title, text), *self._text_hits(text)]
        if not hits:
            return EmergencyFinding()
        kind = self._kind(hits)
        if kind is None:
            return EmergencyFinding()
        words = tuple(hit.word for hit in hits if hit.kind == kind)
        return self._frame.judge(title, text, kind, words, past)

    def _title_hits(self, title: str, text: str) -> Iterator[_Hit]:
        """The words that count in the headline; the opening of the text supports them too."""
        scores = self._words.scores
        around = title + "\n" + text[: scores.lead_chars]
        for tag, kind, word in self._matches(title, "title"):
            supported = self._support.search(around.replace(word.text, "", 1)) is not None
            if supported or tag == "strong":
                yield _Hit(kind, word, scores.title - (tag == "weak") + supported * scores.support)

    def _text_hits(self, text: str) -> Iterator[_Hit]:
        """The words that count in the text: worth more in the opening, less in a petition about things long past."""
        scores = self._words.scores
        petition: bool | None = None
        for tag, kind, word in self._matches(text, "text"):
            near = scores.support_chars
            around = text[max(0, word.start - near) : word.start] + "\n" + text[word.end : word.end + near]
            supported = self._support.search(around) is not None
            if tag == "weak" and not supported:
                continue
            if petition is None:
                petition = self._petition.search(text) is not None
            recent = self._recent.search(around) is not None
            points = scores.lead if word.start < scores.lead_chars else scores.body
            points += (supported and recent and not petition) - 2 * (petition and not recent)
            yield _Hit(kind, word, points - (tag == "weak") + supported * scores.support)

    def _matches(self, text: str, part: Part) -> Iterator[tuple[Tag, str, Word]]:
        for index, start, end in self._finder.find_matches_as_indexes(text):
            tag, kind = self._tags[self._lexicon[index]]
            if tag != "never" and self._happens(text, start, end):
                yield tag, kind, Word(text[start:end], part, start, end)

    def _happens(self, text: str, start: int, end: int) -> bool:
        """False where the clause speaks of a worry, a rule or a plan rather than of something that happened."""
        before = _CLAUSE.split(text[max(0, start - _FRONT_CHARS) : start])[-1]
        after = _CLAUSE.split(text[end : end + _BACK_CHARS], maxsplit=1)[0]
        return self._before.search(before) is None and self._after.search(after) is None

    def _kind(self, hits: list[_Hit]) -> str | None:
        """The kind that set things off: the one named first in the headline, else the one with the most points."""
        strong = [hit for hit in hits if hit.points >= self._words.scores.threshold]
        if not strong:
            return None
        heading = [hit for hit in strong if hit.word.part == "title" and hit.kind != "other"]
        kind = min(heading, key=lambda hit: hit.word.start).kind if heading else self._by_points(strong, hits)
        # Reports of an attack often say 爆炸 first and call it an attack further down.
        if kind == "explosion" and any(hit.kind == "terror_attack" for hit in hits):
            return "terror_attack"
        return kind

    def _by_points(self, strong: list[_Hit], hits: list[_Hit]) -> str:
        totals: dict[str, int] = {}
        for hit in hits:
            totals[hit.kind] = min(totals.get(hit.kind, 0) + hit.points, _ENOUGH_POINTS)
        order = {kind: i for i, kind in enumerate(self._words.order)}
        first = {hit.kind: hit.word.start for hit in reversed(strong)}
        return max(first, key=lambda k: (k != "other", totals[k], -first[k], -order.get(k, len(order))))

    @cached_property
    def _frame(self) -> _Frame:
        return _Frame(self._words)


class _Frame:
    """Judges what kind of report an item is: here or abroad, now or long past, happening or drill."""

    def __init__(self, words: EmergencyWords) -> None:
        self._drill, self._fiction = _union(words.drill), _union(words.fiction)
        self._verdict, self._statistic = _union(words.verdict), _union(words.statistic)
        self._past = _union(words.past)
        self._foreign = frozenset(words.abroad)
        self._places = _finder([*words.abroad, *words.domestic, *words.attribution])
        self._names = [*words.abroad, *words.domestic, *words.attribution]
        self._skipped = frozenset(words.attribution)
        self._short = re.compile(
            f"(?:^|[^一-鿿])(?:{'|'.join(words.abroad_short)})(?:{'|'.join(words.abroad_short_before)})"
        )

    def judge(
        self, title: str, text: str, kind: str, words: tuple[Word, ...], past: bool
    ) -> EmergencyFinding:
        lead = text[:120]
        drill = self._drill.search(title) is not None or (not title and self._drill.search(lead) is not None)
        drill = drill or len(self._drill.findall(lead)) > 1
        fiction = self._fiction.search(title) is not None or len(self._fiction.findall(lead)) > 1
        if drill or fiction:
            return EmergencyFinding(drill=drill, fiction=fiction, words=words)
        head = title or lead
        return EmergencyFinding(
            kind,
            abroad=self._is_abroad(title, lead),
            past=past or self._past.search(head) is not None or _YEARS_AGO.search(head) is not None,
            statistic=self._statistic.search(title) is not None or len(self._statistic.findall(lead)) > 1,
            verdict=self._verdict.search(title) is not None or len(self._verdict.findall(lead)) > 1,
            words=words,
        )

    def _is_abroad(self, title: str, lead: str) -> bool:
        """The first place named in the headline decides, else the first behind the dateline."""
        if self._short.search(title):
            return True
        for words in (title, _DATELINE.sub("", lead), lead):
            first = self._first_place(words)
            if first is not None:
                return first in self._foreign
        return False

    def _first_place(self, text: str) -> str | None:
        own = _OWN_PLACE.search(text)
        limit = own.start() if own else len(text)
        for index, start, _ in self._places.find_matches_as_indexes(text):
            if start > limit:
                break
            name = self._names[index]
            if name not in self._skipped:
                return name
        return "" if own else None


def _finder(words: list[str]) -> AhoCorasick:
    return AhoCorasick(words, matchkind=MatchKind.LeftmostLongest)


def _union(words: tuple[str, ...]) -> re.Pattern[str]:
    return re.compile("|".join(map(re.escape, sorted(words, key=len, reverse=True))))

"""Which emergency an item reports, if any, and whether it is one that an office here and now answers for."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Literal

from ahocorasick_rs import AhoCorasick, MatchKind

from monitor.classify.casualties import Count
from monitor.classify.emergency_words import EmergencyWords
from monitor.classify.harm import Harm, is_grave, is_telling

__all__ = ["EmergencyDetector", "EmergencyFinding", "EmergencyWords", "Word"]

Part = Literal["title", "text"]
Tag = Literal["strong", "weak", "counted", "never"]

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
    counted: bool = False


class EmergencyDetector:
    """Finds emergencies by the words of ``config/emergency.yaml``; build once, use for every item."""

    def __init__(self, words: EmergencyWords) -> None:
        self._words = words
        self._tags: dict[str, tuple[Tag, str]] = {}
        for tag in ("strong", "weak", "counted"):
            for kind in words.order:
                for word in getattr(words.kinds[kind], tag) if kind in words.kinds else ():
                    self._tags.setdefault(word, (tag, kind))
        self._tags.update((word, ("never", "")) for word in words.never)
        self._lexicon = list(self._tags)
        self._finder = _finder(self._lexicon)
        self._before = _union(words.context.before)
        self._after = _union(words.context.after)
        self._support = _union(words.support)
        self._petition, self._recent = _union(words.petition), _union(words.recent)

    def detect(
        self, title: str, text: str, counts: Iterable[Count] = (), *, past: bool = False
    ) -> EmergencyFinding:
        """Judge a clean title and text with the counts of people harmed in it.

        ``past`` says that the dates in it lie long before the item's time.
        """
        harm = Harm(counts, lead_chars=self._words.scores.lead_chars)
        hits = [*self._title_hits(title, text, harm), *self._text_hits(text, harm)]
        kind = self._kind(hits) or ("other" if harm.is_mass else None)
        if kind is None:
            return EmergencyFinding()
        words = tuple(hit.word for hit in hits if hit.kind == kind)
        return self._frame.judge(title, text, kind, words, past=past, named=bool(words), harmed=bool(harm))

    def _title_hits(self, title: str, text: str, harm: Harm) -> Iterator[_Hit]:
        """The words that count in the headline; the opening of the text supports them too."""
        scores = self._words.scores
        around = title + "\n" + text[: scores.lead_chars]
        for tag, kind, word in self._matches(title, "title", harm):
            counts = harm.near("title", word.start, word.end)
            if tag == "counted":
                if _suffice(counts, kind):
                    yield _Hit(kind, word, scores.threshold, counted=True)
                continue
            supported = bool(counts) or self._support.search(around.replace(word.text, "", 1)) is not None
            if supported or tag == "strong":
                bonus = scores.count if is_telling(counts, least_dead=1) else supported * scores.support
                yield _Hit(kind, word, scores.title - (tag == "weak") + bonus)

    def _text_hits(self, text: str, harm: Harm) -> Iterator[_Hit]:
        """The words that count in the text: worth more in the opening, less in a petition about things long past."""
        scores = self._words.scores
        petition: bool | None = None
        for tag, kind, word in self._matches(text, "text", harm):
            counts = harm.near("text", word.start, word.end)
            near = scores.support_chars
            around = text[max(0, word.start - near) : word.start] + "\n" + text[word.end : word.end + near]
            supported = bool(counts) or self._support.search(around) is not None
            if tag in ("weak", "counted") and not supported:
                continue
            if petition is None:
                petition = self._petition.search(text) is not None
            recent = self._recent.search(around) is not None
            old = petition and not recent and not is_grave(counts)
            if tag == "counted":
                if not old and _suffice(counts, kind):
                    yield _Hit(kind, word, scores.threshold, counted=True)
                continue
            points = scores.lead if word.start < scores.lead_chars else scores.body
            points += (supported and recent and not petition) - 2 * old
            telling = is_telling(counts, least_dead=1)
            bonus = scores.count + is_grave(counts) if telling else supported * scores.support
            yield _Hit(kind, word, points - (tag == "weak") + bonus)

    def _matches(self, text: str, part: Part, harm: Harm) -> Iterator[tuple[Tag, str, Word]]:
        for index, start, end in self._finder.find_matches_as_indexes(text):
            tag, kind = self._tags[self._lexicon[index]]
            if tag == "never" or (tag == "counted" and not harm):
                continue
            if self._happens(text, start, end, told=is_grave(harm.near(part, start, end))):
                yield tag, kind, Word(text[start:end], part, start, end)

    def _happens(self, text: str, start: int, end: int, *, told: bool) -> bool:
        """False where the clause speaks of a worry, a rule or a plan; a worry with its dead ``told`` has come true."""
        after = _CLAUSE.split(text[end : end + _BACK_CHARS], maxsplit=1)[0]
        if self._after.search(after):
            return False
        return (
            told or self._before.search(_CLAUSE.split(text[max(0, start - _FRONT_CHARS) : start])[-1]) is None
        )

    def _kind(self, hits: list[_Hit]) -> str | None:
        """The kind that set things off: the one named first in the headline, else the one with the most points."""
        strong = [hit for hit in hits if hit.points >= self._words.scores.threshold]
        if not strong:
            return None
        named = [hit for hit in strong if not hit.counted]
        if all(hit.kind == "other" for hit in named) and any(hit.kind != "other" for hit in strong):
            return min((hit.kind for hit in strong if hit.kind != "other"), key=self._words.order.index)
        strong = named or strong
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
        fiction = "|".join(map(re.escape, words.fiction))
        self._in_fiction = re.compile(
            f"(?:{fiction})(?:里面?(?!的)|中(?![心学])|《)|《[^》]{{1,12}}》(?:{fiction})?里"
        )
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
        self,
        title: str,
        text: str,
        kind: str,
        words: tuple[Word, ...],
        *,
        past: bool,
        named: bool,
        harmed: bool,
    ) -> EmergencyFinding:
        """``named`` by a word of the lexicon, not by its dead alone; ``harmed``: it counts people harmed now."""
        lead = text[:120]
        drill = self._drill.search(title) is not None or (not title and self._drill.search(lead) is not None)
        drill = drill or len(self._drill.findall(lead)) > 1
        fiction = self._fiction.search(title) is not None or len(self._fiction.findall(lead)) > 1
        fiction = fiction or self._in_fiction.search(lead) is not None
        if drill or fiction:
            return EmergencyFinding(drill=drill, fiction=fiction, words=words)
        if not named and (self._fiction.search(lead) or self._drill.search(lead)):
            return EmergencyFinding(fiction=True, words=words)
        head = title or lead
        counted = not title and not harmed and self._statistic.search(lead) is not None
        return EmergencyFinding(
            kind,
            abroad=self._is_abroad(title, lead),
            past=past or self._past.search(head) is not None or _YEARS_AGO.search(head) is not None,
            statistic=counted
            or self._statistic.search(title) is not None
            or len(self._statistic.findall(lead)) > 1,
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


def _suffice(counts: Iterable[Count], kind: str) -> bool:
    """One dead makes an accident of work an emergency; of what nobody names, two."""
    return is_telling(counts, least_dead=2 if kind == "other" else 1)


def _finder(words: list[str]) -> AhoCorasick:
    return AhoCorasick(words, matchkind=MatchKind.LeftmostLongest)


def _union(words: tuple[str, ...]) -> re.Pattern[str]:
    return re.compile("|".join(map(re.escape, sorted(words, key=len, reverse=True))))

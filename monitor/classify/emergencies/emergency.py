"""Which emergency an item reports, if any, and whether it is one that an office here and now answers for."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from functools import cached_property

from monitor.classify.emergencies.early_warning import EarlyWarnings
from monitor.classify.emergencies.emergency_words import EmergencyWords
from monitor.classify.emergencies.framing import UNNAMED, EmergencyFinding, Framing, Word, union
from monitor.classify.emergencies.harm import Harm
from monitor.classify.emergencies.hits import Hit, HitFinder
from monitor.classify.emergencies.kind_choice import KindChoice
from monitor.classify.emergencies.kind_shifts import KindShifts
from monitor.classify.emergencies.scanning import NOTHING, Scan, Scanner
from monitor.classify.figures.casualties import Count
from monitor.classify.figures.casualty_patterns import MEAL
from monitor.classify.figures.crowds import Crowd
from monitor.classify.lexicon import Found
from monitor.text.segment import Cut
from monitor.text.word_search import Matches

__all__ = ["EmergencyDetector", "EmergencyFinding", "EmergencyWords", "Scan", "Word"]


_POLLUTION = frozenset({"environment"})
_WEATHER = frozenset({"flood", "storm"})


class EmergencyDetector:
    """Finds emergencies by the words of ``config/emergency.yaml``; build once, use for every item."""

    def __init__(self, words: EmergencyWords, cut: Cut | None = None) -> None:
        self._words, self._cut = words, cut
        self._scanner, self._warnings = Scanner(words), EarlyWarnings(words.foretold)
        self._hits, self._choice = HitFinder(words, self._warnings), KindChoice(words)
        self._shifts = KindShifts(words.shifts)
        self._lasting, self._sudden = union(words.lasting.words), union(words.lasting.sudden)

    @property
    def sought(self) -> Sequence[str]:
        """The words that :meth:`scan` looks for."""
        return self._scanner.words

    def scan(self, title: str, text: str, found: Found = NOTHING, matches: Matches | None = None) -> Scan:
        """Find the words that may name an emergency in a clean title and text; cheap, and most items have none.

        ``found`` are the weighted words of the item: only they tell whether plain words are worth a look. ``matches`` are the words
        :attr:`sought` in title and text with a line's end between them, where they are known.
        """
        return self._scanner.scan(title, text, found, matches)

    def detect(
        self,
        scan: Scan,
        counts: Iterable[Count] = (),
        *,
        crowd: Crowd | None = None,
        cut: bool = False,
        fresh: bool = False,
        costly: bool = False,
    ) -> EmergencyFinding:
        """Judge what was found in an item, with the counts of people harmed in it and of those who gathered.

        ``cut``: it tells of an intake of drinking water that pollution cut, which bears out a word of pollution. ``fresh``: a
        petition dates what it tells to these days. ``costly``: thousands had to leave, or the loss goes into the tens of millions, which
        bears out a word of foul weather.
        """
        harm = Harm(counts, lead_chars=self._words.scores.lead_chars)
        title, text = scan.title, scan.text
        hits = [*self._hits.in_title(scan, harm), *self._hits.in_text(scan, harm, fresh=fresh)]
        hits += self._crowd_hits(title, text, crowd)
        if not (cut or harm) and any(h.kind == "environment" for h in hits) and self._lasts(title, text):
            hits = [h for h in hits if h.kind != "environment"]
        scores = self._words.scores
        if cut:
            hits = [_raised(h, max(h.points + scores.count, scores.threshold), _POLLUTION) for h in hits]
        if costly:
            hits = [_raised(h, h.points + scores.count, _WEATHER) for h in hits]
        kind = (
            self._choice.choose(title, hits)
            or ("environment" if cut else None)
            or (self._mass_kind(scan, harm) if harm.is_mass else None)
        )
        if kind is None:
            return self.framing.tried(title, text)
        words = tuple(hit.word for hit in hits if hit.kind == kind) or tuple(hit.word for hit in hits)
        kind = self._shifts.settle(kind, title, text)
        return self.framing.judge(title, text, kind, words, named=bool(words), harmed=bool(harm))

    def _mass_kind(self, scan: Scan, harm: Harm) -> str:
        """Of many harmed whom no word of an emergency explains: who fell ill from a meal was poisoned by it."""
        eaten = MEAL.search(scan.text) or MEAL.search(scan.title)
        return "food_poisoning" if harm.most == "poisoned" and eaten else "other"

    def _lasts(self, title: str, text: str) -> bool:
        """``常年排污，河水发黑``: what goes on for years is a complaint, nothing sudden."""
        words = title + "，" + text
        return self._lasting.search(words) is not None and self._sudden.search(words) is None

    def settled(self, kind: str, title: str, text: str) -> str:
        """A kind as the words of several kinds in a text leave it (``shifts``)."""
        return self._shifts.settle(kind, title, text)

    def sets_aside(self, scan: Scan) -> bool:
        """Whether a word names an emergency by itself, or one that may is meant otherwise (feared, supposed, a figure of speech)."""
        return self._hits.sets_aside(scan)

    def warns(self, scan: Scan) -> bool:
        """True where an item passes on an early warning, whether or not it tells of harm beside it."""
        return self._warnings.issued(scan.title, scan.text)

    def is_fiction(self, scan: Scan) -> bool:
        """True where what is told happens in a game or a film: nobody in it is harmed."""
        return self.framing.is_fiction(scan.title, scan.text)

    def foretold(self, scan: Scan) -> EmergencyFinding:
        """What an item without an emergency is: a trial, an early warning for a place in the country, or nothing."""
        if "法院" in scan.text or "判" in scan.title:
            return self.framing.tried(scan.title, scan.text)
        if not (self.warns(scan) or self._warnings.answered(scan.title, scan.text)):
            return UNNAMED
        finding = self.framing.judge(scan.title, scan.text, "storm", (), named=True, harmed=False)
        current = finding.is_current
        return EmergencyFinding(warning=True) if current else EmergencyFinding()

    def _crowd_hits(self, title: str, text: str, crowd: Crowd | None) -> Iterator[Hit]:
        """Many people who block, strike or fight are a mass incident; many who only come together need a sign of anger."""
        if crowd is None or crowd.figure.value < self._words.crowd.at_least:
            return
        if self.protests(title, text, crowd):
            word = Word(
                (title if crowd.part == "title" else text)[crowd.start : crowd.end],
                crowd.part,
                crowd.start,
                crowd.end,
            )
            yield Hit("mass_incident", word, self._words.scores.threshold + 1)

    def protests(self, title: str, text: str, crowd: Crowd) -> bool:
        """Whether those who came together, few or many, do so in anger."""
        words = self._words.crowd
        lead = title + text[: self._words.scores.lead_chars]
        angry = crowd.joined in words.gathering and any(
            sign in lead for sign in words.signs if sign != crowd.joined
        )
        told = title if crowd.part == "title" else text
        angry = angry and not self.streams(title, text, crowd)
        own = _sentence(told, crowd.start, crowd.end)
        angry = angry and not any(idle in (own if idle in _BYSTANDERS else lead) for idle in words.idle)
        return angry or crowd.joined in words.protest

    def _has_grounds(self, lead: str, told: str, crowd: Crowd) -> bool:
        """Whether those who streamed somewhere or took part in something want something, or fill an organ without business there."""
        words = self._words.crowd
        if any(word in lead for word in words.anger if word != crowd.joined):
            return True
        if any(word in lead for word in words.peace):
            return False
        if any(word in lead for word in words.claims):
            return True
        goal = _CLAUSE_END.split(told[crowd.start :], maxsplit=1)[0]
        return crowd.joined not in _TAKES_PART and any(organ in goal for organ in words.organs)

    def streams(self, title: str, text: str, crowd: Crowd) -> bool:
        """Whether many only stream somewhere or take part in something, without any grounds for anger."""
        told = title if crowd.part == "title" else text
        lead = title + text[: self._words.scores.lead_chars] + _sentence(told, crowd.start, crowd.end)
        return crowd.joined in self._words.crowd.flowing and not self._has_grounds(lead, told, crowd)

    def idles(self, title: str, text: str, crowd: Crowd) -> bool:
        """Whether the sentence of a crowd says that it only looks on, queues or celebrates, or it came without any grounds for anger."""
        told = title if crowd.part == "title" else text
        if self.streams(title, text, crowd):
            return True
        own = _sentence(told, crowd.start, crowd.end)
        return any(idle in own for idle in self._words.crowd.idle)

    @cached_property
    def framing(self) -> Framing:
        """What kind of report an item is, by the same words."""
        return Framing(self._words, self._cut)


_BYSTANDERS = frozenset({"围观", "看热闹", "堵车", "早高峰", "晚高峰"})
"""Who looks on at others, and the traffic that they stop: idle only where the sentence says so of the crowd itself."""


_TAKES_PART = frozenset({"参与", "参加", "卷入"})
_CLAUSE_END = re.compile("[，。；！？\n]")


def _sentence(text: str, start: int, end: int) -> str:
    """The sentence around a stretch of a text."""
    opens = max(text.rfind(mark, 0, start) for mark in "。！？\n") + 1
    ends = min((at for mark in "。！？\n" if (at := text.find(mark, end)) >= 0), default=len(text))
    return text[opens:ends]


def _raised(hit: Hit, points: int, kinds: frozenset[str]) -> Hit:
    """A hit with other points where it is of some kinds."""
    return replace(hit, points=points) if hit.kind in kinds else hit

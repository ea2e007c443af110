"""Sentences beside a fresh report that tell of something else: a drill of last month, another trial, figures of a year.

A report is framed by its words (一审判决, 演练, 今年以来…320起, 韩国): one stray sentence must not make a fire of yesterday a trial, a
drill or news from abroad. Where one sentence by itself tells what happened in these days, the others that bear such words are set
aside. Of a drill and of fiction only what is told in passing (上月曾组织演练, 像电影里一样) is: 这是一次演练 unmasks the report.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta

from monitor.classify.emergency_words import EmergencyWords
from monitor.classify.framing import Framing, Word, union
from monitor.classify.scanning import Scan
from monitor.text.clean import CleanText
from monitor.text.dates import find_occurrence

_SENTENCE = re.compile("[^。！？；\n]*[。！？；\n]?")
_PIECE = re.compile("[^。！？；，：、\\s]*[。！？；，：、\\s]?")
_THESE_DAYS = timedelta(days=3)
_READ_CHARS = 600
"""Frames are judged by the opening; what stands further on frames nothing."""

Span = tuple[int, int]

# 市民献花悼念, 现场回顾: of a fire of yesterday; after ten years (十年回顾) they are what the report is about.
_MOURNED = re.compile(
    "悼念|缅怀|现场回顾|事故回顾|事件回顾|回顾|揭秘|抗战(?:胜利)?纪念馆|抗日战争纪念馆|革命纪念馆"
)
_OF_YEARS = re.compile(
    "[\\d两二三四五六七八九十百]{1,4}(?:年|周年)(?:前(?!才|刚|建|投|开|装|改|验)|过去|了|后|来|祭|回顾|的?追|，|。|$)|周年|去年|前年|当年|昔日|往年|往事|历史上"
)
_YEAR = re.compile("(?<!\\d)((?:19|20)\\d\\d)年")
_LONG_STANDING = re.compile(
    "(?:[两二三四五六七八九十]|\\d{1,2})年前(?:才|刚)?(?:建成|建造|建|投用|投入使用|投产|开业|开张|装修|改造|验收|搬迁|竣工|也(?:曾|是|已)?(?:着|起|失|发生)?过?火?)的?"
)


class SetAside:
    """Takes out of an item what frames it without being about it; built once from ``config/emergency.yaml``."""

    def __init__(self, words: EmergencyWords, framing: Framing) -> None:
        self._framing = framing
        self._passing, self._identifying = union(words.aside.passing), union(words.aside.identifying)

    def rest(
        self, title: CleanText, text: CleanText, scan: Scan, reference: datetime, day: date | None
    ) -> tuple[CleanText, CleanText] | None:
        """Title and text with full stops in place of what is set aside, offsets kept; None where nothing is.

        ``day`` is that of the report: without one nothing is fresh.
        """
        if day is None:
            return None
        sentences = list(_parts(_SENTENCE, text.text[:_READ_CHARS]))
        own = {span for span in sentences if self._tells(text.text, span, scan, reference, day)}
        if not own:
            return None
        home = any(self._framing.names_home(text.text[start:end]) for start, end in own)
        others = [s for s in sentences if s not in own and self._is_aside(text.text[slice(*s)], home=home)]
        # A headline that names a trial, a country or a year has it for its subject.
        pieces = [s for s in _parts(_PIECE, title.text) if self._is_passing(title.text[slice(*s)])]
        pieces += _beside_the_news(title.text, text.text[:_READ_CHARS], day.year)
        if not (others or pieces):
            return None
        return _stopped(title, pieces), _stopped(text, others)

    def recalls(self, text: str, words: Sequence[Word]) -> bool:
        """Whether the first word that named the emergency stands in a sentence of another frame: 去年…爆炸曾致17人死亡。昨天…火灾."""
        at = min((word.start for word in words if word.part == "text"), default=None)
        if at is None or any(word.part == "title" for word in words):
            return False
        start, end = next(span for span in _parts(_SENTENCE, text) if at < span[1])
        return self._framing.frame_of(text[start:end]) is not None

    def _tells(self, text: str, span: Span, scan: Scan, reference: datetime, day: date) -> bool:
        """Whether a sentence names what happened, dates it to these days, and bears no word of a frame itself."""
        start, end = span
        if not any(tag != "crowd" and start <= at < end for tag, _, at, _ in scan.in_text):
            return False
        sentence = text[start:end]
        if self._framing.frame_of(sentence) is not None:
            return False
        when = find_occurrence(sentence, reference, title=scan.title, ground="word")
        return when is not None and timedelta(0) <= day - when.day <= _THESE_DAYS

    def _is_aside(self, words: str, *, home: bool) -> bool:
        """Whether words frame the report without being about it; a country abroad is, unless it lies at ``home`` by its own words."""
        frame = self._framing.frame_of(words)
        return frame == "other" or (frame == "abroad" and home) or self._is_passing(words)

    def _is_passing(self, words: str) -> bool:
        """Whether a drill or fiction is only mentioned."""
        passing = self._passing.search(words) is not None and self._identifying.search(words) is None
        return passing and self._framing.frame_of(words) == "unreal"


def _beside_the_news(title: str, text: str, year: int) -> list[Span]:
    """What a headline says besides its news: mourning, looking back, since when the house has stood."""
    spans = [match.span() for match in _LONG_STANDING.finditer(title)]
    told = f"{title}\n{text}"
    if not _OF_YEARS.search(told) and all(int(named) == year for named in _YEAR.findall(told)):
        spans += [match.span() for match in _MOURNED.finditer(title)]
    return spans


def _parts(pattern: re.Pattern[str], text: str) -> Iterator[Span]:
    return (match.span() for match in pattern.finditer(text) if match[0])


def _stopped(field: CleanText, spans: list[Span]) -> CleanText:
    text = field.text
    for start, end in spans:
        text = text[:start] + "。" * (end - start) + text[end:]
    return replace(field, text=text)

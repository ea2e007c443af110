"""Sentences beside a fresh report that tell of something else: a drill of last month, another trial, figures of a year.

A report is framed by its words (一审判决, 演练, 今年以来…320起, 韩国): one stray sentence must not make a fire of yesterday a trial, a
drill or news from abroad. Where one sentence by itself tells what happened in these days, the others that bear such words are set
aside. Of a drill and of fiction only what is told in passing (上月曾组织演练, 像电影里一样) is: 这是一次演练 unmasks the report.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta

from monitor.classify.emergencies.emergency_words import EmergencyWords
from monitor.classify.emergencies.framing import Framing, Word, union
from monitor.classify.emergencies.scanning import Scan
from monitor.classify.emergencies.staged import is_staged
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


_DRILLS = ("演练", "演习", "拉练", "推演")
_BEFORE_NOW = re.compile(
    "(?<![行展织办])(?:曾经?|此前|之前|先前|平[时日常]|以往|往常|每(?:年|月|季度?|学期|周|半年)|上个?(?:月|周|学期|季度)|去年|今年已|年初|多次|数次|屡次|定期|经常|刚刚?|不久前|前不久|前几天|几天前)"
    f"[^，。；！？\\n]{{0,14}}?(?:{'|'.join(_DRILLS)})(?:疏散|逃生|灭火)?(?:过|了)?(?:[一两二三四五六七八九十\\d多数几]{{1,3}}[次回场遍])?"
)
# 模拟厂房起火: the report is of the drill.
_PLAYED = re.compile(
    "模拟|假想|设定|想定|参演|脚本|观摩|(?:演练|演习)(?:现场|中|正式|开始|结束|圆满)|[此本这]次(?:演练|演习)|这是[^，。]{0,12}演[练习]"
)


# 去年在一次演练中撤离3万人: in one of before, not in this one.
_IN_ONE_BEFORE = re.compile(
    "(?:[去前大]年|上个?(?:月|周|季度)|此前|之前|先前|曾经?|前不久|不久前|年初|前几天|[两三四五几\\d]+(?:天|个月|年)前)"
    f"[^，。；！？\\n]{{0,16}}?(?:{'|'.join(_DRILLS)})(?:中|里|时|过程中)"
)
_THIS_ONE = re.compile("模拟|假想|设定|想定|参演|脚本|观摩|[此本这]次|这是")
# Told behind what is fresh, of another time.
_ANOTHER_TIME = re.compile(
    "上个?(?:月|周|星期|季度)|[去前大]年|此前|之前|前不久|不久前|近年|早前|曾(?:经|在|有|发)?|[两三四五几\\d]+(?:天|个月|年)前|今年[\\d一二三四五六七八九十]{1,2}月|(?:19|20)\\d\\d年|前几天|联想到|想起"
)
_SAME_PLACE = re.compile("当地|该[国市州岛地]|又[一发有是]|再[次度]|同一|外媒|路透|美联|法新|共同社|韩联")


@dataclass(frozen=True, slots=True)
class _Held:
    """Where drills of before are told of in passing."""

    title: list[Span] = field(default_factory=list)
    text: list[Span] = field(default_factory=list)


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
        if day is None or is_staged(text.text):
            return None
        sentences = list(_parts(_SENTENCE, text.text[:_READ_CHARS]))
        held = _held_before(title.text, text.text[:_READ_CHARS])
        body = _filled(text, held.text, "…").text
        own = {span for span in sentences if self._tells(body, span, scan, reference, day)}
        if not own:
            return None
        home = any(self._framing.names_home(text.text[start:end]) for start, end in own)
        first = min(own)
        others = [
            s
            for s in sentences
            if s not in own
            and self._is_aside(
                text.text[slice(*s)], home=home or (s > first and _is_beside(text.text, own, s))
            )
        ]
        # A headline that names a trial, a country or a year has it for its subject.
        pieces = [s for s in _parts(_PIECE, title.text) if self._is_passing(title.text[slice(*s)])]
        pieces += _beside_the_news(title.text, text.text[:_READ_CHARS], day.year)
        if not (others or pieces or held.title or held.text):
            return None
        title, text = _filled(title, held.title, "…"), _filled(text, held.text, "…")
        return _filled(title, pieces, "。"), _filled(text, others, "。")

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
        passing = passing or (_IN_ONE_BEFORE.search(words) is not None and not _THIS_ONE.search(words))
        return passing and self._framing.frame_of(words) == "unreal"


def _is_beside(text: str, own: Iterable[Span], other: Span) -> bool:
    """``昨夜渔船与货轮碰撞，1人死亡。上个月，韩国一艘客轮沉没``: what a fresh report that names no place there tells of another time."""
    if not _ANOTHER_TIME.search(text, *other):
        return False
    return not any(_SAME_PLACE.search(text, *span) for span in own)


def _held_before(title: str, text: str) -> _Held:
    """``曾多次演练的护工没能打开西门``: where drills are told of that were held before, beside what happens now; of a drill itself none."""
    if not any(word in title or word in text for word in _DRILLS) or _PLAYED.search(title + text):
        return _Held()
    return _Held(*([m.span() for m in _BEFORE_NOW.finditer(part)] for part in (title, text)))


def _beside_the_news(title: str, text: str, year: int) -> list[Span]:
    """What a headline says besides its news: mourning, looking back, since when the house has stood."""
    spans = [match.span() for match in _LONG_STANDING.finditer(title)]
    told = f"{title}\n{text}"
    if not _OF_YEARS.search(told) and all(int(named) == year for named in _YEAR.findall(told)):
        spans += [match.span() for match in _MOURNED.finditer(title)]
    return spans


def _parts(pattern: re.Pattern[str], text: str) -> Iterator[Span]:
    return (match.span() for match in pattern.finditer(text) if match[0])


def _filled(part: CleanText, spans: Sequence[Span], filler: str) -> CleanText:
    text = part.text
    for start, end in spans:
        text = text[:start] + filler * (end - start) + text[end:]
    return replace(part, text=text)

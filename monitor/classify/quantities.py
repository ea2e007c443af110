"""Money lost, earthquake magnitude and the number of people who took part."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from monitor.classify import casualty_patterns as p
from monitor.classify.origin import Origins
from monitor.classify.result import Figure, Place
from monitor.text.clean import CleanText
from monitor.text.numerals import AFTER, BEFORE, MORE, NUMBER, read_number

_AMOUNT = rf"(?<!\d)(?P<before>{BEFORE})?(?P<digits>{NUMBER})(?P<more>{MORE})?"
_MOST_YUAN = 10**15
_LOSS = re.compile(
    rf"(?:直接)?(?:经济|财产)?(?<!间接经济)(?<!间接财产)(?<!间接)损失(?:[^，。；\d\n]{{0,10}}?){_AMOUNT}(?P<unit>元)(?P<after>{AFTER})?"
)
_LOSS_BEHIND = re.compile(
    rf"{_AMOUNT}(?P<unit>元)(?P<after>{AFTER})?(?:人民币)?的?(?:直接)?(?:经济|财产)损失"
)
_LEVEL = r"(?P<value>\d{1,2}(?:\.\d{1,2})?|[一二三四五六七八九](?:点[零一二三四五六七八九])?)"
_MAGNITUDE = re.compile(
    rf"(?:里氏|震级[^，。；\d\n]{{0,6}}|发生|为|\b[Mm][swLSWl]?)\s?{_LEVEL}级?(?=左右|强|的|以?上?地?震|[，。；）\s]|$)(?=(?P<tail>[^，。；\n]{{0,8}}))|"
    rf"{_LEVEL.replace('value', 'level')}级(?:左右|以上)?的?(?:强烈|强|浅源|深源|中强|破坏性|有感|特大|大)*(?:地震|震)"
)
_QUAKE = re.compile("震|里氏")
_FIXED = re.compile("(?:更正|修正|修订|订正|核定|调整)为")
_JOINED = "聚集|集会|围堵|围攻|冲击|堵路|堵塞|堵门|上访|游行|示威|罢工|罢课|罢运|静坐|拉横幅|讨薪|械斗|斗殴|群殴|打砸|参与|拦路|聚众|抗议|闹事"
_PARTICIPANTS = re.compile(
    rf"{_AMOUNT}(?P<unit>名|人(?!次|民|大))(?P<after>{AFTER})?(?P<gap>[^，。；：！？\n\d]{{0,16}}?)(?:{_JOINED})"
)
_PARTICIPANTS_LEFT = re.compile(
    rf"(?:(?:参与|参加|聚集|涉事|上访|游行|围堵)(?:的|了)?(?:群众|人员|村民)?(?:人数)?(?:达到?|为|约有|有)?){_AMOUNT}(?P<unit>名|人)(?P<after>{AFTER})?"
)
_JOINED_GATE = re.compile(_JOINED)
_NOT_JOINED = re.compile("民警|警力|警察|特警|消防|官兵|医护|救援|救治|抢救|调查|处置|搜救|疏导|施救|志愿")


@dataclass(frozen=True, slots=True)
class Measure:
    """A measured value with the places where it is stated."""

    value: float
    places: tuple[Place, ...]


def _fields(title: CleanText, text: CleanText) -> tuple[tuple[str, CleanText], ...]:
    return (("title", title), ("text", text))


def _place(name: str, clean: CleanText, start: int, end: int) -> Place:
    return Place("title" if name == "title" else "text", *clean.source_span(start, end))


def _sentences(text: str) -> Iterator[re.Match[str]]:
    """The sentences that speak of the happening itself."""
    background = p.BACKGROUND.search(text)
    newest = max((int(y) for y in p.YEAR.findall(text)), default=0)
    for match in p.SENTENCE.finditer(text, 0, background.start() if background else len(text)):
        words = match[0]
        older = any(int(y) < newest for y in p.YEAR.findall(words))
        if not older and not p.ALWAYS_OTHER.search(words) and not p.EARLIER.search(words):
            yield match


def find_loss(title: CleanText, text: CleanText) -> Figure | None:
    """The highest stated (direct) loss in yuan."""
    best: Figure | None = None
    for name, clean in _fields(title, text):
        if "损失" not in clean.text:
            continue
        origins = Origins(clean.text)
        for sentence in _sentences(clean.text):
            for match in _amounts(clean.text, sentence.span()):
                number = read_number(
                    match["digits"], match["before"] or "", match["after"] or match["more"] or ""
                )
                if number.value is None or number.value > _MOST_YUAN:
                    continue
                place = _place(name, clean, *match.span())
                if best is None or number.value > best.value:
                    best = Figure(int(number.value), number.bound, origins.at(match.start()), (place,))
    return best


def _amounts(text: str, span: tuple[int, int]) -> Iterator[re.Match[str]]:
    for pattern in (_LOSS, _LOSS_BEHIND):
        yield from pattern.finditer(text, *span)


def find_magnitude(title: CleanText, text: CleanText) -> Measure | None:
    """The magnitude: a corrected one, else the headline's, else the first that is told."""
    found: list[tuple[float, Place]] = []
    for name, clean in _fields(title, text):
        if "级" not in clean.text or not _QUAKE.search(clean.text):
            continue
        for sentence in _sentences(clean.text):
            for match in _MAGNITUDE.finditer(clean.text, *sentence.span()):
                value = _level(match["value"] or match["level"])
                if (
                    not 0 < value < 10
                    or clean.text.startswith("余震", match.end() - 1)
                    or _is_intensity(clean, match)
                ):
                    continue
                place = _place(name, clean, *match.span())
                if _FIXED.search(clean.text, max(0, match.start() - 6), match.end()):
                    return Measure(value, (place,))
                found.append((value, place))
    if not found:
        return None
    return Measure(found[0][0], tuple(place for value, place in found if value == found[0][0]))


def _is_intensity(clean: CleanText, match: re.Match[str]) -> bool:
    """``发生14级大风`` and ``烈度为6级`` are no magnitudes."""
    before = clean.text[max(0, match.start() - 8) : match.start()]
    tail = match["tail"] or ""
    return "烈度" in before or "风" in before + tail or "响应" in tail


def _level(text: str) -> float:
    if text[0].isdigit():
        return float(text)
    whole, _, rest = text.partition("点")
    number = read_number(whole).value or 0
    return number + (read_number(rest).value or 0) / 10 if rest else number


def find_participants(title: CleanText, text: CleanText) -> Figure | None:
    """The highest stated number of people who took part in a gathering or an affray."""
    best: Figure | None = None
    for name, clean in _fields(title, text):
        if not _JOINED_GATE.search(clean.text):
            continue
        origins = Origins(clean.text)
        for sentence in _sentences(clean.text):
            for pattern in (_PARTICIPANTS, _PARTICIPANTS_LEFT):
                for match in pattern.finditer(clean.text, *sentence.span()):
                    number = read_number(
                        match["digits"], match["before"] or "", match["after"] or match["more"] or ""
                    )
                    if number.value is None or _NOT_JOINED.search(
                        match[0] + clean.text[match.end() : match.end() + 6]
                    ):
                        continue
                    if best is None or number.value > best.value:
                        place = _place(name, clean, *match.span())
                        best = Figure(int(number.value), number.bound, origins.at(match.start()), (place,))
    return best

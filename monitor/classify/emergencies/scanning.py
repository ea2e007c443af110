"""The words of an item that may name an emergency, and where words of harm stand in it: one look, cheap, mostly empty."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from typing import Literal

from monitor.classify.emergencies.emergency_words import EmergencyWords
from monitor.classify.emergencies.framing import finder
from monitor.classify.emergencies.harm import HARM_WORDS, HARMLESS_WORDS
from monitor.classify.emergencies.plain_speech import PlainSpeech
from monitor.classify.figures.crowds import MEMBERS
from monitor.classify.lexicon import Found
from monitor.text.alternation import screened
from monitor.text.word_search import Matches
from monitor.values import value

Tag = Literal["strong", "weak", "counted", "crowd", "harm", "never", "plain"]
Tagged = tuple[Tag, str, int, int]
"""How strong a word is, of which kind, where it starts and ends."""

_HARM = re.compile(
    f"[{''.join(w for w in HARM_WORDS if len(w) == 1)}]|{'|'.join(w for w in HARM_WORDS if len(w) > 1)}"
)
_DIGITS = "\\d二两俩三仨四五六七八九十百千万壹贰叁肆伍陆柒捌玖拾佰仟"
_NUMBER = screened(
    f"[{_DIGITS}][{_DIGITS}一多余来几]{{0,4}}(?:[名位具例口]|人(?!民|员|大)|个(?!月|小时|星期|工作日)|条)|一(?:[名位具]|人(?!民))|[{_DIGITS}一][死伤亡]|[死亡伤踪走]了?：?[{_DIGITS}一]|[俩仨]"
)
_PEOPLE = re.compile(f"[\\d一二两俩三四五六七八九十百千万余多来几]个?(?:[名人号]|(?:{MEMBERS}))")
_BESIDE, _BEHIND = 26, 14
_ORDER_CHARS = 300
"""A hotline's work order of this length tells one thing; a longer letter looks back on much."""
NOTHING: Found = {}


@value
class Scan:
    """A clean title and text with the words of the lexicon in them: how strong, of which kind, where."""

    title: str
    text: str
    in_title: Sequence[Tagged]
    in_text: Sequence[Tagged]
    harm_in_title: Sequence[int] = ()
    harm_in_text: Sequence[int] = ()

    def __bool__(self) -> bool:
        return bool(self.in_title or self.in_text)

    @property
    def names(self) -> bool:
        """True where a word names an emergency, not only where one may lie behind it (工地, 电梯)."""
        return bool(self) and any(
            tag in ("strong", "weak", "plain") for tag, _, _, _ in (*self.in_title, *self.in_text)
        )

    def tells(self, kind: str) -> bool:
        """True where a word of a kind stands in title or text."""
        return any(named == kind for _, named, _, _ in (*self.in_title, *self.in_text))

    @property
    def tells_of_victims(self) -> bool:
        """True where a word that may name an emergency stands beside one of death, or itself says who is hurt (撞伤)."""
        return _beside_victims(self.title, self.in_title, self.harm_in_title) or _beside_victims(
            self.text, self.in_text, self.harm_in_text
        )

    @property
    def is_strong(self) -> bool:
        """True where a word of the text names an emergency by itself, or the plain words of a short one tell it."""
        short = len(self.text) <= _ORDER_CHARS
        return any(tag == "strong" or (short and tag == "plain") for tag, _, _, _ in self.in_text)

    @property
    def may_count(self) -> bool:
        """True where a number stands near a word of harm: there people harmed may be counted."""
        if not (self.harm_in_title or self.harm_in_text):
            return False
        fields = ((self.title, self.harm_in_title), (self.text, self.harm_in_text))
        return any(
            _NUMBER.search(text, max(0, at - _BESIDE), at + _BEHIND)
            for text, harmed in fields
            for at in harmed
        )

    @property
    def gathers(self) -> bool:
        """True where a number of people stands near a word of gathering or strife."""
        if not self:
            return False
        fields = ((self.title, self.in_title), (self.text, self.in_text))
        return any(
            kind == "mass_incident" and _PEOPLE.search(text, max(0, start - _BESIDE), end + _BESIDE)
            for text, found in fields
            for _, kind, start, end in found
        )


class Scanner:
    """Finds the words of ``config/emergency.yaml`` and those of harm; build once, use for every item."""

    def __init__(self, words: EmergencyWords) -> None:
        tags = _tags(words)
        self.words = list(tags)
        self._finder = finder(self.words)
        self._senses = [
            (tag, kind, -1 if tag == "never" else _harm_in(word)) for word, (tag, kind) in tags.items()
        ]
        """For each word its strength, its kind, and where in it the harm stands (撞死: 1), -1 where it tells of none."""
        self._plain = PlainSpeech(words.plain)

    def scan(self, title: str, text: str, found: Found = NOTHING, matches: Matches | None = None) -> Scan:
        """Find the words of the lexicon in a clean title and text; cheap, and most items have none.

        ``found`` are the weighted words of the item: only they tell whether plain words are worth a look. ``matches`` are those of
        :attr:`words` in title and text with a line's end between them, where they are known.
        """
        if matches is None:
            matches = self._finder.find_matches_as_indexes(f"{title}\n{text}")
        told = self._plain.spoken(found)
        if not (matches or told):
            return Scan(title, text, (), ())
        in_title, harmed_title, in_text, harmed_text = self._parted(matches, len(title) + 1)
        if told:
            in_title += [("plain", *hit) for hit in self._plain.find(told, title)]
            in_text += [("plain", *hit) for hit in self._plain.find(told, text)]
        return Scan(title, text, in_title, in_text, harmed_title, harmed_text)

    def _parted(
        self, matches: Matches, shift: int
    ) -> tuple[list[Tagged], list[int], list[Tagged], list[int]]:
        """The words that may name an emergency, and where words of harm stand: those of the title, those of the text."""
        parts: tuple[list[Tagged], list[int], list[Tagged], list[int]] = ([], [], [], [])
        # One look over both: no word holds a line's end.
        for index, start, end in matches:
            if start < shift:
                found, harmed, offset = parts[0], parts[1], 0
            else:
                found, harmed, offset = parts[2], parts[3], shift
            tag, kind, harm = self._senses[index]
            if harm >= 0:
                harmed.append(start - offset + harm)
            if tag not in ("never", "harm"):
                found.append((tag, kind, start - offset, end - offset))
        return parts


def _tags(words: EmergencyWords) -> dict[str, tuple[Tag, str]]:
    """Each word of the lexicon with its strength and kind; what names an emergency goes before words of harm."""
    tags: dict[str, tuple[Tag, str]] = {}
    for tag in ("strong", "weak", "counted"):
        for kind in words.order:
            for word in getattr(words.kinds[kind], tag) if kind in words.kinds else ():
                tags.setdefault(word, (tag, kind))
    for word in (*words.crowd.protest, *words.crowd.gathering):
        tags.setdefault(word, ("crowd", "mass_incident"))
    tags.update((word, ("never", "")) for word in words.never)
    tags |= {word: ("harm", "") for word in HARM_WORDS if word not in tags}
    return tags | {word: ("never", "") for word in HARMLESS_WORDS if word not in tags}


def _beside_victims(text: str, found: Sequence[Tagged], harmed: Sequence[int]) -> bool:
    """Whether a found word stands beside a letter of death, or holds one of injury; looked for where it can be, not everywhere."""
    if not (found and harmed):
        return False
    spans = sorted((start, end) for _, _, start, end in found)
    starts = [start for start, _ in spans]
    for at in harmed:
        near = spans[bisect_left(starts, at - _BESIDE) : bisect_right(starts, at + _BESIDE)]
        if text[at] in "死亡殒丧溺" and near:
            return True
        if text[at] == "伤" and any(start < at < end for start, end in near):
            return True
    return False


def _harm_in(word: str) -> int:
    found = _HARM.search(word)
    return found.start() if found else -1

"""Emergencies told in plain words, without the name of one: 家里炸了, 水都进院了, 一百多个孩子拉肚子.

What betrays them is a thing and what befell it side by side (仓库 … 着了); each alone says nothing (全场炸了, 着了迷).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from operator import itemgetter

from monitor.classify.emergencies.emergency_words import PlainRule, PlainWords
from monitor.classify.emergencies.framing import union
from monitor.classify.emergencies.of_the_thing import without_its_age
from monitor.classify.lexicon import Found
from monitor.text.alternation import compiled, screened

_GAP, _BEHIND = 16, "[^。！？\n]"
_BESIDE, _TOGETHER = 20, 60
_CLOSE = "[^，。；、！？\\n]{0,6}?"
# 没有炸开, 以免掉进去: what did not happen, or only nearly.
_NOT_SO = re.compile("(?:没有?|未|并未|不会|不再|避免|防止|以免|差一?点[儿]?|险些|差些)(?:[再被就又真])?$")
# 一旦着火…火势蔓延 tells what might be.
_SUPPOSED = compiled("一旦|如果|假如|万一|倘若|要是|试想|设想|设若|哪天|真要|[若如](?:发生|遇|有)")
_DIGITS = 6
_NUMBER = f"[\\d一二两三四五六七八九十百千几数多余来]{{1,{_DIGITS}}}"


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule ready for use."""

    kind: str
    told: re.Pattern[str]
    beside: re.Pattern[str] | None
    never: re.Pattern[str] | None
    reach: int | None
    """How far before a word for what befell it the thing may begin; None where that is no mere word (着了{n}间)."""

    def may_be_told(self, text: str, words: Sequence[str]) -> bool:
        """Whether a text tells it, of which ``words`` are all that it may hold of what befell the thing: looked for around these alone."""
        if self.reach is None:
            return self.told.search(text) is not None
        first, last = len(text), -1
        for word in words:
            start = text.find(word)
            if start >= 0:
                first, last = min(first, start), max(last, text.rfind(word) + len(word))
        return last >= 0 and self.told.search(text, max(0, first - self.reach), last) is not None


Spoken = tuple[Rule, Sequence[str]]


class PlainSpeech:
    """The rules of ``plain`` in ``config/emergency.yaml``; built once.

    A rule is looked at only where one of its words stands among the weighted words already found in the item.
    """

    def __init__(self, words: PlainWords) -> None:
        self._rules = {_group(i): (i, _ready(rule, words.things)) for i, rule in enumerate(words.rules)}
        self._unreal = union(words.unreal)

    def spoken(self, found: Found) -> list[Spoken]:
        """The rules of which a word stands in an item, each with those words."""
        rules = self._rules
        spoken = [(*rules[group], found[group].words) for group in found if group in rules]
        if len(spoken) > 1:
            spoken.sort(key=itemgetter(0))
        return [(rule, words) for _, rule, words in spoken]

    def find(self, spoken: Sequence[Spoken], text: str) -> list[tuple[str, int, int]]:
        """Kind and span of each emergency that a clean text tells of in plain words, by the rules that are :meth:`spoken`."""
        hits = [hit for rule, words in spoken if rule.may_be_told(text, words) for hit in _told(rule, text)]
        return [] if hits and self._unreal.search(text) else hits


def plain_groups(words: PlainWords) -> dict[str, Mapping[str, float]]:
    """The lexicon groups that :class:`PlainSpeech` reads: what befell the thing."""
    return {_group(i): dict.fromkeys(rule.does, 0.0) for i, rule in enumerate(words.rules)}


def _told(rule: Rule, text: str) -> Iterator[tuple[str, int, int]]:
    for match in rule.told.finditer(text):
        start, end = match.span()
        if rule.never and _stands_near(rule.never, text, start, end):
            continue
        if not _is_so(text, match):
            continue
        if rule.beside and not rule.beside.search(_around(text, match)):
            continue
        yield rule.kind, start, end


def _stands_near(words: re.Pattern[str], text: str, start: int, end: int) -> bool:
    """Whether a word stands near, elsewhere than in a time that only tells since when a thing has stood: that makes nothing old."""
    near = (max(0, start - _BESIDE), end + _BESIDE)
    return words.search(text, *near) is not None and words.search(without_its_age(text), *near) is not None


def _is_so(text: str, match: re.Match[str]) -> bool:
    """Whether it is told as a fact: not denied right before the verb, nor supposed earlier in the sentence."""
    does = match.start("does")
    if _NOT_SO.search(text, max(0, does - 4), does):
        return False
    return not is_supposed(text, does)


def is_supposed(text: str, at: int) -> bool:
    """Whether the sentence has said before ``at`` that it only supposes: 裙楼一旦着火，…大火蔓延."""
    opens = max(text.rfind(mark, 0, at) for mark in "。！？\n") + 1
    return _SUPPOSED.search(text, opens, at) is not None


def _around(text: str, match: re.Match[str]) -> str:
    """What stands about the words that matched, and between them; these themselves do not bear themselves out."""
    inner = text[match.end("what") : match.start("does")]
    before, behind = text[max(0, match.start() - _TOGETHER) : match.start()], text[match.end() :][:_TOGETHER]
    return "\n".join((before, match["what"], inner, behind))


def _ready(rule: PlainRule, things: Mapping[str, Sequence[str]]) -> Rule:
    between = _CLOSE if rule.close else f"{_BEHIND}{{0,{_GAP}}}?"
    what, does = _choice(rule.what, things), _choice(rule.does, {})
    # To words that all begin with letters the engine skips by itself.
    made = screened if what.startswith("[") or "|[" in what else re.compile
    told = made(f"(?P<what>{what}){between}(?P<does>{does})")
    beside = re.compile(_choice(rule.beside, things)) if rule.beside else None
    counted = any("{n}" in word for word in rule.does)
    longest = max((len(word.replace("{n}", "0" * _DIGITS)) for word in _words(rule.what, things)), default=0)
    reach = None if counted else _GAP + longest
    return Rule(rule.kind, told, beside, union(rule.never) if rule.never else None, reach)


def _words(names: Sequence[str], things: Mapping[str, Sequence[str]]) -> set[str]:
    """The words of some things."""
    return {word for name in names for word in things.get(name, (name,))}


def _choice(words: Sequence[str], things: Mapping[str, Sequence[str]]) -> str:
    ordered = sorted(_words(words, things), key=lambda word: (-len(word), word))
    return "|".join(re.escape(word).replace(re.escape("{n}"), _NUMBER) for word in ordered)


def _group(index: int) -> str:
    return f"plain#{index}"

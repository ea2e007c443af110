"""How grave an emergency sounds, whatever its numbers: a learnt model hears what eyewitnesses and callers tell in ways nobody has foreseen.

It is asked of what people tell in their own words (posts, calls, letters), where the rules found an emergency and graded it less than II
without being sure: its level is provisional, or only the model of alarms heard of it. News and bulletins are read by their numbers. What it says raises attention and a doubt, like the learned severity, and touches no level (decision 0052).
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import replace

from monitor.classify.emergencies.happened import Happening
from monitor.classify.grading.learned_rules import LearnedRules
from monitor.classify.phrases import phrases_of
from monitor.classify.read_item import ReadItem
from monitor.classify.result import GRAVE, Cited, LearnedLevel, Place
from monitor.classify.scoring.grams import Alphabet
from monitor.classify.scoring.linear_model import LinearModel
from monitor.item import SPEAKING
from monitor.text.segment import Cut

CHARS = 400
"""So much of each text the model has read: a report has its numbers by then, and a post is hardly longer."""
_LEVEL = "II"
"""What it tells apart is at least this."""


class GravityOfWords:
    """Built once from the model and the rules of when it is believed; silent where they do not say."""

    def __init__(self, rules: LearnedRules | None, model: LinearModel, cut: Cut) -> None:
        self._least = rules.words_from if rules else None
        self._model, self._cut, self._alphabet = model, cut, Alphabet()

    def hear(self, read: Sequence[ReadItem], happened: Sequence[Happening]) -> list[Happening]:
        """What happened in each item of a batch, with what its words alone make of it."""
        out = list(happened)
        asked = [
            n
            for n, one in enumerate(out)
            if self._least is not None and _is_open(one) and read[n].item.source_kind in SPEAKING
        ]
        if not asked or self._least is None:
            return out
        scored = self._model.score(self._alphabet.grams([read[n].whole[:CHARS] for n in asked]))
        odds = [1 / (1 + math.exp(-margin)) for margin in scored.margins[:, 0].tolist()]
        told = [(place, n) for place, n in enumerate(asked) if odds[place] >= self._least]
        if told:
            pieces = self._model.reasons(scored.rows, scored.margins.argmax(axis=1))
            for place, n in told:
                because = tuple(_cited(read[n], pieces[place], self._cut))
                out[n] = replace(out[n], learned=LearnedLevel(_LEVEL, odds[place], because))
        return out


def _is_open(happened: Happening) -> bool:
    """Whether an emergency of this country and of these days is graded less than II, and somebody could still find it graver."""
    finding, grade = happened.finding, happened.grade
    if finding.kind is None or finding.abroad or finding.statistic or grade is None:
        return False
    if happened.learned or grade.level in GRAVE:
        return False
    return finding.unsure or grade.provisional


def _cited(read: ReadItem, pieces: Iterable[str], cut: Cut) -> Iterable[Cited]:
    """The item's own words around the pieces that decided."""
    told = read.told
    for phrase in phrases_of(read.whole, pieces, cut):
        for clean, raw, title in (
            (told.text, told.item.text, False),
            (told.title, told.item.title, True),
        ):
            start = clean.text.find(phrase.words) if phrase.found else -1
            if start >= 0:
                span = clean.source_span(start, start + len(phrase.words))
                yield Cited(raw[slice(*span)], Place("title" if title else "text", *span))
                break

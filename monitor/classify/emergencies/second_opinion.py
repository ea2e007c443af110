"""Emergencies that no word names: what eyewitnesses and relatives tell in words of their own, heard by a learnt model alone.

The words of ``config/emergency.yaml`` go first. Where they find nothing and frame nothing, the model (``alarm.npz``) is believed
from a probability on that the configuration names; what it says is unsure, and a person has to look.
"""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Iterable, Sequence

import numpy as np

from monitor.classify.emergencies.emergency_words import AlarmRules
from monitor.classify.emergencies.framing import Word, union
from monitor.classify.emergencies.happening import EmergencyWatch, Happening
from monitor.classify.emergencies.of_a_life import is_of_a_life
from monitor.classify.figures.frames import counts_years
from monitor.classify.lexicon import Found
from monitor.classify.phrases import phrases_of
from monitor.classify.read_item import ReadItem
from monitor.classify.scoring.grams import Alphabet
from monitor.classify.scoring.learnt import HAPPENS
from monitor.classify.scoring.linear_model import LinearModel
from monitor.item import ADDRESSED
from monitor.text.segment import Cut

# 笑死，我家昨天差点出人命; 喝吐了四个哈哈: whoever laughs tells of no emergency.
_IN_JEST = re.compile("^[^，。！？\\n]{0,6}?(?:笑[死喷疯翻哭]|笑不活|乐死|哈哈哈|绷不住)|哈哈+[~～!！。]*$")
Why = Callable[[Sequence[int]], Sequence[Sequence[str]]]
"""For the places of some texts in a batch the n-grams by which they sound like an emergency."""


class SecondOpinion:
    """Built once from the model of alarms and the rules of when it is believed."""

    def __init__(self, watch: EmergencyWatch, rules: AlarmRules, model: LinearModel, cut: Cut) -> None:
        self._watch, self._rules, self._model, self._cut = watch, rules, model, cut
        self._alphabet, self._sources = Alphabet(), frozenset(rules.sources)
        self._believed, self._addressed = _log_odds(rules.believed_from), _log_odds(rules.addressed_from)
        self._short = _log_odds(rules.short_from)
        self._doubted, self._at_length = _log_odds(rules.doubted_from), _log_odds(rules.at_length_from)
        self._harmed = union(rules.harmed) if rules.harmed else re.compile("(?!)")
        self._several = union(rules.signs) if rules.signs else re.compile("")
        self._kinds = [label for label in model.labels if label != HAPPENS]

    def hear(
        self,
        read: Sequence[ReadItem],
        found: Sequence[Found],
        odds: Sequence[tuple[float, float]],
        happened: Sequence[Happening],
        why: Why,
    ) -> list[Happening]:
        """What happened in each item of a batch, with what only the model hears; ``odds`` are its log odds and those of relevance."""
        out = list(happened)
        asked = [
            n
            for n, (told, matters) in enumerate(odds)
            if told >= self._believed and self._is_believed(read[n], told, matters) and is_open(out[n])
            if not counts_years(read[n].whole)
        ]
        if not asked:
            return out
        for n, kind, pieces in zip(
            asked, self._kinds_of([read[n].whole for n in asked]), why(asked), strict=True
        ):
            if kind in self._rules.several and self._several.search(read[n].whole) is None:
                continue
            words = tuple(_words(read[n], pieces, self._cut))
            out[n] = self._watch.heard(read[n].told, found[n], kind, words) or out[n]
        return out

    def _is_believed(self, read: ReadItem, odds: float, matters: float) -> bool:
        """Whether an item is of a sort that the model is asked of, and the odds suffice for it."""
        if _IN_JEST.search(read.whole) or is_of_a_life(read.whole):
            return False
        kind = read.item.source_kind
        if len(read.whole) < self._rules.short_chars and odds < self._short:
            return False
        if kind not in self._sources or len(read.whole) > self._rules.most_chars:
            least = max(self._at_length, self._addressed) if kind in ADDRESSED else self._at_length
            return odds >= least and self._tells_of_harm(read.whole)
        least = self._addressed if kind in ADDRESSED else self._believed
        return odds >= (least if matters >= 0 else max(least, self._doubted))

    def _tells_of_harm(self, text: str) -> bool:
        """Whether a report or a long letter says that somebody came to harm: many tell of accidents in general."""
        return len(text) <= self._rules.length_chars and self._harmed.search(text) is not None

    def _kinds_of(self, texts: Sequence[str]) -> list[str]:
        """The likeliest kind of each text."""
        if not texts:
            return []
        columns = [self._model.labels.index(kind) for kind in self._kinds]
        margins = self._model.margins(self._alphabet.grams(texts))[:, columns]
        return [self._kinds[n] for n in np.argmax(margins, axis=1).tolist()]


def is_open(happened: Happening) -> bool:
    """Whether the words found nothing, and nothing that would be another kind of report: a drill, a story, a warning, what they set aside."""
    found = happened.finding
    return found.kind is None and found.is_plain and not (found.hoax or found.words)


def _words(read: ReadItem, pieces: Iterable[str], cut: Cut) -> Iterable[Word]:
    """The words of an item around the pieces that decided, where they stand in its title or text."""
    title, text = read.told.title.text, read.told.text.text
    for phrase in phrases_of(read.whole, pieces, cut):
        for part, field in (("text", text), ("title", title)):
            start = field.find(phrase.words) if phrase.found else -1
            if start >= 0:
                yield Word(
                    phrase.words, "title" if part == "title" else "text", start, start + len(phrase.words)
                )
                break


def _log_odds(share: float) -> float:
    if share in (0.0, 1.0):
        return math.inf if share else -math.inf
    return math.log(share / (1 - share))

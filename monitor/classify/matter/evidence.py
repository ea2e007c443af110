"""What the words of a text say about its relevance beside the learnt model: the shorter the text, the more they count."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from operator import mul
from typing import Annotated, Any

from ahocorasick_rs import AhoCorasick
from pydantic import Field, field_validator

from monitor.classify.matter.cries import CryRule
from monitor.classify.matter.genres import GenreRule
from monitor.classify.matter.matters_here import HereRule
from monitor.classify.scoring.correction_words import MATTER, NO, YES, CorrectionSaid
from monitor.classify.scoring.post_model import Again
from monitor.config_file import ConfigModel, one_of
from monitor.item import READ_BY_OFFICES, SOURCE_KINDS
from monitor.values import value

MARGIN, SHORT, TOGETHER, BIAS = "margin", "short", "together", "bias"
MEANING = "meaning"
"""What the net over word meanings says, beside the margin of the second reading."""
LONG_PARTS = ("second", MARGIN, MEANING, "loudest margin", "loudest meaning")
"""What is weighed of a long post: the log odds of the second reading, and what it rests on, of the whole and of the loudest sentences."""
LONG = "long "
"""Before the name of a group: what its words count as a text grows longer."""
_MOST_WORDS = 2
"""A third word of one group says nothing in a short text that two have not said; a long one has more to say."""
_LOGS = tuple(math.log1p(n) for n in range(200))
CLAUSES, MOOD = "clauses", "mood"
"""Whether a text has clauses, and whether it ends as speech does: a headline has neither."""
_ENDS_SPEECH = ("了", "啊", "呢", "吧", "吗", "呗", "啦", "呀")
_THINGS = ("for_service", "for_organ")
_ILLS = ("for_failure", "for_trouble", "for_neglect", "for_ask", "for_action")
_LONG_CHARS, _FEW_CHARS, _CLEAR = 90, 10, 3.0
_MOST_SOURCES = 1000
_MOST_OF_WORDS = 2.0
"""Words seldom say more for or against a text than so many log odds; where they do, the first reading stands."""
_NEARLY_NOUGHT = 1e-4
POSTS = frozenset({"social", "forum"})
"""Kinds of source whose texts are read a second time: what is written there is everyday talk more often than anywhere else."""


class RelevanceConfig(ConfigModel):
    """``config/relevance.yaml``."""

    version: str
    basis: str
    relevant_at: float = Field(ge=0, le=1)
    half_at: int = Field(gt=0)
    channels: Mapping[Annotated[str, one_of(*SOURCE_KINDS)], float] = Field(default_factory=dict)
    sources: Mapping[float, tuple[str, ...]] = Field(default_factory=dict)
    complains: tuple[str, ...] = ()
    here: tuple[HereRule, ...] = ()
    cries: tuple[CryRule, ...] = ()
    genres: tuple[GenreRule, ...] = ()
    groups: Mapping[str, tuple[str, ...]]

    @field_validator("groups")
    @classmethod
    def _named_by_side(cls, value: Mapping[str, tuple[str, ...]]) -> Mapping[str, tuple[str, ...]]:
        for name in value:
            if not name.startswith(("for_", "against_")):
                raise ValueError(f"词组 {name} 须以 for_ 或 against_ 开头")
        for name in (*_THINGS, *_ILLS):
            if name not in value:
                raise ValueError(f"缺少词组 {name}")
        return value


@value
class Weighed:
    """The probability that a matter is relevant, and the words that spoke for and against it."""

    probability: float
    words: tuple[str, ...] = ()
    corrected: bool = False
    """Whether the words that officers' corrections share turned it."""

    def shifted(self, said: CorrectionSaid, relevant_at: float) -> Weighed:
        """The same with what the words of officers' corrections add."""
        shifts = said.of(MATTER)
        if not shifts:
            return self
        probability = _logistic(log_odds(self.probability) + shifts.get(YES, 0.0) - shifts.get(NO, 0.0))
        now = probability >= relevant_at
        if now == (self.probability >= relevant_at):
            return Weighed(probability, self.words)
        return Weighed(probability, tuple(said.why(MATTER + (YES if now else NO))), True)


@value
class SecondReading:
    """How posts are read a second time: weights of what the model of posts says, and how both readings are joined.

    Where the log odds of the first reading are less than ``unsure``, a ``share`` of them and ``shift`` are added to those of the second,
    which decide; elsewhere the first decides alone. Of long posts it is a ``long_share`` and ``long_shift``.
    """

    weights: Mapping[str, float]
    shift: float
    share: float
    unsure: float
    long: Mapping[str, float]
    """Weights of :data:`LONG_PARTS`, for posts that are heard by their sentences."""
    long_shift: float
    long_share: float

    @classmethod
    def of(cls, manifest: Mapping[str, Any]) -> SecondReading:
        """As the training run has written it."""
        return cls(manifest["evidence"], **manifest["joined"], long=manifest["long"])


def long_parts(second: float, said: Again) -> tuple[float, ...]:
    """What is weighed of a long post, by the names of :data:`LONG_PARTS`."""
    return (second, said.margin, said.meaning, *(said.loudest or (said.margin, said.meaning)))


class Evidence:
    """The word groups of an office with the weights learnt for them; built once."""

    def __init__(
        self, config: RelevanceConfig, weights: Mapping[str, float], second: SecondReading | None = None
    ) -> None:
        self._names = tuple(config.groups)
        self._place = {name: i for i, name in enumerate(self._names)}
        self._words, self._owners = _flat(config.groups)
        self._automaton = AhoCorasick(self._words)
        self._for, self._against = (
            [any(self._names[o].startswith(side) for o in own) for own in self._owners]
            for side in ("for_", "against_")
        )
        """Of each word whether a group of that side holds it."""
        self._half, self._channels, self._sources = config.half_at, config.channels, config.sources
        self._leanings: dict[str, float] = {}
        self._margin, self._bias = weights.get(MARGIN, 1.0), weights.get(BIAS, 0.0)
        self._weights = [weights.get(name, 0.0) for name in self.trait_names]
        self._second = second
        again = second.weights if second else {}
        self._post_bias = again.get(BIAS, 0.0)
        self._post_weights = [again.get(name, 0.0) for name in (MARGIN, MEANING, *self.trait_names)]
        long = second.long if second else {}
        self._long_bias = long.get(BIAS, 0.0)
        self._long_weights = [long.get(name, 0.0) for name in LONG_PARTS]

    @property
    def trait_names(self) -> tuple[str, ...]:
        """What :meth:`traits` gives, in its order."""
        return (SHORT, *self._names, TOGETHER, *(LONG + name for name in self._names), CLAUSES, MOOD)

    def weigh(
        self,
        margin: float,
        text: str,
        source_kind: str,
        source: str | None = None,
        again: Again | None = None,
    ) -> Weighed:
        """Join the learnt margin with the words of a clean text and with what its channel is for.

        ``again`` is what the model of posts says, where it was asked.
        """
        place = self._channels.get(source_kind, 0.0)
        if source and source_kind not in READ_BY_OFFICES:
            place += self._leaning(source)
        score = self._margin * margin + self._bias + place
        if again is None and len(text) >= _LONG_CHARS and abs(score) >= _CLEAR:
            # Words shift a long text too little to turn what the model is sure of: most items need no look.
            return Weighed(_logistic(score))
        traits, hits = self._read(text)
        score += sum(map(mul, self._weights, traits))
        if again is not None and self._second is not None:
            joined = self._read_again(self._second, score, again, traits, place)
            score = max(score, joined) if self._speaks_for_itself(text, traits) else joined
        return Weighed(_logistic(score), self._spoken(hits, for_it=score >= 0))

    def may_be_unsure(self, margin: float) -> bool:
        """Whether a text of this margin can be one that the second reading decides, whatever its words are."""
        return self._second is not None and abs(self._margin * margin + self._bias) < (
            self._second.unsure + _MOST_OF_WORDS
        )

    def _speaks_for_itself(self, text: str, traits: Sequence[float]) -> bool:
        """``家里冷得要命``: a few words that are nearly all the office's own, of a thing and of what is wrong with it."""
        return len(text) < _FEW_CHARS and traits[1 + len(self._names)] > 0

    def _read_again(
        self, second: SecondReading, score: float, said: Again, traits: Sequence[float], place: float
    ) -> float:
        """Both readings joined where the first one is unsure, else the first."""
        if abs(score) >= second.unsure:
            return score
        again: float = self._post_bias + sum(
            map(mul, self._post_weights, (said.margin, said.meaning, *traits))
        )
        if said.loudest is None:
            return again + place + second.shift + second.share * score
        again = self._long_bias + sum(map(mul, self._long_weights, long_parts(again, said)))
        return again + place + second.long_shift + second.long_share * score

    def _leaning(self, source: str) -> float:
        """What the name of a source says (星座屋, 体育频道): the strongest of its words."""
        known = self._leanings.get(source)
        if known is None:
            if len(self._leanings) >= _MOST_SOURCES:
                self._leanings.clear()
            said = (w for w, words in self._sources.items() if any(word in source for word in words))
            known = self._leanings[source] = max(said, key=abs, default=0.0)
        return known

    def traits(self, text: str) -> list[float]:
        """The words of a text as numbers: shortness, words of each group, things and ills together."""
        return self._read(text)[0]

    def _read(self, text: str) -> tuple[list[float], set[int]]:
        hits = {index for index, _, _ in self._automaton.find_matches_as_indexes(text, overlapping=True)}
        counts = [0] * len(self._names)
        for index in hits:
            for owner in self._owners[index]:
                counts[owner] += 1
        short = self._half / (self._half + len(text))
        together = self._any(counts, _THINGS) and self._any(counts, _ILLS)
        few, many = [0.0] * len(counts), [0.0] * len(counts)
        for group, c in enumerate(counts):
            if c:  # of most groups a text has no word
                few[group] = short * (c if c < _MOST_WORDS else _MOST_WORDS)
                many[group] = (1 - short) * _LOGS[min(c, len(_LOGS) - 1)]
        clauses, mood = "，" in text or "。" in text, text.endswith(_ENDS_SPEECH)
        return [short, *few, short * together, *many, clauses, mood], hits

    def _any(self, counts: Sequence[int], names: Sequence[str]) -> bool:
        return any(counts[self._place[name]] for name in names)

    def _spoken(self, hits: set[int], *, for_it: bool) -> tuple[str, ...]:
        """The longest words found on the side that won."""
        side = self._for if for_it else self._against
        words = [self._words[i] for i in sorted(hits) if side[i]]
        words.sort(key=len, reverse=True)
        kept: list[str] = []
        for word in words:
            if not any(word in longer for longer in kept):
                kept.append(word)
        return tuple(kept[:3])


def _flat(groups: Mapping[str, Sequence[str]]) -> tuple[list[str], list[list[int]]]:
    """All words once, and the groups that each belongs to."""
    owners: dict[str, list[int]] = {}
    for number, words in enumerate(groups.values()):
        for word in words:
            owners.setdefault(word, []).append(number)
    return list(owners), list(owners.values())


def log_odds(probability: float) -> float:
    """Of a probability, none beyond what a word could turn."""
    kept = min(max(probability, _NEARLY_NOUGHT), 1 - _NEARLY_NOUGHT)
    return math.log(kept / (1 - kept))


def _logistic(score: float) -> float:
    return 1.0 / (1.0 + math.exp(-max(-30.0, min(30.0, score))))

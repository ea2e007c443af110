"""The words of ``config/disposition.yaml``: weighted words, pairs of words, and how the learnt model speaks beside them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal

from pydantic import Field

from monitor.config_file import ConfigModel

DisposedAs = Literal["constructive", "hardship", "misunderstanding", "erroneous"]
Focus = Literal["major_decision", "vital_interest", "image_credibility"]
Flag = Literal["rumour", "major_problem", "sensitive", "unverified"]
FLAG_LABELS: Mapping[str, str] = {
    "rumour": "疑似谣言",
    "major_problem": "重大问题",
    "sensitive": "敏感",
    "unverified": "未经证实",
}

NEAR_CHARS = 60


class Pair(ConfigModel):
    """A word of ``other`` with a word of ``one`` at most ``near`` characters off, and none of ``unless`` as near.

    A hospital where somebody was brought (送往) who died has done nothing wrong by that.
    """

    one: tuple[str, ...]
    other: tuple[str, ...]
    points: float
    near: int = Field(default=NEAR_CHARS, gt=0)
    unless: tuple[str, ...] = ()


class Words(ConfigModel):
    """Weighted words and pairs of words, and the sum from which they count; a negative weight speaks against."""

    at_least: float
    words: Mapping[str, float] = Field(default_factory=dict)
    pairs: tuple[Pair, ...] = ()


class Undisposed(Words):
    """Words of what asks for no answer; ``sources`` limits them to some channels.

    ``first``: where nobody speaks of himself they go before the kinds, wherever in the text they stand.
    """

    sources: tuple[str, ...] = ()
    first: bool = False


class Learnt(ConfigModel):
    """How the learnt model speaks beside the words: its log odds against points of words.

    A disposition's points count as multiples of what it takes for it to hold, up to ``most``; without words a focus needs the log
    odds ``focus_at_least``. It learnt from short texts: in one longer than ``full_until`` characters the log odds count for less, in
    one twice as long for nothing.
    """

    disposition_words: float = Field(gt=0)
    focus_words: float = Field(gt=0)
    most: float = Field(gt=0)
    focus_at_least: float
    full_until: int = Field(gt=0)
    nothing_before: Mapping[str, float] = Field(default_factory=dict)
    """By source: what is added to the log odds that a text asks for no answer; papers and offices tell of their work more often."""
    view_before: Mapping[str, float] = Field(default_factory=dict)
    """By source: what is added to the log odds of a wrong view where no word is one's, nor speaks of the authorities.

    Below 0 the model alone tells none: it takes many a plain complaint for one, most of all of those who write to an office. Empty: the model may.
    """
    flags_at_least: Mapping[Flag, float] = Field(default_factory=dict)
    """The log odds from which the model alone raises a flag; a flag that is not named is raised by words alone."""
    uncited: tuple[str, ...] = ()
    """Words that say nothing to a reader (部分, 下午), whatever they weigh: no reason cites them."""


class DispositionConfig(ConfigModel):
    """``config/disposition.yaml``."""

    version: str
    basis: str
    dispositions: Mapping[DisposedAs, Words]
    order: tuple[DisposedAs, ...]
    none: Mapping[Literal["praise", "notice", "service"], Undisposed]
    default: Mapping[str, DisposedAs] = Field(default_factory=dict)
    emergency: DisposedAs
    focuses: Mapping[Focus, Words]
    focus_order: tuple[Focus, ...]
    flags: Mapping[Flag, Words]
    addressed: Words
    learnt: Learnt

    def named(self) -> dict[str, Words]:
        """Every group of words by its name."""
        out: dict[str, Words] = {"addressed": self.addressed}
        for groups in (self.dispositions, self.none, self.focuses, self.flags):
            out |= {str(name): words for name, words in groups.items()}
        return out

    def groups(self) -> dict[str, Mapping[str, float]]:
        """The lexicon groups that :class:`Disposer` reads; of a pair, the side that is met more seldom."""
        out: dict[str, Mapping[str, float]] = {}
        for name, words in self.named().items():
            out[name] = words.words
            for index, pair in enumerate(words.pairs):
                out[pair_group(name, index)] = dict.fromkeys(pair.other, 0.0)
        return out

    def needs(self) -> dict[str, tuple[str, ...]]:
        """Of a pair, the other side: without a word of it nobody asks for the one in the lexicon."""
        pairs = (
            (name, n, pair) for name, words in self.named().items() for n, pair in enumerate(words.pairs)
        )
        return {pair_group(name, n): pair.one for name, n, pair in pairs}


def pair_group(name: str, index: int) -> str:
    """The lexicon group of one side of a pair."""
    return f"{name}#{index}"

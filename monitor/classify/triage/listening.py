"""What a text says of each group of words of ``config/disposition.yaml``: points, those of its head, and the words themselves."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from ahocorasick_rs import AhoCorasick, Implementation

from monitor.classify.lexicon import NONE, Found, Hits
from monitor.classify.triage.disposition_words import DispositionConfig, Words, pair_group
from monitor.classify.triage.prevention import is_prevented
from monitor.values import value


@value
class Voice:
    """A text, or the own words of one who passes on another's, with the weighted words in it.

    ``learnt``: the log odds of each disposition and focus by the learnt model; none where it was not asked.
    """

    found: Found
    text: str
    learnt: Mapping[str, float] = field(default_factory=dict)


@dataclass(slots=True)
class Said:
    """The points of one group, those of the head of the text, and the words that made them."""

    points: float = 0.0
    head: float = 0.0
    words: Sequence[str] = ()


SILENT = Said()


class Sayings(dict[str, Said]):
    """What was said of each group of words, and the log odds of the model (``learnt``) as far as they count."""

    __slots__ = ("learnt",)

    def __init__(self, silent: Mapping[str, Said], learnt: Mapping[str, float]) -> None:
        super().__init__(silent)
        self.learnt = learnt


@value
class Beside:
    """A pair ready for use: the lexicon group of one side, a finder of the other."""

    group: str
    finder: AhoCorasick
    words: tuple[str, ...]
    points: float
    near: int
    unless: AhoCorasick | None


class Listener:
    """The weighted words and pairs ready for use; built once."""

    def __init__(self, config: DispositionConfig) -> None:
        self._pairs = {
            name: [
                Beside(
                    pair_group(name, i),
                    _finder(pair.one),
                    pair.one,
                    pair.points,
                    pair.near,
                    _finder(pair.unless) if pair.unless else None,
                )
                for i, pair in enumerate(words.pairs)
            ]
            for name, words in config.named().items()
        }
        self._silent = dict.fromkeys(self._pairs, SILENT)
        self._owners: dict[str, tuple[str, int]] = {name: (name, -1) for name in self._pairs}
        self._owners |= {
            pair.group: (name, n) for name, pairs in self._pairs.items() for n, pair in enumerate(pairs)
        }
        """The group of words that each lexicon group belongs to, and of which of its pairs it is one side, -1 for none."""
        self._flags: Mapping[str, Words] = {str(name): words for name, words in config.flags.items()}
        self._flagged_at = {name: words.at_least for name, words in self._flags.items()}
        self._against = {
            name: frozenset(word for word, weight in words.words.items() if weight < 0)
            for name, words in config.named().items()
        }

    def speaks_against(self, name: str, found: Found) -> bool:
        """Whether words speak against a group."""
        return not self._against[name].isdisjoint(found.get(name, NONE).words)

    def listen(self, voice: Voice, learnt: Mapping[str, float]) -> Sayings:
        """What a text says of each group of words, most of which are silent, and what the model says of it (``learnt``)."""
        said, spoken = Sayings(self._silent, learnt), dict[str, list[int]]()
        owner_of = self._owners.get
        for group in voice.found:
            owner = owner_of(group)
            if owner is not None:
                name, number = owner
                sides = spoken.get(name)
                if sides is None:
                    sides = spoken[name] = []
                if number >= 0:
                    sides.append(number)
        for name, sides in spoken.items():
            pairs = [self._pairs[name][n] for n in sorted(sides)] if sides else ()
            said[name] = self._said(voice, name, pairs)
        return said

    def said(self, voice: Voice, name: str) -> Said:
        """What a text says of one group."""
        return self._said(voice, name, [pair for pair in self._pairs[name] if pair.group in voice.found])

    def _said(self, voice: Voice, name: str, pairs: Sequence[Beside]) -> Said:
        """By its own words, and by those ``pairs`` of which the text holds one side."""
        found, text = voice.found, voice.text
        hits = found.get(name)
        flagged_at = self._flagged_at.get(name)
        if hits is None:
            said = SILENT
        elif flagged_at is not None and hits.score >= flagged_at:
            said = self._without_prevented(name, hits, text)
        else:
            said = Said(hits.score, hits.head, self._speaking(name, hits.words))
        if not pairs:
            return said
        for pair in pairs:
            if near := _beside(pair, found[pair.group], text, guarded=flagged_at is not None):
                said = Said(said.points + pair.points, said.head, (*said.words, *near))
        return said

    def _without_prevented(self, name: str, hits: Hits, text: str) -> Said:
        """The same without the words for what is only to be prevented: a lesson against 霸凌 tells of none."""
        weights = self._flags[name].words
        told = [word for word in hits.words if not is_prevented(text, text.find(word))]
        return Said(sum(weights[w] for w in told if w in weights), hits.head, self._speaking(name, told))

    def _speaking(self, name: str, words: Sequence[str]) -> Sequence[str]:
        """The words that spoke for a group, without those that spoke against it: no reason cites them."""
        against = self._against[name]
        return words if against.isdisjoint(words) else [word for word in words if word not in against]


def _beside(pair: Beside, other: Hits, text: str, *, guarded: bool = False) -> tuple[str, str] | None:
    """A word of one side near a word of the other, and that word; where the two overlap they are one.

    ``guarded``: a word for what is only to be prevented counts for nothing.
    """
    for word in other.words:
        start = text.find(word)
        if guarded and is_prevented(text, start):
            continue
        end = start + len(word)
        # A break between the two stretches keeps words from growing together.
        around = text[max(0, start - pair.near) : start] + "\n" + text[end : end + pair.near]
        found = pair.finder.find_matches_as_indexes(around)
        if found and not (pair.unless and pair.unless.find_matches_as_indexes(around)):
            return pair.words[found[0][0]], word
    return None


def _finder(words: Sequence[str]) -> AhoCorasick:
    return AhoCorasick(words, implementation=Implementation.DFA)

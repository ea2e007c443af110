"""Which policies of the watch list a text speaks of, and by which words: number, title, short name, or key terms together."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from datetime import date
from functools import cached_property
from typing import Literal

from monitor.classify.lexicon import Found, Hits
from monitor.classify.policies.numbers import DocumentNumber
from monitor.classify.policies.titles import Owner, Title
from monitor.classify.policies.watch_list import PoliciesConfig, Policy
from monitor.values import value

GROUP = "policy:"
How = Literal["number", "title", "name", "terms"]
HOW_LABELS: Mapping[How, str] = {"number": "文号", "title": "题名", "name": "简称", "terms": "词语"}
_NEAR = 200
"""Key terms count together where they stand first within so many characters."""
_BESIDE = 60
"""A partial number counts with a key term so near."""
_QUOTED = 4


@value
class Mention:
    """A policy that a text speaks of; ``words`` are quoted from the clean text."""

    id: str
    how: How
    words: tuple[str, ...]

    @property
    def because(self) -> str:
        quoted = "、".join(f"“{word}”" for word in self.words[:_QUOTED])
        return f"{HOW_LABELS[self.how]}{quoted}"

    @property
    def is_named(self) -> bool:
        """Named by number, title or name, and not only spoken of in its terms."""
        return self.how != "terms"


@value
class Heard:
    """What is asked of one text: the text, the day on which it was said, whether it is a matter, and whether it is about our territory."""

    text: str
    day: date
    relevant: bool = True
    local: bool | None = None


class PolicyFinder:
    """The watch list ready for use; built once."""

    def __init__(self, config: PoliciesConfig, places: Collection[str] = ()) -> None:
        """``places`` are the names of all places, by which papers of other issuers are told apart."""
        self._config = config
        known = frozenset(places)
        self._sought = {GROUP + p.id: _Sought(p, known) for p in config.policies}

    @property
    def groups(self) -> dict[str, Mapping[str, float]]:
        """The lexicon groups that :meth:`find` reads; all words are looked for in the one walk over a batch."""
        return {name: sought.words for name, sought in self._sought.items()}

    @cached_property
    def spoken_of(self) -> frozenset[str]:
        """The names of these groups: hardly any text speaks of a policy."""
        return frozenset(self._sought)

    def find(self, found: Found, heard: Heard) -> tuple[Mention, ...]:
        """The policies that a text speaks of, in the order of the watch list."""
        if found.keys().isdisjoint(self.spoken_of):
            return ()
        return tuple(self._mentions(found, heard))

    def _mentions(self, found: Found, heard: Heard) -> Iterator[Mention]:
        for name, sought in self._sought.items():
            hits = found.get(name)
            if hits is not None and self._config.followed_on(sought.policy, heard.day):
                mention = sought.judge(hits, heard)
                if mention is not None:
                    yield mention


class _Sought:
    """One policy's words, and what tells it from others' policies."""

    def __init__(self, policy: Policy, places: Collection[str]) -> None:
        self.policy = policy
        self._title = Title.of(policy.title)
        self._owner = Owner(policy.issuer or policy.title, policy.document, places)
        self.words: Mapping[str, float] = {word: policy.terms.get(word, 0.0) for word in policy.sought}

    def judge(self, hits: Hits, heard: Heard) -> Mention | None:
        """The surest word first; what lies elsewhere is ours only by its number, or by a title with our name."""
        policy, text = self.policy, heard.text
        if policy.document and (spelt := policy.document.spelt_in(text)):
            return Mention(policy.id, "number", (spelt,))
        if heard.local is False or any(word in text for word in policy.unless):
            return None
        if self._title and (quoted := self._quoted(self._title.pattern.finditer(text), text)):
            return Mention(policy.id, "title", (quoted,))
        if name := self._named(hits.words, text):
            return Mention(policy.id, "name", (name,))
        return self._by_terms(hits, heard)

    def _quoted(self, matches: Iterable[re.Match[str]], text: str) -> str | None:
        return next((m[0] for m in matches if self._owner.owns(text, m.start(), m.end())), None)

    def _named(self, words: Sequence[str], text: str) -> str | None:
        for name in self.policy.names:
            at = text.find(name) if name in words else -1
            while at >= 0:
                if self._owner.owns(text, at, at + len(name)):
                    return name
                at = text.find(name, at + 1)
        return None

    def _by_terms(self, hits: Hits, heard: Heard) -> Mention | None:
        """Terms that stand near each other, or a number without its letters beside a term."""
        policy = self.policy
        spoken = [(heard.text.find(w), w) for w in hits.words if w in policy.terms]
        positive = [w for _, w in spoken if policy.terms[w] > 0]
        if policy.document and positive and (beside := self._partly(policy.document, positive, heard.text)):
            return beside
        if not heard.relevant or len(positive) < 2:
            return None
        words = _together(sorted(spoken), policy.terms)
        # What speaks against counts wherever it stands.
        score = sum(policy.terms[w] for w in words) + sum(min(0.0, policy.terms[w]) for _, w in spoken)
        return Mention(policy.id, "terms", words) if score >= policy.at_least and len(words) > 1 else None

    def _partly(self, document: DocumentNumber, terms: Sequence[str], text: str) -> Mention | None:
        """A partial number with a key term right by it: every office has a 6号文 of its own."""
        partly = document.partly_in(text)
        if partly is None:
            return None
        at = text.find(partly)
        around = text[max(0, at - _BESIDE) : at + len(partly) + _BESIDE]
        term = next((t for t in terms if t in around), None)
        return Mention(self.policy.id, "number", (partly, term)) if term else None


def _together(spoken: Sequence[tuple[int, str]], weights: Mapping[str, float]) -> tuple[str, ...]:
    """The weightiest terms of those that stand near each other."""
    told = [(at, w) for at, w in spoken if weights[w] > 0]
    best: tuple[str, ...] = ()
    for first, (at, _) in enumerate(told):
        close = [w for place, w in told[first:] if place < at + _NEAR]
        # Of 供热计量 and 热计量 only the longer is said.
        near = tuple(w for w in close if not any(w != other and w in other for other in close))
        if sum(weights[w] for w in near) > sum(weights[w] for w in best):
            best = near
    return best

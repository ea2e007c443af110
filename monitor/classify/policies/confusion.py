"""What shows in one text that a policy is not understood: a question about it, or a claim that the policy does not make."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import field

from monitor.classify.policies.confusion_rules import ConfusionRules
from monitor.classify.policies.watch_list import Point, Policy
from monitor.values import value

_SENTENCE = re.compile(r"[^。！!；;\n？?]+[？?]?")
_LONGEST = 120
_SHORT, _NEAR = 300, 150
_BLANK = re.compile(r"\s+")


@value
class Confused:
    """What a text asks, and how it tells each point of the policy (claims by point)."""

    questions: tuple[str, ...] = ()
    claims: Mapping[str, str] = field(default_factory=dict)

    @property
    def asks(self) -> bool:
        return bool(self.questions)


def confusion_of(rules: ConfusionRules, policy: Policy, text: str, source_kind: str) -> Confused:
    """What a text that speaks of a policy shows; papers and offices report others' questions and show none of their own."""
    if source_kind not in rules.voices:
        return Confused()
    told = about(policy, text)
    return Confused(questions_in(rules, told), claims_in(policy, told))


def about(policy: Policy, text: str) -> str:
    """The sentences of a long letter that stand near what names the policy; of other matters it asks, too. A short text is whole."""
    if len(text) <= _SHORT:
        return text
    places = sorted(at for word in policy.sought for at in _all(word, text))
    kept = [
        m[0]
        for m in _SENTENCE.finditer(text)
        if any(m.start() - _NEAR <= at < m.end() + _NEAR for at in places)
    ]
    return "\n".join(kept)


def questions_in(rules: ConfusionRules, text: str) -> tuple[str, ...]:
    """The sentences of a text that ask, each once; a rhetorical one asks nothing.

    A bare 看不懂 beside a question says nothing that the question does not.
    """
    sentences = (s.strip(" ，、") for s in _SENTENCE.findall(text))
    asked = list(dict.fromkeys(_BLANK.sub("", s)[-_LONGEST:] for s in sentences if _asks(rules, s)))
    telling = [s for s in asked if s.endswith(("？", "?")) or any(word in s for word in rules.asking)]
    return tuple(telling or asked)


def _asks(rules: ConfusionRules, sentence: str) -> bool:
    if any(word in sentence for word in rules.rhetorical):
        return False
    if any(word in sentence for word in rules.plain):
        return True
    bare = sentence.rstrip("？? ")
    if bare.endswith(rules.ends):
        return True
    marked = len(bare) < len(sentence.rstrip()) or bare.endswith(rules.particles)
    return marked and any(word in bare for word in rules.asking)


def claims_in(policy: Policy, text: str) -> dict[str, str]:
    """How a text tells each point; where it tells one in several ways (有人说…有人说…) it claims none."""
    found = {}
    for point in policy.points:
        told = _told(point, text)
        if len(told) == 1:
            found[point.name] = told.pop()
    return found


def _told(point: Point, text: str) -> set[str]:
    """The claims whose words stand in the text; a word within a longer one (取消 in 不取消) is not said."""
    places = [
        (at, at + len(word), claim)
        for claim, words in point.says.items()
        for word in words
        for at in _all(word, text)
    ]
    return {
        claim
        for start, end, claim in places
        if not any(s <= start and end <= e and e - s > end - start for s, e, _ in places)
    }


def _all(word: str, text: str) -> Iterator[int]:
    at = text.find(word)
    while at >= 0:
        yield at
        at = text.find(word, at + 1)


def is_wrong(policy: Policy, claims: Mapping[str, str]) -> bool:
    """Whether a claim goes against what the policy says."""
    right = {point.name: point.right for point in policy.points if point.right is not None}
    return any(name in right and claim != right[name] for name, claim in claims.items())

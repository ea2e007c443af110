"""An expression that is only sought where certain letters, words or persons stand cannot be found without them."""

from __future__ import annotations

import random
import re
from collections.abc import Iterable, Iterator
from importlib import import_module
from typing import Any

import pytest

from monitor.classify.figures import critical_state, persons
from monitor.classify.figures.casualty_patterns import COUNT
from monitor.classify.figures.person_seeking import Seeker
from monitor.classify.rereading import parties
from monitor.classify.rereading.fate_words import FATES
from monitor.text.late import Late

op: Any = import_module("re._constants")
source: Any = import_module("re._parser")
_REPEATS = (op.MAX_REPEAT, op.MIN_REPEAT, op.POSSESSIVE_REPEAT)
_SOUGHT = {
    **{name: late for name, late in vars(persons).items() if isinstance(late, Late) and late.needs},
    **persons._PATTERNS,
    **{f"found-{number}": late for number, late in enumerate(persons._FOUND)},
    "in state": critical_state._IN_STATE,
}
_SAMPLES = 400


def cannot_do_without(nodes: Iterable[tuple[Any, Any]], letters: frozenset[str]) -> bool:
    """Whether one part of a parsed expression that is always there is made of these letters alone."""
    return any(_is_of(kind, what, letters) for kind, what in nodes)


def _is_of(kind: Any, what: Any, letters: frozenset[str]) -> bool:
    if kind is op.LITERAL:
        return chr(what) in letters
    if kind is op.IN:
        return all(chr(v) in letters if k is op.LITERAL else _is_digit(v) and "0" in letters for k, v in what)
    if kind is op.BRANCH:
        return all(cannot_do_without(branch, letters) for branch in what[1])
    if kind is op.SUBPATTERN:
        return cannot_do_without(what[3], letters)
    return kind in _REPEATS and what[0] > 0 and cannot_do_without(what[2], letters)


def _is_digit(category: Any) -> bool:
    return category is op.CATEGORY_DIGIT


@pytest.mark.parametrize("name", _SOUGHT)
def test_victims_cannot_be_told_without_the_letters_that_they_are_sought_by(name: str) -> None:
    late = _SOUGHT[name]
    assert cannot_do_without(source.parse(late.source), late.needs)
    assert not cannot_do_without(source.parse(late.source), frozenset("的"))


@pytest.mark.parametrize(
    ("fate", "pattern", "needs"), FATES, ids=[f"{fate}-{number}" for number, (fate, *_) in enumerate(FATES)]
)
def test_no_fate_can_be_told_without_the_letters_that_it_is_sought_by(
    fate: str, pattern: Any, needs: frozenset[str]
) -> None:
    assert cannot_do_without(source.parse(pattern.pattern), needs)


@pytest.mark.parametrize(
    "pattern", [COUNT, parties._BARE, parties._BARE_BEHIND], ids=["count", "bare", "behind"]
)
def test_no_party_can_be_counted_without_a_numeral(pattern: re.Pattern[str]) -> None:
    numerals = frozenset(parties._NUMERALS + "0")
    assert cannot_do_without(source.parse(pattern.pattern), numerals)


def test_what_needs_letters_is_sought_only_among_them() -> None:
    late = Late("[一-鿿]人?死", needs="死")
    assert late.may_stand(frozenset("三人死")) and not late.may_stand(frozenset("三人"))
    assert Late("人").may_stand(frozenset("三"))


def _sampled(nodes: Iterable[tuple[Any, Any]], dice: random.Random) -> Iterator[str]:
    """Letters that a parsed expression may match, but for what looks ahead or back."""
    for kind, what in nodes:
        if kind is op.LITERAL:
            yield chr(what)
        elif kind is op.IN:
            yield _one_of(what, dice)
        elif kind is op.BRANCH:
            yield from _sampled(dice.choice(what[1]), dice)
        elif kind is op.SUBPATTERN:
            yield from _sampled(what[3], dice)
        elif kind in _REPEATS:
            for _ in range(dice.choice((what[0], min(what[1], what[0] + 2)))):
                yield from _sampled(what[2], dice)


def _one_of(letters: Iterable[tuple[Any, Any]], dice: random.Random) -> str:
    kind, what = dice.choice(list(letters))
    return chr(what) if kind is op.LITERAL else "3" if kind is op.CATEGORY else "甲"


@pytest.mark.parametrize("name", [name for name, late in _SOUGHT.items() if late.told])
def test_whatever_an_expression_finds_holds_the_words_that_it_is_sought_by(name: str) -> None:
    late, dice = _SOUGHT[name], random.Random(name)
    parsed, found = source.parse(late.source), 0
    for _ in range(_SAMPLES):
        text = "".join(_sampled(parsed, dice)) + dice.choice(("", "，", "人"))
        for match in late.finditer(text):
            found += 1
            assert late.may_stand_in(text, match.start(), len(text)), text
    assert found > _SAMPLES / 20


@pytest.mark.parametrize(
    "name", [*persons._PATTERNS, "_STILL_IN", "_TAKEN", "_HURT_BEHIND", "_BADLY_BEHIND", "found-0", "found-2"]
)
def test_what_begins_with_a_person_is_found_where_one_is_named(name: str) -> None:
    late, dice = _SOUGHT[name], random.Random(name)
    parsed = source.parse(late.source)
    for _ in range(_SAMPLES):
        text = "".join(_sampled(parsed, dice)) + "，" + "".join(_sampled(parsed, dice))
        sentence = re.match("(?s).+", text)
        assert sentence is not None
        sought = [match.span() for match in Seeker(text, sentence).of(late)]
        assert sought == [match.span() for match in late.finditer(text)]

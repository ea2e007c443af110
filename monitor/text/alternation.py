"""Regular expressions of many alternatives, arranged so that the engine tries few of them.

Python's engine tries the alternatives of a pattern one after the other at every position of a text. Where each of them begins
with a letter it skips to the letters that any begins with; grouped by their first letters it then tries only those that go on
from there. What is found stays the same: alternatives that begin alike keep their order, and others never compete.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from importlib import import_module
from itertools import pairwise
from typing import Any

# What Python's own compiler reads a source with; it has no public name.
_op: Any = import_module("re._constants")
_parser: Any = import_module("re._parser")
_FEW = 2
"""So few alternatives are not parted further."""
_QUANTIFIERS = frozenset("?*+{")
_SPECIAL = frozenset(r"\.^$")


def grouped(source: str) -> str:
    """The source of an equal pattern, its alternatives grouped by their first letters.

    Raises:
        ValueError: an alternative begins with what is no letter, class of letters or plain group (say it the other way
            round: ``劫(?<!一劫)`` for ``(?<!一)劫``), or holds a group with a name, which may stand only once.
    """
    if "(?P" in source:
        raise ValueError("a named group may stand only once")
    return _arranged([one for alternative in _split(source) for one in _spread(alternative)])


def guarded(source: str) -> str:
    """As :func:`grouped`, behind a look at the first letter: for use within a pattern, where the engine cannot skip."""
    arranged = grouped(source)
    letters = dict.fromkeys(one[0] for one in _split(arranged))
    return f"(?=[{''.join(letters)}])(?:{arranged})"


def in_a_row(words: str, open_ended: str, most: int = 3) -> str:
    """Words in any number and order, and among them a few whose end is left open (``被[^，。；]{0,6}``).

    In a star of its own each open end would be cut at every place, and a row of n of them in as many ways as places to the nth
    power: 被 thirty times over keeps the engine for hours. An open end best stops where the next one begins.
    """
    return f"(?:{words})*(?:(?:{open_ended})(?:{words})*){{0,{most}}}"


def _arranged(alternatives: list[str]) -> str:
    """The alternatives, letter first and rest behind; rests that begin with letters are arranged in their turn."""
    groups: dict[str, list[str]] = {}
    for alternative in alternatives:
        groups.setdefault(alternative[0], []).append(alternative[1:])
    return "|".join([letter + _rests(rests) for letter, rests in groups.items()])


def _rests(rests: list[str]) -> str:
    if len(rests) == 1:
        return rests[0]
    if len(rests) > _FEW and all(map(_begins_with_letter, rests)):
        return f"(?:{_arranged(rests)})"
    return f"(?:{'|'.join(rests)})"


def _begins_with_letter(source: str) -> bool:
    return bool(source) and source[0] not in _SPECIAL | set("[(") and source[1:2] not in _QUANTIFIERS


def _split(source: str) -> list[str]:
    """The alternatives of the outermost level."""
    bars = [at for at, char, depth in _marks(source) if char == "|" and not depth]
    return [source[a + 1 : b] for a, b in pairwise((-1, *bars, len(source)))]


def _spread(alternative: str) -> Iterator[str]:
    """An alternative as those that begin with one letter each: ``[摔跌]落`` is 摔落 and 跌落, ``副?司机`` 副司机 and 司机."""
    heads, rest = _first(alternative)
    if rest[:1] == "?" and rest[1:2] not in _QUANTIFIERS:
        heads, rest = [*heads, ""], rest[1:]
    if rest[:1] in _QUANTIFIERS:
        raise ValueError(f"begins with what may be repeated: {alternative}")
    for head in heads:
        if _begins_with_letter(head + rest):
            yield head + rest
        elif (head + rest).startswith(("[", "(")) or (not head and rest):
            yield from _spread(head + rest)
        else:
            raise ValueError(f"begins with no letter: {alternative}")


def _first(alternative: str) -> tuple[list[str], str]:
    """What an alternative may begin with, and what follows."""
    if alternative.startswith("["):
        end = _class_end(alternative, 0)
        letters = alternative[1:end]
        if letters[:1] == "^" or "\\" in letters or "-" in letters:
            raise ValueError(f"begins with a class that is no list of letters: {alternative}")
        return list(letters), alternative[end + 1 :]
    if alternative.startswith("(?:"):
        end = _group_end(alternative)
        return _split(alternative[3:end]), alternative[end + 1 :]
    if not alternative or alternative[0] in _SPECIAL or alternative[0] == "(":
        raise ValueError(f"begins with no letter: {alternative}")
    return [alternative[0]], alternative[1:]


def _class_end(source: str, at: int) -> int:
    end = at + 1
    while source[end] != "]":
        end += 2 if source[end] == "\\" else 1
    return end


def _group_end(source: str) -> int:
    """Where the group ends that a source begins with."""
    return next(at for at, char, depth in _marks(source) if char == ")" and not depth)


def _marks(source: str) -> Iterator[tuple[int, str, int]]:
    """Each character outside of classes and escapes, with where it stands and how many groups are open behind it."""
    at = depth = 0
    while at < len(source):
        char = source[at]
        if char == "\\":
            at += 1
        elif char == "[":
            at = _class_end(source, at)
        else:
            depth += (char == "(") - (char == ")")
            yield at, char, depth
        at += 1


def compiled(source: str) -> re.Pattern[str]:
    """The pattern of the source, arranged (:func:`grouped`)."""
    return re.compile(grouped(source))


def screened(source: str) -> re.Pattern[str]:
    """The pattern of the source behind a look at the letters that it can begin with: elsewhere it fails at once.

    For a source that cannot be arranged since it begins with a group with a name, what looks back or what may be repeated. One that
    begins with letters only is better left alone: the engine skips to these.

    Raises:
        ValueError: it may begin with any letter, or be empty.
    """
    letters, empty = _begins(_parser.parse(source))
    if empty:
        raise ValueError(f"may be empty: {source}")
    return re.compile(f"(?=[{''.join(sorted(letters))}])(?:{source})")


def _begins(nodes: Iterable[tuple[Any, Any]]) -> tuple[set[str], bool]:
    """The inside of a class of all that a parsed source can begin with, and whether it may be empty."""
    letters: set[str] = set()
    for kind, what in nodes:
        own, empty = _begins_with(kind, what)
        letters |= own
        if not empty:
            return letters, False
    return letters, True


def _begins_with(kind: Any, what: Any) -> tuple[set[str], bool]:
    if kind is _op.LITERAL:
        return {re.escape(chr(what))}, False
    if kind is _op.IN:
        return {_of_class(*one) for one in what}, False
    if kind is _op.BRANCH:
        parts = list(map(_begins, what[1]))
        return set().union(*(own for own, _ in parts)), any(empty for _, empty in parts)
    if kind is _op.SUBPATTERN:
        return _begins(what[3])
    if kind in (_op.MAX_REPEAT, _op.MIN_REPEAT, _op.POSSESSIVE_REPEAT):
        own, empty = _begins(what[2])
        return own, empty or what[0] == 0
    if kind in (_op.ASSERT, _op.ASSERT_NOT, _op.AT):
        return set(), True
    raise ValueError(f"may begin with any letter: {kind}")


def _of_class(kind: Any, what: Any) -> str:
    if kind is _op.LITERAL:
        return re.escape(chr(what))
    if kind is _op.RANGE:
        return "-".join(re.escape(chr(code)) for code in what)
    if kind is _op.CATEGORY and what is _op.CATEGORY_DIGIT:
        return "\\d"
    raise ValueError(f"may begin with any letter: {kind}")

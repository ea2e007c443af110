"""Does a text carry a release? It must repeat the release's own words; to speak of the same event is not enough.

Words that others had said before the release prove nothing, wherever they stand again: only what is new in it is looked for.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Sequence
from typing import Literal

from ahocorasick_rs import AhoCorasick, Implementation

from monitor.events.copy_reader import CopyReader
from monitor.values import value

How = Literal["copy", "whole", "quote"]
Told = tuple[str, str]
"""Cleaned title and text."""
_CLAUSE = re.compile(r"[^\W_]+")
_QUOTE_CHARS = 200
_TITLE_LETTERS = 8
"""A title of fewer letters (情况通报) names no release."""
_SHORT_NAME = 4


@value
class Wording:
    """A release as it is looked for: its letters, every run of them, and which runs nobody had said before."""

    told: Told
    letters: str
    runs: dict[str, int]
    """Each run of ``quote`` letters with where it stands."""
    own: frozenset[str]
    body: frozenset[str]
    """Those of its own runs that its text holds beside the title."""
    names: tuple[str, ...]
    """What a text must hold to name the release: its organs and its title."""


@value
class Carriage:
    """How a text carries a release: as a near copy, whole within more words, or quoted under its name.

    ``quote`` is the longest passage of the text that is the release's own; ``percent`` of the release's letters stand in it.
    """

    how: How
    quote: str
    percent: int


class CarryingReader:
    """Compares texts with releases; near copies are judged as in matching."""

    def __init__(self, copies: CopyReader, *, quote: int, whole: float) -> None:
        self._copies = copies
        self._quote = quote
        self._whole = whole

    def word(self, told: Told, names: Iterable[str], before: Iterable[Told]) -> Wording:
        """Study a release beside what was said ``before``."""
        letters, _ = letters_of("\n".join(told))
        runs = {letters[at : at + self._quote]: at for at in range(len(letters) - self._quote, -1, -1)}
        own = set(runs)
        for earlier in before:
            own -= self._runs_in(letters_of("\n".join(earlier))[0], own)
        body = own & self._runs_beside(told)
        return Wording(
            told, letters, runs, frozenset(own), frozenset(body), (*_spellings(names), *_title_of(told[0]))
        )

    def carries(self, release: Wording, told: Told) -> Carriage | None:
        """How a text carries a release; None where it does not.

        1. It holds a run of the release's own words. 2. A near copy of it that tells no other toll, place or day. 3. Else most
        of its letters stand in the text. 4. Else the text names the release or its organ beside the words that it quotes, and
        these are not the title alone: a link brings that with it.
        """
        content = "\n".join(told)
        letters, places = letters_of(content)
        starts = self._starts(letters, release.own)
        if not starts:
            return None
        quote = self._passage(content, places, starts)
        percent = self._percent(release, letters)
        share = self._copies.share(self._copies.print(*release.told), self._copies.print(*told))
        if share or percent >= round(100 * self._whole):
            # The same words with another toll, place or day in them are a further bulletin, not this one.
            apart = self._copies.told_apart(release.told, told)
            if apart == "other" or (share and apart):
                return None
            return Carriage("copy" if share else "whole", quote, percent)
        starts = self._starts(letters, release.body)
        if not starts or not any(n in letters for n in release.names):
            return None
        return Carriage("quote", self._passage(content, places, starts), percent)

    def _starts(self, letters: str, runs: Collection[str]) -> list[int]:
        """Where one of some runs begins in a text."""
        return [at for at in range(len(letters) - self._quote + 1) if letters[at : at + self._quote] in runs]

    def _passage(self, content: str, places: Sequence[int], starts: Sequence[int]) -> str:
        """The longest passage of a text that these runs cover, with its signs."""
        begin, end = _longest(starts, self._quote)
        return content[places[begin] : places[end - 1] + 1].replace("\n", " ")[:_QUOTE_CHARS]

    def _runs_beside(self, told: Told) -> set[str]:
        """The runs of a release's text without its title, where the text repeats that, too."""
        title, text = (letters_of(part)[0] for part in told)
        parts = text.split(title) if title else [text]
        return {part[at : at + self._quote] for part in parts for at in range(len(part) - self._quote + 1)}

    def _percent(self, release: Wording, letters: str) -> int:
        """How much of a release's letters stands in runs that a text holds, too."""
        held = self._runs_in(letters, release.runs.keys())
        covered = bytearray(len(release.letters))
        for at in (
            at for at in range(len(release.letters)) if release.letters[at : at + self._quote] in held
        ):
            covered[at : at + self._quote] = b"\1" * self._quote
        return round(100 * sum(covered) / len(covered)) if covered else 0

    def _runs_in(self, letters: str, wanted: Iterable[str]) -> set[str]:
        known = wanted if isinstance(wanted, set) else set(wanted)
        return {
            run
            for at in range(len(letters) - self._quote + 1)
            if (run := letters[at : at + self._quote]) in known
        }


class Sieve:
    """Which texts may carry a release: one walk over each for all its pieces."""

    def __init__(self, release: Told, *, quote: int) -> None:
        found = pieces(release, quote=quote)
        self._search = AhoCorasick(found, implementation=Implementation.DFA) if found else None

    def lets_by(self, told: Told) -> bool:
        """Whether any piece stands in a text."""
        return self._search is not None and any(
            self._search.find_matches_as_indexes(part, overlapping=False) for part in told
        )


def pieces(release: Told, *, quote: int) -> list[str]:
    """Pieces of a release of which a text holds one that repeats ``quote`` letters of a clause of it, wherever it begins."""
    size = (quote + 1) // 2
    found: dict[str, None] = {}
    for clause in _CLAUSE.findall("\n".join(release)):
        for at in range(0, len(clause) - size + 1, size):
            found[clause[at : at + size]] = None
    return list(found)


def letters_of(content: str) -> tuple[str, list[int]]:
    """A text's letters and digits, and where each stands."""
    places = [at for at, sign in enumerate(content) if sign.isalnum()]
    return "".join([content[at] for at in places]), places


def _longest(starts: Sequence[int], size: int) -> tuple[int, int]:
    """The longest stretch that runs beginning at these places cover without a gap."""
    best, begin, end = (0, 0), starts[0], starts[0] + size
    for at in (*starts[1:], starts[-1] + 10**9):
        if at > end:
            best = max(best, (begin, end), key=lambda one: one[1] - one[0])
            begin = at
        end = at + size
    return best


def _spellings(names: Iterable[str]) -> list[str]:
    """Organs as papers write them: with and without the city (长春市应急管理局, 市应急管理局, 应急管理局)."""
    found: dict[str, None] = {}
    for name in names:
        bare = letters_of(name)[0]
        short = bare.rpartition("市")[2] if bare.startswith("市") or "市" in bare[1:4] else bare
        for one in (bare, short):
            if len(one) >= _SHORT_NAME:
                found[one] = None
    return list(found)


def _title_of(title: str) -> list[str]:
    letters = letters_of(title)[0]
    return [letters] if len(letters) >= _TITLE_LETTERS else []

"""Texts as copies are compared: their bare letters, what signs them, and what sets nearly equal ones apart none the less."""

from __future__ import annotations

import re
from collections import OrderedDict
from collections.abc import Sequence
from functools import lru_cache
from hashlib import blake2b
from typing import Literal

import numpy as np
from rensa import RMinHash

from monitor.events.bands import Keys, Signature, band_keys
from monitor.events.figures import Figures, contradict, one_way, read_figures
from monitor.events.number_swaps import NumberSwaps
from monitor.events.rules import CopyRules
from monitor.events.segments import segments
from monitor.events.swaps import PlaceSwaps
from monitor.values import value

Apart = Literal["other", "further"]
"""Other figures or another place; the same but for a day or a toll."""
_SEED = 20171108
_NO_LETTER = re.compile(r"[^\w]+|_+")
# With 64 permutations the estimate's standard error is at most 0.0625: two and a half of them lie between it and a miss.
_ESTIMATE_ERRS_BY = 0.16
_REMEMBERED = 1024


@value
class Print:
    """A text as copies are compared."""

    letters: str
    shingles: frozenset[str]


class CopyReader:
    """Reads cleaned texts as copies are compared, by the rules."""

    def __init__(self, rules: CopyRules, swaps: PlaceSwaps) -> None:
        self.rules = rules
        self._swaps = swaps
        self._numbers = NumberSwaps(rules)
        patterns = "|".join(f"(?:{pattern})" for pattern in rules.decorations)
        self._decorations = re.compile(patterns) if patterns else None
        self._prints: OrderedDict[tuple[str, str], Print] = OrderedDict()
        self._figures_of = lru_cache(_REMEMBERED)(self.figures)
        self._dates_of = lru_cache(_REMEMBERED)(self._dates)

    def letters(self, title: str, text: str) -> str:
        """The bare letters of an item; a text that only repeats its title counts once."""
        text = text[: self.rules.max_chars]
        head, body = self._bare(title), self._bare(text)
        letters = body if body.startswith(head) else head + body
        return (letters or f"{title}{text}")[: self.rules.max_chars]

    def sign(self, letters: str) -> Signature:
        """The MinHash signature of bare letters."""
        return self.signed(Print(letters, self._shingles(letters)))

    def signed(self, known: Print) -> Signature:
        """The MinHash signature of a text."""
        sketch = RMinHash(num_perm=self.rules.permutations, seed=_SEED)
        sketch.update(list(known.shingles))
        return np.array(sketch.digest(), dtype=np.uint32)

    def print(self, title: str, text: str) -> Print:
        """What the exact comparison needs; the last few thousand are remembered, since reprints come in waves."""
        known = self._prints.get((title, text))
        if known is None:
            letters = self.letters(title, text)
            known = self._prints[title, text] = Print(letters, self._shingles(letters))
            if len(self._prints) > _REMEMBERED:
                self._prints.popitem(last=False)
        return known

    def share(self, mine: Print, known: Print) -> float:
        """The share of common shingles, 0 when it is too small for a copy; 1 only for equal letters."""
        if mine.letters == known.letters:
            return 1.0
        common = len(mine.shingles & known.shingles)
        share = common / (len(mine.shingles) + len(known.shingles) - common)
        needed = self._needed(min(len(mine.letters), len(known.letters)))
        return min(share, 0.999) if share >= needed else 0.0

    def _needed(self, length: int) -> float:
        if length <= self.rules.short_chars:
            return self.rules.short_jaccard
        return self.rules.middle_jaccard if length <= self.rules.middle_chars else self.rules.min_jaccard

    def figures(self, title: str, text: str) -> Figures:
        """The counted figures and districts of an item."""
        return read_figures(f"{title}。{text[: self.rules.max_chars]}", self.rules.counted_units)

    def told_apart(self, left: tuple[str, str], right: tuple[str, str]) -> Apart | None:
        """How two texts (title, text) of nearly the same words are none the less no copies; None where they are."""
        if contradict(self._figures_of(*left), self._figures_of(*right)):
            return "other"
        if self.other_dates(left, right):
            return "further"
        mine, theirs = self._numbered_one_way(left), self._numbered_one_way(right)
        differing = segments(mine, theirs)
        if self._swaps.found(mine, theirs, differing):
            return "other"
        return "further" if self._numbers.found(mine, theirs, differing) else None

    def _numbered_one_way(self, told: tuple[str, str]) -> str:
        """Bare letters with numbers written in one way; most texts have no other, and their letters are known already."""
        title, text = (one_way(part) for part in told)
        return self.print(*told).letters if (title, text) == told else self.letters(title, text)

    def other_dates(self, left: tuple[str, str], right: tuple[str, str]) -> bool:
        """True when both tell whole dates (2026年11月27日) in their sentences, and none in common.

        Whole dates are no part of the letters that are compared: most of them stamp the page.
        """
        mine, theirs = (self._dates_of(*told) for told in (left, right))
        return bool(mine and theirs and mine.isdisjoint(theirs))

    def _dates(self, title: str, text: str) -> frozenset[str]:
        whole = f"{title}\n{text[: self.rules.max_chars]}"
        return frozenset(self._numbers.whole_dates(whole)) if "年" in whole else frozenset()

    def keys(self, letters: str, signature: Signature) -> Keys:
        """A first key for texts that are equal letter by letter, then the bands of the signature."""
        return np.append(np.uint64(self.equal_key(letters)), band_keys(signature, self.rules.bands))

    def equal_key(self, letters: str) -> int:
        """The key that texts of these very letters share."""
        return int.from_bytes(blake2b(letters.encode("utf-8", "surrogatepass"), digest_size=8).digest())

    def alike(self, signature: Signature, others: Sequence[Signature]) -> list[float]:
        """How much of each of some texts' shingles is in common, as signatures tell it; 0 where that is no copy for sure."""
        if not others:
            return []
        shares = (np.concatenate(others).reshape(len(others), -1) == signature).mean(axis=1)
        floor = self.rules.min_jaccard - _ESTIMATE_ERRS_BY
        return [share if share >= floor else 0.0 for share in shares.tolist()]

    def _bare(self, text: str) -> str:
        if self._decorations is not None:
            text = self._decorations.sub("", text)
        return _NO_LETTER.sub("", text)

    def _shingles(self, letters: str) -> frozenset[str]:
        size = min(self.rules.shingle, max(1, len(letters)))
        return frozenset([letters[i : i + size] for i in range(len(letters) - size + 1)])

"""Near copies: MinHash finds candidates, the exact share of common shingles decides, differing figures and places forbid.

Equal texts are found by a key of their own, whatever bands they share with others.
"""

from __future__ import annotations

import re
from collections import OrderedDict
from collections.abc import Callable, Hashable, Iterable, Sequence
from functools import lru_cache
from hashlib import blake2b

import numpy as np
from rensa import RMinHash

from monitor.events.bands import BandTable, Keys, Signature, band_keys
from monitor.events.figures import Figures, contradict, read_figures
from monitor.events.rules import CopyRules
from monitor.events.swaps import PlaceSwaps
from monitor.values import value

Texts = Callable[[Hashable], tuple[str, str]]

_SEED = 20171108
_NO_LETTER = re.compile(r"[^\w]+|_+")
# With 64 permutations the estimate's standard error is at most 0.0625: two and a half of them lie between it and a miss.
_ESTIMATE_ERRS_BY = 0.16
_TRIED_AT_MOST = 8
_MET_BESIDE = 16
"""Of a band so many on either side are met."""
_HARDLY_DIFFERENT = 0.9
_REMEMBERED = 1024


@value
class Copy:
    """The item that a text copies, and how much of the two texts' shingles is common."""

    of: Hashable
    jaccard: float


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
        patterns = "|".join(f"(?:{pattern})" for pattern in rules.decorations)
        self._decorations = re.compile(patterns) if patterns else None
        self._prints: OrderedDict[tuple[str, str], Print] = OrderedDict()
        self._figures_of = lru_cache(_REMEMBERED)(self.figures)

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

    def figures(self, title: str, text: str) -> Figures:
        """The counted figures and districts of an item."""
        return read_figures(f"{title}。{text[: self.rules.max_chars]}", self.rules.counted_units)

    def told_apart(self, left: tuple[str, str], right: tuple[str, str]) -> bool:
        """True when two texts (title, text) of nearly the same words are none the less of two matters."""
        if contradict(self._figures_of(*left), self._figures_of(*right)):
            return True
        return self._swaps.found(self.print(*left).letters, self.print(*right).letters)

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


class CopyIndex:
    """Finds the earliest known text that a new one copies; texts are asked for again only where signatures are alike."""

    def __init__(self, reader: CopyReader, texts: Texts) -> None:
        self._rules = reader.rules
        self._texts = texts
        self._reader = reader
        self._bands = BandTable()
        self._equal: dict[int, list[int]] = {}
        """Texts by the key of their letters, the earliest first."""
        self._nominated: dict[int, list[Hashable]] = {}
        self._ids: list[Hashable] = []
        self._numbers: dict[Hashable, int] = {}
        self._signatures: list[Signature] = []

    def find(
        self,
        item: Hashable,
        told: tuple[str, str],
        seen: tuple[Signature, Keys],
        *,
        may_be: Callable[[Hashable], bool],
    ) -> Copy | None:
        """The known text most alike to ``item``'s own title and text, if it is alike enough; of equals the one added first.

        Only those that ``may_be`` the original are looked at.
        """
        met = [n for n in self._likely(item, *seen) if may_be(self._ids[n])]
        if not met:
            return None
        mine, shares = self._reader.print(*told), list[tuple[float, int]]()
        for number in met:
            share = self._share(mine, self._reader.print(*self._texts(self._ids[number])))
            if share == 1.0:
                return Copy(self._ids[number], share)
            shares.append((share, number))
        # The earliest of those equally alike: numbers grow.
        for share, number in sorted(shares, key=lambda pair: (-pair[0], pair[1])):
            known = self._ids[number]
            if share > 0 and not self._reader.told_apart(told, self._texts(known)):
                return Copy(known, share)
        return None

    def add(self, item: Hashable, seen: tuple[Signature, Keys], root: Hashable = None) -> tuple[bool, bool]:
        """Remember a text under its item's id; returns whether its letters and whether its bands are listed.

        A text hardly different from its ``root`` is found through that; thousands of reprints are not listed one by one.
        """
        signature, keys = seen
        number, first, equal = self._remember(item, signature), self._numbers.get(root), int(keys[0])
        by_letters = root is None or equal not in self._equal
        if by_letters:
            self._equal.setdefault(equal, []).append(number)
        if first is not None and (signature == self._signatures[first]).mean() >= _HARDLY_DIFFERENT:
            return by_letters, False
        self._bands.add(keys[1:], number)
        return by_letters, True

    def recall(self, item: Hashable, signature: Signature) -> None:
        """Take in a text that is listed elsewhere; the earliest first."""
        self._remember(item, signature)

    def nominate(self, keys: Keys, items: Iterable[Hashable], equal: Iterable[Hashable]) -> None:
        """Take in which recalled texts the text of some keys may copy; ``equal`` are those of the very same letters."""
        if len(keys):
            self._nominated.setdefault(int(keys[0]), []).extend(items)
            numbers = {self._numbers[i] for i in equal if i in self._numbers}
            if numbers:
                known = self._equal.setdefault(int(keys[0]), [])
                known[:] = sorted(numbers.union(known))

    def _remember(self, item: Hashable, signature: Signature) -> int:
        number = self._numbers[item] = len(self._ids)
        self._ids.append(item)
        self._signatures.append(signature)
        return number

    def _likely(self, item: Hashable, signature: Signature, keys: Keys) -> list[int]:
        """Those of the same letters, then known texts whose signature is near enough, the likest first, then the earliest."""
        if not len(keys):
            return []
        own, equal = self._numbers.get(item), int(keys[0])
        nominated = [self._numbers[i] for i in self._nominated.get(equal, ()) if i in self._numbers]
        met = [n for n in dict.fromkeys([*self._bands.near(keys[1:], _MET_BESIDE), *nominated]) if n != own]
        same = [n for n in self._equal.get(equal, ()) if n != own]
        shares = self._reader.alike(signature, [self._signatures[n] for n in met])
        near = sorted((-share, n) for share, n in zip(shares, met, strict=True) if share)
        return list(dict.fromkeys([*same, *(n for _, n in near[:_TRIED_AT_MOST])]))

    def _share(self, mine: Print, known: Print) -> float:
        """The share of common shingles, 0 when it is too small for a copy; 1 only for equal letters."""
        if mine.letters == known.letters:
            return 1.0
        common = len(mine.shingles & known.shingles)
        share = common / (len(mine.shingles) + len(known.shingles) - common)
        needed = self._needed(min(len(mine.letters), len(known.letters)))
        return min(share, 0.999) if share >= needed else 0.0

    def _needed(self, length: int) -> float:
        if length <= self._rules.short_chars:
            return self._rules.short_jaccard
        return self._rules.middle_jaccard if length <= self._rules.middle_chars else self._rules.min_jaccard

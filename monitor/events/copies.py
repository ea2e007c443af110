"""Near copies: MinHash finds candidates, the exact share of common shingles decides, differing figures forbid."""

from __future__ import annotations

import re
from collections.abc import Hashable
from dataclasses import dataclass

from rensa import RMinHash

from monitor.events.figures import Figures, contradict, read_figures
from monitor.events.rules import CopyRules

_SEED = 20171108
_LETTERS = re.compile(r"[^\w]+|_+")
_BUCKET_SIZE = 8


@dataclass(frozen=True, slots=True)
class Copy:
    """The item that a text copies, and how much of the two texts' shingles is common."""

    of: Hashable
    jaccard: float


@dataclass(frozen=True, slots=True)
class Print:
    """A text as copies are compared: bare letters, its figures and the keys of its bands."""

    letters: str
    figures: Figures
    bands: tuple[int, ...]


class CopyIndex:
    """Finds the earliest known text that a new one copies."""

    def __init__(self, rules: CopyRules) -> None:
        self._rules = rules
        self._decorations = (
            re.compile("|".join(f"(?:{pattern})" for pattern in rules.decorations))
            if rules.decorations
            else None
        )
        self._prints: dict[Hashable, Print] = {}
        self._equals: dict[str, list[Hashable]] = {}
        self._buckets: dict[int, list[Hashable]] = {}

    def read(self, title: str, text: str) -> Print:
        """The print of a cleaned item; a text that only repeats its title counts once."""
        text = text[: 2 * self._rules.max_chars]
        body = self._bare(text)
        head = self._bare(title)
        letters = body if body.startswith(head) else head + body
        if not letters:
            letters = f"{title}{text}"
        letters = letters[: self._rules.max_chars]
        return Print(
            letters,
            read_figures(f"{title}。{text[: self._rules.max_chars]}", self._rules.counted_units),
            self._bands(letters),
        )

    def find(self, seen: Print, item: Hashable = None) -> Copy | None:
        """The known text most alike to ``item``'s own, if it is alike enough; of equals the one added first."""
        for known_id in self._equals.get(seen.letters, ()):
            if known_id != item:
                return Copy(known_id, 1.0)
        tried: dict[Hashable, None] = {}
        for key in seen.bands:
            tried.update(dict.fromkeys(self._buckets.get(key, ())))
        tried.pop(item, None)
        shingles = self._shingles(seen.letters) if tried else frozenset()
        best: Copy | None = None
        for known_id in tried:
            share = self._likeness(seen, shingles, self._prints[known_id])
            if share is not None and (best is None or share > best.jaccard):
                best = Copy(known_id, share)
        return best

    def add(self, item: Hashable, seen: Print) -> None:
        """Remember a text under its item's id; only the first of equal texts is listed in the bands."""
        self._prints[item] = seen
        equals = self._equals.setdefault(seen.letters, [])
        equals.append(item)
        if len(equals) == 1:
            self._list(item, seen)

    def discard(self, item: Hashable) -> None:
        """Forget an item; the next of equal texts takes its place."""
        seen = self._prints.pop(item, None)
        if seen is None:
            return
        equals = self._equals[seen.letters]
        was_first = equals[0] == item
        equals.remove(item)
        if was_first:
            self._unlist(item, seen)
            if equals:
                self._list(equals[0], seen)
        if not equals:
            del self._equals[seen.letters]

    def _list(self, item: Hashable, seen: Print) -> None:
        for key in seen.bands:
            bucket = self._buckets.setdefault(key, [])
            if len(bucket) < _BUCKET_SIZE:
                bucket.append(item)

    def _unlist(self, item: Hashable, seen: Print) -> None:
        for key in seen.bands:
            bucket = self._buckets.get(key)
            if bucket and item in bucket:
                bucket.remove(item)
                if not bucket:
                    del self._buckets[key]

    def _bare(self, text: str) -> str:
        if self._decorations is not None:
            text = self._decorations.sub("", text)
        return _LETTERS.sub("", text)

    def _shingles(self, letters: str) -> frozenset[str]:
        size = min(self._rules.shingle, max(1, len(letters)))
        return frozenset([letters[i : i + size] for i in range(len(letters) - size + 1)])

    def _bands(self, letters: str) -> tuple[int, ...]:
        rules = self._rules
        sketch = RMinHash(num_perm=rules.permutations, seed=_SEED)
        sketch.update(list(self._shingles(letters)))
        digest: list[int] = sketch.digest()
        rows = rules.permutations // rules.bands
        return tuple(hash((band, *digest[band * rows : (band + 1) * rows])) for band in range(rules.bands))

    def _likeness(self, seen: Print, shingles: frozenset[str], known: Print) -> float | None:
        others = self._shingles(known.letters)
        common = len(shingles & others)
        share = common / (len(shingles) + len(others) - common)
        if share < self._needed(min(len(seen.letters), len(known.letters))):
            return None
        return None if contradict(seen.figures, known.figures) else share

    def _needed(self, length: int) -> float:
        if length <= self._rules.short_chars:
            return self._rules.short_jaccard
        return self._rules.middle_jaccard if length <= self._rules.middle_chars else self._rules.min_jaccard

"""Near copies: MinHash finds candidates, the exact share of common shingles decides, differing figures and places forbid.

Equal texts are found by a key of their own, whatever bands they share with others.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable

from monitor.events.bands import BandTable, Keys, Signature
from monitor.events.copy_reader import Apart, CopyReader
from monitor.values import value

Texts = Callable[[Hashable], tuple[str, str]]

_TRIED_AT_MOST = 8
_MET_BESIDE = 16
"""Of a band so many on either side are met."""
_HARDLY_DIFFERENT = 0.9


@value
class Copy:
    """The item that a text copies, and how much of the two texts' shingles is common.

    ``further``: it is no copy but a further word, the same but for a day or a toll.
    """

    of: Hashable
    jaccard: float
    further: bool = False


class CopyIndex:
    """Finds the earliest known text that a new one copies; texts are asked for again only where signatures are alike."""

    def __init__(self, reader: CopyReader, texts: Texts) -> None:
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
        root_of: Callable[[Hashable], Hashable] = lambda known: known,
    ) -> Copy | None:
        """The known text most alike to ``item``'s own title and text, if it is alike enough; of equals the one added first.

        Only those that ``may_be`` the original are looked at. An undated version stands between two days: what copies it
        must not be told apart from the text that it copies itself (``root_of``).
        """
        met = [n for n in self._likely(item, *seen) if may_be(self._ids[n])]
        if not met:
            return None
        mine, shares = self._reader.print(*told), list[tuple[float, int]]()
        for number in met:
            known = self._texts(self._ids[number])
            share = self._reader.share(mine, self._reader.print(*known))
            if share == 1.0 and not self._reader.other_dates(told, known):
                return Copy(self._ids[number], share)
            shares.append((share, number))
        further: Copy | None = None
        # The earliest of those equally alike: numbers grow.
        for share, number in sorted((s for s in shares if s[0] > 0), key=lambda pair: (-pair[0], pair[1])):
            near = self._ids[number]
            apart = [self._apart(told, text) for text in dict.fromkeys((near, root_of(near)))]
            if not any(apart):
                return Copy(near, share)
            if further is None and "other" not in apart:
                further = Copy(near, share, further=True)
        return further

    def _apart(self, told: tuple[str, str], known: Hashable) -> Apart | None:
        return self._reader.told_apart(told, self._texts(known))

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

"""Groups of near copies among training texts, so that a copy never stands on both sides of a split."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from rensa import RMinHash

_PERMUTATIONS, _BANDS, _ROWS = 64, 16, 4
_ALIKE = 0.4


def group_copies(texts: Sequence[str], together: Sequence[int] | None = None) -> list[int]:
    """One group number a text: texts that share 40 % of their character 4-grams, or a number in ``together``, fall in one."""
    shingles = [{t[i : i + 4] for i in range(max(1, len(t) - 3))} for t in texts]
    firsts: dict[int, int] = {}
    parents = (
        [firsts.setdefault(n, i) for i, n in enumerate(together)] if together else list(range(len(texts)))
    )
    for members in _buckets(shingles).values():
        first = members[0]
        for other in members[1:]:
            if _jaccard(shingles[first], shingles[other]) >= _ALIKE:
                parents[_root(parents, other)] = _root(parents, first)
    return [_root(parents, i) for i in range(len(texts))]


def _buckets(shingles: Sequence[set[str]]) -> dict[tuple[int, ...], list[int]]:
    buckets: dict[tuple[int, ...], list[int]] = defaultdict(list)
    for index, members in enumerate(shingles):
        sketch = RMinHash(num_perm=_PERMUTATIONS, seed=1)
        sketch.update(sorted(members))
        digest = sketch.digest()
        for band in range(_BANDS):
            buckets[(band, *digest[band * _ROWS : (band + 1) * _ROWS])].append(index)
    return buckets


def _jaccard(left: set[str], right: set[str]) -> float:
    return len(left & right) / len(left | right)


def _root(parents: list[int], index: int) -> int:
    while parents[index] != index:
        parents[index] = parents[parents[index]]
        index = parents[index]
    return index

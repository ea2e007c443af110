"""Which of many items met in the bands of some texts deserve a look: those that share most with each."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

Column = npt.NDArray[np.int64]

_OWN_ROWS = 4
"""Sharing a band weighs as much as so many of its branches: it is made of four values of the signature."""


def shortlist(texts: Column, items: Column, branches: Column, count: int) -> dict[int, list[int]]:
    """By text the items, at most ``count``, that were met in most of its bands and farthest along their branches.

    Each place of the columns tells of one meeting: which text met which item, and how many branches they share.
    """
    if not len(texts):
        return {}
    together = np.lexsort((items, texts))
    texts, items = texts[together], items[together]
    first = np.flatnonzero(np.concatenate([[True], (texts[1:] != texts[:-1]) | (items[1:] != items[:-1])]))
    points = np.add.reduceat(branches[together] + _OWN_ROWS, first)
    texts, items = texts[first], items[first]
    best = np.lexsort((items, -points, texts))
    found: dict[int, list[int]] = {}
    for text, item in zip(texts[best].tolist(), items[best].tolist(), strict=True):
        listed = found.setdefault(text, [])
        if len(listed) < count:
            listed.append(item)
    return found

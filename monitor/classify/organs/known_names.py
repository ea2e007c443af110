"""Whether a name that an officer types is an organ that the office knows, and which ones it may mean."""

from __future__ import annotations

from collections.abc import Collection, Iterable

from monitor.errors import Refused

_LIKELY = 0.5
"""An organ is named beside a typed name when so much of what was typed stands in its own, in the same order (市卫健委)."""
_OFFERED = 3
_COMMON = str.maketrans("", "", "市区县局委会办")
"""What so many names hold that it tells none of them apart."""


def strangers(names: Iterable[str], known: Collection[str]) -> list[str]:
    """The names that are not on the list; where there is no list, none is strange."""
    return [name for name in names if name and name not in known] if known else []


def refuse_strangers(names: Iterable[str], known: Collection[str]) -> None:
    """Refuse names that nobody knows, with those that they may mean: a wrong name would be told, printed and counted as it stands.

    Raises Refused.
    """
    strange = strangers(names, known)
    if strange:
        told = "；".join(question(name, known) for name in strange)
        raise Refused(f"{told}。确为清单以外单位的，请勾选“清单以外的单位”后再交")


def question(name: str, known: Collection[str]) -> str:
    """That a name is not on the list, and which ones it may mean."""
    found = nearest(name, known)
    meant = f"，是否指{'、'.join(found)}" if found else ""
    return f"organs.yaml 中没有“{name:.40}”{meant}"


def nearest(name: str, known: Collection[str]) -> list[str]:
    """The known names that are likest to a typed one, the likest first; none where nothing is like it."""
    bare = name.translate(_COMMON) or name
    shared = {one: _in_order(bare, one) for one in known}
    likely = [one for one, count in shared.items() if count >= max(1, _LIKELY * len(bare))]
    return sorted(likely, key=lambda one: (-shared[one], -_in_order(name, one), len(one), one))[:_OFFERED]


def _in_order(left: str, right: str) -> int:
    """How many letters two names share in the same order, so that a short name finds the whole one."""
    row = [0] * (len(right) + 1)
    for letter in left:
        before = 0
        for n, other in enumerate(right, 1):
            before, row[n] = row[n], before + 1 if letter == other else max(row[n], row[n - 1])
    return row[-1]

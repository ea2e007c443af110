"""A headline that counts only its own countrymen: 大巴海外翻覆 5名中国游客遇难, where two people of the place died as well."""

from __future__ import annotations

import re
from collections.abc import Sequence

from monitor.classify.figures.mention import Placed
from monitor.text.numerals import NUMBER

_OURS = re.compile(
    f"{NUMBER}(?:名|位|个)?(?:人(?:是|为))?(?:中国(?!人?民?(?:解放军|海警|海监))|中方|我国|同胞|华人|华侨|侨胞|侨民|中资)"
)
_WORDS = ("中国", "中方", "我国", "同胞", "华人", "华侨", "侨", "中资")


def counts_countrymen(title: str) -> bool:
    """Whether a headline counts people of its own country."""
    return any(word in title for word in _WORDS) and _OURS.search(title) is not None


def without_countrymen(placed: list[Placed], title: str) -> list[Placed]:
    """The mentions without those of such a headline that the text tells, too: they stand for no toll beside others."""
    if not counts_countrymen(title):
        return placed
    return [m for m in placed if not (m.place.field_name == "title" and _is_told_again(m, placed))]


def _is_told_again(one: Placed, placed: Sequence[Placed]) -> bool:
    return any(
        m.place.field_name == "text"
        and m.mention.name == one.mention.name
        and m.mention.value == one.mention.value
        and not (m.mention.former or m.mention.earlier)
        for m in placed
    )

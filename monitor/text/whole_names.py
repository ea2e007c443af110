"""Names that say what kind of place they are (南关区), as other words run into them."""

from __future__ import annotations

from collections.abc import Iterable

_PLACES_BY_KIND = (
    "城市 城区 市区 山区 矿区 林区 郊区 新区 园区 社区 小区 县城 县 市 区 旗 州 盟 县市 市县 区县 州市 地市"
)
WORDS_OF_PLACES = frozenset(_PLACES_BY_KIND.split())
"""What the end of a whole name may be by itself: 海城市 in 沿海城市; nothing is called 阳区, so 途经济阳区 holds 济阳区."""
_SHORT, _UNITS = 2, frozenset("市县区旗州盟")


def whole_names(rows: Iterable[str]) -> dict[str, tuple[str, ...]]:
    """The names that say what kind of place they are (南关区), by their first letter, longest first."""
    found: dict[str, list[str]] = {}
    for name in rows:
        # 山西城区 is of 山西: what is left of 西城区 is a word.
        if len(name) > _SHORT and name[-1] in _UNITS and name[1:] not in WORDS_OF_PLACES:
            found.setdefault(name[0], []).append(name)
    return {letter: tuple(sorted(names, key=len, reverse=True)) for letter, names in found.items()}

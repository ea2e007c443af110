"""How densely the area of an earthquake is settled, as a text says of its epicentre.

人口密集地区 is dense, 人口比较密集 fairly dense; 人口密集场所 is no place that shook. Sparse, which takes a level away, is only what
``population.sparse`` names: of 地广人稀 and 远离人口密集区 careful readers keep the level of the magnitude, and a person decides.
"""

from __future__ import annotations

import re

from monitor.classify.grading.severity_rules import Density, Population

_GATES = ("人口", "人烟", "人稀", "无人区", "市区", "城区", "海域", "近海")
_FAIRLY = "(?:较为?|比较|相对|还算|尚属)"
_NO_PLACE = re.compile("型|(?:的)?(?:公共)?(?:场所|商场|车站|企业|行业|产业)")
_DENSE = re.compile(
    f"(?:人口|人烟|居民)(?P<fairly>{_FAIRLY})?(?:密度)?(?P<fair>{_FAIRLY})?(?:很|非常|十分|极为?|最为?|高度)?(?:密集|稠密|密度[很较极]?[大高])(?!{_NO_PLACE.pattern})"
)
_DENSITY_WORD = re.compile(f"人口密度(?P<fair>{_FAIRLY}|较)?(?:很|非常|十分|极)?[大高]")
# 远离人口密集区, 并非人口密集地区.
_DENIED = re.compile("(?:远离|避开|不在|不是|不属于?|并非|非|没有|无|未在|不)[^，。；密]{0,6}$")
_BACK = 8


def density_of(title: str, text: str, words: Population) -> Density | None:
    """What title and text say of the people who live at the epicentre; None where nothing is said."""
    told = f"{title}\n{text}"
    if not any(gate in told for gate in _GATES):
        return None
    if any(word in told for word in words.sparse):
        return "sparse"
    found: set[Density] = set()
    for match in (*_DENSE.finditer(told), *_DENSITY_WORD.finditer(told)):
        if not _is_denied(told, match.start()):
            found.add("fairly_dense" if any(match.groupdict().values()) else "dense")
    found |= {"dense" for word in words.dense if _says(told, word)}
    found |= {"fairly_dense" for word in words.fairly_dense if _says(told, word)}
    return "dense" if "dense" in found else "fairly_dense" if found else None


def _says(told: str, word: str) -> bool:
    """Whether a word of the configuration stands in a text, undenied, as that of a place that shook."""
    return any(
        not (_is_denied(told, match.start()) or _NO_PLACE.match(told, match.end()))
        for match in re.finditer(re.escape(word), told)
    )


def _is_denied(told: str, at: int) -> bool:
    return _DENIED.search(told, max(0, at - _BACK), at) is not None

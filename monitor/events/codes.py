"""Numbers that are names (205路, 58车贷, 12栋): what a common one says, and what two of one kind say."""

from __future__ import annotations

from typing import Protocol

_DIGITS = "0123456789"
_METRO = "号线"
_HOUSE = ("号", "栋", "幢", "座", "单元", "区")
_LINES = frozenset(["路", "号线", "国道", "省道"])


class CodePoints(Protocol):
    """What each says, in points."""

    @property
    def same_code(self) -> float: ...
    @property
    def same_line(self) -> float: ...
    @property
    def same_house(self) -> float: ...
    @property
    def other_line(self) -> float: ...


def codes_alike(mine: frozenset[str], theirs: tuple[str, ...], points: CodePoints) -> float:
    """A common number speaks for one matter; two bus lines or two metro lines are two matters."""
    common = mine.intersection(theirs)
    if common:
        # A metro line is as large as a town: noise at one station and a question about another are two matters.
        if all(code.endswith(_METRO) for code in common):
            return points.same_line
        # A common address says where, not what.
        return points.same_house if all(code.endswith(_HOUSE) for code in common) else points.same_code
    lines = {code.lstrip(_DIGITS) for code in mine} & {code.lstrip(_DIGITS) for code in theirs}
    return points.other_line if lines & _LINES else 0.0

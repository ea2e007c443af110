"""No repeat of an expression has been taken for a value of its f-string: ``{0,4}`` there is the words ``(0, 4)``."""

from __future__ import annotations

import re
from pathlib import Path

MONITOR = Path(__file__).parents[2] / "monitor"
# The formatter sets a space into what it takes for a pair of numbers; a repeat of a pattern has none.
_TAKEN_FOR_A_PAIR = re.compile(r"\{\d+, \d*\}")


def test_no_repeat_of_a_pattern_is_a_pair_of_numbers() -> None:
    found = [
        f"{path.relative_to(MONITOR)}:{number}"
        for path in MONITOR.rglob("*.py")
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1)
        if _TAKEN_FOR_A_PAIR.search(line)
    ]
    assert found == []

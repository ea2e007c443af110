"""Who is on duty is asked of one function, so that no part of the program overlooks what was changed on the roster."""

from __future__ import annotations

import re
from pathlib import Path

MONITOR = Path(__file__).resolve().parents[2] / "monitor"
_ASKED = re.compile(
    r"book\.roster(?:\.(?:on_duty|gaps\w*|turns|leader_in_charge|recipients|on_since|is_away|spans)\b|\s*$)",
    re.M,
)
_MAY = ("steps/duty.py", "demo/", "bench/")
"""Where the file and its changes are put together; a made-up office has no changes."""


def test_nobody_asks_the_file_alone_who_is_on_duty() -> None:
    found = [
        f"{path.relative_to(MONITOR)}: {line.strip()}"
        for path in sorted(MONITOR.rglob("*.py"))
        if not path.relative_to(MONITOR).as_posix().startswith(_MAY)
        for line in path.read_text(encoding="utf-8").splitlines()
        if _ASKED.search(line)
    ]
    assert not found, found

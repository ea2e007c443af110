"""Who is still on the list of the missing."""

from __future__ import annotations

import pytest

from monitor.classify.figures.casualties import extract_casualties
from monitor.text.clean import clean


@pytest.mark.parametrize(
    ("text", "missing"),
    [
        ("沉船造成31人死亡。失联人员名单上，昨天还有14个人，5人的遗体今晨打捞上岸，现在还剩9个名字。", 9),
        ("山洪致6人死亡。村口的失踪登记表上，如今只剩3人。", 3),
        # A list of others, and one from which nobody says how many are left.
        ("山洪致6人死亡。失踪者名单已经公布。安置点的名单上还有40个人。", None),
        ("山洪致6人死亡，4人失踪。失踪者名单已经公布。", 4),
    ],
)
def test_who_is_left_on_it_is_missing(text: str, missing: int | None) -> None:
    found = extract_casualties(clean(""), clean(text)).figures.get("missing")
    assert (found.value if found else None) == missing

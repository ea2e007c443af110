"""Those by whom a toll rose are told of behind it, and are none that come on top."""

from __future__ import annotations

import pytest

from monitor.classify.figures.casualties import extract_casualties
from monitor.text.clean import clean


def values(text: str) -> dict[str, int]:
    return {name: f.value for name, f in extract_casualties(clean(""), clean(text)).figures.items()}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "截至当日20时，地震已造成4人死亡，60人受伤，其中重伤9人。新增的两名死者，一人是村民，被墙压住；另一人系重伤员，在转院途中死亡。",
            {"deaths": 4, "injured": 60, "seriously_injured": 9},
        ),
        ("火灾已造成7人死亡。新确认的3名遇难者都在六楼被发现。", {"deaths": 7}),
        # Whoever is new without that word comes on top, and so does whoever dies in a sentence of his own.
        ("火灾已造成7人死亡。今晨又发现3名遇难者。", {"deaths": 10}),
        (
            "车祸致2人死亡、10人受伤。新增的伤者已入院。昨夜，又有1名重伤者不治身亡。",
            {"deaths": 3, "injured": 9},
        ),
        ("火灾已造成5人死亡。另据通报，邻县新增的2名遇难者为游客。", {"deaths": 7}),
        # Nobody was counted before them.
        ("县里说，新增的2名遇难者已找到。", {"deaths": 2}),
    ],
)
def test_who_is_newly_counted_is_of_the_toll(text: str, expected: dict[str, int]) -> None:
    assert values(text) == expected

"""Bulletins behind their hours: the newest counts who is still missing, whichever way the text runs."""

from __future__ import annotations

from datetime import date

import pytest

from monitor.classify.figures.casualties import extract_casualties
from monitor.text.clean import clean


def values(text: str, title: str = "") -> dict[str, int]:
    figures = extract_casualties(clean(title), clean(text), date(2026, 7, 9)).figures
    return {name: figure.value for name, figure in figures.items()}


_FIRST = "[08:10] 凌晨山洪冲进两个村，已知3人死亡。"
_NOON = "[12:30] 指挥部通报：截至12时，死亡9人，失踪21人。"
_NIGHT = "[20:00] 指挥部通报：截至19时，山洪造成17人死亡，失踪11人，受伤40人。"


@pytest.mark.parametrize("lines", [(_FIRST, _NOON, _NIGHT), (_NIGHT, _NOON, _FIRST)])
def test_the_newest_bulletin_counts_the_missing(lines: tuple[str, ...]) -> None:
    assert values("\n".join(lines), "山洪滚动播报") == {"deaths": 17, "missing": 11, "injured": 40}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # An hour of the evening before lies not behind the bulletin of the next morning.
        (
            "[19:30] 指挥部通报：截至19时，山洪共造成9人死亡。\n[23:00] 应急局：截至22时，共有14人死亡。\n[次日08:00] 指挥部通报：截至7时，山洪共造成17人死亡。",
            {"deaths": 17},
        ),
        # Semicolons part the figures of one bulletin.
        (
            "昨夜山洪，截至8时，9人死亡，21人失踪。到10时，指挥部说，死亡17人，其中甲镇12人；失踪11人。",
            {"deaths": 17, "missing": 11},
        ),
        # A reporter on his way counts nobody, and so does a text without hours.
        (
            "[10:00] 县里通报，失踪5人。\n[16:00] 记者在河边看到，小村里有2人失踪的两户人家围满了人。\n[18:00] 公路抢通。",
            {"missing": 5},
        ),
        # A bulletin of the neighbours is of others.
        (
            "[08:10] 通报：失踪5人，死亡2人。\n[12:00] 邻省通报：洪水致失踪3人，死亡9人。\n[13:00] 搜救继续。",
            {"deaths": 9, "missing": 5},
        ),
        ("县里说，清河县死亡9人；失踪21人。县里说，平山县死亡3人；失踪5人。", {"deaths": 9, "missing": 21}),
    ],
)
def test_what_a_bulletin_counts(text: str, expected: dict[str, int]) -> None:
    assert values(text) == expected

"""Numbers of areas each of which heads a section of the report: they add up, and so do those told by how badly they are hurt."""

from __future__ import annotations

from datetime import date

import pytest

from monitor.classify.figures.casualties import extract_casualties
from monitor.text.clean import clean


def values(text: str, title: str = "") -> dict[str, int]:
    figures = extract_casualties(clean(title), clean(text), date(2026, 7, 9)).figures
    return {name: figure.value for name, figure in figures.items()}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "昨夜发生5.1级地震，灾情陆续上报。\n清河县：截至11时，14人受伤，其中2人伤势较重，已转院；转移群众3100人。\n"
            "平山县：石桥镇一名老人被砸，今晨不治身亡；另有5人受轻伤。\n"
            "西州市望亭县：7人受伤，均为皮外伤；石门镇转移临崖住户450人。",
            {"deaths": 1, "injured": 26, "seriously_injured": 2, "evacuated": 3550},
        ),
        ("昨夜发生5.1级地震。清河县方面，多间土房倒塌，截至11时14人受伤。平山县方面，道路中断，2人受伤。", {"injured": 16}),
        ("昨夜暴雨成灾。县里说，清河县死亡9人；失踪21人。平山县死亡3人；失踪5人。", {"deaths": 12, "missing": 26}),
        # What fell down is told between an area and its people.
        ("昨夜发生5.1级地震。清河县倒塌房屋87间，14人受伤；平山区房屋倒塌20间，3人受轻伤；望亭县8人受伤。", {"injured": 25}),
        ("台风登陆。清河县转移群众6400人，平山区连夜转移1200人；望亭县紧急转移800人。", {"evacuated": 8400}),
        # Somebody counts them all.
        ("昨夜发生5.1级地震，共21人受伤。\n清河县：多间土房倒塌，14人受伤。\n平山县：道路中断，7人受伤。", {"injured": 21}),
        ("昨夜暴雨成灾，死亡12人，其中清河县9人，平山县3人；失踪26人。", {"deaths": 12, "missing": 26}),
        # Whoever is brought from another area was counted there.
        ("昨夜地震，清河县21人受伤。平山县：震感明显，无人受伤。望亭县：2人重伤，系清河县转来。", {"injured": 21, "seriously_injured": 2}),
        # Who is counted behind the last area is of all of them.
        ("昨夜发生5.1级地震。清河县方面，14人受伤。平山县方面，2人受伤。地震已造成全市20人受伤。", {"injured": 20}),
        ("昨夜暴雨。\n清河县：3人死亡。\n平山县：2人死亡。两县共转移3100人。", {"deaths": 5, "evacuated": 3100}),
        # One area alone heads nothing that could be added.
        ("昨夜发生5.1级地震。\n清河县：14人受伤。\n记者在现场看到，3人受伤住院。", {"injured": 14}),
    ],
)  # fmt: skip
def test_areas_that_head_a_section_add_up(text: str, expected: dict[str, int]) -> None:
    assert values(text) == expected

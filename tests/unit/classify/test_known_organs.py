"""A name that nobody knows is told with those that it may mean."""

from __future__ import annotations

import pytest

from monitor.classify.organs.known_names import nearest, refuse_strangers
from monitor.errors import Refused

KNOWN = [
    "市应急管理局",
    "市卫生健康委员会",
    "市教育局",
    "市体育局",
    "南关区人民政府",
    "长春市热力（集团）有限责任公司",
]


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("市应急局", "市应急管理局"),
        ("市卫健委", "市卫生健康委员会"),
        ("长春市教育局", "市教育局"),
        ("南关区政府", "南关区人民政府"),
        ("长春市热力(集团)有限公司", "长春市热力（集团）有限责任公司"),
    ],
)
def test_a_short_or_misspelt_name_finds_the_whole_one_first(typed: str, meant: str) -> None:
    assert nearest(typed, KNOWN)[0] == meant
    with pytest.raises(Refused, match=f"没有“.+”，是否指{meant[:5]}"):
        refuse_strangers([typed], KNOWN)


def test_what_is_like_nothing_is_offered_nothing_and_without_a_list_nobody_is_strange() -> None:
    assert nearest("某某", KNOWN) == []
    refuse_strangers(["某某"], [])
    refuse_strangers(["市教育局", ""], KNOWN)

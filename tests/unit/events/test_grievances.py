from __future__ import annotations

from pathlib import Path

import pytest

from monitor.clock import parse_time
from monitor.events.grievances import GrievanceReader, of_other_things
from monitor.events.load import load_clusterer, load_rules
from monitor.item import Item
from monitor.text.segment import load_segmenter

CONFIG = Path(__file__).resolve().parents[3] / "config"
NOW = parse_time("2026-11-20T12:00:00+08:00")


@pytest.fixture(scope="module")
def grievances() -> GrievanceReader:
    return GrievanceReader(load_rules(CONFIG).match.grievances)


@pytest.mark.parametrize(
    ("title", "text", "kinds"),
    [
        ("电梯又坏了", "物业费一分没少交", {"lift"}),
        ("", "小区停水一天，暖气也不热", {"water", "heating"}),
        ("求推荐早点", "谢谢大家", set()),
        ("投诉", "字" * 130 + "停水", set()),
    ],
)
def test_the_title_says_what_is_complained_of_or_else_the_beginning(
    grievances: GrievanceReader, title: str, text: str, kinds: set[str]
) -> None:
    assert grievances.read(title, text) == kinds


def test_only_two_who_name_grievances_without_a_common_one_speak_of_other_things() -> None:
    water, both = frozenset({"water"}), frozenset({"water", "lift"})
    assert of_other_things(water, frozenset({"lift"}))
    assert not of_other_things(water, both)
    assert not of_other_things(water, frozenset())


def test_two_grievances_of_one_estate_are_two_matters_in_public() -> None:
    told = [
        ("01", "hotline", "云栖雅苑停水", "来电人反映绿园区云栖雅苑从昨晚起停水，物业说拖欠水费被关阀。", "08:20"),
        ("02", "social", "", "云栖雅苑全体业主交了钱没水用，脸都没洗就上班了", "09:45"),
        ("03", "official_site", "关于云栖雅苑停水情况的说明", "经协调，云栖雅苑已于15日22时恢复供水。", "16:10"),
        ("04", "social", "", "云栖雅苑5栋电梯又把人关了，困了四十分钟", "17:55"),
        ("05", "portal", "电梯一周困人三次", "云栖雅苑业主称5号楼电梯一周内三次困人，要求检测维修。", "18:10"),
    ]  # fmt: skip
    items = [
        Item(n, title, text, source_kind=kind, published_at=parse_time(f"2026-11-15T{at}:00+08:00"))
        for n, kind, title, text, at in told
    ]
    clusterer = load_clusterer(CONFIG, load_segmenter(CONFIG / "dictionary.txt").cut)
    events = [row.event for row in clusterer.rows(items, NOW)]
    assert set(events[:3]).isdisjoint(events[3:])
    assert events[0] == events[1]

"""Matters told in public: what is learnt beside the points, and that a whole event is asked, not one near item of it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

import pytest

from monitor.events.cluster import Clusterer
from monitor.events.groups import may_join
from monitor.events.index import EventIndex
from monitor.events.likeness import FORBIDDEN, Likeness
from monitor.events.rules import EventRules
from monitor.item import Item

Build = Callable[..., Item]

WITNESS = ("", "青榆路这边的热力管子崩了，白气冒得比楼都高，屋里一下就凉了", "social", 0)
NOTICE = (
    "抢修公告",
    "青榆路与双槐街交会处供热管线破裂，涉及17个小区5200户，正在抢修，预计今晚20时前恢复供热。",
    "official_site",
    3,
)
PAPER = (
    "5200户暖气昨晚恢复",
    "青榆路供热管线抢修完成，5200户居民家中开始升温。供热公司说，管子埋了二十六年。",
    "local_media",
    24,
)
STREET = ("青榆路违停", "来电人反映青榆路两侧车停得满满当当，公交进不了站，要求贴条。", "hotline", 26)


@pytest.fixture
def events(item: Build, clusterer: Clusterer, now: datetime) -> Callable[..., list[str]]:
    def of(*told: tuple[str, str, str, float]) -> list[str]:
        items = [
            item(f"t{n}", title, text, hours=hours, source_kind=kind)
            for n, (title, text, kind, hours) in enumerate(told)
        ]
        return [row.event for row in clusterer.rows(items, now)]

    return of


def test_a_notice_and_a_follow_up_that_share_a_street_and_a_number_are_one(
    events: Callable[..., list[str]],
) -> None:
    assert len(set(events(NOTICE, PAPER))) == 1


def test_what_is_joined_does_not_depend_on_the_order(events: Callable[..., list[str]]) -> None:
    there, back = events(WITNESS, NOTICE, PAPER, STREET), events(STREET, PAPER, NOTICE, WITNESS)[::-1]
    assert [a == b for a in there for b in there] == [a == b for a in back for b in back]


def test_another_grievance_about_the_street_of_an_event_stays_apart(
    events: Callable[..., list[str]],
) -> None:
    found = events(WITNESS, NOTICE, PAPER, STREET)
    assert found[3] not in found[:3]


def test_two_letters_in_common_make_no_matter_of_a_new_telephone_and_a_foul_river(
    events: Callable[..., list[str]],
) -> None:
    phone = (
        "新款折叠手机开售（兰桃谷）",
        "起售价与上一代持平，屏幕更亮，电池更大，门店可以试用。",
        "social",
        0,
    )
    river = ("兰桃苑河道发臭", "兰桃苑门前河里有人排污水，味道很大，已经一个月了。", "forum", 1)
    assert len(set(events(phone, river))) == 2


def test_one_name_and_one_kind_of_grievance_in_two_estates_stay_two(
    events: Callable[..., list[str]],
) -> None:
    one = ("桐星园楼下烧烤店油烟直排", "桐星园楼下烧烤店油烟直排，已经两个月了，窗户不敢开。", "forum", 0)
    other = ("宁桐湾楼下烧烤店油烟直排", "宁桐湾楼下烧烤店油烟直排，已经一个星期了，没人管。", "social", 2)
    assert len(set(events(one, other))) == 2


class _Members:
    """An index whose comparisons are given beforehand."""

    def __init__(self, margins: list[float], *, public: bool) -> None:
        self._found = [Likeness(margin, 0.0, 0.0, 0.0, public=public) for margin in margins]

    def probe(self, item: object) -> object:
        return item

    def compare(self, probe: object, item: int) -> Likeness:
        return self._found[item]


@pytest.mark.parametrize(
    ("margins", "public", "joins"),
    [
        ([4.0, 2.0, -1.0], True, True),
        ([4.0, FORBIDDEN, 3.0], True, False),  # one of three cannot be one with it
        ([2.0, -4.0, -5.0, -3.0], True, False),  # near to one member alone
        ([2.0, FORBIDDEN, -5.0], False, True),  # letters are judged by their groups as before
    ],
)
def test_an_item_joins_an_event_told_in_public_only_where_its_members_bear_it_out(
    margins: list[float], public: bool, joins: bool, rules: EventRules
) -> None:
    index = _Members(margins, public=public)
    found = may_join(index, "probe", range(len(margins)), rules.match)  # type: ignore[arg-type]
    assert found is joins


def test_the_other_members_of_an_event_are_taken_in_before_an_item_joins_it(
    clusterer: Clusterer, item: Build, now: datetime
) -> None:
    asked: list[object] = []
    index = EventIndex(clusterer.reader, asked.append)
    notice, paper = (
        clusterer.entry(item(f"p{n}", title, text, hours=hours, source_kind=kind), now)
        for n, (title, text, kind, hours) in enumerate((NOTICE, PAPER))
    )
    index.add(notice, "matter")
    assert index.place(paper).event == "matter"
    assert asked == ["matter"]

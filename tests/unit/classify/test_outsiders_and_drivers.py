"""Who is hurt beside those counted: passers-by, neighbours, helpers, and the driver whom another hospital took in."""

from __future__ import annotations

from datetime import UTC, datetime
from functools import cache
from pathlib import Path

import pytest

from monitor.classify.classifier import Classifier
from monitor.item import Item

CONFIG = Path(__file__).resolve().parents[3] / "config"


@cache
def _classifier() -> Classifier:
    return Classifier.load(CONFIG)


def read(text: str, name: str = "injured") -> int | None:
    at = datetime(2026, 4, 5, 4, tzinfo=UTC)
    item = Item("1", "", text, source_kind="local_media", published_at=at)
    return _classifier().classify_batch([item], at)[0].casualty(name)


@pytest.mark.parametrize(
    ("told", "hurt"),
    [
        ("造成6人受伤。隔壁商铺的2名店员也被玻璃划伤。", 8),
        ("造成6人受伤。受伤的还有2名围观群众。", 8),
        ("造成6人受伤，还殃及2名路人，均受轻伤。", 8),
        ("造成6人受伤。附近2名散步的老人也受了伤。", 8),
        ("6人受伤，还误伤了2名看热闹的村民。", 8),
        ("共造成9人受伤。此外，楼下还有2名路人被砸伤。", 11),
        ("造成6名顾客受伤。前来帮忙的2名村民被掉下的木头砸伤。", 8),
        ("造成6名顾客受伤。救援时，2名消防员被掉落的砖块砸伤。", 8),
        ("造成6名顾客受伤。旁边卖水果的两个小贩也挂了彩。", 8),
        ("一家四口都进了医院。另外，楼上3名住户受伤。", 7),
        ("双阳区医院收治7名伤者，其中2人在抢救，3人骨折。附近2名路人也被玻璃划伤。", 9),
    ],
)
def test_those_of_outside_come_on_top(told: str, hurt: int) -> None:
    assert read("昨晚双阳区一餐馆发生爆炸，" + told) == hurt


@pytest.mark.parametrize(
    "told",
    [
        "造成6人受伤。2名路过的市民将伤者送医。",
        "造成6人受伤。附近2名邻居看到后报警，并把1名受伤女子扶到路边。",
        "造成6人受伤，其中包括2名路人。",
        "造成6人受伤。其中1人伤势较重，另有2名路人也被玻璃划伤。",
        "造成6人受伤。还有2名路人差点被砸伤。",
        "造成6人受伤，气浪还波及2名邻居家的窗户。",
        "造成6名顾客受伤。20名消防员赶到现场救援，伤者已送医。",
        "造成6名顾客受伤。消防员救出3名受伤的邻居。",
        "造成6人受伤，还有两名围观群众被吓晕，没有受伤。",
    ],
)
def test_whoever_helps_or_is_among_them_is_not_added(told: str) -> None:
    assert read("昨晚双阳区一餐馆发生爆炸，" + told) == 6


@pytest.mark.parametrize(
    ("told", "hurt"),
    [
        ("县医院收治7名伤者，都是客车上的乘客。大货车司机断了两根肋骨，被送到正骨医院。", 8),
        ("大货车司机和押车的工人都受了伤，被送到邻县的医院。县医院当天收治7名伤者。", 9),
        ("7人被送往县医院。半挂车司机和副驾驶都受了轻伤，没有去医院。", 9),
        ("车上8人受伤，都在县医院治疗。另一名伤者是货车司机，被送到了市中心医院。", 9),
        ("县医院收治7名伤者，货车司机也在县医院治疗，断了两根肋骨。", 7),
        ("事故共7人受伤，其中6人在县医院治疗，货车司机骨折，被送到中医院。", 7),
        ("造成4人受伤。3人是同一家的，另一名伤者是路边的邻居。", 4),
        ("造成3人受伤。另一名伤者是骑车的邻居。", 3),
        ("造成9人受伤。县医院收治7名伤者，货车司机断了两根肋骨，被送到骨科医院。", 9),
        ("县医院收治7名伤者。货车司机被带到县中医院抽血检测，未饮酒。", 7),
        ("县医院收治7名伤者。货车司机胸部受伤，被送到县人民医院。", 7),
    ],
)
def test_a_driver_of_another_hospital_is_another(told: str, hurt: int) -> None:
    assert read("昨天双阳区一辆客车与货车相撞。" + told) == hurt


@pytest.mark.parametrize(
    ("told", "hurt"),
    [
        ("县医院和中医院各收治6名伤者，一名重伤者在县医院不治身亡。", 11),
        ("县医院、中医院分别收治8名伤者，其中1人死亡。", 15),
        ("两家医院各收了4名伤者。", 8),
        ("5人送到市儿童医院，5人送到省人民医院，市儿童医院的1人抢救无效死亡。", 9),
    ],
)
def test_hospitals_with_as_many_each_are_added(told: str, hurt: int) -> None:
    assert read("昨天双阳区一辆客车与货车相撞。" + told) == hurt


def test_the_others_of_a_family_do_not_die_with_the_one_excepted() -> None:
    told = "昨天双阳区一栋自建房倒塌，一家五口除母亲遇难外，其余4人受伤。另有1名邻居受伤。"
    assert (read(told, "deaths"), read(told)) == (1, 5)


@pytest.mark.parametrize(
    ("told", "hurt"),
    [
        ("当天，所有伤者都被送到双阳区中心医院，共7人，其中2人伤势较重。", 7),
        ("受伤人员已全部送医，总共7人。", 7),
        ("5名租客被送往县医院。还有5人吓得腿软，所幸没有受伤。", 5),
        ("造成4名工人受伤。同行的8人没有受伤，只是吓得不轻。", 4),
    ],
)
def test_all_the_hurt_and_those_who_only_took_fright(told: str, hurt: int) -> None:
    assert read("昨天双阳区一栋出租屋起火。" + told) == hurt


def test_guests_of_a_meal_are_not_ill() -> None:
    assert read("昨天双阳区一家饭店52名客人用餐后，八人感到不适，疑似食物中毒。", "poisoned") == 8
    assert read("昨天双阳区一家饭店52名客人用餐后呕吐，八人住院，疑似食物中毒。", "poisoned") == 52

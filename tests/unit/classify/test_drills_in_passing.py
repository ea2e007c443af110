"""Drills: told in passing in the fire's own sentence they hide nothing, and one that is only staged is no fire."""

from __future__ import annotations

from datetime import datetime

import pytest

from monitor.classify.classifier import Classifier
from monitor.clock import SHANGHAI
from monitor.item import Item

NOW = datetime(2026, 11, 20, 12, tzinfo=SHANGHAI)


def level(classifier: Classifier, text: str, title: str = "") -> str | None:
    item = Item("1", title, text, source_kind="local_media", published_at=NOW)
    return classifier.classify(item, NOW).severity


@pytest.mark.parametrize(
    ("title", "text"),
    [
        ("", "11月19日夜里，绿园区一养老院起火，曾多次演练的护工仍没能打开西门，13人遇难，9人受伤。"),
        ("", "11月19日，一化工厂爆炸，造成12人死亡，该厂曾多次组织应急演练。"),
        ("", "19日凌晨3时，一家曾多次演练疏散的工厂宿舍起火，造成11人死亡、20人受伤。"),
        ("", "19日晚，刚刚在上月做过演练的南关区一家商场发生火灾，造成10人死亡、3人受伤。"),
        ("", "19日14时，某矿发生瓦斯爆炸，15人遇难。该矿今年已演练四次，但报警系统未响。"),
        ("", "19日夜，南关区一KTV起火，平时每月都演练的员工打开了后门，仍有11人遇难。"),
        ("", "19日夜，农安县一客车坠河，造成14人死亡。救援队说，此前演习过两次水下破拆，这次用上了。"),
        ("曾多次演练的化工厂爆炸 12人死亡", "19日晚，九台区一化工厂爆炸，12人死亡。"),
    ],
)
def test_a_drill_held_before_hides_no_grave_fire_that_it_is_told_beside(
    classifier: Classifier, title: str, text: str
) -> None:
    assert level(classifier, text, title) == "II"


@pytest.mark.parametrize(
    ("title", "text"),
    [
        ("", "19日上午，长春市在经开区举行应急演练，模拟厂房起火，造成12人死亡。"),
        ("全市举行应急演练", "19日，宽城区举行曾多次推迟的应急演练，一化工厂“爆炸”造成12人“死亡”。"),
        ("", "上个月，市里组织了一次应急演练。化工厂储罐爆炸，12人被困，救援队5分钟赶到。"),
        (
            "警报响起之后",
            "“三楼浓烟封锁，有6名学生被困！”昨天上午10点，宽城区一所中学的教学楼里响起警报。云梯接下6名“被困者”，"
            "两名“伤员”头上缠着纱布。总指挥宣布科目全部完成。校长说，每学期都要这样练上两回。",
        ),
        (
            "广场上的“火情”",
            "昨天上午，朝阳区一商场四楼冒起白烟，广播里喊着“着火了”。3名“伤者”被担架抬出，指挥员吹哨集合，讲评不足。",
        ),
        ("", "每季度演练一次的校园安全活动昨天进行，警报响起，教学楼“着火”，3名“伤员”被抬出。"),
    ],
)
def test_what_is_only_staged_has_no_level(classifier: Classifier, title: str, text: str) -> None:
    assert level(classifier, text, title) is None


def test_a_fire_whose_owner_speaks_of_exercises_is_a_fire(classifier: Classifier) -> None:
    text = "昨天下午3点，宽城区一商场四楼起火，3名员工被烟呛伤送医。商场经理说，平时练兵每季度一次。"
    assert level(classifier, text) == "IV"


def test_extras_who_play_dead_are_none(classifier: Classifier) -> None:
    text = "昨天，三百多名群众演员在泥水里躺了一夜，“尸体”堆成山，导演一喊停全都爬起来抢盒饭。"
    assert level(classifier, text, "三百个人“死”在泥里") is None

"""The hurt told one by one beside one counted group, and those whom a count right behind sums up."""

from __future__ import annotations

from datetime import datetime

from monitor.classify.classifier import Classifier
from monitor.classify.rereading.ledger import Ledger
from monitor.clock import SHANGHAI
from monitor.item import Item

NOW = datetime(2026, 11, 27, 10, tzinfo=SHANGHAI)


def test_one_group_beside_single_ones_is_told_once(classifier: Classifier) -> None:
    text = (
        "昨天傍晚，某县一辆面包车与货车相撞。面包车司机没有受伤，坐在副驾驶位置上的是他的妻子，左大腿骨折。"
        "最后一排挤着三个打工回来的小伙子，两个人手上被玻璃划了口子，另一个毫发无损。"
        "和他们坐在一起的还有一位姓谭的姑娘，颅内出血。货车司机没有受伤，坐在旁边的押车人右臂骨折。"
    )
    item = Item("x", "", text, source_kind="local_media", published_at=NOW)
    assert classifier.classify(item, NOW).casualty("injured") == 5


def test_lost_teeth_are_a_wound() -> None:
    assert Ledger("8岁的儿子门牙掉了两颗。").entries[0].fate == "hurt"
    assert Ledger("8岁的儿子正在换牙，门牙还没掉。").entries[0].fate is None


def test_a_count_right_behind_sums_up_those_who_were_named_and_not_others_who_are_as_many() -> None:
    text = "另有2人下落不明。入水前，司机和坐在前排的一名妇女跳车逃生，两人都有擦伤。"
    entries = Ledger(text).entries
    assert [e.fate for e in entries if e.number == 2 and e.party.counted] == ["missing", "light"]


def test_a_count_told_again_is_the_same() -> None:
    entries = Ledger("事故造成4人受伤。四个人都在县医院治疗。").entries
    assert [e.number for e in entries] == [4]

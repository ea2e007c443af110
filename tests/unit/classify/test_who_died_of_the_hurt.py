"""Of the hurt some die: who is left alive where the text tells what became of all, and a toll that the text takes apart holds them already."""

from __future__ import annotations

import pytest

from monitor.classify.classifier import Classifier
from tests.reports import harmed


@pytest.mark.parametrize(
    ("text", "dead", "hurt"),
    [
        ("前晚，一辆轿车连续撞倒行人。6名伤者被送往市中心医院，其中两人到医院时已没有生命体征，另一名男子昨日凌晨因颅脑损伤过重死亡。剩下的三人中，一名学生仍在重症监护室，另两人骨折。", 3, 3),
        ("昨天，一车间发生煤粉爆炸，造成4名工人烧伤。4人中，班长黄某昨天不治身亡，另一名工人伤势严重，余下两人在普通病房。", 1, 3),
        ("昨天，一辆面包车与货车迎面相撞，致9人死亡、2人受伤。面包车上7人当场死亡，1人在送医途中死亡，1人今天凌晨不治身亡。剩下的2名伤者中，1人伤势较重。大货车司机和一名随车人员没有受伤。", 9, 2),
        ("昨天，一辆客车侧翻，造成5人死亡、11人受伤。3人当场死亡，2人送医后不治。", 5, 11),
        ("昨天一起车祸致3死4伤。今天上午，4名伤者中又有1人死亡，其余3人仍在抢救。", 4, 3),
        # Why the hurt are fewer: he is in the toll.
        ("前天，一辆大巴坠崖。截至昨晚，死亡人数为13人，受伤人数由25人减至24人，一名重伤者昨夜去世。", 13, 24),
        ("前天，一辆大巴坠崖，目前确认死亡人数为13人，受伤25人，昨夜一名重伤者去世。", 14, 24),
        # A girl of two is one child.
        ("昨天，两车相撞，轿车内夫妻二人当场死亡，两岁的女儿被甩出车外，送医后不治，货车司机受轻伤。", 3, 1),
    ],
)  # fmt: skip
def test_who_is_alive_of_the_hurt_and_who_was_in_the_toll(
    classifier: Classifier, text: str, dead: int, hurt: int
) -> None:
    assert harmed(classifier, text) == (dead, hurt)


@pytest.mark.parametrize(
    ("text", "dead"),
    [
        ("昨日上午，一辆农用三轮车翻下路基。民警赶到时已有4人没了呼吸，送到镇卫生院后又死了1个。", 5),
        ("昨日，一厂房爆炸，3人当场死亡，夜里又死了一个。", 4),
        ("昨天，一客车侧翻，造成2人死亡、11人受伤。今晨又死了一人，死亡人数升到3人。", 3),
    ],
)
def test_who_died_after_them_comes_on_top_unless_all_are_counted(
    classifier: Classifier, text: str, dead: int
) -> None:
    assert harmed(classifier, text)[0] == dead

"""What people took a happening for (误以为是演习) is not what it was; what they took a drill for does not make it real."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from monitor.classify.classifier import Classifier
from monitor.classify.emergencies.taken_for import as_it_was
from monitor.classify.result import Classification
from monitor.item import Item

NOW = datetime(2026, 11, 24, 4, 0, tzinfo=UTC)
TOLD = "23日，南关区一公寓发生火灾，造成12人死亡。"


def judge(classifier: Classifier, title: str, text: str) -> Classification:
    return classifier.classify(Item("x", title, text, source_kind="portal", published_at=NOW), NOW)


@pytest.mark.parametrize("held", ["误以为", "起初以为", "误认为"])
@pytest.mark.parametrize("other", ["是演习", "是消防演练", "在演习", "是在拍戏", "是拍电影", "是游戏"])
def test_a_fire_taken_for_a_drill_or_a_film_keeps_its_level_and_its_dead(
    classifier: Classifier, held: str, other: str
) -> None:
    text = f"23日，南关区一公寓发生火灾，居民{held}{other}没有逃生，造成12人死亡。"
    found = judge(classifier, f"居民{held}{other}，公寓火灾致12人死亡", text)
    assert (found.relevant, found.emergency, found.severity) == (True, "fire", "II")
    assert found.casualties["deaths"].value == 12


def test_an_alarm_taken_for_a_drill_does_too(classifier: Classifier) -> None:
    found = judge(classifier, "火警被当成演习 公寓火灾致12人死亡", TOLD + "邻居说，大家把铃声当作演习。")
    assert (found.emergency, found.severity) == ("fire", "II")


@pytest.mark.parametrize(
    ("title", "text"),
    [
        (
            "以为是火灾，其实是在演习",
            "23日，南关区一学校拉响警报，学生以为是火灾，其实是在演习，模拟12人死亡。",
        ),
        ("把消防演练当成实战", "23日，南关区一小学把消防演练当成实战，模拟火灾中12人死亡、30人受伤。"),
        ("别以为演练只是走过场", "23日，南关区举行消防演练，模拟火灾致12人死亡。"),
        ("居民以为是在拍电影，其实是消防演练", "23日，居民以为是在拍电影。演练模拟火灾致12人死亡。"),
        ("新片讲述公寓火灾", "影片中居民以为是演习没有逃生，12人死亡，影片下周上映。"),
    ],
)
def test_a_drill_or_a_film_stays_one_whatever_it_was_taken_for(
    classifier: Classifier, title: str, text: str
) -> None:
    found = judge(classifier, title, text)
    assert (found.emergency, found.severity) == (None, None)


def test_offsets_are_kept() -> None:
    text = "居民误以为是演习，没有逃生"
    assert as_it_was(text) == "居民误…………" + "…，没有逃生"
    assert as_it_was("居民以为着火，其实是演习") == "居民以为着火，其实是演习"


@pytest.mark.parametrize(
    ("title", "text"),
    [
        ("市民误将施工拆楼看作房屋倒塌拍照上传", ""),
        ("民警查明有人放鞭炮", "23日，居民将鞭炮声听成爆炸，报了警，民警到场后查明是有人放鞭炮。"),
    ],
)
def test_what_was_only_seen_or_heard_as_an_emergency_is_none(
    classifier: Classifier, title: str, text: str
) -> None:
    assert judge(classifier, title, text).emergency is None


def test_a_fire_that_was_seen_as_a_sunset_is_one(classifier: Classifier) -> None:
    text = "23日，南关区一仓库火灾，火光一度被看成晚霞，大火造成12人死亡。"
    found = judge(classifier, "被看成晚霞的大火夺走12条生命", text)
    assert (found.emergency, found.severity) == ("fire", "II")

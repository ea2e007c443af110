"""How many had to leave, told behind the count of who lives there or far behind the verb."""

from __future__ import annotations

from datetime import datetime

import pytest

from monitor.classify.classifier import Classifier
from monitor.clock import SHANGHAI
from monitor.item import Item

NOW = datetime(2020, 6, 10, 20, tzinfo=SHANGHAI)


@pytest.mark.parametrize(
    ("text", "moved"),
    [
        ("8日森林火灾仍未扑灭，受威胁的一个林场和两个村屯的居民共1160人，已于14日傍晚全部转移。", 1160),
        ("8日，化工厂发生泄漏，当地紧急转移了下风向的两个村民小组共860余名群众。", 860),
        ("昨晚老居民楼起火，三栋房子一共住着27户、74人，全部撤了出来，没有人受伤。", 74),
        ("昨日油罐车泄漏，为防止气体扩散，当地把附近两个村近2000名村民转移到镇上。", 2000),
        ("昨日围墙垮塌，社区组织隔壁那栋楼的23名住户撤了出来。", 23),
        ("昨日油罐车泄漏，专家称爆炸可能造成2000人疏散。", None),
        ("8日，井下发生透水，当班52名矿工，49人全部撤出，3人被困。", None),
        ("8日，全镇21000人居住在水库下游，大坝出现管涌，险情正在处置。", None),
    ],
)
def test_all_who_live_there_were_moved(classifier: Classifier, text: str, moved: int | None) -> None:
    found = classifier.classify(Item("x", "", text, source_kind="local_media", published_at=NOW), NOW)
    assert found.casualty("evacuated") == moved

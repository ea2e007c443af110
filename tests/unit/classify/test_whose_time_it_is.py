"""When it happened, where a court, a memorial or a departure tells a time of its own beside it."""

from __future__ import annotations

from datetime import datetime

import pytest

from monitor.classify.classifier import Classifier
from monitor.clock import SHANGHAI
from monitor.item import Item

NOW = datetime(2020, 6, 10, 20, tzinfo=SHANGHAI)


@pytest.mark.parametrize(
    ("text", "when"),
    [
        (
            "昨日，某市中级人民法院公开审理法庭门前爆炸案。公诉机关指控，韦某于去年12月4日8时45分引爆一个自制装置，致一名法警死亡。",
            "2019-12-04 08:45:00+08:00",
        ),
        (
            "昨日，某市中级人民法院对烟花仓库爆炸案作出终审裁定，维持原判。法院查明，2017年6月30日15时许，谭某组织工人搬运烟花引起爆炸，造成7人死亡。",
            "2017-06-30 15:00:00+08:00",
        ),
        (
            "国王夫妇9日在大教堂出席弥撒，悼念十年前列车连环爆炸案的死难者。2010年6月9日早晨，四列通勤列车先后爆炸，191人丧生。当天7时37分，第一枚炸弹爆炸。",
            "2010-06-09 07:37:00+08:00",
        ),
        (
            "9日上午，一辆中型客车翻下深沟，造成3人死亡。这辆车早上7时从县城出发，8时20分许，车行至弯道时驶出路外。",
            "2020-06-09 08:20:00+08:00",
        ),
        (
            "9日凌晨发生在南街的火灾已查明伤亡情况，5人受伤。凌晨1时14分，119接报后调派8个中队赶赴现场。",
            "2020-06-09 01:14:00+08:00",
        ),
        ("9日17时，消防员赶赴现场时，8日晚8时许起火的仓库仍在冒烟，1人死亡。", "2020-06-08 20:00:00+08:00"),
    ],
)
def test_the_time_is_that_of_what_befell_people(classifier: Classifier, text: str, when: str) -> None:
    found = classifier.classify(Item("x", "", text, source_kind="local_media", published_at=NOW), NOW)
    assert str(found.occurred_at) == when

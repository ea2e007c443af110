"""Words of harm and denial, in texts that tell of a rumour or an accident and in texts that tell of none."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from monitor.classify.classifier import Classifier
from monitor.item import Item

NOW = datetime(2026, 11, 28, 6, tzinfo=UTC)


@pytest.mark.parametrize(
    "text",
    [
        "昨晚县里发生4.2级地震，经逐村核查，未接到人员伤亡报告，房屋未见倒塌。",
        "今天清晨发生3.8级地震，请大家保持冷静，不要传播未经证实的消息。",
    ],
)
def test_a_report_of_no_casualties_is_no_rumour(classifier: Classifier, text: str) -> None:
    found = classifier.classify(Item("1", "", text, source_kind="local_media", published_at=NOW), NOW)
    assert found.emergency == "earthquake"
    assert "rumour" not in found.flags


def test_a_claim_that_the_police_know_nothing_of_is_one(classifier: Classifier) -> None:
    item = Item(
        "1", "网传商场爆炸？不实", "警方：未接到报警，请勿传播。", source_kind="local_media", published_at=NOW
    )
    assert "rumour" in classifier.classify(item, NOW).flags


@pytest.mark.parametrize(
    "text",
    [
        "三期外墙大面积脱落，可千万别砸到人，和物业说了几回都没用。",
        "他下车踢翻路边的警示牌，还骂人，车就停在路中间。",
    ],
)
def test_what_is_only_feared_or_kicked_over_is_no_emergency(classifier: Classifier, text: str) -> None:
    item = Item("1", "", text, source_kind="hotline", published_at=NOW)
    assert classifier.classify(item, NOW).emergency is None


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("修地铁把天然气管子挖漏了，整条街都是味儿，居民全撤出来了", True),
        ("施工队把煤气管道挖断了，满街煤气味，不敢点火", True),
        ("孩子班上十七个发高烧，学校还让上课", True),
        ("我家燃气管漏气，打电话没人来修", False),
        ("建议把老化燃气管换掉，别哪天挖断了", False),
        ("我们班有三个孩子感冒发烧", False),
    ],
)
def test_a_dug_up_gas_main_and_a_class_with_fever_are_told_in_plain_words(
    classifier: Classifier, text: str, told: bool
) -> None:
    item = Item("1", "", text, source_kind="social", published_at=NOW)
    assert (classifier.classify(item, NOW).emergency is not None) is told

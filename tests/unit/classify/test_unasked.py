"""A report in the media that nobody asks anything in, and a warning, have no disposition; a grievance reported there has one."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from monitor.classify.classifier import Classifier
from monitor.classify.result import Classification
from monitor.item import Item

NOW = datetime(2026, 11, 24, 4, 0, tzinfo=UTC)


def judge(classifier: Classifier, title: str, text: str, kind: str = "local_media") -> Classification:
    return classifier.classify(Item("x", title, text, source_kind=kind, published_at=NOW), NOW)


@pytest.mark.parametrize(
    ("title", "text"),
    [
        ("新线通过消防验收", "专家组测试各类消防设施，各项指标符合规范要求，一致同意新线通过消防验收。"),
        (
            "社区开展消防安全宣传",
            "网格员走进小区发放消防安全手册，检查楼道充电桩，提升居民防范意识，筑牢安全防线。",
        ),
    ],
)
def test_a_report_that_asks_nothing_has_no_disposition(classifier: Classifier, title: str, text: str) -> None:
    found = judge(classifier, title, text)
    assert found.disposition is None
    assert not any("依来源或事件性质" in r for r in found.reasons if r.startswith("实际困难"))


def test_a_warning_has_no_disposition_and_says_why(classifier: Classifier) -> None:
    found = judge(
        classifier, "长春市气象台发布暴雪橙色预警", "长春市气象台27日发布暴雪橙色预警信号，请注意防范。"
    )
    assert (found.relevant, found.disposition) == (True, None)
    assert any(reason.startswith("不定类") for reason in found.reasons)


@pytest.mark.parametrize(
    ("title", "text", "kind"),
    [
        (
            "老小区停水三天无人修",
            "宽城区一老小区停水三天，居民打了多次电话没人管，只能到邻近小区提水。",
            "local_media",
        ),
        ("商场门口这段路", "南关区这段路天黑以后走着很别扭，请看看。", "hotline"),
        (
            "小区烟味飘了一年",
            "记者走访发现，居民抱怨楼下饭店的油烟熏得开不了窗，管道就从窗前过。",
            "local_media",
        ),
    ],
)
def test_a_grievance_keeps_its_disposition(classifier: Classifier, title: str, text: str, kind: str) -> None:
    assert judge(classifier, title, text, kind).disposition == "hardship"


def test_an_emergency_in_the_media_is_a_hardship(classifier: Classifier) -> None:
    found = judge(classifier, "南关区一商场火灾致2人受伤", "昨晚，南关区一商场发生火灾，2人受伤。")
    assert found.disposition == "hardship"


@pytest.mark.parametrize(
    ("source_kind", "title", "text", "disposition"),
    [
        (
            "official_site",
            "停水通知",
            "因管线迁改，8月14日22时至15日6时部分小区停水，请用户提前储水。不便之处敬请谅解。",
            None,
        ),
        ("official_site", "检修公告", "9月4日6时至16时部分线路计划检修停电，涉及安乐街等用户。", None),
        ("official_site", "", "收到停水通知三天了，我家还没来水，投诉电话打不通", "hardship"),
        ("hotline", "停水通知", "小区贴了停水通知，停了四天没人管", "hardship"),
    ],
)
def test_what_an_office_tells_everybody_asks_for_nothing_and_a_complaint_about_it_does(
    classifier: Classifier, source_kind: str, title: str, text: str, disposition: str | None
) -> None:
    item = Item("1", title, text, source_kind=source_kind, published_at=NOW)
    assert classifier.classify(item, NOW).disposition == disposition

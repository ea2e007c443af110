"""Inspections, campaigns, rewards and figures speak of accidents that did not happen: no emergency, whatever words they use."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from monitor.classify.classifier import Classifier
from monitor.classify.result import Classification
from monitor.item import Item

NOW = datetime(2026, 11, 24, 4, 0, tzinfo=UTC)


def judge(classifier: Classifier, title: str, text: str) -> Classification:
    return classifier.classify(Item("x", title, text, source_kind="local_media", published_at=NOW), NOW)


@pytest.mark.parametrize(
    ("title", "text"),
    [
        (
            "消防上门查充电桩",
            "检查组要求商户汲取近年典型火灾事故教训，落实责任，对两处乱拉电线当场责令整改。",
        ),
        ("别再堵住消防车的路", "大队负责人表示，火灾面前每一秒都是命，占用通道的车辆将一律拖离。"),
        (
            "新线消防系统验收",
            "专家组测试了火灾模式下的排烟、广播与闸机，各项指标符合规范，同意通过验收。",
        ),
        (
            "宣传走进社区",
            "宣教员结合身边的火灾事故案例，向居民讲解火灾发生的可怕后果，并发放手册。",
        ),
        (
            "节前抓好景区安全",
            "消防部门分析近期火灾安全形势，约谈景区负责人，要求开展自查自纠。",
        ),
        (
            "多业态场所整治见成效",
            "全市消防部门排查九小场所，确保社会面火灾防控形势稳定，现场曝光三家单位。",
        ),
        (
            "区里召开安全生产会议",
            "会议指出，生产安全事故起数虽有下降，但施工、交通等领域仍不能放松，要压实责任。",
        ),
        (
            "民声热线上线",
            "今年前三季度，各类生产安全事故的起数和死亡人数同比分别下降，现场回应了群众关切。",
        ),
        (
            "举报奖励问答",
            "生产安全事故，按照认定的等级和查实瞒报的人数奖励：一般事故每瞒报1人奖励三万元，较大事故每人四万元，"
            "重大事故每人五万元，特别重大事故每人六万元，总额不超过三十万元。",
        ),
        ("新房电表箱装在门口", "楼盘的电表箱全装在入户门处，发生火灾无处逃生，请领导督促整改。"),
        ("垃圾堆在湖边", "工作人员说这些生活垃圾不会造成水源污染，可我们一直不放心，请求清运。"),
    ],
)
def test_what_is_only_prevented_priced_or_counted_is_no_emergency(
    classifier: Classifier, title: str, text: str
) -> None:
    found = judge(classifier, title, text)
    assert (found.emergency, found.severity) == (None, None)


@pytest.mark.parametrize(
    ("title", "text", "kind", "level"),
    [
        (
            "南关区一商场火灾致4人死亡",
            "昨晚9时，南关区一商场发生火灾，4人死亡。市里要求汲取事故教训，全面排查火灾隐患。",
            "fire",
            "III",
        ),
        (
            "一加工厂深夜火灾",
            "23日23时，绿园区一加工厂发生火灾，现场火势猛烈，消防救援人员正在扑救，二楼住户无处逃生被困。",
            "fire",
            "IV",
        ),
        (
            "化工厂爆炸已致12人死亡",
            "23日晚，一化工厂发生爆炸，已致12人死亡。按规定，事故分一般事故、较大事故、重大事故、特别重大事故。",
            "explosion",
            "II",
        ),
        (
            "通报：一工地坍塌",
            "昨天下午，一工地发生坍塌，2人死亡。该起事故按一般事故、较大事故、重大事故的分级报请认定。",
            "collapse",
            "IV",
        ),
    ],
)
def test_what_happened_stays_an_emergency_beside_words_of_prevention(
    classifier: Classifier, title: str, text: str, kind: str, level: str
) -> None:
    found = judge(classifier, title, text)
    assert (found.emergency, found.severity) == (kind, level)

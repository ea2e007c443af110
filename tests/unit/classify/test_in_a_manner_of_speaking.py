"""Accidents in a manner of speaking, water in the streets, people in the water, and things that fall on somebody."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from monitor.classify.classifier import Classifier
from monitor.classify.result import Classification
from monitor.item import Item

NOW = datetime(2026, 11, 28, 6, tzinfo=UTC)


def _said(classifier: Classifier, text: str) -> Classification:
    return classifier.classify(Item("1", "", text, source_kind="social", published_at=NOW), NOW)


@pytest.mark.parametrize(
    "text",
    [
        "她唱歌真是大型车祸现场",
        "这身造型车祸现场",
        "后防线全线崩塌，简直车祸现场，死伤一片",
        "直播翻车现场，主播的蛋糕塌了",
        "期末考试大型车祸现场",
        "大型翻车现场，笑死我了",
        "被公司裁员的三十人全部阵亡",
    ],
)
def test_a_song_or_a_match_that_is_called_a_crash_is_none(classifier: Classifier, text: str) -> None:
    said = _said(classifier, text)
    assert (said.emergency, said.severity, said.casualty("deaths")) == (None, None, None)


@pytest.mark.parametrize(
    "text",
    [
        "车祸现场惨不忍睹，两个人躺地上",
        "东四环车祸现场，四五台车撞一起",
        "卫星路翻车现场，大货车压了半条道",
        "路过一个车祸现场，堵了半小时",
        "简直大型车祸现场，十几辆车追尾",
    ],
)
def test_a_crash_that_somebody_saw_on_the_road_stays_one(classifier: Classifier, text: str) -> None:
    assert _said(classifier, text).emergency == "traffic_accident"


@pytest.mark.parametrize(
    ("text", "kind", "category"),
    [
        ("积水齐腰深，车都泡了", "flood", "城乡建设"),
        ("地下车库灌满水了，几十台车全泡了", "flood", "城乡建设"),
        ("暴雨，马路成河了，水到大腿根", "flood", "城乡建设"),
        ("屯子里水齐腰深，玉米全泡了，老人困在房顶", "flood", "农村农业"),
        ("河堤决堤，洪水冲进城区", "flood", "农村农业"),
    ],
)
def test_water_in_the_streets_is_the_citys_and_water_in_the_village_is_not(
    classifier: Classifier, text: str, kind: str, category: str
) -> None:
    said = _said(classifier, text)
    assert (said.emergency, said.category) == (kind, category)


@pytest.mark.parametrize(
    "text",
    ["马路看海，一下雨就这样，年年如此", "路面积水到膝盖了，环卫呢", "自来水管爆了，楼道水齐腰，物业不管"],
)
def test_a_puddle_that_comes_with_every_rain_is_a_complaint(classifier: Classifier, text: str) -> None:
    assert _said(classifier, text).emergency is None


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("有人掉冰窟窿里了", "other"),
        ("有人掉江里了，没捞着", "other"),
        ("孩子掉井里了，消防在救", "other"),
        ("水库淹死俩孩子", "other"),
        ("野泡子淹了两个学生", "other"),
        ("暴雨涨水，水库边淹死两个人", "flood"),
        ("手机掉冰窟窿里了", None),
        ("孩子别去冰面，容易掉冰窟窿", None),
        ("河水淹了两个村", None),
    ],
)
def test_who_falls_into_the_water_is_in_danger_and_no_telephone_is(
    classifier: Classifier, text: str, kind: str | None
) -> None:
    assert _said(classifier, text).emergency == kind


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("外墙皮掉下来砸到人了，血流一地", "other"),
        ("广告牌掉下来砸着人了", "other"),
        ("墙皮掉下来砸到人怎么办，谁负责", None),
        ("外墙皮天天往下掉，早晚砸到人", None),
    ],
)
def test_what_has_struck_somebody_is_an_emergency_and_what_may_is_a_complaint(
    classifier: Classifier, text: str, kind: str | None
) -> None:
    assert _said(classifier, text).emergency == kind


@pytest.mark.parametrize(
    ("text", "organ"),
    [
        ("捡到一具尸体", "市公安局"),
        ("家里冷得要命", "市城乡建设委员会"),
        ("小区停水第四天了，物业电话打不通", "市水务局"),
    ],
)
def test_a_few_words_of_a_corpse_a_cold_flat_or_dry_taps_are_a_matter(
    classifier: Classifier, text: str, organ: str
) -> None:
    said = _said(classifier, text)
    assert (said.relevant, said.organs[0]) == (True, organ)


@pytest.mark.parametrize("text", ["小说里侦探发现一具尸体", "家里冷冷清清的过年"])
def test_a_corpse_in_a_novel_and_a_lonely_flat_are_none(classifier: Classifier, text: str) -> None:
    assert not _said(classifier, text).relevant


def test_who_has_been_dead_for_days_when_he_is_found_is_counted(classifier: Classifier) -> None:
    assert _said(classifier, "伊通河里捞上来一个女的，好像死了好几天了").casualty("deaths") == 1

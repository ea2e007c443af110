"""Whose intake of drinking water is cut, where the leak was in a district or county and the water is the city's."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from monitor.classify.classifier import Classifier
from monitor.item import Item

NOW = datetime(2024, 5, 8, 1, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("text", "level"),
    [
        ("5月7日，九台区一化工厂泄漏，饮马河污染，长春市饮用水源地取水口关闭。", "I"),
        ("5月7日，双阳区油罐车侧翻，柴油流入双阳河，长春市自来水厂停止取水。", "I"),
        ("农安县一化工厂苯泄漏污染伊通河，长春市第二水厂紧急停止取水。", "I"),
        ("德惠市境内罐车泄漏，松花江污染，长春市集中式饮用水水源地停止取水。", "I"),
        ("九台区化工厂泄漏，长春市饮用水水源地受污染，已停止取水。", "I"),
        ("因上游磐石市化工厂泄漏，吉林市饮用水水源取水中断。", "I"),
        ("5月7日，九台区一化工厂泄漏，饮马河污染，九台区饮用水源地取水口关闭。", "II"),
        ("长春市农安县一化工厂苯泄漏，县水厂停止取水。", "II"),
        ("长春市德惠市化工厂泄漏，德惠市水厂停止取水。", "II"),
        ("长春市双阳区化工厂泄漏，双阳区水源地取水中断。", "II"),
        ("长春市饮用水安全受威胁，化工厂泄漏后九台区水厂停止取水。", "II"),
        ("吉林省磐石市化工厂泄漏，市自来水公司停止取水。", "II"),
        ("农安县合隆镇化工厂泄漏，农安县自来水厂停止取水。", "II"),
        ("农安县合隆镇化工厂泄漏，镇水厂停止取水。", "III"),
    ],
)
def test_the_level_is_that_of_the_place_whose_water_is_cut(
    classifier: Classifier, text: str, level: str
) -> None:
    said = classifier.classify(Item("1", "", text, source_kind="local_media", published_at=NOW), NOW)
    assert (said.emergency, said.severity) == ("environment", level)


@pytest.mark.parametrize(
    ("text", "level"),
    [
        ("5月7日，涟水河娄底城区饮用水取水口锑浓度异常升高，娄底城区饮用水取水口停止取水。", "I"),
        ("5月7日，兰州市自来水厂水源检出苯超标，兰州自来水厂停止取水。", "I"),
        ("5月7日，靖江市自来水厂取水口水质异常，靖江市水厂停止取水。", "II"),
        ("5月7日，油罐车侧翻，油污流入河道，零陵区水厂关闭取水口。", "II"),
    ],
)
def test_cities_of_other_provinces_are_told_from_county_level_ones_and_districts(
    classifier: Classifier, text: str, level: str
) -> None:
    said = classifier.classify(Item("1", "", text, source_kind="local_media", published_at=NOW), NOW)
    assert (said.emergency, said.severity) == ("environment", level)


@pytest.mark.parametrize(
    ("text", "level"),
    [
        ("5月7日，上游一尾矿库泄漏，吉林市第三水厂取水口已关闭，改由备用水源供水，居民用水未受影响。", "I"),
        ("5月7日，一化工厂违规排放废水，河水氨氮严重超标。松原市饮用水取水被迫中断。", "I"),
        ("5月7日，河段检出挥发酚超标，河面漂着油污。受此影响，牡丹江市暂停从该河段取水。", "I"),
        ("5月7日，一罐车侧翻致苯酚泄漏入河，德惠市自来水厂已中止取水，供水未受影响。", "II"),
        ("5月7日，上游农药厂废水泄漏，如东县自来水厂已暂停供水。", "II"),
        ("5月7日，上游一企业储罐硫酸泄漏，农安县水厂不再从这条河抽水，改抽地下水。", "II"),
        ("5月7日，柴油泄漏入河，太平镇水厂切换至备用水源。", "III"),
    ],
)
def test_an_intake_is_cut_whatever_supplies_the_homes_then(
    classifier: Classifier, text: str, level: str
) -> None:
    said = classifier.classify(Item("1", "", text, source_kind="local_media", published_at=NOW), NOW)
    assert (said.emergency, said.severity) == ("environment", level)


@pytest.mark.parametrize(
    "text",
    [
        "5月7日，上游一化工厂苯胺泄漏。吉林市已做好停止取水的准备，目前供水正常。",
        "5月7日，上游一化工厂苯胺泄漏。永吉县水厂若水质继续恶化将停止取水。",
        "5月7日，上游一化工厂苯胺泄漏。网传榆树市停水系谣言，自来水供应正常。",
        "5月7日，上游一化工厂苯胺泄漏。经拦截，榆树市集中式饮用水水源地没有受到影响。",
        "5月7日，上游一化工厂苯胺泄漏。德惠市制定了关闭取水口的预案。",
        "5月7日，农田灌溉取水泵停用，村民投诉水渠污染。",
        "5月7日，农安县水厂停产检修，污染物超标问题已整改。",
    ],
)
def test_none_is_cut_that_might_be_or_is_not(classifier: Classifier, text: str) -> None:
    said = classifier.classify(Item("1", "", text, source_kind="local_media", published_at=NOW), NOW)
    assert not any(basis.rule.startswith("environment.water") for basis in said.severity_basis)

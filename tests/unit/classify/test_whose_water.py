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

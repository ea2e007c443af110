"""One stray sentence about something else does not take a fresh emergency away."""

from __future__ import annotations

from datetime import datetime

import pytest

from monitor.classify.classifier import Classifier
from monitor.classify.result import Classification
from monitor.clock import SHANGHAI
from monitor.item import Item

NOW = datetime(2026, 10, 8, 9, tzinfo=SHANGHAI)
NEWS = "10月7日14时许，长春市宽城区一家化工厂发生火灾，造成31人死亡、12人受伤。"


def said(classifier: Classifier, text: str, title: str = "") -> Classification:
    return classifier.classify(Item("1", title, text, source_kind="local_media", published_at=NOW), NOW)


@pytest.mark.parametrize("ahead", [True, False])
@pytest.mark.parametrize(
    "stray",
    [
        "附近小区居民以为是消防演习。",
        "该厂上个月刚刚组织过消防演练。",
        "这不是演练。",
        "这一幕像电影里一样。",
        "电视剧《烈火英雄》取景地就在附近。",
        "昨日，法院对2019年另一起事故责任人作出一审判决。",
        "今年以来全省共发生火灾320起，造成45人死亡。",
        "美国白宫对事故表示哀悼。",
        "韩国驻沈阳总领馆称伤者中有1名韩国人。",
        "该厂20年前建厂。",
        "今天是汶川地震16周年。",
        "去年，吉林省梅河口市一工厂爆炸曾造成117人死亡。",
    ],
)
def test_a_stray_sentence_leaves_level_numbers_time_and_place(
    classifier: Classifier, stray: str, *, ahead: bool
) -> None:
    found = said(classifier, stray + NEWS if ahead else NEWS + stray)
    assert (found.relevant, found.local, found.emergency, found.severity) == (True, True, "fire", "I")
    assert (found.casualty("deaths"), found.regions, found.track) == (31, ("220103",), "press_conference")
    assert found.occurred_at == datetime(2026, 10, 7, 14, tzinfo=SHANGHAI)


@pytest.mark.parametrize("title", ["长春化工厂火灾31死，网友：比电影还惨", "这不是演习！长春化工厂大火"])
def test_nor_does_a_comparison_in_the_headline(classifier: Classifier, title: str) -> None:
    assert said(classifier, NEWS, title).severity == "I"


def test_figures_of_other_years_leave_a_fresh_one_without_numbers_of_its_own(classifier: Classifier) -> None:
    text = (
        "昨天下午，长春市朝阳区一小区发生燃气爆炸，多人受伤送医。近年来，类似事故时有发生，已造成45人死亡。"
    )
    found = said(classifier, text)
    assert (found.relevant, found.emergency, found.casualty("deaths")) == (True, "explosion", None)


@pytest.mark.parametrize(
    ("title", "text"),
    [
        ("", NEWS + "这是我市举行的一次危化品应急演练的一幕。"),
        ("", NEWS + "这是宽城区消防大队组织的消防演练现场。"),
        ("", "10月7日，宽城区开展消防演练。9时许，化工厂发生爆炸，31人受伤，救援队迅速出动。"),
        ("", NEWS + "以上是电影《烈火》的剧情，该片将于元旦上映。"),
        ("", "10月7日，长春中院一审宣判。2023年1月5日，被告人经营的工厂发生火灾，造成11人死亡。"),
        ("", "昨日，长春一起火灾事故案一审宣判。事故造成11人死亡，被告人被判有期徒刑七年。"),
        ("", "10月7日，韩国首尔。当地时间14时许，一家化工厂发生火灾，造成31人死亡。"),
        ("", "今年以来全市共发生火灾320起，造成45人死亡。昨天，又发生火灾3起，死亡1人。"),
        ("海原大地震九十周年祭", "1920年海原发生8.5级地震，28万人遇难。昨天上午，专家在地震博物馆献花。"),
        ("尼泊尔再发强震", "12日尼泊尔7.5级地震。记者7日获悉，昨天西藏聂拉木县地震有1人死亡、6人受伤。"),
    ],
)
def test_what_a_report_is_about_is_not_set_aside(classifier: Classifier, title: str, text: str) -> None:
    assert said(classifier, text, title).severity is None

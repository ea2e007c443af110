"""A happening of today stays one of today, whatever older one is recalled or compared behind it."""

from __future__ import annotations

from datetime import datetime

import pytest

from monitor.classify.classifier import Classifier
from monitor.classify.result import Classification
from monitor.clock import SHANGHAI
from monitor.item import Item

NOW = datetime(2026, 10, 8, 18, tzinfo=SHANGHAI)


def said(classifier: Classifier, text: str) -> Classification:
    item = Item("1", "", text, source_kind="local_media", published_at=NOW)
    return classifier.classify(item, NOW)


@pytest.mark.parametrize(
    "text",
    [
        "长春市绿园区一小区发生爆炸，造成12人死亡、30人受伤。2015年天津港爆炸造成165人遇难。",
        "长春市绿园区一小区发生爆炸，造成12人死亡、30人受伤。2015年8月12日天津港爆炸造成165人遇难。",
        "长春市绿园区一厂房垮塌，12名工人遇难。该厂去年曾发生坍塌，2人死亡。",
        "长春市某小区12人在爆炸中遇难。去年，该小区也发生过一起爆炸。",
        "长春市宽城区爆炸造成12人死亡，与去年同期相比，全市事故起数下降。",
        "长春一居民楼火灾，12人遇难。据统计，去年全市发生火灾120起，死亡15人，同比上升。",
        "长春宽城区一冷库火灾，造成12人死亡。十年前的6月3日，一场大火夺走121条生命。",
        "长春一工地塔吊倒塌，12人死亡。这是该公司三年前坍塌事故后又一起。",
    ],
)
def test_an_older_happening_behind_it_does_not_age_the_one_reported(
    classifier: Classifier, text: str
) -> None:
    found = said(classifier, text)
    assert (found.relevant, found.severity, found.casualty("deaths")) == (True, "II", 12)


@pytest.mark.parametrize(
    "text",
    [
        "去年，长春市宽城区一厂房爆炸，造成12人死亡。",
        "2015年，长春市宽城区一厂房爆炸，造成12人死亡。",
        "2015年8月12日，天津港爆炸造成165人遇难。长春市开展排查。",
        "长春某厂爆炸事故调查报告公布。2015年8月12日，该厂发生爆炸，造成12人死亡。",
        "长春一冷库爆炸造成12人死亡。该事故发生于2015年8月12日，今天宣判。",
        "今年以来，全市发生火灾120起，死亡12人，同比下降10%，去年同期15人。",
        "全市火灾120起，死亡12人，同比下降10%，去年同期15人。",
        "全市交通事故死亡人数12人，与去年同期相比下降。",
    ],
)
def test_what_is_itself_old_or_a_figure_of_the_year_is_not_graded(classifier: Classifier, text: str) -> None:
    assert said(classifier, text).severity is None


GRAVE = "10月7日14时许，长春市宽城区一家化工厂发生火灾，造成31人死亡、12人受伤。"
ASIDES = [
    "附近小区居民以为是消防演习。",
    "该厂上个月刚刚组织过消防演练。",
    "该厂每季度开展一次应急演练。",
    "这不是演练。",
    "这一幕像电影里一样。",
    "有人说小说里都不敢这么写。",
    "电视剧《烈火》取景地就在附近。",
    "昨日，法院对2019年另一起事故责任人作出一审判决。",
    "今年以来全省共发生火灾320起，造成45人死亡。",
    "韩国驻沈阳总领馆称伤者中有1名韩国人。",
    "该厂20年前建成。",
]


@pytest.mark.parametrize("aside", ASIDES)
@pytest.mark.parametrize("ahead", [True, False])
def test_a_remark_beside_a_grave_happening_of_these_days_hides_none_of_it(
    classifier: Classifier, aside: str, ahead: bool
) -> None:
    found = said(classifier, aside + GRAVE if ahead else GRAVE + aside)
    assert (found.relevant, found.severity, found.casualty("deaths")) == (True, "I", 31)


@pytest.mark.parametrize(
    "background",
    [
        "据统计，我国每年因此类事故死亡1200人。",
        "近年来，类似事故时有发生，已造成45人死亡。",
        "今年全市火灾死亡35人。",
        "数据显示，去年全国此类事故共造成1959人死亡。",
        "2015年天津港爆炸造成165人遇难。",
        "去年，吉林省梅河口市一工厂爆炸曾造成17人死亡。",
        "依据规定，造成30人以上死亡的为特别重大事故。",
        "造成10人以上死亡就构成重大事故。",
    ],
)
def test_the_dead_of_other_happenings_are_none_of_one_that_names_no_number(
    classifier: Classifier, background: str
) -> None:
    found = said(classifier, "昨天下午，长春市朝阳区一小区发生燃气爆炸，多人受伤送医。" + background)
    assert (found.relevant, found.severity, found.casualty("deaths")) == (True, "IV", None)


@pytest.mark.parametrize(
    "text",
    [
        "10月7日，长春市应急管理局举行应急演练，模拟宽城区一家化工厂发生火灾，造成31人死亡、12人受伤。",
        "10月7日14时许，长春市宽城区一家化工厂发生火灾，造成3人死亡。这是组织的消防演练现场。演练中，各部门配合。",
        "10月7日，长春市中级法院对宽城区化工厂火灾案一审判决，该火灾造成31人死亡。",
        "2021年5月7日14时许，长春市宽城区一家化工厂发生火灾，造成31人死亡。昨日，法院一审判决被告人有期徒刑七年。",
        "新电影《火》10月7日上映，讲述一家化工厂发生火灾，31人死亡的故事，电影由甲主演。",
        "新华社东京10月7日电 据日本媒体报道，10月7日，东京一化工厂发生火灾，造成31人死亡、12人受伤。",
        "10月7日，长春市应急管理局发布统计数据：今年以来全市共发生火灾320起，死亡12人，同比下降10%。",
    ],
)
def test_a_drill_a_trial_a_film_and_a_statistic_of_these_days_are_not_graded(
    classifier: Classifier, text: str
) -> None:
    assert said(classifier, text).severity is None


@pytest.mark.parametrize(
    ("counts", "name", "value"),
    [
        ("52人重伤3人死亡", "seriously_injured", 52),
        ("12人失联3人遇难", "missing", 12),
        ("12人受伤3人死亡", "injured", 12),
        ("12名伤者中3人死亡", "injured", 9),
    ],
)
def test_the_dead_told_right_behind_a_count_are_of_it_only_where_the_words_say_so(
    classifier: Classifier, counts: str, name: str, value: int
) -> None:
    found = said(classifier, f"10月7日，长春市宽城区一家化工厂发生爆炸，造成{counts}。")
    assert (found.casualty("deaths"), found.casualty(name)) == (3, value)


@pytest.mark.parametrize(
    ("ill", "level"),
    [
        ("100", "III"),
        ("101", "II"),
        ("100余", "II"),
        ("超过100", "II"),
        ("一百多", "II"),
        ("近100", "III"),
        ("90余", "III"),
    ],
)
def test_more_than_a_hundred_poisoned_are_above_a_hundred(
    classifier: Classifier, ill: str, level: str
) -> None:
    found = said(classifier, f"10月7日，长春市朝阳区一小学发生食物中毒，{ill}名学生中毒，1人死亡。")
    assert found.severity == level


@pytest.mark.parametrize(
    "law",
    ["如果死亡人数达到30人，将定为特别重大事故。", "条例将造成10人以上30人以下死亡的事故列为重大事故。"],
)
def test_the_name_of_a_level_in_a_rule_or_a_supposition_grades_nothing(
    classifier: Classifier, law: str
) -> None:
    text = "10月7日14时许，长春市宽城区一家化工厂发生火灾，有人员受伤。" + law
    assert said(classifier, text).severity == "IV"

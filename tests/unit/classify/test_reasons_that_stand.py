"""What is said of a matter can be defended by the words beside it: no place, no number, no wrong view where somebody only suffers."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from monitor.classify.classifier import Classifier
from monitor.classify.result import Classification
from monitor.item import Item

NOW = datetime(2026, 11, 24, 4, 0, tzinfo=UTC)


def said(classifier: Classifier, text: str, kind: str = "social") -> Classification:
    return classifier.classify(Item("x", "", text, source_kind=kind, published_at=NOW), NOW)


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("农安县税务局合隆分局通知我补缴契税，称之前少缴，但当时是窗口自己算的", "hotline"),
        ("南关区某超市拒收现金，只让扫码，老人买不了东西", "hotline"),
        ("我的征信报告有一条不是我的逾期记录，到人民银行申请异议一个月没有答复", "hotline"),
        ("哈尔滨道里区一小区停暖三天，居民冻得睡不着", "portal"),
    ],
)
def test_no_place_and_no_bare_number_is_cited_for_what_the_model_decided(
    classifier: Classifier, text: str, kind: str
) -> None:
    own = ("群众切身利益", "政府形象公信", "重大决策落实", "实际困难", "误解误读", "错误观点", "未经证实")
    reasons = "".join(r for r in said(classifier, text, kind).reasons if r.startswith(own))
    for words in ("农安县", "南关区", "道里区", "一个月", "一条", "三天"):
        assert f"“{words}”" not in reasons


@pytest.mark.parametrize(
    "text",
    [
        "E5县政府拟设生活垃圾焚烧厂于江边工业园，离城区不到8公里，不顾几十万百姓的身体健康，望省里督察",
        "郭市长，您来也有五年多了，年年的财政报告都是增长，为何单位职工的工资福利却上不来呢",
        "菜市场二楼有一群人长期召集老年人听课推销孢子粉，请工商和食药监部门调查取缔，避免老年人上当",
    ],
)
def test_a_plain_complaint_to_an_office_is_no_wrong_view_by_the_model_alone(
    classifier: Classifier, text: str
) -> None:
    assert said(classifier, text, "mailbox").disposition != "erroneous"


def test_a_wrong_view_about_the_authorities_stays_one(classifier: Classifier) -> None:
    text = "环保督察就是走秀，督察组来了工厂放假，走了照冒，上面下面串通好的，做给人看"
    assert said(classifier, text, "forum").disposition == "erroneous"


@pytest.mark.parametrize(
    "text",
    [
        "吉林省博物院闭馆维修一年了还没开，没个公告",
        "小区门口的路修完半年了还没通车，也没个通知",
    ],
)
def test_who_complains_that_nothing_was_announced_announces_nothing(
    classifier: Classifier, text: str
) -> None:
    assert said(classifier, text).disposition == "hardship"


def test_who_gathers_to_demand_something_has_a_demand(classifier: Classifier) -> None:
    assert said(classifier, "退役士兵聚集市政府门前讨要安置岗位，长春").disposition == "hardship"


def test_a_bullied_child_whose_school_does_nothing_is_sensitive_and_a_major_problem(
    classifier: Classifier,
) -> None:
    result = said(classifier, "女儿在南关区某初中被霸凌，视频都有，学校压着不处理")
    assert {"sensitive", "major_problem"} <= set(result.flags)
    assert result.opinion_level in ("orange", "red")


def test_a_lesson_against_bullying_raises_no_flag(classifier: Classifier) -> None:
    result = said(classifier, "南关区某初中举行反霸凌主题班会，检察官给同学讲防范欺凌", "local_media")
    assert not {"sensitive", "major_problem"} & set(result.flags)


def test_what_everybody_tells_each_other_and_asks_the_office_about_is_unverified(
    classifier: Classifier,
) -> None:
    result = said(classifier, "长春自来水有毒？都在传净月水厂被投毒，超市水抢光了，求官方出来说句话")
    assert "unverified" in result.flags


@pytest.mark.parametrize(
    "text",
    [
        "龙嘉机场出发大厅一帮黑车司机拉客，还堵门",
        "亚泰大街是长春最拥堵路段，居民每天都堵车",
        "单元门口总有私家车堵门，业主出不去",
    ],
)
def test_cars_that_block_a_way_are_no_sensitive_matter(classifier: Classifier, text: str) -> None:
    assert "sensitive" not in said(classifier, text).flags

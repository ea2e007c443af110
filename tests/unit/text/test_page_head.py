from __future__ import annotations

from datetime import date, datetime

import pytest

from monitor.classify.classifier import Classifier
from monitor.clock import SHANGHAI
from monitor.item import Item
from monitor.text.clean import clean_text

REPORT = "昨天下午，宽城区一处仓库起火，3人死亡。"
LINE = "2026年11月20日讯，"


@pytest.mark.parametrize(
    "head",
    [
        "2026-11-20 10:00 来源：某某网 作者：张某",
        "发布时间：2026-11-20 10:00:05",
        "来源：某某日报 2026-11-20 10:00 编辑：王某 阅读量：12035",
        "时间：2026/11/20 10:00 来源：某某网 点击：125次 【字体：大 中 小】",
        "2026年11月20日 10:00",
        "2026-11-20 来源：某某网",
        "作者：张某 发布时间：2026年11月20日",
    ],
)
def test_the_line_in_which_a_page_dates_itself_is_a_dateline(head: str) -> None:
    assert clean_text(f"{head}\n{REPORT}") == LINE + REPORT
    assert clean_text(f"<div>{head}</div><p>{REPORT}</p>") == LINE + REPORT


def test_that_line_may_stand_below_the_headline() -> None:
    head = "2026-11-20 10:00 来源：某某网 作者：张某"
    assert clean_text(f"宽城区一仓库起火\n{head}\n{REPORT}") == f"宽城区一仓库起火\n{LINE}{REPORT}"


@pytest.mark.parametrize("crumbs", ["首页 > 新闻中心 > 社会新闻 > 正文", "您的位置：首页 > 新闻 > 正文"])
def test_the_way_through_a_page_is_no_part_of_the_report(crumbs: str) -> None:
    assert clean_text(f"{crumbs}\n{REPORT}") == REPORT
    assert clean_text(f"{crumbs}\n2026-11-20 10:00 来源：某某网\n{REPORT}") == LINE + REPORT
    assert clean_text(f"首页打不开了\n{REPORT}") == f"首页打不开了\n{REPORT}"


@pytest.mark.parametrize(
    "text",
    [
        "2026-11-20 10:00 某厂爆炸",
        "2026-11-20 10:00 某厂爆炸\n目前3人死亡。",
        "2026-11-20 10:00\n地点：某厂\n事故：爆炸，3人死亡",
        "时间：2026-11-20 10:00\n地点：某厂",
        "2026-11-20 10:00\n某厂爆炸\n2026-11-20 10:20\n消防员到场",
        "2026年11月20日\n某厂爆炸，3人死亡。",
        "某厂爆炸\n2026-11-20 10:00 来源：某某网",
        "来源：某某网\n2026年的事故",
    ],
)
def test_an_hour_that_tells_what_happened_stays(text: str) -> None:
    assert clean_text(text).replace(" ", "") == text.replace(" ", "")


@pytest.mark.parametrize("published", [True, False])
def test_the_hour_of_the_page_is_no_hour_of_the_happening(classifier: Classifier, published: bool) -> None:
    at = datetime(2026, 11, 20, 10, tzinfo=SHANGHAI)
    now = datetime(2026, 11, 20, 12, tzinfo=SHANGHAI)
    item = Item("1", "", f"2026-11-20 10:00 来源：某某网\n{REPORT}", published_at=at if published else None)
    found = classifier.classify(item, now)
    assert found.occurred_at == date(2026, 11, 19)
    assert (found.emergency, found.severity) == ("fire", "III")


@pytest.mark.parametrize(
    "text", [REPORT, "今日凌晨2时，宽城区一处仓库起火，目前3人死亡。", "宽城区一处仓库起火，目前3人死亡。"]
)
@pytest.mark.parametrize("published", [True, False])
def test_a_page_of_years_ago_is_no_emergency_of_the_day(
    classifier: Classifier, text: str, published: bool
) -> None:
    now = datetime(2026, 11, 20, 12, tzinfo=SHANGHAI)
    raw = f"2013-05-03 10:00 来源：某某网\n{text}"
    old = Item("1", "", raw, published_at=now if published else None)
    found = classifier.classify(old, now)
    assert (found.emergency, found.relevant, found.severity) == ("fire", False, None)


def test_a_report_with_a_dateline_of_its_own_is_dated_by_that(classifier: Classifier) -> None:
    raw = "2026-11-20 07:00 来源：某某网\n某某日报长春11月19日讯 今天凌晨1时，宽城区一处仓库起火。"
    found = classifier.classify(Item("1", "", raw), datetime(2026, 11, 20, 12, tzinfo=SHANGHAI))
    assert found.occurred_at == datetime(2026, 11, 19, 1, tzinfo=SHANGHAI)


def test_the_year_of_the_page_makes_no_old_happening_new(classifier: Classifier) -> None:
    text = "2004年9月1日，某国一所中学被武装分子占领，1100余人被扣为人质。三天后，334人丧生。"
    now = datetime(2026, 11, 20, 12, tzinfo=SHANGHAI)
    for raw in (text, f"2026-11-20 10:00 来源：某某网\n{text}", f"1.{text}\n2.幸存者今年讲述了经过。"):
        found = classifier.classify(Item("1", "人质事件亲历者讲述", raw, published_at=now), now)
        assert found.severity is None

"""Walks through memorials, monthly figures, collections of cases, reviews of films, and former accidents in a complaint."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from monitor.classify.classifier import Classifier
from monitor.classify.emergencies.framing import Word
from monitor.classify.emergencies.remembered import is_remembered
from monitor.classify.emergencies.retold import is_case_collection, is_monthly, is_review
from monitor.classify.result import Classification
from monitor.item import Item

NOW = datetime(2026, 11, 27, 10, 0, tzinfo=UTC)


def judge(classifier: Classifier, title: str, text: str, source: str = "local_media") -> Classification:
    return classifier.classify(Item("x", title, text, source_kind=source, published_at=NOW), NOW)


@pytest.mark.parametrize(
    ("title", "text"),
    [
        (
            "又到映秀",
            "漩口的菜花谢了。钟楼停在两点二十八分。2008年5月12日14时28分，8.0级。汶川特大地震共造成69227人遇难，17923人失踪。孩子们从墙下走过。",
        ),
        (
            "老账本",
            "他翻开发黄的账本。1998年4月6日凌晨，三号井瓦斯爆炸。37个工友没有上来，名字都写在最后一页。如今矿早关了。",
        ),
        ("11月份全市法定传染病概况", "2026年11月，全市共报告法定传染病1863例，死亡24人。"),
        ("全国传染病概况", "2026年10月，全国（不含港澳台）共报告法定传染病1023456例，死亡2134人。"),
        ("消防警示案例汇编", "案例一：一居民楼电动车起火，造成11人死亡。案例二：一商铺火灾致5人死亡。"),
        (
            "有限空间事故案例剖析",
            "3名工人清池时中毒，救援人员盲目施救，最终造成6人死亡。原因：未通风、未检测。",
        ),
        (
            "一口气看完《深井》",
            "豆瓣7.4。导演是拍纪录片出身。北方某县煤矿透水，最后救上来九个，死了十四个。影院里没人说话。",
        ),
        (
            "二刷《烈火七十二小时》",
            "爆炸那场戏拍得克制，31个消防员只回来9个。男主演技在线，配乐催泪，给四星。",
        ),
    ],
)
def test_what_is_remembered_counted_or_reviewed_has_no_level(
    classifier: Classifier, title: str, text: str
) -> None:
    assert judge(classifier, title, text).severity is None


@pytest.mark.parametrize(
    ("title", "text", "level"),
    [
        ("老街又起火", "2009年3月5日，这条街烧过一回。昨天凌晨4时许，老街再次发生火灾，造成3人死亡。", "III"),
        (
            "化工厂爆炸12人遇难",
            "昨天上午，化工厂发生爆炸，造成12人死亡。2015年8月12日，天津港爆炸造成165人遇难。",
            "II",
        ),
        ("电影院火灾致10死", "昨晚，一家影院发生火灾，正在放映《流浪》的二号厅内10人遇难，11人受伤。", "II"),
        ("商铺火灾致5死", "昨天23时许，一商铺发生火灾，造成5人死亡。省里要求深刻汲取典型案例教训。", "III"),
        ("霍乱疫情", "昨天，我县新增霍乱确诊病例3例，死亡3人，均为同一小区居民。", "III"),
    ],
)
def test_what_happened_these_days_keeps_its_level_beside_what_is_remembered(
    classifier: Classifier, title: str, text: str, level: str
) -> None:
    assert judge(classifier, title, text).severity == level


def test_a_day_of_old_beside_the_name_of_the_happening_makes_it_remembered() -> None:
    text = "又是五月。2008年5月12日14时28分。大地震共造成69227人遇难。今天天晴。"
    word = Word("地震", "text", text.index("地震"), text.index("地震") + 2)
    assert is_remembered(text, [word], date(2018, 5, 12))
    assert not is_remembered(text, [word], date(2009, 5, 12))
    assert not is_remembered(text.replace("大地震", "昨天的大地震"), [word], date(2018, 5, 12))
    assert not is_remembered(text, [Word("地震", "title", 0, 2)], date(2018, 5, 12))


def test_a_review_names_a_work_and_several_things_that_only_a_work_has() -> None:
    assert is_review("《深井》", "导演拍得好，片尾有彩蛋，豆瓣7分。")
    assert not is_review("《深井》剧组大巴翻车", "导演受伤。")
    assert not is_review("电影院火灾", "影院正在放映《流浪》，观影的人往外跑。")


def test_cases_of_these_days_are_no_collection() -> None:
    assert is_case_collection("有限空间典型案例（二）", "案例三 某厂清池，3人死亡。")
    assert not is_case_collection("通报一起典型案例", "昨天8时，某厂清池，3人死亡。")


def test_daily_figures_of_an_outbreak_are_no_monthly_ones() -> None:
    assert is_monthly("2月份全省法定传染病疫情概况", "")
    assert not is_monthly("新增确诊病例3例", "11月27日0时至24时，全市新增霍乱确诊病例3例。")


def test_a_former_accident_in_a_clause_of_its_own_is_no_emergency(classifier: Classifier) -> None:
    text = "来电人反映：楼道内持续有异味。该小区前年4栋曾因燃气泄漏爆燃烧伤过一家三口，请别等炸了才来。"
    assert judge(classifier, "", text, "hotline").severity is None


def test_what_a_thing_was_taken_for_takes_nothing_abroad(classifier: Classifier) -> None:
    text = (
        "“我还以为美国导弹打偏了。”八面通镇的老夏说。昨晚8点，镇上一家浴池的锅炉炸了，锅炉工死亡，两人受伤。"
    )
    result = judge(classifier, "浴池锅炉飞上天", text)
    assert result.severity == "IV"
    assert result.relevant


def test_since_when_a_thing_has_stood_may_be_said_behind_the_deed(classifier: Classifier) -> None:
    text = "昨天16时许，一座建于上世纪七十年代的拱桥在拆除中断成三截，五名工人掉到河滩上，1人死亡。"
    assert judge(classifier, "旧桥拆除时断开", text).severity == "IV"


@pytest.mark.parametrize(
    ("title", "text"),
    [
        (
            "网传商场“失火烧死人”？真相来了",
            "昨晚，一段视频在微信群疯转，配文称“着火，烧死好几个”。消防救援大队值班员表示，系红色轮廓灯在调试，现场没有火情。",
        ),
        (
            "“幼儿园塌了埋了人”？",
            "昨天网传一幼儿园“塌了，埋了三个娃”。拆的是旁边的旧围墙，并非坍塌，孩子们正在吃饭。",
        ),
    ],
)
def test_a_rumour_that_is_answered_with_nothing_of_the_kind_leaves_no_emergency(
    classifier: Classifier, title: str, text: str
) -> None:
    assert judge(classifier, title, text).emergency is None


def test_a_rumour_beside_what_really_burnt_leaves_the_fire(classifier: Classifier) -> None:
    text = "昨晚网传某商场着火“死了好几个”。通报：昨天20时许三楼库房起火，现场没有人员伤亡，明火已扑灭。"
    assert judge(classifier, "网传商场着火死人", text).severity == "IV"


def test_a_festive_crowd_is_no_mass_incident(classifier: Classifier) -> None:
    text = (
        "昨天下午，镇政府院内锣鼓喧天，“送书下乡”活动正在举行，摊点前聚集了1000多人，农民反映了自己的需求。"
    )
    assert judge(classifier, "寒冬送暖", text).emergency is None


@pytest.mark.parametrize(
    ("title", "text", "level"),
    [
        ("一个展厅", "周末带孩子看了地震博物馆，展厅入口写着：24.2万人遇难，大地震毁了整座城。", None),
        (
            "来信照登",
            "编辑同志：2020年10月，我儿子在烟花厂干活，厂里爆炸，一起没了四个人，赔偿到现在还差一半。",
            None,
        ),
        ("遗址公园游船侧翻", "27日上午，遗址公园一游船侧翻，3人死亡。", "III"),
        ("厂房坍塌", "27日上午，2019年10月建成的一座厂房坍塌，3人死亡。", "III"),
        ("纪念馆", "纪念馆发生火灾，3人死亡，消防正在扑救。", "III"),
    ],
)
def test_a_memorial_or_a_year_tells_what_is_over_and_where_it_is_told_so(
    classifier: Classifier, title: str, text: str, level: str | None
) -> None:
    assert judge(classifier, title, text).severity == level


def test_findings_that_were_never_published_are_a_grievance_of_today(classifier: Classifier) -> None:
    text = "编辑同志：三年前小区爆燃，死了两个人，调查结论到现在没公布，我们业主等了三年。"
    result = judge(classifier, "三年前的那场爆燃", text)
    assert result.relevant
    assert result.severity is None

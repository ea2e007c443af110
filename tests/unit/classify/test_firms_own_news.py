"""What a firm tells of itself is nobody's matter; what it does to people, workers and the ground is."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest

from monitor.classify.classifier import Classifier
from monitor.classify.matter.genres import Genres
from monitor.classify.rules import read_rules
from monitor.item import Item

CONFIG = Path(__file__).resolve().parents[3] / "config"
NOW = datetime(2026, 11, 24, tzinfo=UTC)


@pytest.fixture(scope="module")
def genres() -> Genres:
    rules = read_rules(CONFIG).relevance
    return Genres(rules.genres, rules.complains)


def _genre(genres: Genres, text: str) -> str | None:
    found = genres.find("", text, where="nowhere", stands=False)
    return found.name if found else None


@pytest.mark.parametrize(
    ("genre", "text"),
    [
        ("business", "北方水处理股份披露半年报，营收同比增长两成，污水项目订单充足"),
        ("business", "暖通龙头完成C轮融资，估值过百亿"),
        ("business", "某集团荣获年度社会责任企业称号，董事长致辞"),
        ("business", "连锁洗车品牌在全省门店突破三百家，洪涝期间也照常营业"),
        ("business", "房企竞得城东宅地，溢价率百分之十二"),
        (
            "registry",
            "企查查APP显示，近日城北环境工程公司成立，注册资本两千万元，经营范围包含水污染治理、固体废物治理",
        ),
    ],
)
def test_a_firms_own_news_is_no_matter(genres: Genres, genre: str, text: str) -> None:
    assert _genre(genres, text) == genre


@pytest.mark.parametrize(
    "text",
    [
        "半年报营收好看，可集团拖欠我们工程款两年了",
        "董事长刚上台领金奖，厂里的废水就排进了稻田",
        "上市公司厂区起火，年产能十万吨的车间停了",
        "品牌门店突破两万家，奶茶里喝出蟑螂没人理",
        "企查查APP显示，这家预付卡公司注册资本一千万，人已经跑路",
        "独角兽公司完成融资后裁员，工人拿不到补偿",
        "公司财报被疑财务造假，证监会立案",
        "车企新品发布会刚完，老车主的退款还没到",
        "市政府与集团签下战略合作，市民担心征地",
    ],
)
def test_what_a_firm_does_to_people_stays_with_the_model(genres: Genres, text: str) -> None:
    assert _genre(genres, text) is None


def test_a_fire_at_a_listed_firm_stays_an_emergency(classifier: Classifier) -> None:
    text = "昨日下午，长春一家上市公司的仓库起火，2人死亡。公司称年产能不受影响，股价收跌。"
    said = classifier.classify(Item("1", "", text, source_kind="local_media", published_at=NOW), NOW)
    assert said.relevant and said.emergency == "fire" and said.severity == "IV"


def test_a_letter_that_first_tells_what_a_firm_says_of_itself_is_a_matter(genres: Genres) -> None:
    said = "这家公司号称行业龙头，与多家集团战略合作，招加盟商，门店突破千家，注册资本三千万元"
    letter = said + "。" + "入会时介绍的人说每个月都有分红，手册上也这样写。" * 12 + "如今退不了费，求处理"
    found = [genres.find("", letter, where="nowhere", stands=False, addressed=at) for at in (False, True)]
    assert found[0] is not None and found[0].name == "business"
    assert found[1] is None


@pytest.mark.parametrize(
    ("genre", "text"),
    [
        ("home_advice", "洗衣机一甩干就满屋走，有什么好办法"),
        ("home_advice", "娃咳嗽半个月了，喝点什么能压一压"),
        ("scenery", "广场的喷泉和彩灯太美了，值得拍照"),
        ("short_advert", "公交站牌广告位招商，价格从优"),
    ],
)
def test_household_questions_praise_of_sights_and_short_adverts_are_no_matter(
    genres: Genres, genre: str, text: str
) -> None:
    assert _genre(genres, text) == genre


@pytest.mark.parametrize(
    "text",
    [
        "全班都咳嗽，教室刚刷的漆，怎么办",
        "自来水发白，烧水壶里一层渣，怎么清洗",
        "广场彩灯好看是好看，亮得整栋楼睡不着",
        "银杏太美，可惜昨天全砍了",
        "楼道里贴满防水补漏，撕了又贴",
    ],
)
def test_what_offices_must_see_to_is_none_of_these(genres: Genres, text: str) -> None:
    assert _genre(genres, text) is None

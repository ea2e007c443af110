"""When and where of what letters, posts and looks back tell: each class with what must not be taken for it."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path

import pytest

from monitor.classify.classifier import Classifier
from monitor.classify.result import Classification
from monitor.clock import SHANGHAI
from monitor.item import Item

CONFIG = Path(__file__).resolve().parents[3] / "config"
REPORTED = "2021-06-12T10:00"


@pytest.fixture(scope="module")
def classifier() -> Classifier:
    return Classifier.load(CONFIG)


def read(classifier: Classifier, text: str, title: str = "", reported: str = REPORTED) -> Classification:
    now = datetime.fromisoformat(reported).replace(tzinfo=SHANGHAI)
    item = Item(id="1", title=title, text=text, source_kind="forum", published_at=now)
    return classifier.classify(item, now)


def when(classifier: Classifier, text: str, title: str = "", reported: str = REPORTED) -> str | None:
    """The time to the minute, else the day."""
    found = read(classifier, text, title, reported).occurred_at
    if isinstance(found, datetime):
        return f"{found.astimezone(SHANGHAI):%Y-%m-%dT%H:%M}"
    return found.isoformat() if isinstance(found, date) else None


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("上个月的26号，村里打起来了，一人被捅伤。", "2021-05-26"),
        ("这个月5号，工地脚手架塌了，摔断我三根肋骨。", "2021-06-05"),
        ("上月28号，化工厂又偷排，河里鱼死了一片。", "2021-05-28"),
        ("孩子昨天（周五）吃完学校午饭就上吐下泻。", "2021-06-11"),
        ("前天晚上（其实是昨天凌晨了），一楼电动车着火。", "2021-06-11"),
        ("6.10号晚上小区配电室着火了。", "2021-06-10"),
    ],
)
def test_a_day_that_is_told_as_people_speak_is_a_day(
    classifier: Classifier, text: str, expected: str
) -> None:
    assert when(classifier, text) == expected


def test_the_first_days_of_the_lunar_year_are_days_only_then(classifier: Classifier) -> None:
    text = "初二上午11点，放鞭炮把柴垛点着了，烧了三户。"
    assert when(classifier, text, reported="2022-02-05T07:30") == "2022-02-02T11:00"
    assert when(classifier, text, reported="2022-06-05T07:30") != "2022-02-02T11:00"


@pytest.mark.parametrize(
    "text",
    [
        "本月8.4号楼的住户都说水压小。",
        "物业费贵一点也没什么，服务好一点，我们就交。",
        "提一点建议，路灯太暗。",
    ],
)
def test_a_house_or_a_little_is_no_time(classifier: Classifier, text: str) -> None:
    assert when(classifier, text) is None


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2021年6月9日 星期三 雨\n吃完饭，对面楼轰隆一声塌了半边，埋了人。", "2021-06-09"),
        ("2021.6.9 晚上八点左右\n我在厂门口等人，车间突然爆炸。", "2021-06-09T20:00"),
        ("编辑部：\n昨天下午，我们厂的锅炉炸了，伤了三个人。\n一工人\n2021年6月10日", "2021-06-09"),
        ("今天（6月12日）\n早上7点35分左右\n某小区14楼\n发生天然气闪爆", "2021-06-12T07:35"),
    ],
)
def test_a_line_with_a_day_says_from_when_the_text_is_told(
    classifier: Classifier, text: str, expected: str
) -> None:
    assert when(classifier, text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "时间：6月12日7时\n地点：区政府会议室\n区长：11日23时10分，化纤车间起火，3人遇难。",
            "2021-06-11T23:10",
        ),
        ("来电时间：2021年6月12日9时\n来电人反映：11日晚上锅炉房起火，物业不管。", "2021-06-11"),
        ("按计划，封锁时间为2时至4时。6月12日5时26分，货车撞上工人，6人死亡。", "2021-06-12T05:26"),
    ],
)
def test_the_hour_of_a_meeting_a_letter_or_a_plan_is_not_that_of_the_happening(
    classifier: Classifier, text: str, expected: str
) -> None:
    assert when(classifier, text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2008年5月12日14时28分，8.0级地震，镇上死了三千人。昨天我们又回去看。", "2008-05-12T14:28"),
        ("我儿子在船厂烧电焊，2010年9月26日舱里爆燃，烧死了两个。赔偿到今年没给。", "2010-09-26"),
        ("五年前的今天，仓库爆炸，165人遇难。", "2016-06-12"),
        ("法院查明，2015年8月，矿方违规生产，8月11日早班瓦斯爆炸，11人死亡。昨日一审宣判。", "2015-08-11"),
    ],
)
def test_what_is_told_of_years_ago_is_of_its_own_year(
    classifier: Classifier, text: str, expected: str
) -> None:
    assert when(classifier, text) == expected


def test_a_purchase_of_years_ago_dates_no_complaint(classifier: Classifier) -> None:
    assert when(classifier, "2015年3月2日买的房，到现在没办下证，请领导过问。") is None


def test_the_day_that_an_event_is_named_after_goes_before_that_of_its_cause(classifier: Classifier) -> None:
    text = "一、3月8日晚，保安与摊贩扭打。二、3月9日10时许，数百人围堵县政府大门。"
    assert when(classifier, text, "“3·9”聚众事件说明", "2011-03-12T18:00") == "2011-03-09T10:00"


def test_what_is_counted_over_months_has_no_time(classifier: Classifier) -> None:
    text = "今年1至6月，全市共发生道路交通事故412起，死亡97人，同比下降9.3%。下午5点到8点最为集中。"
    assert when(classifier, text, "上半年交通事故情况") is None


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "昨晚20时47分，城区突然停电，影响12万户。有网友说医院有病人因此去世，医院否认。",
            "2021-06-11T20:47",
        ),
        ("“今晚12点有7级地震，快出来！”这样一条消息在群里疯传，地震局辟谣。", None),
    ],
)
def test_only_what_is_told_as_a_rumour_is_undated(
    classifier: Classifier, text: str, expected: str | None
) -> None:
    assert when(classifier, text) == expected


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("有谁知道宣威老城怎么了，黑烟冲天。伤的送昆明去了。", "530381"),
        ("在我们厂对门（巨野，龙堌），清污水池熏倒了五个。", "371724"),
        ("海边报文昌讯 昨天，两艘渔船在港外互撞，1人失踪。", "469005"),
        ("普宁流沙一内衣厂昨晚起火，死了好几个女工，都是贵州的。", "445281"),
    ],
)
def test_a_short_county_is_read_where_no_other_place_is_told(
    classifier: Classifier, text: str, code: str
) -> None:
    assert read(classifier, text).regions == (code,)


def test_a_short_county_beside_the_place_of_the_text_is_a_namesake(classifier: Classifier) -> None:
    text = "三台县城、芦溪一带下冰雹，芦溪那边彩钢棚砸了一个人。"
    assert read(classifier, text).regions == ("510722",)


@pytest.mark.parametrize(
    ("title", "text", "code"),
    [
        ("湘东一小学多名学生呕吐", "昨天，醴陵市白兔潭镇一小学30多名学生呕吐。", "430281"),
        ("湘东一花炮厂爆炸", "昨天上午，江西萍乡一花炮厂爆炸，3人受伤。", "360313"),
        ("", "浏阳河边一小区炸了，长沙县星沙一住户燃气闪爆。", "430121"),
    ],
)
def test_a_part_of_a_province_or_a_river_is_not_the_county_of_that_name(
    classifier: Classifier, title: str, text: str, code: str
) -> None:
    assert read(classifier, text, title).regions == (code,)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        (
            "我是湖南洞口县的农民。去年我儿子在广东台山市一个船厂烧电焊，舱里爆燃，在广州的医院没救过来。",
            "440781",
        ),
        ("我是湖南洞口县的农民。昨天村里的水库垮了，冲走了三户人家。", "430525"),
        ("我老家威宁的，我哥在织金县化起镇煤矿打工，前天冒顶，四个人都在里面。", "520524"),
        ("我老家汉滨区恒口，堂弟结婚屋里烧炭，早上全村人往外抬，倒了十几个。", "610902"),
        ("沈丘县一婚宴82人上吐下泻，其中6位项城来的亲戚是在项城市第一医院看的。", "411624"),
        ("双柏县一家五口吃菌中毒，一人在昆明的医院换了血浆，没救过来。", "532322"),
        ("我在万州一家医院急诊上班，昨天送来十几个翻车的，重的转去了重庆。", "500101"),
        ("我是秦安人，在兰州念书。昨天家里打电话说滑坡把房子埋了，在秦安县叶堡镇。", "620522"),
    ],
)
def test_homes_and_hospitals_of_those_whom_it_befell_are_not_the_scene(
    classifier: Classifier, text: str, code: str
) -> None:
    assert read(classifier, text).regions[:1] == (code,)

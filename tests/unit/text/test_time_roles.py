from __future__ import annotations

from datetime import date, datetime

import pytest

from monitor.clock import SHANGHAI
from monitor.text.dates import find_occurrence

REPORT = datetime(2026, 11, 27, 18, tzinfo=SHANGHAI)  # a Friday


def read(text: str, at: datetime = REPORT) -> str | None:
    found = find_occurrence(text, at)
    return found.value.isoformat()[:16] if found else None


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("昨日（26日）14时许，某企业3号炉发生塌料喷溅。", "2026-11-26T14:00"),
        ("11月26日上午10时许，在建水电站2号引水洞出口边坡落石，砸中施工人员。", "2026-11-26T10:00"),
        ("24日0时14分，3号盲竖井罐道木更换期间发生火灾。", "2026-11-24T00:14"),
        ("26日17时许，扩建工程3号泊位的平台塌落入海。", "2026-11-26T17:00"),
        ("救护车拉走十号人。昨晚9点，商场扶梯突然倒转。", "2026-11-26T21:00"),
        ("司机被行政拘留五日。昨天，某路段发生车祸。", "2026-11-26"),
        ("本月18号，厂里3号反应釜爆炸了。", "2026-11-18"),
        ("18号长春站前广场一辆货车失控撞人。", "2026-11-18"),
    ],
)
def test_a_number_that_names_a_thing_is_no_day(text: str, expected: str) -> None:
    assert read(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("昨夜的长沙下着小雨。10时40分，一辆出租车被渣土车撞上。", "2026-11-26T22:40"),
        ("25日晚上，小吃店里坐满了人。9时10分左右，一辆泥头车失控冲进店里。", "2026-11-25T21:10"),
        ("昨天下午天气晴好。3时20分许，一辆轿车冲进人群。", "2026-11-26T15:20"),
        ("昨天晚高峰6点左右，扶梯突然倒转。", "2026-11-26T18:00"),
        ("今天（27日）早高峰8点15分左右，扶梯突然倒转，有人摔倒。", "2026-11-27T08:15"),
        ("三更半夜两点多，楼上天然气爆炸了。", "2026-11-27T02:00"),
        ("25日晚1时许，一仓库起火。", "2026-11-26T01:00"),
        ("半个多小时前路口撞车了。", "2026-11-27T17:30"),
        ("十几分钟前，东盛大街一辆公交车着火。", "2026-11-27T17:45"),
    ],
)
def test_an_hour_lies_in_the_part_of_the_day_that_waits_for_it(text: str, expected: str) -> None:
    assert read(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("11月27日下午，某派出所向记者证实，当天4时50分许，一货船锚链断裂，撞上大桥。", "2026-11-27T04:50"),
        ("卫生部26日更新的数字为：51人死亡。25日中午，一所小学门前发生爆炸。", "2026-11-25"),
        ("警方25日晚修正了22日双重袭击的伤亡数字：死亡人数下调。", "2026-11-22"),
        (
            "11月25日，提起前一天的事故，杂工仍心有余悸。24日17时50分左右，提升机附墙件崩脱，吊篮倾倒。",
            "2026-11-24T17:50",
        ),
        ("26日9时的数据显示，水质恢复。查明，24日22时左右，储罐阀门损坏，乳液流入河道。", "2026-11-24T22:00"),
        (
            "25日15时许，一声巨响打破平静，车间爆炸。当天夜里，第一批数字出来了：2人死亡，14人受伤。",
            "2026-11-25T15:00",
        ),
        ("昨天是逢集的日子。上午11时许，货车撞翻摊位。今天凌晨，重伤的贺某去世。", "2026-11-26T11:00"),
        ("26日晚，在县医院门口，死者的妻子哭着。据了解，26日13时50分，粮堆突然塌陷。", "2026-11-26T13:50"),
        (
            "26日13时50分，一家企业组织工人清理筒仓，出料口突然开启，两人陷入粮堆。15时35分，两人被挖出。",
            "2026-11-26T13:50",
        ),
        ("24日凌晨3时20分许，配电箱起火。然而25日晚，情况发生变化，2名患者相继离世。", "2026-11-24T03:20"),
        ("27日10时15分，挖掘机挖断了燃气管线。11时05分，泄漏被控制。", "2026-11-27T10:15"),
        ("苏塞25日遭遇该国历史上最严重的袭击。卫生部26日称，已有39人死亡。", "2026-11-25"),
        ("受强冷空气影响，25日夜间普降暴雪。26日6时50分许，农贸市场顶棚垮塌。", "2026-11-26T06:50"),
    ],
)
def test_bulletins_bedsides_and_later_deaths_do_not_date_it(text: str, expected: str) -> None:
    assert read(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [("今晚9点多，小区着火了。", "2026-11-27T21:00"), ("今晚小区着火了，烧了一个多小时。", "2026-11-27")],
)
def test_tonight_told_after_midnight_is_the_evening_before(text: str, expected: str) -> None:
    assert read(text, datetime(2026, 11, 28, 0, 30, tzinfo=SHANGHAI)) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("据“11·25”闪爆事故现场指挥部消息，15时20分左右，车间内发生闪爆。", "2026-11-25T15:20"),
        ("26日凌晨的发布会上，县长致歉。24日14时30分，矿井发生顶板事故。", "2026-11-24T14:30"),
        ("三天前的晚上8点，窗外一声闷响，锅炉房炸了。", "2026-11-24T20:00"),
        ("除夕夜11点多，一处烟花仓库爆炸。", "2026-02-16T23:00"),
        ("26日15时，大风预警发布。16时40分，围墙被大风刮倒，砸中行人。", "2026-11-26T16:40"),
        ("26日8时，施工队开始吊装。10时10分，钢梁突然坠落，砸中工人。", "2026-11-26T10:10"),
        ("今早九点到现在一直没水，没人管。", "2026-11-27T09:00"),
        ("每天晚上11点施工。昨天下午2点，塔吊吊臂折断。", "2026-11-26T14:00"),
        ("最后一名幸存者11月26日14时获救。22日20时08分，这座酒店整体坍塌。", "2026-11-22T20:08"),
        ("坍塌事故中最后1名被困工人26日被找到。22日20时08分，酒店整体坍塌。", "2026-11-22T20:08"),
    ],
)
def test_the_day_and_the_hour_are_those_of_the_happening(text: str, expected: str) -> None:
    assert read(text) == expected


@pytest.mark.parametrize(
    ("at", "expected"), [(1, "2026-11-26T23:30"), (13, "2026-11-27T11:30"), (9, "2026-11-26T23:30")]
)
def test_an_hour_by_the_clock_face_with_no_day_is_the_last_that_struck(at: int, expected: str) -> None:
    reported = datetime(2026, 11, 27, at, 20, tzinfo=SHANGHAI)
    assert read("11点半左右，南湖大路一辆私家车撞上护栏起火。", reported) == expected


def test_a_bare_hour_has_its_day_in_the_title() -> None:
    text = "15时20分左右，井下突发瓦斯燃烧，5人被困。"
    found = find_occurrence(text, REPORT, title="11月25日某矿事故致5人被困")
    assert found is not None and found.value.isoformat()[:16] == "2026-11-25T15:20"


def test_how_much_is_enough_to_go_by_is_said() -> None:
    meeting = "11月26日，市政府审议了两项办法。"
    assert find_occurrence(meeting, REPORT, ground="word") is None
    assert find_occurrence(meeting, REPORT) is not None
    hour = "上午九点，厂区一带情况不明。"
    assert find_occurrence(hour, REPORT) is None
    found = find_occurrence(hour, REPORT, ground="hour")
    assert found is not None and found.value.isoformat()[:16] == "2026-11-27T09:00"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("今天上午，省安委办对该起事故挂牌督办。26日15时20分，中巴车冲下悬崖。", "2026-11-26T15:20"),
        ("昨日上午，住建局约谈了施工企业。25日15时20分，塔吊倾覆。", "2026-11-25T15:20"),
        ("25日17时，面包车被吊起。24日20时10分，面包车与轿车碰撞后坠江。", "2026-11-24T20:10"),
        ("24日4时33分，某县发生地震。25日夜里，在垮塌的偏房内发现其遗体。", "2026-11-24T04:33"),
        ("25日下午起，13支医疗队陆续到位。24日4时33分，某县发生地震。", "2026-11-24T04:33"),
        ("24日，景区即发布了雪崩提示。26日13时许，滑雪者触发雪崩。", "2026-11-26T13:00"),
        ("前一晚，1500余人在滑坡前撤离。11月25日5时，后山大面积垮塌。", "2026-11-25T05:00"),
        ("起火的是一辆货车，26日10时20分在服务区烧成空壳。", "2026-11-26T10:20"),
        ("11月25日，公司开始检修。26日14时20分，吊物打转，挂到两名工人。", "2026-11-26T14:20"),
    ],
)
def test_a_happening_that_is_only_spoken_of_dates_nothing(text: str, expected: str) -> None:
    assert read(text) == expected


def test_that_night_is_the_night_of_the_day_that_is_told_of_it() -> None:
    text = "当晚7时许，一男子持刀闯入便利店。记者27日从警方获悉，26日发生的这起案件已告破。"
    assert read(text) == "2026-11-26T19:00"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("11月25日，市民刘某与邻居发生口角，次日凌晨2时，刘某持刀将邻居砍伤。", "2026-11-26T02:00"),
        ("24日14时一仓库起火，3人送医，次日6时许一人不治身亡。", "2026-11-24T14:00"),
        ("26日下午3时，两村因水源发生械斗，5人受伤。", "2026-11-26T15:00"),
        ("11月26日20点，赵某到派出所报案，称女儿当天中午12点30分离家后失踪。", "2026-11-26T12:30"),
        ("11月26日20点，赵某报警求助，家中阳台起火。", "2026-11-26T20:00"),
        (
            "11月25日早上6点40分，张某驾车从德惠出发，8点10分行至九台境内时，与大货车相撞。",
            "2026-11-25T08:10",
        ),
        ("11月25日早上6点40分，张某驾车在德惠与大货车相撞，8点10分被救出。", "2026-11-25T06:40"),
        (
            "11月25日夜至26日凌晨，当地突降暴雪，一超市彩钢棚26日凌晨4时许垮塌，砸中2辆车。",
            "2026-11-26T04:00",
        ),
        ("11月25日夜至26日凌晨，当地突降暴雪，压塌大棚30座。", "2026-11-25"),
        ("就在刚才，四十分钟前吧，一个底商爆炸了。", "2026-11-27T17:20"),
        ("刚才楼下一个底商爆炸了，半小时前我还路过。", "2026-11-27T18:00"),
        ("前天中午，小区电梯卡在七楼，我和孩子在里头困了一个半小时。", "2026-11-25"),
    ],
)
def test_a_quarrel_a_start_and_a_storm_come_before_what_befell_people(text: str, expected: str) -> None:
    assert read(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "26日晚，应急管理局接到报告：当日18时30分，一矿山企业发生片帮，1人被埋。",
            "2026-11-26T18:30",
        ),
        ("我家楼下每到夜里11点就有人放炮。昨天下午3点，炮仗把我家阳台点着了。", "2026-11-26T15:00"),
        (
            "25日上午，员工吃完早饭（7点半左右）后，8点40开始陆续头晕呕吐。",
            "2026-11-25T08:40",
        ),
        ("昨天晚上八点多我路过，桥下围了一堆人，说是下午四点有人从桥上跳下来了。", "2026-11-26T16:00"),
        ("昨天晚上八点多我路过，桥下的广告牌掉下来砸了人。", "2026-11-26T20:00"),
        ("冬至前一天夜里，出租屋一家三口煤气中毒。", "2025-12-20"),
    ],
)
def test_a_report_a_meal_and_a_passer_by_come_after_or_before_it(text: str, expected: str) -> None:
    assert read(text) == expected


@pytest.mark.parametrize(
    "opening",
    [
        "3月18日，市应急管理局公布“5·21”较大中毒窒息事故调查报告。",
        "3月18日，市政府批复了某公司“5·21”火灾事故责任追究情况。",
        "3月18日，应急管理部在官网公布了“5·21”坍塌事故调查结果。",
    ],
)
@pytest.mark.parametrize(
    "told",
    [
        "2025年5月21日9时许，该公司在清理腌渍池作业中发生中毒窒息，造成6人死亡。",
        "经查，2025年5月21日9时，某公司车间发生爆炸，造成6人死亡。",
    ],
)
def test_a_report_on_the_causes_is_of_the_day_that_it_looks_into(opening: str, told: str) -> None:
    now = datetime(2026, 3, 18, 15, tzinfo=SHANGHAI)
    found = find_occurrence(opening + told, now, ground="hour")
    assert found is not None
    assert found.day == date(2025, 5, 21)

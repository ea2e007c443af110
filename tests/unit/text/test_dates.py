from __future__ import annotations

from datetime import date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from monitor.clock import SHANGHAI
from monitor.text.dates import find_occurrence

REPORT = datetime(2008, 4, 5, 9, 30, tzinfo=SHANGHAI)  # a Saturday


def moment(*parts: int) -> datetime:
    return datetime(*parts, tzinfo=SHANGHAI)  # type: ignore[misc, arg-type]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("4日16时许，一辆客车侧翻。", moment(2008, 4, 4, 16)),
        ("2008年4月4日13时，某厂起火。", moment(2008, 4, 4, 13)),
        ("2008年4月4日13时14分，某厂起火。", moment(2008, 4, 4, 13, 14)),
        ("昨天下午1点多，某厂起火。", moment(2008, 4, 4, 13)),
        ("昨日晚上7时30分左右，六车连环相撞。", moment(2008, 4, 4, 19, 30)),
        ("前天凌晨4时，一辆大货车追尾。", moment(2008, 4, 3, 4)),
        ("今晨6时，小区发生火灾。", moment(2008, 4, 5, 6)),
        ("今日8时许，地铁站发生踩踏。", moment(2008, 4, 5, 8)),
        ("昨天凌晨5点半，一辆跑车撞上护栏。", moment(2008, 4, 4, 5, 30)),
        ("四月四日二十一时零四分，两车相撞。", moment(2008, 4, 4, 21, 4)),
        ("昨夜1时许，一栋民房坍塌。", moment(2008, 4, 5, 1)),
        ("昨天半夜两点，一栋民房坍塌。", moment(2008, 4, 5, 2)),
        ("昨天凌晨两点，一栋民房坍塌。", moment(2008, 4, 4, 2)),
        ("3日晚12时，仓库起火。", moment(2008, 4, 4, 0)),
        ("4日中午12时30分，食堂发生爆炸。", moment(2008, 4, 4, 12, 30)),
        ("4月4日下午16:45分左右，面包车与货车相撞。", moment(2008, 4, 4, 16, 45)),
        ("28日9时，仓库爆炸。", moment(2008, 3, 28, 9)),
        ("前晚11时许，一烧烤店爆炸。", moment(2008, 4, 3, 23)),
        ("零时10分，一居民楼起火。", moment(2008, 4, 5, 0, 10)),
        ("3日晚上，长春下起大雨，4日凌晨1点，一辆轿车撞上护栏。", moment(2008, 4, 4, 1)),
        ("4日16时30分接到报警，16时10分左右，一辆货车追尾。", moment(2008, 4, 4, 16, 10)),
        ("3日早7点发车的大巴，9点20分与货车相撞。", moment(2008, 4, 3, 9, 20)),
        ("4日，记者在现场看到，大火已被扑灭。起火时间是3日夜里11点多。", moment(2008, 4, 3, 23)),
        ("4日23时两车相撞。", moment(2008, 4, 4, 23)),
        ("4日3时一居民楼起火。", moment(2008, 4, 4, 3)),
        ("4日8时十余辆车相撞。", moment(2008, 4, 4, 8)),
        ("伊拉克首都巴格达4日发生爆炸。", date(2008, 4, 4)),
        ("4·3公主岭爆炸事故调查组成立。", date(2008, 4, 3)),
        ("4月4日24时，一仓库爆炸。", moment(2008, 4, 5, 0)),
        ("昨天上午九点一刻，两车相撞。", moment(2008, 4, 4, 9, 15)),
        ("昨日中午1点，食堂爆炸。", moment(2008, 4, 4, 13)),
        ("3号晚上九点来钟，街边门市着火。", moment(2008, 4, 3, 21)),
        ("去年12月31日晚10点，一酒吧起火。", moment(2007, 12, 31, 22)),
        ("周三晚8点，商场起火。", moment(2008, 4, 2, 20)),
        ("昨天（4日）下午3时，锅炉爆炸。", moment(2008, 4, 4, 15)),
        ("4月4日（周五）下午3时，锅炉爆炸。", moment(2008, 4, 4, 15)),
        ("2008/4/4 4:27，某作坊发生火灾。", moment(2008, 4, 4, 4, 27)),
        ("二〇〇八年四月四日十六时三十分，某厂爆炸。", moment(2008, 4, 4, 16, 30)),
        ("两小时前，这里发生了车祸。", moment(2008, 4, 5, 7, 30)),
        ("半小时前小区着火了。", moment(2008, 4, 5, 9, 0)),
        ("晚上11点，一小区起火。", moment(2008, 4, 4, 23)),
        ("4月4日晚8时至5日凌晨，遭遇特大暴雨。", moment(2008, 4, 4, 20)),
        ("自4月4日22时起停止取水，备用水源已启用。", moment(2008, 4, 4, 22)),
        ("事发时间：4月4日21:30左右，一商铺起火。", moment(2008, 4, 4, 21, 30)),
    ],
)
def test_it_reads_the_moment(text: str, expected: datetime) -> None:
    found = find_occurrence(text, REPORT)
    assert found is not None
    assert found.value == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("4日凌晨，某市场发生火灾。", date(2008, 4, 4)),
        ("4月3日，一客车坠崖。", date(2008, 4, 3)),
        ("昨晚，一仓库起火。", date(2008, 4, 4)),
        ("上周五，某校学生中毒。", date(2008, 3, 28)),
        ("周四，某厂爆炸。", date(2008, 4, 3)),
        ("3天前，河水暴涨，两人被困。", date(2008, 4, 2)),
        ("大前天下午，孩子溺水。", date(2008, 4, 2)),
        ("4月1日至3日，受暴雨影响，多地发生内涝。", date(2008, 4, 1)),
        ("大年初一，一居民燃放烟花引发火灾。", date(2008, 2, 7)),
        ("除夕夜，一居民燃放烟花引发火灾。", date(2008, 2, 6)),
        ("昨天那场大风把大棚全毁了。", date(2008, 4, 4)),
        ("当日上午，一工厂爆炸。", date(2008, 4, 5)),
    ],
)
def test_a_day_or_part_of_a_day_is_the_bare_day(text: str, expected: date) -> None:
    found = find_occurrence(text, REPORT)
    assert found is not None
    assert (found.value, found.day) == (expected, expected)


def test_a_day_and_an_hour_told_apart_belong_together() -> None:
    text = "本报讯 昨晨，一路口发生车祸，一死一伤。事故发生在两街相交的路口，早上7点半左右，民警赶到时发现有人受伤。"
    found = find_occurrence(text, REPORT)
    assert found is not None
    assert found.value == moment(2008, 4, 4, 7, 30)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("本报4月4日讯 昨晚9时许，两车相撞。", moment(2008, 4, 3, 21), id="from the dateline"),
        pytest.param(
            "堆场发生火灾。当晚7时50分，消防大队接到报警。到4日凌晨3时，火势得到控制。",
            moment(2008, 4, 3, 19, 50),
            id="dated by the day named behind it",
        ),
        pytest.param(
            "当地时间4日凌晨4时17分（北京时间9时17分），南部发生7.4级地震。",
            moment(2008, 4, 4, 9, 17),
            id="Beijing time",
        ),
        pytest.param(
            "4日8时20分，119指挥中心接到报警称，一厂房起火。",
            moment(2008, 4, 4, 8, 20),
            id="the call, where no other time is told",
        ),
    ],
)
def test_a_day_or_hour_is_settled_by_what_stands_around_it(text: str, expected: datetime) -> None:
    found = find_occurrence(text, REPORT)
    assert found is not None
    assert found.value == expected


def test_the_same_day_is_the_day_last_named() -> None:
    text = "3月31日晚，一酒吧发生火灾。据介绍，当晚11时30分左右，燃放烟花引发大火。"
    found = find_occurrence(text, REPORT)
    assert found is not None
    assert found.value == moment(2008, 3, 31, 23, 30)


@pytest.mark.parametrize(
    "text",
    [
        pytest.param(
            "新华网昆明4月5日电 记者5日从市政府获悉，3日16时，一辆客车侧翻。", id="dateline and report"
        ),
        pytest.param("截至4日10时，事故已致2人死亡。3日16时，一辆客车侧翻。", id="as of"),
        pytest.param("3日16时，仓库起火，18时明火被扑灭。", id="put out later"),
        pytest.param("去年4月1日曾发生火灾。3日16时，仓库再次起火。", id="comparison"),
        pytest.param("市应急局4日通报，3日16时发生一起火灾。", id="announced later"),
        pytest.param("3日16时，一货车侧翻。次日1时，两人经抢救无效死亡。", id="died later"),
        pytest.param("4日3时伤者抢救无效死亡。此前的3日16时，他在工地坠落。", id="died, told first"),
        pytest.param(
            "3日16时20分，119接到报警称一厂房起火。经查，起火时间为3日16时。", id="reported, then found"
        ),
        pytest.param("3日下午，仓库起火。16时许，值班人员看到浓烟。", id="the hour of a day told before"),
        pytest.param("3日16时，仓库起火，当晚8时大火才被扑灭。", id="put out that evening"),
        pytest.param("悼念活动4日20时举行。3日16时，一客车侧翻。", id="mourned later"),
    ],
)
def test_it_is_the_time_of_the_happening_and_no_other(text: str) -> None:
    found = find_occurrence(text, REPORT)
    assert found is not None
    assert found.value == moment(2008, 4, 3, 16)


@pytest.mark.parametrize(
    "text",
    [
        "请问社保几点下班？",
        "营业时间8点到17点，节假日休息。",
        "最大震级五点八级，余震四十四次。",
        "记者4日从市政府获悉，今年将新建三所学校。",
        "日前，某小区发生火灾。",
        "4月31日，厂房起火。",
        "震区发生七点八级地震。",
        "",
    ],
)
def test_without_a_happening_there_is_no_time(text: str) -> None:
    assert find_occurrence(text, REPORT) is None


def test_an_hour_still_ahead_leaves_the_day() -> None:
    found = find_occurrence("今日16时，仓库起火。", REPORT)
    assert found is not None
    assert found.value == date(2008, 4, 5)


def test_a_report_that_tells_only_its_day_may_speak_of_its_evening() -> None:
    found = find_occurrence("今日16时，仓库起火。", REPORT, date_only=True)
    assert found is not None
    assert found.value == moment(2008, 4, 5, 16)


def test_midnight_to_the_second_is_a_bare_day() -> None:
    found = find_occurrence("今日16时，仓库起火。", moment(2008, 4, 5))
    assert found is not None
    assert found.value == moment(2008, 4, 5, 16)


def test_the_span_holds_the_words() -> None:
    text = "据悉，昨天下午1点多，某厂起火。"
    found = find_occurrence(text, REPORT)
    assert found is not None
    assert text[found.start : found.end] == "昨天下午1点多"


@given(
    st.integers(0, 23 * 365 * 24),
    st.integers(0, 25 * 24),
)
def test_a_moment_of_the_last_weeks_is_read_back(reported: int, hours_ago: int) -> None:
    reference = moment(2007, 1, 1) + timedelta(hours=reported)
    happened = (reference - timedelta(hours=hours_ago)).replace(minute=0, second=0, microsecond=0)
    text = f"{happened.month}月{happened.day}日{happened.hour}时许，某厂发生火灾。"
    found = find_occurrence(text, reference)
    assert found is not None
    assert found.value == happened


@given(st.text(alphabet="今昨前日月年时点分上下午晚晨凌1234567890发生火灾。，周星期半许:", max_size=40))
def test_nothing_lies_after_the_report(text: str) -> None:
    found = find_occurrence(text, REPORT)
    if found is not None:
        assert found.day <= REPORT.date()
        assert not isinstance(found.value, datetime) or found.value <= REPORT
        assert 0 <= found.start < found.end <= len(text)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("昨晚快九点，一家烧烤店着火了。", moment(2008, 4, 4, 21)),
        ("前晚不到10点，一辆轿车冲进绿化带。", moment(2008, 4, 3, 22)),
        ("昨儿个后半夜一点来钟，冷库着火。", moment(2008, 4, 5, 1)),
        ("3号后晌三点半，柴垛着了。", moment(2008, 4, 3, 15, 30)),
        ("正月初六晚上7点，村民家中起火。", moment(2008, 2, 12, 19)),
        ("国庆假期第三天下午2点，缆车坠落。", moment(2007, 10, 3, 14)),
    ],
)
def test_it_reads_the_hour_as_people_say_it(text: str, expected: datetime) -> None:
    found = find_occurrence(text, REPORT)
    assert found is not None
    assert found.value == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("腊月廿八，村里起火。", date(2008, 2, 4)),
        ("小年那天，烟花店爆炸。", date(2008, 1, 30)),
        ("清明当天，山上起火。", date(2008, 4, 4)),
        ("中秋节前一天晚上，楼板坍塌。", date(2007, 9, 24)),
        ("工人罢工第3天了，没人管。", date(2008, 4, 3)),
        ("取水口关闭，全镇停水已经三天了。", date(2008, 4, 2)),
        ("雅安“4·3”7.0级地震已致多人遇难，今天零点以来新增余震20次。", date(2008, 4, 3)),
        ("3日，院里16名老人吃了木耳。当晚相继呕吐，5位老人在4日先后辞世。", date(2008, 4, 3)),
        ("昨日凌晨，9名矿工被转到市里。前晚他们吃了一锅腌肉。", date(2008, 4, 3)),
    ],
)
def test_a_day_is_reckoned_from_how_it_is_called(text: str, expected: date) -> None:
    found = find_occurrence(text, REPORT)
    assert found is not None
    assert found.value == expected


@pytest.mark.parametrize(
    "text",
    [
        "昨晨，老人骑三轮去赶集。6点20分左右，刚上国道，一辆货车压了过来，当天中午抢救无效死亡。",
        "火是4日早上六点二十从邻村烧过来的，今天上午八时全线合围。",
        "4日6时20分，社区干部在屋里被歹徒杀害。昨晚8时，群众送别遇难者。",
        "4日6时20分，一辆客车侧翻。截至今天上午，全校停课14天。",
        "前一天6时20分，3名学生落水。4月5日早晨，遗体全部找到。",
    ],
)
def test_what_comes_after_the_happening_does_not_date_it(text: str) -> None:
    found = find_occurrence(text, REPORT)
    assert found is not None
    assert found.value == moment(2008, 4, 4, 6, 20)


def test_a_morning_paper_speaks_of_the_day_before() -> None:
    found = find_occurrence("本报讯 今天下午3时，一居民楼起火。", moment(2008, 4, 5, 6))
    assert found is not None
    assert found.value == moment(2008, 4, 4, 15)


def test_a_plan_for_today_does_not_move_the_day() -> None:
    found = find_occurrence("昨晚9时，水厂爆炸。今天18时将恢复供水，致停水一天。", moment(2008, 4, 5, 6))
    assert found is not None
    assert found.value == moment(2008, 4, 4, 21)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("罢工第2天了，老员工坐在大门口", "2026-11-26"),
        ("刚刚，榆树市发生爆炸", "2026-11-27T18:00:00+08:00"),
        ("刚才路口两车相撞，伤了三个人。", "2026-11-27T18:00:00+08:00"),
        ("今天傍晚六时半全线合围。火是26日中午十二时半前后由邻县窜入的。", "2026-11-26T12:30:00+08:00"),
        ("昨天清早，老人骑车送孙女。7点10分左右，一辆大货车迎头压了过来。", "2026-11-26T07:10:00+08:00"),
        ("11月25日起镇自来水厂取水口关闭", "2026-11-25"),
    ],
)
def test_it_dates_what_is_told_in_other_words(text: str, expected: str) -> None:
    when = find_occurrence(text, moment(2026, 11, 27, 18))
    assert when is not None
    assert when.value.isoformat() == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "26日凌晨1时37分，指挥中心接到报警，两货车追尾。凌晨3时40分，被困驾驶员获救，右腿骨折。",
            "2026-11-26T01:37:00+08:00",
        ),
        (
            "11月26日，商场在10时45分许开始燃烧。26日15时，当地首次通报称9人死亡。",
            "2026-11-26T10:45:00+08:00",
        ),
        ("26日晚，当地下起大雨。9点半左右，一处工棚被山洪冲垮。", "2026-11-26T21:30:00+08:00"),
        ("昨日上午，某小区发生爆炸。7点30分许，有居民听到巨响。", "2026-11-26T07:30:00+08:00"),
        ("前晚他们吃了一锅腌肉。老罗昨天不治，当晚还有3人没吃饭，逃过一劫。", "2026-11-25"),
    ],
)
def test_rescues_bulletins_and_clock_faces_do_not_mislead(text: str, expected: str) -> None:
    when = find_occurrence(text, moment(2026, 11, 27, 18))
    assert when is not None
    assert when.value.isoformat() == expected


def test_what_happened_just_now_has_the_day_of_a_report_without_an_hour() -> None:
    when = find_occurrence("刚才路口两车相撞，伤了三个人。", moment(2026, 11, 27), date_only=True)
    assert when is not None and when.value == date(2026, 11, 27)


def test_an_evening_that_has_not_come_yet_dates_nothing() -> None:
    text = "网传汽配市场那场火死了人，而且说从今晚起全城停水三天。"
    assert find_occurrence(text, moment(2026, 11, 27, 8)) is None
    tonight = find_occurrence("今晚汽配市场起火。", moment(2026, 11, 27, 21))
    assert tonight is not None and tonight.value == date(2026, 11, 27)


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("6月的最后一天，龙卷风掀翻了屋顶，6人被砸伤。", date(2021, 6, 30)),
        ("上月最后一天，两车相撞。", date(2021, 6, 30)),
        ("去年12月的最后一天，两车相撞。", date(2020, 12, 31)),
        ("7月第一天，两车相撞。", date(2021, 7, 1)),
    ],
)
def test_the_first_and_the_last_day_of_a_month_are_days(text: str, day: date) -> None:
    found = find_occurrence(text, datetime(2021, 7, 2, 8, 15, tzinfo=SHANGHAI))
    assert found is not None and found.day == day


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("一周前，一工厂起火。", date(2026, 2, 26)),
        ("两个星期前，一工厂起火。", date(2026, 2, 19)),
        ("刚才九点半，两车相撞。", datetime(2026, 3, 5, 9, 30, tzinfo=SHANGHAI)),
        ("刚才两车相撞。", datetime(2026, 3, 5, 10, 0, tzinfo=SHANGHAI)),
        ("两周前刚修好的路，昨天又塌了。", date(2026, 3, 4)),
        ("三周前的2月12日凌晨3点20分，足疗店失火。", datetime(2026, 2, 12, 3, 20, tzinfo=SHANGHAI)),
    ],
)
def test_weeks_ago_are_days_and_an_hour_said_with_just_now_is_that_hour(
    text: str, expected: date | datetime
) -> None:
    found = find_occurrence(text, datetime(2026, 3, 5, 10, 0, tzinfo=SHANGHAI))
    assert found is not None and found.value == expected


def test_a_text_of_which_all_days_lie_before_those_asked_for_may_be_passed_over() -> None:
    text, now = "2019年3月5日发生火灾，3月7日又起火。", datetime(2020, 6, 1, 12, tzinfo=SHANGHAI)
    assert find_occurrence(text, now) is not None
    assert find_occurrence(text, now, since=date(2020, 5, 1)) is None


def test_a_text_is_read_as_ever_where_one_of_its_days_may_be_among_those_asked_for() -> None:
    now = datetime(2020, 6, 1, 12, tzinfo=SHANGHAI)
    for text in (
        "2019年3月5日签的合同，5月30日发生火灾。",
        "2020年4月30日晚12时发生火灾。",
        "凌晨3点发生火灾，2019年3月5日签的合同。",
        "2019年3月5日签的合同，两小时前发生火灾。",
        "2019年3月5日签的合同，“5·30”火灾至今没有说法。",
    ):
        assert find_occurrence(text, now, since=date(2020, 5, 1)) == find_occurrence(text, now)


@pytest.mark.parametrize("day", ["清明那天", "清明节下午", "4月5日"])
def test_a_day_is_read_by_its_festival_where_nothing_else_dates_the_text(day: str) -> None:
    now = datetime(2026, 4, 8, 21, tzinfo=SHANGHAI)
    found = find_occurrence(f"{day}高速上大货车翻了，压死两个人。", now, ground="hour")
    assert found is not None
    assert found.value == date(2026, 4, 5)


def test_the_second_day_of_a_holiday_is_no_day_after_another() -> None:
    now = datetime(2026, 10, 8, 21, tzinfo=SHANGHAI)
    found = find_occurrence("国庆第二天我家楼下饭店爆炸，死了两个人。", now, ground="hour")
    assert found is not None
    assert found.value == date(2026, 10, 2)

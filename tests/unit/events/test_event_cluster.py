from __future__ import annotations

import random
from collections import Counter, defaultdict
from collections.abc import Callable, Sequence
from datetime import datetime

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from monitor.bench.texts import posts
from monitor.events.cluster import Clusterer, ClusterRow
from monitor.item import Item
from tests.unit.events.reports import EMERGENCIES, MATTERS, Told

Build = Callable[..., Item]

REPORT = (
    "11月20日7时40分许，春江市柳湾区和平路一家建材仓库发生火灾。接警后，消防救援支队调派12辆消防车、58名消防员赶赴现场处置，"
    "8时55分明火被扑灭。火灾造成2人死亡、3人受伤，伤者已送往市第二医院救治，起火原因正在调查。"
)
REPRINTS = [
    ("建材仓库火灾致2人死亡", REPORT),
    ("建材仓库火灾致2人死亡_春江新闻网", REPORT),
    ("【快讯】建材仓库火灾致2人死亡", f"春江晚报11月20日讯 {REPORT}"),
    ("建材仓库火灾致2人死亡", f"{REPORT}（来源：春江发布）"),
    ("春江一建材仓库起火", f"来源：春江日报\n{REPORT}\n责任编辑：李某"),
    ("建材仓库火灾致2人死亡-都市频道", f"2026-11-20 10:32:11 {REPORT}"),
    ("建材仓库火灾致2人死亡", REPORT.replace("赶赴现场处置", "到场处置").replace("接警后，", "")),
    ("建材仓库火灾致2人死亡（图）", f"{REPORT}记者将持续关注。"),
    ("柳湾区建材仓库火灾致2人死亡", f"【春江热点】{REPORT}原标题：建材仓库火灾"),
]
MIXING_STATION = [
    (
        "投诉锦绣家园旁搅拌站噪音扰民",
        "锦绣家园小区东侧新建了一个混凝土搅拌站，机器日夜轰鸣，吵得老人孩子没法睡觉，请尽快处理。",
    ),
    (
        "锦绣家园附近搅拌站灰尘太大",
        "我是锦绣家园的业主，小区旁边的搅拌站每天粉尘满天飞，窗户都不敢开，环境污染严重。",
    ),
    (
        "锦绣家园搅拌站什么时候搬走",
        "搅拌站离锦绣家园居民楼不到一百米，噪音和扬尘严重影响居民健康，强烈要求搬走。",
    ),
    (
        "锦绣家园小区旁违建搅拌站谁来管",
        "开发商在锦绣家园小区旁违规建设水泥搅拌站，渣土车进进出出，噪声和灰尘让业主苦不堪言。",
    ),
    (
        "再次反映锦绣家园搅拌站扰民",
        "上次反映锦绣家园旁边搅拌站噪音扰民的问题，到现在没有解决，粉尘照样飞，夜里照样施工。",
    ),
]
BOILERPLATE = [
    (
        "请尽快处理噪音扰民问题",
        "尊敬的领导：您好！百忙之中打扰您了。翠湖小区楼下的烧烤店营业到凌晨，吵得人睡不着。恳请领导尽快处理，谢谢！盼复！",
    ),
    (
        "请尽快处理停车难问题",
        "尊敬的领导：您好！百忙之中打扰您了。东方广场周边没有停车位，车辆只能停在路边。恳请领导尽快处理，谢谢！盼复！",
    ),
    (
        "请尽快处理拖欠工资问题",
        "尊敬的领导：您好！百忙之中打扰您了。宏达机械厂拖欠我们工人三个月工资。恳请领导尽快处理，谢谢！盼复！",
    ),
    (
        "请尽快处理路灯不亮问题",
        "尊敬的领导：您好！百忙之中打扰您了。学府街一段路灯坏了半年多，晚上出行不安全。恳请领导尽快处理，谢谢！盼复！",
    ),
]


def events(rows: Sequence[ClusterRow]) -> list[set[str]]:
    groups: dict[str, set[str]] = defaultdict(set)
    for row in rows:
        groups[row.event].add(row.id)
    return sorted(groups.values(), key=sorted)


def many(item: Build, prefix: str, texts: Sequence[tuple[str, str]], **options: str) -> list[Item]:
    return [
        item(f"{prefix}{n}", title, text, hours=n * 2, **options) for n, (title, text) in enumerate(texts)
    ]


def test_the_same_report_from_nine_sites_is_one_event_with_eight_copies(
    clusterer: Clusterer, item: Build, now: datetime
) -> None:
    rows = clusterer.rows(many(item, "r", REPRINTS), now)
    assert [row.duplicate_of for row in rows] == [None] + ["r0"] * 8
    assert len({row.event for row in rows}) == 1


def test_a_rising_toll_stays_one_event_but_no_bulletin_copies_another(
    clusterer: Clusterer, item: Build, now: datetime
) -> None:
    later = REPORT.replace("2人死亡", "12人死亡")
    rows = clusterer.rows(
        [
            item("early", "建材仓库火灾致2人死亡", REPORT),
            item("late", "建材仓库火灾致12人死亡", later, hours=5),
        ],
        now,
    )
    assert [row.duplicate_of for row in rows] == [None, None]
    assert rows[0].event == rows[1].event


def test_a_rumour_and_the_official_account_are_one_event_and_no_copies(
    clusterer: Clusterer, item: Build, now: datetime
) -> None:
    rumour = item("rumour", "网传柳湾区建材仓库大火死了三十人", "听说和平路那个建材仓库大火，死了三十多人，消息被压下来了！",
                  source_kind="social")  # fmt: skip
    rows = clusterer.rows([rumour, item("official", "建材仓库火灾致2人死亡", REPORT, hours=3)], now)
    assert rows[0].event == rows[1].event
    assert [row.duplicate_of for row in rows] == [None, None]


def test_two_fires_of_one_day_in_different_districts_are_two_events(
    clusterer: Clusterer, item: Build, now: datetime
) -> None:
    other = REPORT.replace("柳湾区和平路", "城北区铁西街")
    rows = clusterer.rows(
        [
            item("a", "柳湾区一仓库发生火灾致2人死亡", REPORT),
            item("b", "城北区一仓库发生火灾致2人死亡", other, hours=2),
            item(
                "c",
                "东湖区居民楼起火",
                "今天上午，春江市东湖区光明小区一栋居民楼起火，火势已控制，无人员伤亡。",
                hours=3,
            ),
        ],
        now,
    )
    assert len({row.event for row in rows}) == 3
    assert all(row.duplicate_of is None for row in rows)


def test_complaints_about_one_mixing_station_in_many_wordings_are_one_event(
    clusterer: Clusterer, item: Build, now: datetime
) -> None:
    rows = clusterer.rows(many(item, "m", MIXING_STATION, source_kind="hotline"), now)
    assert len({row.event for row in rows}) == 1


def test_the_boilerplate_of_complaints_glues_nothing_together(
    clusterer: Clusterer, item: Build, now: datetime
) -> None:
    rows = clusterer.rows(many(item, "b", BOILERPLATE, source_kind="hotline"), now)
    assert len({row.event for row in rows}) == len(BOILERPLATE)


def test_one_kind_of_trouble_in_two_estates_is_two_events(
    clusterer: Clusterer, item: Build, now: datetime
) -> None:
    rows = clusterer.rows(
        [
            item(
                "a",
                "翠湖小区麻将馆深夜扰民",
                "翠湖小区3栋一楼开麻将馆，深夜吵闹，影响休息。",
                source_kind="hotline",
            ),
            item(
                "b",
                "金桂花园麻将馆深夜扰民",
                "金桂花园7栋有人开麻将馆，通宵吵闹，影响休息。",
                source_kind="hotline",
            ),
        ],
        now,
    )
    assert rows[0].event != rows[1].event


def test_two_troubles_in_one_estate_are_two_events(clusterer: Clusterer, item: Build, now: datetime) -> None:
    rows = clusterer.rows(
        [
            item("a", "锦绣家园搅拌站噪音扰民", MIXING_STATION[0][1], source_kind="hotline"),
            item(
                "b",
                "锦绣家园业主子女上学难",
                "锦绣家园没有配套小学，孩子上学要划到很远的学区，请教育局解决学位。",
                source_kind="hotline",
            ),
        ],
        now,
    )
    assert rows[0].event != rows[1].event


def test_a_fire_of_last_month_is_another_event(clusterer: Clusterer, item: Build, now: datetime) -> None:
    again = (
        REPORT.replace("建材仓库", "家具仓库")
        .replace("2人死亡、3人受伤", "1人受伤")
        .replace("11月20日", "10月12日")
    )
    rows = clusterer.rows(
        [item("old", "家具仓库火灾", again, hours=-24 * 39), item("new", "建材仓库火灾", REPORT)], now
    )
    assert rows[0].event != rows[1].event


def test_short_texts_are_copies_only_when_nearly_equal(
    clusterer: Clusterer, item: Build, now: datetime
) -> None:
    rows = clusterer.rows(
        [
            item("a", "学府街停水了"),
            item("b", "学府街停水了！"),
            item("c", "学府街停电了"),
            item("d", "学苑街停水了"),
        ],
        now,
    )
    assert [row.duplicate_of for row in rows] == [None, "a", None, None]


def test_the_earliest_copy_is_the_first_of_the_input_even_when_a_later_one_is_older(
    clusterer: Clusterer, item: Build, now: datetime
) -> None:
    rows = clusterer.rows(
        [item("x", "仓库火灾", REPORT, hours=9), item("y", "仓库火灾", REPORT, hours=1)], now
    )
    assert [row.duplicate_of for row in rows] == [None, "x"]


def test_an_id_given_twice_gets_the_same_line_twice(clusterer: Clusterer, item: Build, now: datetime) -> None:
    rows = clusterer.rows([item("x", "仓库火灾", REPORT), item("x", "仓库火灾", REPORT)], now)
    assert rows[0] == rows[1] == ClusterRow("x", rows[0].event, None)


def test_no_items_give_no_rows(clusterer: Clusterer, now: datetime) -> None:
    assert clusterer.rows([], now) == []


def test_words_without_letters_stand_alone(clusterer: Clusterer, item: Build, now: datetime) -> None:
    rows = clusterer.rows([item("a", "！！！"), item("b", "。。。"), item("c", "12345")], now)
    assert len({row.event for row in rows}) == 3


@pytest.mark.parametrize("seed", range(4))
def test_the_events_do_not_depend_on_the_order_of_the_lines(
    clusterer: Clusterer, item: Build, now: datetime, seed: int
) -> None:
    items = many(item, "r", REPRINTS) + many(item, "m", MIXING_STATION, source_kind="hotline")
    items += many(item, "b", BOILERPLATE, source_kind="hotline")
    shuffled = random.Random(seed).sample(items, len(items))
    assert events(clusterer.rows(shuffled, now)) == events(clusterer.rows(items, now))


PIECES = st.sampled_from(
    [REPORT, REPORT[:90], REPORT[60:], MIXING_STATION[0][1], MIXING_STATION[1][1], "停水", "停电了"]
)


@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(texts=st.lists(st.lists(PIECES, min_size=1, max_size=3).map("".join), min_size=1, max_size=8))
def test_copies_never_form_a_chain_and_share_the_event_of_their_original(
    clusterer: Clusterer, item: Build, now: datetime, texts: list[str]
) -> None:
    rows = clusterer.rows([item(f"p{n}", "", text, hours=n) for n, text in enumerate(texts)], now)
    by_id = {row.id: row for row in rows}
    order = [row.id for row in rows]
    for row in rows:
        if row.duplicate_of is not None:
            original = by_id[row.duplicate_of]
            assert original.duplicate_of is None
            assert original.event == row.event
            assert order.index(original.id) < order.index(row.id)


def told(item: Build, reports: Sequence[Told]) -> list[Item]:
    return [
        item(ident, title, text, hours=hours, source_kind=kind) for ident, hours, kind, title, text in reports
    ]


def by_letter(reports: Sequence[Told]) -> list[set[str]]:
    groups: dict[str, set[str]] = defaultdict(set)
    for ident, *_ in reports:
        groups[ident[0]].add(ident)
    return sorted(groups.values(), key=sorted)


def test_reports_of_one_emergency_in_different_words_are_one_event_and_others_of_its_kind_are_not(
    clusterer: Clusterer, item: Build, now: datetime
) -> None:
    assert events(clusterer.rows(told(item, EMERGENCIES), now)) == by_letter(EMERGENCIES)


def test_matters_told_by_posts_media_and_notices_are_kept_apart_from_their_like(
    clusterer: Clusterer, item: Build, now: datetime
) -> None:
    assert events(clusterer.rows(told(item, MATTERS), now)) == by_letter(MATTERS)


def test_a_thousand_complaints_of_like_wording_from_different_estates_are_not_glued_together(
    clusterer: Clusterer, now: datetime
) -> None:
    complaints = [post.item for post in posts(1400, now) if "（" not in post.item.title]
    shared = Counter(row.event for row in clusterer.rows(complaints, now))
    glued = sum(size for size in shared.values() if size > 1)
    assert glued / len(complaints) < 0.005


def test_posts_without_a_title_are_known_by_how_they_begin(
    clusterer: Clusterer, item: Build, now: datetime
) -> None:
    rows = clusterer.rows(
        [
            item("a", "", "红旗街写字楼着火了，浓烟滚滚，消防车来了好几辆", source_kind="social"),
            item("b", "红旗街写字楼起火", "20日上午红旗街一写字楼起火，消防员已到场。", hours=1),
        ],
        now,
    )
    assert rows[0].event == rows[1].event


@pytest.mark.parametrize(
    ("left", "right"),
    [("205路公交车经常不按时发车", "362路公交车经常不按时发车"), ("7号线何时开工", "6号线何时开工")],
)
def test_another_number_is_another_line(
    clusterer: Clusterer, item: Build, now: datetime, left: str, right: str
) -> None:
    rows = clusterer.rows([item("a", left, left), item("b", right, right)], now)
    assert rows[0].event != rows[1].event


@pytest.mark.parametrize("trouble", ["一小区供暖不热", "一条街路灯坏了两个月没人修"])
def test_one_trouble_told_in_one_wording_from_two_districts_is_two_events(
    clusterer: Clusterer, item: Build, now: datetime, trouble: str
) -> None:
    rows = clusterer.rows(
        [
            item(
                name,
                f"长春市{name}{trouble}",
                f"长春市{name}居民反映，{trouble}，多次联系未解决，希望有关部门尽快处理。",
                source_kind="hotline",
            )
            for name in ("朝阳区", "双阳区", "农安县")
        ],
        now,
    )
    assert len({row.event for row in rows}) == 3
    assert all(row.duplicate_of is None for row in rows)

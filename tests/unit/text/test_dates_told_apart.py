"""When it happened, where other times stand beside it: the communiqué's, what eased, another happening, a seat's number, a rumour's."""

from __future__ import annotations

from datetime import date, datetime

import pytest

from monitor.clock import SHANGHAI
from monitor.text.dates import find_occurrence

NOW = datetime(2026, 11, 20, 8, tzinfo=SHANGHAI)


@pytest.mark.parametrize(
    ("text", "when"),
    [
        # What was put on the net or sent to the papers has an hour of its own.
        (
            "昨天清早6点20，菜市场刚开门。一辆罐车下坡没刹住。昨天夜里9点，县政府官网贴出通告，死亡3人。",
            "2026-11-19 06:20",
        ),
        (
            "前天上午9点来钟，一条渡船在离岸十几米处翻了。县里下午4点发的通稿是：“事故造成4人死亡。”",
            "2026-11-18 09:00",
        ),
        (
            "11月16日凌晨1时许，曾在当地红火一时的酒楼付之一炬。头一个数字来自消防：凌晨5点，“死亡2人，伤6人”。",
            "2026-11-16 01:00",
        ),
        # A number of a lane or a berth is no day.
        ("我坐12号，靠窗。11号是个去看女儿的大叔。昨天早上7点多，车翻了。", "2026-11-19 07:00"),
        ("昨日中午12点40分，一辆货车停在5号道交费时尾部冒烟。", "2026-11-19 12:40"),
        # A rumour that is put right dates nothing.
        (
            "昨天19:10左右发现孩子，17分钟后120到。网上说“同一天淹了两个”，另一个是中暑，已经回家。",
            "2026-11-19 19:10",
        ),
    ],
)
def test_it_finds_the_hour_of_the_happening_beside_others(text: str, when: str) -> None:
    found = find_occurrence(text, NOW, ground="hour")
    assert found is not None
    assert found.value == datetime.fromisoformat(when).replace(tzinfo=SHANGHAI)


@pytest.mark.parametrize(
    ("text", "day"),
    [
        (
            "11月16日凌晨，河水上涨3.2米，冲走一人。此外15日傍晚一名学生在河边失足落水，并非此次洪水造成，不计入。",
            "2026-11-16",
        ),
        # A day that is kept every year is that of the year that is told.
        ("每年十月十八，几家人要在一起吃饭。2009年的这天，井下瓦斯着了。", "2009-10-18"),
        ("每年七月二十八他都来。1976年的那天凌晨，他在厂里值班。今天上午，全市鸣笛三分钟。", "1976-07-28"),
        # What eased later is not when it began.
        ("11月12日起，河水锑浓度超标，水厂停止取水。11月15日8时，取水口锑浓度降至限值以内。", "2026-11-12"),
    ],
)
def test_it_finds_the_day_of_the_happening_beside_others(text: str, day: str) -> None:
    found = find_occurrence(text, NOW, ground="hour")
    assert found is not None
    assert found.day == date.fromisoformat(day)


def test_days_of_what_came_after_leave_the_day_to_the_headline() -> None:
    text = "11月16日转出2人，其中1人不治。截至11月19日在院5人。"
    assert find_occurrence(text, NOW, title="关于“11·14”爆炸事故善后情况", ground="hour") is None
    assert find_occurrence(text, NOW, title="善后情况", ground="hour") is not None


@pytest.mark.parametrize(
    ("text", "day"),
    [
        # The eighteenth is a day where nobody has that number; a village fair once 红火, too.
        ("18号中午，三号仓库起火。", "2026-11-18"),
        ("18号是个大晴天，谁知中午仓库起火了。", "2026-11-18"),
        ("11月17日，曾某驾车坠入河中。", "2026-11-17"),
        ("11月17日18时，河水水位涨到警戒线，冲垮了桥。", "2026-11-17"),
    ],
)
def test_what_only_looks_alike_dates_it(text: str, day: str) -> None:
    found = find_occurrence(text, NOW, ground="hour")
    assert found is not None
    assert found.day == date.fromisoformat(day)


@pytest.mark.parametrize(
    ("text", "when"),
    [
        # An hour deep in the night that was named belongs to the day after.
        ("前晚的雨下得邪乎。夜里两点来钟，后山垮了，埋了三户。", "2026-11-19 02:00"),
        ("前天下了雨。夜里九点来钟，后山垮了，埋了三户。", "2026-11-18 21:00"),
    ],
)
def test_a_night_runs_past_midnight(text: str, when: str) -> None:
    found = find_occurrence(text, NOW, ground="hour")
    assert found is not None
    assert found.value == datetime.fromisoformat(when).replace(tzinfo=SHANGHAI)


def test_what_is_named_after_its_day_is_older_than_who_came_to_see() -> None:
    text = "“11·13”坍塌事故调查组昨天进驻，4名死者的家属已签协议。"
    found = find_occurrence(text, NOW, ground="hour")
    assert found is not None
    assert found.day == date(2026, 11, 13)


@pytest.mark.parametrize(
    ("text", "day"),
    [
        # Nearby and in front of are words for a place; 近2日 and 事发前2日 count days.
        ("一座学校附近19日晚传出爆炸声，5人受伤。", date(2026, 11, 19)),
        ("市政府门前19日上午发生一起车祸，3人受伤。", date(2026, 11, 19)),
        ("近2日暴雨引发山洪。", None),
        ("该厂开业前2日发生火灾。", None),
    ],
)
def test_a_day_behind_a_word_for_a_place_is_a_day(text: str, day: date | None) -> None:
    found = find_occurrence(text, NOW)
    assert (found.day if found else None) == day

"""A part of the day that is told without an hour is kept beside its bare day."""

from __future__ import annotations

from datetime import date, datetime

import pytest

from monitor.clock import SHANGHAI
from monitor.sla.day_parts import DAY_PART_LABELS
from monitor.text import parts_of_day
from monitor.text.dates import find_occurrence
from monitor.text.parts_of_day import part_of_day

NOW = datetime(2026, 11, 24, 9, tzinfo=SHANGHAI)


def told(text: str) -> tuple[date | datetime, str | None]:
    found = find_occurrence(text, NOW)
    assert found is not None
    return found.value, found.part


@pytest.mark.parametrize(
    ("text", "day", "part"),
    [
        ("昨晚，长春市宽城区一厂房起火，烧了整整一夜。", 23, "evening"),
        ("昨夜长春市宽城区一厂房发生火灾。", 23, "evening"),
        ("22日凌晨，朝阳区一居民楼发生爆炸。", 22, "small_hours"),
        ("今天早上，二道区一工地发生坍塌。", 24, "morning"),
        ("11月22日下午，绿园区一仓库发生火灾。", 22, "afternoon"),
        ("昨天傍晚，南关区两车相撞，多人受伤。", 23, "dusk"),
        ("昨天夜里，双阳区一民房着火了。", 23, "evening"),
        ("今天夜里，双阳区一民房着火了。", 24, "night"),
        ("23日，双阳区一民房发生火灾。", 23, None),
    ],
)
def test_the_part_of_the_day_is_kept_with_the_day(text: str, day: int, part: str | None) -> None:
    assert told(text) == (date(2026, 11, day), part)


def test_an_hour_needs_no_part() -> None:
    assert told("昨晚8时许，长春市宽城区一厂房起火。") == (datetime(2026, 11, 23, 20, tzinfo=SHANGHAI), None)


def test_every_part_has_a_label_and_every_label_a_part() -> None:
    assert set(DAY_PART_LABELS) == set(parts_of_day._WORDS)


def test_a_word_that_is_no_part_names_none() -> None:
    assert part_of_day("") is None and part_of_day("周末") is None


@pytest.mark.parametrize(
    ("text", "moment"),
    [
        ("昨晚5点半左右，长春市朝阳区一饭店厨房起火。", datetime(2026, 11, 23, 17, 30, tzinfo=SHANGHAI)),
        ("22日晚间5时许，二道区一工地坍塌。", datetime(2026, 11, 22, 17, tzinfo=SHANGHAI)),
        ("昨天半夜两点，二道区一民房着火了。", datetime(2026, 11, 24, 2, tzinfo=SHANGHAI)),
        ("23日早上5点半，二道区一早市塌了个棚子。", datetime(2026, 11, 23, 5, 30, tzinfo=SHANGHAI)),
    ],
)
def test_five_in_the_evening_is_no_hour_of_the_morning(text: str, moment: datetime) -> None:
    assert told(text)[0] == moment


def test_those_who_were_found_dead_had_died_before() -> None:
    text = "11月20日失踪的两名学生，23日14时在伊通河被发现，均已溺亡。长春警方称两人系20日16时左右落水。"
    assert told(text)[0] == datetime(2026, 11, 20, 16, tzinfo=SHANGHAI)
    assert told("23日14时，两人在伊通河落水，被人发现后救起。")[0] == datetime(
        2026, 11, 23, 14, tzinfo=SHANGHAI
    )


def test_a_day_of_this_week_in_a_plan_is_the_one_to_come() -> None:
    text = "本周六上午10点，长春一商场将进行停电检修。此前该商场22日晚8点突然停电，两人被困电梯。"
    assert told(text)[0] == datetime(2026, 11, 22, 20, tzinfo=SHANGHAI)
    assert told("本周一上午7点，长春一商场突然停电，两人被困电梯。")[0] == datetime(
        2026, 11, 23, 7, tzinfo=SHANGHAI
    )

"""The numbers of a case: what each further item makes of the official ones and of the highest told, and how they are printed."""

from __future__ import annotations

from datetime import datetime

import pytest

from monitor.classify.figures.speakers import Speaker
from monitor.classify.result import Figure
from monitor.clock import SHANGHAI
from monitor.sla.toll_words import toll_history, toll_line
from monitor.sla.tolls import Report, Tolls, is_bulletin, merged, with_report


def at(hour: int, minute: int = 0) -> datetime:
    return datetime(2026, 11, 8, hour, minute, tzinfo=SHANGHAI)


def official(value: int, organ: str | None = None, **more: object) -> Figure:
    return Figure(value, origin="official", speaker=Speaker(organ, more.pop("at", None)), whole=True, **more)  # type: ignore[arg-type]


def bulletin(hour: int, *, anew: bool = True, copy: bool = False, **figures: Figure) -> Report:
    told = {name: f for name, f in figures.items() if f.origin == "official"}
    return Report(at(hour), figures, told, anew=anew, copy=copy)


def after(*reports: Report) -> Tolls:
    tolls: Tolls = {}
    for report in reports:
        tolls = with_report(tolls, report)
    return tolls


FIRST = bulletin(16, deaths=official(10, "长春发布"), injured=official(15, "长春发布"))


def test_the_final_bulletin_lowers_the_injured_and_keeps_what_it_replaced() -> None:
    tolls = after(FIRST, bulletin(22, deaths=official(12, "长春发布"), injured=official(6, "长春发布")))
    assert (tolls["deaths"]["official"], tolls["injured"]["official"]) == (12, 6)
    assert [e["value"] for e in tolls["injured"]["earlier"]] == [15]
    assert tolls["injured"]["highest"] == 15
    assert toll_history(tolls) == [
        "死亡：10人（11月8日16:00，长春发布） → 12人（11月8日22:00，长春发布）",
        "受伤：15人（11月8日16:00，长春发布） → 6人（11月8日22:00，长春发布）",
    ]


def test_the_highest_told_never_falls_when_the_official_number_is_set_right() -> None:
    tolls = after(bulletin(12, deaths=official(2)), bulletin(14, deaths=official(1)))
    assert (tolls["deaths"]["official"], tolls["deaths"]["highest"]) == (1, 2)


def test_a_report_that_still_mentions_an_old_number_does_not_lower_the_official_one() -> None:
    tolls = after(FIRST, bulletin(23, anew=False, deaths=official(2)))
    assert tolls["deaths"]["official"] == 10


def test_fewer_injured_beside_no_fewer_dead_are_the_later_word() -> None:
    tolls = after(FIRST, bulletin(23, anew=False, deaths=official(10), injured=official(6)))
    assert tolls["injured"]["official"] == 6


def test_an_hour_told_in_the_text_decides_which_bulletin_is_the_later() -> None:
    told = official(6, "长春发布", at=at(22, 20))
    tolls = after(FIRST, bulletin(23, anew=False, injured=told))
    assert (tolls["injured"]["official"], tolls["injured"]["official_at"]) == (6, "2026-11-08T22:20:00+08:00")
    stale = official(20, "长春发布", at=at(15))
    assert with_report(tolls, bulletin(23, injured=stale))["injured"]["official"] == 6


def test_a_copy_of_an_old_bulletin_that_comes_late_moves_nothing_down() -> None:
    final = bulletin(22, deaths=official(12))
    tolls = after(FIRST, final, bulletin(23, copy=True, deaths=official(10)))
    assert tolls["deaths"]["official"] == 12


def test_a_lower_organ_does_not_lower_what_a_higher_one_announced() -> None:
    by_city = bulletin(16, injured=official(15, "长春市应急管理局"))
    by_district = bulletin(18, injured=official(9, "朝阳区应急管理局"))
    assert after(by_city, by_district)["injured"]["official"] == 15
    assert after(by_district, by_city)["injured"]["official"] == 9, "what is older replaces nothing"
    by_province = bulletin(20, injured=official(9, "吉林省应急管理厅"))
    assert after(by_city, by_province)["injured"]["official"] == 9


def test_part_of_the_harmed_does_not_replace_all_of_them() -> None:
    some = Figure(2, origin="official", speaker=Speaker("长春发布"))
    assert after(FIRST, bulletin(22, injured=some))["injured"]["official"] == 15


def test_an_official_number_is_never_taken_from_what_nobody_stands_for() -> None:
    tolls = after(FIRST, Report(at(18), {"deaths": Figure(31, origin="unverified")}))
    assert (tolls["deaths"]["official"], tolls["deaths"]["highest"]) == (10, 31)


def test_of_two_cases_that_are_one_the_later_official_number_and_the_highest_stand() -> None:
    one, other = after(FIRST), after(bulletin(22, deaths=official(8, "长春发布")))
    both = merged(one, other)
    assert (both["deaths"]["official"], both["deaths"]["highest"]) == (8, 10)
    assert [e["value"] for e in both["deaths"]["earlier"]] == [10]
    assert both == merged(both, other)


@pytest.mark.parametrize(
    ("reports", "line"),
    [
        (
            [bulletin(22, deaths=official(12, "长春发布"), injured=official(6, "长春发布")),
             Report(at(18), {"deaths": Figure(31, origin="unverified")})],
            "官方通报：死亡12人、受伤6人（11月8日22:00，长春发布）；网传最高31人死亡（未核实）",
        ),
        ([Report(at(9), {"deaths": Figure(11, "at_least", "unverified")})], "官方尚未通报伤亡；网传最高至少11人死亡（未核实）"),
        ([Report(at(9), {"deaths": Figure(3)})], "官方尚未通报伤亡；媒体报道最高3人死亡"),
        (
            [bulletin(9, deaths=official(0), injured=official(0), seriously_injured=official(0))],
            "官方通报：无人员伤亡（11月8日09:00）",
        ),
        ([bulletin(9, deaths=official(0), injured=official(4))], "官方通报：无人死亡、受伤4人（11月8日09:00）"),
        (
            [bulletin(9, deaths=official(2, "甲局")), bulletin(11, missing=official(3, "乙局"))],
            "官方通报：死亡2人（11月8日09:00，甲局），失踪失联3人（11月8日11:00，乙局）",
        ),
        ([bulletin(9, loss_yuan=official(3_500_000))], "官方通报：直接经济损失350万元（11月8日09:00）"),
        ([bulletin(12, deaths=official(2)), bulletin(14, deaths=official(1))], "官方通报：死亡1人（11月8日14:00）"),
        (
            [Report(at(9), {"deaths": Figure(12), "injured": Figure(7), "seriously_injured": Figure(4)})],
            "官方尚未通报伤亡；媒体报道最高12人死亡、7人受伤（其中4人重伤）",
        ),
        (
            [bulletin(9, injured=official(7), seriously_injured=official(4), evacuated=official(80))],
            "官方通报：受伤7人（其中重伤4人）、疏散转移80人（11月8日09:00）",
        ),
        (
            [bulletin(9, injured=official(0), seriously_injured=official(0), deaths=official(1))],
            "官方通报：死亡1人（11月8日09:00）",
        ),
        ([], ""),
    ],
)  # fmt: skip
def test_one_line_tells_the_official_numbers_first_and_then_what_else_is_said(
    reports: list[Report], line: str
) -> None:
    assert toll_line(after(*reports)) == line


@pytest.mark.parametrize(
    "words", ["经核实此前通报有误，共造成1人死亡", "【情况通报】造成3人死亡", "火灾事故续报", "最终通报"]
)
def test_a_bulletin_is_known_by_its_words(words: str) -> None:
    assert is_bulletin(words)
    assert not is_bulletin("据官方通报，火灾造成2人死亡。")

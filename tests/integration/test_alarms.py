"""Alarms: raised once, also by two processes at one moment, on both databases."""

from __future__ import annotations

import threading
from concurrent.futures import ThreadPoolExecutor

from monitor.steps.alarms import clear_alarm, headed, raise_alarm
from monitor.steps.desk import Work
from tests.office import TestOffice

_KEY = "roster:gaps"


def raise_it(office: TestOffice, meet: threading.Barrier | None = None) -> bool:
    desk = office.program.desk
    if meet is not None:
        meet.wait(10)
    with desk.database.write() as tx:
        return raise_alarm(Work(tx, desk.book, desk.now()), _KEY, "roster_ahead", "值班表有空档")


def clear_it(office: TestOffice) -> None:
    desk = office.program.desk
    with desk.database.write() as tx:
        assert clear_alarm(Work(tx, desk.book, desk.now()), _KEY)


def at_once(office: TestOffice) -> list[bool]:
    """Four processes find the same fault at one moment."""
    meet = threading.Barrier(4)
    with ThreadPoolExecutor(4) as pool:
        return list(pool.map(lambda _: raise_it(office, meet), range(4)))


def test_processes_that_find_a_fault_at_one_moment_raise_one_alarm_and_none_of_them_fails(
    office: TestOffice,
) -> None:
    assert sorted(at_once(office)) == [False, False, False, True]
    assert len(office.audit("alarm.raised")) == 1


def test_an_alarm_that_comes_again_is_raised_again_by_one_of_them(office: TestOffice) -> None:
    assert raise_it(office)
    clear_it(office)
    office.clock.move(hours=7)
    assert sorted(at_once(office)) == [False, False, False, True]
    assert len(office.audit("alarm.raised")) == 2


def test_an_alarm_that_stands_is_not_raised_again(office: TestOffice) -> None:
    assert (raise_it(office), raise_it(office)) == (True, False)


def test_a_long_alarm_is_told_whole_and_not_cut_in_its_title(office: TestOffice) -> None:
    text = "信源“市政府门户网站·政务要闻”自11月24日 03:10起中断：无法解析主机名 www.example.gov.cn，请检查"
    with office.acting("system") as work:
        raise_alarm(work, "silent:x", "step_silent", text)
    office.deliver()
    (told,) = office.receiver.texts_to("li")
    assert "…" not in told.split("编号")[0] and "无法解析主机名 www.example.gov.cn，请检查" in told


def test_a_sentence_is_parted_at_its_colon_before_its_comma() -> None:
    long = "值班表文件 roster.yaml 已修改：赵六的通知渠道或电话有改动，轮值有改动；2人的班次随之变化"
    assert headed(long) == ("值班表文件 roster.yaml 已修改", long.partition("：")[2])
    assert headed("值班表有空档") == ("值班表有空档", "")
    assert headed("一" * 60) == ("一" * 60, "一" * 60)

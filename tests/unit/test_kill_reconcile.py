"""The reconciliation of the kill test finds each fault that it is there to find."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from monitor.bench.kill import EXPECTED
from monitor.bench.kill_reconcile import reconcile

T = 1_000_000.0
FULL = "1. 【重大】甲仓库火灾（舆〔2026〕1号）\n{kind} · 宽城区\n首发权威信息：12月1日前，还剩5秒\n2. 【重大】乙矿透水（舆〔2026〕2号）\n新立案 · 南关区\n编号 {number}{mark}"


class Books:
    """The books of one made-up run: one item, up all the time unless said otherwise."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._write("expected.json", json.dumps(EXPECTED))
        self.items = [{"id": "i1", "title": "甲仓库火灾", "text": "", "published": int(T)}]
        self.runs: list[dict[str, Any]] = [{"started": T - 5, "listening": T - 3, "killed": T + 500}]
        self.received: list[dict[str, Any]] = []
        self.polls: list[dict[str, float]] = []

    def message(self, after: float, kind: str, number: int, *, mark: str = "") -> Books:
        body = FULL.format(kind=kind, number=number, mark=mark)
        self.received.append({"at": T + after, "to": "zhang", "body": body})
        return self

    def all_well(self) -> Books:
        return self.message(1, "新立案", 1).message(7, "时限将到", 2).message(13, "已逾期", 3)

    def figures(self) -> dict[str, Any]:
        for name in ("items", "runs", "received", "polls"):
            self._write(f"{name}.jsonl", "".join(json.dumps(r) + "\n" for r in getattr(self, name)))
        return reconcile(self.folder)

    def _write(self, name: str, text: str) -> None:
        (self.folder / name).write_text(text, encoding="utf-8")


@pytest.fixture
def books(tmp_path: Path) -> Books:
    return Books(tmp_path)


def faults(figures: dict[str, Any]) -> dict[str, int]:
    names = ("lost", "late", "early", "duplicates", "unmarked_duplicates")
    return {n: figures[n] for n in names if figures[n]}


def test_a_run_in_which_everything_came_in_time_has_no_fault(books: Books) -> None:
    assert faults(books.all_well().figures()) == {}


def test_a_notice_that_never_came_is_lost(books: Books) -> None:
    assert faults(books.message(1, "新立案", 1).message(7, "时限将到", 2).figures()) == {"lost": 1}


def test_an_early_notice_does_not_stand_for_a_later_one(books: Books) -> None:
    assert faults(books.message(1, "新立案", 1).figures()) == {"lost": 2}


def test_after_a_time_without_service_the_gravest_notice_speaks_for_all(books: Books) -> None:
    books.runs = [{"started": T, "listening": T + 100, "killed": T + 500}]
    figures = books.message(101, "已逾期", 1).figures()
    assert faults(figures) == {}
    assert figures["overtaken"] == 2


def test_a_notice_that_came_long_after_its_time_while_the_service_ran_is_late(books: Books) -> None:
    assert faults(
        books.message(1, "新立案", 1).message(7, "时限将到", 2).message(60, "已逾期", 3).figures()
    ) == {"late": 1}


def test_time_without_service_is_not_counted_as_lateness(books: Books) -> None:
    books.runs = [
        {"started": T - 5, "listening": T - 3, "killed": T + 8},
        {"started": T + 60, "listening": T + 62, "killed": T + 500},
    ]
    assert (
        faults(books.message(1, "新立案", 1).message(7, "时限将到", 2).message(64, "已逾期", 3).figures())
        == {}
    )


def test_a_notice_before_its_time_is_early(books: Books) -> None:
    assert faults(
        books.message(1, "新立案", 1).message(3, "时限将到", 2).message(13, "已逾期", 3).figures()
    ) == {"early": 1}


def test_a_repetition_that_says_so_is_a_duplicate_and_one_that_does_not_is_unmarked(books: Books) -> None:
    books.all_well().message(80, "已逾期", 3, mark=" 可能重复（上次发送结果不明）")
    assert faults(books.figures()) == {"duplicates": 1}
    books.message(90, "已逾期", 3)
    assert faults(books.figures()) == {"duplicates": 2, "unmarked_duplicates": 1}


def test_the_same_notice_in_another_message_is_a_duplicate_too(books: Books) -> None:
    assert faults(books.all_well().message(14, "已逾期", 4).figures()) == {
        "duplicates": 1,
        "unmarked_duplicates": 1,
    }


def test_how_long_a_clock_is_over_is_not_taken_for_the_notice_that_it_passed(books: Books) -> None:
    body = "【重大】甲仓库火灾（舆〔2026〕1号）\n新立案 · 宽城区\n首发权威信息：已逾期5秒\n编号 1"
    books.received.append({"at": T + 1, "to": "zhang", "body": body})
    assert faults(books.figures()) == {"lost": 2}


def test_two_processes_side_by_side_are_one_time_of_service(books: Books) -> None:
    books.runs = [
        {"started": T - 5, "listening": T - 3, "killed": T + 24},
        {"started": T - 5, "listening": T - 3, "killed": T + 18},
        {"started": T + 20, "listening": T + 22, "killed": T + 500},
    ]
    books.message(1, "新立案", 1).message(7, "时限将到", 2)
    assert faults(books.message(31, "已逾期", 3).figures()) == {}


def test_a_source_that_is_not_asked_any_more_shows_as_a_gap(books: Books) -> None:
    books.runs = [
        {"started": T - 5, "listening": T, "killed": T + 20},
        {"started": T + 30, "listening": T + 40, "killed": T + 52},
    ]
    books.polls = [{"at": T + 1}, {"at": T + 2}, {"at": T + 41}]
    assert books.figures()["longest_poll_gap_s"] == 18.0


def test_a_machine_on_which_a_start_takes_long_is_given_twice_that_time(books: Books) -> None:
    books.message(1, "新立案", 1).message(7, "时限将到", 2).message(42, "已逾期", 3)
    assert faults(books.figures()) == {"late": 1}
    books.runs = [{"started": T - 23, "listening": T - 3, "killed": T + 500}]
    assert faults(books.figures()) == {}

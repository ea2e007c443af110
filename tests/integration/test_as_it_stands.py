"""A message that had to wait tells of its matters as they stand when it goes out, on both databases."""

from __future__ import annotations

from typing import Any

import pytest

from monitor.notify.message import Receipt
from monitor.steps import acts, publications, reversal
from monitor.steps.publications import Publication
from monitor.store.matters import live_acts
from tests.office import TestOffice, fire

BURNT = "今日6时许，长春市宽城区一厂房发生火灾，造成12人死亡、3人受伤。"


@pytest.fixture
def night(office: TestOffice) -> TestOffice:
    """Three quarters and more of the forty-eight hours are over at night; the section head is left to sleep."""
    office.ingest(fire())
    office.beat()
    office.clock.set("2026-11-26T02:30:00+08:00")
    office.beat()
    office.receiver.got.clear()
    assert [m.held_for for m in office.messages("zhao") if m.state == "pending"] == ["quiet"]
    return office


def morning(office: TestOffice) -> str:
    """What the section head reads at the end of the quiet hours."""
    office.clock.set("2026-11-26T06:30:30+08:00")
    office.deliver()
    (text,) = office.receiver.texts_to("zhao")
    return text


def respond(office: TestOffice) -> None:
    with office.on_case() as (work, case):
        publications.record(work, case, Publication("response", work.now, url="http://www.example.cn/1"))


def test_what_still_runs_is_told_with_its_clock(night: TestOffice) -> None:
    text = morning(night)
    assert "时限将到" in text and "请在时限前发布并登记凭证" in text and "还剩29分" in text


def test_nobody_is_asked_in_the_morning_for_what_was_answered_at_night(night: TestOffice) -> None:
    respond(night)
    text = morning(night)
    assert "所提时限已了结" in text
    assert "请在时限前发布" not in text and "时限将到" not in text


def test_a_time_that_runs_anew_is_not_called_settled(night: TestOffice) -> None:
    """The record was a mistake and revoked: the first row gave way to another, and the same time still runs."""
    respond(night)
    with night.on_case() as (work, case):
        (record,) = live_acts(work.tx.session, case.id, "record")
        reversal.revoke(work, case, record.id, "误登")
    text = morning(night)
    assert "所提时限已了结" not in text and "请在时限前发布" in text


def test_the_grade_is_the_present_one(night: TestOffice) -> None:
    with night.on_case() as (work, case):
        acts.grade(work, case, "II", "伤亡增加")
    assert "【重大" in morning(night)


def test_what_is_passed_on_late_tells_of_the_matter_as_it_is(sqlite_office: TestOffice) -> None:
    office = sqlite_office

    def circuits(tree: dict[str, Any]) -> None:
        tree["circuit"] = {"failures": 99}

    office.edit("delivery.yaml", circuits)
    office.ingest(fire())
    office.watch()
    with office.on_case(person="zhang") as (work, case):
        acts.grade(work, case, "II", "伤亡增加")
    office.clock.move(seconds=5)
    office.receiver.answers = [Receipt(False, answer="HTTP 503")] * 500
    for _ in range(9):
        office.deliver()
        office.clock.move(minutes=12)
    passed = [m for m in office.messages() if m.dedupe.startswith("passed:")]
    assert passed and all("【重大" in m.title for m in passed)

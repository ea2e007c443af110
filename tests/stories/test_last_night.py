"""“昨晚” and no hour: the clock starts at the earliest hour of the evening, and waits for somebody to confirm it."""

from __future__ import annotations

from typing import Any

import pytest

from monitor.clock import parse_time
from monitor.steps import acts
from monitor.steps.reversal import rebook
from monitor.steps.rule_edits import tell_rule_edits
from tests.office import TestOffice, fire

EVENING = "2026-11-23T17:00:00+08:00"


def at_night(**fields: Any) -> Any:
    return fire(text="昨晚，长春市宽城区一厂房发生火灾，造成12人死亡、3人受伤。", **fields)


def first_release(office: TestOffice) -> dict[str, Any]:
    rows = office.case()["deadlines"]
    (found,) = [
        d for d in rows if d["kind"] == "first_release" and d["counts"] and d["state"] != "superseded"
    ]
    return found


@pytest.fixture
def told(office: TestOffice) -> TestOffice:
    office.ingest(at_night())
    return office


def test_the_clock_starts_with_the_evening_and_not_with_the_day(told: TestOffice) -> None:
    row = first_release(told)
    assert (row["start_evidence"], row["start_at"]) == ("occurrence", EVENING)
    assert row["due_at"] == "2026-11-23T22:00:00+08:00"


def test_it_rings_and_is_no_breach_before_its_hour_is_confirmed(told: TestOffice) -> None:
    told.clock.move(hours=10)
    told.beat()
    assert (first_release(told)["state"], first_release(told)["time_pending"]) == ("open", True)
    with told.on_case() as (work, case):
        acts.correct_start(work, case, parse_time("2026-11-23T23:40:00+08:00"), "119接警记录")
    row = first_release(told)
    assert (row["start_evidence"], row["due_at"]) == ("confirmed", "2026-11-24T04:40:00+08:00")
    told.watch()
    assert first_release(told)["state"] == "breached"


def test_the_record_says_what_was_taken_for_granted(told: TestOffice) -> None:
    (start,) = [s for s in told.case()["starts"] if s["evidence"] == "occurrence"]
    assert (start["day_part"], start["assumed"]) == ("evening", "只说“晚上”，暂按17:00起算")
    assert any('"day_part":"evening"' in r.body for r in told.audit("clock.start"))


def test_another_report_that_tells_an_earlier_part_of_the_day_moves_the_clock_forward(
    told: TestOffice,
) -> None:
    told.ingest(
        fire(
            id="fire-2",
            text="昨天下午，长春市宽城区一厂房发生火灾，造成12人死亡、3人受伤。",
            source="另一家新闻网",
        )
    )
    assert len(told.cases()) == 1
    assert first_release(told)["start_at"] == "2026-11-23T12:00:00+08:00"
    old = [d for d in told.case()["deadlines"] if d["start_at"] == EVENING]
    assert old and {d["state"] for d in old} == {"superseded"}


def test_an_evening_that_has_not_come_when_it_is_told_says_no_more_than_the_day(office: TestOffice) -> None:
    office.ingest(fire(text="今天夜里，长春市宽城区一厂房发生火灾，造成12人死亡。"))
    assert first_release(office)["start_at"] == "2026-11-24T00:00:00+08:00"


def test_an_edit_that_lets_the_evening_begin_later_is_told_as_lighter_and_moves_no_running_clock(
    office: TestOffice,
) -> None:
    office.edit("sla.yaml", lambda _: None)
    tell_rule_edits(office.program.desk)
    office.ingest(at_night())
    office.edit("sla.yaml", lambda tree: tree["day_parts"].update(evening=20))
    assert tell_rule_edits(office.program.desk)
    alarm = office.audit("rules.edited")
    assert alarm and first_release(office)["start_at"] == EVENING
    office.watch()
    texts = [m.body for m in office.messages()]
    assert any("day_parts.evening 由17改为20" in t and "放宽或取消了“晚上”的起算时刻" in t for t in texts)
    number = office.cases()[0].number
    assert any(f"按现行规则会不同的有{number}" in t for t in texts)
    with office.on_case() as (work, case):
        rebook(work, case, "经会商，改用现行规则")
    assert first_release(office)["start_at"] == "2026-11-23T20:00:00+08:00"


def test_rule_files_of_before_go_on_working(office: TestOffice) -> None:
    office.edit("sla.yaml", lambda tree: tree.pop("day_parts"))
    office.ingest(at_night())
    assert first_release(office)["start_at"] == EVENING

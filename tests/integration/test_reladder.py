"""An edited ladder touches new deadlines only, until an officer re-applies it with a reason; nothing sent is touched."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from sqlmodel import col, select

from monitor.cli import run
from monitor.clock import parse_time
from monitor.errors import Refused
from monitor.steps import acts, publications
from monitor.steps.publications import Publication
from monitor.steps.reladder import reladder
from monitor.store.duty_tables import DeadlineLadder
from monitor.store.tables import Deadline, LadderStep
from tests.office import TestOffice, fire

REASON = "节假日期间加密提醒"


def _rungs(*rungs: dict[str, Any]) -> Callable[[dict[str, Any]], object]:
    """The ordinary ladder becomes these rungs, each to the officer until settled."""
    common = {"to": ["officer"], "until": ["settled"], "label": "提醒"}
    return lambda tree: tree["ladders"].update(ordinary=[common | r for r in rungs])


def _reapply(office: TestOffice, reason: str = REASON) -> None:
    with office.on_case() as (work, case):
        reladder(work, case, reason)


def _response(office: TestOffice) -> Deadline:
    (row,) = office.deadlines("response")
    return row


def _steps(office: TestOffice, state: str) -> dict[str, LadderStep]:
    """The rungs of the response's deadline in a state, by the rung's id."""
    ident = _response(office).id
    return {s.rung["id"]: s for s in office.steps() if s.deadline_id == ident and s.state == state}


def _kept(office: TestOffice) -> list[DeadlineLadder]:
    with office.program.database.read() as session:
        return list(session.exec(select(DeadlineLadder).order_by(col(DeadlineLadder.id))))


@pytest.fixture
def half(office: TestOffice) -> TestOffice:
    """An ordinary fire whose response is half through its 48 hours: the rung at the half has been sent."""
    office.ingest(fire())
    office.clock.move(hours=25)
    office.beat()
    assert set(_steps(office, "fired")) == {"half"}
    return office


def test_an_edited_ladder_alone_changes_nothing_for_open_deadlines(half: TestOffice) -> None:
    before = {s.id: (s.state, s.next_at) for s in half.steps()}
    half.edit("sla.yaml", _rungs({"id": "close", "before": "2h"}))
    half.watch()
    assert {s.id: (s.state, s.next_at) for s in half.steps()} == before


def test_re_applied_its_rungs_take_the_place_of_those_that_wait(half: TestOffice) -> None:
    waited = _steps(half, "waiting")
    half.edit(
        "sla.yaml",
        _rungs({"id": "half", "share": 0.5}, {"id": "close", "before": "2h"}, {"id": "due", "after": "0m"}),
    )
    _reapply(half)
    due = _response(half).due_at
    assert {i: s.due_at for i, s in _steps(half, "waiting").items()} == {
        "close": due - timedelta(hours=2),
        "due": due,
    }
    ended = {s.id: s.outcome for s in half.steps() if s.id in {w.id for w in waited.values()}}
    assert set(ended.values()) == {"reladdered"} and len(ended) == len(waited)


def test_what_was_sent_is_neither_touched_nor_sent_again(half: TestOffice) -> None:
    sent = _steps(half, "fired")["half"]
    half.edit(
        "sla.yaml", _rungs({"id": "half", "share": 0.75, "label": "改过"}, {"id": "due", "after": "0m"})
    )
    _reapply(half)
    same = _steps(half, "fired")["half"]
    assert (same.rung, same.due_at, same.fired_at) == (sent.rung, sent.due_at, sent.fired_at)
    half.clock.set("2026-11-26T06:59:00+08:00")
    half.beat()
    assert [s for s in half.steps() if s.rung["label"] == "改过"] == []


def test_the_ladder_it_was_made_with_and_each_re_applied_one_are_kept(half: TestOffice) -> None:
    frozen = _response(half).ladder
    half.edit("sla.yaml", _rungs({"id": "close", "before": "2h"}))
    _reapply(half)
    half.edit("sla.yaml", _rungs({"id": "close", "before": "3h"}))
    _reapply(half)
    row = _response(half)
    assert row.ladder == frozen
    rows = [k for k in _kept(half) if k.deadline_id == row.id]
    assert [k.ladder[0]["before"] for k in rows] == ["PT2H", "PT3H"]
    assert len({k.rule_version for k in rows}) == 2
    assert list(_steps(half, "waiting")) == ["close"]


def test_due_time_and_state_stay_as_they_are_and_the_audit_says_who_and_why(half: TestOffice) -> None:
    before = _response(half)
    half.edit("sla.yaml", _rungs({"id": "close", "before": "2h"}))
    _reapply(half)
    after = _response(half)
    assert (after.due_at, after.state, after.start_at) == (before.due_at, before.state, before.start_at)
    (act,) = half.audit("case.reladder")
    assert act.actor == "zhang" and json.loads(act.body)["reason_sha256"]
    (moved,) = half.audit("deadline.reladdered")
    body = json.loads(moved.body)
    assert (len(body["planted"]), len(body["ended"])) == (1, 5)
    assert half.case()["timeline"][-1]["act"] == "reladder"


def test_a_new_rung_whose_moment_has_just_gone_speaks_at_once_and_an_older_one_does_not(
    half: TestOffice,
) -> None:
    half.edit(
        "sla.yaml",
        _rungs({"id": "third", "share": 0.3}, {"id": "late", "share": 0.51}, {"id": "due", "after": "0m"}),
    )
    _reapply(half)
    half.beat()
    assert set(_steps(half, "fired")) == {"half", "late"}


def test_a_repeating_rung_goes_on_at_its_new_cadence(office: TestOffice) -> None:
    office.ingest(fire(text="今日6时许，长春市宽城区一厂房发生火灾，造成12人死亡、3人受伤。"))
    office.clock.set("2026-11-24T14:30:00+08:00")
    office.beat()

    def faster(tree: dict[str, Any]) -> None:
        next(r for r in tree["ladders"]["grave"] if r["id"] == "after-1h").update(every="20m")

    office.edit("sla.yaml", faster)
    _reapply(office)
    clock = next(
        d
        for d in office.deadlines("first_release")
        if any(s.deadline_id == d.id and s.fired_at for s in office.steps())
    )
    fired = [
        s for s in office.steps() if s.deadline_id == clock.id and s.rung["id"] == "after-1h" and s.fired_at
    ]
    office.run(hours=1, step_minutes=5)
    now = [
        s for s in office.steps() if s.deadline_id == clock.id and s.rung["id"] == "after-1h" and s.fired_at
    ]
    assert len(now) - len(fired) == 3


def test_a_later_act_plants_nothing_of_the_old_ladder_again(half: TestOffice) -> None:
    half.edit("sla.yaml", _rungs({"id": "close", "before": "2h"}))
    _reapply(half)
    with half.on_case() as (work, case):
        acts.verify(work, case, "verified")
    assert list(_steps(half, "waiting")) == ["close"]


def test_a_deadline_set_anew_by_a_corrected_start_keeps_the_re_applied_ladder(half: TestOffice) -> None:
    half.edit("sla.yaml", _rungs({"id": "close", "before": "2h"}))
    _reapply(half)
    with half.on_case() as (work, case):
        earlier = parse_time("2026-11-24T06:30:00+08:00")
        acts.correct_start(work, case, earlier, "论坛原帖", of="published")
    row = next(d for d in half.deadlines("response") if d.start_at == earlier)
    waiting = [s for s in half.steps() if s.deadline_id == row.id and s.state == "waiting"]
    assert [(s.rung["id"], s.due_at) for s in waiting] == [("close", row.due_at - timedelta(hours=2))]


def test_settled_deadlines_are_left_alone(half: TestOffice) -> None:
    with half.on_case() as (work, case):
        publications.record(work, case, Publication("response", work.now, url="http://www.example.cn/"))
    half.edit("sla.yaml", _rungs({"id": "close", "before": "2h"}))
    with pytest.raises(Refused, match="无须改用"):
        _reapply(half)
    assert _kept(half) == []


def test_it_needs_a_reason_and_a_ladder_that_differs(half: TestOffice) -> None:
    with pytest.raises(Refused, match="与现行规则一致"):
        _reapply(half)
    half.edit("sla.yaml", _rungs({"id": "close", "before": "2h"}))
    with pytest.raises(Refused, match="须写明理由"):
        _reapply(half, " ")


def test_the_command_line_does_it_and_says_why_it_does_not(
    sqlite_office: TestOffice, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    office = sqlite_office
    office.ingest(fire())
    office.edit("sla.yaml", _rungs({"id": "close", "before": "2h"}))
    office.program.close()
    monkeypatch.setenv("MONITOR_NOW", office.clock.now().isoformat())
    places = ["--config", str(office.settings.config_dir), "--db", office.settings.database_url]
    again = ["case", "reladder", "1", "--as", "zhang", "--reason", REASON, "--json", *places]
    assert run(again) == 0
    assert json.loads(capsys.readouterr().out)["timeline"][-1]["body"]["reason"] == REASON
    assert run(again) == 1 and "无须改用" in capsys.readouterr().err

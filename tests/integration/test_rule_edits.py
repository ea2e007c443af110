"""Whoever edits a rule file cannot do it unseen: those on duty hear of it, and no running clock is moved by it."""

from __future__ import annotations

import json
from typing import Any

import pytest
from sqlmodel import col, select

from monitor.steps.acts import acknowledge
from monitor.steps.heartbeat import check_silence
from monitor.steps.rule_edits import tell_rule_edits
from monitor.store.rule_tables import RuleReading
from monitor.store.tables import Alarm
from tests.office import TestOffice, fire


def edit(office: TestOffice, name: str, change: Any) -> bool:
    """Edit a file and start anew."""
    office.edit(name, change)
    return tell_rule_edits(office.program.desk)


def alarms(office: TestOffice) -> list[Alarm]:
    with office.program.database.read() as session:
        query = select(Alarm).where(col(Alarm.kind).in_(("rules_edited", "rules_eased")))
        return list(session.exec(query.order_by(col(Alarm.id))))


def last(office: TestOffice) -> RuleReading:
    with office.program.database.read() as session:
        return session.exec(select(RuleReading).order_by(col(RuleReading.id).desc())).first()  # type: ignore[return-value]


def entry(entries: list[dict[str, Any]], ident: str) -> dict[str, Any]:
    return next(e for e in entries if e["id"] == ident)


def within(ident: str, span: str) -> Any:
    return lambda tree: entry(tree["milestones"], ident).update(within=span)


@pytest.fixture
def started(office: TestOffice) -> TestOffice:
    """An office whose service has run on its rule files."""
    # What YAML writes anew differs in its text from the sample, but in nothing that it says.
    office.edit("sla.yaml", lambda _: None)
    assert not tell_rule_edits(office.program.desk)
    return office


def test_the_first_rule_files_are_taken_down_and_told_to_nobody(started: TestOffice) -> None:
    assert started.messages() == [] and alarms(started) == [] and len(started.audit("rules.read")) == 1
    assert not tell_rule_edits(started.program.desk), "and only once"
    assert len(started.audit("rules.read")) == 1


def test_an_edited_comment_is_told_to_nobody_but_the_audit_says_which_text_gave_way_to_which(
    started: TestOffice,
) -> None:
    path = started.settings.config_dir / "cases.yaml"
    path.write_text("# 改了一句说明\n" + path.read_text(encoding="utf-8"), encoding="utf-8")
    started.restart()
    assert not tell_rule_edits(started.program.desk)
    assert started.messages() == []
    (record,) = started.audit("rules.edited")
    files = json.loads(record.body)["files"]
    assert set(files) == {"cases.yaml"} and files["cases.yaml"]["old"] != files["cases.yaml"]["new"]


def test_a_shorter_deadline_leaves_the_running_clock_as_it_is_and_names_the_case_that_keeps_it(
    started: TestOffice,
) -> None:
    started.ingest(fire())
    before = [(d.id, d.rule, d.due_at, d.state, d.rule_version) for d in started.deadlines(live=False)]
    number = started.cases()[0].number
    assert edit(started, "sla.yaml", within("response", "24h"))
    started.watch()
    assert [
        (d.id, d.rule, d.due_at, d.state, d.rule_version) for d in started.deadlines(live=False)
    ] == before
    (alarm,) = alarms(started)
    assert alarm.kind == "rules_edited"
    assert "milestones.response.within 由48h改为24h" in alarm.text
    assert f"在办案件时限不变，按现行规则会不同的有{number}" in alarm.text
    assert last(started).cases == [1]
    body = json.loads(started.audit("rules.edited")[0].body)
    assert body["cases"] == [1] and body["old_version"] != body["version"] == started.program.book.version


def test_a_deadline_rule_that_does_not_bind_the_cases_in_hand_concerns_none_of_them(
    started: TestOffice,
) -> None:
    started.ingest(fire())
    assert edit(started, "sla.yaml", within("grave-press-conference", "12h"))
    (alarm,) = alarms(started)
    assert "在办案件时限不变" in alarm.text and last(started).cases == []


def test_whoever_handles_a_case_hears_of_the_edit_that_concerns_it_though_not_on_duty(
    started: TestOffice,
) -> None:
    started.ingest(fire())
    with started.on_case(1, "wang") as (work, case):
        acknowledge(work, case)
    before = len(started.messages("wang"))
    assert edit(started, "sla.yaml", within("response", "24h"))
    assert len(started.messages("wang")) == before + 1
    assert edit(started, "opinion_level.yaml", lambda t: t["rules"].pop())
    assert len(started.messages("wang")) == before + 1, (
        "an edit that concerns none of them is for those on duty"
    )


def test_more_time_or_a_rule_taken_away_is_told_to_the_leader_in_charge_at_once(started: TestOffice) -> None:
    assert edit(started, "sla.yaml", within("grave-first-release", "8h"))
    assert edit(
        started, "cases.yaml", lambda t: t["triggers"].remove(entry(t["triggers"], "grave-emergency"))
    )
    longer, gone = alarms(started)
    assert longer.kind == gone.kind == "rules_eased"
    assert "放宽或取消了grave-first-release" in longer.text
    assert "triggers.grave-emergency 去掉" in gone.text
    leader = started.program.book.roster.leader_in_charge(started.clock.now())
    assert leader is not None and len(started.messages(leader.id)) == 2


def test_what_holds_at_once_for_cases_in_hand_is_said_to_do_so(started: TestOffice) -> None:
    started.ingest(fire())
    assert edit(started, "sla.yaml", lambda t: t["chase"]["grave"].update(person="10m"))
    (alarm,) = alarms(started)
    assert "chase.grave.person 由5m改为10m" in alarm.text and "chase 对在办案件即时生效" in alarm.text
    assert "时限不变" not in alarm.text


def test_an_organ_that_is_taken_away_is_told_with_the_cases_that_it_still_answers_for(
    started: TestOffice,
) -> None:
    started.ingest(fire())
    organ = started.cases()[0].organ

    def rename(tree: dict[str, Any]) -> None:
        next(o for o in tree["organs"] if o["name"] == organ)["name"] = "新设的单位"

    assert edit(started, "organs.yaml", rename)
    (alarm,) = alarms(started)
    number = started.cases()[0].number
    assert f"{organ}已不在 organs.yaml 中，仍承担在办案件{number}" in alarm.text


def test_the_files_are_kept_without_the_addresses_that_may_hold_secrets(started: TestOffice) -> None:
    secret = "https://ping.example.org/geheim-0001"
    assert edit(started, "delivery.yaml", lambda t: t.setdefault("ping", {}).update(url=secret))
    assert "geheim" not in json.dumps(last(started).body) and "geheim" not in alarms(started)[0].text


def test_a_notice_of_edited_rules_ends_by_itself_after_a_day(started: TestOffice) -> None:
    assert edit(started, "sla.yaml", within("response", "24h"))
    started.clock.move(hours=25)
    check_silence(started.program.desk, started.program.sources)
    assert alarms(started)[0].cleared_at is not None


def test_a_further_start_on_the_same_files_tells_nobody_again(started: TestOffice) -> None:
    assert edit(started, "sla.yaml", within("response", "24h"))
    told = len(started.messages())
    started.restart()
    assert not tell_rule_edits(started.program.desk) and len(started.messages()) == told

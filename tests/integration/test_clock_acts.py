"""Joining, dividing, taking back, deciding, reporting up, grading again: each adds rows, keeps the old, says why."""

from __future__ import annotations

from datetime import timedelta
from typing import Any, Literal

import pytest
from sqlmodel import col, select

from monitor.clock import parse_time
from monitor.errors import NotFound, Refused
from monitor.sla.reporting import Report
from monitor.steps import acts, concerns, consents, evidence, joining, leading, publications, reversal
from monitor.steps.by_hand import ByHand, open_by_hand
from monitor.steps.consents import Consent
from monitor.steps.event_acts import merge_events
from monitor.steps.publications import Publication
from monitor.store.board import standing_alarms
from monitor.store.matters import live_acts
from monitor.store.proofs import concerns_json
from monitor.store.tables import CaseAct, DutyTask, ItemRecord
from tests.office import TestOffice, fire, item

GRAVE = "今日6时许，长春市宽城区一厂房发生火灾，造成12人死亡。"


def counting(office: TestOffice, kind: str, case: int = 1) -> dict[str, Any]:
    found = [d for d in office.case(case)["deadlines"] if d["kind"] == kind and d["counts"]]
    assert len(found) == 1, found
    return found[0]


def states(office: TestOffice, case: int = 1, **same: Any) -> list[str]:
    rows = office.case(case)["deadlines"]
    return [d["state"] for d in rows if all(d[k] == v for k, v in same.items())]


def two_cases(office: TestOffice, second: dict[str, Any] | None = None) -> None:
    """A fire, and two hours later another matter that turns out to be the same one."""
    office.ingest(fire())
    office.clock.move(hours=2)
    other = {
        "id": "b1",
        "title": "宽城区厂房浓烟扰民",
        "text": "居民反映浓烟刺鼻。",
        "source_kind": "hotline",
    }
    office.ingest(item(**(other | (second or {}))))
    with office.acting() as work:
        open_by_hand(work, office.program.classifier, 2, ByHand(severity=None, reason="群众反映"))


def merge(office: TestOffice, one: int, into: int, reason: str = "同一事件") -> None:
    with office.on_case(one) as (work, case):
        joining.merge(work, case, acts.find_case(work, str(into)), reason)


# merging


def test_the_earliest_start_wins_when_cases_are_merged(office: TestOffice) -> None:
    two_cases(office, {"published_at": "2026-11-24T05:00:00+08:00"})
    merge(office, 2, 1)
    assert counting(office, "response")["start_at"] == "2026-11-24T05:00:00+08:00"
    assert office.case(2)["state"] == "merged" and office.case(2)["merged_into"] == 1
    assert set(states(office, 2)) == {"superseded"}


def test_merging_keeps_the_graver_level_and_brings_its_clocks(office: TestOffice) -> None:
    office.ingest(fire(text=GRAVE))
    office.ingest(item(id="b1", source_kind="hotline", title="浓烟", text="居民反映浓烟刺鼻。"))
    with office.acting() as work:
        open_by_hand(work, office.program.classifier, 2, ByHand(severity=None))
    merge(office, 1, 2)
    assert office.case(2)["severity"] == "II"
    assert counting(office, "press_conference", 2)["start_evidence"] == "occurrence"
    assert office.case(2)["deaths_highest"] == 12


def test_what_was_published_for_either_case_answers_the_merged_one(office: TestOffice) -> None:
    two_cases(office)
    with office.on_case(2) as (work, case):
        publications.record(
            work, case, Publication("response", office.clock.now(), url="http://www.example.cn/1")
        )
    merge(office, 2, 1)
    assert counting(office, "response")["state"] == "met"


def test_what_follows_a_publication_is_asked_for_after_a_merger_too(office: TestOffice) -> None:
    """The reminder of the case that was taken in ended, and nothing asked for the next publication any more."""
    two_cases(office)
    with office.on_case(2) as (work, case):
        publications.record(
            work, case, Publication("response", office.clock.now(), url="http://www.example.cn/1")
        )
    merge(office, 2, 1)
    (follow,) = [d for d in office.deadlines("follow_up") if d.state == "open"]
    assert (follow.case_id, follow.start_at) == (1, office.clock.now())


def test_a_further_merger_sets_no_reminder_anew_that_an_earlier_one_brought(office: TestOffice) -> None:
    """Who was reminded of the next publication was reminded once more, as often as a case was taken in."""
    two_cases(office)
    with office.on_case(2) as (work, case):
        publications.record(
            work, case, Publication("response", office.clock.now(), url="http://www.example.cn/1")
        )
    merge(office, 2, 1)
    office.ingest(
        item(id="c1", title="宽城区道路封闭", text="居民反映道路封闭出行不便。", source_kind="hotline")
    )
    with office.acting() as work:
        open_by_hand(work, office.program.classifier, 3, ByHand(severity=None, reason="群众反映"))
    before = [(d.id, d.state) for d in office.deadlines("follow_up")]
    merge(office, 3, 1)
    assert [(d.id, d.state) for d in office.deadlines("follow_up")] == before


def test_merging_takes_the_kind_of_emergency_and_how_sure_its_level_is(office: TestOffice) -> None:
    office.ingest(fire(text=GRAVE))
    office.ingest(item(id="b1", source_kind="hotline", title="浓烟", text="居民反映浓烟刺鼻。"))
    with office.acting() as work:
        case = open_by_hand(work, office.program.classifier, 2, ByHand(severity=None))
        case.severity_provisional = True
    merge(office, 1, 2)
    found = next(c for c in office.cases() if c.id == 2)
    assert (found.severity, found.severity_provisional, found.emergency) == ("II", False, "fire")


def test_merging_launders_no_breach(office: TestOffice) -> None:
    # Told days before the fire, the second has a case of its own at once.
    office.ingest(fire())
    office.ingest(
        item(
            id="b1",
            title="宽城区厂房浓烟扰民",
            text="居民反映浓烟刺鼻。",
            source_kind="hotline",
            published_at="2026-11-20T05:00:00+08:00",
        )
    )
    office.watch()
    assert counting(office, "response", 2)["state"] == "breached"
    merge(office, 2, 1)
    office.watch()
    assert counting(office, "response")["state"] == "breached"


def test_merging_turns_no_grave_breach_into_one_that_was_past_at_the_upgrade(office: TestOffice) -> None:
    """A grave fire that nobody answered, its level confirmed long after, goes into an ordinary case."""
    office.ingest(fire(text=GRAVE))
    office.ingest(item(id="b1", source_kind="hotline", title="浓烟", text="居民反映浓烟刺鼻。"))
    with office.acting() as work:
        open_by_hand(work, office.program.classifier, 2, ByHand(severity=None))
    office.clock.move(hours=6)
    office.watch()
    with office.on_case(1) as (work, case):
        case.severity_provisional = True
        acts.grade(work, case, "II", "死亡人数属实")
    merge(office, 1, 2)
    office.watch()
    row = counting(office, "first_release", 2)
    assert (row["state"], row["past_at_cause"]) == ("breached", False)


def waive(office: TestOffice, case: int) -> None:
    with office.on_case(case) as (work, found):
        acts.waive(work, found, "不属本机关", "不属本机关职权", Consent("qian", "present"))


def test_a_waiver_of_a_case_that_was_taken_in_spares_the_other_no_answer(office: TestOffice) -> None:
    two_cases(office)
    waive(office, 2)
    merge(office, 2, 1)
    assert set(states(office, 2)) == {"superseded"}, "one matter is counted once"
    with office.on_case() as (work, case), pytest.raises(Refused, match="尚未登记回应"):
        acts.close(work, case)
    assert counting(office, "response")["state"] == "open"


def test_nobody_ends_a_clock_alone_by_merging_it_under_a_waiver(office: TestOffice) -> None:
    two_cases(office)
    waive(office, 2)
    with pytest.raises(Refused, match="已定不予回应"):
        merge(office, 1, 2)
    assert counting(office, "response")["state"] == "open"
    waive(office, 1)
    merge(office, 1, 2)
    assert counting(office, "response", 2)["state"] == "waived"


def grave_into_smoke(office: TestOffice) -> int:
    """A grave fire with a release that one person recorded, merged into another case; returns the record."""
    office.ingest(fire(text=GRAVE))
    office.ingest(item(id="b1", source_kind="hotline", title="浓烟", text="居民反映浓烟刺鼻。"))
    with office.acting() as work:
        open_by_hand(work, office.program.classifier, 2, ByHand(severity=None))
    with office.on_case(1) as (work, case):
        made = publications.record(work, case, Publication("first_release", office.clock.now(), note="见报"))
        record = made.id
    merge(office, 1, 2)
    return record


def missing(office: TestOffice, case: int) -> str:
    with office.on_case(case) as (work, found), pytest.raises(Refused) as refused:
        acts.close(work, found)
    return str(refused.value)


def test_a_record_of_a_case_that_was_taken_in_is_confirmed_by_a_second_person(office: TestOffice) -> None:
    record = grave_into_smoke(office)
    assert "待第二人确认" in missing(office, 2)
    with office.acting("qian") as work:
        evidence.confirm_record(work, *evidence.find_record(work, record))
    assert "待第二人确认" not in missing(office, 2)


def test_a_record_of_a_case_that_was_taken_in_is_revoked_where_it_was_made(office: TestOffice) -> None:
    record = grave_into_smoke(office)
    assert counting(office, "first_release", 2)["state"] == "met"
    with office.on_case(1) as (work, case):
        reversal.revoke(work, case, record, "误登")
    assert counting(office, "first_release", 2)["state"] == "open"
    assert "尚未登记首发" in missing(office, 2)


def test_a_concern_of_a_case_that_was_taken_in_is_settled_where_it_is_listed(office: TestOffice) -> None:
    two_cases(office)
    with office.on_case(2) as (work, case):
        concern = concerns.list_concern(work, case, "浓烟是否有毒").id
    merge(office, 2, 1)
    assert "1个关切点" in missing(office, 1)
    with office.on_case(1) as (work, case):
        what = Publication("response", office.clock.now(), url="http://www.example.cn/1")
        record = publications.record(work, case, what).id
        concerns.answer_concern(work, *concerns.find_concern(work, concern), record)
    assert "关切点" not in missing(office, 1)
    with office.program.database.read() as session:
        assert concerns_json(session, 2)[0]["substantive"] == [record]


def test_a_further_item_of_a_merged_cases_event_goes_to_the_case_that_took_it_in(office: TestOffice) -> None:
    two_cases(office)
    merge(office, 1, 2)
    office.ingest(fire(id="more", source="另一家新闻网", published_at="2026-11-24T06:30:00+08:00"))
    assert "2026-11-24T06:30:00+08:00" in {s["start_at"] for s in office.case(2)["starts"]}
    assert len(office.cases()) == 2


@pytest.mark.parametrize("trouble", ["itself", "closed", "no reason", "twice"])
def test_a_merge_that_makes_no_sense_is_refused(sqlite_office: TestOffice, trouble: str) -> None:
    office = sqlite_office
    two_cases(office)
    if trouble == "closed":
        with office.on_case(1) as (work, case):
            acts.waive(work, case, "重复", "会商决定", Consent("qian", "present"))
            acts.close(work, case)
    if trouble == "twice":
        merge(office, 2, 1)
    with pytest.raises(Refused):
        merge(office, 2, 2 if trouble == "itself" else 1, "" if trouble == "no reason" else "同一事件")


def test_merging_says_who_and_why_on_both_cases_and_in_the_audit(office: TestOffice) -> None:
    two_cases(office)
    merge(office, 2, 1)
    told = {
        c: [t["body"]["reason"] for t in office.case(c)["timeline"] if t["act"] in ("merge", "absorb")]
        for c in (1, 2)
    }
    assert told == {1: ["同一事件"], 2: ["同一事件"]}
    assert [r.actor for r in office.audit("case.merge") + office.audit("case.absorb")] == ["zhang", "zhang"]
    assert "同一事件" not in office.audit("case.merge")[0].body


# dividing


def spread(office: TestOffice) -> None:
    """A fire with a further report that is really about something else."""
    office.ingest(fire(), fire(id="fire-2", source="另一家新闻网", published_at="2026-11-24T06:40:00+08:00"))


def split(office: TestOffice, *items: int) -> None:
    with office.on_case() as (work, case):
        joining.split(work, case, list(items), "另一起火灾")


def test_what_is_split_off_gets_a_case_of_its_own_with_clocks_from_its_own_evidence(
    office: TestOffice,
) -> None:
    spread(office)
    assert counting(office, "response")["start_at"] == "2026-11-24T06:40:00+08:00"
    office.clock.move(hours=3)
    split(office, 2)
    assert counting(office, "response")["start_at"] == "2026-11-24T07:00:00+08:00"
    assert counting(office, "response", 2)["start_at"] == "2026-11-24T06:40:00+08:00"
    fresh = office.case(2)
    assert (fresh["state"], fresh["split_from"], fresh["rule_version"]) == (
        "open",
        1,
        office.case(1)["rule_version"],
    )
    aside = [s["start_at"] for s in office.case(1)["starts"] if s["standing"] == "set_aside"]
    assert "2026-11-24T06:40:00+08:00" in aside, "the evidence is kept, and no longer stands"


def test_a_clock_that_is_the_earliest_once_more_rings_again(office: TestOffice) -> None:
    """The text that told of an earlier hour proves to speak of another fire: its clock had silenced the first one."""
    office.ingest(fire(text="长春市宽城区一厂房发生火灾，造成12人死亡。"))
    office.run(hours=2)  # 07:00 to 12:00: half of the time is over at 09:30
    before = counting(office, "first_release")
    fired = [s.rung["id"] for s in office.steps() if s.deadline_id == before["id"] and s.state == "fired"]
    assert fired == ["half"]
    office.ingest(
        fire(id="fire-2", source="晚报", text="今日3时许，长春市宽城区一厂房发生火灾，造成12人死亡。")
    )
    with office.on_case() as (work, case):
        joining.split(work, case, [2], "另一起火灾")
    first = counting(office, "first_release")
    assert (first["id"], first["state"]) == (before["id"], "open")
    waiting = {
        s.rung["id"]: s.due_at
        for s in office.steps()
        if s.deadline_id == first["id"] and s.state == "waiting"
    }
    assert waiting["due"] == parse_time(first["due_at"])
    assert set(waiting) == {"three-quarters", "nine-tenths", "before-30m", "due", "after-1h"}


def test_an_hour_that_several_items_tell_starts_the_clocks_on_both_sides_of_a_split(
    office: TestOffice,
) -> None:
    """Evidence is kept once, under the first that told it: that one may leave, and another that told it may leave."""
    day = "长春市宽城区一厂房发生火灾，造成12人死亡。"
    office.ingest(
        fire(text=day, published_at="2026-11-24T07:00:00+08:00"),
        *(
            fire(
                id=f"fire-{n}",
                source=f"新闻网{n}",
                text=f"今日6时许，{day}",
                published_at=f"2026-11-24T07:0{n}:00+08:00",
            )
            for n in (2, 3, 4)
        ),
    )
    assert counting(office, "first_release")["start_evidence"] == "occurrence"
    split(office, 2)
    assert counting(office, "first_release")["start_evidence"] == "occurrence"
    split(office, 4)
    for case in (1, 2, 3):
        assert counting(office, "first_release", case)["start_at"] == "2026-11-24T06:00:00+08:00"


def test_the_first_item_stays_and_only_items_of_the_case_can_leave(office: TestOffice) -> None:
    spread(office)
    with pytest.raises(Refused, match="立案所据"):
        split(office, 1)
    with pytest.raises(NotFound, match="没有编号为 9 的条目"):
        split(office, 9)
    with pytest.raises(Refused, match="哪些条目"):
        split(office)
    assert len(office.cases()) == 1


# taking back


def revoke(office: TestOffice, name: str, reason: str = "链接失效，稿件已撤") -> None:
    with office.on_case() as (work, case):
        act = [t["id"] for t in office.case()["timeline"] if t["act"] == name][-1]
        reversal.revoke(work, case, act, reason)


def publish(office: TestOffice, kind: str = "response") -> None:
    with office.on_case() as (work, case):
        publications.record(work, case, Publication(kind, office.clock.now(), url="http://www.example.cn/1"))


def test_a_withdrawn_publication_proves_nothing_and_its_clock_runs_on(office: TestOffice) -> None:
    office.ingest(fire())
    publish(office)
    due = counting(office, "response")["due_at"]
    office.clock.move(hours=60)
    revoke(office, "record")
    row = counting(office, "response")
    assert (row["due_at"], row["state"]) == (due, "breached")
    assert office.watch().deadlines_passed == 1
    assert states(office, kind="response").count("superseded") == 1
    with office.on_case() as (work, case):
        acts.triage(work, case, "hardship")
        with pytest.raises(Refused, match="尚未登记回应"):
            acts.close(work, case)


def test_another_publication_that_stands_takes_the_place_of_a_withdrawn_one(office: TestOffice) -> None:
    office.ingest(fire())
    publish(office)
    office.clock.move(hours=1)
    publish(office)
    with office.on_case() as (work, case):
        first = next(t["id"] for t in office.case()["timeline"] if t["act"] == "record")
        reversal.revoke(work, case, first, "误登")
    row = counting(office, "response")
    assert (row["state"], row["settled_at"]) == ("met", "2026-11-24T09:00:00+08:00")


def publish_at(office: TestOffice, moment: str, case: int = 1) -> None:
    with office.on_case(case) as (work, found):
        publications.record(work, found, Publication("response", parse_time(moment), note="官方微博"))


def test_a_publication_in_time_counts_though_a_later_one_was_recorded_first(office: TestOffice) -> None:
    office.ingest(fire())
    office.clock.set("2026-11-26T12:00:00+08:00")
    office.watch()
    publish_at(office, "2026-11-26T11:00:00+08:00")
    late = counting(office, "response")
    assert late["state"] == "late"
    office.clock.move(hours=1)
    publish_at(office, "2026-11-25T11:00:00+08:00")
    row = counting(office, "response")
    assert (row["state"], row["settled_at"]) == ("met", "2026-11-25T11:00:00+08:00")
    assert (row["due_at"], row["start_at"]) == (late["due_at"], late["start_at"])
    assert sorted(states(office, kind="response")) == ["met", "superseded"]


def test_an_older_publication_that_is_entered_later_brings_no_reminder_forward(office: TestOffice) -> None:
    office.ingest(fire())
    office.clock.set("2026-11-26T12:00:00+08:00")
    publish_at(office, "2026-11-26T11:00:00+08:00")
    due = counting(office, "follow_up")["due_at"]
    publish_at(office, "2026-11-25T11:00:00+08:00")
    assert counting(office, "follow_up")["due_at"] == due
    with office.on_case() as (work, case):
        older = [a.id for a in live_acts(work.tx.session, case.id, "record")][-1]
        reversal.revoke(work, case, older, "误登")
    assert counting(office, "follow_up")["due_at"] == due
    assert len(states(office, kind="follow_up")) == 1, "a reminder that runs is not set anew"


def test_further_publications_are_asked_for_again_and_again_until_the_next_one(office: TestOffice) -> None:
    office.ingest(fire())
    publish(office)

    def asked() -> int:
        (row,) = (d for d in office.deadlines("follow_up"))
        return sum(s.deadline_id == row.id and s.state == "fired" for s in office.steps())

    for days in (3, 3, 3):
        office.clock.move(days=days, minutes=1)
        office.watch()
    assert asked() == 3
    with office.on_case() as (work, case):
        publications.record(work, case, Publication("follow_up", office.clock.now(), note="暂无新进展"))
    office.clock.move(days=2)
    office.watch()
    assert asked() == 0


def test_an_older_report_up_that_is_entered_later_answers_no_later_term(office: TestOffice) -> None:
    office.ingest(fire(text=GRAVE))
    office.clock.move(hours=5)
    for number, hours in (("1", 4), ("3", 1), ("2", 2)):
        with office.on_case() as (work, case):
            at = work.now - timedelta(hours=hours)
            stage: Literal["first", "follow"] = "first" if number == "1" else "follow"
            leading.report_up(
                work, case, Report(stage, at, "duty-room", "written", f"长政舆〔2026〕{number}号")
            )
    follow = [
        d
        for d in office.case()["deadlines"]
        if d["stage"] == "follow" and d["receiver"] == "duty-room" and d["state"] == "open"
    ]
    assert [d["start_at"] for d in follow] == ["2026-11-24T12:00:00+08:00"]


def test_what_the_other_case_had_published_in_time_counts_for_the_merged_one(office: TestOffice) -> None:
    two_cases(office)
    office.clock.set("2026-11-26T12:00:00+08:00")
    office.watch()
    publish_at(office, "2026-11-26T11:00:00+08:00")
    publish_at(office, "2026-11-25T11:00:00+08:00", 2)
    merge(office, 2, 1)
    assert counting(office, "response")["state"] == "met"


def test_a_waiver_taken_back_sets_the_clocks_again(office: TestOffice) -> None:
    office.ingest(fire())
    with office.on_case() as (work, case):
        acts.waive(work, case, "重复", "会商决定", Consent("qian", "present"))
    assert counting(office, "response")["state"] == "waived"
    revoke(office, "waive", "会商结论有误")
    assert counting(office, "response")["state"] == "open"
    assert any(s.state == "waiting" and s.deadline_id for s in office.steps())


def test_nothing_is_taken_back_twice_and_not_everything_can_be(office: TestOffice) -> None:
    office.ingest(fire())
    publish(office)
    revoke(office, "record")
    with pytest.raises(Refused, match="已撤销"):
        revoke(office, "record")
    with pytest.raises(Refused, match="只能撤销"):
        revoke(office, "open")


def test_a_waiver_does_not_cover_what_became_grave_afterwards(office: TestOffice) -> None:
    office.ingest(fire())
    with office.on_case() as (work, case):
        acts.waive(work, case, "重复", "会商决定", Consent("qian", "present"))
        acts.grade(work, case, "II", "死亡人数上升")
        with pytest.raises(Refused, match="尚未登记首发"):
            acts.close(work, case)


# rule books


def shorten(tree: dict[str, Any]) -> None:
    next(m for m in tree["milestones"] if m["id"] == "response")["within"] = "24h"


def test_a_running_case_keeps_the_rules_that_it_was_opened_under(office: TestOffice) -> None:
    office.ingest(fire())
    before, old = counting(office, "response"), office.case()["rule_version"]
    office.edit("sla.yaml", shorten)
    confirm_start(office, "2026-11-24T06:50:00+08:00")
    row = counting(office, "response")
    span = parse_time(row["due_at"]) - parse_time(row["start_at"])
    assert (span, row["rule_version"]) == (timedelta(hours=48), before["rule_version"])
    office.ingest(
        fire(
            id="new",
            title="长春市南关区仓库起火",
            text="长春市南关区一仓库起火，无人员伤亡。",
            published_at="2026-11-24T07:30:00+08:00",
        )
    )
    row = counting(office, "response", 2)
    assert parse_time(row["due_at"]) - parse_time(row["start_at"]) == timedelta(hours=24)
    assert row["rule_version"] != old


def confirm_start(office: TestOffice, at: str) -> None:
    with office.on_case() as (work, case):
        acts.correct_start(work, case, parse_time(at), "值班记录", of="published")


def test_an_officer_brings_a_case_under_the_present_rules_with_a_reason(office: TestOffice) -> None:
    office.ingest(fire())
    with office.on_case() as (work, case), pytest.raises(Refused, match="已适用现行规则"):
        reversal.rebook(work, case, "新规施行")
    office.edit("sla.yaml", shorten)
    with office.on_case() as (work, case):
        reversal.rebook(work, case, "新规施行")
    row = counting(office, "response")
    assert parse_time(row["due_at"]) - parse_time(row["start_at"]) == timedelta(hours=24)
    assert states(office, rule="response").count("superseded") == 1
    assert len(office.audit("case.rebook")) == 1


def test_going_over_to_other_rules_undoes_no_breach(office: TestOffice) -> None:
    office.ingest(fire())
    office.clock.move(hours=60)
    office.watch()
    office.edit(
        "sla.yaml",
        lambda tree: next(m for m in tree["milestones"] if m["id"] == "response").update(within="90h"),
    )
    with office.on_case() as (work, case):
        reversal.rebook(work, case, "新规施行")
    assert states(office, rule="response") == ["breached"]


def test_a_rule_that_was_removed_since_still_counts_for_its_case(office: TestOffice) -> None:
    office.ingest(fire(text=GRAVE))
    office.edit("sla.yaml", lambda tree: tree["milestones"].pop(0))
    with office.on_case() as (work, case):
        acts.correct_start(work, case, parse_time("2026-11-24T06:10:00+08:00"), "通报")
    assert counting(office, "first_release")["start_evidence"] == "confirmed"


# decisions


def decide(office: TestOffice, consent: Consent | None = None, person: str = "zhang") -> None:
    with office.on_case(person=person) as (work, case):
        leading.decide(work, case, "press-conference", "举行新闻发布会", consent)


def test_a_milestone_that_waits_for_a_decision_is_never_set_by_default(office: TestOffice) -> None:
    office.ingest(fire())
    assert states(office, kind="press_conference") == []
    decide(office, Consent("qian", "phone", "同意举行", None))
    row = counting(office, "press_conference")
    assert (row["public"], row["cause"], row["state"]) == (False, "decide", "open")
    assert [t["second_state"] for t in office.case()["timeline"] if t["act"] == "decide"] == ["phone"]


def test_only_a_leader_decides_and_only_once(office: TestOffice) -> None:
    office.ingest(fire())
    for consent in (None, Consent("li", "present")):
        with pytest.raises(Refused, match="带班领导或主要领导"):
            decide(office, consent)
    decide(office, person="zhou")
    with pytest.raises(Refused, match="已登记过"):
        decide(office, person="qian")
    revoke(office, "decide", "领导改变决定")
    assert set(states(office, kind="press_conference")) == {"superseded"}


# reporting up


def report(
    office: TestOffice, stage: Any, receiver: str, mode: Literal["phone", "written"], **more: Any
) -> None:
    with office.on_case() as (work, case):
        given = {"number": "舆报〔2026〕1号", "note": "已报"} | more
        leading.report_up(work, case, Report(stage, office.clock.now(), receiver, mode, **given))


def test_last_years_date_answers_no_term_of_reporting_up(office: TestOffice) -> None:
    office.ingest(fire(text=GRAVE))
    before = open_reports(office)
    with pytest.raises(Refused, match=r"报送时间.*请核对年月"), office.on_case() as (work, case):
        slip = office.clock.now() - timedelta(days=365)
        leading.report_up(work, case, Report("first", slip, "duty-room", "phone", note="已报"))
    assert before and open_reports(office) == before


def open_reports(office: TestOffice) -> set[tuple[str, str, str]]:
    rows = office.case()["deadlines"]
    live = [d for d in rows if d["kind"] == "report_up" and d["state"] in ("open", "breached")]
    return {(d["stage"], d["receiver"], d["mode"]) for d in live}


RECEIVERS = ("duty-room", "province-publicity", "province-cyberspace")


def test_a_grave_case_owes_a_first_report_to_each_receiver_by_telephone_and_in_writing(
    office: TestOffice,
) -> None:
    office.ingest(fire(text=GRAVE))
    assert open_reports(office) == {("first", r, m) for r in RECEIVERS for m in ("phone", "written")}
    due = {
        d["mode"]: parse_time(d["due_at"]) - office.clock.now()
        for d in office.case()["deadlines"]
        if d["stage"]
    }
    assert due == {"phone": timedelta(minutes=30), "written": timedelta(hours=1)}


def test_a_report_settles_its_own_term_and_starts_the_next_and_a_written_one_covers_the_call(
    office: TestOffice,
) -> None:
    office.ingest(fire(text=GRAVE))
    office.clock.move(minutes=20)
    report(office, "first", "duty-room", "phone")
    assert ("first", "duty-room", "written") in open_reports(office)
    assert ("first", "duty-room", "phone") not in open_reports(office)
    report(office, "first", "province-publicity", "written")
    assert not {r for r in open_reports(office) if r[:2] == ("first", "province-publicity")}
    assert ("follow", "province-publicity", "written") in open_reports(office)
    (shown,) = [
        t for t in office.case()["timeline"] if t["act"] == "report_up" and t["body"]["mode"] == "written"
    ]
    assert (shown["body"]["number"], shown["body"]["receiver"]) == ("舆报〔2026〕1号", "province-publicity")
    assert "舆报〔2026〕1号" in office.audit("case.report_up")[-1].body


def test_a_late_report_is_a_breach_outside_the_public_figures(office: TestOffice) -> None:
    office.ingest(fire(text=GRAVE))
    office.clock.move(hours=2)
    assert office.watch().deadlines_passed == 0
    assert states(office, kind="report_up") == ["breached"] * 6
    report(office, "first", "duty-room", "written")
    assert sorted(states(office, kind="report_up", receiver="duty-room", stage="first")) == ["late", "late"]
    assert any("首报市委市政府总值班室（书面）" in m.body for m in office.messages())


def test_a_report_that_is_overdue_is_told_as_overdue_and_asks_for_a_report(office: TestOffice) -> None:
    office.ingest(fire(text="今日6时许，长春市宽城区一厂房发生火灾，造成4人死亡、3人受伤。"))
    office.beat()
    with office.on_case() as (work, case):
        acts.acknowledge(work, case)
        acts.verify(work, case, "verified")
    office.clock.move(hours=2, minutes=30)
    office.beat()
    (told,) = [m for m in office.messages("li") if "已逾期" in m.title]
    assert "首报市委市政府总值班室（电话）已逾期" in told.body
    assert "请立即上报，并登记时间、接收单位与文号。" in told.body
    assert "请在时限前发布" not in told.body and "待核）" not in told.body


def first_reports(
    office: TestOffice, receiver: str = "duty-room", case: int = 1
) -> list[tuple[str, str, str]]:
    """Rule, start and state of the live first reports to a receiver."""
    rows = office.case(case)["deadlines"]
    live = [
        d for d in rows if d["stage"] == "first" and d["receiver"] == receiver and d["state"] != "superseded"
    ]
    return sorted((d["rule"], d["start_at"][11:16], d["state"]) for d in live)


def grade(office: TestOffice, severity: str, reason: str = "核定", case: int = 1) -> None:
    with office.on_case(case) as (work, found):
        acts.grade(work, found, severity, reason, Consent("qian", "present"))


def test_lowering_a_grade_and_raising_it_again_begins_no_first_report_anew(office: TestOffice) -> None:
    """Else a mistaken lowering would give half an hour more each time, and wipe out the breach."""
    office.ingest(fire(text=GRAVE))
    office.clock.move(minutes=20)
    grade(office, "III")
    office.clock.move(minutes=5)
    grade(office, "II")
    assert first_reports(office) == [
        ("grave-first.duty-room.phone", "08:00", "open"),
        ("grave-first.duty-room.written", "08:00", "open"),
    ]
    office.clock.move(minutes=10)
    office.watch()
    assert first_reports(office)[0] == ("grave-first.duty-room.phone", "08:00", "breached")
    grade(office, "IV")
    grade(office, "II")
    office.watch()
    assert first_reports(office)[0] == ("grave-first.duty-room.phone", "08:00", "breached")


def test_a_lower_grade_counts_from_the_graver_one_that_asked_the_same_receiver(office: TestOffice) -> None:
    office.ingest(fire(text=GRAVE))
    office.clock.move(minutes=50)
    grade(office, "III")
    assert {start for _, start, _ in first_reports(office)} == {"08:00"}


def test_whoever_was_told_first_at_a_graver_grade_is_not_told_first_again_at_a_lower_one(
    office: TestOffice,
) -> None:
    office.ingest(fire(text=GRAVE))
    report(office, "first", "duty-room", "phone")
    office.clock.move(minutes=10)
    grade(office, "III")
    assert first_reports(office) == [
        ("grave-first.duty-room.phone", "08:00", "met"),
        ("large-first.duty-room.written", "08:00", "open"),
    ]


def test_a_graver_grade_for_the_first_time_asks_from_now(office: TestOffice) -> None:
    office.ingest(fire(text="今日6时许，长春市宽城区一厂房发生火灾，造成4人死亡、3人受伤。"))
    office.clock.move(minutes=30)
    grade(office, "II")
    assert {start for _, start, _ in first_reports(office)} == {"08:30"}


def test_a_report_up_that_was_never_made_is_owed_as_before_and_starts_no_further_one(
    office: TestOffice,
) -> None:
    office.ingest(fire(text=GRAVE))
    office.clock.move(minutes=10)
    report(office, "first", "duty-room", "written")
    office.clock.move(minutes=10)
    revoke(office, "report_up", "报的是另一件事")
    assert first_reports(office) == [
        ("grave-first.duty-room.phone", "08:00", "open"),
        ("grave-first.duty-room.written", "08:00", "open"),
    ]
    assert ("follow", "duty-room", "written") not in open_reports(office)


def test_further_reports_follow_the_last_report_that_stands(office: TestOffice) -> None:
    office.ingest(fire(text=GRAVE))
    report(office, "first", "duty-room", "written")
    office.clock.move(hours=1)
    report(office, "final", "duty-room", "written")
    assert ("follow", "duty-room", "written") not in open_reports(office)
    office.clock.move(hours=1)
    revoke(office, "report_up", "误选终报")
    rows = office.case()["deadlines"]
    (owed,) = [d for d in rows if d["stage"] == "follow" and d["state"] == "open"]
    assert owed["start_at"] == "2026-11-24T08:00:00+08:00"


def test_a_report_taken_back_after_the_grade_was_lowered_is_not_owed_at_the_graver_one(
    office: TestOffice,
) -> None:
    office.ingest(fire(text=GRAVE))
    report(office, "first", "duty-room", "written")
    grade(office, "III")
    revoke(office, "report_up", "未报")
    assert first_reports(office) == [
        ("large-first.duty-room.phone", "08:00", "open"),
        ("large-first.duty-room.written", "08:00", "open"),
    ]


def test_what_was_reported_up_for_a_case_taken_in_is_not_owed_again(office: TestOffice) -> None:
    two_cases(office)
    grade(office, "II", case=2)
    office.clock.move(minutes=10)
    with office.on_case(2) as (work, case):
        leading.report_up(work, case, Report("first", work.now, "duty-room", "written", "舆报1号"))
    office.clock.move(minutes=10)
    merge(office, 2, 1)
    assert {(start, state) for _, start, state in first_reports(office)} == {("10:00", "met")}
    assert {s for _, s, _ in first_reports(office, "province-publicity")} == {"10:00"}
    assert ("follow", "duty-room", "written") in open_reports(office)


def test_the_final_report_is_owed_after_closing_and_ends_the_follow_ups(office: TestOffice) -> None:
    office.ingest(fire(text=GRAVE))
    for receiver in RECEIVERS:
        report(office, "first", receiver, "written")
    with office.on_case() as (work, case):
        for kind in ("first_release", "press_conference"):
            what = Publication(kind, office.clock.now(), note="新闻发布厅")
            publications.record(work, case, what, consents.Consent("qian", "present"))
        acts.triage(work, case, "hardship")
        acts.verify(work, case, "verified")
        acts.consult(work, case, "宣传、网信、应急", "统一口径")
        acts.close(work, case)
    assert open_reports(office) == {("final", r, "written") for r in RECEIVERS}
    report(office, "final", "duty-room", "written")
    assert ("final", "duty-room", "written") not in open_reports(office)


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({"receiver": "nobody"}, "接收单位只能是"),
        ({"mode": "written", "number": ""}, "文号"),
        ({"mode": "phone", "note": ""}, "通话要点"),
    ],
)
def test_a_report_without_its_proof_is_refused(
    sqlite_office: TestOffice, given: dict[str, Any], said: str
) -> None:
    sqlite_office.ingest(fire(text=GRAVE))
    fields: dict[str, Any] = {"receiver": "duty-room", "mode": "phone"} | given
    with pytest.raises(Refused, match=said):
        report(sqlite_office, "first", fields.pop("receiver"), fields.pop("mode"), **fields)


def test_not_answering_the_public_spares_no_report_up(office: TestOffice) -> None:
    office.ingest(fire(text=GRAVE))
    with office.on_case() as (work, case):
        acts.waive(work, case, "涉密", "保密审查结论", Consent("qian", "present"))
    assert len(open_reports(office)) == 6
    assert any(s.state == "waiting" and "首报" in s.rung["label"] for s in office.steps())


# grading again


def closed_fire(office: TestOffice) -> None:
    office.ingest(fire())
    publish(office)
    with office.on_case() as (work, case):
        acts.triage(work, case, "hardship")
        acts.close(work, case)


def more_dead(office: TestOffice, deaths: int, days: int, **fields: Any) -> None:
    office.clock.set(f"2026-11-{24 + days}T12:00:00+08:00")
    text = f"长春市宽城区11月24日厂房火灾伤者医治无效死亡，死亡人数升至{deaths}人。"
    title = f"长春市宽城区厂房火灾死亡人数升至{deaths}人"
    at = f"2026-11-{24 + days}T11:30:00+08:00"
    office.ingest(fire(id=f"toll-{deaths}", title=title, text=text, published_at=at, **fields))


def test_a_graver_toll_within_the_window_reopens_a_closed_case_by_itself(office: TestOffice) -> None:
    closed_fire(office)
    more_dead(office, 12, 1)
    case = office.case()
    assert (case["state"], case["severity"]) == ("open", "II")
    row = counting(office, "press_conference")
    assert row["past_at_cause"], "its day was over when the toll rose"


def test_the_hours_from_the_upgrade_to_the_release_are_told(office: TestOffice) -> None:
    closed_fire(office)
    more_dead(office, 12, 2)
    office.clock.move(hours=3)
    publish(office, "press_conference")
    row = counting(office, "press_conference")
    assert row["upgrade_to_release_s"] == 3 * 3600 + 1800


def test_a_new_death_that_leaves_the_level_asks_the_officer_to_grade_again(office: TestOffice) -> None:
    office.ingest(fire(text="今日6时许，长春市宽城区一厂房发生火灾，造成4人死亡。"))
    report(office, "first", "duty-room", "written")
    publish(office)
    with office.on_case() as (work, case):
        acts.triage(work, case, "hardship")
        acts.close(work, case)
    more_dead(office, 5, 3)
    case = office.case()
    (task,) = [t for t in case["tasks"] if t["kind"] == "regrade"]
    assert (case["state"], task["state"]) == ("closed", "open")
    assert "5 人" in task["text"] and "第十三条" in task["text"]
    office.beat()
    assert any("复核定级" in m.body for m in office.messages())
    with office.on_case() as (work, found):
        acts.grade(work, found, "III", "核实为5人，级别不变")
    assert office.case()["tasks"][-1]["state"] == "done"
    office.clock.move(hours=5)
    office.watch()
    assert {s.outcome for s in office.steps() if "regrade-4h" in s.key} == {"graded"}


def test_after_the_window_the_grade_is_not_raised_by_itself(office: TestOffice) -> None:
    closed_fire(office)
    office.clock.set("2026-12-05T12:00:00+08:00")
    title = "长春市宽城区厂房火灾死亡人数升至12人"
    text = "长春市宽城区11月24日厂房火灾伤者医治无效死亡，死亡人数升至12人。"
    with office.acting("system") as work:
        from monitor.steps.opening import Opening, sight
        from monitor.store.tables import CaseFile, ItemRecord

        case = work.tx.session.get_one(CaseFile, 1)
        told = fire(id="toll", title=title, text=text, published_at="2026-12-05T11:00:00+08:00")
        result = office.program.classifier.classify(told, office.clock.now())
        old = work.tx.session.get_one(ItemRecord, 1)
        row = ItemRecord(
            **{**old.model_dump(exclude={"id"}), "external_id": "toll", "published_at": told.published_at}
        )
        work.tx.session.add(row)
        work.tx.session.flush()
        sight(work, case, Opening(row, result, "", "open", "II", None), None)
    case = office.case()
    assert (case["state"], case["severity"]) == ("closed", "IV")
    assert "已过法定补报期" in case["tasks"][-1]["text"]


def test_an_officer_who_grades_a_closed_case_up_takes_it_up_again(office: TestOffice) -> None:
    closed_fire(office)
    with office.on_case() as (work, case):
        acts.grade(work, case, "II", "续报死亡12人")
    assert office.case()["state"] == "open"
    assert states(office, kind="press_conference", counts=True) == ["open"]


# one publication on two cases that become one


def twice_published(office: TestOffice) -> tuple[int, int]:
    """Two grave cases of one fire, on both of which the same release was entered, and which are then merged."""
    two_cases(office)
    with office.on_case(2) as (work, case):
        acts.grade(work, case, "II", "死亡12人")
    with office.on_case(1) as (work, case):
        acts.grade(work, case, "II", "死亡12人")
    at, found = office.clock.now(), []
    for number, person in ((1, "zhang"), (2, "li")):
        with office.acting(person) as work:
            case = acts.find_case(work, str(number))
            what = Publication("first_release", at, url="https://www.example.cn/tongbao")
            found.append(publications.record(work, case, what).id)
    merge(office, 2, 1)
    return found[0], found[1]


def seconds(office: TestOffice, *acts_: int) -> list[str | None]:
    with office.program.database.read() as session:
        return [session.get_one(CaseAct, ident).second_state for ident in acts_]


def test_one_release_entered_on_both_cases_wants_one_second_person(office: TestOffice) -> None:
    first, other = twice_published(office)
    assert seconds(office, first, other) == ["awaited", "covered"]
    with office.on_case() as (work, case):
        assert acts.duty_of(work, case).pending_confirmations == 1
    with office.acting("li") as work:  # who entered it too has seen it
        evidence.confirm_record(work, *evidence.find_record(work, first))
    office.clock.move(hours=25)
    office.watch()
    assert not office.audit("case.confirm_fault")
    with office.on_case() as (work, case):
        assert acts.duty_of(work, case).pending_confirmations == 0


def test_the_other_record_waits_where_the_one_that_spoke_for_it_is_taken_back(office: TestOffice) -> None:
    first, other = twice_published(office)
    with office.acting("qian") as work:
        evidence.dispute_record(work, *evidence.find_record(work, first), "发布的是另一起火灾")
    with office.on_case() as (work, case):
        reversal.revoke(work, case, first, "登记有误")
    assert seconds(office, first, other) == ["withdrawn", "awaited"]
    assert counting(office, "first_release")["state"] == "met"


def test_a_record_that_has_its_signature_spares_the_same_one_on_the_other_case(office: TestOffice) -> None:
    two_cases(office)
    for number in (1, 2):
        with office.on_case(number) as (work, case):
            acts.grade(work, case, "II", "死亡12人")
    at = office.clock.now()
    found = []
    for number in (1, 2):
        with office.on_case(number) as (work, case):
            what = Publication("response", at, url="https://www.example.cn/tongbao")
            found.append(publications.record(work, case, what).id)
    with office.acting("qian") as work:
        evidence.confirm_record(work, *evidence.find_record(work, found[1]))
    office.clock.move(hours=25)
    office.watch()
    merge(office, 2, 1)
    assert seconds(office, *found) == ["covered", "confirmed"]
    office.watch()
    with office.program.database.read() as session:
        assert not [a for a in standing_alarms(session, "changchun") if a.kind == "countersign"]


# what was told before two persons lowered the level


def lowered(office: TestOffice) -> None:
    """A fire with twelve dead, of which four are confirmed: two persons lower it."""
    office.ingest(fire(text=GRAVE))
    office.beat()
    office.clock.move(minutes=40)
    with office.on_case() as (work, case):
        acts.verify(work, case, "verified")
        acts.grade(work, case, "III", "核减：实为4人", Consent("qian", "present"))


def told_again(office: TestOffice, ident: str = "again", **fields: Any) -> None:
    office.clock.move(minutes=20)
    told = {"id": ident, "source": f"某网{ident}", "source_kind": "portal", "text": GRAVE}
    office.ingest(fire(**(told | {"published_at": office.clock.now().isoformat()} | fields)))


def level(office: TestOffice) -> str | None:
    return office.case()["severity"]


def regrades(office: TestOffice) -> list[str]:
    with office.program.database.read() as session:
        tasks = session.exec(select(DutyTask).where(DutyTask.kind == "regrade", DutyTask.state == "open"))
        return [t.text for t in tasks]


def test_a_reprint_of_the_number_that_was_lowered_against_raises_nothing(office: TestOffice) -> None:
    """Else every reprint raises the case again, calls everybody, and wants a second person to lower it anew."""
    lowered(office)
    before = len(office.messages())
    told_again(office)
    told_again(office, "more")
    office.beat()
    assert (level(office), regrades(office)) == ("III", [])
    assert not [m for m in office.messages()[before:] if "升级" in m.title]
    assert len(office.audit("grade.kept")) == 2
    with office.on_case() as (work, case):  # nor does one take up a case that is closed
        case.state = "closed"
        work.tx.session.add(case)
    told_again(office, "late")
    assert (level(office), office.case()["state"]) == ("III", "closed")


def test_what_was_published_before_the_lowering_and_comes_late_is_put_before_the_officer(
    office: TestOffice,
) -> None:
    lowered(office)
    text = "据目击者称，宽城区这家厂房今晨6时许突发大火，浓烟滚滚，消防车来了十几辆，听说造成11人死亡。"
    told_again(office, title="宽城区厂房大火目击", text=text, published_at="2026-11-24T08:20:00+08:00")
    assert level(office) == "III"
    (task,) = regrades(office)
    assert "降级以后又见此说，所述情形相当于重大" in task
    with office.on_case() as (work, case):
        acts.grade(work, case, "III", "核实仍为4人")
    assert regrades(office) == []


def test_more_dead_and_new_official_words_raise_what_was_lowered(office: TestOffice) -> None:
    lowered(office)
    told_again(office, "up", text=GRAVE.replace("12人", "15人"))
    assert level(office) == "II"
    with office.on_case() as (work, case):
        acts.grade(work, case, "III", "核减", Consent("qian", "present"))
    text = "【情况通报】宽城区一厂房火灾已造成11人死亡，3人受伤，原因正在调查。宽城区人民政府"
    told_again(
        office, "official", title="情况通报", text=text, source="宽城发布", source_kind="official_site"
    )
    assert level(office) == "II"


def test_lowering_step_by_step_makes_no_earlier_word_new(office: TestOffice) -> None:
    """Lowered from II to III and then to IV, a reprint of what told II was graver than III, and raised the case."""
    lowered(office)
    office.clock.move(minutes=5)
    grade(office, "IV", "再核减：实为2人")
    told_again(office)
    assert level(office) == "IV"
    assert len(office.audit("grade.kept")) == 1


def beside(office: TestOffice, severity: str | None = None) -> None:
    """Case 2: residents who complain of smoke."""
    smoke = {"title": "宽城区厂房浓烟扰民", "text": "居民反映浓烟刺鼻。", "source_kind": "hotline"}
    office.ingest(item(id="b1", **smoke))
    with office.acting() as work:
        open_by_hand(work, office.program.classifier, 2, ByHand(severity=severity, reason="群众反映"))


def test_a_reprint_raises_no_case_that_took_in_the_one_that_was_lowered_nor_the_one_that_leaves_again(
    office: TestOffice,
) -> None:
    lowered(office)
    beside(office)
    merge(office, 1, 2)
    told_again(office)
    assert office.case(2)["severity"] == "III"
    with office.on_case(2) as (work, case):
        joining.split(work, case, [1], "不是一回事")
    told_again(office, "more")
    assert [office.case(n)["severity"] for n in (2, 3)] == ["III", "III"]
    assert len(office.audit("grade.kept")) == 2


def test_the_level_that_another_case_brings_makes_what_was_lowered_against_no_truer(
    office: TestOffice,
) -> None:
    lowered(office)
    office.clock.move(minutes=5)
    grade(office, "IV", "再核减：实为2人")
    beside(office, "III")
    merge(office, 2, 1)
    assert level(office) == "III"
    told_again(office)
    assert level(office) == "III" and len(office.audit("grade.kept")) == 1


def test_a_case_that_was_raised_since_it_took_in_a_lowered_one_goes_by_the_raising(
    office: TestOffice,
) -> None:
    lowered(office)
    beside(office)
    merge(office, 1, 2)
    told_again(office, "up", text=GRAVE.replace("12人", "15人"))
    assert office.case(2)["severity"] == "II"
    with office.on_case(2) as (work, case):
        acts.grade(work, case, "IV", "核减", Consent("qian", "present"))
        acts.grade(work, case, "III", "复核")
    told_again(office, "once more", text=GRAVE.replace("12人", "15人"))
    assert office.case(2)["severity"] == "II"


# what was judged wrongly and set right


def steps_of(office: TestOffice, name: str) -> list[tuple[str, str]]:
    return [(s.state, s.outcome) for s in office.steps() if s.rung["id"] == name]


def test_who_was_not_told_of_a_false_matter_is_told_when_it_was_true_after_all(office: TestOffice) -> None:
    """Else the leaders never hear of a grave emergency, because for ten minutes somebody held it for a rumour."""
    office.ingest(fire(text=GRAVE))
    office.beat()
    office.clock.move(minutes=2)
    with office.on_case() as (work, case):
        acts.verify(work, case, "false")
    office.beat()
    assert steps_of(office, "raise") == [("skipped", "refuted")]
    office.clock.move(minutes=10)
    with office.on_case() as (work, case):
        acts.verify(work, case, "verified")
    office.beat()
    assert steps_of(office, "raise") == [("skipped", "refuted"), ("fired", "")]
    assert any("向上报告" in m.body or "向上报告" in m.title for m in office.messages("zhao"))
    with office.on_case() as (work, case):
        acts.verify(work, case, "verified", "再次核实")
    assert len(steps_of(office, "raise")) == 2


def test_whom_a_deadline_passed_over_while_its_matter_was_false_hears_of_it_once(office: TestOffice) -> None:
    """The officer is told that a time is over also of a rumour; those above heard nothing of it, then or later."""
    office.ingest(fire(text=GRAVE))
    with office.on_case() as (work, case):
        acts.verify(work, case, "verified")
    office.beat()
    with office.on_case() as (work, case):
        acts.verify(work, case, "false")
    office.clock.move(hours=6)
    office.beat()
    passed_over = [s for s in office.steps() if s.rung["id"] == "due" and s.outcome == "refuted"]
    assert passed_over and all(s.state == "fired" for s in passed_over)
    heard = len(office.messages("zhao"))
    with office.on_case() as (work, case):
        acts.verify(work, case, "verified")
    office.beat()
    again = [s for s in office.steps() if s.key.startswith("v") and s.rung["id"] == "due"]
    assert len(again) == len(passed_over)
    assert {role for s in again for role in s.rung["to"]} == {"section_head", "deputy", "leader"}
    assert len(office.messages("zhao")) > heard
    turns = [s.key for s in office.steps() if s.key.startswith("v")]
    assert not [s for s in office.steps() if s.key.startswith("v") and s.rung["id"] == "half"]
    for result in ("false", "verified"):
        with office.on_case() as (work, case):
            acts.verify(work, case, result)
        office.beat()
    office.clock.move(hours=3)
    office.beat()
    assert [s.key for s in office.steps() if s.key.startswith("v")] == turns


def closed_and_reopened(office: TestOffice, hours: float) -> None:
    with office.on_case() as (work, case):
        acts.consult(work, case, "宣传部、应急局", "统一口径")
        acts.verify(work, case, "verified")
        acts.triage(work, case, "hardship")
        for kind in ("first_release", "press_conference", "response"):
            what = Publication(kind, work.now, url=f"http://www.example.cn/{kind}")
            publications.record(work, case, what, Consent("qian", "present"))
        acts.close(work, case)
    office.clock.move(hours=hours)
    with office.on_case() as (work, case):
        acts.reopen(work, case, "误办结")


def test_a_case_closed_by_mistake_is_reminded_of_publishing_on_as_before(office: TestOffice) -> None:
    office.ingest(fire(text=GRAVE))
    closed_and_reopened(office, hours=1)
    (row,) = [d for d in office.case()["deadlines"] if d["kind"] == "follow_up" and d["state"] == "open"]
    assert (row["rule"], row["due_at"]) == ("grave-follow-up", "2026-11-25T08:00:00+08:00")


def test_further_reports_are_owed_from_the_reopening_and_none_is_late_at_once(office: TestOffice) -> None:
    office.ingest(fire(text=GRAVE))
    report(office, "first", "duty-room", "written")
    closed_and_reopened(office, hours=30)
    office.watch()
    rows = [d for d in office.case()["deadlines"] if d["stage"] == "follow" and d["state"] != "superseded"]
    assert [(d["receiver"], d["start_at"], d["state"]) for d in rows] == [
        ("duty-room", "2026-11-25T14:00:00+08:00", "open")
    ]


def test_a_further_report_taken_back_after_reopening_is_owed_from_the_reopening(office: TestOffice) -> None:
    """From the last one before closing it would be days late at once, for a time in which nobody owed it."""
    office.ingest(fire(text=GRAVE))
    report(office, "first", "duty-room", "written")
    closed_and_reopened(office, hours=30)
    office.clock.move(hours=1)
    report(office, "follow", "duty-room", "written")
    revoke(office, "report_up", "报的是另一件事")
    office.watch()
    rows = [d for d in office.case()["deadlines"] if d["stage"] == "follow" and d["state"] != "superseded"]
    assert [(d["receiver"], d["start_at"], d["state"]) for d in rows] == [
        ("duty-room", "2026-11-25T14:00:00+08:00", "open")
    ]


def test_no_further_report_follows_two_reports_that_were_both_taken_back(office: TestOffice) -> None:
    office.ingest(fire(text=GRAVE))
    report(office, "first", "duty-room", "written")
    office.clock.move(hours=1)
    report(office, "follow", "duty-room", "written")
    for _ in range(2):
        office.clock.move(minutes=5)
        with office.on_case() as (work, case):
            reversal.revoke(work, case, live_acts(work.tx.session, case.id, "report_up")[0].id, "未报")
    assert not [d for d in open_reports(office) if d[:2] == ("follow", "duty-room")]


def test_who_was_told_after_all_is_not_told_once_more(office: TestOffice) -> None:
    office.ingest(fire(text=GRAVE))
    office.beat()
    for result in ("false", "verified", "false", "verified"):
        office.clock.move(minutes=2)
        with office.on_case() as (work, case):
            acts.verify(work, case, result)
        office.beat()
    assert steps_of(office, "raise") == [("skipped", "refuted"), ("fired", "")]


def test_a_call_that_was_never_made_is_owed_again(office: TestOffice) -> None:
    """Recorded on the wrong task, it left the leader untold, and nothing could say so."""
    office.ingest(fire(text=GRAVE))
    with office.on_case() as (work, case):
        acts.verify(work, case, "verified")
    office.clock.move(minutes=2)
    office.beat()
    with office.acting() as work:
        task = work.tx.session.exec(select(DutyTask).where(DutyTask.state == "open")).first()
        assert task is not None
        acts.record_call(work, task, "已报告", work.now)
        ident, about = task.id, task.about
    office.clock.move(minutes=5)
    revoke(office, "call", "电话打给了别人")
    with office.program.database.read() as session:
        task = session.get_one(DutyTask, ident)
        assert (task.state, task.about, task.closed_by, task.record) == ("open", about, None, {})
    office.clock.move(minutes=16)
    office.beat()
    with office.program.database.read() as session:
        assert [a for a in standing_alarms(session, "changchun") if a.kind == "call_undone"]


def test_a_consultation_that_was_never_held_closes_no_case(office: TestOffice) -> None:
    office.ingest(fire(text=GRAVE))
    with office.on_case() as (work, case):
        acts.consult(work, case, "宣传部", "统一口径")
        assert acts.duty_of(work, case).consulted
    revoke(office, "consult", "会商改期")
    with office.on_case() as (work, case):
        assert not acts.duty_of(work, case).consulted


def reminded(office: TestOffice, name: str) -> list[str]:
    return [s.outcome for s in office.steps() if s.rung["id"] == name and s.state != "waiting"]


def test_what_was_reported_of_the_lesser_matter_spares_no_reminder_of_the_graver_one(
    office: TestOffice,
) -> None:
    office.ingest(fire(text=GRAVE))
    with office.on_case() as (work, case):
        acts.verify(work, case, "verified")
        acts.note(work, case, "report_up", "快报已报")
        acts.note(work, case, "statement", "口径已送")
    office.clock.move(minutes=30)
    with office.on_case() as (work, case):
        acts.grade(work, case, "I", "死亡31人")
    office.clock.move(hours=3)
    office.beat()
    assert reminded(office, "report-1h")[-1] == "" and reminded(office, "statement-2h")[-1] == ""


def test_a_report_that_was_taken_back_ends_no_reminder(office: TestOffice) -> None:
    office.ingest(fire(text=GRAVE))
    with office.on_case() as (work, case):
        acts.note(work, case, "report_up", "快报已报")
    revoke(office, "report_up", "误登")
    office.clock.move(hours=1, minutes=1)
    office.beat()
    assert reminded(office, "report-1h") == [""]
    assert next(t for t in office.case()["targets"] if t["label"] == "1小时内快报")["done_at"] is None


# a merger that was a mistake


def test_a_case_merged_by_mistake_leaves_with_what_was_published_for_it(office: TestOffice) -> None:
    """Else the other matter stays answered by it, and its own is overdue though it was answered in time."""
    two_cases(office)
    with office.on_case(2) as (work, case):
        acts.assign(work, case, "市生态环境局", "主管")
        publications.record(work, case, Publication("response", work.now, url="http://www.example.cn/yan"))
    office.clock.move(hours=1)
    merge(office, 2, 1)
    assert counting(office, "response")["state"] == "met"
    split(office, 2)
    assert counting(office, "response")["state"] == "open"
    own = counting(office, "response", 3)
    assert (own["state"], own["settled_at"]) == ("met", "2026-11-24T10:00:00+08:00")
    assert office.case(3)["organ"] == "市生态环境局"
    follow = [
        [
            d["start_at"]
            for d in office.case(c)["deadlines"]
            if d["kind"] == "follow_up" and d["state"] == "open"
        ]
        for c in (1, 3)
    ]
    assert follow == [[], ["2026-11-24T10:00:00+08:00"]]
    with office.on_case(2) as (work, case):  # and stays correctable, for the case that has it now
        record = next(a for a in live_acts(work.tx.session, 2, "record"))
        reversal.revoke(work, case, record.id, "误登")
    assert counting(office, "response", 3)["state"] == "open"


def test_an_hour_confirmed_on_the_merged_case_leaves_with_it(office: TestOffice) -> None:
    two_cases(office)
    with office.on_case(2) as (work, case):
        acts.grade(work, case, "II", "死亡12人")
        acts.correct_start(work, case, parse_time("2026-11-24T04:00:00+08:00"), "接警记录")
    before = counting(office, "response")["start_at"]
    merge(office, 2, 1)
    assert counting(office, "press_conference")["start_at"] == "2026-11-24T04:00:00+08:00"
    split(office, 2)
    assert counting(office, "press_conference", 3)["start_at"] == "2026-11-24T04:00:00+08:00"
    grade(office, "IV")
    assert counting(office, "response")["start_at"] == before


def test_reports_up_leave_with_the_case_that_they_were_made_for(office: TestOffice) -> None:
    two_cases(office)
    grade(office, "II", case=2)
    office.clock.move(minutes=10)
    with office.on_case(2) as (work, case):
        leading.report_up(work, case, Report("first", work.now, "duty-room", "written", "舆报1号"))
    with office.on_case(1) as (work, case):
        acts.grade(work, case, "II", "死亡12人")
    merge(office, 2, 1)
    assert {s for _, _, s in first_reports(office)} == {"met"}
    split(office, 2)
    assert {s for _, _, s in first_reports(office)} == {"open"}
    assert ("follow", "duty-room", "written") not in open_reports(office)
    assert office.case(3)["severity"] == "II"
    assert {(start, s) for _, start, s in first_reports(office, case=3)} == {("10:00", "met")}


def test_a_case_that_leaves_keeps_what_persons_made_of_it(office: TestOffice) -> None:
    """Its item told II again, though two persons had lowered the case, and another item gave it a class of its own."""
    two_cases(office, {"text": GRAVE, "title": "宽城区厂房火灾"})
    grade(office, "III", "核减：实为4人", case=2)
    level, category = office.case(2)["severity"], office.case(2)["category"]
    merge(office, 2, 1)
    split(office, 2)
    assert (level, office.case(3)["severity"]) == ("III", "III")
    assert office.case(3)["category"] == category
    assert office.case(3)["deaths_highest"] == office.case(2)["deaths_highest"]


def test_of_several_cases_that_leave_together_the_graver_level_stays(office: TestOffice) -> None:
    two_cases(office)
    office.ingest(item(id="c1", title="宽城区道路封闭", text="居民反映道路封闭。", source_kind="hotline"))
    with office.acting() as work:
        open_by_hand(work, office.program.classifier, 3, ByHand(severity=None, reason="群众反映"))
    grade(office, "II", case=3)
    for number in (2, 3):
        merge(office, number, 1)
    split(office, 2, 3)
    assert office.case(4)["severity"] == "II"


# dividing what two persons lowered


def twice_told(office: TestOffice, **fields: Any) -> None:
    """A fire of which two sources tell II, which two persons then lower to III."""
    office.ingest(fire(text=GRAVE))
    told_again(office, "second", **fields)
    office.clock.move(minutes=5)
    with office.on_case() as (work, case):
        acts.verify(work, case, "verified")
        acts.grade(work, case, "III", "核减：实为4人", Consent("qian", "present"))


def test_what_is_divided_off_keeps_the_level_to_which_it_was_lowered_and_the_officer_is_asked(
    office: TestOffice,
) -> None:
    """Its words told II again: the fresh case called everybody, and was overdue in clocks that two persons had ended."""
    twice_told(office)
    office.clock.move(minutes=30)
    split(office, 2)
    fresh = office.case(2)
    assert fresh["severity"] == "III"
    assert not [d for d in fresh["deadlines"] if d["kind"] == "press_conference"]
    (task,) = regrades(office)
    assert fresh["number"] in task and "分自" in task and "所述情形相当于重大，级别暂未变动" in task
    sentence = "分出的条目所述相当于重大，2026-11-24 08:25定级时已在"
    for case, act in ((1, "split"), (2, "open")):
        (note,) = [
            t["body"]["note"]
            for t in office.case(case)["timeline"]
            if t["act"] == act and "note" in t["body"]
        ]
        assert note.startswith(sentence) and "按较大立案，并提请复核定级" in note
    before = len(office.messages())
    told_again(office, "third")
    office.beat()
    assert [office.case(n)["severity"] for n in (1, 2)] == ["III", "III"]
    assert not [m for m in office.messages()[before:] if "升级" in m.title]
    with office.on_case(2) as (work, case):
        acts.grade(work, case, "II", "确为另一起，死亡12人")
    assert office.case(2)["severity"] == "II" and regrades(office) == []


def test_what_came_after_the_lowering_or_tells_of_more_is_divided_off_with_its_own_level(
    office: TestOffice,
) -> None:
    lowered(office)
    told_again(office, "up", text=GRAVE.replace("12人", "15人"))
    assert level(office) == "II"
    with office.on_case() as (work, case):
        acts.grade(work, case, "III", "仍为4人", Consent("qian", "present"))
        acts.grade(work, case, "II", "又核实为12人")
    split(office, 2)
    assert office.case(2)["severity"] == "II", "a case that was raised since is lowered no more"
    assert regrades(office) == []


def test_an_item_that_joined_the_case_after_it_was_lowered_was_not_judged_with_it(office: TestOffice) -> None:
    lowered(office)
    beside(office, "II")
    office.clock.move(minutes=5)
    merge(office, 2, 1)
    split(office, 2)
    assert office.case(3)["severity"] == "II" and regrades(office) == []


def test_a_case_that_leaves_keeps_the_level_to_which_it_was_lowered_in_the_one_that_took_it_in(
    office: TestOffice,
) -> None:
    office.ingest(fire())
    beside(office, "II")
    merge(office, 2, 1)
    office.clock.move(minutes=5)
    with office.on_case() as (work, case):
        acts.grade(work, case, "IV", "两案均核减", Consent("qian", "present"))
    split(office, 2)
    assert office.case(3)["severity"] == "IV"
    (task,) = regrades(office)
    assert office.case(3)["number"] in task
    # Merged and divided once more it does not come back with what was lowered.
    with office.on_case(3) as (work, case):
        acts.grade(work, case, "IV", "仍为一般")
    merge(office, 3, 1)
    split(office, 2)
    assert office.case(4)["severity"] == "IV" and regrades(office) == []


def test_a_lowered_level_that_an_officer_has_confirmed_is_raised_by_no_reprint(office: TestOffice) -> None:
    """Whoever answered 复核定级 with the same level undid the lowering: the next reprint called everybody."""
    lowered(office)
    text = "据目击者称，宽城区这家厂房今晨6时许突发大火，浓烟滚滚，消防车来了十几辆，听说造成11人死亡。"
    told_again(office, title="宽城区厂房大火目击", text=text, published_at="2026-11-24T08:20:00+08:00")
    with office.on_case() as (work, case):
        acts.grade(work, case, "III", "核实仍为4人")
    told_again(office, "reprint")
    assert level(office) == "III" and len(office.audit("grade.kept")) == 1
    told_again(office, "more", text=GRAVE.replace("12人", "15人"))
    assert level(office) == "II"


def test_a_reprint_of_what_was_lowered_leaves_as_lowered_and_what_nobody_judged_with_its_own_level(
    office: TestOffice,
) -> None:
    lowered(office)
    told_again(office)
    text = "据目击者称，宽城区这家厂房今晨6时许突发大火，浓烟滚滚，消防车来了十几辆，听说造成11人死亡。"
    told_again(
        office,
        "witness",
        title="宽城区厂房大火目击",
        text=text,
        published_at="2026-11-24T08:20:00+08:00",
    )
    assert level(office) == "III", "put before the officer, who has not said a word yet"
    split(office, 2)
    assert office.case(2)["severity"] == "III"
    split(office, 3)
    assert office.case(3)["severity"] == "II"


def test_an_item_that_an_officer_moved_to_the_event_after_the_lowering_was_not_judged_with_it(
    office: TestOffice,
) -> None:
    office.ingest(fire(text=GRAVE))
    text = "长春市二道区一烟花仓库今日7时发生爆炸，造成11人死亡、20人受伤。"
    office.ingest(fire(id="blast", title="长春市二道区一烟花仓库爆炸", text=text, source="某网"))
    assert len(office.cases()) == 2 and office.case(2)["severity"] == "II"
    with office.program.database.read() as session:
        first, second = (i.event_id for i in session.exec(select(ItemRecord).order_by(col(ItemRecord.id))))
    office.clock.move(minutes=5)
    with office.on_case() as (work, case):
        acts.grade(work, case, "III", "核减：实为4人", Consent("qian", "present"))
    with office.on_case(2) as (work, case):
        case.state = "rejected"
        work.tx.session.add(case)
    office.clock.move(minutes=5)
    with office.acting() as work:
        merge_events(work, second or 0, first or 0, "同一事件")
    office.clock.move(minutes=5)
    split(office, 2)
    assert office.case(3)["severity"] == "II" and regrades(office) == []

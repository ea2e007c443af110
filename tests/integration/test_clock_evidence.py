"""Evidence of when a matter arose: all of it is kept, shown with what is due under it, and corrected by rows."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from sqlmodel import select

from monitor.clock import parse_time
from monitor.errors import Refused
from monitor.steps import acts, publications
from monitor.steps.by_hand import ByHand, open_by_hand
from monitor.steps.publications import Publication
from monitor.store.tables import CaseAct
from tests.office import MORNING, TestOffice, fire, item


def counting(office: TestOffice, kind: str, case: int = 1) -> dict[str, Any]:
    found = [d for d in office.case(case)["deadlines"] if d["kind"] == kind and d["counts"]]
    assert len(found) == 1
    return found[0]


def confirm(office: TestOffice, at: str, of: Any = "confirmed", **more: Any) -> None:
    with office.on_case() as (work, case):
        acts.correct_start(work, case, parse_time(at), "值班电话记录", of=of, **more)


def publish(office: TestOffice, at: str, kind: str = "response") -> None:
    with office.on_case() as (work, case):
        publications.record(work, case, Publication(kind, parse_time(at), url="http://www.example.cn/1"))


def grave(**fields: Any) -> Any:
    return fire(text="今日6时许，长春市宽城区一厂房发生火灾，造成12人死亡。", **fields)


def test_first_publication_first_collection_and_occurrence_are_all_kept_with_their_source(
    office: TestOffice,
) -> None:
    office.ingest(grave())
    starts = {s["evidence"]: s for s in office.case()["starts"] if s["evidence"] != "grading"}
    assert set(starts) == {"published", "collected", "occurrence"}
    assert all(s["source"] == "本地新闻网" and s["item"] for s in starts.values())
    due = {e: {d["kind"]: parse_time(d["due_at"]) for d in s["due"]} for e, s in starts.items()}
    for evidence, start in starts.items():
        assert due[evidence]["press_conference"] == parse_time(start["start_at"]) + timedelta(hours=24)
    marked = [e for e, s in starts.items() for d in s["due"] if d["counts"]]
    assert set(marked) == {"occurrence"}


def test_nothing_is_taken_as_published_before_the_emergency_happened(office: TestOffice) -> None:
    office.ingest(grave())
    with pytest.raises(Refused, match=r"早于事发时间（11月24日 06:00）.*先“确认起算时间”"):
        publish(office, "2026-11-24T05:00:00+08:00", "first_release")
    assert counting(office, "first_release")["state"] == "open"
    confirm(office, "2026-11-24T04:50:00+08:00")
    publish(office, "2026-11-24T05:00:00+08:00", "first_release")
    assert counting(office, "first_release")["state"] == "met"


def test_what_is_no_emergency_may_be_announced_before_it_begins(office: TestOffice) -> None:
    """A notice of the day before was refused: the hour at which water is cut off is no occurrence that nobody foresaw."""
    told = "长春市朝阳区今日6时起全区停水，居民反映没有接到通知，质疑供水公司。"
    office.ingest(item(title="长春市朝阳区停水", text=told))
    assert {s["evidence"] for s in office.case()["starts"]} >= {"occurrence"}
    with office.on_case() as (work, case):
        acts.confirm(work, case, "属实")
    publish(office, "2026-11-23T17:00:00+08:00")
    assert counting(office, "response")["state"] == "met"


def test_a_matter_of_long_ago_that_is_entered_now_takes_its_publication_once_its_start_is_set_right(
    office: TestOffice,
) -> None:
    office.ingest(item(published_at=None))
    with office.on_case() as (work, case):
        acts.confirm(work, case, "属实")
    with pytest.raises(Refused, match="请核对年月；起算有误的，请先“确认起算时间”"):
        publish(office, "2026-09-24T17:00:00+08:00")
    confirm(office, "2026-09-23T17:00:00+08:00", "published", year_checked=True)
    publish(office, "2026-09-24T17:00:00+08:00")
    assert counting(office, "response")["state"] == "met"


def test_a_slip_of_the_year_starts_no_clock_and_what_was_hidden_for_long_is_confirmed_all_the_same(
    office: TestOffice,
) -> None:
    office.clock.set("2027-01-03T09:00:00+08:00")
    office.ingest(grave(published_at="2027-01-03T08:30:00+08:00"))
    before = office.case()["deadlines"]
    for of, what in (("confirmed", "事发时间"), ("published", "首次发布时间")):
        with pytest.raises(Refused, match=rf"{what}（2026-01-03）.*请核对年月.*“年月已核对”"):
            confirm(office, "2026-01-03T06:00:00+08:00", of)
    assert office.case()["deadlines"] == before and not office.audit("case.start")
    confirm(office, "2026-01-03T06:00:00+08:00", year_checked=True)
    assert counting(office, "press_conference")["start_at"] == "2026-01-03T06:00:00+08:00"
    assert '"year_checked":true' in office.audit("case.start")[0].body
    # Set right, it no longer lets a publication of last year by.
    confirm(office, "2027-01-03T06:00:00+08:00")
    with pytest.raises(Refused, match="请核对年月"):
        publish(office, "2026-01-03T08:40:00+08:00")


def test_a_slip_of_the_year_at_the_opening_of_a_case_opens_none_and_what_was_hidden_is_opened_all_the_same(
    office: TestOffice,
) -> None:
    """On 3 January the year of before is written: such a case was overdue in all its clocks as it was opened."""
    office.clock.set("2027-01-03T09:00:00+08:00")
    office.ingest(item(source_kind="hotline", published_at="2027-01-03T08:30:00+08:00"))

    def opened(year_checked: bool = False, **said: Any) -> None:
        with office.acting() as work:
            said = {"severity": "II", "year_checked": year_checked} | said
            open_by_hand(work, office.program.classifier, 1, ByHand(**said))

    slip = parse_time("2026-01-03T06:00:00+08:00")
    for occurred in (slip, date(2026, 1, 3)):
        with pytest.raises(Refused, match=r"事发时间（2026-01-03）.*（2027-01-03）.*核对年月.*“年月已核对”"):
            opened(occurred_at=occurred)
    assert not office.cases()
    opened(occurred_at=slip, year_checked=True)
    assert counting(office, "press_conference")["start_at"] == "2026-01-03T06:00:00+08:00"
    assert '"year_checked":true' in office.audit("case.open")[0].body
    office.ingest(item(id="old", title="旧事", published_at="2025-12-20T08:30:00+08:00"))
    with office.acting() as work:
        early = ByHand("III", parse_time("2025-12-01T08:00:00+08:00"))
        case = open_by_hand(work, office.program.classifier, 2, early)
        first = work.tx.session.exec(select(CaseAct).where(CaseAct.case_id == case.id)).first()
    assert first is not None and "year_checked" not in first.body, (
        "an old item may tell of what happened before it"
    )


def test_who_vouches_for_the_year_of_a_publication_at_the_opening_of_a_case_is_kept(
    office: TestOffice,
) -> None:
    office.ingest(item(source_kind="hotline", published_at="2025-11-23T08:30:00+08:00"))
    with office.acting() as work:
        open_by_hand(work, office.program.classifier, 1, ByHand(year_checked=True))
    assert '"year_checked":true' in office.audit("case.open")[0].body


def test_an_address_that_no_browser_opens_is_no_proof_from_whichever_door_it_comes(
    office: TestOffice,
) -> None:
    office.ingest(grave())
    what = Publication("response", office.clock.now(), url="官网已发")
    with office.on_case() as (work, case), pytest.raises(Refused, match="http://"):
        publications.record(work, case, what)


def test_a_later_collection_adds_no_evidence_and_an_earlier_one_does(office: TestOffice) -> None:
    office.ingest(fire())
    office.clock.move(minutes=30)
    office.ingest(fire(id="again", source="另一家新闻网", published_at="2026-11-24T08:20:00+08:00"))
    assert [s["evidence"] for s in office.case()["starts"]].count("collected") == 1


def test_a_confirmed_occurrence_replaces_the_told_one_and_both_stay_on_record(office: TestOffice) -> None:
    office.ingest(grave())
    confirm(office, "2026-11-24T06:20:00+08:00")
    row = counting(office, "press_conference")
    assert (row["start_evidence"], row["due_at"]) == ("confirmed", "2026-11-25T06:20:00+08:00")
    old = [d for d in office.case()["deadlines"] if d["start_evidence"] == "occurrence"]
    assert old and {d["state"] for d in old} == {"superseded"}
    assert {"occurrence", "confirmed"} <= {s["evidence"] for s in office.case()["starts"]}


def test_the_officers_last_word_stands_even_when_it_goes_back_to_an_earlier_one(office: TestOffice) -> None:
    office.ingest(grave())
    for at in ("06:20", "06:40", "06:20"):
        confirm(office, f"2026-11-24T{at}:00+08:00")
    assert counting(office, "press_conference")["start_at"] == "2026-11-24T06:20:00+08:00"
    standing = {s["start_at"]: s["standing"] for s in office.case()["starts"] if s["evidence"] == "confirmed"}
    assert standing == {"2026-11-24T06:20:00+08:00": "confirmed", "2026-11-24T06:40:00+08:00": "set_aside"}


def test_a_bare_publication_date_rings_and_is_overdue_only_once_its_hour_is_confirmed(
    office: TestOffice,
) -> None:
    office.ingest(item(source_kind="hotline", published_at="2026-11-24"))
    with office.acting() as work:
        open_by_hand(work, office.program.classifier, 1, ByHand(reason="群众集中反映"))
    office.clock.move(hours=80)
    office.beat()
    row = counting(office, "response")
    assert (row["state"], row["time_pending"]) == ("open", True)
    assert any("时限" in m.title or "时限" in m.body for m in office.messages())
    confirm(office, "2026-11-24T07:10:00+08:00", of="published")
    assert office.watch().deadlines_passed == 1
    row = counting(office, "response")
    assert (row["state"], row["start_evidence"]) == ("breached", "published")
    assert row["start_at"] == "2026-11-24T07:10:00+08:00"


def test_a_confirmed_hour_on_the_day_of_a_bare_publication_date_resolves_it_too(office: TestOffice) -> None:
    office.ingest(fire(text="长春市宽城区一厂房发生火灾，造成2人死亡。", published_at="2026-11-24"))
    confirm(office, "2026-11-24T05:30:00+08:00")
    row = counting(office, "response")
    assert (row["time_pending"], row["start_at"]) == (False, "2026-11-24T05:30:00+08:00")


def test_an_earlier_publication_seen_after_a_confirmation_still_counts(office: TestOffice) -> None:
    office.ingest(fire())
    confirm(office, "2026-11-24T07:20:00+08:00", of="published")
    assert counting(office, "response")["start_at"] == "2026-11-24T07:20:00+08:00"
    office.ingest(fire(id="earlier", source="另一家新闻网", published_at="2026-11-24T06:50:00+08:00"))
    assert counting(office, "response")["start_at"] == "2026-11-24T06:50:00+08:00"


def test_correcting_the_start_of_an_answered_case_settles_it_anew_by_the_same_publication(
    office: TestOffice,
) -> None:
    office.ingest(fire())
    office.clock.set("2026-11-26T06:40:00+08:00")
    publish(office, "2026-11-26T06:30:00+08:00")
    assert counting(office, "response")["state"] == "met"
    office.ingest(fire(id="first", source="另一家新闻网", published_at="2026-11-24T06:00:00+08:00"))
    row = counting(office, "response")
    assert (row["state"], row["settled_at"]) == ("late", "2026-11-26T06:30:00+08:00")
    gone = [d for d in office.deadlines("response", live=False) if d.state == "superseded"]
    assert [d.settled_at is not None for d in gone] == [True], "the old row keeps its settlement"


def test_the_corrected_start_of_a_closed_case_moves_its_answer_and_starts_no_clock(
    office: TestOffice,
) -> None:
    office.ingest(fire())
    publish(office, MORNING)
    with office.on_case() as (work, case):
        acts.triage(work, case, "hardship")
        acts.close(work, case)
    before = {d["id"] for d in office.case()["deadlines"] if d["state"] == "open"}
    confirm(office, "2026-11-24T05:00:00+08:00", of="published")
    assert counting(office, "response")["state"] == "met"
    assert {d["id"] for d in office.case()["deadlines"] if d["state"] == "open"} == before


def test_who_confirmed_a_start_and_why_stands_in_the_audit_without_its_words(office: TestOffice) -> None:
    office.ingest(fire())
    confirm(office, "2026-11-24T06:20:00+08:00")
    (record,) = office.audit("case.start")
    assert record.actor == "zhang"
    assert "值班电话记录" not in record.body and "evidence_sha256" in record.body

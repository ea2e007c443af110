from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlmodel import col, select

from monitor.errors import Refused
from monitor.reports.digest import Digest, render_json
from monitor.steps.acts import confirm, grade
from monitor.steps.anchor import write_anchor
from monitor.steps.consents import Consent
from monitor.steps.desk import Desk
from monitor.steps.digest import make_digest, send_due_digest
from monitor.steps.opinion import set_level
from monitor.steps.publications import Publication, record
from monitor.store.audit_log import verify_database
from monitor.store.tables import (
    Alarm,
    AuditRecord,
    DigestRun,
    Event,
    EventOpinion,
    ItemClassification,
    Message,
    SourceOutage,
    SourceState,
)
from tests.integration.report_desks import (
    add_case,
    add_event,
    add_item,
    at,
    case_of,
    later,
    scratch_desk,
    working,
)

DAY = date(2026, 11, 21)
HOUR = "2026-11-21 07:30"


@pytest.fixture
def desk(database_url: str, tmp_path: Path) -> Iterator[Desk]:
    """At eight in the morning, half an hour into the period of the next day's digest."""
    with scratch_desk(database_url, tmp_path, "2026-11-20 08:00") as found:
        yield found


def digest_at(desk: Desk, now: str = HOUR, day: date = DAY) -> Digest:
    return make_digest(later(desk, now), day)


def numbers(digest: Digest) -> dict[str, int]:
    return {n.code: n.value for n in digest.numbers if n.value}


def publish(desk: Desk, case: int, kind: str, published: str) -> None:
    with working(desk) as work:
        record(work, case_of(work, case), Publication(kind, at(published), "https://example.org/1"))


def poll(desk: Desk, name: str, worked: str) -> None:
    with working(desk) as work:
        work.tx.session.add(SourceState(office_id="changchun", name=name, last_worked_at=at(worked)))


def test_an_empty_day_says_what_was_watched_and_what_was_not_seen(desk: Desk) -> None:
    poll(desk, "市属媒体", "2026-11-21 07:25")
    digest = digest_at(desk)
    assert digest.quiet
    assert digest.sentence == "本时段所监测 2 个信源未发现需处置舆情(1 个中断)"
    assert [(w.source, w.from_at) for w in digest.windows] == [("论坛", None)]


def test_a_source_that_nobody_asked_in_the_last_hours_was_not_seen_either(desk: Desk) -> None:
    poll(desk, "市属媒体", "2026-11-21 02:00")
    poll(desk, "论坛", "2026-11-21 07:25")
    assert [(w.source, w.from_at) for w in digest_at(desk).windows] == [("市属媒体", at("2026-11-21 02:00"))]


def test_blind_windows_are_those_that_touch_the_period(desk: Desk) -> None:
    for name in ("市属媒体", "论坛"):
        poll(desk, name, "2026-11-21 07:25")
    windows = [
        ("论坛", "2026-11-20 05:00", "2026-11-20 07:30"),
        ("论坛", "2026-11-20 10:00", "2026-11-20 12:00"),
        ("论坛", "2026-11-21 07:30", None),
        ("停用", "2026-11-20 10:00", None),
        ("市属媒体", "2026-11-20 01:00", None),
    ]
    with working(desk) as work:
        for source, start, end in windows:
            outage = SourceOutage(office_id="changchun", source=source, from_at=at(start), reason="超时")
            outage.to_at = at(end) if end else None
            work.tx.session.add(outage)
    digest = digest_at(desk, "2026-11-21 09:00")
    assert [(w.source, w.from_at) for w in digest.windows] == [
        ("市属媒体", at("2026-11-20 01:00")),
        ("论坛", at("2026-11-20 10:00")),
    ]
    assert (digest.sources_total, digest.sources_interrupted) == (2, 2)


def test_items_and_events_are_counted_by_when_they_came_in(desk: Desk) -> None:
    with working(desk) as work:
        big, small = add_event(work, "大事", heat=9.0, items=7), add_event(work, "小事", heat=1.0)
        fire = add_event(work, "失火", heat=0.5, emergency="fire")
        for source in ("论坛", "甲报", "甲报"):
            add_item(work, event_id=big.id, source=source)
        add_item(work, event_id=small.id, flags=["rumour", "unverified"])
        add_item(work, event_id=fire.id, emergency="fire")
        add_item(work, relevant=False)
        add_item(work, historical=True)
        for moment in ("2026-11-20 07:29:59", "2026-11-21 07:30"):
            add_item(work, event_id=big.id, ingested_at=at(moment))
    digest = digest_at(desk)
    assert numbers(digest) == {"items_received": 6, "items_relevant": 5, "events": 3}
    assert digest.historical == 1
    assert next((e.title, e.items, e.sources, e.items_total) for e in digest.hot) == ("大事", 3, 2, 7)
    assert [e.title for e in digest.hot] == ["大事", "小事", "失火"]
    assert [e.title for e in digest.emergencies] == ["失火"]
    assert [e.title for e in digest.rumours] == ["小事"]


def test_a_grave_matter_in_hand_is_not_told_as_none_when_its_terms_are_met(desk: Desk) -> None:
    grave = add_case(desk, "I", title="大火")
    publish(desk, grave, "first_release", "2026-11-20 08:00")
    publish(desk, grave, "press_conference", "2026-11-20 08:00")
    digest = digest_at(desk, "2026-11-22 07:30", date(2026, 11, 22))
    assert [line.id for line in digest.red] == [grave]
    assert not digest.quiet


def test_what_is_answered_but_not_closed_and_what_still_awaits_a_decision_stand_in_the_digest(
    desk: Desk,
) -> None:
    answered = add_case(desk, title="只答了正在调查")
    publish(desk, answered, "response", "2026-11-20 08:00")
    digest = digest_at(desk, "2026-11-22 07:30", date(2026, 11, 22))
    assert [line.id for line in digest.waiting] == [answered]
    assert not digest.quiet
    assert digest_at(desk).waiting == ()  # on its first day it stands among the new ones


def test_an_event_stands_under_the_level_that_people_gave_its_case(desk: Desk) -> None:
    with working(desk) as work:
        event = add_event(work, "失火", emergency="fire", severity="II").id
    case = add_case(desk, "II", title="失火", event_id=event, emergency="fire")
    assert [e.severity for e in digest_at(desk).emergencies] == ["II"]
    with working(desk) as work:
        grade(work, case_of(work, case), "IV", "核减", Consent("zhao", "present"))
    assert [e.severity for e in digest_at(desk).emergencies] == ["IV"]


def test_red_things_come_first_the_gravest_before_all(desk: Desk) -> None:
    overdue = add_case(desk, published_at=at("2026-11-18 08:00"), title="逾期未答")
    add_case(desk, title="平常")
    grave = add_case(later(desk, "2026-11-21 06:00"), "I", title="大火")
    digest = digest_at(desk)
    assert [line.id for line in digest.red] == [grave, overdue]
    assert [c.kind for c in digest.red[0].clocks] == ["first_release", "press_conference"]
    assert digest.red[0].unverified
    assert [c.case_id for c in digest.breached] == [overdue]
    assert numbers(digest) == {
        "deadlines_breached": 1,
        "deadlines_running": 3,
        "cases_opened": 3,
        "items_received": 3,
        "items_relevant": 3,
    }
    assert digest.numbers[0].red
    assert not digest.quiet


def test_what_falls_due_in_the_next_day_is_listed(desk: Desk) -> None:
    due = add_case(desk, published_at=at("2026-11-19 09:00"))
    add_case(later(desk, "2026-11-20 12:00"))
    assert [c.case_id for c in digest_at(desk).due] == [due]


def test_every_settlement_stands_in_the_digest_of_the_day_that_recorded_it(desk: Desk) -> None:
    in_time, late = add_case(desk), add_case(desk, published_at=at("2026-11-18 06:00"))
    publish(later(desk, "2026-11-20 12:00"), in_time, "response", "2026-11-20 11:00")
    publish(later(desk, "2026-11-21 08:00"), late, "response", "2026-11-21 07:00")
    first = digest_at(desk, "2026-11-22 08:00")
    second = digest_at(desk, "2026-11-22 08:00", date(2026, 11, 22))
    assert [(c.case_id, c.state) for c in first.settled] == [(in_time, "met")]
    assert [c.case_id for c in first.breached] == [late]
    assert [(c.case_id, c.state) for c in second.settled] == [(late, "late")]
    assert second.breached == ()


def test_a_past_days_digest_does_not_change_with_what_came_later(desk: Desk) -> None:
    case = add_case(desk, "II", title="大火")
    before = render_json(digest_at(desk))
    with working(later(desk, "2026-11-21 09:00")) as work:
        consent = Consent("zhao", by="present")
        grade(work, case_of(work, case), "III", "伤情减轻", consent)
    add_case(later(desk, "2026-11-21 09:30"))
    assert render_json(digest_at(desk, "2026-11-23 08:00")) == before


def test_hotline_messages_are_summed_by_category_beside_the_day_before(desk: Desk) -> None:
    with working(desk) as work:
        for kind, category, moment in (
            ("hotline", "供热", "2026-11-20 09:00"),
            ("mailbox", "供热", "2026-11-20 10:00"),
            ("hotline", "供热", "2026-11-19 09:00"),
            ("hotline", "道路", "2026-11-19 09:00"),
            ("forum", "供热", "2026-11-20 09:00"),
        ):
            add_item(work, source_kind=kind, category=category, ingested_at=at(moment))
    lines = [(x.category, x.count, x.before, x.change) for x in digest_at(desk).hotline]
    assert lines == [("供热", 2, 1, 1), ("道路", 0, 1, -1)]


def rise(desk: Desk, event: int, level: str, quote: str) -> None:
    """An event rises to an opinion level by rule."""
    with working(desk, "system") as work:
        row = work.tx.session.get_one(Event, event)
        row.opinion_level = level
        ground = {"rule": "central", "label": "中央媒体报道", "level": level, "quote": quote}
        work.tx.session.add(
            EventOpinion(
                office_id=row.office_id, event_id=event, level=level, basis=[ground], recorded_at=work.now
            )
        )


def test_a_red_story_that_was_turned_round_by_the_hour_says_so(desk: Desk) -> None:
    with working(desk) as work:
        event = add_event(work, "网传停供").id
        add_item(work, event_id=event)
        turn = add_event(work, "通报：网传停供不实")
        turn.reversal_of = event
        work.tx.session.add(turn)
    rise(desk, event, "red", "新华社")
    (line,) = digest_at(desk).opinions
    assert line.basis == ("中央媒体报道（新华社）", "有反转：通报：网传停供不实")
    with working(desk, "system") as work:
        row = work.tx.session.get_one(Event, turn.id)
        row.first_at = work.now + timedelta(days=30)
        work.tx.session.add(row)
    (line,) = digest_at(desk).opinions
    assert line.basis == ("中央媒体报道（新华社）",), "what came after the hour is not in that day's digest"


def test_an_event_stands_with_the_opinion_level_that_was_known_at_the_hour(desk: Desk) -> None:
    with working(desk) as work:
        event = add_event(work, "供暖停供").id
        add_item(work, event_id=event)
    rise(desk, event, "yellow", "示例日报")
    rise(later(desk, "2026-11-21 09:00"), event, "red", "新华社")
    (line,) = digest_at(desk, "2026-11-21 12:00").opinions
    assert (line.level, line.title, line.case_id) == ("yellow", "供暖停供", None)
    assert line.basis == ("中央媒体报道（示例日报）",)
    (hot,) = digest_at(desk).hot
    assert hot.opinion_level == "yellow"


def test_an_officers_word_on_a_case_outranks_the_level_of_its_event(desk: Desk) -> None:
    with working(desk) as work:
        event = add_event(work, "供暖停供").id
    rise(desk, event, "blue", "示例日报")
    case = add_case(desk, event_id=event, title="供暖停供")
    with working(desk) as work:
        set_level(work, case_of(work, case), "orange", "王小明代表关注，电话13812345678")
    (line,) = digest_at(desk).opinions
    assert (line.level, line.case_id) == ("orange", case)
    assert line.basis[0].startswith("人工定级：") and "13812345678" not in line.basis[0]
    assert digest_at(desk).opened[0].opinion_level == "orange"


def test_a_matter_that_is_only_proposed_stands_with_its_level_and_leads_to_its_case(desk: Desk) -> None:
    with working(desk) as work:
        event = add_event(work, "供暖停供").id
    case = add_case(desk, event_id=event, state="proposed")
    with working(desk) as work:
        set_level(work, case_of(work, case), "red", "领导批示")
    assert [(o.level, o.case_id) for o in digest_at(desk).opinions] == [("red", case)]


def test_a_proposal_that_nobody_decides_stands_in_every_digest_until_it_is_decided(desk: Desk) -> None:
    case = add_case(desk, state="proposed")
    waiting = digest_at(desk, "2026-11-24 07:30", DAY + timedelta(days=3))
    assert [line.id for line in waiting.proposed] == [case] and not waiting.quiet
    with working(later(desk, "2026-11-24 08:00")) as work:
        confirm(work, case_of(work, case), "属实")
    decided = digest_at(desk, "2026-11-25 07:30", DAY + timedelta(days=4))
    assert (decided.proposed, [line.id for line in decided.opened]) == ((), [case])
    again = digest_at(desk, "2026-11-25 07:30", DAY + timedelta(days=3))
    assert [line.id for line in again.proposed] == [case], "as things stood then"


def test_special_campaigns_are_summed_with_their_reasons_and_seasons_are_shown_when_silent(
    desk: Desk,
) -> None:
    def said(**more: Any) -> dict[str, Any]:
        return {
            "flags": [],
            "campaigns": ["economy"],
            "reasons": ["别的", "专项：经济运行（词语“停产”）"],
            **more,
        }

    with working(desk) as work:
        event, other = add_event(work, "供热企业停产").id, add_event(work, "别的事").id
        for number in range(3):
            item = add_item(work, event_id=event if number else other)
            row = work.tx.session.exec(
                select(ItemClassification).where(ItemClassification.item_id == item.id)
            ).one()
            row.result = said()
            work.tx.session.add(row)
        add_item(work, event_id=event)
    lines = digest_at(desk).campaigns
    (economy,) = [c for c in lines if c.code == "economy"]
    assert (economy.items, economy.events, economy.watched) == (3, 2, False)
    first = economy.matters[0]
    assert (first.title, first.items, first.because) == ("供热企业停产", 2, "词语“停产”")
    assert all(c.items or c.watched for c in lines)
    january = digest_at(later(desk, "2027-01-10 08:00"), "2027-01-10 08:00", date(2027, 1, 10))
    sessions = [c for c in january.campaigns if c.code == "two_sessions"]
    assert [(c.items, c.watched) for c in sessions] == [(0, True)]


def test_faults_of_the_service_and_missing_countersignatures_are_told(desk: Desk) -> None:
    case = add_case(desk, "II")
    with working(desk) as work:
        consent = Consent("zhao", by="phone", words="同意")
        grade(work, case_of(work, case), "III", "核减", consent)
        work.tx.session.add(
            Alarm(office_id="changchun", key="k", kind="source_silent", text="信源中断", raised_at=work.now)
        )
        work.tx.session.add(
            Message(
                office_id="changchun",
                person="zhang",
                kind="alert",
                dedupe="x",
                title="",
                body="",
                true_due_at=work.now,
                created_at=work.now,
                state="dead",
                next_attempt_at=work.now,
            )
        )
    kinds = {f.kind for f in digest_at(desk).faults}
    assert kinds == {"dead_message", "source_silent"}
    next_day = digest_at(desk, "2026-11-22 07:30", date(2026, 11, 22))
    assert {f.kind for f in next_day.faults} == {"countersign", "source_silent"}


def test_persons_are_masked_in_every_title(desk: Desk) -> None:
    add_case(desk, title="李先生反映供热不足，电话13912345678")
    assert "13912345678" not in render_json(digest_at(desk))


def test_a_day_that_has_not_begun_is_refused(desk: Desk) -> None:
    with pytest.raises(Refused, match="尚未开始"):
        make_digest(desk, date(2026, 11, 22))


def messages(desk: Desk) -> list[Message]:
    with desk.database.read() as session:
        return list(session.exec(select(Message).where(Message.kind == "digest").order_by(col(Message.id))))


def runs(desk: Desk) -> list[DigestRun]:
    with desk.database.read() as session:
        return list(session.exec(select(DigestRun).order_by(col(DigestRun.id))))


def test_it_is_sent_once_at_its_hour_to_the_roles_that_read_it(desk: Desk) -> None:
    add_case(desk, "II", title="大火")
    assert not send_due_digest(later(desk, "2026-11-20 09:00"))
    assert not send_due_digest(later(desk, "2026-11-21 07:29"))
    assert send_due_digest(later(desk, HOUR))
    assert not send_due_digest(later(desk, "2026-11-21 07:31"))
    assert [run.day for run in runs(desk)] == ["2026-11-21"]
    sent = messages(desk)
    roles = {p.role for m in sent if (p := desk.book.roster.person(m.person))}
    assert roles == {"deputy", "leader"}
    for message in sent:
        assert f"编号 {message.id}" in message.body
        assert "大火" in message.body
        assert message.title == "政务舆情日报 11月21日"
        assert message.dedupe == f"digest:2026-11-21:{message.person}"
    assert verify_database(desk.database).ok


def test_after_a_stop_only_the_latest_digest_is_made_and_it_says_so(desk: Desk) -> None:
    add_case(desk)
    assert send_due_digest(later(desk, "2026-11-24 10:00"))
    assert not send_due_digest(later(desk, "2026-11-24 10:05"))
    assert [run.day for run in runs(desk)] == ["2026-11-24"]
    assert {m.title for m in messages(desk)} == {"政务舆情日报 11月24日（补发）"}
    assert all("系统停运" in m.body for m in messages(desk))


def test_an_office_that_begins_after_the_hour_waits_for_the_next_day(desk: Desk) -> None:
    assert not send_due_digest(later(desk, "2026-11-20 10:00"))
    add_case(later(desk, "2026-11-20 10:00"))
    assert not send_due_digest(later(desk, "2026-11-20 10:05"))
    assert send_due_digest(later(desk, HOUR))


def test_the_run_keeps_what_was_sent_and_its_hash_is_audited(desk: Desk) -> None:
    add_case(desk, title="某路段积水")
    send_due_digest(later(desk, HOUR))
    (run,) = runs(desk)
    assert run.content == json.loads(render_json(digest_at(desk)))
    with desk.database.read() as session:
        (audited,) = session.exec(select(AuditRecord).where(AuditRecord.act == "digest.made"))
    assert json.loads(audited.body)["sha256"] == run.sha256
    assert "积水" not in audited.body


def test_with_nobody_to_read_it_an_alarm_is_raised(desk: Desk, tmp_path: Path) -> None:
    roster = desk.book.config_dir / "roster.yaml"
    roster.write_text("people:\n  - {id: zhang, name: 张三, role: officer}\n", encoding="utf-8")
    alone = Desk(desk.database, type(desk.book).load(desk.book.config_dir), desk.clock)
    assert send_due_digest(later(alone, HOUR))
    with desk.database.read() as session:
        assert [a.kind for a in session.exec(select(Alarm))] == ["unstaffed"]
    assert write_anchor(later(alone, HOUR), tmp_path / "anchors") is not None


def test_the_period_is_24_hours_before_the_hour_in_shanghai(desk: Desk) -> None:
    digest = digest_at(desk, "2026-11-23 08:00")
    assert digest.end == at(HOUR)
    assert digest.end - digest.start == timedelta(hours=24)
    assert digest.issue == "2026年第325期"

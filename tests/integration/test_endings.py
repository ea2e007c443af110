"""What stands on the board ends with its cause: none of it stands there for ever, and none goes while it asks for something."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from typing import Any

import pytest
from sqlmodel import select

from monitor.steps.acts import acknowledge
from monitor.steps.alarms import raise_alarm
from monitor.steps.circuits import key_of
from monitor.steps.heartbeat import check_silence
from monitor.steps.signing import look_after_turns
from monitor.store.duty_tables import Channel, DutyNotice, RosterChange
from monitor.store.proof_tables import ReleaseCheck
from monitor.store.tables import (
    Alarm,
    CaseAct,
    CaseFile,
    DigestRun,
    DutyTask,
    LadderStep,
    Message,
    SampleCheck,
)
from tests.office import TestOffice, fire, item


@pytest.fixture
def office(sqlite_office: TestOffice) -> TestOffice:
    return sqlite_office


def standing(office: TestOffice, kind: str) -> bool:
    """Whether an alarm of a kind stands after the service has looked."""
    check_silence(office.program.desk, office.program.sources)
    with office.program.database.read() as session:
        query = select(Alarm).where(Alarm.kind == kind)
        return any(alarm.cleared_at is None for alarm in session.exec(query))


def ring(office: TestOffice, key: str, kind: str) -> None:
    with office.acting("system") as work:
        raise_alarm(work, key, kind, "有事", tell=False)


def mute(tree: dict[str, Any], *ids: str) -> None:
    for person in tree["people"]:
        if not ids or person["id"] in ids:
            person["channels"] = []


def change(office: TestOffice, kind: type[Any], ident: int, **values: Any) -> None:
    with office.program.database.write() as tx:
        row = tx.session.get_one(kind, ident)
        for name, value in values.items():
            setattr(row, name, value)
        tx.session.add(row)


def test_nobody_to_tell_ends_when_somebody_takes_the_case_on(office: TestOffice) -> None:
    office.edit("roster.yaml", mute)
    office.ingest(fire())
    office.watch()
    assert standing(office, "nobody") and standing(office, "roster_gap")
    with office.on_case() as (work, case):
        acknowledge(work, case)
    assert not standing(office, "nobody")
    assert standing(office, "roster_gap"), "the next matter would reach nobody either"


def test_an_earlier_acknowledgement_does_not_end_what_reached_nobody_afterwards(office: TestOffice) -> None:
    office.ingest(fire())
    office.watch()
    with office.on_case() as (work, case):
        acknowledge(work, case)
    office.edit("roster.yaml", mute)
    office.clock.move(hours=80)
    office.watch()
    assert standing(office, "nobody")
    with office.on_case() as (work, case):
        acknowledge(work, case)
    assert not standing(office, "nobody")


def test_a_gap_ends_when_somebody_who_can_be_reached_is_on_duty(office: TestOffice) -> None:
    office.edit("roster.yaml", lambda tree: mute(tree, "zhang", "li", "wang"))
    office.ingest(fire())
    office.watch()
    assert standing(office, "roster_gap")
    channels = {"channels": ["mfile:///wieder.jsonl"]}
    office.edit("roster.yaml", lambda tree: [p.update(channels) for p in tree["people"]])
    assert not standing(office, "roster_gap")


def test_a_row_that_failed_ends_its_alarm_when_it_waits_no_more(office: TestOffice) -> None:
    office.ingest(fire())
    step = next(s for s in office.steps() if s.state == "waiting")
    ring(office, f"step:ladder_step:{step.id}", "step_failed")
    assert standing(office, "step_failed")
    change(office, LadderStep, step.id, state="skipped")
    assert not standing(office, "step_failed")


def test_a_call_that_nobody_made_ends_with_the_case(office: TestOffice) -> None:
    office.ingest(fire())
    with office.program.database.write() as tx:
        now = office.clock.now()
        task = DutyTask(
            office_id=tx.office_id,
            case_id=1,
            step_id=office.steps()[0].id,
            kind="call",
            about="qian",
            text="请电话报告",
            created_at=now,
            due_at=now,
        )
        tx.session.add(task)
        tx.session.flush()
        ident = task.id
    ring(office, f"call:{ident}", "call_undone")
    assert standing(office, "call_undone")
    change(office, CaseFile, 1, state="closed")
    assert not standing(office, "call_undone")


def act(office: TestOffice, **values: Any) -> int:
    office.ingest(fire())
    now = office.clock.now()
    with office.program.database.write() as tx:
        row = CaseAct(case_id=1, act="record", actor="li", happened_at=now, recorded_at=now, **values)
        tx.session.add(row)
        tx.session.flush()
        return row.id


@pytest.mark.parametrize(
    ("key", "wanting", "signed"),
    [("countersign", "fault", "countersigned"), ("confirm", "unconfirmed", "confirmed")],
)
def test_a_missing_signature_ends_when_it_is_given(
    office: TestOffice, key: str, wanting: str, signed: str
) -> None:
    ident = act(office, second="qian", second_state=wanting)
    ring(office, f"{key}:{ident}", "countersign")
    assert standing(office, "countersign")
    change(office, CaseAct, ident, second_state=signed)
    assert not standing(office, "countersign")


def test_a_record_that_was_revoked_wants_no_second_person_and_no_finding(office: TestOffice) -> None:
    ident, now = act(office, second_state="unconfirmed"), office.clock.now()
    with office.program.database.write() as tx:
        check = ReleaseCheck(
            office_id=tx.office_id,
            case_id=1,
            act_id=ident,
            place="url",
            role="own",
            state="done",
            outcome="not_found",
            next_attempt_at=now,
            created_at=now,
        )
        tx.session.add(check)
        tx.session.flush()
        ring_key = f"release:{check.id}"
    ring(office, ring_key, "release_unverified")
    ring(office, f"confirm:{ident}", "countersign")
    assert standing(office, "release_unverified") and standing(office, "countersign")
    with office.program.database.write() as tx:
        body = {"revoked": ident}
        tx.session.add(
            CaseAct(case_id=1, act="revoke", actor="li", happened_at=now, recorded_at=now, body=body)
        )
    assert not standing(office, "release_unverified") and not standing(office, "countersign")


def test_a_sign_on_that_nobody_gave_ends_with_the_turn(office: TestOffice) -> None:
    office.clock.move(minutes=3)
    look_after_turns(office.program.desk)
    office.clock.move(minutes=30)
    look_after_turns(office.program.desk)
    assert standing(office, "sign_on")
    office.clock.set("2026-11-24T19:00:00+08:00")
    assert standing(office, "sign_on"), "the turn still runs"
    office.clock.set("2026-11-24T20:10:00+08:00")
    assert not standing(office, "sign_on")


def test_a_change_of_duty_that_nobody_acknowledged_ends_when_its_turns_are_over(office: TestOffice) -> None:
    now = office.clock.now()
    with office.program.database.write() as tx:
        row = RosterChange(
            office_id=tx.office_id,
            kind="file",
            starts_at=now,
            ends_at=now,
            actor="zhao",
            reason="外出",
            recorded_at=now,
        )
        tx.session.add(row)
        tx.session.flush()
        end = (now + timedelta(hours=8)).isoformat()
        move = {"role": "officer", "from": now.isoformat(), "to": end, "gained": True, "others": []}
        tx.session.add(
            DutyNotice(
                office_id=tx.office_id,
                person="li",
                change_id=row.id,
                moves=[move],
                told_at=now,
                due_at=now,
                alarmed_at=now,
            )
        )
    ring(office, "duty-notice:li", "roster_unseen")
    ring(office, "duty-notice:weg", "roster_unseen")
    assert standing(office, "roster_unseen")
    with office.program.database.read() as session:
        gone = session.exec(select(Alarm).where(Alarm.key == "duty-notice:weg")).one()
    assert gone.cleared_at is not None, "whoever has left the roster acknowledges nothing"
    office.clock.move(hours=9)
    assert not standing(office, "roster_unseen")


def message(office: TestOffice, kind: str, dedupe: str, state: str = "dead") -> int:
    now = office.clock.now()
    with office.program.database.write() as tx:
        row = Message(
            office_id=tx.office_id,
            person="li",
            kind=kind,
            dedupe=dedupe,
            title="",
            body="",
            true_due_at=now,
            created_at=now,
            next_attempt_at=now,
            state=state,
        )
        tx.session.add(row)
        tx.session.flush()
        return row.id


def test_a_dead_digest_ends_with_the_next_one_that_arrives(office: TestOffice) -> None:
    ring(office, f"dead:{message(office, 'digest', 'digest:1:li')}", "message_dead")
    assert standing(office, "message_dead")
    message(office, "digest", "digest:2:li", state="sent")
    assert not standing(office, "message_dead")


def test_a_dead_alert_stands_until_its_case_is_over(office: TestOffice) -> None:
    office.ingest(fire())
    office.watch()
    alert = office.messages()[0].id
    change(office, Message, alert, state="dead")
    ring(office, f"dead:{alert}", "message_dead")
    office.clock.move(days=3)
    assert standing(office, "message_dead")
    change(office, CaseFile, 1, state="closed")
    assert not standing(office, "message_dead")


def test_a_dead_message_about_an_alarm_ends_with_that_alarm(office: TestOffice) -> None:
    ring(office, "silent:甲", "source_silent")
    with office.program.database.read() as session:
        ident = session.exec(select(Alarm.id).where(Alarm.key == "silent:甲")).one()
    ring(office, f"dead:{message(office, 'alarm', f'alarm:{ident}:1:li')}", "message_dead")
    assert standing(office, "message_dead")
    change(office, Alarm, ident, cleared_at=office.clock.now())
    assert not standing(office, "message_dead")


def test_a_broken_channel_ends_when_nobody_has_the_address_any_more(office: TestOffice) -> None:
    url = "mfile:///li.jsonl"
    with office.program.database.write() as tx:
        tx.session.add(Channel(office_id=tx.office_id, key=key_of(url), state="open"))
    ring(office, f"channel:{key_of(url)}", "channel_open")
    assert standing(office, "channel_open")
    office.edit("roster.yaml", lambda tree: mute(tree, "li"))
    assert not standing(office, "channel_open")


def test_a_digest_that_nobody_could_read_ends_with_the_next(office: TestOffice) -> None:
    ring(office, "digest-unread:2026-11-24", "unstaffed")
    run: dict[str, Any] = {"made_at": office.clock.now(), "sha256": "", "content": {}}
    with office.program.database.write() as tx:
        tx.session.add(DigestRun(office_id=tx.office_id, day="2026-11-24", **run))
    assert standing(office, "unstaffed")
    with office.program.database.write() as tx:
        tx.session.add(DigestRun(office_id=tx.office_id, day="2026-11-25", **run))
    assert not standing(office, "unstaffed")


def test_too_many_misses_stand_until_a_later_sample_is_judged_whole(office: TestOffice) -> None:
    items = [item(id=f"s{n}", title=f"第{n}号来信", text=f"第{n}号小区供暖不热。") for n in range(60)]
    office.ingest(*items)

    def sample(week: str, verdicts: Sequence[bool | None], first: int) -> None:
        now = office.clock.now()
        with office.program.database.write() as tx:
            for n, verdict in enumerate(verdicts):
                tx.session.add(
                    SampleCheck(
                        office_id=tx.office_id,
                        week=week,
                        item_id=first + n,
                        stratum="ordinary",
                        drawn_at=now,
                        wrong=verdict,
                        checked_at=None if verdict is None else now,
                    )
                )

    sample("2026-W46", [True] * 15 + [False] * 5, 1)
    ring(office, "missed:2026-W46:ordinary", "missed")
    assert standing(office, "missed")
    sample("2026-W47", [False] * 19 + [None], 21)
    assert standing(office, "missed"), "one item still waits for a verdict"
    with office.program.database.write() as tx:
        row = tx.session.exec(select(SampleCheck).where(SampleCheck.item_id == 40)).one()
        row.wrong, row.checked_at = False, office.clock.now()
        tx.session.add(row)
    assert not standing(office, "missed")


def test_the_watcher_that_the_office_no_longer_names_and_a_process_that_has_ended_are_told_no_more(
    office: TestOffice,
) -> None:
    ring(office, "ping", "ping")
    ring(office, "metronome:serve@alt", "step_silent")
    assert not standing(office, "ping") and standing(office, "step_silent")
    office.clock.move(hours=2)
    assert not standing(office, "step_silent")


def test_looking_twice_changes_nothing_and_every_end_is_audited_once(office: TestOffice) -> None:
    ring(office, "ping", "ping")
    for _ in range(2):
        check_silence(office.program.desk, office.program.sources)
    assert len(office.audit("alarm.cleared")) == 1

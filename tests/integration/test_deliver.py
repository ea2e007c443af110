"""Delivery: nothing lost, nothing said to be sent that was refused, repetition marked."""

from __future__ import annotations

import subprocess
import sys
from datetime import timedelta

import pytest

from monitor.clock import real_now
from monitor.notify.message import Receipt
from monitor.steps.deliver import Courier
from monitor.steps.owners import this_process
from monitor.store.tables import Alarm, Message
from tests.office import TestOffice, fire


@pytest.fixture
def alerted(office: TestOffice) -> TestOffice:
    office.ingest(fire())
    office.watch()
    return office


def test_a_message_that_was_accepted_is_sent_once(alerted: TestOffice) -> None:
    assert alerted.deliver().sent == 1
    assert alerted.deliver().sent == 0
    assert len(alerted.receiver.got) == 1


def test_every_message_carries_its_number(alerted: TestOffice) -> None:
    alerted.deliver()
    message = alerted.messages()[0]
    assert f"编号 {message.id}" in alerted.receiver.got[0][1].body


def test_a_refused_message_is_not_called_sent_and_is_tried_again_later(alerted: TestOffice) -> None:
    alerted.receiver.answers = [Receipt(False, answer="errcode 93000")]
    tally = alerted.deliver()
    assert (tally.sent, tally.failed, tally.pending) == (0, 1, 1)
    assert alerted.messages()[0].answer == "errcode 93000"
    assert alerted.deliver().failed == 0, "it is not tried again before its time"
    alerted.clock.move(minutes=1)
    assert alerted.deliver().sent == 1


def test_after_an_uncertain_send_the_repetition_says_so(alerted: TestOffice) -> None:
    alerted.receiver.answers = [Receipt(False, answer="timeout", uncertain=True)]
    alerted.deliver()
    alerted.clock.move(minutes=1)
    alerted.deliver()
    first, second = (m.body for _, m in alerted.receiver.got)
    assert "可能重复" not in first and "可能重复" in second


def test_a_crash_between_claim_and_send_is_sent_again_and_marked(alerted: TestOffice) -> None:
    with alerted.acting("system") as work:
        row = work.tx.session.get_one(Message, alerted.messages()[0].id)
        row.state, row.lease_owner = "sending", "dead-process"
        row.lease_until = real_now() - timedelta(seconds=1)
        work.tx.session.add(row)
    alerted.deliver()
    assert "可能重复" in alerted.receiver.got[0][1].body
    assert alerted.messages()[0].state == "sent"
    assert alerted.audit("message.lease_expired")


def test_a_living_lease_is_respected(alerted: TestOffice) -> None:
    with alerted.acting("system") as work:
        row = work.tx.session.get_one(Message, alerted.messages()[0].id)
        row.state, row.lease_until = "sending", real_now() + timedelta(minutes=1)
        work.tx.session.add(row)
    assert alerted.deliver().sent == 0


def leased_by(office: TestOffice, owner: str) -> None:
    """The first message stands as one that a process is sending just now."""
    with office.acting("system") as work:
        row = work.tx.session.get_one(Message, office.messages()[0].id)
        row.state, row.lease_owner = "sending", owner
        row.lease_until = real_now() + timedelta(minutes=1)
        work.tx.session.add(row)


def test_what_a_killed_process_was_sending_does_not_wait_for_its_lease(alerted: TestOffice) -> None:
    command = [sys.executable, "-c", "from monitor.steps.owners import this_process; print(this_process())"]
    owner = subprocess.run(command, capture_output=True, text=True, check=True).stdout.strip()
    leased_by(alerted, owner)
    alerted.deliver()
    assert "可能重复" in alerted.receiver.got[0][1].body
    assert alerted.messages()[0].state == "sent"
    assert alerted.audit("message.lease_expired")


def test_the_lease_of_a_process_elsewhere_runs_out_before_it_is_taken(alerted: TestOffice) -> None:
    _, namespace, number, started = this_process().split(":")
    leased_by(alerted, f"another-host:{namespace}:{number}:{int(started) + 1}")
    assert alerted.deliver().sent == 0


def test_a_permanent_refusal_goes_to_the_next_channel_and_then_raises_an_alarm(alerted: TestOffice) -> None:
    alerted.receiver.answers = [Receipt(False, permanent=True, answer="invalid key")]
    for _ in range(4):
        alerted.deliver()
        alerted.clock.move(minutes=20)
    assert alerted.messages()[0].state == "dead"
    with alerted.program.database.read() as session:
        from sqlmodel import select

        alarms = session.exec(select(Alarm)).all()
    assert [a.kind for a in alarms] == ["message_dead"]
    assert len(alerted.audit("message.dead")) == 1


def test_a_fault_while_sending_one_message_does_not_stop_the_others(office: TestOffice) -> None:
    office.ingest(
        fire(
            title="长春市宽城区厂房火灾致12人死亡",
            text="今日6时许，长春市宽城区一厂房发生火灾，造成12人死亡。",
        )
    )
    office.watch()
    calls = []

    def breaking(url: str, message: object, **more: object) -> Receipt:
        calls.append(url)
        if len(calls) == 1:
            raise RuntimeError("a fault in a channel")
        return Receipt(True)

    tally = Courier(office.program.desk, office.settings.var, send=breaking).deliver()
    assert (tally.sent, tally.failed) == (len(calls) - 1, 1)
    assert len(calls) >= 2


def _pile_up(office: TestOffice, count: int) -> None:
    with office.acting("system") as work:
        for n in range(count):
            work.tx.session.add(
                Message(
                    office_id=work.office_id,
                    person="zhang",
                    kind="alert",
                    dedupe=f"x{n}",
                    title="",
                    body=f"编号 {n}",
                    true_due_at=work.now,
                    created_at=work.now,
                    next_attempt_at=work.now,
                )
            )


def test_a_service_that_ends_leaves_a_pile_of_messages_to_its_successor(office: TestOffice) -> None:
    _pile_up(office, 60)
    courier = Courier(office.program.desk, office.settings.var, send=office.receiver)
    assert 0 < courier.deliver(enough=lambda: bool(office.receiver.got)).sent < 60
    courier.deliver()
    bodies = [m.body for _, m in office.receiver.got]
    assert len(bodies) == len(set(bodies)) == 60
    assert not any("可能重复" in body for body in bodies)


def test_two_couriers_side_by_side_never_send_the_same_message(office: TestOffice) -> None:
    from concurrent.futures import ThreadPoolExecutor

    _pile_up(office, 60)
    couriers = [
        Courier(office.program.desk, office.settings.var, send=office.receiver, owner=f"c{n}")
        for n in range(2)
    ]
    with ThreadPoolExecutor(2) as pool:
        tallies = list(pool.map(lambda c: c.deliver(), couriers))
    assert sum(t.sent for t in tallies) == 60
    bodies = [m.body for _, m in office.receiver.got]
    assert len(bodies) == len(set(bodies)) == 60

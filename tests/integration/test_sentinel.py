"""A step that has stopped is told of by another way than the one that stopped."""

from __future__ import annotations

from datetime import timedelta

from monitor.clock import real_now
from monitor.steps.heartbeat import beat
from monitor.steps.sentinel import check_steps
from monitor.store.tables import Heartbeat
from tests.office import TestOffice


def stop(office: TestOffice, step: str) -> None:
    beat(office.program.desk, step)
    with office.program.database.write() as tx:
        row = tx.session.get_one(Heartbeat, ("changchun", step))
        row.real_at = real_now() - timedelta(minutes=10)
        tx.session.add(row)


def test_a_stopped_delivery_is_told_directly_once_and_not_through_the_outbox(
    sqlite_office: TestOffice,
) -> None:
    office = sqlite_office
    stop(office, "deliver")
    for _ in range(2):
        check_steps(office.program.desk, office.settings.var, office.receiver)
    assert len(office.receiver.got) == 2, "the officer and the leader in charge, once each"
    assert "消息投递已停止工作" in office.receiver.got[0][1].body
    assert office.messages() == []


def test_a_stopped_watch_is_told_by_delivery_and_cleared_when_it_works_again(
    sqlite_office: TestOffice,
) -> None:
    office = sqlite_office
    stop(office, "watch")
    check_steps(office.program.desk, office.settings.var, office.receiver)
    assert office.receiver.got == [] and office.deliver().sent == 2
    beat(office.program.desk, "watch")
    assert check_steps(office.program.desk, office.settings.var, office.receiver) == 0
    assert office.audit("alarm.cleared")

"""The office slept: the service was down over a deadline."""

from __future__ import annotations

import pytest

from tests.office import TestOffice, fire


@pytest.fixture
def slept(office: TestOffice) -> TestOffice:
    """A grave fire was taken in and told; then the service was down for three days."""
    office.ingest(
        fire(
            title="长春市宽城区一厂房发生火灾致12人死亡",
            text="今日6时许，长春市宽城区一厂房发生火灾，造成12人死亡、3人受伤。",
        )
    )
    office.beat()
    office.receiver.got.clear()
    office.restart()
    office.clock.move(hours=72)
    return office


def test_every_passed_deadline_is_noticed_once_when_it_is_up_again(slept: TestOffice) -> None:
    tally = slept.watch()
    assert tally.deadlines_passed == len([d for d in slept.deadlines() if d.public])
    assert slept.watch().deadlines_passed == 0


def test_what_fell_due_is_told_to_each_person_in_one_message_with_its_true_time(slept: TestOffice) -> None:
    before = len(slept.messages())
    slept.beat()
    fresh = slept.messages()[before:]
    people = [m.person for m in fresh]
    assert fresh and len(people) == len(set(people))
    assert all("因系统停运补发" in m.body for m in fresh)


def test_beating_again_tells_nobody_anything_twice(slept: TestOffice) -> None:
    slept.beat()
    told = len(slept.receiver.got)
    slept.beat()
    slept.restart()
    slept.beat()
    assert len(slept.receiver.got) == told


def test_a_repeating_reminder_is_not_made_up_one_by_one(slept: TestOffice) -> None:
    slept.beat()
    nags = [s for s in slept.steps() if s.key.partition(":")[2].startswith("after-1h") and s.state == "fired"]
    assert len(nags) <= len({s.deadline_id for s in nags})


def test_the_audit_tells_when_it_was_due_and_when_it_was_noticed(slept: TestOffice) -> None:
    slept.beat()
    for row in slept.deadlines():
        if row.public:
            assert row.noticed_at is not None and row.noticed_at > row.due_at
    assert slept.audit("deadline.breached")

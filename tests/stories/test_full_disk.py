"""The disk is full for a while: every step says so, nothing is half done, and all goes on when there is room again."""

from __future__ import annotations

import resource
from collections.abc import Iterator
from contextlib import contextmanager

import pytest

from monitor.errors import StoreError
from monitor.steps.acts import acknowledge
from monitor.store.audit_log import verify_database
from tests.office import TestOffice, fire

_ROOM = 4096
"""Smaller than one page of the write-ahead log: no transaction fits."""


@contextmanager
def full_disk(office: TestOffice) -> Iterator[None]:
    """No file may grow beyond a few bytes, as on a disk without room (the log is emptied first)."""
    with office.program.database.engine.connect() as connection:
        connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (_ROOM, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))


@pytest.fixture
def alerted(sqlite_office: TestOffice) -> TestOffice:
    sqlite_office.ingest(fire())
    sqlite_office.watch()
    return sqlite_office


def test_an_item_that_cannot_be_kept_is_not_called_kept_and_is_taken_in_afterwards(
    alerted: TestOffice,
) -> None:
    other = fire(
        id="fire-2",
        title="长春市南关区一仓库发生火灾",
        text="今日7时许，长春市南关区一仓库发生火灾，造成3人死亡。",
    )
    with full_disk(alerted), pytest.raises(StoreError, match="磁盘"):
        alerted.ingest(other)
    assert len(alerted.cases()) == 1
    assert alerted.ingest(other).new == 1
    assert len(alerted.cases()) == 2


def test_a_message_is_sent_when_there_is_room_again_and_only_once(alerted: TestOffice) -> None:
    with full_disk(alerted), pytest.raises(StoreError):
        alerted.deliver()
    assert not alerted.receiver.got, "without a lease in the database nothing goes out"
    alerted.deliver()
    alerted.deliver()
    assert len(alerted.receiver.got) == len(alerted.messages())


def test_a_deadline_that_passes_meanwhile_is_noticed_afterwards(alerted: TestOffice) -> None:
    alerted.clock.move(hours=49)
    with full_disk(alerted), pytest.raises(StoreError):
        alerted.watch()
    assert alerted.watch().deadlines_passed == 1
    assert alerted.watch().deadlines_passed == 0


def test_an_act_that_could_not_be_kept_is_not_in_the_chain(alerted: TestOffice) -> None:
    before = len(alerted.audit())
    with full_disk(alerted), pytest.raises(StoreError), alerted.on_case() as (work, case):
        acknowledge(work, case)
    assert len(alerted.audit()) == before
    with alerted.on_case() as (work, case):
        acknowledge(work, case)
    assert verify_database(alerted.program.database).ok

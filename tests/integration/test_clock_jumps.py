"""The machine's clock set forward, back, or by a day, and hosts in zones with summer time: nothing twice, nothing lost."""

from __future__ import annotations

import time
from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

import pytest

from monitor.collectors.sources import SourceBook
from monitor.notify.message import Receipt
from monitor.steps import publications
from monitor.steps.collect import claim_due, ingest_waiting
from monitor.steps.publications import Publication
from monitor.store.figures import timeliness_rows
from monitor.store.tables import RawItem
from tests.office import TestOffice, fire


@pytest.fixture(params=["America/New_York", "Pacific/Auckland", "UTC"])
def host_zone(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    monkeypatch.setenv("TZ", request.param)
    time.tzset()
    yield request.param
    monkeypatch.undo()
    time.tzset()


def told(office: TestOffice) -> list[tuple[str, Any]]:
    with office.program.database.read() as session:
        from sqlmodel import select

        from monitor.store.tables import MessageStep

        return [(r.person, r.step_id) for r in session.exec(select(MessageStep))]


def test_a_host_in_a_zone_with_summer_time_sets_the_same_deadlines(
    sqlite_office: TestOffice, host_zone: str
) -> None:
    office = sqlite_office
    office.clock.set("2026-10-31T23:00:00+08:00")
    office.ingest(
        fire(text="长春市宽城区一厂房发生火灾，造成2人死亡。", published_at="2026-10-31T22:30:00+08:00")
    )
    (row,) = office.deadlines("response")
    assert row.due_at.isoformat() == "2026-11-02T14:30:00+00:00"
    office.clock.set("2026-11-02T22:30:01+08:00")
    assert office.watch().deadlines_passed == 1


@pytest.mark.parametrize("hours", [-1, 1, 24, -24])
def test_a_leap_of_the_clock_tells_nobody_twice_and_loses_no_breach(
    sqlite_office: TestOffice, hours: int
) -> None:
    office = sqlite_office
    office.ingest(fire())
    office.beat()
    office.clock.move(hours=10)
    office.beat()
    office.clock.move(hours=hours)
    office.beat()
    office.clock.set("2026-11-26T07:00:01+08:00")
    office.beat()
    pairs = told(office)
    assert len(pairs) == len(set(pairs))
    assert [d.state for d in office.deadlines("response")] == ["breached"]
    assert len(office.audit("deadline.breached")) == len(
        {r.subject for r in office.audit("deadline.breached")}
    )


def test_an_answer_counts_though_the_clock_was_set_back_after_the_breach_was_noticed(
    sqlite_office: TestOffice,
) -> None:
    """What was written last stands, whatever a clock says that an hour was taken from, and so in the figures."""
    office = sqlite_office
    office.ingest(fire())
    office.clock.set("2026-11-26T07:00:01+08:00")
    office.watch()
    office.clock.move(hours=-1)
    with office.on_case() as (work, case):
        publications.record(work, case, Publication("response", work.now, note="见报"))
    assert [d.state for d in office.deadlines("response")] == ["met"]
    day, now = date(2026, 11, 24), office.clock.now() + timedelta(hours=2)
    with office.program.database.read() as session:
        ident = office.program.database.office_id
        (row,) = timeliness_rows(session, ident, from_=day, to=day, by=None, as_of=now, now=now)
    assert (row["met"], row["unanswered"]) == (1, 0)


def test_what_was_put_off_by_a_clock_that_ran_ahead_does_not_wait_until_it_is_caught_up(
    sqlite_office: TestOffice,
) -> None:
    """As where a machine starts by its own clock, eight hours ahead, and asks for the time only then."""
    office = sqlite_office
    site = {"name": "站", "kind": "feed", "url": "http://127.0.0.1/f", "source_kind": "forum", "every": "5m"}
    book = SourceBook.model_validate({"sources": [site]})
    office.clock.move(hours=8)
    office.ingest(fire())
    office.watch()
    office.receiver.answers = [Receipt(False, answer="errcode 93000")]
    assert office.deliver().failed == 1
    assert len(claim_due(office.program.desk, book)) == 1
    with office.program.database.write() as tx:
        tx.session.add(
            RawItem(
                office_id=tx.office_id,
                source="站",
                fingerprint="f1",
                payload=fire(id="fire-2").to_json(),
                fetched_at=office.clock.now(),
                next_attempt_at=office.clock.now() + timedelta(minutes=2),
            )
        )
    assert office.deliver().failed == 0
    assert not claim_due(office.program.desk, book)
    assert ingest_waiting(office.program.desk, office.program.ingester).received == 0
    office.clock.move(hours=-8)
    assert office.deliver().sent == 1
    assert len(claim_due(office.program.desk, book)) == 1
    assert ingest_waiting(office.program.desk, office.program.ingester).received == 1

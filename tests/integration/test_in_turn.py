"""Whoever waited for a turn is dated after what was waited for, and decides by what stands then."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime, timedelta
from threading import Event, Thread
from types import SimpleNamespace
from typing import Any, cast

import pytest
from sqlmodel import select

from monitor.errors import Refused
from monitor.item import Item
from monitor.steps import acts, reversal
from monitor.steps.consents import Consent
from monitor.steps.desk import Work, take_turn
from monitor.steps.digest import send_due_digest
from monitor.store.tables import CaseAct, CaseFile, DigestRun, DutyTask, ItemRecord
from monitor.web.case_acts import do_call, do_countersign
from monitor.web.console import Console
from monitor.web.guard import Form
from tests.office import TestOffice, fire, item

GRAVE = "今日6时许，长春市宽城区一厂房发生火灾，造成12人死亡、3人受伤。"


def while_waiting(
    office: TestOffice, meanwhile: Callable[[Work], object], then: Callable[[], object]
) -> list[Exception]:
    """Let ``then`` begin while another process is at work, which does ``meanwhile`` and ends; what ``then`` raised."""
    begun, raised = Event(), list[Exception]()

    def go() -> None:
        begun.set()
        try:
            then()
        except Exception as error:  # noqa: BLE001  told to the test
            raised.append(error)

    thread = Thread(target=go)
    with office.program.database.write() as tx:
        take_turn(tx)
        thread.start()
        begun.wait(5)
        thread.join(0.5)  # what takes no turn is through by now
        meanwhile(Work(tx, office.program.book, office.clock.now(), "zhang"))
    thread.join(20)
    assert not thread.is_alive()
    return raised


def console(office: TestOffice) -> Console:
    return cast(Console, SimpleNamespace(desk=office.program.desk))


@pytest.fixture
def burning(office: TestOffice) -> TestOffice:
    """A grave fire, of which the officer is to report by telephone."""
    office.ingest(fire(text=GRAVE))
    office.beat()
    with office.on_case() as (work, case):
        acts.verify(work, case, "verified")
    office.clock.move(minutes=2)
    office.beat()
    return office


def test_a_call_that_waited_is_dated_after_what_it_waited_for(burning: TestOffice) -> None:
    def sweep(_work: Work) -> None:
        burning.clock.move(minutes=5)

    called = Form({"called_at": ["2026-11-24T08:01"], "words": ["已报告"]})
    assert not while_waiting(burning, sweep, lambda: do_call(console(burning), 1, called, "zhang"))
    with burning.program.database.read() as session:
        [act] = session.exec(select(CaseAct).where(CaseAct.act == "call"))
        assert act.recorded_at == burning.clock.now()
        assert session.get_one(DutyTask, 1).closed_at == burning.clock.now()


def test_nobody_countersigns_what_was_taken_back_in_the_turn_before(burning: TestOffice) -> None:
    with burning.on_case() as (work, case):
        act = acts.waive(work, case, "非本市事项", "属地管理", Consent("qian", words="同意", at=work.now)).id

    def take_back(work: Work) -> None:
        reversal.revoke(work, work.tx.session.get_one(CaseFile, 1), act, "同意人记错")

    [refused] = while_waiting(burning, take_back, lambda: do_countersign(console(burning), act, "qian"))
    assert isinstance(refused, Refused) and "无须补签" in str(refused)
    with burning.program.database.read() as session:
        assert session.get_one(CaseAct, act).second_state == "withdrawn"


def test_a_batch_is_dated_by_its_turn_and_not_by_when_it_was_judged(
    office: TestOffice, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Figures as of a moment in between, and the digest of that hour, were made without it."""
    judging = type(office.program.ingester.judge).classify_batch

    def slowly(judge: Any, items: Sequence[Item], now: datetime) -> Any:
        office.clock.move(minutes=3)
        return judging(judge, items, now)

    monkeypatch.setattr(type(office.program.ingester.judge), "classify_batch", slowly)
    began = office.clock.now()
    office.ingest(fire(text=GRAVE))
    assert office.clock.now() == began + timedelta(minutes=3)
    with office.program.database.read() as session:
        dates = {*session.exec(select(ItemRecord.ingested_at)), *session.exec(select(CaseAct.recorded_at))}
    assert dates == {office.clock.now()}


def test_what_is_being_written_when_the_digest_falls_due_is_in_it(office: TestOffice) -> None:
    """It is dated before the hour, and the digest of the next day begins after it."""
    office.clock.set("2026-11-24T07:29:59+08:00")
    office.ingest(item())
    before = office.clock.now()
    office.clock.move(seconds=2)

    def store(work: Work) -> None:
        [row] = work.tx.session.exec(select(ItemRecord))
        late = {"external_id": "late", "ingested_at": before}
        work.tx.session.add(ItemRecord(**(row.model_dump(exclude={"id"}) | late)))

    assert not while_waiting(office, store, lambda: send_due_digest(office.program.desk))
    with office.program.database.read() as session:
        [run] = session.exec(select(DigestRun))
    assert {n["code"]: n["value"] for n in run.content["numbers"]}["items_received"] == 2

"""An officer opens a case by hand: on an item that is there, or on one that is typed in the console."""

from __future__ import annotations

import pytest
from sqlmodel import select

from monitor.errors import Refused
from monitor.steps.by_hand import ByHand, open_by_hand
from monitor.steps.desk import Work
from monitor.store.tables import AuditRecord, CaseAct, CaseFile
from tests.office import TestOffice, fire, item


def open_(office: TestOffice, item_id: int, said: ByHand) -> CaseFile:
    with office.program.database.write() as tx:
        work = Work(tx, office.program.book, office.clock.now(), "zhang")
        return open_by_hand(work, office.program.classifier, item_id, said)


def test_a_hotline_item_becomes_a_case_whose_clock_runs_from_its_publication(office: TestOffice) -> None:
    office.ingest(item(source_kind="hotline"))
    case = open_(office, 1, ByHand(organ="朝阳区人民政府"))
    assert (case.state, case.opened_by_rule, case.organ) == ("open", "officer", "朝阳区人民政府")
    assert [d.due_at.isoformat() for d in office.deadlines("response")] == ["2026-11-25T23:30:00+00:00"]


def test_what_the_officer_says_of_gravity_and_occurrence_sets_the_clocks(office: TestOffice) -> None:
    office.ingest(item(source_kind="hotline"))
    open_(office, 1, ByHand("II", office.clock.now()))
    assert {d.kind for d in office.deadlines() if d.public} == {"first_release", "press_conference"}


def test_an_item_that_is_in_a_case_is_not_opened_twice(office: TestOffice) -> None:
    office.ingest(fire())
    with pytest.raises(Refused, match="已在案"):
        open_(office, 1, ByHand())


def test_the_reason_for_opening_stands_in_the_act_and_only_its_hash_in_the_audit(office: TestOffice) -> None:
    office.ingest(item(source_kind="hotline"))
    case = open_(office, 1, ByHand(reason="群众集中反映"))
    with office.program.database.read() as session:
        act = session.exec(select(CaseAct).where(CaseAct.case_id == case.id, CaseAct.act == "open")).one()
        bodies = [r.body for r in session.exec(select(AuditRecord)).all() if r.act == "case.open"]
    assert act.body["reason"] == "群众集中反映"
    assert bodies and not any("群众集中反映" in body for body in bodies)
    assert act.body["reason_sha256"] in bodies[0]

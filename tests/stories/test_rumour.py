"""A rumour of thirty dead."""

from __future__ import annotations

import pytest

from monitor.clock import parse_time
from monitor.errors import Refused
from monitor.steps import acts, consents, publications
from monitor.steps.consents import Consent
from monitor.steps.publications import Publication
from tests.office import TestOffice, item


@pytest.fixture
def rumoured(office: TestOffice) -> TestOffice:
    """Somebody writes of thirty dead in an explosion; nothing is verified."""
    office.ingest(
        item(
            id="r1",
            title="网传长春市二道区一化工厂爆炸致30人死亡",
            text="网传今天上午7时许长春市二道区一化工厂发生爆炸，造成30人死亡，现场浓烟滚滚，消息未经证实。",
            source="某社交平台",
            source_kind="social",
            published_at="2026-11-24T07:50:00+08:00",
        )
    )
    return office


def test_it_opens_at_once_at_the_level_it_claims(rumoured: TestOffice) -> None:
    case = rumoured.cases()[0]
    assert (case.state, case.severity, case.verification) == ("open", "I", "pending")


def test_the_official_toll_stays_unknown_while_the_clock_uses_the_higher(rumoured: TestOffice) -> None:
    case = rumoured.cases()[0]
    assert (case.deaths_official, case.deaths_highest) == (None, 30)


def test_while_unverified_only_the_officer_and_the_leader_in_charge_are_rung(rumoured: TestOffice) -> None:
    for _ in range(5):
        rumoured.beat()
        rumoured.clock.move(minutes=5)
    roster = rumoured.program.book.roster
    allowed = {p.id for p in roster.on_duty("officer", rumoured.clock.now())}
    leader = roster.leader_in_charge(rumoured.clock.now())
    assert leader is not None
    assert {m.person for m in rumoured.messages()} <= allowed | {leader.id}


def test_once_found_false_nobody_higher_is_told_and_the_matter_is_answered_as_a_rumour(
    rumoured: TestOffice,
) -> None:
    rumoured.beat()
    rumoured.clock.move(minutes=10)
    with rumoured.on_case() as (work, case):
        acts.verify(work, case, "false", "属地核实无此事")
    before = len(rumoured.messages("zhao"))
    rumoured.run(hours=3, step_minutes=10)
    assert len(rumoured.messages("zhao")) == before
    with rumoured.on_case() as (work, case):
        acts.grade(work, case, None, "核实为不实信息", Consent("qian", "phone", "同意降为一般舆情"))
        acts.triage(work, case, "misunderstanding")
    live = {
        d["kind"] for d in rumoured.case()["deadlines"] if d["state"] in ("open", "breached") and d["public"]
    }
    assert live == {"response"}
    with rumoured.on_case() as (work, case):
        published = rumoured.clock.now()
        publications.record(work, case, Publication("response", published, url="http://www.example.cn/piyao"))
    assert {d["state"] for d in rumoured.case()["deadlines"] if d["kind"] == "response"} == {"met"}


def test_it_cannot_be_closed_while_a_consent_waits_for_its_signature(rumoured: TestOffice) -> None:
    with rumoured.on_case() as (work, case):
        acts.verify(work, case, "false")
        act = acts.grade(work, case, None, "不实", Consent("qian", "phone", "同意"))
        acts.triage(work, case, "misunderstanding")
        publications.record(
            work, case, Publication("response", parse_time("2026-11-24T07:59:00+08:00"), note="官微辟谣")
        )
    with pytest.raises(Refused, match="待补签"), rumoured.on_case() as (work, case):
        acts.close(work, case)
    with rumoured.acting("qian") as work:
        consents.countersign(work, act.id)
    with rumoured.on_case() as (work, case):
        acts.close(work, case)
    assert rumoured.cases()[0].state == "closed"


def test_the_machine_never_lowers_a_grade_when_a_later_report_says_less(rumoured: TestOffice) -> None:
    rumoured.clock.move(minutes=20)
    rumoured.ingest(
        item(
            id="r2",
            title="长春市二道区一化工厂爆炸致1人受伤",
            text="据长春市应急管理局通报，今天上午7时许二道区一化工厂发生爆炸，造成1人受伤，无人员死亡。",
            source="本地新闻网",
            source_kind="local_media",
            published_at="2026-11-24T08:15:00+08:00",
        )
    )
    assert rumoured.cases()[0].severity == "I"


def test_the_refutation_of_a_rumour_found_false_does_not_raise_it_again(rumoured: TestOffice) -> None:
    with rumoured.on_case() as (work, case):
        acts.verify(work, case, "false")
        acts.grade(work, case, None, "不实", Consent("qian", "phone", "同意"))
    rumoured.clock.move(minutes=20)
    rumoured.ingest(
        item(
            id="r3",
            title="警方通报：网传长春市二道区化工厂爆炸系谣言",
            text="长春市公安局二道区分局通报：网传今天上午7时许二道区一化工厂爆炸造成30人死亡系谣言，请勿传播。",
            source="市政务发布",
            source_kind="official_site",
            published_at="2026-11-24T08:10:00+08:00",
        )
    )
    assert rumoured.cases()[0].severity is None

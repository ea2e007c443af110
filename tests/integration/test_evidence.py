"""What proves a publication, on both databases: second persons, uploads, deferrals, points of concern."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from monitor.errors import NotFound, Refused
from monitor.steps import acts, concerns, consents, deferral, evidence, publications, reversal
from monitor.steps.consents import Consent
from monitor.steps.evidence import Upload
from monitor.steps.publications import Publication
from monitor.store import board
from monitor.store.dossier import dossier_json
from monitor.store.tables import CaseAct, CaseFile, Office
from tests.office import TestOffice, fire, item

URL = "https://example.com/tongbao"
PDF = b"%PDF-1.7\n" + b"x" * 2000
PRESENT = Consent("qian", "present")


def opened(office: TestOffice, dead: int = 12) -> None:
    text = f"今日6时许，长春市宽城区一厂房发生火灾，造成{dead}人死亡、3人受伤。"
    office.ingest(fire(text=text))


def shown(office: TestOffice) -> dict[str, Any]:
    with office.program.database.read() as session:
        return dossier_json(session, session.get_one(CaseFile, 1), office.clock.now(), office.program.book)


def recorded(office: TestOffice, kind: str = "first_release", **more: Any) -> int:
    consent = more.pop("consent", None)
    office.clock.move(seconds=1)  # another publication than the one before
    with office.on_case() as (work, case):
        return publications.record(work, case, Publication(kind, office.clock.now(), URL, **more), consent).id


def on_record(office: TestOffice, ident: int, do: Any, *args: Any, person: str = "qian") -> None:
    with office.acting(person) as work:
        do(work, *evidence.find_record(work, ident), *args)


def second_of(office: TestOffice, ident: int) -> tuple[str | None, str | None]:
    with office.program.database.read() as session:
        act = session.get_one(CaseAct, ident)
        return act.second, act.second_state


def missing(office: TestOffice) -> str:
    with pytest.raises(Refused) as refused, office.on_case() as (work, case):
        acts.close(work, case)
    return str(refused.value)


def test_a_record_by_one_person_stops_the_clock_and_waits_for_a_second(office: TestOffice) -> None:
    opened(office)
    ident = recorded(office)
    assert {d.state for d in office.deadlines("first_release")} == {"met"}
    assert second_of(office, ident) == (None, "awaited")
    assert "待第二人确认" in missing(office)
    on_record(office, ident, evidence.confirm_record)
    assert second_of(office, ident) == ("qian", "confirmed")
    assert "待第二人确认" not in missing(office)


def test_a_record_that_nobody_confirms_in_time_is_a_fault_once_and_may_still_be_confirmed(
    office: TestOffice,
) -> None:
    opened(office)
    ident = recorded(office)
    office.clock.move(hours=24, seconds=1)
    office.beat()
    office.beat()
    assert second_of(office, ident) == (None, "unconfirmed")
    assert len(office.audit("case.confirm_fault")) == 1
    on_record(office, ident, evidence.confirm_record)
    assert second_of(office, ident) == ("qian", "confirmed")
    assert '"late":true' in office.audit("case.confirm_record")[0].body


def test_nobody_confirms_an_own_record_and_an_ordinary_matter_needs_no_second(office: TestOffice) -> None:
    opened(office)
    ident = recorded(office)
    with pytest.raises(Refused, match="同一人"):
        on_record(office, ident, evidence.confirm_record, person="zhang")
    assert second_of(office, recorded(office, "follow_up")) == (None, None)
    office.ingest(item(id="b"))
    assert second_of(office, recorded(office, consent=PRESENT)) == ("qian", "present")


def test_a_telephone_confirmation_is_countersigned_by_own_sign_in(office: TestOffice) -> None:
    opened(office)
    ident = recorded(office)
    on_record(
        office, ident, evidence.confirm_by_telephone, "qian", "情况属实", office.clock.now(), person="zhang"
    )
    assert second_of(office, ident) == ("qian", "phone")
    with office.acting("qian") as work:
        consents.countersign(work, ident)
    assert second_of(office, ident) == ("qian", "countersigned")


def test_a_missing_signature_is_a_fault_of_the_office_whose_case_it_is(office: TestOffice) -> None:
    opened(office)
    ident = recorded(office)
    with office.program.database.write() as tx:
        tx.session.add(Office(id="other", name="他市新闻办公室", created_at=office.clock.now()))
        tx.session.flush()
        tx.session.get_one(CaseFile, 1).office_id = "other"
    office.clock.move(hours=25)
    office.watch()
    assert second_of(office, ident) == (None, "awaited"), "left to the other office"
    with office.program.database.write() as tx:
        tx.session.get_one(CaseFile, 1).office_id = "changchun"
    office.watch()
    assert second_of(office, ident) == (None, "unconfirmed")


def test_an_overdue_signature_keeps_a_case_from_closing_until_it_is_given(office: TestOffice) -> None:
    opened(office, dead=1)
    with office.on_case() as (work, case):
        consent = Consent("qian", words="同意")
        waived = acts.waive(work, case, "不属本机关", "不属本机关职权", consent).id
    office.clock.move(hours=25)
    office.watch()
    assert second_of(office, waived) == ("qian", "fault")
    assert "待补签" in missing(office)
    with office.acting("qian") as work:
        consents.countersign(work, waived)
    with office.on_case() as (work, case):
        acts.close(work, case)


def test_a_second_person_who_disagrees_keeps_the_case_from_closing(office: TestOffice) -> None:
    opened(office)
    ident = recorded(office)
    on_record(office, ident, evidence.dispute_record, "发布时间应为9时")
    assert second_of(office, ident) == ("qian", "disputed")
    assert "待第二人确认" in missing(office)


def test_what_was_recorded_alone_waits_for_a_second_once_the_matter_is_grave(office: TestOffice) -> None:
    opened(office, dead=4)
    ident = recorded(office)
    assert second_of(office, ident) == (None, None)
    with office.on_case() as (work, case):
        acts.grade(work, case, "II", "死亡升至12人")
    assert second_of(office, ident) == (None, "awaited")


def test_nobody_is_asked_to_confirm_a_record_that_was_revoked(office: TestOffice) -> None:
    opened(office)
    disputed, forgotten = recorded(office), recorded(office)
    on_record(office, disputed, evidence.dispute_record, "时间不符")
    for record in (disputed, forgotten):
        with office.on_case() as (work, case):
            reversal.revoke(work, case, record, "误登")
    office.clock.move(hours=25)
    office.watch()
    assert office.audit("case.confirm_fault") == []
    with office.program.database.read() as session:
        assert board.waiting_countersigns(session, office.program.database.office_id) == []
    with office.on_case() as (work, case):
        acts.grade(work, case, "I", "死亡人数上升")
    with pytest.raises(Refused, match="无须确认"):
        on_record(office, forgotten, evidence.confirm_record)


def test_a_publication_that_is_entered_twice_is_one(office: TestOffice) -> None:
    """Two officers entered one release: it counted twice, and a second person was asked for both."""
    opened(office)
    what = Publication("first_release", office.clock.now(), URL)
    with office.on_case() as (work, case):
        first = publications.record(work, case, what).id
    with pytest.raises(Refused, match=f"已经登记过（登记编号 {first}"), office.on_case() as (work, case):
        publications.record(work, case, replace(what, note="补登"))
    with office.on_case() as (work, case):
        publications.record(work, case, replace(what, kind="response"))  # one page may answer as well
        publications.record(work, case, replace(what, url=f"{URL}/2"))
        reversal.revoke(work, case, first, "误登")
    with office.on_case() as (work, case):
        assert publications.record(work, case, what).id


def test_a_release_by_a_superior_body_counts_when_its_authority_is_named(office: TestOffice) -> None:
    opened(office)
    with pytest.raises(Refused, match="授权依据"):
        recorded(office, published_by="省政府新闻办公室")
    recorded(office, published_by="省政府新闻办公室", authority="省应急指挥部统一发布的决定")
    assert {d.state for d in office.deadlines("first_release")} == {"met"}


def test_an_uploaded_copy_is_kept_with_its_hash_and_given_out_on_record(office: TestOffice) -> None:
    opened(office)
    ident = recorded(office)
    with office.on_case() as (work, case):
        row = evidence.attach(work, case, Upload("通报.exe", PDF, ident, "政府网站"))
    assert (row.name, row.kind, row.size) == ("通报.exe.pdf", "pdf", len(PDF))
    assert shown(office)["evidence"][0]["sha256"] == row.sha256
    with office.acting("wu") as work:
        assert evidence.take_out(work, row.id).body == PDF
    assert [r.actor for r in office.audit("evidence.download")] == ["wu"]


@pytest.mark.parametrize(
    ("upload", "sentence"),
    [
        (Upload("a.pdf", b""), "空的"),
        (Upload("a.pdf", b"MZ\x90"), "只接收"),
        (Upload("a.svg", b"<svg onload=alert(1)>"), "只接收"),
        (Upload("a.pdf", b"%PDF-" + b"0" * (1024 * 1024)), "上限 1 MiB"),
        (Upload("a.html", "<html><p>机密★1年".encode()), "密级"),
        (Upload("a.pdf", PDF, 999), "没有编号为 999"),
    ],
)
def test_what_may_not_be_uploaded_is_refused_in_words(
    office: TestOffice, upload: Upload, sentence: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened(office)
    uploads = office.program.book.cases.proof.uploads
    object.__setattr__(uploads, "max_mib", 1)
    with pytest.raises((Refused, NotFound), match=sentence), office.on_case() as (work, case):
        evidence.attach(work, case, upload)
    assert shown(office)["evidence"] == []


def test_the_same_bytes_are_kept_once(office: TestOffice) -> None:
    opened(office)
    with office.on_case() as (work, case):
        evidence.attach(work, case, Upload("a.pdf", PDF))
        with pytest.raises(Refused, match="完全相同"):
            evidence.attach(work, case, Upload("b.pdf", PDF))


def test_putting_a_release_off_stops_no_clock_and_reminds_at_its_end(office: TestOffice) -> None:
    opened(office)
    before = [(d.id, d.due_at, d.state) for d in office.deadlines()]
    until = office.clock.now() + timedelta(hours=4)
    with office.on_case() as (work, case):
        deferral.defer(work, case, "现场搜救未结束", until, PRESENT)
    assert [(d.id, d.due_at, d.state) for d in office.deadlines()] == before
    assert shown(office)["deferral"]["in_force"] is True
    office.run(hours=4.1, step_minutes=30)
    assert any("暂缓发布：已到期" in m.body for m in office.messages())
    assert {d.state for d in office.deadlines("first_release")} == {"breached"}
    assert shown(office)["deferral"]["in_force"] is False


@pytest.mark.parametrize(
    ("consent", "hours", "sentence"),
    [
        (None, 4, "第二人"),
        (Consent("li", "present"), 4, "带班领导"),
        (PRESENT, 0, "晚于现在"),
        (PRESENT, 24 * 8, "不得超过7天"),
    ],
)
def test_a_deferral_needs_an_approver_and_an_end(
    office: TestOffice, consent: Consent | None, hours: float, sentence: str
) -> None:
    opened(office)
    with pytest.raises(Refused, match=sentence), office.on_case() as (work, case):
        deferral.defer(work, case, "搜救", office.clock.now() + timedelta(hours=hours), consent)


def test_a_release_or_lifting_it_ends_a_deferral(office: TestOffice) -> None:
    opened(office)
    for end in ("record", "resume"):
        with office.on_case() as (work, case):
            deferral.defer(work, case, "搜救", office.clock.now() + timedelta(hours=4), PRESENT)
            if end == "resume":
                deferral.resume(work, case)
        if end == "record":
            recorded(office)
        assert shown(office)["deferral"] is None


def test_a_concern_is_open_until_an_answer_in_substance_or_a_reason(office: TestOffice) -> None:
    opened(office)
    with office.on_case() as (work, case):
        concerns.list_concern(work, case, "起火原因是什么")
        concerns.list_concern(work, case, "伤者在哪家医院")
    assert "2个关切点" in missing_concerns(office)
    slow = recorded(office, nature="procedural")
    answered(office, 1, slow)
    assert "2个关切点" in missing_concerns(office), "an answer in progress only is no answer"
    answered(office, 1, recorded(office))
    with office.acting() as work:
        concerns.drop_concern(work, *concerns.find_concern(work, 2), "涉及个人隐私")
    first, second = shown(office)["concerns"]
    assert (first["answered"], len(first["procedural"]), len(first["substantive"])) == (True, 1, 1)
    assert (second["state"], second["reason"]) == ("waived", "涉及个人隐私")
    assert "关切点" not in missing_concerns(office)


def answered(office: TestOffice, concern: int, record: int) -> None:
    with office.acting() as work:
        concerns.answer_concern(work, *concerns.find_concern(work, concern), record)


def missing_concerns(office: TestOffice) -> str:
    from monitor.sla.cases import missing_duties

    with office.on_case() as (work, case):
        duty = acts.duty_of(work, case)
    object.__setattr__(duty, "pending_confirmations", 0)
    return "；".join(missing_duties(duty))


def test_a_person_may_mark_a_record_anew_and_the_first_mark_is_kept(office: TestOffice) -> None:
    opened(office)
    ident = recorded(office)
    on_record(office, ident, evidence.mark_record, "procedural", "只说正在调查")
    out = shown(office)
    assert out["natures"][str(ident)] == "procedural"
    assert next(a for a in out["timeline"] if a["id"] == ident)["body"]["nature"] == "substantive"


def test_what_the_posts_ask_most_is_suggested_and_what_is_listed_is_not(office: TestOffice) -> None:
    opened(office)
    for n, text in enumerate(
        [
            "长春宽城厂房火灾，起火原因到底是什么？",
            "宽城厂房火灾起火原因是什么？",
            "宽城厂房火灾伤者能否得到救治？",
        ]
    ):
        office.ingest(fire(id=f"ask-{n}", title="长春市宽城区一厂房发生火灾", text=text))
    with office.on_case() as (work, case):
        case.event_id = None if case.event_id is None else case.event_id
        found = concerns.suggest(work, case)
    assert any("起火原因" in a.text for a in found)
    with office.on_case() as (work, case):
        concerns.list_concern(work, case, "起火原因是什么")
        assert not any("起火原因" in a.text for a in concerns.suggest(work, case))


def test_the_ground_of_a_waiver_is_kept_by_its_code(office: TestOffice) -> None:
    opened(office)
    with office.on_case() as (work, case):
        act = acts.waive(work, case, "已移送", "案件已进入诉讼程序", PRESENT)
    assert act.body["ground"] == "judicial"
    assert '"ground":"judicial"' in office.audit("case.waive")[0].body

"""Papers between organs and the approval chain, on both databases, with a clock that is moved on."""

from __future__ import annotations

import io
from datetime import timedelta
from typing import Any

import pytest
from docx import Document
from sqlmodel import col, select

from monitor.errors import NotFound, Refused
from monitor.reports.sheet import render_sheet
from monitor.steps import acts, approval, consents, papers, publications, reversal
from monitor.steps.approval import Review
from monitor.steps.papers import Feedback, Order
from monitor.steps.publications import Publication
from monitor.steps.sheets import sheet_of
from monitor.store.dossier import dossier_json
from monitor.store.paper_tables import Draft, DraftHop, DraftVersion, Paper
from monitor.store.papers import custody_of
from monitor.store.tables import CaseFile, LadderStep
from tests.office import TestOffice, fire, item

TEXT = "请核实供暖不热的原因，公布解决办法。"
ANSWER = Feedback("partly", "换热站循环泵故障，已更换；另有个别住户管道堵塞，正在疏通。", "赵局长")


def grave(office: TestOffice) -> None:
    """A case of the second grade (12 dead), opened by rule at eight and signed for at once."""
    office.ingest(fire(text="今日6时许，长春市宽城区一厂房发生火灾，造成12人死亡、3人受伤。"))
    with office.on_case() as (work, case):
        acts.acknowledge(work, case)


def order(*organs: str, **more: Any) -> Order:
    return Order(organs or ("市应急管理局",), TEXT, "王主任", **more)


def rows(office: TestOffice) -> list[Paper]:
    with office.program.database.read() as session:
        return list(session.exec(select(Paper).order_by(col(Paper.id))))


def shown(office: TestOffice) -> dict[str, Any]:
    with office.program.database.read() as session:
        case = session.get_one(CaseFile, 1)
        return dossier_json(session, case, office.clock.now(), office.program.book)


def on_paper(office: TestOffice, number: str, do: Any, *args: Any) -> None:
    with office.acting() as work:
        paper, _ = papers.find_paper(work, number)
        do(work, paper, *args)


def test_a_matter_goes_to_several_organs_at_once_each_with_a_number_of_its_own(office: TestOffice) -> None:
    grave(office)
    with office.on_case() as (work, case):
        papers.transfer(work, case, order("市应急管理局", "市公安局", "市应急管理局"))
    assert [(p.number, p.organ, p.lead) for p in rows(office)] == [
        ("长新舆转〔2026〕1号", "市应急管理局", True),
        ("长新舆转〔2026〕2号", "市公安局", False),
    ]
    assert {h["holder"] for h in shown(office)["custody"]["holders"] if h["until"] is None} == {
        "市应急管理局",
        "市公安局",
    }


def test_signing_answering_and_sending_back_never_touch_the_policy_clocks(office: TestOffice) -> None:
    grave(office)
    before = [(d.id, d.due_at, d.state) for d in office.deadlines()]
    with office.on_case() as (work, case):
        papers.transfer(work, case, order())
    office.clock.move(minutes=20)
    on_paper(office, "长新舆转〔2026〕1号", papers.sign_for, "值班员小刘")
    office.clock.move(minutes=20)
    on_paper(office, "1", papers.send_back, "不属本单位职责")
    assert [(d.id, d.due_at, d.state) for d in office.deadlines()] == before
    custody = shown(office)["custody"]
    spent = {(h["holder"], h["hop"]): h["seconds"] for h in custody["holders"]}
    assert spent["市应急管理局", "sign"] == spent["市应急管理局", "handle"] == 1200
    office.clock.move(hours=9)
    office.beat()
    assert {d.state for d in office.deadlines("first_release")} == {"breached"}


def test_an_unsigned_paper_reminds_the_officer_and_is_no_breach(office: TestOffice) -> None:
    grave(office)
    with office.on_case() as (work, case):
        papers.transfer(work, case, order())
    office.beat()
    told = len(office.messages())
    office.clock.move(minutes=16)
    tally = office.watch()
    office.deliver()
    assert tally.deadlines_passed == 0
    fresh = office.messages()[told:]
    assert any("转办单（长新舆转〔2026〕1号）市应急管理局：尚未签收" in m.body for m in fresh)
    assert not any("逾期" in m.title for m in fresh)


def test_signing_for_a_paper_ends_its_reminders_and_the_answer_those_to_answer(office: TestOffice) -> None:
    grave(office)
    with office.on_case() as (work, case):
        papers.transfer(work, case, order())
    on_paper(office, "1", papers.sign_for, "小刘")
    waiting = {s.key for s in office.steps() if s.state == "waiting" and s.key.startswith("paper")}
    assert waiting and all(key.startswith("paper1-answer") for key in waiting)
    on_paper(office, "1", papers.feed_back, ANSWER)
    assert not [s for s in office.steps() if s.state == "waiting" and s.key.startswith("paper")]


def test_an_answer_is_a_paper_of_its_own_with_its_conclusion(office: TestOffice) -> None:
    grave(office)
    with office.on_case() as (work, case):
        papers.transfer(work, case, order())
    office.clock.move(hours=1)
    on_paper(office, "1", papers.feed_back, ANSWER)
    asked, answer = rows(office)
    assert (answer.number, answer.conclusion, answer.parent_id) == ("长新舆反〔2026〕1号", "partly", asked.id)
    assert (asked.state, asked.receiver) == ("answered", "赵局长"), "an answer implies that it was received"
    with pytest.raises(Refused, match="已反馈"):
        on_paper(office, "1", papers.feed_back, ANSWER)


def test_a_paper_that_urges_is_answered_with_the_one_it_urges(office: TestOffice) -> None:
    grave(office)
    with office.on_case() as (work, case):
        papers.transfer(work, case, order())
        asked, _ = papers.find_paper(work, 1)
        papers.urge(work, case, order(), asked)
    on_paper(office, "1", papers.feed_back, ANSWER)
    assert [(p.kind, p.state) for p in rows(office)][:2] == [("transfer", "answered"), ("urging", "answered")]
    assert rows(office)[1].number == "长新舆督〔2026〕1号"


def test_an_answer_that_is_sent_back_gives_the_organ_a_fresh_term_and_keeps_the_first(
    office: TestOffice,
) -> None:
    grave(office)
    with office.on_case() as (work, case):
        papers.transfer(work, case, order())
    on_paper(office, "1", papers.feed_back, ANSWER)
    office.clock.move(hours=1)
    on_paper(office, "长新舆反〔2026〕1号", papers.send_back, "未说明起火原因")
    asked, answer = rows(office)
    assert (asked.state, answer.state) == ("received", "returned")
    assert asked.answer_due_at == office.clock.now() + timedelta(hours=2)
    on_paper(office, "1", papers.feed_back, ANSWER)
    assert rows(office)[2].number == "长新舆反〔2026〕2号"


@pytest.mark.parametrize(
    ("do", "sentence"),
    [
        (lambda o: on_paper(o, "9", papers.sign_for, "小刘"), "没有编号为 9 的公文"),
        (lambda o: on_paper(o, "1", papers.sign_for, " "), "签收人"),
        (lambda o: on_paper(o, "1", papers.send_back, ""), "理由"),
        (
            lambda o: on_paper(o, "1", papers.sign_for, "小刘", o.clock.now() + timedelta(minutes=1)),
            "晚于现在",
        ),
        (lambda o: on_paper(o, "1", papers.sign_for, "小刘", o.clock.now() - timedelta(days=1)), "早于"),
        (lambda o: on_paper(o, "1", papers.feed_back, Feedback("maybe", "x", "y")), "属实"),
    ],
)
def test_what_a_paper_does_not_admit_is_refused_in_words(office: TestOffice, do: Any, sentence: str) -> None:
    grave(office)
    with office.on_case() as (work, case):
        papers.transfer(work, case, order())
    with pytest.raises((Refused, NotFound), match=sentence):
        do(office)


def test_a_paper_with_a_mark_of_secrecy_is_refused(sqlite_office: TestOffice) -> None:
    grave(sqlite_office)
    with pytest.raises(Refused, match="密级"), sqlite_office.on_case() as (work, case):
        papers.transfer(work, case, Order(("市公安局",), "机密★1年\n请核查。", "王主任"))
    assert rows(sqlite_office) == []


def test_a_sheet_prints_as_word_and_web_page_twice_the_same_bytes(sqlite_office: TestOffice) -> None:
    office = sqlite_office
    grave(office)
    with office.on_case() as (work, case):
        papers.transfer(
            work, case, Order(("市应急管理局", "市公安局"), "请联系业主13912345678核实。", "王主任")
        )
    with office.program.database.read() as session:
        sheet = sheet_of(session, session.get_one(Paper, 1), office.program.book)
    page = render_sheet(sheet, "html").decode()
    for words in (
        "政务舆情转办单",
        "长新舆转〔2026〕1号",
        "市公安局",
        "王主任",
        "2026年11月24日",
        "首发权威信息",
    ):
        assert words in page
    assert "13912345678" not in page
    content = render_sheet(sheet, "docx")
    assert content == render_sheet(sheet, "docx")
    document = Document(io.BytesIO(content))
    cells = {c.text for row in document.tables[0].rows for c in row.cells}
    assert {"主办单位", "市应急管理局", "协办单位", "市公安局", "签发人", "王主任"} <= cells


def draft_of(office: TestOffice, text: str = "12月24日情况通报：火灾已扑灭。") -> None:
    with office.on_case() as (work, case):
        approval.begin(work, case, "first_release", text)


def hops(office: TestOffice) -> list[tuple[str, str, str]]:
    with office.program.database.read() as session:
        found = session.exec(select(DraftHop).order_by(col(DraftHop.id)))
        return [(h.hop, h.holder, h.outcome) for h in found]


def on_draft(office: TestOffice, do: Any, *args: Any, **more: Any) -> None:
    with office.acting(more.pop("person", "zhang")) as work:
        draft, _ = approval.find_draft(work, 1)
        do(work, draft, *args, **more)


def test_a_draft_passes_every_hop_and_its_publication_ends_the_last(office: TestOffice) -> None:
    grave(office)
    draft_of(office)
    office.clock.move(minutes=10)
    on_draft(office, approval.submit, countersigners=["市应急管理局", "市公安局"])
    office.clock.move(minutes=5)
    on_draft(office, approval.approve, Review(note="同意"), person="zhao")
    office.clock.move(minutes=5)
    on_draft(office, approval.approve, Review("市应急管理局", "刘局长"))
    assert [h for h in hops(office) if not h[2]] == [("countersign", "市公安局", "")]
    on_draft(office, approval.approve, Review("市公安局", "陈局长"))
    office.clock.move(minutes=5)
    on_draft(office, approval.approve, Review(note="同意发布"), person="qian")
    with office.on_case() as (work, case):
        publications.record(
            work, case, Publication("first_release", office.clock.now(), "https://example.com/1")
        )
    assert hops(office) == [
        ("drafting", "zhang", "submitted"),
        ("unit_head", "zhao", "passed"),
        ("countersign", "市应急管理局", "passed"),
        ("countersign", "市公安局", "passed"),
        ("leader", hops(office)[4][1], "passed"),
        ("publishing", hops(office)[5][1], "published"),
    ]
    out = shown(office)
    assert out["drafts"][0]["state"] == "published"
    record = next(a for a in out["timeline"] if a["act"] == "record")
    assert record["body"]["sha256"] == out["drafts"][0]["versions"][0]["sha256"]
    assert {h["hop"]: h["seconds"] for h in out["custody"]["by_hop"]}["countersign"] == 300


def test_an_approved_draft_is_published_anew_after_its_record_was_revoked(office: TestOffice) -> None:
    """The officer mistyped the hour: the draft was approved all the same, and the right record must name it."""
    grave(office)
    draft_of(office)
    on_draft(office, approval.submit)
    while shown(office)["drafts"][0]["state"] != "approved":
        on_draft(office, approval.approve, Review(note="同意"), person="qian")
    for revoked in (True, False):
        office.clock.move(minutes=1)
        with office.on_case() as (work, case):
            what = Publication("first_release", office.clock.now(), "https://example.com/1", draft=1)
            record = publications.record(work, case, what).id
        assert shown(office)["drafts"][0]["published_by_act"] == record
        if revoked:
            with office.on_case() as (work, case):
                reversal.revoke(work, case, record, "时间误登")
            assert shown(office)["drafts"][0]["state"] == "approved"
            assert [h for h in hops(office) if not h[2]] == [("publishing", hops(office)[-1][1], "")]
            office.clock.move(minutes=4)
    spent = {h["hop"]: h["seconds"] for h in shown(office)["custody"]["by_hop"]}
    assert spent["publishing"] == 60 + 5 * 60


def test_a_returned_draft_goes_through_every_hop_again_and_every_version_is_kept(office: TestOffice) -> None:
    grave(office)
    draft_of(office)
    on_draft(office, approval.submit)
    on_draft(office, approval.hand_back, Review(note="补充善后措施"), person="zhao")
    with pytest.raises(Refused, match="没有变化"):
        on_draft(office, approval.revise, "12月24日情况通报：火灾已扑灭。")
    on_draft(office, approval.revise, "12月24日情况通报：火灾已扑灭，善后工作正在进行。")
    on_draft(office, approval.submit)
    on_draft(office, approval.approve, Review(text="12月24日通报：火灾已扑灭，善后正在进行。"), person="zhao")
    draft = shown(office)["drafts"][0]
    assert [v["author"] for v in draft["versions"]] == ["zhang", "zhang", "zhao"]
    assert [(h["round"], h["hop"], h["outcome"]) for h in draft["hops"]] == [
        (1, "drafting", "submitted"),
        (1, "unit_head", "returned"),
        (2, "drafting", "submitted"),
        (2, "unit_head", "passed"),
        (2, "leader", None),
    ]
    with office.program.database.read() as session:
        texts = session.exec(select(DraftVersion.text).order_by(col(DraftVersion.version))).all()
    assert len(set(texts)) == 3


def test_a_hop_that_takes_too_long_reminds_and_is_no_breach(office: TestOffice) -> None:
    grave(office)
    draft_of(office)
    on_draft(office, approval.submit)
    office.beat()
    office.clock.move(minutes=21)
    tally = office.watch()
    assert tally.deadlines_passed == 0
    assert any("单位负责人：审签环节已到时" in m.body for m in office.messages())


def test_a_draft_that_nobody_approved_cannot_be_published_as_such(office: TestOffice) -> None:
    grave(office)
    draft_of(office)
    with pytest.raises(Refused, match="尚未审签完毕"), office.on_case() as (work, case):
        approval.publishing(work, case, "first_release", 1)
    with office.on_case() as (work, case):
        publications.record(
            work, case, Publication("first_release", office.clock.now(), "https://example.com/1")
        )
    assert {d.state for d in office.deadlines("first_release")} == {"met"}, "a publication is a fact"
    with office.program.database.read() as session:
        assert session.get_one(Draft, 1).state == "drafting"


def test_submitting_ends_the_reminder_that_asks_for_a_statement(office: TestOffice) -> None:
    grave(office)
    draft_of(office)
    on_draft(office, approval.submit)
    office.run(hours=2.5, step_minutes=30)
    step = next(s for s in office.steps() if s.rung["id"] == "statement-2h")
    assert (step.state, step.outcome) == ("skipped", "statement")


def test_papers_and_drafts_stand_in_the_audit_by_codes_and_hashes_only(office: TestOffice) -> None:
    grave(office)
    with office.on_case() as (work, case):
        papers.transfer(work, case, order())
    on_paper(office, "1", papers.feed_back, ANSWER)
    draft_of(office)
    bodies = " ".join(r.body for r in office.audit() if r.act.startswith("case."))
    assert '"paper":1' in bodies and '"result":"partly"' in bodies and "note_sha256" in bodies
    for text in (TEXT, ANSWER.text, ANSWER.signed_by, "王主任"):
        assert text not in bodies


def test_a_closed_case_ends_the_reminders_of_its_papers(office: TestOffice) -> None:
    grave(office)
    with office.on_case() as (work, case):
        papers.transfer(work, case, order())
        acts.waive(work, case, "不属本级", "依据", consents.Consent("qian", "present"))
        acts.close(work, case)
    with office.program.database.read() as session:
        states = session.exec(select(LadderStep.state).where(col(LadderStep.key).startswith("paper")))
        assert "waiting" not in set(states)


def test_an_answer_to_the_paper_that_urges_answers_the_one_it_urges(office: TestOffice) -> None:
    grave(office)
    with office.on_case() as (work, case):
        papers.transfer(work, case, order())
        asked, _ = papers.find_paper(work, 1)
        papers.urge(work, case, order(), asked)
    on_paper(office, "长新舆督〔2026〕1号", papers.feed_back, ANSWER)
    assert [(p.kind, p.state) for p in rows(office)][:2] == [("transfer", "answered"), ("urging", "answered")]
    assert rows(office)[2].parent_id == 1
    assert not [s for s in office.steps() if s.key.startswith("paper") and s.state == "waiting"]


def test_a_number_is_found_however_its_brackets_are_typed(office: TestOffice) -> None:
    grave(office)
    with office.on_case() as (work, case):
        papers.transfer(work, case, order())
    on_paper(office, "长新舆转[2026]1号", papers.sign_for, "小刘")
    assert rows(office)[0].state == "received"


def test_kinds_of_one_form_share_one_series_without_a_double_or_a_gap(sqlite_office: TestOffice) -> None:
    office = sqlite_office

    def one_form(book: dict[str, Any]) -> None:
        for form in book["papers"].values():
            form["number"] = "长舆办〔{year}〕{seq}号"

    grave(office)
    office.edit("papers.yaml", one_form)
    with office.on_case() as (work, case):
        papers.transfer(work, case, order("市应急管理局", "市公安局"))
        papers.urge(work, case, order(), papers.find_paper(work, 1)[0])
    on_paper(office, "长舆办〔2026〕2号", papers.feed_back, ANSWER)
    assert [p.number for p in rows(office)] == [f"长舆办〔2026〕{n}号" for n in (1, 2, 3, 4)]


def test_a_number_that_was_given_is_not_given_again_after_an_edit_of_the_forms(
    sqlite_office: TestOffice,
) -> None:
    office = sqlite_office
    grave(office)
    with office.on_case() as (work, case):
        papers.transfer(work, case, order("市应急管理局", "市公安局"))
    office.edit("papers.yaml", lambda b: b["papers"]["urging"].update(number="长新舆转〔{year}〕{seq}号"))
    office.edit("papers.yaml", lambda b: b["papers"]["transfer"].update(number="长新舆发〔{year}〕{seq}号"))
    with office.on_case() as (work, case):
        papers.urge(work, case, order(), papers.find_paper(work, 1)[0])
    assert rows(office)[-1].number == "长新舆转〔2026〕3号"


def test_a_sheet_printed_later_says_the_grade_and_the_clocks_that_it_went_out_with(
    sqlite_office: TestOffice,
) -> None:
    office = sqlite_office
    office.ingest(fire(text="今日6时许，长春市宽城区一厂房发生火灾，造成1人死亡。"))
    with office.on_case() as (work, case):
        if case.state == "proposed":
            acts.confirm(work, case, "属实")
        acts.acknowledge(work, case)
        papers.transfer(work, case, order())

    def words() -> dict[str, str]:
        with office.program.database.read() as session:
            sheet = sheet_of(session, session.get_one(Paper, 1), office.program.book)
        return {f.label: f.value for f in sheet.fields}

    before = words()
    office.clock.move(minutes=30)
    with office.on_case() as (work, case):
        acts.grade(work, case, "II", "死亡人数上升")
        publications.record(work, case, Publication("response", office.clock.now(), "https://example.com/1"))
    assert before["政策时限"] and "回应" in before["政策时限"] and before["事件等级"] != "重大"
    assert {n: words()[n] for n in ("事件等级", "政策时限")} == {
        n: before[n] for n in ("事件等级", "政策时限")
    }


def test_a_holder_who_is_named_twice_holds_one_hop(office: TestOffice) -> None:
    grave(office)
    draft_of(office)
    on_draft(office, approval.submit, to=("市应急管理局", "市应急管理局"))
    on_draft(office, approval.approve, Review())
    assert [h[0] for h in hops(office)] == ["drafting", "unit_head", "leader"]


def test_of_two_approved_drafts_the_one_that_was_published_is_named_or_neither(office: TestOffice) -> None:
    grave(office)
    for _ in range(2):
        draft_of(office)
    for ident in (1, 2):
        with office.acting() as work:
            draft, _ = approval.find_draft(work, ident)
            approval.submit(work, draft)
            while draft.state == "in_approval":
                approval.approve(work, draft, Review())

    def publish(**more: Any) -> None:
        with office.on_case() as (work, case):
            address = f"https://example.com/{more}"
            publications.record(work, case, Publication("first_release", office.clock.now(), address, **more))

    def states() -> list[str]:
        with office.program.database.read() as session:
            return [d.state for d in session.exec(select(Draft).order_by(col(Draft.id)))]

    publish(draft=2)
    assert states() == ["approved", "published"]
    publish(draft=approval.NO_DRAFT)
    assert states() == ["approved", "published"], "words of another body are not the office's draft"
    publish()
    assert states() == ["published", "published"]


def test_last_years_date_settles_no_clock_and_numbers_no_paper(office: TestOffice) -> None:
    grave(office)
    slip = office.clock.now() - timedelta(days=365)
    with pytest.raises(Refused, match="请核对年月"), office.on_case() as (work, case):
        publications.record(work, case, Publication("response", slip, "https://example.com/1"))
    with pytest.raises(Refused, match="请核对年月"), office.on_case() as (work, case):
        papers.transfer(work, case, order(issued_at=slip))
    assert rows(office) == [] and {d.state for d in office.deadlines("press_conference")} == {"open"}
    office.ingest(item())
    with office.on_case(2) as (work, case):
        acts.confirm(work, case, "属实")
        early = office.clock.now() - timedelta(days=2)
        publications.record(work, case, Publication("response", early, "https://example.com/1"))
    assert {d.state for d in office.deadlines("response") if d.case_id == 2} == {"met"}


def test_who_need_not_countersign_a_second_time_is_struck_from_the_draft(office: TestOffice) -> None:
    grave(office)
    draft_of(office)
    on_draft(office, approval.submit, countersigners=["市公安局"])
    on_draft(office, approval.hand_back, Review(note="不必会签"))
    assert shown(office)["drafts"][0]["countersigners"] == ["市公安局"]
    on_draft(office, approval.submit, countersigners=[])
    on_draft(office, approval.approve, Review())
    assert [h[0] for h in hops(office)][-1] == "leader"
    on_draft(office, approval.hand_back, Review(note="改"))
    on_draft(office, approval.submit)
    on_draft(office, approval.approve, Review())
    assert [h[0] for h in hops(office)][-1] == "leader", "left out as the last time"


def signed_wrongly(office: TestOffice) -> int:
    """The receipt of the second organ's paper was recorded on the first one's; returns the act."""
    grave(office)
    with office.on_case() as (work, case):
        papers.transfer(work, case, order("市应急管理局", "市公安局"))
    office.clock.move(minutes=5)
    with office.acting() as work:
        paper, _ = papers.find_paper(work, 1)
        return papers.sign_for(work, paper, "小刘").id


def take_back(office: TestOffice, act: int) -> None:
    with office.on_case() as (work, case):
        reversal.revoke(work, case, act, "市公安局的签收，误记在市应急管理局名下")


def test_a_receipt_that_was_recorded_wrongly_is_taken_back_and_the_paper_is_asked_for_again(
    office: TestOffice,
) -> None:
    act = signed_wrongly(office)
    first, stood = rows(office)[0], office.clock.now()
    clocks = [(d.id, d.due_at, d.state) for d in office.deadlines()]
    office.clock.move(minutes=10)
    take_back(office, act)
    paper = rows(office)[0]
    assert (paper.state, paper.receiver, paper.received_at) == ("issued", None, None)
    assert (paper.sign_due_at, paper.answer_due_at) == (first.sign_due_at, first.answer_due_at)
    assert [(d.id, d.due_at, d.state) for d in office.deadlines()] == clocks
    (held,) = (h for h in shown(office)["custody"]["holders"] if h["holder"] == "市应急管理局")
    assert (held["hop"], held["until"]) == ("sign", None)
    with office.program.database.read() as session:
        case = session.get_one(CaseFile, 1)
        then = hops_then(session, case, office, stood)
    assert then == ["sign", "handle"]
    assert [len(office.audit(f"case.{name}")) for name in ("paper_sign", "revoke")] == [1, 1]
    assert paper.sign_due_at is not None and first.sign_due_at is not None
    office.clock.move(minutes=(first.sign_due_at - first.issued_at).total_seconds() / 60)
    office.watch()
    asked = [s for s in office.steps() if s.key.startswith("paper1-sign") and s.state == "fired"]
    assert ["尚未签收" in s.rung["label"] for s in asked] == [True]
    on_paper(office, "1", papers.sign_for, "老赵")
    assert rows(office)[0].receiver == "老赵"


def hops_then(session: Any, case: CaseFile, office: TestOffice, moment: Any) -> list[str]:
    held = custody_of(session, case, office.program.book, moment).holds
    return [h.hop for h in held if h.holder == "市应急管理局"]


def test_what_was_answered_since_was_in_hand_and_its_receipt_stays(office: TestOffice) -> None:
    act = signed_wrongly(office)
    on_paper(office, "1", papers.feed_back, ANSWER)
    with pytest.raises(Refused, match="已反馈，有误的先退回反馈单，不能撤销签收"):
        take_back(office, act)
    assert rows(office)[0].receiver == "小刘"

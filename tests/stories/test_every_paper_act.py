"""Every act on papers, drafts, records, evidence, concerns, deferral and tasks × every state × every role.

Like ``test_every_act.py`` the table is generated from the program: the forms are those of the case's page of proofs and papers,
what a state admits stands in ``monitor/sla/cases.py``, the permissions in ``monitor/web/guard.py``.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from datetime import timedelta
from typing import Any

import pytest
from sqlmodel import col, select

from monitor.clock import SHANGHAI
from monitor.notify.lines import AlertLine
from monitor.sla.cases import ACT_LABELS, admits
from monitor.steps import (
    acts,
    approval,
    concerns,
    consents,
    deferral,
    evidence,
    joining,
    papers,
    publications,
)
from monitor.steps.approval import Review
from monitor.steps.clocks import records_of
from monitor.steps.consents import Consent
from monitor.steps.desk import Work
from monitor.steps.evidence import Upload
from monitor.steps.papers import Feedback, Order
from monitor.steps.post_box import put_message
from monitor.steps.publications import Publication
from monitor.steps.told_otherwise import Telling, settle_dead
from monitor.store.audit_log import head, verify_database
from monitor.store.paper_tables import Draft, Paper
from monitor.store.proof_tables import Concern
from monitor.store.tables import CaseAct, CaseFile, DutyTask, LadderStep
from monitor.web import case_acts, dossier
from monitor.web.guard import PERMISSIONS, Form
from tests.stories.test_every_act import PHRASE, STATES, refusal, token_of
from tests.stories.test_every_act import attempt as attempt_as
from tests.web_rig import NOW, PEOPLE, Rig

SECOND = Consent("sun", "present")
ORDER = Order(("市教育局",), "请核实", "钱七")
BY_MACHINE = {"propose", "open", "regrade", "absorb", "item", "snapshot", "check", "reclass"}
"""Acts that no officer does by a form of their own."""
ELSEWHERE = {"call", "countersign", "told", "attach", "confirm_record"}
"""Acts with a door of their own; tried below one by one."""


class Cabinet:
    """A case in each state, each with all the papers, drafts, records and concerns that it can have."""

    def __init__(self, rig: Rig) -> None:
        self.rig = rig
        self.cases = {
            "proposed": self._proposed(3),
            "open": self._open(),
            "closed": self._closed(),
            "rejected": self.rig.do(self._proposed(4), acts.reject, "非本单位职责"),
            "merged": self._merged(),
        }

    def _proposed(self, hours: int) -> int:
        ident = self.rig.case(state="proposed", hours=hours).id
        self.rig.do(ident, self._write_papers)
        return self.rig.do(ident, concerns.list_concern, "何时公布结果")

    def _open(self) -> int:
        """A grave case with a record that a second person has yet to confirm, a deferral and drafts at every hop."""
        ident = self.rig.case(severity="II", hours=2).id
        self.rig.do(ident, self._write_papers)
        self.rig.do(ident, concerns.list_concern, "何时公布结果")
        self.rig.do(ident, self._write_drafts)
        self.rig.do(ident, publications.record, _published("first_release"))
        return self.rig.do(ident, deferral.defer, "待核实", NOW + timedelta(hours=1), SECOND)

    def _closed(self) -> int:
        ident = self.rig.case(hours=2).id
        self.rig.do(ident, self._write_papers)
        self.rig.do(ident, self._write_drafts)
        self.rig.do(ident, acts.triage, "hardship")
        self.rig.do(ident, publications.record, _published("response"))
        self.rig.do(ident, acts.close)
        self.rig.do(ident, self._await_a_second)
        return ident

    def _await_a_second(self, work: Work, case: CaseFile) -> None:
        """As after a regrading: what one person recorded alone waits for another."""
        case.severity = "II"
        evidence.await_confirmations(work, case, records_of(work, case))

    def _merged(self) -> int:
        ident = self._open()
        other = str(self.rig.case(hours=2).id)
        self.rig.do(ident, lambda w, c: joining.merge(w, c, acts.find_case(w, other), "同一事项"))
        return ident

    def _write_papers(self, work: Work, case: CaseFile) -> None:
        issued, received, answered = (papers.transfer(work, case, ORDER)[0] for _ in range(3))
        papers.sign_for(work, received, "小刘")
        papers.feed_back(work, answered, Feedback("partly", "部分属实", "赵局长"))
        assert issued.state == "issued"

    def _write_drafts(self, work: Work, case: CaseFile) -> None:
        for n, text in enumerate(("初稿", "送审稿", "定稿")):
            draft = approval.begin(work, case, "response", text, text)
            if n:
                approval.submit(work, draft)
            while n == 2 and draft.state == "in_approval":
                approval.approve(work, draft, Review())

    def thing(self, table: Any, ident: int, *states: str, kind: str = "") -> int:
        """The first paper, draft or concern of a case in one of these states; 0 without one."""
        query = select(table.id).where(table.case_id == ident, col(table.state).in_(states))
        with self.rig.database.read() as session:
            return session.exec(query.where(table.kind == kind) if kind else query).first() or 0

    def typed(self, ident: int, name: str) -> dict[str, str]:
        """What an officer would type into this form of this case."""
        drafts = {"approve": "in_approval", "return": "in_approval"}
        given: dict[str, object] = {
            "concern": self.thing(Concern, ident, "open"),
            "conclusion": "substantiated",
            "draft": self.thing(Draft, ident, drafts.get(name, "drafting")),
            "issuer": "钱七",
            "kind": "response",
            "nature": "procedural",
            "note": "请补充数据",
            "organs": "市教育局、市公安局",
            "paper": self._paper(ident, name),
            "reason": "经核实",
            "receiver": "小刘",
            "record": self.rig.record_of(ident),
            "second": "sun",
            "second_at": "2026-11-23T11:50",
            "second_by": "phone",
            "second_words": "同意",
            "signed_by": "赵局长",
            "text": "何人负责整改" if name == "concern" else "修改后的内容",
            "until": "2026-11-23T15:00",
        }
        return {k: str(v) for k, v in given.items() if not (name in ("approve",) and k == "text")}

    def _paper(self, ident: int, name: str) -> int:
        if name == "sendback":
            return self.thing(Paper, ident, "answered", kind="feedback")
        return self.thing(Paper, ident, "issued" if name == "sign" else "received")


def _published(kind: str) -> Publication:
    return Publication(kind, NOW - timedelta(minutes=30), url="https://a.gov.cn/1")


def attempt(
    cabinet: Cabinet, ident: int, do: Callable[[Work, CaseFile], object], who: str = "zhao"
) -> str | None:
    """Do an act as a person and take it back."""
    return attempt_as(cabinet, ident, who, do)  # type: ignore[arg-type]


@pytest.fixture(scope="module")
def cabinet(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Cabinet]:
    folder = tmp_path_factory.mktemp("papers")
    rig = Rig(folder, f"sqlite:///{folder / 'papers.db'}")
    yield Cabinet(rig)
    rig.close()


def test_every_act_of_an_officer_stands_in_one_of_the_tables() -> None:
    forms = {case_acts.ADMITTED_BY.get(a, a) for a in case_acts.DOINGS} | set(dossier.ADMITTED_BY.values())
    assert forms | ELSEWHERE | BY_MACHINE == set(ACT_LABELS)
    assert set(dossier.DOINGS) == set(dossier.ADMITTED_BY) - {"attach", "confirm"}


@pytest.mark.parametrize("name", dossier.DOINGS)
def test_every_form_of_papers_and_proofs_in_every_state(cabinet: Cabinet, name: str) -> None:
    act, said = dossier.ADMITTED_BY[name], {}
    with cabinet.rig.database.read() as session:
        before = head(session, "changchun")
    for state in STATES:
        ident = cabinet.cases[state]
        form = Form({k: [v] for k, v in cabinet.typed(ident, name).items()})
        found = attempt(cabinet, ident, lambda w, c, f=form: dossier.DOINGS[name](w, c, f, SECOND))  # type: ignore[misc]
        if not admits(state, act):
            there = "没有编号为 0 的" not in (found or "")
            assert found == refusal(state, act) or not there, (state, found)
        else:
            said[state] = found
            assert found is None or (PHRASE.match(found) and "案件当前为" not in found), (state, found)
    assert None in said.values(), said
    with cabinet.rig.database.read() as session:
        assert head(session, "changchun") == before


def test_an_upload_in_every_state(cabinet: Cabinet) -> None:
    for state in STATES:
        ident = cabinet.cases[state]
        said = attempt(
            cabinet, ident, lambda w, c: evidence.attach(w, c, Upload("通报.pdf", b"%PDF-1.7\nproof"))
        )
        assert said == (None if admits(state, "attach") else refusal(state, "attach")), state


@pytest.mark.parametrize("who", ["zhang", "zhao", "qian"])
def test_a_second_person_confirms_or_disputes_in_every_state(cabinet: Cabinet, who: str) -> None:
    """Who recorded it (zhang) may not confirm it, whatever the state."""
    for state in STATES:
        ident = cabinet.cases[state]
        record = cabinet.rig.record_of(ident)
        for do in (evidence.confirm_record, lambda w, a, c: evidence.dispute_record(w, a, c, "时间有误")):

            def confirm(work: Work, _case: CaseFile, do: Any = do, record: int = record) -> None:
                do(work, *evidence.find_record(work, record))

            said = attempt(cabinet, ident, confirm, who)
            if not record:
                assert said is not None and "没有编号为 0 的" in said
            elif not admits(state, "confirm_record"):
                assert said == refusal(state, "confirm_record"), state
            elif who == "zhang":
                assert said == "第二人不得与经办人为同一人"
            else:
                assert said is None, (state, said)


@pytest.mark.parametrize("state", STATES)
def test_a_telephone_report_is_recorded_in_every_state_and_once(cabinet: Cabinet, state: str) -> None:
    ident = cabinet.cases[state]

    def call(work: Work, case: CaseFile, *, twice: bool = False) -> None:
        step = work.tx.session.exec(select(LadderStep).where(LadderStep.case_id == case.id)).first()
        assert step is not None
        task = DutyTask(
            office_id=work.office_id,
            case_id=case.id,
            step_id=step.id,
            kind="telephone",
            about="zhou",
            text="电话报告",
            created_at=NOW,
            due_at=NOW,
        )
        work.tx.session.add(task)
        work.tx.session.flush()
        for _ in range(2 if twice else 1):
            acts.record_call(work, task, "已报告", NOW)

    assert attempt(cabinet, ident, call) is None
    assert attempt(cabinet, ident, lambda w, c: call(w, c, twice=True)) == "该任务已完成"


@pytest.mark.parametrize("state", STATES)
def test_a_countersignature_and_another_telling_are_recorded_in_every_state(
    cabinet: Cabinet, state: str
) -> None:
    """What was agreed, or told, is a fact whatever has become of the case meanwhile."""
    ident = cabinet.cases[state]

    def countersign(work: Work, case: CaseFile) -> None:
        act = CaseAct(
            case_id=case.id,
            act="note",
            actor="zhang",
            happened_at=NOW,
            recorded_at=NOW,
            body={},
            second="qian",
            second_state="phone",
            second_due_at=NOW,
        )
        work.tx.session.add(act)
        work.tx.session.flush()
        consents.countersign(work, act.id)

    assert attempt(cabinet, ident, countersign, "qian") is None
    assert attempt(cabinet, ident, countersign, "zhao") == "须由同意人本人补签"

    def tell(work: Work, case: CaseFile) -> None:
        message = put_message(
            work, "li", "alert", "x", lines=[AlertLine("new_case", case.title, case.number)]
        )
        message.state = "dead"
        work.tx.session.flush()
        settle_dead(work, message.id, Telling(NOW, "phone", "已告知"))
        told = select(CaseAct).where(CaseAct.case_id == case.id, CaseAct.act == "told")
        assert work.tx.session.exec(told).one().body["message"] == message.id

    assert attempt(cabinet, ident, tell) is None


# --- the console -----------------------------------------------------------------------------------------------


def test_the_page_shows_each_role_the_forms_that_the_state_admits_and_refuses_the_others(rig: Rig) -> None:
    cabinet = Cabinet(rig)
    for role in PEOPLE:
        browser = rig.browser(role)
        for state in STATES:
            ident = cabinet.cases[state]
            page = f"/cases/{ident}/dossier"
            text = browser.get(page).text
            shown = set(re.findall(rf'action="{page}/(\w+)"', text))
            permitted = role in PERMISSIONS["act"]
            wanted = {n for n in dossier.DOINGS if permitted and admits(state, dossier.ADMITTED_BY[n])}
            assert shown <= wanted, (role, state, shown - wanted)
            if state == "open":
                assert shown == wanted, (role, wanted - shown)
            csrf = token_of(browser)
            for name in sorted(set(dossier.DOINGS) - wanted) if role != "admin" else ():
                given = {"csrf": csrf, **cabinet.typed(ident, name)}
                answer = browser.post(f"{page}/{name}", given)
                expected = (409, 404) if permitted else (403,)
                assert answer.status_code in expected, (role, state, name)
                if permitted and answer.status_code == 409:
                    assert refusal(state, dossier.ADMITTED_BY[name]) in answer.text, (state, name)
    assert verify_database(rig.database).ok


def test_what_was_typed_into_a_refused_form_stays_and_the_text_to_be_approved_is_on_the_page(
    rig: Rig,
) -> None:
    cabinet = Cabinet(rig)
    page = f"/cases/{cabinet.cases['open']}/dossier"
    duty = rig.browser("duty")
    given = {"organs": "市教育局", "text": "请核实<食堂>情况", "issuer": " "}
    answer = duty.submit(page, f"{page}/transfer", **given)
    assert answer.status_code == 409 and "须写明签发人" in answer.text
    assert "请核实&lt;食堂&gt;情况" in answer.text
    draft = str(cabinet.thing(Draft, cabinet.cases["open"], "drafting"))
    text = "校长王小明说，联系电话13812345678。"
    assert duty.submit(page, f"{page}/revise", draft=draft, text=text).status_code == 303
    assert duty.submit(page, f"{page}/submit", draft=draft).status_code == 303
    assert text in rig.browser("leader").get(page).text
    assert "13812345678" not in rig.browser("auditor").get(page).text
    assert duty.submit(page, f"{page}/withdraw", draft=draft, reason="情况有变").status_code == 303
    assert "撤稿" in duty.get(page).text


def test_the_form_of_a_publication_names_the_approved_drafts_and_takes_the_one_that_is_chosen(
    rig: Rig,
) -> None:
    case = rig.case().id
    for text in ("甲稿", "乙稿"):

        def approved(work: Work, found: CaseFile, text: str = text) -> None:
            draft = approval.begin(work, found, "response", text, text)
            approval.submit(work, draft)
            while draft.state == "in_approval":
                approval.approve(work, draft, Review())

        rig.do(case, approved)
    duty = rig.browser("duty")
    page = duty.get(f"/cases/{case}").text
    assert all(
        word in page
        for word in ("所发布的稿件", "《甲稿》第1稿</option>", "《乙稿》第1稿</option>", "不是审签过的稿件")
    )
    given = {
        "kind": "response", "nature": "substantive", "url": "https://example.com/1",
        "published_at": f"{rig.now.astimezone(SHANGHAI):%Y-%m-%dT%H:%M}",
    }  # fmt: skip
    assert duty.submit(f"/cases/{case}", f"/cases/{case}/acts/record", **given, draft="0").status_code == 303
    assert "《乙稿》第1稿</option>" in duty.get(f"/cases/{case}").text
    assert (
        duty.submit(
            f"/cases/{case}",
            f"/cases/{case}/acts/record",
            **{**given, "url": "https://example.com/2"},
            draft="2",
        ).status_code
        == 303
    )
    page = duty.get(f"/cases/{case}").text
    assert "《甲稿》第1稿</option>" in page and "《乙稿》第1稿</option>" not in page

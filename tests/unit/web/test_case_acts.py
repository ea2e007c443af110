from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta

import pytest
from sqlmodel import select

from monitor.clock import SHANGHAI, real_now, rfc3339
from monitor.notify.lines import AlertLine
from monitor.sla.cases import allow
from monitor.sla.rules import Rung
from monitor.steps.desk import Work
from monitor.steps.post_box import put_message
from monitor.steps.touch import Touch, ack_link, load_key
from monitor.store.tables import CaseAct, CaseFile, Deadline, DutyTask
from monitor.web.case_acts import ADMITTED_BY, DOINGS, allowed_acts
from tests.web_rig import NOW, PASSWORD, Browser, Rig, item


@pytest.fixture
def officer(rig: Rig) -> Iterator[Browser]:
    yield rig.browser("duty")


def case_of(rig: Rig, case_id: int = 1) -> CaseFile:
    with rig.database.read() as session:
        return session.get_one(CaseFile, case_id)


def acts_of(rig: Rig, name: str) -> list[CaseAct]:
    with rig.database.read() as session:
        return list(session.exec(select(CaseAct).where(CaseAct.act == name)))


def typed(hours_ago: float) -> str:
    """A time as a browser's form sends it."""
    return f"{(NOW - timedelta(hours=hours_ago)).astimezone(SHANGHAI):%Y-%m-%dT%H:%M}"


def test_an_act_is_done_in_the_name_of_who_is_signed_in(rig: Rig, officer: Browser) -> None:
    rig.case()
    answer = officer.submit("/cases/1", "/cases/1/acts/ack", note="")
    assert answer.headers["location"] == "/cases/1?done=ack"
    assert case_of(rig).acknowledged_by == "zhang"
    assert rig.audit("case.ack") == [("zhang", "case/1")]
    assert "已完成：签收" in officer.get("/cases/1?done=ack").text


def test_the_page_shows_exactly_the_acts_that_the_state_allows(rig: Rig, officer: Browser) -> None:
    for n, state in enumerate(("proposed", "open"), 1):
        rig.case(state=state, url=f"https://example.com/{n}")
        text = officer.get(f"/cases/{n}").text
        shown = {a for a in DOINGS if f'action="/cases/{n}/acts/{a}"' in text}
        assert shown == set(allowed_acts(state))
    officer.submit("/cases/1", "/cases/1/acts/reject", reason="不属本地")
    assert 'action="/cases/1/acts/confirm"' in officer.get("/cases/1").text
    assert 'action="/cases/1/acts/ack"' not in officer.get("/cases/1").text
    for state in ("proposed", "open", "closed", "rejected"):
        for act in allowed_acts(state):
            allow(state, ADMITTED_BY.get(act, act))


def test_a_refused_act_says_why_and_keeps_what_was_typed(rig: Rig, officer: Browser) -> None:
    rig.case(state="proposed")
    answer = officer.submit(
        "/cases/1",
        "/cases/1/acts/record",
        kind="response",
        nature="substantive",
        published_at=typed(1),
        note="已在<政府网站>发布的说明",
    )
    assert answer.status_code == 409
    assert "不能登记发布" in answer.text
    other = officer.submit(
        "/cases/1", "/cases/1/acts/start", occurred_at=typed(-5), evidence="通报写明<时间>"
    )
    assert "不能晚于现在" in other.text
    assert "通报写明&lt;时间&gt;" in other.text and f'value="{typed(-5)}"' in other.text


def test_a_start_of_last_year_is_asked_about_once(rig: Rig, officer: Browser) -> None:
    rig.case(hours=10)
    asked = {"occurred_at": typed(24 * 365), "evidence": "瞒报，一年后查实"}
    assert 'name="year_checked"' not in officer.get("/cases/1").text
    answer = officer.submit("/cases/1", "/cases/1/acts/start", **asked)
    assert answer.status_code == 409 and 'name="year_checked"' in answer.text
    assert officer.submit("/cases/1", "/cases/1/acts/start", **asked, year_checked="1").status_code == 303


def test_an_unknown_act_is_a_404(rig: Rig, officer: Browser) -> None:
    rig.case()
    assert officer.submit("/cases/1", "/cases/1/acts/delete").status_code == 404


def test_a_confirmed_proposal_gets_its_clock_from_the_evidence(rig: Rig, officer: Browser) -> None:
    rig.case(state="proposed", hours=10)
    officer.submit("/cases/1", "/cases/1/acts/confirm", reason="")
    with rig.database.read() as session:
        due = session.exec(select(Deadline).where(Deadline.kind == "response")).one()
    assert due.start_at == NOW - timedelta(hours=10)


def test_a_recorded_response_is_judged_by_its_publication_time(rig: Rig, officer: Browser) -> None:
    rig.case(hours=60)
    officer.submit(
        "/cases/1",
        "/cases/1/acts/record",
        kind="response",
        nature="procedural",
        published_at=typed(20),
        url="https://example.gov.cn/a",
        channel="政府网站",
        parts=["brief", "measures"],
    )
    with rig.database.read() as session:
        row = session.exec(select(Deadline).where(Deadline.kind == "response")).one()
    assert (row.state, row.settled_at) == ("met", NOW - timedelta(hours=20))
    text = officer.get("/cases/1").text
    assert "过程性" in text and "简要信息、政府应对措施" in text
    assert acts_of(rig, "record")[0].body["parts"] == ["brief", "measures"]


def test_a_publication_needs_a_web_address_and_a_nature(rig: Rig, officer: Browser) -> None:
    rig.case()
    fields = {"kind": "response", "nature": "substantive", "published_at": typed(1)}
    bad = officer.submit("/cases/1", "/cases/1/acts/record", **fields, url="javascript:alert(1)")
    assert "网址须以" in bad.text
    assert (
        "性质" in officer.submit("/cases/1", "/cases/1/acts/record", **fields | {"nature": ""}, note="x").text
    )
    assert acts_of(rig, "record") == []


LOWER = {"severity": "III", "reason": "现场核实"}


def test_lowering_a_grade_needs_a_second_person(rig: Rig, officer: Browser) -> None:
    rig.case(severity="II")
    assert "须有第二人" in officer.submit("/cases/1", "/cases/1/acts/grade", **LOWER).text
    assert case_of(rig).severity == "II"


def test_the_second_person_may_not_be_the_same_person(rig: Rig, officer: Browser) -> None:
    rig.case(severity="II")
    second = {"second": "zhang", "second_by": "present", "second_password": PASSWORD}
    answer = officer.submit("/cases/1", "/cases/1/acts/grade", **LOWER, **second)
    assert answer.status_code == 409 and "同一人" in answer.text


def test_a_second_person_on_the_spot_proves_it_by_the_own_password(rig: Rig, officer: Browser) -> None:
    rig.case(severity="II")
    rig.give_account("qian", ["leader"])
    second = {"second": "qian", "second_by": "present"}
    wrong = officer.submit(
        "/cases/1", "/cases/1/acts/grade", **LOWER, **second, second_password="guess-guess-1"
    )
    assert "第二人未通过验证" in wrong.text and "guess-guess-1" not in wrong.text
    assert rig.audit("account.sign_in_failed") == [("qian", "account/qian")]
    officer.submit("/cases/1", "/cases/1/acts/grade", **LOWER, **second, second_password=PASSWORD)
    assert case_of(rig).severity == "III"
    assert acts_of(rig, "grade")[0].second_state == "present"


def test_a_consent_by_telephone_waits_for_the_countersignature_of_that_very_person(
    rig: Rig, officer: Browser
) -> None:
    rig.case(severity="II")
    second = {"second": "qian", "second_by": "phone", "second_words": "同意", "second_at": typed(0.2)}
    officer.submit("/cases/1", "/cases/1/acts/grade", **LOWER, **second)
    act = acts_of(rig, "grade")[0]
    assert act.second_state == "phone"
    assert "待补签" in officer.get("/").text
    assert "补签：我确认同意" not in officer.get("/cases/1").text
    assert officer.submit("/cases/1", f"/acts/{act.id}/countersign").status_code == 409
    leader = rig.browser("leader")
    assert "补签：我确认同意" in leader.get("/cases/1").text
    assert leader.submit("/cases/1", f"/acts/{act.id}/countersign").status_code == 303
    assert acts_of(rig, "grade")[0].second_state == "countersigned"


@pytest.mark.parametrize(
    "second",
    [
        {"second": "qian", "second_by": "phone", "second_words": "同意"},
        {"second": "qian", "second_by": "phone", "second_at": typed(0.2)},
        {"second": "qian", "second_by": "phone", "second_words": "同意", "second_at": typed(-2)},
        {"second": "nobody", "second_by": "phone", "second_words": "同意", "second_at": typed(0.2)},
        {"second": "nobody", "second_by": "present", "second_password": PASSWORD},
    ],
)
def test_a_consent_without_time_words_or_a_known_person_is_refused(
    rig: Rig, officer: Browser, second: dict[str, str]
) -> None:
    rig.case()
    fields = {"reason": "不属本市", "basis": "国办发〔2016〕61号", **second}
    assert officer.submit("/cases/1", "/cases/1/acts/waive", **fields).status_code == 409
    assert acts_of(rig, "waive") == []


def test_closing_says_what_is_missing(rig: Rig, officer: Browser) -> None:
    rig.case()
    answer = officer.submit("/cases/1", "/cases/1/acts/close")
    assert answer.status_code == 409 and "尚未登记回应及证据" in answer.text


def test_a_whole_case_can_be_worked_through_the_console(rig: Rig, officer: Browser) -> None:
    rig.case(severity=None, state="proposed")
    steps: list[tuple[str, dict[str, str]]] = [
        ("confirm", {}),
        ("ack", {"note": "已看"}),
        ("verify", {"result": "verified", "note": "电话核实"}),
        (
            "assign",
            {"organ": "市市场监督管理局", "reason": "职责", "coordinating": "市教育局，市卫生健康委员会"},
        ),
        ("triage", {"disposition": "misunderstanding"}),
        ("start", {"occurred_at": typed(3), "evidence": "校方通报"}),
        (
            "consult",
            {"participants": "宣传部、网信办", "conclusion": "由市场监管局发布", "held_at": typed(1)},
        ),
        ("grade", {"severity": "IV", "reason": "已送医"}),
        (
            "report_up",
            {
                "stage": "first",
                "mode": "phone",
                "receiver": "duty-room",
                "reported_at": typed(0.6),
                "text": "已报市总值班室",
            },
        ),
        ("statement", {"text": "口径初稿"}),
        ("note", {"text": "家长已到校"}),
        (
            "record",
            {
                "kind": "response",
                "nature": "substantive",
                "published_at": typed(0.5),
                "url": "https://example.gov.cn/1",
            },
        ),
        ("close", {}),
        ("reopen", {"reason": "又有新情况"}),
    ]
    for act, fields in steps:
        answer = officer.submit("/cases/1", f"/cases/1/acts/{act}", **fields)
        assert answer.status_code == 303, (act, answer.text[:3000])
    case = case_of(rig)
    assert (case.state, case.organ, case.co_organs) == (
        "open",
        "市市场监督管理局",
        ["市教育局", "市卫生健康委员会"],
    )


def test_a_task_is_closed_by_the_record_of_the_call(rig: Rig, officer: Browser) -> None:
    case = rig.case(severity="II")
    with rig.database.write() as tx:
        task = DutyTask(
            office_id="changchun", case_id=case.id, kind="telephone", about="zhou", text="电话报告周九",
            created_at=NOW, due_at=NOW + timedelta(minutes=10),
        )  # fmt: skip
        tx.session.add(task)
    assert "电话报告" in officer.get("/").text
    empty = officer.submit("/cases/1", "/tasks/1", case="1", called_at=typed(0.1), words=" ")
    assert empty.status_code == 409 and "须记录通话要点" in empty.text
    officer.submit("/cases/1", "/tasks/1", case="1", called_at=typed(0.1), words="已报告，指示尽快核实")
    with rig.database.read() as session:
        assert session.get_one(DutyTask, 1).state == "done"


def alert_to(rig: Rig, person: str, number: str) -> int:
    """A message that tells a person of a case."""
    with rig.database.write() as tx:
        line = AlertLine("new_case", "小学食堂午餐有异味", number)
        return put_message(Work(tx, rig.desk.book, rig.now), person, "alert", "x", lines=[line]).id


def test_a_link_acknowledges_only_when_its_button_is_pressed(rig: Rig) -> None:
    number = alert_to(rig, "li", rig.case().number)
    link = ack_link(
        load_key(rig.var / "console.key"), "http://console.test", Touch("li", number), now=real_now()
    )
    assert link is not None
    browser = rig.browser()
    assert "签收" in browser.get(link).text
    assert case_of(rig).acknowledged_at is None
    assert "已签收" in browser.post(link).text
    assert case_of(rig).acknowledged_by == "li"


def test_a_link_of_before_a_case_became_grave_says_that_it_is_not_acknowledged(rig: Rig) -> None:
    case = rig.case(severity="II")
    number = alert_to(rig, "li", case.number)  # its line tells of no level
    key = load_key(rig.var / "console.key")
    link = ack_link(key, "http://console.test", Touch("li", number), now=real_now())
    assert link is not None
    answer = rig.browser().post(link).text
    assert "尚须签收" in answer and f"{case.number}在这条消息之后已升级" in answer
    assert "已签收" not in answer and case_of(rig).acknowledged_at is None


def test_a_forged_or_old_link_or_one_of_a_stranger_opens_nothing(rig: Rig) -> None:
    assert alert_to(rig, "li", rig.case().number) == 1
    key, browser = load_key(rig.var / "console.key"), rig.browser()
    old = ack_link(key, "", Touch("li", 1), now=real_now())
    assert old is None, "without a public address there is no link"
    bad = [
        ack_link(key, "http://console.test", Touch("li", 1), now=real_now() - timedelta(days=2)),
        ack_link(key, "http://console.test", Touch("stranger", 1), now=real_now()),
        ack_link(key, "http://console.test", Touch("li", 99), now=real_now()),
        ack_link(key, "http://console.test", Touch("wang", 1), now=real_now()),
        ack_link(b"x" * 64, "http://console.test", Touch("li", 1), now=real_now()),
        "http://console.test/a/nonsense",
    ]
    for link in bad:
        assert link is not None
        assert browser.get(link).status_code == 409
        assert browser.post(link).status_code in (404, 409)
    assert case_of(rig).acknowledged_at is None


def test_only_the_owner_may_read_the_key_of_the_links(rig: Rig) -> None:
    assert (rig.var / "console.key").stat().st_mode & 0o777 == 0o600
    assert load_key(rig.var / "console.key") == load_key(rig.var / "console.key")


def test_the_page_says_when_a_start_is_only_a_day_and_when_a_breach_came_with_the_grade(
    rig: Rig, officer: Browser
) -> None:
    rig.case(hours=30, date_only=True)
    assert "时刻待核" in officer.get("/cases/1").text and "时刻待核" in officer.get("/").text
    assert "只说日期，暂按" in officer.get("/cases/1").text
    officer.submit("/cases/1", "/cases/1/acts/grade", severity="I", reason="人数上升")
    assert "升级时已过" in officer.get("/cases/1").text
    assert rfc3339(NOW)[:10] in officer.get("/cases/1").text


def test_one_who_was_told_by_telephone_is_kept_as_having_taken_the_case_on(
    rig: Rig, officer: Browser
) -> None:
    rig.case(severity="II")
    told = {"told_by": "zhang", "told": "qian", "told_at": "2026-11-23T11:58", "told_words": "食堂舆情已报告"}
    assert officer.submit("/cases/1", "/cases/1/acts/ack_for", **told).status_code == 303
    page = officer.get("/cases/1?done=ack_for").text
    assert "已完成：代签收" in page and "告知原话" in page and "食堂舆情已报告" in page
    assert "未签收" not in page
    assert rig.audit("case.ack") == [("zhang", "case/1")]


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({"told": ""}, "须填写告知了谁"),
        ({"told": "zhang"}, "本人签收不必代签收"),
        ({"told_at": ""}, "须填写告知时间"),
        ({"told_at": "2026-11-23T13:00"}, "告知时间"),
        ({"told_words": ""}, "须记录告知的原话"),
        ({"told": "nobody"}, "没有 nobody"),
    ],
)
def test_a_call_that_is_not_told_whole_is_refused_and_stays_typed(
    rig: Rig, officer: Browser, fields: dict[str, str], sentence: str
) -> None:
    rig.case()
    given = {"told": "qian", "told_at": "2026-11-23T11:58", "told_words": "已告知", "note": "手机在充电"}
    answer = officer.submit("/cases/1", "/cases/1/acts/ack_for", **{**given, **fields})
    assert answer.status_code == 409
    assert sentence in answer.text and 'value="手机在充电"' in answer.text
    assert rig.audit("case.ack") == []


def edited(rig: Rig, **rungs: str) -> Rig:
    """The same office with an ordinary ladder of one rung a keyword: id=lead before the due time."""
    ladder = tuple(
        Rung(id=i, label=f"到期前{t}提醒", before=t, to=("officer",), until=("settled",))
        for i, t in rungs.items()
    )
    sla = rig.desk.book.sla
    sla = sla.model_copy(update={"ladders": {**sla.ladders, "ordinary": ladder}})
    rig.desk = replace(rig.desk, book=replace(rig.desk.book, sla=sla, version="edited"))
    return rig.at(rig.now)


def test_an_edited_ladder_is_re_applied_by_a_form_that_says_what_it_changes(rig: Rig) -> None:
    case = rig.case()
    edited(rig, near="3h")
    officer = rig.browser("duty")
    form = (
        officer.get(f"/cases/{case.id}").text.partition('id="act-form-reladder"')[2].partition("</form>")[0]
    )
    assert "现行阶梯：到期前3h提醒" in form and "<script" not in form
    path = f"/cases/{case.id}/acts/reladder"
    empty = officer.submit(f"/cases/{case.id}", path, reason=" ")
    assert empty.status_code == 409 and "须写明理由" in empty.text
    done = officer.submit(f"/cases/{case.id}", path, reason="节假日加密提醒")
    assert done.headers["location"] == f"/cases/{case.id}?done=reladder"
    text = officer.get(done.headers["location"]).text
    for words in (
        "已完成：改用现行阶梯",
        "改用阶梯的时限数",
        "到期前3h提醒",
        "已改用现行阶梯",
        "与现行规则一致",
    ):
        assert words in text, words
    assert rig.audit("case.reladder") == [("zhang", f"case/{case.id}")]
    again = officer.submit(f"/cases/{case.id}", path, reason="再来一次")
    assert again.status_code == 409 and "无须改用" in again.text and "再来一次" in again.text


def test_an_organ_off_the_list_is_asked_about_and_taken_when_it_is_meant(rig: Rig) -> None:
    """A name as somebody types it goes out on papers, and is a row of its own in every figure."""
    case = rig.case()
    browser, page = rig.browser("duty"), f"/cases/{case.id}"
    typed = {"organ": "市应急局", "coordinating": "市教育局、市卫健委", "reason": "主管单位"}
    refused = browser.submit(page, f"{page}/acts/assign", **typed)
    assert (
        refused.status_code == 409
        and "是否指市应急管理局" in refused.text
        and "是否指市卫生健康委" in refused.text
    )
    assert 'value="市应急局"' in refused.text and "清单以外的单位" in refused.text
    assert browser.submit(page, f"{page}/acts/assign", unlisted="1", **typed).status_code == 303
    assert "市应急局" in browser.get(page).text
    paper = {"organs": "市公安", "text": "请核实", "issuer": "王主任"}
    assert "是否指市公安局" in browser.submit(page, f"{page}/dossier/transfer", **paper).text
    assert browser.submit(page, f"{page}/dossier/transfer", unlisted="1", **paper).status_code == 303
    told = {
        "title": "某路停水",
        "text": "停水三天",
        "source_kind": "forum",
        "severity": "none",
        "organ": "水务局",
    }
    assert "是否指市水务局" in browser.submit("/cases/new", "/cases/new", **told).text


def test_an_item_older_than_the_fifty_shown_can_be_divided_off(rig: Rig) -> None:
    """A story that spread is never shown whole; what does not belong to it may be its second report."""
    case = rig.case()
    with rig.database.write() as tx:
        for n in range(60):
            seen = rig.now - timedelta(minutes=60 - n)
            tx.session.add(item(seen, external_id=f"more-{n}", title=f"第{n}条", event_id=case.event_id))
    browser, page = rig.browser("duty"), f"/cases/{case.id}"
    shown = browser.get(page).text
    assert "第59条" in shown and "第5条" not in shown and "本案另有 60 条" in shown
    asked = {"items": "61", "more": "2，3", "reason": "另一所学校"}
    assert "须为数字" in browser.submit(page, f"{page}/acts/split", **(asked | {"more": "第二条"})).text
    assert "没有编号为 999" in browser.submit(page, f"{page}/acts/split", **(asked | {"more": "999"})).text
    assert browser.submit(page, f"{page}/acts/split", **asked).status_code == 303
    (act,) = acts_of(rig, "split")
    assert act.body["items"] == [2, 3, 61]


def test_items_of_a_case_that_was_taken_in_are_offered_for_dividing(rig: Rig) -> None:
    """They belong to an event of their own: what was merged by mistake could not be divided off at the console."""
    one = rig.case(hours=3, url="https://example.com/a", external_id="a")
    other = rig.case(hours=2, url="https://example.com/b", external_id="b", title="中学门口积水")
    browser, page = rig.browser("duty"), f"/cases/{one.id}"
    browser.submit(
        f"/cases/{other.id}", f"/cases/{other.id}/acts/merge", into=str(one.id), reason="误以为同一件"
    )
    assert f'name="items" value="{other.item_id}"' in browser.get(page).text


def test_a_class_set_right_on_the_item_is_told_on_the_page_of_its_case(rig: Rig) -> None:
    case = rig.case(severity="II", emergency="fire")
    browser, path = rig.browser("duty"), f"/items/{case.item_id}"
    for choice in ("category=环境保护", "emergency=work_safety"):
        browser.submit(path, f"{path}/corrections", choice=choice, reason="安全事故")
    shown = browser.get(f"/cases/{case.id}").text
    assert "更正类别" in shown and "更正为" in shown and "环境保护" in shown and "生产安全事故" in shown


def test_what_can_be_revoked_is_told_apart(rig: Rig, officer: Browser) -> None:
    """Two publications of one minute looked alike in the list: the wrong one was soon taken back."""
    rig.case(severity="II")
    for kind in ("first_release", "press_conference"):
        officer.submit(
            "/cases/1",
            "/cases/1/acts/record",
            kind=kind,
            published_at=typed(0.5),
            url=f"https://example.com/{kind}",
            nature="substantive",
        )
    consult = {"participants": "宣传部", "conclusion": "统一口径"}
    officer.submit("/cases/1", "/cases/1/acts/consult", **consult)
    shown = officer.get("/cases/1").text
    assert "登记发布（首发权威信息）" in shown and "登记发布（新闻发布会）" in shown and "会商 2026" in shown


def test_a_case_signed_by_mistake_is_given_back_on_its_page_and_both_records_stand_there(
    rig: Rig, officer: Browser
) -> None:
    rig.case()
    officer.submit("/cases/1", "/cases/1/acts/ack", note="")
    (signed,) = acts_of(rig, "ack")
    page = officer.get("/cases/1").text
    assert f'<option value="{signed.id}"' in page and "签错了案件的" in page
    assert rig.browser("leader").submit("/cases/1", "/cases/1/acts/revoke").status_code == 403
    assert (
        officer.submit("/cases/1", "/cases/1/acts/revoke", act_id=str(signed.id), reason=" ").status_code
        == 409
    )
    answer = officer.submit("/cases/1", "/cases/1/acts/revoke", act_id=str(signed.id), reason="应签另一件")
    assert answer.headers["location"] == "/cases/1?done=revoke"
    page = officer.get("/cases/1").text
    assert '<strong class="bad">未签收</strong>' in page and "应签另一件" in page
    assert '<b>签收</b><span class="mark">已撤销</span>' in page
    assert "<dt>撤销的事项</dt><dd>签收</dd>" in page
    headers = rig.token("cases:read")
    told = rig.browser().get("/api/v1/cases/1", headers=headers).json()
    assert told["acknowledged_by"] is None and [a["act"] for a in told["timeline"]][-2:] == ["ack", "revoke"]

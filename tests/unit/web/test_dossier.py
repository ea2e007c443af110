"""The page of a case's proofs and papers: forms, uploads, downloads and printing."""

from __future__ import annotations

import asyncio
import re

import pytest

from monitor.steps import evidence
from monitor.steps.desk import Work
from monitor.steps.evidence import Upload
from monitor.store.tables import CaseFile
from tests.web_rig import Rig

PDF = b"%PDF-1.7\nproof"
PAGE = "/cases/1/dossier"


def test_a_paper_goes_out_is_answered_and_prints(rig: Rig) -> None:
    rig.case(severity="II")
    duty = rig.browser("duty")
    sent = duty.submit(PAGE, f"{PAGE}/transfer", organs="市教育局、市公安局", text="请核实", issuer="王主任")
    assert sent.status_code == 303
    duty.submit(PAGE, f"{PAGE}/sign", paper="1", receiver="小刘")
    duty.submit(PAGE, f"{PAGE}/feedback", paper="1", conclusion="partly", text="部分属实", signed_by="赵局长")
    page = duty.get(PAGE).text
    assert "部分属实" in page and "经手时长" in page and "市公安局" in page
    sheet = duty.get("/papers/1.html")
    assert "政务舆情转办单" in sheet.text and "default-src 'none'" in sheet.headers["content-security-policy"]
    assert duty.get("/papers/1.docx").headers["content-disposition"].startswith("attachment")


def test_an_upload_is_kept_and_given_to_an_auditor_as_an_attachment_only(rig: Rig) -> None:
    rig.case(severity="II")
    duty = rig.browser("duty")
    token = duty.get(PAGE).text.split('name="csrf" value="')[1].split('"')[0]
    sent = duty.request("POST", "/cases/1/files", data={"csrf": token}, files={"file": ("通报.pdf", PDF)})
    assert sent.status_code == 303
    auditor = rig.browser("auditor")
    given = auditor.submit(PAGE, "/files/1")
    assert given.content == PDF
    assert given.headers["content-disposition"] == 'attachment; filename="evidence-1.pdf"'
    assert "sandbox" in given.headers["content-security-policy"]
    assert rig.audit("evidence.download") == [("wu", "evidence/1")]


def test_an_upload_without_the_pages_token_or_by_a_reader_is_refused(rig: Rig) -> None:
    rig.case(severity="II")
    files = {"file": ("a.pdf", PDF)}
    for role in ("duty", "leader"):
        answer = rig.browser(role).request("POST", "/cases/1/files", data={"csrf": "x"}, files=files)
        assert answer.status_code == 403, role


def test_a_second_person_confirms_a_record_on_the_page_and_not_ones_own(rig: Rig) -> None:
    rig.case(severity="II")
    duty = rig.browser("duty")
    duty.submit(
        "/cases/1",
        "/cases/1/acts/record",
        kind="first_release",
        nature="substantive",
        published_at="2026-11-23T11:30",
        note="电视台播出",
    )
    record = next(part for part in duty.get(PAGE).text.split("<li>") if "待第二人确认" in part)
    assert "/confirm" not in record
    leader = rig.browser("leader")
    ident = leader.get(PAGE).text.split('action="/records/')[1].split("/")[0]
    leader.submit(PAGE, f"/records/{ident}/confirm")
    assert "已由第二人确认" in leader.get(PAGE).text


def test_a_person_marks_what_an_answer_was_and_the_figures_follow(rig: Rig) -> None:
    rig.case()
    duty = rig.browser("duty")
    fields = {
        "kind": "response",
        "nature": "substantive",
        "published_at": "2026-11-23T11:30",
        "note": "见记录",
    }
    duty.submit("/cases/1", "/cases/1/acts/record", url="https://example.com/r", **fields)
    record = re.search(r'name="record" value="(\d+)"', duty.get(PAGE).text)
    assert record
    marked = {"record": record[1], "nature": "procedural", "reason": "只说正在调查"}
    assert duty.submit(PAGE, f"{PAGE}/mark", **{**marked, "nature": "other"}).status_code == 409
    assert duty.submit(PAGE, f"{PAGE}/mark", **marked).status_code == 303
    assert "过程性" in duty.get(PAGE).text
    sheet = duty.get("/timeliness/file?from=2026-11-23&to=2026-11-23&by=all&format=csv").text.splitlines()
    row = dict(zip(sheet[0].lstrip("\ufeff").split(","), sheet[1].split(","), strict=True))
    assert (row["met"], row["substantive"], row["procedural"], row["unchecked"]) == ("1", "0", "1", "1")
    page = rig.browser("leader").get("/timeliness").text
    assert "回应性质与核验" in page and "核验率" in page


def test_an_approval_sent_twice_passes_one_hop_and_the_second_is_told_where_the_draft_stands(
    rig: Rig,
) -> None:
    rig.case(severity="II")
    duty = rig.browser("duty")
    duty.submit(PAGE, f"{PAGE}/draft", kind="response", title="通报", text="第一稿")
    duty.submit(PAGE, f"{PAGE}/submit", draft="1")
    seen = _seen(duty.get(PAGE).text)
    first = duty.submit(PAGE, f"{PAGE}/approve", draft="1", seen=seen, signed_by="王主任", note="同意")
    again = duty.submit(PAGE, f"{PAGE}/approve", draft="1", seen=seen, signed_by="王主任", note="同意")
    assert first.status_code == 303 and again.status_code == 409
    assert "稿件在打开页面之后已有变化，现为第1稿（分管领导）" in again.text
    assert 'value="王主任"' in again.text  # what was typed stays
    assert duty.get(PAGE).text.count("<td>同意") == 1


def test_a_text_that_was_changed_since_the_page_was_opened_is_not_written_over_unread(rig: Rig) -> None:
    rig.case(severity="II")
    duty = rig.browser("duty")
    duty.submit(PAGE, f"{PAGE}/draft", kind="response", title="通报", text="第一稿")
    seen = _seen(duty.get(PAGE).text)
    duty.submit(PAGE, f"{PAGE}/revise", draft="1", seen=seen, text="同事的第二稿")
    stale = duty.submit(PAGE, f"{PAGE}/revise", draft="1", seen=seen, text="自己改的")
    assert stale.status_code == 409 and "现为第2稿" in stale.text
    assert "自己改的" in stale.text and "同事的第二稿" in stale.text
    assert (
        duty.submit(PAGE, f"{PAGE}/revise", draft="1", seen=_seen(stale.text), text="合并").status_code == 303
    )


def _seen(page: str) -> str:
    """Where the page says that its draft stands."""
    found = re.search(r'name="seen" value="([^"]+)"', page)
    assert found
    return found[1]


def test_an_upload_that_waits_for_the_database_stops_no_other_page(rig: Rig) -> None:
    """A handler that writes in the event loop would keep even ``/healthz`` from answering."""
    case = rig.case(severity="II")
    duty = rig.browser("duty")
    token = duty.get(PAGE).text.split('name="csrf" value="')[1].split('"')[0]
    loops: list[bool] = []

    def watched(work: Work, found: CaseFile, upload: Upload) -> None:
        try:
            asyncio.get_running_loop()
            loops.append(True)
        except RuntimeError:
            loops.append(False)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(evidence, "attach", watched)
        files = {"file": ("通报.pdf", PDF)}
        sent = duty.request("POST", f"/cases/{case.id}/files", data={"csrf": token}, files=files)
    assert sent.status_code == 303 and loops == [False]


def test_an_upload_that_is_refused_says_so_on_the_page_of_its_case(rig: Rig) -> None:
    rig.case(severity="II")
    duty = rig.browser("duty")
    token = duty.get(PAGE).text.split('name="csrf" value="')[1].split('"')[0]
    sent = duty.request(
        "POST", "/cases/1/files", data={"csrf": token, "channel": "电视台"}, files={"file": ("a.exe", b"MZ")}
    )
    assert sent.status_code == 409 and "只接收" in sent.text
    assert "上传证据" in sent.text and 'value="电视台"' in sent.text

from __future__ import annotations

import re

import pytest

from monitor.web.case_acts import DOINGS
from tests.web_rig import Rig

READABLE = [
    "/",
    "/board/fragment",
    "/cases",
    "/items",
    "/events",
    "/digest",
    "/timeliness",
    "/sources",
    "/roster",
]
ALLOWED = {
    "duty": {"/system"},
    "leader": set(),
    "auditor": {"/system", "/audit"},
    "admin": {"/system", "/audit", "/accounts"},
}
GUARDED = ["/system", "/audit", "/accounts"]
ACTS = sorted(set(DOINGS) - {"decide"})


@pytest.mark.parametrize("role", ALLOWED)
def test_each_role_reads_the_common_pages_and_only_its_own_others(rig: Rig, role: str) -> None:
    browser, case = rig.browser(role), rig.case()
    for path in [*READABLE, f"/cases/{case.id}", f"/items/{case.item_id}", "/digest/2026-11-23/paper"]:
        assert browser.get(path).status_code == 200, path
    for path in GUARDED:
        assert browser.get(path).status_code == (200 if path in ALLOWED[role] else 403), path


@pytest.mark.parametrize(
    "path", [*READABLE, *GUARDED, "/cases/1", "/items/1", "/timeliness/file", "/password"]
)
def test_no_page_opens_without_signing_in(rig: Rig, path: str) -> None:
    rig.case()
    assert rig.browser().get(path).status_code in (303, 401)


@pytest.mark.parametrize(("role", "shown"), [("leader", ["decide"]), ("auditor", [])])
def test_a_leader_may_only_decide_and_an_auditor_do_nothing(rig: Rig, role: str, shown: list[str]) -> None:
    browser, case = rig.browser(role), rig.case()
    assert re.findall(r"/acts/(\w+)", browser.get(f"/cases/{case.id}").text) == shown
    if not shown:
        assert browser.submit("/", f"/cases/{case.id}/acts/decide", decision="x").status_code == 403
    for act in ACTS:
        assert browser.submit("/", f"/cases/{case.id}/acts/{act}", reason="x").status_code == 403, act
    assert browser.submit("/", "/tasks/1").status_code == 403
    with rig.database.read() as session:
        assert session.get_one(type(case), case.id).acknowledged_at is None


@pytest.mark.parametrize(
    ("role", "status"), [("duty", 200), ("auditor", 200), ("admin", 200), ("leader", 403)]
)
def test_who_may_open_the_unmasked_text(rig: Rig, role: str, status: int) -> None:
    browser, case = rig.browser(role), rig.case()
    assert browser.submit("/", f"/items/{case.item_id}/text").status_code == status


@pytest.mark.parametrize("role", ["duty", "leader", "auditor"])
def test_only_the_administrator_keeps_accounts_and_tokens(rig: Rig, role: str) -> None:
    browser = rig.browser(role)
    for path in ("/accounts", "/accounts/admin", "/accounts/admin/reset", "/tokens", "/tokens/x/revoke"):
        assert browser.submit("/", path, person="li", roles="admin").status_code == 403, path


@pytest.mark.parametrize(
    ("role", "status"), [("duty", 403), ("leader", 403), ("auditor", 200), ("admin", 200)]
)
def test_who_may_verify_and_export_the_audit_log(rig: Rig, role: str, status: int) -> None:
    browser = rig.browser(role)
    assert browser.submit("/", "/audit/verify").status_code == status
    assert browser.submit("/", "/audit/export").status_code == status


def test_every_form_needs_the_token_of_its_session(rig: Rig) -> None:
    browser, case = rig.browser("duty"), rig.case()
    other = rig.browser("admin")
    foreign = other.get("/").text.partition('name="csrf" value="')[2].partition('"')[0]
    for path in (f"/cases/{case.id}/acts/ack", f"/items/{case.item_id}/text", "/logout", "/tasks/1"):
        assert browser.post(path).status_code == 403, path
        assert browser.post(path, {"csrf": foreign}).status_code == 403, path
    assert rig.audit("case.ack") == []


def test_a_form_from_another_site_is_refused_by_its_header(rig: Rig) -> None:
    browser, case = rig.browser("duty"), rig.case()
    csrf = browser.get("/").text.partition('name="csrf" value="')[2].partition('"')[0]
    answer = browser.post(
        f"/cases/{case.id}/acts/ack", {"csrf": csrf}, headers={"sec-fetch-site": "cross-site"}
    )
    assert answer.status_code == 403


def test_the_fragment_answers_401_so_that_the_board_says_it_stands_still(rig: Rig) -> None:
    assert rig.browser().get("/board/fragment").status_code == 401

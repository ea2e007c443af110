"""The console's pages and the API read and write alike on SQLite and PostgreSQL."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.web_rig import PASSWORD, Rig

PAGES = [
    "/", "/cases", "/cases?state=open&severity=II&q=食堂&organ=市教育局&category=教育文体", "/cases/1",
    "/items", "/items?q=食堂&local=yes&relevant=yes&case=yes&historical=no&from=2026-11-01&to=2026-11-30",
    "/items?local=unknown&case=no&severity=I&emergency=fire&track=response&event=1", "/items/1",
    "/events?min_items=1&historical=no&severity=II", "/digest/2026-11-23/paper", "/timeliness?by=category",
    "/sources", "/roster?weeks=8", "/roster/file?format=ics", "/system", "/audit?actor=zhang&act=case.&subject=case/1&before=99", "/accounts",
    "/readyz", "/metrics",
]  # fmt: skip


@pytest.fixture
def rig(tmp_path: Path, database_url: str) -> Iterator[Rig]:
    built = Rig(tmp_path, database_url)
    yield built
    built.close()


def test_every_page_opens_on_both_databases(rig: Rig) -> None:
    rig.case(severity="II", hours=7)
    rig.case(state="proposed", url="https://example.com/2")
    browser = rig.browser("admin")
    for path in PAGES:
        assert browser.get(path).status_code == 200, path
    assert "校验通过" in browser.submit("/audit", "/audit/verify").text


def test_an_act_with_a_second_person_is_kept_on_both_databases(rig: Rig) -> None:
    rig.case(severity="II")
    rig.give_account("qian", ["leader"])
    answer = rig.browser("duty").submit(
        "/cases/1",
        "/cases/1/acts/grade",
        severity="III",
        reason="现场核实",
        second="qian",
        second_by="present",
        second_password=PASSWORD,
    )
    assert answer.status_code == 303
    headers = rig.token("cases:read", "items:read")
    found = rig.browser().get("/api/v1/cases/1", headers=headers).json()
    assert (found["severity"], found["timeline"][-1]["second_state"]) == ("III", "present")
    assert rig.browser().get("/api/v1/items?q=12人", headers=headers).json()["total"] == 1


def test_failures_are_counted_and_lock_on_both_databases(rig: Rig) -> None:
    browser = rig.browser()
    for _ in range(5):
        browser.sign_in("admin", "wrong-password")
    assert "已锁定" in browser.sign_in("admin").text

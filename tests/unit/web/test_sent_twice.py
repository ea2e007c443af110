"""A form that is sent twice: a slow answer and a second press record nothing twice."""

from __future__ import annotations

import re

import pytest
from sqlalchemy.exc import OperationalError

from monitor.errors import Refused
from monitor.steps import acts
from monitor.web.once import Marks
from tests.web_rig import Browser, Rig


def form_of(browser: Browser, page: str, action: str) -> dict[str, str]:
    """The hidden fields of the form of a page that leads to an address."""
    found = re.search(rf'action="{re.escape(action)}"[^>]*>(.*?)</form>', browser.get(page).text, re.DOTALL)
    assert found
    return dict(re.findall(r'type="hidden" name="(\w+)" value="([^"]*)"', found[1]))


def test_a_second_press_records_nothing_twice_and_is_told_so(rig: Rig) -> None:
    """The page lets go of its button after eight seconds, and a database may take longer."""
    rig.case()
    duty = rig.browser("duty")
    note = "/cases/1/acts/note"
    form = form_of(duty, "/cases/1", note) | {"text": "已与教育局联系"}
    first, second = duty.post(note, form), duty.post(note, form)
    assert first.status_code == 303 and second.status_code == 409
    assert "这份表单已提交过，或者正在处理，没有重复登记" in second.text
    assert duty.get("/cases/1").text.count("已与教育局联系") == 1
    again = form_of(duty, "/cases/1", note) | {"text": "再次联系"}
    assert duty.post(note, again).status_code == 303


def test_a_form_that_was_refused_or_failed_may_be_sent_again(
    rig: Rig, monkeypatch: pytest.MonkeyPatch
) -> None:
    rig.case()
    duty = rig.browser("duty")
    note = "/cases/1/acts/note"
    form = form_of(duty, "/cases/1", note)
    assert duty.post(note, form | {"text": ""}).status_code == 409

    def away(*_: object) -> None:
        raise OperationalError("", None, Exception("away"))

    with monkeypatch.context() as patch:
        patch.setattr(acts, "note", away)
        assert duty.post(note, form | {"text": "已联系"}).status_code == 503
    assert duty.post(note, form | {"text": "已联系"}).status_code == 303


def test_what_is_only_read_may_be_asked_for_again_from_the_same_page(rig: Rig) -> None:
    rig.case()
    auditor = rig.browser("auditor")
    form = form_of(auditor, "/audit", "/audit/verify")
    assert [auditor.post("/audit/verify", form).status_code for _ in range(2)] == [200, 200]


def test_the_oldest_marks_are_forgotten_first() -> None:
    marks, scope = Marks(most=2), {"state": {}}
    for mark in ("a", "b", "c", "a"):
        marks.take(mark, scope)
    with pytest.raises(Refused):
        marks.take("c", scope)


def test_a_page_that_shows_a_secret_loaded_anew_makes_no_second_one(rig: Rig) -> None:
    admin = rig.browser("admin")
    rig.give_account("zhang", ["duty"])
    for path, fields in (("/tokens", {"scopes": "items:write"}), ("/accounts/zhang/reset", {})):
        page = admin.get("/accounts").text
        csrf, once = (re.search(rf'name="{name}" value="([^"]+)"', page)[1] for name in ("csrf", "once"))  # type: ignore[index]
        form = {"csrf": csrf, "once": once, **fields}
        assert admin.post(path, form).status_code == 200
        again = admin.post(path, form)
        assert again.status_code == 409 and "这份表单已提交过" in again.text, path
    assert len(rig.audit("token.create")) == 1 and len(rig.audit("account.reset")) == 1

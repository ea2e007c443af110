from __future__ import annotations

import re
from datetime import timedelta

import pytest
from argon2 import PasswordHasher, Type, extract_parameters
from sqlmodel import select

from monitor.clock import real_now
from monitor.errors import Refused, UsageError
from monitor.steps import accounts
from monitor.store.database import Database
from monitor.store.tables import Account, WebSession
from tests.web_rig import PASSWORD, PEOPLE, Rig


def test_it_sends_a_stranger_to_the_sign_in_page_and_back_again(rig: Rig) -> None:
    answer = rig.browser().get("/cases?state=open")
    assert answer.status_code == 303
    assert answer.headers["location"] == "/login?next=%2Fcases%3Fstate%3Dopen"


def test_it_signs_in_with_an_http_only_cookie_and_keeps_only_its_hash(rig: Rig) -> None:
    answer = rig.browser().sign_in("admin")
    cookie = next(c for c in answer.headers.get_list("set-cookie") if c.startswith("monitor_session="))
    assert "HttpOnly" in cookie and "SameSite=lax" in cookie
    token = cookie.partition("=")[2].partition(";")[0]
    with rig.database.read() as session:
        kept = session.exec(select(WebSession)).one()
    assert token not in kept.token_hash
    assert rig.audit("account.sign_in") == [("admin", "account/admin")]


def test_it_marks_the_cookie_secure_over_https(rig: Rig) -> None:
    browser = rig.browser()
    page = browser.get("https://console.test/login")
    token = page.text.partition('name="token" value="')[2].partition('"')[0]
    fields = {"token": token, "person": "admin", "password": PASSWORD, "next": "/"}
    answer = browser.post("https://console.test/login", fields)
    cookies = answer.headers.get_list("set-cookie")
    assert any(c.startswith("monitor_session=") and "Secure" in c for c in cookies)


def test_it_locks_an_account_after_five_wrong_passwords_even_for_the_right_one(rig: Rig) -> None:
    browser = rig.browser()
    for _ in range(4):
        assert "账号或口令不正确" in browser.sign_in("admin", "wrong-password").text
    assert "已锁定 15 分钟" in browser.sign_in("admin", "wrong-password").text
    refused = browser.sign_in("admin")
    assert refused.status_code == 401 and "已锁定" in refused.text


def test_it_opens_the_lock_after_fifteen_minutes(rig: Rig) -> None:
    browser = rig.browser()
    for _ in range(5):
        browser.sign_in("admin", "wrong-password")
    with rig.database.write() as tx:
        account = tx.session.get_one(Account, "admin")
        assert account.locked_until is not None
        assert timedelta(minutes=14) < account.locked_until - real_now() <= timedelta(minutes=15)
        account.locked_until = real_now() - timedelta(seconds=1)
        tx.session.add(account)
    assert browser.sign_in("admin").status_code == 303


def test_it_answers_an_unknown_account_like_a_wrong_password_and_does_not_repeat_what_was_typed(
    rig: Rig,
) -> None:
    browser = rig.browser()
    unknown, wrong = browser.sign_in("13812345678", "x" * 12), browser.sign_in("admin", "x" * 12)
    assert unknown.status_code == wrong.status_code == 401
    assert "账号或口令不正确" in unknown.text and "账号或口令不正确" in wrong.text
    assert ("unknown", "account/unknown") in rig.audit("account.sign_in_failed")


def test_it_refuses_a_sign_in_form_that_another_site_sent(rig: Rig) -> None:
    answer = rig.browser().post("/login", {"person": "admin", "password": PASSWORD, "token": "guess"})
    assert answer.status_code == 403


def test_it_slows_down_one_address_that_keeps_failing(rig: Rig) -> None:
    browser = rig.browser()
    rig.app.state.console.throttle.limit = 3
    for _ in range(3):
        browser.sign_in("nobody", "x" * 12)
    assert browser.sign_in("admin").status_code == 429


@pytest.mark.parametrize("target", ["//evil.example", "https://evil.example", "/\\evil.example", "/login"])
def test_it_never_leads_to_another_site_after_signing_in(rig: Rig, target: str) -> None:
    browser = rig.browser()
    page = browser.get("/login")
    token = page.text.partition('name="token" value="')[2].partition('"')[0]
    fields = {"token": token, "person": "admin", "password": PASSWORD, "next": target}
    assert browser.post("/login", fields).headers["location"] == "/"


def test_it_makes_a_person_choose_an_own_password_before_anything_else(rig: Rig) -> None:
    once = accounts.create_account(
        rig.database, rig.desk.book.roster, "zhang", ["duty"], actor="admin", at=rig.now
    )
    browser = rig.browser()
    browser.sign_in("zhang", once)
    assert browser.get("/").headers["location"] == "/password"
    weak = browser.submit("/password", "/password", old=once, new="zhang-zhang-1", again="zhang-zhang-1")
    assert weak.status_code == 409 and "过于简单" in weak.text
    done = browser.submit("/password", "/password", old=once, new=PASSWORD, again=PASSWORD)
    assert done.headers["location"] == "/login?told=changed"
    assert browser.get("/").status_code == 303, "the old session is over"
    browser.sign_in("zhang")
    assert browser.get("/").status_code == 200


def test_it_ends_the_session_on_signing_out(rig: Rig) -> None:
    browser = rig.browser("duty")
    assert browser.submit("/", "/logout").status_code == 303
    assert browser.get("/").status_code == 303
    assert rig.audit("account.sign_out") == [(PEOPLE["duty"], "account/zhang")]


def test_a_session_ends_by_the_real_clock_whatever_the_set_clock_says(rig: Rig) -> None:
    browser = rig.browser("duty")
    with rig.database.write() as tx:
        for row in tx.session.exec(select(WebSession)):
            assert timedelta(hours=11) < row.expires_at - real_now() <= timedelta(hours=12)
            row.expires_at = real_now() - timedelta(seconds=1)
            tx.session.add(row)
    assert browser.get("/").status_code == 303


def test_it_signs_out_at_once_who_is_disabled(rig: Rig) -> None:
    browser, admin = rig.browser("duty"), rig.browser("admin")
    admin.submit("/accounts", "/accounts/zhang", roles="duty", disabled="1")
    assert browser.get("/").status_code == 303
    assert rig.browser().sign_in("zhang").status_code == 401


def test_a_page_left_open_lets_nobody_in_again_who_was_shut_out_since(rig: Rig) -> None:
    """The other administrator only meant to add a role; the box 停用 of the old page was still empty."""
    rig.browser("duty")
    admin = rig.browser("admin")
    row = admin.get("/accounts").text.split('action="/accounts/zhang"')[1].split("</form>")[0]
    found = re.search(r'name="seen" value="([^"]+)"', row)
    assert found and found[1] == "duty"
    admin.submit("/accounts", "/accounts/zhang", roles="duty", disabled="1", seen=found[1])
    stale = admin.submit("/accounts", "/accounts/zhang", roles=["duty", "auditor"], seen=found[1])
    assert stale.status_code == 409 and "已有改动，没有保存" in stale.text
    assert rig.browser().sign_in("zhang").status_code == 401


def test_it_makes_the_first_admin_once_and_tells_a_generated_password_once(rig: Rig) -> None:
    assert accounts.ensure_admin(rig.database, "other-Password-1") is None
    accounts.prove(rig.database, "admin", PASSWORD, at=rig.now)
    with rig.database.write() as tx:
        for row in tx.session.exec(select(Account)):
            tx.session.delete(row)
    made = accounts.ensure_admin(rig.database)
    assert made is not None
    accounts.prove(rig.database, "admin", made, at=rig.now)
    with pytest.raises(Refused, match="口令须为"):
        accounts.change_password(rig.database, "admin", made, "short", at=rig.now)


def test_the_operators_own_first_password_is_taken_and_warned_of_when_weak(
    rig: Rig, caplog: pytest.LogCaptureFixture
) -> None:
    with rig.database.write() as tx:
        for account in tx.session.exec(select(Account)).all():
            tx.session.delete(account)
    assert accounts.ensure_admin(rig.database, "short") is None
    assert "weak_admin_password" in caplog.text and "short" not in caplog.text
    accounts.prove(rig.database, "admin", "short", at=real_now())


def test_a_guess_costs_what_owasp_asks_for(real_hasher: PasswordHasher) -> None:
    cost = extract_parameters(real_hasher.hash(PASSWORD))
    assert cost.type is Type.ID
    assert cost.memory_cost >= 19 * 1024 and cost.time_cost >= 2 and cost.parallelism >= 1


def test_a_form_that_came_after_the_session_was_over_is_said_to_be_lost(rig: Rig) -> None:
    """Who signs in anew would take a publication for recorded that was not."""
    case = rig.case()
    duty = rig.browser("duty")
    accounts.reset_password(rig.database, "zhang", actor="admin", at=rig.now)
    sent = duty.post(f"/cases/{case.id}/acts/record", {"kind": "response", "csrf": "old"})
    assert sent.status_code == 303
    assert sent.headers["location"] == f"/login?next=%2Fcases%2F{case.id}&told=lost"
    page = duty.get(sent.headers["location"]).text
    assert "登录已过期，刚才提交的内容没有登记" in page and f'value="/cases/{case.id}"' in page
    assert duty.post("/logout", {"csrf": "old"}).headers["location"] == "/login"
    assert duty.post("/messages/1/resend").headers["location"] == "/login?next=%2F&told=lost"


def test_a_second_office_on_the_database_of_another_is_told_to_take_its_own(rig: Rig) -> None:
    """It ended in a traceback that held the hash of its administrator's password."""
    other = Database(rig.database.url, "jilin")
    try:
        with pytest.raises(UsageError, match="账号属单位 changchun，本单位（jilin）须另用一个数据库"):
            accounts.ensure_admin(other, PASSWORD, at=rig.now)
    finally:
        other.close()

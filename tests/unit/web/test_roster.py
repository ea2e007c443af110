"""The roster page: what is coming, gaps ahead, changes as rows, files in and out, signing on."""

from __future__ import annotations

import re
from datetime import timedelta

import httpx
import pytest
from sqlmodel import select

from monitor.clock import real_now, rfc3339
from monitor.steps.desk import Work
from monitor.steps.duty_changes import change_roster
from monitor.steps.signing import sign_on
from monitor.steps.touch import Touch, ack_link, load_key
from monitor.store.tables import Message
from tests.web_rig import NOW, PASSWORD, Browser, Rig

LEAVE = {"leave_person": "zhang", "leave_from": "2026-11-25T08:00", "leave_to": "2026-11-30T08:00"}
PAGE = "/roster"


def leave(browser: Browser, **fields: str) -> httpx.Response:
    return browser.submit(PAGE, "/roster/changes/leave", **{**LEAVE, "reason": "年休假", **fields})


def import_file(browser: Browser, name: str, content: bytes, **fields: str) -> httpx.Response:
    token = re.search(r'name="csrf" value="([^"]+)"', browser.get(PAGE).text)
    assert token
    data = {"csrf": token[1], "reason": "十二月排班", **fields}
    return browser.request("POST", "/roster/import", data=data, files={"file": (name, content)})


def test_leave_without_a_substitute_is_recorded_and_shows_as_a_gap_ahead(rig: Rig) -> None:
    browser = rig.browser("duty")
    assert "均无空档" in browser.get(PAGE).text
    assert leave(browser).status_code == 303
    page = browser.get(PAGE).text
    assert "段空档" in page and "2026-11-25" in page and "无人替班" in page and "年休假" in page
    assert rig.audit("roster.change") == [("zhang", "roster/1")]


def test_a_substitute_stands_in_the_days_marked_as_changed(rig: Rig) -> None:
    browser = rig.browser("duty")
    leave(browser, substitute="zhao")
    page = browser.get(PAGE).text
    assert "均无空档" in page and '赵六<span class="mark mark-count">变更</span>' in page


def test_the_board_and_the_digest_see_what_was_changed_on_the_roster(rig: Rig) -> None:
    browser = rig.browser("duty")
    officer = rig.desk.book.roster.on_duty("officer", NOW)[0]
    fields = {"leave_person": officer.id, "leave_from": "2026-11-23T08:00", "leave_to": "2026-11-25T08:00"}
    leave(browser, **fields, substitute="zhao")
    assert "值班员：赵六" in browser.get("/").text
    for deputy in ("qian", "sun"):
        leave(browser, leave_person=deputy, leave_from="2026-11-23T07:00", leave_to="2026-11-24T12:00")
    with rig.database.write() as tx:  # the leader above them is away, too
        body = {"person": "zhou", "from": "2026-11-23 07:00", "to": "2026-11-24 12:00"}
        change_roster(Work(tx, rig.desk.book, NOW, "zhang"), "leave", body, "出差")
    assert "无带班领导" in browser.get("/digest/2026-11-24/paper").text
    assert "无带班领导" not in browser.get("/digest/2026-11-23/paper").text, "not known that morning"


def test_an_exchange_needs_the_other_side_by_password_or_by_telephone(rig: Rig) -> None:
    browser = rig.browser("duty")
    rig.give_account("li", ["duty"])
    turns = rig.desk.book.roster.turns("officer", NOW + timedelta(days=1), NOW + timedelta(days=5))
    mine, theirs = (next(t for t in turns[1:] if t.person.id == p) for p in ("zhang", "li"))
    fields = {
        f"{side}_{key}": f"{value}"
        for side, t in (("first", mine), ("second", theirs))
        for key, value in (
            ("person", t.person.id),
            ("from", t.start.isoformat()),
            ("to", t.end.isoformat()),
        )
    } | {"reason": "家中有事", "second_by": "present"}

    def swap(**more: str) -> httpx.Response:
        return browser.submit(PAGE, "/roster/changes/swap", **{**fields, **more})

    assert "同意人" in swap().text
    assert swap(second="li", second_password="wrong-password-1").status_code == 409
    assert "不得与经办人为同一人" in swap(second="zhang", second_password=PASSWORD).text
    assert rig.audit("roster.change") == []
    assert swap(second="li", second_password=PASSWORD).status_code == 303
    page = browser.get(PAGE).text
    assert "互换" in page and "李四当场同意" in page


def test_a_refused_change_keeps_what_was_typed(rig: Rig) -> None:
    answer = leave(rig.browser("duty"), substitute="zhang", reason="回乡")
    assert answer.status_code == 409
    assert "替班人不得是本人" in answer.text and 'value="回乡"' in answer.text
    assert re.search(r'id="form-leave" open', answer.text)


def test_a_change_is_withdrawn_by_a_row_of_its_own_with_a_reason(rig: Rig) -> None:
    browser = rig.browser("duty")
    leave(browser)
    assert browser.submit(PAGE, "/roster/withdraw/1", reason="").status_code == 409
    assert browser.submit(PAGE, "/roster/withdraw/1", reason="假期取消").status_code == 303
    page = browser.get(PAGE).text
    assert "均无空档" in page and "撤销第 1 项变更" in page and "已撤销" in page
    assert browser.submit(PAGE, "/roster/withdraw/77", reason="误登").status_code == 404


@pytest.mark.parametrize("role", ["leader", "auditor"])
def test_who_may_not_act_reads_the_roster_without_forms(rig: Rig, role: str) -> None:
    browser = rig.browser(role)
    page = browser.get(PAGE).text
    assert "变更记录" in page and "/roster/changes/" not in page and "/roster/import" not in page
    token = browser.get("/").text.split('name="csrf" value="')[1].split('"')[0]
    for path in ("/roster/changes/leave", "/roster/withdraw/1", "/roster/import"):
        assert browser.post(path, {"csrf": token}).status_code == 403, path


@pytest.mark.parametrize("kind", ["xlsx", "ics"])
def test_what_was_exported_can_be_taken_in_again_and_changes_nothing(rig: Rig, kind: str) -> None:
    browser = rig.browser("duty")
    leave(browser, substitute="zhao")
    file = browser.get(f"/roster/file?format={kind}&weeks=2")
    assert file.headers["content-disposition"] == f'attachment; filename="roster.{kind}"'
    answer = import_file(browser, f"排班.{kind}", file.content)
    assert answer.headers["location"] == "/roster?done=same"
    assert len(rig.audit("roster.change")) == 1


def test_a_calendar_of_ones_own_turns_holds_nobody_elses(rig: Rig) -> None:
    text = rig.browser("duty").get("/roster/file?format=ics&weeks=1&person=zhang").text
    assert text.startswith("BEGIN:VCALENDAR") and "zhang" in text and "李四" not in text


def test_an_imported_plan_takes_the_place_of_the_rotation(rig: Rig) -> None:
    browser = rig.browser("duty")
    plan = "人员编号,开始,结束\nwang,2026-12-01 08:00,2026-12-08 08:00\n"
    book = _workbook([line.split(",") for line in plan.splitlines()])
    assert import_file(browser, "十二月.xlsx", book).headers["location"] == "/roster?done=import"
    page = browser.get(PAGE).text
    assert "替换值班员的原排班" in page and "十二月排班" in page


def test_a_file_with_one_bad_row_is_refused_whole_and_the_row_is_named(rig: Rig) -> None:
    browser = rig.browser("duty")
    rows = [["人员编号", "开始", "结束"], ["wang", "2026-12-01 08:00", "2026-12-02 08:00"]]
    answer = import_file(
        browser, "a.xlsx", _workbook([*rows, ["nobody", "2026-12-02 08:00", "2026-12-03 08:00"]])
    )
    assert answer.status_code == 409 and "第 3 行" in answer.text and "nobody" in answer.text
    assert "不是可读的 XLSX 文件" in import_file(browser, "a.xlsx", b"no workbook").text
    assert rig.audit("roster.change") == []


def test_an_import_needs_the_token_of_its_page(rig: Rig) -> None:
    browser = rig.browser("duty")
    answer = browser.request("POST", "/roster/import", data={"csrf": "x"}, files={"file": ("a.xlsx", b"x")})
    assert answer.status_code == 403


def test_the_page_shows_who_signed_on_and_lets_one_sign_on_for_oneself_alone(rig: Rig) -> None:
    sign_on(rig.at(NOW.replace(hour=0, minute=5)).desk)
    on_duty = rig.desk.book.roster.on_duty("officer", rig.now)[0].id
    rig.give_account(on_duty, ["duty"])
    other = next(p for p in ("zhang", "li", "wang") if p != on_duty)
    rig.give_account(other, ["duty"])
    stranger, officer = rig.browser(), rig.browser()
    stranger.sign_in(other)
    officer.sign_in(on_duty)
    assert "待签收" in stranger.get(PAGE).text and "/roster/sign-on" not in stranger.get(PAGE).text
    assert stranger.submit(PAGE, "/roster/sign-on").status_code == 404
    assert officer.submit(PAGE, "/roster/sign-on").status_code == 303
    page = officer.get(PAGE).text
    assert "已签收" in page and "未证实手机可达" in page


def test_a_turn_that_nobody_signed_on_for_stands_in_red(rig: Rig) -> None:
    sign_on(rig.at(NOW.replace(hour=0, minute=5)).desk)
    sign_on(rig.at(NOW.replace(hour=0, minute=30)).desk)
    assert "已于 2026-11-23 08:30 告知带班领导" in rig.browser("leader").get(PAGE).text


def test_a_reply_code_signs_on_for_the_one_whose_telephone_reaches_nothing(rig: Rig) -> None:
    sign_on(rig.at(NOW.replace(hour=0, minute=5)).desk)
    with rig.database.read() as session:
        (message,) = session.exec(select(Message)).all()
    browser = rig.browser("admin")
    assert "没有回执码" in browser.submit(PAGE, "/roster/reply", code="ZZZZZZ").text
    code = f" {(message.reply_code or '').lower()} "
    assert browser.submit(PAGE, "/roster/reply", code=code).headers["location"] == "/roster?done=reply"
    page = browser.get(PAGE).text
    assert "已签收" in page and "以回执码签收" in page and "系统管理员代" in page


def _workbook(rows: list[list[str]]) -> bytes:
    import io

    from openpyxl import Workbook

    book = Workbook()
    for row in rows:
        book.active.append(row)  # type: ignore[union-attr]
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def test_who_is_concerned_sees_the_change_and_acknowledges_it_in_person(rig: Rig) -> None:
    turn = next(
        t
        for t in rig.desk.book.roster.turns("officer", NOW + timedelta(days=1), NOW + timedelta(days=3))
        if t.person.id == "li"
    )
    with rig.database.write() as tx:
        body = {"person": "li", "substitute": "zhang", "from": rfc3339(turn.start), "to": rfc3339(turn.end)}
        change_roster(Work(tx, rig.desk.book, NOW, "zhao"), "leave", body, "临时安排")
    rig.give_account("wang", ["duty"])
    other, mine = rig.browser(), rig.browser("duty")
    assert other.sign_in("wang").status_code == 303
    assert "请签收" not in other.get("/roster").text
    page = mine.get("/roster").text
    assert "您的班次有变更，请签收" in page and "原由李四值班" in page and "张三（待签收）" in page
    path = re.search(r'action="(/roster/notices/\d+)"', page)
    assert path
    assert other.submit("/roster", path[1]).status_code == 409
    assert mine.submit("/roster", path[1]).headers["location"] == "/roster?done=notice"
    page = mine.get("/roster?done=notice").text
    assert (
        "已签收值班变更" in page and "您的班次有变更" not in page and "张三（2026-11-23 12:00 签收）" in page
    )
    assert rig.audit("duty.notice_acknowledged") == [("zhang", f"duty_notice/{path[1].rpartition('/')[2]}")]


def test_the_link_of_such_a_message_shows_every_turn_and_acknowledges_them(rig: Rig) -> None:
    with rig.database.write() as tx:
        body = {
            "person": "zhang",
            "as": "officer",
            "from": rfc3339(NOW + timedelta(days=1)),
            "to": rfc3339(NOW + timedelta(days=1, hours=2)),
        }
        change_roster(Work(tx, rig.desk.book, NOW, "zhao"), "shift", body, "临时安排")
    link = ack_link(
        load_key(rig.var / "console.key"), "http://console.test", Touch("zhang", 1), now=real_now()
    )
    assert link is not None
    browser = rig.browser()
    page = browser.get(link).text
    assert "11月24日 12:00 至 11月24日 14:00" in page and "新增：加班次（赵六登记）" in page
    assert "知悉" in browser.post(link).text
    assert [a for a, _ in rig.audit("duty.notice_acknowledged")] == ["zhang"]

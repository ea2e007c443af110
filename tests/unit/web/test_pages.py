from __future__ import annotations

import re
import zlib
from hashlib import sha256
from pathlib import Path

import pytest
from markupsafe import Markup
from sqlmodel import select

from monitor.classify.classifier import Classifier
from monitor.store.accounts import live_token
from monitor.store.tables import Account, CaseFile, ItemRevision, Message, MessageStep, Snapshot
from monitor.text.mask import mask
from monitor.web.act_words import body_lines
from monitor.web.app import create_app
from monitor.web.quotes import highlight
from monitor.web.templating import safe_link
from tests.web_rig import NOW, Rig

EVIL = "<script>alert(1)</script>食堂\"'><img src=x onerror=alert(2)>"
ALL_PAGES = [
    "/",
    "/items",
    "/events",
    "/events/1",
    "/cases",
    "/cases/1",
    "/items/1",
    "/items?q=%3Cscript%3E",
    "/audit",
]


def test_every_answer_carries_a_strict_policy_and_pages_hold_no_inline_code(rig: Rig) -> None:
    browser = rig.browser("admin")
    rig.case()
    for path in [*ALL_PAGES, "/login", "/nowhere", "/static/console.js", "/healthz"]:
        answer = browser.get(path)
        policy = answer.headers["content-security-policy"]
        assert policy.startswith("default-src 'none'") and "unsafe" not in policy
        assert answer.headers["x-content-type-options"] == "nosniff"
        assert not re.search(r"<script(?! src=)|<style|\son\w+=|\sstyle=|javascript:", answer.text), path
        assert not re.findall(r'(?:src|href)="(?:https?:)?//(?!example\.com)', answer.text), path


def test_pages_are_never_kept_by_a_cache_but_static_files_are(rig: Rig) -> None:
    browser = rig.browser("admin")
    assert browser.get("/").headers["cache-control"] == "no-store"
    address = re.search(r'href="(/static/console\.css\?v=\w{12})"', browser.get("/").text)
    assert address
    assert "immutable" in browser.get(address[1]).headers["cache-control"]


def test_hostile_titles_names_and_words_are_shown_as_text(rig: Rig) -> None:
    browser = rig.browser("admin")
    case = rig.case(title=EVIL, text=EVIL, author=EVIL, source=EVIL, category=EVIL, url="javascript:alert(1)")
    browser.submit("/", f"/cases/{case.id}/acts/note", text=EVIL)
    browser.submit("/", f"/cases/{case.id}/acts/assign", organ=EVIL, reason=EVIL, unlisted="1")
    for path in [*ALL_PAGES, f"/items?category={EVIL}"]:
        text = browser.get(path).text
        assert "<script>alert" not in text and "<img src=x" not in text, path
    assert 'href="javascript:' not in browser.get(f"/items/{case.item_id}").text


def test_an_item_is_masked_until_its_text_is_asked_for_and_the_look_is_recorded(rig: Rig) -> None:
    browser, case = rig.browser("duty"), rig.case()
    path = f"/items/{case.item_id}"
    assert "13812345678" not in browser.get(path).text
    assert rig.audit("item.unmask") == []
    shown = browser.submit(path, f"{path}/text")
    assert "13812345678" in shown.text and "王小明" in shown.text
    assert rig.audit("item.unmask") == [("zhang", f"item/{case.item_id}")]
    assert "13812345678" not in browser.get(path).text


def test_no_list_shows_a_name_or_telephone_whole(rig: Rig) -> None:
    browser = rig.browser("admin")
    rig.case(title="市民王小明（电话13812345678）反映食堂问题", severity="II", state="open")
    for path in ["/", "/items", "/events", "/cases", "/cases/1", "/items/1", "/digest/2026-11-23/paper"]:
        assert "13812345678" not in browser.get(path).text, path


def test_the_words_that_a_grade_rests_on_are_marked_in_the_masked_text(rig: Rig) -> None:
    case = rig.case(severity="II")
    text = rig.browser("duty").get(f"/items/{case.item_id}").text
    assert "<mark>12人死亡</mark>" in text


def test_what_a_source_said_before_it_edited_its_text_can_be_read_masked(rig: Rig) -> None:
    rig.case()
    texts = ("造成3人死亡，联系人13812345678", "造成5人死亡，联系人13812345678")
    with rig.database.write() as tx:
        for number, text in enumerate(texts, 1):
            tx.session.add(
                ItemRevision(
                    item_id=1,
                    revision=number,
                    content_hash=str(number),
                    raw_title="通报",
                    raw_text=text,
                    recorded_at=rig.now,
                )
            )
    page = rig.browser("auditor").get("/items/1").text
    assert "第 1 版（" in page and "造成3人死亡" in page
    assert "13812345678" not in page
    opened = rig.browser("auditor").submit("/items/1", "/items/1/text").text
    assert "造成3人死亡，联系人13812345678" in opened


def test_an_item_is_read_cleaned_and_its_source_only_as_the_original(rig: Rig) -> None:
    rig.case(
        severity="II",
        raw_text="<p>一厂房发生火灾，造成<b>12</b>人死亡。</p>",
        text="一厂房发生火灾，造成12人死亡。",
    )
    browser = rig.browser("duty")
    page = browser.get("/items/1").text
    assert "一厂房发生火灾，造成" in page and "&lt;p&gt;" not in page
    assert "&lt;p&gt;一厂房" in browser.submit("/items/1", "/items/1/text").text


def test_the_newest_messages_of_a_case_stand_open_and_the_others_are_folded(rig: Rig) -> None:
    case = rig.case(severity="II", hours=1)
    with rig.database.write() as tx:
        for number in range(9):
            message = Message(
                office_id="changchun", person="zhang", kind="rung", dedupe=f"m{number}", title=f"第{number}条",
                body="", created_at=NOW, true_due_at=NOW, next_attempt_at=NOW, state="sent",
            )  # fmt: skip
            tx.session.add(message)
            tx.session.flush()
            tx.session.add(
                MessageStep(message_id=message.id, case_id=case.id, step_id=1, person=f"p{number}")
            )
    page = rig.browser("duty").get(f"/cases/{case.id}").text
    open_part, _, folded = page[page.index("<h2>已发消息</h2>") :].partition("<summary>更早的 3 条</summary>")
    assert "第8条" in open_part and "第2条" not in open_part
    assert "第2条" in folded


def test_a_quotation_is_found_again_behind_a_masked_name() -> None:
    given = "王小明先生说火灾致2人死亡，后改口称2人死亡有误"
    start = given.rindex("2人死亡")
    shown = given.replace("王小明", "王**", 1)
    assert highlight(given, [(start, start + 4)], shown).endswith("<mark>2人死亡</mark>有误")
    assert highlight("a<b>c", [(1, 4)], "a<b>c") == Markup("a<mark>&lt;b&gt;</mark>c")
    assert "<mark>" not in highlight("电话13812345678", [(2, 13)], mask("电话13812345678"))
    assert highlight("短", [(0, 99), (-1, 1), (1, 1)], "短") == Markup("短")


def test_only_web_addresses_become_links() -> None:
    assert safe_link(" https://example.com/a ") == "https://example.com/a"
    for bad in (
        "javascript:alert(1)",
        "data:text/html,x",
        "//example.com",
        "ftp://x/y",
        "http://",
        "",
        None,
        "http://[",
    ):
        assert safe_link(bad) is None


def test_the_board_puts_breached_and_grave_first(rig: Rig) -> None:
    rig.case(title="普通未到期", hours=2, url="https://example.com/a")
    rig.case(title="普通已逾期", hours=60, url="https://example.com/b")
    rig.case(title="重大未到期", hours=1, severity="II", url="https://example.com/c")
    rig.case(title="重大已逾期", hours=7, severity="I", url="https://example.com/d")
    rig.case(title="等待认定的", hours=3, state="proposed", url="https://example.com/e")
    text = rig.browser("leader").get("/").text
    listed = text[text.index('id="open"') :]
    titles = ["重大已逾期", "普通已逾期", "重大未到期", "普通未到期", "等待认定的"]
    places = [listed.index(t) for t in titles]
    assert places == sorted(places)
    assert "<b>2</b><span>已逾期</span>" in text
    assert "已超" in listed and "剩余" in listed


def test_the_board_says_who_is_on_duty_and_what_is_wrong(rig: Rig) -> None:
    from monitor.steps.alarms import raise_alarm
    from monitor.steps.desk import Work

    with rig.database.write() as tx:
        raise_alarm(Work(tx, rig.desk.book, rig.now), "k", "source_silent", "信源“甲”中断")
    text = rig.browser("duty").get("/").text
    officer = rig.desk.book.roster.on_duty("officer", rig.now)[0]
    assert f"值班员：{officer.name}" in text and "信源“甲”中断" in text


def test_a_clock_of_reporting_up_says_to_whom_and_a_place_has_its_name(rig: Rig) -> None:
    case = rig.case(severity="II", hours=1)
    with rig.database.write() as tx:
        tx.session.get_one(CaseFile, case.id).regions = ["220103", "990000"]
    page = rig.browser("duty").get(f"/cases/{case.id}").text
    assert '首报省委宣传部<span class="hint">电话</span>' in page
    assert "宽城区、990000" in page
    assert '<span class="hint">定级</span>' in page, "what a report up runs from"
    assert '首报市委市政府总值班室<span class="hint">电话</span>' in rig.browser("duty").get("/").text


def test_items_are_found_by_words_and_narrowed_by_filters(rig: Rig) -> None:
    rig.case(title="高架桥追尾", text="南部快速路三车追尾", category="交通运输", url="https://example.com/a")
    rig.case(title="食堂异味", text="午餐有异味", category="教育文体", url="https://example.com/b")
    browser = rig.browser("auditor")
    assert "高架桥追尾" in browser.get("/items?q=追尾").text
    assert "食堂异味" not in browser.get("/items?q=追尾").text
    assert "高架桥追尾" not in browser.get("/items?category=教育文体").text
    assert "没有符合条件的条目" in browser.get("/items?local=no").text
    assert "没有符合条件的条目" in browser.get("/items?case=no").text
    assert "没有符合条件的条目" in browser.get("/items?to=2026-11-01").text
    assert "高架桥追尾" in browser.get("/items?from=2026-11-23&to=2026-11-23&historical=no").text
    assert "没有符合条件的条目" in browser.get("/items?campaign=economy").text
    assert "不是有效日期" in browser.get("/items?from=2026-13-99").text


def test_items_whose_class_is_doubted_are_a_list_of_their_own(rig: Rig) -> None:
    rig.case(title="高架桥追尾", category="交通运输", category_uncertain=True, url="https://example.com/a")
    rig.case(title="食堂异味", category="教育文体", url="https://example.com/b")
    browser = rig.browser("auditor")
    doubted, sure = browser.get("/items?uncertain=yes").text, browser.get("/items?uncertain=no").text
    assert "高架桥追尾" in doubted and "食堂异味" not in doubted
    assert "食堂异味" in sure and "高架桥追尾" not in sure
    assert '<option value="yes" selected>存疑</option>' in doubted


@pytest.mark.parametrize(
    "path",
    [
        "/items?page=0",
        "/items?page=x",
        "/items?page=99999999999999999999",
        "/items?event=%00",
        "/cases?page=-1",
    ],
)
def test_odd_paging_is_answered_with_a_page(rig: Rig, path: str) -> None:
    assert rig.browser("duty").get(path).status_code == 200


@pytest.mark.parametrize(
    "path",
    ["/items/99", "/cases/99", "/cases/nothing", "/items/x", "/items/99999999999999999999", "/nowhere"],
)
def test_what_is_not_there_is_a_plain_404_in_chinese(rig: Rig, path: str) -> None:
    answer = rig.browser("duty").get(path)
    assert answer.status_code == 404 and "没有" in answer.text


def test_a_kept_page_comes_as_a_file_after_its_hash_was_checked(rig: Rig) -> None:
    case, browser = rig.case(), rig.browser("auditor")
    page = b"<script>alert(1)</script>"
    _keep_page(rig, page, sha256(page).hexdigest())
    answer = browser.submit("/", "/snapshots/1")
    assert answer.content == page
    assert answer.headers["content-disposition"].startswith("attachment")
    assert "sandbox" in answer.headers["content-security-policy"]
    assert rig.audit("snapshot.download") == [("wu", "snapshot/1")]
    assert case.id == 1


def test_a_kept_page_that_was_altered_is_not_handed_out(rig: Rig) -> None:
    rig.case()
    _keep_page(rig, b"altered", "0" * 64)
    answer = rig.browser("auditor").submit("/", "/snapshots/1")
    assert answer.status_code == 503 and "不符" in answer.text


def _keep_page(rig: Rig, page: bytes, digest: str) -> None:
    with rig.database.write() as tx:
        row = tx.session.exec(select(Snapshot)).one()
        row.state, row.body, row.sha256, row.fetched_at = "kept", zlib.compress(page), digest, NOW
        tx.session.add(row)


def test_the_audit_page_verifies_the_chain_and_names_the_first_bad_record(rig: Rig) -> None:
    rig.case()
    browser = rig.browser("auditor")
    assert "校验通过" in browser.submit("/audit", "/audit/verify").text
    with rig.database.engine.connect() as connection:
        connection.exec_driver_sql("DROP TRIGGER audit_record_no_update")
        connection.exec_driver_sql("UPDATE audit_record SET actor = 'mallory' WHERE seq = 2")
        connection.commit()
    assert "第 2 条" in browser.submit("/audit", "/audit/verify").text


def test_the_audit_export_is_one_record_a_line_and_is_itself_recorded(rig: Rig) -> None:
    browser = rig.browser("auditor")
    lines = browser.submit("/audit", "/audit/export").text.splitlines()
    assert '"act":"audit.export"' in lines[-1]
    assert [f'"seq":{n}' in line for n, line in enumerate(lines, 1)] == [True] * len(lines)


def test_an_administrator_sees_a_new_password_and_a_new_token_once(rig: Rig) -> None:
    browser = rig.browser("admin")
    made = browser.submit("/accounts", "/accounts", person="li", roles="duty")
    once = re.search(r'class="code secret">([^<]+)<', made.text)
    assert once and once[1] not in browser.get("/accounts").text
    assert rig.browser().sign_in("li", once[1]).status_code == 303
    token = browser.submit("/accounts", "/tokens", scopes="items:read", note="报表")
    assert "mon_" in token.text and "mon_" not in browser.get("/accounts").text


def test_an_administrator_cannot_lock_himself_out(rig: Rig) -> None:
    answer = rig.browser("admin").submit("/accounts", "/accounts/admin", roles="duty")
    assert answer.status_code == 409 and "不能停用自己" in answer.text


def test_no_channel_address_or_telephone_of_the_roster_is_shown(rig: Rig) -> None:
    text = rig.browser("admin").get("/roster").text
    assert "mfile:" not in text and "0431-" not in text


def test_the_timeliness_page_shows_the_figures_and_offers_them_as_files(rig: Rig) -> None:
    rig.case(hours=60)
    browser = rig.browser("leader")
    text = browser.get("/timeliness?from=2026-11-01&to=2026-11-30&by=organ").text
    assert "市教育局" in text and "逾期未回应" in text
    file = browser.get("/timeliness/file?from=2026-11-01&to=2026-11-30&by=organ&format=csv")
    assert file.content.startswith(b"\xef\xbb\xbf") and "市教育局" in file.text
    assert browser.get("/timeliness/file?format=xlsx").content[:2] == b"PK"
    assert "截止日期不能早于" in browser.get("/timeliness?from=2026-11-30&to=2026-11-01").text


def test_the_digest_admits_exactly_its_own_styles(rig: Rig) -> None:
    browser = rig.browser("leader")
    assert 'src="/digest/2026-11-23/paper"' in browser.get("/digest?day=2026-11-23").text
    policy = browser.get("/digest/2026-11-23/paper").headers["content-security-policy"]
    assert "style-src 'sha256-" in policy and "unsafe" not in policy


def test_an_act_is_told_in_words() -> None:
    lines = dict(body_lines("grade", {"old": "IV", "new": None, "reason": "核实后", "reason_sha256": "ab"}))
    assert lines == {"理由": "核实后", "原级别": "Ⅳ级 一般", "新级别": "未定级"}


def test_an_officer_corrects_an_item_and_its_page_says_who_did(rig: Rig) -> None:
    rig.case()
    browser = rig.browser("duty")
    answer = browser.submit(
        "/items/1", "/items/1/corrections", field="category", value="环境保护", reason="噪声"
    )
    assert answer.status_code == 303
    assert "类别由" in browser.get("/items/1").text
    assert "环境保护" in browser.get("/learning").text


def test_a_refused_correction_comes_back_with_what_was_typed(rig: Rig) -> None:
    rig.case()
    page = rig.browser("duty").submit(
        "/items/1", "/items/1/corrections", choice="category=天气预报", reason="写错了"
    )
    assert "不在取值之中" in page.text and 'value="写错了"' in page.text


def test_the_forms_for_opening_a_case_stand_on_the_pages_of_who_may_act(rig: Rig, config_dir: Path) -> None:
    rig.case(state="rejected")
    rig.app = create_app(rig.desk, ingest=rig.door, judge=Classifier.load(config_dir), expected_steps={})
    browser = rig.browser("duty")
    assert "立案" in browser.get("/items/1").text
    assert "近期条目太少" in browser.get("/learning").text
    assert 'name="occurred_at"' in browser.get("/cases/new").text
    refused = browser.submit("/cases/new", "/cases/new", title="某路停水", severity="IX")
    assert "事件等级取值无效" in refused.text and 'value="某路停水"' in refused.text


def test_a_case_opened_by_hand_asks_about_a_slip_of_the_year_and_keeps_what_was_typed(rig: Rig) -> None:
    rig.case(state="rejected")
    browser = rig.browser("duty")
    assert 'name="year_checked"' not in browser.get("/cases/new").text, "asked only of who has typed a time"
    typed = {
        "title": "某路停水",
        "text": "停水三天",
        "source_kind": "forum",
        "published_at": "2025-11-23T06:00",
    }
    happened = {"occurred_at": "2025-11-23T06:00", "severity": "none"}
    for page, to, what, given in (
        ("/cases/new", "/cases/new", "发布时间", typed),
        ("/items/1", "/items/1/case", "事发时间", happened),
    ):
        refused = browser.submit(page, to, **given).text
        assert f"{what}（2025-11-23）" in refused and "请核对年月" in refused
        assert 'name="year_checked"' in refused and 'value="2025-11-23T06:00"' in refused
    done = browser.submit("/items/1", "/items/1/case", year_checked="1", **happened)
    assert "<dt>年月已核对</dt><dd>是</dd>" in browser.get(done.headers["location"]).text


def test_a_heading_made_of_a_text_shows_no_part_of_a_telephone_number(rig: Rig) -> None:
    """The first forty characters of a post without a title end inside its number, which masking then does not know."""
    text = "我家楼下的供暖管道从上周五一直漏水到现在没有人来修请联系户主13812345678尽快处理。"
    rig.case(title="", text=text)
    duty = rig.browser("duty")
    for page in ("/", "/cases", "/cases/1", "/items", "/items/1", "/events"):
        assert "138123" not in duty.get(page).text, page


def test_a_token_made_in_the_console_is_ones_own(rig: Rig) -> None:
    """One of scope consent for a colleague would let an administrator agree in that colleague's name."""
    rig.give_account("qian", ["leader"])
    made = rig.browser("admin").submit("/accounts", "/tokens", scopes="consent", person="qian")
    token = re.search(r'class="code secret">([^<]+)<', made.text)
    assert token
    with rig.database.read() as session:
        row = live_token(session, "changchun", token[1])
    assert row is not None and row.person == "admin"


def test_an_account_of_a_person_who_left_the_roster_is_marked(rig: Rig) -> None:
    rig.give_account("qian", ["leader"])
    with rig.database.write() as tx:
        tx.session.get_one(Account, "qian").person = "gone"
    page = rig.browser("admin").get("/accounts").text
    assert page.count("已不在值班表，仍可登录") == 1


def test_a_decision_names_the_leader_who_took_it(rig: Rig) -> None:
    case = rig.case(severity="II")
    said = {"decision": "press-conference", "text": "开发布会", "decided_at": "2026-11-23T11:30"}
    leader = rig.browser("leader")
    assert leader.submit("/cases/1", f"/cases/{case.id}/acts/decide", **said).status_code == 303
    assert "<dt>决定人</dt><dd>钱七</dd>" in leader.get("/cases/1").text

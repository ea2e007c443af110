"""The pages of spreading: every number opens what it counts, for whoever may read; names and numbers are masked."""

from __future__ import annotations

import re
import zlib
from datetime import timedelta
from hashlib import sha256
from typing import Any

import pytest
from sqlmodel import select

from monitor.clock import parse_time
from monitor.sla.spreading import Hearing, Sounding, Spread, Standing, tabulate
from monitor.sla.spreading import Publication as Told
from monitor.steps import joining
from monitor.steps.acts import find_case
from monitor.steps.publications import Publication, record
from monitor.store.search import index_item
from monitor.store.tables import CaseAct, CaseFile, EventMembership, Snapshot
from monitor.web.spreading import counts_in
from tests.web_rig import Rig, item

URL = "https://edu.example.gov.cn/1.html"
WORDS = (
    "市教育局会同市市场监管局对该校食堂留样食品进行了封存检验，检验结果将于三日内公布。涉事供餐企业已停止供餐，"
    "学校已启用备用供餐单位，医疗专家组正在为到院检查的学生逐一会诊。联系人王小明，电话13812345678。"
)


def served(rig: Rig, **carrier: Any) -> int:
    """A case with a response an hour ago, its page kept, and an item that carries it; tells the record's number."""
    case = rig.case(hours=3, title="小学食堂午餐有异味<b>", author="家长")
    with rig.database.write() as tx:
        found = tx.session.get_one(CaseFile, case.id)
        tx.session.add(
            EventMembership(
                office_id="changchun",
                item_id=found.item_id,
                event_id=found.event_id,
                actor="system",
                happened_at=rig.now - timedelta(hours=3),
                recorded_at=rig.now - timedelta(hours=3),
            )
        )
    rig.do(case.id, record, Publication("response", rig.now - timedelta(hours=1), URL))
    body = f"<title>关于食堂情况的通报</title><div id=zoom><p>{WORDS}</p></div>".encode()
    with rig.database.write() as tx:
        page = tx.session.exec(select(Snapshot).where(Snapshot.url == URL)).one()
        page.state, page.fetched_at, page.sha256 = "kept", rig.now, sha256(body).hexdigest()
        page.body = zlib.compress(body)
        tx.session.add(page)
        given = {
            "external_id": "c1",
            "title": "食堂通报<script>alert(1)</script>",
            "text": WORDS,
            "url": "https://example.org/2",
        }
        row = item(rig.now - timedelta(minutes=30), **(given | {"source": "晚报", "views": 900} | carrier))
        tx.session.add(row)
        tx.session.flush()
        index_item(tx.session, row.id, row.title, row.text)
    with rig.database.read() as session:
        return session.exec(select(CaseAct.id).where(CaseAct.act == "record")).one()


@pytest.mark.parametrize("role", ["duty", "leader", "auditor", "admin"])
def test_everybody_reads_what_carried_a_publication_and_nobody_a_name(rig: Rig, role: str) -> None:
    act = served(rig)
    browser = rig.browser(role)
    page = browser.get(f"/spreading/a{act}")
    assert page.status_code == 200
    assert "转载 1 条" in page.text and "相似稿" in page.text and "留存的网页" in page.text
    assert "13812345678" not in page.text and "王小明" not in page.text
    assert "<script>alert" not in page.text and "style=" not in page.text
    for path in ("/timeliness", "/spreading", "/cases/1"):
        text = browser.get(path).text
        assert "13812345678" not in text and "王小明" not in text, path
        assert path == "/timeliness" or f"/spreading/a{act}" in text, path


def test_nobody_reads_without_signing_in(rig: Rig) -> None:
    served(rig)
    for path in ("/spreading", "/spreading/a1"):
        assert rig.browser().get(path).status_code == 303


def test_every_number_of_the_table_opens_the_publications_that_it_counts(rig: Rig) -> None:
    act = served(rig)
    browser = rig.browser("auditor")
    table = browser.get("/timeliness").text.split('id="spreading"')[1]
    links = set(re.findall(r'href="(/spreading\?[^"]+)"', table))
    assert len(links) == 4
    for link in links:
        opened = browser.get(link.replace("&amp;", "&"))
        assert opened.status_code == 200 and f"/spreading/a{act}" in opened.text, link
    assert "没有符合条件的发布" in browser.get("/spreading?standing=blind").text
    assert "没有符合条件的发布" in browser.get("/spreading?with=early").text


@pytest.mark.parametrize(
    ("standing", "shown"),
    [("running", False), ("blind", False), ("no_text", False), ("not_carried", True), ("carried", True)],
)
def test_the_number_of_those_who_talked_opens_only_publications_that_it_counts(
    standing: Standing, *, shown: bool
) -> None:
    at = parse_time("2026-11-24T10:00:00+08:00")
    voice = Sounding(1, at, "forum", "乙")
    told = Told("a1", "response", 1, "舆〔2026〕1号", "停水", "市水务局", at, at)
    one = Spread(told, at, standing, Hearing(1, frozenset(), (), 60), voices=(voice,))
    [row] = tabulate([one], None)
    assert counts_in(one, {"with": "talkers"}) is shown is bool(row["talkers"])


def test_the_files_hold_the_same_numbers(rig: Rig) -> None:
    served(rig)
    browser = rig.browser("leader")
    lines = browser.get("/timeliness/file?format=csv&what=spreading").text.splitlines()
    assert lines[0].lstrip("\ufeff").startswith("key,total,carried,") and lines[1].startswith(
        "市教育局,1,1,0,"
    )
    xlsx = browser.get("/timeliness/file?format=xlsx&what=spreading")
    assert xlsx.status_code == 200 and xlsx.content[:2] == b"PK"


def test_as_of_a_time_before_it_was_recorded_there_is_no_publication(rig: Rig) -> None:
    act = served(rig)
    browser = rig.browser("auditor")
    assert browser.get(f"/spreading/a{act}?as_of=2026-11-20T08:00").status_code == 404
    assert browser.get("/spreading/a999").status_code == 404
    assert browser.get("/spreading/x").status_code == 404
    assert browser.get("/spreading?as_of=nothing").status_code == 409


def test_the_days_asked_for_are_read_as_on_the_page_of_timeliness(rig: Rig) -> None:
    browser = rig.browser("auditor")
    for path in ("/timeliness", "/spreading"):
        refused = browser.get(f"{path}?from=2026-11-30&to=2026-11-01")
        assert refused.status_code == 409 and "截止日期不能早于起始日期" in refused.text
    shown = browser.get("/spreading?from=&to=20261124").text
    assert 'name="from" value="2026-11-01"' in shown and 'name="to" value="2026-11-24"' in shown


def test_a_publication_that_cannot_be_compared_says_so_and_is_no_failure(rig: Rig) -> None:
    case = rig.case()
    rig.do(case.id, record, Publication("response", rig.now - timedelta(days=5), note="新闻发布会"))
    page = rig.browser("leader").get("/cases/1").text
    assert "无从比对" in page
    link = re.search(r"/spreading/a\d+", page)
    assert link
    told = rig.browser("leader").get(link[0]).text
    assert "发布稿原文没有留存，也没有采集到，无从比对" in told and "不作“未见转载”计" in told


def test_programs_read_the_rows_and_what_they_count(rig: Rig) -> None:
    act = served(rig)
    days = {"from": "2026-11-01", "to": "2026-11-30"}
    browser = rig.browser()
    assert browser.get("/api/v1/timeliness", params=days, headers=rig.token("cases:read")).status_code == 403
    told = browser.get("/api/v1/timeliness", params=days, headers=rig.token("timeliness:read")).json()
    assert [(r["key"], r["carried"], r["views"]) for r in told["spreading"]] == [("市教育局", 1, 900)]
    [one] = told["spreading_publications"]
    assert one["publication"] == f"a{act}" and one["carriers"][0]["how"] == "copy"
    assert "13812345678" not in str(told)


def test_the_page_of_a_case_leads_to_what_was_published_for_the_case_that_it_took_in(rig: Rig) -> None:
    act = served(rig)
    other = rig.case(hours=2, title="小学食堂异味", url="https://example.com/9").id
    rig.do(1, lambda work, case: joining.merge(work, case, find_case(work, str(other)), "同一食堂"))
    page = rig.browser("duty").get(f"/cases/{other}").text
    listed = page.partition('id="spreading"')[2].partition("</section>")[0]
    assert f"/spreading/a{act}" in listed and '登记于<a href="/cases/1">' in listed
    own = rig.browser("duty").get("/cases/1").text
    assert f"/spreading/a{act}" in own and "登记于<a" not in own

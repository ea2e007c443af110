"""传播: how far a publication was carried, by what was stored at a moment; nothing heard is never nothing carried."""

from __future__ import annotations

import json
import zlib
from dataclasses import replace
from datetime import date, timedelta
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook
from sqlmodel import col, delete, select

from monitor.cli import run
from monitor.clock import parse_time
from monitor.reports.circular_render import render
from monitor.sla.spreading import Spread, tabulate
from monitor.steps import acts, approval, joining, publications, spreading
from monitor.steps.approval import Review
from monitor.steps.by_hand import ByHand, open_by_hand
from monitor.steps.circular import make_circular
from monitor.steps.event_acts import split_event
from monitor.steps.interpreting import Explained, interpret
from monitor.steps.publications import Publication
from monitor.steps.reversal import revoke
from monitor.steps.spreading import spread_of, spreads_in, spreads_of_case
from monitor.store.policy_tables import PolicyPage
from monitor.store.tables import ItemRecord, Snapshot, SourceOutage, SourceState
from tests.office import TestOffice, fire, item

URL = "https://fire.example.gov.cn/t20261124_1.html"
TITLE = "宽城区一厂房火灾处置情况通报"
WORDS = (
    "11月24日6时12分，长春市消防救援支队接到宽城区凯旋路一制衣厂房起火的报警，立即调派8个消防站、36辆消防车赶赴现场处置。"
    "8时40分明火已被扑灭，搜救工作于9时结束。伤者已送往市第二医院救治，生命体征平稳。"
    "市政府已成立事故调查组，起火原因正在调查，调查结果将在七日内向社会公布。"
)
SCENE = (
    "附近居民表示，该厂房曾多次被投诉消防通道堵塞。多位在现场等候的家属向本报记者讲述了他们得知消息后的经过，有人连夜从外地赶来。"
    "一位在隔壁修理铺工作的师傅回忆，起初只看到二楼窗口冒出黑烟，几分钟后火苗就窜了出来，他和几个工友搬来梯子，先后接下来七八个人。"
    "厂房所在的院落出口狭窄，两侧堆放着布料和纸箱，大型车辆难以调头。业内人士认为，老旧厂房改造投入不足、电线私拉乱接是隐患所在。本报将继续关注。"
)
QUOTED = "市政府已成立事故调查组，起火原因正在调查，调查结果将在七日内向社会公布"


def page(title: str = TITLE, words: str = WORDS) -> bytes:
    return f'<html><head><title>{title}</title></head><body><h1>{title}</h1><div id="zoom"><p>{words}</p></div></body></html>'.encode()


def keep(office: TestOffice, body: bytes, url: str = URL) -> None:
    """The page of a publication has been fetched."""
    with office.program.database.write() as tx:
        row = tx.session.exec(select(Snapshot).where(Snapshot.url == url)).one()
        row.state, row.fetched_at = "kept", office.clock.now()
        row.sha256, row.body = sha256(body).hexdigest(), zlib.compress(body)
        tx.session.add(row)


def publish(office: TestOffice, kind: str = "response", url: str = URL, **more: Any) -> int:
    with office.on_case() as (work, case):
        what = Publication(kind, office.clock.now(), url, **({"published_by": "市消防救援支队"} | more))
        return publications.record(work, case, what).id


def said(office: TestOffice, ident: str, title: str, text: str, **more: Any) -> Any:
    """An item of this moment."""
    return item(id=ident, title=title, text=text, **({"published_at": office.clock.now().isoformat()} | more))


def spreads(office: TestOffice, as_of: str | None = None) -> list[Spread]:
    moment = parse_time(as_of) if as_of else office.clock.now()
    with office.program.database.read() as session:
        return spreads_in(session, office.program.book, date(2026, 11, 24), date(2026, 11, 24), moment)


@pytest.fixture
def answered(office: TestOffice) -> TestOffice:
    """A fire, told of by two media and a forum, and the organ's response at ten, its page kept."""
    office.ingest(
        fire(),
        fire(
            id="f2",
            source="市民论坛",
            source_kind="forum",
            author="路人",
            title="宽城区一厂房着火了",
            text="今日6时许，长春市宽城区一厂房发生火灾，听说死了2人，伤了3人，浓烟很大。",
        ),
    )
    with office.on_case() as (work, case):
        acts.assign(work, case, "市消防救援支队", "谁主管谁负责")
    office.clock.move(hours=2)
    publish(office)
    keep(office, page())
    return office


def test_a_near_copy_a_whole_text_and_a_quotation_are_carried_and_an_echo_of_the_matter_is_not(
    answered: TestOffice,
) -> None:
    answered.clock.move(minutes=30)
    answered.ingest(
        said(answered, "c1", TITLE, WORDS, source="城市晚报网", source_kind="local_media", views=1200),
        said(
            answered,
            "c2",
            "厂房火灾追踪",
            f"本报讯 记者从现场了解到，居民凌晨被浓烟呛醒。消防部门通报称：{WORDS}{SCENE}",
            source="新闻门户",
            source_kind="portal",
        ),
        said(
            answered,
            "c3",
            "说说火灾",
            f"转市消防救援支队的消息：{QUOTED}。希望说到做到。",
            source="微博",
            source_kind="social",
            author="甲",
            reposts=7,
        ),
        said(
            answered,
            "e1",
            "宽城厂房火灾",
            "今日6时许，长春市宽城区一厂房发生火灾，造成2人死亡、3人受伤，消防部门正在处置。",
            source="另一新闻网",
            source_kind="local_media",
        ),
        said(
            answered,
            "e2",
            "说说火灾二",
            f"{QUOTED}。这话听过太多次了。",
            source="微博",
            source_kind="social",
            author="乙",
        ),
    )
    answered.clock.move(days=4)
    [one] = spreads(answered)
    assert one.standing == "carried"
    assert [(c.how, c.tier) for c in one.carriers] == [
        ("copy", "local_media"),
        ("whole", "portal"),
        ("quote", "social"),
    ]
    assert one.first_s == 1800 and one.proof.startswith("留存的网页")
    assert QUOTED.split("，")[0] in one.carriers[2].quote
    [row] = tabulate([one], "organ")
    assert (row["key"], row["items"], row["outlets"], row["items_portal"]) == ("市消防救援支队", 3, 3, 1)
    assert (row["views"], row["views_known"], row["interactions"]) == (1200, 1, 7)


def carried(office: TestOffice, hours: float = 0.5, ident: str = "c1", **more: Any) -> None:
    """A near copy of the response comes in some hours from now."""
    office.clock.move(hours=hours)
    given = {"source": "城市晚报网", "source_kind": "local_media"} | more
    office.ingest(said(office, ident, TITLE, WORDS, **given))


def test_whoever_talked_of_the_matter_and_carried_the_response_was_reached(answered: TestOffice) -> None:
    answered.clock.move(hours=1)
    answered.ingest(
        said(
            answered,
            "c1",
            "",
            f"市消防救援支队通报：{QUOTED}。",
            source="市民论坛",
            source_kind="forum",
            author="路人",
        ),
        said(answered, "c2", TITLE, WORDS, source="从未谈过此事的网站", source_kind="portal"),
    )
    [one] = spreads(answered)
    assert len(one.voices) == 2 and len(one.reached) == 1
    [row] = tabulate([one], None)
    assert (row["talkers"], row["reached"], row["reached_share"], row["outlets"]) == (2, 1, 0.5, 2)


def other_news(office: TestOffice) -> None:
    """The sources are heard: one of them speaks of something else."""
    office.ingest(
        said(
            office,
            "x1",
            "南湖公园灯会开幕",
            "南湖公园灯会今晚开幕，展期一个月，市民可免费参观。",
            source="城市晚报网",
            source_kind="local_media",
        )
    )


def test_letters_and_calls_to_the_office_carry_nothing(answered: TestOffice) -> None:
    carried(answered, source="市长信箱", source_kind="mailbox")
    answered.clock.move(days=4)
    assert spreads(answered)[0].standing == "not_carried"


def test_the_release_itself_and_the_publishers_other_pages_are_no_spreading(answered: TestOffice) -> None:
    carried(answered, source="某政府网站", source_kind="official_site", url=URL.replace("https", "http"))
    carried(
        answered,
        0.1,
        "c2",
        source="支队网站",
        source_kind="official_site",
        url="https://fire.example.gov.cn/other.html",
    )
    carried(answered, 0.1, "c3", source="微博", source_kind="social", author="市消防救援支队")
    carried(
        answered,
        0.1,
        "c4",
        source="省政府网站",
        source_kind="official_site",
        url="https://prov.example.gov.cn/1.html",
    )
    [one] = spreads(answered)
    assert [c.tier for c in one.carriers] == ["official_site"] and len(one.own) == 3


def test_what_was_said_after_the_span_does_not_count(answered: TestOffice) -> None:
    other_news(answered)
    carried(answered, 72.1)
    assert spreads(answered)[0].standing == "not_carried"


def test_a_text_that_stood_before_the_recorded_time_is_shown_as_such_and_carries_nothing(
    office: TestOffice,
) -> None:
    office.ingest(fire())
    carried(office, 1)
    office.clock.move(hours=1)
    publish(office)
    keep(office, page())
    carried(office, 1, "c2", source="另一家报", source_kind="local_media")
    [one] = spreads(office)
    assert len(one.early) == 1 and [c.tier for c in one.carriers] == ["local_media"]


def test_without_any_text_nothing_is_said_to_be_uncarried(office: TestOffice) -> None:
    office.ingest(fire())
    office.clock.move(hours=2)
    publish(office, url="", note="新闻发布会现场")
    carried(office)
    office.clock.move(days=4)
    [one] = spreads(office)
    assert (one.standing, one.proof, one.carriers) == ("no_text", "", ())


def test_the_collected_page_of_the_address_stands_in_for_a_page_that_was_not_kept(office: TestOffice) -> None:
    office.ingest(fire())
    office.clock.move(hours=2)
    publish(office)
    carried(
        office,
        0.1,
        "own",
        source="支队网站",
        source_kind="official_site",
        url=URL.replace("https://", "http://www."),
    )
    carried(office)
    [one] = spreads(office)
    assert one.proof.startswith("采集到的条目") and len(one.carriers) == 1 and len(one.own) == 1


def test_the_text_that_was_approved_goes_before_the_page(office: TestOffice) -> None:
    office.ingest(fire())
    with office.on_case() as (work, case):
        draft = approval.begin(work, case, "response", WORDS, TITLE)
        approval.submit(work, draft)
    for person in ("zhao", "qian"):
        with office.on_case(person=person) as (work, _case):
            approval.approve(work, approval.find_draft(work, 1)[0], Review(note="同意发布"))
    office.clock.move(hours=2)
    publish(office, draft=1)
    keep(office, page("无关的首页", "这里是栏目列表，没有正文，请点击左侧导航查看各部门信息公开目录。"))
    carried(office)
    [one] = spreads(office)
    assert one.proof.startswith("第 1 稿") and len(one.carriers) == 1


def test_silent_sources_are_told_apart_from_sources_that_said_nothing_of_it(answered: TestOffice) -> None:
    answered.clock.move(days=4)
    [one] = spreads(answered)
    assert one.standing == "blind" and one.hearing.items == 0
    answered.clock.move(days=-3)
    other_news(answered)
    answered.clock.move(days=3)
    assert spreads(answered)[0].standing == "not_carried"
    with answered.program.database.write() as tx:
        since = parse_time("2026-11-24T10:00:00+08:00")
        tx.session.add(
            SourceOutage(
                office_id="changchun", source="城市晚报网", from_at=since, noticed_at=since, reason="超时"
            )
        )
    [one] = spreads(answered)
    assert one.standing == "blind" and one.hearing.outages[0].source == "城市晚报网"


def interrupt(office: TestOffice, *names: str, next_poll: timedelta, last_poll: timedelta) -> None:
    """Sources that have failed since ten, and when they were asked last and are asked next, from now."""
    since, now = parse_time("2026-11-24T10:00:00+08:00"), office.clock.now()
    with office.program.database.write() as tx:
        for name in names:
            tx.session.add(
                SourceOutage(
                    office_id="changchun", source=name, from_at=since, noticed_at=since, reason="超时"
                )
            )
            times = {"next_poll_at": now + next_poll, "last_polled_at": now + last_poll}
            tx.session.add(SourceState(office_id="changchun", name=name, **times))


def test_a_source_that_is_asked_no_more_is_not_interrupted_for_ever(answered: TestOffice) -> None:
    other_news(answered)
    answered.clock.move(days=4)
    minute, gone = timedelta(minutes=1), timedelta(days=-3, hours=-20)
    interrupt(answered, "城市晚报网", next_poll=minute, last_poll=-minute)
    assert spreads(answered)[0].standing == "blind"
    with answered.program.database.write() as tx:
        tx.session.exec(delete(SourceOutage))
        tx.session.exec(delete(SourceState))
    interrupt(answered, "已删去的信源", "另一已删去的信源", next_poll=gone, last_poll=gone - minute)
    [one] = spreads(answered)
    assert one.standing == "not_carried"
    assert [o.seconds for o in one.hearing.outages] == [4 * 3600] * 2


def test_a_source_that_is_asked_and_says_nothing_counts_among_those_that_should_speak(
    answered: TestOffice,
) -> None:
    other_news(answered)
    answered.clock.move(days=4)
    minute = timedelta(minutes=1)
    interrupt(answered, "甲网", next_poll=minute, last_poll=-minute)
    assert spreads(answered)[0].standing == "blind", "one of two"
    with answered.program.database.write() as tx:
        quiet = {"office_id": "changchun", "last_polled_at": answered.clock.now()}
        tx.session.add(SourceState(name="静默的网站", **quiet))
    [one] = spreads(answered)
    assert one.standing == "not_carried", "one of three"
    assert one.hearing.sources == {"城市晚报网", "甲网", "静默的网站"}


def test_a_source_that_is_first_asked_later_should_not_have_spoken_before(answered: TestOffice) -> None:
    """A new source in the list makes no figure of before say that more could be heard than could."""
    other_news(answered)
    answered.clock.move(days=4)
    minute, moment = timedelta(minutes=1), answered.clock.now()
    interrupt(answered, "甲网", next_poll=minute, last_poll=-minute)
    assert spreads(answered)[0].standing == "blind", "one of two"
    answered.clock.move(hours=1)
    with answered.program.database.write() as tx:
        asked = dict.fromkeys(("first_polled_at", "last_polled_at"), answered.clock.now())
        tx.session.add(SourceState(office_id="changchun", name="新添的网站", **asked))
    for as_of in (moment, answered.clock.now()):
        [one] = spreads(answered, as_of.isoformat())
        assert one.standing == "blind" and "新添的网站" not in one.hearing.sources


def test_a_source_that_is_asked_again_after_long_was_not_asked_meanwhile(answered: TestOffice) -> None:
    other_news(answered)
    answered.clock.move(days=4)
    moment = answered.clock.now()
    with answered.program.database.write() as tx:
        before = parse_time("2026-11-20T10:00:00+08:00")
        told = {"source": "停用过的网站", "reason": "其间没有轮询"}
        later = moment + timedelta(hours=1)
        tx.session.add(
            SourceOutage(office_id="changchun", from_at=before, to_at=later, noticed_at=later, **told)
        )
        asked = {"first_polled_at": before, "last_polled_at": later}
        tx.session.add(SourceState(office_id="changchun", name="停用过的网站", **asked))
    assert spreads(answered)[0].hearing.sources == {"城市晚报网"}


def test_an_interruption_that_was_noticed_later_is_not_known_before(answered: TestOffice) -> None:
    other_news(answered)
    answered.clock.move(days=4)
    moment = answered.clock.now()
    with answered.program.database.write() as tx:
        since = parse_time("2026-11-24T10:00:00+08:00")
        later = moment + timedelta(hours=1)
        tx.session.add(
            SourceOutage(
                office_id="changchun", source="城市晚报网", from_at=since, noticed_at=later, reason="超时"
            )
        )
    assert spreads(answered)[0].standing == "not_carried"
    answered.clock.move(hours=2)
    assert spreads(answered)[0].standing == "blind"


def test_the_figures_of_a_past_moment_do_not_change_with_what_came_later(answered: TestOffice) -> None:
    carried(answered)
    answered.clock.move(hours=1)
    moment = answered.clock.now().isoformat()
    before = spreads(answered)
    carried(answered, 1, "c2", source="另一家报", source_kind="local_media")
    answered.ingest(
        said(
            answered,
            "c1",
            "更正",
            "原稿已撤，请以消防部门通报为准。",
            source="城市晚报网",
            source_kind="local_media",
            published_at="2026-11-24T10:30:00+08:00",
        )
    )
    with answered.on_case() as (work, case):
        acts.assign(work, case, "市应急管理局", "属地调整")
    assert spreads(answered, moment) == before
    [now] = spreads(answered)
    assert now.publication.organ == "市应急管理局"
    assert [c.item for c in now.carriers] != [c.item for c in before[0].carriers]
    assert len(now.carriers) == 1, "the first was changed since and no longer carries it"


def test_a_revoked_record_is_no_publication_any_more(answered: TestOffice) -> None:
    carried(answered)
    act = int(spreads(answered)[0].publication.ref[1:])
    moment = answered.clock.now().isoformat()
    answered.clock.move(hours=1)
    with answered.on_case() as (work, case):
        revoke(work, case, act, "登记有误")
    assert spreads(answered) == [] and len(spreads(answered, moment)) == 1


def test_a_follow_up_is_carried_only_by_its_own_words(answered: TestOffice) -> None:
    answered.clock.move(hours=3)
    more = (
        "截至24日13时，现场清理工作全部结束，周边道路已恢复通行，三名伤者中两名已经出院，另一名仍在留院观察。"
    )
    second = "https://fire.example.gov.cn/t20261124_2.html"
    publish(answered, "follow_up", second)
    keep(answered, page("宽城区厂房火灾处置进展", WORDS + more), second)
    carried(answered)
    answered.ingest(
        said(answered, "c2", "", f"市消防救援支队：{more}", source="新闻门户", source_kind="portal")
    )
    first, later = spreads(answered)
    assert [c.tier for c in first.carriers] == ["local_media"]
    assert [c.tier for c in later.carriers] == ["portal"]


def test_a_copy_that_lies_in_another_event_is_found_by_its_words(answered: TestOffice) -> None:
    carried(answered)
    with answered.acting() as work:
        copy = next(i for i in items(answered) if i.source == "城市晚报网")
        split_event(work, copy.event_id or 0, [copy.id], "另一件事")
    answered.clock.move(hours=1)
    [one] = spreads(answered)
    assert len(one.carriers) == 1 and one.talk == ()


def test_a_page_from_before_the_release_that_later_adds_it_carries_it_and_is_no_earlier_word(
    office: TestOffice,
) -> None:
    """Its new text keeps the time of the first one; words that were added to it are not older than the release."""
    old = said(office, "p1", "宽城区厂房火灾滚动报道", SCENE, source="门户网站", source_kind="portal")
    office.ingest(fire(), old)
    office.clock.move(hours=2)
    publish(office)
    keep(office, page())
    carried(office)
    [before] = spreads(office)
    moment = office.clock.now().isoformat()
    office.clock.move(hours=1)
    anew = {"source": "门户网站", "source_kind": "portal", "published_at": "2026-11-24T08:00:00+08:00"}
    office.ingest(said(office, "p1", "宽城区厂房火灾滚动报道", f"消防部门通报：{WORDS}{SCENE}", **anew))
    [one] = spreads(office)
    assert [c.tier for c in one.carriers] == ["local_media", "portal"] and one.early == ()
    assert one.carriers[1].told_at == office.clock.now()
    assert spreads(office, moment) == [before]
    office.clock.move(days=5)
    office.ingest(said(office, "p1", "滚动报道", f"{SCENE}报道到此结束。", **anew))
    assert [c.tier for c in spreads(office)[0].carriers] == ["local_media", "portal"]


def items(office: TestOffice) -> list[ItemRecord]:
    with office.program.database.read() as session:
        return list(session.exec(select(ItemRecord)))


def test_one_publication_is_opened_by_its_reference_and_a_case_lists_its_own(answered: TestOffice) -> None:
    carried(answered)
    [one] = spreads(answered)
    now, book = answered.clock.now(), answered.program.book
    with answered.program.database.read() as session:
        assert spread_of(session, book, one.publication.ref, now) == one
        assert spreads_of_case(session, book, 1, now) == [one]
        for wrong in ("a999999", "i1", "x1", "a", "", "a-1", "a" + "9" * 30):
            assert spread_of(session, book, wrong, now) is None


def test_a_publication_is_told_the_same_alone_and_among_others_of_a_long_period(answered: TestOffice) -> None:
    later = "全市两千三百家制衣企业的电线已由专业机构逐一检测，检测费用由市财政承担，结果可在政务大厅查询。"
    asked = {"source": "市民论坛", "source_kind": "forum", "author": "问路人"}
    answered.clock.move(days=1)
    answered.ingest(said(answered, "old", "谁知道怎么查", f"听朋友讲：{later}是真的吗？", **asked))
    answered.clock.move(hours=1)
    answered.ingest(said(answered, "old", "谁知道怎么查", f"听朋友讲：{later}是真的吗？已问到。", **asked))
    answered.clock.move(days=10)
    publish(answered, "follow_up", url := URL.replace("_1", "_9"))
    keep(answered, page("制衣企业电线检测情况", f"{later}{QUOTED}。"), url)
    answered.clock.move(hours=1)
    told = f"转市消防救援支队的消息：{later}"
    answered.ingest(said(answered, "q", "", told, source="微博", source_kind="social", author="甲"))
    now, book = answered.clock.now(), answered.program.book
    with answered.program.database.read() as session:
        *_, last = spreads_in(session, book, date(2026, 11, 24), date(2026, 12, 6), now)
        assert [c.how for c in last.carriers] == ["quote"]
        assert spread_of(session, book, last.publication.ref, now) == last


def test_many_publications_are_measured_some_at_a_time(
    answered: TestOffice, monkeypatch: pytest.MonkeyPatch
) -> None:
    carried(answered)
    publish(answered, "follow_up", URL.replace("_1", "_2"))
    with answered.program.database.read() as session:
        given = session, answered.program.book, date(2026, 11, 24), date(2026, 11, 24), answered.clock.now()
        whole = spreads_in(*given)
        monkeypatch.setattr(spreading, "_TOGETHER", 1)
        assert spreads_in(*given) == whole and len(whole) == 2


def explain(office: TestOffice, url: str, words: str) -> None:
    """An interpretation of a policy is published, and its page kept."""
    with office.acting() as work:
        what = Explained("questions", office.clock.now(), url, publisher="市城乡建设委员会")
        interpret(work, "heat-metering-2026", what)
    with office.program.database.write() as tx:
        row = tx.session.exec(select(PolicyPage).order_by(col(PolicyPage.id).desc())).first()
        assert row is not None
        body = page("供热计量新规问答", words)
        row.state, row.fetched_at, row.body = "kept", office.clock.now(), zlib.compress(body)
        row.sha256 = sha256(body).hexdigest()
        tx.session.add(row)


def asked_how_it_is_reckoned(office: TestOffice) -> dict[str, Any]:
    words = "供热计量新规里的基本热费怎么算？看不懂"
    return said(office, "q1", "", words, source="市民论坛", source_kind="forum", author="甲")


def test_an_interpretation_of_a_policy_is_measured_beside_what_people_say_of_it(office: TestOffice) -> None:
    words = "基本热费按建筑面积的三成收取，计量热费按热量表读数计算，两项合计不超过原按面积收费标准。热量表由供热企业负责维修更换。"
    explain(office, "https://www.example.cn/jiedu.html", words)
    office.clock.move(hours=2)
    office.ingest(
        said(office, "c1", "供热计量新规问答", words, source="城市晚报网", source_kind="local_media"),
        asked_how_it_is_reckoned(office),
    )
    [one] = spreads(office)
    assert (one.publication.kind, one.standing, len(one.carriers)) == ("interpretation", "carried", 1)
    assert len(one.talk) == 1 and [r["key"] for r in tabulate([one], "organ")] == ["市城乡建设委员会"]


def test_a_later_interpretation_is_carried_only_by_its_own_words_and_whoever_spoke_before_it_talks(
    office: TestOffice,
) -> None:
    office.ingest(asked_how_it_is_reckoned(office))
    office.clock.move(days=5)
    first = "基本热费按建筑面积的三成收取，计量热费按热量表读数计算，两项合计不超过原按面积收费标准。"
    second = (
        "热量表由供热企业负责维修更换，用户对读数有异议的可以申请检定，检定期间按上一采暖季的平均用热量预收。"
    )
    explain(office, "https://www.example.cn/jiedu1.html", first)
    office.clock.move(hours=2)
    explain(office, "https://www.example.cn/jiedu2.html", first + second)
    office.clock.move(hours=1)
    told = f"市城乡建设委员会：{first}"
    office.ingest(said(office, "c1", "", told, source="城市晚报网", source_kind="local_media"))
    now, book = office.clock.now(), office.program.book
    with office.program.database.read() as session:
        one, two = spreads_in(session, book, date(2026, 11, 29), date(2026, 11, 29), now)
    assert [len(o.carriers) for o in (one, two)] == [1, 0]
    for spread in (one, two):
        assert "forum" in [v.tier for v in spread.voices] and "forum" not in [t.tier for t in spread.talk]


def test_two_offices_on_one_database_do_not_see_each_other(answered: TestOffice) -> None:
    carried(answered)
    with answered.program.database.read() as session:
        other = replace(
            answered.program.book, office=answered.program.book.office.model_copy(update={"id": "jilin"})
        )
        assert spreads_in(session, other, date(2026, 11, 1), date(2026, 11, 30), answered.clock.now()) == []


def test_the_command_writes_json_csv_and_xlsx(
    answered: TestOffice, capsys: pytest.CaptureFixture[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    carried(answered)
    settings = answered.settings
    monkeypatch.setenv("MONITOR_CONFIG", str(settings.config_dir))
    monkeypatch.setenv("MONITOR_DATABASE_URL", settings.database_url)
    monkeypatch.setenv("MONITOR_NOW", answered.clock.now().isoformat())
    span = ("--from", "2026-11-01", "--to", "2026-11-30", "--spreading")
    assert run(["timeliness", *span, "--by", "case"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert told["rows"][0]["key"] == "舆〔2026〕1号" and told["rows"][0]["carried"] == 1
    [one] = told["publications"]
    assert one["carriers"][0]["how"] == "copy" and one["text"].startswith("留存的网页")
    out = tmp_path / "spreading.xlsx"
    assert run(["timeliness", *span, "--by", "organ", "--format", "xlsx", "--out", str(out)]) == 0
    book = load_workbook(out)
    assert book.worksheets[0]["A1"].value == "发布传播情况" and book.worksheets[0]["B4"].value == 1
    assert book.sheetnames == ["传播", "逐次发布", "口径说明"]
    assert book["逐次发布"]["G2"].value == 1
    capsys.readouterr()
    assert run(["timeliness", *span, "--by", "publication", "--format", "csv"]) == 0
    assert capsys.readouterr().out.splitlines()[1].startswith(f"{one['publication']},1,1,0,0,0,0,1.0,1,1,")
    for wrong in (("--by", "severity"), ("--work-orders",), ("--interpretations",)):
        assert run(["timeliness", *span, *wrong]) == 2
    assert run(["timeliness", *span[:4], "--by", "case"]) == 2


def test_the_circular_tells_of_spreading_where_something_was_published(answered: TestOffice) -> None:
    carried(answered)
    answered.clock.move(days=4)
    day = date(2026, 11, 24)
    made = make_circular(answered.program.desk, day, day)
    paper = render(made, "md").decode()
    assert "## 五、发布传播" in paper and "| 市消防救援支队 | 1 | 1 | 0 | 0 | 0 | 0 | 1 | 30分 |" in paper
    assert json.loads(render(made, "json"))["spreading"][0]["carried"] == 1
    quiet = make_circular(answered.program.desk, day + timedelta(days=2), day + timedelta(days=3))
    assert "发布传播" not in render(quiet, "md").decode()


def test_a_publication_on_two_cases_that_became_one_is_counted_once_from_then_on(
    answered: TestOffice,
) -> None:
    answered.ingest(item(id="b1", title="凯旋路浓烟", text="居民反映宽城区凯旋路浓烟刺鼻。"))
    with answered.acting() as work:
        [third] = work.tx.session.exec(select(ItemRecord.id).where(ItemRecord.external_id == "b1"))
        other = open_by_hand(work, answered.program.classifier, third, ByHand(severity=None)).id
        at = work.now
        what = Publication("response", at, URL, published_by="市消防救援支队")
        twin = publications.record(work, acts.find_case(work, str(other)), what).id
    answered.clock.move(minutes=30)
    answered.ingest(said(answered, "c1", TITLE, WORDS, source="城市晚报网", source_kind="local_media"))
    apart = answered.clock.now()
    assert len(spreads(answered)) == 2
    answered.clock.move(minutes=1)
    with answered.on_case(other) as (work, case):
        joining.merge(work, case, acts.find_case(work, "1"), "同一火灾")
    [one] = spreads(answered)
    assert one.publication.case_id == 1 and len(one.carriers) == 1
    assert len(spreads(answered, apart.isoformat())) == 2
    answered.clock.move(minutes=1)
    with answered.on_case(1) as (work, case):
        joining.split(work, case, [third], "不是一回事")
    assert {s.publication.ref for s in spreads(answered)} > {f"a{twin}"}


def test_a_case_lists_what_counts_for_it_also_from_the_cases_it_took_in_and_no_more_once_they_leave(
    answered: TestOffice,
) -> None:
    """An officer who opens the case that took another in looks for all that was published on the matter."""
    answered.ingest(item(id="b1", title="凯旋路浓烟", text="居民反映宽城区凯旋路浓烟刺鼻。"))
    with answered.acting() as work:
        [third] = work.tx.session.exec(select(ItemRecord.id).where(ItemRecord.external_id == "b1"))
        other = open_by_hand(work, answered.program.classifier, third, ByHand(severity=None)).id
        what = Publication("response", work.now, "https://fire.example.gov.cn/9.html")
        theirs = f"a{publications.record(work, acts.find_case(work, str(other)), what).id}"
    answered.clock.move(minutes=30)

    def listed(case: int) -> list[str]:
        with answered.program.database.read() as session:
            told = spreads_of_case(session, answered.program.book, case, answered.clock.now())
        assert [s.publication.published_at for s in told] == sorted(s.publication.published_at for s in told)
        return [s.publication.ref for s in told]

    own = listed(1)
    assert len(own) == 1 and theirs not in own and listed(other) == [theirs]
    with answered.on_case(other) as (work, case):
        joining.merge(work, case, acts.find_case(work, "1"), "同一火灾")
    assert sorted(listed(1)) == sorted([*own, theirs]) and listed(other) == [theirs]
    answered.clock.move(minutes=1)
    with answered.on_case(1) as (work, case):
        fresh = joining.split(work, case, [third], "不是一回事").id
    assert listed(1) == own and listed(fresh) == [theirs]


def test_what_the_case_that_was_taken_in_had_said_before_is_no_new_word_of_the_other(
    answered: TestOffice,
) -> None:
    """Else who carried the first release is counted for the second one, too, which only repeats it."""
    answered.ingest(item(id="b1", title="凯旋路浓烟", text="居民反映宽城区凯旋路浓烟刺鼻。"))
    with answered.acting() as work:
        [third] = work.tx.session.exec(select(ItemRecord.id).where(ItemRecord.external_id == "b1"))
        other = open_by_hand(work, answered.program.classifier, third, ByHand(severity=None)).id
    answered.clock.move(minutes=20)
    again = "https://fire.example.gov.cn/again.html"
    with answered.on_case(other) as (work, case):
        twin = publications.record(work, case, Publication("response", work.now, again)).id
    keep(answered, page(), again)
    answered.clock.move(minutes=10)
    answered.ingest(said(answered, "c1", TITLE, WORDS, source="城市晚报网", source_kind="local_media"))
    apart = answered.clock.now().isoformat()
    before = spreads(answered)
    assert [len(s.carriers) for s in before] == [1, 1]
    answered.clock.move(minutes=1)
    with answered.on_case(other) as (work, case):
        joining.merge(work, case, acts.find_case(work, "1"), "同一火灾")
    now, book = answered.clock.now(), answered.program.book
    assert [len(s.carriers) for s in spreads(answered)] == [1, 0]
    with answered.program.database.read() as session:
        one = spread_of(session, book, f"a{twin}", now)
        assert one is not None and [one] == spreads_of_case(session, book, 1, now)[1:]
    assert spreads(answered, apart) == before
    answered.clock.move(minutes=1)
    with answered.on_case(1) as (work, case):
        joining.split(work, case, [third], "不是一回事")
    assert [len(s.carriers) for s in spreads(answered)] == [1, 1]
    assert spreads(answered, apart) == before
    assert [len(s.carriers) for s in spreads(answered, now.isoformat())] == [1, 0]

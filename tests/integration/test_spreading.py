"""传播: how far a publication was carried, by what was stored at a moment; nothing heard is never nothing carried."""

from __future__ import annotations

import zlib
from datetime import date
from hashlib import sha256
from typing import Any

import pytest
from sqlmodel import select

from monitor.clock import parse_time
from monitor.sla.spreading import Spread, tabulate
from monitor.steps import acts, publications
from monitor.steps.publications import Publication
from monitor.steps.spreading import spreads_in
from monitor.store.tables import Snapshot
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

"""A red or orange matter, or an emergency, of which no text says where it is: the officer is asked, unless it is elsewhere."""

from __future__ import annotations

import pytest
from sqlmodel import select

from monitor.steps import acts
from monitor.store.tables import ItemRecord
from tests.office import TestOffice, item

UPROAR = ("家长围堵校门", "几十名家长围堵校门，拉横幅讨说法，称孩子在幼儿园被老师虐待，现场还有人静坐。")
CRASH = ("货车与客车相撞", "今早一辆货车与中巴客车相撞，造成4人死亡、6人受伤，伤者已送医。")


@pytest.fixture
def office(sqlite_office: TestOffice) -> TestOffice:
    return sqlite_office


@pytest.mark.parametrize(
    ("said", "rule"),
    [(UPROAR, "place-unknown"), (CRASH, "emergency-place-unknown")],
    ids=["uproar", "crash"],
)
def test_a_grave_looking_matter_without_a_place_is_proposed_and_says_that_the_place_is_to_be_found_out(
    office: TestOffice, said: tuple[str, str], rule: str
) -> None:
    tally = office.ingest(item(title=said[0], text=said[1], source_kind="social", source="微博"))
    assert (tally.cases_opened, tally.cases_proposed) == (0, 1)
    (case,) = office.cases()
    assert case.opened_by_rule == rule and case.regions == []
    office.beat()
    (told,) = (t for t in office.receiver.texts_to("li") if "提请认定" in t)
    assert "地点待核" in told and "请先核实地点" in told


def test_a_proposal_is_as_grave_as_the_gravest_that_was_told_of_it(office: TestOffice) -> None:
    """The officer who confirms it must see the level that stands, and its clocks and reports up must be of that level."""
    office.ingest(item(id="c1", title=CRASH[0], text=LONG_CRASH.replace("4人", "1人"), source_kind="social"))
    assert office.case()["severity"] == "IV"
    office.ingest(
        item(id="c2", title=CRASH[0], text=LONG_CRASH, source_kind="social", source="微博", author="乙")
    )
    case = office.case()
    assert (case["state"], case["severity"]) == ("proposed", "III") and case["deadlines"] == []
    with office.on_case() as (work, found):
        acts.confirm(work, found)
    assert any(d["kind"] == "report_up" for d in office.case()["deadlines"])


def test_who_acknowledged_a_proposal_has_not_acknowledged_the_grave_case_that_it_becomes(
    office: TestOffice,
) -> None:
    office.ingest(item(id="c1", title=CRASH[0], text=LONG_CRASH.replace("4人", "1人"), source_kind="social"))
    with office.on_case() as (work, found):
        acts.acknowledge(work, found)
    office.clock.move(hours=1)
    worse = LONG_CRASH.replace("4人", "14人").replace("下坡弯道处", "长春市宽城区一下坡弯道处")
    office.ingest(item(id="c2", title=CRASH[0], text=worse, source_kind="local_media", source="日报"))
    (case,) = office.cases()
    assert (case.state, case.severity, case.acknowledged_at) == ("open", "II", None)


@pytest.mark.parametrize("said", [UPROAR, CRASH], ids=["uproar", "crash"])
def test_what_is_surely_elsewhere_is_never_proposed(office: TestOffice, said: tuple[str, str]) -> None:
    office.ingest(item(title=said[0], text=f"广东省深圳市南山区，{said[1]}", source_kind="social"))
    assert office.cases() == []


LONG_CRASH = (
    "今早6时许，一辆满载砂石的货车与一辆中巴客车在下坡弯道处相撞，造成4人死亡、6人受伤，伤者已送往附近医院救治，"
    "现场交通一度中断，目前事故原因正在调查，道路已恢复单向通行。"
)


def test_a_copy_that_leaves_the_place_out_is_not_proposed_where_another_copy_names_one_elsewhere(
    office: TestOffice,
) -> None:
    there = item(id="t1", title=CRASH[0], text=f"广东省深圳市：{LONG_CRASH}", source_kind="local_media")
    bare = item(id="t2", title=CRASH[0], text=LONG_CRASH, source_kind="social", source="微博")
    office.ingest(there)
    office.ingest(bare)
    with office.program.database.read() as session:
        assert [r.duplicate_of for r in session.exec(select(ItemRecord))] == [None, 1]
    assert office.cases() == []


def test_another_accident_of_the_day_without_a_place_is_asked_about_though_matched_to_one_elsewhere(
    office: TestOffice,
) -> None:
    there = item(
        id="t1",
        title="邻省高速多车相撞，4人死亡",
        text="辽宁省境内一条高速公路今晨因团雾发生多车相撞事故，造成4人死亡、9人受伤，道路已恢复通行。",
        source_kind="local_media",
    )
    bare = item(id="t2", title=CRASH[0], text=CRASH[1], source_kind="forum", source="本地论坛")
    office.ingest(there, bare)
    assert [c.opened_by_rule for c in office.cases()] == ["emergency-place-unknown"]


@pytest.mark.parametrize("kind", ["central_media", "portal", "hotline", "mailbox"])
def test_an_emergency_without_a_place_of_the_whole_countrys_news_or_of_an_own_channel_asks_nobody(
    office: TestOffice, kind: str
) -> None:
    text = "一辆轿车追尾货车，造成1人受伤，已送医。"
    office.ingest(item(title="轿车追尾货车", text=text, source_kind=kind, source="来源"))
    assert office.cases() == []


def test_a_matter_that_is_orange_only_because_it_is_spread_asks_nobody(office: TestOffice) -> None:
    text = "某地调整公积金贷款额度，多子女家庭可以上浮，办理流程另行通知。"
    items = [
        item(id=f"s{n}", title="公积金新政", text=text, source=f"媒体{n}", source_kind="local_media")
        for n in range(12)
    ]
    office.ingest(*items)
    assert not [c for c in office.cases() if c.opened_by_rule in ("place-unknown", "emergency-place-unknown")]


def test_the_office_switches_the_question_off(office: TestOffice) -> None:
    def off(tree: dict[str, list[dict[str, object]]]) -> None:
        for trigger in tree["triggers"]:
            if trigger["id"] in ("place-unknown", "emergency-place-unknown"):
                trigger["enabled"] = False

    office.edit("cases.yaml", off)
    office.ingest(item(title=UPROAR[0], text=UPROAR[1], source_kind="social"))
    assert office.cases() == []


def test_where_the_place_is_known_the_older_rules_decide_and_nothing_is_asked(office: TestOffice) -> None:
    office.ingest(item(title=UPROAR[0], text=f"长春市朝阳区，{UPROAR[1]}", source_kind="social"))
    (case,) = office.cases()
    assert case.opened_by_rule not in ("place-unknown", "emergency-place-unknown")
    office.beat()
    assert not any("地点待核" in text for text in office.receiver.texts_to("li"))

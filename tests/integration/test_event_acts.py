"""Officers merge and split events, and refutations open events of their own; what an officer ruled holds for good."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from sqlmodel import col, select

from monitor.cli import run
from monitor.errors import NotFound, Refused
from monitor.item import Item
from monitor.steps.event_acts import link_events, merge_events, split_event
from monitor.store.event_view import event_json, read_event
from monitor.store.listings import EventFilter, find_events
from monitor.store.tables import CaseAct, EventMembership, ItemRecord
from tests.office import TestOffice, fire, item

HEATING = (
    "长春市朝阳区湖西路某小区暖气片整夜冰凉，室温只有十三度，多次联系供热公司无人上门检修，老人孩子冻感冒。"
)
ROAD = "长春市绿园区西环城路井盖缺失半个月，夜间车辆多次爆胎，附近商户盼市政部门尽快补装并夜间警示。"
BLAST = "网传今天上午7时许长春市二道区一化工厂发生爆炸，造成30人死亡，现场浓烟滚滚，消息未经证实。"
DENIAL = "长春市公安局二道区分局通报：网传今天上午7时许二道区一化工厂发生爆炸造成30人死亡系谣言，请勿传播。"


def post(ident: str, text: str, **more: Any) -> Item:
    return item(**({"id": ident, "title": text[:18], "text": text, "source": f"来源{ident}"} | more))


def rumour() -> Item:
    return post(
        "r1",
        BLAST,
        title="网传长春市二道区一化工厂爆炸致30人死亡",
        source_kind="social",
        published_at="2026-11-24T07:50:00+08:00",
    )


def denial(ident: str = "r2", minute: int = 10) -> Item:
    return post(
        ident,
        DENIAL,
        title="警方通报：网传长春市二道区化工厂爆炸致30人死亡系谣言",
        source_kind="official_site",
        published_at=f"2026-11-24T08:{minute}:00+08:00",
    )


def events_of(office: TestOffice) -> dict[str, int | None]:
    with office.program.database.read() as session:
        rows = session.exec(select(ItemRecord).order_by(col(ItemRecord.id))).all()
    return {r.external_id: r.event_id for r in rows}


def shown(office: TestOffice, event_id: int) -> dict[str, Any]:
    with office.program.database.read() as session:
        page = read_event(session, office.program.database.office_id, event_id)
    assert page is not None
    return event_json(page)


def merge(office: TestOffice, event: int, into: int) -> None:
    with office.acting() as work:
        merge_events(work, event, into, "同一供热管线故障")


def split(office: TestOffice, event: int, *items: int) -> int:
    with office.acting() as work:
        return split_event(work, event, items, "并非同一小区").other


@pytest.fixture
def two(office: TestOffice) -> TestOffice:
    """Two events: two people on the heating, one on the road."""
    office.ingest(post("h1", HEATING), post("h2", HEATING + "望尽快解决。"), post("r1", ROAD))
    found = events_of(office)
    assert found["h1"] == found["h2"] != found["r1"]
    return office


def test_a_merged_event_gives_all_its_items_to_the_other_and_keeps_its_number(two: TestOffice) -> None:
    before = events_of(two)
    heating, road = before["h1"], before["r1"]
    assert heating and road
    merge(two, heating, road)
    assert set(events_of(two).values()) == {road}
    whole, emptied = shown(two, road), shown(two, heating)
    assert (whole["items"], whole["taken_in"]) == (3, [heating])
    assert (emptied["items"], emptied["merged_into"]) == (0, road)
    with two.program.database.read() as session:
        listed = find_events(session, two.program.database.office_id, EventFilter())
    assert [e.id for e, _ in listed.rows] == [road]
    two.ingest(post("n1", "长春市双阳区一所小学门口放学时拥堵严重，家长建议增设护学岗和临时停车位。"))
    assert events_of(two)["n1"] not in (heating, road, None)


@pytest.mark.parametrize("restarted", [False, True], ids=["running", "restarted"])
def test_after_a_merge_what_is_like_the_emptied_event_comes_to_the_other(
    two: TestOffice, restarted: bool
) -> None:
    heating, road = events_of(two)["h1"], events_of(two)["r1"]
    assert heating and road
    merge(two, heating, road)
    if restarted:
        two.restart()
    two.ingest(post("h3", "转发：" + HEATING))
    assert events_of(two)["h3"] == road
    assert shown(two, road)["items"] == 4


@pytest.mark.parametrize("restarted", [False, True], ids=["running", "restarted"])
def test_after_a_split_copies_follow_the_copy_that_the_officer_took_out(
    two: TestOffice, restarted: bool
) -> None:
    heating = events_of(two)["h1"]
    assert heating
    own = split(two, heating, 2)
    if restarted:
        two.restart()
    two.ingest(post("h3", HEATING + "望尽快解决。"))
    assert events_of(two)["h3"] == own
    assert (shown(two, heating)["items"], shown(two, own)["items"]) == (1, 2)


def test_a_copy_of_the_first_item_follows_its_copy_that_was_split_off_even_into_a_merged_event(
    two: TestOffice,
) -> None:
    heating, road = events_of(two)["h1"], events_of(two)["r1"]
    assert heating and road
    own = split(two, heating, 2)
    merge(two, heating, road)
    two.ingest(post("h4", HEATING))
    assert events_of(two)["h4"] == own


def test_every_move_is_a_new_membership_and_audited_without_the_officers_words(two: TestOffice) -> None:
    heating = events_of(two)["h1"]
    assert heating
    own = split(two, heating, 2)
    merge(two, own, heating)
    with two.program.database.read() as session:
        rows = session.exec(
            select(EventMembership).where(EventMembership.item_id == 2).order_by(col(EventMembership.id))
        ).all()
    assert [r.event_id for r in rows] == [heating, own, heating]
    assert [(r.actor, r.reason) for r in rows[1:]] == [
        ("zhang", "并非同一小区"),
        ("zhang", "同一供热管线故障"),
    ]
    records = two.audit("event.split") + two.audit("event.merged")
    assert [r.actor for r in records] == ["zhang", "zhang"]
    assert all("小区" not in r.body and "管线" not in r.body for r in records)
    assert [r["kind"] for r in shown(two, heating)["rulings"]] == ["apart", "together"]


def test_a_split_event_is_summed_up_anew_from_what_it_has_left(office: TestOffice) -> None:
    office.ingest(fire(), post("h1", HEATING))
    burning, heating = events_of(office)["fire-1"], events_of(office)["h1"]
    assert burning and heating
    merge(office, burning, heating)
    assert shown(office, heating)["severity"] is not None
    own = split(office, heating, 1)
    assert shown(office, heating)["severity"] is None
    assert shown(office, own)["emergency"] == "fire"
    assert shown(office, own)["title"] == fire().title


def test_cases_stay_apart_and_the_answer_says_so_while_new_items_reach_the_case_of_the_merged_event(
    office: TestOffice,
) -> None:
    office.ingest(fire())
    office.ingest(post("h1", HEATING), history=True)
    burning, heating = events_of(office)["fire-1"], events_of(office)["h1"]
    assert burning and heating
    with office.acting() as work:
        done = merge_events(work, burning, heating, "同一起火灾")
    assert office.cases()[0].number in done.note
    assert office.cases()[0].event_id == burning
    office.ingest(fire(id="fire-2", source="省电视台"))
    assert events_of(office)["fire-2"] == heating
    assert len(office.cases()) == 1
    with office.program.database.read() as session:
        acts = session.exec(select(CaseAct).where(CaseAct.act == "item")).all()
    assert [a.body["item"] for a in acts] == [3]


def test_what_makes_no_sense_is_refused_and_changes_nothing(two: TestOffice) -> None:
    heating, road = events_of(two)["h1"], events_of(two)["r1"]
    assert heating and road
    before = events_of(two)
    with pytest.raises(Refused, match="自身"):
        merge(two, road, road)
    with pytest.raises(Refused, match="全部条目"):
        split(two, road, 3)
    with pytest.raises(Refused, match="不在事件"):
        split(two, heating, 3)
    with pytest.raises(Refused, match="选定"):
        split(two, heating)
    with pytest.raises(NotFound):
        merge(two, heating, 99)
    with pytest.raises(Refused, match="理由"), two.acting() as work:
        merge_events(work, heating, road, " ")
    assert events_of(two) == before
    merge(two, heating, road)
    with pytest.raises(Refused, match="已并入"):
        merge(two, heating, road)


def test_a_refutation_opens_a_linked_event_and_tells_the_case_of_the_story(office: TestOffice) -> None:
    office.ingest(rumour())
    story = events_of(office)["r1"]
    level = office.cases()[0].severity
    office.clock.move(minutes=20)
    office.ingest(denial())
    own = events_of(office)["r2"]
    assert own and own != story
    assert shown(office, own)["reversal_of"] == story
    assert len(office.cases()) == 1
    assert (office.cases()[0].state, office.cases()[0].severity) == ("open", level)
    with office.program.database.read() as session:
        act = session.exec(select(CaseAct).where(CaseAct.act == "item")).one()
    assert (act.body["item"], act.body["reversal"]) == (2, own)
    assert [r.subject for r in office.audit("event.reversal")] == [f"event/{own}"]


def test_further_refutations_join_the_reversal_and_further_rumours_the_story(office: TestOffice) -> None:
    office.ingest(rumour())
    office.clock.move(minutes=40)
    again = post(
        "r3",
        BLAST,
        title="网传长春市二道区一化工厂爆炸致30人死亡",
        published_at="2026-11-24T08:20:00+08:00",
    )
    office.ingest(denial(), denial("r4", 30), again)
    found = events_of(office)
    assert found["r2"] == found["r4"] != found["r1"] == found["r3"]


def test_refutations_of_other_stories_share_no_event_for_their_formulas(office: TestOffice) -> None:
    told = [
        (
            "辟谣：公交车坠河视频系旧闻",
            "辟谣：网上流传的公交车坠河视频系外省旧闻拼接，长春公交运行正常，请勿传播。",
        ),
        ("南关区自来水有毒系谣言", "长春水务集团：网传南关区自来水有毒系谣言，水质合格，请勿传播。"),
        ("朝阳警方辟谣", "长春市公安局朝阳区分局通报：网传桂林路有人抢孩子系谣言，请勿传播。"),
    ]
    office.ingest(rumour())
    office.ingest(denial())
    for n, (title, text) in enumerate(told):
        at = f"2026-11-24T09:3{n}:00+08:00"
        office.ingest(post(f"q{n}", text, title=title, source_kind="official_site", published_at=at))
    assert len(set(events_of(office).values())) == 5


def test_a_story_stays_turned_round_when_its_refutation_is_merged_into_another(office: TestOffice) -> None:
    office.ingest(rumour())
    office.ingest(denial())
    elsewhere = post(
        "r9",
        "辟谣：网上流传的公交车坠河视频系外省旧闻拼接，长春公交运行正常，请勿传播。",
        title="辟谣：公交车坠河视频系旧闻",
        source_kind="official_site",
        published_at="2026-11-24T09:30:00+08:00",
    )
    office.ingest(elsewhere)
    found = events_of(office)
    story, refuted, other = found["r1"], found["r2"], found["r9"]
    assert story and refuted and other and len({story, refuted, other}) == 3
    merge(office, refuted, other)
    assert shown(office, other)["reversal_of"] == story
    assert shown(office, story)["reversals"] == [other]


def test_a_story_that_an_officer_merges_a_refutation_into_turns_nothing_round(office: TestOffice) -> None:
    office.ingest(rumour())
    office.ingest(denial())
    office.ingest(post("h1", HEATING))
    found = events_of(office)
    assert found["r2"] and found["h1"]
    merge(office, found["r2"], found["h1"])
    assert shown(office, found["h1"])["reversal_of"] is None


def test_what_an_officer_linked_stays_linked_when_he_merges_it(two: TestOffice) -> None:
    two.ingest(post("x1", "长春市农安县伏龙泉镇玉米收购站拖欠粮款，三十多户农民至今未拿到钱。"))
    found = events_of(two)
    heating, road, grain = found["h1"], found["r1"], found["x1"]
    assert heating and road and grain
    with two.acting() as work:
        link_events(work, road, heating, "澄清供热故障")
    merge(two, road, grain)
    assert shown(two, heating)["reversals"] == [grain]


def test_a_refutation_without_an_earlier_story_is_no_reversal(office: TestOffice) -> None:
    office.clock.move(minutes=40)
    office.ingest(denial(), denial("r4", 30))
    found = events_of(office)
    assert found["r2"] == found["r4"]
    assert found["r2"] and shown(office, found["r2"])["reversal_of"] is None


def test_a_reversal_told_in_few_words_is_linked_to_the_story_that_it_means_and_to_no_other(
    office: TestOffice,
) -> None:
    told = [
        ("s1", "网友爆料朝阳区某医院拒收病人", "08:20"),
        ("s2", "长春市第二实验小学学生被老师殴打致骨折，家长发视频控诉。", "08:25"),
        ("v1", "反转来了：朝阳区医院拒收病人不实，院方公布监控", "14:00"),
        ("v2", "反转！长春第二实验小学学生骨折系自己摔倒，家长承认编造老师打人。", "14:05"),
        ("v3", "反转！明星离婚官宣", "14:10"),
        ("v4", "事件反转", "14:15"),
    ]
    office.clock.move(hours=7)
    for ident, text, hour in told:
        office.ingest(post(ident, text, title="", published_at=f"2026-11-24T{hour}:00+08:00"))
    found = events_of(office)
    turned = {v: shown(office, found[v] or 0)["reversal_of"] for v in ("v1", "v2", "v3", "v4")}
    assert len(set(found.values())) == 6
    assert turned == {"v1": found["s1"], "v2": found["s2"], "v3": None, "v4": None}


def test_a_bulletin_with_its_own_toll_carries_the_story_on(office: TestOffice) -> None:
    office.ingest(rumour())
    office.clock.move(minutes=40)
    told = "长春市应急管理局通报，今天上午7时许长春市二道区一化工厂发生爆炸，造成30人死亡。网传伤者无人救治不实。"
    office.ingest(
        post(
            "b1",
            told,
            title="长春市二道区一化工厂爆炸致30人死亡",
            published_at="2026-11-24T08:20:00+08:00",
        )
    )
    assert events_of(office)["b1"] == events_of(office)["r1"]


def test_an_officer_links_a_reversal_but_never_in_a_circle(two: TestOffice) -> None:
    heating, road = events_of(two)["h1"], events_of(two)["r1"]
    assert heating and road
    with two.acting() as work:
        link_events(work, road, heating, "后续通报推翻前说")
    assert shown(two, heating)["reversals"] == [road]
    with pytest.raises(Refused, match="互为反转"), two.acting() as work:
        link_events(work, heating, road, "反过来")
    merge(two, heating, road)
    assert shown(two, road)["reversal_of"] is None


def test_the_command_line_merges_splits_and_shows(
    sqlite_office: TestOffice,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
) -> None:
    sqlite_office.ingest(post("h1", HEATING), post("h2", HEATING + "望尽快解决。"))
    heating = events_of(sqlite_office)["h1"]
    monkeypatch.setenv("MONITOR_VAR", str(tmp_path / "var"))
    where = ["--config", str(sqlite_office.settings.config_dir), "--db", sqlite_office.settings.database_url]
    ruled = ["--as", "zhang", "--reason", "不是一回事", "--json", *where]
    capsys.readouterr()
    assert run(["event", "split", str(heating), "--items", "2", *ruled]) == 0
    own = json.loads(capsys.readouterr().out)["other"]
    assert run(["event", "merge", str(own), "--into", str(heating), *ruled]) == 0
    capsys.readouterr()
    assert run(["event", "show", str(own), "--json", *where]) == 0
    assert json.loads(capsys.readouterr().out)["merged_into"] == heating
    assert run(["event", "show", str(heating), *where]) == 0
    told = capsys.readouterr().out
    assert f"事件 {own} 并入事件 {heating}" in told and f"条目 2 由事件 {heating} 分出为事件 {own}" in told
    assert run(["event", "split", str(heating), "--items", "x", *ruled]) == 2
    assert run(["event", "show", "999", *where]) == 1

"""Events that turn out to be one are joined by the machine, unless an officer or two cases stand against it."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import pytest
from sqlmodel import col, select

from monitor.item import Item
from monitor.steps.event_acts import split_event
from monitor.steps.event_joins import EventJoins
from monitor.steps.opening import case_of_event
from monitor.store.tables import Event, EventMembership, EventRuling, ItemRecord
from monitor.wiring import Program
from tests.office import TestOffice, item

DUST = (
    "翠湖新城小区灰尘满天",
    "小区旁的搅拌站开工后灰尘满天，运渣车进进出出，孩子咳嗽不止，请环保部门处理。",
)
NIGHT = (
    "翠湖新城业主被搅拌站吵得睡不着",
    "翠湖新城东侧搅拌站夜里十二点还在作业，机器轰鸣，老人孩子睡不着觉。",
)
NOISE = (
    "投诉翠湖新城附近建搅拌站噪音扰民",
    "我是翠湖新城的业主，开发商未经业主同意，在离小区不到百米处建搅拌站，噪音很大，影响休息。",
)


def call(ident: str, words: tuple[str, str], **fields: object) -> Item:
    given = {"id": ident, "title": words[0], "text": words[1], "author": f"市民{ident}"}
    return item(**({"source": "12345热线", "source_kind": "hotline"} | given | fields))


def events_of(office: TestOffice) -> dict[str, int | None]:
    with office.program.database.read() as session:
        query = select(ItemRecord.external_id, ItemRecord.event_id).order_by(col(ItemRecord.id))
        return dict(session.exec(query).all())


@pytest.fixture
def apart(office: TestOffice) -> TestOffice:
    """Two messages on one mixing station in words too different to be known for one matter."""
    office.ingest(call("dust", DUST), call("night", NIGHT))
    found = events_of(office)
    assert found["dust"] != found["night"]
    return office


@pytest.mark.parametrize("together", [False, True], ids=["in turn", "in one batch"])
def test_an_item_near_to_two_events_makes_them_one(office: TestOffice, together: bool) -> None:
    calls = [call("dust", DUST), call("night", NIGHT), call("noise", NOISE)]
    for part in [calls] if together else [[one] for one in calls]:
        tally = office.ingest(*part)
    assert len(set(events_of(office).values())) == 1
    kept = events_of(office)["dust"]
    assert tally.events == {kept}
    with office.program.database.read() as session:
        events = session.exec(select(Event).order_by(col(Event.id))).all()
        moves = session.exec(select(EventMembership.reason).order_by(col(EventMembership.id))).all()
        ruling = session.exec(select(EventRuling)).one()
    assert [(e.items, e.merged_into) for e in events if e.id == kept] == [(3, None)]
    assert [(e.items, e.merged_into) for e in events if e.id != kept] == [(0, kept)]
    assert len(moves) > 3 and "自动归并" in moves[-1]
    assert (ruling.kind, ruling.actor, ruling.right_event) == ("joined", "system", kept)
    assert len(office.audit("event.joined")) == 1


@pytest.mark.parametrize("restarted", [False, True], ids=["running", "restarted"])
def test_another_process_follows_a_join(apart: TestOffice, restarted: bool) -> None:
    other = Program(apart.settings, apart.clock)
    if not restarted:
        other.ingester.ingest([call("road", ("长春市双阳区修路", "长春市双阳区一条路修了一年还没修好。"))])
    apart.ingest(call("noise", NOISE))
    other.ingester.ingest([call("night-again", (NIGHT[0], NIGHT[1] + "望处理。"))])
    other.close()
    found = events_of(apart)
    assert found["night-again"] == found["noise"] == found["dust"]


def test_what_an_officer_parted_is_never_joined(apart: TestOffice) -> None:
    apart.ingest(call("noise", NOISE))
    whole = events_of(apart)["noise"]
    assert whole is not None
    with apart.acting() as work:
        own = split_event(work, whole, [2], "夜间施工另案处理").other
    with apart.acting() as work:
        assert EventJoins(work).join(whole, own) is None
        assert EventJoins(work).join(own, whole) is None
    apart.ingest(*(call(f"more{n}", NOISE, text=NOISE[1] + "夜里十二点还在作业。" * n) for n in range(1, 4)))
    found = events_of(apart)
    assert found["night"] == own != found["dust"]


def test_two_cases_never_come_to_share_an_event_by_a_join(apart: TestOffice) -> None:
    from monitor.steps.by_hand import ByHand, open_by_hand

    first, second = events_of(apart)["dust"], events_of(apart)["night"]
    assert first and second
    for ident in (1, 2):
        with apart.acting() as work:
            open_by_hand(work, apart.program.classifier, ident, ByHand(reason="群众反映集中"))
    with apart.acting() as work:
        assert EventJoins(work).join(first, second) is None
    apart.ingest(call("noise", NOISE))
    assert events_of(apart)["dust"] != events_of(apart)["night"]


def test_the_event_with_a_case_keeps_its_number(apart: TestOffice) -> None:
    from monitor.steps.by_hand import ByHand, open_by_hand

    with apart.acting() as work:
        opened = open_by_hand(work, apart.program.classifier, 2, ByHand(reason="群众反映集中")).id
    apart.ingest(call("noise", NOISE))
    assert set(events_of(apart).values()) == {events_of(apart)["night"]}
    with apart.acting() as work:
        case = case_of_event(work, events_of(apart)["noise"] or 0)
        assert case is not None and case.id == opened


def test_copies_that_two_processes_take_in_at_once_are_one_event(office: TestOffice) -> None:
    other = Program(office.settings, office.clock)
    office.program.ingester, other.ingester  # noqa: B018  models are loaded before the race
    halves = [
        [call(f"{side}{n}", DUST, source=f"网站{side}{n}", source_kind="portal") for n in range(20)]
        for side in "ab"
    ]
    with ThreadPoolExecutor(2) as pool:
        list(pool.map(lambda p, h: [p.ingester.ingest([one]) for one in h], (office.program, other), halves))
    other.close()
    assert len(events_of(office)) == 40
    assert len(set(events_of(office).values())) == 1

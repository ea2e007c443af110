from __future__ import annotations

from monitor.store.tables import Event, EventOpinion, ItemRecord
from tests.web_rig import Rig, item


def _second_item(rig: Rig, event_id: int) -> int:
    with rig.database.write() as tx:
        row = item(rig.now, event_id=event_id, external_id="made-up-2", title="另一所小学的校车晚点")
        tx.session.add(row)
        tx.session.get_one(Event, event_id).items = 2
        tx.session.flush()
        return row.id


def test_an_officer_splits_an_event_and_merges_it_again_on_its_page(rig: Rig) -> None:
    browser, case = rig.browser("duty"), rig.case()
    other = _second_item(rig, 1)
    answer = browser.submit("/events/1", "/events/1/split", items=str(other), reason="不是同一所学校")
    assert answer.headers["location"] == "/events/2?done=split"
    assert "案件未随事件变动" in browser.get("/events/2?done=split").text
    assert f'href="/items/{other}"' in browser.get("/events/2").text
    assert f'href="/items/{other}"' not in browser.get("/events/1").text
    answer = browser.submit("/events/2", "/events/2/merge", into="1", reason="核实为同一所")
    assert answer.headers["location"] == "/events/1?done=merge"
    assert (
        "已并入" in browser.get("/events/2").text
        and 'action="/events/2/merge"' not in browser.get("/events/2").text
    )
    assert case.number in browser.get("/events/1").text
    assert rig.audit("event.split") + rig.audit("event.merged") == [
        ("zhang", "event/1"),
        ("zhang", "event/2"),
    ]


def test_a_reversal_is_marked_on_the_list_on_its_item_and_on_both_events(rig: Rig) -> None:
    browser = rig.browser("duty")
    first, second = rig.case(), rig.case(external_id="made-up-3", url="https://example.com/3")
    browser.submit("/events/2", "/events/2/link", earlier="1", reason="后续通报推翻前说")
    for path in ("/events", "/events/2", f"/items/{second.item_id}"):
        assert "反转自" in browser.get(path).text, path
    assert "有反转" in browser.get("/events/1").text
    assert "反转自" not in browser.get(f"/items/{first.item_id}").text


def test_a_refused_act_says_why_and_a_reader_sees_no_forms(rig: Rig) -> None:
    browser = rig.browser("duty")
    rig.case()
    answer = browser.submit("/events/1", "/events/1/merge", into="1", reason="误")
    assert answer.status_code == 409 and "不能并入自身" in answer.text
    assert "编号须为数字" in browser.submit("/events/1", "/events/1/merge", into="一", reason="误").text
    assert browser.submit("/events/1", "/events/1/erase", reason="误").status_code == 404
    assert browser.get("/events/99").status_code == 404
    reader = rig.browser("auditor")
    assert "/events/1/merge" not in reader.get("/events/1").text
    assert reader.submit("/events/1", "/events/1/merge", into="1", reason="误").status_code == 403


def test_an_events_page_says_its_opinion_level_and_what_every_rise_rests_on(rig: Rig) -> None:
    rig.case()
    browser = rig.browser("duty")
    assert "舆情等级依据" not in browser.get("/events/1").text, "nothing is said of an event without a level"
    with rig.database.write() as tx:
        event = tx.session.get_one(Event, 1)
        event.opinion_level = "orange"
        for level, label, quote in (
            ("blue", "网络反映", "来源：论坛贴吧"),
            ("orange", "登上热榜", "热搜"),
        ):
            ground = {"rule": "x", "label": label, "level": level, "quote": quote}
            tx.session.add(
                EventOpinion(
                    office_id=event.office_id, event_id=1, level=level, basis=[ground], recorded_at=rig.now
                )
            )
    page = browser.get("/events/1").text
    assert page.index("登上热榜（热搜）") < page.index("网络反映（来源：论坛贴吧）")
    assert "舆情橙色" in page and "舆情橙色" in browser.get("/events").text


def test_an_item_that_counts_for_no_heat_says_so(rig: Rig) -> None:
    case, browser = rig.case(), rig.browser("duty")
    assert "不计热度" not in browser.get("/events/1").text
    with rig.database.write() as tx:
        tx.session.get_one(ItemRecord, case.item_id).historical = True
    assert "历史，不计热度" in browser.get("/events/1").text

"""What waits to be confirmed shows its colour and whether its story was turned round, and red things come first."""

from __future__ import annotations

from monitor.steps.act_rows import add_act
from monitor.steps.desk import Work
from monitor.store.tables import CaseFile, Event
from tests.web_rig import Rig


def proposed(rig: Rig, title: str, level: str | None, hours: int) -> CaseFile:
    case = rig.case(external_id=title, title=title, state="proposed", hours=hours)
    with rig.database.write() as tx:
        row = tx.session.get_one(CaseFile, case.id)
        row.opinion_level = level
        tx.session.add(row)
    return case


def turn_round(rig: Rig, case: CaseFile) -> int:
    with rig.database.write() as tx:
        event = Event(
            office_id=case.office_id,
            title="通报：不实",
            first_at=rig.now,
            last_at=rig.now,
            items=1,
            reversal_of=case.event_id,
        )
        tx.session.add(event)
        tx.session.flush()
        return event.id


def test_red_proposals_come_before_older_ones_without_a_colour(rig: Rig) -> None:
    proposed(rig, "最早的一件", None, 9)
    proposed(rig, "橙色的一件", "orange", 5)
    proposed(rig, "红色的一件", "red", 1)
    page = rig.browser("leader").get("/").text
    order = [page.index(t) for t in ("红色的一件", "橙色的一件", "最早的一件")]
    assert order == sorted(order) and "舆情红色" in page and "舆情橙色" in page


def test_a_story_that_was_turned_round_says_so_on_the_board_and_on_its_case(rig: Rig) -> None:
    case = proposed(rig, "网传的一件", "red", 2)
    browser = rig.browser("duty")
    assert "有反转" not in browser.get("/").text
    event = turn_round(rig, case)
    link = f'href="/events/{event}">有反转'
    assert link in browser.get("/").text and link in browser.get(f"/cases/{case.id}").text


def test_the_course_of_a_case_tells_the_new_colour_and_the_reversal(rig: Rig) -> None:
    case = proposed(rig, "网传的一件", None, 2)
    with rig.database.write() as tx:
        work, row = Work(tx, rig.desk.book, rig.now), tx.session.get_one(CaseFile, case.id)
        add_act(work, row, "level", {"level": "red", "rules": ["hot-list"]})
        add_act(work, row, "item", {"item": 1, "reversal": 7})
    page = rig.browser("duty").get(f"/cases/{case.id}").text
    assert "反转自本案的事件" in page and "舆情等级" in page and "舆情红色" in page

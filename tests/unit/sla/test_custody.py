from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from monitor.sla.custody import Custody, Doing, custody

EIGHT = datetime(2026, 11, 24, 0, 0, tzinfo=UTC)
OFFICE = "市政府新闻办公室"


def at(hours: float) -> datetime:
    return EIGHT + timedelta(hours=hours)


def doing(act: str, hours: float, *, recorded: float | None = None, **body: Any) -> Doing:
    return Doing(act, at(hours), at(hours if recorded is None else recorded), body)


def transfer(hours: float, paper: int = 1, organ: str = "市教育局", **more: Any) -> Doing:
    return doing("transfer", hours, paper=paper, organ=organ, number=f"转{paper}", **more)


def told(found: Custody) -> list[tuple[str, str, float, float | None]]:
    """Each stretch as (holder, hop, from, to) in hours."""

    def hours(moment: datetime) -> float:
        return (moment - EIGHT).total_seconds() / 3600

    return [(h.holder, h.hop, hours(h.since), hours(h.until) if h.until else None) for h in found.holds]


def test_the_office_holds_a_case_until_it_hands_it_over_and_again_when_it_comes_back() -> None:
    acts = [
        doing("open", 0),
        doing("ack", 0.5),
        transfer(1),
        doing("paper_sign", 2, paper=1),
        doing("send_back", 3, paper=1, by="organ"),
    ]
    assert told(custody(acts, OFFICE, at(4))) == [
        (OFFICE, "accept", 0, 0.5),
        (OFFICE, "office", 0.5, 1),
        ("市教育局", "sign", 1, 2),
        ("市教育局", "handle", 2, 3),
        (OFFICE, "office", 3, None),
    ]


def test_organs_that_hold_it_side_by_side_are_each_counted_and_an_organ_only_once() -> None:
    acts = [
        doing("open", 0),
        transfer(0, 1),
        transfer(0, 2, "市公安局"),
        transfer(0, 3),
        doing("feedback", 2, paper=1, answer=9),
        doing("feedback", 3, paper=2, answer=10),
    ]
    found = custody(acts, OFFICE, at(4))
    assert dict(found.by_holder) == {"市教育局": 4 * 3600, "市公安局": 3 * 3600}
    assert dict(found.by_hop)["sign"] == 4 * 3600


def test_an_answer_that_is_sent_back_puts_the_matter_with_the_organ_again() -> None:
    acts = [
        doing("open", 0),
        transfer(0),
        doing("feedback", 2, paper=1, answer=2),
        doing("send_back", 3, paper=1, organ="市教育局", by="office"),
    ]
    assert told(custody(acts, OFFICE, at(5)))[-1] == ("市教育局", "handle", 3, None)


def test_hops_of_the_approval_chain_are_timed_by_who_held_the_draft() -> None:
    acts = [
        doing("open", 0),
        doing("ack", 0),
        doing("draft", 1, draft=1, entered=[[1, "drafting", "zhang"]]),
        doing("statement", 2, draft=1, left=[1], entered=[[2, "unit_head", "zhao"]]),
        doing("return_draft", 2.5, draft=1, left=[2], entered=[[3, "drafting", "zhang"]]),
        doing("record", 4, left=[3]),
    ]
    found = custody(acts, OFFICE, at(5))
    assert dict(found.by_holder) == {"zhang": 2.5 * 3600, "zhao": 1800, OFFICE: 2 * 3600}
    assert dict(found.by_hop)["unit_head"] == 1800


def test_closing_ends_every_stretch_and_reopening_takes_up_what_was_out() -> None:
    acts = [doing("open", 0), doing("ack", 0), transfer(1), doing("close", 2), doing("reopen", 5)]
    closed = custody(acts[:-1], OFFICE, at(4))
    assert all(h.until is not None and h.until <= at(2) for h in closed.holds)
    assert told(custody(acts, OFFICE, at(6)))[-1] == ("市教育局", "sign", 5, None)


def test_an_answer_that_came_while_the_case_was_closed_is_not_out_again_afterwards() -> None:
    acts = [
        doing("open", 0),
        transfer(1),
        doing("close", 2),
        doing("feedback", 3, paper=1),
        doing("reopen", 5),
    ]
    assert dict(custody(acts, OFFICE, at(6)).by_holder)["市教育局"] == 3600


def test_as_of_a_time_only_what_had_been_recorded_by_then_is_told() -> None:
    acts = [doing("open", 0), transfer(1), doing("paper_sign", 2, recorded=5, paper=1)]
    assert told(custody(acts, OFFICE, at(4)))[-1] == ("市教育局", "sign", 1, None)
    assert told(custody(acts, OFFICE, at(6)))[-1] == ("市教育局", "handle", 2, None)


def test_a_case_opened_this_very_moment_is_with_the_office() -> None:
    assert told(custody([doing("open", 0)], OFFICE, at(0))) == [(OFFICE, "accept", 0, None)]


@given(st.lists(st.tuples(st.integers(0, 40), st.integers(1, 3), st.integers(0, 3)), max_size=12))
def test_every_moment_of_an_open_case_is_somebodys(steps: list[tuple[int, int, int]]) -> None:
    acts = [doing("open", 0)]
    for hours, paper, what in sorted(steps):
        act = ("transfer", "paper_sign", "feedback", "send_back")[what]
        acts.append(doing(act, hours, paper=paper, organ=f"单位{paper}", by="organ"))
    found = custody(acts, OFFICE, at(48))
    covered = at(0)
    for hold in found.holds:
        assert hold.since <= covered, "a gap that nobody holds"
        covered = max(covered, hold.until or at(48))
    assert covered == at(48)

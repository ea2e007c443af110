from __future__ import annotations

import pytest

from monitor.errors import Refused
from monitor.sla.cases import ACT_LABELS, Duty, allow, check_second, is_lower, missing_duties, needs_second

DONE = Duty(
    severity=None,
    disposition="hardship",
    disposition_confirmed=True,
    recorded=frozenset({"response"}),
    substantive=True,
)
GRAVE_DONE = Duty(
    severity="II",
    disposition="hardship",
    disposition_confirmed=True,
    recorded=frozenset({"first_release", "press_conference"}),
    substantive=True,
    consulted=True,
    verification="verified",
)


def but(duty: Duty, **changes: object) -> Duty:
    from dataclasses import replace

    return replace(duty, **changes)


def test_a_case_with_its_duties_done_may_be_closed() -> None:
    assert missing_duties(DONE) == []
    assert missing_duties(GRAVE_DONE) == []


@pytest.mark.parametrize(
    ("changes", "missing"),
    [
        ({"disposition_confirmed": False}, "处置类别"),
        ({"recorded": frozenset()}, "回应"),
        ({"substantive": False}, "实质性回应"),
        ({"pending_countersigns": 1}, "待补签"),
    ],
)
def test_an_ordinary_case_names_what_is_missing(changes: dict[str, object], missing: str) -> None:
    assert any(missing in m for m in missing_duties(but(DONE, **changes)))


@pytest.mark.parametrize(
    ("changes", "missing"),
    [
        ({"recorded": frozenset({"press_conference"})}, "首发"),
        ({"recorded": frozenset({"first_release"})}, "新闻发布会"),
        ({"consulted": False}, "会商"),
        ({"verification": "pending"}, "核实"),
    ],
)
def test_a_grave_case_names_what_is_missing(changes: dict[str, object], missing: str) -> None:
    assert any(missing in m for m in missing_duties(but(GRAVE_DONE, **changes)))


def test_what_awaits_a_second_person_hides_nothing_else_that_is_missing() -> None:
    duty = but(GRAVE_DONE, pending_countersigns=1, pending_confirmations=2, consulted=False)
    assert missing_duties(duty) == ["尚有待补签事项", "尚有2项发布登记待第二人确认", "尚未登记会商"]


def test_a_waived_case_owes_nothing_more() -> None:
    assert missing_duties(Duty(None, None, False, waived=True)) == []


@pytest.mark.parametrize("act", ["close", "record", "triage", "waive"])
def test_a_proposal_cannot_be_worked_on_before_it_is_decided(act: str) -> None:
    if act == "triage":
        allow("proposed", act)
        return
    with pytest.raises(Refused, match="待认定"):
        allow("proposed", act)


_AFTER_CLOSING = {
    *("reopen", "note", "record", "start", "grade", "call", "countersign", "merge", "report_up"),
    *("attach", "confirm_record", "mark_record", "check", "paper_sign", "feedback", "told"),
}


@pytest.mark.parametrize("act", sorted(set(ACT_LABELS) - _AFTER_CLOSING))
def test_a_closed_case_admits_only_reopening_and_records(act: str) -> None:
    with pytest.raises(Refused, match="已办结"):
        allow("closed", act)


@pytest.mark.parametrize(("old", "new"), [("I", "II"), ("IV", None), ("II", None), ("III", "IV")])
def test_going_down_needs_a_second_person_and_going_up_does_not(old: str, new: str | None) -> None:
    assert is_lower(old, new) and needs_second("grade", old=old, new=new)
    assert not needs_second("grade", old=new, new=old)


def test_the_same_person_is_not_a_second_person() -> None:
    with pytest.raises(Refused, match="同一人"):
        check_second("zhang", "zhang", required=False)
    with pytest.raises(Refused, match="第二人"):
        check_second("zhang", None, required=True)
    check_second("zhang", "li", required=True)

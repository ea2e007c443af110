"""Changes on the roster: leave, exchanges, further shifts, imported plans; each on top of the file."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

import pytest

from monitor.clock import parse_time
from monitor.errors import Refused
from monitor.sla.roster import Roster
from monitor.sla.roster_changes import Change, check, read_change, with_changes
from monitor.sla.roster_file import RosterFile

PEOPLE = [
    {"id": i, "name": f"甲{i}", "role": role, "channels": [f"mfile:///{i}.jsonl"]}
    for i, role in [("o1", "officer"), ("o2", "officer"), ("o3", "officer"), ("s1", "section_head")]
]
FILE = RosterFile.model_validate(
    {"people": PEOPLE, "rotation": {"people": ["o1", "o2"], "start": "2026-03-02 08:00", "every": "12h"}}
)


def at(text: str) -> datetime:
    return parse_time(text)


def span(person: str, start: str, end: str, **more: Any) -> dict[str, Any]:
    return {"person": person, "from": f"2026-03-{start}", "to": f"2026-03-{end}", **more}


def changed(*changes: tuple[str, dict[str, Any]]) -> Roster:
    return with_changes(FILE, [read_change(n, kind, body) for n, (kind, body) in enumerate(changes, 1)])


def on(book: Roster, moment: str, role: Any = "officer") -> list[str]:
    return [p.id for p in book.on_duty(role, at(f"2026-03-{moment}"))]


def swap(first: dict[str, Any], second: dict[str, Any]) -> tuple[str, dict[str, Any]]:
    return "swap", {"first": first, "second": second}


def test_two_people_who_exchange_serve_in_each_others_turn_and_only_then() -> None:
    book = changed(swap(span("o1", "02 08:00", "02 20:00"), span("o2", "03 20:00", "04 08:00")))
    assert on(book, "02 09:00") == ["o2"]
    assert on(book, "02 21:00") == ["o2"]
    assert on(book, "03 21:00") == ["o1"]
    assert on(book, "04 09:00") == ["o1"], "the following turn is untouched"


def test_who_exchanged_a_turn_and_then_takes_leave_is_stood_in_for() -> None:
    book = changed(
        swap(span("o1", "02 08:00", "02 20:00"), span("o2", "03 20:00", "04 08:00")),
        ("leave", span("o2", "02 08:00", "02 20:00", substitute="o3")),
    )
    assert on(book, "02 09:00") == ["o3"]


def test_leave_without_a_substitute_leaves_a_gap() -> None:
    book = changed(("leave", span("o1", "02 08:00", "02 20:00")))
    assert book.gaps(at("2026-03-02 08:00"), at("2026-03-03 08:00")) == [
        (at("2026-03-02 08:00"), at("2026-03-02 20:00"))
    ]


def test_the_latest_leave_names_the_substitute() -> None:
    book = changed(
        ("leave", span("o1", "02 08:00", "02 20:00", substitute="o3")),
        ("leave", span("o1", "02 08:00", "02 20:00", substitute="o2")),
    )
    assert on(book, "02 09:00") == ["o2"]


def test_a_further_shift_stands_beside_the_rotation_and_may_serve_in_another_role() -> None:
    book = changed(("shift", span("s1", "02 08:00", "02 12:00", **{"as": "officer"})))
    assert on(book, "02 09:00") == ["o1", "s1"]
    assert on(book, "02 13:00") == ["o1"]


def test_an_imported_plan_takes_the_place_of_the_rotation_within_its_time() -> None:
    plan = {
        "shifts": [span("o3", "02 08:00", "03 08:00")],
        "roles": ["officer"],
        "from": "2026-03-02 08:00",
        "to": "2026-03-03 20:00",
    }
    book = changed(("plan", plan))
    assert on(book, "02 09:00") == ["o3"]
    assert on(book, "03 09:00") == [], "the plan's own gap is a gap"
    assert on(book, "03 21:00") == ["o2"], "after it the rotation runs on"


def test_a_shift_added_after_a_plan_stands_beside_it() -> None:
    plan = {
        "shifts": [span("o3", "02 08:00", "03 08:00")],
        "roles": ["officer"],
        "from": "2026-03-02 08:00",
        "to": "2026-03-03 08:00",
    }
    later = ("shift", span("o1", "02 08:00", "02 12:00"))
    assert on(changed(("plan", plan), later), "02 09:00") == ["o3", "o1"]
    assert on(changed(later, ("plan", plan)), "02 09:00") == ["o3"]


def test_a_change_that_names_somebody_who_has_left_is_passed_over() -> None:
    book = changed(("shift", span("gone", "02 08:00", "02 12:00")))
    assert on(book, "02 09:00") == ["o1"]


def refused(change: tuple[str, dict[str, Any]], *before: tuple[str, dict[str, Any]]) -> str:
    book = changed(*before)
    with pytest.raises(Refused) as caught:
        check(book, read_change(9, *change))
    return str(caught.value)


def test_a_change_that_makes_no_sense_is_refused_in_a_sentence() -> None:
    nobody = ("shift", span("gone", "02 08:00", "02 12:00"))
    assert "people 中没有 gone" in refused(nobody)
    no_turn = swap(span("o3", "02 08:00", "02 20:00"), span("o2", "03 20:00", "04 08:00"))
    assert "没有班次" in refused(no_turn)
    self_stand_in = ("leave", span("o1", "02 08:00", "02 20:00", substitute="o1"))
    assert "不得是本人" in refused(self_stand_in)
    away = ("leave", span("o3", "01 08:00", "05 20:00"))
    stood_in_by_the_absent = ("leave", span("o1", "02 08:00", "02 20:00", substitute="o3"))
    assert "也请了假" in refused(stood_in_by_the_absent, away)


@pytest.mark.parametrize(
    ("kind", "body", "sentence"),
    [
        ("swap", {"first": span("o1", "02", "03"), "second": span("o1", "04", "05")}, "须是两个人"),
        ("swap", {"first": span("o1", "02", "04"), "second": span("o2", "03", "05")}, "不得重叠"),
        ("shift", span("o1", "03", "02"), "to 须晚于 from"),
        ("shift", {"person": "o1"}, "内容不完整"),
        ("holiday", {}, "没有这种值班变更"),
    ],
)
def test_content_that_cannot_be_is_refused(kind: str, body: dict[str, Any], sentence: str) -> None:
    with pytest.raises(Refused, match=sentence):
        read_change(1, kind, body)


def test_a_change_tells_the_time_that_it_bears_on() -> None:
    one = read_change(1, *swap(span("o1", "02", "03"), span("o2", "04", "05")))
    assert one.spans == (
        (at("2026-03-02"), at("2026-03-03")),
        (at("2026-03-04"), at("2026-03-05")),
    )
    assert isinstance(one, Change) and one.people == {"o1", "o2"}


def test_turns_are_each_persons_unbroken_time() -> None:
    book = changed(("leave", span("o2", "02 20:00", "03 08:00", substitute="o1")))
    turns = book.turns("officer", at("2026-03-02 08:00"), at("2026-03-04 08:00"))
    assert [(t.person.id, t.start, t.end) for t in turns] == [
        ("o1", at("2026-03-02 08:00"), at("2026-03-03 20:00")),
        ("o2", at("2026-03-03 20:00"), at("2026-03-04 08:00")),
    ]


def test_one_who_comes_on_is_told_from_one_who_has_been_on() -> None:
    book = changed()
    now, back = at("2026-03-02 20:05"), at("2026-03-02 19:50")
    assert book.on_since("officer", "o2", now, back=back) == at("2026-03-02 20:00")
    assert book.on_since("officer", "o1", now, back=back) is None
    assert book.on_since("officer", "o2", at("2026-03-03 07:00"), back=at("2026-03-03 06:45")) is None
    assert book.on_since("officer", "o2", at("2026-03-02 20:00"), back=back) == at("2026-03-02 20:00")


def test_when_nobody_above_is_there_a_step_goes_down_and_says_so() -> None:
    found = changed().recipients("deputy", at("2026-03-02 09:00"))
    assert [p.id for p in found.people] == ["s1"]
    assert found.gap == "带班领导无人在岗，主要领导无人在岗，已转处室负责人"


def test_there_is_a_gap_in_charge_only_where_neither_deputy_nor_leader_is_there() -> None:
    people = [
        *PEOPLE,
        {"id": "d1", "name": "丁", "role": "deputy"},
        {"id": "l1", "name": "戊", "role": "leader"},
    ]
    shifts = [
        span("d1", "02 08:00", "02 20:00"),
        span("l1", "02 18:00", "03 02:00"),
        span("o1", "02 08:00", "04 08:00"),
    ]
    book = Roster(RosterFile.model_validate({"people": people, "shifts": shifts}))
    assert book.gaps_in_charge(at("2026-03-02 08:00"), at("2026-03-03 08:00")) == [
        (at("2026-03-03 02:00"), at("2026-03-03 08:00"))
    ]


def test_a_telephone_gateway_is_the_last_way_and_only_for_grave_matters() -> None:
    file = RosterFile.model_validate(
        {
            "people": [
                {
                    "id": "a",
                    "name": "甲",
                    "role": "officer",
                    "channels": ["json://a/", {"url": "json://voice/", "voice": True}, "json://b/"],
                }
            ]
        }
    )
    person = file.people[0]
    assert person.routes(grave=False) == ("json://a/", "json://b/")
    assert person.routes(grave=True) == ("json://a/", "json://b/", "json://voice/")


def test_a_plan_of_many_shifts_answers_as_a_short_one_does_at_every_edge() -> None:
    """A long plan is looked up by days: shifts over midnight, of several days, and side by side are found all the same."""
    spans = [("o1", f"{d:02d} 20:00", f"{d + 1:02d} 08:00") for d in range(2, 22)]
    spans += [("o2", "05 00:00", "09 00:00"), ("o3", "05 08:00", "05 20:00"), ("o3", "20 23:59", "21 00:00")]
    book = changed(("plan", {"shifts": [span(*s) for s in spans]}))
    edges = sorted({at(f"2026-03-{t}") for s in spans for t in s[1:]})
    for edge in edges:
        for moment in (edge - timedelta(seconds=1), edge, edge + timedelta(hours=1)):
            planned = {p for p, a, b in spans if at(f"2026-03-{a}") <= moment < at(f"2026-03-{b}")}
            served = {p.id for p in book.on_duty("officer", moment)}
            rotated = {p.id for p in changed().on_duty("officer", moment)}
            assert served == planned | rotated, moment

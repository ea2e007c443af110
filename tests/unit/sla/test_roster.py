from __future__ import annotations

from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from monitor.clock import SHANGHAI, parse_time
from monitor.config_file import read
from monitor.errors import ConfigError
from monitor.sla.roster import Roster, RosterFile

SAMPLE = Path(__file__).resolve().parents[3] / "config/roster.yaml"


def at(text: str) -> datetime:
    return parse_time(text)


def somebody(id: str, role: str = "officer", **more: Any) -> dict[str, Any]:
    return {"id": id, "name": f"甲{id}", "role": role, "channels": [f"mfile:///{id}.jsonl"], **more}


OFFICE = [
    somebody("o1"),
    somebody("o2"),
    somebody("s1", "section_head"),
    somebody("d1", "deputy"),
    somebody("d2", "deputy"),
    somebody("l1", "leader"),
]


def roster(**more: Any) -> Roster:
    return Roster(RosterFile.model_validate({"people": OFFICE, **more}))


def ids(people: Any) -> list[str]:
    return [p.id for p in people]


def shift(person: str, start: str, end: str) -> dict[str, str]:
    return {"person": person, "from": start, "to": end}


DAY = [shift("o1", "2026-03-02 08:00", "2026-03-02 20:00")]


def test_a_shift_includes_its_start_and_not_its_end() -> None:
    book = roster(shifts=DAY)
    assert ids(book.on_duty("officer", at("2026-03-02 08:00"))) == ["o1"]
    assert ids(book.on_duty("officer", at("2026-03-02 19:59:59"))) == ["o1"]
    assert ids(book.on_duty("officer", at("2026-03-02 20:00"))) == []


def test_a_time_without_offset_is_shanghai_time() -> None:
    book = roster(shifts=[shift("o1", "2026-03-02T08:00:00", "2026-03-02T12:00:00Z")])
    assert ids(book.on_duty("officer", at("2026-03-02T00:00:00Z"))) == ["o1"]
    assert ids(book.on_duty("officer", at("2026-03-02T19:59:00+08:00"))) == ["o1"]
    assert ids(book.on_duty("officer", at("2026-03-02T20:00:00+08:00"))) == []


def test_overlapping_shifts_put_both_on_duty_once() -> None:
    book = roster(shifts=[*DAY, *DAY, shift("o2", "2026-03-02 19:00", "2026-03-03 08:00")])
    assert ids(book.on_duty("officer", at("2026-03-02 19:30"))) == ["o1", "o2"]


def test_a_rotation_passes_from_one_to_the_next_and_round_again() -> None:
    book = roster(rotation={"people": ["o1", "o2"], "start": "2026-01-01 08:00", "every": "12h"})
    assert ids(book.on_duty("officer", at("2026-01-01 07:59"))) == []
    assert ids(book.on_duty("officer", at("2026-01-01 08:00"))) == ["o1"]
    assert ids(book.on_duty("officer", at("2026-01-01 20:00"))) == ["o2"]
    assert ids(book.on_duty("officer", at("2026-01-02 08:00"))) == ["o1"]


def test_two_rotations_serve_two_roles_at_once() -> None:
    book = roster(
        rotation=[
            {"people": ["o1", "o2"], "start": "2026-01-01 08:00", "every": "12h"},
            {"people": ["d1", "d2"], "start": "2026-01-01 08:00", "every": "7d"},
        ]
    )
    assert ids(book.on_duty("deputy", at("2026-01-09 09:00"))) == ["d2"]
    assert ids(book.on_duty("officer", at("2026-01-09 09:00"))) == ["o1"]


def test_a_substitute_stands_in_for_the_absent() -> None:
    away = {**shift("o1", "2026-03-02 10:00", "2026-03-02 12:00"), "substitute": "s1"}
    book = roster(shifts=DAY, absences=[away])
    assert ids(book.on_duty("officer", at("2026-03-02 09:00"))) == ["o1"]
    assert ids(book.on_duty("officer", at("2026-03-02 10:00"))) == ["s1"]
    assert ids(book.on_duty("officer", at("2026-03-02 12:00"))) == ["o1"]


def test_the_substitute_of_an_absent_substitute_is_followed() -> None:
    book = roster(
        shifts=DAY,
        absences=[
            {**shift("o1", "2026-03-02", "2026-03-03"), "substitute": "o2"},
            {**shift("o2", "2026-03-02", "2026-03-03"), "substitute": "s1"},
        ],
    )
    assert ids(book.on_duty("officer", at("2026-03-02 09:00"))) == ["s1"]


def test_two_absent_people_standing_in_for_each_other_are_both_away() -> None:
    book = roster(
        shifts=DAY,
        absences=[
            {**shift("o1", "2026-03-02", "2026-03-03"), "substitute": "o2"},
            {**shift("o2", "2026-03-02", "2026-03-03"), "substitute": "o1"},
        ],
    )
    assert book.on_duty("officer", at("2026-03-02 09:00")) == ()


def test_a_role_that_never_has_turns_is_always_reachable_but_officers_are_not() -> None:
    book = roster()
    assert ids(book.on_duty("section_head", at("2026-03-02 03:00"))) == ["s1"]
    assert book.on_duty("officer", at("2026-03-02 03:00")) == ()


def test_a_role_with_turns_is_not_reachable_outside_them() -> None:
    book = roster(shifts=[*DAY, shift("d1", "2026-03-02 08:00", "2026-03-02 20:00")])
    assert ids(book.on_duty("deputy", at("2026-03-02 09:00"))) == ["d1"]
    assert book.on_duty("deputy", at("2026-03-02 21:00")) == ()


def test_the_deputy_on_duty_is_in_charge_and_else_the_leader() -> None:
    book = roster(shifts=[shift("d2", "2026-03-02 08:00", "2026-03-02 20:00")])
    by_day, by_night = (
        book.leader_in_charge(at("2026-03-02 09:00")),
        book.leader_in_charge(at("2026-03-02 21:00")),
    )
    assert by_day is not None and by_day.id == "d2"
    assert by_night is not None and by_night.id == "l1"


def test_a_message_goes_to_the_officer_on_duty() -> None:
    found = roster(shifts=DAY).recipients("officer", at("2026-03-02 09:00"))
    assert (ids(found.people), found.passed_on, found.gap) == (["o1"], False, None)


def test_a_gap_passes_the_message_up_and_says_so() -> None:
    found = roster(shifts=DAY).recipients("officer", at("2026-03-02 21:00"))
    assert ids(found.people) == ["s1"]
    assert found.passed_on
    assert found.gap == "值班员无人在岗，已转处室负责人"


def test_a_person_without_a_channel_cannot_be_told_and_the_message_goes_on() -> None:
    people = [{**OFFICE[0], "channels": []}, OFFICE[5]]
    found = Roster(RosterFile.model_validate({"people": people, "shifts": DAY})).recipients(
        "officer", at("2026-03-02 09:00")
    )
    assert ids(found.people) == ["l1"]
    assert found.gap == "值班员未配置通知渠道，处室负责人无人在岗，带班领导无人在岗，已转主要领导"


def test_when_there_is_truly_nobody_the_answer_is_empty_and_not_passed_on() -> None:
    book = Roster(RosterFile.model_validate({"people": [OFFICE[0]], "shifts": DAY}))
    found = book.recipients("officer", at("2026-03-05 09:00"))
    assert found.people == ()
    assert not found.passed_on
    assert found.gap is not None and "值班员无人在岗" in found.gap


def test_gaps_are_the_times_without_an_officer() -> None:
    book = roster(
        shifts=[*DAY, shift("o2", "2026-03-03 00:00", "2026-03-03 08:00")],
        absences=[shift("o1", "2026-03-02 10:00", "2026-03-02 11:00")],
    )
    assert book.gaps(at("2026-03-02 08:00"), at("2026-03-03 09:00")) == [
        (at("2026-03-02 10:00"), at("2026-03-02 11:00")),
        (at("2026-03-02 20:00"), at("2026-03-03 00:00")),
        (at("2026-03-03 08:00"), at("2026-03-03 09:00")),
    ]


def test_adjacent_gaps_are_one() -> None:
    book = roster(shifts=[shift("d1", "2026-03-02 08:00", "2026-03-02 20:00")])
    whole = (at("2026-03-02 00:00"), at("2026-03-03 00:00"))
    assert book.gaps(*whole) == [whole]


def test_a_rotation_that_ends_leaves_a_gap_behind_it() -> None:
    turn = {"people": ["o1", "o2"], "start": "2026-01-01 08:00", "every": "12h", "to": "2026-01-03 10:00"}
    book = roster(rotation=turn)
    assert book.gaps(at("2026-01-02 00:00"), at("2026-01-04 00:00")) == [
        (at("2026-01-03 10:00"), at("2026-01-04 00:00"))
    ]


@given(st.integers(-2000, 4000), st.integers(1, 400))
def test_gaps_and_duty_agree_at_any_minute(offset: int, hours: int) -> None:
    away = shift("o2", "2026-01-03 00:00", "2026-01-04 03:00")
    book = roster(
        rotation={"people": ["o1", "o2"], "start": "2026-01-01 08:00", "every": "7h"}, absences=[away]
    )
    start = at("2026-01-01 00:00") + timedelta(minutes=offset)
    end = start + timedelta(hours=hours)
    gaps = book.gaps(start, end)
    for step in range(0, hours * 60, 97):
        moment = start + timedelta(minutes=step)
        assert any(a <= moment < b for a, b in gaps) == (not book.on_duty("officer", moment))


def write(tmp_path: Path, text: str) -> Path:
    path = tmp_path / "roster.yaml"
    path.write_text(text, encoding="utf-8")
    return path


PEOPLE = "people:\n  - {id: a, name: 甲, role: officer}\n"


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (
            PEOPLE + "shifts:\n  - {person: b, from: 2026-01-01, to: 2026-01-02}\n",
            "shifts[0].person（第 4 行）",
        ),
        (PEOPLE + "  - {id: a, name: 乙, role: officer}\n", "people[1].id（第 3 行）：人员 id 重复：a"),
        (PEOPLE + "shifts:\n  - {person: a, from: 2026-01-02, to: 2026-01-01}\n", "to 须晚于 from"),
        (PEOPLE + "shifts:\n  - {person: a, from: never, to: 2026-01-01}\n", "不是有效的时间：never"),
        (PEOPLE + "rotation: {people: [a, c], start: 2026-01-01, every: 12h}\n", "people 中没有这个人：c"),
        (PEOPLE + "rotation: {people: [a], start: 2026-01-01, every: 0s}\n", "every 不得短于 1m"),
        (
            PEOPLE + "absences:\n  - {person: a, from: 2026-01-01, to: 2026-01-02, substitute: z}\n",
            "substitute（第 4 行）：people 中没有这个人：z",
        ),
        (PEOPLE + "shift: []\n", "shift（第 3 行）：未知的键"),
        ("people:\n  - {id: a, name: 甲, role: boss}\n", "people[0].role（第 2 行）：只能取"),
    ],
)
def test_a_wrong_roster_names_the_key_and_the_line(tmp_path: Path, text: str, message: str) -> None:
    with pytest.raises(ConfigError) as caught:
        read(write(tmp_path, text), RosterFile)
    assert message in str(caught.value)


def test_the_roster_of_the_contract_is_read_as_it_is(tmp_path: Path) -> None:
    text = (
        "people: [{id: a, name: 甲, role: officer, channels: ['json://127.0.0.1:9/']}]\n"
        "shifts: [{person: a, from: 2026-01-01T08:00:00, to: 2026-02-01T08:00:00+08:00}]\n"
    )
    book = Roster(read(write(tmp_path, text), RosterFile))
    moment = datetime(2026, 1, 1, 8, tzinfo=SHANGHAI)
    assert ids(book.recipients("officer", moment).people) == ["a"]


def test_the_sample_roster_covers_officers_and_deputies_day_and_night() -> None:
    book = Roster(read(SAMPLE, RosterFile))
    assert book.gaps(at("2026-01-01"), at("2027-01-01")) == []
    for hour in range(0, 24 * 30, 5):
        moment = at("2026-05-01") + timedelta(hours=hour)
        found = book.recipients("officer", moment)
        assert found.people and not found.passed_on
        leader = book.leader_in_charge(moment)
        assert leader is not None and leader.role == "deputy"


def test_channels_do_not_show_when_a_person_is_printed() -> None:
    assert "mfile" not in repr(roster().people())

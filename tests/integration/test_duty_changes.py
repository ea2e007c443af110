"""Changes on the duty roster: who made them, why and who agreed; withdrawn by a row of their own; nothing erased."""

from __future__ import annotations

from typing import Any

import pytest

from monitor.errors import MonitorError, NotFound, Refused
from monitor.sla.roster_file import Shift
from monitor.steps.duty import all_changes, roster_now
from monitor.steps.duty_changes import Agreement, cancel_change, change_roster, import_plan
from tests.office import TestOffice

DAY = {"from": "2026-11-24T08:00:00+08:00", "to": "2026-11-24T20:00:00+08:00"}
NIGHT = {"from": "2026-11-24T20:00:00+08:00", "to": "2026-11-25T08:00:00+08:00"}
SWAP = {"first": {"person": "li", **DAY}, "second": {"person": "wang", **NIGHT}}


def officers(office: TestOffice) -> list[str]:
    with office.program.database.read() as session:
        now = office.clock.now()
        roster = roster_now(session, "changchun", office.program.book, now)
        return [p.id for p in roster.on_duty("officer", now)]


def change(office: TestOffice, kind: str, body: dict[str, Any], actor: str = "zhao", **more: Any) -> int:
    with office.acting(actor) as work:
        return change_roster(work, kind, body, more.pop("reason", "临时安排"), **more).id


def test_leave_with_a_substitute_holds_from_its_start_to_its_end_and_no_longer(office: TestOffice) -> None:
    change(office, "leave", {"person": "li", "substitute": "zhang", **DAY})
    assert officers(office) == ["zhang"]
    office.clock.set("2026-11-24T19:59:59+08:00")
    assert officers(office) == ["zhang"]
    office.clock.set("2026-11-24T20:00:00+08:00")
    assert officers(office) == ["wang"], "intervals end before their end"


def test_an_alert_goes_to_who_stands_in(office: TestOffice) -> None:
    from tests.office import fire

    change(office, "leave", {"person": "li", "substitute": "zhang", **DAY})
    office.ingest(fire())
    office.watch()
    assert {m.person for m in office.messages() if m.kind == "alert"} & {"li", "zhang"} == {"zhang"}


def test_who_made_a_change_and_why_is_kept_and_the_words_stay_out_of_the_audit(office: TestOffice) -> None:
    ident = change(office, "leave", {"person": "li", **DAY}, reason="家中有事")
    with office.program.database.read() as session:
        (row,) = all_changes(session, "changchun")
    assert (row.id, row.actor, row.reason) == (ident, "zhao", "家中有事")
    (record,) = office.audit("roster.change")
    assert record.actor == "zhao" and "家中有事" not in record.body


@pytest.mark.parametrize(
    ("actor", "agreed", "sentence"),
    [
        ("zhao", None, "换班须写明同意人"),
        ("zhao", Agreement("sun", "phone", "同意"), "同意人须是换班的一方"),
        ("li", Agreement("li", "phone", "同意"), "不得与经办人为同一人"),
        ("li", Agreement("wang", "phone", " "), "须记录原话"),
    ],
)
def test_an_exchange_without_the_word_of_the_other_is_refused(
    sqlite_office: TestOffice, actor: str, agreed: Agreement | None, sentence: str
) -> None:
    with pytest.raises(Refused, match=sentence):
        change(sqlite_office, "swap", SWAP, actor, agreed=agreed)
    assert officers(sqlite_office) == ["li"] and not sqlite_office.audit("roster.change")


def test_one_who_serves_in_another_role_may_exchange_that_turn(sqlite_office: TestOffice) -> None:
    office = sqlite_office
    own = {"person": "zhao", "from": "2026-12-20 08:00", "to": "2026-12-20 20:00"}
    other = {"person": "zhao", "as": "officer", "from": "2026-11-26 08:00", "to": "2026-11-26 20:00"}
    office.edit("roster.yaml", lambda tree: tree.update(shifts=[own, other]))
    span = {"from": "2026-11-26T08:00:00+08:00", "to": "2026-11-26T20:00:00+08:00"}
    given = {"first": {"person": "zhao", **span}, "second": {"person": "wang", **NIGHT}}
    change(office, "swap", given, "zhao", agreed=Agreement("wang", "phone", "可以"))
    office.clock.set("2026-11-24T21:00:00+08:00")
    assert officers(office) == ["zhao"]
    office.clock.set("2026-11-26T09:00:00+08:00")
    assert "wang" in officers(office) and "zhao" not in officers(office)


def test_an_exchange_by_both_changes_both_turns(office: TestOffice) -> None:
    change(office, "swap", SWAP, "li", agreed=Agreement("wang", "phone", "可以"))
    assert officers(office) == ["wang"]
    office.clock.set("2026-11-24T21:00:00+08:00")
    assert officers(office) == ["li"]


@pytest.mark.parametrize(
    ("kind", "body"),
    [
        ("leave", {"person": "nobody", **DAY}),
        ("leave", {"person": "li", "substitute": "li", **DAY}),
        ("leave", {"person": "li", "from": DAY["to"], "to": DAY["from"]}),
        ("leave", {"person": "li", "unknown": 1, **DAY}),
        ("swap", {"first": {"person": "li", **NIGHT}, "second": {"person": "wang", **NIGHT}}),
        ("nonsense", {}),
    ],
    ids=["unknown person", "own substitute", "ends before it starts", "unknown key", "no such turn", "kind"],
)
def test_a_change_that_makes_no_sense_is_refused_with_one_sentence(
    sqlite_office: TestOffice, kind: str, body: dict[str, Any]
) -> None:
    with pytest.raises(MonitorError) as refused:
        change(sqlite_office, kind, body, agreed=Agreement("wang", "phone", "可以"))
    said = str(refused.value)
    assert "\n" not in said and any("\u4e00" <= c <= "\u9fff" for c in said)


def test_a_withdrawn_change_counts_no_more_and_both_rows_stay(office: TestOffice) -> None:
    ident = change(office, "leave", {"person": "li", "substitute": "zhang", **DAY})
    with office.acting("zhao") as work:
        cancel_change(work, ident, "不请了")
    assert officers(office) == ["li"]
    with office.program.database.read() as session:
        assert [r.kind for r in all_changes(session, "changchun")] == ["cancel", "leave"]
    with pytest.raises(Refused, match="已撤销"), office.acting("zhao") as work:
        cancel_change(work, ident, "再撤")


def test_what_is_over_or_never_was_cannot_be_withdrawn(office: TestOffice) -> None:
    ident = change(office, "leave", {"person": "li", **DAY})
    office.clock.set("2026-11-24T20:00:00+08:00")
    with pytest.raises(Refused, match="时间已过"), office.acting("zhao") as work:
        cancel_change(work, ident, "晚了")
    with pytest.raises(NotFound), office.acting("zhao") as work:
        cancel_change(work, 999, "没有")


def test_a_reason_is_always_asked_for(sqlite_office: TestOffice) -> None:
    with pytest.raises(Refused, match="理由"):
        change(sqlite_office, "leave", {"person": "li", **DAY}, reason=" ")


def test_a_plan_taken_in_twice_changes_the_roster_once(office: TestOffice) -> None:
    shift = Shift.model_validate({"person": "zhang", **DAY})
    with office.acting("zhao") as work:
        assert import_plan(work, [shift], "排班", replace=True) is not None
    assert officers(office) == ["zhang"]
    with office.acting("zhao") as work:
        assert import_plan(work, [shift], "排班", replace=True) is None
    assert len(office.audit("roster.change")) == 1

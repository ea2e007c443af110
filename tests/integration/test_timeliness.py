from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from sqlmodel import select

from monitor.reports.timeliness import TimelinessTable, render_table
from monitor.sla.timeliness_table import Row
from monitor.steps.acts import assign, correct_start, grade, waive
from monitor.steps.consents import Consent
from monitor.steps.desk import Desk
from monitor.steps.evidence import mark_record
from monitor.steps.publications import Publication, record
from monitor.store.figures import By, timeliness_rows, work_order_rows
from monitor.store.matters import live_acts
from monitor.store.proof_tables import ReleaseCheck, ReleaseFinding
from monitor.store.tables import WorkOrder
from tests.integration.report_desks import add_case, add_item, at, case_of, later, scratch_desk, working


@pytest.fixture
def desk(database_url: str, tmp_path: Path) -> Iterator[Desk]:
    with scratch_desk(database_url, tmp_path, "2026-11-20 08:00") as found:
        yield found


def rows(
    desk: Desk, now: str, *, by: By | None = None, as_of: str | None = None, days: str = "2026-11-20"
) -> list[Row]:
    moment = at(as_of) if as_of else None
    day = date.fromisoformat(days)
    with desk.database.read() as session:
        return timeliness_rows(session, "changchun", from_=day, to=day, by=by, as_of=moment, now=at(now))


def publish(desk: Desk, case: int, kind: str, published: str, nature: str = "substantive") -> None:
    what = Publication(kind, at(published), "https://example.org/1", nature=nature)  # type: ignore[arg-type]
    with working(desk) as work:
        record(work, case_of(work, case), what)


def counts(row: Row) -> dict[str, object]:
    names = ("total", "met", "late", "unanswered", "running", "waived", "past_at_upgrade", "time_pending")
    return {name: row[name] for name in names if row[name]}


def test_cases_answered_in_time_late_never_and_not_at_all(desk: Desk) -> None:
    in_time, late, _never, waived = (add_case(desk) for _ in range(4))
    publish(later(desk, "2026-11-21 07:00"), in_time, "response", "2026-11-21 07:00")
    publish(later(desk, "2026-11-22 09:00"), late, "response", "2026-11-22 09:00", "procedural")
    with working(desk) as work:
        consent = Consent("zhao", by="present")
        waive(work, case_of(work, waived), "非本单位职责", "会商决定", consent)
    (row,) = rows(desk, "2026-11-23 08:00")
    assert counts(row) == {"total": 4, "met": 1, "late": 1, "unanswered": 1, "waived": 1}
    assert (row["in_time_share"], row["median_s"], row["p90_s"]) == (0.25, 37 * 3600, 50 * 3600)
    assert (row["substantive"], row["procedural"]) == (1, 1)


def mark(desk: Desk, case: int, nature: str) -> None:
    """A person says what the last record of a case was."""
    with working(desk) as work:
        (*_, act) = live_acts(work.tx.session, case, "record")
        mark_record(work, act, case_of(work, case), nature, "复核")


def look(desk: Desk, case: int, outcome: str, role: str = "own") -> None:
    """The service looked for a case's publication at its places of a role, and came to this."""
    with working(desk, "system") as work:
        query = select(ReleaseCheck).where(ReleaseCheck.case_id == case, ReleaseCheck.role == role)
        for check in work.tx.session.exec(query).all():
            found = ReleaseFinding(
                office_id=work.office_id, check_id=check.id, outcome=outcome, recorded_at=work.now
            )
            work.tx.session.add(found)


def test_a_nature_that_a_person_marked_later_counts_from_when_it_was_marked(desk: Desk) -> None:
    case = add_case(desk)
    publish(later(desk, "2026-11-21 07:00"), case, "response", "2026-11-21 07:00")
    mark(later(desk, "2026-11-22 09:00"), case, "procedural")

    def natures(as_of: str) -> tuple[object, ...]:
        (row,) = rows(desk, "2026-11-24 08:00", as_of=as_of)
        return tuple(
            row[n] for n in ("substantive", "procedural", "met_substantive", "met_procedural", "met")
        )

    assert natures("2026-11-22 08:59") == (1, 0, 1, 0, 1)
    assert natures("2026-11-22 09:00") == (0, 1, 0, 1, 1), "still in time, as a procedural answer"
    mark(later(desk, "2026-11-23 09:00"), case, "substantive")
    assert natures("2026-11-24 08:00") == (1, 0, 1, 0, 1)


def test_publications_that_the_service_found_itself_are_counted_apart_from_the_others(desk: Desk) -> None:
    found, missing, away, unlooked = (add_case(desk) for _ in range(4))
    for case in (found, missing, away, unlooked):
        publish(later(desk, "2026-11-21 07:00"), case, "response", "2026-11-21 07:00")
    add_case(desk)  # never answered: there is nothing to look for
    first, second = later(desk, "2026-11-21 08:00"), later(desk, "2026-11-22 08:00")
    look(first, found, "unreachable")
    look(second, found, "found")
    look(second, missing, "not_found")
    look(second, missing, "found", role="reprint")
    look(second, away, "unreachable")

    def proofs(as_of: str) -> dict[str, object]:
        (row,) = rows(desk, "2026-11-24 08:00", as_of=as_of)
        return {n: row[n] for n in ("found", "not_found", "unreachable", "unchecked", "found_share")}

    assert proofs("2026-11-24 08:00") == {
        "found": 1, "not_found": 1, "unreachable": 1, "unchecked": 1, "found_share": 0.25,
    }  # fmt: skip
    assert proofs("2026-11-21 09:00")["unreachable"] == 1, "as it was known then"
    assert proofs("2026-11-21 09:00")["found_share"] == 0.0


def test_a_grave_case_has_two_policy_deadlines_and_an_ordinary_emergency_one(desk: Desk) -> None:
    add_case(desk, "II")
    add_case(desk, "III")
    by_severity = {row["key"]: row["total"] for row in rows(desk, "2026-11-20 09:00", by="severity")}
    assert by_severity == {"II": 2, "III": 1}


def test_the_figures_of_the_past_do_not_change_with_what_was_recorded_later(desk: Desk) -> None:
    case = add_case(desk)
    before = rows(desk, "2026-11-22 08:00", by="organ")
    publish(later(desk, "2026-11-23 10:00"), case, "response", "2026-11-21 07:00")
    with working(later(desk, "2026-11-23 11:00")) as work:
        assign(work, case_of(work, case), "市住建局", "属地调整")
        grade(work, case_of(work, case), "II", "伤亡增加")
    assert rows(desk, "2026-11-24 08:00", by="organ", as_of="2026-11-22 08:00") == before
    assert [row["key"] for row in before] == ["市水务局"]
    after = {row["key"]: counts(row) for row in rows(desk, "2026-11-24 08:00", by="organ")}
    assert after == {"市住建局": {"total": 3, "met": 1, "past_at_upgrade": 2}}


def test_nothing_is_counted_before_it_was_recorded(desk: Desk) -> None:
    add_case(desk)
    (row,) = rows(desk, "2026-11-24 08:00", as_of="2026-11-20 07:59")
    assert row["total"] == 0


def test_a_deadline_belongs_to_the_day_on_which_its_clock_starts(desk: Desk) -> None:
    add_case(desk, published_at=at("2026-11-19 23:59:59"))
    add_case(desk, published_at=at("2026-11-20 00:00"))
    now = "2026-11-20 09:00"
    assert [rows(desk, now, days=f"2026-11-{d}")[0]["total"] for d in (18, 19, 20, 21)] == [0, 1, 1, 0]


def test_history_is_not_counted(desk: Desk) -> None:
    add_case(desk, historical=True)
    assert rows(desk, "2026-11-24 08:00")[0]["total"] == 0


def test_a_bare_date_waits_for_its_confirmation(desk: Desk) -> None:
    case = add_case(desk, "II", occurred_at=date(2026, 11, 20))
    (row,) = rows(desk, "2026-11-20 11:00")
    assert counts(row) == {"total": 2, "running": 2, "time_pending": 2}
    (row,) = rows(desk, "2026-11-20 13:00")
    assert counts(row) == {"total": 2, "unanswered": 1, "running": 1, "time_pending": 2}, (
        "five hours after its publication it is late at whatever hour it happened"
    )
    with working(later(desk, "2026-11-22 08:00")) as work:
        correct_start(work, case_of(work, case), at("2026-11-20 06:30"), "值班记录")
    (row,) = rows(desk, "2026-11-22 08:01")
    assert counts(row) == {"total": 2, "unanswered": 2}


def test_groups_follow_the_case_and_the_unnamed_have_a_key(desk: Desk) -> None:
    add_case(desk, organ=None, category="环境保护")
    add_case(desk, organ="市环保局", category="环境保护")
    now = "2026-11-20 09:00"
    assert {row["key"] for row in rows(desk, now, by="organ")} == {"none", "市环保局"}
    assert [(row["key"], row["total"]) for row in rows(desk, now, by="category")] == [("环境保护", 2)]


def test_the_table_of_one_moment_is_the_same_bytes_twice(desk: Desk) -> None:
    for organ in ("甲局", "乙局", "丙局"):
        add_case(desk, organ=organ)

    def written() -> bytes:
        found = rows(desk, "2026-11-24 08:00", by="organ", as_of="2026-11-23 08:00")
        day = date(2026, 11, 20)
        return render_table(TimelinessTable(day, day, "organ", at("2026-11-23 08:00"), found), "json")

    first = written()
    add_case(later(desk, "2026-11-23 09:00"), published_at=at("2026-11-20 08:00"))
    assert written() == first


def test_work_orders_are_compared_with_two_days_from_what_was_recorded(desk: Desk) -> None:
    def order(received: str, replied: str | None, recorded: str = "2026-11-20 08:00") -> None:
        with working(desk) as work:
            item = add_item(work, source_kind="hotline")
            work.tx.session.add(
                WorkOrder(
                    office_id="changchun",
                    item_id=item.id,
                    received_at=at(received),
                    replied_at=at(replied) if replied else None,
                    organ="市水务局",
                    recorded_at=at(recorded),
                    reply_recorded_at=at(recorded) if replied else None,
                )
            )

    order("2026-11-01 08:00", "2026-11-03 08:00")
    order("2026-11-01 08:00", "2026-11-12 08:00")
    order("2026-11-02 08:00", None)
    order("2026-11-02 08:00", "2026-11-02 10:00", recorded="2026-11-22 08:00")

    def found(as_of: str) -> dict[str, object]:
        with desk.database.read() as session:
            first, last = date(2026, 11, 1), date(2026, 11, 2)
            (row,) = work_order_rows(
                session, "changchun", from_=first, to=last, by="organ", as_of=at(as_of), now=at(as_of)
            )
        return counts(row)

    assert found("2026-11-21 08:00") == {"total": 3, "met": 1, "late": 1, "unanswered": 1}
    assert found("2026-11-23 08:00") == {"total": 4, "met": 2, "late": 1, "unanswered": 1}

"""Sources that fall silent and speak again, and what the round that looks after them costs when all is well."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
from sqlalchemy import event
from sqlmodel import col, select

from monitor.collectors.sources import Source, SourceBook
from monitor.steps.heartbeat import check_silence
from monitor.steps.sampling import draw_sample
from monitor.store.tables import Alarm, SourceState
from tests.office import TestOffice


def book_of(count: int) -> SourceBook:
    return SourceBook(
        sources=tuple(
            Source(name=f"源{n}", kind="feed", url=f"https://{n}.example/feed") for n in range(count)
        )
    )


def polled(office: TestOffice, count: int, *, failures: int = 0, worked_hours_ago: float = 0) -> None:
    """What the collector notes of each source after a poll."""
    now = office.clock.now()
    with office.program.database.write() as tx:
        known = {s.name: s for s in tx.session.exec(select(SourceState))}
        for n in range(count):
            row = known.get(f"源{n}") or SourceState(office_id=tx.office_id, name=f"源{n}")
            row.last_polled_at, row.failures = now, failures
            row.last_worked_at = now - timedelta(hours=worked_hours_ago)
            tx.session.add(row)


def standing(office: TestOffice) -> list[str]:
    with office.program.database.read() as session:
        return sorted(
            session.exec(
                select(Alarm.key).where(Alarm.kind == "source_silent", col(Alarm.cleared_at).is_(None))
            )
        )


def statements(office: TestOffice, work: Callable[[], object]) -> list[str]:
    said: list[str] = []

    def note(_connection: object, _cursor: object, statement: str, *_: object) -> None:
        said.append(statement)

    engine = office.program.database.engine
    event.listen(engine, "before_cursor_execute", note)
    work()
    event.remove(engine, "before_cursor_execute", note)
    return said


def test_a_source_silent_too_long_is_told_once_and_cleared_when_it_speaks(office: TestOffice) -> None:
    desk, book = office.program.desk, book_of(3)
    polled(office, 3)
    assert check_silence(desk, book) == 0 and standing(office) == []
    polled(office, 2, failures=9, worked_hours_ago=30)
    assert check_silence(desk, book) == 2 and standing(office) == ["silent:源0", "silent:源1"]
    assert check_silence(desk, book) == 0, "it stands already"
    polled(office, 1)
    check_silence(desk, book)
    assert standing(office) == ["silent:源1"]


def test_a_source_switched_off_or_never_asked_raises_nothing(office: TestOffice) -> None:
    polled(office, 2, failures=9, worked_hours_ago=30)
    off = SourceBook(sources=(book_of(1).sources[0].model_copy(update={"enabled": False}),))
    assert check_silence(office.program.desk, off) == 0 and standing(office) == []


@pytest.mark.parametrize("after", ["switched off", "removed"])
def test_the_alarm_of_a_source_goes_when_the_source_does(office: TestOffice, after: str) -> None:
    polled(office, 1, failures=9, worked_hours_ago=30)
    check_silence(office.program.desk, book_of(1))
    assert standing(office) == ["silent:源0"]
    off = (book_of(1).sources[0].model_copy(update={"enabled": False}),) if after == "switched off" else ()
    check_silence(office.program.desk, SourceBook(sources=off))
    assert standing(office) == []


def test_a_quiet_round_asks_no_more_for_a_thousand_sources_and_takes_no_writing_turn(
    office: TestOffice,
) -> None:
    asked = {}
    for count in (2, 1_000):
        polled(office, count)
        asked[count] = statements(office, lambda n=count: check_silence(office.program.desk, book_of(n)))  # type: ignore[misc]
    assert len(asked[1_000]) == len(asked[2])
    assert not any(
        s.lstrip().upper().startswith(("BEGIN IMMEDIATE", "INSERT", "UPDATE")) for s in asked[1_000]
    )


def test_a_week_without_items_is_looked_at_without_writing(office: TestOffice) -> None:
    said = statements(office, lambda: draw_sample(office.program.desk))
    assert len(said) > 1 and {s.split()[0] for s in said} <= {"BEGIN", "SELECT"}
    assert "BEGIN IMMEDIATE" not in said

"""The service's own lateness: measured where it ends, kept, and exported."""

from __future__ import annotations

from monitor.store.lateness import spreads
from tests.office import TestOffice, fire


def late(office: TestOffice) -> dict[str, tuple[int, int]]:
    with office.program.database.read() as session:
        return {k: (s.total, s.max_ms) for k, s in spreads(session, "changchun").items()}


def test_what_was_noticed_and_sent_late_says_by_how_much(office: TestOffice) -> None:
    office.ingest(fire())
    office.beat()
    first = late(office)
    assert first["rung"][1] == 0 and first["whole"][1] == 0
    office.clock.set("2026-11-26T07:00:03+08:00")
    office.watch()
    office.clock.move(seconds=4)
    office.deliver()
    now = late(office)
    assert now["deadline"][1] >= 3_000, "the response was due at seven"
    assert now["message"] == (first["message"][0] + len(office.messages()) - 1, 4_000)
    assert now["whole"][0] == len(office.messages())


def test_a_sweep_that_finds_nothing_measures_nothing(office: TestOffice) -> None:
    office.ingest(fire())
    office.watch()
    before = late(office)
    office.watch()
    assert late(office) == before

"""The rounds of the running service."""

from __future__ import annotations

from typing import Any

import pytest
from sqlmodel import select

from monitor.service import Rounds
from monitor.store.tables import ItemRecord, RawItem
from tests.office import TestOffice, fire


def test_what_a_crash_left_uningested_does_not_wait_for_the_sources(
    sqlite_office: TestOffice, monkeypatch: pytest.MonkeyPatch
) -> None:
    office, seen = sqlite_office, list[str]()
    with office.program.database.write() as tx:
        tx.session.add(
            RawItem(
                office_id=tx.office_id,
                source="本地新闻网",
                fingerprint="f1",
                payload=fire().to_json(),
                fetched_at=office.clock.now(),
                next_attempt_at=office.clock.now(),
            )
        )
    rounds = Rounds(office.program)

    async def poll(_: Any) -> list[Any]:
        with office.program.database.read() as session:
            seen.extend(i.external_id for i in session.exec(select(ItemRecord)))
        return []

    monkeypatch.setattr(Rounds, "_poll", poll)
    assert rounds.collect()
    assert seen == ["fire-1"]
    assert not rounds.collect()

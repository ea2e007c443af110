"""The board at three in the morning: many silent sources are one line, and never push the cases out of sight."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from monitor.store.tables import Alarm
from tests.web_rig import Rig


@pytest.fixture
def rig(tmp_path: Path, database_url: str) -> Iterator[Rig]:
    built = Rig(tmp_path, database_url)
    built.case()
    yield built
    built.close()


def raise_alarms(rig: Rig, number: int) -> str:
    with rig.database.write() as tx:
        for n in range(number):
            tx.session.add(
                Alarm(
                    office_id=rig.database.office_id,
                    key=f"silent:{n}",
                    kind="source_silent",
                    text=f"信源“甲{n}”从未成功采集",
                    raised_at=rig.now,
                )
            )
        nobody = {"key": "nobody:1", "kind": "nobody", "text": "无人可通知"}
        tx.session.add(Alarm(office_id=rig.database.office_id, raised_at=rig.now, **nobody))
    return rig.browser("duty").get("/").text


def test_many_silent_sources_are_one_line_that_opens(rig: Rig) -> None:
    page = raise_alarms(rig, 10)
    assert page.count("<b>信源中断</b>") == 1 and "10 个信源收不到" in page and "“甲9”" in page
    assert "无人可通知" in page


def test_two_silent_sources_are_told_one_by_one(rig: Rig) -> None:
    assert raise_alarms(rig, 2).count("<b>信源中断</b>") == 2


def test_what_must_be_done_at_once_stands_above_a_newer_routine_alarm(rig: Rig) -> None:
    with rig.database.write() as tx:
        for n, (kind, text) in enumerate((("nobody", "无人可通知某案"), ("missed", "抽检判错过多"))):
            raised = rig.now + timedelta(minutes=n)
            tx.session.add(
                Alarm(office_id=rig.database.office_id, key=kind, kind=kind, text=text, raised_at=raised)
            )
    page = rig.browser("leader").get("/").text
    assert page.index("无人可通知某案") < page.index("抽检判错过多")

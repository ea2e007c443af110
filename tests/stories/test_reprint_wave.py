"""The same report from nine sites."""

from __future__ import annotations

import pytest

from monitor.steps import acts
from tests.office import TestOffice, fire

SITES = [f"网站{n}" for n in "甲乙丙丁戊己庚辛壬"]


@pytest.fixture
def wave(office: TestOffice) -> TestOffice:
    """One report, acknowledged at once, and reprinted by eight more sites within the hour, each with its own suffix."""
    text = "今日6时许，长春市宽城区一厂房发生火灾，造成2人死亡、3人受伤。目前明火已扑灭，善后工作正在进行，起火原因正在调查。"
    for n, site in enumerate(SITES):
        office.clock.move(minutes=5)
        office.ingest(
            fire(
                id=f"w{n}",
                source=site,
                source_kind="portal" if n else "local_media",
                text=text if n == 0 else f"{text}（来源：本地新闻网，责任编辑：{site}）",
                published_at=f"2026-11-24T07:{n * 5:02d}:00+08:00",
            )
        )
        office.beat()
        if n == 0:
            with office.on_case() as (work, case):
                acts.acknowledge(work, case)
    return office


def test_they_are_nine_items_in_one_event_with_one_case(wave: TestOffice) -> None:
    assert len(wave.cases()) == 1
    shown = wave.case()
    assert sum(t["act"] == "item" for t in shown["timeline"]) == 8


def test_the_officer_is_alerted_of_the_matter_once(wave: TestOffice) -> None:
    opened = [m for m in wave.messages() if "新立案" in m.title]
    assert len(opened) == 1


def test_the_clock_runs_from_the_earliest_publication(wave: TestOffice) -> None:
    starts = {d.start_at for d in wave.deadlines("response")}
    assert [s.isoformat() for s in starts] == ["2026-11-23T23:00:00+00:00"]


def test_the_copies_name_the_earliest(wave: TestOffice) -> None:
    from sqlmodel import select

    from monitor.store.tables import ItemRecord

    with wave.program.database.read() as session:
        rows = session.exec(select(ItemRecord)).all()
    first = next(r for r in rows if r.external_id == "w0")
    assert {r.duplicate_of for r in rows if r is not first} == {first.id}

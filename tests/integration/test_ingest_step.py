"""The way of an item into the database."""

from __future__ import annotations

import shutil
from pathlib import Path
from random import Random
from string import ascii_letters

import pytest
from sqlalchemy import event
from sqlmodel import col, select

from monitor.store.tables import Event, ItemKey, ItemRecord, ItemRevision, WorkOrder
from tests.office import TestOffice, fire, item


def stored(office: TestOffice) -> list[ItemRecord]:
    with office.program.database.read() as session:
        return list(session.exec(select(ItemRecord).order_by(col(ItemRecord.id))))


def test_the_same_items_again_add_nothing(office: TestOffice) -> None:
    batch = [item(id=f"i{n}", title=f"反映第{n}路公交车间隔太长") for n in range(5)]
    first, second = office.ingest(*batch), office.ingest(*batch)
    assert (first.new, first.duplicate) == (5, 0)
    assert (second.new, second.duplicate) == (0, 5)
    assert len(stored(office)) == 5


def test_the_same_id_twice_in_one_batch_is_one_item(office: TestOffice) -> None:
    tally = office.ingest(item(id="same"), item(id="same"))
    assert (tally.new, tally.duplicate) == (1, 1)


def test_the_same_id_from_another_source_is_another_item(office: TestOffice) -> None:
    assert office.ingest(item(source="甲"), item(source="乙")).new == 2


def test_the_same_key_with_changed_text_is_a_new_revision_and_the_old_text_is_kept(
    office: TestOffice,
) -> None:
    office.ingest(fire())
    office.ingest(fire(text="今日6时许，长春市宽城区一厂房发生火灾，造成12人死亡、3人受伤。"))
    rows = stored(office)
    assert [(r.revision, r.severity) for r in rows] == [(2, "II")]
    with office.program.database.read() as session:
        texts = session.exec(select(ItemRevision.raw_text).order_by(col(ItemRevision.revision))).all()
    assert "2人死亡" in texts[0] and "12人死亡" in texts[1]
    assert office.cases()[0].severity == "II", "a report that was edited upwards raises its case"


def test_an_address_of_thousands_of_letters_holds_up_no_item_and_no_case(office: TestOffice) -> None:
    """PostgreSQL refuses what does not fit a page of an index, and that would be the database's trouble, again and again."""
    url = "https://a.example.cn/?" + "".join(Random(1).choices(ascii_letters, k=9_000))
    tally = office.ingest(item(url=url), fire(url=url))
    assert (tally.new, tally.cases_opened, tally.rejected) == (2, 1, 0)
    assert {row.url for row in stored(office)} == {url}
    assert len(office.audit("page.left")) == len(office.cases()), "that its page is not kept is told"


def test_old_material_is_stored_and_classified_but_alerts_nobody(office: TestOffice) -> None:
    tally = office.ingest(fire(published_at="2026-10-01T08:00:00+08:00"))
    office.beat()
    assert (tally.new, tally.cases_opened) == (1, 0)
    assert stored(office)[0].historical and stored(office)[0].severity == "IV"
    assert office.receiver.got == []


def test_history_on_request_alerts_nobody_however_fresh_it_is(office: TestOffice) -> None:
    assert office.ingest(fire(), history=True).cases_opened == 0
    assert stored(office)[0].historical


def test_a_hotline_message_is_a_work_order_and_no_case(office: TestOffice) -> None:
    office.ingest(
        item(source_kind="hotline", reply="已转供热公司处理", replied_at="2026-11-24T07:50:00+08:00")
    )
    assert office.cases() == []
    with office.program.database.read() as session:
        order = session.exec(select(WorkOrder)).one()
    assert order.replied_at is not None and order.reply == "已转供热公司处理"


def test_what_was_given_is_kept_beside_what_was_cleaned(office: TestOffice) -> None:
    raw = "<p>長春市朝陽區發(fā)生停水，居民求助。</p>"
    office.ingest(item(text=raw))
    row = stored(office)[0]
    assert row.raw_text == raw
    assert row.text == "长春市朝阳区发生停水，居民求助。"


def test_a_publication_time_in_the_future_starts_no_clock(office: TestOffice) -> None:
    office.ingest(fire(published_at="2026-11-25T08:00:00+08:00"))
    assert stored(office)[0].published_at is None
    now = office.clock.now()
    assert office.deadlines() and all(d.start_at <= now for d in office.deadlines())


def test_after_a_restart_a_reprint_still_finds_its_event(office: TestOffice) -> None:
    office.ingest(fire())
    office.restart()
    office.ingest(fire(id="again", source="转载网"))
    rows = stored(office)
    assert rows[0].event_id == rows[1].event_id
    assert rows[1].duplicate_of == rows[0].id


def test_two_processes_that_meet_the_same_item_store_it_once(office: TestOffice) -> None:
    from concurrent.futures import ThreadPoolExecutor

    from monitor.wiring import Program

    other = Program(office.settings, office.clock)
    batch = [item(id=f"i{n}", title=f"反映第{n}号楼电梯故障") for n in range(30)]
    with ThreadPoolExecutor(2) as pool:
        list(pool.map(lambda p: p.ingester.ingest(batch), (office.program, other)))
    other.close()
    assert len(stored(office)) == 30
    with office.program.database.read() as session:
        assert len(session.exec(select(ItemKey)).all()) == 30


@pytest.mark.parametrize("place", ["北京市朝阳区", "黑龙江省五常市"])
def test_another_provinces_emergency_is_graded_and_opens_no_case(office: TestOffice, place: str) -> None:
    office.ingest(
        fire(title=f"{place}一厂房火灾致12人死亡", text=f"今日6时许，{place}一厂房发生火灾，造成12人死亡。")
    )
    assert stored(office)[0].severity == "II"
    assert stored(office)[0].local is False
    assert office.cases() == []


def test_a_paper_with_a_mark_of_secrecy_is_refused_and_leaves_no_text_behind(office: TestOffice) -> None:
    tally = office.ingest(item(id="s", title="", text="机密★1年\n关于某项工作的请示"), item(id="ok"))
    assert (tally.rejected, tally.new) == (1, 1)
    assert [r.external_id for r in stored(office)] == ["ok"]


def _told(office: TestOffice) -> list[tuple[object, ...]]:
    """Each item with its event, its original and its case, without what only counts transactions."""
    with office.program.database.read() as session:
        events = {e.id: e for e in session.exec(select(Event))}
    rows = [(r, events[r.event_id or 0]) for r in stored(office)]
    cases = {c.event_id: c for c in office.cases()}
    return [
        (
            *(row.id, row.external_id, row.event_id, row.duplicate_of),
            *(event.title, event.items, event.severity, event.heat, event.opinion_level),
            cases[event.id].item_id if event.id in cases else None,
        )
        for row, event in rows
    ]


def test_a_batch_leaves_what_its_items_would_have_left_one_by_one(
    sqlite_template: Path, config_dir: Path, tmp_path: Path
) -> None:
    batch = [
        fire(),
        item(id="other"),
        fire(id="reprint", source="转载网"),
        *(item(id=f"h{n}", source_kind="hotline", author=f"市民{n}") for n in range(6)),
        fire(text="今日6时许，长春市宽城区一厂房发生火灾，造成12人死亡、3人受伤。"),
        *(fire(id=f"again{n}", source=f"转载网{n}", source_kind="portal") for n in range(4)),
    ]
    left = []
    for name, parts in (("whole", [batch]), ("single", [[one] for one in batch])):
        shutil.copy(sqlite_template, tmp_path / f"{name}.db")
        office = TestOffice(f"sqlite:///{tmp_path / name}.db", config_dir, tmp_path / name)
        for part in parts:
            office.ingest(*part)
        # How hot an event is, is asked at the end of a batch: what comes of it is recorded a little later.
        left.append((_told(office), sorted(a.act for a in office.audit() if a.act.startswith("case."))))
        office.close()
    assert left[0] == left[1]
    assert len(left[0][0]) == len(batch) - 1 and left[0][1]


def test_the_database_is_not_asked_once_more_for_every_further_item(sqlite_office: TestOffice) -> None:
    def statements(count: int) -> int:
        asked: list[str] = []

        def note(_connection: object, _cursor: object, statement: str, *_: object) -> None:
            asked.append(statement)

        engine = sqlite_office.program.database.engine
        event.listen(engine, "before_cursor_execute", note)
        sqlite_office.ingest(
            *(item(id=f"{count}-{n}", title=f"反映第{count + n}路公交车间隔太长") for n in range(count)),
            history=True,
        )
        event.remove(engine, "before_cursor_execute", note)
        return len(asked)

    statements(1)  # opens the index
    assert statements(60) < statements(10) + 5, "some statements more for a new event, none for an item"

"""What an item is compared with stands in rows: nothing of it is lost with a process, or held in one."""

from __future__ import annotations

from dataclasses import replace

import pytest
from sqlmodel import col, delete, func, select, update

from monitor.item import Item
from monitor.steps import sketching
from monitor.steps.sketching import forget_oldest
from monitor.store.tables import ItemBand, ItemRecord, ItemSketch, ItemWord
from monitor.wiring import Program
from tests.office import TestOffice, item

STREET = "长春市绿园区西环城路排水管道破裂，污水漫过人行道，附近商户进出困难，已经持续一个星期无人修理。"
AGAIN = f"【转】{STREET}（来源：市民随手拍）"
OTHERS = ("公交车间隔太长", "夜间施工噪音扰民", "电梯停运多日", "路灯不亮")


def post(ident: str, text: str, **fields: object) -> Item:
    return item(**({"id": ident, "title": "西环城路污水横流", "text": text} | fields))


def stored(office: TestOffice, ident: str) -> ItemRecord:
    with office.program.database.read() as session:
        return session.exec(select(ItemRecord).where(ItemRecord.external_id == ident)).one()


def rows(office: TestOffice) -> tuple[int, int, int]:
    """Sketches, bands and words in the database."""
    with office.program.database.read() as session:
        counts = [
            session.exec(select(func.count()).select_from(t)).one() for t in (ItemSketch, ItemBand, ItemWord)
        ]
    return counts[0], counts[1], counts[2]


def same_event(office: TestOffice, *idents: str) -> bool:
    return len({stored(office, ident).event_id for ident in idents}) == 1


def test_a_restarted_worker_and_a_second_one_find_a_copy_at_once(office: TestOffice) -> None:
    office.ingest(post("first", STREET))
    office.restart()
    office.ingest(post("second", AGAIN))
    other = Program(office.settings, office.clock)
    other.ingester.ingest([post("third", STREET)])
    other.close()
    first = stored(office, "first").id
    assert [stored(office, n).duplicate_of for n in ("second", "third")] == [first, first]
    assert same_event(office, "first", "second", "third")


def test_reprints_are_not_listed_one_by_one(office: TestOffice) -> None:
    office.ingest(post("first", STREET))
    before = rows(office)
    office.ingest(*(post(f"again-{n}", STREET) for n in range(5)))
    assert rows(office) == (before[0] + 5, before[1], before[2])


def test_items_from_before_the_sketches_are_sketched_once(office: TestOffice) -> None:
    office.ingest(post("first", STREET), *(post(f"o{n}", f"双阳区{o}") for n, o in enumerate(OTHERS)))
    full = rows(office)
    with office.program.database.write() as tx:
        for table in (ItemBand, ItemWord, ItemSketch):
            tx.session.execute(delete(table))
    office.restart()
    office.ingest(post("second", AGAIN))
    assert stored(office, "second").duplicate_of == stored(office, "first").id
    assert rows(office)[0] == full[0] + 1 and rows(office)[1] >= full[1]


def test_new_items_do_not_wait_until_all_old_ones_are_sketched(
    office: TestOffice, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sketching, "_AT_ONCE", 2)
    monkeypatch.setattr(sketching, "_LOTS", 1)
    office.ingest(*(post(f"o{n}", f"双阳区{o}") for n, o in enumerate(OTHERS)))
    with office.program.database.write() as tx:
        for table in (ItemBand, ItemWord, ItemSketch):
            tx.session.execute(delete(table))
    office.restart()
    left = []
    for number in range(len(OTHERS)):
        office.ingest(post(f"new-{number}", f"{STREET}{number}"))
        left.append(len(OTHERS) + number + 1 - rows(office)[0])
    assert left[0] == len(OTHERS) - 2 and left[-1] == 0
    assert left == sorted(left, reverse=True)


def test_sketches_by_other_rules_are_made_anew(office: TestOffice) -> None:
    office.ingest(post("first", STREET))
    before = rows(office)
    with office.program.database.write() as tx:
        tx.session.execute(update(ItemSketch).values(form="older"))
    office.restart()
    office.ingest(post("second", STREET))
    with office.program.database.read() as session:
        forms = set(session.exec(select(ItemSketch.form)))
    assert len(forms) == 1 and forms != {"older"}
    assert rows(office) == (before[0] + 1, before[1], before[2]), "the old ones are gone"


def test_what_is_outlived_is_taken_away_and_a_copy_of_it_is_listed_in_its_stead(office: TestOffice) -> None:
    office.ingest(post("first", STREET), *(post(f"o{n}", f"双阳区{o}。") for n, o in enumerate(OTHERS)))
    office.ingest(post("second", STREET))
    last = stored(office, "second").id
    with office.program.database.write() as tx:
        assert forget_oldest(tx.session, tx.office_id, 1, last) == len(OTHERS) + 1
        assert forget_oldest(tx.session, tx.office_id, 1, last) == 0
    with office.program.database.read() as session:
        assert list(session.exec(select(ItemSketch.item_id))) == [last]
        assert set(session.exec(select(ItemBand.item_id))) == {last}
        assert session.exec(select(func.count()).select_from(ItemWord)).one() == 0
    office.ingest(post("third", STREET))
    assert stored(office, "third").duplicate_of == stored(office, "first").id, (
        "the earliest is named for ever"
    )
    assert same_event(office, "first", "second", "third")


def test_a_changed_text_is_compared_from_then_on(office: TestOffice) -> None:
    office.ingest(post("first", "西环城路污水横流，详情稍后补充。"))
    office.ingest(post("first", STREET))
    office.ingest(post("second", AGAIN))
    assert stored(office, "second").duplicate_of == stored(office, "first").id


def test_a_batch_that_fails_leaves_nothing_behind(sqlite_office: TestOffice) -> None:
    office = sqlite_office
    office.ingest(post("first", STREET))
    before = rows(office)
    broken = replace(post("bad", AGAIN), likes=1 << 70)  # no column holds that
    outcome = office.program.ingester.ingest([broken, post("good", AGAIN)])
    assert [o.status for o in outcome] == ["rejected", "new"]
    assert rows(office)[0] == before[0] + 1
    with office.program.database.read() as session:
        sketched = select(ItemSketch.item_id).order_by(col(ItemSketch.item_id))
        known = select(ItemRecord.id).order_by(col(ItemRecord.id))
        assert list(session.exec(sketched)) == list(session.exec(known))

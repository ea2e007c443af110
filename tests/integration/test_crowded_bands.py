"""A band that thousands share: the copy among them is found, and no more is read than in a band of a few."""

from __future__ import annotations

import random
from collections.abc import Iterable, Sequence
from dataclasses import replace

import pytest
from sqlmodel import Session, insert, select

from monitor.item import Item
from monitor.steps.nominees import MET_BESIDE
from monitor.store.sketches import keys_of, latest_under, next_to
from monitor.store.tables import ItemBand, ItemRecord, ItemSketch
from tests.office import TestOffice, item

STREET = (
    "长春市绿园区西环城路排水管道破裂，污水漫过人行道，附近商户进出困难，已经持续一个星期无人修理。居民向物业和街道"
    "反映过，都说要等市政单位安排，可是每天早晚上下学的孩子只能绕到马路中间走，非常危险，希望有关部门尽快派人来看。"
)
EDITED = (
    STREET.replace("反映过", "都反映了").replace("非常危险", "很是危险").replace("漫过人行道", "漫上了人行道")
)
FAR = 1 << 40
"""Numbers of items that stand in bands only."""


def post(ident: str, text: str) -> Item:
    return item(id=ident, title="西环城路污水横流", text=text)


def record(office: TestOffice, ident: str) -> ItemRecord:
    with office.program.database.read() as session:
        return session.exec(select(ItemRecord).where(ItemRecord.external_id == ident)).one()


def crowd(office: TestOffice, keys: Sequence[int], numbers: Iterable[int], seed: int = 1) -> None:
    """So many strangers in each of some bands, each with branches of its own."""
    rng = random.Random(seed)
    rows = [
        {"key": key & ~0xFFFF_FFFF | rng.getrandbits(32), "item_id": place * FAR + number}
        for place, key in enumerate(keys, 1)
        for number in numbers
    ]
    with office.program.database.write() as tx:
        tx.session.execute(insert(ItemBand), rows)


def bands_of(office: TestOffice, ident: str) -> list[int]:
    with office.program.database.read() as session:
        packed = session.exec(
            select(ItemSketch.bands).where(ItemSketch.item_id == record(office, ident).id)
        ).one()
    return keys_of(packed)


def test_the_original_is_found_though_hundreds_stand_before_it_in_each_of_its_bands(
    office: TestOffice,
) -> None:
    office.ingest(post("first", STREET))
    first = record(office, "first").id
    crowd(office, bands_of(office, "first")[1:], range(-1500, -1000))
    crowd(office, bands_of(office, "first")[1:], range(500), seed=2)
    office.restart()
    office.ingest(post("edited", EDITED), post("reprint", f"【转】{STREET}（来源：市民随手拍）"))
    assert [record(office, n).duplicate_of for n in ("edited", "reprint")] == [first, first]


def test_a_copy_of_a_reprint_is_found_by_its_letters_after_a_restart(office: TestOffice) -> None:
    office.ingest(post("first", STREET))
    office.ingest(post("reprint", f"{STREET}据悉。"))
    keys, first = bands_of(office, "reprint"), record(office, "first").id
    with office.program.database.write() as tx:
        listed = list(
            tx.session.exec(select(ItemBand.key).where(ItemBand.item_id == record(office, "reprint").id))
        )
        assert listed == keys[:1], (
            "a reprint hardly different from its original is listed by its letters alone"
        )
        for row in tx.session.exec(select(ItemBand).where(ItemBand.item_id == first)):
            tx.session.delete(row)
    office.restart()
    office.ingest(post("again", f"{STREET}据悉。"))
    assert record(office, "again").duplicate_of == first


def test_what_is_said_again_every_year_copies_what_was_said_this_year(office: TestOffice) -> None:
    years = [
        replace(post(f"of {year}", STREET), published_at=office.clock.now().replace(year=year))
        for year in (2023, 2026)
    ]
    for one in years:
        office.ingest(one)
    office.ingest(post("again", STREET))
    assert record(office, "of 2026").duplicate_of is None
    assert record(office, "again").duplicate_of == record(office, "of 2026").id


def test_of_equal_letters_the_last_few_are_told(office: TestOffice) -> None:
    with office.program.database.write() as tx:
        tx.session.execute(insert(ItemBand), [{"key": -7, "item_id": n} for n in range(9, 0, -1)])
    with office.program.database.read() as session:
        assert latest_under(session, "item_band", [-7, 8], 4) == {-7: [6, 7, 8, 9]}


@pytest.mark.parametrize(
    "key", [5 << 32 | 0x8000_0000, -(5 << 32) | 0x8000_0000, -1, 0, (1 << 63) - 1, -(1 << 63)]
)
def test_those_on_both_sides_of_a_key_are_told_and_the_next_bands_are_not(
    office: TestOffice, key: int
) -> None:
    band = key & ~0xFFFF_FFFF
    mine = sorted({band | random.Random(n).getrandbits(32) for n in range(200)} | {key})
    edges = [k for k in (band - 1, band + (1 << 32)) if -(1 << 63) <= k < 1 << 63]
    with office.program.database.write() as tx:
        rows = [{"key": k, "item_id": n} for n, k in enumerate([*mine, *edges])]
        tx.session.execute(insert(ItemBand), rows)
    with office.program.database.read() as session:
        [(asked, keys, items)] = next_to(session, [key, key ^ 1 << 33], 6)
    place = mine.index(key)
    expected = range(max(0, place - 6), min(len(mine), place + 6))
    assert asked == key and sorted(items.tolist()) == list(expected)
    assert sorted(keys.tolist()) == mine[expected.start : expected.stop]


def test_no_more_is_read_of_a_band_of_thousands_than_of_one_of_dozens(sqlite_office: TestOffice) -> None:
    """Counted in the steps of SQLite's own machine, not in time."""
    office = sqlite_office
    office.ingest(post("first", STREET))
    keys = bands_of(office, "first")[1:]
    steps = []
    for numbers in (range(40), range(40, 5000)):
        crowd(office, keys, numbers)
        with office.program.database.read() as session:
            steps.append(_steps(session, keys))
    assert steps[1] < steps[0] * 1.25, "a few of dozens may lack neighbours on one side"


def _steps(session: Session, keys: Sequence[int]) -> int:
    count = 0

    def step() -> int:
        nonlocal count
        count += 1
        return 0

    driver = session.connection().connection.driver_connection
    assert driver is not None
    driver.set_progress_handler(step, 1)
    met = [len(items) for _, _, items in next_to(session, keys, MET_BESIDE)]
    driver.set_progress_handler(None, 1)
    assert met and max(met) <= 2 * MET_BESIDE
    return count

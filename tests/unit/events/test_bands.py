"""Bands in whose order a crowd is searched: the likest are met, and no more than a few are read."""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime

import numpy as np
import pytest

from monitor.bench.reprints import KINDS, reprint
from monitor.bench.texts import posts
from monitor.events.bands import LOWER, BandTable, Keys, band_keys, shared_branches
from monitor.events.cluster import Clusterer
from monitor.events.entry import Entry
from monitor.events.index import EventIndex, Listed
from monitor.events.shortlist import shortlist

Build = Callable[..., Entry]
BAND = 0x0123_4567 << 32


def signature(rng: random.Random) -> np.ndarray:
    return np.array([rng.getrandbits(32) for _ in range(64)], dtype=np.uint32)


def shared(one: np.ndarray, share: float, rng: random.Random) -> np.ndarray:
    """A signature that agrees with another in about this share of its places."""
    return np.array([v if rng.random() < share else rng.getrandbits(32) for v in one.tolist()], np.uint32)


def key(lower: int) -> Keys:
    return np.array([BAND | lower], dtype=np.uint64)


@pytest.mark.parametrize("merge_at", [1 << 15, 4], ids=["recent", "settled"])
def test_those_next_to_a_key_are_met_and_no_others(merge_at: int) -> None:
    table = BandTable(merge_at)
    for item in range(1000):
        table.add(key(item * 1000), item)
    table.add(np.array([(0x0123_4568 << 32), (0x0123_4566 << 32) | LOWER], dtype=np.uint64), 1000)
    assert sorted(set(table.near(key(500_500), 3))) == [498, 499, 500, 501, 502, 503]
    assert set(table.near(key(0), 3)) == {0, 1, 2}, "the band before it is another"
    assert set(table.near(key(LOWER), 3)) == {997, 998, 999}, "and so is the one behind"
    assert list(table.near(np.array([7 << 32], dtype=np.uint64), 3)) == []


def test_of_equal_keys_the_earliest_are_met() -> None:
    table = BandTable()
    for item in range(100):
        table.add(key(5), item)
    assert list(table.near(key(5), 4)) == [0, 1, 2, 3]


def test_branches_are_counted_as_one_would_by_hand() -> None:
    rng = random.Random(1)
    lefts = [rng.getrandbits(32) for _ in range(500)]
    rights = [
        left if n % 9 == 0 else left ^ rng.getrandbits(32) & rng.getrandbits(32)
        for n, left in enumerate(lefts)
    ]
    by_hand = [
        sum(f"{x:08x}"[n] == f"{y:08x}"[n] for n in range(8)) for x, y in zip(lefts, rights, strict=True)
    ]
    found = shared_branches(np.array(lefts) ^ np.array(rights))
    assert found.tolist() == by_hand


@pytest.mark.parametrize(("permutations", "bands"), [(64, 16), (16, 16), (128, 1), (65, 9)])
def test_any_number_of_bands_makes_keys_that_equal_signatures_share(permutations: int, bands: int) -> None:
    rng = random.Random(2)
    one = signature(rng)
    one = np.resize(one, permutations).astype(np.uint32)
    keys = band_keys(one, bands)
    assert len(keys) == len(set((keys >> np.uint64(32)).tolist())) == bands
    assert keys.tolist() == band_keys(one.copy(), bands).tolist()


def test_the_likest_of_a_crowded_band_stands_next_to_it() -> None:
    rng = random.Random(3)
    mine = signature(rng)
    table = BandTable()
    for item in range(3000):
        other = shared(mine, 0.35, rng)
        other[:16] = mine[:16]  # four bands are everybody's
        table.add(band_keys(other, 16)[:4], item)
    copies = [shared(mine, 0.85, rng) for _ in range(40)]
    for number, copy in enumerate(copies):
        copy[:16] = mine[:16]
        table.add(band_keys(copy, 16)[:4], 3000 + number)
    keys = band_keys(mine, 16)[:4]
    met = len({item for item in table.near(keys, 16) if item >= 3000})
    assert met >= 20, "of 128 met among 3,040 one or two would be by chance"


def test_the_list_of_the_likest_counts_bands_and_branches() -> None:
    texts, items = np.array([0, 0, 0, 1, 0]), np.array([7, 8, 7, 7, 9])
    branches = np.array([0, 7, 2, 8, 1])
    assert shortlist(texts, items, branches, 2) == {0: [8, 7], 1: [7]}
    assert shortlist(texts, items, branches + np.array([2, 0, 0, 0, 0]), 1) == {0: [7], 1: [7]}
    nobody = np.array([], dtype=np.int64)
    assert shortlist(nobody, nobody, nobody, 2) == {}


def test_reprints_are_found_among_hundreds_of_texts_of_the_same_sentences(
    index: EventIndex, clusterer: Clusterer, now: datetime
) -> None:
    rng = random.Random(4)
    complaints = [p.item for p in posts(1000, now) if "（" not in p.item.title]
    for item in complaints:
        entry = replace(clusterer.entry(item, now), id=item.id)
        index.add(entry, f"event of {item.id}")
    found = {kind: [] for kind in KINDS}
    for item in complaints[5::13]:
        for kind in KINDS:
            again = clusterer.entry(replace(reprint(item, kind, rng), id="again"), now)
            found[kind].append(index.original(again) == item.id)
    assert all(found["exact"]), "whoever has the very letters is found always"
    assert sum(found["affixed"]) >= len(found["affixed"]) - 1
    assert sum(found["edited"]) >= len(found["edited"]) - 2


def test_a_copy_of_a_reprint_is_found_through_the_letters_alone(index: EventIndex, entry: Build) -> None:
    text = "长春市绿园区西环城路排水管道破裂，污水漫过人行道，附近商户进出困难，已经持续一个星期无人修理。"
    assert index.add(entry("first", "污水横流", text), "e1") == Listed(letters=True, bands=True, words=True)
    reprinted = entry("second", "污水横流", f"{text}据悉。")
    assert index.add(reprinted, "e1", "first") == Listed(letters=True, bands=False, words=False)
    again = entry("third", "污水横流", f"{text}据悉。")
    placed = index.place(again)
    assert (placed.duplicate_of, placed.score) == ("first", 1.0)
    assert index.add(again, "e1", "first") == Listed(letters=False, bands=False, words=False)

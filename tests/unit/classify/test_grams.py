from __future__ import annotations

import numpy as np

from monitor.classify.scoring.grams import HEAD, Alphabet, pack, unpack


def counts(*texts: str) -> list[dict[str, int]]:
    grams = Alphabet().grams(texts)
    out: list[dict[str, int]] = [{} for _ in texts]
    for key, owner in zip(grams.keys, grams.owners, strict=True):
        gram = unpack(int(key))
        out[owner][gram] = out[owner].get(gram, 0) + 1
    return out


def test_the_head_of_a_text_is_counted_twice() -> None:
    text = "供" * HEAD + "热"
    assert counts(text)[0]["供"] == 2 * HEAD
    assert counts(text)[0]["热"] == 1


def test_windows_skip_digits_and_punctuation_but_never_cross_texts() -> None:
    first, second = counts("供，热3管", "道")
    assert set(first) == {"供", "热", "管", "供热", "热管", "供热管"}
    assert set(second) == {"道"}


def test_masked_places_leave_no_trace() -> None:
    assert counts("A市A3区停水")[0] == counts("停水")[0]


def test_an_empty_text_in_the_middle_does_not_shift_its_neighbours() -> None:
    before, empty, after = counts("停水", "", "停电")
    assert (set(before), set(empty), set(after)) == ({"停", "水", "停水"}, set(), {"停", "电", "停电"})


def test_a_batch_without_any_known_character_gives_no_grams() -> None:
    grams = Alphabet().grams(["", "123", "😀"])
    assert grams.size == 3
    assert not len(grams.keys)


def test_characters_beyond_the_basic_plane_are_left_out() -> None:
    assert set(counts("停𠀀水")[0]) == {"停", "水", "停水"}


def test_packing_and_unpacking_are_inverse() -> None:
    for gram in ("水", "停水", "停水了", "wifi"[:3]):
        assert unpack(pack(gram)) == gram


def test_keys_of_different_lengths_never_collide() -> None:
    keys = [pack(g) for g in ("一", "一一", "一一一", "丁一")]
    assert len(np.unique(keys)) == 4

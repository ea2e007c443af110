from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from monitor.notify.message import OutMessage
from monitor.notify.parts import parts_of


def message(body: str, title: str = "") -> OutMessage:
    return OutMessage(77, title, body)


def test_a_message_that_fits_stays_whole() -> None:
    assert parts_of(message("正文\n编号 77", "题目"), 2048) == ["题目\n正文\n编号 77"]


def test_the_limit_counts_bytes_not_characters() -> None:
    body = "火" * 700
    assert len(body) < 2048 < len(body.encode())
    assert len(parts_of(message(body), 2048)) == 2


def test_parts_are_numbered_and_each_names_the_message() -> None:
    parts = parts_of(message("现场情况正在核实。" * 60 + "\n编号 77"), 600)
    assert [part[:5] for part in parts] == [f"（{n}/{len(parts)}）" for n in range(1, len(parts) + 1)]
    assert all(part.count("编号 77") == 1 for part in parts)


def test_a_cut_falls_on_the_end_of_a_sentence() -> None:
    parts = parts_of(message("火势已经得到控制，没有人员伤亡。" * 20), 300)
    assert all(part.removesuffix("\n编号 77").endswith("。") for part in parts)


def test_ten_and_more_parts_leave_room_for_longer_numbers() -> None:
    parts = parts_of(message("甲" * 600), 120)
    assert len(parts) > 9
    assert parts[-1].startswith(f"（{len(parts)}/{len(parts)}）")
    assert all(len(part.encode()) <= 120 for part in parts)


def test_a_joined_character_is_not_torn_apart() -> None:
    family = "👨\u200d👩\u200d👧"
    parts = parts_of(message(family * 30), 120)
    assert all(family * part.count("👨") in part for part in parts)


def test_a_limit_without_room_is_an_error() -> None:
    with pytest.raises(ValueError, match="16 字节"):
        parts_of(message("正文" * 50), 30)


TEXTS = st.text(st.sampled_from("火情。，\n a1👨🏽é"), min_size=1, max_size=400)


@given(TEXTS, st.integers(80, 400))
def test_every_part_fits_and_nothing_is_lost(text: str, limit: int) -> None:
    parts = parts_of(message(text), limit)
    assert all(len(part.encode()) <= limit for part in parts)
    if len(parts) > 1:
        bare = "".join(p.partition("）")[2].removesuffix("\n编号 77") for p in parts)
        assert bare.replace("\n", "") == text.replace("\n", "")


def test_a_part_that_tells_of_another_message_still_names_its_own() -> None:
    parts = parts_of(OutMessage(7, "", "编号 77 的消息未能送达。" * 30), 300)
    assert all(part.endswith("\n编号 7") for part in parts)

from __future__ import annotations

import pytest

from monitor.audit.anchor import Anchor, line_digest, parse_anchors
from monitor.audit.chain import GENESIS


def two_lines() -> list[str]:
    first = Anchor("office", "2026-11-23T08:00:00+08:00", 10, "a" * 64, GENESIS).line()
    second = Anchor("office", "2026-11-24T08:00:00+08:00", 20, "b" * 64, line_digest(first)).line()
    return [first + "\n", second + "\n"]


def test_anchors_read_back_in_order() -> None:
    assert [(a.seq, a.hash[0]) for a in parse_anchors(two_lines())] == [(10, "a"), (20, "b")]


def test_a_changed_anchor_breaks_the_line_after_it() -> None:
    first, second = two_lines()
    with pytest.raises(ValueError, match="第 2 行与前一行不相接"):
        parse_anchors([first.replace("a" * 64, "c" * 64), second])


def test_a_removed_first_anchor_is_found() -> None:
    with pytest.raises(ValueError, match="第 1 行与前一行不相接"):
        parse_anchors(two_lines()[1:])


@pytest.mark.parametrize(
    "line", ["x", "{}", '{"office":"o","at":"t","seq":"1","hash":"h","prev_anchor":"p"}']
)
def test_a_line_that_is_no_anchor_is_named(line: str) -> None:
    with pytest.raises(ValueError, match="第 1 行不是有效的锚点"):
        parse_anchors([line])


def test_an_anchor_that_goes_back_is_refused() -> None:
    first, _ = two_lines()
    back = Anchor("office", "2026-11-24T08:00:00+08:00", 9, "b" * 64, line_digest(first.strip())).line()
    with pytest.raises(ValueError, match="序号没有增大"):
        parse_anchors([first, back])

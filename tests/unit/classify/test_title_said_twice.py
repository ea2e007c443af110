"""A text that begins with its own title is read as if it did not, and what is found leads back to what was given."""

from __future__ import annotations

from datetime import datetime

import pytest

from monitor.classify.phrases import Phrase
from monitor.classify.read_item import ReadItem
from monitor.clock import SHANGHAI
from monitor.item import Item

NOW = datetime(2026, 11, 20, 12, tzinfo=SHANGHAI)
TITLE = "宽城区一仓库起火3人死亡"
REST = "昨天下午，宽城区一处仓库起火，3人死亡，消防员一小时后扑灭明火。"


def read(title: str, text: str) -> ReadItem:
    return ReadItem.of(Item("1", title, text), NOW)


@pytest.mark.parametrize(
    "text", [f"{TITLE}\n{REST}", f"【{TITLE}】{REST}", f"{TITLE} {REST}", f"<h1>{TITLE}</h1><p>{REST}</p>"]
)
def test_a_title_at_the_head_of_its_text_is_read_once(text: str) -> None:
    found = read(TITLE, text)
    assert found.told.text.text == REST
    assert found.whole == f"{TITLE}\n{REST}"
    start, end = found.told.text.source_span(0, 4)
    assert text[start:end] == "昨天下午"
    at = found.whole.index("消防员")
    assert [cited.quote for cited in found.cited([Phrase("消防员", at, at + 3)])] == ["消防员"]


@pytest.mark.parametrize(
    "text",
    [
        f"{TITLE}，其中1人是消防员，火在一小时后被扑灭，原因在查。",
        f"{TITLE}。{REST}",
        TITLE,
        f"{TITLE}\n详见链接",
        f"据称{TITLE}\n{REST}",
    ],
)
def test_a_sentence_that_begins_like_its_title_is_kept(text: str) -> None:
    assert read(TITLE, text).told.text.text == text

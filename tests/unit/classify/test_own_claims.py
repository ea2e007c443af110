"""A denial is of the claim that it names: figures that are stated stand beside it, figures that are only asked about fall."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from monitor.classify.classifier import Classifier
from monitor.classify.result import Classification
from monitor.item import Item

NOW = datetime(2026, 11, 28, 6, tzinfo=UTC)


def _told(classifier: Classifier, title: str, text: str = "") -> Classification:
    return classifier.classify(Item("1", title, text, source_kind="portal", published_at=NOW), NOW)


@pytest.mark.parametrize(
    "title",
    [
        "长春一市场大火已致31人死亡，警方：网传纵火不实",
        "长春一市场大火已致31人死亡 警方：网传“人为纵火”不实",
        "长春一市场大火已致31人死亡 官方辟谣“人为纵火”",
        "长春一市场火灾31人遇难，学校停课消息不实",
        "长春一市场火灾31人遇难 “百人遇难”系谣言",
        "长春一市场火灾31人遇难，官方否认百人遇难",
        "长春一市场着火31人死亡，网上说是纵火，警方说是谣言",
        "长春一市场着火死了31人，有人说死了一百多，那是谣言",
    ],
)
def test_a_denial_of_another_claim_leaves_the_dead_that_are_stated(
    classifier: Classifier, title: str
) -> None:
    said = _told(classifier, title)
    assert (said.severity, said.casualty("deaths")) == ("I", 31)


@pytest.mark.parametrize(
    "title",
    [
        "长春一市场大火50余人死亡？辟谣来了",
        "50余人死亡？辟谣",
        "长春一市场大火致50余人死亡？不实",
        "长春一市场大火致50余人死亡？假的",
        "长春一市场大火致50余人死亡？警方：不实",
        "长春发生爆炸死了30人？别信",
        "长春地铁坍塌20死？消防：未接到报警",
        "谣言！长春一市场大火死40人",
        "网传长春一市场大火致50余人死亡不实",
        "网传长春一市场大火31人死亡，网传还有人纵火，均不实",
        "长春一市场大火死40人，系谣言",
    ],
)
def test_a_headline_that_asks_and_answers_no_tells_of_no_dead(classifier: Classifier, title: str) -> None:
    said = _told(classifier, title)
    assert (said.severity, said.casualty("deaths"), said.disposition) == (None, None, "misunderstanding")
    assert "rumour" in said.flags


@pytest.mark.parametrize(
    "title",
    [
        "长春一市场大火致50余人死亡？官方回应",
        "长春一市场大火致50余人死亡？真相来了",
        "长春一市场大火死了50人？",
    ],
)
def test_what_is_only_asked_rings_as_unverified(classifier: Classifier, title: str) -> None:
    said = _told(classifier, title)
    assert (said.severity, said.severity_provisional, "unverified" in said.flags) == ("I", True, True)


def test_why_so_many_died_asks_about_no_number(classifier: Classifier) -> None:
    said = _told(classifier, "长春一市场大火为何造成31人死亡？", "大火造成31人死亡，原因正在调查。")
    assert (said.severity, "unverified" in said.flags) == ("I", False)


def test_a_question_that_is_denied_in_the_text_tells_of_no_dead(classifier: Classifier) -> None:
    text = "近日有网民称长春地铁坍塌造成20人死亡，经核实为不实信息。"
    assert _told(classifier, "长春地铁坍塌20死？官方辟谣", text).severity is None


@pytest.mark.parametrize(
    "title", ["长春一煤气站爆炸？当地消防：系居民燃放烟花", "双阳一水库溃坝？水务局辟谣：系正常泄洪"]
)
def test_a_bang_that_was_something_else_is_no_emergency(classifier: Classifier, title: str) -> None:
    assert _told(classifier, title).emergency is None

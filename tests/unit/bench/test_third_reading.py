from __future__ import annotations

from bench.third_reading import FIELDS, agreement, read

LABEL = dict.fromkeys(FIELDS) | {"part": "test", "open": []}


def told(**fields: object) -> dict[str, object]:
    return LABEL | fields


def test_fields_that_the_labels_leave_open_are_not_asked() -> None:
    rows = list(agreement({"a": told(deaths=3, open=["deaths"])}, {"a": told(deaths=4)}))
    assert ("test", "deaths", 0, 0) in rows


def test_a_time_agrees_within_the_hour_or_on_its_day() -> None:
    labels = {
        "a": told(occurred_at="2008-06-12T01:58:00+08:00"),
        "b": told(occurred_at="2008-06-12"),
        "c": told(occurred_at="2008-06-12T01:58:00+08:00"),
    }
    third = {
        "a": told(occurred_at="2008-06-12T02:30:00+08:00"),
        "b": told(occurred_at="2008-06-12T23:00:00+08:00"),
        "c": told(occurred_at="2008-06-12T04:00:00+08:00"),
    }
    assert ("test", "occurred_at", 2, 3) in list(agreement(labels, third))


def test_every_document_of_the_corpus_was_read_a_third_time() -> None:
    assert read("news.jsonl").keys() == read("news_third.jsonl").keys()

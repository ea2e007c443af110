from __future__ import annotations

import json

import pytest

from monitor.clock import rfc3339
from monitor.collectors.json_api import dig, read_posts
from monitor.collectors.poll import Reject
from monitor.collectors.sources import FieldMapping, Source
from monitor.errors import OutsideError
from monitor.item import Item

MAPPING = FieldMapping(
    items="data.list", id="no", title="subject", text="body.text", url="href", published_at="at", likes="up"
)


def source(mapping: FieldMapping = MAPPING) -> Source:
    return Source(name="热线", kind="json", url="http://api.cn/v1", source_kind="hotline", mapping=mapping)


def posts(*rows: object) -> list[Item | Reject]:
    return list(read_posts(json.dumps({"data": {"list": rows}}), source(), "http://api.cn/v1"))


def post(**overrides: object) -> dict[str, object]:
    whole: dict[str, object] = {"no": 12, "subject": "题", "body": {"text": "文"}, "href": "/p/12", "up": 3}
    return whole | overrides


def test_a_post_is_mapped_by_its_dotted_paths() -> None:
    (item,) = posts(post(at="2026-11-23 08:00"))
    assert isinstance(item, Item)
    assert (item.id, item.title, item.text, item.url) == ("12", "题", "文", "http://api.cn/p/12")
    assert (item.source, item.source_kind, item.likes) == ("热线", "hotline", 3)


@pytest.mark.parametrize(
    "at", [1795392000, 1795392000000, "1795392000", "2026-11-23T00:00:00Z", "20261123080000"]
)
def test_times_come_written_or_as_seconds_or_milliseconds(at: object) -> None:
    (item,) = posts(post(at=at))
    assert isinstance(item, Item)
    assert item.published_at is not None
    assert rfc3339(item.published_at) == "2026-11-23T08:00:00+08:00"


@pytest.mark.parametrize("at", [None, "", 0, -5, "soon", True, 10**30])
def test_a_time_that_is_none_is_left_open(at: object) -> None:
    (item,) = posts(post(at=at))
    assert isinstance(item, Item)
    assert item.published_at is None


def test_a_bad_post_is_a_reject_and_the_rest_goes_on() -> None:
    found = posts(post(), "text", post(subject="", body=None), post(no=None, href=None, up="many"))
    assert [type(r) for r in found] == [Item, Reject, Reject, Item]
    assert [r.row for r in found if isinstance(r, Reject)] == [2, 3]


@pytest.mark.parametrize("text", ["", "<html>", "{}", '{"data": {"list": {}}}', "[" * 100_000])
def test_an_answer_without_the_list_is_said_to_be_wrong(text: str) -> None:
    with pytest.raises(OutsideError, match="热线"):
        read_posts(text, source(), "")


def test_paths_lead_through_lists_and_nowhere_gives_none() -> None:
    tree = {"a": [{"b": 1}]}
    assert dig(tree, "a.0.b") == 1
    assert dig(tree, "") is tree
    assert dig(tree, "a.1.b") is None
    assert dig(tree, "a.x") is None

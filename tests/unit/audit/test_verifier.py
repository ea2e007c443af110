from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from monitor.audit.chain import FIELDS, GENESIS, canonical, digest, forge, read_export, verify
from monitor.audit.verifier import (
    StoredLink,
    export_line,
    hashed_text,
    is_canonical,
    verify_export,
    verify_stored,
)

Record = dict[str, Any]
words = st.text(st.characters(exclude_categories=["Cs"]), max_size=12)
values = st.recursive(
    st.none() | st.booleans() | st.integers() | words,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(words, inner, max_size=3),
    max_leaves=6,
)
entries = st.fixed_dictionaries(
    {"at": words, "actor": words, "act": words, "subject": words, "body": st.dictionaries(words, values)}
)


def chain_of(*given_entries: Record) -> list[Record]:
    records, prev = [], GENESIS
    for seq, entry in enumerate(given_entries, 1):
        records.append(forge(seq, prev, entry).to_json())
        prev = records[-1]["hash"]
    return records


def five_records() -> list[Record]:
    return chain_of(
        *(
            {
                "at": f"2026-11-23T00:00:0{i}.000000+00:00",
                "actor": "zhang",
                "act": "case.ack",
                "subject": f"case/{i}",
                "body": {"count": i, "原因": "已核实"},
            }
            for i in range(5)
        )
    )


def stored(record: Record) -> StoredLink:
    at, actor, act, subject = (record[name] for name in ("at", "actor", "act", "subject"))
    body = canonical(record["body"])
    return record["seq"], at, actor, act, subject, body, record["prev"], record["hash"]


@given(entries, st.integers(min_value=1))
def test_the_composed_text_is_the_canonical_json_of_the_record(entry: Record, seq: int) -> None:
    record = forge(seq, GENESIS, entry).to_json()
    rest = {name: record[name] for name in FIELDS if name != "hash"}
    assert hashed_text(stored(record)) == canonical(rest)


@given(st.dictionaries(words, values | st.floats()))
def test_a_text_is_canonical_exactly_when_the_reference_writes_it_so(tree: Record) -> None:
    text = json.dumps(tree, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    try:
        assert is_canonical(text) == (canonical(tree) == text)
    except ValueError:
        assert not is_canonical(text)
    assert not is_canonical(f" {text}")


@given(entries)
def test_an_exported_line_reads_back_as_the_record(entry: Record) -> None:
    record = forge(1, GENESIS, entry).to_json()
    assert json.loads(export_line(stored(record))) == record


@given(st.lists(entries, max_size=4))
def test_every_honest_chain_verifies_as_stored_and_as_exported(found: list[Record]) -> None:
    links = [stored(r) for r in chain_of(*found)]
    assert verify_stored(links).to_json() == {"ok": True, "records": len(found)}
    assert verify_export(export_line(link) for link in links).to_json() == {"ok": True, "records": len(found)}


def flipped(name: str) -> Callable[[list[Record]], None]:
    def change(records: list[Record]) -> None:
        records[2][name] = records[2][name][:-1] + ("x" if records[2][name][-1] != "x" else "y")

    return change


def body_changed(records: list[Record]) -> None:
    records[2]["body"]["count"] = 7


def one_deleted(records: list[Record]) -> None:
    del records[2]


def one_repeated(records: list[Record]) -> None:
    records.insert(2, records[1])


def two_swapped(records: list[Record]) -> None:
    records[2], records[3] = records[3], records[2]


def changed_and_hashed_anew(records: list[Record]) -> None:
    body_changed(records)
    records[2]["hash"] = digest(records[2])


HARM = {
    "at": (flipped("at"), 3),
    "actor": (flipped("actor"), 3),
    "act": (flipped("act"), 3),
    "subject": (flipped("subject"), 3),
    "prev": (flipped("prev"), 3),
    "hash": (flipped("hash"), 3),
    "body": (body_changed, 3),
    "deleted": (one_deleted, 3),
    "repeated": (one_repeated, 3),
    "swapped": (two_swapped, 3),
    "rehashed": (changed_and_hashed_anew, 4),
}


@pytest.mark.parametrize("harm", HARM)
def test_the_first_bad_record_is_named_whatever_was_done_to_it(harm: str) -> None:
    change, first_bad = HARM[harm]
    records = five_records()
    change(records)
    lines = [json.dumps(r, ensure_ascii=False) for r in records]
    for verdict in (
        verify_stored(stored(r) for r in records),
        verify_export(lines),
        verify(read_export(lines)),
    ):
        assert not verdict.ok
        assert verdict.first_bad == first_bad
        assert verdict.reason


def test_an_export_written_anew_with_other_spacing_still_verifies() -> None:
    lines = [json.dumps(r, indent=None, sort_keys=True) for r in five_records()]
    assert verify_export(lines).ok


@pytest.mark.parametrize("line", ["not json", "[]", "{}", '{"seq": 3}', '{"seq":3,"seq":3}'])
def test_a_line_that_is_no_record_is_the_first_bad_one(line: str) -> None:
    lines = [json.dumps(r) for r in five_records()]
    lines[2] = line
    assert verify_export(lines).first_bad == 3


def test_a_key_given_twice_is_refused_although_the_last_one_is_true() -> None:
    lines = [json.dumps(r) for r in five_records()]
    lines[2] = lines[2].replace('"actor": ', '"actor": "somebody-else", "actor": ')
    assert verify_export(lines).first_bad == 3


def test_a_body_with_changed_spacing_in_the_database_is_bad() -> None:
    links = [stored(r) for r in five_records()]
    seq, at, actor, act, subject, body, prev, found = links[1]
    links[1] = (seq, at, actor, act, subject, body.replace(":", ": "), prev, found)
    assert verify_stored(links).first_bad == 2


def test_a_cut_tail_is_found_by_an_anchor_and_only_by_one() -> None:
    links = [stored(r) for r in five_records()]
    anchors = {5: links[4][7]}
    assert verify_stored(links, anchors).ok
    assert verify_stored(links[:3]).ok
    assert verify_stored(links[:3], anchors).to_json()["first_bad"] == 4


def test_a_chain_made_anew_from_a_changed_record_is_found_by_an_anchor() -> None:
    honest = five_records()
    changed = [{k: r[k] for k in ("at", "actor", "act", "subject", "body")} for r in honest]
    changed[1]["actor"] = "li"
    links = [stored(r) for r in chain_of(*changed)]
    assert verify_stored(links).ok
    verdict = verify_stored(links, {4: honest[3]["hash"]})
    assert (verdict.first_bad, verdict.reason) == (4, "与锚点中的哈希不符")

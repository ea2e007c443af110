"""One part of the shipped text in an office's text: at its place, by the letter, and nothing else moved."""

from __future__ import annotations

from copy import deepcopy
from pathlib import Path

import pytest
import yaml

from monitor.config_age.compare import Entry, Part, compare_trees
from monitor.config_age.insert import CannotInsert, insert, insert_words, without_entries
from monitor.config_file import load_tree
from tests.office import DUMPER

SHIPPED = """\
# about the file
first: 1

# about the triggers
triggers:
  - id: a
    do: open
  # about b
  - id: b     # why
    do: propose
    when: {flags: [rumour]}
  - id: c

last: {x: 1, y: [甲, 乙]}
"""


def rule(name: str) -> Part:
    return Part("cases.yaml", "rule", ("triggers", Entry("id", name)))


def section(*path: str) -> Part:
    return Part("cases.yaml", "section", path)


def test_a_rule_stands_behind_its_neighbour_with_its_comment_in_the_offices_columns() -> None:
    ours = "triggers:\n# ours\n- id: a\n  do: open   # we open\n\n- id: mine\n"
    assert insert(ours, SHIPPED, rule("b")) == (
        "triggers:\n# ours\n- id: a\n  do: open   # we open\n# about b\n- id: b     # why\n  do: propose\n"
        "  when: {flags: [rumour]}\n\n- id: mine\n"
    )


def test_a_rule_whose_neighbour_is_gone_stands_before_the_next() -> None:
    ours = "triggers:\n  # the third\n  - id: c\n"
    done = insert(ours, SHIPPED, rule("a"))
    assert done == "triggers:\n  - id: a\n    do: open\n  # the third\n  - id: c\n"


def test_a_section_takes_the_blank_line_and_the_comment_above_it_along() -> None:
    ours = "# ours\nfirst: 2\nlast: {x: 5}"
    done = insert(ours, SHIPPED, section("triggers"))
    assert done.startswith("# ours\nfirst: 2\n\n# about the triggers\ntriggers:\n  - id: a\n")
    assert done.endswith("  - id: c\nlast: {x: 5}")


def test_a_comment_that_the_office_still_has_is_not_said_twice() -> None:
    ours = "first: 1\n\n# about the triggers\n\nlast: {x: 1, y: [甲]}\n"
    assert insert(ours, SHIPPED, section("triggers")).count("about the triggers") == 1


def test_within_brackets_a_part_is_written_in_brackets() -> None:
    assert (
        insert("last: {x: 2}   # two\n", SHIPPED, section("last", "y"))
        == "last: {x: 2, y: [甲, 乙]}   # two\n"
    )
    assert insert("last: {}\n", SHIPPED, section("last", "x")) == "last: {x: 1}\n"
    one_line = "triggers: [{id: a}]\n"
    assert load_tree(insert(one_line, SHIPPED, rule("c"))) == {"triggers": [{"id": "a"}, {"id": "c"}]}


def test_the_last_line_of_a_file_without_a_line_end_stays_whole() -> None:
    assert insert("first: 2", SHIPPED, section("last")) == "first: 2\n\nlast: {x: 1, y: [甲, 乙]}\n"


def test_what_leans_on_an_anchor_is_written_out_and_the_offices_anchors_keep_their_meaning() -> None:
    shipped = "a:\n- id: x\n  legal: &l {n: 1}\n- id: y\n  legal: *l\n- id: z\n  legal: *l\n"
    ours = "a:\n- id: x\n  legal: &l {n: 5}\n- id: z\n  legal: *l\n"
    done = insert(ours, shipped, Part("f", "rule", ("a", Entry("id", "y"))))
    assert load_tree(done)["a"] == [
        {"id": "x", "legal": {"n": 5}},
        {"id": "y", "legal": {"n": 1}},
        {"id": "z", "legal": {"n": 5}},
    ]


def test_text_blocks_end_where_they_end() -> None:
    shipped = "a: |\n  one\n\n  two\nb: >\n  three\n\nc: 1\n"
    assert (
        insert("a: |\n  eins\n\n\nc: 2\n", shipped, section("b")) == "a: |\n  eins\nb: >\n  three\n\n\nc: 2\n"
    )


def test_words_are_added_behind_the_offices_own() -> None:
    part = Part("f", "words", ("last", "y"), ("乙",))
    assert insert_words("last: {y: [甲, 丙]}\n", SHIPPED, part) == "last: {y: [甲, 丙, 乙]}\n"
    assert insert_words("last:\n  y:\n  - 甲 # ours\nz: 1\n", SHIPPED, part) == (
        "last:\n  y:\n  - 甲 # ours\n  - 乙\nz: 1\n"
    )
    table = Part("f", "words", ("w",), ("车祸",))
    assert insert_words("w: {火灾: 2}\n", "w: {火灾: 1, 车祸: 3}\n", table) == "w: {火灾: 2, 车祸: 3}\n"


def test_a_place_that_the_office_left_empty_is_not_filled() -> None:
    with pytest.raises(CannotInsert):
        insert("triggers:\nlast: {x: 1}\n", SHIPPED, rule("b"))


def test_examples_are_taken_out_of_a_file_that_is_added_whole() -> None:
    text = "watch: {to: [officer]}\n\n# theirs\nplaces:\n- {name: a}\n# fictional\n- {name: b}\nend: 1\n"
    assert without_entries(text, "places") == "watch: {to: [officer]}\n\n# theirs\nplaces: []\nend: 1\n"


def _paths(tree: object, path: tuple[str, ...] = ()) -> list[tuple[str, ...]]:
    if not isinstance(tree, dict):
        return []
    return [p for k, v in tree.items() for p in ((*path, str(k)), *_paths(v, (*path, str(k))))]


@pytest.mark.parametrize("name", ["cases.yaml", "sla.yaml", "severity.yaml", "delivery.yaml", "events.yaml"])
def test_every_section_of_a_shipped_file_can_be_lost_and_comes_back(name: str) -> None:
    shipped = (Path(__file__).resolve().parents[3] / "config" / name).read_text(encoding="utf-8")
    tree = load_tree(shipped)
    for path in _paths(tree):
        ours = deepcopy(tree)
        inner = ours
        for step in path[:-1]:
            inner = inner[step]
        del inner[path[-1]]
        if not inner:
            continue  # an empty place is the office's decision
        text = yaml.dump(ours, Dumper=DUMPER, allow_unicode=True, sort_keys=False)
        for part in compare_trees(name, ours, tree).missing:
            text = (insert_words if part.kind == "words" else insert)(text, shipped, part)
        assert load_tree(text) == tree, path

"""Putting one part of the shipped text into an office's text, and nothing else: its comments, order and spelling stay.

A part is taken over letter by letter, with the comment above it, where both files write their lists and keys one below
the other; else its value is written anew in the manner of the place.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import yaml

from monitor.config_age.compare import Entry, Part, Path, by_name, said_path
from monitor.config_file import load_nodes, load_tree

# The parts of one file are put in one after the other: the shipped text stays the same, and what one part made of the
# office's text is what the next one finds. What is read here is only looked at.
_nodes = lru_cache(maxsize=4)(load_nodes)
_tree = lru_cache(maxsize=4)(load_tree)


class CannotInsert(Exception):
    """The place is written in a way in which nothing can be put there by the letter."""


def insert(text: str, shipped: str, part: Part) -> str:
    """The office's text with a section or a rule of the shipped text at its place.

    1. The place is found: behind the neighbour that stands before it in the shipped file, else at the end.
    2. The part is put there. 3. The result is read again: without the part it must be what was there before.

    Raises:
        CannotInsert: the place is not there, or the result would not be that.
    """
    *above, step = part.path
    ours, theirs = _nodes(text), _nodes(shipped)
    parent, model = _at(ours, above), _at(theirs, above)
    value = value_at(_tree(shipped), part.path)
    if isinstance(parent, yaml.MappingNode) != isinstance(step, str):
        raise CannotInsert(part.at)
    block = _Block(shipped, model, step, value)
    if parent.flow_style or not parent.value:
        done = _into_flow(text, parent, _flow(block.whole))
    else:
        done = _into_block(text, parent, model, block)
    _prove(text, done, part.path, lambda now, before: now == value and before is None)
    return done


def insert_words(text: str, shipped: str, part: Part) -> str:
    """The office's text with the words that one of its lists, or tables of points, lacks. Raises CannotInsert."""
    theirs = value_at(_tree(shipped), part.path)
    parent = _at(_nodes(text), part.path)
    words = frozenset(part.words)
    more = (
        {w: v for w, v in theirs.items() if str(w) in words}
        if isinstance(theirs, Mapping)
        else [w for w in theirs if str(w) in words]
    )
    if isinstance(parent, yaml.MappingNode) != isinstance(theirs, Mapping):
        raise CannotInsert(part.at)
    if parent.flow_style or not parent.value:
        done = _into_flow(text, parent, _flow(more))
    else:
        at = _line_end(text, _end(parent))
        lead = "" if at and text[at - 1] == "\n" else "\n"
        done = text[:at] + lead + _shifted(_lines(more), int(parent.start_mark.column)) + text[at:]
    _prove(text, done, part.path, lambda now, before: _same_words(now, before, more))
    return done


def _same_words(now: Any, before: Any, more: Any) -> bool:
    return bool(now == ({**before, **more} if isinstance(before, Mapping) else [*before, *more]))


def value_at(tree: Any, path: Path) -> Any:
    """The value to which a path leads. Raises CannotInsert."""
    for step in path:
        tree = _children(tree).get(step)
        if tree is None:
            raise CannotInsert(str(step))
    return tree


def _children(tree: Any) -> Mapping[Any, Any]:
    if isinstance(tree, Mapping):
        return {str(k): v for k, v in tree.items()}
    return (by_name(tree) or {}) if isinstance(tree, list) else {}


def _at(node: Any, path: Sequence[str | Entry]) -> Any:
    for step in path:
        node = next((child for name, _, child in _named(node) if _is(name, child, step)), None)
    if not isinstance(node, yaml.MappingNode | yaml.SequenceNode):
        raise CannotInsert(said_path(tuple(path)))
    return node


def _named(node: Any) -> Iterator[tuple[str | None, Any, Any]]:
    """The children of a node: name (of a key), the node at which the child's text starts, and the child."""
    if isinstance(node, yaml.MappingNode):
        yield from ((key.value, key, value) for key, value in node.value)
    elif isinstance(node, yaml.SequenceNode):
        yield from ((None, value, value) for value in node.value)


def _is(name: str | None, child: Any, step: str | Entry) -> bool:
    if isinstance(step, str):
        return name == step
    pairs = child.value if isinstance(child, yaml.MappingNode) else ()
    return name is None and any(
        k.value == step.key and isinstance(v, yaml.ScalarNode) and v.value == step.name for k, v in pairs
    )


def without_entries(text: str, section: str) -> str:
    """A shipped text without the entries of one section at its top, which are examples."""
    found = next((s, c) for name, s, c in _named(_nodes(text)) if name == section)
    start, child = int(found[0].end_mark.index), found[1]
    return f"{text[:start]}: []\n{text[_line_end(text, _end(child)) :]}"


def _end(node: Any) -> int:
    """Where the last letter of a node stands; an alias bears the place of what it points to, hence the greatest."""
    if isinstance(node, yaml.ScalarNode) or node.flow_style or not node.value:
        return int(node.end_mark.index)
    return max(max(start.end_mark.index if start is not child else 0, _end(child))
               for _, start, child in _named(node))  # fmt: skip


def _line_start(text: str, at: int) -> int:
    return text.rfind("\n", 0, at) + 1


def _line_end(text: str, at: int) -> int:
    """Behind the line in which a node ends; the end of a block of text lies on the line after it."""
    while at > 0 and text[at - 1] in " \n":
        at -= 1
    found = text.find("\n", at)
    return len(text) if found < 0 else found + 1


@dataclass(frozen=True, slots=True)
class _Block:
    """The part as the shipped file has it."""

    text: str
    parent: Any
    step: str | Entry
    value: Any

    @property
    def whole(self) -> Any:
        """The part as a tree of its own."""
        return {self.step: self.value} if isinstance(self.step, str) else [self.value]

    def lines(self, column: int, office: str) -> str:
        """The part for a list or keys written one below the other, beginning at a column of the office's text."""
        taken = self._verbatim(column, office)
        if taken is not None:
            return taken
        return _shifted(_lines(self.whole), column)

    def _verbatim(self, column: int, office: str) -> str | None:
        """Its own letters, moved to the column; None where they lean on an anchor or stand within brackets."""
        if self.parent.flow_style:
            return None
        start, child = next((s, c) for name, s, c in _named(self.parent) if _is(name, c, self.step))
        first = _line_start(self.text, start.start_mark.index)
        end = _line_end(self.text, max(start.start_mark.index + 1, _end(child)))
        body = self.text[first:end]
        if not self._stands_alone(body):
            return None
        above = _comment_start(self.text, first)
        comment = self.text[above:first]
        # A comment that stayed where its part was taken out is not said twice.
        comment = "" if comment in office else comment
        gap = "\n" if self.text[:above].endswith("\n\n") else ""
        return gap + _shifted(comment + body, column - int(self.parent.start_mark.column))

    def _stands_alone(self, body: str) -> bool:
        """Whether it means the same by itself; an anchor would also change what later aliases of the office mean."""
        try:
            leans = any(isinstance(t, yaml.AnchorToken | yaml.AliasToken) for t in yaml.scan(body))
            return not leans and bool(load_tree(body) == self.whole)
        except yaml.YAMLError:
            return False


def _comment_start(text: str, first: int) -> int:
    """Where the comment directly above a line begins; that at the top of a file speaks of the file."""
    at = first
    while at > 0:
        above = _line_start(text, at - 1)
        if not text[above:at].lstrip().startswith("#"):
            break
        at = above
    return first if at == 0 else at


class _Plain(yaml.SafeDumper):
    """Writes what is the same twice, without anchors."""

    def ignore_aliases(self, data: Any) -> bool:
        return True


def _lines(value: Any) -> str:
    return yaml.dump(value, Dumper=_Plain, allow_unicode=True, sort_keys=False, default_flow_style=False)


def _flow(value: Any) -> str:
    """A value as it stands within brackets, without them."""
    dumped = yaml.dump(
        value, Dumper=_Plain, allow_unicode=True, sort_keys=False, default_flow_style=True, width=10**6
    )
    return str(dumped).strip()[1:-1]


def _shifted(text: str, columns: int) -> str:
    if columns >= 0:
        return re.sub(r"(?m)^(?=.)", " " * columns, text)
    return re.sub(rf"(?m)^ {{1,{-columns}}}", "", text)


def _into_flow(text: str, parent: Any, more: str) -> str:
    if not parent.value:
        at = int(parent.end_mark.index) - 1
        return text[:at] + more + text[at:]
    at = max(_end(child) for _, _, child in _named(parent))
    return f"{text[:at]}, {more}{text[at:]}"


def _into_block(text: str, parent: Any, model: Any, block: _Block) -> str:
    at = _place(text, parent, model, block.step)
    lines = block.lines(int(parent.start_mark.column), text)
    if at and text[at - 1] != "\n":
        lines = "\n" + lines
    return text[:at] + lines + text[at:]


def _place(text: str, parent: Any, model: Any, step: str | Entry) -> int:
    """Behind the nearest of those before it in the shipped file that the office has, too; else before the nearest behind."""
    steps = [name if name is not None else _entry(child, step) for name, _, child in _named(model)]
    here = steps.index(step)
    for known in reversed(steps[:here]):
        for name, start, child in _named(parent):
            if _is(name, child, known):
                # A key without a value ends behind the key.
                return _line_end(text, max(start.start_mark.index + 1, _end(child)))
    for known in steps[here + 1 :]:
        for name, start, child in _named(parent):
            if _is(name, child, known):
                return _comment_start(text, _line_start(text, start.start_mark.index))
    return _line_end(text, _end(parent))


def _entry(child: Any, like: str | Entry) -> Entry:
    key = like.key if isinstance(like, Entry) else ""
    pairs = child.value if isinstance(child, yaml.MappingNode) else ()
    return Entry(key, next((str(v.value) for k, v in pairs if k.value == key), ""))


def _prove(before: str, after: str, path: Path, right: Callable[[Any, Any], bool]) -> None:
    """At the place there must stand what is right there, and everything else must read as before."""
    try:
        now, was = _tree(after), _tree(before)
    except yaml.YAMLError as error:
        raise CannotInsert(said_path(path)) from error
    if not right(_value_or_none(now, path), _value_or_none(was, path)):
        raise CannotInsert(said_path(path))
    if _without(now, path) != _without(was, path):
        raise CannotInsert(said_path(path))


def _value_or_none(tree: Any, path: Path) -> Any:
    try:
        return value_at(tree, path)
    except CannotInsert:
        return None


def _without(tree: Any, path: Path) -> Any:
    """A tree without what stands at a place."""
    step, *rest = path
    if isinstance(tree, Mapping):
        pairs = ((k, _without(v, tuple(rest)) if rest and str(k) == step else v) for k, v in tree.items())
        return {k: v for k, v in pairs if rest or str(k) != step}
    assert isinstance(step, Entry)
    named = [(str(v.get(step.key)) == step.name, v) for v in tree]
    return [_without(v, tuple(rest)) if here else v for here, v in named if rest or not here]

"""What the values of one configuration file lack, have in addition or have otherwise, compared with those of the shipped one.

What an office writes for itself (its people, sources, organs, policies) is no gap where the sample has something else.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal, NamedTuple

Kind = Literal["file", "section", "rule", "key", "words"]
KIND_LABELS: dict[Kind, str] = {
    "file": "文件",
    "section": "部分",
    "rule": "规则",
    "key": "规则内的键",
    "words": "用词",
}
NAMES = ("id", "code", "name", "label")
"""The keys by which the entries of a list are told apart, the first that all of them bear."""

WRITTEN_BY_OFFICE = frozenset({"office.yaml", "roster.yaml", "sources.yaml", "organs.yaml", "regions.yaml"})
"""Files that no other office's text can stand in for: where one is missing it is told and never added."""
_ALL_OWN = frozenset({"roster.yaml", "sources.yaml", "regions.yaml", "dictionary.txt"})
"""Files of which nothing is compared but that they are there."""
OWN_SECTIONS: Mapping[str, frozenset[str]] = {
    "policies.yaml": frozenset({"policies"}),
    "verification.yaml": frozenset({"places"}),
    "papers.yaml": frozenset({"letterhead"}),
}
"""Sections that an office fills with its own entries; the sample's are examples."""


class Entry(NamedTuple):
    """A step of a path that leads to one entry of a list: the key that names it, and its name."""

    key: str
    name: str


Path = tuple[str | Entry, ...]


@dataclass(frozen=True, slots=True)
class Part:
    """A part of a file that one of two folders has and the other has not."""

    file: str
    kind: Kind
    path: Path = ()
    words: tuple[str, ...] = ()
    by_hand: bool = False
    """Only the office itself can write it."""

    @property
    def at(self) -> str:
        return said_path(self.path)

    @property
    def addable(self) -> bool:
        """Whether it is added unasked: words and keys within a rule may have been taken out on purpose."""
        return not self.by_hand and self.kind in ("file", "section", "rule")

    def to_json(self) -> dict[str, Any]:
        words = {"words": list(self.words)} if self.words else {}
        return {"file": self.file, "kind": self.kind, "at": self.at, "addable": self.addable} | words

    def text(self) -> str:
        words = f"：{'、'.join(self.words)}" if self.words else ""
        by_hand = "（由本单位自行编写）" if self.by_hand else ""
        return " ".join(w for w in (self.file, KIND_LABELS[self.kind], self.at) if w) + words + by_hand


@dataclass(frozen=True, slots=True)
class Otherwise:
    """A place that two folders have with different values; values that are long or addresses are not told."""

    file: str
    path: Path
    ours: Any
    shipped: Any

    def to_json(self) -> dict[str, Any]:
        return {
            "file": self.file,
            "at": said_path(self.path),
            "ours": _told(self.ours),
            "shipped": _told(self.shipped),
        }

    def text(self) -> str:
        ours, shipped = _told(self.ours), _told(self.shipped)
        values = "" if ours is None or shipped is None else f"：本单位 {ours}，示例 {shipped}"
        return f"{self.file} {said_path(self.path)}{values}"


@dataclass(frozen=True, slots=True)
class Comparison:
    """All that was found, in the order of the files and of the shipped sample."""

    missing: tuple[Part, ...] = ()
    extra: tuple[Part, ...] = ()
    otherwise: tuple[Otherwise, ...] = ()

    def __add__(self, more: Comparison) -> Comparison:
        return Comparison(
            self.missing + more.missing, self.extra + more.extra, self.otherwise + more.otherwise
        )


def said_path(path: Path) -> str:
    """``kinds.fire.strong``, ``triggers[rumour].when``."""
    steps = (f"[{s.name}]" if isinstance(s, Entry) else f".{s}" for s in path)
    return "".join(steps).lstrip(".")


def compare_trees(file: str, ours: Any, shipped: Any) -> Comparison:
    """Compare the values of one file."""
    if file in _ALL_OWN:
        return Comparison()
    found = list(_walk(_Place(file, ()), ours, shipped))
    return Comparison(
        tuple(f for f, here in found if isinstance(f, Part) and not here),
        tuple(f for f, here in found if isinstance(f, Part) and here),
        tuple(f for f, _ in found if isinstance(f, Otherwise)),
    )


_Found = Iterator[tuple[Part | Otherwise, bool]]
"""What was found, and whether it is a part that the office's file has in addition."""


@dataclass(frozen=True, slots=True)
class _Place:
    file: str
    path: Path

    def under(self, step: str | Entry) -> _Place:
        return _Place(self.file, (*self.path, step))

    @property
    def is_own(self) -> bool:
        """Whether what stands here is the office's to fill."""
        own = OWN_SECTIONS.get(self.file, frozenset())
        return len(self.path) == 1 and (self.file == "organs.yaml" or self.path[0] in own)

    def part(self, *, words: Sequence[Any] = ()) -> Part:
        last = self.path[-1] if self.path else ""
        inside = any(isinstance(s, Entry) for s in self.path[:-1])
        kind: Kind = (
            "words" if words else "key" if inside else "rule" if isinstance(last, Entry) else "section"
        )
        by_hand = self.file == "organs.yaml"
        return Part(self.file, kind, self.path, tuple(map(str, words)), by_hand)


def _walk(place: _Place, ours: Any, shipped: Any) -> _Found:
    if ours == shipped or place.is_own:
        return
    if isinstance(ours, Mapping) and isinstance(shipped, Mapping):
        if is_word_table(ours) or is_word_table(shipped):
            yield from _of_words(place, list(ours), list(shipped))
            yield from _of_points(place, ours, shipped)
        else:
            yield from _of_keys(place, _by_text(ours), _by_text(shipped))
    elif isinstance(ours, list) and isinstance(shipped, list):
        yield from _of_lists(place, ours, shipped)
    else:
        yield Otherwise(place.file, place.path, ours, shipped), False


def _by_text(values: Mapping[Any, Any]) -> dict[str | Entry, Any]:
    return {str(key): value for key, value in values.items()}


def _of_keys(place: _Place, ours: Mapping[str | Entry, Any], shipped: Mapping[str | Entry, Any]) -> _Found:
    for step, value in shipped.items():
        if step in ours:
            yield from _walk(place.under(step), ours[step], value)
        else:
            yield place.under(step).part(), False
    yield from ((place.under(step).part(), True) for step in ours if step not in shipped)


def _of_lists(place: _Place, ours: Sequence[Any], shipped: Sequence[Any]) -> _Found:
    left, right = by_name(ours, shipped), by_name(shipped, ours)
    if left is not None and right is not None:
        yield from _of_keys(place, left, right)
    elif is_word_list([*ours, *shipped]):
        yield from _of_words(place, ours, shipped)
    else:
        yield Otherwise(place.file, place.path, ours, shipped), False


def _of_words(place: _Place, ours: Sequence[Any], shipped: Sequence[Any]) -> _Found:
    mine, theirs = set(map(str, ours)), set(map(str, shipped))
    for words, here in (([w for w in shipped if str(w) not in mine], False),
                        ([w for w in ours if str(w) not in theirs], True)):  # fmt: skip
        if words:
            yield place.part(words=words), here


def _of_points(place: _Place, ours: Mapping[Any, Any], shipped: Mapping[Any, Any]) -> _Found:
    for word, points in shipped.items():
        if word in ours and ours[word] != points:
            yield Otherwise(place.file, (*place.path, str(word)), ours[word], points), False


def is_word_table(values: Mapping[Any, Any]) -> bool:
    """Whether it gives points to words: ``{车祸: 2, 相撞: 1}``."""
    chinese = any(isinstance(k, str) and not k.isascii() for k in values)
    return chinese and all(map(_is_scalar, values.values()))


def is_word_list(values: Sequence[Any]) -> bool:
    """Whether it is a list of words, not one of codes, which an office narrows and widens as it decides."""
    return all(map(_is_scalar, values)) and any(not str(v).isascii() for v in values)


def by_name(values: Sequence[Any], others: Sequence[Any] = ()) -> dict[str | Entry, Any] | None:
    """The entries of a list by their names; None where they are no mappings, or bear no name that is theirs alone.

    ``others`` is the list that it is held against: both must bear the same key.
    """
    every = (*values, *others)
    if not every or not all(isinstance(v, Mapping) for v in every):
        return None
    for key in NAMES:
        if all(_is_scalar(v.get(key)) and v.get(key) is not None for v in every):
            named: dict[str | Entry, Any] = {Entry(key, str(v[key])): v for v in values}
            if len(named) == len(values) and len({str(v[key]) for v in others}) == len(others):
                return named
    return None


def _is_scalar(value: Any) -> bool:
    return not isinstance(value, Mapping | list)


_LONGEST = 24


def _told(value: Any) -> Any:
    """A value as it is told; None for one that is long, no single value, or an address, which may hold a secret."""
    if isinstance(value, bool | int | float):
        return value
    text = "" if value is None else str(value)
    return None if not _is_scalar(value) or len(text) > _LONGEST or "://" in text else text

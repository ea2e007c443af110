"""The rule files whose edits are told, as they are kept for comparison, and what an edit of them changed, in words."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from monitor import config_file

WATCHED = {
    "sla.yaml": "时限规则",
    "cases.yaml": "立案规则",
    "severity.yaml": "事件定级",
    "opinion_level.yaml": "舆情等级",
    "organs.yaml": "回应主体",
    "papers.yaml": "公文与审签",
    "verification.yaml": "回应核验",
    "delivery.yaml": "消息投递",
    "emergency.yaml": "突发事件识别",
    "disposition.yaml": "分类处置",
    "policies.yaml": "跟踪的政策",
    "relevance.yaml": "相关性",
    "regions.yaml": "地区",
    "taxonomy.yaml": "分类体系",
}
"""What moves duties or deadlines; ``roster.yaml`` is told of on its own, since its edits concern single persons."""
_WORD_BOOKS = frozenset(
    {"emergency.yaml", "disposition.yaml", "relevance.yaml", "regions.yaml", "taxonomy.yaml"}
)
"""Long lists of words and patterns: of these it is told which part was edited, not which word."""
_NAMES = ("id", "code", "name")
_HIDDEN = "hash:"
_LONGEST_VALUE = 16
_NAMED = 3


@dataclass(frozen=True, slots=True)
class KeptRules:
    """Rule files as one start of the service read them: the hash of each text, and its values without addresses."""

    hashes: Mapping[str, str]
    trees: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Edit:
    """One place of a rule file that was edited."""

    file: str
    part: str
    """The key at the top of the file under which it stands."""
    words: str


def kept_rules_of(texts: Mapping[str, str]) -> KeptRules:
    """What is kept of the watched files."""
    watched = {name: texts[name] for name in WATCHED if name in texts}
    return KeptRules({n: _hash(t) for n, t in watched.items()}, {n: _tree(n, t) for n, t in watched.items()})


def body_of_rules(known: KeptRules) -> dict[str, Any]:
    """Kept files as they are stored."""
    return {"hashes": dict(known.hashes), "trees": dict(known.trees)}


def read_rules(body: Mapping[str, Any]) -> KeptRules:
    """Stored files."""
    return KeptRules(dict(body["hashes"]), dict(body["trees"]))


def rule_edits(before: KeptRules, after: KeptRules) -> list[Edit]:
    """What was edited, in the order of the files; empty where only comments or the order of keys differ.

    A file that the earlier program did not watch is no edit.
    """
    return [edit for name in WATCHED if name in before.trees for edit in _of_file(name, before, after)]


def _of_file(name: str, before: KeptRules, after: KeptRules) -> Iterator[Edit]:
    old, new = before.trees[name], after.trees.get(name)
    if new is None:
        yield Edit(name, "", "已删去，按程序的默认规则")
    elif isinstance(old, Mapping) and isinstance(new, Mapping):
        for path, words in _differences(old, new, ()):
            yield Edit(name, path[0], f"{'.'.join(path)} {words}")
    elif old != new:
        yield Edit(name, "", "有改动")


_Found = Iterator[tuple[tuple[str, ...], str]]


def _differences(old: Any, new: Any, path: tuple[str, ...]) -> _Found:
    """Each place at which two trees differ, with what was done there; entries of a list are told apart by their names."""
    if old == new:
        return
    left, right = _by_name(old), _by_name(new)
    if left is not None and right is not None:
        yield from _of_entries(left, right, path)
        if left.keys() == right.keys() and list(left) != list(right) and not isinstance(old, Mapping):
            yield path, "次序有改动"
    elif isinstance(old, list) and isinstance(new, list):
        yield path, _of_list(old, new)
    else:
        yield path, _of_value(old, new)


def _of_entries(old: Mapping[str, Any], new: Mapping[str, Any], path: tuple[str, ...]) -> _Found:
    for name, value in new.items():
        if name not in old:
            yield (*path, name), f"新增{_said(value)}"
        else:
            yield from _differences(old[name], value, (*path, name))
    yield from (((*path, name), "去掉") for name in old if name not in new)


def _by_name(value: Any) -> Mapping[str, Any] | None:
    """A mapping, or a list of entries that each bear a name of their own, as a mapping; None for anything else."""
    if isinstance(value, Mapping):
        return value
    if not isinstance(value, list) or not value or not all(isinstance(v, Mapping) for v in value):
        return None
    key = next((k for k in _NAMES if all(isinstance(v.get(k), str) for v in value)), None)
    named = {} if key is None else {v[key]: v for v in value}
    return named if len(named) == len(value) else None


def _of_list(old: Sequence[Any], new: Sequence[Any]) -> str:
    gone, come = [v for v in old if v not in new], [v for v in new if v not in old]
    words = [_some(verb, values) for verb, values in (("增", come), ("去", gone)) if values]
    return "，".join(words) if all(words) and words else "有改动"


def _some(verb: str, values: Sequence[Any]) -> str:
    """Some short values as words; empty where they are none."""
    said = [s for s in map(_short, values) if s]
    if len(said) < len(values):
        return ""
    rest = f"等{len(said)}项" if len(said) > _NAMED else ""
    return f"{verb}{'、'.join(said[:_NAMED])}{rest}"


def _of_value(old: Any, new: Any) -> str:
    was, now = _short(old), _short(new)
    return f"由{was}改为{now}" if was and now else "有改动"


def _said(value: Any) -> str:
    short = _short(value)
    return f"，为{short}" if short and value is not None else ""


def _short(value: Any) -> str:
    """A value as it is told; empty where it is long, no single value, or an address."""
    if isinstance(value, Mapping | list):
        return ""
    text = "无" if value is None else str(value).lower() if isinstance(value, bool) else str(value)
    return "" if len(text) > _LONGEST_VALUE or text.startswith(_HIDDEN) else text


def _tree(name: str, text: str) -> Any:
    """The values of a file; of a book of words the hash of each part."""
    tree = _plain(config_file.load_tree(text))
    if name in _WORD_BOOKS and isinstance(tree, Mapping):
        return {key: _HIDDEN + _hash(_canonical(value)) for key, value in tree.items()}
    return tree


def _plain(value: Any) -> Any:
    """A value as JSON holds it; addresses may hold secrets, so that only their hash is kept."""
    if isinstance(value, Mapping):
        return {str(k): _plain(v) for k, v in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(v) for v in value]
    if isinstance(value, str):
        return _HIDDEN + _hash(value) if "://" in value else value
    return value if value is None or isinstance(value, bool | int | float) else str(value)


def _canonical(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, sort_keys=True)


def _hash(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()[:16]

"""The legal grounds in the configuration: where they stand, and which of them an office has still to check (待核)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from monitor.config_file import load_tree

UNCHECKED = "（待核）"
_KEYS = frozenset({"basis", "source", "document", "clause"})


@dataclass(frozen=True, slots=True)
class Ground:
    """One ground: its file, the keys that lead to it, and its words."""

    file: str
    at: str
    words: str

    @property
    def unchecked(self) -> bool:
        return UNCHECKED in self.words


def grounds_of(folder: Path) -> list[Ground]:
    """Every ground in the rule files of a folder, in order; a file that is no YAML is left to those who read it."""
    found: list[Ground] = []
    for path in sorted(folder.glob("*.yaml")):
        try:
            tree = load_tree(path.read_text(encoding="utf-8"))
        except (OSError, UnicodeDecodeError, yaml.YAMLError):
            continue
        found += [Ground(path.name, at, words) for at, words in _walk(tree, "")]
    return found


def _walk(tree: Any, at: str) -> Iterator[tuple[str, str]]:
    if isinstance(tree, Mapping):
        for key, value in tree.items():
            place = f"{at}.{key}" if at else str(key)
            if key in _KEYS and isinstance(value, str):
                yield place, value
            else:
                yield from _walk(value, place)
    elif isinstance(tree, list):
        for n, value in enumerate(tree):
            name = value.get("id", value.get("code", n)) if isinstance(value, Mapping) else n
            yield from _walk(value, f"{at}[{name}]")

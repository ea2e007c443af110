"""Two configuration folders held against each other, and the office's folder as it would be with what it lacks."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from monitor.config_age.compare import OWN_SECTIONS, WRITTEN_BY_OFFICE, Comparison, Part, compare_trees
from monitor.config_age.insert import CannotInsert, insert, insert_words, without_entries
from monitor.config_file import load_tree, locate, read_text
from monitor.errors import ConfigError, OutsideError, reason_of

_BOM = "\ufeff"


@dataclass(frozen=True, slots=True)
class Addition:
    """One file as it would be: its text before (None where it is missing) and after, as they lie on the disk."""

    file: str
    before: str | None
    after: str
    parts: tuple[Part, ...]

    @property
    def hashes(self) -> dict[str, str | None]:
        return {"old": None if self.before is None else _hash(self.before), "new": _hash(self.after)}


def _hash(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


def compare_folders(ours: Path, shipped: Path) -> Comparison:
    """Every file of the shipped folder against the office's; the sample's feeds are examples and are left out.

    A rule book among others (``books/OFFICE``) lacks no file that stands in the folder above it.

    Raises:
        ConfigError: a file of the office is no YAML.
    """
    found = Comparison()
    names = _names(shipped)
    for name in names:
        if (ours / name).exists():
            if read_text(ours / name) == read_text(shipped / name):
                continue  # as most files of most offices are, and reading them takes longer than all else here
            found += compare_trees(name, _tree(ours / name), _tree(shipped / name))
        elif not locate(ours / name).exists():
            part = Part(name, "file", by_hand=name in WRITTEN_BY_OFFICE)
            found += Comparison(missing=(part,))
    extra = tuple(Part(name, "file") for name in _names(ours) if name not in names)
    return found + Comparison(extra=extra)


def _names(folder: Path) -> list[str]:
    return sorted(p.name for p in folder.iterdir() if p.suffix in (".yaml", ".txt") and p.is_file())


def _tree(path: Path) -> Any:
    if path.suffix != ".yaml":
        return read_text(path).splitlines()
    try:
        return load_tree(read_text(path))
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        raise ConfigError(path, f"第 {mark.line + 1} 行" if mark else "", "不是有效的 YAML") from error


@dataclass(frozen=True, slots=True)
class Choice:
    """What is to be added: ``only`` and ``skip`` name files or places (``cases.yaml``, ``cases.yaml triggers[rumour]``)."""

    only: Sequence[str] = ()
    skip: Sequence[str] = ()
    words: bool = False
    """Whether lists of words are filled up, too."""

    def takes(self, part: Part) -> bool:
        fits = part.addable or (self.words and part.kind == "words" and not part.by_hand)
        return fits and (not self.only or _named(part, self.only)) and not _named(part, self.skip)


def _named(part: Part, places: Sequence[str]) -> bool:
    place = f"{part.file} {part.at}".strip()
    return any(place == p or place.startswith((f"{p} ", f"{p}.", f"{p}[")) for p in places)


def additions(ours: Path, shipped: Path, choice: Choice = Choice()) -> list[Addition]:
    """Each file with what it lacks added: whole files, sections and rules; nothing that is there changes.

    Raises:
        ConfigError: a file cannot be read, or a part cannot be put into it.
    """
    wanted = [p for p in compare_folders(ours, shipped).missing if choice.takes(p)]
    names = dict.fromkeys(p.file for p in wanted)
    return [_addition(ours, shipped, [p for p in wanted if p.file == name]) for name in names]


def _addition(ours: Path, shipped: Path, parts: Sequence[Part]) -> Addition:
    name = parts[0].file
    sample = read_text(shipped / name)
    if parts[0].kind == "file":
        for section in OWN_SECTIONS.get(name, ()):
            sample = without_entries(sample, section) if _holds_list(sample, section) else sample
        return Addition(name, None, sample, tuple(parts))
    raw = _raw(ours / name)
    text = raw.removeprefix(_BOM).replace("\r\n", "\n")
    for part in parts:
        try:
            text = (insert_words if part.kind == "words" else insert)(text, sample, part)
        except CannotInsert as error:
            problem = f"此处的写法无法自动补入，请对照示例手工补写，或用 --skip '{name} {part.at}' 略过"
            raise ConfigError(ours / name, part.at, problem) from error
    if "\r\n" in raw:
        text = text.replace("\n", "\r\n")
    return Addition(name, raw, _BOM + text if raw.startswith(_BOM) else text, tuple(parts))


def _holds_list(sample: str, section: str) -> bool:
    return isinstance(load_tree(sample).get(section), list)


def _raw(path: Path) -> str:
    with path.open(encoding="utf-8", newline="") as file:
        return file.read()


def write_additions(folder: Path, found: Sequence[Addition]) -> None:
    """Write the files, each at once or not at all; on a failure those already written are put back.

    Raises:
        OutsideError: a file cannot be written.
    """
    done: list[Addition] = []
    try:
        for addition in found:
            _replace(folder / addition.file, addition.after)
            done.append(addition)
    except OSError as error:
        put_back(folder, done)
        raise OutsideError(f"无法写入 {folder / addition.file}：{reason_of(error)}") from error


def put_back(folder: Path, found: Sequence[Addition]) -> None:
    """Undo :func:`write_additions`."""
    for addition in found:
        if addition.before is None:
            (folder / addition.file).unlink(missing_ok=True)
        else:
            _replace(folder / addition.file, addition.before)


def write_backup(folder: Path, goal: Path, found: Sequence[Addition]) -> None:
    """Keep the files that will change as they are now. Raises OutsideError."""
    try:
        goal.mkdir(parents=True)
        for addition in found:
            if addition.before is not None:
                (goal / addition.file).write_bytes((folder / addition.file).read_bytes())
    except OSError as error:
        raise OutsideError(f"无法写入备份 {goal}：{reason_of(error)}") from error


def _replace(path: Path, text: str) -> None:
    fresh = path.with_name(path.name + ".new")
    fresh.write_bytes(text.encode())
    if path.exists():
        fresh.chmod(path.stat().st_mode & 0o7777)
    fresh.replace(path)

"""The office's own category models: one file a version beside a pointer to the one in use.

``var/models/category/<id>.npz`` with its card ``<id>.md``; ``current`` holds the id in use, ``history`` one id a line as they
came into use. ``refused/`` holds, in the same way, candidates that did not pass. No pointer: the shipped model. Nothing is ever
deleted here.

``in_use(folder) -> Path | None`` is what the classifier loads; ``keep``, ``activate``, ``rollback`` and ``shelf`` are for the
commands and pages. ``folder`` is ``folder_of(settings.var)``.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from monitor.classify.learning.model_card import write_card
from monitor.classify.scoring import artefact
from monitor.classify.scoring.artefact import Artefact
from monitor.errors import MonitorError

SHIPPED = "shipped"
_REFUSED = "refused"
_ID = re.compile(r"[0-9a-f]{12}")


@dataclass(frozen=True, slots=True)
class Version:
    """One kept model, with its manifest: empty where the file cannot be read, and ``problem`` says why."""

    id: str
    current: bool
    manifest: Mapping[str, Any]
    refused: bool = False
    problem: str = ""


def folder_of(var: Path) -> Path:
    """Where the versions of the category model are kept."""
    return var / "models" / "category"


def in_use(folder: Path) -> Path | None:
    """The file of the version in use; None for the shipped one. Raises MonitorError when the pointer leads nowhere."""
    ident = current_id(folder)
    if ident == SHIPPED:
        return None
    path = folder / f"{ident}.npz"
    if not path.is_file():
        raise MonitorError(
            f"{folder / 'current'}：指向的模型 {ident} 不存在，可用 monitor train --rollback --reason 理由 退回"
        )
    return path


def load(folder: Path) -> Artefact:
    """The category model in use. Raises MonitorError when it is missing, damaged or altered."""
    path = in_use(folder)
    return artefact.load(path) if path else artefact.shipped("category")


def content(folder: Path) -> bytes:
    """The bytes of the category model in use. Raises MonitorError."""
    path = in_use(folder) or artefact.shipped_path("category")
    try:
        return path.read_bytes()
    except OSError as error:
        raise MonitorError(f"{path}：无法读取模型文件") from error


def current_id(folder: Path) -> str:
    """The id of the version in use, or ``shipped``. Raises MonitorError when the pointer is no id."""
    pointer = folder / "current"
    try:
        text = pointer.read_text(encoding="ascii").strip()
    except FileNotFoundError:
        return SHIPPED
    except (OSError, ValueError) as error:
        raise MonitorError(f"{pointer}：无法读取") from error
    if text != SHIPPED and not _ID.fullmatch(text):
        raise MonitorError(f"{pointer}：内容不是模型编号")
    return text


def set_aside(folder: Path, content: bytes) -> Artefact:
    """Store a refused candidate where it can be read but never put to use. Raises MonitorError."""
    return keep(folder / _REFUSED, content)


def keep(folder: Path, content: bytes) -> Artefact:
    """Store a model and its card under its id; storing it again changes nothing. Raises MonitorError."""
    model = artefact.unpack(content, "candidate")
    try:
        folder.mkdir(parents=True, exist_ok=True)
        _write(folder / f"{model.id}.npz", content)
        _write(folder / f"{model.id}.md", write_card(model.manifest).encode())
    except OSError as error:
        raise MonitorError(f"{folder}：无法写入模型文件") from error
    return model


def activate(folder: Path, ident: str) -> None:
    """Put a kept version (or ``shipped``) to use, once it has been read without fault. Raises MonitorError."""
    if ident != SHIPPED:
        if not _ID.fullmatch(ident) or not (folder / f"{ident}.npz").is_file():
            raise MonitorError(f"没有编号为 {ident} 的模型，可用 monitor train --list 查看")
        if artefact.load(folder / f"{ident}.npz").id != ident:
            raise MonitorError(f"{folder / ident}.npz：文件名与模型编号不符，已拒绝启用")
    before = current_id(folder) if (folder / "current").exists() else SHIPPED
    if before == ident:
        return
    try:
        folder.mkdir(parents=True, exist_ok=True)
        _write(folder / "history", "\n".join([*_history(folder), before]).encode())
        _write(folder / "current", ident.encode())
    except OSError as error:
        raise MonitorError(f"{folder}：无法写入") from error


def rollback(folder: Path) -> str:
    """Go back to the version used before the present one; returns its id. Raises MonitorError when there is none."""
    history = _history(folder)
    if not history:
        raise MonitorError("现用的是最早的模型，无法再退回")
    ident = history[-1]
    if ident != SHIPPED:
        artefact.load(folder / f"{ident}.npz")
    _write(folder / "current", ident.encode())
    _write(folder / "history", "\n".join(history[:-1]).encode())
    return ident


@contextmanager
def unchanged_on_failure(folder: Path) -> Iterator[None]:
    """Put pointer and history back when what goes with a change of them fails."""
    paths = (folder / "current", folder / "history")
    before = {path: path.read_bytes() if path.is_file() else None for path in paths}
    try:
        yield
    except BaseException:
        for path, content in before.items():
            if content is not None:
                _write(path, content)
            else:
                path.unlink(missing_ok=True)
        raise


def shelf(folder: Path) -> list[Version]:
    """The shipped model, all kept ones by id and the refused ones; the damaged among them with what is wrong."""
    try:
        now = current_id(folder)
    except MonitorError:
        now = ""
    shipped = Version(SHIPPED, now == SHIPPED, artefact.shipped("category").manifest)
    used = [_seen(path, path.stem == now) for path in sorted(folder.glob("*.npz"))]
    refused = [replace(_seen(path, False), refused=True) for path in sorted(folder.glob(f"{_REFUSED}/*.npz"))]
    return [shipped, *used, *refused]


def before_this(folder: Path) -> str | None:
    """The version that :func:`rollback` would go back to; None where there is none."""
    return next(reversed(_history(folder)), None)


def _seen(path: Path, current: bool) -> Version:
    try:
        manifest = artefact.load(path).manifest
    except MonitorError as error:
        return Version(path.stem, current, {}, problem=str(error))
    return Version(path.stem, current, manifest)


def _history(folder: Path) -> list[str]:
    path = folder / "history"
    return path.read_text(encoding="ascii").split() if path.is_file() else []


def _write(path: Path, content: bytes) -> None:
    # Written aside and moved, so that a reader never meets half a file.
    aside = path.with_name(f".{path.name}.{os.getpid()}")
    aside.write_bytes(content)
    aside.replace(path)

"""A folder (or pattern) of files, read again when a file's size or time of change is another."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from monitor.collectors.files import read_file
from monitor.collectors.http import HttpClient
from monitor.collectors.poll import Poll, PollState, Reject, poll_of, reject, remembered
from monitor.collectors.sources import Source
from monitor.errors import MonitorError, OutsideError
from monitor.item import Item

_SUFFIXES = frozenset({".xml", ".rss", ".atom", ".json", ".jsonl", ".csv", ".xlsx"})
Stamp = list[int]


class FolderCollector:
    """Polls files under the configuration directory; the cursor maps each to the size and time it was read at."""

    def __init__(self, config_dir: Path) -> None:
        self._config_dir = config_dir

    async def poll(self, source: Source, state: PollState, http: HttpClient) -> Poll:
        """Read what is new. Raises OutsideError when the folder does not exist."""
        return await asyncio.to_thread(read_folder, source, state, self._config_dir)


def read_folder(source: Source, state: PollState, config_dir: Path) -> Poll:
    """Read every new or changed file of a folder; a file that cannot be read is one reject and the rest goes on."""
    root, paths = _matching(source.url, config_dir)
    memory = remembered(state)
    known: dict[str, Stamp] = memory if isinstance(memory, dict) else {}
    stamps = {path: _stamp(path) for path in paths}
    changed = [p for p in paths if known.get(_key(p, root)) != stamps[p]]
    new_state = PollState(
        cursor=json.dumps({_key(p, root): s for p, s in stamps.items()}, ensure_ascii=False)
    )
    if not changed:
        return Poll(state=new_state, not_modified=True)
    rows = (row for path in changed for row in _rows(path, source))
    return poll_of(rows, new_state, sum(stamps[p][0] for p in changed))


def _matching(pattern: str, config_dir: Path) -> tuple[Path, list[Path]]:
    """The folder that a pattern starts from, and the files that it names, in order of name."""
    whole = config_dir / pattern
    if whole.is_dir():
        return whole, sorted(p for p in whole.iterdir() if p.suffix.lower() in _SUFFIXES and p.is_file())
    root = whole.parent
    if not root.is_dir():
        raise OutsideError(f"目录不存在：{root}", permanent=True)
    return root, sorted(p for p in root.glob(whole.name) if p.is_file())


def _key(path: Path, root: Path) -> str:
    return path.relative_to(root).as_posix()


def _stamp(path: Path) -> Stamp:
    try:
        stat = path.stat()
    except OSError:
        return [-1, 0]
    return [stat.st_size, stat.st_mtime_ns]


def _rows(path: Path, source: Source) -> Iterator[Item | Reject]:
    try:
        yield from (_of_source(row, path, source) for row in read_file(path))
    except (MonitorError, OSError) as error:
        reason = str(error) if isinstance(error, MonitorError) else f"无法读取文件 {path.name}"
        yield reject(0, reason, path.name)


def _of_source(row: Item | Reject, path: Path, source: Source) -> Item | Reject:
    """A row as the source's own: its name and kind stand in where the file does not tell."""
    if isinstance(row, Reject):
        return replace(row, reason=f"{path.name}：{row.reason}")
    kind = source.source_kind if row.source_kind == "other" else row.source_kind
    return replace(row, source=row.source or source.name, source_kind=kind)

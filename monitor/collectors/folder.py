"""A folder (or pattern) of files, read again when a file's size or time of change is another."""

from __future__ import annotations

import json
import logging
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from monitor.collectors.files import read_file
from monitor.collectors.http import HttpClient
from monitor.collectors.poll import Poll, PollState, Reject, poll_of, reject, remembered
from monitor.collectors.sources import Source
from monitor.collectors.threads import in_own_thread
from monitor.errors import MonitorError, OutsideError
from monitor.item import Item

log = logging.getLogger(__name__)
_SUFFIXES = frozenset({".xml", ".rss", ".atom", ".json", ".jsonl", ".csv", ".xlsx"})
Stamp = list[int]


class FolderCollector:
    """Polls files under the configuration directory; the cursor maps each to the size and time it was read at."""

    def __init__(self, config_dir: Path) -> None:
        self._config_dir = config_dir

    async def poll(self, source: Source, state: PollState, http: HttpClient) -> Poll:
        """Read what is new. Raises OutsideError when the folder does not exist."""
        return await in_own_thread(lambda: read_folder(source, state, self._config_dir), "folder")


def read_folder(source: Source, state: PollState, config_dir: Path) -> Poll:
    """Read every new or changed file of a folder; a file that cannot be read is one reject and the rest goes on."""
    root, paths = _matching(source.url, config_dir)
    memory = remembered(state)
    known: dict[str, Stamp] = memory if isinstance(memory, dict) else {}
    stamps = {path: _stamp(path) for path in paths}
    changed = [p for p in paths if known.get(_key(p, root)) != stamps[p]]
    rows: list[Item | Reject] = []
    for path in changed:
        try:
            rows += _rows(path, source)
        except OSError:
            # Not of the file but of the disk or the rights to it: it is tried again until it can be read.
            rows.append(reject(0, f"无法读取文件 {path.name}", path.name))
            del stamps[path]
    cursor = json.dumps({_key(p, root): s for p, s in stamps.items()}, ensure_ascii=False)
    if not changed:
        return Poll(state=PollState(cursor=cursor), not_modified=True)
    return poll_of(rows, PollState(cursor=cursor), sum(s[0] for p, s in stamps.items() if p in changed))


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
    """The rows of a file; one that is damaged as a whole is one reject. Raises OSError."""
    try:
        yield from (_of_source(row, path, source) for row in read_file(path, passed=_note_passed))
    except MonitorError as error:
        yield reject(0, str(error), path.name)


def _note_passed(sentence: str) -> None:
    log.warning("sheet_passed_over", extra={"reason": sentence})


def _of_source(row: Item | Reject, path: Path, source: Source) -> Item | Reject:
    """A row as the source's own: its name and kind stand in where the file does not tell."""
    if isinstance(row, Reject):
        return replace(row, reason=f"{path.name}：{row.reason}")
    kind = source.source_kind if row.source_kind == "other" else row.source_kind
    return replace(row, source=row.source or source.name, source_kind=kind)

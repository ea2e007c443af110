"""Files handed in (JSONL, CSV, XLSX, feeds) → rows, streaming; a bad row is a reject with its number as a person sees it."""

from __future__ import annotations

import codecs
import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Literal

from monitor.collectors.feed import FeedOrigin, is_json_feed, read_feed
from monitor.collectors.poll import Reject, reject
from monitor.collectors.tables import read_csv, read_xlsx
from monitor.errors import BadItem, OutsideError, UsageError
from monitor.item import Item, item_of_line

Format = Literal["auto", "jsonl", "csv", "xlsx", "feed"]
FORMATS: tuple[str, ...] = ("auto", "jsonl", "csv", "xlsx", "feed")
Row = Item | Reject
Progress = Callable[[int, int], None]
"""Called with what is done and the whole: bytes of a text file, rows of a sheet (the whole is 0 when unknown)."""

MAX_LINE = 32_000_000
_HEAD = 65_536
_CONTROLS = bytes(set(range(32)) - set(b"\t\n\v\f\r"))
_OLD_EXCEL = b"\xd0\xcf\x11\xe0"


def read_file(
    path: Path,
    format: str = "auto",
    *,
    progress: Progress | None = None,
    passed: Callable[[str], None] = lambda sentence: None,
) -> Iterator[Row]:
    """Read a file's rows in order; ``passed`` is told what of it was not read, though the rest was.

    Raises:
        UsageError: no such file, unknown format, a damaged file as a whole, or columns that are not known.
    """
    report = progress or (lambda done, whole: None)
    if not path.is_file():
        raise UsageError(f"文件不存在：{path}")
    kind = detect(path) if format == "auto" else format
    if kind == "jsonl":
        return _read_jsonl(path, report)
    if kind == "csv":
        return read_csv(path, report)
    if kind == "xlsx":
        return read_xlsx(path, report, passed)
    if kind == "feed":
        return _read_feed_file(path, report)
    raise UsageError(f"未知的格式：{format}，只能取 {'、'.join(FORMATS)}")


def detect(path: Path) -> str:
    """The format of a file by its content; where that tells nothing, the suffix decides. Raises UsageError."""
    with path.open("rb") as file:
        head = file.read(_HEAD)
    if head.startswith(b"PK\x03\x04"):
        return "xlsx"
    if head.startswith(_OLD_EXCEL):
        raise UsageError(f"{path}：这是旧版 .xls 或加密的表格，请用表格软件另存为 .xlsx 再导入")
    start = head.removeprefix(b"\xef\xbb\xbf").replace(b"\x00", b"").lstrip(b"\xff\xfe \t\r\n")
    if start.startswith(b"<"):
        return "feed"
    if start.startswith(b"{"):
        return "feed" if _is_json_feed_file(path, head) else "jsonl"
    suffix = path.suffix.lower()
    if suffix == ".xlsx":
        return "xlsx"  # read as what its name says, so that a damaged or empty one is told to be that
    if start.startswith((b"[{", b"[\n", b"[\r", b"[ ")) and suffix in (".json", ".jsonl", ".ndjson"):
        raise UsageError(f"{path}：这是 JSON 数组，请改为每行一个 JSON 对象（JSONL）再导入")
    if _is_binary(head):
        raise UsageError(f"{path}：不是文字文件，无法识别其格式")
    # A first line that is broken is one bad row of such a file, and no table.
    if suffix in (".jsonl", ".ndjson") or (not start and suffix == ".json"):
        return "jsonl"
    return "csv"


def _is_binary(head: bytes) -> bool:
    """Whether no text begins so. A cell of a table from a database holds a stray zero byte now and then; of other files a
    tenth are such bytes.
    """
    if b"\x00" not in head or head.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return False
    return len(head) - len(head.translate(None, _CONTROLS)) > len(head) / 20


def _is_json_feed_file(path: Path, head: bytes) -> bool:
    if b"jsonfeed.org/version" not in head:
        return False
    try:
        return is_json_feed(json.loads(path.read_bytes().decode("utf-8-sig")))
    except (ValueError, RecursionError):
        return False


def _read_jsonl(path: Path, report: Progress) -> Iterator[Row]:
    whole, done = path.stat().st_size, 0
    with path.open("rb") as file:
        for number, line in enumerate(iter(lambda: file.readline(MAX_LINE), b""), 1):
            done += len(line)
            report(done, whole)
            try:
                item = item_of_line(line)
            except BadItem as error:
                yield reject(number, str(error), line.decode("utf-8", "replace").strip())
                continue
            if item is not None:
                yield item


def _read_feed_file(path: Path, report: Progress) -> Iterator[Row]:
    body = path.read_bytes()
    try:
        content = read_feed(body, FeedOrigin())
    except OutsideError as error:
        raise UsageError(f"{path}：内容不是 RSS、Atom 或 JSON Feed") from error
    report(len(body), len(body))
    yield from content.rows

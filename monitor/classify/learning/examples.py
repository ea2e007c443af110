"""Labelled examples from a CSV file, in whatever encoding an office exports."""

from __future__ import annotations

import csv
import hashlib
import io
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal

from monitor.errors import MonitorError
from monitor.text.clean import clean_text

Source = Literal["file", "officer"]


@dataclass(frozen=True, slots=True)
class Example:
    """One labelled text, cleaned; an officer's correction says who decided and when (RFC 3339), and may weigh more.

    ``whole`` is false of a text that is known only as some of its words.
    """

    text: str
    label: str
    source: Source = "file"
    weight: float = 1.0
    who: str = ""
    when: str = ""
    whole: bool = True
    source_kind: str = ""
    """By what kind of source it came, where that is known."""
    place: str = field(default="", compare=False)
    """The file and the row that it comes from, as an error names them."""


@dataclass(frozen=True, slots=True)
class ExampleFile:
    """The usable rows of a file, and the lines left out because their text or label is empty.

    ``set_aside`` says in one sentence each which classes are not learnt, and why.
    """

    rows: tuple[Example, ...]
    skipped: tuple[int, ...]
    set_aside: tuple[str, ...] = ()


def read_examples(path: Path) -> ExampleFile:
    """Read columns ``text`` (or ``title``, ``detail``) and ``label``.

    Raises:
        MonitorError: the file, a column or a row is wrong, or no row can be used; the sentence names it.
    """
    csv.field_size_limit(2**31 - 1)
    reader = csv.DictReader(io.StringIO(decode(path), newline=""), strict=True)
    rows: list[Example] = []
    skipped: list[int] = []
    try:
        columns = _columns(path, reader.fieldnames)
        for row in reader:
            example = _example(row, columns, f"{path}：第 {reader.line_num} 行")
            if example is None:
                skipped.append(reader.line_num)
            else:
                rows.append(example)
    except csv.Error as error:
        raise MonitorError(f"{path}：第 {reader.line_num} 行不是有效的 CSV") from error
    if not rows:
        where = f"（第 {skipped[0]} 行起 label 或文字为空）" if skipped else ""
        raise MonitorError(f"{path}：没有可用的数据行{where}")
    return ExampleFile(tuple(rows), tuple(skipped))


def decode(path: Path) -> str:
    """The text of a file in UTF-8 (with or without BOM) or GB18030. Raises MonitorError."""
    try:
        content = path.read_bytes()
    except OSError as error:
        raise MonitorError(f"{path}：无法读取文件") from error
    for encoding in ("utf-8-sig", "gb18030"):
        try:
            return content.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise MonitorError(f"{path}：既不是 UTF-8 也不是 GB18030 编码")


def _columns(path: Path, names: Sequence[str] | None) -> tuple[str, ...]:
    given = set(names or ())
    if "label" not in given:
        raise MonitorError(f"{path}：第 1 行缺少列 label")
    # Title and detail tell more than their join: the title then heads the text.
    if {"title", "detail"} <= given:
        return ("title", "detail")
    if "text" in given:
        return ("text",)
    raise MonitorError(f"{path}：第 1 行缺少列 text（或 title、detail）")


def _example(row: Mapping[str, str | None], columns: tuple[str, ...], place: str) -> Example | None:
    label = (row.get("label") or "").strip()
    text = compose(*(clean_text(row.get(c) or "") for c in columns))
    return Example(text, label, place=place) if label and text else None


def compose(*parts: str) -> str:
    """Title and body as the one text that a model sees; the title heads it, said once."""
    if len(parts) == 2:  # nearly always
        head, body = parts[0].strip(), parts[1].strip()
        return f"{head}\n{body}" if head and body and not body.startswith(head) else body or head
    kept: list[str] = []
    for given in parts:
        part = given.strip()
        if kept and part.startswith(tuple(kept)):
            kept = [part]
        elif part:
            kept.append(part)
    return "\n".join(kept)


def read_all(
    paths: Sequence[Path], corrections: Iterable[Example] = (), *, label_rows_at_least: int = 2
) -> ExampleFile:
    """Files and corrections as one set; on the same text the latest officer's word stands, then the first file's.

    A class that only corrections name and too few of them is set aside. Line numbers of rows left out are told for a single
    file only. Raises MonitorError for a file that is unfit, with the row where it is one.
    """
    files = [read_examples(path) for path in paths]
    officers: dict[str, Example] = {}
    for example in sorted(corrections, key=lambda e: e.when):
        officers[example.text] = example
    counts = Counter(e.label for e in (*(e for file in files for e in file.rows), *officers.values()))
    for path, file in zip(paths, files, strict=True):
        _check_labels(path, file, counts)
    own = {e.label for file in files for e in file.rows}
    rows = [e for file in files for e in file.rows if e.text not in officers] + list(officers.values())
    skipped = files[0].skipped if len(files) == 1 else ()
    few = sorted(label for label, n in counts.items() if label not in own and n < label_rows_at_least)
    told = tuple(
        f"值班员更正：类别“{label}”只有 {counts[label]} 条更正、没有其他数据，不足 {label_rows_at_least} 条，本次不学"
        for label in few
    )
    return without_few(ExampleFile(tuple(e for e in rows if e.label not in few), skipped, told))


def without_few(file: ExampleFile) -> ExampleFile:
    """Without the classes of which a single row is left, as corrections or the comparison took the others."""
    counts = Counter(e.label for e in file.rows)
    few = sorted(label for label, n in counts.items() if n < 2)
    told = tuple(f"类别“{label}”除去更正与对照后只剩 1 条，本次不学" for label in few)
    if len(counts) - len(few) < 2:
        raise MonitorError("除去更正与对照后只剩一种类别，至少需要两种才能训练")
    rows = tuple(e for e in file.rows if e.label not in few)
    return ExampleFile(rows, file.skipped, (*file.set_aside, *told))


def _check_labels(path: Path, file: ExampleFile, counts: Mapping[str, int]) -> None:
    """Refuse what cannot be learnt: fewer than two labels in all, or one with a single row, which is more likely a slip."""
    if len(counts) < 2:
        raise MonitorError(f"{path}：列 label 只有一种取值，至少需要两种才能训练")
    for example in file.rows:
        if counts[example.label] < 2:
            raise MonitorError(
                f"{example.place}：列 label 中的“{example.label}”只有 1 行，每个类别至少需要 2 行"
            )


def digest_of(examples: Sequence[Example]) -> str:
    """SHA-256 over labels and texts in their order."""
    digest = hashlib.sha256()
    for example in examples:
        digest.update(f"{example.label}\x00{example.text}\x01".encode())
    return digest.hexdigest()


def is_kept_out(text: str) -> bool:
    """Whether a text belongs to the fixed set that no renewed model is trained on: one document in ten, by its hash.

    The same text always falls on the same side, so that the sets of two years can be compared.
    """
    return hashlib.sha256(f"kept out:{text}".encode()).digest()[0] * 10 // 256 == 0

from __future__ import annotations

import json
import os
from dataclasses import replace
from pathlib import Path

import pytest

from monitor.collectors.folder import read_folder
from monitor.collectors.poll import PollState
from monitor.collectors.sources import Source
from monitor.errors import OutsideError

FEED = "<rss version='2.0'><channel><title>频道</title><item><title>{}</title></item></channel></rss>"


def source(url: str = "in/*.xml") -> Source:
    return Source(name="夹", kind="folder", url=url, source_kind="forum")


def put(folder: Path, name: str, text: str) -> Path:
    (folder / "in").mkdir(exist_ok=True)
    path = folder / "in" / name
    path.write_text(text, encoding="utf-8")
    return path


def test_files_are_read_once_until_they_change(tmp_path: Path) -> None:
    path = put(tmp_path, "a.xml", FEED.format("一"))
    first = read_folder(source(), PollState(), tmp_path)
    again = read_folder(source(), first.state, tmp_path)
    put(tmp_path, "a.xml", FEED.format("一二"))
    changed = read_folder(source(), again.state, tmp_path)
    os.utime(path, ns=(1, 1))
    touched = read_folder(source(), changed.state, tmp_path)
    assert [i.title for i in first.items] == ["一"]
    assert again.not_modified
    assert again.items == ()
    assert [i.title for i in changed.items] == ["一二"]
    assert [i.title for i in touched.items] == ["一二"]


def test_a_new_file_is_read_without_reading_the_old_again(tmp_path: Path) -> None:
    put(tmp_path, "a.xml", FEED.format("一"))
    first = read_folder(source(), PollState(), tmp_path)
    put(tmp_path, "b.xml", FEED.format("二"))
    assert [i.title for i in read_folder(source(), first.state, tmp_path).items] == ["二"]


def test_a_damaged_file_is_one_reject_and_the_others_go_on(tmp_path: Path) -> None:
    put(tmp_path, "a.xml", "<html>no feed</html>")
    put(tmp_path, "b.xml", FEED.format("二"))
    poll = read_folder(source(), PollState(), tmp_path)
    assert [i.title for i in poll.items] == ["二"]
    assert [r.raw for r in poll.rejects] == ["a.xml"]


def test_a_file_that_the_disk_does_not_give_is_tried_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    put(tmp_path, "a.xml", FEED.format("一"))
    put(tmp_path, "b.xml", FEED.format("二"))

    read_bytes = Path.read_bytes

    def fails(path: Path) -> bytes:
        if path.name == "a.xml":
            raise PermissionError(path)
        return read_bytes(path)

    with monkeypatch.context() as patch:
        patch.setattr(Path, "read_bytes", fails)
        first = read_folder(source(), PollState(), tmp_path)
    assert ([i.title for i in first.items], [r.raw for r in first.rejects]) == (["二"], ["a.xml"])
    assert [i.title for i in read_folder(source(), first.state, tmp_path).items] == ["一"]


def test_a_folder_without_a_pattern_reads_every_known_kind_of_file(tmp_path: Path) -> None:
    put(tmp_path, "a.xml", FEED.format("一"))
    put(tmp_path, "b.jsonl", json.dumps({"id": "2", "title": "二", "source_kind": "hotline"}) + "\nbroken\n")
    put(tmp_path, "c.txt", "not read")
    poll = read_folder(source("in"), PollState(), tmp_path)
    assert [(i.title, i.source, i.source_kind) for i in poll.items] == [
        ("一", "频道", "forum"),
        ("二", "夹", "hotline"),
    ]
    assert [(r.row, r.reason) for r in poll.rejects] == [(2, "b.jsonl：不是有效的 JSON")]


def test_a_missing_folder_is_an_error_and_an_empty_one_is_not(tmp_path: Path) -> None:
    with pytest.raises(OutsideError, match="目录不存在"):
        read_folder(source("nowhere/*.xml"), PollState(), tmp_path)
    (tmp_path / "in").mkdir()
    assert read_folder(source(), PollState(), tmp_path).not_modified


def test_a_cursor_that_another_kind_left_behind_is_no_obstacle(tmp_path: Path) -> None:
    put(tmp_path, "a.xml", FEED.format("一"))
    state = replace(PollState(), cursor="e3b0c44298fc1c")
    assert len(read_folder(source(), state, tmp_path).items) == 1

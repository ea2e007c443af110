"""The channel ``mfile:///name.jsonl``: messages as JSON lines in the office's own folder, for offices without a network."""

from __future__ import annotations

import json
import os
from datetime import datetime
from pathlib import Path, PurePosixPath
from urllib.parse import unquote, urlsplit

from monitor.clock import rfc3339
from monitor.errors import reason_of
from monitor.notify.message import OutMessage, Receipt


def file_of(url: str) -> PurePosixPath:
    """The file below the message folder that a URL names. Raises ValueError with a Chinese sentence."""
    split = urlsplit(url)
    name = unquote(split.netloc + split.path).strip("/")
    path = PurePosixPath(name)
    if not name or ".." in path.parts or path.suffix != ".jsonl" or "\x00" in name:
        raise ValueError("文件通道须写作 mfile:///文件名.jsonl，且不得含 ..")
    return path


def append_to_file(file: Path, message: OutMessage, now: datetime) -> Receipt:
    """Append one line and force it to the disk, so that a receipt never outlives its message."""
    line = {"id": message.id, "sent_at": rfc3339(now), "title": message.title, "body": message.body}
    data = (json.dumps(line, ensure_ascii=False) + "\n").encode()
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        with file.open("ab", buffering=0) as sink:
            written = sink.write(data)
            os.fsync(sink.fileno())
    except OSError as error:
        return Receipt(False, answer=f"无法写入消息文件：{reason_of(error)}", uncertain=True)
    if written != len(data):
        return Receipt(False, answer="消息文件只写入了一部分", uncertain=True)
    return Receipt(True, answer=f"已写入 {file.name}", posts_sent=1)

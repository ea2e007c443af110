"""Commands of leaders and auditors: digest, timeliness, audit."""

from __future__ import annotations

from pathlib import Path

import click

from monitor.errors import OutsideError


def _write(out: Path, content: bytes) -> None:
    try:
        out.parent.mkdir(parents=True, exist_ok=True)
        out.write_bytes(content)
    except OSError as error:
        raise OutsideError(f"无法写入 {out}：{error.strerror}") from error
    click.echo(f"已写入 {out}", err=True)

"""What every command shares: its options, its program, and how it prints."""

from __future__ import annotations

import functools
import json
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from monitor.clock import Clock, is_bare_day, typed_day, typed_time
from monitor.errors import OutsideError, UsageError, reason_of
from monitor.ids import typed_id
from monitor.settings import Settings
from monitor.streams import is_utf8

if TYPE_CHECKING:
    from monitor.wiring import Program

F = TypeVar("F", bound=Callable[..., Any])


def places(command: F) -> F:
    """Add ``--config`` and ``--db`` to a command and hand it the :class:`Settings` as ``settings``."""

    @click.option("--config", metavar="DIR", help="配置目录（默认 ./config 或 MONITOR_CONFIG）")
    @click.option("--db", metavar="URL", help="数据库地址（默认 ./var 下的 SQLite 或 MONITOR_DATABASE_URL）")
    @click.pass_context
    @functools.wraps(command)
    def wrapped(ctx: click.Context, /, config: str | None, db: str | None, **kwargs: Any) -> Any:
        outer = ctx.obj or {}
        settings = Settings.from_env(config or outer.get("config"), db or outer.get("db"))
        return command(settings=settings, **kwargs)

    return wrapped  # type: ignore[return-value]


_STDOUT = Path("-")
as_json = click.option("--json", "as_json", is_flag=True, help="以 JSON 输出")
always_json = click.option("--json", is_flag=True, expose_value=False, help="输出本就是 JSON，可写可不写")


def no_places(command: F) -> F:
    """Take ``--config`` and ``--db``, as every command does, where there is no use for them."""
    for name, metavar in (("--db", "URL"), ("--config", "DIR")):
        command = click.option(name, metavar=metavar, expose_value=False, help="本命令用不到")(command)
    return command


@contextmanager
def one_shot(settings: Settings, *, now: datetime | None = None) -> Iterator[Program]:
    """The program of a one-shot command: its clock stands still where ``MONITOR_NOW`` or ``now`` sets it."""
    from monitor.wiring import program  # the whole program is loaded only by the commands that need it

    clock = Clock(now, 0.0) if now is not None else Clock.from_env()
    with program(settings, clock) as built:
        yield built


def say(value: Any) -> None:
    """One JSON object on stdout."""
    sys.stdout.write(in_json(value) + "\n")
    sys.stdout.flush()


def in_json(value: Any) -> str:
    """JSON that stdout can hold whole, whatever its character set."""
    return json.dumps(value, ensure_ascii=not is_utf8(sys.stdout))


def say_or(value: Any, text: str, *, as_json: bool) -> None:
    """JSON when asked for, else the Chinese text."""
    if as_json:
        say(value)
    else:
        click.echo(text)


def write_out(out: Path, content: bytes) -> None:
    """Write what ``--out`` asks for, with the folders on the way. Raises OutsideError."""
    try:
        out.parent.mkdir(parents=True, exist_ok=True)
        out.write_bytes(content)
    except OSError as error:
        raise OutsideError(f"无法写入 {out}：{reason_of(error)}") from error


def write_and_say(out: Path, content: bytes, *, as_json: bool) -> None:
    """Write a file and tell so: on stdout where JSON is asked for, else on stderr; ``-`` is stdout itself."""
    if out == _STDOUT:
        if as_json:
            raise UsageError("--json 与 --out - 不能同用：标准输出只能是一样内容")
        sys.stdout.buffer.write(content)
        sys.stdout.flush()
        return
    write_out(out, content)
    if as_json:
        say({"file": str(out), "bytes": len(content)})
    else:
        click.echo(f"已写入 {out}", err=True)


def read_moment(text: str | None, option: str) -> datetime | None:
    """A time given on the command line. Raises UsageError."""
    if text is None:
        return None
    try:
        return typed_time(text)
    except ValueError as error:
        raise UsageError(f"{option} 不是有效时间：{text}") from error


def read_hour(text: str | None, option: str) -> datetime | None:
    """A time that settles or starts a clock; a day without an hour is refused, as midnight would be taken for it."""
    if text is not None and is_bare_day(text):
        raise UsageError(f"{option} 须写明时刻，不能只有日期：{text}")
    return read_moment(text, option)


def read_ids(text: str, option: str) -> list[int]:
    """Ids given on the command line, separated by commas. Raises UsageError."""
    ids = [typed_id(p.strip()) for p in text.replace("，", ",").split(",") if p.strip()]
    if None in ids:
        raise UsageError(f"{option} 须为条目 id，以逗号分隔")
    return [i for i in ids if i is not None]


def read_day(text: str, option: str) -> date:
    """A day given on the command line. Raises UsageError."""
    try:
        return typed_day(text)
    except ValueError as error:
        raise UsageError(f"{option} 不是有效日期（应为 YYYY-MM-DD，1900 年至 2999 年）：{text}") from error

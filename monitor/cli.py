"""The console script ``monitor``: exit 0 done, 1 something failed, 2 wrong use or wrong configuration."""

from __future__ import annotations

import importlib
import logging
import os
import re
import sys

import click

from monitor import __version__
from monitor.errors import ConfigError, MonitorError, UsageError, reason_of
from monitor.streams import need_utf8, settle_streams

log = logging.getLogger(__name__)

_ROOMS = {
    "items": ("classify", "cluster", "evaluate"),
    "training": ("train",),
    "intake": ("ingest", "collect"),
    "learning": ("learn",),
    "case_group": ("case",),
    "events": ("event",),
    "policies": ("policies",),
    "duty": ("duty",),
    "messages": ("message",),
    "reports": ("digest", "timeliness", "circular", "audit"),
    "service": ("serve", "worker", "scheduler", "tick"),
    "system": ("init", "token", "doctor"),
    "config": ("config",),
    "story": ("demo",),
    "bench": ("bench",),
}


_LEVELS = ("DEBUG", "INFO", "WARNING", "ERROR")


class _Commands(click.Group):
    """Imports a command's module when it is called: a one-shot command does not wait for the others' libraries."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return [name for names in _ROOMS.values() for name in names]

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        room = next((room for room, names in _ROOMS.items() if cmd_name in names), None)
        if room is None:
            return None
        found: tuple[click.Command, ...] = importlib.import_module(f"monitor.commands.{room}").COMMANDS
        return next(command for command in found if command.name == cmd_name)


@click.group(cls=_Commands, context_settings={"help_option_names": ["-h", "--help"]})
@click.option("--config", metavar="DIR", help="配置目录（默认 ./config 或 MONITOR_CONFIG）")
@click.option("--db", metavar="URL", help="数据库地址（默认 ./var 下的 SQLite 或 MONITOR_DATABASE_URL）")
@click.option("-v", "--verbose", is_flag=True, help="在标准错误输出详细日志")
@click.version_option(__version__, prog_name="monitor")
@click.pass_context
def cli(ctx: click.Context, config: str | None, db: str | None, verbose: bool) -> None:
    """政务舆情回应监测：采集、分类定级、时限、告警、日报、时效与审计。"""
    ctx.obj = {"config": config, "db": db}
    level = logging.INFO if verbose else _level(os.environ.get("MONITOR_LOG") or "WARNING")
    logging.basicConfig(stream=sys.stderr, level=level, format=_Keys.FORMAT, force=True)
    logging.getLogger().handlers[0].setFormatter(_Keys(_Keys.FORMAT))


def _level(name: str) -> int:
    if name.upper() not in _LEVELS:
        raise UsageError(f"环境变量 MONITOR_LOG 只能取 {'、'.join(_LEVELS)}：{name}")
    return logging.getLevelNamesMapping()[name.upper()]


class _Keys(logging.Formatter):
    """Event name and keys; never posts, names or telephone numbers."""

    FORMAT = "%(asctime)s %(levelname)s %(name)s %(message)s"
    _KNOWN = frozenset(vars(logging.makeLogRecord({}))) | {"message", "asctime", "taskName"}

    def format(self, record: logging.LogRecord) -> str:
        keys = {k: v for k, v in vars(record).items() if k not in self._KNOWN}
        told = super().format(record)
        return told + "".join(f" {k}={v}" for k, v in keys.items())


def main() -> None:
    """Run the command line and leave with its exit code."""
    need_utf8()
    settle_streams()
    sys.exit(run(sys.argv[1:]))


def run(args: list[str]) -> int:
    """Run one command; errors become one Chinese sentence on stderr and an exit code."""
    try:
        outcome = cli.main(args=args, prog_name="monitor", standalone_mode=False)
        return outcome if isinstance(outcome, int) else 0
    except click.exceptions.Exit as stop:
        return stop.exit_code
    except (click.Abort, KeyboardInterrupt):
        return 130
    except click.UsageError as error:
        return _fail(_in_chinese(error), 2)
    except (UsageError, ConfigError) as error:
        return _fail(str(error), 2)
    except MonitorError as error:
        return _fail(str(error), 1)
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 1
    except OSError as error:
        log.info("no_access", exc_info=error)
        return _fail(f"无法读写 {error.filename or '文件'}：{reason_of(error)}", 1)
    except Exception as error:
        log.error("unexpected", extra={"kind": type(error).__name__}, exc_info=error)
        return _fail(f"程序内部错误（{type(error).__name__}），详情见上面的日志", 1)


def _fail(sentence: str, code: int) -> int:
    click.echo(sentence, err=True)
    return code


def _in_chinese(error: click.UsageError) -> str:
    path = error.ctx.command_path if error.ctx else "monitor"
    if isinstance(error, click.NoSuchOption):
        said = f"没有选项 {error.option_name}"
    elif isinstance(error, click.MissingParameter):
        name = error.param.opts[0] if error.param else "参数"
        said = f"缺少参数 {name}"
    elif isinstance(error, click.BadParameter):
        name = error.param.opts[0] if error.param else "参数"
        said = f"{name} 取值无效"
        if isinstance(getattr(error.param, "type", None), click.Choice):
            said += "，只能取 " + "、".join(map(str, error.param.type.choices))  # type: ignore[union-attr]
        elif isinstance(getattr(error.param, "type", None), click.Path | click.File):
            quoted = re.search(r"'(.+)'", error.message)
            what = "是目录，须写文件" if "is a directory" in error.message else "不存在或无法读取"
            said += f"：{quoted[1] if quoted else ''} {what}"
    elif isinstance(error, click.NoSuchCommand):
        said = f"没有命令 {error.command_name}"
    elif isinstance(error, click.exceptions.NoArgsIsHelpError):
        said = "缺少命令"
    elif surplus := re.search(r"unexpected extra arguments? \((.+)\)", error.message):
        said = f"多余的参数 {surplus[1]}"
    elif isinstance(error, click.BadOptionUsage):
        said = f"选项 {error.option_name} 的写法有误"
    else:
        said = "参数有误"
    return f"{said}；用法见 {path} --help"


if __name__ == "__main__":
    main()

"""``monitor demo``: the product explained by a story that it lives through."""

from __future__ import annotations

import signal
from pathlib import Path
from types import FrameType

import click
from rich.console import Console

from monitor.commands.common import no_places
from monitor.demo.play import Options, play


@click.command()
@click.option(
    "--feeds",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    help="改用此目录中的信源文件（RSS、Atom、JSON Feed）",
)
@click.option("--no-web", is_flag=True, help="不开网页")
@click.option("--exit", "leave", is_flag=True, help="演示完即退出（有一处不符预期则退出码 1）")
@click.option(
    "--seconds",
    type=click.FloatRange(20, 3600),
    default=165.0,
    show_default=True,
    help="演示的实际时长（秒）",
)
@click.option("--port", type=click.IntRange(0, 65535), default=0, help="网页端口（默认任取空闲端口）")
@no_places
def demo(feeds: Path | None, no_web: bool, leave: bool, seconds: float, port: int) -> int:
    """演示：虚构的一城三日，时间加速，从采集、立案、告警到办结全程可见。"""
    # Being stopped by a service manager or a closed terminal is the same as Ctrl-C: scratch files are put away. And
    # Ctrl-C itself is asked for by name, because a shell starts background jobs with it ignored.
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, _interrupt)
    return play(Options(feeds, not no_web, leave, seconds, port), Console())


def _interrupt(_number: int, _frame: FrameType | None) -> None:
    raise KeyboardInterrupt


COMMANDS = (demo,)

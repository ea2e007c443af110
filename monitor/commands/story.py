"""``monitor demo``: the product explained by a story that it lives through."""

from __future__ import annotations

from pathlib import Path

import click


@click.command()
@click.option(
    "--feeds",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    help="改用此目录中的信源文件（RSS、Atom、JSON Feed）",
)
@click.option("--no-web", is_flag=True, help="不开网页")
@click.option("--exit", "leave", is_flag=True, help="演示完即退出（有一处不符预期则退出码 1）")
def demo(feeds: Path | None, no_web: bool, leave: bool) -> int:
    """演示：虚构的一城三日，时间加速，从采集、立案、告警到办结全程可见。"""
    click.echo("演示正在准备中", err=True)
    return 1


COMMANDS = (demo,)

"""``monitor bench``: the benchmarks."""

from __future__ import annotations

import click


@click.command()
@click.argument("name", required=False)
def bench(name: str | None) -> int:
    """性能测试：每项与同一次运行中的朴素基线并列。"""
    click.echo("性能测试正在准备中", err=True)
    return 1


COMMANDS = (bench,)

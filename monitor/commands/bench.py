"""``monitor bench``: the benchmarks."""

from __future__ import annotations

from collections.abc import Callable, Mapping

import click

from monitor.bench import deadlines, grown, keeping, kill, living, matching, reading, spreading
from monitor.bench.measure import Figures, Sizes
from monitor.commands.common import say
from monitor.errors import UsageError

BENCHES: Mapping[str, Callable[[Sizes], Figures]] = {
    "classify": reading.classify,
    "collect": reading.collect,
    "ingest": reading.ingest,
    "matching": matching.matching,
    "latency": living.latency,
    "deadlines": deadlines.deadlines,
    "search": keeping.search,
    "digest": keeping.digest,
    "spreading": spreading.spreading,
    "grown": grown.grown,
    "start": living.start,
    "memory": living.memory,
    "audit": keeping.audit,
    "kill": kill.kill,
}


def _size(name: str, words: str) -> Callable[[Callable[..., int]], Callable[..., int]]:
    return click.option(f"--{name}", type=click.IntRange(1), help=f"{words}（默认各项自定）")


@click.command()
@click.argument("name", required=False)
@_size("items", "条目数")
@_size("open", "未到期时限数")
@_size("due", "同时到期的时限数")
@_size("rounds", "轮数")
@_size("sources", "信源数")
@_size("records", "审计记录数")
@click.option("--file", type=click.Path(exists=True, dir_okay=False), help="用自备条目（JSONL）测 classify")
@click.option("--db", metavar="URL", help="在此空数据库上测试（默认临时 SQLite）")
@click.option("--config", metavar="DIR", expose_value=False, help="性能测试用示例配置，此项无效")
@click.option("--json", "as_json", is_flag=True, help="以 JSON 输出")
@click.pass_context
def bench(
    ctx: click.Context,
    /,
    name: str | None,
    db: str | None,
    file: str | None,
    as_json: bool,
    **numbers: int | None,
) -> int:
    """性能测试：每项与同一次运行中的朴素基线并列；不写 NAME 则逐项运行，每项一行。"""
    if file and name != "classify":
        raise UsageError("--file 只用于 monitor bench classify")
    sizes = Sizes(database=db or (ctx.obj or {}).get("db"), file=file, **numbers)
    for each in _chosen(name):
        figures = {"bench": each, **BENCHES[each](sizes)}
        if as_json:
            say(figures)
        else:
            click.echo("  ".join(f"{key}={value}" for key, value in figures.items()))
    return 0


def _chosen(name: str | None) -> tuple[str, ...]:
    if name is not None and name not in BENCHES:
        raise UsageError(f"没有名为 {name} 的性能测试，只能取 {'、'.join(BENCHES)}")
    return (name,) if name else tuple(BENCHES)


COMMANDS = (bench,)

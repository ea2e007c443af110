"""Learning on the job from the command line: corrections of items, and the weekly sample."""

from __future__ import annotations

from typing import Any

import click

from monitor.classify.learning.corrections import FIELD_LABELS, field_of, read_correction
from monitor.classify.learning.sampling import STRATUM_LABELS, Share
from monitor.classify.rules import read_rules
from monitor.commands.acting import at_work, check_person, person
from monitor.commands.common import always_json, as_json, one_shot, places, say, say_or
from monitor.errors import Refused, UsageError
from monitor.settings import Settings
from monitor.steps.corrections import correct
from monitor.steps.sampling import check, draw_sample
from monitor.steps.second_look import Looked, look_again
from monitor.store import learning


@click.group()
def learn() -> None:
    """在岗学习：更正条目判定、每周抽检、导出更正样例。"""


@learn.command("correct")
@click.argument("item_id", type=click.IntRange(min=1), metavar="ITEM")
@click.option(
    "--field",
    "named",
    required=True,
    metavar="FIELD",
    help="更正哪一项：代码或中文名，如 severity 或 事件等级",
)
@click.option("--value", required=True, help="正确的取值：代码或中文名，如 III 或 较大；无写 无，不明写 不明")
@click.option("--reason", default="", help="理由")
@person
@as_json
@places
def correct_(
    settings: Settings, item_id: int, named: str, value: str, reason: str, actor: str, as_json: bool
) -> None:
    """更正一个条目的判定；原判保留，更正即时生效并作为训练样例。

    \b
    更正为更重的（相关、本地、突发事件、更高等级），随即按立案规则重看：该立案的立案、计时。
    更正为更轻的，不改动案件的等级与时限；特别重大、重大的须写明理由，并告知带班领导。
    """
    field = _field(named)
    with one_shot(settings) as program:
        check_person(program, actor)
        right = _value(settings, field, value)
        judge = program.classifier  # loaded before the one writer's turn begins
        with at_work(program, actor) as work:
            row = correct(work, item_id, field, right, reason=reason)
            looked = look_again(work, judge, item_id)
            out = {"correction": row.id, "item": item_id, "field": field, "old": row.old, "new": row.new}
            out |= _case_of(looked)
    done = f"；{looked.done}" if looked.done else "；未立案、未改动案件"
    say_or(out, f"条目 {item_id} 的{FIELD_LABELS[field]}已更正{done}", as_json=as_json)


def _case_of(looked: Looked) -> dict[str, object]:
    """The case of what was corrected, and whether the correction opened or raised it."""
    case = looked.case
    return {"case": case.id if case else None, "number": case.number if case else None, "changed": bool(looked.done)}  # fmt: skip


@learn.command("list")
@click.option(
    "--field", "named", default="category", metavar="FIELD", help="哪一项，代码或中文名（默认类别）"
)
@always_json
@places
def list_(settings: Settings, named: str) -> None:
    """逐行输出某一项的更正（JSONL）：条目、取值、何人、何时；不含原文。"""
    field = _field(named)
    with one_shot(settings) as program, program.database.read() as session:
        for found in learning.labelled(session, program.database.office_id, field):
            row = found.row
            say({"item": found.item_id, "field": field, "old": row.old, "new": row.new, "by": row.actor, "at": row.recorded_at.isoformat(), "via": row.via})  # fmt: skip


@learn.command("sample")
@as_json
@places
def sample(settings: Settings, as_json: bool) -> None:
    """抽取上一周的抽检（已抽则不变），并列出各层的漏判率。"""
    with one_shot(settings) as program:
        drawn = draw_sample(program.desk)
        with program.database.read() as session:
            office = program.database.office_id
            weeks = [(w, learning.shares(session, office, w)) for w in learning.weeks(session, office)]
    rows = [
        {"week": w, "stratum": name, "checked": s.checked, "wrong": s.wrong, "share": s.share, "interval": s.interval}
        for w, by in weeks
        for name, s in by.items()
    ]  # fmt: skip
    lines = [f"{w} {STRATUM_LABELS.get(name, name)}：{_told(s)}" for w, by in weeks for name, s in by.items()]
    say_or({"drawn": drawn, "weeks": rows}, "\n".join([f"新抽取 {drawn} 条", *lines]), as_json=as_json)


def _told(found: Share) -> str:
    """A share with its interval, which says how little a few verdicts tell."""
    if found.share is None:
        return "尚未复核"
    low, high = found.interval
    return (
        f"复核 {found.checked}，判错 {found.wrong}，漏判率 {found.share:.1%}（95% 区间 {low:.1%}—{high:.1%}）"
    )


@learn.command("check")
@click.argument("week")
@click.argument("item_id", type=click.IntRange(min=1), metavar="ITEM")
@click.option("--right", is_flag=True, help="判定正确")
@click.option("--wrong", "wrong", multiple=True, metavar="FIELD=VALUE", help="判错的项及其正确取值，可多次")
@person
@as_json
@places
def check_(
    settings: Settings,
    week: str,
    item_id: int,
    right: bool,
    wrong: tuple[str, ...],
    actor: str,
    as_json: bool,
) -> None:
    """复核抽检中的一条：--right 判定正确，或 --wrong 字段=取值。"""
    if right == bool(wrong):
        raise Refused("须且只能写 --right 或 --wrong 之一")
    with one_shot(settings) as program:
        check_person(program, actor)
        found = dict(_pair(text, settings) for text in wrong)
        judge = program.classifier
        with at_work(program, actor) as work:
            row = check(work, week, item_id, found)
            looked = look_again(work, judge, item_id)
            out = {"week": week, "item": item_id, "wrong": row.wrong} | _case_of(looked)
    say_or(out, "已复核" + (f"；{looked.done}" if looked.done else ""), as_json=as_json)


def _pair(text: str, settings: Settings) -> tuple[str, object]:
    named, equals, value = text.partition("=")
    if not equals:
        raise Refused(f"--wrong 须写作 字段=取值：{text:.40}")
    field = _field(named)
    return field, _value(settings, field, value)


def _field(named: str) -> str:
    """The field that somebody named. Raises UsageError."""
    try:
        return field_of(named)
    except Refused as error:
        raise UsageError(str(error)) from error


def _value(settings: Settings, field: str, typed: str) -> Any:
    """The value that somebody wrote. Raises UsageError."""
    try:
        return read_correction(field, typed, categories=_categories(settings), organs=_organs(settings))
    except Refused as error:
        raise UsageError(str(error)) from error


def _categories(settings: Settings) -> tuple[str, ...]:
    return tuple(c.name for c in read_rules(settings.config_dir).taxonomy.categories)


def _organs(settings: Settings) -> frozenset[str]:
    return frozenset(organ.name for organ in read_rules(settings.config_dir).organs.organs)


COMMANDS = (learn,)

"""``monitor event …``: what the officer says goes together, and what does not."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import click

from monitor.classify.triage.opinion import LEVEL_LABELS
from monitor.clock import parse_time
from monitor.commands.acting import acting, person, reason_option
from monitor.commands.common import as_json, one_shot, places, read_ids, say_or
from monitor.errors import NotFound
from monitor.settings import Settings
from monitor.steps.desk import Work
from monitor.steps.event_acts import Ruled, link_events, merge_events, split_event
from monitor.steps.event_heat import heat_now
from monitor.store.event_view import event_json, read_event
from monitor.web.labels import minute

event_id = click.argument("event_id", metavar="EVENT", type=click.IntRange(1, 2**63 - 1))
other_event = click.IntRange(1, 2**63 - 1)


@click.group()
def event() -> None:
    """事件：查看、归并、拆分、关联反转。人工归并、拆分始终优先于自动归类。"""


@event.command()
@event_id
@as_json
@places
def show(settings: Settings, event_id: int, as_json: bool) -> None:
    """一个事件的条目、案件与人工归并、拆分记录。"""
    with one_shot(settings) as program, program.database.read() as session:
        page = read_event(session, program.database.office_id, event_id)
        if page is None:
            raise NotFound(f"没有编号为 {event_id} 的事件")
        found = event_json(page)
        found["heat"] = heat_now(session, program.book, event_id, program.desk.now()).to_json()
    say_or(found, _text(found), as_json=as_json)


def _level(rise: Mapping[str, Any]) -> str:
    """One rise of the opinion level, with what it rests on."""
    grounds = "、".join(f"{g['label']}（{g['quote']}）" if g["quote"] else g["label"] for g in rise["basis"])
    return f"  舆情{LEVEL_LABELS.get(rise['level'], rise['level'])}：{grounds}"


def _text(found: dict[str, Any]) -> str:
    lines = [f"事件 {found['event']}  {found['title']}  共 {found['items']} 条"]
    lines.append(f"  热度 {found['heat']['points']:g}")
    lines += [f"    {reason}" for reason in found["heat"]["reasons"]]
    lines += [_level(rise) for rise in found["opinion_levels"]]
    if found["merged_into"]:
        lines.append(f"  已并入事件 {found['merged_into']}")
    if found["reversal_of"]:
        lines.append(f"  反转自事件 {found['reversal_of']}")
    lines += [f"  有反转：事件 {other}" for other in found["reversals"]]
    lines += [f"  条目 {m['item']}  {m['title']}" for m in found["members"]]
    lines += [f"  案件 {c['number']}（{c['case']}）" for c in found["cases"]]
    lines += [_ruling(r) for r in found["rulings"]]
    return "\n".join(lines)


def _ruling(ruling: Mapping[str, Any]) -> str:
    """What an officer ruled, or the machine joined: between which events, who, when and why."""
    left, right = ruling["left"], ruling["right"]
    said = {
        "together": f"事件 {left} 并入事件 {right}",
        "joined": f"事件 {left} 并入事件 {right}",
        "apart": f"条目 {ruling['item']} 由事件 {left} 分出为事件 {right}",
    }.get(ruling["kind"], f"事件 {left} 反转自事件 {right}")
    at = minute(parse_time(ruling["recorded_at"]))
    return f"  记录 {at} {ruling['actor']}：{said}（{ruling['reason']}）"


@event.command()
@event_id
@click.option("--into", type=other_event, required=True, help="并入哪一事件")
@person
@reason_option
@as_json
@places
def merge(settings: Settings, event_id: int, into: int, actor: str, reason: str, as_json: bool) -> None:
    """归并：本事件的全部条目归入另一事件；案件不随之合并。"""
    done = _done(settings, actor, lambda work: merge_events(work, event_id, into, reason))
    say_or(
        done.to_json(),
        _said(f"事件 {event_id} 的 {len(done.items)} 条已归入事件 {into}", done),
        as_json=as_json,
    )


@event.command()
@event_id
@click.option("--items", required=True, help="分出的条目 id，逗号分隔")
@person
@reason_option
@as_json
@places
def split(settings: Settings, event_id: int, items: str, actor: str, reason: str, as_json: bool) -> None:
    """拆分：选定的条目另成一个事件；案件不随之拆分。"""
    chosen = read_ids(items, "--items")
    done = _done(settings, actor, lambda work: split_event(work, event_id, chosen, reason))
    say_or(
        done.to_json(),
        _said(f"事件 {event_id} 的 {len(done.items)} 条已另成事件 {done.other}", done),
        as_json=as_json,
    )


@event.command()
@event_id
@click.option("--reversal-of", "earlier", type=other_event, required=True, help="被反转的事件")
@person
@reason_option
@as_json
@places
def link(settings: Settings, event_id: int, earlier: int, actor: str, reason: str, as_json: bool) -> None:
    """关联反转：本事件反转或辟谣的是哪一事件。"""
    done = _done(settings, actor, lambda work: link_events(work, event_id, earlier, reason))
    say_or(done.to_json(), _said(f"事件 {event_id} 已关联为事件 {earlier} 的反转", done), as_json=as_json)


def _done(settings: Settings, actor: str, act: Callable[[Work], Ruled]) -> Ruled:
    with acting(settings, actor) as (_, work):
        return act(work)


def _said(sentence: str, done: Ruled) -> str:
    return "\n".join(part for part in (sentence, done.note) if part)


COMMANDS = (event,)

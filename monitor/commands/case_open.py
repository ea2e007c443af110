"""``monitor case open``: a case by hand, from an item on standard input."""

from __future__ import annotations

import json
import sys
from datetime import date, datetime
from typing import Any

import click

from monitor.classify.result import SEVERITIES
from monitor.clock import SHANGHAI, is_bare_day, typed_time
from monitor.commands.acting import at_work, check_person, person
from monitor.commands.case_command import case, show_in, warn_of_strangers
from monitor.commands.common import as_json, one_shot, places
from monitor.errors import BadItem
from monitor.item import Item, item_of_line
from monitor.settings import Settings
from monitor.steps.by_hand import AS_JUDGED, ByHand, open_by_hand


@case.command("open")
@click.option("--reason", default="", help="立案理由")
@click.option("--year-checked", is_flag=True, help="年月已核对：事发早于条目最早的时间三十天以上而无误的")
@person
@as_json
@places
def open_(settings: Settings, actor: str, reason: str, year_checked: bool, as_json: bool) -> None:
    """从标准输入读一个条目（可含 severity、occurred_at、organ）立案。"""
    item, extra = _read_item()
    timed = bool(item.published_at or item.collected_at)
    said = _said(extra, reason, year_checked=year_checked, asked=timed)
    with one_shot(settings) as program:
        check_person(program, actor)
        outcome = program.ingester.ingest([item], cases=False)[0]
        if outcome.item_id is None:
            raise BadItem(outcome.reason)
        with at_work(program, actor) as work:
            opened = open_by_hand(work, program.classifier, outcome.item_id, said)
        warn_of_strangers(program, said.organ)
        show_in(program, opened.id, as_json=as_json)


def _read_item() -> tuple[Item, dict[str, Any]]:
    """One JSON object from standard input, over as many lines as it likes. Raises BadItem."""
    raw = sys.stdin.buffer.read()
    item = item_of_line(b" ".join(raw.splitlines()))
    if item is None:
        raise BadItem("标准输入为空，须为一个 JSON 条目")
    extra = json.loads(raw.decode("utf-8-sig"))
    if extra.get("severity") not in (None, *SEVERITIES):
        raise BadItem("severity 只能是 I、II、III、IV 或 null")
    return item, extra


def _said(extra: dict[str, Any], reason: str, *, year_checked: bool, asked: bool) -> ByHand:
    """What the item's object says beside the item."""
    return ByHand(
        severity=extra.get("severity", AS_JUDGED),
        occurred_at=_time(extra["occurred_at"]) if extra.get("occurred_at") else None,
        organ=str(extra.get("organ") or ""),
        reason=reason or str(extra.get("reason") or ""),
        year_checked=year_checked,
        asked=asked,
    )


def _time(text: Any) -> datetime | date:
    """A time, or the day where only a day is said: such a start is 时刻待核."""
    try:
        moment = typed_time(str(text))
        return moment.astimezone(SHANGHAI).date() if is_bare_day(str(text)) else moment
    except ValueError as error:
        raise BadItem(f"occurred_at 不是有效时间：{text!s:.40}") from error

"""Writing alerts as the Chinese texts that a person on duty reads on a phone."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from monitor.classify.result import SEVERITY_LABELS
from monitor.classify.triage.opinion import LEVEL_LABELS
from monitor.clock import local_text, span_text
from monitor.notify.lines import KIND_LABELS, AlertLine, ClockLine, Kind, gravity
from monitor.notify.message import OutMessage
from monitor.text.mask import mask

NEXT_ACTIONS: dict[Kind, str] = {
    "new_case": "请签收并核实。",
    "proposal": "请认定是否为政务舆情。",
    "worsened": "请签收，按新等级处置并上报。",
    "reminder": "请抓紧办理并登记进展。",
    "deadline_near": "请在时限前发布并登记凭证。",
    "deadline_passed": "请立即发布并登记，说明逾期原因。",
    "phone_task": "请电话报告，并登记时间与答复。",
    "alarm": "请检查系统。",
    "digest": "",
    "sign_on": "请在本人手机上签收，证明收得到告警。",
    "roster": "",
    "policy": "请会同牵头单位发布解读，并在控制台“政策”页登记。",
    "test": "这是一条测试消息，无须处置。",
}
LONGEST_TITLE = 40
_LONGEST_DETAIL = 120
_IN_FULL = 3
_IN_BRIEF = 20


@dataclass(frozen=True, slots=True)
class Foot:
    """The end of a message: its number, those it took in, how it is acknowledged, and whether it may have come before.

    ``acknowledge`` is the link of one touch, ``code`` what is entered where a telephone cannot open it, ``view`` the
    console's address.
    """

    message_id: int
    possibly_repeated: bool = False
    view: str | None = None
    acknowledge: str | None = None
    code: str = ""
    merged: tuple[int, ...] = ()

    def lines(self) -> list[str]:
        code = f"回执码：{self.code}" if self.code else ""
        return [
            f"查看：{self.view}" if self.view else "",
            f"签收：{self.acknowledge}" if self.acknowledge else "",
            code,
            self.mark(),
        ]

    def mark(self) -> str:
        """``编号 <id>``, the numbers that it stands for, and ``可能重复`` after an uncertain send."""
        merged = f"，并入编号 {'、'.join(map(str, self.merged))}" if self.merged else ""
        repeated = " 可能重复（上次发送结果不明）" if self.possibly_repeated else ""
        return f"编号 {self.message_id}{merged}{repeated}"


def render_message(alerts: Sequence[AlertLine], foot: Foot, *, now: datetime) -> OutMessage:
    """Write one message about one or several matters, the gravest first.

    1. The first line is the gravest matter. 2. Each matter tells what it is, its clocks and what to do next. 3. The
    end tells how to acknowledge and carries ``编号 <id>``, and ``可能重复`` after an uncertain send. Titles, details and
    next actions are masked. Raises ValueError without any matter.
    """
    if not alerts:
        raise ValueError("a message needs at least one alert")
    ordered = sorted(alerts, key=gravity)
    blocks = [_full(alert, now) for alert in ordered[:_IN_FULL]]
    blocks += [_brief(alert, now) for alert in ordered[_IN_FULL:_IN_BRIEF]]
    blocks += _rest(ordered[_IN_BRIEF:])
    lines = [*_numbered(blocks), *foot.lines()]
    return OutMessage(foot.message_id, _title(ordered), "\n".join(line for line in lines if line))


def render_short(alerts: Sequence[AlertLine], foot: Foot, *, now: datetime) -> OutMessage:
    """Write the few words that a voice or SMS gateway speaks: the gravest matter, its nearest clock, how to reply."""
    ordered = sorted(alerts, key=gravity)
    first = ordered[0]
    clock = min(first.clocks, key=lambda c: c.due_at, default=None)
    parts = [
        _title(ordered) if first.case_number else _head(first),
        f"{clock.name}{_remaining(clock.due_at, now)}" if clock else "",
        f"回执码{' '.join(foot.code)}" if foot.code else "请登录控制台处理",
        foot.mark(),
    ]
    return OutMessage(foot.message_id, "", "。".join(part for part in parts if part))


def _title(ordered: Sequence[AlertLine]) -> str:
    first = ordered[0]
    more = f" 等{len(ordered)}件" if len(ordered) > 1 else ""
    name = first.case_number or _short(mask(first.title), LONGEST_TITLE)
    return f"{_level(first)}{KIND_LABELS[first.kind]} {name}{more}".strip()


def _level(alert: AlertLine) -> str:
    """The bracketed marks before a title: grade, colour, and whether anybody has verified it."""
    marks = [
        SEVERITY_LABELS[alert.severity] if alert.severity else "",
        LEVEL_LABELS[alert.colour] if alert.colour else "",
        "未经核实" if alert.unverified else "",
    ]
    words = "·".join(mark for mark in marks if mark)
    return f"【{words}】" if words else ""


def _head(alert: AlertLine) -> str:
    number = f"（{alert.case_number}）" if alert.case_number else ""
    return f"{_level(alert)}{_short(mask(alert.title), LONGEST_TITLE)}{number}"


def _full(alert: AlertLine, now: datetime) -> str:
    where = " · ".join(part for part in (KIND_LABELS[alert.kind], alert.district, alert.organ) if part)
    action = NEXT_ACTIONS[alert.kind] if alert.next_action is None else mask(alert.next_action)
    lines = [
        _head(alert),
        where,
        _short(mask(alert.detail), _LONGEST_DETAIL),
        alert.toll,
        *(_clock(clock, now) for clock in sorted(alert.clocks, key=lambda c: c.due_at)),
        f"电话：{alert.telephone}" if alert.telephone else "",
        _caught_up(alert),
        action,
        alert.coming,
    ]
    return "\n".join(line for line in lines if line)


def _brief(alert: AlertLine, now: datetime) -> str:
    first = min(alert.clocks, key=lambda c: c.due_at, default=None)
    clock = f"，{first.name}{_remaining(first.due_at, now)}" if first else ""
    late = f"，{_caught_up(alert)}" if alert.meant_for else ""
    # Of a turn the time alone says nothing: whether it is given or taken is its detail. An alarm goes on there.
    told = _short(mask(alert.detail), _LONGEST_DETAIL) if alert.kind in ("roster", "alarm", "policy") else ""
    what = told or KIND_LABELS[alert.kind]
    return f"{_head(alert)} {what}{clock}{late}"


def _rest(alerts: Sequence[AlertLine]) -> list[str]:
    """Whatever does not fit is still named, by its number."""
    if not alerts:
        return []
    names = "、".join(a.case_number or _short(mask(a.title), 12) for a in alerts)
    return [f"另有{len(alerts)}件：{names}"]


def _numbered(blocks: Sequence[str]) -> list[str]:
    if len(blocks) == 1:
        return list(blocks)
    return [f"{number}. {block}" for number, block in enumerate(blocks, 1)]


def _clock(clock: ClockLine, now: datetime) -> str:
    unsure = "，时刻待核" if clock.to_confirm else ""
    basis = f"，依据{clock.basis}" if clock.basis else ""
    return f"{clock.name}：{local_text(clock.due_at)}前，{_remaining(clock.due_at, now)}{unsure}{basis}"


def _remaining(due_at: datetime, now: datetime) -> str:
    """A due time that is reached but not passed still counts as in time, as in the rule for deadlines."""
    return f"已逾期{span_text(now - due_at)}" if now > due_at else f"还剩{span_text(due_at - now)}"


def _caught_up(alert: AlertLine) -> str:
    return f"原定{local_text(alert.meant_for)}，因系统停运补发" if alert.meant_for else ""


def _short(text: str, most: int) -> str:
    text = " ".join(text.split())
    return text if len(text) <= most else f"{text[: most - 1]}…"

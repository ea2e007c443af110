"""The circular (通报): how the organs answered in a period, as an official paper (八(三), 八(五))."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import date, datetime, timedelta

from monitor.classify.result import SEVERITY_LABELS
from monitor.clock import SHANGHAI, local_text, rfc3339, rfc3339_or_none, span_text
from monitor.reports.spreading import SPREADING_LABELS, SPREADING_METHOD
from monitor.reports.timeliness import INTERPRETING_LABELS, INTERPRETING_METHOD, METHOD, key_label
from monitor.sla.league import Place, share_of_decided
from monitor.sla.timeliness_table import Row


@dataclass(frozen=True, slots=True)
class Fault:
    """One deadline that was missed: what it was about, whose it was, and by how much it was late."""

    number: str
    title: str
    organ: str
    kind: str
    basis: str
    due_at: datetime
    settled_at: datetime | None
    late_by: timedelta


@dataclass(frozen=True, slots=True)
class Proof:
    """What the figures can be checked against: the audit chain's head and the rule book when they were made."""

    as_of: datetime
    rules: str
    audit_seq: int
    audit_hash: str


@dataclass(frozen=True, slots=True)
class Circular:
    """The content of one circular; ``ranked_from`` is the least number of decided deadlines that is ranked."""

    office: str
    from_: date
    to: date
    whole: Row
    league: Sequence[Place]
    severities: Sequence[Row]
    faults: Sequence[Fault]
    ranked_from: int
    proof: Proof
    interpreting: Sequence[Row] = ()
    """The interpretations asked for in the period, by the organ that leads the policy."""
    spreading: Sequence[Row] = ()
    """How far what was published in the period was carried, by organ."""
    spreading_left: int = 0
    """So many publications were too many to measure how far they were carried; 0: all were measured."""


@dataclass(frozen=True, slots=True)
class Table:
    """A table of a paper: its head, its rows, and which columns hold numbers."""

    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    numbers: frozenset[int]


@dataclass(frozen=True, slots=True)
class Part:
    """A numbered part of a paper: paragraphs, then a table where there is one."""

    title: str
    paragraphs: tuple[str, ...]
    table: Table | None = None


_NONE = "本期没有应回应的时限。"


def title_of(circular: Circular) -> str:
    return f"关于{_day(circular.from_)}至{_day(circular.to)}政务舆情回应情况的通报"


def parts_of(circular: Circular) -> list[Part]:
    """The paper's parts, in the order in which they are read."""
    return [
        _overall(circular),
        _league(circular),
        _by_severity(circular),
        _faults(circular),
        *([_interpreting(circular)] if circular.interpreting else []),
        *([_spreading(circular)] if circular.spreading or circular.spreading_left else []),
        _method(circular),
    ]


def render_json(circular: Circular) -> str:
    """The circular as data, with the same numbers as the paper."""
    proof = circular.proof
    tree = {
        "office": circular.office,
        "from": circular.from_.isoformat(),
        "to": circular.to.isoformat(),
        "whole": circular.whole,
        "league": [
            {"rank": p.rank, "share_of_decided": _rounded(share_of_decided(p.row)), **p.row}
            for p in circular.league
        ],
        "severities": list(circular.severities),
        "faults": [_fault_json(f) for f in circular.faults],
        "interpreting": list(circular.interpreting),
        "spreading": None if circular.spreading_left else list(circular.spreading),
        "ranked_from": circular.ranked_from,
        "proof": {**asdict(proof), "as_of": rfc3339(proof.as_of)},
    }
    return json.dumps(tree, ensure_ascii=False, indent=2) + "\n"


def _fault_json(fault: Fault) -> dict[str, object]:
    settled = rfc3339_or_none(fault.settled_at)
    return {
        **asdict(fault),
        "due_at": rfc3339(fault.due_at),
        "settled_at": settled,
        "late_by": None,
        "late_by_s": int(fault.late_by.total_seconds()),
    }


def _rounded(share: float | None) -> float | None:
    return None if share is None else round(share, 4)


def _overall(circular: Circular) -> Part:
    w, unfinished = circular.whole, _unfinished(circular)
    if not w["total"]:
        return Part("总体情况", (*unfinished, _NONE))
    median = w["median_s"]
    took = f"已回应的用时中位数{span_text(timedelta(seconds=float(median)))}。" if median is not None else ""
    counted = (
        f"本期应回应时限{w['total']}项：按时{w['met']}项，迟回应{w['late']}项，逾期未回应{w['unanswered']}项，"
        f"办理中{w['running']}项，不予回应{w['waived']}项，升级时已过{w['past_at_upgrade']}项。"
    )
    share = f"按时率{_percent(w['in_time_share'])}。{took}"
    nature = f"已作回应中，实质性回应{w['substantive']}项，过程性答复{w['procedural']}项。"
    nature += f"经系统核验，找到{w['found']}项，未找到{w['not_found']}项，无法访问{w['unreachable']}项，未核验{w['unchecked']}项。"
    pending = f"其中{w['time_pending']}项起算时刻待核，确认之前不判为迟或逾期。" if w["time_pending"] else ""
    return Part("总体情况", (*unfinished, counted, share + nature + pending))


def _unfinished(circular: Circular) -> tuple[str, ...]:
    """A paper whose title names days to come says that it cannot tell of them."""
    as_of = circular.proof.as_of
    if as_of.astimezone(SHANGHAI).date() > circular.to:
        return ()
    return (f"本期尚未结束，数据截至{local_text(as_of)}。",)


def _league(circular: Circular) -> Part:
    head = (
        "位次",
        "回应主体",
        "应回应",
        "按时",
        "迟回应",
        "逾期未回应",
        "办理中",
        "已定按时率",
        "用时中位数",
    )
    rows = tuple(
        (
            str(p.rank) if p.rank else "—",
            key_label(p.key, "organ"),
            *(str(p.row[n]) for n in ("total", "met", "late", "unanswered", "running")),
            _percent(share_of_decided(p.row)),
            _span(p.row["median_s"]),
        )
        for p in circular.league
    )
    note = f"按“已定”（应回应减办理中）的按时率由高到低排列，相同者比逾期未回应项数，再比用时中位数；已定不足{circular.ranked_from}项的列后，不排位次。"
    if not rows:
        return Part("各单位情况", (_NONE,))
    return Part("各单位情况", (note,), Table(head, rows, frozenset({0, *range(2, 9)})))


def _by_severity(circular: Circular) -> Part:
    head = (
        "事件等级",
        "应回应",
        "按时",
        "迟回应",
        "逾期未回应",
        "办理中",
        "不予回应",
        "升级时已过",
        "按时率",
    )
    names = ("total", "met", "late", "unanswered", "running", "waived", "past_at_upgrade")
    rows = tuple(
        (
            SEVERITY_LABELS.get(str(r["key"]), "非突发事件"),
            *(str(r[n]) for n in names),
            _percent(r["in_time_share"]),
        )
        for r in circular.severities
    )
    if not rows:
        return Part("按事件等级", (_NONE,))
    return Part("按事件等级", (), Table(head, rows, frozenset(range(1, 9))))


def _faults(circular: Circular) -> Part:
    if not circular.faults:
        return Part("未按时回应的事项", ("本期没有迟回应、逾期未回应的事项。",))
    head = ("案件", "事项", "回应主体", "时限", "到期", "回应", "超过")
    rows = tuple(
        (
            f.number,
            f.title,
            f.organ or "未指定",
            f.kind,
            local_text(f.due_at),
            local_text(f.settled_at) if f.settled_at else "未回应",
            span_text(f.late_by),
        )
        for f in circular.faults
    )
    asked = "请相关单位于收到本通报后说明原因并报告整改情况。"
    return Part("未按时回应的事项", (asked,), Table(head, rows, frozenset()))


def _interpreting(circular: Circular) -> Part:
    """Interpreting counts in the appraisal (八(三)), against the office's own measure and apart from the clocks."""
    names = ("total", "met", "late", "unanswered", "running", "waived")
    head = ("牵头单位", *(INTERPRETING_LABELS[n] for n in names), "按时率")
    rows = tuple(
        (key_label(str(r["key"]), "organ"), *(str(r[n]) for n in names), _percent(r["in_time_share"]))
        for r in circular.interpreting
    )
    return Part("政策解读", INTERPRETING_METHOD[:2], Table(head, rows, frozenset(range(1, 8))))


def _spreading(circular: Circular) -> Part:
    """Spreading counts in the evaluation (八(三)): whether the word reached those who talked; no clock hangs on it."""
    if circular.spreading_left:
        return Part("发布传播", (f"本期登记的发布超过{circular.spreading_left}次，本件未统计其传播情况。",))
    names = ("total", "carried", "not_carried", "running", "blind", "no_text", "outlets")
    head = ("单位", *(SPREADING_LABELS[n] for n in names), "首次转载用时中位数", "触达率")
    rows = tuple(
        (
            key_label(str(r["key"]), "organ"),
            *(str(r[n]) for n in names),
            _span(r["first_median_s"]),
            _percent(r["reached_share"]),
        )
        for r in circular.spreading
    )
    told = (SPREADING_METHOD[1], SPREADING_METHOD[7], SPREADING_METHOD[-1])
    return Part("发布传播", told, Table(head, rows, frozenset(range(1, 10))))


def _method(circular: Circular) -> Part:
    proof = circular.proof
    checked = (
        f"核对依据：本通报只采用{local_text(proof.as_of)}之前已记入系统的内容；审计链第{proof.audit_seq}条，哈希{proof.audit_hash[:16]}…；"
        f"规则版本{proof.rules}。以同一截止时刻重新计算，结果相同。"
    )
    return Part("统计口径", (*METHOD, checked))


def _percent(share: object) -> str:
    return "—" if share is None else f"{float(str(share)):.1%}"


def _span(seconds: object) -> str:
    return "—" if seconds is None else span_text(timedelta(seconds=float(str(seconds))))


def _day(day: date) -> str:
    return f"{day.year}年{day.month}月{day.day}日"


def signed_on(circular: Circular) -> str:
    """The day of the paper, as it stands below it."""
    return _day(circular.proof.as_of.astimezone(SHANGHAI).date())

"""What is missing from an office's rules, what stands in them twice, and what nobody uses: explained, not refused."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import combinations
from typing import Literal

from monitor.classify.result import EMERGENCIES, GRAVE, SEVERITIES, SEVERITY_LABELS
from monitor.item import SOURCE_KINDS
from monitor.sla.matter import covers
from monitor.sla.milestones import KIND_LABELS, AppliesTo, Milestone
from monitor.sla.rules import SlaRules

Level = Literal["ok", "warning", "error"]
_POLICY = {True: ("first_release", "press_conference"), False: ("response",)}
"""What the policy asks of grave emergencies (五(四), 国办发〔2016〕80号) and of every other matter."""


@dataclass(frozen=True, slots=True)
class Remark:
    """One thing about the rules that somebody should know, and what to do about it."""

    level: Level
    found: str
    remedy: str


@dataclass(frozen=True, slots=True)
class Known:
    """What the office's other files name: a rule about anything else binds nobody, a rung to no one reaches nobody."""

    categories: frozenset[str]
    organs: frozenset[str]
    regions: tuple[str, ...]
    roles: frozenset[str]


def remarks(rules: SlaRules, on: date, known: Known | None = None) -> list[Remark]:
    """Everything worth saying about the rules, as they hold from a day on."""
    found = [*_gaps(rules, on), *_overlaps(rules.every_milestone, on), *_unused(rules), *_thin(rules)]
    found += _too_early(rules)
    if known is not None:
        found += [*_strange(rules, known), *_unreached(rules, known.roles)]
    return sorted(found, key=lambda r: ("error", "warning", "ok").index(r.level))


def _gaps(rules: SlaRules, on: date) -> Iterator[Remark]:
    """For each severity and period the kinds of milestone that the policy asks for and no rule sets."""
    for severity in (*SEVERITIES, "none"):
        for kind in _POLICY[severity in GRAVE]:
            mine = [m for m in rules.milestones if _is_policy(m, kind) and severity in m.severities]
            for start, end in _uncovered(mine, on):
                yield _gap(severity, kind, start, end, on)


def _is_policy(milestone: Milestone, kind: str) -> bool:
    """Whether it binds every case of its severities, by law: neither a target of the office nor conditional."""
    whole = milestone.requires_decision is None and milestone.when == AppliesTo()
    return milestone.kind == kind and milestone.public and milestone.clock_driven and whole


def _gap(severity: str, kind: str, start: date, end: date | None, on: date) -> Remark:
    until = f"至 {end} 前" if end else "起"
    found = f"{_severity_text(severity)}自 {start} {until}没有“{KIND_LABELS[kind]}”时限"
    remedy = f"在 sla.yaml 的 milestones 中为 {severity} 补一条 kind: {kind} 的对外里程碑，或延长 valid_to"
    return Remark("error" if start <= on else "warning", found, remedy)


def _severity_text(severity: str) -> str:
    label = SEVERITY_LABELS.get(severity)
    return f"{severity}级（{label}）" if label else "无事件等级的舆情"


def _uncovered(milestones: Sequence[Milestone], on: date) -> Iterator[tuple[date, date | None]]:
    """The periods from a day on that none of some milestones covers."""
    reached = on
    for m in sorted(milestones, key=lambda m: m.valid_from):
        if m.valid_from > reached:
            yield reached, m.valid_from
        if m.valid_to is None:
            return
        reached = max(reached, m.valid_to)
    yield reached, None


def _overlaps(milestones: Iterable[Milestone], on: date) -> Iterator[Remark]:
    """Two milestones of one kind that bind the same case at the same time."""
    for left, right in combinations(milestones, 2):
        shared = [s for s in left.severities if s in right.severities]
        together = _together(left, right, on)
        if not shared or together is None or _slot(left) != _slot(right) or _apart(left.when, right.when):
            continue
        whole = left.when == right.when and left.requires_decision == right.requires_decision
        found = (
            f"里程碑 {left.id} 与 {right.id} 同为“{KIND_LABELS[left.kind]}”，"
            f"{'、'.join(shared)} 级自 {together} 起同时有效" + ("" if whole else "（两者条件都满足时）")
        )
        remedy = "两条会各立一条时限；若意在替代，请为旧的一条写 valid_to，或用 when 写明各自适用的案件"
        yield Remark("warning" if whole else "ok", found, remedy)


def _slot(milestone: Milestone) -> tuple[object, ...]:
    """What two milestones must share to be the same duty."""
    m = milestone
    return (m.kind, m.public, m.follows, m.stage, m.receiver, m.mode)


def _together(left: Milestone, right: Milestone, on: date) -> date | None:
    """The first day, not before ``on``, on which both are in force; None when there is none."""
    start = max(left.valid_from, right.valid_from, on)
    ends = [m.valid_to for m in (left, right) if m.valid_to is not None]
    return None if any(start >= end for end in ends) else start


def _apart(left: AppliesTo, right: AppliesTo) -> bool:
    """Whether no single value of some condition meets both (regions may lie within one another and are not judged)."""
    names = ("track", "emergency", "category", "verification")
    pairs = ((getattr(left, n), getattr(right, n)) for n in names)
    return any(a is not None and b is not None and not set(a) & set(b) for a, b in pairs)


def _unused(rules: SlaRules) -> Iterator[Remark]:
    used = {m.ladder for m in rules.every_milestone} | set(rules.case_ladders.values())
    for name in sorted(set(rules.ladders) - used):
        yield Remark("warning", f"阶梯 {name} 没有里程碑或案件使用", "删除它，或在里程碑的 ladder 中引用")
    asked = {m.requires_decision for m in rules.every_milestone}
    for decision in rules.decisions:
        if decision.id not in asked:
            yield Remark(
                "warning", f"领导决定 {decision.id} 没有里程碑待其作出", "删除它，或写入 requires_decision"
            )
    reported = {r for term in rules.report_up.terms for r in term.receivers}
    for receiver in rules.report_up.receivers:
        if receiver.id not in reported:
            yield Remark(
                "warning", f"上报接收单位 {receiver.id} 没有上报时限", "写入 report_up.terms 的 receivers"
            )


def _thin(rules: SlaRules) -> Iterator[Remark]:
    """Milestones that remind nobody, rest on no document, or begin reports that are never continued."""
    for m in rules.every_milestone:
        if m.ladder is None:
            yield Remark("warning", f"里程碑 {m.id} 没有阶梯，到期前后无人收到提醒", "写明 ladder")
        if m.public and m.legal is None:
            yield Remark(
                "warning", f"对外里程碑 {m.id} 没有结构化的依据", "写明 legal（document、clause、date）"
            )
    for severity in SEVERITIES:
        stages = {t.stage for t in rules.report_up.terms if severity in t.severities}
        if severity in GRAVE and stages != {"first", "follow", "final"}:
            missing = "、".join(
                name
                for code, name in (("first", "首报"), ("follow", "续报"), ("final", "终报"))
                if code not in stages
            )
            yield Remark(
                "warning",
                f"{_severity_text(severity)}没有{missing}时限",
                "在 sla.yaml 的 report_up.terms 中补充",
            )
    missing_ladders = [n for n in ("grave", "other", "proposed", "regrade") if n not in rules.case_ladders]
    for name in missing_ladders:
        yield Remark(
            "warning",
            f"case_ladders 没有 {name}，此类案件按 other 提醒",
            "在 sla.yaml 的 case_ladders 中补充",
        )


def _too_early(rules: SlaRules) -> Iterator[Remark]:
    """Rungs that lie further before the deadline than the whole time is long: they speak when the clock starts."""
    for m in rules.every_milestone:
        for rung in rules.ladders[m.ladder] if m.ladder else ():
            if rung.before is not None and rung.before >= m.within:
                yield Remark(
                    "warning",
                    f"阶梯 {m.ladder} 的步骤 {rung.id} 的提前量不短于里程碑 {m.id} 的时限，立时限时即告知",
                    "缩短 before，或为该里程碑另写阶梯",
                )


def _strange(rules: SlaRules, known: Known) -> Iterator[Remark]:
    """Conditions on values that no other file of the office knows."""
    for m in rules.milestones:
        asked: tuple[tuple[str, Sequence[str], frozenset[str]], ...] = (
            ("category", m.when.category or (), known.categories),
            ("organ", m.when.organ or (), known.organs),
            ("emergency", m.when.emergency or (), frozenset(EMERGENCIES)),
            ("source_kind", m.when.source_kind or (), frozenset(SOURCE_KINDS)),
        )
        unknown = [(key, v) for key, values, there in asked for v in values if v not in there]
        unknown += [("region", r) for r in m.when.region or () if not covers(r, known.regions)]
        for key, value in unknown:
            yield Remark(
                "warning", f"里程碑 {m.id} 的 when.{key} 中 {value} 不在本单位的其他规则中", "核对写法"
            )


def _unreached(rules: SlaRules, roles: frozenset[str]) -> Iterator[Remark]:
    """Rungs to roles that nobody on the roster has."""
    there = roles | ({"leader_in_charge"} if roles & {"deputy", "leader"} else set())
    for name, rungs in rules.ladders.items():
        for missing in sorted({r for rung in rungs for r in rung.to} - there):
            yield Remark(
                "warning",
                f"阶梯 {name} 通知的 {missing} 在值班表中无人担任",
                "在 roster.yaml 的 people 中补充",
            )

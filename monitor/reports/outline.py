"""The digest as a paper: headed sections of entries, in words, the same for every format."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from monitor.classify.result import GRAVE, SEVERITY_LABELS
from monitor.classify.triage.opinion import LEVEL_LABELS, LEVELS
from monitor.classify.value_names import EMERGENCY_LABELS
from monitor.clock import SHANGHAI, local_text, span_text
from monitor.reports.digest import (
    TITLE,
    BlindWindow,
    CampaignLine,
    CampaignMatter,
    CaseLine,
    CategoryLine,
    ClockLine,
    Digest,
    EventLine,
    Fault,
    Number,
    OpinionLine,
    PolicyLine,
)
from monitor.reports.labels import DEADLINE_LABELS
from monitor.reports.packing import shortened

Tone = Literal["red", "amber", "plain"]
SHOWN = 200
"""More entries than this are not listed in one section; their number is told."""
_TITLE_CHARS = 80
"""Some sources put a whole post into the title; a brief of one page must not be filled by it."""
_ORDINALS = "一二三四五六七八九十"
_WEEKDAYS = "一二三四五六日"


@dataclass(frozen=True, slots=True)
class Tag:
    """A short mark before an entry's title."""

    text: str
    tone: Tone = "plain"


@dataclass(frozen=True, slots=True)
class Entry:
    """One matter: what it is, ``rest`` on the same line, further lines; ``path`` is its page in the console."""

    title: str
    rest: str = ""
    tags: tuple[Tag, ...] = ()
    lines: tuple[str, ...] = ()
    path: str = ""


@dataclass(frozen=True, slots=True)
class Section:
    """One headed part of the paper; ``anchor`` is what the headline numbers point to."""

    anchor: str
    title: str
    entries: tuple[Entry, ...]
    intro: str = ""
    red: bool = False


@dataclass(frozen=True, slots=True)
class Paper:
    """The whole paper."""

    title: str
    office: str
    issue: str
    date: str
    period: str
    note: str
    sentence: str
    numbers: tuple[Number, ...]
    sections: tuple[Section, ...]
    console: str


def outline(digest: Digest) -> Paper:
    """Put a digest into words: red things first; an empty section is left out, save those whose "none" is news."""
    day = digest.day
    return Paper(
        title=TITLE,
        office=digest.office,
        issue=digest.issue,
        date=f"{day.year}年{day.month}月{day.day}日 星期{_WEEKDAYS[day.weekday()]}",
        period=f"{_moment(digest.start)}至{_moment(digest.end)}",
        note=_note(digest),
        sentence=digest.sentence if digest.quiet else "",
        numbers=digest.numbers,
        sections=tuple(_numbered(_sections(digest))),
        console=digest.console,
    )


def _moment(moment: datetime) -> str:
    return f"{moment.astimezone(SHANGHAI).year}年{local_text(moment)}"


def _note(digest: Digest) -> str:
    if digest.as_of < digest.end:
        return f"时段未结束，数据截至{_moment(digest.as_of)}"
    return ""


def _sections(digest: Digest) -> Iterable[Section]:
    now = digest.as_of

    def clocks(found: Iterable[ClockLine]) -> tuple[Entry, ...]:
        return tuple(_short_clock(c, now) for c in found)

    def cases(found: Iterable[CaseLine]) -> tuple[Entry, ...]:
        return tuple(_case_entry(c, now) for c in found)

    due = tuple(_due_entry(c, now) for c in digest.due)
    events = dict.fromkeys((*digest.emergencies, *digest.rumours, *digest.hot))
    yield Section(
        "red", "重点关注", cases(digest.red), _none(digest.red, "无逾期，无重大、特别重大舆情。"), True
    )
    yield Section("due", "二十四小时内到期", due, _none(due, "无。"))
    yield Section("opinion", "舆情等级", tuple(map(_opinion_entry, digest.opinions)), _levels(digest))
    yield Section("opened", "新立案", cases(digest.opened))
    yield Section("proposed", "待认定", cases(digest.proposed))
    yield Section("closed", "办结", cases(digest.closed))
    yield Section("waiting", "其他在办事项（已有回应，尚未办结）", cases(digest.waiting))
    yield Section("events", "突发、疑似谣言与热点事件", tuple(map(_event_entry, events)))
    yield Section("campaigns", "专项舆情", tuple(map(_campaign_entry, digest.campaigns)), _campaigns(digest))
    yield Section("policies", "政策跟踪", tuple(map(_policy_entry, digest.policies)))
    yield Section("items", "条目与热线信箱", tuple(map(_category_entry, digest.hotline)), _items(digest))
    yield Section("sources", "信源监测", tuple(map(_window_entry, digest.windows)), _sources(digest))
    yield Section("faults", "系统与值守", tuple(map(_fault_entry, digest.faults)))
    yield Section("breached", "逾期未回应清单", clocks(digest.breached), red=True)
    yield Section("settled", "本时段已回应清单", clocks(digest.settled))
    yield Section("running", "计时中清单", clocks(digest.running))


def _heading(title: str) -> str:
    return shortened(title, _TITLE_CHARS)


def _none(found: Sequence[object], words: str) -> str:
    return "" if found else words


def _numbered(sections: Iterable[Section]) -> Iterable[Section]:
    filled = [s for s in sections if s.entries or s.intro]
    for number, section in enumerate(filled):
        title = f"{_ordinal(number)}、{section.title}"
        hidden = len(section.entries) - SHOWN
        more = (Entry(f"另有 {hidden} 项，见控制台。"),) if hidden > 0 else ()
        yield Section(section.anchor, title, section.entries[:SHOWN] + more, section.intro, section.red)


def _ordinal(index: int) -> str:
    return _ORDINALS[index] if index < 10 else f"十{_ORDINALS[index - 10]}"


def _case_entry(case: CaseLine, now: datetime) -> Entry:
    tags = (
        [Tag(SEVERITY_LABELS[case.severity], "red" if case.severity in ("I", "II") else "amber")]
        if (case.severity)
        else []
    )
    tags += _opinion(case.opinion_level)
    tags += [Tag("待认定", "amber")] if case.state == "proposed" else []
    tags += [Tag("未经核实", "amber")] if case.unverified else []
    tags += [Tag("已逾期", "red")] if case.breached else []
    facts = "，".join(x for x in (case.number, case.category, _organ(case)) if x)
    live = [_clock_words(c, now) for c in case.clocks]
    told = (case.toll,) if case.toll else ()
    return Entry(
        _heading(case.title), tags=tuple(tags), lines=(facts, *told, *live), path=f"/cases/{case.id}"
    )


def _grade(severity: str | None) -> list[Tag]:
    return [Tag(SEVERITY_LABELS[severity], "red" if severity in GRAVE else "amber")] if severity else []


def _opinion(level: str | None) -> list[Tag]:
    tones: dict[str, Tone] = {"red": "red", "orange": "amber"}
    return [Tag(f"舆情{LEVEL_LABELS[level]}", tones.get(level, "plain"))] if level else []


def _levels(digest: Digest) -> str:
    """How many matters stand at each level; the level says how much attention, never which clock."""
    if not digest.opinions:
        return "无红、橙、黄、蓝级舆情。"
    found = [o.level for o in digest.opinions]
    return "，".join(f"{LEVEL_LABELS[x]} {found.count(x)} 件" for x in LEVELS) + "。"


def _opinion_entry(line: OpinionLine) -> Entry:
    lines = [line.case_number or "未立案"]
    lines += [f"依据：{'；'.join(line.basis)}"] if line.basis else []
    path = f"/cases/{line.case_id}" if line.case_id else f"/items?event={line.event_id}"
    return Entry(_heading(line.title), tags=tuple(_opinion(line.level)), lines=tuple(lines), path=path)


def _campaigns(digest: Digest) -> str:
    basis = dict.fromkeys(c.basis for c in digest.campaigns)
    return f"依据：{'；'.join(basis)}。" if basis else ""


def _campaign_entry(line: CampaignLine) -> Entry:
    found = f"{line.items} 条，涉及 {line.events} 个事件" if line.items else "本时段未发现相关舆情"
    lines = [_matter(m) for m in line.matters]
    lines += [f"另有 {line.events - len(line.matters)} 个事件。"] if line.events > len(line.matters) else []
    rest = f"：{found}{'（重点关注期内）' if line.watched else ''}"
    return Entry(line.name, rest, lines=tuple(lines), path=f"/items?campaign={line.code}")


def _policy_entry(line: PolicyLine) -> Entry:
    """A followed policy: the numbers, what waits, what is asked, what was explained, what comes next."""
    said = f"：本时段 {line.items} 条，不解 {line.confused} 条、{line.people} 人"
    facts = "，".join(x for x in (line.number, f"牵头解读：{line.lead}") if x)
    lines = [facts, *line.waiting]
    lines += [f"主要在问：{'、'.join(line.questions)}"] if line.questions else []
    lines += [*line.interpreted, *([line.coming] if line.coming else [])]
    tags = (Tag("待解读", "amber"),) if line.waiting else ()
    return Entry(line.title, said, tags=tags, lines=tuple(lines), path=f"/policies/{line.code}")


def _matter(matter: CampaignMatter) -> str:
    because = f"（{matter.because}）" if matter.because else ""
    return f"{_heading(matter.title)}{because}：{matter.items} 条，{matter.case_number or '未立案'}"


def _organ(case: CaseLine) -> str:
    return f"回应主体：{case.organ}" if case.organ else "回应主体未定"


def _clock_words(clock: ClockLine, now: datetime) -> str:
    marks = [
        "时刻待核" if clock.time_pending else "",
        "升级时已过" if clock.past_at_upgrade else "",
    ]
    extra = "".join(f"（{m}）" for m in marks if m)
    return f"{clock.label}：{_standing(clock, now)}{extra}"


def _standing(clock: ClockLine, now: datetime) -> str:
    due = f"{local_text(clock.due_at)}前"
    if clock.state in ("met", "late") and clock.settled_at is not None:
        return f"{due}，{local_text(clock.settled_at)}发布，{DEADLINE_LABELS[clock.state]}"
    if clock.state == "waived":
        return f"{due}，{DEADLINE_LABELS['waived']}"
    over = now > clock.due_at
    words = {"breached": "已逾期", "running": "已过" if over else "还剩"}
    return f"{due}，{words[clock.state]}{span_text(now - clock.due_at)}"


def _due_entry(clock: ClockLine, now: datetime) -> Entry:
    lines = [f"{clock.case_number}，{_clock_words(clock, now)}"]
    lines += [f"依据：{clock.basis}"] if clock.basis else []
    return Entry(_heading(clock.case_title), lines=tuple(lines), path=f"/cases/{clock.case_id}")


def _short_clock(clock: ClockLine, now: datetime) -> Entry:
    return Entry(
        _heading(clock.case_title),
        f"（{clock.case_number}）{_clock_words(clock, now)}",
        path=f"/cases/{clock.case_id}",
    )


def _event_entry(event: EventLine) -> Entry:
    tags = _grade(event.severity)
    if event.emergency:
        tags.append(Tag(EMERGENCY_LABELS.get(event.emergency, event.emergency), "amber"))
    tags += _opinion(event.opinion_level)
    if event.rumour:
        tags.append(Tag("疑似谣言", "amber"))
    counts = f"本时段 {event.items} 条，{event.sources} 个信源；累计 {event.items_total} 条"
    tail = "，".join(x for x in (event.category, event.case_number or "未立案") if x)
    return Entry(
        _heading(event.title), tags=tuple(tags), lines=(f"{counts}；{tail}",), path=f"/items?event={event.id}"
    )


def _category_entry(line: CategoryLine) -> Entry:
    change = f"{line.change:+d}" if line.change else "持平"
    return Entry(line.category or "未分类", f"：{line.count} 件，前一时段 {line.before} 件，{change}")


def _items(digest: Digest) -> str:
    counts = {n.code: n.value for n in digest.numbers}
    received, relevant = counts.get("items_received", 0), counts.get("items_relevant", 0)
    history = f"另入库历史材料 {digest.historical} 条，不计入。" if digest.historical else ""
    return f"收到 {received} 条，其中政务相关 {relevant} 条，涉及 {counts.get('events', 0)} 个事件。{history}"


def _sources(digest: Digest) -> str:
    total, interrupted = digest.sources_total, digest.sources_interrupted
    seen = "均正常" if not interrupted else f"{interrupted} 个中断，中断时段内的舆情可能未被发现"
    return f"监测信源 {total} 个，{seen}。"


def _window_entry(window: BlindWindow) -> Entry:
    start = local_text(window.from_at) if window.from_at else "启用以来"
    span = f"{start}至{local_text(window.to_at)}" if window.to_at else f"{start}，仍未恢复"
    return Entry(window.source, f"：{span}" + (f"；{window.reason}" if window.reason else ""))


def _fault_entry(fault: Fault) -> Entry:
    return Entry(fault.text)

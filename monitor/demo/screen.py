"""The demo's face: a live board on a terminal, plain lines where the output is read by a pipe."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Protocol

from rich.console import Console, Group, RenderableType
from rich.layout import Layout
from rich.live import Live
from rich.panel import Panel
from rich.table import Table
from rich.text import Text
from sqlmodel import Session, col, select

from monitor.classify.result import SEVERITY_LABELS
from monitor.clock import SHANGHAI, local_text, span_text
from monitor.demo.happenings import Happening, Kind
from monitor.reports.labels import DEADLINE_LABELS
from monitor.sla.cases import STATE_LABELS, VERIFICATION_LABELS
from monitor.sla.rules import KIND_LABELS
from monitor.steps.desk import Desk
from monitor.store.tables import CaseFile, Deadline
from monitor.store.views import DeadlineView, judge_deadlines

_MOST_LINES_AT_ONCE = 40
_ENDED = {**DEADLINE_LABELS, "met": "✓按时"}
_STYLES = {"met": "green", "late": "yellow", "breached": "bold red", "open": "cyan", "waived": "dim"}


@dataclass(frozen=True, slots=True)
class CaseRow:
    """A case as the board shows it."""

    number: str
    title: str
    state: str
    severity: str | None
    verification: str
    clocks: tuple[tuple[str, str], ...]
    """Text and state of each counting policy clock."""


class Screen(Protocol):
    """Where the play is seen."""

    def open(self) -> None: ...
    def show(self, now: datetime, news: Sequence[Happening], cases: Sequence[CaseRow]) -> None: ...
    def close(self) -> None: ...


def case_rows(desk: Desk) -> list[CaseRow]:
    """Every case with its counting policy clocks at the present moment."""
    with desk.database.read() as session:
        cases = session.exec(select(CaseFile).order_by(col(CaseFile.id))).all()
        return [_case_row(session, desk, case) for case in cases]


def _case_row(session: Session, desk: Desk, case: CaseFile) -> CaseRow:
    rows = session.exec(select(Deadline).where(Deadline.case_id == case.id)).all()
    now = desk.now()
    views = [v for v in judge_deadlines(rows, now) if v.counts and v.row.public]
    clocks = tuple((_clock_text(v, now), v.state) for v in views)
    return CaseRow(case.number, case.title, case.state, case.severity, case.verification, clocks)


def _clock_text(view: DeadlineView, now: datetime) -> str:
    label, due = KIND_LABELS[view.row.kind], view.row.due_at
    if view.state == "open":
        return f"{label} 余{span_text(due - now)}"
    if view.state == "breached":
        return f"{label} 逾期{span_text(now - due)}"
    return f"{label} {_ENDED[view.state]}"


@dataclass
class PlainScreen:
    """One line for each thing that happens."""

    console: Console

    def open(self) -> None:
        """Nothing to prepare."""

    def show(self, now: datetime, news: Sequence[Happening], cases: Sequence[CaseRow]) -> None:
        for one in news[:_MOST_LINES_AT_ONCE]:
            self.console.print(one.line, markup=False, highlight=False, soft_wrap=True)
        if len(news) > _MOST_LINES_AT_ONCE:
            rest = len(news) - _MOST_LINES_AT_ONCE
            self.console.print(f"{local_text(now)}  ……另有 {rest} 条", markup=False, highlight=False)

    def close(self) -> None:
        """Nothing to put away."""


@dataclass
class LiveScreen:
    """A board that redraws itself: clock, cases with running clocks, newest items, messages and remarks."""

    console: Console
    heading: str
    start: datetime
    end: datetime
    _recent: dict[Kind, deque[Happening]] = field(default_factory=dict)
    _counts: dict[Kind, int] = field(default_factory=dict)
    _live: Live | None = None

    def open(self) -> None:
        self._live = Live(console=self.console, refresh_per_second=6, screen=False, transient=True)
        self._live.start()

    def show(self, now: datetime, news: Sequence[Happening], cases: Sequence[CaseRow]) -> None:
        for one in news:
            self._recent.setdefault(one.kind, deque(maxlen=30)).append(one)
            self._counts[one.kind] = self._counts.get(one.kind, 0) + 1
        if self._live is not None:
            self._live.update(self._draw(now, cases))

    def close(self) -> None:
        if self._live is not None:
            self._live.stop()
            self._live = None

    def _draw(self, now: datetime, cases: Sequence[CaseRow]) -> RenderableType:
        layout = Layout()
        board_size = max(4, len(cases) + 4)
        layout.split_column(
            Layout(self._header(now), size=4),
            Layout(Panel(_case_table(cases), title="案件与时限"), size=board_size),
            Layout(name="below"),
            Layout(Panel(self._remarks(), title="旁白", border_style="magenta"), size=6),
        )
        height = max(4, self.console.size.height - board_size - 14)
        layout["below"].split_row(
            Layout(Panel(self._lines(("item",), height), title="新到条目")),
            Layout(Panel(self._lines(("message",), height), title="送达的消息")),
        )
        return layout

    def _header(self, now: datetime) -> RenderableType:
        local = now.astimezone(SHANGHAI)
        share = (now - self.start) / (self.end - self.start)
        done = int(min(max(share, 0.0), 1.0) * 40)
        counts = self._counts
        clock = Text(f"产品时间 {local:%m月%d日 %H:%M}  ", style="bold")
        clock.append("█" * done + "░" * (40 - done), style="blue")
        clock.append(f"  条目 {counts.get('item', 0)}  消息 {counts.get('message', 0)}")
        return Panel(Group(clock, Text(self.heading, style="dim")))

    def _lines(self, kinds: Iterable[Kind], height: int) -> Text:
        found = [h for kind in kinds for h in self._recent.get(kind, ())]
        newest = sorted(found, key=lambda h: h.at)[-height:]
        out = Text(no_wrap=True, overflow="ellipsis")
        for one in reversed(newest):
            out.append(f"{local_text(one.at)[-5:]} ", style="dim")
            out.append(f"{one.text}\n", style="bold red" if one.grave else "")
        return out

    def _remarks(self) -> Text:
        newest = list(self._recent.get("remark", ()))[-2:]
        return Text("\n".join(f"{local_text(r.at)[-5:]} {r.text}" for r in newest))


def _case_table(cases: Sequence[CaseRow]) -> Table:
    table = Table(box=None, expand=True, pad_edge=False)
    for name, ratio in (("编号", 3), ("标题", 8), ("等级", 2), ("状态", 3), ("核实", 3), ("政策时限", 9)):
        table.add_column(name, ratio=ratio, no_wrap=True, overflow="ellipsis")
    for case in cases:
        clocks = Text("  ").join(Text(text, style=_STYLES.get(state, "")) for text, state in case.clocks)
        table.add_row(
            case.number,
            case.title,
            SEVERITY_LABELS[case.severity] if case.severity else "—",
            STATE_LABELS.get(case.state, case.state),
            VERIFICATION_LABELS.get(case.verification, case.verification),
            clocks,
        )
    return table

"""The daily digest (政务舆情日报) as values: what every format shows, already masked."""

from __future__ import annotations

import json
from dataclasses import dataclass, fields, is_dataclass
from datetime import date, datetime
from typing import Literal

from monitor.clock import rfc3339
from monitor.sla.rules import KIND_LABELS

TITLE = "政务舆情日报"
ClockState = Literal["met", "late", "breached", "running", "waived"]


@dataclass(frozen=True, slots=True)
class Number:
    """One headline number; ``anchor`` names the section that lists what it counts, ``path`` the console's page of it."""

    code: str
    label: str
    value: int
    anchor: str
    path: str
    red: bool = False


@dataclass(frozen=True, slots=True)
class ClockLine:
    """One policy deadline of a case as it stood at the digest's moment."""

    case_id: int
    case_number: str
    case_title: str
    kind: str
    due_at: datetime
    state: ClockState
    changed_at: datetime
    basis: str = ""
    settled_at: datetime | None = None
    time_pending: bool = False
    past_at_upgrade: bool = False

    @property
    def label(self) -> str:
        return KIND_LABELS.get(self.kind, self.kind)


@dataclass(frozen=True, slots=True)
class CaseLine:
    """One case as it stood at the digest's moment, with its clocks, the next due first, and the line of its numbers."""

    id: int
    number: str
    title: str
    state: str
    severity: str | None = None
    organ: str | None = None
    category: str = ""
    unverified: bool = False
    clocks: tuple[ClockLine, ...] = ()
    opinion_level: str | None = None
    toll: str = ""

    @property
    def breached(self) -> bool:
        return any(c.state == "breached" for c in self.clocks)


@dataclass(frozen=True, slots=True)
class EventLine:
    """One event with what came in about it in the period; ``case_number`` where it has a case."""

    id: int
    title: str
    items: int
    sources: int
    items_total: int
    heat: float
    category: str = ""
    severity: str | None = None
    emergency: str | None = None
    rumour: bool = False
    case_number: str | None = None
    opinion_level: str | None = None


@dataclass(frozen=True, slots=True)
class OpinionLine:
    """A matter with its opinion level (红橙黄蓝) and what the level rests on; ``case_id`` None: an event without a case."""

    level: str
    title: str
    basis: tuple[str, ...] = ()
    event_id: int | None = None
    case_id: int | None = None
    case_number: str | None = None


@dataclass(frozen=True, slots=True)
class CampaignMatter:
    """One event of a special campaign: its items in the period and why it belongs."""

    event_id: int
    title: str
    items: int
    because: str = ""
    case_number: str | None = None


@dataclass(frozen=True, slots=True)
class CampaignLine:
    """A special campaign (专项) in the period; ``watched``: the day lies in its season, so that none is news, too."""

    code: str
    name: str
    items: int
    events: int
    watched: bool
    basis: str
    matters: tuple[CampaignMatter, ...] = ()


@dataclass(frozen=True, slots=True)
class PolicyLine:
    """A followed policy in the period: what was said, what is not understood, what waits for an interpretation.

    ``waiting`` tells what was asked for and is open, ``questions`` what people ask most, ``interpreted`` what was published.
    """

    code: str
    title: str
    number: str
    lead: str
    items: int
    confused: int
    people: int
    waiting: tuple[str, ...] = ()
    questions: tuple[str, ...] = ()
    interpreted: tuple[str, ...] = ()
    coming: str = ""


@dataclass(frozen=True, slots=True)
class CategoryLine:
    """Messages of hotlines and mailboxes in one category, beside those of the day before."""

    category: str
    count: int
    before: int

    @property
    def change(self) -> int:
        return self.count - self.before


@dataclass(frozen=True, slots=True)
class BlindWindow:
    """A time in which a source was not seen; ``to_at`` None while it lasts, ``from_at`` None when it never worked."""

    source: str
    from_at: datetime | None
    to_at: datetime | None
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Fault:
    """Something about the service or the office's own duty that a leader must know."""

    kind: str
    text: str


@dataclass(frozen=True, slots=True)
class Digest:
    """Everything of one day's digest; the period is ``[start, end)``, states are those of ``as_of``."""

    office_id: str
    office: str
    day: date
    number: int
    start: datetime
    end: datetime
    as_of: datetime
    sources_total: int
    sources_interrupted: int
    numbers: tuple[Number, ...] = ()
    red: tuple[CaseLine, ...] = ()
    due: tuple[ClockLine, ...] = ()
    opened: tuple[CaseLine, ...] = ()
    proposed: tuple[CaseLine, ...] = ()
    closed: tuple[CaseLine, ...] = ()
    settled: tuple[ClockLine, ...] = ()
    breached: tuple[ClockLine, ...] = ()
    running: tuple[ClockLine, ...] = ()
    waiting: tuple[CaseLine, ...] = ()
    hot: tuple[EventLine, ...] = ()
    emergencies: tuple[EventLine, ...] = ()
    rumours: tuple[EventLine, ...] = ()
    opinions: tuple[OpinionLine, ...] = ()
    campaigns: tuple[CampaignLine, ...] = ()
    policies: tuple[PolicyLine, ...] = ()
    hotline: tuple[CategoryLine, ...] = ()
    windows: tuple[BlindWindow, ...] = ()
    faults: tuple[Fault, ...] = ()
    historical: int = 0
    late: bool = False
    console: str = ""

    @property
    def quiet(self) -> bool:
        """Nothing to handle: no case came up, and none is in hand or waits for a decision."""
        return not (self.red or self.opened or self.proposed or self.breached or self.running or self.waiting)

    @property
    def sentence(self) -> str:
        """What an empty day says, so that silence is not mistaken for calm."""
        return f"本时段所监测 {self.sources_total} 个信源未发现需处置舆情({self.sources_interrupted} 个中断)"

    @property
    def issue(self) -> str:
        """The paper's number: one a day, counted through the year."""
        return f"{self.day.year}年第{self.number}期"

    def to_json(self) -> dict[str, object]:
        """Every value, times with the Shanghai offset."""
        tree = _plain(self)
        assert isinstance(tree, dict)
        return {**tree, "quiet": self.quiet, "sentence": self.sentence if self.quiet else None}


def _plain(value: object) -> object:
    if isinstance(value, datetime):
        return rfc3339(value)
    if isinstance(value, date):
        return value.isoformat()
    if is_dataclass(value):
        return {f.name: _plain(getattr(value, f.name)) for f in fields(value)}
    if isinstance(value, tuple):
        return [_plain(v) for v in value]
    return value


def render_json(digest: Digest) -> str:
    """The digest as one JSON object."""
    return json.dumps(digest.to_json(), ensure_ascii=False, indent=2) + "\n"

"""Special campaigns and opinion levels in a digest: stored rows into masked lines, each with what it rests on."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any

from sqlmodel import Session

from monitor import config_file
from monitor.classify.triage.campaigns import Campaign, CampaignsConfig
from monitor.classify.triage.opinion import LEVELS
from monitor.reports.digest import CampaignLine, CampaignMatter, CaseLine, OpinionLine
from monitor.store import digest_marks as marks
from monitor.store.digest_marks import MarkedItem
from monitor.store.digest_view import Period, case_numbers
from monitor.store.event_view import turned_round
from monitor.store.tables import CaseAct
from monitor.text.mask import mask

_MATTERS = 5
"""So many events of a campaign are named, those with most items first; how many more there are is told."""
_Known = tuple[str, tuple[Mapping[str, Any], ...]]


@dataclass(frozen=True, slots=True)
class OpenCase:
    """A case in hand with the event that it is about."""

    line: CaseLine
    event: int | None


def read_campaigns(path: Path) -> CampaignsConfig | None:
    """The office's campaigns; None where it keeps none."""
    path = config_file.locate(path)
    return config_file.read(path, CampaignsConfig) if path.is_file() else None


def campaign_lines(
    session: Session, config: CampaignsConfig | None, found: Iterable[MarkedItem], days: Collection[date]
) -> tuple[CampaignLine, ...]:
    """The campaigns that anything came in about, and those whose season is on, in the order of the configuration."""
    if config is None:
        return ()
    by_campaign: dict[str, list[MarkedItem]] = {}
    for item in found:
        for code in item.campaigns:
            by_campaign.setdefault(code, []).append(item)
    lines = (_campaign_line(session, config, c, by_campaign.get(c.id, []), days) for c in config.campaigns)
    return tuple(line for line in lines if line.items or line.watched)


def _campaign_line(
    session: Session,
    config: CampaignsConfig,
    campaign: Campaign,
    items: Sequence[MarkedItem],
    days: Collection[date],
) -> CampaignLine:
    counts = Counter(i.event for i in items)
    first = sorted(counts, key=lambda e: (-counts[e], e))[:_MATTERS]
    events, numbers = marks.events_of(session, first), case_numbers(session, first)
    matters = tuple(
        CampaignMatter(e, mask(events[e].title), counts[e], _because(campaign, e, items), numbers.get(e))
        for e in first
    )
    watched = any(season.holds(day) for season in campaign.watch for day in days)
    return CampaignLine(campaign.id, campaign.name, len(items), len(counts), watched, config.basis, matters)


def _because(campaign: Campaign, event: int, items: Sequence[MarkedItem]) -> str:
    """Why an event belongs to a campaign, as the classifier said of its first item."""
    head = f"专项：{campaign.name}（"
    reasons = (r for i in items if i.event == event for r in i.reasons if r.startswith(head))
    return mask(next(reasons, head)[len(head) :].removesuffix("）"))


def opinion_lines(session: Session, period: Period, cases: Sequence[OpenCase]) -> tuple[OpinionLine, ...]:
    """The cases in hand and the events of the period that have an opinion level, the gravest first.

    What an officer set on a case outranks what its event has by rule.
    """
    events = set(marks.events_in(session, period))
    known = marks.levels_of_events(session, events | {c.event for c in cases if c.event}, period.end)
    acts = marks.level_acts(session, [c.line.id for c in cases], period.end)
    lines = [_case_line(c, known, acts.get(c.line.id)) for c in cases if c.line.opinion_level]
    alone = events & known.keys() - {c.event for c in cases if c.line.opinion_level}
    titles, numbers = marks.events_of(session, alone), case_numbers(session, alone)
    lines += [
        OpinionLine(known[e][0], mask(titles[e].title), _grounds(known[e][1]), e, case_number=numbers.get(e))
        for e in sorted(alone)
    ]
    return tuple(
        sorted(
            _with_reversals(session, lines, period),
            key=lambda x: (LEVELS.index(x.level), x.case_id is None, x.case_id or x.event_id),
        )
    )


def _with_reversals(session: Session, lines: Sequence[OpinionLine], period: Period) -> Iterator[OpinionLine]:
    """The lines, each telling what turned its story round by the end of the period: a leader must not take it for true."""
    turned = turned_round(session, sorted({x.event_id for x in lines if x.event_id is not None}))
    titles = marks.events_of(session, {e for events in turned.values() for e in events})
    for line in lines:
        told = [titles[e] for e in turned.get(line.event_id or 0, ()) if titles[e].first_at < period.end]
        yield replace(line, basis=(*line.basis, *(f"有反转：{mask(e.title)}" for e in told)))


def _case_line(case: OpenCase, known: Mapping[int, _Known], act: CaseAct | None) -> OpinionLine:
    line = case.line
    said = mask(str(act.body["reason"])) if act is not None and act.body.get("reason") else ""
    by_rule = known.get(case.event, ("", ()))[1] if case.event else ()
    basis = (f"人工定级：{said}",) if said else _grounds(by_rule)
    return OpinionLine(line.opinion_level or "", line.title, basis, case.event, line.id, line.number)


def _grounds(basis: Iterable[Mapping[str, Any]]) -> tuple[str, ...]:
    """What a level rests on: each rule with the words or the number that it quotes."""
    return tuple(
        f"{g.get('label', '')}（{mask(str(g['quote']))}）" if g.get("quote") else str(g.get("label", ""))
        for g in basis
    )

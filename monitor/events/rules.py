"""The office's rules for copies, events, heat and concentrated problems (``config/events.yaml``)."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta
from pathlib import Path
from typing import Annotated

from pydantic import Field

from monitor.classify.result import EMERGENCIES
from monitor.config_file import ConfigModel, Regex, Span, one_of, read

Share = float


class CopyRules(ConfigModel):
    """When a text counts as a copy of an earlier one."""

    shingle: int = Field(3, ge=2, le=8)
    permutations: int = Field(64, ge=16, le=256)
    bands: int = Field(16, ge=1, le=64)
    max_chars: int = Field(800, ge=50)
    min_jaccard: Share = Field(0.5, gt=0, le=1)
    middle_chars: int = Field(60, ge=0)
    middle_jaccard: Share = Field(0.6, gt=0, le=1)
    short_chars: int = Field(20, ge=0)
    short_jaccard: Share = Field(0.85, gt=0, le=1)
    decorations: tuple[Regex, ...] = ()
    counted_units: tuple[str, ...] = ()
    address_units: tuple[str, ...] = ()
    toll_before: tuple[Regex, ...] = ()
    toll_links: tuple[Regex, ...] = ()
    toll_after: tuple[Regex, ...] = ()
    paper_before: tuple[Regex, ...] = ()
    paper_after: tuple[Regex, ...] = ()
    no_day: tuple[Regex, ...] = ()
    part_of_day: tuple[Regex, ...] = ()


class MatchPoints(ConfigModel):
    """What each likeness adds to a pair's points; a pair belongs together at ``needed`` points or more."""

    words: float = 7.4
    topic: float = 2.3
    place_at_most: Share = Field(1.0, gt=0, le=1)
    only_place: float = 0.0
    only_place_below: Share = Field(0.06, gt=0, le=1)
    other_topic: float = 0.0
    other_topic_below: Share = Field(0.7, ge=0, le=1)
    cover: float = 4.0
    rare: float = 1.4
    same_code: float = 4.9
    same_line: float = 1.5
    same_house: float = 2.0
    both_ask: float = 0.0
    other_line: float = -10.0
    same_kind: float = 0.0
    same_deaths: float = 0.0
    same_place: float = 0.0
    other_place: float = -2.5
    other_place_unnamed: float = 0.0
    other_magnitude: float = -2.0
    other_day: float = 0.0
    other_venue: float = 0.0
    other_names: float = -6.0
    per_day_apart: float = -0.01
    needed: float = 7.4


class PublicPoints(ConfigModel):
    """The same for what is told in public within days, by whom and in what words soever: names anywhere in the texts count.

    ``marks`` weighs the worth of shared marks (up to ``marks_at_most``), ``hours_apart`` the logarithm of the hours between.
    ``learnt`` multiplies the log odds by the learnt weights and ``learnt_more``. Of all pairs between two groups no more than
    ``forbidden_share`` may be such as cannot be one, and their mean may lie ``mean_slack`` below what is needed.
    """

    words: float = 3.5
    topic: float = 3.0
    marks: float = 0.65
    marks_at_most: float = Field(12.0, gt=0)
    lone_mark: Share = Field(0.5, ge=0, le=1)
    hours_apart: float = -0.6
    same_kind: float = 1.4
    same_scene: float = 2.0
    other_kind: float = -1.2
    other_place: float = -8.0
    other_ground: float = -2.0
    other_day: float = -2.0
    other_venue: float = -1.0
    other_grievance: float = -8.0
    other_magnitude: float = -5.0
    other_names: float = -9.0
    only_place: float = -3.0
    only_place_below: Share = Field(0.06, gt=0, le=1)
    same_code: float = 2.5
    same_line: float = 1.0
    same_house: float = 1.5
    other_line: float = -4.0
    needed: float = 3.5
    strangers: float = Field(-2.5, le=0)
    learnt: float = Field(1.0, ge=0)
    learnt_more: float = 0.5
    forbidden_share: Share = Field(0.083, ge=0, le=1)
    mean_slack: float = Field(1.5, ge=0)


class ApartRules(ConfigModel):
    """What sets two emergencies of one kind apart: names by kind (regular expressions of their endings), premises, hours.

    ``long_kind`` are names of what is long (roads): one in common is no one place, two are. ``worded_kinds`` go by
    several words: other ones tell only beside something else.
    """

    hours: float = Field(2.0, gt=0)
    named: Mapping[str, tuple[Regex, ...]] = Field(default_factory=dict)
    long_kind: str = "road"
    worded_kinds: tuple[str, ...] = ()
    no_names: tuple[str, ...] = ()
    happened: tuple[Regex, ...] = ()
    akin_premises: tuple[tuple[str, ...], ...] = ()


class MatchRules(ConfigModel):
    """What makes two items one event."""

    happening_window: Span = timedelta(days=7)
    problem_window: Span = timedelta(days=365)
    remembered: int = Field(200_000, ge=1_000)
    title_weight: float = Field(3.0, ge=1)
    max_chars: int = Field(400, ge=50)
    max_words: int = Field(40, ge=8, le=200)
    looked_up_words: int = Field(14, ge=2)
    posting_size: int = Field(48, ge=4)
    compared: int = Field(12, ge=1)
    problem: MatchPoints = MatchPoints()
    happening: MatchPoints = MatchPoints()
    public_window: Span = timedelta(days=7)
    public: PublicPoints = PublicPoints()
    max_marks: int = Field(40, ge=0, le=200)
    looked_up_marks: int = Field(6, ge=0)
    compared_by_marks: int = Field(6, ge=0)
    slack: float = Field(2.0, ge=0)
    pair_extra: float = Field(1.2, ge=0)
    citizen_channels: tuple[str, ...] = ("hotline", "mailbox")
    kinds: Mapping[Annotated[str, one_of(*EMERGENCIES)], tuple[Regex, ...]] = Field(default_factory=dict)
    wide_kinds: frozenset[str] = frozenset()
    kin: tuple[tuple[str, str], ...] = ()
    boilerplate: tuple[str, ...] = ()
    name_endings: tuple[str, ...] = ()
    synonyms: tuple[tuple[str, ...], ...] = ()
    papers: tuple[Regex, ...] = ()
    answers: tuple[Regex, ...] = ()
    turns: tuple[Regex, ...] = ()
    turn_slack: float = Field(1.5, ge=0)
    turn_lead: float = Field(0.5, ge=0)
    usual: tuple[str, ...] = ()
    venues: Mapping[str, tuple[str, ...]] = Field(default_factory=dict)
    apart: ApartRules = ApartRules()
    grievances: Mapping[str, tuple[str, ...]] = Field(default_factory=dict)


class HeatRules(ConfigModel):
    """How hot an event is; every weight multiplies the logarithm of its count."""

    recent: Span = timedelta(hours=6)
    half_life: Span = timedelta(hours=48)
    rhythm_window: Span = timedelta(days=28)
    volume_weight: float = 10.0
    speed_weight: float = 15.0
    burst_weight: float = 8.0
    reach_weight: float = 5.0
    interaction_weight: float = 3.0
    tiers: Mapping[str, float] = Field(default_factory=dict)
    interactions: Mapping[str, float] = Field(default_factory=dict)


class ConcentrationRules(ConfigModel):
    """七(三): when many people's messages about one thing are a concentrated problem."""

    window: Span = timedelta(days=30)
    min_items: int = Field(5, ge=2)
    min_authors: int = Field(3, ge=1)
    channels: tuple[str, ...] = ("hotline", "mailbox", "forum", "social")


class EventRules(ConfigModel):
    """The whole file."""

    copies: CopyRules = CopyRules()
    match: MatchRules = MatchRules()
    heat: HeatRules = HeatRules()
    concentration: ConcentrationRules = ConcentrationRules()


def read_rules(path: Path) -> EventRules:
    """Read ``events.yaml``. Raises ConfigError."""
    return read(path, EventRules)

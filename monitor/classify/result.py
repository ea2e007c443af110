"""The result of classification: the values that `contract.md`, "A classification result", fixes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import field
from datetime import date, datetime
from typing import Any, Literal, NamedTuple

from monitor.classify.figures.speakers import SILENT, Speaker
from monitor.classify.policies.spoken_of import SpokenOf
from monitor.classify.triage.opinion import Ground
from monitor.clock import rfc3339
from monitor.values import value

EMERGENCIES = (
    "traffic_accident",
    "fire",
    "earthquake",
    "food_poisoning",
    "terror_attack",
    "explosion",
    "collapse",
    "flood",
    "storm",
    "work_safety",
    "environment",
    "epidemic",
    "mass_incident",
    "other",
)
SEVERITIES = ("I", "II", "III", "IV")
"""From the gravest to the least: 特别重大, 重大, 较大, 一般."""
SEVERITY_LABELS: Mapping[str, str] = {"I": "特别重大", "II": "重大", "III": "较大", "IV": "一般"}
GRAVE = frozenset({"I", "II"})
SENSED = "模型认为可能达到"
"""How the reason begins that a learned severity gives."""
CASUALTY_FIELDS = (
    "deaths",
    "missing",
    "trapped",
    "seriously_injured",
    "injured",
    "poisoned",
    "evacuated",
    "loss_yuan",
)
DISPOSITIONS = ("constructive", "hardship", "misunderstanding", "erroneous")
FOCUSES = ("major_decision", "vital_interest", "image_credibility")
FLAGS = ("rumour", "major_problem", "sensitive", "unverified")

Bound = Literal["exact", "about", "at_least", "below"]
Origin = Literal["official", "media", "unverified"]


def graver(left: str | None, right: str | None) -> str | None:
    """The graver of two severities; None is less than any."""
    known = [s for s in (left, right) if s is not None]
    return min(known, key=SEVERITIES.index) if known else None


@value
class Place:
    """Where a quotation stands: code points ``[start, end)`` of the field ``field_name`` as it was given."""

    field_name: Literal["title", "text"]
    start: int
    end: int

    def to_json(self) -> dict[str, Any]:
        return {"in": self.field_name, "start": self.start, "end": self.end}

    def is_within(self, others: Sequence[Place]) -> bool:
        """Whether it lies in one of some places."""
        return any(
            self.field_name == o.field_name and o.start <= self.start and self.end <= o.end for o in others
        )


@value
class NamedPlace:
    """A place as the item names it, down to street or village, and the division that it lies in (None abroad)."""

    name: str
    code: str | None
    place: Place

    def to_json(self) -> dict[str, Any]:
        return {"name": self.name, "code": self.code, **self.place.to_json()}


@value
class Basis:
    """A rule that fired: its id, its legal source, and the words of the item that it rests on."""

    rule: str
    source: str
    quote: str
    place: Place

    def to_json(self) -> dict[str, Any]:
        return {"rule": self.rule, "source": self.source, "quote": self.quote, **self.place.to_json()}


class Cited(NamedTuple):
    """Words of the item that a reason cites, and where they stand."""

    quote: str
    place: Place

    def to_json(self) -> dict[str, Any]:
        return {"quote": self.quote, **self.place.to_json()}


@value
class LearnedLevel:
    """What a learned severity takes a matter for where the rules graded it less, and the words that it rests on; it is no level."""

    level: str
    probability: float
    because: tuple[Cited, ...] = ()

    @property
    def words(self) -> str:
        """The same in the officer's words."""
        quoted = "、".join(f"“{cited.quote}”" for cited in self.because)
        told = f"，依{quoted}" if quoted else ""
        return (
            f"{SENSED}{SEVERITY_LABELS[self.level]}（可能性{self.probability:.0%}{told}），等级未变，请核对"
        )

    def to_json(self) -> dict[str, Any]:
        return {
            "level": self.level,
            "probability": round(self.probability, 4),
            "because": [cited.to_json() for cited in self.because],
        }


@value
class Superseded:
    """A number that an earlier bulletin gave, as the same text tells, and where it stands."""

    value: int
    places: tuple[Place, ...]

    def to_json(self) -> dict[str, Any]:
        return {"value": self.value, "spans": [p.to_json() for p in self.places]}


@value
class Figure:
    """One number of the text, with how sure it is and where it stands; ``corrected`` ones replace a higher one, too.

    ``speaker``: the organ that gave an official one, and when. ``whole``: all of them are counted (共造成…), so that a later
    bulletin replaces what was said before.
    """

    value: int
    bound: Bound = "exact"
    origin: Origin = "media"
    places: tuple[Place, ...] = ()
    corrected: bool = False
    speaker: Speaker = SILENT
    supersedes: tuple[Superseded, ...] = ()
    whole: bool = False

    @property
    def approximate(self) -> bool:
        return self.bound != "exact"

    @property
    def is_open(self) -> bool:
        """True for ``暂无伤亡报告``: nobody so far, anything may come."""
        return self.value == 0 and self.bound != "exact"

    def to_json(self, quotes: Sequence[Place] = ()) -> dict[str, Any]:
        """``quotes``: the words of others in the item; spans in them say ``quoted``."""
        spans = [p.to_json() | ({"quoted": True} if p.is_within(quotes) else {}) for p in self.places]
        return {
            "approximate": self.approximate,
            "bound": self.bound,
            "origin": self.origin,
            "origin_organ": self.speaker.organ,
            "origin_at": _moment(self.speaker.at),
            "supersedes": [s.to_json() for s in self.supersedes],
            "spans": spans,
        }


@value
class Classification:
    """Everything the program says about one item."""

    id: str
    relevant: bool
    relevance: float
    local: bool | None
    category: str
    category_uncertain: bool
    category_scores: Mapping[str, float]
    category_second: str | None = None
    category_third: str | None = None
    emergency: str | None = None
    emergency_unsure: bool = False
    """Only the learnt model heard it, no word names it: a person has to look."""
    severity: str | None = None
    severity_provisional: bool = False
    severity_basis: tuple[Basis, ...] = ()
    severity_learned: LearnedLevel | None = None
    """A learned severity finds it graver than the rules did: a person has to look, no level and no clock rests on it."""
    may_become: str | None = None
    """An early warning for a person to confirm: the level if nobody of the missing and trapped came back."""
    casualties: Mapping[str, Figure] = field(default_factory=dict)
    casualty_series: Mapping[str, Mapping[str, Figure]] = field(default_factory=dict)
    magnitude: float | None = None
    participants: int | None = None
    track: str | None = None
    disposition: str | None = None
    disposition_of_quoted: bool = False
    """The one who passes on another's words says nothing himself: the disposition is that of the words passed on."""
    quotes: tuple[Place, ...] = ()
    focus: str | None = None
    flags: tuple[str, ...] = ()
    regions: tuple[str, ...] = ()
    organs: tuple[str, ...] = ()
    above: str | None = None
    """The organ of the province that it is about, as the text names it: no district answers for that."""
    campaigns: tuple[str, ...] = ()
    policies: tuple[SpokenOf, ...] = ()
    occurred_at: datetime | date | None = None
    occurred_part: str | None = None
    """The part of the day (code) where ``occurred_at`` is a bare day and the text names one (昨晚)."""
    occurred_span: Place | None = None
    place: NamedPlace | None = None
    region_spans: tuple[NamedPlace, ...] = ()
    opinion_level: str | None = None
    opinion_basis: tuple[Ground, ...] = ()
    opinion_words: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    reasons: tuple[str, ...] = ()
    reason_spans: tuple[Cited, ...] = ()
    model: str = ""
    rules: str = ""

    def casualty(self, name: str) -> int | None:
        """The number of one casualty field: None when the text does not tell, 0 when it says there are none."""
        figure = self.casualties.get(name)
        return None if figure is None else figure.value

    def to_json(self) -> dict[str, Any]:
        """The contract's JSON object."""
        return {
            "id": self.id,
            "relevant": self.relevant,
            "relevance": round(self.relevance, 4),
            "local": self.local,
            "category": self.category,
            "category_uncertain": self.category_uncertain,
            "category_scores": {k: round(v, 4) for k, v in self.category_scores.items()},
            "category_second": self.category_second,
            "category_third": self.category_third,
            "emergency": self.emergency,
            "emergency_unsure": self.emergency_unsure,
            "severity": self.severity,
            "severity_label": SEVERITY_LABELS[self.severity] if self.severity else None,
            "severity_provisional": self.severity_provisional,
            "severity_basis": [b.to_json() for b in self.severity_basis],
            "severity_learned": self.severity_learned.to_json() if self.severity_learned else None,
            "severity_may_become": self.may_become,
            "casualties": {name: self.casualty(name) for name in CASUALTY_FIELDS},
            "casualty_details": {k: v.to_json(self.quotes) for k, v in self.casualties.items()},
            "casualty_series": {
                series: {name: {"value": f.value, **f.to_json(self.quotes)} for name, f in held.items()}
                for series, held in self.casualty_series.items()
            },
            "quotes": [q.to_json() for q in self.quotes],
            "magnitude": self.magnitude,
            "participants": self.participants,
            "track": self.track,
            "disposition": self.disposition,
            "disposition_of_quoted": self.disposition_of_quoted,
            "focus": self.focus,
            "flags": list(self.flags),
            "regions": list(self.regions),
            "organs": list(self.organs),
            "campaigns": list(self.campaigns),
            "policies": [p.to_json() for p in self.policies],
            "region_spans": [r.to_json() for r in self.region_spans],
            "place": self.place.to_json() if self.place else None,
            "occurred_at": _moment(self.occurred_at),
            "occurred_part": self.occurred_part,
            "occurred_span": self.occurred_span.to_json() if self.occurred_span else None,
            "opinion_level": self.opinion_level,
            "opinion_basis": [g.to_json() for g in self.opinion_basis],
            "reasons": list(self.reasons),
            "reason_spans": [c.to_json() for c in self.reason_spans],
            "model": self.model,
            "rules": self.rules,
        }


def _moment(value: datetime | date | None) -> str | None:
    if isinstance(value, datetime):
        return rfc3339(value)
    return value.isoformat() if value is not None else None

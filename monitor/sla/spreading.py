"""八(三): how far each publication was carried, and whether it reached those who talked of the matter.

The office's own measure over a span of the same length for every publication: no clock of the policy, and never a breach.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Literal

from pydantic import Field

from monitor.config_file import ConfigModel, Span
from monitor.item import ADDRESSED, SOURCE_KINDS
from monitor.sla.timeliness_table import Row, median, nearest_rank
from monitor.values import value

Standing = Literal["carried", "not_carried", "running", "blind", "no_text"]
STANDINGS: tuple[Standing, ...] = ("carried", "not_carried", "running", "blind", "no_text")
"""Each publication stands in exactly one: carried; by nobody who was heard; by nobody yet; the sources were silent; it cannot be compared."""
TIERS = tuple(kind for kind in SOURCE_KINDS if kind not in ADDRESSED)
"""Source tiers that can carry a release: letters and calls come to the office and carry nothing."""
INTERPRETATION = "interpretation"
BETWEEN = "\x1f"
"""Between the parts of an outlet's key; no name holds it."""
By = Literal["organ", "case", "kind", "publication"]
BYS: tuple[By, ...] = ("organ", "case", "kind", "publication")


class SpreadingRules(ConfigModel):
    """``spreading`` of ``config/verification.yaml``: the office's own measure of how far a publication was carried."""

    within: Span = Field(timedelta(days=3), gt=timedelta(0))
    quote: int = Field(20, ge=10, le=60)
    whole: float = Field(0.6, gt=0, le=1)
    blind: float = Field(0.5, gt=0, le=1)


@value
class Sounding:
    """One item that was collected after a publication: what counts of it. ``outlet`` is who speaks, a source or an account of it."""

    item: int
    told_at: datetime
    tier: str
    outlet: str
    views: int | None = None
    interactions: int = 0
    how: str = ""
    quote: str = ""
    percent: int = 0


@value
class Outage:
    """How long one source was interrupted within a span."""

    source: str
    seconds: int


@value
class Hearing:
    """Whether the sources could be heard in a span: what was interrupted, and items of any kind that were collected.

    ``sources`` were asked or heard; they and the items are counted only where nothing carried the publication.
    """

    items: int
    sources: frozenset[str]
    outages: tuple[Outage, ...]
    seconds: int

    def is_blind(self, share: float) -> bool:
        """Nothing at all was collected, or the sources were interrupted for such a share of the time that they should have spoken."""
        if not self.items:
            return True
        listening = len(self.sources.union(o.source for o in self.outages)) * self.seconds
        return bool(listening) and sum(o.seconds for o in self.outages) >= share * listening


@dataclass(frozen=True, slots=True)
class Publication:
    """A publication whose spreading is measured; ``ref`` names it (``a12``: the record of a case, ``i3``: an interpretation)."""

    ref: str
    kind: str
    case_id: int | None
    number: str
    title: str
    organ: str
    published_at: datetime
    recorded_at: datetime
    url: str = ""
    publisher: str = ""

    @property
    def ident(self) -> int:
        return int(self.ref[1:])


@dataclass(frozen=True, slots=True)
class Spread:
    """How far one publication was carried until a moment.

    ``talk`` are the other items of its event in the same span; ``voices`` the first item of whoever spoke of it until the
    span's end, and ``reached`` those of them that carried the publication. ``early`` hold its text before the recorded time;
    ``own`` are the publisher's.
    """

    publication: Publication
    until: datetime
    standing: Standing
    hearing: Hearing
    carriers: tuple[Sounding, ...] = ()
    talk: tuple[Sounding, ...] = ()
    voices: tuple[Sounding, ...] = ()
    early: tuple[Sounding, ...] = ()
    own: tuple[Sounding, ...] = ()
    proof: str = ""
    """Where the text that was compared comes from; empty where there is none."""
    words: str = ""

    @property
    def first_s(self) -> int | None:
        """Seconds from the publication to the first item that carries it."""
        if not self.carriers:
            return None
        return int((self.carriers[0].told_at - self.publication.published_at).total_seconds())

    @property
    def outlets(self) -> frozenset[str]:
        return frozenset(c.outlet for c in self.carriers)

    @property
    def tells_reach(self) -> bool:
        """Whether it can be told if those who talked were reached: only then they are counted."""
        return self.standing in ("carried", "not_carried")

    @property
    def talkers(self) -> frozenset[str]:
        return frozenset(v.outlet for v in self.voices)

    @property
    def reached(self) -> frozenset[str]:
        return self.talkers & self.outlets


def stand(
    *, carried: bool, comparable: bool, over: bool, hearing: Hearing, rules: SpreadingRules
) -> Standing:
    """Where a publication stands: nothing found is told apart from nothing heard, and from nothing to compare.

    While its span runs its page may still be kept, and somebody may still carry it.
    """
    if carried:
        return "carried"
    if not over:
        return "running"
    if not comparable:
        return "no_text"
    return "blind" if hearing.is_blind(rules.blind) else "not_carried"


COLUMNS = (
    "key",
    "total",
    *STANDINGS,
    "carried_share",
    "items",
    "outlets",
    *(f"items_{tier}" for tier in TIERS),
    "first_median_s",
    "first_p90_s",
    "views",
    "views_known",
    "interactions",
    "talk",
    "talkers",
    "reached",
    "reached_share",
    "early",
)


def spread_by(name: str | None) -> By | None:
    """A way of grouping by its name; None for no grouping."""
    return next((by for by in BYS if by == name), None)


def key_of(publication: Publication, by: By | None) -> str:
    """The group that a publication is counted in."""
    if by is None:
        return "all"
    if by == "publication":
        return publication.ref
    return {"organ": publication.organ, "kind": publication.kind, "case": publication.number}[by]


def tabulate(spreads: Iterable[Spread], by: By | None) -> list[Row]:
    """Sum publications up into rows: the least carried first; ungrouped there is exactly one row."""
    groups: dict[str, list[Spread]] = {} if by else {"all": []}
    for one in spreads:
        groups.setdefault(key_of(one.publication, by), []).append(one)
    rows = [_row(key, found) for key, found in groups.items()]
    return rows if by == "publication" else sorted(rows, key=_least_first)


def _least_first(row: Row) -> tuple[float, int, str]:
    share = row["carried_share"]
    return (float(share) if share is not None else 2.0), -int(row["total"] or 0), str(row["key"])


def _row(key: str, found: Sequence[Spread]) -> Row:
    carriers = [c for one in found for c in one.carriers]
    firsts = sorted(one.first_s for one in found if one.first_s is not None)
    counts: dict[str, int] = {s: sum(1 for one in found if one.standing == s) for s in STANDINGS}
    talkers, reached = (
        (sum(map(len, sets)) for sets in zip(*_circles(found), strict=True)) if found else (0, 0)
    )
    values: Row = {
        "key": key,
        "total": len(found),
        **counts,
        "carried_share": _share(counts["carried"], counts["carried"] + counts["not_carried"]),
        "items": len(carriers),
        "outlets": sum(len(one.outlets) for one in found),
        **{f"items_{tier}": sum(1 for c in carriers if c.tier == tier) for tier in TIERS},
        "first_median_s": median(firsts),
        "first_p90_s": nearest_rank(firsts, 0.9),
        "views": sum(c.views or 0 for c in carriers),
        "views_known": sum(1 for c in carriers if c.views is not None),
        "interactions": sum(c.interactions for c in carriers),
        "talk": sum(len(one.talk) for one in found),
        "talkers": talkers,
        "reached": reached,
        "reached_share": _share(reached, talkers),
        "early": sum(len(one.early) for one in found),
    }
    return {name: values[name] for name in COLUMNS}


def _circles(found: Sequence[Spread]) -> list[tuple[frozenset[str], frozenset[str]]]:
    """Who talked and who of them was reached, where it can be told whether anybody was."""
    told = [one for one in found if one.tells_reach]
    return [(one.talkers, one.reached) for one in told] or [(frozenset(), frozenset())]


def _share(part: int, whole: int) -> float | None:
    return round(part / whole, 4) if whole else None


@value
class TierLine:
    """What one source tier did about a publication: items and outlets that carry it, other items, who talked and was reached."""

    tier: str
    items: int
    outlets: int
    talk: int
    talkers: int
    reached: int


def by_tier(spread: Spread) -> list[TierLine]:
    """The tiers that spoke at all, in the order of the source kinds; an outlet's key begins with its tier."""

    def within(outlets: Iterable[str], tier: str) -> int:
        return sum(1 for one in outlets if one.partition(BETWEEN)[0] == tier)

    lines = [
        TierLine(
            tier,
            sum(1 for c in spread.carriers if c.tier == tier),
            within(spread.outlets, tier),
            sum(1 for c in spread.talk if c.tier == tier),
            within(spread.talkers, tier),
            within(spread.reached, tier),
        )
        for tier in SOURCE_KINDS
    ]
    return [line for line in lines if line.items or line.talk or line.talkers]

"""The auditors' figures: how many deadlines were met, late, unanswered, per organ, category or severity.

Each counted deadline falls into exactly one column, so that
``total = met + late + unanswered + running + waived + past_at_upgrade``.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Literal

from monitor.clock import SHANGHAI
from monitor.sla.deadlines import certain, counting

Verdict = Literal["met", "late", "unanswered", "running", "waived", "past_at_upgrade"]
COUNTED_KINDS = ("first_release", "press_conference", "response")
"""The kinds of deadline that the policy itself sets (五(四), 国办发〔2016〕80号)."""
VERDICTS: tuple[Verdict, ...] = ("met", "late", "unanswered", "running", "waived", "past_at_upgrade")
READINGS = ("occurrence", "published")
"""五(四) says "after the opinion matter arises", many read the emergency: the figures print both beside the rule's own."""
UNNAMED = "none"
"""The key of what has no organ, category or severity."""
_SETTLED = ("met", "late")

Proof = Literal["found", "not_found", "unreachable", "unchecked"]
PROOFS: tuple[Proof, ...] = ("found", "not_found", "unreachable", "unchecked")
"""What the service's own look for a recorded publication came to (八(三)); ``unchecked``: no look by then."""


@dataclass(frozen=True, slots=True)
class Change:
    """One move of a deadline's state; ``nature`` and ``proof`` are those of the publication that settled it."""

    state: str
    recorded_at: datetime
    settled_at: datetime | None = None
    nature: str | None = None
    proof: Proof | None = None


@dataclass(frozen=True, slots=True)
class DeadlineFact:
    """A deadline with its history, as far as it is asked for: the last change that had been recorded by a moment stands."""

    case_id: int
    kind: str
    rule: str
    start_at: datetime
    start_evidence: str
    due_at: datetime
    recorded_at: datetime
    changes: tuple[Change, ...]
    basis: str = ""
    time_pending: bool = False
    past_at_upgrade: bool = False
    counts: str = "earliest"
    cause_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Standing:
    """A deadline as it stood at one moment, by what was recorded until then.

    ``certain_due_at`` is the latest that its time can have been where its own hour is in doubt; ``readings`` are the
    deadlines of the same milestone that would count by occurrence and by publication.
    """

    fact: DeadlineFact
    state: str
    settled_at: datetime | None
    nature: str | None
    changed_at: datetime
    certain_due_at: datetime | None = None
    readings: tuple[Standing, ...] = ()
    proof: Proof | None = None

    @property
    def kind(self) -> str:
        return self.fact.kind

    @property
    def rule(self) -> str:
        return self.fact.rule

    @property
    def start_evidence(self) -> str:
        return self.fact.start_evidence

    @property
    def due_at(self) -> datetime:
        return self.fact.due_at

    @property
    def counts(self) -> str:
        return self.fact.counts

    @property
    def time_pending(self) -> bool:
        return self.fact.time_pending


@dataclass(frozen=True, slots=True)
class Outcome:
    """What one counted matter comes to in the figures; ``seconds`` from the start to the settlement.

    ``readings`` are its verdicts by occurrence and by publication; ``upgrade_seconds`` run from the upgrade to the
    release where the time was over before the matter became grave.
    """

    key: str
    verdict: Verdict
    seconds: int | None = None
    nature: str | None = None
    time_pending: bool = False
    readings: tuple[Verdict, ...] = ()
    upgrade_seconds: int | None = None
    proof: Proof | None = None


def standing(fact: DeadlineFact, as_of: datetime) -> Standing | None:
    """Rebuild a deadline's state from what was recorded by ``as_of``; None when it was not there yet."""
    if fact.recorded_at > as_of:
        return None
    known = [c for c in fact.changes if c.recorded_at <= as_of]
    last = known[-1] if known else Change("open", fact.recorded_at)
    return Standing(fact, last.state, last.settled_at, last.nature, last.recorded_at, proof=last.proof)


def counted(facts: Iterable[DeadlineFact], as_of: datetime) -> list[Standing]:
    """Of each case and milestone the one deadline that appraisal counts, as its rule named it when it was set."""
    groups: dict[tuple[int, str], list[Standing]] = {}
    for fact in facts:
        found = standing(fact, as_of)
        if found is not None:
            groups.setdefault((fact.case_id, fact.rule), []).append(found)
    chosen = (_chosen(rows) for _, rows in sorted(groups.items()))
    return [row for row in chosen if row is not None]


def _chosen(rows: Sequence[Standing]) -> Standing | None:
    row = counting(rows)
    return None if row is None else replace(_bounded(row, rows), readings=_readings(rows))


def _readings(rows: Sequence[Standing]) -> tuple[Standing, ...]:
    if len(rows) == 1 and not rows[0].time_pending:
        return (rows[0], rows[0])  # as most are
    found = ((counting(rows, reading), reading) for reading in READINGS)
    return tuple(_bounded(row, rows, reading) for row, reading in found if row is not None)


def _bounded(row: Standing, rows: Sequence[Standing], reading: str | None = None) -> Standing:
    if not row.time_pending:
        return row
    firm = certain(rows, reading)
    return replace(row, certain_due_at=firm.due_at if firm else None)


def in_period(start_at: datetime, first: date, last: date) -> bool:
    """Whether a clock started on one of the days ``first`` to ``last``, both included (Shanghai)."""
    return first <= start_at.astimezone(SHANGHAI).date() <= last


def outcome(row: Standing, as_of: datetime, *, key: str = UNNAMED) -> Outcome:
    """Put one deadline into its column of the group ``key``, with what the other readings of its start would say."""
    fact, verdict = row.fact, _verdict(row, as_of)
    settled = row.state in _SETTLED
    seconds = _seconds(fact.start_at, row.settled_at) if settled and verdict != "running" else None
    past = verdict == "past_at_upgrade" and settled and fact.cause_at is not None
    return Outcome(
        key,
        verdict,
        seconds,
        row.nature if settled else None,
        fact.time_pending,
        tuple(_verdict(r, as_of) for r in row.readings),
        _seconds(fact.cause_at, row.settled_at) if past and fact.cause_at else None,
        row.proof if settled else None,
    )


def proof_of(looks: Collection[str]) -> Proof:
    """What several looks at an organ's own places come to together: found once is found, else one that could look."""
    return next((p for p in PROOFS if p in looks), "unchecked")


def _verdict(row: Standing, as_of: datetime) -> Verdict:
    """1. Waived is waived. 2. What was over before the case became grave (升级时已过) is neither in time nor late.
    3. A settled one is met or late by its publication. 4. An open one is unanswered once its time is over.

    Where the start is only a bare date (时刻待核), "late" and "unanswered" are said once they hold for every hour of
    that day; until then it stays running.
    """
    if row.state == "waived":
        return "waived"
    if row.fact.past_at_upgrade:
        return "past_at_upgrade"
    settled = row.state in _SETTLED
    if settled and row.state == "met":
        return "met"
    due_at = row.certain_due_at if row.time_pending else row.due_at
    ended = row.settled_at if settled else as_of
    if due_at is None or ended is None or ended <= due_at:
        return "running"
    return "late" if settled else "unanswered"


def _seconds(start: datetime, end: datetime | None) -> int | None:
    """Whole seconds; a publication older than a start that was corrected later took no time."""
    return None if end is None else max(0, int((end - start).total_seconds()))

"""A case as its rules see it: the values that milestones ask for, and the rule book that it is judged under."""

from __future__ import annotations

from sqlmodel import Session, col, select

from monitor.rulebook import RuleBook, kept_rules
from monitor.sla.deadlines import Start
from monitor.sla.matter import Matter
from monitor.sla.rules import SlaRules
from monitor.store.tables import CaseAct, CaseFile, ClockStart, ClockStartMark, ItemRecord, RuleBookVersion

FOLLOWED = ("release", "grading", "report", "closing")
"""Evidence that starts no public clock but what follows a release, a grading, a report up or the closing."""
EDITED = "revision/"
"""The note of a start that an edited text gave begins so, and names the text."""
CONFIRMED, SET_ASIDE = "confirmed", "set_aside"
"""Marks on a piece of evidence: an officer vouches for it, or it no longer stands (it is kept all the same)."""


def rules_of(session: Session, case: CaseFile, book: RuleBook) -> SlaRules:
    """The rules that a case is judged under: those of the book that was in force when it was opened.

    A book that this program can no longer read (its form has changed since) gives way to the present one.
    """
    if case.rule_version == book.version:
        return book.sla
    kept = session.get(RuleBookVersion, case.rule_version)
    rules = kept_rules(str(kept.content.get("sla.yaml", ""))) if kept is not None else None
    return rules or book.sla


def matter_of(session: Session, case: CaseFile) -> Matter:
    """The case's present values, as milestones ask for them."""
    return Matter(
        severity=case.severity,
        emergency=case.emergency,
        category=case.category,
        organs=frozenset(o for o in (case.organ, case.lead_organ) if o),
        regions=tuple(case.regions),
        source_kinds=_source_kinds(session, case),
        verification=case.verification,
        decisions=decisions_of(session, case.id),
    )


def _source_kinds(session: Session, case: CaseFile) -> frozenset[str]:
    items = {case.item_id, *(s.item_id for s in standing_starts(session, case.id) if s.item_id)}
    query = select(ItemRecord.source_kind).where(col(ItemRecord.id).in_(items))
    return frozenset(session.exec(query.distinct()))


def decisions_of(session: Session, case_id: int) -> frozenset[str]:
    """The leaders' decisions that stand on a case: recorded, and not revoked."""
    acts = live_acts(session, case_id, "decide")
    return frozenset(str(a.body["decision"]) for a in acts)


def holder_of(session: Session, case: CaseFile) -> CaseFile:
    """The case itself, or the one that has taken it in by now."""
    while case.merged_into is not None:
        case = session.get_one(CaseFile, case.merged_into)
    return case


def family(session: Session, case_id: int) -> list[int]:
    """A case and the cases that were merged into it, also by way of another."""
    found = [case_id]
    for ident in found:
        found += session.exec(select(CaseFile.id).where(CaseFile.merged_into == ident))
    return found


def live_acts(session: Session, case_id: int, *names: str) -> list[CaseAct]:
    """The acts on a case (of some kinds) in the order in which they were recorded, without those that were revoked."""
    query = select(CaseAct).where(CaseAct.case_id == case_id)
    if names:
        query = query.where(col(CaseAct.act).in_((*names, "revoke")))
    acts = session.exec(query.order_by(col(CaseAct.id))).all()
    revoked = {a.body.get("revoked") for a in acts if a.act == "revoke"}
    return [a for a in acts if a.act != "revoke" and a.id not in revoked]


def standing_starts(session: Session, case_id: int) -> list[ClockStart]:
    """The evidence of a case that nobody has set aside, in the order in which it came."""
    aside = {start for start, mark in marks_of(session, case_id).items() if mark.mark == SET_ASIDE}
    rows = session.exec(select(ClockStart).where(ClockStart.case_id == case_id).order_by(col(ClockStart.id)))
    return [r for r in rows if r.id not in aside]


def marks_of(session: Session, case_id: int) -> dict[int, ClockStartMark]:
    """The latest mark on each piece of evidence of a case that has any."""
    query = (
        select(ClockStartMark)
        .join(ClockStart, col(ClockStart.id) == ClockStartMark.clock_start_id)
        .where(ClockStart.case_id == case_id)
        .order_by(col(ClockStartMark.id))
    )
    return {m.clock_start_id: m for m in session.exec(query)}


def starts_of(session: Session, case_id: int) -> list[Start]:
    """The standing evidence of when a matter arose (what releases, reports and closing start is left out)."""
    marks = marks_of(session, case_id)
    return [
        Start(r.id, r.evidence, r.start_at, r.bare_date, r.confirmed or r.id in marks, r.day_part or "")
        for r in standing_starts(session, case_id)
        if r.evidence not in FOLLOWED
    ]

"""Opening and proposing cases, and what a new sighting changes on a case that is there already."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from sqlmodel import col, or_, select

from monitor.classify.organs.matter import Routing
from monitor.classify.result import GRAVE, Classification, graver
from monitor.events.papers import PaperTitles
from monitor.sla.day_parts import start_of
from monitor.sla.deadlines import Start
from monitor.sla.tolls import risen
from monitor.sla.triggers import Trigger
from monitor.steps.act_rows import add_act, set_fact, sha
from monitor.steps.clocks import Why, sync_deadlines
from monitor.steps.desk import SYSTEM, Work, keep_rule_book
from monitor.steps.lowering import covers, lowerings
from monitor.steps.numbering import number_case
from monitor.steps.regrading import propose_regrade, ruling_on
from monitor.steps.reopening import take_up_again
from monitor.steps.rungs import end_detection_rungs, plant_case_rungs
from monitor.steps.starts import add_start, add_told_times
from monitor.steps.tolls import note_tolls
from monitor.store.matters import holder_of, rules_of
from monitor.store.revisions import reworded_at
from monitor.store.tables import CaseAct, CaseFile, Event, ItemRecord, Snapshot
from monitor.text.mask import head

_LONGEST_ADDRESS = 2_000
"""Hardly a server answers a longer one, and PostgreSQL's index of the pages takes none of three thousand bytes."""
_HEADING_CHARS = 40


@dataclass(frozen=True, slots=True)
class Opening:
    """Everything that a new case is made from."""

    item: ItemRecord
    result: Classification
    rule: str
    state: str
    severity: str | None
    occurred_at: datetime | date | None
    routing: Routing = field(default_factory=Routing)
    reason: str = ""
    reversal: int | None = None
    """The linked event that the item is in, when it turns the case's story round."""
    occurred_part: str | None = None
    """The part of the day (code) where ``occurred_at`` is a bare day."""
    severity_before: str | None = None
    """The level of the text that was replaced, where the item was edited."""
    year_checked: bool = False
    """That an officer vouches for an occurrence long before all that is known."""


def open_case(work: Work, opening: Opening) -> CaseFile:
    """Open or propose a case: number, first values, clock starts, deadlines, rungs and the page to keep."""
    keep_rule_book(work)
    case = _new_case(work, opening)
    body = {"rule": opening.rule, "item": opening.item.id, "rule_version": work.book.version}
    body |= _reason(opening.reason) | ({"year_checked": True} if opening.year_checked else {})
    act = add_act(work, case, "open" if case.state == "open" else "propose", body)
    for name in ("state", "severity", "category", "organ", "verification", "disposition", "focus"):
        set_fact(work, case, name, getattr(case, name), act)
    note_tolls(work, case, opening.item, opening.result, act)
    add_sighting_starts(work, case, opening)
    if case.state == "open":
        sync_deadlines(work, case, Why("open", work.now, act.id))
    plant_case_rungs(work, case, prefix="case" if case.state == "open" else "proposed")
    keep_page(work, case, opening.item.url)
    return case


def _reason(text: str) -> dict[str, Any]:
    """An officer's reason stands in the act's row; the audit gets its hash."""
    if not text:
        return {}
    return {
        "reason": text,
        "reason_sha256": sha(text),
    }


def _heading(item: ItemRecord, papers: PaperTitles) -> str:
    """What a case is called: a headline that only names a kind of paper (情况通报) goes on with the words under it."""
    opening = head(item.text, _HEADING_CHARS)
    if not item.title or (opening and not papers.matter(item.title)):
        return "：".join(filter(None, (item.title, opening)))
    return item.title


def _new_case(work: Work, opening: Opening) -> CaseFile:
    result, item, routing = opening.result, opening.item, opening.routing
    trusted = item.source_kind in work.book.sla.verification.trusted_source_kinds
    case = CaseFile(
        office_id=work.office_id,
        **number_case(work),
        title=_heading(item, PaperTitles(work.book.events.match.papers)),
        item_id=item.id,
        event_id=item.event_id,
        opened_by_rule=opening.rule,
        state=opening.state,
        verification="verified" if trusted else "pending",
        severity=opening.severity,
        severity_provisional=result.severity_provisional and opening.severity == result.severity,
        emergency=result.emergency,
        category=result.category,
        disposition=result.disposition,
        focus=result.focus,
        organ=routing.organ,
        lead_organ=routing.lead,
        co_organs=list(routing.coordinating),
        spokesperson=routing.spokesperson,
        regions=list(result.regions),
        flags=list(result.flags),
        proposed_at=work.now,
        opened_at=work.now if opening.state == "open" else None,
        rule_version=work.book.version,
    )
    if work.drafts is not None and case.state == "proposed":
        work.drafts.begin(case)
        return case
    if work.drafts is not None:
        work.drafts.write()
    work.tx.session.add(case)
    work.tx.session.flush()
    return case


def add_sighting_starts(work: Work, case: CaseFile, opening: Opening) -> bool:
    """Keep what an item tells about when the matter arose; True when any of it is new."""
    changed = add_told_times(work, case, opening.item)
    start = told_occurrence(work, case, opening.item, opening.occurred_at, opening.occurred_part)
    return changed if start is None else add_start(work, case, start, item_id=opening.item.id) or changed


def told_occurrence(
    work: Work, case: CaseFile, item: ItemRecord, occurred: datetime | date | None, part: str | None
) -> Start | None:
    """The evidence of the occurrence that an item gives; None where it tells no time, or one that is still to come."""
    if occurred is None:
        return None
    parts = rules_of(work.tx.session, case, work.book).day_parts
    moment, taken = start_of(parts, occurred, part, told_at(work, item))
    if moment > work.now:
        return None
    return Start(0, "occurrence", moment, not isinstance(occurred, datetime), day_part=taken)


def keep_page(work: Work, case: CaseFile, url: str | None, *, purpose: str = "source") -> None:
    """Ask for an item's own page to be fetched and kept as evidence, once for each ``purpose``."""
    if not url or not url.startswith(("http://", "https://")):
        return
    if len(url.encode("utf-8", "surrogatepass")) > _LONGEST_ADDRESS:
        work.audit("page.left", f"case/{case.id}", url_sha256=sha(url), reason="address-too-long")
        return
    session, drafts = work.tx.session, work.drafts_of(case)
    page: dict[str, Any] = {"office_id": work.office_id, "case_id": case.id, "url": url, "purpose": purpose}
    page |= {"state": "waiting", "attempts": 0, "next_attempt_at": work.now}
    if drafts is not None:
        drafts.put(Snapshot, page)
        return
    known = select(Snapshot.id).where(
        Snapshot.case_id == case.id, Snapshot.url == url, Snapshot.purpose == purpose
    )
    if session.exec(known).first() is None:
        session.add(Snapshot(**page))


def case_of_event(work: Work, event_id: int) -> CaseFile | None:
    """The latest case of an event; one that was merged stands for the case that took it in.

    Events that were merged keep their cases: an open one goes before one that was closed, then the event's own.
    A reversal without a case of its own belongs to the case of the story that it turns round.
    """
    session = work.tx.session
    seen: set[int] = set()
    asked: int | None = event_id
    while asked is not None and asked not in seen:
        seen.add(asked)
        case = _case_of(work, asked)
        if case is not None:
            return case
        event = session.get(Event, asked)
        asked = (event.merged_into or event.reversal_of) if event is not None else None
    return None


def _case_of(work: Work, event_id: int) -> CaseFile | None:
    taken_in = select(Event.id).where(Event.merged_into == event_id)
    query = select(CaseFile).where(or_(CaseFile.event_id == event_id, col(CaseFile.event_id).in_(taken_in)))
    found = work.tx.session.exec(query.order_by(col(CaseFile.id).desc())).all()
    own = [holder_of(work.tx.session, case) for case in found if case.event_id == event_id]
    others = [holder_of(work.tx.session, case) for case in found if case.event_id != event_id]
    if not others:
        return own[0] if own else None
    return min((*own[:1], *others), key=lambda case: case.state != "open")


def sight(work: Work, case: CaseFile, opening: Opening, trigger: Trigger | None) -> None:
    """A further item of a case's event: new starts, a graver grade, a proposal that now opens by rule."""
    body = {"item": opening.item.id, "severity": opening.severity}
    if opening.reversal is not None:
        body["reversal"] = opening.reversal
    act = add_act(work, case, "item", body)
    changed = add_sighting_starts(work, case, opening)
    before = case.tolls
    more_deaths = note_tolls(work, case, opening.item, opening.result, act)
    if reworded_at(work.tx.session, opening.item) == work.now:
        # What it says now stands beside what it said when the case was opened.
        keep_page(work, case, opening.item.url, purpose=f"edited {opening.item.revision}")
    worse = _is_worse(case, opening)
    if worse and not risen(before, case.tolls) and _leave_as_lowered(work, case, opening):
        worse = False
    opens = trigger is not None and trigger.do == "open"
    if case.state in ("proposed", "rejected") and opens:
        _open_by_rule(work, case, opening, trigger)
    elif worse and case.state == "proposed":
        _take_grade(work, case, opening)  # what an officer confirms is the matter as it was told by then
    elif worse and case.state == "open":
        raise_grade(work, case, opening)
    elif case.state == "closed" and (worse or more_deaths):
        _take_up_again(work, case, opening, worse=worse)
    elif changed and case.state == "open":
        sync_deadlines(work, case, Why("start", work.now, act.id))


def _take_up_again(work: Work, case: CaseFile, opening: Opening, *, worse: bool) -> None:
    """A closed matter that has become graver, or has a new death: by the statute's window, as the office rules."""
    ruling = ruling_on(work, case, told_at(work, opening.item), worse=worse)
    if ruling.doing == "reopen" and worse:
        raise_grade(work, case, opening)
    elif ruling.doing == "reopen":
        _reopen(work, case, opening)
        propose_regrade(work, case, opening.item.id, opening.severity, ruling)
    elif ruling.doing == "propose":
        propose_regrade(work, case, opening.item.id, opening.severity, ruling)
    else:
        work.audit("grade.kept", f"case/{case.id}", item=opening.item.id, reason="after-window")


def told_at(work: Work, item: ItemRecord) -> datetime:
    """When the public could first know what an item says; without an hour of publication, now."""
    known = item.published_at if not item.date_only else None
    return min(reworded_at(work.tx.session, item) or known or work.now, work.now)


def _is_worse(case: CaseFile, opening: Opening) -> bool:
    """Whether a further item makes the matter graver.

    Of a matter that a person found false, further reports and refutations speak of the same rumour: only a claim
    of a grave emergency takes it up again. An edited text that is no graver than it was tells no more than what the
    level was settled on: a corrected slip of the pen must not undo what two persons agreed to.
    """
    before = opening.severity_before
    if before is not None and graver(before, opening.severity) == before:
        return False
    if case.verification == "false" and opening.severity not in GRAVE:
        return False
    return graver(opening.severity, case.severity) != case.severity


def _leave_as_lowered(work: Work, case: CaseFile, opening: Opening) -> bool:
    """Leave a case as it was lowered where an item only says again what two persons lowered it against: True when it stays.

    That is nothing graver, and no higher number. A reprint of what was there then brings nothing new: else each one would raise
    the case again, and call everybody. What was published before, or is told without authority beside an official number, is put
    before the officer, who did not see it.
    """
    if _is_reprint(work, case, opening):
        work.audit("grade.kept", f"case/{case.id}", item=opening.item.id, reason="lowered")
        return True
    if not _covers(lowered_by := _lowerings(work, case), opening):
        return False
    unofficial = case.deaths_official is not None and not opening.result.casualty_series.get("official")
    earlier = told_at(work, opening.item) <= lowered_by[0].recorded_at
    if case.state not in ("open", "closed") or not (unofficial or earlier):
        return False
    propose_regrade(work, case, opening.item.id, opening.severity, because="降级以后又见此说")
    return True


def _is_reprint(work: Work, case: CaseFile, opening: Opening) -> bool:
    """Whether an item only repeats one that was there when persons lowered the case, or one that has left it.

    Cases that were divided may stand on one event, whose reprints come to the case that stayed.
    """
    item = opening.item
    if item.duplicate_of is None or item.revision > 1:
        return False
    left = work.tx.session.exec(select(CaseFile).where(CaseFile.split_from == case.id)).all()
    lowered = [found for c in (case, *left) if _covers(found := _lowerings(work, c), opening)]
    root = work.tx.session.get(ItemRecord, item.duplicate_of) if lowered else None
    return root is not None and any(root.ingested_at <= found[0].recorded_at for found in lowered)


def _covers(lowered_by: Sequence[CaseAct], opening: Opening) -> bool:
    """Whether an item tells nothing graver than what persons lowered a case from."""
    return covers(lowered_by, opening.severity)


def _lowerings(work: Work, case: CaseFile) -> list[CaseAct]:
    """What persons lowered a case by, and still stands; to the machine alone, since a person's word is looked at anew."""
    return lowerings(work, case) if work.actor == SYSTEM else []


def _open_by_rule(work: Work, case: CaseFile, opening: Opening, trigger: Trigger | None) -> None:
    act = add_act(work, case, "open", {"rule": trigger.id if trigger else "", "item": opening.item.id})
    set_fact(work, case, "state", "open", act)
    case.opened_at = case.opened_at or work.now
    sync_deadlines(work, case, Why("open", work.now, act.id))
    if graver(opening.severity, case.severity) != case.severity:
        # What was proposed was a lesser matter: the clocks of the graver one may have run out before anybody could know of it.
        case.severity_provisional = opening.result.severity_provisional
        case.emergency = opening.result.emergency or case.emergency
        _need_new_acknowledgement(work, case, act)
        set_fact(work, case, "severity", opening.severity, act)
        sync_deadlines(work, case, Why("upgrade", told_at(work, opening.item), act.id))
    end_detection_rungs(work, case, "decided")
    plant_case_rungs(work, case, prefix=f"case{act.id}")


def raise_grade(work: Work, case: CaseFile, opening: Opening) -> None:
    """A machine raises a grade and never lowers one; a closed case is taken up again."""
    act = _take_grade(work, case, opening)
    if case.state == "closed":
        _reopen(work, case, opening)
    _need_new_acknowledgement(work, case, act)
    sync_deadlines(work, case, Why("upgrade", told_at(work, opening.item), act.id))
    end_detection_rungs(work, case, "regraded")
    plant_case_rungs(work, case, prefix=f"grade{act.id}")


def _take_grade(work: Work, case: CaseFile, opening: Opening) -> CaseAct:
    body = {"old": case.severity, "new": opening.severity, "item": opening.item.id}
    body["rule"] = "machine" if work.actor == SYSTEM else "correction"
    act = add_act(work, case, "grade", body)
    set_fact(work, case, "severity", opening.severity, act)
    case.severity_provisional = opening.result.severity_provisional
    case.emergency = opening.result.emergency or case.emergency
    return act


def _reopen(work: Work, case: CaseFile, opening: Opening) -> None:
    take_up_again(work, case, add_act(work, case, "reopen", {"item": opening.item.id}))


def _need_new_acknowledgement(work: Work, case: CaseFile, act: CaseAct) -> None:
    """Who acknowledged the lesser matter has not acknowledged the worse one."""
    if case.acknowledged_at is not None:
        set_fact(work, case, "acknowledged_by", None, act)
        case.acknowledged_at = None

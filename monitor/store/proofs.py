"""Reading what proves a case's publications: files, concerns, deferrals and the service's own checks."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlmodel import Session, col, select

from monitor.clock import parse_time, rfc3339, rfc3339_or_none
from monitor.rulebook import RuleBook
from monitor.store.matters import live_acts
from monitor.store.proof_tables import Concern, ConcernAnswer, EvidenceFile, ReleaseCheck, ReleaseFinding
from monitor.store.tables import CaseAct, CaseFile
from monitor.text.mask import mask


def files_of(session: Session, case_id: int) -> Sequence[Any]:
    """The uploaded files of a case without their bytes."""
    shown = [c for c in EvidenceFile.__table__.columns if c.name != "body"]  # type: ignore[attr-defined]
    query = select(*shown).where(EvidenceFile.case_id == case_id).order_by(col(EvidenceFile.id))
    return session.execute(query).all()


def concerns_of(session: Session, case_id: int) -> Sequence[Concern]:
    return session.exec(select(Concern).where(Concern.case_id == case_id).order_by(col(Concern.id))).all()


def answers_of(session: Session, case_id: int) -> Sequence[ConcernAnswer]:
    """Which record answers which concern of a case."""
    query = select(ConcernAnswer).join(Concern, col(Concern.id) == ConcernAnswer.concern_id)
    return session.exec(query.where(Concern.case_id == case_id).order_by(col(ConcernAnswer.id))).all()


def natures_of(session: Session, case_id: int) -> dict[int, str]:
    """The nature of each standing record of a publication, as it was last marked by a person."""
    acts = live_acts(session, case_id, "record", "mark_record")
    natures = {a.id: str(a.body.get("nature", "")) for a in acts if a.act == "record"}
    for mark in acts:
        if mark.act == "mark_record" and mark.body["record"] in natures:
            natures[mark.body["record"]] = mark.body["nature"]
    return natures


def natures_given(session: Session, answers: Sequence[ConcernAnswer]) -> dict[int, str]:
    """The natures of the standing records that answer concerns; after a merger they may stand on the other case."""
    query = select(CaseAct.case_id).where(col(CaseAct.id).in_({a.act_id for a in answers}))
    cases = session.exec(query.distinct()).all()
    return {record: nature for case_id in cases for record, nature in natures_of(session, case_id).items()}


def deferral_of(session: Session, case_id: int) -> CaseAct | None:
    """The last deferral that nobody lifted and no release has overtaken, whether or not its time is over."""
    acts = live_acts(session, case_id, "defer", "resume", "record")
    last = next((a for a in reversed(acts) if a.body.get("kind") != "report_up"), None)
    return last if last is not None and last.act == "defer" else None


def until_of(deferral: CaseAct) -> datetime:
    return parse_time(str(deferral.body["until"]))


def standing_deferral(session: Session, case_id: int, now: datetime) -> CaseAct | None:
    """The deferral in force at a moment."""
    found = deferral_of(session, case_id)
    return found if found is not None and until_of(found) > now else None


def checks_of(session: Session, case_id: int) -> Sequence[ReleaseCheck]:
    query = select(ReleaseCheck).where(ReleaseCheck.case_id == case_id)
    return session.exec(query.order_by(col(ReleaseCheck.act_id), col(ReleaseCheck.id))).all()


def findings_of(session: Session, check_id: int) -> Sequence[ReleaseFinding]:
    """What each look at a place came to, the latest first."""
    query = select(ReleaseFinding).where(ReleaseFinding.check_id == check_id)
    return session.exec(query.order_by(col(ReleaseFinding.id).desc())).all()


def proofs_json(session: Session, case: CaseFile, book: RuleBook, now: datetime) -> dict[str, Any]:
    """What a case's JSON says of its proofs; free texts are masked."""
    natures = natures_of(session, case.id)
    return {
        "natures": {str(k): v for k, v in natures.items()},
        "evidence": [_file_json(row) for row in files_of(session, case.id)],
        "concerns": concerns_json(session, case.id),
        "deferral": _deferral_json(deferral_of(session, case.id), now),
        "verification_checks": [_check_json(session, c) for c in checks_of(session, case.id)],
    }


def concerns_json(session: Session, case_id: int) -> list[dict[str, Any]]:
    """Every concern with the records that answer it, in substance and in progress apart."""
    answers = answers_of(session, case_id)
    natures = natures_given(session, answers)

    def given(concern: int, nature: str) -> list[int]:
        return [a.act_id for a in answers if a.concern_id == concern and natures.get(a.act_id) == nature]

    return [
        {
            "concern": c.id,
            "text": mask(c.text),
            "origin": c.origin,
            "state": c.state,
            "items": list(c.items),
            "substantive": given(c.id, "substantive"),
            "procedural": given(c.id, "procedural"),
            "answered": bool(given(c.id, "substantive")),
            "reason": mask(c.reason) or None,
            "created_by": c.created_by,
            "created_at": rfc3339(c.created_at),
        }
        for c in concerns_of(session, case_id)
    ]


def _file_json(row: Any) -> dict[str, Any]:
    return {
        "file": row.id,
        "record": row.act_id,
        "name": mask(row.name),
        "kind": row.kind,
        "channel": row.channel or None,
        "size": row.size,
        "sha256": row.sha256,
        "uploaded_by": row.uploaded_by,
        "uploaded_at": rfc3339(row.uploaded_at),
    }


def _deferral_json(act: CaseAct | None, now: datetime) -> dict[str, Any] | None:
    if act is None:
        return None
    until = until_of(act)
    return {
        "act": act.id,
        "until": rfc3339(until),
        "in_force": until > now,
        "reason": mask(str(act.body.get("reason", ""))),
        "approved_by": act.second,
        "approval": act.second_state,
    }


def _check_json(session: Session, check: ReleaseCheck) -> dict[str, Any]:
    return {
        "check": check.id,
        "record": check.act_id,
        "place": check.place,
        "role": check.role,
        "state": check.state,
        "outcome": check.outcome,
        "attempts": check.attempts,
        "checked_at": rfc3339_or_none(check.checked_at),
        "next_attempt_at": rfc3339(check.next_attempt_at) if check.state == "waiting" else None,
        "findings": [finding_json(f) for f in findings_of(session, check.id)],
    }


def finding_json(finding: ReleaseFinding) -> dict[str, Any]:
    return {
        "outcome": finding.outcome,
        "at": rfc3339(finding.recorded_at),
        "url": finding.url or None,
        "title": mask(finding.title) or None,
        "quote": mask(finding.quote) or None,
        "alike_percent": finding.alike,
        "published_at": rfc3339_or_none(finding.published_at),
        "sha256": finding.sha256,
        "error": finding.error or None,
        "item": finding.item_id,
    }

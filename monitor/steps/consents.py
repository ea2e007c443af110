"""The second person of an act: who agreed, how, and the signature that a consent by telephone still wants."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal

from monitor.errors import NotFound, Refused
from monitor.steps.desk import Work
from monitor.store.tables import CaseAct, CaseFile


@dataclass(frozen=True, slots=True)
class Consent:
    """A second person's agreement: on the spot (own sign-in proved), or by telephone, to be countersigned."""

    person: str
    by: Literal["present", "phone"] = "phone"
    words: str = ""
    at: datetime | None = None


def countersign(work: Work, act_id: int) -> CaseAct:
    """补签: the second person confirms by own sign-in what was agreed by telephone."""
    act = work.tx.session.get(CaseAct, act_id)
    case = work.tx.session.get(CaseFile, act.case_id) if act is not None else None
    if act is None or act.second is None or case is None or case.office_id != work.office_id:
        raise NotFound("没有待补签的事项")
    if act.second != work.actor:
        raise Refused("须由同意人本人补签")
    if act.second_state not in ("phone", "fault"):
        raise Refused("该事项无须补签或已补签")
    late = act.second_state == "fault"
    act.second_state, act.countersigned_at = "countersigned", work.now
    work.tx.session.add(act)
    work.audit("case.countersign", f"case/{act.case_id}", act_id=act.id, late=late or None)
    return act


def second_of(work: Work, consent: Consent | None) -> tuple[str, str, datetime | None] | None:
    """The second person of an act as its row keeps it: who, how, and until when to countersign."""
    if consent is None:
        return None
    if consent.by == "present":
        return consent.person, "present", None
    return consent.person, "phone", work.now + work.book.sla.countersign_within


def words_of(consent: Consent | None) -> dict[str, Any]:
    """What was said on the telephone, and when."""
    if consent is None or consent.by == "present":
        return {}
    said = {"second_words": consent.words}
    return said | ({"second_at": consent.at.isoformat()} if consent.at else {})

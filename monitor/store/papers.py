"""Reading papers, drafts and custody of a case, for the command line, the API and the pages."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Any

from sqlmodel import Session, col, select

from monitor.clock import rfc3339, rfc3339_or_none
from monitor.errors import Refused
from monitor.ids import typed_id
from monitor.rulebook import RuleBook
from monitor.sla.custody import HOP_LABELS, Custody, Doing, custody
from monitor.sla.papers import standing
from monitor.store.paper_tables import Draft, DraftHop, DraftVersion, Paper
from monitor.store.tables import CaseAct, CaseFile
from monitor.text.mask import mask


def papers_of(session: Session, case_id: int) -> Sequence[Paper]:
    """Every paper of a case in the order in which it was issued."""
    return session.exec(select(Paper).where(Paper.case_id == case_id).order_by(col(Paper.id))).all()


def paper_of(session: Session, office_id: str, ident: str) -> Paper | None:
    """A paper by its id or 文号, whose brackets may be typed as any; a step that writes takes its turn first.

    Raises Refused for a 文号 that two papers bear: papers of before, when kinds of one form had a series each.
    """
    query = select(Paper).where(Paper.office_id == office_id)
    number = typed_id(ident)
    if number is not None:
        return session.exec(query.where(Paper.id == number)).one_or_none()
    spelt = (ident.strip(), ident.strip().translate(_BRACKETS))
    found = session.exec(query.where(col(Paper.number).in_(spelt)).order_by(col(Paper.id))).all()
    if len(found) > 1:
        raise Refused(
            f"文号 {ident:.60} 有 {len(found)} 份公文，请改写编号：{'、'.join(str(p.id) for p in found)}"
        )
    return found[0] if found else None


_BRACKETS = str.maketrans(dict.fromkeys("[［(（【﹝", "〔") | dict.fromkeys("]］)）】﹞", "〕"))
"""How 〔2026〕 is typed where the keyboard has none."""


def drafts_of(session: Session, case_id: int) -> Sequence[Draft]:
    return session.exec(select(Draft).where(Draft.case_id == case_id).order_by(col(Draft.id))).all()


def texts_of(session: Session, drafts: Collection[int]) -> dict[int, str]:
    """The present text of each of these drafts."""
    query = select(DraftVersion).where(col(DraftVersion.draft_id).in_(drafts))
    return {v.draft_id: v.text for v in session.exec(query.order_by(col(DraftVersion.version)))}


def versions_of(session: Session, draft_id: int) -> Sequence[DraftVersion]:
    query = select(DraftVersion).where(DraftVersion.draft_id == draft_id)
    return session.exec(query.order_by(col(DraftVersion.version))).all()


def hops_of(session: Session, draft_id: int) -> Sequence[DraftHop]:
    """Every hop of a draft in the order in which it was entered."""
    return session.exec(
        select(DraftHop).where(DraftHop.draft_id == draft_id).order_by(col(DraftHop.id))
    ).all()


def custody_of(session: Session, case: CaseFile, book: RuleBook, as_of: datetime) -> Custody:
    """Who held a case how long, by what had been recorded by ``as_of``."""
    query = select(CaseAct).where(CaseAct.case_id == case.id, CaseAct.recorded_at <= as_of)
    acts = session.exec(query.order_by(col(CaseAct.id))).all()
    unsigned = {a.body.get("revoked") for a in acts if a.act == "revoke"}
    held = (a for a in acts if a.act not in ("paper_sign", "ack") or a.id not in unsigned)
    doings = (Doing(a.act, a.happened_at, a.recorded_at, a.body) for a in held)
    return custody(doings, book.office.name, as_of)


def hop_label(code: str, book: RuleBook) -> str:
    """A hop's name as people read it."""
    hop = book.papers.hop(code)
    return hop.label if hop else HOP_LABELS.get(code, code)


def holder_name(holder: str, book: RuleBook) -> str:
    """A holder's name: organs and outsiders stand as they were written, people of the roster by their names."""
    person = book.roster.person(holder)
    return person.name if person else holder


def custody_json(found: Custody, book: RuleBook) -> dict[str, Any]:
    """The stretches and the sums; times with the Shanghai offset, lengths in seconds of natural time."""
    return {
        "as_of": rfc3339(found.as_of),
        "holders": [
            {
                "holder": holder_name(h.holder, book),
                "hop": h.hop,
                "hop_label": hop_label(h.hop, book),
                "about": mask(h.about),
                "since": rfc3339(h.since),
                "until": rfc3339_or_none(h.until),
                "seconds": h.seconds(found.as_of),
            }
            for h in found.holds
        ],
        "by_holder": [{"holder": holder_name(k, book), "seconds": n} for k, n in found.by_holder],
        "by_hop": [{"hop": k, "hop_label": hop_label(k, book), "seconds": n} for k, n in found.by_hop],
    }


def paper_json(paper: Paper, *, whole: bool = True) -> dict[str, Any]:
    """A paper; free texts are masked."""
    out = {
        "paper": paper.id,
        "kind": paper.kind,
        "number": paper.number,
        "their_number": paper.their_number or None,
        "parent": paper.parent_id,
        "organ": paper.organ,
        "sender": paper.sender,
        "lead": paper.lead,
        "state": paper.state,
        "conclusion": paper.conclusion,
        "issuer": mask(paper.issuer),
        "issued_at": rfc3339(paper.issued_at),
        "sign_due_at": rfc3339_or_none(paper.sign_due_at),
        "receiver": mask(paper.receiver) if paper.receiver else None,
        "received_at": rfc3339_or_none(paper.received_at),
        "answer_due_at": rfc3339_or_none(paper.answer_due_at),
        "answered_at": rfc3339_or_none(paper.answered_at),
        "returned_at": rfc3339_or_none(paper.returned_at),
        "returned_reason": mask(paper.returned_reason) or None,
        "sha256": paper.sha256,
        "recorded_at": rfc3339(paper.recorded_at),
    }
    return out | ({"text": mask(paper.text)} if whole else {})


def draft_json(session: Session, draft: Draft, book: RuleBook) -> dict[str, Any]:
    """A draft with its versions (by hash) and its hops."""
    hops = hops_of(session, draft.id)
    return {
        "draft": draft.id,
        "kind": draft.kind,
        "title": mask(draft.title),
        "state": draft.state,
        "version": draft.version,
        "round": draft.round,
        "standing": standing(draft.version, draft.round, (h.hop for h in hops if h.left_at is None)),
        "author": draft.author,
        "countersigners": list(draft.countersigners),
        "created_at": rfc3339(draft.created_at),
        "published_by_act": draft.published_by_act,
        "versions": [
            {"version": v.version, "sha256": v.sha256, "author": v.author, "at": rfc3339(v.recorded_at)}
            for v in versions_of(session, draft.id)
        ],
        "hops": [_hop_json(h, book) for h in hops],
    }


def _hop_json(hop: DraftHop, book: RuleBook) -> dict[str, Any]:
    return {
        "id": hop.id,
        "round": hop.round,
        "hop": hop.hop,
        "label": hop.label,
        "holder": holder_name(hop.holder, book),
        "version": hop.version,
        "entered_at": rfc3339(hop.entered_at),
        "due_at": rfc3339(hop.due_at),
        "left_at": rfc3339_or_none(hop.left_at),
        "outcome": hop.outcome or None,
        "signed_by": holder_name(hop.signed_by, book) or None,
        "note": mask(hop.note) or None,
    }


def papers_json(session: Session, case: CaseFile, book: RuleBook, now: datetime) -> dict[str, Any]:
    """What a case's JSON says of its papers, drafts and holders."""
    return {
        "papers": [paper_json(p) for p in papers_of(session, case.id)],
        "drafts": [draft_json(session, d, book) for d in drafts_of(session, case.id)],
        "custody": custody_json(custody_of(session, case, book, now), book),
    }

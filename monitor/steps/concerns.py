"""关切点: what the public asks in a matter, which publication answers it, and what is left unanswered with a reason."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from sqlmodel import col, select

from monitor.errors import NotFound, Refused
from monitor.sla.asks import Ask, asks_in
from monitor.sla.cases import allow
from monitor.steps.act_rows import add_act, need, with_hash
from monitor.steps.clocks import family_of
from monitor.steps.desk import Work, take_turn
from monitor.store.matters import holder_of
from monitor.store.proof_tables import Concern, ConcernAnswer
from monitor.store.proofs import answers_of, concerns_of, natures_given
from monitor.store.tables import CaseAct, CaseFile, ItemRecord
from monitor.text.mask import mask

_READ = 300


def find_concern(work: Work, ident: int) -> tuple[Concern, CaseFile]:
    """A point of concern and its case, locked for this transaction. Raises NotFound."""
    take_turn(work.tx)
    found = work.tx.session.get(Concern, ident)
    if found is None or found.office_id != work.office_id:
        raise NotFound(f"没有编号为 {ident} 的关切点")
    return found, work.tx.session.get_one(CaseFile, found.case_id)


def list_concern(work: Work, case: CaseFile, text: str, items: Sequence[int] = ()) -> Concern:
    """列关切点: by an officer in own words, or taken from what the items ask (``items`` then says in which)."""
    allow(case.state, "concern")
    need(text, "关切点不能为空")
    said = mask(text.strip())[:500]
    if any(c.text == said and c.state == "open" for c in concerns_of(work.tx.session, case.id)):
        raise Refused("已列有同样的关切点")
    row = Concern(
        office_id=work.office_id,
        case_id=case.id,
        text=said,
        origin="machine" if items else "officer",
        items=list(items),
        created_by=work.actor,
        created_at=work.now,
    )
    work.tx.session.add(row)
    work.tx.session.flush()
    add_act(work, case, "concern", {"concern": row.id, "state": "open", **with_hash(note=said)})
    return row


def drop_concern(work: Work, concern: Concern, case: CaseFile, reason: str) -> CaseAct:
    """关切点不予回应: it stays listed, with the reason; it no longer stands in the way of closing."""
    allow(case.state, "concern")
    need(reason, "关切点不予回应须写明理由")
    if concern.state != "open":
        raise Refused("该关切点已处理")
    concern.state, concern.reason = "waived", reason
    concern.decided_by, concern.decided_at = work.actor, work.now
    work.tx.session.add(concern)
    return add_act(
        work, case, "concern", {"concern": concern.id, "state": "waived", **with_hash(reason=reason)}
    )


def answer_concern(work: Work, concern: Concern, case: CaseFile, record: int) -> CaseAct:
    """答复关切: a person says which recorded publication answers it; whether in substance is the record's own nature."""
    allow(case.state, "concern")
    act = _answering(work, case, record)
    known = select(ConcernAnswer.id).where(
        ConcernAnswer.concern_id == concern.id, ConcernAnswer.act_id == act.id
    )
    if work.tx.session.exec(known).first() is not None:
        raise Refused("已登记该发布答复了此关切点")
    work.tx.session.add(
        ConcernAnswer(
            office_id=work.office_id,
            concern_id=concern.id,
            act_id=act.id,
            actor=work.actor,
            recorded_at=work.now,
        )
    )
    return add_act(work, case, "concern", {"concern": concern.id, "state": "answered", "record": act.id})


def _answering(work: Work, case: CaseFile, record: int) -> CaseAct:
    """The record that answers: of the case itself, or of one that is one matter with it since a merger. Raises NotFound."""
    act = work.tx.session.get(CaseAct, record)
    if (
        act is None
        or act.act != "record"
        or act.case_id not in family_of(work, holder_of(work.tx.session, case))
    ):
        raise NotFound(f"本案没有编号为 {record} 的发布登记")
    return act


def unanswered(work: Work, cases: Iterable[int]) -> int:
    """How many listed concerns no standing publication answers in substance and nobody waived."""
    session, count = work.tx.session, 0
    for case_id in cases:
        answers = answers_of(session, case_id)
        natures = natures_given(session, answers)
        for concern in concerns_of(session, case_id):
            given = [natures.get(a.act_id) for a in answers if a.concern_id == concern.id]
            count += concern.state == "open" and "substantive" not in given
    return count


def suggest(work: Work, case: CaseFile) -> list[Ask]:
    """What the items of a case's event ask most, without what is listed already; nothing is stored."""
    query = select(ItemRecord).where(ItemRecord.office_id == work.office_id)
    if case.event_id is None:
        query = query.where(ItemRecord.id == case.item_id)
    else:
        query = query.where(ItemRecord.event_id == case.event_id)
    rows = work.tx.session.exec(query.order_by(col(ItemRecord.id).desc()).limit(_READ)).all()
    listed = [c.text for c in concerns_of(work.tx.session, case.id)]
    return asks_in([(r.id, mask(f"{r.title}。{r.text}")) for r in rows], known=listed)

"""What proves a recorded publication: the copy that an officer uploads, and the second person who confirms the record."""

from __future__ import annotations

import hashlib
import zlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlmodel import col, select

from monitor.clock import local_text
from monitor.errors import NotFound, Refused, StoreError
from monitor.sla.cases import allow, check_second
from monitor.sla.proof import (
    AWAITED,
    COVERED,
    DISPUTED,
    PENDING_SECONDS,
    UNCONFIRMED,
    WITHDRAWN,
    safe_name,
    sniff,
    speaks_first,
)
from monitor.steps.act_rows import add_act, awaited_seconds, with_hash
from monitor.steps.alarms import clear_alarm, raise_alarm
from monitor.steps.desk import Work, take_turn
from monitor.store.proof_tables import EvidenceFile
from monitor.store.tables import CaseAct, CaseFile
from monitor.text.mask import refuse_marked

NATURES = ("substantive", "procedural")


@dataclass(frozen=True, slots=True)
class Upload:
    """A file as it was handed in; ``record`` is the act that it proves, if it proves one."""

    name: str
    body: bytes
    record: int | None = None
    channel: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class Kept:
    """A kept file as it is given out."""

    name: str
    body: bytes
    sha256: str
    case_id: int


def attach(work: Work, case: CaseFile, upload: Upload) -> EvidenceFile:
    """Keep an uploaded copy. Raises Refused for a type that is not admitted, too large a file, or one that is there."""
    allow(case.state, "attach")
    rules = work.book.cases.proof.uploads
    if not upload.body:
        raise Refused("文件是空的")
    if len(upload.body) > rules.max_mib * 1024 * 1024:
        raise Refused(f"文件超过上限 {rules.max_mib} MiB")
    kind = sniff(upload.body)
    if kind is None or kind not in rules.types:
        raise Refused("只接收 " + "、".join(rules.types) + " 文件（按内容识别）")
    if kind in ("html", "mhtml") and refuse_marked(upload.body.decode("utf-8", "ignore")):
        raise Refused("文件带有密级标志，本系统不予接收")
    if upload.record is not None:
        record_of(work, case, upload.record)
    sha256 = hashlib.sha256(upload.body).hexdigest()
    if _known(work, case, sha256):
        raise Refused("本案已有内容完全相同的文件")
    row = EvidenceFile(
        office_id=work.office_id,
        case_id=case.id,
        act_id=upload.record,
        name=safe_name(upload.name, kind),
        kind=kind,
        channel=upload.channel.strip(),
        note=upload.note.strip(),
        size=len(upload.body),
        sha256=sha256,
        body=zlib.compress(upload.body, 6),
        uploaded_by=work.actor,
        uploaded_at=work.now,
    )
    work.tx.session.add(row)
    work.tx.session.flush()
    body = {"file": row.id, "record": upload.record, "sha256": sha256, "size": row.size, "name": row.name}
    add_act(work, case, "attach", {k: v for k, v in body.items() if v is not None})
    return row


def _known(work: Work, case: CaseFile, sha256: str) -> bool:
    query = select(EvidenceFile.id).where(EvidenceFile.case_id == case.id, EvidenceFile.sha256 == sha256)
    return work.tx.session.exec(query).first() is not None


def take_out(work: Work, file_id: int) -> Kept:
    """A kept file, checked against its SHA-256; who took it is recorded. Raises NotFound or StoreError."""
    row = work.tx.session.get(EvidenceFile, file_id)
    if row is None or row.office_id != work.office_id:
        raise NotFound(f"没有编号为 {file_id} 的证据文件")
    body = zlib.decompress(row.body)
    if hashlib.sha256(body).hexdigest() != row.sha256:
        raise StoreError("证据文件内容与其 SHA-256 不符，请报告管理员")
    work.audit("evidence.download", f"evidence/{row.id}", case=row.case_id, sha256=row.sha256)
    return Kept(row.name, body, row.sha256, row.case_id)


def record_of(work: Work, case: CaseFile, act_id: int) -> CaseAct:
    """The record of a publication on a case. Raises NotFound."""
    act = work.tx.session.get(CaseAct, act_id)
    if act is None or act.case_id != case.id or act.act != "record":
        raise NotFound(f"本案没有编号为 {act_id} 的发布登记")
    return act


def find_record(work: Work, act_id: int) -> tuple[CaseAct, CaseFile]:
    """A record of a publication and its case, locked for this transaction. Raises NotFound."""
    take_turn(work.tx)
    act = work.tx.session.get(CaseAct, act_id)
    case = work.tx.session.get(CaseFile, act.case_id) if act is not None else None
    if act is None or case is None or case.office_id != work.office_id or act.act != "record":
        raise NotFound(f"没有编号为 {act_id} 的发布登记")
    return act, case


def awaited_second(work: Work, severity: str | None, kind: str) -> tuple[None, str, datetime] | None:
    """What a record without a second person waits for: it stops its clock all the same, since a publication is a fact."""
    rules = work.book.cases.proof
    return (None, AWAITED, work.now + rules.confirm_within) if rules.needs_second(severity, kind) else None


def await_confirmations(work: Work, case: CaseFile, records: Iterable[CaseAct]) -> None:
    """After a case has become graver: what one person alone recorded, and stands, now waits for a second one.

    A publication that was recorded on two cases before they became one waits for one second person, not for two; where that
    record is revoked, the other one waits.
    """
    rules = work.book.cases.proof
    told: dict[tuple[datetime, str, str], list[CaseAct]] = {}
    for act in records:
        told.setdefault((act.happened_at, *identity(act.body)), []).append(act)
    for (_, kind, _), acts in told.items():
        first, *others = sorted(acts, key=lambda a: (speaks_first(a.second_state), a.id))
        if rules.needs_second(case.severity, kind) and first.second_state in (None, COVERED):
            first.second_state, first.second_due_at = AWAITED, work.now + rules.confirm_within
            work.tx.session.add(first)
            work.audit("case.await_second", f"case/{first.case_id}", act_id=first.id, second_state=AWAITED)
        for act in others if first.second_state is not None else ():
            _cover(work, act, first)


def _cover(work: Work, act: CaseAct, first: CaseAct) -> None:
    """The record waits for nobody any more: another one of the same publication speaks for it."""
    if act.second_state in (None, AWAITED, UNCONFIRMED):
        act.second_state, act.second_due_at = COVERED, None
        work.tx.session.add(act)
        clear_alarm(work, f"confirm:{act.id}")
        work.audit("case.second_covered", f"case/{act.case_id}", act_id=act.id, record=first.id)


def identity(told: Mapping[str, object]) -> tuple[str, str]:
    """What tells publications of one moment apart: the kind and the address, and only without one the evidence in words."""
    kind, url, note = (str(told.get(name) or "") for name in ("kind", "url", "note"))
    return kind, url.strip() or note.strip()


def end_confirmation(work: Work, act: CaseAct) -> None:
    """What was revoked wants no second person's signature any more: neither the board nor the digest asks for it.

    Whoever was named as having agreed by telephone, perhaps by mistake, could end the asking only by a false signature.
    """
    if act.second_state in PENDING_SECONDS:
        act.second_state, act.second_due_at = WITHDRAWN, None
        work.tx.session.add(act)
        clear_alarm(work, f"confirm:{act.id}")
        clear_alarm(work, f"countersign:{act.id}")


def confirm_record(work: Work, act: CaseAct, case: CaseFile, words: str = "") -> CaseAct:
    """确认登记: a second person, by own sign-in, confirms what another recorded."""
    _check_waiting(act, case)
    check_second(act.actor, work.actor, required=True)
    late = act.second_state == UNCONFIRMED
    act.second, act.second_state, act.countersigned_at = work.actor, "confirmed", work.now
    work.tx.session.add(act)
    clear_alarm(work, f"confirm:{act.id}")
    body = {"record": act.id, "late": late} | (with_hash(note=words) if words else {})
    return add_act(work, case, "confirm_record", body)


def confirm_by_telephone(
    work: Work, act: CaseAct, case: CaseFile, person: str, words: str, at: datetime
) -> CaseAct:
    """电话确认: the officer records that the second person confirmed, who countersigns in time (待补签)."""
    _check_waiting(act, case)
    check_second(act.actor, person, required=True)
    if not words.strip():
        raise Refused("电话确认须记录同意人原话")
    if at > work.now:
        raise Refused(f"通话时间不能晚于现在（{local_text(work.now)}）")
    act.second, act.second_state = person, "phone"
    act.second_due_at = work.now + work.book.sla.countersign_within
    work.tx.session.add(act)
    clear_alarm(work, f"confirm:{act.id}")
    body = {"record": act.id, "second_words": words, "second_at": at.isoformat(), "person": person}
    return add_act(work, case, "confirm_record", body)


def dispute_record(work: Work, act: CaseAct, case: CaseFile, reason: str) -> CaseAct:
    """不予确认: the second person does not agree with what was recorded, and says why; the record stands until set right."""
    _check_waiting(act, case)
    check_second(act.actor, work.actor, required=True)
    if not reason.strip():
        raise Refused("不予确认须写明理由")
    act.second, act.second_state = work.actor, DISPUTED
    work.tx.session.add(act)
    raise_alarm(work, f"confirm:{act.id}", "countersign", f"{case.number}的发布登记未获第二人确认")
    return add_act(
        work, case, "confirm_record", {"record": act.id, "state": DISPUTED, **with_hash(reason=reason)}
    )


def _check_waiting(act: CaseAct, case: CaseFile) -> None:
    allow(case.state, "confirm_record")
    if act.second_state not in (AWAITED, UNCONFIRMED, DISPUTED):
        raise Refused("该登记无须确认或已确认")


def mark_record(work: Work, act: CaseAct, case: CaseFile, nature: str, reason: str) -> CaseAct:
    """标注答复性质: a person says whether a record answers in substance (实质性) or only reports progress (过程性)."""
    allow(case.state, "mark_record")
    if nature not in NATURES:
        raise Refused("答复性质只能是 substantive（实质性）或 procedural（过程性）")
    if not reason.strip():
        raise Refused("标注答复性质须写明理由")
    return add_act(
        work, case, "mark_record", {"record": act.id, "nature": nature, **with_hash(reason=reason)}
    )


def fault_unconfirmed(work: Work) -> int:
    """A record that no second person confirmed in time is an audit fault, once; confirming later still counts."""
    late = col(CaseAct.second_due_at) < work.now
    acts = work.tx.session.exec(select(CaseAct).where(*awaited_seconds(work.office_id, AWAITED), late)).all()
    for act in acts:
        act.second_state = UNCONFIRMED
        work.tx.session.add(act)
        work.audit("case.confirm_fault", f"case/{act.case_id}", act_id=act.id)
        case = work.tx.session.get_one(CaseFile, act.case_id)
        raise_alarm(work, f"confirm:{act.id}", "countersign", f"{case.number}的发布登记逾期未经第二人确认")
    return len(acts)


def pending_seconds(acts: list[CaseAct]) -> int:
    """How many records still wait for a second person's own signature."""
    return sum(1 for a in acts if a.act == "record" and a.second_state in PENDING_SECONDS)

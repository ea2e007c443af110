"""An edit of a rule file moves duties or clocks: it is recorded, and told to those on duty and to whoever has a case in hand
that it concerns. No running clock is moved by it: a case is judged under the rules that it was opened under."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TypeVar

from pydantic import BaseModel, ValidationError
from sqlmodel import Session, col, select

from monitor.sla.rule_files import (
    WATCHED,
    Edit,
    KeptRules,
    body_of_rules,
    kept_rules_of,
    read_rules,
    rule_edits,
)
from monitor.sla.rule_moves import AT_ONCE, clocks_moved, eased, triggers_eased
from monitor.sla.rules import SlaRules
from monitor.sla.triggers import CaseRules
from monitor.steps.alarms import raise_alarm
from monitor.steps.desk import Desk, Work, take_turn
from monitor.steps.ended_cases import LIVE
from monitor.store.matters import matter_of, rules_of, starts_of
from monitor.store.rule_tables import RuleReading
from monitor.store.tables import CaseFile

R = TypeVar("R", bound=BaseModel)
_SAID = 4
"""So many edits and cases are told in the alarm; the system's page shows all."""


@dataclass(frozen=True, slots=True)
class Concerned:
    """A case in hand that an edit concerns: the clocks that would run otherwise, the organs that are no longer there."""

    case_id: int
    number: str
    handler: str | None
    clocks: tuple[str, ...] = ()
    organs: tuple[str, ...] = ()


def tell_rule_edits(desk: Desk) -> bool:
    """Compare the rule files with those that the service read last, and tell of what is new; True when some were edited.

    Asked at every start: files take effect only then. The first of all are taken down and told to nobody. 1. What differs
    is found, and the cases in hand that it concerns, with no transaction open. 2. The new files are kept with an audit
    record of the old and the new hashes. 3. One alarm says what was edited, and that running clocks stand as they are.
    """
    known = kept_rules_of(desk.book.watched)
    with desk.database.read() as session:
        last = _last(session, desk.database.office_id)
        if last is not None and last.body["hashes"] == known.hashes:
            return False
        edits = [] if last is None else rule_edits(read_rules(last.body), known)
        concerned = _concerned(session, desk, read_rules(last.body), known, edits) if last and edits else []
    with desk.database.write() as tx:
        take_turn(tx)
        work = Work(tx, desk.book, desk.now(), touch_key=desk.touch_key)
        last = _last(tx.session, work.office_id)
        if last is not None and last.body["hashes"] == known.hashes:
            return False
        return _take_over(work, last, known, edits, concerned)


def _last(session: Session, office_id: str) -> RuleReading | None:
    query = select(RuleReading).where(RuleReading.office_id == office_id)
    return session.exec(query.order_by(col(RuleReading.id).desc()).limit(1)).first()


def _take_over(
    work: Work,
    last: RuleReading | None,
    known: KeptRules,
    edits: Sequence[Edit],
    concerned: Sequence[Concerned],
) -> bool:
    row = RuleReading(
        office_id=work.office_id,
        version=work.book.version,
        body=body_of_rules(known),
        edits=[{"file": e.file, "part": e.part, "words": e.words} for e in edits],
        cases=[c.case_id for c in concerned],
        recorded_at=work.now,
    )
    work.tx.session.add(row)
    work.tx.session.flush()
    if last is None:
        work.audit("rules.read", f"rules/{row.id}", version=row.version, files=dict(known.hashes))
        return False
    _record(work, row, last, known)
    if not edits:
        return False
    before = read_rules(last.body)
    lighter = _eased(before, known)
    kind = "rules_eased" if lighter else "rules_edited"
    handlers = [c.handler for c in concerned if c.handler]
    raise_alarm(work, f"rules:{row.id}", kind, _text(edits, concerned, lighter), also=handlers)
    return True


def _record(work: Work, row: RuleReading, last: RuleReading, known: KeptRules) -> None:
    """The audit says of each file that differs, comments included, which text gave way to which."""
    old: Mapping[str, str] = last.body["hashes"]
    names = [n for n in WATCHED if old.get(n) != known.hashes.get(n)]
    work.audit(
        "rules.edited",
        f"rules/{row.id}",
        old_version=last.version,
        version=row.version,
        files={n: {"old": old.get(n), "new": known.hashes.get(n)} for n in names},
        edits=len(row.edits),
        cases=row.cases,
    )


def _concerned(
    session: Session, desk: Desk, before: KeptRules, after: KeptRules, edits: Sequence[Edit]
) -> list[Concerned]:
    """The cases in hand that the edits concern, the oldest first."""
    clocks = any(e.file == "sla.yaml" and e.part not in AT_ONCE["sla.yaml"] for e in edits)
    gone = _organs(before) - _organs(after)
    if not clocks and not gone:
        return []
    query = select(CaseFile).where(
        CaseFile.office_id == desk.database.office_id, col(CaseFile.state).in_(LIVE)
    )
    found = (
        _of_case(session, desk, case, clocks, gone) for case in session.exec(query.order_by(col(CaseFile.id)))
    )
    return [c for c in found if c.clocks or c.organs]


def _of_case(session: Session, desk: Desk, case: CaseFile, clocks: bool, gone: set[str]) -> Concerned:
    moved: list[str] = []
    if clocks:
        rules = rules_of(session, case, desk.book)
        matter, starts = matter_of(session, case), starts_of(session, case.id)
        moved = clocks_moved(rules, desk.book.sla, matter, starts)
    organs = [o for o in (case.organ, case.lead_organ, *case.co_organs) if o in gone]
    return Concerned(case.id, case.number, case.acknowledged_by, tuple(moved), tuple(dict.fromkeys(organs)))


def _organs(known: KeptRules) -> set[str]:
    tree = known.trees.get("organs.yaml") or {}
    return {o["name"] for o in tree.get("organs", ()) if "name" in o}


def _eased(before: KeptRules, after: KeptRules) -> list[str]:
    """The clocks and triggers that were made lighter, as far as this program can read the earlier rules."""
    sla = _both(before, after, "sla.yaml", SlaRules)
    cases = _both(before, after, "cases.yaml", CaseRules)
    return [*(eased(*sla) if sla else ()), *(triggers_eased(*cases) if cases else ())]


def _both(before: KeptRules, after: KeptRules, name: str, model: type[R]) -> tuple[R, R] | None:
    try:
        return model.model_validate(before.trees[name]), model.model_validate(after.trees[name])
    except (KeyError, ValidationError):
        return None


def _text(edits: Sequence[Edit], concerned: Sequence[Concerned], lighter: Sequence[str]) -> str:
    """What is told: what was edited, what of it holds at once, and which cases in hand keep clocks of their own."""
    parts = [_edited(edits)]
    if lighter:
        parts.append(f"放宽或取消了{'、'.join(lighter)}")
    parts += [_clocks(edits, concerned), *_organs_gone(concerned), *_at_once(edits)]
    return "；".join(part for part in parts if part)


def _edited(edits: Sequence[Edit]) -> str:
    files = "、".join(dict.fromkeys(f"{e.file}（{WATCHED[e.file]}）" for e in edits))
    rest = f"等{len(edits)}处" if len(edits) > _SAID else ""
    return f"规则文件 {files} 已修改：{'，'.join(e.words for e in edits[:_SAID])}{rest}"


def _at_once(edits: Sequence[Edit]) -> list[str]:
    parts = dict.fromkeys(e.part for e in edits if e.part in AT_ONCE.get(e.file, ()))
    return [f"{'、'.join(parts)} 对在办案件即时生效"] if parts else []


def _clocks(edits: Sequence[Edit], concerned: Sequence[Concerned]) -> str:
    if not any(e.file == "sla.yaml" and e.part not in AT_ONCE["sla.yaml"] for e in edits):
        return ""
    moved = [c for c in concerned if c.clocks]
    if not moved:
        return "在办案件时限不变"
    return f"在办案件时限不变，按现行规则会不同的有{_numbers(moved)}，改用须由经办人写明理由"


def _organs_gone(concerned: Sequence[Concerned]) -> list[str]:
    found = [c for c in concerned if c.organs]
    names = "、".join(dict.fromkeys(o for c in found for o in c.organs))
    return [f"{names}已不在 organs.yaml 中，仍承担在办案件{_numbers(found)}，请改派"] if found else []


def _numbers(cases: Sequence[Concerned]) -> str:
    rest = f"等{len(cases)}件" if len(cases) > _SAID else f"（{len(cases)}件）"
    return "、".join(c.number for c in cases[:_SAID]) + rest

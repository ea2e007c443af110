"""From a typed form to an officer's act: each form's fields are read here, the rules stay in the steps."""

from __future__ import annotations

from typing import Literal, cast

from monitor.classify.organs.known_names import refuse_strangers
from monitor.errors import NotFound, Refused
from monitor.sla.cases import admits
from monitor.steps import acts, consents, publications
from monitor.steps.accounts import prove_second
from monitor.steps.consents import Consent
from monitor.steps.desk import Work, in_turn
from monitor.steps.opinion import set_level
from monitor.steps.publications import Publication
from monitor.steps.receipts import acknowledge_for
from monitor.store.tables import CaseFile, DutyTask
from monitor.web.case_moves import MOVES, Doing
from monitor.web.console import Console
from monitor.web.guard import Form


def allowed_acts(state: str) -> list[str]:
    """The acts that a case's state admits and that have a form here."""
    return [name for name in DOINGS if admits(state, ADMITTED_BY.get(name, name))]


def consent_from(console: Console, form: Form) -> Consent | None:
    """The second person of a form: proved by own password on the spot, or by telephone. Raises Refused."""
    person = form.text("second")
    if not person:
        return None
    desk = console.desk
    if form.text("second_by") == "present":
        with console.hashing:
            prove_second(desk.database, desk.book.roster, person, form.raw("second_password"), at=desk.now())
        return Consent(person, "present")
    if desk.book.roster.person(person) is None:
        raise Refused(f"值班表中没有第二人 {person}")
    words, at = form.text("second_words"), form.moment("second_at", "同意时间")
    if not words:
        raise Refused("电话同意须记录同意人原话")
    if at is None or at > desk.now():
        raise Refused("电话同意须记录通话时间，且不能晚于现在")
    return Consent(person, "phone", words, at)


def do_act(console: Console, name: str, ident: str, form: Form, actor: str) -> int:
    """Do one act on a case as a person, in one transaction; returns the case's id.

    Raises Refused when the act is not allowed now, NotFound when the case or act does not exist.
    """
    doing = DOINGS.get(name)
    if doing is None:
        raise NotFound("没有这项操作")
    if form.text("second") == actor:
        raise Refused("第二人不得与经办人为同一人")
    if name == "assign" and not form.text("unlisted"):
        refuse_strangers((form.text("organ"), *_coordinating(form)), console.organs)
    consent = consent_from(console, form) if name in WITH_SECOND else None
    desk = console.desk
    with in_turn(desk, actor) as work:
        case = acts.find_case(work, ident)
        doing(work, case, form, consent)
    if console.hurry is not None:
        console.hurry()
    return case.id


def do_call(console: Console, task_id: int, form: Form, actor: str) -> int:
    """Record the call that closes a task; returns the case's id. Raises Refused or NotFound."""
    called_at = form.moment("called_at", "通话时间")
    if called_at is None:
        raise Refused("须填写通话时间")
    desk = console.desk
    with in_turn(desk, actor) as work:
        task = work.tx.session.get(DutyTask, task_id)
        if task is None or task.office_id != work.office_id:
            raise NotFound("没有这项任务")
        acts.record_call(work, task, form.text("words"), called_at)
        return task.case_id


def do_countersign(console: Console, act_id: int, actor: str) -> int:
    """Countersign what one agreed to by telephone; returns the case's id. Raises Refused or NotFound."""
    desk = console.desk
    with in_turn(desk, actor) as work:
        return consents.countersign(work, act_id).case_id


def _grade(work: Work, case: CaseFile, form: Form, consent: Consent | None) -> None:
    severity = form.text("severity")
    if not severity:
        raise Refused("请选择级别")
    acts.grade(work, case, None if severity == "none" else severity, form.text("reason"), consent)


def _assign(work: Work, case: CaseFile, form: Form, _consent: Consent | None) -> None:
    acts.assign(work, case, form.text("organ"), form.text("reason"), coordinating=_coordinating(form))


def _coordinating(form: Form) -> tuple[str, ...]:
    typed = form.text("coordinating").replace("，", "、").replace(",", "、")
    return tuple(dict.fromkeys(o.strip() for o in typed.split("、") if o.strip()))


def _record(work: Work, case: CaseFile, form: Form, consent: Consent | None) -> None:
    published_at = form.moment("published_at", "发布时间")
    if published_at is None:
        raise Refused("须填写发布时间")
    nature = form.text("nature")
    if nature not in ("substantive", "procedural"):
        raise Refused("请选择答复性质：实质性或过程性")
    what = Publication(
        kind=form.text("kind"),
        published_at=published_at,
        url=form.text("url"),
        channel=form.text("channel"),
        note=form.text("note"),
        nature=cast(Literal["substantive", "procedural"], nature),
        published_by=form.text("published_by"),
        parts=tuple(form.all("parts")),
        draft=form.id("draft") if form.text("draft") else None,
        authority=form.text("authority"),
    )
    publications.record(work, case, what, consent)


def _consult(work: Work, case: CaseFile, form: Form, _consent: Consent | None) -> None:
    held_at = form.moment("held_at", "会商时间")
    acts.consult(work, case, form.text("participants"), form.text("conclusion"), held_at=held_at)


def _ack_for(work: Work, case: CaseFile, form: Form, _consent: Consent | None) -> None:
    at = form.moment("told_at", "告知时间")
    if at is None:
        raise Refused("须填写告知时间")
    if not form.text("told"):
        raise Refused("须填写告知了谁")
    told = acts.Told(form.text("told"), at, form.text("told_words"), by=form.text("told_by"))
    acknowledge_for(work, case, told, note=form.text("note"))


DOINGS: dict[str, Doing] = {
    "confirm": lambda w, c, f, _: acts.confirm(w, c, f.text("reason")),
    "reject": lambda w, c, f, _: acts.reject(w, c, f.text("reason")),
    "ack": lambda w, c, f, _: acts.acknowledge(w, c, f.text("note")),
    "ack_for": _ack_for,
    "verify": lambda w, c, f, _: acts.verify(w, c, f.text("result"), f.text("note")),
    "grade": _grade,
    "level": lambda w, c, f, _: set_level(w, c, f.text("level"), f.text("reason")),
    "triage": lambda w, c, f, _: acts.triage(w, c, f.text("disposition")),
    "consult": _consult,
    "assign": _assign,
    "record": _record,
    "statement": lambda w, c, f, _: acts.note(w, c, "statement", f.text("text")),
    "note": lambda w, c, f, _: acts.note(w, c, "note", f.text("text")),
    "waive": lambda w, c, f, s: acts.waive(w, c, f.text("reason"), f.text("basis"), s),
    "close": lambda w, c, f, _: acts.close(w, c),
    "reopen": lambda w, c, f, _: acts.reopen(w, c, f.text("reason")),
    **MOVES,
}
ADMITTED_BY = {"ack_for": "ack"}
"""The act of the case's states that a form of another name does."""
WITH_SECOND = frozenset({"grade", "waive", "record", "decide"})
PERMISSION_OF = {"decide": "decide"}
"""The permission that an act needs in the console; ``act`` for every other one."""

"""Forms that report up, record a leader's decision, join or divide cases, take a record back, or go over to present rules."""

from __future__ import annotations

from collections.abc import Callable
from typing import cast

from monitor.errors import Refused
from monitor.sla.milestones import Mode, Stage
from monitor.sla.reporting import Report
from monitor.steps import acts, joining, leading, reversal
from monitor.steps.consents import Consent
from monitor.steps.desk import Work
from monitor.steps.reladder import reladder
from monitor.store.tables import CaseFile
from monitor.web.guard import Form

Doing = Callable[[Work, CaseFile, Form, Consent | None], object]


def start(work: Work, case: CaseFile, form: Form, _consent: Consent | None) -> None:
    """Confirm when it happened, or when it was first published."""
    at = form.moment("occurred_at", "时间")
    if at is None:
        raise Refused("须填写事发时间或首次发布时间")
    acts.correct_start(
        work,
        case,
        at,
        form.text("evidence"),
        of="published" if form.text("of") == "published" else "confirmed",
        year_checked=bool(form.text("year_checked")),
    )


def report_up(work: Work, case: CaseFile, form: Form, _consent: Consent | None) -> None:
    at = form.moment("reported_at", "报送时间")
    if at is None:
        raise Refused("须填写报送时间")
    stage, mode = cast(Stage, form.text("stage")), cast(Mode, form.text("mode"))
    report = Report(stage, at, form.text("receiver"), mode, form.text("number"), form.text("text"))
    leading.report_up(work, case, report)


def decide(work: Work, case: CaseFile, form: Form, consent: Consent | None) -> None:
    at = form.moment("decided_at", "决定时间")
    leading.decide(work, case, form.text("decision"), form.text("text"), consent, decided_at=at)


def merge(work: Work, case: CaseFile, form: Form, _consent: Consent | None) -> None:
    if not form.text("into"):
        raise Refused("须填写并入的案件编号")
    joining.merge(work, case, acts.find_case(work, form.text("into")), form.text("reason"))


def split(work: Work, case: CaseFile, form: Form, _consent: Consent | None) -> None:
    joining.split(work, case, form.ids("items", more="more"), form.text("reason"))


def revoke(work: Work, case: CaseFile, form: Form, _consent: Consent | None) -> None:
    reversal.revoke(work, case, form.id("act_id"), form.text("reason"))


MOVES: dict[str, Doing] = {
    "start": start,
    "report_up": report_up,
    "decide": decide,
    "merge": merge,
    "split": split,
    "revoke": revoke,
    "rebook": lambda w, c, f, _: reversal.rebook(w, c, f.text("reason")),
    "reladder": lambda w, c, f, _: reladder(w, c, f.text("reason")),
}

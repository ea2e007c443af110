"""Acts and values of a case as rows: each is added with both its times, and audited."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement
from sqlmodel import col, select

from monitor.clock import SHANGHAI, local_text
from monitor.errors import Refused
from monitor.steps.desk import Work
from monitor.steps.drafts import fact_row
from monitor.store.matters import standing_starts
from monitor.store.tables import CaseAct, CaseFact, CaseFile


def add_act(
    work: Work,
    case: CaseFile,
    act: str,
    body: dict[str, Any],
    *,
    happened_at: datetime | None = None,
    second: tuple[str | None, str, datetime | None] | None = None,
) -> CaseAct:
    """Keep an act on a case and audit it; texts stay in the act's row, the audit gets their codes and hashes.

    ``second`` is (person, state, due time of the countersignature).
    """
    who, state, due = second or (None, None, None)
    row = CaseAct(
        case_id=case.id,
        act=act,
        actor=work.actor,
        happened_at=happened_at or work.now,
        recorded_at=work.now,
        body=body,
        second=who,
        second_state=state,
        second_due_at=due,
    )
    drafts = work.drafts_of(case)
    if drafts is not None:
        drafts.act(row)
    else:
        work.tx.session.add(row)
        work.tx.session.flush()
    codes = {k: v for k, v in body.items() if isinstance(v, (int, bool)) or k in _CODES}
    work.audit(f"case.{act}", f"case/{case.id}", act_id=row.id, second=who, second_state=state, **codes)
    return row


_CODES = frozenset(
    [
        "rule",
        "rule_version",
        "item",
        "severity",
        "old",
        "new",
        "result",
        "kind",
        "disposition",
        "organ",
        "old_organ",
        "published_at",
        "occurred_at",
        "evidence_sha256",
        "state",
        "sha256",
        "nature",
        "channel_kind",
        "step",
        "count",
        "stage",
        "ground",
        "until",
        "receiver",
        "mode",
        "decision",
        "decided_by",
        "revoked",
        "into",
        "from",
        "items",
        "number",
        "reported_at",
        "url_sha256",
        "reason_sha256",
        "basis_sha256",
        "note_sha256",
        "for",
        "told_at",
        "told_by",
        "told_words_sha256",
        "how",
        "message",
    ]
)


def set_fact(
    work: Work, case: CaseFile, name: str, value: Any, act: CaseAct, *, happened_at: datetime | None = None
) -> None:
    """Give a case a value: the present one in its row, the history in ``case_fact``."""
    setattr(case, name, value)
    work.keep(case)
    add_value(work, case, name, value, act, happened_at=happened_at)


def add_value(
    work: Work, case: CaseFile, name: str, value: Any, act: CaseAct, *, happened_at: datetime | None = None
) -> None:
    """Add to the history of a case's values alone."""
    row = fact_row(case.id, name, value, act.id, (happened_at or work.now, work.now))
    drafts = work.drafts_of(case)
    if drafts is not None:
        drafts.put(CaseFact, row)
    else:
        work.tx.session.add(CaseFact(**row))


def with_hash(**texts: str) -> dict[str, Any]:
    """A free text goes into the act's row; its hash goes into the audit log."""
    return {k: v for name, text in texts.items() for k, v in ((name, text), (f"{name}_sha256", sha(text)))}


def sha(text: str) -> str:
    """SHA-256 of a text, also of one with lone surrogates."""
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def sha_of(document: Mapping[str, Any]) -> str:
    """SHA-256 of a JSON document whatever the order of its keys; unlike a body of the audit log it may hold floats."""
    return sha(json.dumps(document, ensure_ascii=False, sort_keys=True, separators=(",", ":")))


def need(text: str, sentence: str) -> None:
    """Refuse an empty text with a sentence. Raises Refused."""
    if not text or not text.strip():
        raise Refused(sentence)


def not_future(work: Work, moment: datetime | None, what: str) -> None:
    """Refuse a time that lies ahead. Raises Refused."""
    if moment is not None and moment > work.now:
        raise Refused(f"{what}不能晚于现在（{local_text(work.now)}）")


_LONG_BEFORE = timedelta(days=30)


_CONFIRM_FIRST = "起算有误的，请先“确认起算时间”"
YEAR_IS_RIGHT = "时间无误的，请注明“年月已核对”（命令行加 --year-checked）"


def not_long_before(
    work: Work, case: CaseFile, moment: datetime, what: str, *, remedy: str = _CONFIRM_FIRST
) -> None:
    """Refuse a time so long before anything that is known of a case that its year can only be a slip.

    In January people write last year's: such a publication settled every clock as in time. What was published some days
    before its opinion arose is taken. A start that was set aside is known no more: the slip that it may be must not let
    others by. Raises Refused, with what can be done where the time is right.
    """
    since = min([case.proposed_at, *(row.start_at for row in standing_starts(work.tx.session, case.id))])
    no_slip_of_the_year(moment, since, (what, "本案最早的起算"), remedy=remedy)


def no_slip_of_the_year(
    moment: datetime, since: datetime, named: tuple[str, str], *, remedy: str = YEAR_IS_RIGHT
) -> None:
    """Refuse a time that lies so long before another (``named`` says what both are) that its year can only be a slip. Raises Refused."""
    if moment < since - _LONG_BEFORE:
        what, first = named
        raise Refused(
            f"{what}（{moment.astimezone(SHANGHAI):%Y-%m-%d}）比{first}（{since.astimezone(SHANGHAI):%Y-%m-%d}）早三十天以上，请核对年月；{remedy}"
        )


def awaited_seconds(office: str, *states: str) -> tuple[ColumnElement[bool], ...]:
    """The conditions for acts of an office's cases that wait for a second person until some moment."""
    own = select(CaseFile.id).where(CaseFile.id == CaseAct.case_id, CaseFile.office_id == office)
    return col(CaseAct.second_due_at).is_not(None), col(CaseAct.second_state).in_(states), own.exists()

"""The public number of a case: one series an office and year."""

from __future__ import annotations

from typing import TypedDict

from sqlmodel import func, select

from monitor.clock import SHANGHAI
from monitor.steps.desk import Work
from monitor.store.tables import CaseFile


class CaseNumber(TypedDict):
    """Year, sequence and the text that stands on papers."""

    year: int
    seq: int
    number: str


def number_case(work: Work) -> CaseNumber:
    """The next number of the office's year; the turn lock keeps two cases from the same one."""
    year = work.now.astimezone(SHANGHAI).year
    last = work.drafts.last_number(year) if work.drafts is not None else None
    if last is None:
        query = select(func.max(CaseFile.seq)).where(
            CaseFile.office_id == work.office_id, CaseFile.year == year
        )
        last = work.tx.session.exec(query).one() or 0
    seq = last + 1
    return CaseNumber(year=year, seq=seq, number=work.book.office.case_number.format(year=year, seq=seq))

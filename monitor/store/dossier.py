"""A case whole, as the command line and the API show it: the case itself, its proofs, its papers, and who held it."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlmodel import Session

from monitor.rulebook import RuleBook
from monitor.store.papers import papers_json
from monitor.store.proofs import proofs_json
from monitor.store.tables import CaseFile
from monitor.store.views import case_json


def dossier_json(session: Session, case: CaseFile, now: datetime, book: RuleBook) -> dict[str, Any]:
    """Everything of one case; free texts are masked."""
    return (
        case_json(session, case, now, book)
        | proofs_json(session, case, book, now)
        | papers_json(session, case, book, now)
    )

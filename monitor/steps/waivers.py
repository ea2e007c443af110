"""Whether it stands that a case needs no response."""

from __future__ import annotations

from monitor.sla.cases import is_lower
from monitor.steps.desk import Work
from monitor.store.matters import live_acts
from monitor.store.tables import CaseFile


def is_waived(work: Work, case: CaseFile) -> bool:
    """Whether it stands that a case needs no response.

    A waiver covers the matter as it was judged then; one that has become graver since must be answered, or waived anew.
    Nor does one cover another case that its own was merged into: nobody consented to leave that unanswered.
    """
    acts = live_acts(work.tx.session, case.id, "waive", "grade")
    waived = max((a.id for a in acts if a.act == "waive"), default=0)
    raised = (a.id for a in acts if a.act == "grade" and is_lower(a.body.get("new"), a.body.get("old")))
    return waived > max(raised, default=0)

"""A closed case that is taken up again: what closing had ended is owed once more."""

from __future__ import annotations

from monitor.steps.act_rows import set_fact
from monitor.steps.clocks import latest_release
from monitor.steps.desk import Work
from monitor.steps.following import end_final_reports, report_on, start_follow_up
from monitor.steps.waivers import is_waived
from monitor.store.tables import CaseAct, CaseFile


def take_up_again(work: Work, case: CaseFile, act: CaseAct) -> None:
    """The case is open: its final report comes later, further publications follow the last one, further reports this moment.

    While it was closed nobody owed a report, so none is late; whoever publishes on is asked for at once where the
    office's interval has gone by.
    """
    set_fact(work, case, "state", "open", act)
    case.closed_at = None
    end_final_reports(work, case, act)
    last = latest_release(work, case)
    if last is not None and not is_waived(work, case):
        start_follow_up(work, case, last.happened_at, last)
    report_on(work, case, work.now)

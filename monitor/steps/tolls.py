"""Taking what an item counts into the numbers of its case.

Every change is a fact of its own (``toll.deaths.official``), and all numbers together are one (``tolls``), so that a paper can print them
as they were; the row of the case holds the present values.
"""

from __future__ import annotations

from monitor.classify.result import Classification
from monitor.sla.tolls import Report, Tolls, is_bulletin, with_report
from monitor.steps.act_rows import add_value
from monitor.steps.desk import Work
from monitor.store.revisions import reworded_at
from monitor.store.tables import CaseAct, CaseFile, ItemRecord


def note_tolls(work: Work, case: CaseFile, item: ItemRecord, result: Classification, act: CaseAct) -> bool:
    """Keep the numbers of a case after one more item; True when somebody more has died."""
    before = case.deaths_highest or 0
    report = Report(
        reworded_at(work.tx.session, item) or item.published_at or item.collected_at or work.now,
        result.casualties,
        result.casualty_series.get("official", {}),
        anew=item.source_kind == "official_site" or is_bulletin(f"{item.title}\n{item.text}"),
        copy=item.duplicate_of is not None,
    )
    keep_tolls(work, case, with_report(case.tolls, report), act)
    return (case.deaths_highest or 0) > before


def keep_tolls(work: Work, case: CaseFile, tolls: Tolls, act: CaseAct) -> None:
    """Give a case its numbers, and its history every one that changed."""
    if tolls == case.tolls:
        return
    for name, toll in tolls.items():
        for series in ("highest", "official"):
            if series in toll and toll[series] != case.tolls.get(name, {}).get(series):
                add_value(work, case, f"toll.{name}.{series}", toll[series], act)
    case.tolls = tolls
    dead = tolls.get("deaths", {})
    case.deaths_highest, case.deaths_official = dead.get("highest"), dead.get("official")
    work.keep(case)
    add_value(work, case, "tolls", tolls, act)

"""An interpretation that was recorded wrongly is taken back: what it closed waits again, and nothing is written over."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any

import pytest
from sqlmodel import col, select, text

from monitor.clock import SHANGHAI
from monitor.errors import NotFound, Refused
from monitor.item import Item
from monitor.reports.digest_md import render_markdown
from monitor.sla.timeliness_table import Row
from monitor.steps import acts, reversal
from monitor.steps.consents import Consent, countersign
from monitor.steps.digest import make_digest
from monitor.steps.interpreting import (
    Explained,
    Revoked,
    dismiss,
    interpret,
    reopen_prompt,
    revoke_interpretation,
)
from monitor.steps.policies import listed, look_after_policies
from monitor.steps.publications import Publication, record
from monitor.steps.spreading import spread_of, spreads_in
from monitor.store.audit_log import verify_database
from monitor.store.board import waiting_countersigns
from monitor.store.interpreting_figures import interpreting_rows
from monitor.store.policy_tables import PolicyInterpretation, PolicyPrompt, PolicyRevocation
from monitor.store.tables import CaseAct
from tests.office import TestOffice, fire, item

POLICY = "heat-metering-2026"
ASKED = "长春市供热计量新规里的基本热费到底交多少？看不懂"
URL = "https://www.example.cn/jiedu/1.html"


def asking(office: TestOffice, first: int = 0, count: int = 8) -> list[Item]:
    at = office.clock.now().isoformat()
    return [
        item(id=f"q{n}", title="", text=f"{ASKED}，{n}号楼", author=f"u{n}", published_at=at)
        for n in range(first, first + count)
    ]


def asked(office: TestOffice) -> PolicyPrompt:
    office.ingest(*asking(office))
    look_after_policies(office.program.desk)
    (prompt,) = prompts(office)
    return prompt


def prompts(office: TestOffice) -> list[PolicyPrompt]:
    with office.program.database.read() as session:
        return list(session.exec(select(PolicyPrompt).order_by(col(PolicyPrompt.id))))


def explain(office: TestOffice, **fields: Any) -> int:
    given: dict[str, Any] = {"form": "questions", "published_at": office.clock.now(), "url": URL}
    with office.acting("zhang") as work:
        return interpret(work, POLICY, Explained(**(given | fields))).row.id


def take_back(office: TestOffice, ident: int, reason: str = "误登为另一项政策的解读") -> Revoked:
    with office.acting("zhang") as work:
        return revoke_interpretation(work, ident, reason)


def figures(office: TestOffice, as_of: datetime | None = None) -> list[Row]:
    day = office.clock.now().astimezone(SHANGHAI).date()
    with office.program.database.read() as session:
        return interpreting_rows(
            session, "changchun", listed(office.program.book), from_=day - timedelta(days=30), to=day,
            by="policy", as_of=as_of, now=office.clock.now(),
        )  # fmt: skip


def verdicts(rows: list[Row]) -> dict[str, object]:
    (row,) = rows
    return {name: row[name] for name in ("met", "late", "unanswered", "running", "waived") if row[name]}


def test_a_prompt_waits_again_with_its_own_time_and_the_right_record_closes_it(office: TestOffice) -> None:
    prompt = asked(office)
    office.clock.move(hours=10)
    wrong = explain(office)
    office.clock.move(hours=70)
    before = figures(office), office.clock.now()
    assert verdicts(before[0]) == {"met": 1}
    office.clock.move(minutes=1)
    assert take_back(office, wrong).reopened == (prompt.id,)
    (again,) = prompts(office)
    assert (again.state, again.closed_at, again.interpretation_id) == ("open", None, None)
    assert again.due_at == prompt.due_at
    assert verdicts(figures(office)) == {"unanswered": 1}
    assert figures(office, as_of=before[1]) == before[0]
    office.clock.move(hours=25)
    assert look_after_policies(office.program.desk) == 1  # it is told of as any other
    explain(office, published_at=office.clock.now() - timedelta(hours=60))
    assert prompts(office)[0].state == "interpreted" and verdicts(figures(office)) == {"met": 1}
    assert verify_database(office.program.database, {}).ok
    (kept,) = office.audit("policy.revoked")
    assert "误登" not in str(kept.body) and kept.subject == f"policy/{POLICY}"


def test_another_interpretation_that_stands_keeps_the_prompt_closed(office: TestOffice) -> None:
    asked(office)
    office.clock.move(hours=1)
    wrong = explain(office)
    right = explain(office, url="https://www.example.cn/jiedu/2.html")
    assert take_back(office, wrong).reopened == ()
    (prompt,) = prompts(office)
    assert (prompt.state, prompt.interpretation_id) == ("interpreted", right)
    assert verdicts(figures(office)) == {"met": 1}


def test_confusion_counts_from_what_still_stands(office: TestOffice) -> None:
    """A wrongly recorded interpretation made the watch deaf to what was asked before it."""
    office.ingest(*asking(office))
    wrong = explain(office, published_at=office.clock.now())
    office.clock.move(minutes=5)
    assert look_after_policies(office.program.desk) == 0
    take_back(office, wrong)
    assert look_after_policies(office.program.desk) == 1


def test_a_planned_day_that_was_closed_by_mistake_is_asked_for_again(office: TestOffice) -> None:
    office.clock.set("2027-04-13T09:00:00+08:00")
    wrong = explain(office, stage="review")
    told = office.clock.now()
    assert verdicts(figures(office)) == {"met": 1}
    office.clock.move(hours=24)
    assert look_after_policies(office.program.desk) == 0
    take_back(office, wrong)
    assert look_after_policies(office.program.desk) == 1 and prompts(office)[0].stage == "review"
    assert verdicts(figures(office, as_of=told)) == {"met": 1}
    explain(office, stage="review")
    assert verdicts(figures(office)) == {"met": 1}


def test_the_same_may_be_recorded_again_and_nothing_is_revoked_twice_or_without_a_reason(
    office: TestOffice,
) -> None:
    wrong = explain(office)
    with pytest.raises(Refused, match="先撤销原登记"):
        explain(office)
    with pytest.raises(Refused, match="理由"):
        take_back(office, wrong, " ")
    with pytest.raises(NotFound, match="没有编号为 99"):
        take_back(office, 99)
    take_back(office, wrong)
    with pytest.raises(Refused, match="已于"):
        take_back(office, wrong)
    assert explain(office) != wrong


def test_the_digest_of_a_day_says_what_stood_then(office: TestOffice) -> None:
    office.clock.set("2026-11-24T09:00:00+08:00")
    asked(office)
    office.clock.move(hours=1)
    wrong = explain(office)

    def digest(day: str) -> str:
        return render_markdown(make_digest(office.program.desk, date.fromisoformat(day)))

    office.clock.set("2026-11-25T10:00:00+08:00")
    first = digest("2026-11-25")
    assert "已解读" in first and "起待解读" not in first
    take_back(office, wrong)
    assert digest("2026-11-25") == first
    office.clock.set("2026-11-26T10:00:00+08:00")
    assert "起待解读" in digest("2026-11-26") and "已解读" not in digest("2026-11-26")


def test_how_far_it_was_carried_counts_no_more_but_as_of_before(office: TestOffice) -> None:
    wrong = explain(office)
    then = office.clock.now()
    office.clock.move(hours=1)
    take_back(office, wrong)
    day = then.astimezone(SHANGHAI).date()
    with office.program.database.read() as session:
        book = office.program.book
        assert [s.publication.ref for s in spreads_in(session, book, day, day, then)] == [f"i{wrong}"]
        assert spreads_in(session, book, day, day, office.clock.now()) == []
        assert spread_of(session, book, f"i{wrong}", office.clock.now()) is None


def test_a_prompt_that_needs_none_after_all_is_dismissed_and_the_past_stays(office: TestOffice) -> None:
    asked(office)
    office.clock.move(hours=1)
    wrong = explain(office)
    stood = office.clock.now()
    office.clock.move(hours=1)
    take_back(office, wrong)
    office.clock.move(hours=1)
    with office.acting("zhang") as work:
        dismiss(work, 1, "同一商家刷屏")
    assert verdicts(figures(office)) == {"waived": 1}
    assert verdicts(figures(office, as_of=stood)) == {"met": 1}


# what was said to need no interpretation


def dismissed(office: TestOffice, ident: int = 1, reason: str = "同一商家刷屏") -> None:
    with office.acting("zhang") as work:
        dismiss(work, ident, reason)


def reopened(office: TestOffice, ident: int = 1, reason: str = "看错了提示") -> None:
    with office.acting("li") as work:
        reopen_prompt(work, ident, reason)


def test_a_prompt_that_was_dismissed_by_mistake_waits_again_and_the_past_says_what_stood(
    office: TestOffice,
) -> None:
    office.clock.set("2026-11-24T09:00:00+08:00")
    due = asked(office).due_at
    office.clock.move(hours=1)
    dismissed(office)
    then = office.clock.now()
    office.clock.set("2026-11-25T10:00:00+08:00")
    before = figures(office), render_markdown(make_digest(office.program.desk, date(2026, 11, 25)))
    assert verdicts(before[0]) == {"waived": 1}
    office.clock.move(minutes=1)
    reopened(office)
    (prompt,) = prompts(office)
    assert (prompt.state, prompt.closed_at, prompt.reason, prompt.due_at) == ("open", None, "", due)
    assert verdicts(figures(office)) == {"running": 1}
    assert figures(office, as_of=then) == before[0]
    assert render_markdown(make_digest(office.program.desk, date(2026, 11, 25))) == before[1]
    office.clock.set("2026-11-26T11:00:00+08:00")
    assert "起待解读" in render_markdown(make_digest(office.program.desk, date(2026, 11, 26)))
    assert look_after_policies(office.program.desk) == 1  # it is told of as any other
    explain(office)
    assert prompts(office)[0].state == "interpreted"
    [kept] = office.audit("policy.prompt_reopened")
    assert kept.actor == "li" and "看错" not in str(kept.body)
    assert verify_database(office.program.database, {}).ok


def test_what_was_explained_meanwhile_closes_the_prompt_that_was_dismissed_by_mistake(
    office: TestOffice,
) -> None:
    asked(office)
    dismissed(office)
    office.clock.move(hours=1)
    right = explain(office)
    reopened(office)
    (prompt,) = prompts(office)
    assert (prompt.state, prompt.interpretation_id) == ("interpreted", right)
    assert verdicts(figures(office)) == {"met": 1}


def test_only_what_was_dismissed_is_reopened_and_with_a_reason(office: TestOffice) -> None:
    asked(office)
    with pytest.raises(Refused, match="仍在提醒"):
        reopened(office)
    dismissed(office)
    with pytest.raises(Refused, match="理由"):
        reopened(office, reason=" ")
    with pytest.raises(NotFound, match="没有编号为 99"):
        reopened(office, 99)
    reopened(office)
    office.clock.move(minutes=1)
    explain(office)
    with pytest.raises(Refused, match="撤销该次解读"):
        reopened(office)


# what was revoked waits for no signature


def waived_by_telephone(office: TestOffice) -> int:
    office.ingest(fire())
    with office.on_case() as (work, case):
        consent = Consent("qian", words="同意", at=work.now)
        return acts.waive(work, case, "非本市事项", "属地管理", consent).id


def revoked(office: TestOffice, act: int) -> None:
    with office.on_case() as (work, case):
        reversal.revoke(work, case, act, "同意人记错")


def waiting(office: TestOffice) -> int:
    with office.program.database.read() as session:
        return len(waiting_countersigns(session, "changchun"))


def test_nobody_is_asked_to_countersign_what_was_taken_back(office: TestOffice) -> None:
    """The one who was named by mistake could end the asking only by signing what is not true."""
    act = waived_by_telephone(office)
    office.clock.move(hours=1)
    assert waiting(office) == 1
    revoked(office, act)
    assert waiting(office) == 0
    office.clock.move(hours=30)
    office.watch()
    assert not office.audit("case.countersign_fault")
    with pytest.raises(Refused, match="无须补签"), office.acting("qian") as work:
        countersign(work, act)


# an older database


_GONE_IN_0020 = {
    "ix_snapshot_next_attempt_at": "snapshot (next_attempt_at)",
    "ix_policy_page_next_attempt_at": "policy_page (next_attempt_at)",
    "ix_item_source": "item (source)",
}
_NEW_SINCE_0020 = (
    "item_source_collected",
    "item_sketch_form",
    "message_step_step_id",
    "case_act_recorded_at",
    "case_act_unsigned",
    "message_dead",
    "snapshot_waiting",
    "policy_page_waiting",
    "item_severity",
    "item_emergency",
    "item_url",
    "item_classification_campaigned",
    "audit_record_actor",
)


def as_before(office: TestOffice) -> None:
    """The database as the version before left it, with what it holds; the indexes of the version after are undone with it."""
    with office.program.database.write() as tx:
        for name in _NEW_SINCE_0020:
            tx.session.execute(text(f"DROP INDEX ix_{name}"))
        for name, what in _GONE_IN_0020.items():
            tx.session.execute(text(f"CREATE INDEX {name} ON {what}"))
        for name in ("policy_reopening", "policy_revocation"):
            tx.session.execute(text(f"DROP TABLE {name}"))
        tx.session.execute(text("ALTER TABLE source_state DROP COLUMN first_polled_at"))
        tx.session.execute(text("UPDATE alembic_version SET version_num = '0018'"))


def test_an_older_database_keeps_what_it_holds_and_revoked_records_wait_no_more(office: TestOffice) -> None:
    told = explain(office)
    office.ingest(fire())
    with office.on_case() as (work, case):
        acts.grade(work, case, "II", "死亡12人")
        gone = record(work, case, Publication("response", work.now, url="http://www.example.cn/1")).id
        stays = record(work, case, Publication("first_release", work.now, url="http://www.example.cn/2")).id
    office.clock.move(hours=1)
    revoked(office, gone)
    with office.program.database.write() as tx:  # as revoking left it before it ended the wait
        row = tx.session.get_one(CaseAct, gone)
        row.second_state, row.second_due_at = "awaited", office.clock.now()
        tx.session.add(row)
    as_before(office)
    office.restart()
    with office.program.database.read() as session:
        states = {a.id: a.second_state for a in session.exec(select(CaseAct).where(CaseAct.act == "record"))}
        assert states == {gone: "withdrawn", stays: "awaited"}
        assert session.exec(select(PolicyInterpretation.id)).all() == [told]
    assert waiting(office) == 1
    take_back(office, told)
    with office.program.database.read() as session:
        assert session.exec(select(PolicyRevocation.interpretation_id)).all() == [told]
    assert verify_database(office.program.database, {}).ok

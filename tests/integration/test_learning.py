"""Learning on the job: an officer's word holds, is kept as an example, and the weekly sample tells what is missed."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

import pytest
from sqlmodel import col, select

from monitor.errors import NotFound, Refused
from monitor.steps import acts
from monitor.steps.corrections import correct
from monitor.steps.sampling import check, draw_sample
from monitor.store import learning
from monitor.store.bulk import insert_rows
from monitor.store.figures import timeliness_rows
from monitor.store.tables import Alarm, CaseFile, Correction, ItemClassification, ItemRecord, SampleCheck
from tests.office import TestOffice, fire, item


def record(office: TestOffice, ident: int = 1) -> ItemRecord:
    with office.program.database.read() as session:
        return session.get_one(ItemRecord, ident)


def corrections(office: TestOffice) -> Sequence[Correction]:
    with office.program.database.read() as session:
        return session.exec(select(Correction).order_by(col(Correction.id))).all()


def test_a_correction_holds_and_the_programs_own_word_is_kept(office: TestOffice) -> None:
    office.ingest(item())
    with office.acting() as work:
        correct(work, 1, "category", "环境保护", reason="属于噪声")
    kept = corrections(office)[0]
    assert record(office).category == "环境保护"
    assert (kept.old, kept.new, kept.actor, kept.model != "") == ("城乡建设", "环境保护", "zhang", True)
    with office.program.database.read() as session:
        said = session.exec(select(ItemClassification)).one()
    assert said.result["category"] == "城乡建设"


def test_the_audit_holds_codes_and_the_hash_of_the_reason(office: TestOffice) -> None:
    office.ingest(item())
    with office.acting() as work:
        correct(work, 1, "local", None, reason="文中没有地名")
    body = office.audit("item.corrected")[0].body
    assert '"new":"none"' in body and "reason_sha256" in body and "地名" not in body


def test_a_matter_that_was_missed_gets_its_track(office: TestOffice) -> None:
    office.ingest(item(title="周末去净月潭拍雪景", text="出片率不错，分享给大家。"))
    assert (record(office).relevant, record(office).track) == (False, None)
    with office.acting() as work:
        correct(work, 1, "relevant", True)
    assert (record(office).relevant, record(office).track) == (True, "response")


def test_the_officers_word_outranks_a_later_judgement_of_the_machine(office: TestOffice) -> None:
    office.ingest(item())
    with office.acting() as work:
        correct(work, 1, "category", "环境保护")
    office.ingest(item(text="长春市朝阳区居民反映，小区供暖温度不达标，至今未解决，供热公司电话打不通。"))
    assert (record(office).revision, record(office).category) == (2, "环境保护")


def test_what_changes_nothing_and_what_does_not_exist_is_refused(office: TestOffice) -> None:
    office.ingest(item())
    with office.acting() as work, pytest.raises(Refused):
        correct(work, 1, "category", "城乡建设")
    with office.acting() as work, pytest.raises(NotFound):
        correct(work, 99, "category", "环境保护")
    assert not corrections(office)


def test_what_an_officer_settles_on_a_case_against_the_program_is_an_example_too(office: TestOffice) -> None:
    office.ingest(fire())
    with office.on_case() as (work, case):
        acts.triage(work, case, "misunderstanding")
        acts.assign(work, case, "宽城区人民政府办公室", "属地管理")
    assert [(c.field, c.new, c.via) for c in corrections(office)] == [
        ("disposition", "misunderstanding", "case"),
        ("organ", "宽城区人民政府办公室", "case"),
    ]


def test_agreement_on_a_case_is_no_correction(office: TestOffice) -> None:
    office.ingest(fire())
    disposition = record(office).disposition
    assert disposition
    with office.on_case() as (work, case):
        acts.triage(work, case, disposition)
    assert not corrections(office)


def test_training_reads_the_latest_word_with_the_text_it_was_said_about(office: TestOffice) -> None:
    office.ingest(item())
    with office.acting() as work:
        correct(work, 1, "category", "环境保护")
        correct(work, 1, "category", "交通运输")
    office.ingest(item(text="全文改写之后说的是另一件事情，公交线路调整。"))
    with office.program.database.read() as session:
        found = learning.labelled(session, office.program.database.office_id, "category")
    assert [(f.value, "供暖" in f.text) for f in found] == [("交通运输", True)]


IDLE = (
    ("周末去净月潭拍雪景", "出片率不错，分享给大家。"),
    ("新剧一口气看到半夜", "男女主演技在线，配乐好听，推荐二刷。"),
    ("主队加时绝杀", "最后三秒压哨三分，全场沸腾。"),
    ("求推荐加湿器", "预算三百以内，最好静音一点。"),
    ("红烧排骨的做法", "先焯水，再下冰糖炒出糖色，小火炖四十分钟。"),
)


def a_week_of_items(office: TestOffice) -> None:
    """Five items that the program calls irrelevant, taken in last week; today is Tuesday."""
    office.clock.set("2026-11-18T10:00:00+08:00")
    chatter = [
        item(id=f"c{n}", title=title, text=text, published_at="2026-11-18T09:00:00+08:00")
        for n, (title, text) in enumerate(IDLE)
    ]
    office.ingest(*chatter)
    office.clock.set("2026-11-24T08:00:00+08:00")


def test_a_weeks_sample_is_drawn_once(office: TestOffice) -> None:
    a_week_of_items(office)
    assert draw_sample(office.program.desk) > 0
    assert draw_sample(office.program.desk) == 0
    assert len(office.audit("sample.drawn")) == 1


def test_a_verdict_is_given_once_and_a_wrong_one_becomes_a_correction(office: TestOffice) -> None:
    a_week_of_items(office)
    draw_sample(office.program.desk)
    with office.acting() as work:
        first, second = work.tx.session.exec(select(SampleCheck).order_by(col(SampleCheck.id))).all()[:2]
        check(work, first.week, first.item_id, {})
        check(work, second.week, second.item_id, {"relevant": True})
        with pytest.raises(Refused, match="已复核"):
            check(work, first.week, first.item_id, {})
        shares = learning.shares(work.tx.session, work.office_id, first.week)
    assert (shares["irrelevant"].wrong, shares["irrelevant"].checked) == (1, 2)
    assert [(c.item_id, c.via) for c in corrections(office)] == [(second.item_id, "sample")]


def test_the_lot_falls_on_the_late_items_of_a_full_week_as_often_as_on_the_early_ones(
    office: TestOffice,
) -> None:
    a_week_of_items(office)
    many = 24_000
    with office.program.database.write() as tx:
        row = tx.session.get_one(ItemRecord, 1).model_dump()
        insert_rows(
            tx.session, ItemRecord, [row | {"id": n, "external_id": f"m{n}"} for n in range(10, 10 + many)]
        )
    draw_sample(office.program.desk)
    with office.program.database.read() as session:
        ids = session.exec(select(SampleCheck.item_id)).all()
    assert len(ids) == 30 and max(ids) > 20_000, "with one chance in 240 none of the last 4,000 is drawn"
    assert min(ids) < many / 2


def drawn(office: TestOffice) -> dict[int, SampleCheck]:
    draw_sample(office.program.desk)
    with office.program.database.read() as session:
        return {row.item_id: row for row in session.exec(select(SampleCheck)).all()}


def test_a_miss_that_an_officer_found_before_the_draw_is_a_miss_of_the_sample(office: TestOffice) -> None:
    a_week_of_items(office)
    with office.acting("li") as work:
        correct(work, 1, "relevant", True)
        correct(work, 2, "relevant", True)
        correct(work, 2, "relevant", False, reason="看错了")
        correct(work, 3, "local", True)
    rows = drawn(office)
    assert {row.stratum for row in rows.values()} == {"irrelevant"} and len(rows) == len(IDLE)
    assert (rows[1].wrong, rows[1].checked_by) == (True, "li") and rows[1].checked_at is not None
    assert [rows[n].wrong for n in (2, 3, 4)] == [None, None, None], "still to be looked at"


def test_what_an_officer_called_irrelevant_is_no_item_that_the_program_calls_so(office: TestOffice) -> None:
    a_week_of_items(office)
    office.clock.set("2026-11-18T11:00:00+08:00")
    assert office.ingest(item(published_at="2026-11-18T10:30:00+08:00")).new == 1
    with office.program.database.read() as session:
        ours = max(session.exec(select(ItemRecord.id)).all())
    office.clock.set("2026-11-24T08:00:00+08:00")
    with office.acting() as work:
        correct(work, ours, "relevant", False)
    row = drawn(office)[ours]
    assert (row.stratum != "irrelevant", row.wrong) == (True, True)


def test_a_miss_that_an_officer_found_after_the_draw_is_a_miss_of_the_sample(office: TestOffice) -> None:
    a_week_of_items(office)
    rows = drawn(office)
    with office.acting("li") as work:
        correct(work, 1, "relevant", True)
        correct(work, 2, "relevant", True)
        correct(work, 2, "relevant", False, reason="看错了")
    with office.acting() as work:
        found = [check(work, rows[n].week, n, {}).wrong for n in (1, 2, 3)]
    assert found == [True, False, False]


def test_too_many_misses_ring_once(office: TestOffice) -> None:
    a_week_of_items(office)
    object.__setattr__(
        office.program.book,
        "learning",
        office.program.book.learning.model_copy(update={"checked_at_least": 3}),
    )
    draw_sample(office.program.desk)
    with office.acting() as work:
        rows = work.tx.session.exec(select(SampleCheck).order_by(col(SampleCheck.id))).all()
        for row in rows[:4]:
            check(work, row.week, row.item_id, {"relevant": True})
    with office.program.database.read() as session:
        alarms = session.exec(select(Alarm).where(Alarm.kind == "missed")).all()
    assert len(alarms) == 1 and "判错 3 条" in alarms[0].text


def test_the_case_of_an_item_whose_class_was_wrong_counts_under_the_right_one_from_then_on(
    office: TestOffice,
) -> None:
    """Else the figures by category and the list of cases keep what everybody knows to be wrong."""
    office.ingest(fire())
    before = office.clock.now()
    old = office.case()["category"]
    office.clock.move(hours=1)
    with office.acting() as work:
        correct(work, 1, "category", "环境保护")
    office.clock.move(hours=1)

    def keys(as_of: datetime) -> list[str]:
        with office.program.database.read() as session:
            day = before.date()
            rows = timeliness_rows(
                session, "changchun", from_=day - timedelta(days=1), to=day, by="category", as_of=as_of,
                now=office.clock.now(),
            )  # fmt: skip
        return [str(row["key"]) for row in rows]

    assert office.case()["category"] == "环境保护" != old
    assert (keys(before), keys(office.clock.now())) == ([old], ["环境保护"])
    (act,) = [t for t in office.case()["timeline"] if t["act"] == "reclass"]
    assert (act["body"]["old"], act["body"]["new"], act["actor"]) == (old, "环境保护", "zhang")
    with office.acting() as work:
        correct(work, 1, "emergency", "work_safety")
        correct(work, 1, "emergency", None)
    with office.program.database.read() as session:
        assert session.get_one(CaseFile, 1).emergency == "work_safety"  # that it is none is said on the case

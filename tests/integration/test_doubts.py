"""The queue of what the program doubts: who settles an item with one press, what is kept of it, and that it stays settled."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlmodel import col, select

from monitor.steps.corrections import correct
from monitor.steps.desk import Work
from monitor.steps.doubts import Settled, settle
from monitor.store import learning
from monitor.store.doubts import DoubtFilter, count_waiting, find_doubtful
from monitor.store.tables import Correction, ItemClassification, ItemRecord, SampleCheck
from tests.office import TestOffice, fire, item
from tests.web_rig import Rig
from tests.web_rig import item as row_of

SCORES = {"城乡建设": 0.48, "环境保护": 0.31, "交通运输": 0.12}


@pytest.fixture
def rig(tmp_path: Path, database_url: str) -> Iterator[Rig]:
    built = Rig(tmp_path, database_url)
    yield built
    built.close()


def add(rig: Rig, doubt: str | None = "category", *, hours: float = 1, **changes: Any) -> int:
    """A stored item with its classification; older by ``hours``."""
    seen = rig.now - timedelta(hours=hours)
    given = {
        "category": "城乡建设",
        "category_uncertain": doubt == "category",
        "track": "response",
        **changes,
    }
    with rig.database.write() as tx:
        row = row_of(seen, doubt=doubt, **given)
        tx.session.add(row)
        tx.session.flush()
        result = {"category_scores": SCORES, "reasons": ["相关：模型判断", "类别：城乡建设，依词语“噪声”"]}
        tx.session.add(
            ItemClassification(
                item_id=row.id, revision=1, result=result, model="m", rules="r", recorded_at=seen
            )
        )
        tx.session.flush()
        return row.id


def settled(rig: Rig, ident: int, person: str = "zhang", **right: Any) -> ItemRecord:
    with rig.database.write() as tx:
        return settle(Work(tx, rig.desk.book, rig.now, person), ident, right)


def words(rig: Rig) -> list[tuple[str, Any, Any, str, str]]:
    with rig.database.read() as session:
        rows = session.exec(select(Correction).order_by(col(Correction.id))).all()
    return [(r.field, r.old, r.new, r.via, r.actor) for r in rows]


def queue(rig: Rig, **wanted: Any) -> Sequence[int]:
    with rig.database.read() as session:
        found = find_doubtful(session, "changchun", DoubtFilter(rig.now - timedelta(days=14), **wanted))
    return [d.item.id for d in found.rows]


def test_what_may_be_an_emergency_comes_first_and_then_the_oldest(rig: Rig) -> None:
    late, early = add(rig, hours=1), add(rig, hours=5)
    grave, unsure = add(rig, "emergency", hours=0.5), add(rig, "relevance", hours=3)
    add(rig, None)
    add(rig, hours=24 * 20)
    add(rig, duplicate_of=early, hours=2)
    assert queue(rig) == [grave, early, unsure, late]
    with rig.database.read() as session:
        waiting = count_waiting(session, "changchun", rig.now - timedelta(days=14))
    assert (waiting.total, waiting.emergencies, waiting.shown) == (4, 1, "4")


def test_what_may_be_graver_comes_before_all_and_waits_beside_its_case(rig: Rig) -> None:
    case = rig.case(state="open")
    emergency, plain = add(rig, "emergency", hours=9), add(rig, hours=8)
    graver = add(rig, "severity", event_id=case.event_id, emergency="fire", severity="III")
    assert queue(rig) == [graver, emergency, plain]
    with rig.database.read() as session:
        waiting = count_waiting(session, "changchun", rig.now - timedelta(days=14))
    assert (waiting.total, waiting.emergencies) == (3, 2)


def test_a_level_that_a_person_finds_right_or_graver_settles_the_doubt(rig: Rig) -> None:
    right = add(rig, "severity", emergency="fire", severity="III")
    graver = add(rig, "severity", emergency="fire", severity="III")
    none = add(rig, "severity", emergency="fire", severity="III")
    assert (settled(rig, right).severity, settled(rig, graver, severity="II").severity) == ("III", "II")
    row = settled(rig, none, emergency=None)
    assert (row.severity, row.doubt) == (None, None)
    assert queue(rig) == []
    assert [w[:3] for w in words(rig)] == [
        ("severity", "III", "III"),
        ("severity", "III", "II"),
        ("emergency", "fire", None),
    ]


def test_another_class_leaves_the_doubt_about_the_level(rig: Rig) -> None:
    ident = add(rig, "severity", emergency="fire", severity="III")
    assert settled(rig, ident, category="环境保护").doubt == "severity"


def test_a_report_that_was_no_matter_becomes_one_with_the_level_it_is_given(rig: Rig) -> None:
    ident = add(rig, "severity", emergency="fire", severity=None, relevant=False, track=None)
    row = settled(rig, ident, severity="II")
    assert (row.relevant, row.severity, row.track, row.doubt) == (True, "II", "press_conference", None)


def test_what_may_be_an_emergency_is_asked_once_by_its_case_or_here(rig: Rig) -> None:
    case = rig.case(state="proposed")
    add(rig, "emergency", event_id=case.event_id)
    uncertain = add(rig, event_id=case.event_id)
    assert queue(rig) == [uncertain]


def test_the_queue_is_narrowed_by_class_territory_and_doubt(rig: Rig) -> None:
    here, away = add(rig, local=True), add(rig, local=False, category="环境保护")
    nowhere = add(rig, "relevance", local=None)
    assert queue(rig, local="yes") == [here]
    assert queue(rig, local="no") == queue(rig, category="环境保护") == [away]
    assert queue(rig, local="unknown") == queue(rig, doubt="relevance") == [nowhere]


def test_right_as_it_stands_is_kept_as_an_example_and_the_item_leaves_the_queue(rig: Rig) -> None:
    ident = add(rig)
    row = settled(rig, ident)
    assert (row.doubt, row.category, row.category_uncertain) == (None, "城乡建设", False)
    assert words(rig) == [("category", "城乡建设", "城乡建设", "doubt", "zhang")]
    assert rig.audit("item.confirmed") == [("zhang", f"item/{ident}")] and not rig.audit("item.corrected")
    with rig.database.read() as session:
        assert learning.counts(session, "changchun") == {"category": (0, 1)}
    assert queue(rig) == []


def test_another_class_no_matter_and_a_kind_are_corrections(rig: Rig) -> None:
    other, none, kind = add(rig), add(rig), add(rig, "emergency")
    assert settled(rig, other, category="环境保护").category == "环境保护"
    row = settled(rig, none, relevant=False)
    assert (row.relevant, row.track) == (False, None)
    assert settled(rig, kind, emergency="fire").emergency == "fire"
    assert [w[:3] for w in words(rig)] == [
        ("category", "城乡建设", "环境保护"),
        ("relevant", True, False),
        ("emergency", None, "fire"),
    ]
    assert len(rig.audit("item.corrected")) == 3


def test_who_names_the_class_of_what_was_called_irrelevant_says_that_it_is_a_matter(rig: Rig) -> None:
    ident = add(rig, "relevance", relevant=False, track=None)
    row = settled(rig, ident, category="环境保护")
    assert (row.relevant, row.track, row.category, row.doubt) == (True, "response", "环境保护", None)
    assert [w[:3] for w in words(rig)] == [("relevant", False, True), ("category", "城乡建设", "环境保护")]


def test_an_irrelevant_one_that_is_right_is_confirmed_as_irrelevant_alone(rig: Rig) -> None:
    settled(rig, add(rig, "relevance", relevant=False, category_uncertain=True))
    assert [w[:3] for w in words(rig)] == [("relevant", False, False)]


def test_an_item_waits_on_for_what_an_answer_does_not_settle(rig: Rig) -> None:
    ident = add(rig, "emergency", emergency="other", category_uncertain=True)
    assert settled(rig, ident, category="环境保护").doubt == "emergency"
    other = add(rig, "emergency", emergency="other", category_uncertain=True)
    assert settled(rig, other, emergency=None).doubt == "category"
    assert settled(rig, ident).doubt is None
    assert words(rig)[-1][:3] == ("emergency", "other", "other")


def test_who_comes_second_changes_nothing(rig: Rig) -> None:
    ident = add(rig)
    settled(rig, ident, "zhang", category="环境保护")
    with pytest.raises(Settled):
        settled(rig, ident, "li", category="交通运输")
    assert [w[2] for w in words(rig)] == ["环境保护"]


def test_a_correction_on_the_items_page_settles_that_doubt_and_leaves_the_next(rig: Rig) -> None:
    both, one = add(rig, "relevance", category_uncertain=True), add(rig)
    with rig.database.write() as tx:
        work = Work(tx, rig.desk.book, rig.now, "zhang")
        correct(work, both, "local", None)
        correct(work, one, "category", "环境保护")
        correct(work, both, "category", "环境保护")
        assert tx.session.get_one(ItemRecord, both).doubt == "relevance"
        correct(work, both, "relevant", False)
    assert queue(rig) == []


def test_an_officer_works_through_the_queue_with_one_press_an_item(rig: Rig) -> None:
    first, second = add(rig, hours=2, title="夜间施工太吵"), add(rig, hours=1, title="路口常堵")
    officer = rig.browser("duty")
    page = officer.get("/doubts?category=城乡建设").text
    assert page.index("夜间施工太吵") < page.index("路口常堵")
    for word in ("判得对：城乡建设", "48%", "环境保护", "31%", "不是政务事项", "依词语“噪声”"):
        assert word in page
    assert '存疑<span class="badge">2</span>' in officer.get("/").text.replace("\n", "")
    done = officer.submit("/doubts", f"/doubts/{first}", answer="class:环境保护", category="城乡建设")
    assert done.status_code == 303 and "category=" in done.headers["location"]
    after = officer.get(done.headers["location"]).text
    assert "已记" in after and "类别改为环境保护（张三）" in after and "共 1 条" in after
    assert officer.submit("/doubts", f"/doubts/{second}", answer="right").status_code == 303
    assert "没有存疑的条目" in officer.get("/doubts").text
    assert "确认" in officer.get(f"/items/{second}").text
    assert "确认无误" in officer.get("/learning").text


def test_the_second_of_two_officers_is_told_what_the_first_one_said(rig: Rig) -> None:
    ident = add(rig, title="夜间施工太吵")
    add(rig, title="路口常堵")
    officer = rig.browser("duty")
    officer.get("/doubts")
    settled(rig, ident, "li", category="环境保护")
    late = officer.submit("/doubts", f"/doubts/{ident}", answer="right")
    told = officer.get(late.headers["location"]).text
    assert "未记：已有人判过这一条" in told and "类别改为环境保护（李四）" in told
    assert [w[4] for w in words(rig)] == ["li"]


def test_an_empty_or_unknown_answer_is_refused_in_words(rig: Rig) -> None:
    ident = add(rig)
    officer = rig.browser("duty")
    assert "请先选择" in officer.submit("/doubts", f"/doubts/{ident}", answer="fix").text
    assert "不在取值之中" in officer.submit("/doubts", f"/doubts/{ident}", answer="class:气象").text
    assert officer.submit("/doubts", "/doubts/999", answer="right").status_code == 404
    assert queue(rig) == [ident]


def test_a_wrong_verdict_on_the_sample_that_corrects_nothing_is_refused(rig: Rig) -> None:
    ident = add(rig, None)
    with rig.database.write() as tx:
        row = SampleCheck(
            office_id="changchun", week="2026-W47", item_id=ident, stratum="ordinary", drawn_at=rig.now
        )
        tx.session.add(row)
    officer = rig.browser("duty")
    where = f"/learning/2026-W47/{ident}"
    assert "请先选择" in officer.submit("/learning", where, verdict="wrong", category="").text
    with rig.database.write() as tx:
        assert tx.session.exec(select(SampleCheck)).one().checked_at is None
        correct(Work(tx, rig.desk.book, rig.now, "li"), ident, "category", "环境保护")
    assert "机器原判仍计为判错" in officer.get("/learning").text
    assert officer.submit("/learning", where, verdict="right").status_code == 303
    with rig.database.read() as session:
        assert session.exec(select(SampleCheck)).one().wrong is True


def test_roles_that_may_not_settle_read_or_see_nothing(rig: Rig) -> None:
    ident = add(rig)
    auditor, leader = rig.browser("auditor"), rig.browser("leader")
    page = auditor.get("/doubts")
    assert page.status_code == 200 and "判得对" not in page.text
    assert auditor.submit("/password", f"/doubts/{ident}", answer="right").status_code == 403
    assert leader.get("/doubts").status_code == 403
    assert "/doubts" not in leader.get("/").text
    assert queue(rig) == [ident]


def test_markup_in_an_item_is_shown_as_text(rig: Rig) -> None:
    add(rig, title="<script>alert(1)</script>", text="<img src=x onerror=alert(2)>")
    page = rig.browser("duty").get("/doubts").text
    assert "<script>alert" not in page and "<img" not in page and "&lt;img" in page


VAGUE = {
    "title": "有个事想问一下",
    "text": "请问这个事情到底归谁管，问了几个地方都说不清楚。",
    "source_kind": "mailbox",
}


def test_what_comes_in_uncertain_waits_and_history_does_not(office: TestOffice) -> None:
    office.ingest(item(**VAGUE), fire())
    office.ingest(item(id="old", **VAGUE, published_at="2025-01-01T08:00:00+08:00"))
    with office.program.database.read() as session:
        rows = session.exec(select(ItemRecord).order_by(col(ItemRecord.id))).all()
    assert [(r.category_uncertain, r.doubt) for r in rows] == [
        (True, "category"),
        (False, None),
        (True, None),
    ]


def test_a_settled_item_whose_text_changes_does_not_come_back(office: TestOffice) -> None:
    office.ingest(item(**VAGUE))
    with office.acting() as work:
        settle(work, 1, {"category": "民政"})
    office.ingest(item(**{**VAGUE, "text": VAGUE["text"] + "再问一次，到底归谁管。"}))
    with office.program.database.read() as session:
        row = session.get_one(ItemRecord, 1)
    assert (row.revision, row.doubt, row.category) == (2, None, "民政")


def test_the_page_tells_why_a_level_is_doubted_and_one_press_raises_it(rig: Rig) -> None:
    ident = add(rig, "severity", emergency="fire", severity="III")
    reason = "模型认为可能达到重大（可能性80%，依“12人”），等级未变，请核对"
    with rig.database.write() as tx:
        (row,) = tx.session.exec(select(ItemClassification)).all()
        row.result = {
            **row.result,
            "severity_learned": {"level": "II"},
            "reasons": ["一", "二", "三", reason],
        }
        tx.session.add(row)
    officer = rig.browser("duty")
    page = officer.get("/doubts").text
    assert "等级可能更高" in page and reason in page and 'value="level:II"' in page
    assert officer.submit("/doubts", f"/doubts/{ident}", answer="level:II").status_code == 303
    with rig.database.read() as session:
        stored = session.get_one(ItemRecord, ident)
    assert (stored.severity, stored.track, stored.doubt) == ("II", "press_conference", None)

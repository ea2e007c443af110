"""The circular: the same numbers as the figures, the missed matters by name, twice the same bytes."""

from __future__ import annotations

import io
import json
from datetime import date, timedelta
from typing import Any

import pytest
from docx import Document

from monitor.reports.circular_render import FORMATS, render
from monitor.steps import acts, publications
from monitor.steps.circular import make_circular
from monitor.steps.interpreting import Explained, interpret
from monitor.steps.publications import Publication
from tests.office import TestOffice, fire

DAY = date(2026, 11, 24)


@pytest.fixture
def answered_late(office: TestOffice) -> TestOffice:
    """A small fire, answered three days later, and nothing else."""
    office.ingest(fire(title="长春市宽城区张三家厂房发生火灾，电话13812345678"))
    with office.on_case() as (work, case):
        acts.assign(work, case, "市消防救援支队", "谁主管谁负责")
    office.clock.move(days=3)
    with office.on_case() as (work, case):
        publications.record(
            work, case, Publication("response", office.clock.now(), "https://example.gov.cn/1")
        )
    return office


def data(office: TestOffice, **more: Any) -> dict[str, Any]:
    made = make_circular(office.program.desk, DAY, DAY, **more)
    found: dict[str, Any] = json.loads(render(made, "json"))
    return found


def test_a_late_answer_stands_in_the_paper_with_its_organ_and_by_how_much(answered_late: TestOffice) -> None:
    found = data(answered_late)
    fault = found["faults"][0]
    assert (found["whole"]["late"], found["league"][0]["key"]) == (1, "市消防救援支队")
    assert (fault["organ"], fault["kind"], fault["late_by_s"]) == ("市消防救援支队", "回应", 25 * 3600)


def test_telephones_are_masked(answered_late: TestOffice) -> None:
    made = make_circular(answered_late.program.desk, DAY, DAY)
    for form in FORMATS:
        assert b"13812345678" not in render(made, form)


def test_as_of_an_earlier_moment_the_same_matter_was_still_running(answered_late: TestOffice) -> None:
    from monitor.clock import parse_time

    found = data(answered_late, as_of=parse_time("2026-11-25T08:00:00+08:00"))
    assert (found["whole"]["running"], found["faults"]) == (1, [])


@pytest.mark.parametrize("form", FORMATS)
def test_twice_the_same_moment_is_twice_the_same_bytes(answered_late: TestOffice, form: str) -> None:
    moment = answered_late.clock.now()
    first = render(make_circular(answered_late.program.desk, DAY, DAY, as_of=moment), form)
    answered_late.clock.move(days=2)
    answered_late.ingest(fire(id="later", title="长春市南关区一仓库发生火灾"))
    assert render(make_circular(answered_late.program.desk, DAY, DAY, as_of=moment), form) == first


def test_the_word_paper_has_the_five_parts_and_the_table(answered_late: TestOffice) -> None:
    document = Document(io.BytesIO(render(make_circular(answered_late.program.desk, DAY, DAY), "docx")))
    headings = [p.text for p in document.paragraphs if p.style.name.startswith("Heading")]
    assert [h[:2] for h in headings] == ["一、", "二、", "三、", "四、", "五、"]
    assert document.tables[0].rows[0].cells[1].text == "回应主体"


def test_a_table_that_goes_on_overleaf_has_its_head_there_too_and_no_row_is_divided(
    answered_late: TestOffice,
) -> None:
    document = Document(io.BytesIO(render(make_circular(answered_late.program.desk, DAY, DAY), "docx")))
    for table in document.tables:
        marks = [{m.tag.rsplit("}")[1] for m in row._tr.trPr} for row in table.rows]
        assert marks[0] == {"cantSplit", "tblHeader"}
        assert all(m == {"cantSplit"} for m in marks[1:])


def test_interpretations_that_were_asked_for_stand_in_a_part_of_their_own(office: TestOffice) -> None:
    with office.acting("zhang") as work:
        interpret(
            work,
            "heat-metering-2026",
            Explained("questions", office.clock.now(), "https://www.example.cn/1.html", stage="start"),
        )
    made = make_circular(office.program.desk, DAY, DAY)
    paper = render(made, "md").decode()
    assert "## 五、政策解读" in paper and "## 六、统计口径" in paper
    assert "| 市城乡建设委员会 | 1 | 1 | 0 | 0 | 0 | 0 | 100.0% |" in paper
    assert json.loads(render(made, "json"))["interpreting"][0]["met"] == 1


def test_a_quiet_period_is_said_to_be_quiet(office: TestOffice) -> None:
    text = render(make_circular(office.program.desk, DAY, DAY), "md").decode()
    assert "本期没有应回应的时限" in text and "没有迟回应" in text


def test_a_moment_to_come_calls_no_running_clock_unanswered(answered_late: TestOffice) -> None:
    """An auditor who mistypes the month would else accuse an organ of what it has still time to answer."""
    answered_late.ingest(
        fire(id="fire-9", title="长春市绿园区一仓库发生火灾", published_at="2026-11-27T07:00:00+08:00")
    )
    day, far = date(2026, 11, 27), answered_late.clock.now() + timedelta(days=30)
    made = make_circular(answered_late.program.desk, day, day, as_of=far)
    found = json.loads(render(made, "json"))
    assert (found["whole"]["running"], found["whole"]["unanswered"], found["faults"]) == (1, 0, [])
    assert made.proof.as_of == answered_late.clock.now()


def test_a_paper_of_days_to_come_says_so_and_no_part_stands_empty(office: TestOffice) -> None:
    made = make_circular(office.program.desk, DAY, DAY + timedelta(days=30))
    text = render(made, "md").decode()
    assert "本期尚未结束，数据截至11月24日 08:00。" in text
    assert "| 位次 |" not in text and text.count("本期没有应回应的时限。") == 3
    past = render(make_circular(office.program.desk, DAY - timedelta(days=9), DAY - timedelta(days=3)), "md")
    assert "尚未结束" not in past.decode()


def test_no_word_of_the_paper_itself_is_beyond_the_usual_faces(answered_late: TestOffice) -> None:
    made = make_circular(answered_late.program.desk, DAY, DAY)
    for form in ("html", "docx"):
        content = render(made, form)
        text = (
            "".join(p.text for p in Document(io.BytesIO(content)).paragraphs)
            if form == "docx"
            else content.decode()
        )
        assert "常用字体之外" not in text

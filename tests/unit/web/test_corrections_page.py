"""The item's page on corrections: which way they go, what they did to the case, and the reason that a grave one asks for."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from monitor.store.tables import ItemRecord
from tests.web_rig import Rig


@pytest.fixture
def rig(tmp_path: Path, database_url: str) -> Iterator[Rig]:
    built = Rig(tmp_path, database_url)
    built.case()
    yield built
    built.close()


def set_level(rig: Rig, level: str) -> None:
    with rig.database.write() as tx:
        row = tx.session.get_one(ItemRecord, 1)
        row.relevant, row.emergency, row.severity = True, "fire", level
        tx.session.add(row)


def test_a_grave_item_is_not_corrected_downwards_without_a_reason_and_the_page_says_so(rig: Rig) -> None:
    set_level(rig, "II")
    officer = rig.browser("duty")
    form = {"choice": "severity=IV"}
    refused = officer.submit("/items/1", "/items/1/corrections", **form)
    assert refused.status_code == 200 and "写明理由" in refused.text and "降低、撤销时必填" in refused.text
    done = officer.submit("/items/1", "/items/1/corrections", **form, reason="其中10人为旧闻")
    page = officer.get(done.headers["location"]).text
    assert "Ⅱ级 重大 → Ⅳ级 一般" in page
    assert "案件的等级与时限未变" in page and "理由：其中10人为旧闻" in page


def test_what_may_be_chosen_leaves_out_what_stands_and_says_each_value_in_words(rig: Rig) -> None:
    set_level(rig, "II")
    page = rig.browser("duty").get("/items/1").text
    assert '<option value="severity=IV">事件等级：' in page and '"severity=II"' not in page
    assert '<option value="local=no">地域：外地' in page and '"relevant=yes"' not in page


def test_a_corrected_level_is_told_beside_what_the_program_graded_by(rig: Rig) -> None:
    set_level(rig, "II")
    officer = rig.browser("duty")
    officer.submit("/items/1", "/items/1/corrections", choice="severity=III", reason="其中10人为旧闻")
    page = officer.get("/items/1").text
    assert "等级经更正" in page and "暂定" not in page[: page.index("正文")]


def test_nothing_chosen_is_refused_in_words(rig: Rig) -> None:
    refused = rig.browser("duty").submit("/items/1", "/items/1/corrections", choice="")
    assert "请先选择更正成什么" in refused.text


def test_the_list_of_corrections_tells_leaders_and_auditors_the_reason(rig: Rig) -> None:
    set_level(rig, "II")
    rig.browser("duty").submit(
        "/items/1", "/items/1/corrections", field="severity", value="III", reason="其中10人为旧闻"
    )
    assert "其中10人为旧闻" in rig.browser("auditor").get("/learning").text
    assert "其中10人为旧闻" in rig.browser("leader").get("/items/1").text


def test_a_correction_upwards_leads_to_the_case_that_it_raised(rig: Rig) -> None:
    set_level(rig, "IV")
    officer = rig.browser("duty")
    done = officer.submit("/items/1", "/items/1/corrections", field="severity", value="I", reason="通报")
    assert "done=1" in done.headers["location"]
    assert '<a href="/cases/1">案件已立或已更新' in officer.get(done.headers["location"]).text

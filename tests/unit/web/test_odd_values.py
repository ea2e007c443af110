"""What nobody means: years that are slips, numbers that no row has, filters that are none."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.web_rig import Rig

DECLARED = {"kind": "response", "nature": "substantive", "note": "电视台播出"}


def test_a_publication_of_the_year_26_settles_nothing_and_its_page_still_opens(rig: Rig) -> None:
    """A browser's field takes a year typed as 26 for the year 26; before every clock, it would count as in time."""
    case = rig.case()
    duty = rig.browser("duty")
    for year in ("0026", "0001", "9999"):
        sent = duty.submit("/cases/1", "/cases/1/acts/record", published_at=f"{year}-11-23T09:00", **DECLARED)
        assert sent.status_code == 409 and f"发布时间不是有效时间：{year}-11-23T09:00" in sent.text
    assert rig.record_of(case.id) == 0
    assert duty.get("/cases/1").status_code == 200


@pytest.mark.parametrize(
    "path",
    [
        "/digest?day=0001-01-01",
        "/digest/0001-01-01/paper",
        "/timeliness?from=0001-01-01",
        "/timeliness?to=9999-12-31",
        "/timeliness?as_of=0001-01-01T00:00",
        "/circular?to=9999-12-31",
        "/spreading?from=0001-01-01",
    ],
)
def test_a_day_that_nobody_can_mean_is_refused_in_a_sentence(rig: Rig, path: str) -> None:
    answer = rig.browser("leader").get(path)
    assert answer.status_code == 409 and ("不是有效日期" in answer.text or "截至时间无效" in answer.text)


@pytest.mark.parametrize(
    "path", ["/items/{}/text", "/tasks/{}", "/acts/{}/countersign", "/files/{}", "/messages/{}/resend"]
)
def test_a_number_that_no_row_can_have_is_a_page_that_is_not_there(rig: Rig, path: str) -> None:
    rig.case()
    answer = rig.browser("duty").submit("/cases/1", path.format(10**20), reason="x")
    assert answer.status_code == 404


def test_an_event_that_is_no_number_narrows_to_nothing_unasked(rig: Rig) -> None:
    """The page said 限事件 abc over a list of every item."""
    rig.case()
    assert "事件编号须为数字：abc" in rig.browser("duty").get("/items?event=abc").text
    answer = rig.browser().get("/api/v1/items?event=abc", headers=rig.token("items:read"))
    assert answer.status_code == 400 and answer.json() == {"error": "参数 event 无效"}


@pytest.mark.parametrize(
    "path",
    [
        "/items?from=2026-02-30",
        "/events?min_items=99999999999999999999",
        "/timeliness?from=2026-11-30&to=2026-11-01",
        "/timeliness?from=0001-01-01&to=2026-11-01",
        "/timeliness?from=2026-11-01&to=9999-12-31",
    ],
)
def test_a_program_that_asks_for_what_cannot_be_is_told_so_as_its_own_fault(rig: Rig, path: str) -> None:
    headers = rig.token("items:read", "timeliness:read")
    answer = rig.browser().get(f"/api/v1{path}", headers=headers)
    assert answer.status_code == 400 and answer.json()["error"]


@pytest.mark.parametrize("database", ["sqlite_url", "postgres_office"])
def test_characters_that_come_with_what_is_pasted_are_left_out(
    request: pytest.FixtureRequest, tmp_path: Path, database: str
) -> None:
    """PostgreSQL takes no NUL and a Word file no control character: officers were told the database was away."""
    clear = request.getfixturevalue("clear_postgres") if database == "postgres_office" else None
    rig = Rig(tmp_path, request.getfixturevalue(database))
    try:
        rig.case(severity="II")
        duty = rig.browser("duty")
        assert duty.submit("/cases/1", "/cases/1/acts/note", text="已\x00联\x07系").status_code == 303
        assert "已联系" in duty.get("/cases/1").text
        dossier = "/cases/1/dossier"
        order = {"organs": "市教育局", "text": "请\x0b核实", "issuer": "王主任"}
        assert duty.submit(dossier, f"{dossier}/transfer", **order).status_code == 303
        assert duty.get("/papers/1.docx").status_code == 200
        if clear is not None:
            answer = duty.get("/cases?organ=%00")
            assert answer.status_code == 400 and "不能处理的字符" in answer.text
    finally:
        rig.close()
        if clear is not None:
            clear()

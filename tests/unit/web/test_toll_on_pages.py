"""The numbers of a case and of an item as the pages show them."""

from __future__ import annotations

from monitor.store.tables import CaseFile, ItemClassification, ItemRecord
from tests.web_rig import Rig

TOLLS = {
    "deaths": {"official": 12, "official_at": "2026-11-24T09:20:00+08:00", "official_organ": "长春发布", "highest": 31, "highest_origin": "unverified"},
    "injured": {
        "official": 6, "official_at": "2026-11-24T09:20:00+08:00", "official_organ": "长春发布", "highest": 15, "highest_origin": "official",
        "earlier": [{"value": 15, "at": "2026-11-24T08:00:00+08:00", "organ": None}],
    },
}  # fmt: skip
LINE = "官方通报：死亡12人、受伤6人（11月24日09:20，长春发布）；网传最高31人死亡（未核实）"


def test_the_case_page_and_the_papers_page_show_the_line_and_how_it_came_to_it(rig: Rig) -> None:
    rig.case(severity="II")
    with rig.database.write() as tx:
        tx.session.get_one(CaseFile, 1).tolls = TOLLS
    duty = rig.browser("duty")
    page = duty.get("/cases/1").text
    assert LINE in page
    assert "受伤：15人（11月24日08:00） → 6人（11月24日09:20，长春发布）" in page
    assert LINE in duty.get("/cases/1/dossier").text


def test_the_item_page_names_organ_time_and_superseded_numbers_of_a_figure(rig: Rig) -> None:
    rig.case(severity="II")
    figure = {"approximate": False, "bound": "exact", "origin": "unverified", "spans": []}
    official = {"value": 10, "bound": "exact", "origin": "official", "origin_organ": "长春发布", "origin_at": "2026-11-24T09:20:00+08:00", "supersedes": [{"value": 3, "spans": []}, {"value": 5, "spans": []}], "spans": []}  # fmt: skip
    with rig.database.write() as tx:
        row = tx.session.get_one(ItemClassification, 1)
        row.result = {
            **row.result,
            "casualties": {"deaths": 20},
            "casualty_details": {"deaths": figure},
            "casualty_series": {"official": {"deaths": official}},
        }
        tx.session.add(row)
    page = rig.browser("duty").get("/items/1").text
    assert '20<span class="hint">网传' in page
    assert '10<span class="hint">官方 · 长春发布 · 2026-11-24 09:20；取代此前的3、5' in page


def test_the_case_page_says_that_a_person_has_still_to_look_whether_it_is_an_emergency(rig: Rig) -> None:
    case = rig.case(severity="IV")
    marked = "存疑，待人核对"
    assert marked not in rig.browser("duty").get("/cases/1").text
    with rig.database.write() as tx:
        tx.session.get_one(CaseFile, case.id).emergency = "other"
        tx.session.get_one(ItemRecord, case.item_id).doubt = "emergency"
    assert marked in rig.browser("duty").get("/cases/1").text

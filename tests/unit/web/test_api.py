from __future__ import annotations

import json
import re
from datetime import timedelta

import pytest

from monitor.clock import real_now
from monitor.item import SOURCE_KINDS, Item
from monitor.steps.heartbeat import beat
from monitor.store import service
from monitor.store.tables import Heartbeat
from monitor.web.app import create_app
from monitor.web.push import LARGEST
from tests.web_rig import Browser, Rig

ITEM = {"id": "a1", "title": "标题"}


def push(
    rig: Rig, body: bytes | str, kind: str = "application/json", **headers: str
) -> tuple[int, dict[str, object]]:
    token = rig.token("items:write")
    answer = rig.browser().request(
        "POST", "/api/v1/items", content=body, headers={"content-type": kind, **token, **headers}
    )
    return answer.status_code, answer.json()


def test_a_list_is_answered_item_by_item_at_its_place(rig: Rig) -> None:
    sent = [ITEM, {"id": "old1", "text": "x"}, {"id": "bad1", "text": "x"}, {"title": "no id"}, 7]
    status, body = push(rig, json.dumps(sent))
    assert status == 200
    assert body["results"] == [
        {"id": "a1", "status": "new"},
        {"id": "old1", "status": "duplicate"},
        {"id": "bad1", "status": "rejected", "reason": "文中标有密级"},
        {"id": None, "status": "rejected", "reason": "缺少非空的文字字段 id"},
        {"id": None, "status": "rejected", "reason": "不是 JSON 对象"},
    ]
    counts = {k: body[k] for k in ("received", "new", "duplicate", "rejected")}
    assert counts == {"received": 5, "new": 1, "duplicate": 1, "rejected": 3}


@pytest.mark.parametrize(
    "kind", ["application/x-ndjson", "application/jsonl", "application/json", "text/plain"]
)
def test_lines_are_taken_with_a_bom_and_blank_lines_and_one_bad_line_stops_nothing(
    rig: Rig, kind: str
) -> None:
    body = '\ufeff{"id": "a1", "title": "一"}\r\n\n{"id": "a2", \n{"id": "a3", "text": "三"}'
    status, answer = push(rig, body.encode(), kind)
    assert status == 200
    assert [(r["id"], r["status"]) for r in answer["results"]] == [  # type: ignore[attr-defined]
        ("a1", "new"), (None, "rejected"), ("a3", "new"),
    ]  # fmt: skip


def test_one_object_is_one_item(rig: Rig) -> None:
    assert push(rig, json.dumps(ITEM))[1]["received"] == 1
    assert [i.id for i in rig.door.seen] == ["a1"]


@pytest.mark.parametrize(
    ("body", "kind", "status"),
    [
        (b"", "application/json", 400),
        (b"not json", "application/json", 400),
        (b"3", "application/json", 400),
        ("[" * 100_000, "application/json", 400),
        ("标题".encode("gbk"), "application/json", 400),
        (b"<rss/>", "application/xml", 415),
        (b"id=a1", "application/x-www-form-urlencoded", 415),
        (b" " * (LARGEST + 1), "application/json", 413),
    ],
)
def test_what_cannot_be_read_is_refused_whole_with_a_chinese_sentence(
    rig: Rig, body: bytes | str, kind: str, status: int
) -> None:
    found, answer = push(rig, body, kind)
    assert found == status
    assert any("\u4e00" <= c <= "\u9fff" for c in str(answer["error"]))
    assert rig.door.seen == []


def test_a_packed_body_is_refused_rather_than_unpacked(rig: Rig) -> None:
    assert push(rig, b"x", **{"content-encoding": "gzip"})[0] == 415


def test_a_body_without_a_length_is_cut_off_at_the_limit(rig: Rig) -> None:
    async def endless():  # type: ignore[no-untyped-def]
        while True:
            yield b" " * 65536

    headers = {"content-type": "application/json", **rig.token("items:write")}
    answer = rig.browser().request("POST", "/api/v1/items", content=endless(), headers=headers)
    assert answer.status_code == 413


def test_a_token_is_needed_and_must_carry_the_scope(rig: Rig) -> None:
    browser = rig.browser()
    anonymous = browser.request("POST", "/api/v1/items", json=[ITEM])
    assert anonymous.status_code == 401 and anonymous.headers["www-authenticate"] == "Bearer"
    for header in ("Bearer nonsense", "Basic YTpi", "Bearer "):
        assert browser.request("POST", "/api/v1/items", headers={"authorization": header}).status_code == 401
    assert browser.request("POST", "/api/v1/items", headers=rig.token("cases:read")).status_code == 403
    for path in ("cases", "cases/1", "items", "events", "timeliness", "policies", "policies/x"):
        assert browser.get(f"/api/v1/{path}", headers=rig.token("items:write")).status_code == 403, path


def test_a_revoked_token_opens_nothing(rig: Rig) -> None:
    headers, admin = rig.token("items:read"), rig.browser("admin")
    assert admin.get("/api/v1/items", headers=headers).status_code == 200
    page = admin.get("/accounts").text
    path = page[page.index("/tokens/") :].partition('"')[0]
    admin.submit("/accounts", path)
    assert admin.get("/api/v1/items", headers=headers).status_code == 401


def test_a_signed_in_browser_is_no_token(rig: Rig) -> None:
    assert rig.browser("admin").get("/api/v1/cases").status_code == 401


def test_what_no_database_stores_is_replaced_and_what_cannot_be_read_is_named(rig: Rig) -> None:
    sent = [ITEM | {"id": "n\x00", "text": "断\ud800开"}, ITEM | {"id": "m", "likes": "很多"}]
    status, body = push(rig, json.dumps(sent))
    assert status == 200
    assert [(r["id"], r["status"], r.get("ignored")) for r in body["results"]] == [
        ("n\ufffd", "new", None),
        ("m", "new", ["likes"]),
    ]


def test_a_closed_push_door_says_so(rig: Rig) -> None:
    rig.app = create_app(rig.desk, expected_steps={})
    assert push(rig, json.dumps(ITEM))[0] == 503


def reader(rig: Rig) -> tuple[Browser, dict[str, str]]:
    return rig.browser(), rig.token("cases:read", "items:read", "timeliness:read")


def test_a_case_has_the_contracts_shape_with_the_counting_deadline_first(rig: Rig) -> None:
    case = rig.case(severity="II", hours=7, occurred_at=rig.now - timedelta(hours=8))
    browser, headers = reader(rig)
    found = browser.get(f"/api/v1/cases/{case.id}", headers=headers).json()
    assert {"case", "number", "title", "state", "severity", "organ", "deadlines", "timeline"} <= set(found)
    deadlines = [d for d in found["deadlines"] if d["public"]]
    assert [(d["kind"], d["counts"], d["state"], d["start_evidence"]) for d in deadlines] == [
        ("first_release", True, "breached", "occurrence"),
        ("first_release", False, "breached", "published"),
        ("press_conference", True, "open", "occurrence"),
        ("press_conference", False, "open", "published"),
    ]
    wanted = {
        "id",
        "kind",
        "start_at",
        "start_evidence",
        "due_at",
        "state",
        "settled_at",
        "rule",
        "rule_version",
        "basis",
    }
    assert all(wanted <= set(d) for d in deadlines)
    assert deadlines[0]["due_at"] == "2026-11-23T09:00:00+08:00"
    assert [a["act"] for a in found["timeline"]] == ["open"]
    number = browser.get(f"/api/v1/cases/{found['number']}", headers=headers).json()
    assert number["case"] == case.id


def test_superseded_deadlines_stand_last_and_a_bare_date_never_breaches(rig: Rig) -> None:
    rig.case(hours=60, date_only=True)
    rig.browser("duty").submit("/cases/1", "/cases/1/acts/grade", severity="II", reason="人数上升")
    browser, headers = reader(rig)
    every = browser.get("/api/v1/cases/1", headers=headers).json()["deadlines"]
    found = [d for d in every if d["public"]]
    assert [d["state"] for d in found] == ["open", "open", "superseded"]
    assert every[-1]["state"] == "superseded"
    assert all(d["time_pending"] for d in found[:2])


def test_lists_are_paged_filtered_and_masked(rig: Rig) -> None:
    for n in range(3):
        rig.case(url=f"https://example.com/{n}", title=f"食堂问题{n} 市民王小明", text="电话13812345678")
    browser, headers = reader(rig)
    page = browser.get("/api/v1/cases?limit=2&page=2&state=open", headers=headers).json()
    assert (len(page["cases"]), page["total"], page["pages"]) == (1, 3, 2)
    items = browser.get("/api/v1/items?q=问题1", headers=headers)
    assert [i["title"] for i in items.json()["items"]] == ["食堂问题1 市民王**"]
    assert "13812345678" not in items.text
    assert len(browser.get("/api/v1/events", headers=headers).json()["events"]) == 3
    assert browser.get("/api/v1/cases?severity=I", headers=headers).json()["cases"] == []


def test_items_whose_class_is_doubted_are_asked_for_apart(rig: Rig) -> None:
    rig.case(title="高架桥追尾", category_uncertain=True, url="https://example.com/a")
    rig.case(title="食堂异味", url="https://example.com/b")
    browser, headers = reader(rig)
    found = browser.get("/api/v1/items?uncertain=yes", headers=headers).json()["items"]
    assert [(i["title"], i["category_uncertain"]) for i in found] == [("高架桥追尾", True)]
    assert browser.get("/api/v1/items?uncertain=odd", headers=headers).status_code == 400


@pytest.mark.parametrize(
    "path",
    [
        "cases?page=0",
        "cases?state=odd",
        "items?limit=9999",
        "timeliness",
        "timeliness?from=x&to=y",
        "timeliness?from=2026-01-01&to=2026-01-02&as_of=x",
    ],
)
def test_a_wrong_parameter_is_named_in_chinese(rig: Rig, path: str) -> None:
    browser, headers = reader(rig)
    answer = browser.get(f"/api/v1/{path}", headers=headers)
    assert answer.status_code == 400
    assert re.search("无效|不是有效", answer.json()["error"])


def test_figures_come_with_the_contracts_columns(rig: Rig) -> None:
    rig.case(hours=60)
    browser, headers = reader(rig)
    rows = browser.get("/api/v1/timeliness?from=2026-11-01&to=2026-11-30&by=organ", headers=headers).json()[
        "rows"
    ]
    assert rows[0]["key"] == "市教育局" and rows[0]["unanswered"] == 1
    assert {"total", "met", "late", "running", "waived", "in_time_share", "median_s", "p90_s"} <= set(rows[0])


def test_nothing_there_is_a_json_404(rig: Rig) -> None:
    browser, headers = reader(rig)
    assert "没有编号" in browser.get("/api/v1/cases/42", headers=headers).json()["error"]
    assert browser.get("/api/v1/nothing").json()["error"]


def test_the_description_of_the_api_is_public_and_names_only_the_api(rig: Rig) -> None:
    paths = rig.browser().get("/openapi.json").json()["paths"]
    assert "/api/v1/items" in paths and "/cases/{ident}" not in paths
    assert rig.browser().get("/docs").status_code == 404


def test_the_description_of_the_api_tells_of_the_token_and_of_what_is_answered_in_vain(rig: Rig) -> None:
    """It told of no token, and of a 422 with a list of faults that no call ever got."""
    browser = rig.browser()
    told = browser.get("/openapi.json").json()
    assert told["components"]["securitySchemes"]["HTTPBearer"]["scheme"] == "bearer"
    for path, calls in told["paths"].items():
        for call in calls.values():
            assert "422" not in call["responses"]
            if path.startswith("/api/"):
                assert call["security"] == [{"HTTPBearer": []}]
                assert {"4XX", "503"} <= set(call["responses"])
    assert "503" in told["paths"]["/readyz"]["get"]["responses"]
    fault = told["components"]["schemas"]["Fault"]
    assert set(browser.get("/api/v1/cases?page=x").json()) == set(fault["required"])


def test_the_description_of_the_api_tells_every_field_of_an_item(rig: Rig) -> None:
    paths = rig.browser().get("/openapi.json").json()["paths"]
    content = paths["/api/v1/items"]["post"]["requestBody"]["content"]
    _, one = content["application/json"]["schema"]["oneOf"]
    given = set(Item.__dataclass_fields__) - {"date_only", "ignored"}
    assert set(one["properties"]) == given
    assert one["properties"]["source_kind"]["enum"] == list(SOURCE_KINDS)


def test_health_needs_nothing_and_readiness_needs_database_schema_and_steps(rig: Rig) -> None:
    rig.app = create_app(rig.desk, expected_steps={"watch": timedelta(minutes=2)})
    browser = rig.browser()
    assert browser.get("/healthz").json() == {"status": "ok"}
    assert browser.request("HEAD", "/healthz").status_code == 200  # as balancers ask
    assert browser.request("HEAD", "/readyz").status_code == 503
    waiting = browser.get("/readyz")
    assert waiting.status_code == 503 and waiting.json()["steps"] == {"watch": False}
    beat(rig.desk, "watch")
    assert browser.get("/readyz").status_code == 200
    with rig.database.write() as tx:
        row = tx.session.get_one(Heartbeat, ("changchun", "watch"))
        row.real_at = real_now() - timedelta(minutes=3)
        tx.session.add(row)
    assert browser.get("/readyz").status_code == 503
    assert "时限巡查 未按时运行" in rig.browser("duty").get("/").text


def test_an_old_schema_is_not_ready(rig: Rig) -> None:
    assert service.schema_revision(rig.database) is not None
    with rig.database.engine.connect() as connection:
        connection.exec_driver_sql("UPDATE alembic_version SET version_num = 'older'")
        connection.commit()
    answer = rig.browser().get("/readyz")
    assert answer.status_code == 503 and answer.json()["schema"] is False


def test_the_metrics_count_what_the_database_holds(rig: Rig) -> None:
    rig.case(hours=60)
    rig.case(hours=1, url="https://example.com/2")
    beat(rig.desk, "watch")
    text = rig.browser().get("/metrics").text
    for line in (
        "monitor_items 2.0",
        'monitor_cases{state="open"} 2.0',
        "monitor_deadlines_open 1.0",
        "monitor_deadlines_breached 1.0",
        "monitor_outbox_pending 0.0",
        "monitor_outbox_dead 0.0",
    ):
        assert line in text.splitlines()
    assert 'monitor_step_age_seconds{step="watch"}' in text


def test_an_error_inside_shows_no_cause(rig: Rig) -> None:
    rig.app = create_app(rig.desk, ingest=_broken, expected_steps={})
    status, body = push(rig, json.dumps(ITEM))
    assert (status, body) == (500, {"error": "服务内部出错，已记入日志"})


def _broken(items: object) -> list[object]:  # type: ignore[misc]
    raise RuntimeError("secret detail")

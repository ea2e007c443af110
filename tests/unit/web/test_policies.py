"""The pages of the policy watch: who sees what, and who may record an interpretation."""

from __future__ import annotations

import re
import zlib
from datetime import timedelta
from hashlib import sha256

import pytest
from sqlmodel import select

from monitor.steps.policies import look_after_policies
from monitor.store.policy_tables import PolicyInterpretation, PolicyMention, PolicyPage, PolicyPrompt
from monitor.store.search import index_item
from tests.web_rig import Rig, item

POLICY = "heat-metering-2026"
PAGE = f"/policies/{POLICY}"
EVIL = "<script>alert(1)</script>热量表坏了谁来修？请联系王小明 13812345678"
FIELDS = {"form": "questions", "published_at": "2026-11-23T11:30", "url": "https://example.com/jiedu"}


def confused(rig: Rig, count: int = 6, text: str = "供热计量新规里的基本热费怎么算？看不懂") -> None:
    """Some people ask about the policy; what is due is told."""
    with rig.database.write() as tx:
        for n in range(count):
            row = item(
                rig.now - timedelta(minutes=60 + n),
                external_id=f"asks-{n}",
                source_kind="forum",
                author=f"u{n}",
                title="",
                text=text,
                disposition="misunderstanding",
            )
            tx.session.add(row)
            tx.session.flush()
            index_item(tx.session, row.id, row.title, row.text)
            tx.session.add(
                PolicyMention(
                    office_id="changchun",
                    policy=POLICY,
                    item_id=row.id,
                    told_at=row.collected_at,
                    because="简称“供热计量新规”",
                    asks=True,
                    recorded_at=rig.now,
                )
            )
    look_after_policies(rig.desk)


@pytest.mark.parametrize("role", ["duty", "leader", "auditor", "admin"])
def test_everybody_reads_and_only_who_acts_finds_the_forms(rig: Rig, role: str) -> None:
    confused(rig)
    browser = rig.browser(role)
    listed, page = browser.get("/policies").text, browser.get(PAGE).text
    assert "长府办发〔2026〕901号" in listed and "建议解读" in listed
    assert "近24小时不解6条、6人" in page and "供热计量新规里的基本热费怎么算？" in page
    assert ("登记解读</button>" in page) == (role in ("duty", "admin"))


def test_an_officer_records_an_interpretation_and_the_prompt_is_closed(rig: Rig) -> None:
    confused(rig)
    browser = rig.browser("duty")
    answer = browser.submit(PAGE, f"{PAGE}/interpret", **FIELDS)
    assert answer.status_code == 303
    page = browser.get(answer.headers["location"]).text
    assert "相应的提示已办结" in page and "政策问答" in page and "解读前3天" in page
    assert rig.audit("policy.interpreted") == [("zhang", f"policy/{POLICY}")]
    with rig.database.read() as session:
        assert session.exec(select(PolicyPrompt)).one().state == "interpreted"


def test_a_program_reads_the_policies_with_its_own_scope_and_finds_no_telephone(rig: Rig) -> None:
    confused(rig, text="供热计量新规里的基本热费怎么算？联系王小明 13812345678，身份证220102199001011234")
    browser, headers = rig.browser(), rig.token("policies:read")
    listed = browser.get("/api/v1/policies", headers=headers).json()["policies"]
    assert listed[0]["id"] == POLICY and listed[0]["confusion"]["grown"]
    assert len(listed[0]["prompts"]) == 1
    answer = browser.get(f"/api/v1/policies/{POLICY}", headers=headers)
    found = answer.json()
    assert found["questions"][0]["people"] == 6 and "基本热费怎么算" in answer.text
    assert "13812345678" not in answer.text and "220102199001011234" not in answer.text
    assert browser.get("/api/v1/policies/nobody", headers=headers).status_code == 404
    assert browser.get(f"/api/v1/policies/{POLICY}", headers=rig.token("items:read")).status_code == 403
    assert "/api/v1/policies/{policy_id}" in browser.get("/openapi.json").json()["paths"]


def _interpreted(rig: Rig, page: bytes, digest: str) -> None:
    assert rig.browser("duty").submit(PAGE, f"{PAGE}/interpret", **FIELDS).status_code == 303
    with rig.database.write() as tx:
        row = tx.session.exec(select(PolicyPage)).one()
        row.state, row.body, row.sha256, row.fetched_at = "kept", zlib.compress(page), digest, rig.now
        tx.session.add(row)


def test_the_kept_page_of_an_interpretation_comes_as_a_file_to_who_may_open_what_is_unmasked(
    rig: Rig,
) -> None:
    page = b"<script>alert(1)</script>"
    _interpreted(rig, page, digest := sha256(page).hexdigest())
    browser = rig.browser("auditor")
    assert digest in browser.get(PAGE).text
    answer = browser.submit(PAGE, "/policies/pages/1")
    assert answer.content == page and "sandbox" in answer.headers["content-security-policy"]
    assert rig.audit("policy_page.download") == [("wu", "policy_page/1")]
    assert browser.submit(PAGE, "/policies/pages/99").status_code == 404
    told = rig.browser().get(f"/api/v1/policies/{POLICY}", headers=rig.token("policies:read")).json()
    assert told["interpretations"][0]["page"]["sha256"] == digest


def test_a_kept_page_that_was_altered_is_not_handed_out(rig: Rig) -> None:
    _interpreted(rig, b"altered", "0" * 64)
    answer = rig.browser("auditor").submit(PAGE, "/policies/pages/1")
    assert answer.status_code == 503 and "不符" in answer.text


def test_the_page_of_figures_tells_how_many_interpretations_were_in_time(rig: Rig) -> None:
    confused(rig)
    browser = rig.browser("leader")
    page = browser.get("/timeliness").text
    assert "应解读" in page and f'href="{PAGE}"' in page
    file = browser.get("/timeliness/file?format=csv&what=interpretations").text
    assert file.splitlines()[1].startswith(f"{POLICY},1,0,0,0,1,")
    days = {"from": "2026-11-01", "to": "2026-11-30"}
    headers = rig.token("timeliness:read")
    told = rig.browser().get("/api/v1/timeliness", params=days, headers=headers).json()
    assert [(r["key"], r["running"]) for r in told["interpreting"]] == [(POLICY, 1)]


def test_what_was_typed_comes_back_with_the_reason_of_a_refusal(rig: Rig) -> None:
    browser = rig.browser("duty")
    answer = browser.submit(PAGE, f"{PAGE}/interpret", **(FIELDS | {"url": "example.com", "note": "已审"}))
    assert answer.status_code == 409
    assert "须登记解读的网址" in answer.text and 'value="已审"' in answer.text
    assert (
        "须填写解读发布时间"
        in browser.submit(PAGE, f"{PAGE}/interpret", **(FIELDS | {"published_at": ""})).text
    )


@pytest.mark.parametrize("role", ["leader", "auditor"])
def test_who_only_reads_can_record_nothing(rig: Rig, role: str) -> None:
    confused(rig)
    browser = rig.browser(role)
    for path in (f"{PAGE}/interpret", f"{PAGE}/prompts/1/dismiss"):
        assert browser.submit(PAGE, path, **FIELDS, reason="x").status_code == 403
    with rig.database.read() as session:
        assert session.exec(select(PolicyInterpretation)).all() == []


def test_a_prompt_is_dismissed_with_a_reason(rig: Rig) -> None:
    confused(rig)
    browser = rig.browser("duty")
    path = f"{PAGE}/prompts/1/dismiss"
    assert "理由" in browser.submit(PAGE, path, reason=" ").text
    assert browser.submit(PAGE, path, reason="同一商家刷屏").status_code == 303
    assert "注明不需解读：同一商家刷屏" in browser.get(PAGE).text


def test_posts_are_shown_as_text_and_masked_and_pages_hold_no_inline_code(rig: Rig) -> None:
    confused(rig, text=EVIL)
    browser = rig.browser("duty")
    for path in ("/policies", PAGE):
        text = browser.get(path).text
        assert "<script>alert" not in text and "13812345678" not in text
        assert not re.search(r"<script(?! src=)|<style|\son\w+=|\sstyle=|javascript:", text), path


def test_items_are_found_by_the_policy_they_speak_of(rig: Rig) -> None:
    confused(rig, count=2)
    browser = rig.browser("leader")
    assert "共 2 条" in browser.get(f"/items?policy={POLICY}").text
    assert "共 0 条" in browser.get("/items?policy=open-government-2017").text


def test_an_unknown_policy_and_prompt_are_not_there(rig: Rig) -> None:
    browser = rig.browser("duty")
    assert browser.get("/policies/nothing").status_code == 404
    assert browser.submit(PAGE, "/policies/nothing/interpret", **FIELDS).status_code == 404
    assert browser.submit(PAGE, f"{PAGE}/prompts/99/dismiss", reason="x").status_code == 404
    assert browser.submit(PAGE, f"{PAGE}/prompts/{2**80}/dismiss", reason="x").status_code == 404


def test_an_interpretation_recorded_wrongly_is_taken_back_on_the_page_and_stays_readable(rig: Rig) -> None:
    confused(rig)
    browser = rig.browser("duty")
    browser.submit(PAGE, f"{PAGE}/interpret", **FIELDS)
    assert "撤销登记" in browser.get(PAGE).text
    assert browser.submit(PAGE, f"{PAGE}/interpretations/1/revoke", reason=" ").status_code == 409
    answer = browser.submit(
        PAGE, f"{PAGE}/interpretations/1/revoke", reason="误登，王小明 13812345678 来电说明"
    )
    assert answer.status_code == 303
    page = browser.get(answer.headers["location"]).text
    assert "由其办结的提示重新待解读" in page and "已撤销的登记" in page and "还没有登记解读" in page
    assert "建议解读：不解增多" in page and "13812345678" not in page
    told = rig.browser().get(f"/api/v1/policies/{POLICY}", headers=rig.token("policies:read")).json()
    assert told["interpretations"] == [] and told["revoked"][0]["revoked_by"] == "zhang"
    assert (
        rig.browser("leader").submit(PAGE, f"{PAGE}/interpretations/1/revoke", reason="x").status_code == 403
    )


def test_what_belongs_to_another_policy_is_not_touched_from_this_page(rig: Rig) -> None:
    confused(rig)
    browser, other = rig.browser("duty"), "/policies/open-government-2017"
    assert browser.submit(other, f"{other}/prompts/1/dismiss", reason="同一商家刷屏").status_code == 404
    browser.submit(PAGE, f"{PAGE}/interpret", **FIELDS)
    assert browser.submit(other, f"{other}/interpretations/1/revoke", reason="误登").status_code == 404
    told = rig.browser().get(f"/api/v1/policies/{POLICY}", headers=rig.token("policies:read")).json()
    assert len(told["interpretations"]) == 1 and told["revoked"] == []


def test_what_was_dismissed_by_mistake_is_set_right_on_the_page(rig: Rig) -> None:
    confused(rig)
    browser = rig.browser("duty")
    browser.submit(PAGE, f"{PAGE}/prompts/1/dismiss", reason="同一商家刷屏")
    assert "撤销并重新待解读" in browser.get(PAGE).text
    other = "/policies/open-government-2017"
    assert browser.submit(other, f"{other}/prompts/1/reopen", reason="看错").status_code == 404
    assert browser.submit(PAGE, f"{PAGE}/prompts/1/reopen", reason=" ").status_code == 409
    answer = browser.submit(PAGE, f"{PAGE}/prompts/1/reopen", reason="看错，王小明 13812345678 来电")
    page = browser.get(answer.headers["location"]).text
    assert "重新待解读" in page and "建议解读：不解增多" in page
    assert "同一商家刷屏" in page and "13812345678" not in page
    assert browser.submit(PAGE, f"{PAGE}/prompts/1/reopen", reason="x").status_code == 409
    told = rig.browser().get(f"/api/v1/policies/{POLICY}", headers=rig.token("policies:read")).json()
    assert told["reopened"][0]["reopened_by"] == "zhang"

from __future__ import annotations

import base64
import hashlib
import hmac
import json
from datetime import UTC, datetime

import pytest

from monitor.notify.post import Answer
from monitor.notify.robots import ROBOTS, address_of, read_answer

NOW = datetime(2026, 3, 2, 1, 2, 3, tzinfo=UTC)


def digest(key: str, text: str) -> str:
    return base64.b64encode(hmac.new(key.encode(), text.encode(), hashlib.sha256).digest()).decode()


def test_an_address_keeps_the_case_of_key_and_secret() -> None:
    address = address_of("mdingtalk://AbC@SECdEf?base=http://127.0.0.1:9/")
    assert (address.key, address.secret, address.base) == ("AbC", "SECdEf", "http://127.0.0.1:9")


def test_without_a_base_the_vendor_is_meant() -> None:
    assert address_of("mwecom://KEY").base == "https://qyapi.weixin.qq.com"
    assert address_of("mfeishu://KEY").base == "https://open.feishu.cn"


@pytest.mark.parametrize(
    "url", ["mwecom://", "mdingtalk://@SECRET", "mfeishu://K?base=ftp://x", "json://host"]
)
def test_an_incomplete_address_is_refused(url: str) -> None:
    with pytest.raises(ValueError, match=r"须"):
        address_of(url)


def test_wecom_is_asked_with_its_key() -> None:
    request = ROBOTS["mwecom"].request(address_of("mwecom://KEY"), "正文", NOW)
    assert (request.path, request.params) == ("/cgi-bin/webhook/send", {"key": "KEY"})
    assert request.body == {"msgtype": "text", "text": {"content": "正文"}}


@pytest.mark.parametrize("url", ["mfeishu://TOKEN", "mwecom://KEY?format=markdown"])
def test_the_title_of_a_post_cannot_call_a_whole_group(url: str) -> None:
    address = address_of(url)
    said = '<at user_id="all">所有人</at> <@all> 伤亡<5人'
    body = json.dumps(ROBOTS[address.schema].request(address, said, NOW).body, ensure_ascii=False)
    assert "<at" not in body and "<@" not in body and "</at" not in body
    assert "伤亡<5人" in body and "所有人" in body


def test_dingtalk_signs_time_and_secret_with_the_secret() -> None:
    request = ROBOTS["mdingtalk"].request(address_of("mdingtalk://TOKEN@SEC"), "正文", NOW)
    stamp = "1772413323000"
    assert request.params == {
        "access_token": "TOKEN",
        "timestamp": stamp,
        "sign": digest("SEC", f"{stamp}\nSEC"),
    }


def test_feishu_signs_nothing_with_time_and_secret() -> None:
    request = ROBOTS["mfeishu"].request(address_of("mfeishu://TOKEN@SEC"), "正文", NOW)
    assert request.path == "/open-apis/bot/v2/hook/TOKEN"
    assert request.body["timestamp"] == "1772413323"
    assert request.body["sign"] == digest("1772413323\nSEC", "")


def test_a_robot_without_a_secret_is_not_signed() -> None:
    assert "sign" not in ROBOTS["mdingtalk"].request(address_of("mdingtalk://T"), "正文", NOW).params
    assert "sign" not in ROBOTS["mfeishu"].request(address_of("mfeishu://T"), "正文", NOW).body


def answer(status: int, **body: object) -> Answer:
    return Answer(status, json.dumps(body))


@pytest.mark.parametrize(
    ("schema", "given"),
    [
        ("mwecom", answer(200, errcode=0, errmsg="ok")),
        ("mfeishu", answer(200, code=0, msg="success")),
        ("mfeishu", answer(200, StatusCode=0, StatusMessage="success")),
    ],
)
def test_code_zero_is_a_success(schema: str, given: Answer) -> None:
    assert read_answer(ROBOTS[schema], given).ok


@pytest.mark.parametrize(
    ("schema", "given", "permanent"),
    [
        ("mwecom", answer(200, errcode=93000, errmsg="invalid webhook url"), True),
        ("mwecom", answer(200, errcode=45009, errmsg="api freq out of limit"), False),
        ("mwecom", answer(200, errcode=-1, errmsg="system busy"), False),
        ("mdingtalk", answer(200, errcode=310000, errmsg="sign not match"), True),
        ("mdingtalk", answer(200, errcode=130101, errmsg="send too fast"), False),
        ("mfeishu", answer(400, code=19001, msg="param invalid"), True),
        ("mfeishu", answer(400, code=11232, msg="frequency limited"), False),
    ],
)
def test_a_refusal_inside_http_200_is_a_failure_with_the_vendors_words(
    schema: str, given: Answer, permanent: bool
) -> None:
    receipt = read_answer(ROBOTS[schema], given)
    assert (receipt.ok, receipt.permanent, receipt.uncertain) == (False, permanent, False)
    words = json.loads(given.body)
    assert (words.get("errmsg") or words["msg"]) in receipt.answer


@pytest.mark.parametrize(
    "body", ["", "<html>ok</html>", "[]", "null", '{"errcode": "0"}', '{"errcode": false}']
)
def test_an_answer_that_says_nothing_is_uncertain_and_no_success(body: str) -> None:
    receipt = read_answer(ROBOTS["mwecom"], Answer(200, body))
    assert (receipt.ok, receipt.permanent, receipt.uncertain) == (False, False, True)


@pytest.mark.parametrize(
    ("status", "permanent", "uncertain"),
    [
        (500, False, True),
        (502, False, True),
        (429, False, False),
        (403, True, False),
        (404, False, False),
        (302, False, False),
    ],
)
def test_http_errors_tell_whether_to_try_again(status: int, permanent: bool, uncertain: bool) -> None:
    receipt = read_answer(ROBOTS["mdingtalk"], Answer(status, "oops"))
    assert (receipt.ok, receipt.permanent, receipt.uncertain) == (False, permanent, uncertain)


@pytest.mark.parametrize(
    ("schema", "given", "seconds"),
    [
        ("mwecom", answer(200, errcode=45009, errmsg="api freq out of limit"), 60),
        ("mdingtalk", answer(200, errcode=410100, errmsg="发送速度太快而限流"), 600),
        ("mdingtalk", answer(200, errcode=999, errmsg="send too fast"), 600),
        ("mfeishu", answer(200, code=11232, msg="frequency limited psm"), 60),
        ("mfeishu", answer(200, code=9499, msg="too many request"), 60),
        ("mwecom", Answer(429, "", retry_after=17), 17),
        ("mwecom", Answer(429, ""), 60),
        ("mdingtalk", answer(200, errcode=310000, errmsg="keywords not in content, 频率"), 0),
        ("mwecom", answer(200, errcode=-1, errmsg="system busy"), 0),
        ("mwecom", answer(200, errcode=0, errmsg="ok"), 0),
    ],
)
def test_a_vendor_that_says_too_fast_is_left_alone_for_its_ban(
    schema: str, given: Answer, seconds: float
) -> None:
    assert read_answer(ROBOTS[schema], given).wait_seconds == seconds


def test_wecom_markdown_takes_twice_the_bytes_and_only_wecom_has_it() -> None:
    address = address_of("mwecom://KEY?format=markdown")
    assert (address.limit, address_of("mwecom://KEY").limit) == (4096, 2048)
    body = ROBOTS["mwecom"].request(address, "正文", NOW).body
    assert body == {"msgtype": "markdown", "markdown": {"content": "正文"}}
    with pytest.raises(ValueError, match="企业微信"):
        address_of("mfeishu://TOKEN?format=markdown")

"""Group robots of WeCom, DingTalk and Feishu: how to ask them, and how to read what they answer.

All three answer HTTP 200 to messages that they refused; the truth is a code in the body.
"""

from __future__ import annotations

import base64
import hmac
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from urllib.parse import parse_qs, unquote, urlsplit

from monitor.notify.message import OutMessage, Receipt
from monitor.notify.parts import parts_of
from monitor.notify.post import PERMANENT_STATUS, Answer, post


@dataclass(frozen=True, slots=True)
class Address:
    """A robot as its URL names it: ``schema://KEY[@SECRET][?base=http://host:port][&format=markdown]``."""

    schema: str
    key: str
    secret: str
    base: str
    markdown: bool = False

    @property
    def limit(self) -> int:
        """The vendor's limit of one post in UTF-8 bytes; WeCom's markdown takes twice its text."""
        return _WECOM_MARKDOWN if self.markdown else ROBOTS[self.schema].limit


@dataclass(frozen=True, slots=True)
class Request:
    """One post to a robot."""

    path: str
    params: Mapping[str, str]
    body: Mapping[str, object]


@dataclass(frozen=True, slots=True)
class Robot:
    """One vendor: its host, its limit in UTF-8 bytes, the codes after which trying again cannot help, and those that say
    "too fast", with the seconds for which the robot is then banned.
    """

    label: str
    base: str
    limit: int
    request: Callable[[Address, str, datetime], Request]
    permanent_codes: frozenset[int]
    too_fast: Mapping[int, float]


def _wecom(address: Address, text: str, now: datetime) -> Request:
    kind = "markdown" if address.markdown else "text"
    body = {"msgtype": kind, kind: {"content": _plain(text) if address.markdown else text}}
    return Request("/cgi-bin/webhook/send", {"key": address.key}, body)


def _dingtalk(address: Address, text: str, now: datetime) -> Request:
    params = {"access_token": address.key}
    if address.secret:
        stamp = str(int(now.timestamp() * 1000))
        params |= {"timestamp": stamp, "sign": _sign(address.secret, f"{stamp}\n{address.secret}")}
    return Request("/robot/send", params, {"msgtype": "text", "text": {"content": text}})


def _feishu(address: Address, text: str, now: datetime) -> Request:
    body: dict[str, object] = {"msg_type": "text", "content": {"text": _plain(text)}}
    if address.secret:
        stamp = str(int(now.timestamp()))
        # Feishu signs the empty text with time and secret as the key.
        body |= {"timestamp": stamp, "sign": _sign(f"{stamp}\n{address.secret}", "")}
    return Request(f"/open-apis/bot/v2/hook/{address.key}", {}, body)


def _plain(text: str) -> str:
    """Text that calls nobody: the title of a post may hold ``<at user_id="all">`` or ``<@someone>``. No byte is added."""
    return _CALLING.sub("(", text)


def _sign(key: str, text: str) -> str:
    return base64.b64encode(hmac.digest(key.encode(), text.encode(), "sha256")).decode()


# Limits and codes: the vendors' developer documents. Unknown codes count as temporary: one try too many costs less
# than an alert given up. DingTalk's and Feishu's limits hold for the whole request, so some room is left for it.
ROBOTS: Mapping[str, Robot] = {
    "mwecom": Robot(
        "企业微信",
        "https://qyapi.weixin.qq.com",
        2048,
        _wecom,
        frozenset({40008, 40035, 40058, 44004, 45002, 93000, 93004, 93006, 93008, 93017}),
        {45009: 60, 45033: 60},
    ),
    "mdingtalk": Robot(
        "钉钉",
        "https://oapi.dingtalk.com",
        18_000,
        _dingtalk,
        frozenset({40035, 43004, 300001, 300005, 310000, 400013, 400101, 400102, 400105, 400106})
        | frozenset({430101, 430102, 430103, 430104}),
        {130101: 600, 410100: 600, 90018: 600, 90030: 600},
    ),
    "mfeishu": Robot(
        "飞书",
        "https://open.feishu.cn",
        18_000,
        _feishu,
        frozenset({19001, 19002, 19021, 19022, 19024}),
        {11232: 60, 11233: 60, 230020: 60},
    ),
}
_TOO_FAST = re.compile(r"too many|too fast|frequen|rate.?limit|频率|限流|过于频繁", re.IGNORECASE)
_PAUSE_SECONDS = 60.0
_WECOM_MARKDOWN = 4096
_CALLING = re.compile(r"<(?=\s*/?\s*(?:at\b|@|font\b))", re.IGNORECASE)


def address_of(url: str) -> Address:
    """Take a robot's URL apart; key and secret keep their case. Raises ValueError with a Chinese sentence."""
    split = urlsplit(url)
    schema = split.scheme.lower()
    key, _, secret = split.netloc.partition("@")
    if not key or schema not in ROBOTS:
        raise ValueError("机器人地址须写作 schema://KEY 或 schema://KEY@SECRET")
    query = parse_qs(split.query)
    base = query.get("base", [ROBOTS[schema].base])[0]
    markdown = query.get("format", ["text"])[0] == "markdown"
    if markdown and schema != "mwecom":
        raise ValueError("format=markdown 只用于企业微信（mwecom://）")
    if urlsplit(base).scheme not in ("http", "https"):
        raise ValueError("base 须以 http:// 或 https:// 开头")
    return Address(schema, unquote(key), unquote(secret), base.rstrip("/"), markdown)


def send_by_robot(address: Address, message: OutMessage, now: datetime, *, timeout: float) -> Receipt:
    """Send all parts of a message, stopping at the first that fails; what arrived before is told in the receipt."""
    robot = ROBOTS[address.schema]
    parts = parts_of(message, address.limit)
    for sent, part in enumerate(parts):
        request = robot.request(address, part, now)
        receipt = read_answer(robot, post(address.base + request.path, request.params, request.body, timeout))
        if not receipt.ok:
            return partly(receipt, sent, len(parts))
    return Receipt(True, answer=f"{robot.label}已接收", posts=len(parts), posts_sent=len(parts))


def partly(failed: Receipt, sent: int, total: int) -> Receipt:
    """The receipt of a message whose part after ``sent`` others failed: what arrived before may come again."""
    words = (
        failed.answer if total == 1 else f"共{total}段，已发出{sent}段，第{sent + 1}段失败：{failed.answer}"
    )
    uncertain = failed.uncertain or sent > 0
    return replace(failed, answer=words, uncertain=uncertain, posts=total, posts_sent=sent)


def read_answer(robot: Robot, answer: Answer) -> Receipt:
    """Judge one answer: accepted only when the body says so with code 0."""
    if answer.status is None:
        words = f"{robot.label}{answer.failure}"
        return Receipt(False, answer.permanent, words, uncertain=answer.arrived)
    code, words = _code_and_words(answer.json_object() or {})
    pause = _pause(robot, answer, code, words)
    if pause:
        said = f"{robot.label}限流，代码 {code or answer.status}：{words[:200]}"
        return Receipt(False, answer=said, wait_seconds=pause)
    if code == 0 and 200 <= answer.status < 300:
        return Receipt(True, answer=f"{robot.label}已接收", posts_sent=1)
    if code:
        return Receipt(False, code in robot.permanent_codes, f"{robot.label}拒收，代码 {code}：{words[:200]}")
    if 200 <= answer.status < 300:
        return Receipt(False, False, f"{robot.label}答复无法识别（HTTP {answer.status}）", uncertain=True)
    words = f"{robot.label}答复 HTTP {answer.status}"
    return Receipt(False, answer.status in PERMANENT_STATUS, words, uncertain=answer.status >= 500)


def _pause(robot: Robot, answer: Answer, code: int | None, words: str) -> float:
    """The seconds for which the vendor wants to be left alone; 0 when it did not say "too fast"."""
    if answer.status == 429:
        return answer.retry_after or robot.too_fast.get(code or 0, _PAUSE_SECONDS)
    if code is not None and code in robot.too_fast:
        return robot.too_fast[code]
    slow = bool(code) and code not in robot.permanent_codes and _TOO_FAST.search(words) is not None
    return max(robot.too_fast.values()) if slow else 0.0


def _code_and_words(body: Mapping[str, object]) -> tuple[int | None, str]:
    """The vendor's code and words under any of the names in use; ``StatusCode`` is Feishu's older form."""
    for code_key, words_key in (("errcode", "errmsg"), ("code", "msg"), ("StatusCode", "StatusMessage")):
        code = body.get(code_key)
        if isinstance(code, int) and not isinstance(code, bool):
            return code, str(body.get(words_key, ""))
    return None, ""

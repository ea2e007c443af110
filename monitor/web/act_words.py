"""What was done on a case, in the words of its page."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from monitor.clock import parse_time
from monitor.text.mask import mask
from monitor.web.labels import label, minute

_BODY_LABELS = {
    "reason": "理由",
    "result": "结论",
    "organ": "回应主体",
    "old_organ": "原回应主体",
    "participants": "参加单位",
    "conclusion": "会商结论",
    "reversal": "反转自本案的事件",
    "level": "舆情等级",
    "old_level": "原舆情等级",
    "old": "原级别",
    "new": "新级别",
    "disposition": "处置类别",
    "duty": "应尽职责",
    "occurred_at": "事发时间",
    "year_checked": "年月已核对",
    "evidence": "证据",
    "kind": "种类",
    "nature": "性质",
    "published_at": "发布时间",
    "url": "网址",
    "channel": "渠道",
    "parts": "首发要素",
    "published_by": "发布单位",
    "note": "说明",
    "basis": "依据",
    "second_words": "同意人原话",
    "second_at": "同意时间",
    "message": "消息编号",
    "how": "方式",
    "for": "代签收对象",
    "told_by": "告知人",
    "told_at": "告知时间",
    "told_words": "告知原话",
    "person": "报告对象",
    "rule": "规则",
    "count": "签收步骤数",
    "item": "条目",
    "items": "分出条目",
    "into": "对方案件",
    "from": "来自案件",
    "stage": "阶段",
    "receiver": "接收单位",
    "mode": "方式",
    "number": "文号",
    "reported_at": "报送时间",
    "decision": "决定事项",
    "decided_by": "决定人",
    "revoked": "撤销的登记",
    "within_window": "在法定补报期内",
    "sha256": "SHA-256",
}
_NAME_IN_ACT = {
    ("reladder", "count"): "改用阶梯的时限数",
    ("revoke", "kind"): "撤销的事项",
    ("revoke", "revoked"): "登记编号",
    ("told", "for"): "告知了谁",
    ("confirm_record", "person"): "确认人",
    ("reclass", "old"): "原为",
    ("reclass", "new"): "更正为",
}
_MASKED = (
    "reason",
    "note",
    "basis",
    "conclusion",
    "participants",
    "second_words",
    "told_words",
    "evidence",
    "channel",
)


def body_lines(act: str, body: Mapping[str, Any]) -> list[tuple[str, str]]:
    """An act's body as labelled lines, free texts masked, hashes left out."""
    lines = []
    for key, name in _BODY_LABELS.items():
        value = body.get(key)
        if value not in (None, "", [], 0) or (act == "grade" and key in ("old", "new")):
            lines.append((_NAME_IN_ACT.get((act, key), name), _say(act, key, value)))
    return lines


def _say(act: str, key: str, value: Any) -> str:
    if act == "reclass" and key in ("old", "new"):
        return label(value, "emergency")  # a category is its own name
    if key in ("old", "new"):
        return label(value or "none", "severity")
    if key in ("level", "old_level"):
        return label(value, "opinion")
    if act == "revoke" and key == "kind":
        return label(value, "act")
    if key in ("kind", "nature", "disposition"):
        return label(value, key)
    if key == "result":
        return label(value, "verification")
    if key in ("stage", "mode", "how"):
        return label(value, key)
    if key == "items":
        return "、".join(str(i) for i in value)
    if isinstance(value, bool):
        return "是" if value else "否"
    if key == "parts":
        return "、".join(label(p, "part") for p in value)
    if key in ("occurred_at", "published_at", "reported_at", "second_at", "told_at"):
        return _time(str(value))
    return mask(str(value)) if key in _MASKED else str(value)


def _time(value: str) -> str:
    try:
        return minute(parse_time(value))
    except ValueError:
        return value

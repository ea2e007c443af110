"""The Chinese names of coded values, as pages and papers show them; an officer may write either."""

from __future__ import annotations

from collections.abc import Mapping

from monitor.classify.result import SEVERITY_LABELS

EMERGENCY_LABELS: Mapping[str, str] = {
    "traffic_accident": "交通事故",
    "fire": "火灾",
    "earthquake": "地震",
    "food_poisoning": "食物中毒",
    "terror_attack": "恐怖袭击",
    "explosion": "爆炸",
    "collapse": "坍塌",
    "flood": "洪涝",
    "storm": "风暴",
    "work_safety": "生产安全事故",
    "environment": "环境事件",
    "epidemic": "疫情",
    "mass_incident": "群体性事件",
    "other": "其他突发事件",
}
DISPOSITION_LABELS: Mapping[str, str] = {
    "constructive": "建设性意见建议",
    "hardship": "实际困难",
    "misunderstanding": "误解误读",
    "erroneous": "错误观点",
}
FOCUS_LABELS: Mapping[str, str] = {
    "major_decision": "重大决策落实",
    "vital_interest": "群众切身利益",
    "image_credibility": "政府形象公信",
}
VALUE_LABELS: Mapping[str, Mapping[str, str]] = {
    "emergency": EMERGENCY_LABELS,
    "severity": SEVERITY_LABELS,
    "disposition": DISPOSITION_LABELS,
    "focus": FOCUS_LABELS,
}
_ROMAN = str.maketrans({"Ⅰ": "I", "Ⅱ": "II", "Ⅲ": "III", "Ⅳ": "IV"})


def code_of(field: str, written: str) -> str | None:
    """The code that a code, a name, or both together (``Ⅲ级 较大``, ``较大（III）``) stand for; None where they say no one value."""
    labels = VALUE_LABELS[field]
    words = written.translate(_ROMAN)
    for mark in "（）()、，,/":
        words = words.replace(mark, " ")
    told = {_code(labels, word) for word in words.split()}
    return told.pop() if len(told) == 1 else None


def _code(labels: Mapping[str, str], word: str) -> str | None:
    bare = word.removesuffix("级") if labels is SEVERITY_LABELS else word
    for code, name in labels.items():
        if bare in (code, name) or bare.upper() == code or bare.lower() == code:
            return code
    return None


def told_values(field: str) -> str:
    """The values of a field as an officer may write them, in words."""
    return "、".join(f"{name}（{code}）" for code, name in VALUE_LABELS[field].items())

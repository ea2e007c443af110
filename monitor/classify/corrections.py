"""What an officer may correct in the program's word on an item, and which values each field takes."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Any

from monitor.classify.result import DISPOSITIONS, EMERGENCIES, FOCUSES, GRAVE, SEVERITIES, graver
from monitor.errors import Refused

FIELD_LABELS: Mapping[str, str] = {
    "relevant": "政务相关",
    "local": "地域",
    "category": "类别",
    "emergency": "突发事件种类",
    "severity": "事件等级",
    "disposition": "处置类别",
    "focus": "关注重点",
    "organ": "回应主体",
}
_WORDS: Mapping[str, bool | None] = {"yes": True, "true": True, "no": False, "false": False}
_NONE = ("none", "unknown", "")
_CODES: Mapping[str, Collection[str]] = {
    "emergency": EMERGENCIES,
    "severity": SEVERITIES,
    "disposition": DISPOSITIONS,
    "focus": FOCUSES,
}


def read_correction(
    field: str, typed: str, *, categories: Collection[str], organs: Collection[str] = ()
) -> Any:
    """The value that an officer's word stands for: True, False, a code, a name, or None for "none of these".

    ``organs`` are those of ``config/organs.yaml``: nobody else can be given a matter to answer.

    Raises Refused with the values that the field takes.
    """
    if field not in FIELD_LABELS:
        raise Refused("可更正的字段只有 " + "、".join(FIELD_LABELS))
    value = typed.strip()
    if field in ("relevant", "local"):
        return _yes_or_no(field, value.lower())
    if field == "organ":
        return _organ(value, organs)
    if field == "category":
        return _known(field, value, categories)
    return None if value.lower() in _NONE else _known(field, value, _CODES[field])


def makes_less(field: str, new: Any, severity: str | None) -> bool:
    """Whether a word on one field makes less of an item of this level than the program does: lower, no emergency, not ours."""
    if field == "severity":
        return bool(graver(severity, new) != new)
    if field == "emergency":
        return new is None
    return field in ("relevant", "local") and new is False


def makes_light(field: str, new: Any, severity: str | None) -> bool:
    """Whether a word makes less of a grave emergency (I, II): the one mistake that nobody may make without a reason."""
    return severity in GRAVE and makes_less(field, new, severity)


def makes_more(field: str, old: Any, new: Any) -> bool:
    """Whether a word may bring an item before the triggers that they let pass: a matter, ours, an emergency, graver, another class."""
    if old == new or new is None:
        return field == "local" and old is False and new is None
    if field == "severity":
        return bool(graver(old, new) == new)
    if field in ("relevant", "local"):
        return new is True
    return field in ("emergency", "focus", "category")


def _yes_or_no(field: str, value: str) -> bool | None:
    if value in _WORDS:
        return _WORDS[value]
    if field == "local" and value in _NONE:
        return None
    raise Refused(f"{FIELD_LABELS[field]}只能是 yes 或 no" + ("，不明写 unknown" if field == "local" else ""))


def _organ(value: str, organs: Collection[str]) -> str:
    if not value:
        raise Refused("须指明回应主体")
    if value not in organs:
        raise Refused(f"回应主体“{value:.20}”不在 config/organs.yaml 所列机构之中，请写其中的全称")
    return value


def _known(field: str, value: str, values: Collection[str]) -> str:
    if value in values:
        return value
    raise Refused(f"{FIELD_LABELS[field]}“{value:.20}”不在取值之中：{'、'.join(values)}")

"""What an officer may correct in the program's word on an item, and which values each field takes."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Any

from monitor.classify.result import GRAVE, graver
from monitor.classify.value_names import code_of, told_values
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
_YES = ("yes", "true", "是", "相关", "政务相关")
_NO = ("no", "false", "否", "不是", "不相关", "无关", "非政务")
_HERE, _ELSEWHERE = ("本地", "本市"), ("外地", "外市", "非本地")
_NOT_KNOWN = ("none", "unknown", "", "不明", "地点不明", "无")
_NONE = ("none", "unknown", "", "无", "没有", "未定", "未定级", "不定类", "不是突发事件")
_FLAGS = ("flag", "flags", "标记", "标签")


def field_of(written: str) -> str:
    """The field that a code or its Chinese name stands for. Raises Refused with the fields there are."""
    name = written.strip()
    for field, label in FIELD_LABELS.items():
        if name.lower() == field or name in (label, label.removesuffix("种类")):
            return field
    if name.lower() in _FLAGS:
        raise Refused("标记由规则得出，不单独更正：事情更重的，请更正事件等级、突发事件种类或政务相关")
    told = "、".join(f"{label}（{field}）" for field, label in FIELD_LABELS.items())
    raise Refused(f"没有“{name:.20}”这一项；可更正的有 {told}")


def read_correction(
    field: str, typed: str, *, categories: Collection[str], organs: Collection[str] = ()
) -> Any:
    """The value that an officer's word stands for: True, False, a code, a name, or None for "none of these".

    Codes and the Chinese names that pages show are taken alike (``III``, 较大, Ⅲ级 较大). ``organs`` are those of
    ``config/organs.yaml``: nobody else can be given a matter to answer.

    Raises Refused with the values that the field takes.
    """
    field, value = field_of(field), typed.strip()
    if field in ("relevant", "local"):
        return _yes_or_no(field, value.lower())
    if field == "organ":
        return _organ(value, organs)
    if field == "category":
        return _category(value, categories)
    return None if value.lower() in _NONE else _coded(field, value)


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
    here = field == "local"
    if value in (*_YES[:3], *(_HERE if here else _YES)):
        return True
    if value in (*_NO[:4], *(_ELSEWHERE if here else _NO)):
        return False
    if here and value in _NOT_KNOWN:
        return None
    told = "本地（yes）、外地（no）、不明（unknown）" if here else "是（yes）、否（no）"
    raise Refused(f"{FIELD_LABELS[field]}“{value:.20}”不在取值之中：可写 {told}")


def _organ(value: str, organs: Collection[str]) -> str:
    if not value:
        raise Refused("须指明回应主体")
    if value not in organs:
        raise Refused(f"回应主体“{value:.20}”不在 config/organs.yaml 所列机构之中，请写其中的全称")
    return value


def _category(value: str, categories: Collection[str]) -> str:
    if value in categories:
        return value
    raise Refused(f"类别“{value:.20}”不在取值之中：可写一级类别 {'、'.join(categories)}")


def _coded(field: str, value: str) -> str:
    code = code_of(field, value)
    if code is not None:
        return code
    raise Refused(f"{FIELD_LABELS[field]}“{value:.20}”不在取值之中：可写 {told_values(field)}、无（none）")

"""What an officer may choose from to correct an item: one list in words, without what stands already."""

from __future__ import annotations

from collections.abc import Sequence

from monitor.classify.learning.corrections import FIELD_LABELS
from monitor.errors import Refused
from monitor.store.tables import ItemRecord
from monitor.web.guard import Form
from monitor.web.labels import LABELS

Choices = list[tuple[str, str]]
_CODED = ("emergency", "severity", "disposition", "focus")


def correction_choices(item: ItemRecord, categories: Sequence[str]) -> list[tuple[str, Choices]]:
    """The fields with the values that they may be given, as ``field=value`` and in words; the graver fields first."""
    offered: dict[str, Choices] = {
        "relevant": [("yes", "是"), ("no", "否")],
        "local": [("yes", "本地"), ("no", "外地"), ("unknown", "不明")],
        **{field: [*LABELS[field].items(), ("none", "无")] for field in _CODED},
        "category": [(name, name) for name in categories],
    }
    if item.emergency is None:
        del offered["severity"]
    return [
        (
            FIELD_LABELS[field],
            [(f"{field}={code}", text) for code, text in values if code != _now(item, field)],
        )
        for field, values in offered.items()
    ]


def _now(item: ItemRecord, field: str) -> str:
    """The code of what stands."""
    value = getattr(item, field)
    words = {True: "yes", False: "no", None: "unknown" if field == "local" else "none"}
    return words[value] if value is None or isinstance(value, bool) else str(value)


def chosen(form: Form) -> tuple[str, str]:
    """The field and the value that were sent, chosen from the list or written apart. Raises Refused where there is none."""
    field, equals, value = form.text("choice").partition("=")
    if equals:
        return field, value
    if not form.text("field"):
        raise Refused("请先选择更正成什么")
    return form.text("field"), form.text("value")

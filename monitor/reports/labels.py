"""Chinese words for the codes that stand in reports."""

from __future__ import annotations

from collections.abc import Mapping

DEADLINE_LABELS: Mapping[str, str] = {
    "met": "按时",
    "late": "迟回应",
    "breached": "已逾期",
    "waived": "不予回应",
}

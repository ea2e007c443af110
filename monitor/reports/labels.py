"""Chinese words for the codes that stand in reports."""

from __future__ import annotations

from collections.abc import Mapping

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
DEADLINE_LABELS: Mapping[str, str] = {
    "met": "按时",
    "late": "迟回应",
    "breached": "已逾期",
    "waived": "不予回应",
}

"""Chinese words for the codes of the database, for pages only."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime

from monitor.classify.learning.corrections import FIELD_LABELS
from monitor.classify.learning.sampling import STRATUM_LABELS
from monitor.classify.policies.watch_list import KIND_LABELS as POLICY_KINDS
from monitor.classify.result import SEVERITY_LABELS
from monitor.classify.triage.disposition_words import FLAG_LABELS
from monitor.classify.triage.opinion import LEVEL_LABELS
from monitor.classify.value_names import DISPOSITION_LABELS, EMERGENCY_LABELS, FOCUS_LABELS
from monitor.clock import SHANGHAI
from monitor.item import SOURCE_KIND_LABELS
from monitor.reports.labels import DEADLINE_LABELS
from monitor.sla.cases import (
    ACT_LABELS,
    DUTY_OF_DISPOSITION,
    STATE_LABELS,
    VERIFICATION_LABELS,
)
from monitor.sla.milestones import KIND_LABELS, MODE_LABELS, STAGE_LABELS
from monitor.sla.roster import ROLE_LABELS as DUTY_ROLES
from monitor.steps.accounts import ROLE_LABELS, SCOPES
from monitor.steps.publications import FIRST_RELEASE_PARTS
from monitor.steps.told_otherwise import HOW_LABELS

LABELS: Mapping[str, Mapping[str, str]] = {
    "state": STATE_LABELS,
    "verification": VERIFICATION_LABELS,
    "disposition": DISPOSITION_LABELS,
    "duty": DUTY_OF_DISPOSITION,
    "act": {**ACT_LABELS, "ack_for": "代签收"},
    "kind": KIND_LABELS,
    "role": ROLE_LABELS,
    "duty_role": {str(role): name for role, name in DUTY_ROLES.items()},
    "scope": SCOPES,
    "part": FIRST_RELEASE_PARTS,
    "severity": {
        "I": "Ⅰ级 特别重大",
        "II": "Ⅱ级 重大",
        "III": "Ⅲ级 较大",
        "IV": "Ⅳ级 一般",
        "none": "未定级",
    },
    "severity_short": {"I": "Ⅰ", "II": "Ⅱ", "III": "Ⅲ", "IV": "Ⅳ"},
    "severity_word": SEVERITY_LABELS,
    "deadline": {**DEADLINE_LABELS, "open": "计时中", "superseded": "已被取代"},
    "evidence": {
        "occurrence": "文中所述事发",
        "published": "公开发布",
        "collected": "采集",
        "confirmed": "人工确认",
        "release": "前次发布",
        "grading": "定级",
        "report": "前次上报",
        "closing": "办结",
    },
    "source_kind": SOURCE_KIND_LABELS,
    "emergency": EMERGENCY_LABELS,
    "track": {"press_conference": "新闻发布会", "response": "回应"},
    "focus": FOCUS_LABELS,
    "flag": FLAG_LABELS,
    "local": {"yes": "本地", "no": "外地", "unknown": "地点不明"},
    "message": {
        "pending": "待发送",
        "sending": "发送中",
        "sent": "已送达",
        "retry": "待重试",
        "dead": "未能送达",
        "merged": "已并入",
    },
    "second": {
        "present": "当场同意",
        "phone": "电话同意，待补签",
        "countersigned": "已补签",
        "fault": "逾期未补签",
        "awaited": "待第二人确认",
        "confirmed": "已由第二人确认",
        "unconfirmed": "逾期未经第二人确认",
        "disputed": "第二人不予确认",
        "covered": "同一次发布另有登记，由该登记的第二人确认",
        "withdrawn": "登记已撤销，无须确认、补签",
    },
    "nature": {"substantive": "实质性", "procedural": "过程性"},
    "rung": {"waiting": "待触发", "held": "待核实", "fired": "已触发", "skipped": "已略过"},
    "outcome": {
        "overtaken": "已由后一级覆盖",
        "acknowledged": "已签收",
        "verified": "已核实",
        "reported_up": "已上报",
        "statement": "口径已送审",
        "settled": "已完成",
        "decided": "已认定",
        "closed": "已办结",
        "waived": "不予回应",
        "refuted": "已核为不实",
        "met": "已按时完成",
        "late": "已迟回应",
        "superseded": "时限已被取代",
        "earlier-clock": "以更早的时限为准",
        "merged": "已并案",
        "reladdered": "已改用现行阶梯",
        "regraded": "已重新定级",
        "graded": "已复核定级",
    },
    "stage": STAGE_LABELS,
    "mode": MODE_LABELS,
    "how": HOW_LABELS,
    "snapshot": {"waiting": "待留存", "kept": "已留存", "unreachable": "无法访问"},
    "casualty": {
        "deaths": "死亡",
        "missing": "失踪",
        "trapped": "被困",
        "seriously_injured": "重伤",
        "injured": "受伤",
        "poisoned": "中毒",
        "evacuated": "疏散",
        "loss_yuan": "直接经济损失（元）",
    },
    "bound": {"about": "约", "at_least": "至少", "below": "不足", "exact": ""},
    "origin": {"official": "官方", "media": "媒体", "unverified": "网传"},
    "step": {
        "collect": "采集",
        "ingest": "入库",
        "watch": "时限巡查",
        "deliver": "消息投递",
        "digest": "日报",
        "pages": "网页留存",
        "checks": "回应核验",
        "silence": "静默检查",
        "sign_on": "接班签收",
        "sentinel": "互相看护",
        "anchor": "审计锚定",
        "sample": "每周抽检",
        "policies": "政策跟踪",
        "ping": "对外心跳",
    },
    "alarm": {
        "source_silent": "信源中断",
        "roster_gap": "值班空档",
        "message_dead": "消息未能送达",
        "nobody": "无人可通知",
        "release_unverified": "发布未能核实",
        "countersign": "第二人未签",
        "roster_ahead": "值班空档将至",
        "roster_unseen": "值班变更未签收",
        "message_stuck": "消息暂未送达",
        "channel_open": "渠道故障",
        "sign_on": "接班未签收",
        "unacknowledged": "无人签收",
        "call_undone": "电话报告未办",
        "step_failed": "步骤失败",
        "step_silent": "步骤停摆",
        "ping": "对外心跳",
        "model_fault": "模型未能载入",
        "unstaffed": "无人接收",
        "audit": "审计异常",
        "missed": "抽检漏判",
        "made_light": "下调重大判定",
        "roster_edited": "值班表文件已改",
        "rules_edited": "规则文件已改",
        "rules_eased": "规则被放宽",
    },
    "sign_how": {
        "link": "在手机上经链接签收",
        "code": "以回执码签收",
        "console": "在控制台签收，未证实手机可达",
    },
    "policy_kind": POLICY_KINDS,
    "opinion": {level: f"舆情{name}" for level, name in LEVEL_LABELS.items()},
    "model_state": {
        "in_use": "使用中",
        "refused": "未通过",
        "superseded": "已被取代",
        "rolled_back": "已退回",
        "unused": "未使用",
    },
    "field": FIELD_LABELS,
    "stratum": STRATUM_LABELS,
    "via": {"item": "条目页", "case": "案件办理", "sample": "每周抽检", "doubt": "存疑队列"},
    "doubt": {
        "severity": "等级可能更高",
        "emergency": "可能是突发事件",
        "relevance": "是否政务事项",
        "category": "哪一类",
    },
}


def label(code: object, catalogue: str) -> str:
    """The Chinese word for a code; a code without one is shown as it is, nothing as 未定."""
    if code is None or code == "":
        return "未定"
    return LABELS[catalogue].get(str(code), str(code))


def minute(moment: datetime | None) -> str:
    """``2026-11-23 08:00`` in Shanghai; a dash for nothing."""
    return f"{moment.astimezone(SHANGHAI):%Y-%m-%d %H:%M}" if moment is not None else "—"


def clock_of(moment: datetime, day: date) -> str:
    """``08:00`` in Shanghai; the midnight that ends ``day`` is ``24:00``."""
    local = moment.astimezone(SHANGHAI)
    return "24:00" if local.date() > day else f"{local:%H:%M}"


def month_day(day: date) -> str:
    """``11月3日``."""
    return f"{day.month}月{day.day}日"


def second(moment: datetime | None) -> str:
    """``2026-11-23 08:00:05`` in Shanghai; a dash for nothing."""
    return f"{moment.astimezone(SHANGHAI):%Y-%m-%d %H:%M:%S}" if moment is not None else "—"

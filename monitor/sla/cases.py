"""The life of a case: which act is allowed in which state, by whom, and what each kind of case owes before it closes."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, field

from monitor.classify.result import GRAVE, SEVERITIES
from monitor.errors import Refused

STATE_LABELS = {
    "proposed": "待认定",
    "open": "办理中",
    "closed": "已办结",
    "rejected": "不予认定",
    "merged": "已并案",
}
VERIFICATION_LABELS = {
    "pending": "待核实",
    "verified": "已核实",
    "false": "不实",
    "unverifiable": "无法核实",
}
DUTY_OF_DISPOSITION = {
    "constructive": "公布采纳情况",
    "hardship": "公布解决情况",
    "misunderstanding": "发布权威事实",
    "erroneous": "发布、引导、纠正",
}
ACT_LABELS = {
    "propose": "提请认定",
    "open": "立案",
    "confirm": "认定为政务舆情",
    "reject": "不予认定",
    "verify": "核实",
    "ack": "签收",
    "assign": "交办",
    "consult": "会商",
    "grade": "定级",
    "triage": "分类处置",
    "start": "确认起算时间",
    "record": "登记发布",
    "waive": "不予回应",
    "close": "办结",
    "reopen": "重启",
    "note": "备注",
    "report_up": "上报",
    "statement": "口径送审",
    "call": "电话报告",
    "countersign": "补签",
    "decide": "领导决定",
    "regrade": "提请复核定级",
    "merge": "并入他案",
    "absorb": "并案",
    "split": "分案",
    "revoke": "撤销登记",
    "rebook": "改用现行规则",
    "reladder": "改用现行阶梯",
    "item": "新增条目",
    "snapshot": "网页留存",
    "attach": "上传证据",
    "confirm_record": "确认登记",
    "mark_record": "标注答复性质",
    "check": "核验发布",
    "defer": "暂缓发布",
    "resume": "解除暂缓",
    "concern": "关切点",
    "transfer": "转办",
    "paper_sign": "转办签收",
    "feedback": "反馈",
    "send_back": "退回",
    "urge": "督办",
    "draft": "拟稿",
    "approve": "审签",
    "return_draft": "退改",
    "withdraw": "撤稿",
    "level": "舆情定级",
    "told": "另行告知",
    "reclass": "更正类别",
}
_PAPER_ACTS = frozenset({"transfer", "paper_sign", "feedback", "send_back", "urge"})
_DRAFT_ACTS = frozenset({"draft", "approve", "return_draft", "withdraw"})
_PROOF_ACTS = frozenset({"attach", "confirm_record", "mark_record", "check"})
"""What completes the evidence of a publication; a closed case and one that was merged admit it too."""
_ANYWHERE = frozenset({"countersign", "told"})
"""What records a fact beside the case, whatever has become of it meanwhile."""
_ALLOWED: dict[str, frozenset[str]] = {
    "proposed": frozenset(
        {
            "confirm",
            "reject",
            "ack",
            "verify",
            "note",
            "assign",
            "grade",
            "start",
            "triage",
            "attach",
            "concern",
            "merge",
            "level",
            "call",
            "revoke",
        }
    )
    | _PAPER_ACTS,
    "open": frozenset(
        {
            "verify",
            "ack",
            "assign",
            "consult",
            "grade",
            "triage",
            "start",
            "record",
            "waive",
            "close",
            "note",
            "report_up",
            "statement",
            "call",
            "defer",
            "resume",
            "concern",
            "decide",
            "merge",
            "absorb",
            "split",
            "revoke",
            "rebook",
            "reladder",
            "level",
        }
    )
    | _PAPER_ACTS
    | _DRAFT_ACTS
    | _PROOF_ACTS,
    "closed": frozenset(
        {"reopen", "note", "record", "start", "grade", "call", "report_up", "merge", "paper_sign", "feedback"}
    )
    | _PROOF_ACTS,
    "rejected": frozenset({"confirm", "note", "call"}),
    # What was published for it still proves something in the case that took it in: it must remain correctable.
    "merged": frozenset({"note", "call", "revoke", "concern"}) | _PROOF_ACTS,
}
RECORD_KINDS = ("first_release", "press_conference", "response", "follow_up", "report_up")


def admits(state: str, act: str) -> bool:
    """Whether a case in this state admits an act."""
    return act in _ANYWHERE or act in _ALLOWED.get(state, frozenset())


def allow(state: str, act: str) -> None:
    """Refuse an act that the case's state does not admit. Raises Refused."""
    if admits(state, act):
        return
    raise Refused(f"案件当前为“{STATE_LABELS.get(state, state)}”，不能{ACT_LABELS.get(act, act)}")


def needs_second(act: str, *, old: str | None = None, new: str | None = None) -> bool:
    """Whether a second person must agree: lowering a grade, or deciding that no response is needed."""
    if act == "waive":
        return True
    return act == "grade" and is_lower(old, new)


def is_lower(old: str | None, new: str | None) -> bool:
    """True when ``new`` is less grave than ``old`` (None is the least)."""
    rank = {s: i for i, s in enumerate(SEVERITIES)}
    return rank.get(new or "", len(rank)) > rank.get(old or "", len(rank))


def check_second(actor: str, second: str | None, *, required: bool) -> None:
    """Refuse a missing second person, or the same person twice. Raises Refused."""
    if required and not second:
        raise Refused("此操作须有第二人同意：请指明第二人")
    if second is not None and second == actor:
        raise Refused("第二人不得与经办人为同一人")


@dataclass(frozen=True, slots=True)
class Duty:
    """What has been done on a case, as far as closing it asks."""

    severity: str | None
    disposition: str | None
    disposition_confirmed: bool
    recorded: Collection[str] = field(default_factory=frozenset)
    substantive: bool = False
    consulted: bool = False
    verification: str = "pending"
    waived: bool = False
    pending_countersigns: int = 0
    pending_confirmations: int = 0
    open_concerns: int = 0


def missing_duties(duty: Duty) -> list[str]:
    """What still stands between a case and its closing, as Chinese phrases; empty when it may be closed.

    五(三): each of the four dispositions has its own duty, evidenced by a recorded, substantive
    publication; 五(四): a grave emergency has its first release, press conference and consultation.
    """
    awaited = ["尚有待补签事项"] if duty.pending_countersigns else []
    if duty.pending_confirmations:
        awaited.append(f"尚有{duty.pending_confirmations}项发布登记待第二人确认")
    return awaited if duty.waived else awaited + _undone(duty)


def _undone(duty: Duty) -> list[str]:
    missing = []
    if not duty.disposition_confirmed or duty.disposition is None:
        missing.append("尚未确认处置类别")
    if duty.severity in GRAVE:
        missing += _grave_missing(duty)
    elif "response" not in duty.recorded:
        missing.append("尚未登记回应及证据")
    if duty.open_concerns:
        missing.append(f"尚有{duty.open_concerns}个关切点未作实质性答复，也未说明不予回应的理由")
    if not duty.substantive and not missing:
        duty_text = DUTY_OF_DISPOSITION.get(duty.disposition or "", "实质性回应")
        missing.append(f"仅有过程性答复，尚未登记实质性回应（{duty_text}）")
    return missing


def _grave_missing(duty: Duty) -> list[str]:
    missing = []
    if "first_release" not in duty.recorded:
        missing.append("尚未登记首发权威信息")
    if "press_conference" not in duty.recorded:
        missing.append("尚未登记新闻发布会")
    if not duty.consulted:
        missing.append("尚未登记会商")
    if duty.verification == "pending":
        missing.append("尚未核实")
    return missing

"""What a happening cost, told beside sums that are no loss: the level by loss of accidents, pollution and weather."""

from __future__ import annotations

from bench.tellings import amounts
from bench.tellings.slots import Slots, Telling, tidy

_ACCIDENTS = (
    ("昨晚8时许，双阳区一化工企业仓库发生火灾", "fire"),
    ("4月4日下午，双阳区奢岭街道一工厂发生爆炸", "explosion"),
    ("4月3日9时，双阳区一在建厂房发生坍塌", "collapse"),
    ("4月4日凌晨，九台区一木材加工厂起火", "fire"),
    ("昨天上午，京哈高速德惠段一辆油罐车与货车相撞", "traffic_accident"),
    ("4月4日，农安县一粮食仓库发生火灾", "fire"),
    ("前天夜里，榆树市一家粮油企业发生粉尘爆炸", "explosion"),
)
_WEATHER = (
    ("4月3日夜间，双阳区遭遇暴雨袭击，多条河流漫堤，发生洪涝灾害", "flood"),
    ("昨天下午，农安县遭受大风冰雹袭击", "storm"),
    ("4月4日，榆树市出现山洪，多个村屯被淹", "flood"),
    ("昨日傍晚，德惠市遭受龙卷风袭击，大量房屋受损", "storm"),
    ("4月3日，九台区发生风雹灾害，大面积农作物受灾", "storm"),
)
_POLLUTION = (
    ("4月3日夜间，双阳区一化工厂苯胺泄漏流入石溪河，造成水体污染", "environment"),
    ("昨天上午，农安县一企业的废水池溃坝，废水流入河道，引发突发环境事件", "environment"),
    ("4月4日，德惠市境内输油管道原油泄漏，污染河道约12公里", "environment"),
    ("前天，榆树市一尾矿库泄漏，下游河水重金属超标，构成突发环境事件", "environment"),
)
_TELLS = (
    ("直接经济损失{m}", True),
    ("初步估计直接经济损失{m}", False),
    ("造成直接经济损失{m}", True),
    ("经初步核算，直接财产损失{m}", False),
    ("损失{m}", True),
    ("据评估，此次直接经济损失为{m}", True),
    ("直接经济损失共计{m}", True),
    ("初步统计，经济损失{m}", False),
    ("造成{m}的直接经济损失", True),
    ("经济损失合计{m}", True),
    ("经核定，造成直接经济损失{m}", True),
    ("造成各类损失{m}", True),
    ("损失金额{m}", True),
    ("财产损失{m}", True),
    ("直接损失{m}", True),
    ("已造成{m}经济损失", True),
    ("直接经济损失数额为{m}", True),
    ("厂房损失{a}，设备损失{b}，直接经济损失合计{m}", True),
    ("直接经济损失{m}，其中基础设施损失{a}", True),
    ("损失初步估算为{m}", False),
    ("因灾直接经济损失{m}", True),
    ("给企业和群众造成直接经济损失{m}", True),
    ("各项损失加起来{m}", True),
    ("直接经济损失已由此前公布的{a}核增为{m}", True),
    ("受损财物价值{m}", True),
    ("烧毁、损坏的财产折合{m}", True),
    ("损失预估{m}", False),
)
"""The words, and whether the number is final."""
_HARMED: tuple[tuple[str, int], ...] = (
    ("，未造成人员伤亡", 0),
    ("，无人员伤亡", 0),
    ("，造成1人死亡", 1),
    ("，没有造成人员伤亡", 0),
    ("，造成2人死亡", 2),
    ("，所幸无人伤亡", 0),
)
_OTHERS = (
    "",
    "该企业去年产值达12亿元。",
    "保险公司已预付赔款800万元，预计赔付总额2.3亿元。",
    "",
    "省财政紧急下拨救灾资金1.5亿元。",
    "该项目总投资36亿元。",
    "涉事企业此前曾因违法排污被罚款5200万元。",
    "去年同期，全市同类灾害造成直接经济损失3.2亿元。",
    "2019年，当地也曾发生过一次，直接经济损失2.6亿元。",
    "救援人员全力抢救，避免经济损失约2亿元。",
    "企业投保了财产一切险，保额4亿元。",
    "今年以来，全国此类事故已造成直接经济损失21.5亿元。",
    "按照规定，直接经济损失1亿元以上的为特别重大级别。",
    "专家说，一旦波及储罐区，损失将超过5亿元。",
    "当地占地面积12万平方米，年销售收入3.5亿元。",
    "市里已安排恢复重建资金1.2亿元。",
    "间接经济损失约1.8亿元。",
    "由于处置及时，挽回经济损失1.6亿元。",
    "社会各界捐款捐物合计1.1亿元。",
    "该企业注册资本5亿元，拟投资1.3亿元恢复生产。",
    "生产线总价值约2.2亿元，目前已恢复运行。",
)
_ENDS = ("", "事故原因正在调查。", "目前，善后工作正在进行。", "相关工作有序推进。")
_SCALE = {
    "work": (10**7, 5 * 10**7, 10**8),
    "weather": (10**7, 5 * 10**7),
    "environment": (5 * 10**6, 2 * 10**7, 10**8),
}
_OFF = (-2 * 10**6, -(10**6), -(10**4), 0, 0, 10**6, 3 * 10**6)
_FAR = (2 * 10**6, 8 * 10**6, 3 * 10**7, 12 * 10**7, 35 * 10**7, 12 * 10**8, 25 * 10**7)


def telling(slots: Slots) -> Telling:
    """One happening with what it cost."""
    row = slots.any(("work", "work", "weather", "environment"))
    happened, kind = slots.any({"work": _ACCIDENTS, "weather": _WEATHER, "environment": _POLLUTION}[row])
    value = slots.any(_SCALE[row]) + slots.any(_OFF) if slots.maybe(0.7) else slots.any(_FAR)
    said = amounts.yuan(slots, value)
    form, final = slots.of(_TELLS, lambda told: not (told[0].endswith("折合{m}") and kind != "fire"))
    part = amounts.yuan(slots, max(10**6, value // 4 // 10**6 * 10**6), bounded=False)
    other = amounts.yuan(slots, max(10**6, value // 3 // 10**6 * 10**6), bounded=False)
    lost = form.format(m=said.words, a=part.words, b=other.words)
    harmed, dead = slots.any(_HARMED)
    beside = slots.of(_OTHERS)
    told = f"{lost}。{beside}" if slots.maybe(0.6) else f"{beside}{lost}。"
    text = tidy(f"{happened}{harmed}。{told}{slots.any(_ENDS)}")
    level, provisional = _graded(row, said, dead)
    truth: dict[str, int | float | str | None] = {"loss_yuan": value, "severity": level, "emergency": kind}
    if final and (level != "IV" or said.bound == "exact"):
        truth["severity_provisional"] = provisional
    return Telling(f"{row} {form}", text, truth)


def _graded(row: str, said: amounts.Said, dead: int) -> tuple[str, bool]:
    """The level of a loss, and whether it is provisional: by a rough number, or in weather always."""
    levels = ("II", "I") if row == "weather" else ("III", "II", "I")
    reached = [level for level, least in zip(levels, _SCALE[row], strict=True) if said.graded >= least]
    level = reached[-1] if reached else "IV"
    if level == "IV" and row == "weather":
        return level, False
    return level, said.bound != "exact" or (row == "weather" and level != "IV")

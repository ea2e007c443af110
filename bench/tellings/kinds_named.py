"""Happenings of overlapping kinds, each named by its most specific mechanism."""

from __future__ import annotations

from bench.tellings.slots import Slots, Telling, tidy

_NAMED: tuple[tuple[str, str], ...] = (
    ("一工厂车间起火，正在作业的工人没能跑出来", "fire"),
    ("一煤矿发生瓦斯爆炸", "explosion"),
    ("一煤矿发生透水事故", "work_safety"),
    ("一隧道施工时发生坍塌，作业工人被埋", "collapse"),
    ("一工地工人在检修配电箱时触电", "work_safety"),
    ("一辆载有工人的中巴车翻入山沟", "traffic_accident"),
    ("一罐车侧翻，车上苯胺泄漏，流入河道造成水体污染", "environment"),
    ("一化工厂反应釜爆炸", "explosion"),
    ("一矿井发生冒顶事故", "work_safety"),
    ("一工厂食堂用餐后，工人集体食物中毒", "food_poisoning"),
    ("几名工人清理化粪池时硫化氢中毒", "work_safety"),
    ("一工地塔吊倒塌", "collapse"),
    ("一化工厂氯气泄漏，周边村庄居民出现不适", "environment"),
    ("一烟花厂发生爆炸", "explosion"),
    ("一在建大桥垮塌", "collapse"),
    ("工人在高处作业时坠落", "work_safety"),
    ("一小区高层电动自行车充电时起火", "fire"),
    ("一辆旅游大巴与货车追尾", "traffic_accident"),
    ("一工人操作冲床时被机器绞伤", "work_safety"),
    ("山洪冲毁工棚，工人被卷走", "flood"),
    ("台风登陆，一处广告牌被吹落砸中路人", "storm"),
    ("一幼儿园午餐后多名幼儿呕吐腹泻，被诊断为食物中毒", "food_poisoning"),
    ("一粮库粉尘爆燃", "explosion"),
    ("一钢厂高炉检修时煤气中毒", "work_safety"),
    ("上百名工人因欠薪围堵项目部大门", "mass_incident"),
    ("两村村民持械斗殴", "mass_incident"),
    ("地震造成一处民房倒塌", "earthquake"),
)
_HARMED = ("造成2人死亡", "致1死3伤", "造成3人受伤", "已致2人遇难", "1人死亡、2人受伤", "造成2人受伤")
_OPENED = ("4月4日，双阳区", "昨天下午，农安县", "前天，德惠市", "昨日，九台区")
_ENDS = (
    "",
    "应急管理部门已成立调查组。",
    "消防救援人员赶到现场处置。",
    "生态环境部门加强了监测。",
    "当地召开安全生产会议，要求举一反三。",
    "企业负责人已被控制。",
)


def telling(slots: Slots) -> Telling:
    """One of them."""
    told, kind = slots.of(_NAMED)
    text = tidy(f"{slots.any(_OPENED)}{told}，{slots.any(_HARMED)}。{slots.of(_ENDS)}")
    return Telling(told, text, {"emergency": kind})

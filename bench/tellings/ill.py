"""Food poisoning and acute occupational poisoning by how many fell ill and how many died."""

from __future__ import annotations

from bench.tellings.amounts import chinese
from bench.tellings.slots import Family, Slots, Telling, tidy

_MEALS = (
    ("4月4日中午，双阳区一所中学的学生在食堂用餐后陆续出现呕吐、腹泻等症状", "学生"),
    ("前天中午，农安县一村民家办喜酒，当晚不少赴宴者上吐下泻", "村民"),
    ("4月3日，九台区一工厂员工吃过盒饭后出现恶心、腹泻", "员工"),
    ("昨天，德惠市一幼儿园发生疑似食物中毒", "幼儿"),
    ("4月4日，榆树市一酒店婚宴发生食物中毒事件", "客人"),
)
_AT_WORK = (
    ("4月4日，双阳区一化工厂车间硫化氢泄漏", "工人"),
    ("昨天下午，农安县一造纸厂工人清理污水池时发生中毒", "工人"),
    ("4月3日，德惠市一电子厂车间有机溶剂挥发", "职工"),
    ("前天，榆树市一冶炼厂检修作业时一氧化碳泄漏", "工人"),
    ("昨日，九台区一屠宰场工人在有限空间作业时中毒", "作业人员"),
)
_ILL = (
    "共有{m}名{w}中毒",
    "{m}名{w}被诊断为中毒，送医救治",
    "造成{m}人中毒",
    "中毒{w}达{m}人",
    "{m}人出现中毒症状",
    "{m}名{w}中毒入院",
    "累计{m}人中毒就医",
    "中毒人数为{m}人",
    "截至5日8时，{m}人中毒",
    "已有{m}名{w}中毒，正在医院接受治疗",
    "先后有{m}名{w}因中毒被送往医院",
    "医院共收治中毒{w}{m}名",
    "{m}名{w}不同程度中毒",
    "致{m}人中毒",
    "确诊中毒{m}例",
    "{w}中有{m}人中毒",
    "据统计，中毒者共{m}人",
    "中毒{m}人",
)
_DEAD = (
    "，其中{d}人死亡",
    "，{d}人经抢救无效死亡",
    "，{d}人死亡",
    "，另有{d}人死亡",
    "。{d}人不幸身亡",
    "，其中{d}人抢救无效死亡",
    "，已有{d}人死亡",
    "，其中{d}名{w}死亡",
    "，{d}人因抢救无效离世",
)
_NONE_DEAD = ("，无人死亡", "，没有死亡病例", "，无危重病例", "，均无生命危险", "，暂无生命危险")
_OTHERS = (
    "",
    "该校共有师生1300人。",
    "卫生部门抽调120名医护人员。",
    "",
    "去年同期，全省报告食物中毒260人，死亡3人。",
    "当天有420人就餐。",
    "市场监管部门对210家单位开展检查。",
    "当地对800人进行了排查。",
    "采集样本156份送检。",
    "该企业有职工2300人。",
    "周边600名群众被疏散。",
    "2018年，当地曾发生150人中毒、2人死亡的事件。",
)
_FOODS = (
    (60, 0),
    (99, 0),
    (100, 0),
    (101, 0),
    (130, 0),
    (99, 1),
    (100, 1),
    (101, 1),
    (130, 2),
    (12, 1),
    (40, 9),
    (30, 10),
    (45, 12),
    (260, 0),
)
_WORKS = (
    (8, 0),
    (30, 0),
    (49, 0),
    (50, 0),
    (52, 0),
    (100, 0),
    (7, 3),
    (12, 4),
    (9, 5),
    (11, 6),
    (55, 2),
    (20, 10),
    (3, 1),
)


def telling(slots: Slots) -> Telling:
    """The poisoned of a meal or of a workplace."""
    return slots.any(_SKELETONS)(slots)


def _written(slots: Slots, number: int) -> str:
    return str(number) if slots.maybe(0.7) else chinese(number) if number != 2 else "两"


def _told(slots: Slots, row: str, happened: str, who: str, ill: int, dead: int) -> Telling:
    form = slots.of(_ILL)
    end = slots.of(_DEAD if dead else _NONE_DEAD)
    told = (form + end).format(m=_written(slots, ill), d=_written(slots, dead), w=who)
    level, provisional = _food(ill, dead) if row == "food" else _work(ill, dead)
    truth: dict[str, int | float | str | None] = {"deaths": dead or None, "severity": level}
    if "泄漏" not in happened:  # pollution or work, by whom it reached
        truth["emergency"] = "food_poisoning" if row == "food" else "work_safety"
    if row == "food":
        truth["severity_provisional"] = provisional
    beside = slots.of(_OTHERS, lambda t: row == "food" or ("食" not in t and "餐" not in t and "校" not in t))
    return Telling(f"{row} {form} {end}", tidy(f"{happened}，{told}。{beside}"), truth)


def _food(ill: int, dead: int) -> tuple[str, bool]:
    if dead >= 10 or (dead and ill > 100):
        return "II", False
    return ("III" if dead or ill >= 100 else "IV"), False


def _work(ill: int, dead: int) -> tuple[str, bool]:
    if ill >= 100:
        return "I", False
    if ill >= 50 or dead >= 5:
        return "II", False
    return ("III" if ill >= 10 or dead >= 3 else "IV"), False


def _food_told(slots: Slots) -> Telling:
    happened, who = slots.any(_MEALS)
    return _told(slots, "food", happened, who, *slots.any(_FOODS))


def _work_told(slots: Slots) -> Telling:
    happened, who = slots.any(_AT_WORK)
    return _told(slots, "work", happened, who, *slots.any(_WORKS))


_SKELETONS: tuple[Family, ...] = (_food_told, _work_told)

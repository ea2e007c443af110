"""How many people pollution drove from their homes, told beside other numbers of people: the level by evacuated."""

from __future__ import annotations

from bench.tellings import amounts
from bench.tellings.slots import Slots, Telling, tidy

_HAPPENED = (
    "4月4日14时许，双阳区一化工厂氯气泄漏，有毒气体扩散至周边村庄",
    "昨天下午，农安县一化工园区储罐发生苯乙烯泄漏，污染空气",
    "4月3日夜间，德惠市一辆液氨罐车泄漏，刺激性气体向居民区扩散",
    "前天，榆树市一农药厂毒气泄漏，引发突发环境事件",
    "4月4日凌晨，九台区一企业氨气泄漏",
)
_TELLS: tuple[tuple[str, str], ...] = (
    ("紧急疏散周边群众{m}", "人"),
    ("转移安置群众{m}", "人"),
    ("{m}群众被紧急转移", "名"),
    ("当地连夜疏散{h}余户{m}", "人"),
    ("附近村民{m}连夜撤离", "人"),
    ("共转移{m}", "人"),
    ("周边3公里内{m}居民全部疏散", "名"),
    ("安全转移群众{h}户、{m}", "人"),
    ("紧急避险转移{m}", "人"),
    ("疏散人口{m}", "人"),
    ("下风向4个村的{m}撤离到安全地带", "人"),
    ("撤离群众{m}", "人"),
    ("政府组织{m}群众向上风向转移", "名"),
    ("累计转移安置{m}", "人"),
    ("已将周边{h}户{m}转移到安全地带", "人"),
    ("{m}居民连夜搬到亲戚家或学校体育馆避险", "名"),
    ("涉及{h}户的{m}已全部转移完毕", "人"),
    ("截至5日8时，已疏散转移{m}", "人"),
    ("共有{m}村民被转移安置到附近学校", "名"),
    ("周边{m}紧急撤离", "人"),
    ("附近三个社区{m}被疏散", "人"),
    ("紧急转移{h}户共{m}", "人"),
    ("当地组织群众转移，共计{m}", "人"),
    ("疏散范围半径2公里，疏散{m}", "人"),
    ("目前已撤出群众{m}", "人"),
    ("转移群众总数{m}", "人"),
    ("人员疏散工作连夜展开，至凌晨4时，{m}撤到安全区域", "人"),
)
_OTHERS = (
    "",
    "现场投入应急人员1200人、车辆160台。",
    "全县总人口约45万人。",
    "",
    "2015年，该厂曾发生泄漏，当时疏散群众6万人。",
    "当地共设置安置点12个，可容纳2万人。",
    "已发放口罩8万只、矿泉水1万箱。",
    "其中投亲靠友800人，集中安置500人。",
    "目前，已有600人返回家中。",
    "该镇常住人口6.2万人。",
    "公安机关出动警力5600人次维持秩序。",
    "去年的一次演练中，疏散群众1.5万人。",
    "志愿者500余人参与服务。",
    "预案提出，必要时将疏散5万人。",
    "涉事企业有职工1.1万人。",
    "监测显示，下风向空气中浓度已降至标准以下。",
    "当地学校停课，涉及学生1.2万人。",
    "医疗队对3000人进行了体检，未发现异常。",
)
_HARMED: tuple[tuple[str, int], ...] = (("，未造成人员伤亡", 0), ("，暂无人员伤亡", 0), ("，无人员伤亡", 0))
_ENDS = ("", "泄漏原因正在调查。", "泄漏点已成功封堵。", "生态环境部门正持续监测。")
_SCALE = (5000, 10000, 50000)
_NUMBERS = (
    4000,
    4800,
    4990,
    5000,
    5000,
    5200,
    6800,
    8000,
    9900,
    10000,
    10000,
    12000,
    13000,
    13600,
    23000,
    38000,
    49000,
    50000,
    51000,
    68000,
    120000,
)
_ROUGH = (
    ("上万人", 10000, "at_least"),
    ("近万人", 10000, "below"),
    ("数千人", 0, ""),
    ("万余人", 10000, "at_least"),
    ("逾万人", 10000, "at_least"),
    ("五六千人", 5000, "at_least"),
    ("一万多人", 10000, "at_least"),
    ("近五万人", 50000, "below"),
    ("约五千人", 5000, "about"),
    ("超万人", 10000, "at_least"),
    ("一万五千余人", 15000, "at_least"),
    ("六千多人", 6000, "at_least"),
)


def telling(slots: Slots) -> Telling:
    """One leak with who was evacuated."""
    value = slots.any(_NUMBERS)
    if slots.maybe(0.25):
        form, unit = slots.of(_TELLS, lambda told: told[1] == "人")
        said = amounts.Said(*slots.of(_ROUGH, lambda row: row[1] > 0))
    else:
        form, unit = slots.of(_TELLS)
        said = amounts.people(slots, value, unit)
    told = form.format(m=said.words, h=max(2, said.value // 3 // 100) * 100 + slots.number(0, 1) * 12)
    happened, (harmed, _) = slots.any(_HAPPENED), slots.any(_HARMED)
    beside = slots.of(_OTHERS)
    if beside.startswith("其中"):
        beside = beside if said.value > 1300 else ""
    after = f"{told}。{beside}"
    both = after if beside.startswith(("其中", "目前")) or slots.maybe(0.6) else f"{beside}{told}。"
    reached = [level for level, least in zip(("III", "II", "I"), _SCALE, strict=True) if said.graded >= least]
    level = reached[-1] if reached else "IV"
    truth: dict[str, int | float | str | None] = {
        "evacuated": said.value,
        "severity": level,
        "emergency": "environment",
        "deaths": 0,
    }
    if level != "IV" or said.bound == "exact":
        truth["severity_provisional"] = said.bound != "exact" or ("暂无" in harmed and level != "I")
    return Telling(form, tidy(f"{happened}{harmed}。{both}{slots.any(_ENDS)}"), truth)

"""An earthquake by its magnitude, the people who live there, and the dead and missing together."""

from __future__ import annotations

from bench.tellings.slots import Slots, Telling, tidy
from monitor.classify.result import GRAVE

_SHOCKS = (
    "中国地震台网正式测定：4月4日9时21分在{p}发生{m}级地震，震源深度10千米",
    "4月4日凌晨，{p}发生{m}级地震",
    "昨天下午，{p}发生里氏{m}级地震",
    "据中国地震台网测定，4月3日22时，{p}发生M{m}级地震",
    "4月4日，{p}发生{m}级强烈地震，震感强烈",
    "记者从省地震局获悉，昨晚{p}发生的地震震级为{m}级",
    "4月4日11时许，{p}突发地震，震级{m}级",
    "北京时间4月4日6时，{p}发生Ms{m}级地震",
    "昨夜，{p}发生了{m}级的地震",
    "4月3日，{p}发生面波震级{m}级地震",
    "4月4日8时15分，{p}（北纬28.3度，东经104.9度）发生{m}级浅源地震",
    "一场{m}级地震4月4日袭击了{p}",
    "{p}昨日发生地震，地震台网测定震级为{m}",
    "4月4日，{p}遭遇{m}级地震袭击",
)
_PLACES = ("四川省宜宾市长宁县", "青海省门源县", "云南省大理州漾濞县", "新疆乌什县", "吉林省松原市前郭县")
_LEVELS = (4.0, 4.2, 4.9, 4.9, 5.0, 5.0, 5.3, 5.9, 5.9, 6.0, 6.0, 6.1, 6.6, 6.9, 7.0, 7.1, 7.4)
_DENSITY: tuple[tuple[str, str | None], ...] = (
    ("震中位于人口密集地区。", "dense"),
    ("震中附近人口较密集。", "fairly_dense"),
    ("震中所在地人烟稀少。", "sparse"),
    ("", None),
    ("震中距县城23公里，20公里范围内平均海拔约1200米。", None),
    ("震中地处人口稠密的平原。", "dense"),
    ("震中位于人口较密集的乡镇。", "fairly_dense"),
    ("震中位于无人区。", "sparse"),
    ("震中就在城区。", "dense"),
    ("震中一带人口比较密集。", "fairly_dense"),
    ("震中地处山区，远离人口密集区。", None),
    ("专家提醒，余震期间请远离人口密集场所的玻璃幕墙。", None),
    ("震中附近人口密度大，房屋多为土坯房。", "dense"),
    ("震中周边人口相对密集。", "fairly_dense"),
    ("震中所在区域人口稀少，以牧场为主。", "sparse"),
    ("震中位于人口密集区域。", "dense"),
    ("震中地区人口较为稠密。", "fairly_dense"),
    ("震中并非人口密集地区，居民点很少。", None),
    ("震中5公里内有3个村庄。", None),
    ("震中位于市区。", "dense"),
    ("震中处于人口较密集地带。", "fairly_dense"),
    ("该地区地广人稀。", None),
    ("附近一家商场的顾客一度涌出。", None),
)
_LOST: tuple[tuple[str, int | None, int | None], ...] = (
    ("未造成人员伤亡。", 0, None),
    ("地震造成8人死亡、1人失踪。", 8, 1),
    ("地震造成8人遇难，另有2人失联。", 8, 2),
    ("无人员伤亡。", 0, None),
    ("已造成3人死亡。", 3, None),
    ("截至5日10时，地震已造成46人遇难，4人失踪。", 46, 4),
    ("地震造成49人死亡。", 49, None),
    ("目前已致298人遇难，2人失联。", 298, 2),
    ("造成10人死亡、36人受伤。", 10, None),
    ("据初步统计，12人死亡，17人失踪，230人受伤。", 12, 17),
    ("死亡和失踪人数分别为40人和9人。", 40, 9),
    ("已造成305人死亡。", 305, None),
    ("截至目前，65人遇难、23人失联。", 65, 23),
)
_OTHERS = (
    "",
    "此后又发生3.6级余震。",
    "截至5日8时，共记录到余震126次，最大余震5.1级。",
    "",
    "2013年，附近曾发生7.0级地震。",
    "专家称，近期发生7级以上地震的可能性不大。",
    "省里启动地震二级应急响应。",
    "极震区烈度达9度。",
    "5分钟后，同一地点发生4.0级余震。",
    "不排除再发生5级左右余震的可能。",
    "据了解，这是当地1976年7.2级地震以来的又一次有感地震。",
    "震中距最近的县城28公里，成都等地震感明显。",
    "地震预警系统提前12秒发出预警，预警震级3.9级。",
    "当地房屋按8度设防。",
    "目前风力6级，救援直升机暂不能起飞。",
    "去年全国共发生5级以上地震34次。",
    "消防出动380人赶赴震中。",
)


def _by_magnitude(level: float, density: str | None) -> str | None:
    if density == "sparse":
        return None
    steps = (4.0, 5.0, 6.0) if density == "dense" else (5.0, 6.0, 7.0)
    least = 0.0 if density == "dense" else 4.0
    reached = [name for name, step in zip(("III", "II", "I"), steps, strict=True) if level >= step]
    return reached[-1] if reached else "IV" if level >= least else None


def _by_lost(lost: int) -> str:
    return "I" if lost >= 300 else "II" if lost >= 50 else "III" if lost >= 10 else "IV"


def telling(slots: Slots) -> Telling:
    """One shock."""
    shock, level = slots.of(_SHOCKS), slots.any(_LEVELS)
    density, dense = slots.of(_DENSITY)
    lost, dead, missing = slots.of(_LOST)
    told = shock.format(p=slots.any(_PLACES), m=f"{level:.1f}")
    parts = [density, lost] if slots.maybe() else [lost, density]
    text = tidy(f"{told}。{''.join(parts)}{slots.of(_OTHERS)}")
    by_people, by_force = _by_lost((dead or 0) + (missing or 0)), _by_magnitude(level, dense)
    grade = min((g for g in (by_people, by_force) if g), key=("I", "II", "III", "IV").index)
    truth: dict[str, int | float | str | None] = {
        "magnitude": level,
        "severity": grade,
        "emergency": "earthquake",
        "deaths": dead,
        "missing": missing,
    }
    could = _by_magnitude(level, "dense") if dense is None else None
    order = ("I", "II", "III", "IV", None)
    raised = order.index(could) < order.index(grade) and grade not in GRAVE
    truth["severity_provisional"] = raised or (by_people != grade and dense is None)
    return Telling(f"{density} | {lost}", text, truth)

"""The seriously injured and those only said to be hurt, around the thresholds of 10, 50 and 100; machines under special rules."""

from __future__ import annotations

from bench.tellings.amounts import chinese
from bench.tellings.slots import Slots, Telling, tidy

_HAPPENED = (
    ("4月4日，双阳区一工厂发生爆炸", "explosion"),
    ("昨晚，农安县一商场发生火灾", "fire"),
    ("4月3日，京哈高速德惠段多车相撞", "traffic_accident"),
    ("昨天下午，榆树市一在建体育馆坍塌", "collapse"),
    ("4月4日，双阳区一商场自动扶梯突然逆行", ""),
    ("昨天，净月区一游乐园过山车发生故障", ""),
    ("前天，九台区一景区缆车坠落", ""),
    ("4月4日，宽城区一小区电梯坠落", ""),
    ("昨日，德惠市一工厂起重机倾覆", ""),
)
_TELLS: tuple[tuple[str, str], ...] = (
    ("造成{m}人重伤", "serious"),
    ("造成{m}人受伤", "hurt"),
    ("{m}人受重伤", "serious"),
    ("{m}人受伤，其中{k}人重伤", "part"),
    ("造成{m}人重伤、{x}人轻伤", "and light"),
    ("{m}名伤者被送往医院", "hurt"),
    ("{m}人伤势严重", "serious"),
    ("重伤{m}人，轻伤{x}人", "and light"),
    ("{m}人不同程度受伤", "hurt"),
    ("{m}人受伤，均为轻伤", "light"),
    ("伤员中{m}人伤势较重", "serious"),
    ("共有{m}人受伤，其中重伤{k}人", "part"),
    ("{m}名重伤员正在ICU抢救", "serious"),
    ("{m}人受轻伤", "light"),
    ("致{m}人重伤", "serious"),
    ("受伤人数为{m}人，其中{k}人伤势严重", "part"),
    ("{m}名伤者中有{k}人伤势较重", "part"),
    ("{m}人轻微擦伤", "light"),
    ("重伤者达{m}人", "serious"),
    ("另有{m}人受伤送医", "hurt"),
    ("目前{m}人病危", "serious"),
    ("共{m}名伤员，重伤{k}人", "part"),
    ("重伤{m}人", "serious"),
    ("{m}人受伤，其中{k}人生命垂危", "part"),
)
_OTHERS = (
    "",
    "消防部门出动6车32人。",
    "",
    "去年同期，同类事故造成120人重伤。",
    "医院抽调了60名专家。",
    "现场疏散群众300人。",
    "有130人参与了献血。",
    "事发时现场约有800人。",
    "2017年，当地也曾发生过一次，造成31人死亡、150人受伤。",
    "当地派出15辆救护车。",
)
_NUMBERS = (2, 6, 9, 9, 10, 10, 12, 23, 49, 49, 50, 50, 52, 99, 99, 100, 100, 108)


def telling(slots: Slots) -> Telling:
    """One accident with its hurt."""
    happened, kind = slots.any(_HAPPENED)
    form, sort = slots.of(_TELLS)
    number = slots.any(_NUMBERS)
    some = slots.any([n for n in _NUMBERS if n < number] or [1])
    light = slots.number(3, 40)
    written = str if slots.maybe(0.7) else chinese
    told = form.format(m=written(number), k=written(some), x=written(light)).replace("造成二人", "造成两人")
    told = tidy(f"{happened}，{told}，无人死亡。{slots.of(_OTHERS)}")
    badly = {"serious": number, "and light": number, "part": some, "light": 0}.get(sort)
    hurt = number + light if sort == "and light" else number
    grave = badly or 0
    level = "I" if grave >= 100 else "II" if grave >= 50 else "III" if grave >= 10 else "IV"
    worst = hurt if sort == "hurt" else 0
    truth: dict[str, int | float | str | None] = {
        "severity": level,
        "severity_provisional": worst >= 10,
        "injured": hurt,
        "seriously_injured": badly,
        "deaths": 0,
    }
    if kind:
        truth["emergency"] = kind
    return Telling(f"{form} | {happened}", told, truth)
